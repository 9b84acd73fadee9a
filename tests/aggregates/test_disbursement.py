from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from lixia_domain.aggregates.disbursement import decisions as paper
from lixia_domain.aggregates.disbursement import expenses, losses, recoveries
from lixia_domain.aggregates.disbursement.facts import (
    AcceptanceReversed,
    DisallowanceReversed,
    DisbursementApproved,
    DisbursementEvent,
    DisbursementRefused,
    DisbursementRequested,
    DisbursementWithdrawn,
    ExpenseAccepted,
    ExpenseDisallowed,
    ExpenseEvidenced,
    FundsDisbursed,
    LossReversed,
    LossWrittenOff,
    PaymentBounced,
    PaymentCancelled,
    PaymentDebitCorrected,
    UnspentRecovered,
)
from lixia_domain.aggregates.disbursement.state import (
    DISBURSEMENT,
    Disbursement,
    DisbursementStage,
    Why,
)
from lixia_domain.kernel import amounts
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.testing import given

ON = date(2021, 5, 12)
WHOLE = Money(100)
FORM: dict[str, Any] = {
    "project": "p",
    "account": "f/p",
    "team": "t",
    "payee": "shop",
    "payee_account": "tok",
    "agreement": "协议",
    "tranche": 1,
    "line": "助餐",
    "amount": WHOLE,
    "purpose": "餐费",
    "requester": "ann",
}


def share(gift: str, fen: int) -> GiftShare:
    return GiftShare(gift=gift, source=SourceClass.DONATED, amount=Money(fen))


SHARES = (share("a", 67), share("b", 33))
CHECK: dict[str, Any] = {
    "approver": "bob",
    "rule": "four_eyes@2016",
    "minutes": "纪要",
    "conflicts_checked": ("ann", "bob"),
    "shares": SHARES,
    "position": 9,
}
REQUESTED = DisbursementRequested(**FORM, on=ON)
APPROVED = DisbursementApproved(**CHECK, on=ON)
PAID = FundsDisbursed(
    debit="b1",
    voucher="记-1",
    payee="shop",
    payee_account="tok",
    agreement="协议",
    tranche=1,
    line="助餐",
    amount=WHOLE,
    shares=SHARES,
    paid_by="teller",
    released_by=None,
    on=ON,
)
PAY: dict[str, Any] = {
    "debit": "b1",
    "voucher": "记-1",
    "paid_by": "teller",
    "released_by": None,
    "on": ON,
}
SPENT = (REQUESTED, APPROVED, PAID)


def approving(*history: DisbursementEvent, **changed: Any) -> Any:
    words = {**CHECK, "related": (), "earlier": {}, "open_tranches": 0, **changed}
    return given(DISBURSEMENT, *history).when(paper.approve, on=ON, **words)


def invoice(number: str, fen: int) -> dict[str, Any]:
    return {
        "invoice": number,
        "invoice_date": ON,
        "seller": "店（虚构）",
        "file_hash": "ab",
        "amount": Money(fen),
    }


def shown(number: str, fen: int) -> ExpenseEvidenced:
    return ExpenseEvidenced(line="助餐", on=ON, **invoice(number, fen))


def accepted(number: str, fen: int) -> ExpenseAccepted:
    return ExpenseAccepted(invoice=number, amount=Money(fen), reviewer="eve", on=ON)


def disallowed(number: str, fen: int) -> ExpenseDisallowed:
    return ExpenseDisallowed(
        invoice=number, amount=Money(fen), reviewer="eve", reason="无关", on=ON
    )


def back(*shares: GiftShare) -> UnspentRecovered:
    amount = Money(sum(s.amount.fen for s in shares))
    return UnspentRecovered(credit="c9", amount=amount, shares=shares, on=ON)


def lost(fen: int) -> LossWrittenOff:
    return LossWrittenOff(amount=Money(fen), minutes="纪要", approver="bob", on=ON)


def state(*facts: DisbursementEvent) -> Disbursement:
    found = given(DISBURSEMENT, *facts).state
    assert found is not None
    return found


def test_a_request_is_recorded_once() -> None:
    given(DISBURSEMENT).when(paper.request, on=ON, **FORM).then(REQUESTED)
    given(DISBURSEMENT, *SPENT).when(paper.request, on=date(2021, 6, 1), **FORM).ignored()


