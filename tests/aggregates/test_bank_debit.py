from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve

from lixia_domain.aggregates import bank_debit as debit
from lixia_domain.aggregates.bank_debit import BANK_DEBIT, Outgoing, Purpose, Why
from lixia_domain.kernel import amounts
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.testing import given

ON = date(2021, 5, 14)
OUT = Outgoing(account="01", value_date=ON, payee="队（虚构）", amount=Money(100), remark="")
RECORDED = debit.BankDebitRecorded(fund="f", outgoing=OUT, document="d", on=ON)
MATCHED = debit.BankDebitMatched(purpose=Purpose.DISBURSEMENT, cites="d1", amount=Money(100), on=ON)
MATCH: dict[str, Any] = {
    "debit_id": "b",
    "purpose": Purpose.DISBURSEMENT,
    "cites": "d1",
    "cited": "b",
    "amount": Money(100),
    "on": ON,
}


def test_an_entry_is_recorded_once_and_never_otherwise() -> None:
    told: dict[str, Any] = {"fund": "f", "document": "d", "on": ON}
    given(BANK_DEBIT).when(debit.record, outgoing=OUT, **told).then(RECORDED)
    at = given(BANK_DEBIT, RECORDED)
    at.when(debit.record, outgoing=OUT, **told).ignored()
    other = evolve(OUT, amount=Money(101))
    at.when(debit.record, outgoing=other, **told).refused(Why.CONFLICT, amount=Money(100))
    nothing = evolve(OUT, amount=ZERO)
    given(BANK_DEBIT).when(debit.record, outgoing=nothing, **told).refused(amounts.Why.NOT_POSITIVE)


def test_an_entry_told_without_the_other_account_is_the_one_told_with_it() -> None:
    told: dict[str, Any] = {"fund": "f", "document": "d", "on": ON}
    one, two = (evolve(OUT, payee_account=f"a:{each * 32}") for each in "12")
    at = given(BANK_DEBIT, RECORDED)
    at.when(debit.record, outgoing=one, **told).ignored()
    at = given(BANK_DEBIT, evolve(RECORDED, outgoing=one))
    at.when(debit.record, outgoing=OUT, **told).ignored()
    at.when(debit.record, outgoing=two, **told).refused(Why.CONFLICT)


def test_an_entry_is_matched_once_to_the_fen_and_to_what_cites_it() -> None:
    at = given(BANK_DEBIT, RECORDED)
    at.when(debit.match, **MATCH).then(MATCHED)
    at.when(debit.match, **{**MATCH, "amount": Money(99)}).refused(Why.AMOUNT_DIFFERS)
    at.when(debit.match, **{**MATCH, "cited": "x"}).refused(Why.CITES_OTHER, debit="x")
    done = given(BANK_DEBIT, RECORDED, MATCHED)
    done.when(debit.match, **MATCH).ignored()
    done.when(debit.match, **{**MATCH, "cites": "d2"}).refused(Why.MATCHED, cites="d1")
    done.when(_open).refused(Why.MATCHED)
    assert debit.open_debit(at.state, debit_id="b").outgoing == OUT
    given(BANK_DEBIT).when(debit.match, **MATCH).refused(Why.UNKNOWN)


def test_a_payment_is_matched_to_one_entry() -> None:
    def once(_: Any, by: str) -> tuple[()]:
        debit.paid_once("b", by=by, cites="d1")
        return ()

    given(BANK_DEBIT).when(once, by="B").ignored()
    given(BANK_DEBIT).when(once, by="c").refused(Why.PAID_BY_OTHER, debit="c", cites="d1")


def _open(state: Any) -> tuple[()]:
    debit.open_debit(state, debit_id="b")
    return ()


CITED = debit.BankDebitCited(cites="d1", amount=Money(100), on=ON)
CITE: dict[str, Any] = {
    "debit_id": "b",
    "fund": "f",
    "cites": "d1",
    "amount": Money(100),
    "approved": ON,
    "on": ON,
}
LATER = date(2021, 5, 15)


def test_what_the_bank_paid_before_the_approval_pays_nothing_that_was_approved() -> None:
    told = {"dated": ON, "approved": LATER}
    at = given(BANK_DEBIT, RECORDED)
    at.when(debit.cite, **{**CITE, "approved": LATER}).refused(Why.BEFORE_APPROVAL, **told)
    at.when(debit.match, **{**MATCH, "approved": LATER}).refused(Why.BEFORE_APPROVAL, **told)
    at.when(debit.cite, **{**CITE, "approved": None}).then(CITED)
    at.when(debit.match, **{**MATCH, "approved": ON}).then(MATCHED)
    given(BANK_DEBIT).when(debit.cite, **{**CITE, "approved": LATER}).then(CITED)


