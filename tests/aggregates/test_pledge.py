from __future__ import annotations

from datetime import date
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from lixia_domain.aggregates.pledge import decisions as pledge
from lixia_domain.aggregates.pledge.facts import (
    AgreementSigned,
    DonationPledged,
    HardshipExitEvidenced,
    Instalment,
    InstalmentSettled,
    InstalmentUnsettled,
    NamePublicationAgreed,
    NamePublicationWithdrawn,
    OnCancellation,
    PledgeAmended,
    PledgeEvent,
    PledgeReleased,
    PledgeSucceeded,
    PublicPromiseEvidenced,
    UseChangeConsented,
    UseChangeRefused,
)
from lixia_domain.aggregates.pledge.state import PLEDGE, Pledge, Why
from lixia_domain.aggregates.pledge.state import of_project as state_of_project
from lixia_domain.kernel import amounts
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.testing import given

ON, LATER = date(2021, 3, 10), date(2021, 4, 15)
SPRING = Instalment(due=date(2021, 4, 30), amount=Money.yuan(60))
AUTUMN = Instalment(due=date(2021, 9, 30), amount=Money.yuan(40))
TERMS: dict[str, Any] = {
    "project": "p",
    "enterprise": "e1",
    "fund": "f",
    "amount": Money.yuan(100),
    "instalments": (SPRING, AUTUMN),
    "relief": True,
}
PLEDGED = DonationPledged(**TERMS, on=ON)
SIGNING: dict[str, Any] = {
    "document": "协议一",
    "document_hash": "ab",
    "on_cancellation": OnCancellation.SIMILAR_PROJECT,
}
SIGNED = AgreementSigned(**SIGNING, on=LATER)
PROMISED = PublicPromiseEvidenced(statement="我捐", medium="电视", document_hash="cd", on=ON)
RELEASED = PledgeReleased(enterprise="e1", reason="催告未付", on=LATER)
EXIT: dict[str, Any] = {"finances": "审计报告", "report": "报告", "statement": "公告", "rule": "r"}
LEFT = HardshipExitEvidenced(enterprise="e1", **EXIT, on=LATER)


def paid(number: int, yuan: int) -> InstalmentSettled:
    return InstalmentSettled(
        enterprise="e1", number=number, amount=Money.yuan(yuan), credit="c", gift="c#1", on=LATER
    )


def state(*facts: PledgeEvent) -> Pledge:
    found = given(PLEDGE, PLEDGED, *facts).state
    assert found is not None
    return found


def test_a_promise_is_recorded() -> None:
    given(PLEDGE).when(pledge.pledge, **TERMS, on=ON).then(PLEDGED)


def test_the_same_promise_again_is_ignored() -> None:
    given(PLEDGE, PLEDGED, SIGNED).when(pledge.pledge, **TERMS, on=LATER).ignored()


def test_another_promise_under_the_id_is_refused() -> None:
    told = given(PLEDGE, PLEDGED).when(pledge.pledge, **{**TERMS, "enterprise": "e2"}, on=ON)
    told.refused(Why.EXISTS, enterprise="e1", amount=Money.yuan(100))


@pytest.mark.parametrize("end", [RELEASED, LEFT])
def test_a_released_promise_is_not_given_again_under_its_id(end: PledgeEvent) -> None:
    given(PLEDGE, PLEDGED, end).when(pledge.pledge, **TERMS, on=LATER).refused(Why.RELEASED)


@pytest.mark.parametrize("instalments", [(), (SPRING,), (SPRING, AUTUMN, SPRING)])
def test_instalments_that_do_not_add_up_are_refused(instalments: tuple[Instalment, ...]) -> None:
    told = given(PLEDGE).when(pledge.pledge, **{**TERMS, "instalments": instalments}, on=ON)
    told.refused(Why.UNEVEN, amount=Money.yuan(100))


@pytest.mark.parametrize("dues", [(AUTUMN.due, SPRING.due), (SPRING.due, SPRING.due)])
def test_instalments_whose_dates_do_not_ascend_are_refused(dues: tuple[date, date]) -> None:
    instalments = tuple(Instalment(due=due, amount=Money.yuan(50)) for due in dues)
    told = given(PLEDGE).when(pledge.pledge, **{**TERMS, "instalments": instalments}, on=ON)
    told.refused(Why.UNORDERED)


