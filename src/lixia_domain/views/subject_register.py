"""Subject register (个人信息登记): of whom what is kept, and whether it may be used. No values."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.subject import facts as sub
from lixia_domain.aggregates.subject.state import SUBJECT
from lixia_domain.kernel import sealed
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.kernel.words import Worded
from lixia_domain.views.columns import PersonColumn, ReasonColumn, RegisteredOnColumn


class SubjectState(Worded):
    """Whether a person's details may be used."""

    IN_USE = "in_use", "使用中"
    RESTRICTED = "restricted", "限制处理"
    ERASING = "erasing", "销毁中"
    ERASED = "erased", "已销毁"


class SubjectRow(Row, frozen=True):
    """A person by reference. ``fields`` names what is kept, ``kid`` the key it is sealed under.

    ``linkable``: whether the reference can still be made from the person's identity with a key.
    """

    person: PersonColumn
    state: Annotated[str, column("状态", "state", codes=SubjectState)]
    kinds: Annotated[str, column("身份", "parts", codes=sub.PersonKind, several=True)]
    fields: Annotated[str, column("已存项目", "fields kept", codes=sub.Field, several=True)]
    guardian: Annotated[str | None, column("监护人", "guardian")]
    adult_from: Annotated[date | None, column("成年之日", "of age from")]
    kid: Annotated[str, column("密钥承诺", "key id")]
    registered_on: RegisteredOnColumn
    seen: Annotated[int, column("查看次数", "looks")] = 0
    restricted_on: Annotated[date | None, column("限制日", "restricted on")] = None
    erased_on: Annotated[date | None, column("销毁日", "erased on")] = None
    asked_by: Annotated[str | None, column("谁要求", "asked by", codes=sub.AskedBy)] = None
    reason: ReasonColumn | None = None
    linkable: Annotated[bool | None, column("代号可换算", "linkable")] = None


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the person."""
    return (recorded.key,)


def evolve(row: SubjectRow | None, recorded: Recorded) -> SubjectRow | None:
    """Bring a person's row up to date."""
    event = recorded.event
    if isinstance(event, sub.SubjectRegistered):
        return SubjectRow(
            person=recorded.key,
            state=SubjectState.IN_USE.value,
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
        case sub.GuardianshipNoted(guardian=guardian, adult_from=adult_from):
            return replace(row, guardian=guardian, adult_from=adult_from)
        case sub.SubjectDetailsChanged(details=details):
            return replace(row, fields=_with(row.fields, [each.field.value for each in details]))
        case sub.DetailsDisclosed():
            return replace(row, seen=row.seen + 1)
        case sub.ProcessingRestricted(reason=reason, on=on):
            return replace(
                row, state=SubjectState.RESTRICTED.value, restricted_on=on, reason=reason
            )
        case sub.RestrictionLifted():
            return replace(row, state=SubjectState.IN_USE.value, restricted_on=None, reason=None)
        case sub.ErasureOrdered(reason=reason, asked_by=asked_by):
            return replace(
                row, state=SubjectState.ERASING.value, reason=reason, asked_by=asked_by.value
            )
        case _:
            assert isinstance(event, sub.SubjectErased)
            return replace(
                row, state=SubjectState.ERASED.value, erased_on=event.on, linkable=event.linkable
            )


def _told(part: sub.Part) -> str:
    return part.kind.value if part.of is None else f"{part.kind.value}:{part.of}"


def _with(told: str, more: tuple[str, ...] | list[str]) -> str:
    there = told.split("、") if told else []
    return "、".join(dict.fromkeys((*there, *more)))


SUBJECT_REGISTER: View[SubjectRow] = View(
    name="subject_register",
    version=2,
    title="个人信息登记",
    title_en="Subject register",
    row=SubjectRow,
    # How long data must be kept is told by retention_holds.
    reads=tuple(
        cls for cls in SUBJECT.events if cls not in (sub.RetentionHeld, sub.RetentionReleased)
    ),
    keys=keys,
    evolve=evolve,
    shown=(
        "person state kinds fields registered_on restricted_on erased_on linkable seen "
        "guardian adult_from"
    ),
    audience=Audience.AUDITOR,
)
