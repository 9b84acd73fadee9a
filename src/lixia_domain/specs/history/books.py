"""What must always hold of books, bank and papers (DOMAIN §3: 11, 12)."""

from __future__ import annotations

from collections import defaultdict

from lixia_domain.aggregates import account as acc
from lixia_domain.aggregates import bank_credit as bc
from lixia_domain.aggregates import disbursement as dis
from lixia_domain.aggregates import donation_receipt as don
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import shared
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.specs.history.money import IN_DOUBT, MOVES, OTHER, account_of, moves
from lixia_domain.specs.history.past import Check, Ref, ref

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
                kind = KINDS.get(gift) or self.classes[gift]
                self.inside[account, kind] += balance
            return
        for kind in ("donated", "government", "suspense", "other"):
            told, sums = getattr(event, kind), Money(self.inside[account, kind])
            if told != sums:
                self.wrong(f"专户 {account} 结账 {told}，流水合计 {sums}", recorded)


INCOME = (
    acc.AppropriationReceived,
    acc.InterestCredited,
    acc.SaleProceedsReceived,
    acc.OtherIncomeReceived,
)
"""Money that may come in without a bank entry on record under its name."""


class BooksMeetBank(Check):
    """What lies on a fund's accounts is what the bank brought, less what it took."""

    reads = (
        *MOVES,
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
        """Put the fact on its side."""
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
                self.funds[key] = account_of(account)[0]
            case dis.FundsDisbursed(amount=amount):
                self.paid[key] = amount.fen
                self.bank[self.funds[key]] -= amount.fen
            case dis.PaymentBounced(credit=credit):
                if credit not in self.credits:
                    self.bank[self.funds[key]] += self.paid[key]
            case dis.UnspentRecovered(amount=amount, credit=credit):
                if credit not in self.credits:
                    self.bank[self.funds[key]] += amount.fen
            case _:
                fund = account_of(key)[0]
                self.book[fund] += sum(balance for _, _, balance, _ in moves(event))
                self._beside(fund, event)

    def _beside(self, fund: str, event: Event) -> None:
        """Count what the bank moved where only the account tells of it."""
        if isinstance(event, acc.BankFeeCharged | acc.ManagementCostCharged):
            self.bank[fund] -= shared(event.shares).fen
        elif isinstance(event, INCOME) and event.credit not in self.credits:
            self.bank[fund] += event.amount.fen

    def end(self) -> None:
        """Compare the two sides of each fund."""
        for fund in {*self.book, *self.bank}:
            book, bank = Money(self.book[fund]), Money(self.bank[fund])
            if book != bank:
                self.wrong(f"基金 {fund} 账面 {book}，银行 {bank}")


class GiftsNamed(Check):
    """Every fen paid names its gifts, and each of them lay on that very account."""

    reads = (
        acc.DonationReceived,
        acc.AppropriationReceived,
        acc.InterestCredited,
        acc.SaleProceedsReceived,
        acc.SurplusMovedIn,
        acc.FundsPaidOut,
        dis.FundsDisbursed,
    )

    def __init__(self) -> None:
        super().__init__()
        self.there: set[tuple[str, str]] = set()
        self.paid: dict[str, tuple[Money, Ref]] = {}
        self.told: dict[str, tuple[Money, Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Note gifts that come in; look up gifts that are paid out."""
        event, key = recorded.event, recorded.key
        match event:
            case acc.FundsPaidOut(shares=shares, disbursement=paper):
                self.paid[paper] = (shared(shares), ref(recorded))
                for share in shares:
                    if (key, share.gift) not in self.there:
                        self.wrong(f"专户 {key} 付出了不在该专户的捐赠 {share.gift}", recorded)
            case dis.FundsDisbursed(amount=amount):
                self.told[key] = (amount, ref(recorded))
            case acc.SurplusMovedIn(share=share):
                self.there.add((key, share.gift))
            case (
                acc.DonationReceived()
                | acc.AppropriationReceived()
                | acc.InterestCredited()
                | acc.SaleProceedsReceived()
            ):
                self.there.add((key, event.gift))
            case _:
                pass

    def end(self) -> None:
        """Compare each payment with what left the account for it."""
        for paper, (amount, fact) in self.told.items():
            gone, cited = self.paid.get(paper, (ZERO, fact))
            if gone != amount:
                self.wrong(f"拨付 {paper} 付款 {amount}，而专户付出 {gone}", fact, cited)


class ReceiptNumbers(Check):
    """Every receipt number is used once, and the numbers of a book have no silent gap."""

    reads = (
        don.DonationReceiptIssued,
        don.DonationReceiptVoided,
        acc.DonationReceived,
    )

    def __init__(self) -> None:
        super().__init__()
        self.used: dict[str, Ref] = {}
        self.books: dict[str, list[int]] = defaultdict(list)
        self.arrived: dict[str, Money] = defaultdict(lambda: ZERO)

    def take(self, recorded: Recorded) -> None:
        """Note the number, and whether as much had arrived."""
        event, key = recorded.event, recorded.key
        if isinstance(event, acc.DonationReceived):
            self.arrived[event.gift] += event.amount
            return
        if key in self.used:
            self.wrong(f"票据 {key} 使用两次", self.used[key], recorded)
        self.used[key] = ref(recorded)
        code, number = split_key(key)
        if number.isdecimal():
            self.books[code].append(int(number))
        if isinstance(event, don.DonationReceiptIssued) and event.amount > self.arrived[event.gift]:
            self.wrong(
                f"票据 {key} 开具 {event.amount}，而到账 {self.arrived[event.gift]}", recorded
            )

    def end(self) -> None:
        """Look for gaps."""
        for code, numbers in sorted(self.books.items()):
            missing = sorted(set(range(min(numbers), max(numbers) + 1)) - set(numbers))
            if missing:
                shown = "、".join(map(str, missing[:5]))
                self.wrong(f"票据代码 {code} 跳号 {len(missing)} 个：{shown}")
