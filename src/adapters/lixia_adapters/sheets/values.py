"""A cell's content as the value that its column holds, and a value as it is written."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from enum import Enum
from typing import Any

from lixia_adapters.registers.amounts import amount
from lixia_adapters.registers.sheet import clean, date_of
from lixia_adapters.sheets.columns import bare
from lixia_domain.application.rows import Why
from lixia_domain.application.shapes import Shape
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.texts import is_blank
from lixia_domain.kernel.words import Words, listed

YES, NO = Words("是", "yes"), Words("否", "no")


def blank(cell: object) -> bool:
    """Tell whether nothing stands in a cell."""
    return cell is None or (isinstance(cell, str) and is_blank(cell))


def read(shape: Shape, cell: object) -> Any:
    """Return what a cell that is not blank says. The gate judges it afterwards.

    Raises ``Rejection`` (``rows.unreadable``) for what can't be such a value.
    """
    shape = bare(shape)
    if shape.kind == "choice":
        return _chosen(shape.type, _text(cell))
    kind = shape.type if shape.form is None else shape.form.type
    try:
        return _READERS[kind](cell, shape)
    except Rejection:
        raise
    except ValueError as wrong:
        _, zh, en = wrong.args
        raise unreadable(zh, en) from None


def unreadable(zh: str, en: str) -> Rejection:
    """Return that a cell can't be read, and why. What stands in it is not repeated."""
    return Rejection(Why.UNREADABLE, why=Words(zh, en))


def said(value: Any) -> str:
    """Return a value as what tells it from another."""
    return value.value if isinstance(value, Enum) else str(value)


def written(value: Any, lang: str) -> str | date | Money | int:
    """Return a value as a cell of a sheet in ``lang`` bears it."""
    if isinstance(value, bool):
        return (YES if value else NO).text(lang)
    if isinstance(value, Enum):
        return str(getattr(value, "en" if lang == "en" else "zh", value.value))
    if isinstance(value, Span):
        return str(value)
    assert isinstance(value, str | date | Money | int)
    return value


def choices(shape: Shape) -> tuple[Words, ...]:
    """Return the closed list that a cell is one of, if it is."""
    return tuple(
        Words(str(written(one, "zh")), str(written(one, "en"))) for one in _closed_list(shape)
    )


def shown(shape: Shape, told: str, lang: str) -> str:
    """Return what is ``said`` as a person reads it: of a closed list, by its word."""
    for one in _closed_list(shape):
        if said(one) == told:
            return str(written(one, lang))
    return told


def _closed_list(shape: Shape) -> tuple[Any, ...]:
    shape = bare(shape)
    if shape.kind == "choice":
        return tuple(shape.type)
    return (True, False) if shape.form is not None and shape.form.type is bool else ()


def accepted(shape: Shape) -> Words:
    """Return in words what a cell accepts."""
    shape = bare(shape)
    if few := choices(shape):
        return Words(
            f"限于：{listed(each.zh for each in few).zh}",
            f"one of: {listed(each.en for each in few).en}",
        )
    form = shape.form
    assert form is not None
    match form.schema():
        case {"format": "date"}:
            return Words("日期，如 2021-03-10", "a date such as 2021-03-10")
        case {"properties": {"fen": _}}:
            return Words("金额，单位元，如 45,000.00", "an amount in yuan, such as 45,000.00")
        case {"properties": {"minutes": _}}:
            return Words("时段，如 09:00-11:30", "a stretch such as 09:00-11:30")
        case {"type": "integer", "minimum": least, "maximum": most}:
            return Words(f"整数，{least} 至 {most}", f"a whole number, {least} to {most}")
        case {"pattern": _}:
            wanted: Words = form.wanted  # type: ignore[attr-defined] # a Pattern's
            return wanted
        case {"maxLength": most} if form.shown == "TEXT":
            return Words(f"文字，至多 {most} 字", f"text, at most {most} characters")
        case _:
            return Words("编号（文本）", "an id, as text")


def _text(cell: object) -> str:
    """Return a cell's text. A number is its digits, if the workbook still has all of them."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, date | time):
        raise unreadable(
            "被存成了日期或时间；请把该列设为“文本”格式后重新填写",
            "was stored as a date or time: give the column the format Text and fill it in anew",
        )
    try:
        return clean(cell)
    except ValueError:
        raise unreadable(
            "被存成了数值，可能已丢失位数；请把该列设为“文本”格式后重新填写",
            "was stored as a number and may have lost digits: give the column the format Text and "
            "fill it in anew",
        ) from None


def _day(cell: object, shape: Shape) -> date:
    if isinstance(cell, datetime) and cell.time() != time():
        raise unreadable("含有时刻，只应有日期", "holds a time of day; a date is wanted")
    return date_of(cell)


def _whole(cell: object, shape: Shape) -> Any:
    assert shape.form is not None
    return shape.form.parse(_text(cell))


def _flag(cell: object, shape: Shape) -> bool:
    return cell if isinstance(cell, bool) else bool(_whole(cell, shape))


def _amount(cell: object, shape: Shape) -> Money:
    return amount(cell)


_READERS: dict[Any, Callable[[object, Shape], Any]] = {
    str: lambda cell, shape: _text(cell),
    int: _whole,
    bool: _flag,
    date: _day,
    Money: _amount,
    Span: _whole,
}


def _chosen(kind: type[Enum], text: str) -> Enum:
    called = text.casefold()
    for one in kind:
        words = {str(written(one, lang)).casefold() for lang in ("zh", "en")}
        if called in {str(one.value), *words}:
            return one
    zh = "、".join(str(written(one, "zh")) for one in kind)
    en = ", ".join(str(written(one, "en")) for one in kind)
    raise unreadable(f"不在限定的几项之内：{zh}", f"is none of: {en}")
