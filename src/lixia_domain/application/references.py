"""All that the arguments of a use case name, found in their values, and whether it stands.

What is typed as the id of something that must stand is looked up before anything is decided
(``require``). Whatever is named by the id of a stream, and was looked at by then, must have been
there on the day of what is recorded (``require_begun``): a date before it existed gets nobody past.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, TypeAlias, TypeVar

from lixia_domain.application.naming import Names
from lixia_domain.application.shapes import Shape
from lixia_domain.kernel.people import REFERENCE
from lixia_domain.kernel.texts import Key, Pattern

if TYPE_CHECKING:
    from lixia_domain.recording.work import Mark, Work

Named: TypeAlias = tuple[Names, str]
Mentioned: TypeAlias = tuple[str, str]
"""A stream, by category and key."""
N = TypeVar("N")
Find: TypeAlias = Callable[[Any], Iterator[N]]
Leaf: TypeAlias = Callable[[Shape], "Find[N] | None"]
References: TypeAlias = tuple[tuple[str, Find[N]], ...]
"""By argument: what finds in its value all that it names."""


def references(shapes: Iterable[tuple[str, Shape]]) -> References[Named]:
    """Return how what must stand is found in arguments; those that name nothing are left out."""
    return _found(shapes, _standing)


def mentions(shapes: Iterable[tuple[str, Shape]]) -> References[Mentioned]:
    """Return how all streams that arguments name are found, whether they must stand or not."""
    return _found(shapes, _mentioned)


def _found(shapes: Iterable[tuple[str, Shape]], leaf: Leaf[N]) -> References[N]:
    found = ((name, finder(shape, leaf)) for name, shape in shapes)
    return tuple((name, find) for name, find in found if find is not None)


def _standing(shape: Shape) -> Find[Named] | None:
    if shape.names is None:
        return None
    names = shape.names
    return lambda value: iter(((names, value),) if value else ())


ACTING = "member"
"""Who acts is known by today's roster, whatever day the act bears."""
VOLUNTEER = "volunteer"


def _mentioned(shape: Shape) -> Find[Mentioned] | None:
    """Find an id: of a gift its credit, of an activity its campaign, of a person the volunteer.

    What is told as one of several wishes (a union) is the decision's own to judge: the bank's word
    is held, not refused.
    """
    if shape.kind == "union":
        return lambda value: iter(())
    if isinstance(shape.form, Pattern) and shape.form.form == REFERENCE.pattern:
        return lambda value: iter(((VOLUNTEER, value),))
    if not isinstance(shape.form, Key):
        return None
    category = shape.form.category or ("" if shape.names is None else shape.names.of.category)
    if not category or category == ACTING:
        return None
    ends = shape.form.ends
    if shape.form.category:
        return lambda value: iter(((category, value.partition(ends)[0] if ends else value),))
    return lambda value: iter(((category, value.rpartition("/")[0]),))


def require_begun(
    work: Work, named: References[Mentioned], given: Mapping[str, Any], since: Mark
) -> None:
    """Refuse what was to be recorded ``since`` of a day before what ``given`` names had begun."""
    for name, find in named:
        if name in given:
            work.require_begun(find(given[name]), since)


def require(work: Work, named: References[Named], given: Mapping[str, Any]) -> None:
    """Refuse what ``given`` names and does not stand as it must. Raises its ``Rejection``."""
    for name, find in named:
        if name in given:
            _require_each(work, list(find(given[name])), given.get("on", work.today))


def _require_each(work: Work, all_named: list[Named], day: date) -> None:
    if len(all_named) > 1:
        for names in dict.fromkeys(names for names, _ in all_named):
            names.several(work, (key for of, key in all_named if of is names))
    for names, key in all_named:
        names.check(work, key, day)


def finder(shape: Shape, leaf: Leaf[N]) -> Find[N] | None:
    """Return what finds in a value of ``shape`` all that it names; ``None`` if it names nothing.

    ``leaf``: what finds it in a value that is an id.
    """
    if (found := leaf(shape)) is not None:
        return found
    parts = [(name, find) for name, part in shape.parts if (find := finder(part, leaf)) is not None]
    if not parts:
        return None
    return _FINDERS[shape.kind](shape, parts)


_Parts: TypeAlias = list[tuple[str, Find[N]]]


def _in_maybe(shape: Shape, parts: _Parts[N]) -> Find[N]:
    [(_, inner)] = parts
    return lambda value: iter(()) if value is None else inner(value)


def _in_many(shape: Shape, parts: _Parts[N]) -> Find[N]:
    [(_, inner)] = parts
    return lambda value: (named for item in value for named in inner(item))


def _in_row(shape: Shape, parts: _Parts[N]) -> Find[N]:
    return lambda value: (named for place, find in parts for named in find(value[int(place)]))


def _in_record(shape: Shape, parts: _Parts[N]) -> Find[N]:
    return lambda value: (named for name, find in parts for named in find(getattr(value, name)))


def _in_table(shape: Shape, parts: _Parts[N]) -> Find[N]:
    def each(value: Mapping[Any, Any], side: str) -> Iterable[Any]:
        return value.keys() if side == "key" else value.values()

    return lambda value: (
        named for side, find in parts for one in each(value, side) for named in find(one)
    )


def _in_union(shape: Shape, parts: _Parts[N]) -> Find[N]:
    finders = dict(parts)

    def find(value: Any) -> Iterator[N]:
        inner = finders.get(type(value).__name__)
        return iter(()) if inner is None else inner(value)

    return find


_FINDERS: Mapping[str, Callable[[Shape, _Parts[Any]], Find[Any]]] = {
    "maybe": _in_maybe,
    "many": _in_many,
    "row": _in_row,
    "record": _in_record,
    "table": _in_table,
    "union": _in_union,
}
