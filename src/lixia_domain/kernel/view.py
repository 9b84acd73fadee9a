"""The shapes every read model shares: rows folded from facts, and sums over such rows."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, ClassVar, Generic, TypeAlias, TypeVar

import msgspec
from attrs import field, frozen

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.words import Worded, Words

R = TypeVar("R")

Given: TypeAlias = tuple[tuple[str, Mapping[str, int]], ...]
"""Keys of a rollup's rows, each with what is added there, by column."""


class Audience(Worded):
    """Who may read a view, or a column of it; each later one sees what an earlier one does."""

    PUBLIC = "public", "公众"
    MEMBER = "member", "参与各方"
    AUDITOR = "auditor", "审计"

    def sees(self, other: Audience) -> bool:
        """Tell whether who belongs to it may see what is for ``other``."""
        ranks = tuple(Audience)
        return ranks.index(self) >= ranks.index(other)


class Row(msgspec.Struct, frozen=True, kw_only=True, gc=False):
    """A row of a view. Its fields are the columns, in order: text, whole numbers, dates, flags.

    Amounts are whole fen in fields ending ``_fen``. Change one by ``replace(row, field=value)``.
    A field says what it is in both languages: ``Annotated[str, column("项目", "project")]``
    (``kernel.columns``). Fields that open with an underscore are what the fold itself must
    remember; nobody is shown them.
    """


replace = msgspec.structs.replace


def _names(text: str | tuple[str, ...]) -> tuple[str, ...]:
    return tuple(text.split()) if isinstance(text, str) else text


@frozen(kw_only=True)
class Closing:
    """What the rows of a view come to at their end, for each value of the column ``by``.

    The sum of the columns ``adds`` less that of the columns ``less``, over all rows: amounts in
    fen. ``words`` is what that is called.
    """

    words: Words
    by: str
    adds: tuple[str, ...] = field(converter=_names)
    less: tuple[str, ...] = field(default=(), converter=_names)

    def of(self, rows: Iterable[Mapping[str, Any]]) -> dict[str, int]:
        """Return what ``rows`` (all of them, as they are shown) come to, in order of ``by``."""
        found: dict[str, int] = {}
        for row in rows:
            amount = sum(row[name] for name in self.adds) - sum(row[name] for name in self.less)
            found[row[self.by]] = found.get(row[self.by], 0) + amount
        return dict(sorted(found.items()))


@frozen(kw_only=True)
class View(Generic[R]):
    """A keyed fold. Pure, so it runs in memory, into SQL tables or on a cluster, unchanged.

    ``keys`` names the rows that a fact touches; ``evolve`` brings one of them up to date
    (``None`` before the first fact; return ``None`` to drop the row). Facts not in ``reads``
    are never even decoded. A change of meaning is a new ``version``. ``shown`` names the
    columns that a screen shows, the most telling first, parted by blanks (none: all). ``closing``:
    what is said below all its rows.
    """

    name: str
    version: int
    title: str
    title_en: str
    row: type[R]
    reads: tuple[type[Event], ...]
    keys: Callable[[Recorded], tuple[str, ...]]
    evolve: Callable[[R | None, Recorded], R | None]
    shown: tuple[str, ...] = field(default=(), converter=_names)
    audience: Audience = Audience.MEMBER
    closing: Closing | None = None


@frozen(kw_only=True)
class Part(Generic[R]):
    """What each row of ``of`` gives to a rollup: ``adds`` to the rows named by ``keys``.

    Where it gives more to one of them than to another, ``shares`` says what to each, by key, in
    place of both. ``columns`` are those that may ever be named.
    """

    of: View[R] | Rollup[R]
    keys: Callable[[str, R], tuple[str, ...]] = lambda key, row: ()
    adds: Callable[[R], Mapping[str, int]] = lambda row: {}
    columns: tuple[str, ...]
    shares: Callable[[R], Mapping[str, Mapping[str, int]]] | None = None

    def gives(self, key: str, row: R) -> Given:
        """Return the rows of the rollup that ``row`` gives to, each with what is added."""
        if self.shares is not None:
            return tuple(self.shares(row).items())
        amounts = self.adds(row)
        return tuple((to, amounts) for to in self.keys(key, row))


