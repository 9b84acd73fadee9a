"""What a command takes that carries one use case out: all of it comes from the declaration.

An argument is an option named after it, its form reads it, its words explain it. The first goes by
its place unless it is named. A command declares only what differs (``shown``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import Enum
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.options import FUND, Option
from lixia_adapters.console.frame.readers import Reader, digest, parted
from lixia_adapters.console.frame.shown import Declared, Shown
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.gate import Argument
    from lixia_domain.application.shapes import Shape
    from lixia_domain.application.use_case import UseCase
    from lixia_domain.kernel.forms import Context

DETAILS = Option(
    "--details",
    "details",
    "个人信息文件，一行一项（姓名=…），封存后入账；- 为标准输入",
    "the details, one a line (name=…), sealed before they are recorded; - reads standard input",
    value="FILE",
)
"""What is sealed is read from a file: what stands on a line, shells keep and everybody sees."""


def derived(
    use_case: UseCase[..., Any], special: Sequence[Option], shown: Mapping[str, Declared | None]
) -> tuple[Option, ...]:
    """Return the options of a command that carries ``use_case`` out, those by their place first.

    A ``special`` option stands in for the argument of its name, or beside all of them.
    """
    own = {option.name: option for option in special}
    options: dict[str, Option] = {}
    for at, argument in enumerate(asked_for(use_case)):
        name = argument.name
        if name in own:
            options[name] = own.pop(name)
        elif shown.get(name, "") is not None:
            options[name] = _option(argument, shown, first=at == 0)
    order = [*shown, *options]
    placed = sorted(
        (option for option in options.values() if option.positional),
        key=lambda option: order.index(option.name) if option.name in shown else -1,
    )
    named = (option for option in options.values() if not option.positional)
    return (*placed, *named, *own.values())


def asked_for(use_case: UseCase[..., Any]) -> Iterator[Argument]:
    """Yield the arguments that people give: a record's fields singly, nothing that views say."""
    for argument in use_case.gate.arguments:
        if argument.name == "on" or argument.name in use_case.seeing:
            continue
        if argument.shape.kind == "record":
            yield from fields_of(argument.shape)
        else:
            yield argument


def fields_of(record: Shape) -> Iterator[Argument]:
    """Yield the fields of a record as arguments of their own."""
    import attrs

    from lixia_domain.application.gate import Argument

    for field, (name, shape) in zip(attrs.fields(record.type), record.parts, strict=True):
        needed = field.default is attrs.NOTHING
        words = shape.words or Words(name, name.replace("_", " "))
        yield Argument(name, words, shape, needed, None if needed else field.default)


def _option(argument: Argument, shown: Mapping[str, Declared | None], *, first: bool) -> Option:
    shape, optional = argument.shape, not argument.needed
    if shape.kind == "maybe":
        shape, optional = shape.parts[0][1], True
    many = shape.kind in ("many", "table")
    item = shape.parts[0][1] if shape.kind == "many" else shape
    if item.kind == "record" and item.type.__name__ == "Detail":
        return DETAILS._replace(need=argument.needed)
    how = Shown.of(shown.get(argument.name) or _usual(argument.name, item, many, first))
    if argument.name == "fund_id" and how.optional:
        return FUND
    flag = bool(item.form and item.form.type is bool and not how.answers)
    read = reader(item)
    if how.answers and item.form and item.form.type is bool:
        read = how.answers[0].__eq__
    default = argument.default
    if argument.needed and argument.shape.kind != "maybe":
        default = () if many else False if flag else "" if _is_text(item) else None
    if how.default is not None:
        default = read(how.default)
    if how.words is None and not argument.needed and isinstance(argument.default, int | Enum):
        how = how._replace(default=None if flag else str(argument.default))
    words = how.words or _explained(argument.words, item, how.default)
    return Option(
        how.name,
        argument.name,
        words.zh,
        words.en,
        read=read,
        need=not (optional or how.optional or flag),
        many=many,
        flag=flag,
        default=default,
        choices=how.answers or _choices(item),
        value="" if flag or how.answers else _value(argument.name, item),
    )


def _usual(name: str, item: Shape, many: bool, first: bool) -> str:
    if first and not many:
        return item.form.shown if item.form else name.upper()
    if name == "fund_id":
        return "[--fund]"
    if item.form and item.form.shown == "HEX":
        return "--sha256"
    stem = re.sub(r"_ids?$", "", name)
    if many and stem == name:
        stem = name.removesuffix("s")
    return "--" + stem.replace("_", "-")


