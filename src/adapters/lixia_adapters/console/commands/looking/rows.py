"""Rows of views as people read them: a table as wide as the screen, or a card for one row."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.looking.cells import cell
from lixia_adapters.console.frame.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.printers.terminal import width
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.kernel.columns import Column
    from lixia_domain.kernel.view import ReadModel

WIDEST_TEXT = 28
"""A longer text is wrapped where columns are short."""
GAP = 2
"""Between two columns."""
COUNTED = ("fen", "minutes", "number")
"""Units whose cells stand at the right."""


def table(
    model: ReadModel,
    position: int,
    rows: Sequence[Mapping[str, Any]],
    invocation: Invocation,
    *,
    first: int | None = None,
    matched: int | None = None,
) -> Table:
    """Return rows of a view as a person reads them, as many columns as fit the screen.

    Only the ``first`` so many rows, if given. ``matched``: how many there are where these are some.
    """
    from shutil import get_terminal_size

    from lixia_domain.kernel.columns import Unit, closings, columns, shown

    room = get_terminal_size((100, 24)).columns + GAP - 1
    whole = len(rows) if matched is None else matched
    ends = closings(model, rows) if matched is None else ()
    rows = rows[:first]
    wanted = shown(model)
    texts = {c.name: [cell(c, row[c.name], invocation.lang) for row in rows] for c in wanted}
    fit: list[Column] = []
    used = 0
    for column in wanted:
        widest = max(map(width, texts[column.name]), default=0)
        if column.unit is not Unit.FEN:
            widest = min(widest, WIDEST_TEXT)
        used += GAP + max(widest, width(column.words.text(invocation.lang)))
        if fit and used > room:
            break
        fit.append(column)
    foot = _foot(invocation, position, (len(rows), whole), len(columns(model.row)) - len(fit), fit)
    for said, fen in reversed(ends):
        end = Words(f"{said.zh}：{yuan(fen)} 元；", f"{said.en}: {yuan(fen)} yuan; ")
        foot = f"{end.text(invocation.lang)}{foot}"
    right = frozenset(at for at, column in enumerate(fit) if column.unit in COUNTED)
    return Table(
        invocation.text(Words(model.title, model.title_en)),
        [column.words.text(invocation.lang) for column in fit],
        [[texts[column.name][at] for column in fit] for at in range(len(rows))],
        right,
        foot,
    )


def _foot(
    invocation: Invocation, position: int, rows: tuple[int, int], hidden: int, fit: Sequence[Column]
) -> str:
    said, (here, whole) = as_of(position), rows
    count = str(here) if here == whole else f"{here}/{whole}"
    zh, en = f"{said.zh}；{count} 行", f"{said.en}; rows: {count}"
    if any(column.name.endswith("_fen") for column in fit):
        zh, en = f"{zh}；金额：元", f"{en}; amounts in yuan"
    if hidden > 0:
        zh, en = f"{zh}；另有 {hidden} 列见 --csv", f"{en}; {hidden} more columns by --csv"
    return Words(zh, en).text(invocation.lang)


def card_table(
    invocation: Invocation, model: ReadModel, position: int, row: Mapping[str, Any]
) -> Table:
    """Return one row of a view, a line for each of its fields."""
    from lixia_domain.kernel.columns import columns

    heads = [invocation.text(Words("栏目", "field")), invocation.text(Words("内容", "value"))]
    rows = [
        [column.words.text(invocation.lang), cell(column, row[column.name], invocation.lang)]
        for column in columns(model.row)
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
