"""Rows of views as people read them: a table as wide as the screen, or a card for one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lixia_adapters.console import labels
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.width import width
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.kernel.view import ReadModel

WIDEST_TEXT = 28
"""A longer text is wrapped where columns are short."""
GAP = 2
"""Between two columns."""


def table(
    model: ReadModel,
    position: int,
    rows: Sequence[Mapping[str, Any]],
    invocation: Invocation,
    *,
    first: int | None = None,
) -> Table:
    """Return rows of a view as a person reads them, as many columns as fit the screen.

    Only the ``first`` so many rows, if given.
    """
    from shutil import get_terminal_size

    room = get_terminal_size((100, 24)).columns + GAP - 1
    whole, rows = len(rows), rows[:first]
    every = [f for f in model.row.__struct_fields__ if not f.startswith("_")]
    wanted = labels.COLUMNS.get(model.name, tuple(every))
    texts = {f: [labels.cell(f, row[f], invocation.lang) for row in rows] for f in wanted}
    fields: list[str] = []
    used = 0
    for field in wanted:
        widest = max((width(cell) for cell in texts[field]), default=0)
        if not field.endswith("_fen"):
            widest = min(widest, WIDEST_TEXT)
        used += GAP + max(widest, width(labels.head(field, invocation.lang)))
        if fields and used > room:
            break
        fields.append(field)
    right = frozenset(
        at
        for at, f in enumerate(fields)
        if any(isinstance(row[f], int) and not isinstance(row[f], bool) for row in rows)
    )
    return Table(
        invocation.text(Words(model.title, model.title_en)),
        [labels.head(f, invocation.lang) for f in fields],
        [[texts[f][at] for f in fields] for at in range(len(rows))],
        right,
        _foot(invocation, position, (len(rows), whole), len(every) - len(fields), fields),
    )


def _foot(
    invocation: Invocation, position: int, rows: tuple[int, int], hidden: int, fields: Sequence[str]
) -> str:
    said, (here, whole) = as_of(position), rows
    count = str(here) if here == whole else f"{here}/{whole}"
    zh, en = f"{said.zh}；{count} 行", f"{said.en}; rows: {count}"
    if any(field.endswith("_fen") for field in fields):
        zh, en = f"{zh}；金额：元", f"{en}; amounts in yuan"
    if hidden > 0:
        zh, en = f"{zh}；另有 {hidden} 列见 --csv", f"{en}; {hidden} more columns by --csv"
    return Words(zh, en).text(invocation.lang)


def card_table(
    invocation: Invocation, model: ReadModel, position: int, row: Mapping[str, Any]
) -> Table:
    """Return one row of a view, a line for each of its fields."""
    heads = [invocation.text(Words("栏目", "field")), invocation.text(Words("内容", "value"))]
    fields = [f for f in row if f != "key"]
    rows = [
        [labels.head(f, invocation.lang), labels.cell(f, row[f], invocation.lang)] for f in fields
    ]
    title = f"{invocation.text(Words(model.title, model.title_en))} · {row['key']}"
    return Table(title, heads, rows, frozenset(), invocation.text(as_of(position)))


def row_of(
    store: Store, view: str, key: str
) -> tuple[int, dict[str, Any], list[dict[str, Any]]] | None:
    """Return a project's row and its claims' rows, both at one position; ``None``: no row."""
    from lixia_domain.recording.read_models import shown
    from lixia_domain.views import by_name

    build = store.views()
    with build.reading() as position:
        found = next(iter(build.rows(by_name(view), key=key)), None)
        claims = [
            {"key": claim, **shown(row)}
            for claim, row in build.rows(by_name("claim_board"))
            if row.project == key
        ]
    return None if found is None else (position, {"key": key, **shown(found[1])}, claims)


def card(
    invocation: Invocation,
    view: str,
    position: int,
    row: Mapping[str, Any],
    claims: list[dict[str, Any]],
) -> Answer:
    """Return one project with its claims."""
    from lixia_domain.views import by_name

    tables = [card_table(invocation, by_name(view), position, row)]
    if claims:
        tables.append(table(by_name("claim_board"), position, claims, invocation))
    data = {"project": row["key"], "position": position, "row": row, "claims": claims}
    return Answer(data, tables)
