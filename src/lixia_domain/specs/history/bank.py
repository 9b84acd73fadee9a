"""What must always hold of books and bank (DOMAIN §3: 11)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from functools import lru_cache

from lixia_domain.aggregates import account as acc
from lixia_domain.aggregates import bank_credit as bc
from lixia_domain.aggregates import bank_statement as stm
from lixia_domain.aggregates import disbursement as dis
from lixia_domain.aggregates import fund as fnd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import shared
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.reconciling import Proof
from lixia_domain.specs.history.folds import Check, Ref, ref
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
                    f"account {account} is closed with {told}, its movements add up to {sums}",
                    recorded,
                )


INCOME = (
    acc.AppropriationReceived,
    acc.InterestCredited,
    acc.SaleProceedsReceived,
    acc.OtherIncomeReceived,
)
"""Money that may come in without a bank entry on record under its name."""

UNDONE = (acc.IncomeReversed, acc.RecoveryReversed)
"""What takes such money off again."""


class BooksMeetBank(Check):
    """What lies on a fund's accounts is what the bank brought, less what it took."""

    reads = (
        *MOVES,
        acc.AccountPeriodClosed,
        bc.BankCreditRecorded,
        bc.CreditReturned,
        bc.CreditReversed,
        bc.CreditReversedByBank,
        dis.DisbursementRequested,
        dis.FundsDisbursed,
        dis.PaymentBounced,
        dis.UnspentRecovered,
    )

    def __init__(self) -> None:
        super().__init__()
        self.book: dict[str, int] = defaultdict(int)
        self.bank: dict[str, int] = defaultdict(int)
        self.credits: dict[str, tuple[str, int]] = {}
        self.funds: dict[str, str] = {}
        self.paid: dict[str, int] = {}

    def take(self, recorded: Recorded) -> None:
        """Put the fact on its side; compare at every closing."""
        event, key = recorded.event, recorded.key
        match event:
            case bc.BankCreditRecorded(fund=fund, notice=notice):
                self.credits[key] = (fund, notice.amount.fen)
                self.bank[fund] += notice.amount.fen
            case bc.CreditReturned(amount=amount):
                fund, left = self.credits[key]
                self.credits[key] = (fund, left - amount.fen)
                self.bank[fund] -= amount.fen
            case bc.CreditReversed() | bc.CreditReversedByBank():
                fund, left = self.credits[key]
                self.credits[key] = (fund, 0)
                self.bank[fund] -= left
            case dis.DisbursementRequested(account=account):
                self.funds[key] = fund_of(account)
            case dis.FundsDisbursed(amount=amount):
                self.paid[key] = amount.fen
                self.bank[self.funds[key]] -= amount.fen
            case dis.PaymentBounced(credit=credit):
                if credit not in self.credits:
                    self.bank[self.funds[key]] += self.paid[key]
            case dis.UnspentRecovered(amount=amount, credit=credit):
                if credit not in self.credits:
                    self.bank[self.funds[key]] += amount.fen
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
        elif isinstance(event, INCOME) and event.credit not in self.credits:
            self.bank[fund] += event.amount.fen
        elif isinstance(event, UNDONE) and event.credit not in self.credits:
            self.bank[fund] += sum(move.balance for move in moves(event))

    def _compare(self, fund: str, *closing: Recorded) -> None:
        book, bank = Money(self.book[fund]), Money(self.bank[fund])
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


