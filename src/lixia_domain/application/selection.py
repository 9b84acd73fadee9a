"""What of a view is asked for: which rows, in what order, which columns, a page at a time.

All that shows somebody a part of a view (``Store.show``, the console) selects it by this.
"""

from __future__ import annotations

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from functools import total_ordering
from operator import itemgetter
from types import MappingProxyType
from typing import Any, TypeAlias

from attrs import field, frozen

from lixia_domain.application.conditions import (
    KEY,
    BadSelection,
    Condition,
    UnknownView,
    Where,
    cell_of,
    column_called,
    conditions,
)
from lixia_domain.extensions.lacking import lacking
from lixia_domain.extensions.shown import all_views, view_named
from lixia_domain.kernel.columns import Column, audience_of, visible
from lixia_domain.kernel.view import Audience, ReadModel
from lixia_domain.kernel.words import Words
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.read_models import Shown, shown

NOTHING_SAID: Mapping[str, str] = MappingProxyType({})


def _number(selection: object, field: object, limit: int | None) -> None:
    if limit is not None and (type(limit) is not int or limit < 1):
        raise BadSelection(
            f"每页行数须为正整数，不是 {limit!r}",
            f"a page has a whole number of rows above zero, not {limit!r}",
        )


def _names(selection: object, field: object, names: Sequence[str]) -> None:
    if not isinstance(names, list | tuple) or not all(isinstance(name, str) for name in names):
        raise BadSelection(
            f"栏目须为由栏目名组成的列表，不是 {names!r}",
            f"columns are told by a list of their names, not by {names!r}",
        )


def _text(selection: object, field: object, after: str | None) -> None:
    if after is not None and not isinstance(after, str):
        raise _no_cursor()


def _no_cursor() -> BadSelection:
    return BadSelection(
        "续页标记不是这一查询给出的，请从第一页重新开始",
        "the cursor is not one of this selection; begin again at the first page",
    )


@frozen(kw_only=True)
class Selection:
    """Which rows of a view, in what order, and which page of them. Raises ``BadSelection``."""

    where: Where = ()
    order: Sequence[str] = field(default=(), validator=_names)
    """Columns, with ``-`` before one that descends; then by key. Empty cells come last."""
    columns: Sequence[str] = field(default=(), validator=_names)
    """Which columns the rows are to have, after the key; none: all."""
    limit: int | None = field(default=None, validator=_number)
    """How many rows at most."""
    after: str | None = field(default=None, validator=_text)
    """The ``next`` of the page before."""


def view_called(name: str, about: Mapping[str, str] = NOTHING_SAID) -> ReadModel:
    """Return the view of this name.

    Raises ``UnknownView``, naming the nearest, else all, and which distributions a store that says
    this ``about`` itself lacks.
    """
    if not isinstance(name, str):
        raise BadSelection(f"视图须以名称指明，不是 {name!r}", f"a view has a name, not {name!r}")
    try:
        return view_named(name)
    except KeyError:
        known = [view.name for view in all_views()]
        raise UnknownView(name, known, lacking(about)) from None


class NotForYou(Fault):
    """A view, or a column of it, is not for whoever asks."""

    def __init__(self, what: Words, audience: Audience) -> None:
        super().__init__(
            f"{what.zh}仅供{audience.zh}查看；请以有此身份的账号登录",
            f"{what.en} is for this audience only: {audience.en}; sign in with an account of it",
            audience=audience.value,
        )


def view_for(name: str, reader: Audience, about: Mapping[str, str] = NOTHING_SAID) -> ReadModel:
    """Return the view of this name, if ``reader`` may see it. Raises as ``view_called``, and
    ``NotForYou``."""
    model = view_called(name, about)
    if not reader.sees(model.audience):
        raise NotForYou(Words(f"“{model.title}”", model.title_en), model.audience)
    return model