def _is_text(item: Shape) -> bool:
    return bool(item.form and item.form.type is str)


def _choices(item: Shape) -> tuple[str, ...]:
    return tuple(str(one.value) for one in item.type) if item.kind == "choice" else ()


def _parts(item: Shape) -> tuple[tuple[str, Shape], ...]:
    return item.parts if item.kind in ("record", "row", "table") else ()


def _value(name: str, item: Shape) -> str:
    if parts := _parts(item):
        return "=".join(_value(part, shape) for part, shape in parts)
    if item.kind == "choice":
        return ""
    shown = item.form.shown if item.form else "TEXT"
    if shown == "HEX":
        return "HEX|FILE"
    return shown if shown != "TEXT" or not name.isidentifier() else name.rpartition("_")[2].upper()


def reader(item: Shape) -> Reader:
    """Return what reads a value of this shape; the gate judges it afterwards."""
    if parts := _parts(item):
        reads = [reader(part) for _, part in parts]
        return parted(_value("", item), reads, _made(item))
    if item.kind == "choice":
        return lambda text: item.type(text)
    if item.form is None:
        return str
    return digest if item.form.shown == "HEX" else item.form.parse


def _made(item: Shape) -> Callable[..., Any]:
    """Return what makes a value out of its parts, given in their order."""
    if item.kind != "record":
        return lambda *values: values
    names = [name for name, _ in item.parts]
    return lambda *values: item.type(**dict(zip(names, values, strict=True)))


def _explained(words: Words, item: Shape, default: str | None) -> Words:
    """Return the words of an argument with what its form holds it to, and its default."""
    parts = [words]
    if limits := _limits(item):
        parts.append(limits)
    if default is not None:
        parts.append(Words(f"默认 {default}", f"default: {default}"))
    return Words("；".join(part.zh for part in parts), "; ".join(part.en for part in parts))


def _limits(item: Shape) -> Words | None:
    if item.kind == "choice":
        each = [
            (str(one.value), getattr(one, "zh", ""), getattr(one, "en", "")) for one in item.type
        ]
        zh = "、".join(f"{code} {word}" for code, word, _ in each if word)
        en = ", ".join(f"{code}: {word}" for code, _, word in each if word and word != code)
        return Words(zh, en) if zh and en else None
    form: Any = item.form
    match form and form.schema():
        case {"type": "integer", "minimum": least, "maximum": most} if most < 10**9:
            return Words(f"{least}–{most}", f"{least}–{most}")
        case {"type": "integer", "minimum": 1} | {"properties": {"fen": {"minimum": 1}}}:
            return Words("大于零", "above zero")
        case {"type": "string", "pattern": _} if form.shown == "HEX":
            return Words("或文件的路径", "or the file's path")
        case {"type": "string", "pattern": _}:
            return Words(*form.wanted)
        case {"type": "string", "maxLength": most} if form.shown == "TEXT" and most < 1000:
            return Words(f"至多 {most} 字", f"at most {most} characters")
    return None


def canonical(
    use_case: UseCase[..., Any], values: Mapping[str, Any], asked: Context
) -> dict[str, Any]:
    """Return ``values`` in canonical form where they have one; the gate names what has none."""
    from lixia_domain.kernel.forms import Misfit
    from lixia_domain.kernel.rejection import Rejection

    found = dict(values)
    for argument in asked_for(use_case):
        if argument.name in values:
            with suppress(Misfit, Rejection):
                found[argument.name] = argument.shape.read(values[argument.name], asked)
    return found


def given(use_case: UseCase[..., Any], values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the arguments of ``use_case`` out of ``values``, records made of their fields.

    What was not given and has a default in the declaration is left to it.
    """
    found: dict[str, Any] = {}
    for argument in use_case.gate.arguments:
        if argument.shape.kind == "record" and argument.name not in values:
            fields = {field.name: values[field.name] for field in fields_of(argument.shape)}
            found[argument.name] = argument.shape.type(**fields)
        elif argument.name in values:
            value = values[argument.name]
            if value is None and not argument.needed:
                continue
            found[argument.name] = dict(value) if argument.shape.kind == "table" else value
    return found