class StatementsMeetBooks(Check):
    """Every statement adds up; at every reconciliation and closing book = bank ± items listed.

    The book is added up anew, as it was known at the position that the reviewer looked at. A month
    is not closed while its statement waits to be reconciled.
    """

    reads = (*MOVES, fnd.PeriodClosed, *stm.BANK_STATEMENT.events)

    def __init__(self) -> None:
        super().__init__()
        self.books: dict[str, dict[str, _Posted]] = defaultdict(lambda: defaultdict(_Posted))
        self.stated: dict[str, tuple[stm.Statement, Ref]] = {}
        self.closings: dict[tuple[str, str], Money] = {}
        self.waiting: dict[tuple[str, str], Ref] = {}
        """Statements not yet reconciled, by fund and month."""

    def take(self, recorded: Recorded) -> None:
        """Post movements to their month; look at what statements say."""
        event, fund = recorded.event, fund_of(recorded.key)
        match event:
            case stm.StatementImported():
                self._stated(event, recorded)
                self.waiting[fund, event.statement.period] = ref(recorded)
            case stm.BankReconciled():
                self._reconciled(event, recorded)
                self._meet(fund, event, event.period, recorded)
                self.waiting.pop((fund, event.period), None)
            case fnd.PeriodClosed(period=period, proof=proof):
                if proof is not None:
                    self._meet(fund, proof, period, recorded)
                self._closed(fund, period, recorded)
            case _:
                if fen := sum(move.balance for move in moves(event)):
                    self.books[fund][event.period].post(recorded.position, fen)  # type: ignore[attr-defined]

    def _stated(self, event: stm.StatementImported, recorded: Recorded) -> None:
        key, told = recorded.key, event.statement
        if told.opening + told.credited - told.debited != told.closing:
            self.wrong(
                f"{key} 的对账单 {told.period} 自身合计不符",
                f"the statement {told.period} of {key} does not add up",
                recorded,
            )
        if key in self.stated:
            last, fact = self.stated[key]
            if (told.period, told.opening) != (stm.following(last.period), last.closing):
                self.wrong(
                    f"{key} 的对账单 {told.period} 期初 {told.opening}，"
                    f"与 {last.period} 期末 {last.closing} 不相接",
                    f"the statement {told.period} of {key} opens with {told.opening}: it does not "
                    f"follow {last.period}, closed with {last.closing}",
                    fact,
                    recorded,
                )
        self.stated[key] = (told, ref(recorded))
        self.closings[key, told.period] = told.closing

    def _reconciled(self, event: stm.BankReconciled, recorded: Recorded) -> None:
        stated = self.closings.get((recorded.key, event.period))
        if stated != event.bank:
            zh, en = ("无", "nothing") if stated is None else (str(stated), str(stated))
            self.wrong(
                f"{recorded.key} 调节 {event.period} 所据银行余额 {event.bank}，对账单为 {zh}",
                f"{recorded.key} is reconciled for {event.period} with {event.bank} at the bank, "
                f"the statement says {en}",
                recorded,
            )

    def _meet(
        self, fund: str, told: stm.BankReconciled | Proof, period: str, recorded: Recorded
    ) -> None:
        """Compare what a reconciliation or closing says with the items it lists, and the books."""
        adjusted = told.bank + total(item.towards_book for item in told.items)
        if adjusted != told.book:
            self.wrong(
                f"{recorded.key} {period}：银行加减未达账项 {adjusted}，账面 {told.book}",
                f"{recorded.key} {period}: bank and items make {adjusted}, "
                f"the book says {told.book}",
                recorded,
            )
        book = self._book(fund, period, told.position)
        if book != told.book:
            self.wrong(
                f"{recorded.key} {period}：所载账面 {told.book}，流水合计 {book}",
                f"{recorded.key} {period}: the book told is {told.book}, "
                f"the movements add up to {book}",
                recorded,
            )

    def _closed(self, fund: str, period: str, recorded: Recorded) -> None:
        waiting = self.waiting.get((fund, period))
        if waiting is not None:
            self.wrong(
                f"基金 {fund} 结账至 {period}，而 {period} 的对账单尚未调节",
                f"fund {fund} is closed through {period}, its statement of {period} is not "
                "reconciled",
                waiting,
                recorded,
            )

    def _book(self, fund: str, period: str, position: int) -> Money:
        months = self.books[fund].items()
        return Money(sum(posted.at(position) for month, posted in months if month <= period))


class _Posted:
    """What was posted to one month, and what it came to after each position."""

    def __init__(self) -> None:
        self.positions: list[int] = []
        self.sums: list[int] = []

    def post(self, position: int, fen: int) -> None:
        """Add an amount."""
        self.positions.append(position)
        self.sums.append(fen + (self.sums[-1] if self.sums else 0))

    def at(self, position: int) -> int:
        """Return what it came to as known at ``position``."""
        place = bisect_right(self.positions, position)
        return self.sums[place - 1] if place else 0


@lru_cache(100_000)
def fund_of(key: str) -> str:
    """Return the fund of an account, or of a bank account's statements."""
    return split_key(key)[0]
