"""Conditions on a view's cells, as a program gives them or as a person types them.

A column goes by its name in the rows, or by its words in either language (``received_fen``, 到账,
received), a code by itself or its words. A program gives cells as rows have them (whole fen or
``Money``, dates or their ISO text); a person types yuan, 是 or no, and dates as people write them.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date, datetime
from typing import Any, TypeAlias

from attrs import frozen

from lixia_domain.audit.past.names import nearest
from lixia_domain.kernel.columns import PARTS, Column, Unit, columns
from lixia_domain.kernel.dates import parse_date
from lixia_domain.kernel.figures import Count, Flag
from lixia_domain.kernel.forms import Form
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.view import ReadModel
from lixia_domain.kernel.words import Words
from lixia_domain.recording.faults import Fault

Where: TypeAlias = Mapping[str, object] | Iterable[tuple[str, object]]
"""By column, what its cells are to be: a value, several of them (a list or set: any), ``None``
(nothing there) or ``Between``. As pairs, a column may be named more than once."""
Cell: TypeAlias = str | int | None
"""A cell as JSON has it; a date is its ISO text, which sorts as it does."""

KEY = Column(
    name="key",
    words=Words("标识", "key"),
    unit=Unit.TEXT,
    optional=False,
    blank=False,
    codes={},
    closed=False,
    several=False,
    audience=None,
)
"""A row's key, which every view has before its columns."""


class UnknownView(Fault, KeyError):  # noqa: N818 - named as the faults are
    """There is no view of this name."""

    def __init__(self, name: str, known: Collection[str], lacking: Words | None = None) -> None:
        near, zh, en = _there(name, known)
        more = Words("", "") if lacking is None else Words(f"；{lacking.zh}", f"; {lacking.en}")
        super().__init__(
            f"没有视图“{name}”，{zh}{more.zh}",
            f"there is no view {name!r}; {en}{more.en}",
            name=name,
        )
        self.near = near


class UnknownColumn(Fault, KeyError):  # noqa: N818 - named as the faults are
    """The view has no such column."""

    def __init__(self, view: str, name: str, known: Collection[str]) -> None:
        near, zh, en = _there(name, known)
        super().__init__(
            f"视图 {view} 没有栏目“{name}”，{zh}",
            f"view {view} has no column {name!r}; {en}",
            view=view,
            name=name,
        )
        self.near = near


class BadSelection(Fault, ValueError):  # noqa: N818 - named as the faults are
    """What is asked of a view's rows can't be answered as it stands."""


@frozen
class Between:
    """From ``least`` to ``most``, both included; one of them may be left open. Never nothing."""

    least: object = None
    most: object = None


@frozen
class Condition:
    """What the cells of one column are to be: one of ``any_of``, or within bounds."""

    column: Column
    any_of: frozenset[Cell] | None
    least: Any = None
    most: Any = None

    def holds(self, key: str, row: object) -> bool:
        """Tell whether a row fits."""
        cell = cell_of(self.column, key, row)
        if self.any_of is not None:
            return not self.any_of.isdisjoint(_codes(self.column, cell))
        return (
            cell is not None
            and (self.least is None or self.least <= cell)
            and (self.most is None or cell <= self.most)
        )

    def told(self) -> list[object]:
        """Return it as plain data."""
        any_of = None if self.any_of is None else sorted(map(repr, self.any_of))
        return [self.column.name, any_of, self.least, self.most]


def cell_of(column: Column, key: str, row: object) -> Any:
    """Return the cell of ``column`` in a row, as JSON has it."""
    cell = key if column is KEY else getattr(row, column.name)
    return cell.isoformat() if isinstance(cell, date) else cell


def _codes(column: Column, cell: Cell) -> Iterator[Cell]:
    if cell in (None, ""):
        yield None
    yield cell
    if column.several and isinstance(cell, str):
        yield from (part.partition(":")[0] for part in cell.split(PARTS))


def conditions(model: ReadModel, where: Where) -> list[Condition]:
    """Return what ``where`` says, all of which is to hold.

    Raises ``UnknownColumn``, ``BadSelection``, and what says that a date can't be read.
    """
    pairs: object = where.items() if isinstance(where, Mapping) else where
    if isinstance(pairs, str) or not isinstance(pairs, Iterable):
        raise _no_conditions(where)
    found = []
    for pair in pairs:
        match pair:
            case (str(name), wanted):
                found.append(_condition(column_called(model, name), wanted))
            case _:
                raise _no_conditions(pair)
    return found


def _no_conditions(where: object) -> BadSelection:
    return BadSelection(
        f"条件须为栏目名到值的映射，或（栏目名，值）的列表，不是 {where!r}",
        f"conditions map columns' names to values, or list (name, value), which {where!r} does not",
    )


def column_called(model: ReadModel, name: str) -> Column:
    """Return the column of a view that ``name`` names. Raises ``UnknownColumn``."""
    every = (KEY, *columns(model.row))
    called: dict[str, Column] = {}
    for column in every:  # names go before words
        called |= {column.words.en.casefold(): column, column.words.zh: column}
    called |= {column.name: column for column in every}
    try:
        return called[name.strip().casefold()]
    except KeyError:
        raise UnknownColumn(model.name, name, [one.name for one in every]) from None


