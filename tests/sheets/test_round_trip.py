"""Whatever sound values a template is filled in with, the file reads back to the same acts."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.printers.hostile_texts import hostile

from lixia_adapters.sheets import reading, writing
from lixia_adapters.sheets.building import Builder, People
from lixia_adapters.sheets.columns import bare, columns, slots
from lixia_adapters.sheets.kinds import KINDS, Kind, Step
from lixia_domain.application.shapes import Shape
from lixia_domain.kernel.forms import Context, Misfit
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.money import LARGEST_FEN, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.texts import is_blank

TODAY = date(2021, 12, 31)
CONTEXT = Context(TODAY)
LETTERS = "".join(map(chr, range(32, 127))) + "济南志愿服务，。；：“”（）《》·—…①Ⅳﬁ　é\u0301\t"
"""Whatever parts cells, opens formulas, closes quotations, or has another canonical form."""
AWKWARD = (
    *('a" , b', '"', '""', '" ;', ";;;", "a;b;c", "a, b", '="x"', "'=x", "''=x", "'", "=1+1"),
    *("-5", "+86 1", "@x", "_x0041_", "_x005F_", "1.0", "0012", "TRUE", "2021-01-01", "1E5"),
    *("13800000000", "370102199001010000", "a  b", "ﬁ", "é\u0301", "是", "p", "no"),
    *("⟨U+202E⟩", "⟨U+27E8⟩U+202E⟩", "⟨U+", "＝1", "a;=1", "a;'=1", "；＝1", "-", "—"),
    *hostile(),
)
"""Texts that a spreadsheet, a CSV or a reader of either would take for something else."""


def sound(shape: Shape, value: Any) -> bool:
    try:
        read = shape.read(value, CONTEXT)
    except (Misfit, Rejection):
        return False
    return not (isinstance(read, str) and is_blank(read))


def values(shape: Shape) -> st.SearchStrategy[Any]:
    """Return sound values of a cell."""
    shape = bare(shape)
    if shape.kind == "choice":
        return st.sampled_from(list(shape.type))
    assert shape.form is not None
    kind, shown = shape.form.type, shape.form.shown
    found: st.SearchStrategy[Any]
    if shown == "REF":
        found = st.integers(0, 2**128 - 1).map("p:{:032x}".format)
    elif shown == "HEX":
        found = st.integers(0, 2**256 - 1).map("{:064x}".format)
    elif kind is date:
        found = st.integers(0, 8_000).map(lambda days: TODAY - timedelta(days=days))
    elif kind is Money:
        found = st.integers(1, LARGEST_FEN).map(Money) | st.integers(1, 10**8).map(Money)
    elif kind is Span:
        spans = st.tuples(st.integers(0, 1439), st.integers(1, 1440))
        found = spans.map(lambda one: Span(start=one[0], minutes=min(one[1], 1440 - one[0])))
    elif kind is bool:
        found = st.booleans()
    else:
        assert kind is str
        found = st.sampled_from(AWKWARD) | st.text(LETTERS, min_size=1, max_size=30)
    return found.filter(lambda value: sound(shape, value))


@st.composite
def filled(draw: st.DrawFn, kind: Kind) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the cells of a row by column, and what each of its acts is given."""
    cells: dict[str, Any] = {}
    acts: list[dict[str, Any]] = []
    shared: dict[str, Any] = {}
    for at, step in enumerate(kind.steps):
        if at and not draw(st.booleans()):
            continue
        own, asked = _filled(draw, kind, step, shared)
        if at == 0 or any(name.startswith(f"{step.short}.") for name in own):
            cells |= own
            acts.append(step.use_case.gate.read(asked, CONTEXT))
    return cells, acts


def _filled(
    draw: st.DrawFn, kind: Kind, step: Step, shared: dict[str, Any]
) -> tuple[dict[str, Any], dict[str, Any]]:
    cells: dict[str, Any] = {}
    asked: dict[str, Any] = {}
    for slot in (slot for slot in slots(kind) if slot.step is step):
        name, shape, argument = slot.argument.name, slot.shape, slot.argument
        optional = not argument.needed or argument.shape.kind == "maybe" or name == "on"
        if (parts := step.one.get(name)) is not None:
            row = shape.parts[0][1]
            told = tuple(draw(values(part)) for _, part in row.parts)
            cells.update(zip(parts, told, strict=True))
            asked[name] = (told,)
        elif slot.item is not None:
            items = []
            for number in range(1, draw(st.integers(1, 2)) + 1):
                value, own = _item(draw, f"{slot.name}.{number}", slot.item)
                cells |= own
                items.append(value)
            asked[name] = tuple(items)
        elif shape.kind == "record":
            asked[name], own = _item(draw, slot.name, shape)
            cells |= own
        elif not slot.own:
            shared.setdefault(slot.name, draw(values(shape)))
            cells[slot.name] = shared[slot.name]
            if name not in step.beside:
                asked[name] = shared[slot.name]
        elif not optional or draw(st.booleans()):
            cells[slot.name] = asked[name] = draw(values(shape))
        elif name == "on":
            asked[name] = TODAY
        elif argument.needed:
            asked[name] = None
    return cells, asked


def _item(draw: st.DrawFn, name: str, shape: Shape) -> tuple[Any, dict[str, Any]]:
    if shape.kind != "record":
        value = draw(values(shape))
        return value, {name: value}
    parts = {part: draw(values(inner)) for part, inner in shape.parts}
    return shape.type(**parts), {f"{name}.{part}": value for part, value in parts.items()}


def nobody(identity: str) -> Any:
    raise AssertionError(identity)


def nothing(person: str, told: Mapping[Any, str]) -> Any:
    raise AssertionError(person)


@pytest.mark.parametrize("csv_file", [False, True], ids=["xlsx", "csv"])
@pytest.mark.parametrize("kind", KINDS, ids=[kind.name for kind in KINDS])
def test_a_template_that_was_filled_in_reads_back_to_the_same_acts(
    kind: Kind, csv_file: bool
) -> None:
    @settings(
        max_examples=20 if csv_file else 8,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(filled(kind), min_size=1, max_size=3), st.sampled_from(["zh", "en"]))
    def check(rows: list[tuple[dict[str, Any], list[dict[str, Any]]]], lang: str) -> None:
        with TemporaryDirectory() as folder:
            path = Path(folder) / ("s.csv" if csv_file else "s.xlsx")
            cells = [cells for cells, _ in rows]
            writing.write(path, kind, columns(kind), cells, lang, csv_file=csv_file)
            read = reading.read(path, kind)
        by_name = {column.name: column for column in read.headed.values()}
        build = Builder(kind, by_name, CONTEXT, People(nobody, nobody, nothing), TODAY)
        found = [build.row(*told) for told in read.rows]
        assert [row.faults for row in found] == [()] * len(rows)
        assert [[act.given for act in row.acts] for row in found] == [acts for _, acts in rows]
        assert [row.number for row in found] == list(range(3, 3 + len(rows)))

    check()
