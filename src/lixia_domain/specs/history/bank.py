"""What must always hold of books and bank (DOMAIN §3: 11)."""

from __future__ import annotations

from collections import defaultdict
from functools import lru_cache

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import shared
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import kept
from lixia_domain.kernel.money import Money
from lixia_domain.specs.history.folds import Check
from lixia_domain.specs.history.moves import IN_DOUBT, MOVES, OTHER, moves

KINDS = {IN_DOUBT: "suspense", OTHER: "other"}
"""Which class money without a gift is closed under."""


class ClosingFigures(Check):
    """What a closing says is left, class by class, is what the movements add up to."""

    reads = (*MOVES, acc.AccountPeriodClosed)

    def __init__(self) -> None:
        super().__init__()
        self.inside: dict[tuple[str, str], int] = defaultdict(int)
        self.classes: dict[str, str] = {}

    def take(self, recorded: Recorded) -> None:
        """Add movements up; compare at a closing."""
        account, event = recorded.key, recorded.event
        if not isinstance(event, acc.AccountPeriodClosed):
            for gift, source, balance, _ in moves(event):
                if source is not None:
                    self.classes[gift] = source.value
                kind = KINDS.get(gift) or self.classes.get(gift, "donated")
                self.inside[account, kind] += balance
            return
        for kind in ("donated", "government", "suspense", "other"):
            told, sums = getattr(event, kind), Money(self.inside[account, kind])
            if told != sums:
                self.wrong(
                    f"专户 {account} 结账 {told}，流水合计 {sums}",
                    f"account {account} is closed with {told.en}, its movements are {sums.en}",
                    recorded,
                )


class BooksMeetBank(Check):
    """What lies on a fund's accounts is what the bank brought, less what it took.

    What the bank brought is its credits on record, and nothing else.
    """

    reads = (
        *MOVES,
        acc.AccountPeriodClosed,
        bc.BankCreditRecorded,
        bc.CreditReturned,
        bc.CreditReturnCancelled,
        bc.CreditReversed,
        bc.CreditReversedByBank,
        bc.ReceivableArose,
        bc.CreditPutToReceivable,
        acc.ShortfallMadeGood,
        dis.DisbursementRequested,
        dis.FundsDisbursed,
        dis.PaymentCancelled,
    )

    def __init__(self) -> None:
        super().__init__()
        self.book: dict[str, int] = defaultdict(int)
        self.bank: dict[str, int] = defaultdict(int)
        self.owed: dict[str, int] = defaultdict(int)
        """What the bank took back of money that was returned or spent, and nobody has paid yet."""
        self.credits: dict[str, tuple[str, int, int]] = {}
        """Fund, what is there of a credit, and what it was."""
        self.funds: dict[str, str] = {}

    def take(self, recorded: Recorded) -> None:
        """Put the fact on its side; compare at every closing."""
        event, key = recorded.event, recorded.key
        match event:
            case bc.BankCreditRecorded(fund=fund, notice=notice):
                self.credits[key] = (fund, notice.amount.fen, notice.amount.fen)
                self.bank[fund] += notice.amount.fen
            case bc.CreditReturned(amount=amount):
                fund, left, whole = self.credits[key]
                self.credits[key] = (fund, left - amount.fen, whole)
                self.bank[fund] -= amount.fen
            case bc.CreditReturnCancelled(amount=amount):
                fund, left, whole = self.credits[key]
                self.credits[key] = (fund, left + amount.fen, whole)
                self.bank[fund] += amount.fen
            case bc.CreditReversed() | bc.CreditReversedByBank():
                fund, _, whole = self.credits[key]
                self.credits[key] = (fund, 0, 0)
                self.bank[fund] -= whole
            case bc.ReceivableArose(fund=fund, amount=amount):
                self.owed[fund] += amount.fen
            case bc.CreditPutToReceivable(amount=amount):
                self.owed[self.credits[key][0]] -= amount.fen
            case dis.DisbursementRequested(account=account):
                self.funds[key] = fund_of(account)
            case dis.FundsDisbursed(amount=amount):
                self.bank[self.funds[key]] -= amount.fen
            case dis.PaymentCancelled(amount=amount):
                self.bank[self.funds[key]] += amount.fen
            case acc.ShortfallMadeGood(amount=amount):
                self.owed[fund_of(key)] -= amount.fen
            case acc.AccountPeriodClosed():
                self._compare(fund_of(key), recorded)
            case _:
                fund = fund_of(key)
                self.book[fund] += sum(move.balance for move in moves(event))
                self._beside(fund, event)

    def _beside(self, fund: str, event: Event) -> None:
        """Count what the bank moved where only the account tells of it."""
        if isinstance(event, acc.BankFeeCharged | acc.ManagementCostCharged):
            self.bank[fund] -= shared(event.shares).fen
        elif isinstance(event, acc.BankFeeReversed | acc.ManagementCostReversed):
            self.bank[fund] += shared(event.shares).fen
        elif isinstance(event, acc.ShortfallArose):
            self.owed[fund] += event.amount.fen

    def _compare(self, fund: str, *closing: Recorded) -> None:
        book, bank = Money(self.book[fund]), Money(self.bank[fund] + self.owed[fund])
        if book != bank:
            when = ("结账时", " at a closing") if closing else ("", "")
            self.wrong(
                f"基金 {fund} {when[0]}账面 {book}，银行 {bank}",
                f"fund {fund}{when[1]}: the books say {book}, the bank {bank}",
                *closing,
            )

    def end(self) -> None:
        """Compare the two sides of each fund."""
        for fund in sorted({*self.book, *self.bank}):
            self._compare(fund)


@lru_cache(100_000)
def fund_of(key: str) -> str:
    """Return the fund of an account, or of a bank account's statements."""
    return split_key(key)[0]


class ClosedEmpty(Check):
    """A fund is closed when nothing lies on any of its accounts."""

    reads = (*MOVES, fnd.FundClosed)

    def __init__(self) -> None:
        super().__init__()
        self.inside: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def take(self, recorded: Recorded) -> None:
        """Add movements up; look at what is left when the fund is closed."""
        event, key = recorded.event, recorded.key
        if not isinstance(event, fnd.FundClosed):
            inside = self.inside[kept(fund_of(key))]
            inside[key] += sum(move.balance for move in moves(event))
            return
        for account, left in sorted(self.inside[kept(key)].items()):
            if left:
                self.wrong(
                    f"基金 {key} 终止时，专户 {account} 尚有 {Money(left)}",
                    f"fund {key} is closed while {Money(left)} lies on account {account}",
                    recorded,
                )
