from __future__ import annotations

from datetime import date
from typing import Any

import hypothesis
import pytest
from hypothesis import strategies as st

from lixia_domain.aggregates.project import claims as project
from lixia_domain.aggregates.project.facts import (
    AcceptanceRequested,
    BudgetLine,
    BudgetLineCommitted,
    BudgetLineReleased,
    BudgetRevised,
    ClaimConfirmed,
    ClaimReduced,
    ClaimReleased,
    ClaimRestored,
    ClaimWaitlisted,
    ProjectApproved,
    ProjectCancelled,
    ProjectClaimed,
    ProjectDrafted,
    ProjectEvent,
    ProjectPublished,
    ProjectStarted,
    TeamAssigned,
    WaitlistOffered,
)
from lixia_domain.aggregates.project.refusals import Why
from lixia_domain.aggregates.project.state import PROJECT, Project
from lixia_domain.kernel import amounts
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.testing import given
from lixia_domain.testing.given import Given

ON = date(2021, 3, 10)


def lines(food: int, goods: int = 0) -> tuple[BudgetLine, ...]:
    parts = (("助餐", food), ("物料", goods))
    return tuple(BudgetLine(line=line, amount=Money.yuan(yuan)) for line, yuan in parts if yuan)


BASE = (
    ProjectDrafted(
        title="银龄助餐",
        domain="为老服务",
        needs=("n1",),
        lines=lines(60, 40),
        relief=True,
        on=ON,
    ),
    ProjectApproved(minutes="纪要", on=ON),
)
OPEN = (*BASE, ProjectPublished(batch="b", minimum=Money.yuan(50), waitlist=False, on=ON))
QUEUED = (*BASE, ProjectPublished(batch="b", minimum=Money.yuan(50), waitlist=True, on=ON))
UNDER_WAY: tuple[ProjectEvent, ...] = (
    TeamAssigned(team="t", agreement="协议", on=ON),
    ProjectStarted(received=Money.yuan(50), on=ON),
)


def taken(claim: str, yuan: int, who: str = "e1") -> ProjectClaimed:
    return ProjectClaimed(claim=claim, enterprise=who, amount=Money.yuan(yuan), on=ON)


def waits(claim: str, yuan: int, who: str = "e2") -> ClaimWaitlisted:
    return ClaimWaitlisted(claim=claim, enterprise=who, amount=Money.yuan(yuan), on=ON)


def offered(claim: str, yuan: int) -> WaitlistOffered:
    return WaitlistOffered(claim=claim, amount=Money.yuan(yuan), on=ON)


def held(line: str, yuan: int, paper: str = "d1") -> BudgetLineCommitted:
    return BudgetLineCommitted(line=line, amount=Money.yuan(yuan), disbursement=paper, on=ON)


def claiming(at: Given[Any, ProjectEvent], claim: str, yuan: int, who: str = "e1") -> Any:
    return at.when(project.claim, claim=claim, enterprise=who, amount=Money.yuan(yuan), on=ON)


def state(*facts: ProjectEvent) -> Project:
    found = given(PROJECT, *facts).state
    assert found is not None
    return found


def test_a_claim_is_recorded_whole_or_in_part() -> None:
    claiming(given(PROJECT, *OPEN), "c1", 100).then(taken("c1", 100))
    claiming(given(PROJECT, *OPEN, taken("c1", 30)), "c2", 70, "e2").then(taken("c2", 70, "e2"))
    assert state(*OPEN, taken("c1", 30)).remainder == Money.yuan(70)


def test_a_claim_that_nothing_is_awaited_of_is_confirmed_at_once() -> None:
    told = given(PROJECT, *OPEN).when(
        project.claim, claim="c1", enterprise="e1", amount=Money.yuan(9), confirmed=True, on=ON
    )
    told.then(taken("c1", 9), ClaimConfirmed(claim="c1", on=ON))


def test_a_claim_beyond_the_remainder_is_refused_and_the_remainder_named() -> None:
    claiming(given(PROJECT, *OPEN, taken("c1", 30)), "c2", 71).refused(
        Why.EXCEEDS_REMAINDER, amount=Money.yuan(71), remainder=Money.yuan(70)
    )