@frozen(kw_only=True)
class Rollup(Generic[R]):
    """Sums over other views' rows, kept by difference: the old row goes out, the new one in.

    ``start`` makes the row of a key before anything is added; a row that says no more than that
    is not kept, so the rows depend on the sources as they stand and not on their past. Distinct
    counts are sums of ones over the rows of a read model keyed by what is to be counted.

    With a ``base``, its rows are that view's, one for one, with the sums added in: what grows with
    its members has one row a member and no list of them in any row. ``judged`` then says what
    follows from a row and its sums together.
    """

    name: str
    version: int
    title: str
    title_en: str
    row: type[R]
    parts: tuple[Part[Any], ...]
    start: Callable[[str], R]
    base: View[R] | None = None
    judged: Callable[[R], R] = lambda row: row
    shown: tuple[str, ...] = field(default=(), converter=_names)
    audience: Audience = Audience.MEMBER

    closing: ClassVar[None] = None

    @property
    def summed(self) -> frozenset[str]:
        """Return the columns that are sums."""
        return frozenset(column for part in self.parts for column in part.columns)

    @property
    def sources(self) -> tuple[ReadModel, ...]:
        """Return the read models whose rows it is made of."""
        parts = tuple(part.of for part in self.parts)
        return parts if self.base is None else (self.base, *parts)

    def row_of(
        self, key: str, base: R | None, before: R | None, sums: Mapping[str, int]
    ) -> R | None:
        """Return the row of ``key`` with ``sums`` added to those ``before``; ``None``: no row.

        ``base`` is the row of the base as it is now, where there is one.
        """
        if self.base is None:
            start = self.start(key)
            row = add(before or start, sums)
            return None if row == start else row
        if base is None:
            return None
        kept = {} if before is None else {name: getattr(before, name) for name in self.summed}
        return self.judged(add(add(base, kept), sums))


ReadModel: TypeAlias = View[Any] | Rollup[Any]


def with_sources(models: Iterable[ReadModel]) -> tuple[ReadModel, ...]:
    """Return ``models`` and all that their rollups add up, each once, sources first."""
    found: dict[str, ReadModel] = {}
    for model in models:
        if isinstance(model, Rollup):
            for source in with_sources(model.sources):
                found.setdefault(source.name, source)
        found.setdefault(model.name, model)
    return tuple(found.values())


def add(row: R, sums: Mapping[str, int], sign: int = 1) -> R:
    """Return ``row`` with ``sums`` added to (or, with ``sign`` -1, taken from) its fields."""
    changed: dict[str, Any] = {
        name: getattr(row, name) + sign * amount for name, amount in sums.items()
    }
    return replace(row, **changed)  # type: ignore[type-var] # rows are Structs


def touched(
    rollup: Rollup[Any], changed: Mapping[str, Mapping[str, tuple[Any, Any]]]
) -> dict[str, dict[str, int]]:
    """Return the rows of ``rollup`` that may have changed, with what is to be added to each.

    ``changed`` has rows of its sources, before and after, by model and key.
    """
    sums: dict[str, dict[str, int]] = {}
    for part in rollup.parts:
        for key, (before, after) in changed.get(part.of.name, {}).items():
            for to, column, amount in shifts(part, key, before, after):
                more = sums.setdefault(to, {})
                more[column] = more.get(column, 0) + amount
    moved = {key: more for key, more in sums.items() if any(more.values())}
    if rollup.base is None:
        return moved
    return {key: {} for key in changed.get(rollup.base.name, {})} | moved


def shifts(
    part: Part[R], key: str, before: R | None, after: R | None
) -> Iterator[tuple[str, str, int]]:
    """Yield what a source's changed row moves in a rollup: the rollup's key, column, how much."""
    gone = () if before is None else part.gives(key, before)
    came = () if after is None else part.gives(key, after)
    if gone != came:  # most facts change nothing of what a row gives
        for sign, given in ((-1, gone), (1, came)):
            for to, amounts in given:
                for column, amount in amounts.items():
                    yield to, column, sign * amount
