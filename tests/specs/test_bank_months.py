"""Each bank account's months add up from the bank's own facts, or the difference is found (S71)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime
from typing import Any, cast

import attrs
import pytest

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates import bank_statement as stm
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.bank_debit import Outgoing, Purpose
from lixia_domain.aggregates.bank_statement import Statement
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.specs.history.bank_months import BankMonths
from lixia_domain.specs.history.moment import WHOLE
from lixia_domain.specs.history.past import Run, go_through
from lixia_domain.testing import EXAMPLES

AT = datetime(2021, 6, 2, tzinfo=UTC)
MARCH, APRIL, MAY = date(2021, 3, 20), date(2021, 4, 6), date(2021, 5, 7)
FIRST, OTHER = "6222", "6333"
ON_ACCOUNT = "account-F1/P1"
Told = tuple[str, Event]


def came(fen: int, value: date, on: date, *, key: str = "k", account: str = FIRST) -> Told:
    notice = bc.Notice(
        account=account, value_date=value, payer="甲", payer_ref=None, amount=Money(fen), remark=""
    )
    told = bc.BankCreditRecorded(fund="F1", notice=notice, document="d", revision=1, on=on)
    return f"bank_credit-{key}", told


def held(fen: int, on: date, key: str = "k", on_account: str = ON_ACCOUNT) -> Told:
    return on_account, acc.SuspenseHeld(credit=key, amount=Money(fen), period=period_of(on), on=on)


def cleared(fen: int, on: date, to: str, key: str = "k") -> Told:
    return ON_ACCOUNT, acc.SuspenseCleared(
        credit=key, amount=Money(fen), to=to, period=period_of(on), on=on
    )


def shares(fen: int) -> tuple[GiftShare, ...]:
    return (GiftShare(gift="k#1.1", source=SourceClass.DONATED, amount=Money(fen)),)


def paid(fen: int, on: date, paper: str = "D") -> tuple[Told, Told]:
    out = dis.FundsDisbursed(
        debit="b",
        voucher="v",
        payee="p",
        payee_account="t",
        agreement="a",
        tranche=1,
        line="l",
        amount=Money(fen),
        shares=shares(fen),
        paid_by="c",
        released_by="r",
        on=on,
    )
    gone = acc.FundsPaidOut(disbursement=paper, shares=shares(fen), period=period_of(on), on=on)
    return (f"disbursement-{paper}", out), (ON_ACCOUNT, gone)


def cancelled(fen: int, on: date) -> tuple[Told, Told]:
    told = {"debit": "b", "reason": "r", "document": "d", "on": on}
    back = acc.PaymentReversed(
        disbursement="D",
        shares=shares(fen),
        cites="disbursement-D@1",
        approver="a",
        period=period_of(on),
        **told,
    )
    gone = dis.PaymentCancelled(amount=Money(fen), **told)
    return ("disbursement-D", gone), (ON_ACCOUNT, back)


def went(fen: int, value: date, *, key: str = "b", account: str = FIRST) -> Told:
    out = Outgoing(account=account, value_date=value, payee="p", amount=Money(fen), remark="")
    told = dbt.BankDebitRecorded(fund="F1", outgoing=out, document="d", on=value)
    return f"bank_debit-{key}", told


def matched(fen: int, purpose: Purpose, cites: str, on: date, key: str = "b") -> Told:
    told = dbt.BankDebitMatched(purpose=purpose, cites=cites, amount=Money(fen), on=on)
    return f"bank_debit-{key}", told


def unmatched(cites: str, on: date, key: str = "b") -> Told:
    told = dbt.BankDebitUnmatched(
        purpose=Purpose.RETURN, cites=cites, reason="r", document="d", on=on
    )
    return f"bank_debit-{key}", told


def not_sent(fen: int, on: date, key: str = "k") -> Told:
    told = bc.CreditReturnCancelled(amount=Money(fen), reason="r", document="d", on=on)
    return f"bank_credit-{key}", told


def stated(period: str, closing: int, account: str = FIRST) -> Told:
    told = Statement(
        period=period, opening=ZERO, credited=ZERO, debited=ZERO, closing=Money(closing)
    )
    fact = stm.StatementImported(
        fund="F1", account=account, statement=told, document="d", document_hash="0" * 64, on=MAY
    )
    return f"bank_statement-F1/{account}", fact


IN_MARCH = (came(1_000, MARCH, MARCH), held(1_000, MARCH))
RETURNED = (
    (
        "bank_credit-k",
        bc.CreditReturned(gift=None, amount=Money(400), basis="b", document="d", on=MARCH),
    ),
    cleared(400, MARCH, "returned"),
)
TAKEN_BACK = (
    cleared(600, APRIL, "reversed"),
    ("bank_credit-k", bc.CreditReversedByBank(revision=1, reason="r", on=APRIL)),
)
OWED = (
    "bank_credit-k",
    bc.ReceivableArose(fund="F1", debtor="甲", amount=Money(400), document="d", on=APRIL),
)
PAID_BACK = (went(400, MARCH), matched(400, Purpose.RETURN, "k", MARCH))
COLLECTED = (
    came(400, MAY, MAY, key="k2"),
    held(400, MAY, "k2"),
    ("bank_credit-k2", bc.CreditPutToReceivable(of="k", amount=Money(400), on=MAY)),
    ("bank_credit-k", bc.ReceivableCollected(fund="F1", credit="k2", amount=Money(400), on=MAY)),
    cleared(400, MAY, "receivable/k", "k2"),
)
CORRECTED = (
    cleared(1_000, APRIL, "reversed"),
    ("bank_credit-k", bc.CreditReversed(revision=1, reason="r", approver="a", on=APRIL)),
    came(900, MARCH, APRIL),
    held(900, APRIL),
)
FEE = acc.BankFeeCharged(debit="b", shares=shares(10), period=period_of(APRIL), on=APRIL)


def charged(on: date) -> Told:
    return ON_ACCOUNT, attrs.evolve(FEE, period=period_of(on), on=on)


def uncharged(on: date) -> Told:
    told: Any = EXAMPLES["account.bank_fee_reversed"]
    back = attrs.evolve(told, debit="b", shares=shares(10), period=period_of(on), on=on)
    return ON_ACCOUNT, back


SOUND: dict[str, Sequence[Told]] = {
    "a return that never left the bank, held again": (
        came(100, MARCH, MARCH),
        held(100, MARCH),
        cleared(100, MARCH, "returned"),
        not_sent(100, MAY),
        held(100, MAY),
        *(stated(f"2021-0{month}", 100) for month in (3, 4, 5)),
    ),
    "a debit that was matched to a return by mistake": (
        came(100, MARCH, MARCH),
        held(100, MARCH),
        cleared(100, MARCH, "returned"),
        went(100, APRIL),
        matched(100, Purpose.RETURN, "k", APRIL),
        unmatched("k", MAY),
    ),
    "what came and is held": (*IN_MARCH, stated("2021-03", 1_000)),
    "paid in March, debited in April": (
        *IN_MARCH,
        *paid(300, MARCH),
        stated("2021-03", 1_000),
        went(300, APRIL),
        matched(300, Purpose.DISBURSEMENT, "D", APRIL),
        stated("2021-04", 700),
    ),
    "paid and told by the bank, not matched yet": (*IN_MARCH, *paid(300, MARCH), went(300, MARCH)),
    "paid from another bank account than it came to": (
        *IN_MARCH,
        *paid(300, MARCH),
        went(300, MARCH, account=OTHER),
        matched(300, Purpose.DISBURSEMENT, "D", MARCH),
        stated("2021-03", -300, OTHER),
        stated("2021-03", 1_000),
    ),
    "a fee debited in March, booked in April": (
        *IN_MARCH,
        went(10, MARCH),
        stated("2021-03", 990),
        (ON_ACCOUNT, FEE),
        matched(10, Purpose.FEE, "F1/P1", APRIL),
        stated("2021-04", 990),
    ),
    "a fee in March, reversed in April, a payment's since May": (
        *IN_MARCH,
        went(10, MARCH),
        charged(MARCH),
        matched(10, Purpose.FEE, "F1/P1", MARCH),
        stated("2021-03", 990),
        unmatched("F1/P1", APRIL),
        uncharged(APRIL),
        *paid(10, MAY),
        matched(10, Purpose.DISBURSEMENT, "D", MAY),
        stated("2021-04", 990),
        stated("2021-05", 990),
    ),
    "a fee in March, reversed in April, and open since": (
        *IN_MARCH,
        went(10, MARCH),
        charged(MARCH),
        matched(10, Purpose.FEE, "F1/P1", MARCH),
        unmatched("F1/P1", APRIL),
        uncharged(APRIL),
        *(stated(f"2021-0{month}", 990) for month in (3, 4)),
    ),
    "a fee in March, reversed in April, a return since May": (
        *IN_MARCH,
        went(10, MARCH),
        charged(MARCH),
        matched(10, Purpose.FEE, "F1/P1", MARCH),
        unmatched("F1/P1", APRIL),
        uncharged(APRIL),
        cleared(10, MAY, "returned"),
        matched(10, Purpose.RETURN, "k", MAY),
        *(stated(f"2021-0{month}", 990) for month in (3, 4, 5)),
    ),
    "paid in March, cancelled in April, paid anew in May": (
        *IN_MARCH,
        *paid(10, MARCH),
        stated("2021-03", 1_000),
        *cancelled(10, APRIL),
        stated("2021-04", 1_000),
        *paid(10, MAY),
        went(10, MAY),
        matched(10, Purpose.DISBURSEMENT, "D", MAY),
        stated("2021-05", 990),
    ),
    "paid in March, cancelled in April, its entry's number another payment's since": (
        *IN_MARCH,
        *paid(10, MARCH),
        *cancelled(10, APRIL),
        *paid(20, MAY, "E"),
        went(20, MARCH),
        matched(20, Purpose.DISBURSEMENT, "E", MAY),
        *(stated(f"2021-0{month}", 980) for month in (3, 4, 5)),
    ),
    "a debit of which nothing is known yet": (*IN_MARCH, went(10, MARCH), stated("2021-03", 990)),
    "credited in March, booked in April": (
        came(1_000, MARCH, APRIL),
        held(1_000, APRIL),
        stated("2021-03", 1_000),
    ),
    "booked wrongly in March, corrected in April": (*IN_MARCH, *CORRECTED, stated("2021-03", 900)),
    "returned in March, paid back in April and May": (
        *IN_MARCH,
        *RETURNED,
        went(150, APRIL),
        matched(150, Purpose.RETURN, "k", APRIL),
        went(250, MAY, key="b2"),
        matched(250, Purpose.RETURN, "k", MAY, "b2"),
        stated("2021-03", 1_000),
        stated("2021-04", 850),
        stated("2021-05", 600),
    ),
    "taken back after a part was returned": (
        *IN_MARCH,
        *RETURNED,
        *PAID_BACK,
        *TAKEN_BACK,
        OWED,
        stated("2021-04", -400),
        *COLLECTED,
        stated("2021-05", 0),
    ),
    "money of a credit on another fund's account": (
        came(1_000, MARCH, MARCH),
        held(1_000, MARCH, on_account="account-F2/P1"),
        stated("2021-03", 1_000),
    ),
}

WRONG: dict[str, tuple[Sequence[Told], str]] = {
    "a statement a fen apart": ((*IN_MARCH, stated("2021-03", 1_001)), "相差 0.01 元"),
    "booked in March, credited in April": (
        (came(1_000, APRIL, MARCH), held(1_000, MARCH)),
        "2021-03 月末银行 0.00 元，账册应有 10.00 元",
    ),
    "booked, and no credit on record": ((held(1_000, MARCH),), "相差 -10.00 元"),
    "a credit used twice": ((*IN_MARCH, held(1_000, MARCH)), "相差 -10.00 元"),
    "a credit of which nothing is booked": ((came(1_000, MARCH, MARCH),), "相差 10.00 元"),
    "taken back, and nobody owes it": (
        (*IN_MARCH, *RETURNED, *PAID_BACK, *TAKEN_BACK),
        "2021-04 月末银行 -4.00 元，账册应有 0.00 元",
    ),
    "a payment matched to a smaller debit": (
        (
            *IN_MARCH,
            *paid(300, MARCH),
            went(299, MARCH),
            matched(299, Purpose.DISBURSEMENT, "D", MARCH),
        ),
        "相差 0.01 元",
    ),
}


def wrongs(told: Sequence[Told]) -> list[str]:
    run = Run(WHOLE, [BankMonths])
    go_through(
        [
            Recorded(position, stream, 1, event, AT, "a", "system")
            for position, (stream, event) in enumerate(told, 1)
        ],
        [run],
    )
    run.end()
    return [wrong.zh for wrong in cast(Any, run.folds[BankMonths]).wrongs]


@pytest.mark.parametrize("case", SOUND)
def test_each_term_is_counted_and_nothing_is_left(case: str) -> None:
    assert wrongs(SOUND[case]) == []


@pytest.mark.parametrize("case", WRONG)
def test_what_is_left_is_found(case: str) -> None:
    told, said = WRONG[case]
    found = wrongs(told)
    assert found and said in found[0]
