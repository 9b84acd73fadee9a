"""In which roles each use case may be done, the usual one first, as kept in ``golden``.

Console, steps and the demo act in the usual one. Whoever changes who may changes it in the table,
too: ``roles.csv``.
"""

from __future__ import annotations

import csv
from pathlib import Path

from lixia_domain.application.chapters import use_cases

GOLDEN = Path(__file__).parents[1] / "golden" / "roles.csv"


def test_who_may_is_as_it_was() -> None:
    with GOLDEN.open(encoding="utf-8", newline="") as file:
        kept = {row["use_case"]: row["by"].split() for row in csv.DictReader(file)}
    there = {one.name: [role.value for role in one.by] for _, one in use_cases()}
    added = [f"{name},{' '.join(roles)}" for name, roles in there.items() if name not in kept]
    assert not added, "add to tests/golden/roles.csv:\n" + "\n".join(added)
    assert there == kept
