"""docs/rights.md shows who may do what as it is declared today."""

from __future__ import annotations

import csv
from pathlib import Path

from lixia_adapters.console import rights_table
from lixia_domain.kernel.roles import ROLES

TOP = Path(__file__).resolve().parent.parent
PAGE = TOP / "docs" / "rights.md"


def test_the_table_is_current() -> None:
    text = PAGE.read_text("utf-8")
    assert text == rights_table.page(text), (
        "run .venv/bin/python -m lixia_adapters.console.rights_table docs/rights.md"
    )


def test_it_marks_a_use_case_for_the_roles_that_are_kept() -> None:
    """The golden list of roles is another source than the declarations that the table is of."""
    with (TOP / "tests/golden/roles.csv").open(encoding="utf-8", newline="") as file:
        kept = {row["use_case"]: set(row["by"].split()) for row in csv.DictReader(file)}
    shown = {}
    for line in PAGE.read_text("utf-8").splitlines():
        what, *marks = (cell.strip() for cell in line.strip("|").split("|"))
        if what.endswith("`") and len(marks) == len(ROLES):
            name = what.rstrip("`").rpartition("`")[2]
            pairs = zip(ROLES, marks, strict=True)
            shown[name] = {role.value for role, mark in pairs if mark != "–"}
    assert shown == kept
