"""The gate: what a use case is given is exactly what its signature declares, or nothing happens.

A ``Gate`` is made from the type hints of a use case, once, when it is first called. It names
everything that is wrong at once, and hands on canonical values.
"""

from __future__ import annotations

import re
import typing
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from inspect import Parameter, signature
from typing import Any, NamedTuple

from lixia_domain.application.glance import compiled
from lixia_domain.application.references import mentions, references
from lixia_domain.application.shapes import MOST_TOLD, Shape, shape_of, wrong_in
from lixia_domain.kernel.forms import Context, Misfit, Why, Wrong
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.roles import Beside
from lixia_domain.kernel.words import Words


class SeveralWrong(Reason):
    """That more than one thing is wrong."""

    SEVERAL = (
        "gate.several",
        "有 {count} 处填写有误：{wrong}",
        "{count} things do not fit: {wrong}",
    )


class Unfit(Rejection):
    """What was given does not fit the use case's arguments; ``wrong`` is all that does not.

    Its ``reason`` is that of the one thing that is wrong, or that there are several.
    """

    def __init__(self, wrong: Sequence[Wrong], words: Mapping[str, Words]) -> None:
        self.wrong = tuple(wrong)
        self.words = words
        if len(self.wrong) == 1:
            super().__init__(self.wrong[0].reason, **self.wrong[0].facts)
        else:
            told = Words(self._listed("zh"), self._listed("en"))
            super().__init__(SeveralWrong.SEVERAL, count=len(self.wrong), wrong=told)

    def sentence(self, lang: str = "zh") -> str:
        """Return what is wrong as a person reads it, each place named."""
        return self._listed(lang) if len(self.wrong) == 1 else super().sentence(lang)

    def _listed(self, lang: str) -> str:
        said = [self._said(one, lang) for one in self.wrong[:MOST_TOLD]]
        if len(self.wrong) > MOST_TOLD:
            said.append("…")
        return ("; " if lang == "en" else "；").join(said)

    def _said(self, wrong: Wrong, lang: str) -> str:
        name = re.split(r"[.\[]", wrong.where)[0]
        words = self.words.get(name)
        told = Rejection(wrong.reason, **wrong.facts).sentence(lang)
        if words is None:
            return f"{wrong.where} {told}".lstrip()
        if lang == "en":
            return f"{words.en} ({wrong.where}) {told}"
        return f"{words.zh}（{wrong.where}）{told}"


class Argument(NamedTuple):
    """One argument of a use case, as its signature declares it."""

    name: str
    words: Words
    shape: Shape
    needed: bool
    default: Any


class Gate:
    """Reads what one use case is given."""

    def __init__(self, steps: Callable[..., Any], skip: int = 1) -> None:
        hints = typing.get_type_hints(steps, include_extras=True)
        parameters = list(signature(steps).parameters.values())[skip:]
        self.arguments = tuple(_argument(one, hints[one.name]) for one in parameters)
        self.beside = dict(_beside(hints))
        self._readers = {one.name: one.shape.read for one in self.arguments}
        self._needed = frozenset(one.name for one in self.arguments if one.needed)
        shapes = [(one.name, one.shape) for one in self.arguments]
        self.references = references(shapes)
        self.mentions = mentions(shapes)
        self._glance = compiled(shapes)

    def sees(self, given: Mapping[str, Any], today: date) -> bool:
        """Tell at one look whether ``given`` is canonical as it stands; if not sure, it is not."""
        return self._needed <= given.keys() <= self._readers.keys() and self._glance(given, today)

    def read(self, given: Mapping[str, Any], context: Context) -> dict[str, Any]:
        """Return ``given`` in canonical form.

        Raises ``Unfit`` naming all that is wrong; where the field has one permanent reason for it
        (an amount and its only instalment are zero), the ``Rejection`` of that reason.
        """
        readers = self._readers
        try:
            canonical = {name: readers[name](value, context) for name, value in given.items()}
        except (Misfit, KeyError, Rejection):
            raise self.refusal(self.wrong_with(given, context)) from None
        if not self._needed <= canonical.keys():
            raise self.refusal(self.wrong_with(given, context))
        return canonical

    def refusal(self, wrong: Sequence[Wrong]) -> Rejection:
        """Return what ``read`` raises of all that is ``wrong``."""
        reasons = {one.reason for one in wrong}
        if len(reasons) == 1 and not wrong[0].reason.code.startswith("gate."):
            return Rejection(wrong[0].reason, **wrong[0].facts)
        return Unfit(wrong, {one.name: one.words for one in self.arguments})

    def wrong_with(self, given: Mapping[str, Any], context: Context) -> list[Wrong]:
        """Return all that is wrong with ``given``, each with its place; nothing where it fits."""
        wrong: list[Wrong] = []
        for argument in self.arguments:
            if argument.name in given:
                wrong += wrong_in(argument.shape.read, given[argument.name], context, argument.name)
            elif argument.needed:
                wrong.append(Wrong(argument.name, Why.MISSING))
        return wrong + [Wrong(name, Why.UNKNOWN) for name in given if name not in self._readers]


def _beside(hints: Mapping[str, Any]) -> Iterator[tuple[str, Beside]]:
    for name, hint in hints.items():
        for mark in getattr(hint, "__metadata__", ()):
            if isinstance(mark, Beside):
                yield name, mark


def _argument(parameter: Parameter, hint: Any) -> Argument:
    shape = shape_of(hint, parameter.name)
    words = shape.words or Words(parameter.name, parameter.name.replace("_", " "))
    needed = parameter.default is Parameter.empty
    return Argument(parameter.name, words, shape, needed, None if needed else parameter.default)
