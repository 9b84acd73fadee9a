"""Visit to a firm (走访): agreed upon, then made, or called off."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Worded, Words


@stored_as("firm_visits__visit.agreed", says=Words("约定走访", "a visit was agreed upon"))
class VisitAgreed(Event):
    """约定走访。"""

    enterprise: str
    day: date
    purpose: str


@stored_as("firm_visits__visit.made", says=Words("已走访", "a visit was made"))
class VisitMade(Event):
    """已走访。"""

    record: str


@stored_as("firm_visits__visit.called_off", says=Words("取消走访", "a visit was called off"))
class VisitCalledOff(Event):
    """取消走访。"""

    reason: str


VisitEvent: TypeAlias = VisitAgreed | VisitMade | VisitCalledOff
Facts: TypeAlias = tuple[VisitEvent, ...]


class VisitStage(Worded):
    """Where a visit stands."""

    AGREED = "agreed", "已约定"
    MADE = "made", "已走访"
    CALLED_OFF = "called_off", "已取消"


@frozen(kw_only=True)
class Visit:
    """A visit as its decisions see it. None agreed yet is ``None``."""

    agreed: VisitAgreed
    stage: VisitStage = VisitStage.AGREED


def evolve(visit: Visit | None, event: VisitEvent) -> Visit:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, VisitAgreed):
        return Visit(agreed=event)
    assert visit is not None, "a visit's history opens with VisitAgreed"
    match event:
        case VisitMade():
            return replace(visit, stage=VisitStage.MADE)
        case VisitCalledOff():
            return replace(visit, stage=VisitStage.CALLED_OFF)
        case _:
            assert_never(event)


VISIT: Decider[Visit | None, VisitEvent] = Decider(
    "firm_visits__visit", None, evolve, get_args(VisitEvent)
)


class Why(Reason):
    """Every reason a visit may refuse."""

    UNKNOWN = "firm_visits.unknown", "没有约定这次走访", "no such visit was agreed upon"
    EXISTS = (
        "firm_visits.exists",
        "走访编号已用于 {day} 的走访",
        "the id is that of the visit of {day}",
    )
    TOO_EARLY = (
        "firm_visits.too_early",
        "走访约定在 {day}，之前不能登记为已走访",
        "the visit is agreed for {day} and can't have been made before",
    )
    OVER = "firm_visits.over", "走访{stage}", "the visit is {stage} already"


def agree(visit: Visit | None, *, enterprise: str, day: date, purpose: str, on: date) -> Facts:
    """Agree upon a visit (约定). Told twice: ``()``."""
    told = VisitAgreed(enterprise=enterprise, day=day, purpose=purpose, on=on)
    if visit is None:
        return (told,)
    if visit.agreed.repeats(told):
        return ()
    raise Rejection(Why.EXISTS, day=visit.agreed.day)


def make(visit: Visit | None, *, record: str, on: date) -> Facts:
    """Note that a visit was made (走访), on its day or later."""
    agreed = _open(visit)
    if on < agreed.day:
        raise Rejection(Why.TOO_EARLY, day=agreed.day)
    return (VisitMade(record=record, on=on),)


def call_off(visit: Visit | None, *, reason: str, on: date) -> Facts:
    """Call a visit off (取消)."""
    _open(visit)
    return (VisitCalledOff(reason=reason, on=on),)


def _open(visit: Visit | None) -> VisitAgreed:
    if visit is None:
        raise Rejection(Why.UNKNOWN)
    if visit.stage is not VisitStage.AGREED:
        raise Rejection(Why.OVER, stage=visit.stage)
    return visit.agreed
