"""What may be done with a person's data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lixia_domain.aggregates.subject.facts import (
    AskedBy,
    Detail,
    DetailsDisclosed,
    ErasureOrdered,
    Facts,
    Field,
    Ground,
    GuardianshipNoted,
    Part,
    PersonKind,
    ProcessingRestricted,
    RestrictionLifted,
    RetentionHeld,
    RetentionReleased,
    SubjectDetailsChanged,
    SubjectErased,
    SubjectPartTaken,
    SubjectRegistered,
)
from lixia_domain.aggregates.subject.state import Subject, Why
from lixia_domain.kernel import sealed
from lixia_domain.kernel.keys import as_known
from lixia_domain.kernel.people import reference
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role

_ALL = frozenset(PersonKind)
_FOUNDATION_MEETS = frozenset({PersonKind.CONTACT, PersonKind.LEAD, PersonKind.DONOR})
_MAY_SEE: Mapping[Role, frozenset[PersonKind]] = {
    Role.PROGRAMME_OFFICE: _ALL - {PersonKind.DONOR},
    Role.ACCOUNTANT: _FOUNDATION_MEETS,
    Role.RECEIPT_KEEPER: frozenset({PersonKind.DONOR}),
    Role.FOUNDATION: _FOUNDATION_MEETS,
    Role.TEAM: frozenset({PersonKind.VOLUNTEER, PersonKind.GUARDIAN}),
    Role.AUDITOR: _ALL,
}
"""Whose data a role works with. Who is not named here sees nobody's."""

_MAY_BE_CHILDREN = frozenset({PersonKind.VOLUNTEER, PersonKind.AUTHOR})
"""In which parts children meet the programme: of whom the birthday is kept, the age is said."""

_BY_LAW = frozenset({Ground.ACCOUNTING})
"""Grounds that nobody concerned can waive."""


def register(
    subject: Subject | None,
    *,
    person: str,
    part: Part,
    details: tuple[Detail, ...],
    guardian: str | None,
    adult_from: date | None,
    document: str,
    on: date,
) -> Facts:
    """Register what is known of a person (登记), or in which other part it is met now.

    Of somebody known, only what is new is recorded; the same told twice is ``()``.
    """
    reference(person)
    if subject is None:
        _guarded(person, guardian, adult_from, on)
        _aged(person, (part,), details, adult_from)
        if not details:
            raise Rejection(Why.NO_DETAILS)
        told = SubjectRegistered(
            part=part,
            details=_sound(None, person, details),
            guardian=guardian,
            adult_from=adult_from,
            document=document,
            on=on,
        )
        return (told,)
    subject = free(subject, person)
    on_record = ((guardian, subject.guardian), (adult_from, subject.adult_from))
    if any(None not in (new, old) and new != old for new, old in on_record):
        raise Rejection(Why.EXISTS, person=person)
    taken: Facts = ()
    if part not in subject.parts:
        taken = (SubjectPartTaken(part=part, document=document, on=on),)
    _aged(person, (*subject.parts, part), details, adult_from or subject.adult_from)
    return (
        *taken,
        *note_guardianship(
            subject,
            person=person,
            guardian=guardian,
            adult_from=adult_from,
            document=document,
            on=on,
        ),
        *_changed(subject, person, details, document, on),
    )


def note_guardianship(
    subject: Subject | None,
    *,
    person: str,
    guardian: str | None,
    adult_from: date | None,
    document: str,
    on: date,
) -> Facts:
    """Note when a person comes of age and who its guardian is (年龄与监护人). As known: ``()``.

    What was not said, was wrong or has changed is put right so; from now on this counts. What is
    not told stays as it is.
    """
    subject = _kept(existing(subject, person), person)
    guardian, adult_from = guardian or subject.guardian, adult_from or subject.adult_from
    _guarded(person, guardian, adult_from, on)
    if (guardian, adult_from) == (subject.guardian, subject.adult_from):
        return ()
    return (GuardianshipNoted(guardian=guardian, adult_from=adult_from, document=document, on=on),)


