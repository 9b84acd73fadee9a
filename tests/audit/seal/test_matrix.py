"""The count of docs/seal.md: how many attacks are played on which store."""

from __future__ import annotations

import re
from pathlib import Path

from tests.application.test_kept_views import TestSqlite as SqliteViews

from lixia_domain.testing.contracts.forger.bundle import ZIPS
from lixia_domain.testing.contracts.forger.folder import FILES
from lixia_domain.testing.contracts.forger.rows import FORGERIES, KIND, PLACED, SAID
from lixia_domain.testing.contracts.forger.seal import NOTES, STATES
from lixia_domain.testing.contracts.forger.views import EDITS

from .test_attacks import ATTACKS
from .test_forger import TestSqliteForm as SqliteForm

SEAL_MD = Path(__file__).resolve().parents[3] / "docs" / "seal.md"
KEPT_ROWS = 2 * len(EDITS)
COUNTED = {
    "`rows`: events, positions, what the store says, an older copy": (
        len(FORGERIES) + len(PLACED) + len(SAID) + 1,
        len(FORGERIES) + len(SAID) + 1,
        len(FORGERIES) - (KIND in FORGERIES) + len(PLACED) + len(SAID) + 1,
    ),
    "`seal`: checkpoints, witnesses, keys, state, index": (
        len(NOTES) + len(STATES),
        len(NOTES) + len(STATES),
        len(NOTES),
    ),
    "`folder`: the seal's files, and a link": (len(FILES) + 1, 0, 0),
    "`form`: tables, triggers, definitions": (len(SqliteForm.forms), 0, 0),
    "`views`: rows shown and pending, and their file": (
        KEPT_ROWS + len(SqliteViews.beside),
        KEPT_ROWS,
        0,
    ),
    "`bundle`: the ZIP file": (0, 0, len(ZIPS)),
    "by evidence, above": (len(ATTACKS), 0, 0),
}
_ROW = re.compile(
    r"^\| ((?:`|in all|by evidence).+) \| (\d+|–) \| (\d+|–) \| (\d+|–) \|$", re.MULTILINE
)


def test_the_count_in_the_docs_is_that_of_the_suites() -> None:
    found = {
        row[0]: tuple(0 if cell == "–" else int(cell) for cell in row[1:])
        for row in _ROW.findall(SEAL_MD.read_text("utf-8"))
    }
    whole = tuple(map(sum, zip(*COUNTED.values(), strict=True)))
    assert found == COUNTED | {f"in all {sum(whole)}": whole}