@pytest.mark.parametrize("parts", [(100, 0), (101, -1)])
def test_an_instalment_of_nothing_is_refused(parts: tuple[int, int]) -> None:
    instalments = tuple(
        Instalment(due=due, amount=Money.yuan(yuan))
        for due, yuan in zip((SPRING.due, AUTUMN.due), parts, strict=True)
    )
    told = given(PLEDGE).when(pledge.pledge, **{**TERMS, "instalments": instalments}, on=ON)
    told.refused(amounts.Why.NOT_POSITIVE)


def test_an_agreement_is_recorded_once() -> None:
    given(PLEDGE, PLEDGED).when(pledge.sign_agreement, **SIGNING, on=LATER).then(SIGNED)
    given(PLEDGE, PLEDGED, SIGNED).when(pledge.sign_agreement, **SIGNING, on=LATER).ignored()


def test_another_agreement_is_refused() -> None:
    told = given(PLEDGE, PLEDGED, SIGNED).when(
        pledge.sign_agreement, **{**SIGNING, "document": "协议二"}, on=LATER
    )
    told.refused(Why.AGREED_OTHERWISE, document="协议一")


def test_a_public_promise_is_kept_as_evidence_once() -> None:
    words = {"statement": "我捐", "medium": "电视", "document_hash": "cd"}
    given(PLEDGE, PLEDGED).when(pledge.evidence_promise, **words, on=ON).then(PROMISED)
    given(PLEDGE, PLEDGED, PROMISED).when(pledge.evidence_promise, **words, on=ON).ignored()


def test_who_promised_in_public_or_signed_for_relief_may_be_held_to_it() -> None:
    assert not state().enforceable
    assert state(SIGNED).enforceable
    assert state(PROMISED).enforceable
    plain = DonationPledged(**{**TERMS, "relief": False}, on=ON)
    signed = given(PLEDGE, plain, SIGNED).state
    assert signed is not None
    assert not signed.enforceable


def settling(number: int, yuan: int) -> dict[str, Any]:
    return {"number": number, "amount": Money.yuan(yuan), "credit": "c", "gift": "c#1"}


def test_money_settles_an_instalment_in_parts() -> None:
    given(PLEDGE, PLEDGED).when(pledge.settle, **settling(1, 20), on=LATER).then(paid(1, 20))
    given(PLEDGE, PLEDGED, paid(1, 20)).when(pledge.settle, **settling(1, 40), on=LATER).then(
        paid(1, 40)
    )


def test_each_instalment_has_a_state_of_its_own() -> None:
    after = state(paid(2, 40), paid(1, 20))
    assert after.open == ((1, Money.yuan(40)),)
    assert (after.missing(), after.missing(1), after.missing(2)) == (
        Money.yuan(40),
        Money.yuan(40),
        ZERO,
    )
    assert after.missing(3) == ZERO
    assert (after.paid(1), after.paid(2), after.paid(0), after.paid(3)) == (
        Money.yuan(20),
        Money.yuan(40),
        ZERO,
        ZERO,
    )


@pytest.mark.parametrize(("number", "yuan"), [(1, 61), (2, 41), (3, 1), (0, 1)])
def test_more_than_the_instalment_is_short_of_is_refused(number: int, yuan: int) -> None:
    told = given(PLEDGE, PLEDGED).when(pledge.settle, **settling(number, yuan), on=LATER)
    told.refused(Why.EXCEEDS_INSTALMENT, number=number, amount=Money.yuan(yuan))


@pytest.mark.parametrize("end", [RELEASED, LEFT])
def test_nothing_settles_a_released_pledge(end: PledgeEvent) -> None:
    told = given(PLEDGE, PLEDGED, end).when(pledge.settle, **settling(1, 1), on=LATER)
    told.refused(Why.RELEASED)


def unsettling(number: int, yuan: int) -> dict[str, Any]:
    return {"number": number, "amount": Money.yuan(yuan), "gift": "c#1", "reason": "更正"}


def test_what_was_settled_is_taken_back_even_after_the_release() -> None:
    told = given(PLEDGE, PLEDGED, paid(1, 20), RELEASED).when(
        pledge.unsettle, **unsettling(1, 20), on=LATER
    )
    back = InstalmentUnsettled(enterprise="e1", **unsettling(1, 20), on=LATER)
    told.then(back)
    assert state(paid(1, 20), back).settled == (ZERO, ZERO)


BACK = InstalmentUnsettled(enterprise="e1", **unsettling(1, 20), on=LATER)
TOLD: dict[str, Any] = {"enterprise": "e1", "reason": "更正", "on": LATER}