def select(
    rows: Shown, model: ReadModel, asked: Selection, reader: Audience = Audience.AUDITOR
) -> dict[str, Any]:
    """Return the rows of a view that are asked for, as data for JSON.

    Columns that ``reader`` may not see are not among them, and nobody may ask by them either.

    To ``view``, ``version``, ``position`` and ``rows`` come ``columns`` (name, words in both
    languages, unit), ``matched`` (how many rows fit, on all pages) and ``next``: what the next page
    is asked ``after``, ``None`` on the last. Where rows change between two pages, the next one
    begins behind the place where the last row stood: none is skipped or shown twice that did not
    move itself. Raises ``UnknownColumn``, ``BadSelection`` and ``NotForYou``.
    """
    wanted = conditions(model, asked.where)
    order = _Order.of(model, asked.order)
    kept = _columns(model, asked.columns, reader)
    parts = [*kept, *(each.column for each in wanted), *(each for each, _ in order.parts)]
    _refuse_hidden(model, reader, parts)
    told = _told(model, wanted, order)
    with rows.reading() as position:
        found = [
            (order.place(key, row), key, row)
            for key, row in rows.rows(model)
            if all(each.holds(key, row) for each in wanted)
        ]
    found.sort(key=itemgetter(0))
    start = 0 if asked.after is None else order.behind(asked.after, told, found)
    page = found[start:] if asked.limit is None else found[start : start + asked.limit]
    more = page and start + len(page) < len(found)
    return {
        "view": model.name,
        "version": model.version,
        "position": position,
        "columns": [
            {"name": each.name, "zh": each.words.zh, "en": each.words.en, "unit": each.unit.value}
            for each in kept
        ],
        "matched": len(found),
        "next": order.cursor(page[-1], told) if more else None,
        "rows": [_plain(key, row, kept) for _, key, row in page],
    }


def _columns(model: ReadModel, names: Sequence[str], reader: Audience) -> Sequence[Column]:
    wanted = [column_called(model, name) for name in names] or visible(model, reader)
    return [KEY, *(each for each in wanted if each is not KEY)]


def _refuse_hidden(model: ReadModel, reader: Audience, asked: Iterable[Column]) -> None:
    shown = {each.name for each in visible(model, reader)} | {KEY.name}
    for each in asked:
        if each.name not in shown:
            raise NotForYou(
                Words(f"栏目“{each.words.zh}”", f"the column {each.words.en!r}"),
                audience_of(model, each),
            )


def _plain(key: str, row: Any, kept: Sequence[Column]) -> dict[str, Any]:
    whole = {"key": key, **shown(row)}
    return {each.name: whole[each.name] for each in kept}


def _told(model: ReadModel, wanted: Sequence[Condition], order: _Order) -> str:
    """Return what tells one selection from another: a cursor fits only its own."""
    asked = [model.name, model.version, [each.told() for each in wanted], order.told()]
    return hashlib.sha256(json.dumps(asked).encode()).hexdigest()[:12]


@total_ordering
class _Down:
    """A cell that sorts the other way round."""

    def __init__(self, cell: Any) -> None:
        self.cell = cell

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Down) and bool(self.cell == other.cell)

    def __lt__(self, other: _Down) -> bool:
        return bool(other.cell < self.cell)


Place: TypeAlias = tuple[Any, ...]
Found: TypeAlias = tuple[Place, str, Any]


@frozen
class _Order:
    """By which columns rows are sorted; the key comes last, so that no two are equal."""

    parts: Sequence[tuple[Column, bool]]
    """Each with whether it descends."""

    @classmethod
    def of(cls, model: ReadModel, names: Sequence[str]) -> _Order:
        found = [(column_called(model, name.removeprefix("-")), name[:1] == "-") for name in names]
        return cls((*found, (KEY, False)))

    def told(self) -> list[tuple[str, bool]]:
        """Return it as plain data."""
        return [(each.name, down) for each, down in self.parts]

    def place(self, key: str, row: Any) -> Place:
        """Return where a row stands."""
        return self._place([cell_of(each, key, row) for each, _ in self.parts])

    def _place(self, cells: Sequence[Any]) -> Place:
        return tuple(
            (cell is None, _Down(cell) if down and cell is not None else cell)
            for cell, (_, down) in zip(cells, self.parts, strict=True)
        )

    def cursor(self, last: Found, told: str) -> str:
        """Return the place of the last row as text, which a caller may hand back."""
        _, key, row = last
        cells = [cell_of(each, key, row) for each, _ in self.parts]
        text = json.dumps([told, *cells], ensure_ascii=False, separators=(",", ":"))
        return urlsafe_b64encode(text.encode()).decode()

    def behind(self, cursor: str, told: str, found: Sequence[Found]) -> int:
        """Return how many of ``found`` the pages up to ``cursor`` held.

        Raises ``BadSelection`` for what is no cursor of this selection.
        """
        try:
            mark, *cells = json.loads(urlsafe_b64decode(cursor.encode()))
            if mark == told:
                return bisect_right(found, self._place(cells), key=itemgetter(0))
        except (ValueError, TypeError, RecursionError):
            pass  # a text of somebody's own making
        raise _no_cursor()