def test_an_entry_is_cited_by_one_payment_before_the_bank_tells_of_it_or_after() -> None:
    given(BANK_DEBIT).when(debit.cite, **CITE).then(CITED)
    given(BANK_DEBIT, RECORDED).when(debit.cite, **CITE).then(CITED)
    for history in ((CITED,), (CITED, RECORDED), (RECORDED, CITED)):
        again = given(BANK_DEBIT, *history).when(debit.cite, **{**CITE, "cites": "d2"})
        again.refused(Why.CITED, debit="b", cites="d1")
    given(BANK_DEBIT, RECORDED, MATCHED).when(debit.cite, **CITE).refused(Why.MATCHED, cites="d1")
    given(BANK_DEBIT, RECORDED).when(debit.cite, **{**CITE, "fund": "f2"}).refused(
        Why.OTHER_FUND, fund="f", other="f2"
    )
    given(BANK_DEBIT, RECORDED).when(debit.cite, **{**CITE, "amount": Money(99)}).refused(
        Why.AMOUNT_DIFFERS, paid=Money(100), booked=Money(99)
    )


def test_an_entry_that_is_only_cited_is_not_on_record() -> None:
    only = given(BANK_DEBIT, CITED)
    only.when(debit.match, **MATCH).refused(Why.UNKNOWN)
    only.when(_open).refused(Why.UNKNOWN)
    told = only.when(debit.record, fund="f", outgoing=OUT, document="d", on=ON)
    told.then(RECORDED)


def test_what_a_payment_cites_is_matched_to_it_and_used_for_nothing_else() -> None:
    at = given(BANK_DEBIT, CITED, RECORDED)
    at.when(debit.match, **MATCH).then(MATCHED)
    for other in ({"cites": "d2"}, {"purpose": Purpose.FEE}):
        at.when(debit.match, **{**MATCH, **other}).refused(Why.CITED, debit="b", cites="d1")
    at.when(_open).refused(Why.CITED, debit="b", cites="d1")
    assert given(BANK_DEBIT, CITED, RECORDED, MATCHED).state == debit.Debit(
        fund="f", outgoing=OUT, cited=CITED, matched=MATCHED
    )


def test_a_debit_is_matched_in_its_own_fund_alone() -> None:
    at = given(BANK_DEBIT, RECORDED)
    assert debit.of_fund(at.state, "f ") == at.state
    at.when(debit.of_fund, fund="f2").refused(Why.OTHER_FUND, fund="f", other="f2")


MEND: dict[str, Any] = {"reason": "回单抄错", "document": "核对表", "on": ON}
RELEASED = debit.BankDebitReleased(cites="d1", **MEND)


def unmatched(purpose: Purpose = Purpose.DISBURSEMENT, cites: str = "d1") -> Any:
    return debit.BankDebitUnmatched(purpose=purpose, cites=cites, **MEND)


def test_a_match_is_undone_and_the_entry_is_free_again() -> None:
    at = given(BANK_DEBIT, RECORDED, MATCHED)
    at.when(debit.unmatch, **MEND).then(unmatched())
    assert given(BANK_DEBIT, RECORDED, MATCHED, unmatched()).state == at_first()
    back = evolve(MATCHED, purpose=Purpose.RETURN, cites="k")
    given(BANK_DEBIT, RECORDED, back).when(debit.unmatch, **MEND).then(
        unmatched(Purpose.RETURN, "k")
    )
    given(BANK_DEBIT, RECORDED).when(debit.unmatch, **MEND).refused(Why.NOT_MATCHED)
    for purpose in (Purpose.FEE, Purpose.MANAGEMENT):
        charged = evolve(MATCHED, purpose=purpose, cites="m")
        given(BANK_DEBIT, RECORDED, charged).when(debit.unmatch, **MEND).then(
            unmatched(purpose, "m")
        )


def at_first() -> Any:
    return given(BANK_DEBIT, RECORDED).state


def test_what_a_payment_cited_by_mistake_is_let_go_with_its_match() -> None:
    told: dict[str, Any] = {"debit_id": "b", "cites": "d1", **MEND}
    given(BANK_DEBIT, CITED).when(debit.release, **told).then(RELEASED)
    given(BANK_DEBIT, CITED, RECORDED).when(debit.release, **told).then(RELEASED)
    matched = given(BANK_DEBIT, CITED, RECORDED, MATCHED)
    matched.when(debit.release, **told).then(unmatched(), RELEASED)
    assert given(BANK_DEBIT, CITED, RELEASED).state is None
    assert given(BANK_DEBIT, *matched.facts, unmatched(), RELEASED).state == at_first()
    other = given(BANK_DEBIT, CITED, RECORDED)
    other.when(debit.release, **{**told, "cites": "d2"}).refused(Why.CITED, cites="d1")


def test_a_payment_of_old_was_noted_at_no_entry() -> None:
    told: dict[str, Any] = {"debit_id": "b", "cites": "d1", **MEND}
    given(BANK_DEBIT).when(debit.release, **told).ignored()
    given(BANK_DEBIT, RECORDED, MATCHED).when(debit.release, **told).then(unmatched())
    other = evolve(MATCHED, cites="d2")
    given(BANK_DEBIT, RECORDED, other).when(debit.release, **told).ignored()
