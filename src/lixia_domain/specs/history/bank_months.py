"""What each bank account holds, month by month, from the bank's own facts (DOMAIN §7: S71).

    bank = accounts and suspense + other funds' money kept there - receivables - shortfalls
           + paid and not yet debited - debited and not yet booked
           + credited and not yet booked - booked otherwise and corrected since

It asks no view: ``application.finance.closing`` compares entry by entry what the views keep; here
every term has a sum of its own, and the two ways must come to one answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates import bank_statement as stm
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import credit_of
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import kept, upper
from lixia_domain.kernel.money import Money
from lixia_domain.specs.history.bank_entries import (
    LATER,
    BankCredit,
    BankDebit,
    Cause,
    Place,
    Road,
    Went,
    cause_of,
)
from lixia_domain.specs.history.folds import Check
from lixia_domain.specs.history.moves import ACCOUNT_MOVES, MOVES, moves


class Term(NamedTuple):
    """One of the sums of which what is at the bank consists."""

    sign: int
    zh: str
    en: str


BOOK = Term(1, "专户与暂收", "accounts and suspense")
OTHERS = Term(1, "代存其他基金", "other funds' money")
OWED = Term(-1, "应收", "receivables")
SHORT = Term(-1, "未补足的缺口", "shortfalls")
UNDEBITED = Term(1, "已付未达", "paid, not debited")
UNBOOKED_OUT = Term(-1, "银行已付未记", "debited, not booked")
UNBOOKED_IN = Term(1, "银行已收未记", "credited, not booked")
CORRECTED = Term(-1, "记错而后更正", "booked otherwise, corrected since")

Amounts = Mapping[str, int]
"""Fen by month."""


class Beside(NamedTuple):
    """So much more does the bank lack of what the accounts still have, of a credit that it took."""

    credit: str
    term: Term
    fen: int


BESIDE: Mapping[type[Event], Callable[[str, Any], Beside]] = {
    bc.ReceivableArose: lambda key, event: Beside(key, OWED, event.amount.fen),
    bc.ReceivableCollected: lambda key, event: Beside(key, OWED, -event.amount.fen),
    acc.ShortfallArose: lambda _, event: Beside(event.credit, SHORT, event.amount.fen),
    acc.ShortfallMadeGood: lambda _, event: Beside(credit_of(event.gift), SHORT, -event.amount.fen),
}
"""Facts that tell of such a thing, by their stream's key."""


