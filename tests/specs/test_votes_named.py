"""What a history shows of votes, ceremonies, firms and what facts name (S81–S84, S86, S87)."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest
from attrs import evolve

from lixia_domain.aggregates.open_call.facts import EntryVotes
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import Money
from lixia_domain.specs.history.announced import CeremonyFigures, FirmsOnce
from lixia_domain.specs.history.balloted import (
    BallotsComplete,
    OneKeyOneCall,
    VotesCounted,
    VotesInWindow,
)
from lixia_domain.specs.history.begun import NamedOnceThere
from lixia_domain.specs.history.editions import EditionsFollow
from lixia_domain.specs.history.moment import WHOLE
from lixia_domain.specs.history.named import NamesWhatIsThere
from lixia_domain.specs.history.needs import NeedsOpenAgain
from lixia_domain.specs.history.objected import CallsEnd
from lixia_domain.specs.history.past import Run, go_through
from lixia_domain.testing import EXAMPLES

from .told import Told, recorded, wrongs

FIRST, LAST = date(2021, 5, 1), date(2021, 5, 31)
"""A vote's first day and its last; all is recorded on 2 June."""
EARLY = date(2016, 1, 1)
"""Before anything of the examples was there."""


def like(name: str, **told: Any) -> Event:
    return cast(Event, evolve(cast(Any, EXAMPLES[name]), **told))


def call(name: str, of: str = "C", **told: Any) -> Told:
    return f"open_call-{of}", like(f"open_call.{name}", **told)


def entry(name: str, number: str, **told: Any) -> Told:
    return f"entry-C/{number}", like(f"entry.{name}", **told)


def vote(voter: str, number: str, on: date = LAST) -> Told:
    return f"vote-C/{voter}", like("vote.cast", entry=f"C/{number}", instead_of=None, on=on)


def opened(*numbers: str, of: str = "C", key: str = "k", until: date = LAST) -> Told:
    entries = tuple(f"C/{number}" for number in numbers)
    return call("voting_opened", of, entries=entries, on=FIRST, until=until, key_mark=key)


def frozen(position: int, **votes: int) -> Told:
    tally = tuple(EntryVotes(entry=f"C/{number}", votes=count) for number, count in votes.items())
    return call("ballot_frozen", position=position, tally=tally)


CLOSED = call("voting_closed")
A, B = entry("screened", "a"), entry("screened", "b")
GONE = entry("withdrawn", "a")


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((A, B, opened("a", "b")), []),
        ((A, B, opened("a")), ["漏列通过初审的 C/b"]),
        ((A, opened("a", "b")), ["未通过或已撤回的 C/b"]),
        ((A, B, GONE, opened("b")), []),
        ((A, B, GONE, opened("a", "b")), ["未通过或已撤回的 C/a"]),
        ((A, entry("screened", "b", admitted=False), opened("a")), []),
    ],
)
def test_the_ballot_is_what_was_admitted(told: tuple[Told, ...], said: list[str]) -> None:
    found = wrongs(BallotsComplete, *told)
    assert [one in text for one, text in zip(said, found, strict=True)] == [True] * len(said)


