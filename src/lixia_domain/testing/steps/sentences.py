"""How a Chinese sentence becomes a step: its parts, and what a refusal does."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from functools import wraps
from typing import Any, ParamSpec, TypeAlias, cast

from pytest_bdd import given, parsers, then, when

from lixia_domain.kernel.dates import BadDate, parse_date
from lixia_domain.kernel.ids import BadKey
from lixia_domain.kernel.money import BadAmount, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.recording.faults import Fault
from lixia_domain.testing.steps.world import World

P = ParamSpec("P")
Table: TypeAlias = list[list[str]]

ANSWERS = (Rejection, Fault, BadAmount, BadDate, BadKey)
"""What a person may meet instead of a result; anything else is a defect and ends the scenario."""


def _pattern(pattern: str, read: Callable[[str], Any]) -> Callable[[str], Any]:
    def convert(text: str) -> Any:
        return read(text)

    convert.pattern = pattern  # type: ignore[attr-defined] # this is how parse finds it
    return convert


_KINDS: Mapping[str, Callable[[str], Any]] = {
    "Money": _pattern(
        r"-?[0-9][0-9,.]*\s?[万亿]?元|(?:人民币)?[负零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+",
        Money.parse,
    ),
    "Date": _pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日", parse_date),
    "Quoted": _pattern(r'[^"]+', str),
    "Number": _pattern(r"[0-9]+", int),
}


SENTENCES: list[parsers.parse] = []
"""All that was declared: what a feature file may say."""


def sentence(text: str) -> parsers.parse:
    """Return the parser of a sentence.

    ``{amount:Money}``, ``{on:Date}``, ``{n:Number}``; whatever stands in quotes ends with them.
    """
    told = re.sub(r'"\{(\w+)\}"', r'"{\1:Quoted}"', text)
    return parsers.parse(told, extra_types=dict(_KINDS))


def act(text: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function the step ``text``, for 假如 (must succeed) and 当 (may be refused).

    Its first parameter is ``world``, by name.
    """

    def declare(steps: Callable[P, None]) -> Callable[P, None]:
        @wraps(steps)
        def must_succeed(*args: P.args, **kwargs: P.kwargs) -> None:
            _world(kwargs).begin()
            steps(*args, **kwargs)

        @wraps(steps)
        def may_be_refused(*args: P.args, **kwargs: P.kwargs) -> None:
            world = _world(kwargs)
            world.begin()
            try:
                steps(*args, **kwargs)
            except ANSWERS as answer:
                world.refusal = answer

        SENTENCES.append(parser := sentence(text))
        given(parser, stacklevel=2)(must_succeed)
        when(parser, stacklevel=2)(may_be_refused)
        return steps

    return declare


def check(text: str) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function the step ``text`` for 那么."""

    def declare(steps: Callable[P, None]) -> Callable[P, None]:
        SENTENCES.append(parser := sentence(text))
        return then(parser, stacklevel=2)(steps)

    return declare


def rows(table: Table) -> list[dict[str, str]]:
    """Return a sentence's table, each row by its headings."""
    head, *body = table
    return [dict(zip(head, row, strict=True)) for row in body]


def day(text: str) -> date:
    """Read a date in a table's cell."""
    return parse_date(text)


def paper(text: str) -> str:
    """Return the document that a sentence names; 无 says there is none."""
    return "" if text == "无" else text


def _world(kwargs: Mapping[str, object]) -> World:
    return cast(World, kwargs["world"])