def test_another_request_under_the_id_is_refused() -> None:
    told = given(DISBURSEMENT, REQUESTED).when(paper.request, on=ON, **{**FORM, "tranche": 2})
    told.refused(Why.EXISTS, project="p", amount=WHOLE)


def test_who_is_paid_does_not_ask() -> None:
    told = given(DISBURSEMENT).when(paper.request, on=ON, **{**FORM, "payee": "ann"})
    told.refused(Why.SAME_PERSON, who="ann")


def test_a_request_for_nothing_is_refused() -> None:
    told = given(DISBURSEMENT).when(paper.request, on=ON, **{**FORM, "amount": ZERO})
    told.refused(amounts.Why.NOT_POSITIVE)


def test_an_approval_says_on_what_it_rests() -> None:
    approving(REQUESTED).then(APPROVED)


@pytest.mark.parametrize("who", ["ann", "shop"])
def test_requester_approver_and_payee_are_three(who: str) -> None:
    approving(REQUESTED, approver=who).refused(Why.SAME_PERSON, who=who)


@pytest.mark.parametrize("who", ["ann", "bob"])
def test_who_is_related_to_the_payee_neither_asks_nor_approves(who: str) -> None:
    approving(REQUESTED, related=("zoe", who)).refused(Why.RELATED, who=who)
    approving(REQUESTED, related=("zoe",)).then(APPROVED)


def earlier(*facts: DisbursementEvent, **changed: Any) -> Disbursement:
    """Return another disbursement of the project: tranche 1 of the same agreement."""
    found = state(*facts)
    return replace(found, requested=replace(found.requested, **{"tranche": 1, **changed}))


SECOND = replace(REQUESTED, tranche=2)
WAITS = earlier(REQUESTED)
OPEN = earlier(*SPENT)
OWED = earlier(*SPENT, shown("i1", 60), disallowed("i1", 60))
DONE = earlier(*SPENT, shown("i1", WHOLE.fen), accepted("i1", WHOLE.fen))
BOUNCED = earlier(*SPENT, PaymentBounced(credit="c", reason="户名不符", on=ON))


def why_not(approved: Disbursement, **changed: Any) -> Reason | None:
    """Return why what was approved may not be paid any more."""
    try:
        paper.look_again(approved, **{"related": (), "earlier": {}, "open_tranches": 0, **changed})
    except Rejection as refusal:
        return refusal.reason
    return None


@pytest.mark.parametrize("who", ["ann", "bob"])
def test_what_has_come_up_since_the_approval_stops_the_payment(who: str) -> None:
    approved = state(SECOND, APPROVED)
    assert why_not(approved, related=("zoe",), earlier={"d1": DONE}) is None
    assert why_not(approved, related=("zoe", who)) is Why.RELATED
    assert why_not(approved, earlier={"d1": OWED}) is Why.EARLIER_OWED
    assert why_not(approved, earlier={"d1": OPEN}) is Why.EARLIER_OUTSTANDING
    assert why_not(state(REQUESTED, APPROVED), earlier={"d1": DONE}) is Why.TRANCHE_TWICE


def test_nothing_is_approved_while_earlier_money_is_to_come_back() -> None:
    approving(SECOND, earlier={"d1": DONE, "d2": OWED}).refused(
        Why.EARLIER_OWED, disbursement="d2", amount=Money(60)
    )
    other = earlier(*SPENT, shown("i1", 60), disallowed("i1", 60), agreement="旧协议")
    approving(SECOND, earlier={"d1": other}).refused(
        Why.EARLIER_OWED, disbursement="d1", amount=Money(60)
    )


@pytest.mark.parametrize("other", [WAITS, DONE, BOUNCED], ids=["asked", "settled", "bounced"])
def test_what_was_paid_under_the_agreement_is_accounted_for_first(other: Disbursement) -> None:
    approving(SECOND, earlier={"d1": other}).then(APPROVED)
    reviewed = earlier(*SPENT, shown("i1", WHOLE.fen))
    approving(SECOND, earlier={"d1": other, "d2": OPEN, "d3": reviewed}).refused(
        Why.EARLIER_OUTSTANDING,
        agreement=SECOND.agreement,
        disbursements="d2、d3",
        amount=WHOLE + WHOLE,
        allowed=0,
    )