def test_a_claim_beyond_the_remainder_waits_where_the_publication_allowed_it() -> None:
    claiming(given(PROJECT, *QUEUED, taken("c1", 30)), "c2", 71, "e2").then(waits("c2", 71))
    assert state(*QUEUED, waits("c2", 71)).claimed == ZERO


def test_a_claim_told_twice_is_ignored() -> None:
    claiming(given(PROJECT, *OPEN, taken("c1", 30)), "c1", 30).ignored()
    claiming(given(PROJECT, *QUEUED, taken("c1", 30), waits("c2", 80)), "c2", 80, "e2").ignored()


@pytest.mark.parametrize(("yuan", "who"), [(31, "e1"), (30, "e2")])
def test_another_claim_under_the_id_is_refused(yuan: int, who: str) -> None:
    claiming(given(PROJECT, *OPEN, taken("c1", 30)), "c1", yuan, who).refused(
        Why.CLAIM_REUSED, enterprise="e1", amount=Money.yuan(30)
    )


def test_a_claim_of_nothing_is_refused() -> None:
    claiming(given(PROJECT, *OPEN), "c1", 0).refused(amounts.Why.NOT_POSITIVE)


def test_what_is_not_published_is_not_claimed() -> None:
    claiming(given(PROJECT, *BASE), "c1", 1).refused(Why.WRONG_STAGE, act="认领")
    claiming(given(PROJECT), "c1", 1).refused(Why.UNKNOWN)


def test_a_claim_is_confirmed_once() -> None:
    fact = ClaimConfirmed(claim="c1", on=ON)
    given(PROJECT, *OPEN, taken("c1", 30)).when(project.confirm_claim, claim="c1", on=ON).then(fact)
    after = given(PROJECT, *OPEN, taken("c1", 30), fact)
    after.when(project.confirm_claim, claim="c1", on=ON).ignored()


def test_a_claim_is_cut_and_never_raised() -> None:
    told = given(PROJECT, *OPEN, taken("c1", 30), ClaimConfirmed(claim="c1", on=ON))
    cut: dict[str, Any] = {"claim": "c1", "reason": "协商", "on": ON}
    fact = ClaimReduced(amount=Money.yuan(20), **cut)
    told.when(project.reduce_claim, amount=Money.yuan(20), **cut).then(fact)
    for yuan in (30, 31):
        told.when(project.reduce_claim, amount=Money.yuan(yuan), **cut).refused(
            Why.NOT_LESS, claimed=Money.yuan(30)
        )
    kept = state(*told.facts, fact).claims["c1"]
    assert (kept.amount, kept.confirmed) == (Money.yuan(20), True)


def test_a_claim_nobody_made_is_refused() -> None:
    told = given(PROJECT, *OPEN)
    told.when(project.confirm_claim, claim="c9", on=ON).refused(Why.UNKNOWN_CLAIM, claim="c9")
    told.when(project.release_claim, claim="c9", paid=ZERO, reason="x", on=ON).refused(
        Why.UNKNOWN_CLAIM
    )
    told.when(project.take_offer, claim="c9", amount=Money(1), on=ON).refused(Why.UNKNOWN_CLAIM)


@pytest.mark.parametrize("since", [(), UNDER_WAY])
def test_a_slot_set_free_is_offered_on_in_turn(since: tuple[ProjectEvent, ...]) -> None:
    queue = (taken("c1", 90), waits("c2", 60), waits("c3", 70), waits("c4", 5))
    free = ClaimReleased(claim="c1", reason="催告未付", on=ON)
    told = given(PROJECT, *QUEUED, *queue, *since).when(
        project.release_claim, claim="c1", paid=ZERO, reason="催告未付", on=ON
    )
    told.then(free, offered("c2", 60), offered("c3", 40))


