"""How a Chinese sentence becomes a step: its parts, and what a refusal does."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache, wraps
from inspect import signature
from typing import Any, ParamSpec, TypeAlias, cast

import pytest
from pytest_bdd import given, parsers, then, when

from lixia_domain.kernel.dates import BadDate, parse_date
from lixia_domain.kernel.ids import BadKey
from lixia_domain.kernel.money import BadAmount, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.recording.faults import Fault
from lixia_domain.testing.steps.expect import NotSo
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
        r"(?:人民币|[￥¥])?-?[0-9０-９][0-9０-９,.]*\s?(?:元|[万亿]元?)"
        r"|[￥¥]-?[0-9０-９][0-9０-９,.]*|(?:人民币)?[负零壹贰叁肆伍陆柒捌玖拾佰仟万亿元角分整]+",
        Money.parse,
    ),
    "Date": _pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{4}年[0-9]{1,2}月[0-9]{1,2}日", parse_date),
    "DateOrNone": _pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}|无", str),
    "Month": _pattern(r"[0-9]{4}-[0-9]{2}", str),
    "Moment": _pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.+Z-]+", str),
    "Quoted": _pattern(r'[^"]+', str),
    "Number": _pattern(r"[0-9]+(?:,[0-9]{3})*", lambda told: int(told.replace(",", ""))),
}


_QUOTES = str.maketrans("“”＂", '"' * 3)


@lru_cache(10_000)
def closed_up(text: str) -> str:
    """Return ``text`` without the blanks outside its quotes, which mean nothing in Chinese.

    Typographic quotes count as plain ones where there are no plain ones.
    """
    parts = (text if '"' in text else text.translate(_QUOTES)).split('"')
    parts[::2] = ["".join(part.split()) for part in parts[::2]]
    return '"'.join(parts)


Accepts: TypeAlias = Callable[[Mapping[str, Any]], Collection[str] | None]
"""Which words a placeholder takes, by what the sentence is filled in with; ``None``: any."""
NOTHING_TOLD: Mapping[str, Any] = defaultdict(str)


class Sentence(parsers.parse):
    """What a feature file may say, however it is spaced.

    ``{amount:Money}``, ``{on:Date}``, ``{n:Number}``; whatever stands in quotes ends with them.
    ``does``: what it does under each keyword it goes with. ``family`` is what it speaks of:
    ``model``, a fresh one in memory, or ``history``, a store that is only read. ``accepts``: the
    words that its placeholders take, where not any will do; ``heads``, those of its table's head.
    """

    def __init__(
        self,
        text: str,
        family: str = "model",
        *,
        accepts: Mapping[str, Accepts] | None = None,
        heads: Accepts | None = None,
        **does: Callable[..., None],
    ) -> None:
        told = re.sub(r'"\{(\w+)\}"', r'"{\1:Quoted}"', text)
        super().__init__(told, extra_types=dict(_KINDS))
        self.text = text
        self.does = does
        self.family = family
        self.accepts = accepts or {}
        self.heads = heads
        self.loose = parsers.parse(closed_up(told), extra_types=dict(_KINDS)).parser
        self.known: dict[str, bool] = {}

    @property
    def keywords(self) -> tuple[str, ...]:
        """Return the keywords it goes with."""
        return tuple(self.does)

    def is_matching(self, name: str) -> bool:
        """Tell whether ``name`` says this. Remembered: backgrounds ask again and again."""
        found = self.known.get(name)
        if found is None:
            try:
                found = self.loose.parse(closed_up(name)) is not None
            except ValueError:  # an amount or a date that is none
                found = False
            self.known[name] = found
        return found

    def parse_arguments(self, name: str) -> dict[str, Any]:
        """Return what ``name`` fills in; blanks are kept where it is spaced as declared."""
        found = self.parser.parse(name) or self.loose.parse(closed_up(name))
        return cast(dict[str, Any], found.named)

    def taken(self) -> Iterator[tuple[str, Collection[str]]]:
        """Yield each placeholder that takes certain words only, whatever else is filled in."""
        for name, words in self.accepts.items():
            if told := words(NOTHING_TOLD):
                yield name, told

    def refused(
        self, name: str, heads: Iterable[str] = ()
    ) -> Iterator[tuple[str, Collection[str]]]:
        """Yield the words of ``name``, and of its table's head, that are none of those it takes."""
        filled = self.parse_arguments(name)
        told = [(filled[each], words) for each, words in self.accepts.items()]
        told += [(head, self.heads) for head in heads if self.heads is not None]
        for word, words in told:
            if (known := words(filled)) is not None and word not in known:
                yield word, known


