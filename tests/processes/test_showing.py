"""Pictures of somebody whose consent has ended wait to be taken down; of nobody else."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.subject import facts as sub
from lixia_domain.aggregates.volunteer import facts as vol
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.processes.showing import SHOWING, ShownSoFar, evolve, keys
from lixia_domain.testing.examples.persons import NAME

WHO = f"p:{'4' * 32}"
ON, LATER, OF_AGE = date(2021, 6, 5), date(2021, 6, 20), date(2021, 7, 1)
AT = datetime(2021, 6, 5, tzinfo=UTC)
ADULT = vol.VolunteerRegistered(document="d", adult_from=None, on=ON)
MINOR = vol.VolunteerRegistered(document="d", adult_from=OF_AGE, on=ON)
AGREED = vol.PublicationAgreed(document="d", on=ON)
BOTH = tuple(vol.ConsentScope)
GUARDED = vol.GuardianConsented(guardian=f"p:{'5' * 32}", scope=BOTH, document="d", on=ON)
SERVICE = vol.GuardianConsented(
    guardian=f"p:{'5' * 32}", scope=(vol.ConsentScope.SERVICE,), document="d", on=ON
)
WITHDRAWN = vol.PublicationWithdrawn(reason="r", on=LATER)
PICTURES = {"medium": "公众号", "document_hash": "0" * 64, "shown": (WHO,), "redacted": 0}
SHOWN = ses.PortraitsPublished(**PICTURES, rule="r", on=ON)  # type: ignore[arg-type]
DOWN = ses.PortraitsTakenDown(**PICTURES, document="d", on=LATER)  # type: ignore[arg-type]
RESTRICTED = sub.ProcessingRestricted(reason="r", until=None, document="d", rule="r", on=LATER)
LIFTED = sub.RestrictionLifted(reason="r", document="d", on=LATER)


def asked(*events: Event, on: date) -> list[date]:
    """Return since when pictures wait to be taken down."""
    row: ShownSoFar | None = None
    for version, event in enumerate(events, 1):
        stream = "service_session-s1" if isinstance(event, type(SHOWN) | type(DOWN)) else WHO
        stream = stream if stream != WHO else f"volunteer-{WHO}"
        told = Recorded(version, stream, version, event, AT, "a", "team", None, None)
        assert keys(told) == (WHO,)
        row = evolve(row, told)
    assert row is not None
    found = SHOWING.wishes(row, on)
    assert all(wish.subject == f"s1/{WHO}" for wish in found)
    return [wish.since for wish in found]


def test_who_agreed_is_shown_until_it_is_withdrawn() -> None:
    assert asked(ADULT, AGREED, SHOWN, on=LATER) == []
    assert asked(ADULT, AGREED, SHOWN, WITHDRAWN, on=LATER) == [LATER]
    assert asked(ADULT, AGREED, SHOWN, WITHDRAWN, DOWN, on=LATER) == []
    assert asked(ADULT, AGREED, SHOWN, WITHDRAWN, AGREED, on=LATER) == []


def test_a_guardians_consent_ends_at_coming_of_age() -> None:
    before = OF_AGE - timedelta(days=1)
    assert asked(MINOR, GUARDED, SHOWN, on=before) == []
    assert asked(MINOR, SERVICE, GUARDED, SERVICE, SHOWN, on=before) == []
    assert asked(MINOR, GUARDED, SHOWN, on=OF_AGE) == [OF_AGE]
    assert asked(MINOR, GUARDED, SHOWN, AGREED, on=OF_AGE) == []


def test_the_persons_own_record_says_how_old_it_is() -> None:
    noted = sub.GuardianshipNoted(guardian=None, adult_from=LATER, document="d", on=ON)
    assert asked(MINOR, noted, GUARDED, SHOWN, on=LATER) == [LATER]
    registered = sub.SubjectRegistered(
        part=sub.Part(kind=sub.PersonKind.VOLUNTEER),
        details=(NAME,),
        guardian=None,
        adult_from=None,
        document="d",
        on=ON,
    )
    assert asked(registered, MINOR, GUARDED, SHOWN, on=LATER) == []


def test_of_whom_data_are_at_rest_nothing_is_shown() -> None:
    assert asked(ADULT, AGREED, SHOWN, RESTRICTED, on=LATER) == [LATER]
    assert asked(ADULT, AGREED, SHOWN, RESTRICTED, LIFTED, on=LATER) == []
    ordered = sub.ErasureOrdered(
        reason="r", asked_by=sub.AskedBy.SUBJECT, linkable=False, document="d", rule="r", on=LATER
    )
    assert asked(ADULT, AGREED, SHOWN, ordered, on=LATER) == [LATER]