def test_what_a_reduced_claim_gives_up_is_offered_on() -> None:
    queue = (taken("c1", 90), waits("c2", 60))
    less = ClaimReduced(claim="c1", amount=Money.yuan(70), reason="调减", on=ON)
    told = given(PROJECT, *QUEUED, *queue)
    told.when(project.reduce_claim, claim="c1", amount=Money.yuan(70), reason="调减", on=ON).then(
        less, offered("c2", 30)
    )


def test_a_slot_of_a_cancelled_project_is_offered_to_nobody() -> None:
    told = given(
        PROJECT, *QUEUED, taken("c1", 90), waits("c2", 60), ProjectCancelled(reason="x", on=ON)
    )
    told.when(project.release_claim, claim="c1", paid=ZERO, reason="x", on=ON).then(
        ClaimReleased(claim="c1", reason="x", on=ON)
    )


def test_what_has_been_paid_of_a_claim_keeps_its_place_and_the_rest_is_free() -> None:
    told = given(PROJECT, *QUEUED, taken("c1", 90), waits("c2", 60))
    freeing: dict[str, Any] = {"claim": "c1", "reason": "协商解除", "on": ON}
    kept = ClaimReduced(claim="c1", amount=Money.yuan(40), reason="协商解除，仅余已到账部分", on=ON)
    told.when(project.release_claim, paid=Money.yuan(40), **freeing).then(kept, offered("c2", 60))
    told.when(project.release_claim, paid=Money.yuan(90), **freeing).refused(
        Why.ALL_RECEIVED, paid=Money.yuan(90)
    )


def test_a_place_freed_wrongly_is_restored_as_it_was_while_it_is_free() -> None:
    told: dict[str, Any] = {"claim": "c1", "amount": Money.yuan(90), "reason": "撤销", "on": ON}
    free = ClaimReleased(claim="c1", reason="违约", on=ON)
    less = ClaimReduced(claim="c1", amount=Money.yuan(40), reason="违约", on=ON)
    sure = ClaimConfirmed(claim="c1", on=ON)
    for confirmed, stood in ((False, (taken("c1", 90),)), (True, (taken("c1", 90), sure))):
        back = ClaimRestored(enterprise="e1", confirmed=confirmed, **told)
        for freed in (free, less):
            since = given(PROJECT, *QUEUED, *stood, freed)
            since.when(project.restore_claim, **told).then(back)
            again = given(PROJECT, *QUEUED, *stood, freed, back)
            assert again.state == given(PROJECT, *QUEUED, *stood).state


def test_a_place_that_others_have_is_not_restored() -> None:
    told: dict[str, Any] = {"claim": "c1", "amount": Money.yuan(90), "reason": "撤销", "on": ON}
    freed = (taken("c1", 90), ClaimReleased(claim="c1", reason="违约", on=ON))
    kept = (waits("c2", 60), offered("c2", 60))
    for others in ((taken("c2", 60),), kept):
        given(PROJECT, *QUEUED, *freed, *others).when(project.restore_claim, **told).refused(
            Why.EXCEEDS_REMAINDER, amount=Money.yuan(90), remainder=Money.yuan(40)
        )
    over = ProjectCancelled(reason="r", on=ON)
    given(PROJECT, *QUEUED, *freed, taken("c2", 60), over).when(
        project.restore_claim, **told
    ).ignored()
    given(PROJECT, *QUEUED).when(project.restore_claim, **told).refused(
        Why.UNKNOWN_CLAIM, claim="c1"
    )


def waiting_not(known: Project | None, *, claim: str) -> tuple[()]:
    project.waits_not(known, claim=claim, project_id="p1")
    return ()


def test_the_id_of_a_claim_that_waits_here_is_none_of_another_project() -> None:
    told = given(PROJECT, *QUEUED, taken("c1", 100), waits("c2", 60))
    told.when(waiting_not, claim="c1").ignored()
    told.when(waiting_not, claim="c2").refused(Why.WAITS_ELSEWHERE, project="p1")