SENTENCES: list[Sentence] = []
"""All that was declared: what a feature file may say."""


def sentence(
    text: str,
    *,
    family: str = "model",
    accepts: Mapping[str, Accepts] | None = None,
    heads: Accepts | None = None,
    **does: Callable[..., None],
) -> Sentence:
    """Declare a sentence, and what it does under each keyword."""
    SENTENCES.append(declared := Sentence(text, family, accepts=accepts, heads=heads, **does))
    return declared


def one_of(words: Collection[str]) -> Accepts:
    """Return that a placeholder takes these words, and no others."""
    return lambda _: words


class _Keyword(parsers.StepParser):
    """All sentences of one keyword, as one step.

    pytest-bdd looks through all its steps for each line of a scenario, and asks pytest about each:
    with a step per sentence that took two thirds of a run.
    """

    def __init__(self, keyword: str) -> None:
        super().__init__(keyword)
        self.found: dict[str, Sentence] = {}

    def is_matching(self, name: str) -> bool:
        """Tell whether there is such a sentence."""
        if name not in self.found:
            for one in SENTENCES:
                if self.name in one.does and one.is_matching(name):
                    self.found[name] = one
                    break
        return name in self.found

    def parse_arguments(self, name: str) -> dict[str, Any]:
        """Return what is to be done, and with what."""
        one = self.found[name]
        return {"does": one.does[self.name], "filled": one.parse_arguments(name)}


GIVEN = pytest.StashKey[dict[str, Any]]()
"""With what the last sentence of a scenario was carried out."""

_parameters = lru_cache(None)(lambda does: tuple(signature(does).parameters))


@given(_Keyword("假如"))
@when(_Keyword("当"))
@then(_Keyword("那么"))
def _(
    request: pytest.FixtureRequest,
    does: Callable[..., None],
    filled: dict[str, Any],
    datatable: Table | None = None,
    docstring: str | None = None,
) -> None:
    further = {"datatable": datatable, "docstring": docstring}
    told: dict[str, Any] = {}
    for name in _parameters(does):
        if name in further and further[name] is None:
            zh, en = ("表格", "table") if name == "datatable" else ("文字", "text")
            raise NotSo(f"这句话后面要有{zh}", f"a {en} must follow this sentence")
        known = filled if name in filled else further
        told[name] = known[name] if name in known else request.getfixturevalue(name)
    request.node.stash[GIVEN] = told
    try:
        does(**told)
    except KeyError as missing:
        raise _unknown(missing, filled, datatable or []) from missing


def _unknown(missing: KeyError, filled: dict[str, Any], table: Table) -> Exception:
    """Say what a sentence does not know: a word that it was filled in with, a column it needs."""
    word = missing.args[0] if missing.args else None
    if word in filled.values() or any(word in row for row in table):
        return NotSo(
            f"这句话不认得“{word}”这个词", f"this sentence does not know the word {word!r}"
        )
    if table and isinstance(word, str):
        return NotSo(f"表格缺少“{word}”这一栏", f"the table lacks the column {word!r}")
    return missing


def act(
    text: str, accepts: Mapping[str, Accepts] | None = None
) -> Callable[[Callable[P, None]], Callable[P, None]]:
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

        sentence(text, accepts=accepts, 假如=must_succeed, 当=may_be_refused)
        return steps

    return declare


def check(
    text: str, accepts: Mapping[str, Accepts] | None = None
) -> Callable[[Callable[P, None]], Callable[P, None]]:
    """Make a function the step ``text`` for 那么."""

    def declare(steps: Callable[P, None]) -> Callable[P, None]:
        sentence(text, accepts=accepts, 那么=steps)
        return steps

    return declare


def rows(table: Table) -> list[dict[str, str]]:
    """Return a sentence's table, each row by its headings."""
    head, *body = table
    return [_Row(zip(head, row, strict=True)) for row in body]


class _Row(dict[str, str]):
    """A row of a table by its headings; that one is missing is told in words."""

    def __missing__(self, head: str) -> str:
        there = "、".join(self)
        raise NotSo(
            f"表格没有“{head}”这一栏，表头为：{there}",
            f"the table has no column {head!r}; it has {there}",
        )


def day(text: str) -> date:
    """Read a date in a table's cell."""
    return parse_date(text)


def paper(text: str) -> str:
    """Return the document that a sentence names; 无 says there is none."""
    return "" if text == "无" else text


def _world(kwargs: Mapping[str, object]) -> World:
    return cast(World, kwargs["world"])
