"""Need (需求): what residents ask for, without their names: verified, planned, met."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.people import reference
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Worded, Words


@stored_as("need.raised", says=Words("需求提出", "need raised"))
class NeedRaised(Event):
    """群众提出需求。``person`` 为提出人的代号；``place`` 只到社区。"""

    summary: str
    domain: str
    place: str
    person: str


@stored_as("need.verified", says=Words("需求核实", "need verified"))
class NeedVerified(Event):
    """需求核实。"""

    document: str


@stored_as("need.merged", says=Words("需求并入", "need merged"))
class NeedMerged(Event):
    """与另一需求相同，并入 ``into``。"""

    into: str
    reason: str


@stored_as("need.planned", says=Words("需求列入项目", "need planned"))
class NeedPlanned(Event):
    """列入项目。"""

    project: str


@stored_as("need.declined", says=Words("需求不予采纳", "need declined"))
class NeedDeclined(Event):
    """不予采纳，说明理由。"""

    reason: str


@stored_as("need.met", says=Words("需求满足", "need met"))
class NeedMet(Event):
    """所列项目验收通过，需求得到满足。"""

    project: str
    minutes: str


@stored_as("need.unmet", says=Words("需求满足撤销", "need not met after all"))
class NeedUnmet(Event):
    """所列项目 ``project`` 的验收撤销，需求未得到满足，仍列在其中。"""

    project: str


@stored_as("need.reopened", says=Words("需求重新待办", "need open again"))
class NeedReopened(Event):
    """所列项目 ``project`` 终止，需求重新待办。"""

    project: str


NeedEvent: TypeAlias = (
    NeedRaised
    | NeedVerified
    | NeedMerged
    | NeedPlanned
    | NeedDeclined
    | NeedMet
    | NeedUnmet
    | NeedReopened
)
Facts: TypeAlias = tuple[NeedEvent, ...]


class NeedStage(Worded):
    """Where in its life a need stands."""

    RAISED = "raised", "已提出"
    VERIFIED = "verified", "已核实"
    PLANNED = "planned", "已列入项目"
    MERGED = "merged", "已并入"
    DECLINED = "declined", "未采纳"
    MET = "met", "已满足"


@frozen(kw_only=True)
class Need:
    """A need as its decisions see it. No need yet is ``None``."""

    raised: NeedRaised
    stage: NeedStage = NeedStage.RAISED
    project: str | None = None


def evolve(need: Need | None, event: NeedEvent) -> Need:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, NeedRaised):
        return Need(raised=event)
    assert need is not None, "a need's history opens with NeedRaised"
    match event:
        case NeedVerified():
            return replace(need, stage=NeedStage.VERIFIED)
        case NeedMerged():
            return replace(need, stage=NeedStage.MERGED)
        case NeedPlanned(project=project):
            return replace(need, stage=NeedStage.PLANNED, project=project)
        case NeedDeclined():
            return replace(need, stage=NeedStage.DECLINED)
        case NeedMet():
            return replace(need, stage=NeedStage.MET)
        case NeedUnmet():
            return replace(need, stage=NeedStage.PLANNED)
        case NeedReopened():
            return replace(need, stage=NeedStage.VERIFIED, project=None)
        case _:
            assert_never(event)


NEED: Decider[Need | None, NeedEvent] = Decider("need", None, evolve, get_args(NeedEvent))


class Why(Reason):
    """Every reason a need may refuse."""

    UNKNOWN = "need.unknown", "没有需求 {need}", "there is no need {need}"
    EXISTS = (
        "need.exists",
        "需求编号已用于“{summary}”",
        "the id is that of “{summary}”",
    )
    WRONG_STAGE = (
        "need.wrong_stage",
        "需求 {need} 处于“{stage}”阶段，不能{act}",
        "need {need} is {stage}: {act} is not possible",
    )
    INTO_ITSELF = "need.into_itself", "需求不能并入自身", "a need can't be merged into itself"
    PLANNED_OTHERWISE = (
        "need.planned_otherwise",
        "需求 {need} 已列入项目 {project}",
        "need {need} is planned into project {project}",
    )


def put_forward(
    need: Need | None, *, summary: str, domain: str, place: str, person: str, on: date
) -> Facts:
    """Note what residents ask for (提出). The same told twice is ``()``."""
    told = NeedRaised(summary=summary, domain=domain, place=place, person=reference(person), on=on)
    if need is None:
        return (told,)
    if need.raised.repeats(told):
        return ()
    raise Rejection(Why.EXISTS, summary=need.raised.summary)


def verify(need: Need | None, *, need_id: str, document: str, on: date) -> Facts:
    """Note that somebody went and saw (核实). Verified before: ``()``."""
    if existing(need, need_id).stage in (NeedStage.VERIFIED, NeedStage.PLANNED, NeedStage.MET):
        return ()
    standing(need, need_id, Words("核实", "verifying"), NeedStage.RAISED)
    return (NeedVerified(document=document, on=on),)


def merge(
    need: Need | None, *, need_id: str, into: str, target: Need | None, reason: str, on: date
) -> Facts:
    """Merge a need into another one, ``target``, that is still pursued (并入)."""
    standing(need, need_id, Words("并入", "merging"), NeedStage.RAISED, NeedStage.VERIFIED)
    if into == need_id:
        raise Rejection(Why.INTO_ITSELF)
    standing(
        target,
        into,
        Words("接受并入", "merging another into it"),
        NeedStage.RAISED,
        NeedStage.VERIFIED,
        NeedStage.PLANNED,
        NeedStage.MET,
    )
    return (NeedMerged(into=into, reason=reason, on=on),)


def decline(need: Need | None, *, need_id: str, reason: str, on: date) -> Facts:
    """Decline a need, and say why (不予采纳)."""
    standing(need, need_id, Words("不予采纳", "declining"), NeedStage.RAISED, NeedStage.VERIFIED)
    return (NeedDeclined(reason=reason, on=on),)


def plan(need: Need | None, *, need_id: str, project: str, on: date) -> Facts:
    """Plan a verified need into a project (列入项目), one at a time. Told twice: ``()``."""
    need = standing(
        need,
        need_id,
        Words("列入项目", "planning it in"),
        NeedStage.VERIFIED,
        NeedStage.PLANNED,
    )
    if need.project == project:
        return ()
    if need.project is not None:
        raise Rejection(Why.PLANNED_OTHERWISE, need=need_id, project=need.project)
    return (NeedPlanned(project=project, on=on),)


def citable(need: Need | None, need_id: str) -> Need:
    """Return ``need`` if a project may be drafted for it: somebody went and saw; else refuse."""
    return standing(
        need,
        need_id,
        Words("作为立项依据", "citing it for a project"),
        NeedStage.VERIFIED,
        NeedStage.PLANNED,
        NeedStage.MET,
    )


def meet(need: Need | None, *, project: str, minutes: str, on: date) -> Facts:
    """Note that a need is met (得到满足), its project being accepted; any other need: ``()``."""
    if need is None or need.stage is not NeedStage.PLANNED or need.project != project:
        return ()
    return (NeedMet(project=project, minutes=minutes, on=on),)


def unmeet(need: Need | None, *, project: str, on: date) -> Facts:
    """Take back that a need is met, its project's acceptance being revoked; any other: ``()``."""
    if need is None or need.stage is not NeedStage.MET or need.project != project:
        return ()
    return (NeedUnmet(project=project, on=on),)


def reopen(need: Need | None, *, project: str, on: date) -> Facts:
    """Have a need open again (重新待办) whose project has ended without meeting it; else ``()``."""
    if need is None or need.stage is not NeedStage.PLANNED or need.project != project:
        return ()
    return (NeedReopened(project=project, on=on),)


def existing(need: Need | None, need_id: str) -> Need:
    """Return ``need``. Refuses where there is none."""
    if need is None:
        raise Rejection(Why.UNKNOWN, need=need_id)
    return need


def standing(need: Need | None, need_id: str, act: Words, *stages: NeedStage) -> Need:
    """Return ``need`` if it stands in one of ``stages``; else ``act`` is refused."""
    need = existing(need, need_id)
    if need.stage not in stages:
        raise Rejection(Why.WRONG_STAGE, need=need_id, stage=need.stage, act=act)
    return need