def test_what_is_offered_to_who_waits_is_no_newcomers() -> None:
    queue = (taken("c1", 90), waits("c2", 60), waits("c3", 50))
    free = ClaimReleased(claim="c1", reason="x", on=ON)
    told = given(PROJECT, *QUEUED, *queue, free, offered("c2", 60), offered("c3", 40))
    claiming(told, "c9", 1).then(waits("c9", 1, "e1"))
    for claim, room in (("c2", 60), ("c3", 40)):
        told.when(project.take_offer, claim=claim, amount=Money.yuan(room + 1), on=ON).refused(
            Why.EXCEEDS_REMAINDER, remainder=Money.yuan(room)
        )
    less = told.when(project.take_offer, claim="c2", amount=Money.yuan(45), on=ON)
    less.then(taken("c2", 45, "e2"), offered("c3", 50))
    gone = given(PROJECT, *told.facts, taken("c2", 45, "e2"), offered("c3", 50))
    claiming(gone, "c9", 5).then(taken("c9", 5))
    claiming(gone, "c9", 6).then(waits("c9", 6, "e1"))


def test_the_offer_of_who_stops_waiting_goes_to_the_next() -> None:
    queue = (taken("c1", 50), waits("c2", 60), offered("c2", 50), waits("c3", 60))
    told = given(PROJECT, *QUEUED, *queue)
    free = ClaimReleased(claim="c2", reason="不等了", on=ON)
    told.when(project.release_claim, claim="c2", paid=ZERO, reason="不等了", on=ON).then(
        free, offered("c3", 50)
    )


def test_what_a_raised_budget_adds_is_offered_to_those_who_wait() -> None:
    told = given(PROJECT, *QUEUED, taken("c1", 100), waits("c2", 60))
    more = lines(90, 50)
    told.when(project.revise_budget, lines=more, reason="追加", on=ON).then(
        BudgetRevised(lines=more, reason="追加", on=ON), offered("c2", 40)
    )
    again = given(PROJECT, *told.facts, offered("c2", 40))
    again.when(project.revise_budget, lines=more, reason="追加", on=ON).then(
        BudgetRevised(lines=more, reason="追加", on=ON)
    )


def test_who_waits_may_stop_waiting() -> None:
    free = ClaimReleased(claim="c2", reason="不等了", on=ON)
    told = given(PROJECT, *QUEUED, taken("c1", 90), waits("c2", 60))
    told.when(project.release_claim, claim="c2", paid=ZERO, reason="不等了", on=ON).then(free)
    assert state(*told.facts, free).waiting == {}


def test_an_offer_is_taken_up_to_what_is_free_and_was_waited_for() -> None:
    told = given(PROJECT, *QUEUED, taken("c1", 50), waits("c2", 60))
    told.when(project.take_offer, claim="c2", amount=Money.yuan(50), on=ON).then(
        taken("c2", 50, "e2")
    )
    told.when(project.take_offer, claim="c2", amount=Money.yuan(51), on=ON).refused(
        Why.EXCEEDS_REMAINDER, remainder=Money.yuan(50)
    )
    wish = given(PROJECT, *QUEUED, waits("c2", 60))
    wish.when(project.take_offer, claim="c2", amount=Money.yuan(61), on=ON).refused(
        Why.EXCEEDS_REMAINDER, remainder=Money.yuan(60)
    )
    assert state(*told.facts, taken("c2", 50, "e2")).waiting == {}


def revising(at: Given[Any, ProjectEvent], *new: BudgetLine) -> Any:
    return at.when(project.revise_budget, lines=new, reason="涨价", on=ON)


def test_a_budget_is_revised() -> None:
    told = given(PROJECT, *OPEN, taken("c1", 70))
    revising(told, *lines(50, 20)).then(BudgetRevised(lines=lines(50, 20), reason="涨价", on=ON))
    after = state(*OPEN, BudgetRevised(lines=lines(80), reason="涨价", on=ON))
    assert (after.budget, dict(after.lines)) == (Money.yuan(80), {"助餐": Money.yuan(80)})


def test_a_revision_never_cuts_what_is_claimed() -> None:
    revising(given(PROJECT, *OPEN, taken("c1", 70)), *lines(50, 19)).refused(
        Why.CUTS_CLAIMED, budget=Money.yuan(69), claimed=Money.yuan(70)
    )