def less(spring: int, autumn: int) -> PledgeAmended:
    parts = (
        Instalment(due=SPRING.due, amount=Money.yuan(spring)),
        Instalment(due=AUTUMN.due, amount=Money.yuan(autumn)),
    )
    return PledgeAmended(amount=Money.yuan(spring + autumn), instalments=parts, **TOLD)


def test_what_lawfully_went_back_is_promised_no_more() -> None:
    told = given(PLEDGE, PLEDGED, paid(1, 60)).when(pledge.give_back, **unsettling(1, 20), on=LATER)
    told.then(BACK, less(40, 40))
    assert state(paid(1, 60), BACK, less(40, 40)).open == ((2, Money.yuan(40)),)


def test_an_instalment_given_back_whole_keeps_the_others_in_their_places() -> None:
    whole = InstalmentUnsettled(enterprise="e1", **unsettling(1, 60), on=LATER)
    told = given(PLEDGE, PLEDGED, paid(1, 60), paid(2, 10)).when(
        pledge.give_back, **unsettling(1, 60), on=LATER
    )
    told.then(whole, less(0, 40))
    after = state(paid(1, 60), paid(2, 10), whole, less(0, 40))
    assert after.open == ((2, Money.yuan(30)),)
    cut = less(0, 30)
    again = given(PLEDGE, PLEDGED, paid(1, 60), paid(2, 10), whole, less(0, 40))
    terms = {"amount": cut.amount, "instalments": cut.instalments, "reason": "更正"}
    again.when(pledge.amend, **terms, on=LATER).then(cut)


def test_an_instalment_is_not_amended_to_nothing() -> None:
    cut = less(0, 40)
    terms = {"amount": cut.amount, "instalments": cut.instalments, "reason": "更正"}
    told = given(PLEDGE, PLEDGED).when(pledge.amend, **terms, on=LATER)
    told.refused(amounts.Why.NOT_POSITIVE)


def test_a_pledge_given_back_whole_is_released() -> None:
    only = PledgeAmended(amount=Money.yuan(20), instalments=(less(20, 0).instalments[0],), **TOLD)
    told = given(PLEDGE, PLEDGED, only, paid(1, 20)).when(
        pledge.give_back, **unsettling(1, 20), on=LATER
    )
    told.then(BACK, PledgeReleased(**TOLD))


def test_of_a_released_pledge_nothing_but_what_was_settled_goes() -> None:
    told = given(PLEDGE, PLEDGED, paid(1, 20), RELEASED).when(
        pledge.give_back, **unsettling(1, 20), on=LATER
    )
    told.then(BACK)


def test_hardship_lets_go_on_full_evidence() -> None:
    given(PLEDGE, PLEDGED).when(pledge.exit_by_hardship, **EXIT, on=LATER).then(LEFT)


@pytest.mark.parametrize("lacking", ["finances", "report", "statement"])
def test_hardship_without_one_of_the_three_papers_is_refused(lacking: str) -> None:
    told = given(PLEDGE, PLEDGED).when(pledge.exit_by_hardship, **{**EXIT, lacking: " "}, on=LATER)
    told.refused(Why.EVIDENCE_MISSING)


def test_a_release_is_recorded_once() -> None:
    given(PLEDGE, PLEDGED).when(pledge.release, reason="催告未付", on=LATER).then(RELEASED)
    given(PLEDGE, PLEDGED, RELEASED).when(pledge.release, reason="又", on=LATER).ignored()


def test_what_was_never_promised_is_refused() -> None:
    given(PLEDGE).when(pledge.release, reason="催告未付", on=LATER).refused(Why.UNKNOWN)


AGREED = UseChangeConsented(change="uc", document="复函", on=LATER)
DENIED = UseChangeRefused(change="uc", document="复函", on=LATER)


def once(known: Pledge | None, *, changes: set[str]) -> tuple[bool | None]:
    return (pledge.answered_once(known, changes=changes),)


def test_what_older_code_was_answered_for_a_pledge_holds_for_its_target() -> None:
    later = UseChangeConsented(change="u2", document="复函二", on=LATER)
    told = given(PLEDGE, PLEDGED, AGREED, later, DENIED)
    told.when(once, changes={"uc", "u2"}).then(False)
    told.when(once, changes={"u2"}).then(True)
    told.when(once, changes={"u3"}).then(None)
    given(PLEDGE).when(once, changes={"uc"}).then(None)


CANCELLED: dict[str, Any] = {
    "answered": None,
    "judgment": " ",
    "refiled": False,
    "given": True,
    "cancelled": True,
    "ended": False,
}
ENDED: dict[str, Any] = {**CANCELLED, "cancelled": False, "ended": True}
RUNNING: dict[str, Any] = {**CANCELLED, "cancelled": False}


