"""What changed between two moments: row by row, column by column, and by event."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Literal, NamedTuple

from attrs import frozen

from lixia_domain.audit.past.moment import PAGE, Moment, Progress, gate
from lixia_domain.audit.past.names import columns
from lixia_domain.audit.past.rows import Rows
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import ReadModel
from lixia_domain.recording.ledger import Ledger

How = Literal["new", "changed", "gone"]


@frozen(kw_only=True)
class RowChange:
    """One row that is not what it was. ``columns``: name → (old, new); a row that is new was
    nothing in any column, one that is gone is nothing."""

    view: str
    key: str
    how: How
    columns: Mapping[str, tuple[Any, Any]]


def changes(model: ReadModel, before: Rows, after: Rows) -> Iterator[RowChange]:
    """Yield the rows of ``model`` that are not the same before and after, in order of keys.

    Only what people are shown counts; what a fold remembers for itself does not.
    """
    old, new = before.tables[model.name], after.tables[model.name]
    shown = columns(model)
    for key in sorted({*old, *new}):
        was, now = old.get(key), new.get(key)
        if was is now:
            continue
        pairs = {name: (_of(was, name), _of(now, name)) for name in shown}
        differing = {name: pair for name, pair in pairs.items() if pair[0] != pair[1]}
        if was is None or now is None or differing:
            how: How = "new" if was is None else "gone" if now is None else "changed"
            yield RowChange(view=model.name, key=key, how=how, columns=differing)


def _of(row: Any, column: str) -> Any:
    return None if row is None else getattr(row, column)


class Between(NamedTuple):
    """An event that belongs to one of two moments only: ``came`` to the later one, or it went."""

    recorded: Recorded
    came: bool


def between(
    ledger: Ledger, before: Moment, after: Moment, *, progress: Progress | None = None
) -> Iterator[Between]:
    """Yield the events in which two moments differ, in order of the log."""
    head = ledger.head()
    before, after = before.settled(head), after.settled(head)
    first = min(before.upto(head), after.upto(head)) if before.on == after.on else 0
    goal = max(before.upto(head), after.upto(head))
    was, now = gate(ledger, before), gate(ledger, after)
    for start in range(first, goal, PAGE):
        upto = min(start + PAGE, goal)
        for recorded in ledger.read(start, upto):
            gone, came = was.lets(recorded), now.lets(recorded)
            if gone != came:
                yield Between(recorded, came)
        if progress is not None:
            progress(upto, goal)