def test_an_agreement_may_let_tranches_be_open_and_others_agreements_do_not_count() -> None:
    two = {"d1": OPEN, "d2": earlier(*SPENT, agreement="旧协议")}
    approving(SECOND, earlier=two, open_tranches=1).then(APPROVED)
    three = {**two, "d3": OPEN}
    approving(SECOND, earlier=three, open_tranches=1).refused(
        Why.EARLIER_OUTSTANDING,
        agreement=SECOND.agreement,
        disbursements="d1、d3",
        amount=WHOLE + WHOLE,
        allowed=1,
    )


@pytest.mark.parametrize("other", [earlier(REQUESTED, APPROVED), OPEN, DONE])
def test_a_tranche_of_an_agreement_is_approved_once(other: Disbursement) -> None:
    approving(REQUESTED, earlier={"d1": other}, open_tranches=9).refused(
        Why.TRANCHE_TWICE, tranche=1, disbursement="d1"
    )


@pytest.mark.parametrize("other", [WAITS, BOUNCED, earlier(*SPENT, agreement="旧协议")])
def test_the_number_of_a_tranche_that_came_to_nothing_is_free(other: Disbursement) -> None:
    approving(REQUESTED, earlier={"d1": other}).then(APPROVED)


def test_an_approval_without_request_is_refused() -> None:
    approving().refused(Why.UNKNOWN)


def test_an_approval_twice_is_refused() -> None:
    approving(REQUESTED, APPROVED).refused(Why.WRONG_STAGE, stage=DisbursementStage.APPROVED)


def test_a_request_is_refused_or_withdrawn_and_then_over() -> None:
    no = DisbursementRefused(approver="bob", reason="缺询价", on=ON)
    given(DISBURSEMENT, REQUESTED).when(paper.refuse, approver="bob", reason="缺询价", on=ON).then(
        no
    )
    off = DisbursementWithdrawn(reason="变更", on=ON)
    given(DISBURSEMENT, REQUESTED, APPROVED).when(paper.withdraw, reason="变更", on=ON).then(off)
    for over in (state(REQUESTED, no), state(REQUESTED, APPROVED, off)):
        assert (over.open, over.outstanding, over.shares) == (False, ZERO, ())
    told = given(DISBURSEMENT, REQUESTED, APPROVED, off)
    told.when(paper.pay, **PAY).refused(Why.WRONG_STAGE, act="付款")


def test_a_payment_repeats_what_was_asked_for_and_names_its_gifts() -> None:
    told = given(DISBURSEMENT, REQUESTED, APPROVED)
    assert (state(*told.facts).outstanding, state(*told.facts).open) == (ZERO, True)
    told.when(paper.pay, **PAY).then(PAID)
    assert state(*SPENT).outstanding == WHOLE


def test_a_payment_bounces_as_a_whole() -> None:
    fact = PaymentBounced(credit="c9", reason="户名不符", on=ON)
    bounce: dict[str, Any] = {"credit": "c9", "reason": "户名不符", "on": ON}
    given(DISBURSEMENT, *SPENT).when(paper.bounce, **bounce).then(fact)
    assert (state(*SPENT, fact).open, state(*SPENT, fact).outstanding) == (False, ZERO)
    for since in (shown("i1", 1), lost(1), back(share("a", 1))):
        told = given(DISBURSEMENT, *SPENT, since).when(paper.bounce, **bounce)
        told.refused(Why.WRONG_STAGE)


def test_a_payment_names_the_entry_that_really_was_it_by_another_hand() -> None:
    told: dict[str, Any] = {"debit": "b2", "reason": "抄错", "document": "核对表", "on": ON}
    fact = PaymentDebitCorrected(
        debit="b2", instead_of="b1", reason="抄错", document="核对表", on=ON
    )
    at = given(DISBURSEMENT, *SPENT)
    at.when(paper.correct_debit, by="clerk", **told).then(fact)
    at.when(paper.correct_debit, by="clerk", **{**told, "debit": "b1"}).ignored()
    at.when(paper.correct_debit, by="Teller", **told).refused(Why.SAME_PERSON, who="Teller")
    assert paper.payment_of(state(*SPENT, fact)).debit == "b2"


