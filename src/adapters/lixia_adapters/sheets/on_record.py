"""What is on record as rows of a sheet: each thing as the acts that brought it have said it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any, cast

import attrs
from attrs import evolve, frozen

from lixia_adapters.sheets.building import is_record, told
from lixia_adapters.sheets.columns import Slot, slots
from lixia_adapters.sheets.kinds import Kind, Step
from lixia_adapters.sheets.values import said
from lixia_domain.application.rows import Act, Row
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
    for part in _parts(kind):
        for recorded in ledger.read(reads=(part.fact,)):
            cells = part.cells(part.arguments(recorded))
            key = tuple(cells[name] for name in kind.key)
            if part.step is kind.steps[0]:
                found[key] = [cells]
            elif key in found:
                _add(found[key], cells, {f"{part.step.short}.{name}" for name in part.step.also})
    return [cells for rows in found.values() for cells in rows]


def left_out(ledger: Ledger, kind: Kind, rows: Sequence[Cells]) -> int:
    """Return of how many things on record the ``rows`` say nothing, for no sheet can."""
    if kind.besides is None:
        return 0
    fact, key, _ = kind.besides
    there = {cells[kind.key[0]] for cells in rows}
    found = {getattr(one.event, key) for one in ledger.read(reads=(EVENTS[fact],))}
    return len(found - there)


def counts(kind: Kind, rows: Sequence[Cells]) -> Mapping[str, int]:
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


def recognised(ledger: Ledger, kind: Kind, rows: Sequence[Row]) -> list[Row]:
    """Return ``rows``, those acts marked that are on record word for word, however they came there.

    What has happened since may forbid them now, or have undone them: a consent that was withdrawn
    is not given anew by a sheet that is sent again. Acts that bring personal details are judged.
    """
    parts = {part.step.name: part for part in _parts(kind)}
    wanted = {(act.use_case.name, act.key) for row in rows for act in row.acts}
    there = defaultdict[tuple[str, tuple[str, ...]], list[Mapping[str, str]]](list)
    for name, part in parts.items():
        for recorded in ledger.read(reads=(part.fact,)):
            then = dict(told(part.arguments(recorded)))
            if (which := (name, part.key(then))) in wanted:
                there[which].append(then)

    def is_there(act: Act) -> bool:
        essence = parts[act.use_case.name].essence
        now = essence(act.said, act.unsaid)
        known = there[act.use_case.name, act.key]
        return "details" not in act.given and any(
            essence(then, act.unsaid) == now for then in known
        )

    return [
        evolve(row, acts=tuple(evolve(act, on_record=is_there(act)) for act in row.acts))
        for row in rows
    ]


@frozen
class _Part:
    """A step, and what its fact tells of the act that left it."""

    kind: Kind
    step: Step
    slots: tuple[Slot, ...]

    @cached_property
    def fact(self) -> type[Event]:
        """Return the class of the fact."""
        return EVENTS[self.step.fact]

    @cached_property
    def _untold(self) -> frozenset[str]:
        """Return the arguments of which the fact says nothing."""
        fields = {one.name for one in attrs.fields(cast("type[Any]", self.fact))}
        return frozenset(
            slot.argument.name
            for slot in self.slots
            if not fields & set(_names(slot.argument.name))
            and slot.shape.kind != "record"
            and slot.argument.name not in (self.kind.key[0], *self.step.one)
        )

    @cached_property
    def _defaults(self) -> Mapping[str, str]:
        """Return what arguments say by default: to say so is to say nothing."""
        return {
            slot.argument.name: said(slot.argument.default)
            for slot in self.slots
            if not slot.argument.needed
        }

    def key(self, then: Mapping[str, str]) -> tuple[str, ...]:
        """Return what an act is about, by what it says."""
        one = {
            name: f"{argument}[0][{at}]"
            for argument, names in self.step.one.items()
            for at, name in enumerate(names)
        }
        return tuple(then[one.get(name, name)] for name in (*self.kind.key, *self.step.also))

    def essence(self, saying: Mapping[str, str], unsaid: Collection[str]) -> Mapping[str, str]:
        """Return what counts of what is said, if one is to be compared with another."""
        return {
            path: text
            for path, text in saying.items()
            if path not in unsaid
            and self._defaults.get(path) != text
            and re.split(r"[.\[]", path)[0] not in self._untold
        }

    def arguments(self, recorded: Recorded) -> dict[str, Any]:
        """Return what an act was given, as far as the fact that it left tells."""
        event, found = recorded.event, dict[str, Any]()
        for slot in self.slots:
            name, shape = slot.argument.name, slot.shape
            if (parts := self.step.one.get(name)) is not None:
                found[name] = (tuple(getattr(event, part) for part in parts),)
            elif name == self.kind.key[0]:
                found[name] = recorded.key
            elif shape.kind == "record":
                found[name] = shape.type(**{part: _field(event, part) for part, _ in shape.parts})
            elif (value := _field(event, name)) is not None:
                found[name] = value
        return found

    def cells(self, arguments: Mapping[str, Any]) -> Cells:
        """Return what is said, by column; what is blank says nothing."""
        found: Cells = {}
        for slot in self.slots:
            value: Any = arguments.get(slot.argument.name)
            if (parts := self.step.one.get(slot.argument.name)) is not None:
                found.update(zip(parts, value[0], strict=True))
            elif slot.item is not None:
                for at, item in enumerate(value or (), 1):
                    found.update(_cell(f"{slot.name}.{at}", item))
            else:
                found.update(_cell(slot.name, value))
        return found


def _parts(kind: Kind) -> Iterator[_Part]:
    every = tuple(slots(kind))
    for step in kind.steps:
        yield _Part(kind, step, tuple(slot for slot in every if slot.step is step))


def _cell(name: str, value: Any) -> Iterator[tuple[str, Any]]:
    if is_record(value):
        for one in attrs.fields(type(value)):
            yield f"{name}.{one.name}", getattr(value, one.name)
    elif value is not None and value != "":
        yield name, value


def _names(argument: str) -> tuple[str, ...]:
    """Return under which names a fact may tell of an argument: also without what it is told by."""
    return argument, argument.removesuffix("_id"), argument.removesuffix("_code")


def _field(event: Event, argument: str) -> Any:
    """Return what a fact says of an argument; ``None`` where it says nothing of it."""
    return next((getattr(event, name) for name in _names(argument) if hasattr(event, name)), None)


def _add(rows: list[Cells], cells: Cells, apart: set[str]) -> None:
    """Put what another act says into the thing's row, or into one more where a row has its like."""
    first = rows[0]
    if any(name in first and first[name] != cells[name] for name in apart):
        common = {name: value for name, value in first.items() if name not in cells}
        rows.append({**common, **cells})
    else:
        first.update(cells)
