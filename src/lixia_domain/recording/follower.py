"""The one engine by which anything follows the log: in order, once, from where it left off."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Protocol, TypeVar

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.recorder import LogRecorder, Row

Told = TypeVar("Told", contravariant=True)
Page = TypeVar("Page")
Progress = Callable[[int, int], None]

PAGE = 20_000
"""Positions read at a time: large enough that a commit costs little, small enough to fit."""


class Overtaken(Exception):  # noqa: N818 - no error: somebody else did the work
    """Another process took these facts in first; nothing of ours was kept."""


class Follower(Protocol[Told]):
    """Whatever reads the log and does something: views, processes, the sealer, webhooks.

    It is told envelopes or raw rows, as it asks for.
    """

    def position(self) -> int:
        """Return the last position whose effect is kept."""
        ...

    def follow(self, page: Iterable[Told], after: int, position: int) -> None:
        """Take in ``page``: what it reads of the log, ``after`` < position ≤ ``position``.

        It comes straight from the log and can be gone through once. Effect and new position are
        kept together, and only if the position still was ``after``; else raise ``Overtaken``. A
        follower may keep a page in several such steps.
        """
        ...


class Reader(Follower[Recorded], Protocol):
    """A follower of envelopes."""

    @property
    def reads(self) -> frozenset[type[Event]]:
        """Return the facts it is told; of none, all."""
        ...


def catch_up(
    ledger: Ledger,
    follower: Reader,
    *,
    upto: int | None = None,
    page: int = PAGE,
    progress: Progress | None = None,
) -> int:
    """Bring ``follower`` to ``upto`` (the head as it is now, if not given); return its position.

    Reads ``page`` positions by one query. Where nothing of them concerns the follower its position
    moves on all the same. ``progress`` is told position and goal after each page. Whatever the
    follower or the log raises ends the work; what was kept before is kept.
    """
    goal = ledger.head() if upto is None else upto
    read = partial(ledger.read, reads=follower.reads)
    return _advance(follower, read, goal, page, progress)


def catch_up_raw(
    journal: LogRecorder,
    follower: Follower[Row],
    *,
    upto: int | None = None,
    page: int = PAGE,
    progress: Progress | None = None,
) -> int:
    """Do as ``catch_up`` does, with rows as they are stored: nothing is decoded."""
    goal = journal.head() if upto is None else upto
    return _advance(follower, journal.rows, goal, page, progress)


def _advance(
    follower: Follower[Page],
    read: Callable[[int, int], Iterable[Page]],
    goal: int,
    page: int,
    progress: Progress | None,
) -> int:
    after = follower.position()
    while after < goal:
        position = min(after + page, goal)
        # Not a list: 20,000 facts alive at once keep the garbage collector busier than the fold.
        facts = read(after, position)
        try:
            follower.follow(facts, after, position)
        except Overtaken:
            position = follower.position()
        after = position
        if progress is not None:
            progress(after, goal)
    return after