def test_evidence_is_recorded_up_to_what_is_to_be_accounted_for() -> None:
    told = given(DISBURSEMENT, *SPENT)
    told.when(expenses.evidence, agreed=ON, on=ON, **invoice("i1", 100)).then(shown("i1", 100))
    more = given(DISBURSEMENT, *SPENT, shown("i1", 60), back(share("a", 10)))
    more.when(expenses.evidence, agreed=ON, on=ON, **invoice("i2", 31)).refused(
        Why.EVIDENCE_EXCEEDS, left=Money(30), amount=Money(31)
    )


def test_an_invoice_counts_once_whatever_became_of_it() -> None:
    for since in ((), (accepted("i1", 10),), (disallowed("i1", 10),)):
        told = given(DISBURSEMENT, *SPENT, shown("i1", 10), *since)
        told.when(expenses.evidence, agreed=ON, on=ON, **invoice("i1", 10)).refused(
            Why.INVOICE_TWICE, invoice="i1"
        )


def test_an_invoice_is_of_the_time_between_agreement_and_the_day_it_is_handed_in() -> None:
    told = given(DISBURSEMENT, *SPENT)
    asked = invoice("i1", 10)
    for off in (-1, 1):
        asked["invoice_date"] = ON + timedelta(days=off)
        told.when(expenses.evidence, agreed=ON, on=ON, **asked).refused(
            Why.INVOICE_DATE, invoice=asked["invoice_date"], first=ON, last=ON
        )


def test_evidence_is_reviewed_once() -> None:
    told = given(DISBURSEMENT, *SPENT, shown("i1", 10), shown("i2", 5))
    told.when(expenses.accept_expense, invoice="i1", reviewer="eve", on=ON).then(accepted("i1", 10))
    told.when(expenses.disallow_expense, invoice="i2", reviewer="eve", reason="无关", on=ON).then(
        disallowed("i2", 5)
    )
    after = given(DISBURSEMENT, *told.facts, accepted("i1", 10))
    after.when(expenses.accept_expense, invoice="i1", reviewer="eve", on=ON).refused(
        Why.UNKNOWN_INVOICE, invoice="i1"
    )


def test_an_acceptance_that_was_wrong_is_reversed_by_another_and_the_evidence_waits_again() -> None:
    words: dict[str, Any] = {"invoice": "i1", "reason": "发票作废", "document": "查验", "on": ON}
    facts = (*SPENT, shown("i1", 60), accepted("i1", 60), shown("i2", 40), accepted("i2", 40))
    settled = given(DISBURSEMENT, *facts)
    assert state(*facts).stage is DisbursementStage.SETTLED
    told = AcceptanceReversed(amount=Money(60), reviewer="fay", **words)
    settled.when(expenses.reverse_acceptance, reviewer="fay", **words).then(told)
    again = state(*facts, told)
    assert (again.stage, again.accepted, again.unaccounted) == (
        DisbursementStage.PAID,
        Money(40),
        ZERO,
    )
    assert (again.pending, again.reviewed) == ({"i1": Money(60)}, {"i2"})
    settled.when(expenses.reverse_acceptance, reviewer="eve", **words).refused(
        Why.OWN_REVIEW, who="eve", invoice="i1"
    )
    settled.when(expenses.reverse_acceptance, reviewer="ann", **words).refused(Why.OWN_SPENDING)
    given(DISBURSEMENT, *facts, told).when(
        expenses.reverse_acceptance, reviewer="fay", **words
    ).refused(Why.NOT_ACCEPTED, invoice="i1")


def disallowed_no_more(number: str, fen: int, owed: int) -> DisallowanceReversed:
    return DisallowanceReversed(
        invoice=number,
        amount=Money(fen),
        owed=Money(owed),
        reviewer="fay",
        reason="误审",
        document="签到表",
        on=ON,
    )