@pytest.mark.parametrize(
    ("told", "many"),
    [
        ((opened("a"), vote("v", "a", FIRST), vote("w", "a", LAST), CLOSED), 0),
        ((opened("a"), vote("v", "a", date(2021, 4, 30))), 1),
        ((opened("a"), vote("v", "a", date(2021, 6, 1))), 1),
        ((opened("a", until=date(2021, 6, 2)), CLOSED), 1),
        ((opened("a", until=date(2021, 6, 1)), CLOSED), 0),
    ],
)
def test_a_vote_is_of_a_day_on_which_it_was_open(told: tuple[Told, ...], many: int) -> None:
    assert len(wrongs(VotesInWindow, *told)) == many


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((opened("a", "b"), vote("v", "a"), CLOSED, frozen(3, a=1, b=0)), None),
        ((opened("a", "b"), vote("v", "a"), CLOSED, frozen(3, a=5, b=0)), "C/a 记 5 票"),
        ((opened("a", "b"), vote("v", "a"), CLOSED, frozen(3, a=1)), "C/b 记 — 票"),
        ((opened("a"), vote("v", "a"), CLOSED, frozen(3, a=1, x=1)), "逐票相加为 — 票"),
        ((opened("a"), vote("v", "a"), CLOSED, frozen(2, a=1)), "称读到第 2 条"),
        ((opened("a"), vote("v", "a"), CLOSED, frozen(4, a=1)), "称读到第 4 条"),
        ((opened("a", "b"), vote("v", "a"), GONE, CLOSED, frozen(4, b=0)), None),
        ((opened("a", "b"), vote("v", "a"), vote("v", "b"), CLOSED, frozen(4, a=0, b=1)), None),
        (
            (opened("a", "b"), vote("v", "a"), vote("v", "b"), CLOSED, frozen(4, a=1, b=1)),
            "C/a 记 1 票，逐票相加为 0 票",
        ),
        ((opened("a"), vote("v", "a", date(2021, 4, 1)), CLOSED, frozen(3, a=1)), "C/a 记 1 票"),
    ],
)
def test_what_is_frozen_is_what_the_votes_add_up_to(
    told: tuple[Told, ...], said: str | None
) -> None:
    found = wrongs(VotesCounted, *told)
    assert [said in one for one in found] == ([True] if said else []), found


def test_a_key_serves_one_call() -> None:
    assert not wrongs(OneKeyOneCall, opened("a"), opened("a", of="D", key="m"))
    [said] = wrongs(OneKeyOneCall, opened("a"), opened("a", of="D"))
    assert "征集 D 与 C" in said


OPEN = call("opened", number=1)
PUBLISHED = call("results_published", objections_until=date(2021, 3, 1))
RAISED = call("objection_raised", objection="o", entry="C/a")
GROUNDS = call("objection_raised", objection="p", entry="C/a")
UPHELD = call("objection_decided", objection="o", upheld=True)
UPHELD_TOO = call("objection_decided", objection="p", upheld=True)
REFUSED = call("objection_decided", objection="o", upheld=False)
CORRECTED = call(
    "results_corrected", objection="o", excluded=("C/a",), objections_until=date(2021, 3, 9)
)
LATELY = call("results_corrected", objection="o", objections_until=date(2021, 6, 1))
DESTROYED = call("voter_key_destroyed")
SETTLED = call("objection_settled", objection="p", by="o")
REOPENED = call("reopened")
FEWER = call("number_reduced", number=1)
CALLED_OFF_CALL = call("cancelled", on=FIRST, removed=())
LONG_OFF = call("cancelled", on=date(2021, 3, 1), removed=())
SHORT = (call("opened", number=2), opened("a", "b"))
LEFT = (OPEN, opened("a", "b"), PUBLISHED)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((OPEN,), []),
        ((OPEN, opened("a")), []),
        ((OPEN, opened("a"), GONE), ["只剩 0 件"]),
        ((OPEN, opened("a", "b"), GONE), []),
        ((call("opened", number=2), opened("a", "b"), GONE), ["只剩 1 件"]),
        ((*LEFT,), ["密钥还在"]),
        ((*LEFT, DESTROYED), []),
        ((OPEN, opened("a"), call("results_published", objections_until=LAST)), []),
        ((*LEFT, RAISED, DESTROYED), ["异议 o"]),
        ((*LEFT, RAISED, REFUSED, DESTROYED), []),
        ((*LEFT, RAISED, UPHELD, DESTROYED), ["异议 o"]),
        ((*LEFT, RAISED, UPHELD, CORRECTED, DESTROYED), []),
        ((*LEFT, RAISED, UPHELD, LATELY), []),
        ((*LEFT, RAISED, GROUNDS, UPHELD, UPHELD_TOO, CORRECTED, DESTROYED), ["一并了结"]),
        ((*LEFT, RAISED, GROUNDS, UPHELD, CORRECTED, DESTROYED), ["异议 p"]),
        ((*LEFT, RAISED, GROUNDS, UPHELD, UPHELD_TOO, CORRECTED, SETTLED, DESTROYED), []),
        ((*SHORT, GONE, REOPENED), []),
        ((*SHORT, GONE, FEWER), []),
        ((*SHORT, GONE, CALLED_OFF_CALL), []),
        ((*SHORT, GONE, LONG_OFF), ["密钥还在"]),
        ((*SHORT, GONE, LONG_OFF, DESTROYED), []),
    ],
)
def test_a_call_comes_to_its_end(told: tuple[Told, ...], said: list[str]) -> None:
    found = wrongs(CallsEnd, *told)
    assert [one in text for one, text in zip(said, found, strict=True)] == [True] * len(said)


