"""What an argument names must stand: it is looked up where the use case is carried out.

``Annotated[BatchId, stands(BATCH, batch.open_to_projects)]``: the type says what kind of id it is,
and ``Names`` what must be on record under it, and in which state. The types themselves are in
``application.standing``. What is looked up is looked up in the unit of work: it is re-checked when
the work is recorded, and a decision that loads it again finds it there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from attrs import frozen

from lixia_domain.kernel.decider import Decider

if TYPE_CHECKING:
    from lixia_domain.recording.work import Work

S = TypeVar("S")


@frozen
class Names:
    """That an id names what is on record in streams of ``of``; ``check`` refuses where it isn't."""

    of: Decider[Any, Any]
    check: Callable[[Work, str, date], object]
    """Asked of what stands now, and of what stood on the day of the act."""
    several: Callable[[Work, Iterable[str]], object]
    """Looks at many by one query, where each would be looked up in turn otherwise."""


def stands(decider: Decider[S, Any], guard: Callable[[S, str], object]) -> Names:
    """Return that ``guard``, given the stream's state and the id, is content with it.

    Content now, and on the day of the act: what was so on both is not had by dating back.
    """

    def check(work: Work, key: str, day: date) -> None:
        guard(work.load(decider, key), key)
        if work.moved_after(day, decider, key):
            work.begun_by(day, decider, key)
            guard(work.as_of(decider, key, day), key)

    return Names(decider, check, lambda work, keys: work.prefetch(decider, list(keys)))
