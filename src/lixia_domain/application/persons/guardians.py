"""One person, one age, one guardian: what the person's own record says rules wherever it is met.

Of whom nothing is kept, what was told at registration as a volunteer counts. A room that asks how
old somebody is, or who its guardian is, asks here.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.subject import decisions as subject
from lixia_domain.aggregates.subject.state import SUBJECT
from lixia_domain.aggregates.subject.state import Why as SubjectWhy
from lixia_domain.aggregates.volunteer.state import VOLUNTEER, Volunteer
from lixia_domain.application.use_case import Role, Words, use_case
from lixia_domain.kernel.people import reference
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.vocabulary import AdultFrom, Document, On, PersonRef
from lixia_domain.recording.work import Work


class Why(Reason):
    """Why somebody is not taken for a person's guardian."""

    MINOR = (
        "guardian.minor",
        "{guardian} 在 {on} 尚未成年，不能作监护人",
        "{guardian} is a minor on {on} and guards nobody",
    )


def known(work: Work, person: str) -> Volunteer | None:
    """Return the volunteer, of the age that its own record says."""
    found = work.load(VOLUNTEER, person)
    kept = work.load(SUBJECT, person)
    if found is None or kept is None or kept.adult_from is None:
        return found
    return replace(found, adult_from=kept.adult_from)


def adult_from(work: Work, person: str) -> date | None:
    """Return when a person comes of age, or came; ``None`` of whom nobody said it."""
    kept = work.load(SUBJECT, person)
    if kept is not None and kept.adult_from is not None:
        return kept.adult_from
    found = work.load(VOLUNTEER, person)
    return None if found is None else found.adult_from


def guardian_of(work: Work, person: str) -> str | None:
    """Return who is a person's guardian; ``None`` where nobody is on record."""
    kept = work.load(SUBJECT, person)
    if kept is not None and kept.guardian is not None:
        return kept.guardian
    found = work.load(VOLUNTEER, person)
    return None if found is None else found.consenting


def one_age(work: Work, person: str, told: date | None) -> date | None:
    """Return the age on record, or the one ``told`` where none is. Refuses another."""
    on_record = adult_from(work, person)
    if on_record is None or told in (None, on_record):
        return on_record or told
    raise Rejection(SubjectWhy.EXISTS, person=person)


def one_guardian(work: Work, person: str, told: str | None, *, on: date) -> str | None:
    """Return the guardian on record, or the one ``told``: of age, somebody else, and only one."""
    on_record = guardian_of(work, person)
    if told is None:
        return on_record
    if on_record not in (None, told):
        raise Rejection(SubjectWhy.EXISTS, person=person)
    fit(work, person, told, on=on)
    return told


def fit(work: Work, person: str, guardian: str, *, on: date) -> None:
    """Refuse a guardian who is the person itself, or a minor."""
    if reference(guardian) == person:
        raise Rejection(SubjectWhy.OWN_GUARDIAN)
    of_age = adult_from(work, guardian)
    if of_age is not None and on < of_age:
        raise Rejection(Why.MINOR, guardian=guardian, on=on)


def guarded(work: Work, person: str, *, told: date | None, on: date) -> None:
    """Refuse a minor, by its record or by what is ``told``, of whom no guardian is on record."""
    of_age = one_age(work, person, told)
    if of_age is not None and on < of_age and guardian_of(work, person) is None:
        raise Rejection(SubjectWhy.NO_GUARDIAN)


def corrected(work: Work, person: str) -> None:
    """Refuse to correct what is on record of a person by any but its own road.

    What stands of one whose data are restricted or erased is corrected by an auditor, for the
    books must be true (个人信息保护法 46, 47); of anybody else, never by an auditor.
    """
    kept = work.load(SUBJECT, person)
    if work.by.role is not Role.AUDITOR:
        if kept is not None:
            subject.free(kept, person)
    elif kept is None or not kept.resting:
        raise Rejection(SubjectWhy.NOT_RESTRICTED, person=person)


@use_case(
    says=Words("登记年龄与监护人", "note a person's age and guardian"),
    by=(Role.PROGRAMME_OFFICE, Role.AUDITOR),
)
def note(
    work: Work,
    *,
    person: PersonRef,
    document: Annotated[Document, Words("户口簿、判决等", "the paper that shows it")],
    on: On,
    adult_from: AdultFrom | None = None,
    guardian: Annotated[
        PersonRef, Words("未成年人的监护人代号", "a minor's guardian, by reference")
    ]
    | None = None,
) -> None:
    """Put right when a person comes of age and who its guardian is (年龄与监护人)."""
    corrected(work, person)
    if guardian is not None:
        fit(work, person, guardian, on=on)
    facts = subject.note_guardianship(
        work.load(SUBJECT, person),
        person=person,
        guardian=guardian,
        adult_from=adult_from,
        document=document,
        on=on,
    )
    work.record(SUBJECT, person, facts)
