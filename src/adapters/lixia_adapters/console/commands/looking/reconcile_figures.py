"""``lixia reconcile --figures``: the folds' figures beside what DuckDB makes of exported facts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from lixia_adapters.console.frame.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.frame.files import there
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.trouble import FINDING
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_adapters.analysis.recount import Figure

SHOWN = 40
"""So many findings are shown to a person; all of them are in the JSON."""


def more(invocation: Invocation, count: int) -> str:
    """Return how much is not shown, to say under a table."""
    left = count - SHOWN
    return (
        invocation.text(Words(f"另有 {left:,} 条，见 --json", f"{left:,} more by --json"))
        if left > 0
        else ""
    )


def figures(invocation: Invocation) -> Answer:
    """Compare every figure that ``analysis.figures`` knows; a difference is a finding."""
    from lixia_adapters.analysis import parquet, recount

    with invocation.open() as store:
        about = store.ledger.journal.about().get("fingerprint", "")
        with invocation.progress(Words("更新视图", "Reading")) as step:
            build = store.views(step)
        with TemporaryDirectory() as folder:
            given = invocation["parquet"]
            path = there(given) if given is not None else Path(folder) / "facts.parquet"
            if given is None:
                with invocation.progress(Words("导出事件", "Exporting")) as step:
                    parquet.export(store.ledger, path, progress=step)
            found = list(recount.recount(path, build, store=about))
        position = build.position()
    wrong = [figure for figure in found if not figure.agrees]
    data = {
        "agree": not wrong,
        "figures": [
            {
                "view": f.view,
                "key": f.key,
                "column": f.column,
                "folded": f.folded,
                "queried": f.queried,
            }
            for f in found
        ],
        "position": position,
    }
    shown: list[Table | Words] = [_one_truth(len(found), len(wrong)), _columns(invocation, found)]
    if wrong:
        shown.append(_wrong(invocation, wrong))
    shown.append(as_of(position))
    return Answer(data, shown, exit=FINDING if wrong else 0)


def _one_truth(count: int, wrong: int) -> Words:
    if not wrong:
        return Words(
            f"{count:,} 个数字，折叠所得与 DuckDB 查询所得逐分相符。",
            f"{count:,} figures: folds and DuckDB agree to the fen.",
        )
    return Words(
        f"{count:,} 个数字中有 {wrong:,} 个不符：两者必有一错，请先核查账库与程序。",
        f"{wrong:,} of {count:,} figures differ: one of the two is wrong; check store and release.",
    )


def _columns(invocation: Invocation, found: Iterable[Figure]) -> Table:
    """Return each column's figures added up, as both engines have them."""
    sums: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0, 0])
    for figure in found:
        here = sums[figure.view, figure.column]
        here[0] += 1
        here[1] += figure.folded or 0
        here[2] += figure.queried or 0
        here[3] += not figure.agrees
    rows = [
        [
            view,
            _head(invocation, view, column),
            f"{count:,}",
            *_both(column, folded, queried),
            f"{wrong:,}" if wrong else "✓",
        ]
        for (view, column), (count, folded, queried, wrong) in sums.items()
    ]
    heads = (
        Words("视图", "view"),
        Words("栏目", "column"),
        Words("行数", "rows"),
        Words("折叠", "folded"),
        Words("DuckDB", "DuckDB"),
        Words("不符", "differing"),
    )
    title = Words("视图数字与 SQL 复算（合计）", "Figures of views, and recounted by SQL (sums)")
    return Table(
        invocation.text(title), [invocation.text(h) for h in heads], rows, frozenset({2, 3, 4, 5})
    )


def _head(invocation: Invocation, view: str, column: str) -> str:
    from lixia_domain.kernel.columns import column_of
    from lixia_domain.views import by_name

    return column_of(by_name(view), column).words.text(invocation.lang)


def _both(column: str, *values: int | None) -> list[str]:
    return [
        "—" if value is None else yuan(value) if column.endswith("_fen") else f"{value:,}"
        for value in values
    ]


def _wrong(invocation: Invocation, wrong: Sequence[Figure]) -> Table:
    rows = [
        [f.view, f.key, _head(invocation, f.view, f.column), *_both(f.column, f.folded, f.queried)]
        for f in wrong[:SHOWN]
    ]
    heads = (
        Words("视图", "view"),
        Words("键", "key"),
        Words("栏目", "column"),
        Words("折叠", "folded"),
        Words("DuckDB", "DuckDB"),
    )
    title = Words("不符的数字", "Figures that differ")
    return Table(
        invocation.text(title),
        [invocation.text(h) for h in heads],
        rows,
        frozenset({3, 4}),
        more(invocation, len(wrong)),
    )