def _condition(column: Column, wanted: object) -> Condition:
    if isinstance(wanted, Between):
        if column.unit is Unit.FLAG:
            raise _no_value(column, wanted)
        least, most = (_value(column, bound) for bound in (wanted.least, wanted.most))
        return Condition(column, None, least, most)
    several = wanted if isinstance(wanted, list | tuple | set | frozenset) else (wanted,)
    return Condition(column, frozenset(_value(column, one) for one in several))


def _value(column: Column, value: object) -> Cell:
    """Return ``value`` as the cells of ``column`` have it. Raises ``BadSelection``."""
    match column.unit, value:
        case _, None:
            return None
        case Unit.FLAG, bool():
            return value
        case _, bool():
            pass
        case Unit.FEN, Money():
            return value.fen
        case Unit.FEN | Unit.MINUTES | Unit.NUMBER, int():
            return value
        case Unit.DATE, datetime():
            pass
        case Unit.DATE, date():
            return value.isoformat()
        case Unit.DATE, str():
            return parse_date(value).isoformat()
        case Unit.TEXT, str():
            return _code(column, value)
        case _:
            pass
    raise _no_value(column, value)


def _code(column: Column, text: str) -> str:
    """Return the code that ``text`` is, or is the words of; any other text as it is."""
    if text not in column.codes:
        for code, words in column.codes.items():
            if text.casefold() in (words.zh.casefold(), words.en.casefold()):
                return code
        if column.closed and text:
            raise _no_code(column, text)
    return str(text)


_WRITTEN = re.compile(r"([^<>=≥≤＝]+)(>=|<=|[≥≤=＝])(.*)", re.DOTALL)


def condition_in(model: ReadModel, text: str) -> tuple[str, object]:
    """Read a condition as a person types it: its column's name, and what the cells are to be.

    ``阶段=已确认|待付款`` (one of these), ``认捐>=10000`` (yuan), ``认捐<=2万``,
    ``到期日=2021-01-01..2021-06-30``, ``领域=`` (nothing there). Raises as ``conditions`` does, and
    ``BadAmount``.
    """
    read = _WRITTEN.fullmatch(text)
    if read is None:
        raise BadSelection(
            f"“{text}”不是条件，请写成 栏目=值、栏目>=值、栏目<=值 或 栏目=起..止",
            f"{text!r} is no condition: write column=value, column>=value, column<=value or "
            "column=from..to",
        )
    name, sign, said = read.groups()
    column = column_called(model, name.strip())
    if sign in (">=", "≥"):
        return column.name, Between(least=_typed(column, said))
    if sign in ("<=", "≤"):
        return column.name, Between(most=_typed(column, said))
    least, dots, most = said.partition("..")
    if dots:
        return column.name, Between(_typed(column, least), _typed(column, most))
    return column.name, [_typed(column, one) for one in said.split("|")]


def _typed(column: Column, text: str) -> object:
    """Return what a person typed as the column's cells have it; nothing typed: ``None``."""
    text = text.strip()
    if not text:
        return None
    if column.unit is Unit.FEN:
        return Money.parse(text)
    if (form := _FORMS.get(column.unit)) is None:
        return text
    try:
        return form.parse(text)
    except ValueError:
        raise _no_value(column, text) from None


_FORMS: Mapping[Unit, Form] = {Unit.FLAG: Flag(), Unit.MINUTES: Count(), Unit.NUMBER: Count()}
_HOLDS: Mapping[Unit, Words] = {
    Unit.TEXT: Words("文字", "text"),
    Unit.FEN: Words("金额", "amounts"),
    Unit.MINUTES: Words("分钟数（整数）", "whole minutes"),
    Unit.NUMBER: Words("整数", "whole numbers"),
    Unit.DATE: Words("日期", "dates"),
    Unit.FLAG: Words("是或否", "yes or no"),
}


def _no_value(column: Column, value: object) -> BadSelection:
    holds, name = _HOLDS[column.unit], column.name
    return BadSelection(
        f"栏目“{column.words.zh}”（{name}）里是{holds.zh}，不能以 {value!r} 为条件",
        f"column {column.words.en} ({name}) holds {holds.en}, which {value!r} is not",
        column=name,
    )


def _no_code(column: Column, text: str) -> BadSelection:
    codes = column.codes.items()
    zh = "、".join(f"{code}（{words.zh}）" for code, words in codes)
    en = ", ".join(f"{code} ({words.en})" if code != words.en else code for code, words in codes)
    return BadSelection(
        f"栏目“{column.words.zh}”（{column.name}）里没有“{text}”，只有：{zh}",
        f"column {column.words.en} ({column.name}) never holds {text!r}; it holds: {en}",
        column=column.name,
    )


def _there(name: str, known: Collection[str]) -> tuple[tuple[str, ...], str, str]:
    near = nearest(name, known)
    there = near or tuple(known)
    zh, en = ("是否想用", "did you mean") if near else ("现有", "there are")
    return near, f"{zh}：{'、'.join(there)}", f"{en}: {', '.join(there)}"
