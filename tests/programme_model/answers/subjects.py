"""What is kept of people: by whose leave, how long, who sees it, and when it ends."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards
from tests.programme_model.figures import Programme
from tests.programme_model.people import Subject
from tests.programme_model.rights import (
    ACCOUNTANT,
    ADMIN,
    AUDITOR,
    KEEPER,
    OFFICE,
    TEAM,
    answers,
)

from lixia_domain.aggregates.subject.facts import Detail, Field, Ground, PersonKind
from lixia_domain.kernel import sealed
from lixia_domain.kernel.roles import Role

OF_VOUCHERS = 30
"""For how many years after its own a voucher is kept (会计档案管理办法)."""
SEES: dict[Role, frozenset[str]] = {
    OFFICE: frozenset(each.value for each in PersonKind) - {"donor"},
    ACCOUNTANT: frozenset({"contact", "lead", "donor"}),
    KEEPER: frozenset({"donor"}),
    TEAM: frozenset({"volunteer", "guardian"}),
    AUDITOR: frozenset(each.value for each in PersonKind),
}
"""Whose data each role works with."""

Details = tuple[Detail, ...]


def corrected(model: Programme, no: Grounds, person: str, acting: Role) -> None:
    """Let an auditor alone correct what stands of restricted or erased people, and nothing else."""
    known = model.subjects.get(person)
    if acting is AUDITOR:
        no.unless(known is not None and not known.free, Group.STAGE)
    else:
        free(model, no, person)


def free(model: Programme, no: Grounds, person: str) -> None:
    """Refuse to do anything new with somebody whose data are restricted or erased (S37)."""
    known = model.subjects.get(person)
    if known is not None:
        no.unless(not known.ordered, Group.STAGE)
        no.unless(known.ordered or not known.restricted, Group.FROZEN)


def age(model: Programme, person: str) -> date | None:
    """Return from when on somebody is of age: one person, one age (S76)."""
    subject, volunteer = model.subjects.get(person), model.volunteers.get(person)
    if subject is not None and subject.adult_from is not None:
        return subject.adult_from
    return None if volunteer is None else volunteer.adult_from


def minor(model: Programme, person: str, on: date) -> bool:
    """Tell whether somebody is a minor on a day."""
    since = age(model, person)
    return since is not None and on < since


def guardian_of(model: Programme, person: str) -> str | None:
    """Return whose child it is: one person, one guardian (S76)."""
    subject, volunteer = model.subjects.get(person), model.volunteers.get(person)
    if subject is not None and subject.guardian is not None:
        return subject.guardian
    return None if volunteer is None else volunteer.consenting


def one_age(model: Programme, no: Grounds, person: str, told: date | None) -> None:
    """Refuse another age than the one on record."""
    known = age(model, person)
    no.unless(known is None or told in (None, known), Group.TWICE)


def one_guardian(model: Programme, no: Grounds, person: str, told: str | None, on: date) -> None:
    """Refuse another guardian than the one on record, the child itself, and a minor."""
    if told is not None:
        no.unless(guardian_of(model, person) in (None, told), Group.TWICE)
        no.unless(told != person, Group.PERSONS)
        no.unless(not minor(model, told, on), Group.CONSENT)


def meets(
    model: Programme,
    no: Grounds,
    person: str,
    details: Details,
    on: date,
    guardian: str | None = None,
    adult_from: date | None = None,
    *,
    surely: bool = False,
) -> None:
    """Say whether something may be kept of a person who is met in some part.

    Where nothing is and nothing was told, nothing is asked, unless it is to be kept ``surely``.
    """
    known = model.subjects.get(person)
    if known is None and not details and guardian is None and not surely:
        return
    no.unless(bool(details) or known is not None, Group.AMOUNT)
    one_guardian(model, no, person, guardian, on)
    one_age(model, no, person, adult_from)
    kid = sealed.parts(details[0].value)[0] if details else ""
    since = age(model, person) or adult_from
    guarded = guardian or guardian_of(model, person)
    no.unless(since is None or on >= since or guarded is not None, Group.CONSENT)
    if known is not None:
        free(model, no, person)
        kid = known.kid
    no.unless(all(sealed.parts(each.value)[0] == kid for each in details), Group.OTHER)
    no.unless(len({each.field for each in details}) == len(details), Group.AMOUNT)


def met(
    model: Programme,
    person: str,
    kind: str,
    details: Details,
    guardian: str | None = None,
    adult_from: date | None = None,
) -> None:
    """Note that a person was met in some part; of whom nothing is kept, nothing is noted."""
    known = model.subjects.get(person)
    if known is None:
        if not details:
            return
        kid = sealed.parts(details[0].value)[0]
        guarded, since = guardian or guardian_of(model, person), age(model, person) or adult_from
        known = model.subjects[person] = Subject(kid, guarded, since)
    known.guardian = known.guardian or guardian or guardian_of(model, person)
    known.adult_from = known.adult_from or adult_from or age(model, person)
    known.kinds.add(kind)
    known.details |= {each.field.value: each.value for each in details}


@answers("subjects.register", OFFICE, ACCOUNTANT, TEAM)
def register(
    model: Programme,
    no: Grounds,
    *,
    person: str,
    kind: PersonKind,
    details: Details,
    document: str,
    on: date,
    guardian: str | None = None,
    adult_from: date | None = None,
    **told: object,
) -> Answer:
    """Keep what is known of a person; a donor's as long as the vouchers."""
    backwards(model, no, on)
    meets(model, no, person, details, on, guardian, adult_from, surely=True)
    yield
    met(model, person, kind.value, details, guardian, adult_from)
    name, subject = f"accounting-{on.year}", model.subjects[person]
    if kind is PersonKind.DONOR and name not in {*subject.holds, *subject.released}:
        until = date(on.year + OF_VOUCHERS, 12, 31)
        subject.holds[name] = (Ground.ACCOUNTING, until, document)


