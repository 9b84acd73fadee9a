"""What decisions about a person's data need to know, and why they may refuse."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import assert_never, get_args

from attrs import field, frozen

from lixia_domain.aggregates.subject.facts import (
    Detail,
    DetailsDisclosed,
    ErasureOrdered,
    Field,
    GuardianshipNoted,
    Part,
    ProcessingRestricted,
    RestrictionLifted,
    RetentionHeld,
    RetentionReleased,
    SubjectDetailsChanged,
    SubjectErased,
    SubjectEvent,
    SubjectPartTaken,
    SubjectRegistered,
)
from lixia_domain.kernel import sealed
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.keys import lower
from lixia_domain.kernel.rejection import Reason
from lixia_domain.kernel.replacing import replace


@frozen(kw_only=True)
class Subject:
    """A person's data as their decisions see them. Nothing registered yet is ``None``."""

    registered: SubjectRegistered
    guardian: str | None
    adult_from: date | None
    """When the person comes of age, or came; ``None`` of whom nobody said it."""
    parts: tuple[Part, ...]
    details: Mapping[Field, str]
    """Sealed values by field, each as it was told last."""
    holds: Mapping[str, RetentionHeld] = field(factory=dict)
    """Those not released, whether they have run out or not."""
    released: frozenset[str] = frozenset()
    restricted: ProcessingRestricted | None = None
    ordered: ErasureOrdered | None = None
    erased: SubjectErased | None = None

    @property
    def kid(self) -> str:
        """Return the commitment to the key that all details are sealed under."""
        return sealed.parts(next(iter(self.details.values())))[0]

    @property
    def resting(self) -> bool:
        """Tell whether the data are restricted, erased or about to be: nothing new is done."""
        return self.restricted is not None or self.ordered is not None

    def held(self, on: date) -> RetentionHeld | None:
        """Return the hold that lasts longest of those in force on ``on``, if any is."""
        lasting = [hold for hold in self.holds.values() if on <= hold.until]
        return max(lasting, key=lambda hold: (hold.until, hold.hold), default=None)


def evolve(subject: Subject | None, event: SubjectEvent) -> Subject:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, SubjectRegistered):
        return Subject(
            registered=event,
            guardian=event.guardian,
            adult_from=event.adult_from,
            parts=(event.part,),
            details=_by_field(event.details),
        )
    assert subject is not None, "a person's history opens with SubjectRegistered"
    match event:
        case SubjectPartTaken(part=part):
            return replace(subject, parts=(*subject.parts, part))
        case GuardianshipNoted(guardian=guardian, adult_from=adult_from):
            return replace(subject, guardian=guardian, adult_from=adult_from)
        case SubjectDetailsChanged(details=details):
            return replace(subject, details={**subject.details, **_by_field(details)})
        case DetailsDisclosed():
            return subject
        case RetentionHeld(hold=name):
            return replace(subject, holds={**subject.holds, name: event})
        case RetentionReleased(hold=name):
            holds = {key: hold for key, hold in subject.holds.items() if key != name}
            return replace(subject, holds=holds, released=subject.released | {name})
        case ProcessingRestricted():
            return replace(subject, restricted=event)
        case RestrictionLifted():
            return replace(subject, restricted=None)
        case ErasureOrdered():
            return replace(subject, ordered=event)
        case SubjectErased():
            return replace(subject, erased=event)
        case _:
            assert_never(event)


def _by_field(details: tuple[Detail, ...]) -> Mapping[Field, str]:
    return {detail.field: detail.value for detail in details}


SUBJECT: Decider[Subject | None, SubjectEvent] = Decider(
    "subject", None, evolve, get_args(SubjectEvent), key=(lower,)
)


