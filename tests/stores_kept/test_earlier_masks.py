"""What an earlier mask left of a remark is known again: the same file told again adds nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from lixia_adapters.console.main import main

from .figures import log
from .test_kept_stores import KEPT, name_of, restored

STATEMENT = """\
账号,交易流水号,交易日期,对方户名,贷方发生额,借方发生额,摘要
6288000000005021,D2,2024-11-06,示例物业服务有限公司,,980.00,{fee}
6288000000005021,D3,2024-11-08,示例银行,,6.00,手续费
"""


def kept(name: str, folder: Path) -> Path:
    return restored(next(path for path in KEPT if name_of(path) == name), folder)[0]


@pytest.fixture
def ran(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    def run(store: Path, *arguments: str) -> Any:
        monkeypatch.setenv("LIXIA_STORE", f"sqlite:///{store / 'store.db'}")
        with redirect_stdout(StringIO()) as out:
            main([*arguments, "--json"])
        return json.loads(out.getvalue())

    return run


def test_a_statement_whose_remarks_were_masked_otherwise_adds_nothing(
    tmp_path: Path, ran: Callable[..., Any]
) -> None:
    store = kept("statements", tmp_path)
    path = tmp_path / "again.csv"
    path.write_text(STATEMENT.format(fee="物业费"), "utf-8")
    before = log(store)
    report = ran(store, "bank", "import", str(path), "--kind", "statement")
    assert (report["debits"]["new"], report["debits"]["known"]) == (0, 2), report
    assert log(store) == before


def test_another_remark_under_the_banks_number_is_still_refused(
    tmp_path: Path, ran: Callable[..., Any]
) -> None:
    store = kept("statements", tmp_path)
    path = tmp_path / "again.csv"
    path.write_text(STATEMENT.format(fee="水电费"), "utf-8")
    report = ran(store, "bank", "import", str(path), "--kind", "statement")
    assert report["debits"]["refused"] == 1, report
