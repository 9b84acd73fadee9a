"""A row's cells as the acts that it asks for: read, made into arguments, and past the gate."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

import attrs
from attrs import field, frozen

from lixia_adapters.sheets import values
from lixia_adapters.sheets.columns import Column, Slot, slots
from lixia_adapters.sheets.kinds import Kind, Step
from lixia_domain.aggregates.subject.facts import Detail, Field
from lixia_domain.application.rows import Act, Fault, Row, Why
from lixia_domain.application.shapes import Shape
from lixia_domain.kernel.forms import Context
from lixia_domain.kernel.forms import Why as Gate
from lixia_domain.kernel.rejection import Rejection


class People(NamedTuple):
    """Who stands under which reference, and how details are sealed.

    An identity is a name and a number. ``known`` makes nothing and finds ``None`` for a stranger;
    ``refer`` makes a reference for one. ``seal`` raises ``Rejection`` for whose data are closed.
    """

    known: Callable[[str], str | None]
    refer: Callable[[str], str]
    seal: Callable[[str, Mapping[Field, str]], tuple[Detail, ...]]


@frozen
class Builder:
    """Makes rows of one kind out of cells, by the names of ``columns``.

    ``on`` is the business date of acts for which a row gives none.

    Everything that is wrong with a row is told at once. Nothing is sealed for one that has a fault.
    """

    kind: Kind
    columns: Mapping[str, Column]
    context: Context
    people: People
    on: date

    @cached_property
    def _steps(self) -> tuple[tuple[Step, tuple[Slot, ...]], ...]:
        every = tuple(slots(self.kind))
        return tuple((step, tuple(s for s in every if s.step is step)) for step in self.kind.steps)

    def row(self, number: int, cells: Mapping[str, Any]) -> Row:
        """Return the row of these cells; blank ones are left out."""
        made = _Made(self, {}, [])
        for name, cell in cells.items():
            made.read(self.columns[name], cell)
        for person in self.kind.persons:
            made.identify(person)
        acts = []
        for at, (step, own) in enumerate(self._steps):
            if at == 0 or made.asks_for(own):
                acts.append(made.act(step, own))
        return Row(number, tuple(act for act in acts if act is not None), tuple(made.faults))


@frozen
class _Made:
    """A row in the making: what its cells say, by column, and what is wrong with it."""

    by: Builder
    said: dict[str, Any]
    faults: list[Fault]
    details: dict[str, dict[Field, str]] = field(factory=dict)
    doubtful: set[str] = field(factory=set)
    """Columns whose fault is told already."""

    def wrong(self, column: str, refusal: Rejection) -> None:
        """Note what is wrong with a cell, once."""
        if column not in self.doubtful:
            self.doubtful.add(column)
            self.faults.append(Fault(column, refusal))

    def read(self, column: Column, cell: Any) -> None:
        """Take a cell in."""
        try:
            value = values.read(column.shape, cell)
        except Rejection as refusal:
            self.wrong(column.name, refusal)
            return
        if column.detail is None:
            self.said[column.name] = value
        else:
            self.details.setdefault(column.person, {})[column.detail] = value

    def identify(self, person: str) -> None:
        """Find out who is meant by reference, or by name and number."""
        details, reference = self.details.get(person, {}), self.said.get(person)
        name, number = details.get(Field.NAME), details.get(Field.ID_NUMBER)
        places = {person, *(f"{person}.{each.value}" for each in Field)}
        if self.doubtful & places or not (details or reference):
            return
        if name is None or number is None:
            if reference is None:
                self.wrong(person, Rejection(Why.WHO))
            return
        identity, kept = f"{name} {number}", any(s.of == person for s in self.by.kind.steps)
        known = self.by.people.known(identity)
        if reference is not None:
            if known is not None and known != reference.lower():
                self.wrong(person, Rejection(Why.TWO_PERSONS))
        elif known is None and not kept:
            self.wrong(f"{person}.{Field.NAME.value}", Rejection(Why.NOT_ON_RECORD))
            self.doubtful.add(person)
        elif known is not None:
            self.said[person] = known
        elif self.faults:
            self.doubtful.add(person)  # nobody new is made for a row that is refused
        else:
            self.said[person] = self.by.people.refer(identity)

    def asks_for(self, own: tuple[Slot, ...]) -> bool:
        """Tell whether a cell of a step's own is filled in."""
        names = tuple(slot.name for slot in own if slot.own)
        return any(
            said in names or said.startswith(tuple(f"{name}." for name in names))
            for said in (*self.said, *self.doubtful)
        )

    def act(self, step: Step, own: tuple[Slot, ...]) -> Act | None:
        """Return what a step is asked to do; nothing where that can't be told."""
        given, places = dict[str, Any](), dict[str, str]()
        for slot in own:
            made = tuple(self._items(slot, places))
            if made:
                given[slot.argument.name] = made[0]
        if step.of and not self.faults and (details := self.details.get(step.of)):
            try:
                given["details"] = self.by.people.seal(self.said[step.of], details)
                places |= {f"details.{f.value}": f"{step.of}.{f.value}" for f in details}
            except Rejection as refusal:
                self.wrong(step.of, refusal)
        if not self.details.get(step.of):
            given = {name: value for name, value in given.items() if name not in step.beside}
        canonical = self._through_the_gate(step, given, places)
        if canonical is None:
            return None
        said = dict(told(canonical))
        return Act(
            use_case=step.use_case,
            key=tuple(said[places_of(places, name)] for name in (*self.by.kind.key, *step.also)),
            given=canonical,
            said=said,
            unsaid=frozenset({"on"} - {path for path, at in places.items() if at in self.said}),
            places=places,
        )

    def _through_the_gate(
        self, step: Step, given: Mapping[str, Any], places: Mapping[str, str]
    ) -> dict[str, Any] | None:
        """Return ``given`` in canonical form; nothing for a row with a fault: all are told."""
        gate, context = step.use_case.gate, self.by.context
        if not self.faults:
            with suppress(Rejection):
                return gate.read(given, context)
        probe = Act(use_case=step.use_case, key=(), given={}, said={}, places=places)
        for wrong in gate.wrong_with(given, context):
            self.wrong(probe.column(wrong.where), Rejection(wrong.reason, **wrong.facts))
        return None

    def _items(self, slot: Slot, places: dict[str, str]) -> Iterator[Any]:
        """Yield the argument's value, if it has any; note where its parts stand."""
        name, argument, shape = slot.argument.name, slot.argument, slot.shape
        if (parts := slot.step.one.get(name)) is not None:
            places[name] = parts[0]
            places.update({f"{name}[0][{at}]": part for at, part in enumerate(parts)})
            found = [self.said.get(part) for part in parts]
            for part, value in zip(parts, found, strict=True):
                if value is None:
                    self.wrong(part, Rejection(Gate.MISSING))
            if None not in found:
                yield (tuple(found),)
        elif (item := slot.item) is not None:
            places[name] = f"{slot.name}.1" + (f".{item.parts[0][0]}" if item.parts else "")
            yield self._several(slot, item, places)
        elif shape.kind == "record":
            yield from self._record(slot.name, name, shape, places)
        else:
            places[name] = slot.name
            if slot.name in self.said:
                yield self.said[slot.name]
            elif name == "on":
                yield self.by.on
            elif argument.needed and argument.shape.kind == "maybe":
                yield None
            elif slot.name in self.doubtful:
                yield from ()
            elif argument.needed and _may_be_blank(shape):
                yield ""

    def _several(self, slot: Slot, item: Shape, places: dict[str, str]) -> tuple[Any, ...]:
        """Return the items of an argument; those that were left blank are passed over."""
        head, found = f"{slot.name}.", list[Any]()
        numbers = {int(c[len(head) :].split(".")[0]) for c in self.said if c.startswith(head)}
        numbers |= {int(c[len(head) :].split(".")[0]) for c in self.doubtful if c.startswith(head)}
        for number in sorted(numbers):
            called, path = f"{head}{number}", f"{slot.argument.name}[{len(found)}]"
            if item.kind == "record":
                found.extend(self._record(called, path, item, places))
            elif called in self.said:
                places[path] = called
                found.append(self.said[called])
        return tuple(found)

    def _record(
        self, called: str, path: str, shape: Shape, places: dict[str, str]
    ) -> Iterator[Any]:
        """Yield the record of some columns, if none that it needs is missing."""
        parts, whole = dict[str, Any](), True
        for one in attrs.fields(shape.type):
            column = f"{called}.{one.name}"
            places[f"{path}.{one.name}"] = column
            places.setdefault(path, column)
            if column in self.said:
                parts[one.name] = self.said[column]
            elif one.default is attrs.NOTHING:
                whole = False
                self.wrong(column, Rejection(Gate.MISSING))
        if whole:
            yield shape.type(**parts)


def places_of(places: Mapping[str, str], column: str) -> str:
    """Return which argument, or part of one, stands in ``column``."""
    paths = [path for path, at in places.items() if at == column or path == column]
    return max(paths, key=len)


def _may_be_blank(shape: Shape) -> bool:
    return shape.form is not None and shape.form.schema().get("minLength", 0) == 0


def told(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield all that is said, each part by its path; what is blank says nothing."""
    for name, value in given.items():
        yield from _parts(name, value)


def _parts(path: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, tuple):
        for at, item in enumerate(value):
            if isinstance(item, Detail):
                yield f"{path}.{item.field.value}", item.value
            else:
                yield from _parts(f"{path}[{at}]", item)
    elif is_record(value):
        for one in attrs.fields(type(value)):
            yield from _parts(f"{path}.{one.name}", getattr(value, one.name))
    elif value is not None and value != "":
        yield path, values.said(value)


def is_record(value: Any) -> bool:
    """Tell whether a value is made of arguments of its own, and is none of the kernel's values."""
    return attrs.has(type(value)) and not type(value).__module__.startswith("lixia_domain.kernel")
