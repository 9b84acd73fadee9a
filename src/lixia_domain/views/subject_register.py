"""Subject register (个人信息登记): of whom what is kept, and whether it may be used. No values."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.subject import facts as sub
from lixia_domain.aggregates.subject.state import SUBJECT
from lixia_domain.kernel import sealed
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace

IN_USE, RESTRICTED, ERASING, ERASED = "in_use", "restricted", "erasing", "erased"


class SubjectRow(Row, frozen=True):
    """A person by reference. ``fields`` names what is kept, ``kid`` the key it is sealed under.

    ``linkable``: whether the reference can still be made from the person's identity with a key.
    """

    person: str
    state: str
    kinds: str
    fields: str
    guardian: str | None
    adult_from: date | None
    kid: str
    registered_on: date
    seen: int = 0
    restricted_on: date | None = None
    erased_on: date | None = None
    asked_by: str | None = None
    reason: str | None = None
    linkable: bool | None = None


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the person."""
    return (recorded.key,)


def evolve(row: SubjectRow | None, recorded: Recorded) -> SubjectRow | None:
    """Bring a person's row up to date."""
    event = recorded.event
    if isinstance(event, sub.SubjectRegistered):
        return SubjectRow(
            person=recorded.key,
            state=IN_USE,
            kinds=_with("", (_told(event.part),)),
            fields=_with("", [detail.field.value for detail in event.details]),
            guardian=event.guardian,
            adult_from=event.adult_from,
            kid=sealed.parts(event.details[0].value)[0],
            registered_on=event.on,
        )
    assert row is not None, "a person's history opens with SubjectRegistered"
    match event:
        case sub.SubjectPartTaken(part=part):
            return replace(row, kinds=_with(row.kinds, (_told(part),)))
        case sub.SubjectDetailsChanged(details=details):
            return replace(row, fields=_with(row.fields, [each.field.value for each in details]))
        case sub.DetailsDisclosed():
            return replace(row, seen=row.seen + 1)
        case sub.ProcessingRestricted(reason=reason, on=on):
            return replace(row, state=RESTRICTED, restricted_on=on, reason=reason)
        case sub.RestrictionLifted():
            return replace(row, state=IN_USE, restricted_on=None, reason=None)
        case sub.ErasureOrdered(reason=reason, asked_by=asked_by):
            return replace(row, state=ERASING, reason=reason, asked_by=asked_by.value)
        case sub.SubjectErased(linkable=linkable, on=on):
            return replace(row, state=ERASED, erased_on=on, linkable=linkable)
        case _:
            return row


def _told(part: sub.Part) -> str:
    return part.kind.value if part.of is None else f"{part.kind.value}:{part.of}"


def _with(told: str, more: tuple[str, ...] | list[str]) -> str:
    there = told.split("、") if told else []
    return "、".join(dict.fromkeys((*there, *more)))


SUBJECT_REGISTER: View[SubjectRow] = View(
    name="subject_register",
    version=1,
    title="个人信息登记",
    title_en="Subject register",
    row=SubjectRow,
    reads=SUBJECT.events,
    keys=keys,
    evolve=evolve,
)
