"""Documents: what a use case is asked, as plain JSON data, read into what its gate takes.

A document bears each argument as the catalogue's JSON Schema says: dates as ISO text, amounts as
``{"fen": 100}``, choices as their codes, records and mappings as objects. Nothing is coerced here
either; what fits is handed on, and the gate judges it. All that is wrong is named at once.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, TypeVar

import attrs

from lixia_domain.application.shapes import Shape
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.forms import Context, Misfit, Why, Wrong, wrong_type
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words, listed

T = TypeVar("T")

OBJECT = Words("对象（{…}）", "an object")
ARRAY = Words("数组（[…]）", "an array")
DAY = Words("日期，如 2021-03-10", "a date such as 2021-03-10")
AMOUNT = Words('金额，如 {"fen": 100}（整数分）', 'an amount such as {"fen": 100}, in whole fen')
STRETCH = Words(
    '时段，如 {"start": 540, "minutes": 150}（分钟）',
    'a stretch of a day such as {"start": 540, "minutes": 150}, in minutes',
)


def arguments(use_case: UseCase[..., Any], document: object, today: date) -> dict[str, Any]:
    """Return what a document asks of ``use_case``, by argument; its gate has yet to judge it.

    Raises what the gate raises, for all that is wrong, where a part can't be such a value at all.
    """
    gate = use_case.gate
    if type(document) is not dict:
        raise gate.refusal(wrong_type(document, OBJECT).wrong)
    shapes = {one.name: one.shape for one in gate.arguments}
    read = dict[str, Any]()
    broken = dict[str, tuple[Wrong, ...]]()
    for name, value in document.items():
        try:
            read[name] = _value(shapes[name], value) if name in shapes else value
        except Misfit as misfit:
            broken[name] = misfit.wrong
    if not broken:
        return read
    wrong = [attrs.evolve(one, where=name + one.where) for name in broken for one in broken[name]]
    judged = gate.wrong_with(read, Context(today))
    raise gate.refusal([*wrong, *(one for one in judged if one.where not in broken)])


def _value(shape: Shape, data: Any) -> Any:
    """Return what ``data`` says, as a value of this shape. Raises ``Misfit``."""
    match shape.kind:
        case "form":
            assert shape.form is not None
            reader = _FORMS.get(shape.form.type)
            return data if reader is None else reader(data)
        case "choice":
            return _chosen(shape, data)
        case "maybe":
            return None if data is None else _value(shape.parts[0][1], data)
        case "many":
            (_, item), items = shape.parts[0], _of(list, data, ARRAY)
            return tuple(_each((f"[{n}]", item, one) for n, one in enumerate(items)))
        case "row":
            return _row(shape, data)
        case "table":
            return _table(shape, data)
        case "union":
            return _value(_meant(shape, _of(dict, data, OBJECT)), data)
        case _:
            return _record(shape, _of(dict, data, OBJECT))


def _of(kind: type[T], data: Any, wanted: Words) -> T:
    if type(data) is not kind:
        raise wrong_type(data, wanted)
    return data


def _each(parts: Iterable[tuple[str, Shape, Any]]) -> list[Any]:
    """Return what each part says, or raise one ``Misfit`` that names all that is wrong."""
    found, wrong = [], list[Wrong]()
    for where, shape, data in parts:
        try:
            found.append(_value(shape, data))
        except Misfit as misfit:
            wrong += [attrs.evolve(one, where=where + one.where) for one in misfit.wrong]
    if wrong:
        raise Misfit(*wrong)
    return found


def _chosen(shape: Shape, data: Any) -> Any:
    codes = {one.value: one for one in shape.type}
    if type(data) is not str or data not in codes:
        known = listed(codes)
        raise Misfit.of(
            Why.NOT_OF_FORM, wanted=Words(f"以下之一：{known.zh}", f"one of: {known.en}")
        )
    return codes[data]


def _row(shape: Shape, data: Any) -> tuple[Any, ...]:
    items = _of(list, data, ARRAY)
    if len(items) != len(shape.parts):
        count = len(shape.parts)
        raise Misfit.of(Why.NOT_OF_FORM, wanted=Words(f"{count} 项一组", f"an array of {count}"))
    parts = ((f"[{n}]", part, one) for (n, part), one in zip(shape.parts, items, strict=True))
    return tuple(_each(parts))


def _table(shape: Shape, data: Any) -> dict[Any, Any]:
    (_, key), (_, item) = shape.parts
    found = _of(dict, data, OBJECT)
    # A key is told by its place, not repeated: it may be a name.
    keys = _each((f"[{n}]", key, one) for n, one in enumerate(found))
    items = _each((f"[{n}]", item, one) for n, one in enumerate(found.values()))
    return dict(zip(keys, items, strict=True))


def _meant(shape: Shape, data: Mapping[str, Any]) -> Shape:
    """Return which of several records is meant: the one with most of the names that are given."""
    records = [part for _, part in shape.parts]
    return max(records, key=lambda one: len({name for name, _ in one.parts} & data.keys()))


def _record(shape: Shape, data: Mapping[str, Any]) -> Any:
    parts = dict(shape.parts)
    needed = {one.name for one in attrs.fields(shape.type) if one.default is attrs.NOTHING}
    wrong = [Wrong(f".{name}", Why.MISSING) for name in parts if name in needed - data.keys()]
    wrong += [Wrong(f".{name}", Why.UNKNOWN) for name in data if name not in parts]
    given = [(name, part) for name, part in shape.parts if name in data]
    try:
        values = _each((f".{name}", part, data[name]) for name, part in given)
    except Misfit as misfit:
        raise Misfit(*wrong, *misfit.wrong) from None
    if wrong:
        raise Misfit(*wrong)
    try:
        return shape.type(**{name: value for (name, _), value in zip(given, values, strict=True)})
    except Rejection as refusal:  # a record that holds its fields to a rule of its own
        raise Misfit(Wrong("", refusal.reason, refusal.facts)) from None


_DAY = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


def _day(data: Any) -> date:
    try:
        if type(data) is str and _DAY.fullmatch(data):
            return date.fromisoformat(data)
    except ValueError:
        pass  # the thirtieth of February
    raise Misfit.of(Why.NOT_OF_FORM, wanted=DAY)


def _numbers(data: Any, names: tuple[str, ...], wanted: Words) -> list[int]:
    """Return the whole numbers of an object that has exactly these."""
    if type(data) is dict and data.keys() == {*names}:
        found = [data[name] for name in names]
        if all(type(one) is int for one in found):
            return found
    raise Misfit.of(Why.NOT_OF_FORM, wanted=wanted)


def _money(data: Any) -> Money:
    (fen,) = _numbers(data, ("fen",), AMOUNT)
    return Money(fen)


def _span(data: Any) -> Span:
    start, minutes = _numbers(data, ("start", "minutes"), STRETCH)
    return Span(start=start, minutes=minutes)


_FORMS: dict[type, Callable[[Any], Any]] = {date: _day, Money: _money, Span: _span}
"""How forms are read whose values JSON has no type for; all others stand in it as they are."""
