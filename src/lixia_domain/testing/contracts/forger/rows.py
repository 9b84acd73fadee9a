"""What nobody can do to the rows of a sealed store, and to what it says of itself.

Whoever brings a store subclasses this and plays the forger: reads and writes the rows as they lie.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Protocol

import pytest

from lixia_domain.application.bootstrap import Store
from lixia_domain.audit.seal.findings import Finding, Severity
from lixia_domain.kernel.explained import Explained
from lixia_domain.recording.brought import BROUGHT_BY
from lixia_domain.recording.faults import CannotSeal, UnreadableEvent
from lixia_domain.recording.ledger import CREDITS_FIRST
from lixia_domain.recording.recorder import DEMO, Row
from lixia_domain.recording.spelling import MARK

Rows = list[Row]


class Victim(Protocol):
    """A sealed store of at least twelve events, some streams of which have two or more.

    Nothing in it is beyond the seal. The forger reaches all of it, and not the key.
    """

    places: bool
    """Whether the forger can choose positions; else rows stand where they come."""
    refuses: bool
    """Whether opening looks at the first position and the last; else verifying does."""
    kinds: bool
    """Whether a column can hold what is of another kind."""

    def open(self) -> Store:
        """Open it, to be closed by the caller."""
        ...

    def findings(self) -> Sequence[Finding]:
        """Verify it by what an auditor keeps elsewhere: the log's key, and ``WITNESS``'s."""
        ...

    def rows(self) -> Rows:
        """Return the rows as they lie."""
        ...

    def forge(self, rows: Rows) -> None:
        """Put these rows in place of all that lie there, as thoroughly as one can."""
        ...

    def say(self, key: str, value: str | None) -> None:
        """Let the store say something else of itself; ``None``: nothing."""
        ...

    def grow(self) -> None:
        """Record something more, and seal it, as one does who forges nothing."""
        ...


def _edit(rows: Rows) -> Rows:
    at = len(rows) // 2
    position, stream, version, name, state = rows[at]
    return [*rows[:at], (position, stream, version, name, state + b" "), *rows[at + 1 :]]


def _in_order(rows: Rows) -> Rows:
    return [(at, *row[1:]) for at, row in enumerate(rows, 1)]


def _swap(rows: Rows) -> Rows:
    """Let two neighbours of different streams change places."""
    at = next(at for at in range(3, len(rows)) if rows[at][1] != rows[at + 1][1])
    return _in_order([*rows[:at], rows[at + 1], rows[at], *rows[at + 2 :]])


def _insert(rows: Rows) -> Rows:
    new = (0, f"{rows[0][1]}X", 1, *rows[0][3:])
    return _in_order([*rows[:5], new, *rows[5:]])


def _delete(rows: Rows) -> Rows:
    at = next(at for at, row in enumerate(rows) if row[2] == 2)
    return _in_order([*rows[:at], *rows[at + 1 :]])


def _before_all(rows: Rows) -> Rows:
    return [(-4, f"{rows[0][1]}X", 1, *rows[0][3:]), *rows]


def _gaps(rows: Rows) -> Rows:
    return [(3 * row[0], *row[1:]) for row in rows]


def _far(rows: Rows) -> Rows:
    return [*rows[:-1], (2**62, *rows[-1][1:])]


def _text(rows: Rows) -> Rows:
    return [(*row[:4], row[4].decode()) for row in rows]  # type: ignore[misc] # that is the forgery


KIND = "what is stored is text, not bytes"
FORGERIES: dict[str, tuple[Callable[[Rows], Rows], str]] = {
    "an event says something else": (_edit, "event.changed"),
    "two events have changed places": (_swap, "event.moved"),
    "an event was slipped in": (_insert, "event.inserted"),
    "an event is gone": (_delete, "event.removed"),
    "the last events are gone": (lambda rows: rows[:-3], "log.truncated"),
    KIND: (_text, "event.malformed"),
}
PLACED: dict[str, tuple[Callable[[Rows], Rows], str]] = {
    "a row stands before the first": (_before_all, ""),
    "events are numbered anew, with gaps": (_gaps, "log.renumbered"),
    "the last event stands where nobody would ever get": (_far, ""),
}
"""Where the forger can choose positions. Without a code: the store can't be opened at all."""


SAID = [
    (DEMO, "虚构示例", "store.says"),
    (MARK, None, "store.says"),
    (CREDITS_FIRST, None, "store.says"),
    (f"{BROUGHT_BY}somebody", "9", "store.says"),
    ("district", "别处", "log.other"),
]
"""What the store says of itself instead."""


def found(victim: Victim) -> list[Finding]:
    """Return what verifying finds that contradicts the seal."""
    return [one for one in victim.findings() if one.severity is Severity.ERROR]


def codes(victim: Victim) -> set[str]:
    """Return the codes of what is found."""
    return {one.code for one in found(victim)}


class ForgerContract:
    """Give the fixture ``victim``."""

    def test_nothing_is_found_of_what_nobody_touched(self, victim: Victim) -> None:
        """Nor of the same rows written down again."""
        assert not found(victim)
        victim.forge(victim.rows())
        assert not found(victim)

    @pytest.mark.parametrize("name", [*FORGERIES, *PLACED])
    def test_each_forgery_is_found_and_named_in_both_languages(
        self, victim: Victim, name: str
    ) -> None:
        """By verifying, with the public key alone; or the store is refused on opening."""
        if name in PLACED and not victim.places:
            pytest.skip("rows stand where they come")
        if name == KIND and not victim.kinds:
            pytest.skip("it holds text")
        change, code = (FORGERIES | PLACED)[name]
        victim.forge(change(victim.rows()))
        if not code and victim.refuses:
            with pytest.raises(Explained) as refused:
                victim.open()
            assert refused.value.sentence("zh") != refused.value.sentence("en")
            return
        told = found(victim)
        assert told and (not code or code in {one.code for one in told})
        for one in told:
            assert one.sentence("zh") and one.sentence("en") and one.proves("en")

    def test_many_rows_of_the_wrong_kind_are_one_finding(self, victim: Victim) -> None:
        """With a count, and the first of them; and whoever reads on is told a fault."""
        if not victim.kinds:
            pytest.skip("it holds text")
        rows = victim.rows()
        victim.forge(_text(rows))
        (told,) = [one for one in found(victim) if one.code == "event.malformed"]
        assert (told.facts["count"], told.facts["position"]) == (len(rows), rows[0][0])
        with victim.open() as store, pytest.raises(UnreadableEvent):
            store.views()

    @pytest.mark.parametrize(("key", "value", "code"), SAID)
    def test_what_the_store_says_of_itself_is_sealed(
        self, victim: Victim, key: str, value: str | None, code: str
    ) -> None:
        """And nothing more is sealed of a store that says something else of itself."""
        victim.say(key, value)
        assert code in codes(victim)

    def test_an_older_copy_in_its_place_is_found_and_releases_nothing(self, victim: Victim) -> None:
        """However the store looks by itself."""
        older = victim.rows()
        victim.grow()
        assert not found(victim)
        victim.forge(older)
        assert "log.truncated" in codes(victim)
        with victim.open() as store, pytest.raises(CannotSeal):
            store.seals.release(store.ledger.head())


def rows_of(recorder: Any) -> Rows:
    """Return the rows of a log as it gives them."""
    return list(recorder.rows(0, recorder.head()))