def test_a_disallowance_that_was_wrong_is_reversed_by_another_and_nothing_of_it_is_owed() -> None:
    words: dict[str, Any] = {"invoice": "I1", "reason": "误审", "document": "签到表", "on": ON}
    facts = (*SPENT, shown("i1", 60), disallowed("i1", 60), shown("i2", 30), disallowed("i2", 30))
    anew = given(DISBURSEMENT, *facts)
    told = disallowed_no_more("i1", 60, 60)
    anew.when(expenses.reverse_disallowance, reviewer="fay", **words).then(told)
    again = state(*facts, told)
    assert (again.owed_back, again.pending, again.reviewed) == (
        Money(30),
        {"i1": Money(60)},
        {"i2"},
    )
    given(DISBURSEMENT, *facts, told).when(
        expenses.accept_expense, invoice="i1", reviewer="eve", on=ON
    ).then(accepted("i1", 60))
    anew.when(expenses.reverse_disallowance, reviewer="eve", **words).refused(
        Why.OWN_REVIEW, who="eve", invoice="I1"
    )
    anew.when(expenses.reverse_disallowance, reviewer="ann", **words).refused(Why.OWN_SPENDING)
    given(DISBURSEMENT, *facts, told).when(
        expenses.reverse_disallowance, reviewer="fay", **words
    ).refused(Why.NOT_DISALLOWED, invoice="I1")


def test_a_disallowance_stands_while_what_it_asked_for_has_come_back_or_was_written_off() -> None:
    words: dict[str, Any] = {"invoice": "i1", "reason": "误审", "document": "签到表", "on": ON}
    owed = (*SPENT, shown("i1", 60), disallowed("i1", 60))
    lost = LossWrittenOff(amount=Money(1), minutes="m", approver="x", on=ON)
    given(DISBURSEMENT, *owed, lost).when(
        expenses.reverse_disallowance, reviewer="fay", **words
    ).refused(Why.RECOVERED_SINCE, invoice="i1", owed=Money(60), left=Money(59))
    undone = LossReversed(
        amount=Money(1), owed=Money(1), reason="r", minutes="m", approver="x", on=ON
    )
    given(DISBURSEMENT, *owed, lost, undone).when(
        expenses.reverse_disallowance, reviewer="fay", **words
    ).then(disallowed_no_more("i1", 60, 60))


def test_evidence_disallowed_of_a_payment_that_never_left_fits_into_the_one_that_was_made() -> None:
    words: dict[str, Any] = {"invoice": "i1", "reason": "误审", "document": "签到表", "on": ON}
    cancelled = PaymentCancelled(debit="DB", amount=Money(100), reason="r", document="d", on=ON)
    anew = (*SPENT, shown("i1", 60), disallowed("i1", 60), cancelled, PAID)
    told = disallowed_no_more("i1", 60, 0)
    given(DISBURSEMENT, *anew).when(expenses.reverse_disallowance, reviewer="fay", **words).then(
        told
    )
    assert state(*anew, told).owed_back == ZERO
    given(DISBURSEMENT, *anew, shown("i2", 50)).when(
        expenses.reverse_disallowance, reviewer="fay", **words
    ).refused(Why.EVIDENCE_EXCEEDS, left=Money(50), amount=Money(60))


def test_what_was_disallowed_is_to_come_back_and_no_other_invoice_takes_its_place() -> None:
    told = given(DISBURSEMENT, *SPENT, shown("i1", 60), disallowed("i1", 60))
    assert state(*told.facts).owed_back == Money(60)
    told.when(expenses.evidence, agreed=ON, on=ON, **invoice("i2", 41)).refused(
        Why.EVIDENCE_EXCEEDS, left=Money(40)
    )


def test_unspent_money_that_came_back_before_is_not_what_was_disallowed_after() -> None:
    after = state(*SPENT, back(share("a", 30)), shown("i1", 60), disallowed("i1", 60))
    assert after.owed_back == Money(60)
    assert state(*SPENT, shown("i1", 60), disallowed("i1", 60), lost(20)).owed_back == Money(40)


RECOVERY: dict[str, Any] = {"credit": "c9", "on": ON}


def test_what_comes_back_is_split_over_its_gifts() -> None:
    told = given(DISBURSEMENT, *SPENT).when(recoveries.recover, amount=Money(10), **RECOVERY)
    told.then(back(share("a", 7), share("b", 3)))