def of_project(name: str, of: str = "P", **told: Any) -> Told:
    return f"project-{of}", like(f"project.{name}", **told)


def pledged(claim: str, firm: str) -> tuple[Told, ...]:
    told = {"claim": claim, "enterprise": firm, "amount": Money(500)}
    return (
        of_project("claimed", **told),
        (f"pledge-{claim}", like("pledge.donation_pledged", enterprise=firm, amount=Money(500))),
    )


FIRM, HEIR = "91370102100000001A", "91370102100000002B"
MERGED = (f"enterprise-{FIRM}", like("enterprise.merged", successor=HEIR))
OFFERED = (of_project("drafted", domain="为老服务"), of_project("published"))
TWO = (*OFFERED, *pledged("c", FIRM), *pledged("d", HEIR))


def announced(position: int, *figures: int, pledged: int = 1000) -> Told:
    names = ("domains", "projects", "projects_claimed", "enterprises")
    told = dict(zip(names, figures, strict=True))
    event = like("batch.pledges_announced", position=position, pledged=Money(pledged), **told)
    return "batch-B", event


RELEASED = (
    of_project("claim_released", claim="d"),
    ("pledge-d", like("pledge.released", enterprise=HEIR)),
)
REDUCED = of_project("claim_reduced", claim="d", amount=Money(100))


@pytest.mark.parametrize(
    ("told", "sound"),
    [
        ((*TWO, announced(6, 1, 1, 1, 2)), True),
        ((*TWO, announced(4, 1, 1, 1, 1, pledged=500)), True),
        ((*TWO, announced(2, 1, 1, 0, 0, pledged=0)), True),
        ((announced(0, 0, 0, 0, 0, pledged=0),), True),
        ((*TWO, announced(7, 1, 1, 1, 2)), False),
        ((*TWO, announced(6, 8, 1, 1, 2)), False),
        ((*TWO, announced(6, 1, 1, 1, 2, pledged=1001)), False),
        ((*TWO, MERGED, announced(7, 1, 1, 1, 1)), True),
        ((*TWO, MERGED, announced(7, 1, 1, 1, 2)), False),
        ((*TWO, *RELEASED, announced(8, 1, 1, 1, 1, pledged=500)), True),
        ((*TWO, MERGED, *RELEASED, announced(9, 1, 1, 1, 1, pledged=500)), True),
        ((*TWO, REDUCED, announced(7, 1, 1, 1, 2, pledged=600)), True),
        ((("pledge-x", like("pledge.released")), announced(1, 0, 0, 0, 0, pledged=0)), True),
    ],
)
def test_a_ceremony_tells_what_the_log_said(told: tuple[Told, ...], *, sound: bool) -> None:
    assert len(wrongs(CeremonyFigures, *told)) == (0 if sound else 1)


BARRED = (f"enterprise-{FIRM}", like("enterprise.debarred"))
CLEARED = (f"enterprise-{FIRM}", like("enterprise.reinstated"))


@pytest.mark.parametrize(
    ("told", "many"), [((MERGED,), 0), ((BARRED, MERGED), 1), ((BARRED, CLEARED, MERGED), 0)]
)
def test_no_debarred_firm_becomes_part_of_another(told: tuple[Told, ...], many: int) -> None:
    assert len(wrongs(FirmsOnce, *told)) == many


def test_merged_firms_that_are_counted_twice_are_found() -> None:
    run = Run(WHOLE, [FirmsOnce])
    go_through(recorded(*TWO), [run])
    check = cast(FirmsOnce, run.folds[FirmsOnce])
    check.firms.note(recorded(MERGED)[0])  # as if the views had not heard of it
    run.end()
    said = [wrong.zh for wrong in check.wrongs]
    assert ["爱心榜列 2 家" in said[0], "总览列 2 家" in said[1]] == [True, True]


def edition(number: int, since: date) -> Told:
    return "guide-G", like("guide.published", edition=number, since=since)


