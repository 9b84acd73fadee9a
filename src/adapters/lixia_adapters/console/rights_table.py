"""``python -m lixia_adapters.console.rights_table docs/rights.md``: write who may do what, there.

Run it when the declaration of a use case has changed: the table comes from nothing else.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from itertools import groupby
from pathlib import Path

from lixia_domain import written
from lixia_domain.application.overview.who_may import CHAPTERS, Act, acts
from lixia_domain.kernel.roles import ROLES

BEGIN, END = "<!-- the table begins -->", "<!-- the table ends -->"


def table() -> str:
    """Return the table, a part for each chapter."""
    return "\n".join(
        line for part in groupby(acts(), lambda act: act.chapter) for line in _of(*part)
    )


def _of(chapter: str, found: Iterator[Act]) -> Iterator[str]:
    says = CHAPTERS[chapter]
    yield f"### {says.zh} · {says.en}"
    yield ""
    yield _row("事项 · use case", *(f"{role.zh}<br>{role.en}" for role in ROLES))
    yield _row("---", *(":-:" for _ in ROLES))
    for act in found:
        what = f"{act.says.zh}<br>{act.says.en}<br>`{act.name}`"
        yield _row(what, *(reach.zh for reach in act.reaches))
    yield ""


def _row(*cells: str) -> str:
    return f"| {' | '.join(cells)} |"


def page(text: str) -> str:
    """Return a page with the table as it is now, between its marks."""
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n\n{table()}\n{END}{after}"


def main() -> int:
    """Write it."""
    path = Path(sys.argv[1])
    written.text(path, page(path.read_text("utf-8")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
