"""What must always hold of what goes back, and of matches (DOMAIN §5: S19, S27, S34), from facts.

How long a return may wait for the bank is an internal rule: by its edition (``bank.open_items``).
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from attrs import define, field

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import shared
from lixia_domain.kernel.keys import kept, upper
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.rules import EDITIONS
from lixia_domain.rules.book import OPEN_ITEMS
from lixia_domain.specs.history.folds import Check, Ref, ref


@define
class _Back:
    """What goes back of one credit."""

    returned: list[tuple[Money, Ref]] = field(factory=list)
    paid: list[tuple[str, Money, Ref]] = field(factory=list)
    """By which debit of the bank, and how much."""

    def cancel(self, amount: Money) -> None:
        """Take off what did not leave after all, from the latest return on."""
        while amount > ZERO and self.returned:
            latest, fact = self.returned.pop()
            if latest > amount:
                self.returned.append((latest - amount, fact))
            amount -= latest

    def waiting(self) -> tuple[Money, Ref]:
        """Return what the bank has not paid out of the latest returns, and the first of these."""
        left = sum((amount for _, amount, _ in self.paid), ZERO)
        if not self.returned and not self.paid:
            return ZERO, Ref(0, "", "", date.min)
        for amount, fact in self.returned:
            if amount > left:
                open_ = sum((one for one, _ in self.returned), ZERO)
                return open_ - sum((paid for _, paid, _ in self.paid), ZERO), fact
            left -= amount
        return ZERO - left, self.paid[-1][2] if self.paid else self.returned[-1][1]


class ReturnsPaid(Check):
    """What was returned the bank paid out, by a debit of that amount that is matched to it."""

    reads = (
        bc.CreditReturned,
        bc.CreditReturnCancelled,
        bc.CreditReturnPaid,
        bc.CreditReturnUnpaid,
        dbt.BankDebitRecorded,
        dbt.BankDebitMatched,
        dbt.BankDebitUnmatched,
    )

    def __init__(self) -> None:
        super().__init__()
        self.back: dict[str, _Back] = defaultdict(_Back)
        self.debits: dict[str, Money] = {}
        self.matched: dict[str, tuple[str, Ref]] = {}
        """By debit, which credit's return it is matched to."""
        self.told = date.min
        """The last day that the bank has told of."""

    def take(self, recorded: Recorded) -> None:
        """Note what goes back, and what the bank pays."""
        event, key = recorded.event, upper(recorded.key)
        match event:
            case bc.CreditReturned(amount=amount):
                self.back[key].returned.append((amount, ref(recorded)))
            case bc.CreditReturnCancelled(amount=amount):
                self.back[key].cancel(amount)
            case bc.CreditReturnPaid(debit=debit, amount=amount):
                self.back[key].paid.append((upper(debit), amount, ref(recorded)))
            case bc.CreditReturnUnpaid(debit=debit):
                told = self.back[key]
                told.paid = [one for one in told.paid if one[0] != upper(debit)]
            case dbt.BankDebitRecorded(outgoing=outgoing):
                self.debits[key] = outgoing.amount
                self.told = max(self.told, outgoing.value_date)
            case dbt.BankDebitMatched(purpose=dbt.Purpose.RETURN, cites=credit):
                self.matched[key] = upper(credit), ref(recorded)
            case _:  # matched otherwise, or no more
                self.matched.pop(key, None)

    def end(self) -> None:
        """Compare returns with the bank's debits."""
        for credit, back in self.back.items():
            for debit, amount, fact in back.paid:
                matched, _ = self.matched.pop(debit, ("", fact))
                if self.debits.get(debit) != amount or matched != credit:
                    self.wrong(
                        f"到账 {credit} 退回 {amount} 称由付款 {debit} 付出，银行没有这样一笔退款，"
                        "请核对流水",
                        f"{amount.en} of credit {credit} is said to be paid back by debit {debit}, "
                        "which is no such return: look at the statement",
                        fact,
                    )
            self._waits(credit, *back.waiting())
        for debit, (credit, fact) in self.matched.items():
            self.wrong(
                f"付款 {debit} 核对为到账 {credit} 的退款，到账一方没有记为已付，请核对",
                f"debit {debit} is matched to a return of credit {credit}, which does not know of "
                "it: look into it",
                fact,
            )

    def _waits(self, credit: str, amount: Money, fact: Ref) -> None:
        if amount < ZERO:
            self.wrong(
                f"到账 {credit} 付出的退款比退回的多 {ZERO - amount}，请查明并追回",
                f"{(ZERO - amount).en} more was paid back of credit {credit} than was returned: "
                "get it back",
                fact,
            )
        if amount > ZERO and self.told > _longest(fact.on):
            days = (self.told - fact.on).days
            self.wrong(
                f"到账 {credit} 退回的 {amount} 已 {days} 日没有付出，请付款",
                f"{amount.en} of credit {credit}, returned, is open for {days} days: pay it",
                fact,
            )


