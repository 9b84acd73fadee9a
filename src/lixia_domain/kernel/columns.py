"""What people read of a view: each column's words, unit and audience, and the words of its codes.

They stand at the row class, ``Annotated[str, column("项目", "project")]``, and are read from there
by whatever shows rows: tables, workbooks, the catalogue, JSON Schema.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from typing import Annotated, Any, TypeAlias, get_args, get_origin, get_type_hints

import msgspec
from attrs import frozen

from lixia_domain.kernel.view import Audience, ReadModel, Row
from lixia_domain.kernel.words import Worded, Words

Codes: TypeAlias = type[Worded] | Mapping[str, Words]
"""Codes and their words: an enum's, or a table's."""


class Unit(StrEnum):
    """What the cells of a column are. Amounts and minutes are whole numbers."""

    TEXT = "text"
    FEN = "fen"
    MINUTES = "minutes"
    NUMBER = "number"
    DATE = "date"
    FLAG = "flag"


PARTS = "、"
"""What several codes in one cell are parted by; each may say what it is for after a colon."""


@frozen(kw_only=True)
class Column:
    """A column of a view.

    ``codes``: what its codes mean; only codes stand in it where it is ``closed``. ``several``: a
    cell holds codes parted by 、. ``audience`` is who may see it of those who may see the view;
    ``None``: they all.
    """

    name: str
    words: Words
    unit: Unit
    optional: bool
    blank: bool
    """Whether a cell may be empty text."""
    codes: Mapping[str, Words]
    closed: bool
    several: bool
    audience: Audience | None

    def read(self, text: str, lang: str) -> str:
        """Return a cell of text as people read it: codes in words, all else as it is."""
        if not self.several:
            return self._word(text, lang)
        parts = (part.partition(":") for part in text.split(PARTS))
        return PARTS.join(f"{self._word(code, lang)}{colon}{of}" for code, colon, of in parts)

    def _word(self, code: str, lang: str) -> str:
        words = self.codes.get(code)
        return code if words is None else words.text(lang)


@frozen
class _Said:
    words: Words
    codes: Mapping[str, Words]
    closed: bool
    several: bool
    audience: Audience | None


def column(
    zh: str,
    en: str,
    *,
    codes: Codes | tuple[Codes, ...] = (),
    closed: bool = True,
    several: bool = False,
    audience: Audience | None = None,
) -> msgspec.Meta:
    """Return what stands at a field of a row: its words in both languages.

    ``codes``: whose words replace the codes in it. ``closed=False`` where other texts stand among
    them, ``several=True`` where a cell holds more than one. ``audience`` narrows the view's own.
    """
    given = codes if isinstance(codes, tuple) else (codes,)
    known = {code: words for some in given for code, words in _words(some)}
    words = Words(zh, en)
    said = _Said(words, known, closed and not several and bool(known), several, audience)
    return msgspec.Meta(title=f"{zh} · {en}", extra={"column": said})


def _words(codes: Codes) -> Iterator[tuple[str, Words]]:
    if isinstance(codes, Mapping):
        yield from codes.items()
    else:
        yield from ((one.value, Words(one.zh, one.en)) for one in codes)


_FOUND: dict[type[Row], tuple[Column, ...]] = {}


def columns(row: type[Row]) -> tuple[Column, ...]:
    """Return the columns of a row class, in order. What opens with an underscore is none.

    Raises ``TypeError`` for a field that says nothing of itself.
    """
    if row not in _FOUND:
        hints = get_type_hints(row, include_extras=True)
        _FOUND[row] = tuple(
            _column(field.name, hints[field.name], blank=field.default == "")
            for field in msgspec.structs.fields(row)
            if not field.name.startswith("_")
        )
    return _FOUND[row]


def column_of(model: ReadModel, name: str) -> Column:
    """Return the column of a view that is called ``name``. Raises ``KeyError``."""
    return {each.name: each for each in columns(model.row)}[name]


def shown(model: ReadModel) -> tuple[Column, ...]:
    """Return the columns that a person is shown first, the most telling ones before others."""
    every = columns(model.row)
    known = {each.name: each for each in every}
    return tuple(known[name] for name in model.shown) or every


def audience_of(model: ReadModel, each: Column) -> Audience:
    """Return who may see a column of a view."""
    return model.audience if each.audience is None else each.audience


def visible(model: ReadModel, reader: Audience) -> tuple[Column, ...]:
    """Return the columns of a view that ``reader`` may see, in order; none where it may not."""
    if not reader.sees(model.audience):
        return ()
    return tuple(each for each in columns(model.row) if reader.sees(audience_of(model, each)))


def closings(model: ReadModel, rows: Iterable[Mapping[str, Any]]) -> tuple[tuple[Words, int], ...]:
    """Return what stands below all ``rows`` of a view, as they are shown: its name, and fen."""
    if model.closing is None:
        return ()
    said, by = model.closing.words, column_of(model, model.closing.by).words
    return tuple(
        (Words(f"{said.zh}（{by.zh} {value}）", f"{said.en} ({by.en} {value})"), fen)
        for value, fen in model.closing.of(rows).items()
    )


def _column(name: str, hint: Any, *, blank: bool) -> Column:
    said = next((m.extra["column"] for m in _metas(hint) if m.extra), None)
    if said is None:
        msg = f"the column {name} says nothing of itself: Annotated[…, column(中文, English)]"
        raise TypeError(msg)
    kinds = set(_kinds(hint))
    return Column(
        name=name,
        words=said.words,
        unit=_unit(name, kinds),
        optional=type(None) in kinds,
        blank=blank,
        codes=said.codes,
        closed=said.closed,
        several=said.several,
        audience=said.audience,
    )


def _metas(hint: Any) -> Iterator[msgspec.Meta]:
    """Yield what stands at a type or, as in ``ProjectColumn | None``, at one of its arms."""
    if get_origin(hint) is Annotated:
        yield from (m for m in hint.__metadata__ if isinstance(m, msgspec.Meta))
        yield from _metas(hint.__origin__)
    else:
        for arm in get_args(hint):
            yield from _metas(arm)


def _kinds(hint: Any) -> Iterable[Any]:
    if get_origin(hint) is Annotated:
        return _kinds(hint.__origin__)
    arms = get_args(hint)
    return [kind for arm in arms for kind in _kinds(arm)] if arms else [hint]


def _unit(name: str, kinds: set[Any]) -> Unit:
    if bool in kinds:
        return Unit.FLAG
    if date in kinds:
        return Unit.DATE
    if int not in kinds:
        return Unit.TEXT
    if name.endswith("_fen"):
        return Unit.FEN
    return Unit.MINUTES if name.endswith("_minutes") else Unit.NUMBER


_TYPES: Mapping[Unit, Mapping[str, Any]] = {
    Unit.TEXT: {"type": "string"},
    Unit.FEN: {"type": "integer"},
    Unit.MINUTES: {"type": "integer"},
    Unit.NUMBER: {"type": "integer"},
    Unit.DATE: {"type": "string", "format": "date"},
    Unit.FLAG: {"type": "boolean"},
}


def row_schema(model: ReadModel) -> dict[str, Any]:
    """Return the JSON Schema of a view's rows, as ``store.show`` tells them.

    ``x-words`` has a column's title in both languages, ``x-codes`` the words of its codes,
    ``x-unit`` and ``x-audience`` say what a reader of the numbers, or of the page, must know.
    """
    cells = {each.name: _cell_schema(model, each) for each in columns(model.row)}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"{model.title} · {model.title_en}",
        "type": "object",
        "properties": {"key": {"type": "string"}, **cells},
        "required": ["key", *cells],
        "additionalProperties": False,
    }


def _cell_schema(model: ReadModel, each: Column) -> dict[str, Any]:
    kind = dict(_TYPES[each.unit])
    if each.closed:
        kind["enum"] = [*each.codes, *([""] if each.blank else [])]
    found: dict[str, Any] = {
        "title": f"{each.words.zh} · {each.words.en}",
        "x-words": each.words._asdict(),
        "x-unit": each.unit.value,
        "x-audience": audience_of(model, each).value,
    }
    if each.codes:
        found["x-codes"] = {code: words._asdict() for code, words in each.codes.items()}
    return found | ({"anyOf": [kind, {"type": "null"}]} if each.optional else kind)