def basis(known: Pledge | None, **told: Any) -> tuple[str]:
    return (pledge.use_change_basis(known, change="uc", **told),)


RETURNS = AgreementSigned(**{**SIGNING, "on_cancellation": OnCancellation.RETURN}, on=LATER)
SAYS_NOTHING = AgreementSigned(**{**SIGNING, "on_cancellation": OnCancellation.SILENT}, on=LATER)


@pytest.mark.parametrize(
    ("history", "told", "found"),
    [
        ((PLEDGED, SIGNED), CANCELLED, "clause"),
        ((PLEDGED, SIGNED), ENDED, "clause"),
        ((PLEDGED, SIGNED), {**RUNNING, "answered": True}, "consent"),
        ((PLEDGED, RETURNS), {**ENDED, "answered": True}, "consent"),
        ((PLEDGED, SIGNED), {**RUNNING, "answered": False, "judgment": "判决"}, "judgment"),
        ((PLEDGED,), {**CANCELLED, "refiled": True}, "plan"),
        ((), {**RUNNING, "refiled": True}, "plan"),
        ((PLEDGED,), ENDED, "silent"),
        ((PLEDGED, SAYS_NOTHING), ENDED, "silent"),
        ((), ENDED, "silent"),
        ((), {**CANCELLED, "given": False}, "silent"),
    ],
)
def test_a_use_changes_by_judgment_consent_clause_or_plan_and_what_is_left_at_the_end_by_law(
    history: tuple[PledgeEvent, ...], told: dict[str, Any], found: str
) -> None:
    given(PLEDGE, *history).when(basis, **told).then(found)


@pytest.mark.parametrize(
    ("history", "told"),
    [
        ((), CANCELLED),
        ((), {**CANCELLED, "cancelled": False}),
        ((SIGNED,), RUNNING),
        ((SIGNED,), {**CANCELLED, "answered": False}),
        ((RETURNS,), CANCELLED),
        ((RETURNS,), {**ENDED, "refiled": True}),
        ((SAYS_NOTHING,), {**CANCELLED, "refiled": True}),
        ((), {**ENDED, "answered": False, "refiled": True}),
    ],
)
def test_without_the_donors_consent_the_use_does_not_change(
    history: tuple[PledgeEvent, ...], told: dict[str, Any]
) -> None:
    given(PLEDGE, PLEDGED, *history).when(basis, **told).refused(
        Why.NO_CONSENT, enterprise="e1", change="uc"
    )


@pytest.mark.parametrize("told", [CANCELLED, RUNNING, {**ENDED, "answered": False}])
def test_a_gift_that_nobody_pledged_stays_without_its_donors_consent(told: dict[str, Any]) -> None:
    given(PLEDGE).when(basis, **told).refused(Why.GIFT_UNCONSENTED, change="uc")


NAMED = NamePublicationAgreed(
    enterprise="e1", display_name="甲（虚构）", scope="网站", document="协议", on=ON
)
UNNAMED = NamePublicationWithdrawn(enterprise="e1", reason="调整", on=LATER)


def test_publication_is_agreed_and_withdrawn_once_each() -> None:
    words = {"display_name": "甲（虚构）", "scope": "网站", "document": "协议"}
    given(PLEDGE, PLEDGED).when(pledge.agree_to_publish, **words, on=ON).then(NAMED)
    given(PLEDGE, PLEDGED, NAMED).when(pledge.agree_to_publish, **words, on=ON).ignored()
    told = given(PLEDGE, PLEDGED, NAMED)
    told.when(pledge.withdraw_publication, reason="调整", on=LATER).then(UNNAMED)
    again = given(PLEDGE, PLEDGED, NAMED, UNNAMED)
    again.when(pledge.withdraw_publication, reason="调整", on=LATER).ignored()


def test_a_pledge_passes_to_another_firm_and_not_to_whose_it_is() -> None:
    words = {"document": "合并协议", "on": LATER}
    before = given(PLEDGE, PLEDGED, NAMED)
    before.when(pledge.succeed, enterprise="e1", **words).ignored()
    passed = PledgeSucceeded(
        predecessor="e1",
        enterprise="e2",
        amount=total(part.amount for part in PLEDGED.instalments),
        received=ZERO,
        display_name="甲（虚构）",
        pledged_on=PLEDGED.on,
        **words,
    )
    before.when(pledge.succeed, enterprise="e2", **words).then(passed)
    given(PLEDGE, PLEDGED, passed).when(pledge.succeed, enterprise="e2", **words).ignored()