def _longest(on: date) -> date:
    """Return until when what is open since ``on`` may be, by the edition of that day."""
    editions = (one for one in EDITIONS if one.rule == OPEN_ITEMS and one.covers(on))
    return next((on + timedelta(days=one.figures["item_days"]) for one in editions), date.max)


class MatchesPromised(Check):
    """A government match comes under a promise, within its time and its cap."""

    reads = (
        acc.MatchPromised,
        acc.AppropriationReceived,
        acc.AppropriationReturned,
        acc.IncomeReversed,
    )

    def __init__(self) -> None:
        super().__init__()
        self.promised: dict[tuple[str, str], acc.MatchPromised] = {}
        """By account and document."""
        self.came: dict[tuple[str, str], Money] = defaultdict(lambda: ZERO)
        self.under: dict[tuple[str, str], str] = {}
        """By account and gift, the document that it came under."""

    def take(self, recorded: Recorded) -> None:
        """Compare what comes with what was promised."""
        event, account = recorded.event, kept(recorded.key)
        match event:
            case acc.MatchPromised(document=document):
                self.promised[account, document] = event
            case acc.AppropriationReceived(kind=acc.Grant.MATCH, gift=gift, document=document):
                self.under[account, gift] = document
                self.came[account, document] += event.amount
                self._compare(account, event, recorded)
            case acc.AppropriationReturned(gift=gift) | acc.IncomeReversed(gift=str(gift)):
                if (paper := self.under.get((account, gift))) is not None:
                    self.came[account, paper] -= event.amount
            case _:
                pass

    def _compare(self, account: str, event: acc.AppropriationReceived, recorded: Recorded) -> None:
        promise = self.promised.get((account, event.document))
        came = self.came[account, event.document]
        if promise is None:
            zh, en = "没有约定", "was never promised"
        elif event.on > promise.until:
            zh, en = f"约定已于 {promise.until} 到期", f"was promised until {promise.until} only"
        elif came > promise.cap:
            zh, en = (
                f"累计 {came}，超过上限 {promise.cap}",
                f"comes to {came.en} by now, {promise.cap.en} were promised",
            )
        else:
            return
        self.wrong(
            f"专户 {account} 依 {event.document} 收到配套 {event.amount}，{zh}，请补齐文件或缴回",
            f"{account} took in a match of {event.amount.en} by {event.document}, which {en}: "
            "have the document, or return it",
            recorded,
        )


class ApportionedGoesBack(Check):
    """What was given of money found to be apportioned goes back, whatever account had it.

    What of the same credit its payer owed, a recovery or money towards a shortfall, stays.
    """

    reads = (
        bc.BankCreditRecorded,
        bc.CreditAllocated,
        bc.CreditHeld,
        bc.CreditReleased,
        bc.CreditReturned,
        bc.CreditReversedByBank,
        bc.ApportionmentFound,
        acc.RecoveryReceived,
        acc.ShortfallPaid,
    )

    def __init__(self) -> None:
        super().__init__()
        self.stays: dict[str, Money] = defaultdict(lambda: ZERO)
        """What of a credit is on accounts or held."""
        self.found: dict[str, Ref] = {}

    def take(self, recorded: Recorded) -> None:
        """Follow where a credit's money is."""
        event, credit = recorded.event, upper(recorded.key)
        match event:
            case bc.CreditAllocated(allocation=part):
                self.stays[credit] += part.amount
            case bc.CreditHeld(amount=amount):
                self.stays[credit] += amount
            case bc.CreditReleased(amount=amount) | bc.CreditReturned(amount=amount):
                self.stays[credit] -= amount
            case bc.ApportionmentFound():
                self.found[credit] = ref(recorded)
            case acc.RecoveryReceived(credit=owed, shares=shares):
                self.stays[upper(owed)] -= shared(shares)
            case acc.ShortfallPaid(credit=owed, amount=amount):
                self.stays[upper(owed)] -= amount
            case _:  # recorded anew, or gone
                self.stays[credit] = ZERO

    def end(self) -> None:
        """See what has not gone back."""
        for credit, fact in self.found.items():
            if self.stays[credit] > ZERO:
                self.wrong(
                    f"到账 {credit} 已认定为摊派，仍有 {self.stays[credit]} 未退回，请退还付款人",
                    f"credit {credit} was found to be apportioned, {self.stays[credit].en} of it "
                    "have not gone back: return them",
                    fact,
                )