def change(
    subject: Subject | None,
    *,
    person: str,
    details: tuple[Detail, ...],
    document: str,
    on: date,
) -> Facts:
    """Correct or add details (更正). What is known already: ``()``."""
    subject = free(existing(subject, person), person)
    if not details:
        raise Rejection(Why.NO_DETAILS)
    _aged(person, subject.parts, details, subject.adult_from)
    return _changed(subject, person, details, document, on)


def disclose(
    subject: Subject | None,
    *,
    person: str,
    role: Role,
    fields: tuple[Field, ...],
    purpose: str,
    on: date,
) -> Facts:
    """Let somebody acting as ``role`` see some details, or all where none is named (查看).

    Of restricted data only an auditor sees anything (个人信息保护法 47).
    """
    subject = _kept(existing(subject, person), person)
    if subject.restricted is not None and role is not Role.AUDITOR:
        raise Rejection(Why.RESTRICTED, person=person, reason=subject.restricted.reason)
    if not _MAY_SEE.get(role, frozenset()) & {part.kind for part in subject.parts}:
        raise Rejection(Why.NOT_FOR_ROLE, person=person, role=role)
    for name in fields:
        if name not in subject.details:
            raise Rejection(Why.NO_SUCH_DETAIL, person=person, field=name)
    return (DetailsDisclosed(fields=fields or tuple(subject.details), purpose=purpose, on=on),)


def hold(
    subject: Subject | None,
    *,
    person: str,
    hold_id: str,
    ground: Ground,
    until: date | None,
    least: date | None,
    document: str,
    rule: str,
    on: date,
) -> Facts:
    """Keep the data until ``until`` (保存要求): if not told, as long as the law says."""
    subject = _kept(existing(subject, person), person)
    until = until or least
    if until is None:
        raise Rejection(Why.NO_TERM)
    if until < on:
        raise Rejection(Why.HOLD_ENDED, until=until, on=on)
    if least is not None and until < least:
        raise Rejection(Why.HOLD_TOO_SHORT, until=until, least=least)
    hold_id = as_known(hold_id, {*subject.holds, *subject.released})
    told = RetentionHeld(
        hold=hold_id, ground=ground, until=until, document=document, rule=rule, on=on
    )
    known = subject.holds.get(hold_id)
    if known is not None and known.repeats(told):
        return ()
    if known is not None or hold_id in subject.released:
        raise Rejection(Why.HOLD_OTHERWISE, hold=hold_id)
    return (told,)


def release(
    subject: Subject | None, *, person: str, hold_id: str, mistaken: bool, document: str, on: date
) -> Facts:
    """Release a hold (解除保存). Released before: ``()``."""
    subject = existing(subject, person)
    hold_id = as_known(hold_id, {*subject.holds, *subject.released})
    if hold_id in subject.released:
        return ()
    known = subject.holds.get(hold_id)
    if known is None:
        raise Rejection(Why.NO_HOLD, hold=hold_id)
    if known.ground in _BY_LAW and on <= known.until and not mistaken:
        raise Rejection(Why.HOLD_BY_LAW, hold=hold_id, until=known.until)
    return (RetentionReleased(hold=hold_id, mistaken=mistaken, document=document, on=on),)


def restrict(
    subject: Subject | None, *, person: str, reason: str, document: str, rule: str, on: date
) -> Facts:
    """Store and protect the data, and do nothing else with them (限制处理). Again: ``()``."""
    subject = _kept(existing(subject, person), person)
    if subject.restricted is not None:
        return ()
    lasting = subject.held(on)
    return (
        ProcessingRestricted(
            reason=reason,
            until=lasting.until if lasting else None,
            document=document,
            rule=rule,
            on=on,
        ),
    )


def lift(subject: Subject | None, *, person: str, reason: str, document: str, on: date) -> Facts:
    """Lift a restriction (解除限制)."""
    subject = _kept(existing(subject, person), person)
    if subject.restricted is None:
        raise Rejection(Why.NOT_RESTRICTED, person=person)
    return (RestrictionLifted(reason=reason, document=document, on=on),)