class Why(Reason):
    """Every reason why something may not be done with a person's data."""

    UNKNOWN = (
        "subject.unknown",
        "个人 {person} 没有登记信息",
        "nothing is registered of person {person}",
    )
    EXISTS = (
        "subject.exists",
        "个人 {person} 已登记，监护人或成年之日不同；登记有误或已有变的，先登记年龄与监护人",
        "person {person} is registered already, with another guardian or coming of age; if that "
        "was wrong or has changed, note its age and guardian first",
    )
    NO_DETAILS = (
        "subject.no_details",
        "没有给出任何信息项，无可登记",
        "no detail was given: there is nothing to keep",
    )
    IN_CLEAR = (
        "subject.in_clear",
        "“{field}”一项不是密文；个人信息须先由保险库封存，不得明文入账",
        "{field} is not sealed; personal data enter a fact only as the vault has sealed them",
    )
    FIELD_TWICE = (
        "subject.field_twice",
        "“{field}”一项给了两次",
        "{field} was given twice",
    )
    OTHER_KEY = (
        "subject.other_key",
        "密文所用的密钥不是个人 {person} 的密钥；请恢复原保险库",
        "this was sealed under a key that is not person {person}'s; restore the vault it was in",
    )
    NO_GUARDIAN = (
        "subject.no_guardian",
        "未成年人的信息须经监护人同意，请注明监护人的代号",
        "a minor's data are kept with a guardian's consent: give the guardian's reference",
    )
    OWN_GUARDIAN = (
        "subject.own_guardian",
        "监护人不能是本人",
        "nobody is their own guardian",
    )
    NO_AGE = (
        "subject.no_age",
        "给出个人 {person} 的出生日期的，须一并注明成年之日（已成年的亦然），未成年的并注明监护人",
        "person {person}'s date of birth is given: say with it when it comes of age, or came, and "
        "who is a minor's guardian",
    )
    NOT_FOR_ROLE = (
        "subject.not_for_role",
        "以“{role}”的身份不得查看个人 {person} 的信息",
        "as {role} one may not see the data of person {person}",
    )
    NO_SUCH_DETAIL = (
        "subject.no_such_detail",
        "个人 {person} 没有登记“{field}”一项",
        "no {field} is registered of person {person}",
    )
    NO_TERM = (
        "subject.no_term",
        "请注明保存至何日",
        "say until when it is to be kept",
    )
    HOLD_ENDED = (
        "subject.hold_ended",
        "保存期至 {until}，早于业务日期 {on}",
        "the retention would end on {until}, before {on}",
    )
    HOLD_TOO_SHORT = (
        "subject.hold_too_short",
        "法定保存期至 {least}，不得短于此（给出的是 {until}）",
        "the law has it kept until {least}, not only until {until}",
    )
    HOLD_OTHERWISE = (
        "subject.hold_otherwise",
        "保存要求 {hold} 已登记，内容不同",
        "hold {hold} is registered already, otherwise",
    )
    NO_HOLD = (
        "subject.no_hold",
        "没有保存要求 {hold} 可解除",
        "there is no hold {hold} to release",
    )
    HOLD_BY_LAW = (
        "subject.hold_by_law",
        "保存要求 {hold} 出自法律，{until} 之前不得解除，除非当初登记有误",
        "hold {hold} is the law's: it is not released before {until}, unless made by mistake",
    )
    RESTRICTED = (
        "subject.restricted",
        "个人 {person} 的信息已限制处理（{reason}），只存储和保护",
        "the data of person {person} are restricted ({reason}): storage and protection only",
    )
    NOT_RESTRICTED = (
        "subject.not_restricted",
        "个人 {person} 的信息未被限制处理",
        "the data of person {person} are not restricted",
    )
    HELD = (
        "subject.held",
        "依“{document}”须保存至 {until}，其间不得销毁，只能限制处理",
        "{document} has it kept until {until}: it is not erased before, only restricted",
    )
    NOT_ORDERED = (
        "subject.not_ordered",
        "尚未决定销毁个人 {person} 的信息",
        "nobody has ordered the data of person {person} to be erased",
    )
    ERASED = (
        "subject.erased",
        "个人 {person} 的信息已决定销毁或已经销毁，不能再用",
        "the data of person {person} are erased, or about to be",
    )