def existing(
    model: Programme, no: Grounds, person: str, on: date, *, kept: bool = True
) -> Subject | None:
    """Say whether anything is kept of a person, and is not on its way out."""
    backwards(model, no, on)
    known = model.subjects.get(person)
    if no.unless(known is not None, Group.UNKNOWN) and known is not None:
        no.unless(not kept or not known.ordered, Group.STAGE)
    return known


@answers("subjects.change", OFFICE, ACCOUNTANT, TEAM)
def change(
    model: Programme, no: Grounds, *, person: str, details: Details, on: date, **told: object
) -> Answer:
    """Correct or add details."""
    known = existing(model, no, person, on)
    no.unless(bool(details), Group.AMOUNT)
    if known is not None:
        meets(model, no, person, details, on)
    yield
    assert known is not None
    known.details |= {each.field.value: each.value for each in details}


@answers("subjects.disclose", OFFICE, ACCOUNTANT, KEEPER, TEAM, AUDITOR)
def disclose(
    model: Programme,
    no: Grounds,
    *,
    person: str,
    on: date,
    acting: Role,
    fields: tuple[Field, ...] = (),
    **told: object,
) -> Answer:
    """Let somebody see details: whose work it is; of restricted ones the auditor only."""
    known = existing(model, no, person, on)
    if known is not None:
        no.unless(not known.restricted or acting is AUDITOR, Group.FROZEN)
        no.unless(bool(SEES.get(acting, frozenset()) & known.kinds), Group.RIGHTS)
        no.unless(all(each.value in known.details for each in fields), Group.UNKNOWN)
    yield


@answers("subjects.hold", ACCOUNTANT, OFFICE)
def hold(
    model: Programme,
    no: Grounds,
    *,
    person: str,
    hold_id: str,
    ground: Ground,
    document: str,
    on: date,
    until: date | None = None,
) -> Answer:
    """Keep the data until a day: as long as the law says, at least."""
    known = existing(model, no, person, on)
    least = date(on.year + OF_VOUCHERS, 12, 31) if ground is Ground.ACCOUNTING else None
    last = until or least
    if no.unless(last is not None, Group.DATES) and last is not None:
        no.unless(last >= on, Group.DATES)
        no.unless(least is None or last >= least, Group.DATES)
    told = (ground, last, document)
    if known is not None:
        no.unless(known.holds.get(hold_id, told) == told, Group.TWICE)
        no.unless(hold_id not in known.released, Group.TWICE)
    yield
    assert known is not None
    known.holds[hold_id] = told


@answers("subjects.release", ACCOUNTANT, OFFICE)
def release(
    model: Programme,
    no: Grounds,
    *,
    person: str,
    hold_id: str,
    on: date,
    mistaken: bool = False,
    **told: object,
) -> Answer:
    """Release a hold: the law's not before its time, unless it was made by mistake."""
    known = existing(model, no, person, on, kept=False)
    waits = known is not None and hold_id not in known.released
    if known is not None and waits and no.unless(hold_id in known.holds, Group.UNKNOWN):
        ground, until, _ = known.holds[hold_id]
        running = isinstance(until, date) and on <= until
        no.unless(ground is not Ground.ACCOUNTING or not running or mistaken, Group.CONSENT)
    yield
    assert known is not None
    if known.holds.pop(hold_id, None) is not None:
        known.released.add(hold_id)


@answers("subjects.restrict", OFFICE, ACCOUNTANT)
def restrict(model: Programme, no: Grounds, *, person: str, on: date, **told: object) -> Answer:
    """Store and protect the data, and do nothing else with them."""
    known = existing(model, no, person, on)
    yield
    assert known is not None
    known.restricted = True


@answers("subjects.lift", OFFICE, ACCOUNTANT)
def lift(model: Programme, no: Grounds, *, person: str, on: date, **told: object) -> Answer:
    """Lift a restriction."""
    known = existing(model, no, person, on)
    if known is not None:
        no.unless(known.restricted, Group.STAGE)
    yield
    assert known is not None
    known.restricted = False


@answers("subjects.order_erasure", OFFICE, ACCOUNTANT)
def order_erasure(
    model: Programme, no: Grounds, *, person: str, on: date, **told: object
) -> Answer:
    """Order the key to be destroyed, once nothing asks for the data to be kept."""
    known = existing(model, no, person, on, kept=False)
    if known is not None and not known.ordered:
        no.unless(not known.held(on), Group.FROZEN)
    yield
    assert known is not None
    known.ordered = True


@answers("subjects.note_erasure", OFFICE, ACCOUNTANT, ADMIN)
def note_erasure(model: Programme, no: Grounds, *, person: str, on: date) -> Answer:
    """Note that the key is gone."""
    known = existing(model, no, person, on, kept=False)
    if known is not None:
        no.unless(known.ordered, Group.STAGE)
    yield
    assert known is not None
    known.erased = True
