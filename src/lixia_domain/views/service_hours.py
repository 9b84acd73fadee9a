"""Service hours (志愿时长): what each volunteer has done, by reference. No name, no birthday."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates import volunteer as vol
from lixia_domain.aggregates.service_session import facts as ses
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
    certificate is made of; ``certificate_stands`` tells whether the last one still says it.
    """

    volunteer: Annotated[str, column("志愿者", "volunteer")]
    sessions: Annotated[int, column("活动数", "sessions")] = 0
    recorded_minutes: RecordedMinutesColumn = 0
    certified_sessions: Annotated[int, column("经证明场次", "certified sessions")] = 0
    certified_minutes: CertifiedMinutesColumn = 0
    insured_until: Annotated[date | None, column("保险至", "insured until")] = None
    guardian_consented: Annotated[bool, column("监护人同意服务", "guardian agreed")] = False
    publication: Annotated[bool, column("同意公开", "may be shown")] = False
    certificate: Annotated[int | None, column("证明号", "certificate")] = None
    certificate_minutes: Annotated[int | None, column("证明分钟", "certificate min")] = None
    certificate_stands: Annotated[bool, column("证明有效", "certificate stands")] = False
    registered_on: RegisteredOnColumn | None = None
    _certificate_sessions: int = 0


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
            return replace(
                row,
                certificate=number,
                certificate_minutes=minutes,
                _certificate_sessions=sessions,
            )
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
                publication=row.publication or vol.ConsentScope.PUBLICATION in scope,
            )
        case vol.PublicationAgreed():
            return replace(row, publication=True)
        case _:
            assert isinstance(recorded.event, vol.PublicationWithdrawn)
            return replace(row, publication=False)


def _adds(stretch: StretchRow) -> dict[str, int]:
    return {
        "sessions": 1,
        "recorded_minutes": stretch.minutes,
        "certified_sessions": int(stretch.certified),
        "certified_minutes": stretch.minutes * stretch.certified,
    }


def judged(row: HoursRow) -> HoursRow:
    """Say whether the last certificate still tells what is certified."""
    says = (row.certificate_minutes, row._certificate_sessions)
    stands = says == (row.certified_minutes, row.certified_sessions)
    return replace(row, certificate_stands=row.certificate is not None and stands)


VOLUNTEERS: View[HoursRow] = View(
    name="volunteer",
    version=1,
    title="志愿者",
    title_en="Volunteers",
    row=HoursRow,
    reads=(*vol.VOLUNTEER.events, ses.HoursRecorded, ses.HoursCorrected),
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
            columns=("sessions", "recorded_minutes", "certified_sessions", "certified_minutes"),
        ),
    ),
    start=lambda key: HoursRow(volunteer=key),
    judged=judged,
    shown=(
        "volunteer sessions recorded_minutes certified_minutes certificate certificate_stands "
        "insured_until guardian_consented publication"
    ),
)
