"""Service hours (志愿时长): what each volunteer has done, by reference. No name, no birthday."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.volunteer import facts as vol
from lixia_domain.aggregates.volunteer.state import VOLUNTEER
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.views.columns import (
    CertifiedMinutesColumn,
    RecordedMinutesColumn,
    RegisteredOnColumn,
)


class HoursRow(Row, frozen=True):
    """A volunteer. ``sessions`` and minutes count what stands now, corrections taken in.

    ``certified_sessions`` and ``certified_minutes`` are what its team has certified, and what a
    certificate is made of; ``certificate_stands`` tells whether the last one, unless withdrawn,
    still says it, stretch by stretch. ``publication`` is the volunteer's own consent,
    ``guardian_publication`` a guardian's: this one carries nothing once the volunteer is of age.
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
    _hours: tuple[tuple[str, int, int, bool], ...] = ()
    """Session, from which minute, for how many, and whether they are certified."""
    _certificate: tuple[tuple[str, int, int], ...] | None = None
    """The stretches that the certificate says; ``None`` if it says other than was certified."""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the volunteers that a fact is about."""
    match recorded.event:
        case ses.HoursRecorded(person=person) | ses.HoursCorrected(person=person):
            return (person,)
        case ses.HoursCertified(hours=hours):
            return tuple(served.person for served in hours)
        case _:
            return (recorded.key,)


def evolve(row: HoursRow | None, recorded: Recorded) -> HoursRow:
    """Bring a volunteer's row up to date."""
    event, key = recorded.event, recorded.key
    match event:
        case ses.HoursRecorded(person=person, span=span):
            row = row or HoursRow(volunteer=person)
            return _served(row, {**_by_session(row), key: (span.start, span.minutes, False)})
        case ses.HoursCorrected(person=person, span=span):
            row = row or HoursRow(volunteer=person)
            others = {s: told for s, told in _by_session(row).items() if s != key}
            told = {} if span is None else {key: (span.start, span.minutes, False)}
            return _served(row, {**others, **told})
        case ses.HoursCertified():
            assert row is not None, "hours are recorded before they are certified"
            known = _by_session(row)
            start, minutes, _ = known[key]
            return _served(row, {**known, key: (start, minutes, True)})
        case vol.CertificateIssued(number=number, minutes=minutes):
            row = row or HoursRow(volunteer=key)
            row = replace(row, certificate=number, certificate_minutes=minutes)
            return _judged(replace(row, _certificate=_said(row, event)))
        case vol.CertificateWithdrawn():
            assert row is not None, "a certificate is issued before it is withdrawn"
            return _judged(replace(row, _certificate=None))
        case _:
            return _person(row or HoursRow(volunteer=key), recorded)


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


def _by_session(row: HoursRow) -> dict[str, tuple[int, int, bool]]:
    return {session: tuple(said) for session, *said in row._hours}  # type: ignore[misc]


def _served(row: HoursRow, hours: Mapping[str, tuple[int, int, bool]]) -> HoursRow:
    told = tuple((session, *said) for session, said in hours.items())
    sure = [minutes for _, _, minutes, certified in told if certified]
    return _judged(
        replace(
            row,
            sessions=len(told),
            recorded_minutes=sum(minutes for _, _, minutes, _ in told),
            certified_sessions=len(sure),
            certified_minutes=sum(sure),
            _hours=told,
        )
    )


def _certified(row: HoursRow) -> tuple[tuple[str, int, int], ...]:
    return tuple(
        sorted((session, start, told) for session, start, told, sure in row._hours if sure)
    )


def _said(row: HoursRow, issued: vol.CertificateIssued) -> tuple[tuple[str, int, int], ...] | None:
    """Return what a certificate says. One that gives totals only says what was certified then."""
    if issued.stretches is not None:
        told = ((each.session, each.span.start, each.span.minutes) for each in issued.stretches)
        return tuple(sorted(told))
    fits = (issued.minutes, issued.sessions) == (row.certified_minutes, row.certified_sessions)
    return _certified(row) if fits else None


def _judged(row: HoursRow) -> HoursRow:
    """Say whether the last certificate still tells what is certified."""
    return replace(row, certificate_stands=row._certificate == _certified(row))


SERVICE_HOURS: View[HoursRow] = View(
    name="service_hours",
    version=2,
    title="志愿时长",
    title_en="Service hours",
    row=HoursRow,
    reads=(
        *VOLUNTEER.events,
        ses.HoursRecorded,
        ses.HoursCorrected,
        ses.HoursCertified,
    ),
    keys=keys,
    evolve=evolve,
    shown=(
        "volunteer sessions recorded_minutes certified_minutes certificate certificate_stands "
        "insured_until guardian_consented publication guardian_publication"
    ),
)
