"""Service hours (志愿时长): what each volunteer has done, by reference. No name, no birthday."""

import hashlib
from datetime import date
from functools import lru_cache
from typing import Annotated

from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.volunteer import facts as vol
from lixia_domain.aggregates.volunteer.state import VOLUNTEER
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Part, Rollup, Row, View, replace
from lixia_domain.views.columns import (
    CertifiedMinutesColumn,
    RecordedMinutesColumn,
    RegisteredOnColumn,
)
from lixia_domain.views.session_log import STRETCHES, StretchRow


class HoursRow(Row, frozen=True):
    """A volunteer. ``sessions`` and minutes count what stands now, corrections taken in.

    ``certified_sessions`` and ``certified_minutes`` are what its team has certified, and what a
    certificate is made of; ``certificate_stands`` tells whether the last one, unless withdrawn,
    still says it, stretch by stretch (one of the first version, which names none: in all).
    ``publication`` is the volunteer's own consent, ``guardian_publication`` a guardian's: this one
    carries nothing once the volunteer is of age.
    """

    volunteer: Annotated[str, column("志愿者", "volunteer")]
    sessions: Annotated[int, column("活动数", "sessions")] = 0
    recorded_minutes: RecordedMinutesColumn = 0
    certified_sessions: Annotated[int, column("经证明场次", "certified sessions")] = 0
    certified_minutes: CertifiedMinutesColumn = 0
    insured_until: Annotated[date | None, column("保险至", "insured until")] = None
    guardian_consented: Annotated[bool, column("监护人同意服务", "guardian agreed")] = False
    publication: Annotated[bool, column("本人同意公开", "agreed to be shown")] = False
    guardian_publication: Annotated[
        bool, column("监护人同意公开（至成年）", "guardian agreed to publication")
    ] = False
    certificate: Annotated[int | None, column("证明号", "certificate")] = None
    certificate_minutes: Annotated[int | None, column("证明分钟", "certificate min")] = None
    certificate_stands: Annotated[bool, column("证明有效", "certificate stands")] = False
    registered_on: RegisteredOnColumn | None = None
    _certified: int = 0
    """What tells the certified stretches from others: their marks added up."""
    _says: tuple[int, int | None] | None = None
    """What the certificate says: in how many sessions, and which, by their marks added up."""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the volunteer that a fact is about."""
    match recorded.event:
        case ses.HoursRecorded(person=person) | ses.HoursCorrected(person=person):
            return (person,)
        case _:
            return (recorded.key,)


def evolve(row: HoursRow | None, recorded: Recorded) -> HoursRow:
    """Bring what is known of a volunteer up to date."""
    [key] = keys(recorded)
    row = row or HoursRow(volunteer=key)
    match recorded.event:
        case ses.HoursRecorded() | ses.HoursCorrected():
            return row
        case vol.CertificateIssued(number=number, minutes=minutes, sessions=sessions):
            told = recorded.event.stretches
            marks = (
                None
                if told is None
                else sum(mark(each.session, each.span.start, each.span.minutes) for each in told)
            )
            row = replace(row, certificate=number, certificate_minutes=minutes)
            return replace(row, _says=(sessions, marks))
        case vol.CertificateWithdrawn():
            return replace(row, _says=None)
        case _:
            return _person(row, recorded)


def _person(row: HoursRow, recorded: Recorded) -> HoursRow:
    match recorded.event:
        case vol.VolunteerRegistered(on=on):
            return replace(row, registered_on=on)
        case vol.InsuranceTaken(until=until):
            return replace(row, insured_until=max(until, row.insured_until or until))
        case vol.GuardianConsented(scope=scope):
            return replace(
                row,
                guardian_consented=row.guardian_consented or vol.ConsentScope.SERVICE in scope,
                guardian_publication=row.guardian_publication
                or vol.ConsentScope.PUBLICATION in scope,
            )
        case vol.ServiceWithdrawn():
            return replace(row, guardian_consented=False)
        case vol.PublicationAgreed():
            return replace(row, publication=True)
        case _:
            assert isinstance(recorded.event, vol.PublicationWithdrawn)
            return replace(row, publication=False, guardian_publication=False)


def _adds(stretch: StretchRow) -> dict[str, int]:
    return {
        "sessions": 1,
        "recorded_minutes": stretch.minutes,
        "certified_sessions": int(stretch.certified),
        "certified_minutes": stretch.minutes * stretch.certified,
        "_certified": mark(stretch.session, stretch.start, stretch.minutes) * stretch.certified,
    }


@lru_cache(16_384)
def mark(session: str, start: int, minutes: int) -> int:
    """Return a number of 40 bits that stands for a stretch: sums of them are told apart."""
    told = f"{session}/{start}/{minutes}".encode()
    return int.from_bytes(hashlib.blake2b(told, digest_size=5).digest())


def judged(row: HoursRow) -> HoursRow:
    """Say whether the last certificate still tells what is certified."""
    if row._says is None:
        return replace(row, certificate_stands=False)
    sessions, marks = row._says
    totals = (row.certificate_minutes, sessions) == (row.certified_minutes, row.certified_sessions)
    return replace(row, certificate_stands=totals and marks in (None, row._certified))


VOLUNTEERS: View[HoursRow] = View(
    name="volunteer",
    version=1,
    title="志愿者",
    title_en="Volunteers",
    row=HoursRow,
    reads=(*VOLUNTEER.events, ses.HoursRecorded, ses.HoursCorrected),
    keys=keys,
    evolve=evolve,
)
"""Internal: what is known of volunteers but their hours."""

SERVICE_HOURS: Rollup[HoursRow] = Rollup(
    name="service_hours",
    version=2,
    title="志愿时长",
    title_en="Service hours",
    row=HoursRow,
    base=VOLUNTEERS,
    parts=(
        Part(
            of=STRETCHES,
            keys=lambda _, stretch: (stretch.volunteer,),
            adds=_adds,
            columns=(
                "sessions",
                "recorded_minutes",
                "certified_sessions",
                "certified_minutes",
                "_certified",
            ),
        ),
    ),
    start=lambda key: HoursRow(volunteer=key),
    judged=judged,
    shown=(
        "volunteer sessions recorded_minutes certified_minutes certificate certificate_stands "
        "insured_until guardian_consented publication guardian_publication"
    ),
)
