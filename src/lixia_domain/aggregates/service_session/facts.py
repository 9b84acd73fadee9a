"""What can have happened to a service session (服务活动)."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from attrs import frozen

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.words import Words


@frozen(kw_only=True)
class Served:
    """So many minutes of one volunteer."""

    person: str
    minutes: int


@stored_as("service_session.planned", says=Words("服务活动安排", "session planned"))
class SessionPlanned(Event):
    """活动安排：为哪个项目或主题活动，由哪个团队，何时何地。``risk``：可能发生人身危险。"""

    title: str
    project: str | None
    activity: str | None
    team: str
    place: str
    day: date
    span: Span
    risk: bool


@stored_as("service_session.held", says=Words("服务活动举行", "session held"))
class SessionHeld(Event):
    """活动举行：实际日期与时段，凭签到表等。"""

    day: date
    span: Span
    document: str


@stored_as("service_session.cancelled", says=Words("服务活动撤销", "session cancelled"))
class SessionCancelled(Event):
    """活动撤销：不办了，或者登记举行有误；此前登记的时长逐条撤销。改期的另行安排。"""

    reason: str
    document: str


@stored_as("service_session.hours_recorded", says=Words("服务时长登记", "hours recorded"))
class HoursRecorded(Event):
    """组织者登记一名志愿者的服务时段，注明所据规则版本。"""

    person: str
    span: Span
    recorder: str
    rule: str


@stored_as("service_session.hours_corrected", says=Words("服务时长更正", "hours corrected"))
class HoursCorrected(Event):
    """更正：``was`` 为原时段，``span`` 为更正后的时段，空即撤销。更正后须重新证明。"""

    person: str
    was: Span
    span: Span | None
    reason: str
    approver: str


@stored_as("service_session.hours_certified", says=Words("服务时长证明", "hours certified"))
class HoursCertified(Event):
    """团队证明服务时长，证明人与登记人不是同一人。"""

    team: str
    certifier: str
    hours: tuple[Served, ...]


@stored_as("service_session.portraits_published", says=Words("活动影像公开", "portraits published"))
class PortraitsPublished(Event):
    """公开活动影像：``shown`` 为可辨认且同意公开者；其余 ``redacted`` 人已遮盖。"""

    medium: str
    document_hash: str
    shown: tuple[str, ...]
    redacted: int
    rule: str


@stored_as(
    "service_session.portraits_taken_down", says=Words("撤下活动影像", "portraits taken down")
)
class PortraitsTakenDown(Event):
    """撤下已公开的活动影像：同意已撤回、已届满，或本人要求。各项承自公开时所载。"""

    medium: str
    document_hash: str
    shown: tuple[str, ...]
    redacted: int
    document: str


SessionEvent: TypeAlias = (
    SessionPlanned
    | SessionHeld
    | SessionCancelled
    | HoursRecorded
    | HoursCorrected
    | HoursCertified
    | PortraitsPublished
    | PortraitsTakenDown
)
Facts: TypeAlias = tuple[SessionEvent, ...]
