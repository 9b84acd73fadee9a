"""What decisions about a session need to know, and why they may refuse."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never, get_args

from attrs import field, frozen

from lixia_domain.aggregates.service_session import facts
from lixia_domain.aggregates.service_session.facts import SessionEvent
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Words


@frozen(kw_only=True)
class Hours:
    """One volunteer's stretch, who told it last, and whether the team has certified it."""

    span: Span
    teller: str
    certified: bool = False


@frozen(kw_only=True)
class Session:
    """A session as its decisions see it. No session yet is ``None``."""

    planned: facts.SessionPlanned
    held: facts.SessionHeld | None = None
    cancelled: facts.SessionCancelled | None = None
    hours: Mapping[str, Hours] = field(factory=dict)
    published: tuple[facts.PortraitsPublished, ...] = ()
    """What of it is shown: what was taken down is none of it."""

    @property
    def waiting(self) -> Mapping[str, Hours]:
        """Return the hours that its team has not certified."""
        return {person: hours for person, hours in self.hours.items() if not hours.certified}


def evolve(session: Session | None, event: SessionEvent) -> Session:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, facts.SessionPlanned):
        return Session(planned=event)
    assert session is not None, "a session's history opens with SessionPlanned"
    match event:
        case facts.SessionHeld():
            return replace(session, held=event)
        case facts.SessionCancelled():
            return replace(session, cancelled=event)
        case facts.HoursRecorded(person=person, span=span, recorder=who):
            told = {**session.hours, person: Hours(span=span, teller=who)}
            return replace(session, hours=told)
        case facts.HoursCorrected(person=person, span=span, approver=who):
            told = {p: hours for p, hours in session.hours.items() if p != person}
            if span is not None:
                told[person] = Hours(span=span, teller=who)
            return replace(session, hours=told)
        case facts.HoursCertified(hours=certified):
            sure = {
                served.person: replace(session.hours[served.person], certified=True)
                for served in certified
            }
            return replace(session, hours={**session.hours, **sure})
        case facts.PortraitsPublished():
            return replace(session, published=(*session.published, event))
        case facts.PortraitsTakenDown(medium=medium, document_hash=digest):
            down = medium, digest
            left = (p for p in session.published if (p.medium, p.document_hash) != down)
            return replace(session, published=tuple(left))
        case _:
            assert_never(event)


SERVICE_SESSION: Decider[Session | None, SessionEvent] = Decider(
    "service_session", None, evolve, get_args(SessionEvent)
)


class Why(Reason):
    """Every reason a service session may refuse."""

    UNKNOWN = "service_session.unknown", "没有这场活动", "there is no such session"
    EXISTS = (
        "service_session.exists",
        "活动编号已用于《{title}》",
        "the id is that of “{title}”",
    )
    CANCELLED = (
        "service_session.cancelled",
        "活动已撤销：{reason}",
        "the session was cancelled: {reason}",
    )
    ONE_PURPOSE = (
        "service_session.one_purpose",
        "一场活动须且只须对应一个项目或一项主题活动",
        "a session serves one project or one activity, and not both",
    )
    OTHER_TEAM = (
        "service_session.other_team",
        "项目由 {assigned} 实施，不是 {team}",
        "the project is carried out by {assigned}, not {team}",
    )
    NOT_YET = (
        "service_session.not_yet",
        "活动日期 {day} 尚未到来",
        "the session's day {day} has not come",
    )
    HELD_OTHERWISE = (
        "service_session.held_otherwise",
        "活动已登记为 {day} {span} 举行",
        "the session is on record as held on {day}, {span}",
    )
    NOT_HELD = (
        "service_session.not_held",
        "活动尚未登记举行，不能{act}",
        "the session is not on record as held: {act} is not possible",
    )
    OUTSIDE = (
        "service_session.outside",
        "时段 {span} 超出活动实际时段 {held}",
        "{span} is outside the session, which was held {held}",
    )
    RECORDED_OTHERWISE = (
        "service_session.recorded_otherwise",
        "志愿者 {person} 已登记 {span}，如有误请走更正",
        "volunteer {person} is recorded with {span}; correct that if it is wrong",
    )
    NO_HOURS = (
        "service_session.no_hours",
        "志愿者 {person} 在本场没有登记时长",
        "volunteer {person} has no hours in this session",
    )
    SAME_ACTOR = (
        "service_session.same_actor",
        "登记（或更正）时长的 {actor} 不能自己证明",
        "{actor} recorded or corrected hours and can't certify them",
    )
    NOT_SHOWN = (
        "service_session.not_shown",
        "没有在 {medium} 公开过这份影像，或已撤下",
        "no such pictures are shown in {medium}, or they were taken down",
    )
    NO_CONSENT = (
        "service_session.no_consent",
        "{people} 人未同意公开（未成年人须经监护人同意），请先征得同意或遮盖",
        "{people} of those shown have not agreed (for minors: the guardian); ask, or redact them",
    )


def existing(session: Session | None) -> Session:
    """Return ``session``. Refuses where there is none, and one that was cancelled."""
    if session is None:
        raise Rejection(Why.UNKNOWN)
    if session.cancelled is not None:
        raise Rejection(Why.CANCELLED, reason=session.cancelled.reason)
    return session


def held(session: Session | None, act: Words) -> tuple[Session, facts.SessionHeld]:
    """Return the session and when it was held; ``act`` is refused if it was not."""
    session = existing(session)
    if session.held is None:
        raise Rejection(Why.NOT_HELD, act=act)
    return session, session.held
