"""Texts that staff type (titles, reasons, notes): a warning where one may name a natural person.

Nothing is refused for it: a title may be a firm's, a reason a quotation. What is on record can't be
taken back, so the warning also comes with ``--dry-run``; the text itself is not repeated.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lixia_domain.kernel.texts import Text
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.shapes import Shape
    from lixia_domain.application.use_case import UseCase


def naming_persons(use_case: UseCase[..., Any], given: Mapping[str, Any]) -> dict[str, Words]:
    """Return which arguments of ``use_case`` have a text that may name somebody, and their words.

    An import hides what is found here by the same detector (``registers.scrub``).
    """
    texts = {
        argument.name: (argument.words, tuple(_texts(argument.shape, given[argument.name])))
        for argument in use_case.gate.arguments
        if argument.name in given
    }
    if not any(found for _, found in texts.values()):
        return {}
    from lixia_adapters.registers.scrub import personal, plain

    return {
        name: words
        for name, (words, found) in texts.items()
        if any(personal(plain(text)) for text in found)
    }


def warning(found: Mapping[str, Words]) -> Words:
    """Return what is said of the arguments ``found``."""
    zh = "、".join(f"“{words.zh}”" for words in found.values())
    en = ", ".join(f"“{words.en}”" for words in found.values())
    return Words(
        f"提示：{zh}里可能有个人信息（姓名、电话、住址等）。记录后不能删改；请改写成个人代号"
        "（p:…）或职务后再记录。",
        f"Note: {en} may name or reach a person. What is recorded stays for good: write the "
        "person's reference (p:…) or office instead.",
    )


def _texts(shape: Shape, value: Any) -> Iterator[str]:
    """Yield the free texts within ``value``."""
    if isinstance(shape.form, Text) and isinstance(value, str):
        if not value.isascii():
            yield value
    elif shape.kind == "many" and isinstance(value, Sequence):
        [(_, item)] = shape.parts
        for one in value:
            yield from _texts(item, one)
