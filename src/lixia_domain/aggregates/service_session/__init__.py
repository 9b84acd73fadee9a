"""Service session (服务活动): planned, held, hours recorded by one and certified by another.

Read ``facts`` (what can have happened), ``state`` (what we remember, why we may refuse), then
``decisions`` (what may be done).
"""

from lixia_domain.aggregates.service_session.decisions import (
    certify,
    correct,
    hold,
    plan,
    publish_portraits,
    record,
)
from lixia_domain.aggregates.service_session.facts import (
    HoursCertified,
    HoursCorrected,
    HoursRecorded,
    PortraitsPublished,
    Served,
    SessionEvent,
    SessionHeld,
    SessionPlanned,
)
from lixia_domain.aggregates.service_session.state import (
    SERVICE_SESSION,
    Hours,
    Session,
    Why,
    existing,
    held,
)

__all__ = [
    "SERVICE_SESSION",
    "Hours",
    "HoursCertified",
    "HoursCorrected",
    "HoursRecorded",
    "PortraitsPublished",
    "Served",
    "Session",
    "SessionEvent",
    "SessionHeld",
    "SessionPlanned",
    "Why",
    "certify",
    "correct",
    "existing",
    "held",
    "hold",
    "plan",
    "publish_portraits",
    "record",
]