def order_erasure(
    subject: Subject | None,
    *,
    person: str,
    reason: str,
    asked_by: AskedBy,
    linkable: bool,
    document: str,
    rule: str,
    on: date,
) -> Facts:
    """Order the key to be destroyed (决定销毁). Ordered before: ``()``. Refused while held."""
    subject = existing(subject, person)
    if subject.ordered is not None:
        return ()
    lasting = subject.held(on)
    if lasting is not None:
        raise Rejection(Why.HELD, until=lasting.until, document=lasting.document)
    return (
        ErasureOrdered(
            reason=reason,
            asked_by=asked_by,
            linkable=linkable,
            document=document,
            rule=rule,
            on=on,
        ),
    )


def note_erasure(subject: Subject | None, *, person: str, on: date) -> Facts:
    """Note that the key is gone (已销毁), once that was ordered and done. Again: ``()``."""
    subject = existing(subject, person)
    if subject.ordered is None:
        raise Rejection(Why.NOT_ORDERED, person=person)
    if subject.erased is not None:
        return ()
    ordered = subject.ordered
    return (
        SubjectErased(
            kid=subject.kid,
            linkable=ordered.linkable,
            reason=ordered.reason,
            asked_by=ordered.asked_by,
            on=on,
        ),
    )


def existing(subject: Subject | None, person: str) -> Subject:
    """Return ``subject``. Refuses where nothing is registered."""
    if subject is None:
        raise Rejection(Why.UNKNOWN, person=person)
    return subject


def free(subject: Subject, person: str) -> Subject:
    """Return ``subject`` if something new may be done with it; else refuse."""
    subject = _kept(subject, person)
    if subject.restricted is not None:
        raise Rejection(Why.RESTRICTED, person=person, reason=subject.restricted.reason)
    return subject


def _guarded(person: str, guardian: str | None, adult_from: date | None, on: date) -> None:
    """Refuse a minor without a guardian, and whoever is its own."""
    if guardian is not None and reference(guardian) == person:
        raise Rejection(Why.OWN_GUARDIAN)
    if adult_from is not None and on < adult_from and guardian is None:
        raise Rejection(Why.NO_GUARDIAN)


def _aged(
    person: str, parts: tuple[Part, ...], details: tuple[Detail, ...], adult_from: date | None
) -> None:
    """Refuse to keep the birthday of somebody who may be a child and of whom no age is said."""
    born = any(detail.field is Field.BORN for detail in details)
    if born and adult_from is None and any(part.kind in _MAY_BE_CHILDREN for part in parts):
        raise Rejection(Why.NO_AGE, person=person)


def _kept(subject: Subject, person: str) -> Subject:
    if subject.ordered is not None:
        raise Rejection(Why.ERASED, person=person)
    return subject


def _changed(
    subject: Subject, person: str, details: tuple[Detail, ...], document: str, on: date
) -> Facts:
    new = tuple(
        detail
        for detail in _sound(subject.kid, person, details)
        if subject.details.get(detail.field) != detail.value
    )
    return (SubjectDetailsChanged(details=new, document=document, on=on),) if new else ()


def _sound(kid: str | None, person: str, details: tuple[Detail, ...]) -> tuple[Detail, ...]:
    """Return ``details`` if each is sealed, all under one key, and no field comes twice."""
    fields: set[Field] = set()
    for detail in details:
        if detail.field in fields:
            raise Rejection(Why.FIELD_TWICE, field=detail.field)
        fields.add(detail.field)
        if not sealed.is_sealed(detail.value):
            raise Rejection(Why.IN_CLEAR, field=detail.field)
        kid = kid or sealed.parts(detail.value)[0]
        if sealed.parts(detail.value)[0] != kid:
            raise Rejection(Why.OTHER_KEY, person=person)
    return details