@pytest.mark.parametrize("new", [lines(100, 29), lines(130)])
def test_a_revision_never_cuts_what_is_committed(new: tuple[BudgetLine, ...]) -> None:
    told = given(PROJECT, *OPEN, *UNDER_WAY, held("物料", 30))
    revising(told, *new).refused(Why.CUTS_COMMITTED, line="物料", committed=Money.yuan(30))
    revising(told, *lines(1, 30)).then(BudgetRevised(lines=lines(1, 30), reason="涨价", on=ON))


def test_a_revision_before_the_start_never_cuts_the_published_minimum() -> None:
    revising(given(PROJECT, *OPEN), *lines(49)).refused(
        Why.MINIMUM_ABOVE_BUDGET, minimum=Money.yuan(50), budget=Money.yuan(49)
    )


def test_the_budget_of_a_cancelled_project_is_not_revised() -> None:
    told = given(PROJECT, *OPEN, ProjectCancelled(reason="x", on=ON))
    revising(told, *lines(200)).refused(Why.WRONG_STAGE, act="调整预算")


def committing(at: Given[Any, ProjectEvent], line: str, yuan: int, paper: str = "d1") -> Any:
    return at.when(
        project.commit_line, line=line, amount=Money.yuan(yuan), disbursement=paper, on=ON
    )


def test_a_line_is_held_for_a_disbursement_up_to_what_is_left_of_it() -> None:
    told = given(PROJECT, *OPEN, *UNDER_WAY, held("物料", 30))
    committing(told, "物料", 10, "d2").then(held("物料", 10, "d2"))
    committing(told, "物料", 11, "d2").refused(Why.LINE_EXHAUSTED, left=Money.yuan(10))
    committing(told, "差旅", 1, "d2").refused(Why.UNKNOWN_LINE, line="差旅")


def test_nothing_is_held_before_the_start() -> None:
    committing(given(PROJECT, *OPEN), "物料", 1).refused(Why.WRONG_STAGE, act="拨付")
    late = given(PROJECT, *OPEN, *UNDER_WAY, AcceptanceRequested(document="申请", on=ON))
    committing(late, "物料", 1).then(held("物料", 1))


def releasing(at: Given[Any, ProjectEvent], yuan: int, paper: str = "d1") -> Any:
    return at.when(project.release_line, amount=Money.yuan(yuan), disbursement=paper, on=ON)


def test_what_was_held_is_given_back_in_parts() -> None:
    def freed(yuan: int) -> BudgetLineReleased:
        return BudgetLineReleased(line="物料", amount=Money.yuan(yuan), disbursement="d1", on=ON)

    told = given(PROJECT, *OPEN, *UNDER_WAY, held("物料", 30), held("助餐", 9, "d2"))
    releasing(told, 10).then(freed(10))
    part = state(*told.facts, freed(10))
    assert (part.committed("物料"), part.committed("助餐")) == (Money.yuan(20), Money.yuan(9))
    assert set(state(*told.facts, freed(10), freed(20)).commitments) == {"d2"}


def test_no_more_is_given_back_than_is_held() -> None:
    freed = BudgetLineReleased(line="物料", amount=Money.yuan(30), disbursement="d1", on=ON)
    told = given(PROJECT, *OPEN, *UNDER_WAY, held("物料", 30))
    releasing(told, 31).then(freed)
    releasing(told, 5, "d2").ignored()


def test_what_the_bank_took_back_is_held_again_as_far_as_the_line_goes() -> None:
    line = state(*OPEN).lines["物料"]

    def again(yuan: int, *facts: Any) -> Any:
        told = given(PROJECT, *OPEN, *UNDER_WAY, *facts)
        given_back = {"line": "物料", "amount": Money.yuan(yuan), "disbursement": "d1", "on": ON}
        return told.when(project.commit_what_is_left, **given_back)

    again(1).then(held("物料", 1))
    full = BudgetLineCommitted(line="物料", amount=line - Money(1), disbursement="d2", on=ON)
    one = BudgetLineCommitted(line="物料", amount=Money(1), disbursement="d1", on=ON)
    again(1, full).then(one)
    again(1, full, one).ignored()


