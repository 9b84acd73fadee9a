"""What the fields of an extension hold must be what they say, before anything is asked of it.

Python does not look, and whoever met a number in place of a view would not know whose it is.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from lixia_domain.extensions import Extension
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.view import Audience, Part, Rollup, Row, View
from lixia_domain.kernel.words import Words


class Kind(NamedTuple):
    """What a field may hold."""

    fits: Callable[[Any], bool]
    says: Words


def _one(kind: type | tuple[type, ...], says: Words) -> Kind:
    return Kind(lambda held: isinstance(held, kind) and not isinstance(held, bool), says)


def _class(kind: type, says: Words) -> Kind:
    return Kind(lambda held: inspect.isclass(held) and issubclass(held, kind), says)


def _many(item: Kind) -> Kind:
    return Kind(
        lambda held: isinstance(held, tuple | list) and all(map(item.fits, held)),
        Words(f"由{item.says.zh}组成的元组", f"a tuple, each item of it {item.says.en}"),
    )


def _text(held: Any) -> bool:
    return isinstance(held, str) and bool(held.strip())


def _said(held: Any) -> bool:
    return isinstance(held, Words) and all(map(_text, held))


def _upcasters(held: Any) -> bool:
    return isinstance(held, Mapping) and all(
        isinstance(key, tuple) and list(map(type, key)) == [str, int] and callable(cast)
        for key, cast in held.items()
    )


WORDS = Kind(_said, Words("中英文 Words", "Words in Chinese and English"))
TEXT = Kind(_text, Words("文字", "text, not blank"))
NUMBER = _one(int, Words("整数", "a whole number"))
FUNCTION = Kind(callable, Words("函数", "a function"))
VIEW = _one((View, Rollup), Words("视图（View、Rollup）", "a View or a Rollup"))
FACT = Kind(
    lambda held: (
        inspect.isclass(held)
        and issubclass(held, Event)
        and hasattr(held, "event_name")
        and WORDS.fits(held.event_words)
    ),
    Words("以 stored_as 声明、有中英文名称的事实", "a fact that stored_as declares, with words"),
)
COLUMNS = {
    "name": TEXT,
    "version": NUMBER,
    "title": TEXT,
    "title_en": TEXT,
    "row": _class(Row, Words("Row 的子类", "a subclass of Row")),
    "shown": _many(TEXT),
    "audience": _one(Audience, Words("Audience", "an Audience")),
}
"""What views and rollups have alike."""
FIELDS: Mapping[type, Mapping[str, Kind]] = {
    Extension: {
        "says": WORDS,
        "views": _many(VIEW),
        "deciders": _many(_one(Decider, Words("Decider", "a Decider"))),
        "upcasters": Kind(
            _upcasters,
            Words(
                "由（事实名，版本）到函数的映射", "a mapping of (fact's name, version) to functions"
            ),
        ),
        "use_cases": _many(TEXT),
        "steps": _many(TEXT),
    },
    View: {**COLUMNS, "reads": _many(FACT), "keys": FUNCTION, "evolve": FUNCTION},
    Rollup: {
        **COLUMNS,
        "parts": _many(_one(Part, Words("Part", "a Part"))),
        "start": FUNCTION,
        "base": Kind(
            lambda held: held is None or isinstance(held, View),
            Words("View 或 None", "a View or None"),
        ),
        "judged": FUNCTION,
    },
    Part: {
        "of": VIEW,
        "keys": FUNCTION,
        "adds": FUNCTION,
        "columns": _many(TEXT),
        "shares": Kind(
            lambda held: held is None or callable(held),
            Words("函数或 None", "a function or None"),
        ),
    },
    Decider: {
        "category": TEXT,
        "evolve": FUNCTION,
        "events": _many(FACT),
        "key": _many(FUNCTION),
    },
}
"""What each field of what an extension holds may hold."""


def unfit(extension: Extension) -> Iterator[Words]:
    """Yield what a field of the extension, or of anything in it, holds that it may not."""
    yield from _unfit(extension, "Extension")


def _unfit(thing: Any, where: str) -> Iterator[Words]:
    wrong = [
        Words(
            f"{where}.{name} 应为{kind.says.zh}，现为 {held!r}",
            f"{where}.{name} must be {kind.says.en}, and is {held!r}",
        )
        for name, kind in _fields_of(thing).items()
        if not kind.fits(held := getattr(thing, name))
    ]
    if wrong:
        yield from wrong
    else:
        for each in _held_by(thing):
            yield from _unfit(each, _place(each, where))


def _held_by(thing: Any) -> Iterable[Any]:
    match thing:
        case Extension(views=views, deciders=deciders):
            return (*views, *deciders)
        case Rollup(parts=parts, base=base):
            return parts if base is None else (base, *parts)
        case Part(of=source):
            return (source,)
        case _:
            return ()


def _fields_of(thing: Any) -> Mapping[str, Kind]:
    [fields] = (fields for cls, fields in FIELDS.items() if isinstance(thing, cls))
    return fields


def _place(thing: Any, where: str) -> str:
    """Return how a thing is called, by its name where it has one."""
    match thing:
        case View(name=name) | Rollup(name=name) | Decider(category=name):
            return f"{type(thing).__name__}({name!r})"
        case _:
            return f"{where}.Part"
