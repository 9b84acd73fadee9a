"""Each format that is shown to a clerk is read as its sample stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from lixia_adapters.registers.formats import Format, formats
from lixia_adapters.registers.statement import read_statement


@pytest.mark.parametrize(("name", "one"), formats().items(), ids=formats())
def test_a_sample_is_read_with_what_the_clerk_adds(name: str, one: Format, tmp_path: Path) -> None:
    path = tmp_path / "sample.csv"
    path.write_text(one.sample, "utf-8")
    account = one.needs[0].split()[-1] if one.needs else ""
    found = read_statement(path, account=account)
    assert (len(found.credits), len(found.debits)) == (1, 1)
    assert found.credits[0].amount.fen > 0
    assert "示例" in found.credits[0].payer or name == "meituan"  # which names no other side