def test_nothing_is_no_part_to_give_back() -> None:
    told = given(PROJECT, *OPEN, *UNDER_WAY, held("物料", 30))
    releasing(told, 0).refused(amounts.Why.NOT_POSITIVE)


STEPS = st.lists(
    st.tuples(
        st.sampled_from(
            ["claim", "claim", "reduce", "release", "offer", "revise", "commit", "commit", "free"]
        ),
        st.integers(0, 4),
        st.integers(-1, 110),
    ),
    max_size=40,
)


@pytest.mark.parametrize("history", [QUEUED, (*QUEUED, *UNDER_WAY)], ids=["published", "running"])
@hypothesis.settings(deadline=None, max_examples=150)
@hypothesis.given(steps=STEPS)
def test_claims_and_commitments_never_exceed_the_budget(
    history: tuple[ProjectEvent, ...], steps: list[tuple[str, int, int]]
) -> None:
    known = PROJECT.fold(history)
    claims: dict[str, int] = {}
    used: dict[str, dict[str, int]] = {"助餐": {}, "物料": {}}
    approved: set[str] = set()
    for what, which, yuan in steps:
        key, line, amount = f"k{which}", ("助餐", "物料")[which % 2], Money.yuan(yuan)
        facts: tuple[ProjectEvent, ...]
        try:
            match what:
                case "claim":
                    facts = project.claim(known, claim=key, enterprise="e", amount=amount, on=ON)
                case "reduce":
                    facts = project.reduce_claim(known, claim=key, amount=amount, reason="x", on=ON)
                case "release":
                    facts = project.release_claim(known, claim=key, paid=ZERO, reason="x", on=ON)
                case "offer":
                    facts = project.take_offer(known, claim=key, amount=amount, on=ON)
                case "revise":
                    facts = project.revise_budget(
                        known, lines=lines(yuan, which * 20), reason="x", on=ON
                    )
                case "commit":
                    if key in approved:
                        continue
                    facts = project.commit_line(
                        known, line=line, amount=amount, disbursement=key, on=ON
                    )
                case _:
                    if not 0 < amount.fen <= used[line].get(key, 0):
                        continue
                    facts = project.release_line(known, amount=amount, disbursement=key, on=ON)
        except Rejection:
            continue
        before, known = known, PROJECT.fold(facts, known)
        assert before is not None
        assert known is not None
        for fact in facts:
            match fact:
                case ProjectClaimed() | ClaimReduced():
                    claims[fact.claim] = fact.amount.fen
                case ClaimReleased():
                    claims.pop(fact.claim, None)
                case BudgetLineCommitted():
                    approved.add(fact.disbursement)
                    used[fact.line][fact.disbursement] = fact.amount.fen
                case BudgetLineReleased():
                    used[fact.line][fact.disbursement] -= fact.amount.fen
                case _:
                    pass
        offers = total(fact.amount for fact in facts if isinstance(fact, WaitlistOffered))
        assert offers <= known.remainder
        assert known.claimed.fen == sum(claims.values()) <= known.budget.fen
        assert known.budget == total(known.lines.values())
        for name, papers in used.items():
            whole = sum(papers.values())
            assert known.committed(name).fen == whole
            assert whole <= known.lines.get(name, ZERO).fen


def test_what_lawfully_went_back_frees_its_place_and_the_rest_keeps_its_own() -> None:
    told: dict[str, Any] = {"claim": "c1", "reason": "退还捐赠：协议", "on": ON}
    less = ClaimReduced(amount=Money.yuan(70), **told)
    stood = (*QUEUED, taken("c1", 100), waits("c2", 40))
    given(PROJECT, *stood).when(project.give_back_claim, amount=Money.yuan(30), **told).then(
        less, offered("c2", 30)
    )
    given(PROJECT, *stood, less).when(project.give_back_claim, amount=Money.yuan(70), **told).then(
        ClaimReleased(**told), offered("c2", 40)
    )
    gone = given(PROJECT, *stood, ClaimReleased(**told))
    gone.when(project.give_back_claim, amount=Money.yuan(70), **told).ignored()
