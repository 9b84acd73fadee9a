"""What is on record as rows of a sheet: each thing as the acts that brought it have said it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import attrs

from lixia_adapters.sheets.columns import Slot, slots
from lixia_adapters.sheets.kinds import Kind, Step
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.recording.ledger import Ledger

Cells = dict[str, Any]
"""Values by the names of columns."""


def rows_on_record(ledger: Ledger, kind: Kind) -> list[Cells]:
    """Return a row for each thing of ``kind``, in the order in which they were recorded.

    It says what was said when each act was done (the last time, if it was done again), not what
    became of it since: sent to the same store it adds nothing. Personal details are not in it.
    """
    found: dict[tuple[str, ...], list[Cells]] = {}
    every = tuple(slots(kind))
    for step in kind.steps:
        own = [slot for slot in every if slot.step is step]
        cls = EVENTS[step.fact]
        for recorded in ledger.read(reads=(cls,)):
            cells = dict(_cells(kind, step, own, recorded))
            key = tuple(cells[name] for name in kind.key)
            if step is kind.steps[0]:
                found[key] = [cells]
            elif key in found:
                _add(found[key], cells, {f"{step.short}.{name}" for name in step.also})
    return [cells for rows in found.values() for cells in rows]


def counts(kind: Kind, rows: list[Cells]) -> Mapping[str, int]:
    """Return how many items of each argument there must be columns for."""
    found: dict[str, int] = {}
    for slot in slots(kind):
        if slot.item is not None:
            head = f"{slot.name}."
            numbers = (
                int(name[len(head) :].split(".")[0])
                for cells in rows
                for name in cells
                if name.startswith(head)
            )
            found[slot.name] = max(numbers, default=1)
    return found


def _add(rows: list[Cells], cells: Cells, apart: set[str]) -> None:
    """Put what another act says into the thing's row, or into one more where a row has its like."""
    first = rows[0]
    if any(name in first and first[name] != cells[name] for name in apart):
        common = {name: value for name, value in first.items() if name not in cells}
        rows.append({**common, **cells})
    else:
        first.update(cells)


def _cells(kind: Kind, step: Step, own: list[Slot], recorded: Recorded) -> Iterator[tuple[str, Any]]:
    event = recorded.event
    for slot in own:
        name, shape = slot.argument.name, slot.shape
        if (parts := step.one.get(name)) is not None:
            yield from ((part, getattr(event, part)) for part in parts)
        elif name == kind.key[0]:
            yield slot.name, recorded.key
        elif shape.kind == "record":
            for part, _ in shape.parts:
                yield f"{slot.name}.{part}", _field(event, part)
        elif (value := _field(event, name)) is not None and slot.item is not None:
            yield from _items(slot, value)
        elif value is not None and value != "":
            yield slot.name, value


def _items(slot: Slot, value: tuple[Any, ...]) -> Iterator[tuple[str, Any]]:
    assert slot.item is not None
    for at, item in enumerate(value, 1):
        if slot.item.kind != "record":
            yield f"{slot.name}.{at}", item
            continue
        for one in attrs.fields(slot.item.type):
            yield f"{slot.name}.{at}.{one.name}", getattr(item, one.name)


def _field(event: Event, argument: str) -> Any:
    """Return what a fact says of an argument: under its name, or that without what it is told by.

    ``None`` where it says nothing of it.
    """
    for name in (argument, argument.removesuffix("_id"), argument.removesuffix("_code")):
        if hasattr(event, name):
            return getattr(event, name)
    return None