@pytest.mark.parametrize(
    ("told", "many"),
    [
        ((edition(1, FIRST), edition(2, LAST)), 0),
        ((edition(1, LAST), edition(2, FIRST)), 1),
        ((edition(1, FIRST), edition(2, FIRST)), 1),
        ((edition(1, FIRST), edition(3, LAST)), 1),
        ((edition(2, FIRST),), 1),
    ],
)
def test_editions_follow_each_other(told: tuple[Told, ...], many: int) -> None:
    assert len(wrongs(EditionsFollow, *told)) == many


RAISED_NEED = ("need-N", like("need.raised"))
VERIFIED = ("need-N", like("need.verified"))
DRAFTED = of_project("drafted", needs=("N",))
PLAIN = of_project("drafted", needs=())
PLANNED = ("batch-B", like("batch.planned"))
IN_BATCH = of_project("published", batch="B")
CANCELLED = of_project("cancelled")
CANCELLED_IN_MAY = of_project("cancelled", on=LAST)
FOUNDED = ("foundation-X", like("foundation.registered"))
PROPOSED = ("fund-F", like("fund.proposed", foundation="x"))
CAMPAIGN = ("campaign-M", like("campaign.opened"))
SCHEDULED = ("campaign-M", like("campaign.activity_scheduled", activity="1"))
CALLED_OFF = ("campaign-M", like("campaign.activity_cancelled", activity="1"))
GIFT = ("pledge-c", like("pledge.donation_pledged", project="P", fund="F"))
GOODS = ("in_kind-G", like("in_kind.delivered", restriction="general", fund="F"))
ISSUED = ("in_kind-G", like("in_kind.issued", to="P"))
BRAND = ("brand-R", like("brand.nominated", team="T", projects=("P",)))
KNOWN_TEAM = ("team-T", like("team.registered"))
ABLE = ("team-T", like("team.verified"))
DEBARRED = ("team-T", like("team.debarred"))


NEED_PLANNED = ("need-N", like("need.planned", project="P"))
MET = ("need-N", like("need.met", project="P"))
REOPENED_NEED = ("need-N", like("need.reopened", project="P"))
ACCEPTED, ENDED = of_project("accepted"), of_project("closed")


@pytest.mark.parametrize(
    ("told", "many"),
    [
        ((RAISED_NEED, VERIFIED, NEED_PLANNED), 0),
        ((RAISED_NEED, VERIFIED, NEED_PLANNED, CANCELLED), 1),
        ((RAISED_NEED, VERIFIED, NEED_PLANNED, REOPENED_NEED, CANCELLED), 0),
        ((RAISED_NEED, VERIFIED, NEED_PLANNED, ACCEPTED, MET, ENDED), 0),
        ((RAISED_NEED, VERIFIED, NEED_PLANNED, MET, ENDED), 1),
        ((RAISED_NEED, ("need-N", like("need.declined")), CANCELLED), 0),
    ],
)
def test_a_need_is_open_again_once_its_project_is_over(told: tuple[Told, ...], many: int) -> None:
    assert len(wrongs(NeedsOpenAgain, *told)) == many