def test_fen_by_fen_no_gift_gets_back_more_than_it_paid() -> None:
    """Split over what was paid, each odd fen would go to the same gift: here two of one."""
    pair = (share("a", 1), share("b", 1))
    asked = DisbursementRequested(**{**FORM, "amount": Money(2)}, on=ON)
    sure = DisbursementApproved(**{**CHECK, "shares": pair}, on=ON)
    gone = FundsDisbursed(
        **{name: FORM[name] for name in ("payee", "payee_account", "agreement", "tranche", "line")},
        debit="b1",
        voucher="记-1",
        amount=Money(2),
        shares=pair,
        paid_by="teller",
        released_by=None,
        on=ON,
    )
    told = given(DISBURSEMENT, asked, sure, gone)
    told.when(recoveries.recover, amount=Money(1), **RECOVERY).then(back(share("a", 1)))
    after = given(DISBURSEMENT, *told.facts, back(share("a", 1)))
    after.when(recoveries.recover, amount=Money(1), **RECOVERY).then(back(share("b", 1)))


def test_no_more_comes_back_or_is_lost_than_is_unaccounted_for() -> None:
    told = given(DISBURSEMENT, *SPENT, shown("i1", 20), accepted("i1", 20), shown("i2", 30))
    told.when(recoveries.recover, amount=Money(51), **RECOVERY).refused(
        Why.EXCEEDS_OUTSTANDING, outstanding=Money(50), amount=Money(51)
    )
    words: dict[str, Any] = {"minutes": "纪要", "approver": "bob", "on": ON}
    told.when(losses.write_off, amount=Money(51), **words).refused(Why.EXCEEDS_OUTSTANDING)
    told.when(losses.write_off, amount=Money(50), **words).then(lost(50))
    told.when(losses.write_off, amount=ZERO, **words).refused(amounts.Why.NOT_POSITIVE)


def test_accepted_recovered_and_lost_settle_a_tranche() -> None:
    last = (shown("i1", 90), accepted("i1", 90), back(share("a", 4)), lost(6))
    assert state(*SPENT, *last[:-1]).open
    assert (state(*SPENT, *last).stage, state(*SPENT, *last).open) == (
        DisbursementStage.SETTLED,
        False,
    )
    assert state(*SPENT, shown("i1", 100), accepted("i1", 100)).stage is DisbursementStage.SETTLED
    told = given(DISBURSEMENT, *SPENT, *last).when(
        expenses.evidence, agreed=ON, on=ON, **invoice("i9", 1)
    )
    told.refused(Why.WRONG_STAGE, stage=DisbursementStage.SETTLED)


@pytest.mark.parametrize("who", ["ann", "shop"])
def test_whoever_asked_for_the_money_or_got_it_does_not_review_or_write_off(who: str) -> None:
    told = given(DISBURSEMENT, *SPENT, shown("i1", 10))
    told.when(expenses.accept_expense, invoice="i1", reviewer=who, on=ON).refused(
        Why.OWN_SPENDING, who=who
    )
    told.when(expenses.disallow_expense, invoice="i1", reviewer=who, reason="无关", on=ON).refused(
        Why.OWN_SPENDING, who=who
    )
    told.when(losses.write_off, amount=Money(1), minutes="纪要", approver=who, on=ON).refused(
        Why.OWN_SPENDING, who=who
    )


def test_a_write_off_that_was_wrong_is_reversed_and_what_was_disallowed_is_owed_again() -> None:
    words: dict[str, Any] = {"reason": "团队退款", "minutes": "纪要二", "on": ON}
    facts = (*SPENT, shown("i1", 4), disallowed("i1", 4), lost(6))
    written = given(DISBURSEMENT, *facts)
    told = LossReversed(amount=Money(5), owed=Money(4), approver="bob", **words)
    written.when(losses.reverse_loss, amount=Money(5), approver="bob", **words).then(told)
    back = state(*facts, told)
    assert (back.written_off, back.owed_back, back.forgiven) == (Money(1), Money(4), ZERO)
    more = given(DISBURSEMENT, *facts, told)
    more.when(losses.reverse_loss, amount=Money(2), approver="bob", **words).refused(
        Why.EXCEEDS_LOSS, lost=Money(1)
    )
    whose = written.when(losses.reverse_loss, amount=Money(1), approver="ann", **words)
    whose.refused(Why.OWN_SPENDING)
