"""Taking down (撤下影像): pictures of somebody whose consent has ended ask to be taken down.

A guardian's consent ends when the minor comes of age, on a day that no fact marks; an adult's when
it is withdrawn. Of whom data are restricted or erased, nothing is shown either.
"""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.subject import facts as sub
from lixia_domain.aggregates.volunteer import facts as vol
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.wish import Process, Wish, cause_of, line


class ShownSoFar(Row, frozen=True):
    """Where somebody is shown, and by whose consent."""

    person: str = ""
    adult_from: date | None = None
    own_record: date | None = None
    """What its own record says of its age: that rules."""
    agreed: bool = False
    guardian_agreed: bool = False
    resting: bool = False
    ended: date = date.min
    """When a consent was last withdrawn, or the data were restricted or erased."""
    shown: tuple[tuple[str, str, str, str], ...] = ()
    """Session, medium and hash of pictures, and the fact by which they were published."""

    def of_age_on(self) -> date | None:
        """Return when the person comes of age, or came."""
        return self.own_record or self.adult_from


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return whom a fact is about."""
    match recorded.event:
        case ses.PortraitsPublished(shown=shown) | ses.PortraitsTakenDown(shown=shown):
            return shown
        case _:
            return (recorded.key,)


def evolve(row: ShownSoFar | None, recorded: Recorded) -> ShownSoFar:
    """Bring it up to date."""
    row, event = row or ShownSoFar(), recorded.event
    match event:
        case vol.VolunteerRegistered(adult_from=adult_from):
            return replace(row, person=recorded.key, adult_from=adult_from)
        case (
            sub.SubjectRegistered(adult_from=adult_from)
            | sub.GuardianshipNoted(adult_from=adult_from)
        ):
            return replace(row, own_record=adult_from)
        case vol.PublicationAgreed():
            return replace(row, agreed=True)
        case vol.GuardianConsented(scope=scope):
            agreed = row.guardian_agreed or vol.ConsentScope.PUBLICATION in scope
            return replace(row, guardian_agreed=agreed)
        case vol.PublicationWithdrawn(on=on):
            return replace(row, agreed=False, guardian_agreed=False, ended=on)
        case sub.ProcessingRestricted(on=on) | sub.ErasureOrdered(on=on):
            return replace(row, resting=True, ended=on)
        case sub.RestrictionLifted():
            return replace(row, resting=False)
        case ses.PortraitsPublished(medium=medium, document_hash=digest):
            cause, _ = cause_of(recorded)
            return replace(row, shown=(*row.shown, (recorded.key, medium, digest, cause)))
        case _:
            assert isinstance(event, ses.PortraitsTakenDown)
            down = (recorded.key, event.medium, event.document_hash)
            return replace(row, shown=tuple(one for one in row.shown if one[:3] != down))


def wishes(row: ShownSoFar, on: date) -> tuple[Wish, ...]:
    """Ask the office to take down what is shown of somebody without a consent that stands."""
    of_age = row.of_age_on()
    grown = of_age is None or of_age <= on
    if not row.resting and (row.agreed if grown else row.guardian_agreed):
        return ()
    came_of_age = of_age if of_age is not None and grown else date.min
    return tuple(
        Wish(
            process="showing",
            subject=join_key(session, row.person),
            cause=cause,
            since=max(row.ended, came_of_age),
            role=Role.PROGRAMME_OFFICE,
            zh=f"活动 {session} 在“{medium}”公开的影像中，{row.person} 的同意已撤回或已届满，"
            "或其信息已停止处理，请撤下",
            en=f"pictures of session {session} in “{medium}” show {row.person}, whose consent has "
            "ended or whose data are at rest: take them down",
            command=line(
                "session take-down",
                session,
                "--medium",
                medium,
                "--sha256",
                digest,
                "--document DOCUMENT",
            ),
        )
        for session, medium, digest, cause in row.shown
    )


SHOWING: Process[ShownSoFar] = Process(
    name="showing",
    title="待撤下的影像",
    title_en="Pictures to be taken down",
    view=View(
        name="shown_so_far",
        version=1,
        title="公开影像与同意",
        title_en="Who is shown, and by whose consent",
        row=ShownSoFar,
        reads=(
            vol.VolunteerRegistered,
            vol.GuardianConsented,
            vol.PublicationAgreed,
            vol.PublicationWithdrawn,
            sub.SubjectRegistered,
            sub.GuardianshipNoted,
            sub.ProcessingRestricted,
            sub.RestrictionLifted,
            sub.ErasureOrdered,
            ses.PortraitsPublished,
            ses.PortraitsTakenDown,
        ),
        keys=keys,
        evolve=evolve,
    ),
    wishes=wishes,
)
