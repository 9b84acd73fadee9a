"""What must always hold of the two sides of one thing (DOMAIN §7: S27, S34, S71), from facts alone.

A debit that is matched has its counterpart in the books, and the other way round; government
money leaves the bank in time.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import SourceClass, shared
from lixia_domain.kernel.keys import kept, upper
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.rules import EDITIONS
from lixia_domain.rules.fees import BANK_FEE, MOST_FEN
from lixia_domain.specs.history.folds import Check, Ref, ref

MADE_OF_IT = (dbt.Purpose.FEE, dbt.Purpose.MANAGEMENT, dbt.Purpose.RETURN)
"""For what a debit is matched to a fact of the books that names it."""


class DebitsHaveTheirFact(Check):
    """Each debit matched as a fee, a cost or a return has its fact over as much, and no fact none.

    A return left the account that the money had come to, on no day before it was booked; a fee is
    no large sum.
    """

    reads = (
        bc.BankCreditRecorded,
        bc.CreditReturned,
        bc.CreditReturnPaid,
        bc.CreditReturnUnpaid,
        acc.BankFeeCharged,
        acc.ManagementCostCharged,
        acc.BankFeeReversed,
        acc.ManagementCostReversed,
        dbt.BankDebitRecorded,
        dbt.BankDebitMatched,
        dbt.BankDebitUnmatched,
    )

    def __init__(self) -> None:
        super().__init__()
        self.debits: dict[str, dbt.Outgoing] = {}
        self.came_to: dict[str, str] = {}
        self.returned: dict[str, date] = {}
        self.matched: dict[str, tuple[dbt.Purpose, Ref]] = {}
        self.booked: dict[str, Counter[dbt.Purpose]] = defaultdict(Counter)
        """What facts say that a debit was, and over how many fen."""
        self.last: dict[str, Ref] = {}

    def take(self, recorded: Recorded) -> None:
        """Note both sides; look at what a return and a fee is."""
        event, key = recorded.event, upper(recorded.key)
        match event:
            case bc.BankCreditRecorded(notice=notice):
                self.came_to[key] = kept(notice.account)
            case bc.CreditReturned(on=on):
                self.returned.setdefault(key, on)
            case bc.CreditReturnPaid(debit=debit, amount=amount):
                self._book(debit, dbt.Purpose.RETURN, amount, recorded)
                self._returned(key, upper(debit), recorded)
            case bc.CreditReturnUnpaid(debit=debit, amount=amount):
                self.booked[upper(debit)][dbt.Purpose.RETURN] -= amount.fen
            case acc.BankFeeCharged(debit=debit, shares=shares):
                self._book(debit, dbt.Purpose.FEE, shared(shares), recorded)
            case acc.ManagementCostCharged(debit=debit, shares=shares):
                self._book(debit, dbt.Purpose.MANAGEMENT, shared(shares), recorded)
            case acc.BankFeeReversed(debit=debit, shares=shares):
                self.booked[upper(debit)][dbt.Purpose.FEE] -= shared(shares).fen
            case acc.ManagementCostReversed(debit=debit, shares=shares):
                self.booked[upper(debit)][dbt.Purpose.MANAGEMENT] -= shared(shares).fen
            case dbt.BankDebitRecorded(outgoing=outgoing):
                self.debits[key] = outgoing
            case dbt.BankDebitMatched(purpose=purpose) if purpose in MADE_OF_IT:
                self.matched[key] = purpose, ref(recorded)
            case _:
                self.matched.pop(key, None)

    def _book(self, debit: str, purpose: dbt.Purpose, amount: Money, recorded: Recorded) -> None:
        self.booked[upper(debit)][purpose] += amount.fen
        self.last[upper(debit)] = ref(recorded)

    def _returned(self, credit: str, debit: str, recorded: Recorded) -> None:
        outgoing = self.debits.get(debit)
        if outgoing is None:
            return
        since = self.returned.get(credit, date.min)
        if kept(outgoing.account) != self.came_to.get(credit) or outgoing.value_date < since:
            self.wrong(
                f"{outgoing.value_date} 的付款流水 {debit}（账户 {outgoing.account}）"
                f"不是到账 {credit} 的退款",
                f"debit {debit} of {outgoing.value_date} from {outgoing.account} is no return of "
                f"credit {credit}",
                recorded,
            )

    def end(self) -> None:
        """Hold the two sides against each other."""
        for debit in sorted({*self.matched, *self.booked}):
            booked = self.booked[debit]
            self._fee(debit, Money(booked[dbt.Purpose.FEE]))
            matched = self.matched.get(debit)
            paid = {} if matched is None else {matched[0]: self.debits[debit].amount.fen}
            if +booked != paid:
                facts = [fact for fact in (matched and matched[1], self.last.get(debit)) if fact]
                self.wrong(
                    f"付款流水 {debit} 的核对与账上所记不是一一对应",
                    f"debit {debit} and what the books made of it are not one to one",
                    *facts,
                )

    def _fee(self, debit: str, fee: Money) -> None:
        for rule in EDITIONS if fee > ZERO else ():
            on = self.last[debit].on
            if rule.rule == BANK_FEE and rule.covers(on) and fee.fen > rule.figures[MOST_FEN]:
                self.wrong(
                    f"付款流水 {debit} 列支为手续费 {fee}，不像手续费，请查明付的是什么",
                    f"debit {debit} over {fee.en} is no bank fee: find out what it paid",
                    self.last[debit],
                )


class GovernmentSpentInTime(Check):
    """Government money that does not carry over left the bank by its last day."""

    reads = (
        acc.AppropriationReceived,
        dis.FundsDisbursed,
        dbt.BankDebitRecorded,
        dbt.BankDebitMatched,
    )

    def __init__(self) -> None:
        super().__init__()
        self.ends: dict[str, date] = {}
        self.last: dict[str, date] = {}
        """By when each disbursement must have left the bank."""
        self.dated: dict[str, date] = {}

    def take(self, recorded: Recorded) -> None:
        """Compare the bank's day with the last day of what it paid."""
        event, key = recorded.event, recorded.key
        match event:
            case acc.AppropriationReceived(gift=gift, expiry=expiry, carry_over=False):
                self.ends[gift] = expiry
            case dis.FundsDisbursed(shares=shares):
                ends = [
                    self.ends[share.gift]
                    for share in shares
                    if share.source is SourceClass.GOVERNMENT and share.gift in self.ends
                ]
                self.last[key] = min(ends, default=date.max)
            case dbt.BankDebitRecorded(outgoing=outgoing):
                self.dated[upper(key)] = outgoing.value_date
            case dbt.BankDebitMatched(purpose=dbt.Purpose.DISBURSEMENT, cites=paper):
                last, day = self.last.get(paper, date.max), self.dated[upper(key)]
                if day > last:
                    self.wrong(
                        f"拨付 {paper} 所用的财政资金 {last} 到期，银行 {day} 才付出：请按文件缴回",
                        f"the government's money of disbursement {paper} could be spent until "
                        f"{last}, the bank paid on {day}: return it as its document says",
                        recorded,
                    )
            case _:
                pass
