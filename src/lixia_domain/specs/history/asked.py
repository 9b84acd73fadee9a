"""Sentences that ask for any row, column or sum of any view, and for any indicator.

They are one pattern, generated from the words of the views: what a view, a column or a code is
called in Chinese is what a sentence calls it. Stored names do as well.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, TypeVar

from lixia_domain.application.overview import kpi
from lixia_domain.audit.past.rows import Rows
from lixia_domain.kernel.columns import Column, Unit, columns
from lixia_domain.kernel.dates import BadDate, parse_date
from lixia_domain.kernel.money import BadAmount, Money
from lixia_domain.kernel.view import ReadModel
from lixia_domain.specs.history.folds import Fold
from lixia_domain.specs.history.past import Past
from lixia_domain.specs.history.sentences import finding
from lixia_domain.testing.steps.expect import NotSo, expect, same
from lixia_domain.testing.steps.reading import near, row_of
from lixia_domain.testing.steps.sentences import Accepts, Table
from lixia_domain.views import VIEWS

Asks = TypeVar("Asks", bound=Callable[..., None])

FLAGS = {"是": True, "否": False}
NOTHING = "无"
"""What a cell says that is empty."""


@lru_cache(1)
def _views() -> Mapping[str, ReadModel]:
    by_title = {model.title: model for model in VIEWS}
    return by_title | {model.name: model for model in VIEWS}


@lru_cache(None)
def fold_of(model: ReadModel) -> type[Fold]:
    """Return the fold that makes a view, the same one whoever asks."""
    return type(f"View_{model.name}", (Fold,), {"views": (model,), "__doc__": model.title})


def view_called(name: str) -> ReadModel:
    """Return the view of this title or stored name. Fails, naming what comes near."""
    known = _views()
    if name in known:
        return known[name]
    like = near(name, known, 5, 0.3) or [model.title for model in VIEWS]
    raise NotSo(
        f"没有视图“{name}”，可用：{'、'.join(like)}",
        f"there is no view {name!r}; known: {', '.join(like)}",
    )


def column_called(model: ReadModel, name: str) -> Column:
    """Return the column of a view that bears this title or name. Fails, naming all there are."""
    for each in columns(model.row):
        if name in (each.words.zh, each.name):
            return each
    there = [each.words.zh for each in columns(model.row)]
    raise NotSo(
        f"视图“{model.title}”没有“{name}”这一栏，可用：{'、'.join(there)}",
        f"the view {model.name} has no column {name!r}; known: {', '.join(there)}",
    )


def cell(each: Column, row: Any) -> Any:
    """Return a cell as it is compared: amounts as money, codes in Chinese, nothing as 无."""
    value = getattr(row, each.name)
    if value is None or value == "":
        return NOTHING
    match each.unit:
        case Unit.FEN:
            return Money(value)
        case Unit.FLAG:
            return "是" if value else "否"
        case Unit.TEXT:
            return each.read(value, "zh")
        case _:
            return value


def read(each: Column, words: str) -> Any:
    """Return what ``words`` say where this column is told. Fails where they say nothing of it."""
    if words == NOTHING:
        return NOTHING
    known = _codes(each)
    if known is not None and words not in known:
        there = "、".join((*known, NOTHING))
        raise NotSo(
            f"“{words}”不是“{each.words.zh}”的词，可用：{there}",
            f"{words!r} is no word of {each.words.en}; known: {there}",
        )
    try:
        match each.unit:
            case Unit.FEN:
                return Money.parse(words)
            case Unit.DATE:
                return parse_date(words)
            case Unit.NUMBER | Unit.MINUTES:
                return int(words.removesuffix("分钟").replace(",", ""))
            case _:
                return words
    except (BadAmount, BadDate, ValueError) as bad:
        raise NotSo(
            f"“{words}”不能是“{each.words.zh}”：{_wanted(each)[0]}",
            f"{words!r} can't be {each.words.en}: {_wanted(each)[1]}",
        ) from bad


def _wanted(each: Column) -> tuple[str, str]:
    return {
        Unit.FEN: ("写成 45,000.00 元 的样子", "write it like 45,000.00 元"),
        Unit.DATE: ("写成 2021-03-10 的样子", "write it like 2021-03-10"),
    }.get(each.unit, ("写成整数", "write a whole number"))


def _rows(history: Past, model: ReadModel) -> Mapping[str, Any]:
    return history.fold(fold_of(model)).tables[model.name]


def _view(said: Mapping[str, Any]) -> Iterable[type[Fold]]:
    """Return the fold that a sentence about a view needs; none where it names no view."""
    known = _views().get(said["view"])
    return () if known is None else (fold_of(known),)


def _titles(_: Mapping[str, Any]) -> Collection[str]:
    return tuple(_views())


def _columns_of(said: Mapping[str, Any]) -> Collection[str] | None:
    known = _views().get(said["view"])
    if known is None:
        return None
    return [name for each in columns(known.row) for name in (each.words.zh, each.name)]


def _codes(each: Column) -> Collection[str] | None:
    """Return all that a cell of this column may say; ``None``: whatever there is to say."""
    if each.unit is Unit.FLAG:
        return tuple(FLAGS)
    return [words.zh for words in each.codes.values()] if each.closed else None


def _codes_of(column: str) -> Accepts:
    def codes(said: Mapping[str, Any]) -> Collection[str] | None:
        known = _views().get(said["view"])
        for each in () if known is None else columns(known.row):
            if said[column] in (each.words.zh, each.name):
                told = _codes(each)
                return None if told is None else (*told, NOTHING)
        return None

    return codes


VIEW: Mapping[str, Accepts] = {"view": _titles}


@finding(
    '视图"{view}"中"{key}"的"{column}"为"{value}"',
    needs=_view,
    accepts={**VIEW, "column": _columns_of, "value": _codes_of("column")},
)
def _(history: Past, view: str, key: str, column: str, value: str) -> None:
    model = view_called(view)
    each = column_called(model, column)
    row = row_of(_rows(history, model), key, f"{model.title}的行", "row", note=history.note)
    zh, en = f"{model.title}中 {key} 的{each.words.zh}", f"{each.words.en} of {key}"
    same(zh, en, cell(each, row), read(each, value), note=history.note)


@finding('视图"{view}"共有 {number:Number} 行', needs=_view, accepts=VIEW)
def _(history: Past, view: str, number: int) -> None:
    model = view_called(view)
    found = len(_rows(history, model))
    same(f"{model.title}的行数", f"the rows of {model.name}", found, number, note=history.note)


@finding(
    '视图"{view}"中"{column}"为"{value}"的共有 {number:Number} 行',
    needs=_view,
    accepts={**VIEW, "column": _columns_of, "value": _codes_of("column")},
)
def _(history: Past, view: str, column: str, value: str, number: int) -> None:
    model = view_called(view)
    found = len(list(_where(history, model, column, value)))
    zh, en = f"{model.title}中{column}为{value}的行数", f"rows where {column} is {value}"
    same(zh, en, found, number, note=history.note)


def _total(zh: str, accepts: Mapping[str, Accepts]) -> Callable[[Asks], Asks]:
    """Make a function the sentence that a column comes to ``total``: an amount, or a number."""

    def declare(asks: Asks) -> Asks:
        for kind in ("Money", "Number"):
            finding(f"{zh} {{total:{kind}}}", needs=_view, accepts=accepts)(asks)
        return asks

    return declare


@_total('视图"{view}"的"{column}"合计为', {**VIEW, "column": _columns_of})
def _(history: Past, view: str, column: str, total: Money | int) -> None:
    model = view_called(view)
    _added(history, model, column, _rows(history, model).values(), total, "")


@_total(
    '视图"{view}"中"{where}"为"{value}"的"{column}"合计为',
    {**VIEW, "where": _columns_of, "value": _codes_of("where"), "column": _columns_of},
)
def _(history: Past, view: str, where: str, value: str, column: str, total: Money | int) -> None:
    model = view_called(view)
    told = _where(history, model, where, value)
    _added(history, model, column, told, total, f"{where}为{value}的")


def _where(history: Past, model: ReadModel, column: str, value: str) -> Iterator[Any]:
    each = column_called(model, column)
    wanted = read(each, value)
    for row in _rows(history, model).values():
        if cell(each, row) == wanted:
            yield row


def _added(
    history: Past, model: ReadModel, column: str, told: Iterable[Any], due: Money | int, of: str
) -> None:
    each = column_called(model, column)
    expect(
        each.unit in (Unit.FEN, Unit.NUMBER, Unit.MINUTES),
        f"“{each.words.zh}”不是金额，也不是数，不能合计",
        f"{each.words.en} is neither amount nor number and does not add up",
    )
    summed: int = sum(getattr(row, each.name) or 0 for row in told)
    found = Money(summed) if each.unit is Unit.FEN else summed
    expect(
        type(found) is type(due),
        f"“{each.words.zh}”的合计为 {found}，请照这样写",
        f"{each.words.en} come to {found} in all: write it like that",
    )
    zh, en = f"{model.title}中{of}{each.words.zh}合计", f"{each.words.en} of {model.name} in all"
    same(zh, en, found, due, note=history.note)


@finding('视图"{view}"中有下列各行：', needs=_view, accepts=VIEW, heads=_columns_of)
def _(history: Past, view: str, datatable: Table) -> None:
    _listed(history, view, datatable, all_of_it=False)


@finding('视图"{view}"中恰有下列各行：', needs=_view, accepts=VIEW, heads=_columns_of)
def _(history: Past, view: str, datatable: Table) -> None:
    _listed(history, view, datatable, all_of_it=True)


def _listed(history: Past, view: str, datatable: Table, *, all_of_it: bool) -> None:
    model = view_called(view)
    heads, *told = datatable
    asked = [column_called(model, head) for head in heads]
    found = [tuple(cell(each, row) for each in asked) for row in _rows(history, model).values()]
    left = list(found)
    for words in told:
        wanted = tuple(read(each, word) for each, word in zip(asked, words, strict=True))
        if wanted not in left:
            raise _missing(history, model, asked, wanted, found)
        left.remove(wanted)
    expect(
        not (all_of_it and left),
        f"视图“{model.title}”中另有 {len(left)} 行，如：{_line(left)}{history.note[0]}",
        f"the view {model.name} has {len(left)} more rows, such as {_line(left)}{history.note[1]}",
    )


def _missing(
    history: Past,
    model: ReadModel,
    asked: Sequence[Column],
    wanted: tuple[Any, ...],
    found: Sequence[tuple[Any, ...]],
) -> NotSo:
    """Say which row is not there, and what the one that agrees in most cells has instead."""
    said = _line([wanted])
    like = max(found, key=lambda row: sum(map(_agree, row, wanted)), default=None)
    if like is None or not any(map(_agree, like, wanted)):
        zh, en = "，没有相近的行", "; no row comes near"
    else:
        other = [
            (each.words, here)
            for each, here, told in zip(asked, like, wanted, strict=True)
            if here != told
        ]
        zh = f"；最相近的一行，{'，'.join(f'{words.zh}为 {here}' for words, here in other)}"
        en = f"; the nearest has {', '.join(f'{words.en} {here}' for words, here in other)}"
    return NotSo(
        f"视图“{model.title}”中没有这一行：{said}{zh}{history.note[0]}",
        f"the view {model.name} has no row {said}{en}{history.note[1]}",
    )


def _agree(here: Any, told: Any) -> bool:
    return bool(here == told)


def _line(rows: Sequence[tuple[Any, ...]]) -> str:
    return " | ".join(map(str, rows[0])) if rows else ""


def _shown(history: Past | None) -> Rows:
    """Return the views that indicators are read from, as a history has them; of none, empty."""
    shown = Rows(kpi.READS)
    if history is not None:
        shown.tables |= {model.name: dict(_rows(history, model)) for model in kpi.READS}
        shown.at = history.archive.position
    return shown


@lru_cache(1)
def _indicators() -> Mapping[str, str]:
    """Return the code of each indicator, by its definition in Chinese and by itself."""
    figures = kpi.report(_shown(None)).figures
    return {name: each.code for each in figures for name in (each.zh, each.code)}


INDICATOR: Mapping[str, Accepts] = {"name": lambda _: tuple(_indicators())}


def _read_by_indicators(_: Mapping[str, Any]) -> Iterable[type[Fold]]:
    return [fold_of(model) for model in kpi.READS]


def _figure(history: Past, name: str) -> kpi.Figure:
    code = _indicators().get(name)
    figures = kpi.report(_shown(history)).figures
    for each in figures:
        if each.code == code:
            return each
    raise NotSo(
        f"没有指标“{name}”，可用：{'、'.join(each.zh for each in figures)}",
        f"there is no indicator {name!r}; known: {', '.join(each.code for each in figures)}",
    )


@finding('指标"{name}"为 {number:Number}', needs=_read_by_indicators, accepts=INDICATOR)
def _(history: Past, name: str, number: int) -> None:
    each = _figure(history, name)
    expect(
        each.whole is None,
        f"“{each.zh}”是比例，请写成 {each.whole} 分之 {each.part} 的样子",
        f"{each.code} is a share: write {each.whole} 分之 {each.part}",
    )
    same(each.zh, each.code, each.part, number, note=history.note)


@finding(
    '指标"{name}"为 {whole:Number} 分之 {part:Number}',
    needs=_read_by_indicators,
    accepts=INDICATOR,
)
def _(history: Past, name: str, whole: int, part: int) -> None:
    each = _figure(history, name)
    found, told = f"{each.whole} 分之 {each.part}", f"{whole} 分之 {part}"
    same(each.zh, each.code, found, told, note=history.note)
