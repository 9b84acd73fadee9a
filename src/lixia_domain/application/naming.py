"""What an argument names must stand: it is looked up where the use case is carried out.

``Annotated[BatchId, stands(BATCH, batch.open_to_projects)]``: the type says what kind of id it is,
and ``Names`` what must be on record under it, and in which state. The types themselves are in
``application.standing``. What is looked up is looked up in the unit of work: it is re-checked when
the work is recorded, and a decision that loads it again finds it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from attrs import frozen

from lixia_domain.kernel.decider import Decider

if TYPE_CHECKING:
    from lixia_domain.application.shapes import Shape
    from lixia_domain.recording.work import Work

S = TypeVar("S")


@frozen
class Names:
    """That an id names what is on record in streams of ``of``; ``check`` refuses where it isn't."""

    of: Decider[Any, Any]
    check: Callable[[Work, str], object]
    several: Callable[[Work, Iterable[str]], object]
    """Looks at many by one query, where each would be looked up in turn otherwise."""


def stands(decider: Decider[S, Any], guard: Callable[[S, str], object]) -> Names:
    """Return that ``guard``, given the stream's state and the id, is content with it."""
    return Names(
        decider,
        lambda work, key: guard(work.load(decider, key), key),
        lambda work, keys: work.prefetch(decider, list(keys)),
    )


Named: TypeAlias = tuple[Names, str]
Find: TypeAlias = Callable[[Any], Iterator[Named]]
References: TypeAlias = tuple[tuple[str, Find], ...]
"""By argument: what finds in its value all that it names."""


def references(shapes: Iterable[tuple[str, Shape]]) -> References:
    """Return how what these arguments name is found; arguments that name nothing are left out."""
    found = ((name, finder(shape)) for name, shape in shapes)
    return tuple((name, find) for name, find in found if find is not None)


def require(work: Work, named: References, given: Mapping[str, Any]) -> None:
    """Refuse what ``given`` names and does not stand as it must. Raises its ``Rejection``."""
    for name, find in named:
        if name in given:
            _require_each(work, list(find(given[name])))


def _require_each(work: Work, all_named: list[Named]) -> None:
    if len(all_named) > 1:
        for names in dict.fromkeys(names for names, _ in all_named):
            names.several(work, (key for of, key in all_named if of is names))
    for names, key in all_named:
        names.check(work, key)


def finder(shape: Shape) -> Find | None:
    """Return what finds in a value of ``shape`` all that it names; ``None`` if it names nothing."""
    if shape.names is not None:
        names = shape.names
        return lambda value: iter(((names, value),) if value else ())
    parts = [(name, find) for name, part in shape.parts if (find := finder(part)) is not None]
    if not parts:
        return None
    return _FINDERS[shape.kind](shape, parts)


_Parts: TypeAlias = list[tuple[str, Find]]


def _in_maybe(shape: Shape, parts: _Parts) -> Find:
    [(_, inner)] = parts
    return lambda value: iter(()) if value is None else inner(value)


def _in_many(shape: Shape, parts: _Parts) -> Find:
    [(_, inner)] = parts
    return lambda value: (named for item in value for named in inner(item))


def _in_row(shape: Shape, parts: _Parts) -> Find:
    return lambda value: (named for place, find in parts for named in find(value[int(place)]))


def _in_record(shape: Shape, parts: _Parts) -> Find:
    return lambda value: (named for name, find in parts for named in find(getattr(value, name)))


def _in_table(shape: Shape, parts: _Parts) -> Find:
    def each(value: Mapping[Any, Any], side: str) -> Iterable[Any]:
        return value.keys() if side == "key" else value.values()

    return lambda value: (
        named for side, find in parts for one in each(value, side) for named in find(one)
    )


def _in_union(shape: Shape, parts: _Parts) -> Find:
    finders = dict(parts)

    def find(value: Any) -> Iterator[Named]:
        inner = finders.get(type(value).__name__)
        return iter(()) if inner is None else inner(value)

    return find


_FINDERS: Mapping[str, Callable[[Shape, _Parts], Find]] = {
    "maybe": _in_maybe,
    "many": _in_many,
    "row": _in_row,
    "record": _in_record,
    "table": _in_table,
    "union": _in_union,
}