def session(activity: str | None = None, project: str | None = None, **on: date) -> Told:
    told = {"activity": activity, "project": project, "team": "T", **on}
    return "service_session-S", like("service_session.planned", **told)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((DRAFTED,), ["需求 N，尚未登记"]),
        ((RAISED_NEED, DRAFTED), ["需求 N，尚未登记"]),
        ((RAISED_NEED, VERIFIED, DRAFTED), []),
        ((RAISED_NEED, VERIFIED, ("need-N", like("need.declined")), DRAFTED), ["未采纳"]),
        ((("need-O", like("need.merged", into="N")),), ["需求 N"]),
        ((RAISED_NEED, ("need-O", like("need.merged", into="N"))), []),
        ((("need-N", like("need.planned", project="P")),), ["项目 P"]),
        ((PLAIN, IN_BATCH), ["批次 B，尚未登记"]),
        ((PLAIN, PLANNED, IN_BATCH), []),
        ((PLAIN, PLANNED, announced(0, 0, 0, 0, 0), IN_BATCH), ["已公布认领情况"]),
        ((("batch-B", like("batch.released", projects=("P",))),), ["项目 P"]),
        ((PROPOSED,), ["基金会 X"]),
        ((FOUNDED, PROPOSED), []),
        ((GIFT,), ["项目 P", "基金 F"]),
        ((PLAIN, FOUNDED, PROPOSED, GIFT), []),
        ((PLAIN, FOUNDED, PROPOSED, ("fund-F", like("fund.closed")), GIFT), ["基金 F，已终止"]),
        ((FOUNDED, PROPOSED, GOODS), []),
        ((GOODS,), ["基金 F"]),
        ((PLAIN, CANCELLED, ISSUED), ["项目 P，已取消"]),
        ((session("M/1"),), ["活动 M/1，尚未登记"]),
        ((CAMPAIGN, SCHEDULED, session("M/1"), session("1"), session("Z/1")), ["活动 Z/1"]),
        ((CAMPAIGN, SCHEDULED, CALLED_OFF, session("1")), ["已取消"]),
        ((PLAIN, session(project="P")), []),
        ((PLAIN, CANCELLED_IN_MAY, session(project="P", day=LAST)), []),
        ((PLAIN, CANCELLED_IN_MAY, session(project="P", day=date(2021, 6, 1))), ["已取消"]),
        ((call("opened", campaign="M"),), ["主题活动 M"]),
        ((CAMPAIGN, call("opened", campaign="M"), call("opened", campaign=None)), []),
        (
            (CAMPAIGN, ("campaign-M", like("campaign.closed")), call("opened", campaign="M")),
            ["已结束"],
        ),
        ((("guide-G", like("guide.drafted", cites=("C",))),), ["征集 C"]),
        ((PUBLISHED, ("guide-G", like("guide.drafted", cites=("C",)))), []),
        ((KNOWN_TEAM, PLAIN, BRAND), ["资质尚未核验"]),
        ((KNOWN_TEAM, ABLE, PLAIN, BRAND, ("brand-R", like("brand.recognised"))), []),
        (
            (KNOWN_TEAM, ABLE, PLAIN, BRAND, DEBARRED, ("brand-R", like("brand.incubated"))),
            ["已停用"],
        ),
        ((ABLE, DEBARRED, of_project("team_assigned", team="T")), ["已停用"]),
        (
            (("fundraising_plan-Y", like("fundraising_plan.filed", foundation="X", fund="F")),),
            ["基金会 X", "基金 F"],
        ),
    ],
)
def test_what_a_fact_names_is_there(told: tuple[Told, ...], said: list[str]) -> None:
    found = wrongs(NamesWhatIsThere, *told)
    assert [one in text for one, text in zip(said, found, strict=True)] == [True] * len(said)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((PLAIN, ISSUED), []),
        ((PLAIN, ("in_kind-G", like("in_kind.issued", to="P", on=EARLY))), ["项目 P"]),
        ((RAISED_NEED, of_project("drafted", needs=("N",), on=EARLY)), ["需求 N"]),
        ((call("opened"), ("entry-C/1", like("entry.submitted", on=EARLY))), ["征集 C"]),
        ((call("opened"), ("guide-G", like("guide.drafted", cites=("C",), on=EARLY))), ["征集 C"]),
        ((PLAIN, of_project("published", batch="B", on=EARLY)), []),
        (
            (
                ("volunteer-p:1", like("volunteer.registered")),
                (
                    "service_session-S",
                    like("service_session.hours_recorded", person="p:1", on=EARLY),
                ),
            ),
            ["志愿者 p:1"],
        ),
        (
            (
                ("enterprise-X", like("enterprise.registered")),
                ("pledge-c", like("pledge.donation_pledged", enterprise="x", on=EARLY)),
            ),
            ["企业 X"],
        ),
        (
            (
                PLAIN,
                ("disbursement-D", like("disbursement.requested", project="P", on=EARLY)),
            ),
            ["项目 P"],
        ),
        ((("in_kind-G", like("in_kind.delivered", restriction="general", on=EARLY)),), []),
    ],
)
def test_what_a_fact_names_was_there_on_its_day(told: tuple[Told, ...], said: list[str]) -> None:
    found = wrongs(NamedOnceThere, *told)
    assert [one in text for one, text in zip(said, found, strict=True)] == [True] * len(said)