@hypothesis.settings(deadline=None, max_examples=150)
@hypothesis.given(
    st.lists(st.tuples(st.booleans(), st.integers(-1, 4), st.integers(-1, 70)), max_size=25)
)
def test_an_instalment_is_never_settled_beyond_its_amount_or_below_nothing(
    steps: list[tuple[bool, int, int]],
) -> None:
    known = PLEDGE.fold([PLEDGED])
    book = {1: 0, 2: 0}
    for settle, number, yuan in steps:
        try:
            if settle:
                facts = pledge.settle(known, **settling(number, yuan), on=LATER)
            elif yuan > book.get(number, 0):
                continue
            else:
                facts = pledge.unsettle(known, **unsettling(number, yuan), on=LATER)
        except Rejection:
            continue
        known = PLEDGE.fold(facts, known)
        book[number] += yuan if settle else -yuan
        assert known is not None
        assert known.settled == tuple(Money.yuan(book[n]) for n in (1, 2))
        assert 0 <= book[1] <= 60
        assert 0 <= book[2] <= 40
        assert total(left for _, left in known.open) + total(known.settled) == Money.yuan(100)


LESS = Instalment(due=date(2021, 4, 30), amount=Money.yuan(30))


def amended(*instalments: Instalment) -> PledgeAmended:
    amount = total(instalment.amount for instalment in instalments)
    return PledgeAmended(
        enterprise="e1", amount=amount, instalments=instalments, reason="调减", on=LATER
    )


def test_an_amendment_is_recorded_and_keeps_what_arrived() -> None:
    told = given(PLEDGE, PLEDGED, paid(1, 30))
    told.when(
        pledge.amend, amount=Money.yuan(30), instalments=(LESS,), reason="调减", on=LATER
    ).then(amended(LESS))
    after = state(paid(1, 30), amended(LESS))
    assert (after.open, after.paid(1), after.paid(2)) == ((), Money.yuan(30), ZERO)
    longer = state(paid(1, 30), amended(LESS), amended(LESS, AUTUMN))
    assert longer.open == ((2, Money.yuan(40)),)


def test_an_amendment_that_says_the_same_is_ignored() -> None:
    told = given(PLEDGE, PLEDGED)
    told.when(
        pledge.amend, amount=Money.yuan(100), instalments=(SPRING, AUTUMN), reason="x", on=LATER
    ).ignored()


def test_a_cut_that_leaves_the_instalments_as_they_are_is_refused() -> None:
    told = given(PLEDGE, PLEDGED)
    told.when(
        pledge.amend, amount=Money.yuan(50), instalments=(SPRING, AUTUMN), reason="x", on=LATER
    ).refused(Why.UNEVEN, parts=Money.yuan(100), amount=Money.yuan(50))


def of_project(known: Pledge | None, *, named: str) -> tuple[Pledge | None]:
    return (state_of_project(known, claim="c1", project=named),)


def test_a_pledge_is_that_of_its_own_project() -> None:
    told = given(PLEDGE, PLEDGED)
    told.when(of_project, named="p").then(told.state)
    told.when(of_project, named="p2").refused(Why.OTHER_PROJECT, project="p", named="p2")
    given(PLEDGE).when(of_project, named="p2").then(None)


def test_an_amendment_below_what_arrived_is_refused() -> None:
    less: dict[str, Any] = {"amount": Money.yuan(30), "instalments": (LESS,), "reason": "x"}
    given(PLEDGE, PLEDGED, paid(1, 31)).when(pledge.amend, **less, on=LATER).refused(
        Why.BELOW_PAID, number=1, paid=Money.yuan(31), amount=Money.yuan(30)
    )
    given(PLEDGE, PLEDGED, paid(2, 1)).when(pledge.amend, **less, on=LATER).refused(
        Why.BELOW_PAID, number=2, paid=Money.yuan(1), amount=ZERO
    )


def test_an_amendment_whose_parts_do_not_add_up_is_refused() -> None:
    told = given(PLEDGE, PLEDGED)
    told.when(
        pledge.amend, amount=Money.yuan(31), instalments=(LESS,), reason="x", on=LATER
    ).refused(Why.UNEVEN)
    given(PLEDGE, PLEDGED, RELEASED).when(
        pledge.amend, amount=Money.yuan(30), instalments=(LESS,), reason="x", on=LATER
    ).refused(Why.RELEASED)
