"""What a form is: the shape that values of one type have when they come in, and what is wrong.

A form stands in the type of an argument: ``Annotated[str, Text(200), Words("名称", "name")]``; the
types themselves are in ``kernel.vocabulary``. It takes a value of exactly its type and gives its
canonical form, or raises ``Misfit``. Nothing is coerced: ``True`` is no number, an instant is no
date, half a fen is no amount. A form also reads what people type (``parse``) and tells its JSON
Schema. Forms of texts and ids are in ``texts``, of amounts, numbers and days in ``figures``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any, ClassVar, Protocol

from attrs import field, frozen

from lixia_domain.kernel.rejection import Reason
from lixia_domain.kernel.visible import UNSEEN
from lixia_domain.kernel.words import Words, listed


class Why(Reason):
    """What is wrong with what came, where no reason of the field's own exists."""

    WRONG_TYPE = "gate.wrong_type", "须为{wanted}，收到的是 {got}", "must be {wanted}, got {got}"
    MISSING = "gate.missing", "没有给出", "is missing"
    UNKNOWN = "gate.unknown_argument", "没有这个参数", "there is no such argument"
    BLANK = "gate.blank", "不能为空，请填写", "may not be blank; fill it in"
    TOO_LONG = (
        "gate.too_long",
        "长 {length} 字，最多 {most} 字",
        "has {length} characters, at most {most}",
    )
    UNPRINTABLE = (
        "gate.unprintable",
        "含有看不见或不可用的字符（{codes}），请删去",
        "holds characters that can't be seen or used ({codes}); remove them",
    )
    RESERVED = (
        "gate.reserved",
        "“{word}”是保留字，另有所指，请换一个",
        "{word!r} is a reserved word that means something else; choose another",
    )
    GIVEN_TWICE = (
        "gate.given_twice",
        "“{what}”给了两次（写法不同也是同一编号）",
        "{what!r} is given twice (another spelling is the same id)",
    )
    NOT_OF_FORM = "gate.not_of_form", "须为{wanted}", "must be {wanted}"
    OUT_OF_RANGE = (
        "gate.out_of_range",
        "须在 {least} 至 {most} 之间，收到 {got}",
        "must lie between {least} and {most}, got {got}",
    )
    DATE_OUT_OF_RANGE = (
        "gate.date_out_of_range",
        "须在 {least} 至 {most} 之间，收到 {got}",
        "must lie between {least} and {most}, got {got}",
    )
    DATE_AHEAD = (
        "gate.date_ahead",
        "{on} 尚未到来，最晚是今天 {today}",
        "{on} has not come yet; it is today, {today}, at the latest",
    )


@frozen
class Wrong:
    """One thing that is wrong: ``where`` (``instalments[0].amount``), and why."""

    where: str
    reason: Reason
    facts: Mapping[str, object] = field(factory=dict)


class Misfit(Exception):  # noqa: N818 - caught by the gate, which answers with a refusal
    """A value does not fit; ``wrong`` says where in it, and why."""

    def __init__(self, *wrong: Wrong) -> None:
        super().__init__(*wrong)
        self.wrong = wrong

    @classmethod
    def of(cls, reason: Reason, **facts: object) -> Misfit:
        """Return what is wrong with a whole value."""
        return cls(Wrong("", reason, facts))


@frozen
class Context:
    """In which circumstances a value is judged."""

    today: date
    """Today's business date in Shanghai."""
    spelled: Mapping[str, str] = field(factory=dict)
    """By the canonical names of streams that older code wrote otherwise: the names they bear."""
    written: dict[tuple[str, str], str] = field(factory=dict)
    """By kind of stream and canonical id: how the id came, where that was otherwise."""


Schema = dict[str, Any]


class Form(Protocol):
    """A form that values of one type have."""

    type: ClassVar[type]

    @property
    def shown(self) -> str:
        """Return how a usage line writes such a value: ``ID``, ``DATE``."""
        ...

    def read(self, value: Any, context: Context) -> Any:
        """Return the canonical form of ``value``, or raise ``Misfit``."""
        ...

    def parse(self, text: str) -> Any:
        """Read what a person typed.

        Raises ``ValueError`` for what is no such value: the text, and why in both languages.
        """
        ...

    def schema(self) -> Schema:
        """Return the JSON Schema of such values, as requests and rows bear them."""
        ...


def wrong_type(value: object, wanted: Words) -> Misfit:
    """Return that ``value`` has another type than ``wanted`` says."""
    name = type.__dict__["__name__"].__get__(type(value))  # whatever a metaclass says
    return Misfit.of(Why.WRONG_TYPE, wanted=wanted, got=name)


_HIDDEN = re.compile(f"[{UNSEEN}]")


def _unprintable(chars: Iterable[str]) -> Misfit:
    codes = dict.fromkeys(f"U+{ord(char):04X}" for char in chars)
    return Misfit.of(Why.UNPRINTABLE, codes=listed(list(codes)[:5]))