class BankMonths(Check):
    """Each bank account holds, at the end of each month, what its own facts add up to."""

    reads = (
        *MOVES,
        *BESIDE,
        bc.BankCreditRecorded,
        bc.CreditReversed,
        bc.CreditReversedByBank,
        bc.CreditReturnCancelled,
        dis.FundsDisbursed,
        dbt.BankDebitRecorded,
        dbt.BankDebitMatched,
        dbt.BankDebitUnmatched,
        dis.PaymentDebitCorrected,
        dis.PaymentCancelled,
        stm.StatementImported,
    )

    def __init__(self) -> None:
        super().__init__()
        self.credits: dict[str, BankCredit] = defaultdict(BankCredit)
        self.debits: dict[str, BankDebit] = {}
        self.paid_by: dict[str, str] = {}
        """The debit of each disbursement."""
        self.moved: dict[Cause, int] = defaultdict(int)
        self.beside: list[tuple[str, Term, str, int]] = []
        self.stated: dict[Place, dict[str, int]] = defaultdict(dict)
        self.terms: dict[Place, dict[Term, dict[str, int]]] = defaultdict(
            lambda: defaultdict(lambda: defaultdict(int))
        )
        self.bank: dict[Place, dict[str, int]] = defaultdict(lambda: defaultdict(int))

    def take(self, recorded: Recorded) -> None:
        """Note what the bank and the accounts say."""
        event, key = recorded.event, recorded.key
        if (told := BESIDE.get(type(event))) is not None:
            credit_id, term, fen = told(key, event)
            self.beside.append((upper(credit_id), term, period_of(event.on), fen))
        match event:
            case bc.BankCreditRecorded(fund=fund, notice=notice):
                credit = self.credits[upper(key)]
                credit.fund, credit.account = kept(fund), kept(notice.account)
                credit.fen, credit.valued = notice.amount.fen, period_of(notice.value_date)
                credit.booked = period_of(event.on)
            case bc.CreditReversed():
                credit = self.credits[upper(key)]
                credit.corrected.append((credit.booked, period_of(event.on), credit.fen))
                credit.fen = 0
            case bc.CreditReversedByBank():
                self.credits[upper(key)].taken_back = period_of(event.on)
            case bc.CreditReturnCancelled(amount=amount, on=on):  # held again, it never went
                fund, month = self.credits[upper(key)].fund, period_of(on)
                for road, sign in ((Road.CREDIT, -1), (Road.RETURN, 1)):
                    cause = Cause(fund, road, upper(key), upper(key), month)
                    self.moved[cause] += sign * amount.fen
            case dbt.BankDebitUnmatched():
                self.debits[upper(key)].matched = None
            case dis.FundsDisbursed(debit=debit) | dis.PaymentDebitCorrected(debit=debit):
                self.paid_by[key] = upper(debit)
            case dis.PaymentCancelled():  # the entry's number is free for another one
                self.paid_by.pop(key)
            case dbt.BankDebitRecorded(fund=fund, outgoing=out):
                where = kept(fund), kept(out.account)
                month = period_of(out.value_date)
                self.debits[upper(key)] = BankDebit(*where, out.amount.fen, month)
            case dbt.BankDebitMatched(purpose=purpose, cites=cites):
                self.debits[upper(key)].matched = purpose, cites
                if purpose is dbt.Purpose.DISBURSEMENT:  # of old, a payment may cite another
                    self.paid_by[cites] = upper(key)
            case stm.StatementImported(fund=fund, account=account, statement=stated):
                self.stated[Place(kept(fund), kept(account))][stated.period] = stated.closing.fen
            case _ if type(event) in ACCOUNT_MOVES:
                for part in moves(event):
                    if part.balance:
                        self.moved[cause_of(kept(split_key(key)[0]), event, part)] += part.balance
            case _:
                pass

    def end(self) -> None:
        """Put everything where the bank has it, and compare month by month."""
        for credit in self.credits.values():
            self._credited(Place(credit.fund, credit.account), credit)
        for key, term, month, fen in self.beside:
            self._add(self._place_of(key), term, month, fen)
        went = Went(self.credits, self.debits, self.paid_by)
        for cause, fen in self.moved.items():
            place = went.place(cause, fen)
            own = BOOK if place.fund == cause.fund else OTHERS
            self._add(place, own, cause.month, fen)
        for key, debit in self.debits.items():
            place = Place(debit.fund, debit.account)
            self.bank[place][debit.valued] -= debit.fen
            for begins, ends, fen in went.unbooked(key, debit):
                self._between(place, UNBOOKED_OUT, begins, ends, fen)
        for place, begins, ends, fen in went.undebited():
            self._between(place, UNDEBITED, begins, ends, fen)
        for place in sorted({*self.terms, *self.bank, *self.stated}):
            self._compare(place)

    def _credited(self, place: Place, credit: BankCredit) -> None:
        self.bank[place][credit.valued] += credit.fen
        self.bank[place][credit.taken_back] -= credit.fen
        self._between(place, UNBOOKED_IN, credit.valued, credit.booked, credit.fen)
        for begins, ends, fen in credit.corrected:
            self._between(place, CORRECTED, begins, ends, fen)

    def _place_of(self, credit: str) -> Place:
        found = self.credits[credit]
        return Place(found.fund, found.account)

    def _add(self, place: Place, term: Term, month: str, fen: int) -> None:
        self.terms[place][term][month] += fen

    def _between(self, place: Place, term: Term, begins: str, ends: str, fen: int) -> None:
        """Count something that is open from one month on until another; never, if it ends first."""
        if begins < ends and fen:
            self._add(place, term, begins, fen)
            self._add(place, term, ends, -fen)

    def _compare(self, place: Place) -> None:
        terms, stated = self.terms[place], self.stated.get(place, {})
        sums = [self.bank[place], stated, *terms.values()]
        for month in sorted({m for each in sums for m in each if m != LATER}):
            found = {term: _through(month, by) for term, by in terms.items()}
            asked = sum(term.sign * fen for term, fen in found.items())
            told = stated.get(month, _through(month, self.bank[place]))
            if told != asked:
                zh = "、".join(f"{t.zh} {Money(fen)}" for t, fen in found.items() if fen)
                en = ", ".join(f"{t.en} {Money(fen).en}" for t, fen in found.items() if fen)
                self.wrong(
                    f"基金 {place.fund} 银行账户“{place.account}”{month} 月末银行 {Money(told)}，"
                    f"账册应有 {Money(asked)}（{zh}），相差 {Money(told - asked)}",
                    f"at the end of {month} bank account {place.account!r} of fund {place.fund} "
                    f"has {Money(told).en}, by the books it must be {Money(asked).en} ({en}): "
                    f"{Money(told - asked).en} apart",
                )


def _through(month: str, by: Amounts) -> int:
    return sum(fen for each, fen in by.items() if each <= month)
