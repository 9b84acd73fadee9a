"""The columns of a sheet: every part of every argument that its use cases take, one to a column."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import attrs
from attrs import evolve, frozen

from lixia_adapters.sheets.kinds import Kind, Step
from lixia_domain.aggregates.subject.facts import Field
from lixia_domain.application.gate import Argument
from lixia_domain.application.shapes import Shape
from lixia_domain.kernel.words import Words

MOST_REPEATED = 60
"""So many items of one argument a row may have."""
_REFERENCE = Words("代号", "reference")


@frozen(kw_only=True)
class Column:
    """One column: its heading, and what a cell of it holds.

    ``name`` is how code calls it (``title``, ``lines.1.amount``, ``approve.minutes``,
    ``person.phone``). ``path`` is the part of the argument that it is: ``lines[0].amount``. A
    ``detail`` of a person is in no argument by itself.
    """

    name: str
    words: Words
    shape: Shape
    path: str
    need: bool
    detail: Field | None = None

    @property
    def person(self) -> str:
        """Return which column tells the reference of the person whose detail this is."""
        return self.name.rpartition(".")[0]


@frozen(kw_only=True)
class Slot:
    """An argument of a step, and where it stands. ``own``: filled in, it asks for the step."""

    step: Step
    argument: Argument
    name: str
    own: bool

    @property
    def shape(self) -> Shape:
        """Return the argument's shape, without its being optional."""
        return bare(self.argument.shape)

    @property
    def item(self) -> Shape | None:
        """Return what one item looks like, where a row may have several."""
        many = self.shape.kind == "many" and self.argument.name not in self.step.one
        return self.shape.parts[0][1] if many else None


def bare(shape: Shape) -> Shape:
    """Return ``shape`` without its being optional."""
    return shape.parts[0][1] if shape.kind == "maybe" else shape


def is_reference(shape: Shape) -> bool:
    """Tell whether it is a natural person's reference."""
    return getattr(bare(shape).form, "shown", "") == "REF"


def slots(kind: Kind) -> Iterator[Slot]:
    """Yield what a row of ``kind`` is asked for, in order. What a step seals is in no slot."""
    for at, step in enumerate(kind.steps):
        for argument in step.use_case.gate.arguments:
            name = argument.name
            if name == "details":
                continue
            common = name in kind.key or name in kind.shared
            first = at == 0 and name != "on"
            yield Slot(
                step=step,
                argument=argument,
                name=name if common or first else f"{step.short}.{name}",
                own=not common,
            )


def columns(kind: Kind, counts: Mapping[str, int] | None = None) -> tuple[Column, ...]:
    """Return the columns of ``kind``.

    ``counts``: how many items of an argument (by its slot's name) there are columns for; else as
    many as a template has.
    """
    found: dict[str, Column] = {}
    for slot in slots(kind):
        for column in _of_slot(kind, slot, counts or {}):
            found.setdefault(column.name, column)
    return tuple(_told_apart(kind, found.values()))


def repeated(kind: Kind, slot: Slot) -> tuple[int, Words]:
    """Return for how many items a template has columns, and what one of them is called."""
    return kind.repeats.get(slot.name, (2, slot.argument.words))


def _of_slot(kind: Kind, slot: Slot, counts: Mapping[str, int]) -> Iterator[Column]:
    name, argument = slot.argument.name, slot.argument
    if (parts := slot.step.one.get(name)) is not None:
        row = slot.shape.parts[0][1]
        for called, (place, shape) in zip(parts, row.parts, strict=True):
            yield from _leaf(kind, called, f"{name}[0][{place}]", shape, argument.words, True)
    elif (item := slot.item) is not None:
        usual, words = repeated(kind, slot)
        for at in range(counts.get(slot.name, usual)):
            head = Words(f"{words.zh} {at + 1}", f"{words.en} {at + 1}")
            path, called = f"{name}[{at}]", f"{slot.name}.{at + 1}"
            if item.kind != "record":
                yield Column(name=called, words=head, shape=item, path=path, need=False)
                continue
            for part, shape in item.parts:
                said = shape.words or Words(part, part)
                words_of = Words(f"{head.zh}：{said.zh}", f"{head.en}: {said.en}")
                yield Column(
                    name=f"{called}.{part}",
                    words=words_of,
                    shape=shape,
                    path=f"{path}.{part}",
                    need=False,
                )
    elif slot.shape.kind == "record":
        needed = {one.name: one.default is attrs.NOTHING for one in attrs.fields(slot.shape.type)}
        for part, shape in slot.shape.parts:
            words_of = shape.words or Words(part, part)
            yield Column(
                name=f"{slot.name}.{part}",
                words=words_of,
                shape=shape,
                path=f"{name}.{part}",
                need=needed[part],
            )
    else:
        need = argument.needed and argument.shape.kind != "maybe" and name != "on"
        yield from _leaf(kind, slot.name, name, argument.shape, argument.words, need)


def _leaf(
    kind: Kind, name: str, path: str, shape: Shape, words: Words, need: bool
) -> Iterator[Column]:
    words = shape.words or words
    if not is_reference(shape):
        yield Column(name=name, words=words, shape=shape, path=path, need=need)
        return
    person = kind.persons[name]
    who = person.who
    words = Words(f"{who.zh}{_REFERENCE.zh}", f"{who.en}: {_REFERENCE.en}")
    yield Column(name=name, words=words, shape=shape, path=path, need=False)
    for each in person.fields:
        yield Column(
            name=f"{name}.{each.value}",
            words=Words(f"{who.zh}{each.zh}", f"{who.en}: {each.en}"),
            shape=TEXT,
            path=path,
            need=False,
            detail=each,
        )


def _told_apart(kind: Kind, found: Iterable[Column]) -> Iterator[Column]:
    """Yield columns with headings that differ: a step's own say which step they ask for.

    Those of the first step need not, but for its date: a row always asks for it.
    """
    first, *others = kind.steps
    later = {step.short: step.use_case.says for step in others}
    for column in found:
        says = later.get(column.name.partition(".")[0])
        if column.path == "on":
            says = says or first.use_case.says
        words = column.words
        if says is not None:
            words = Words(f"{says.zh}：{words.zh}", f"{says.en}: {words.en}")
        yield evolve(column, words=words)


def _text() -> Shape:
    from lixia_domain.kernel.texts import Text

    form = Text(blank=True)
    return Shape("form", str, form.read, form)


TEXT = _text()
"""What a personal detail is: whatever it says, it is sealed."""
