"""A console on a real SQLite store: ``lixia`` runs commands, ``programme`` has something in it."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from lixia_adapters.console.main import main
from lixia_adapters.demo.cast import credit_code
from lixia_adapters.key_file import key_folder
from lixia_domain.application.bootstrap import open_store

CODE, OTHER, UNVERIFIED = (credit_code(number) for number in (901, 902, 903))


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)

    @property
    def error(self) -> Any:
        return json.loads(self.err)["error"]


Lixia = Callable[..., Ran]


def ran(*argv: str) -> Ran:
    out, err = StringIO(), StringIO()
    with redirect_stdout(out), redirect_stderr(err):
        code = main(argv)
    return Ran(code, out.getvalue(), err.getvalue())


def done(*argv: str) -> Ran:
    found = ran(*argv)
    assert found.code == 0, found
    return found


FOUNDATION = credit_code(903, kind="53")
"""The foundation that keeps the fund."""

REGISTERED = (
    *("foundation", "register", FOUNDATION, "基金会（虚构示例）", "--authority", "民政厅"),
    *("--document", "证书", "--on", "2020-01-20"),
)

OPENING = (
    "store init --open",
    f"foundation register {FOUNDATION} 基金会（虚构示例） --authority 民政厅 --document 证书 "
    "--on 2021-03-01",
    f"fund establish F1 --name 公益基金（虚构示例） --foundation {FOUNDATION} "
    "--purpose 公益 --agreement 协议1 --on 2021-03-01",
    f"need raise N1 --summary lunch --domain 为老服务 --place P --person p:{'1' * 32} "
    "--on 2021-03-02",
    "need verify N1 --document 走访记录 --on 2021-03-02",
    "batch plan B1 --title B1 --on 2021-03-02",
    "project draft P1 --title 助餐（虚构示例） --domain 为老服务 --need N1 "
    "--line 食材=6000 --line 人工=4000 --on 2021-03-02",
    "project approve P1 --minutes 纪要1 --on 2021-03-02",
    "project publish P1 --batch B1 --minimum 5000 --on 2021-03-03",
    f"enterprise register {CODE} 甲企业（虚构示例） --on 2021-03-03",
    f"enterprise verify {CODE} --document 执照 --on 2021-03-03",
    f"enterprise register {UNVERIFIED} 丙企业（虚构示例） --on 2021-03-03",
    f"claim P1 {CODE} 6000 --due 2021-06-30 --id C1 --on 2021-03-04",
)


@pytest.fixture
def lixia(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Lixia]:
    """Run ``lixia`` in an empty directory, speaking Chinese, the environment saying nothing."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("LIXIA_LANG", "zh")
    for name in ("LIXIA_STORE", "LIXIA_ACTOR", "LIXIA_TRACEBACK", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    yield ran


@pytest.fixture(scope="session")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which one enterprise has claimed one project."""
    path = tmp_path_factory.mktemp("opened") / "lixia.db"
    for line in OPENING:
        done(*line.split(), "--store", f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def walked(opened: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which everything has happened that commands can do to money. Only read it."""
    from .test_commands import walk

    path = tmp_path_factory.mktemp("walked") / "lixia.db"
    shutil.copy(opened, path)
    for _ in walk(path, "--store", f"sqlite:///{path}"):
        pass
    return path


UNDONE = (
    "enterprise register {OTHER} 乙企业（虚构示例） --on 2021-03-05",
    "bank carry-in 2021-04 100 --account A --to general=60 --document 移交清单 --on 2021-04-01",
    "bank interest K2 80 --to general --on 2021-04-02",
    "fund appropriation K3 20 --document 拨1 --purpose 公益 --spend-until 2021-12-31 "
    "--on 2021-04-02",
    "fund match --document 配1 --purpose 配套 --cap 100 --until 2021-12-31 --on 2021-04-02",
    "fund appropriation K4 7 --document 配1 --purpose 配套 --spend-until 2021-12-31 --match "
    "--on 2021-04-02",
    "bank sponsorship K5 40 --document 赞助协议 --on 2021-04-02",
    "in-kind deliver W1 --donor {CODE} --item 米 --quantity 9 --unit 袋 --value 90 --by document "
    "--document 发票 --sha256 {HASH} --project P1 --on 2021-04-02",
    "project team P1 --team T1 --agreement 实施1 --on 2021-04-04",
    "project start P1 --on 2021-04-04",
    "disburse request D1 --project P1 --line 食材 --tranche 1 --amount 3000 --payee payee-1 "
    "--payee-account token-1 --purpose 首批 --actor lead-1 --on 2021-04-04",
    "disburse approve D1 --minutes m --checked lead-1 --actor approver-1 --on 2021-04-05",
    "disburse pay D1 --debit 付1 --voucher 记1 --actor cashier-1 --on 2021-04-05",
    "in-kind sell W1 --quantity 2 --proceeds 15 --costs 2 --credit K6 --minutes 纪要 "
    "--on 2021-04-05",
    "disburse recover D1 --amount 900 --credit K7 --on 2021-04-06",
    "bank reversed K7 --reason 误汇 --on 2021-04-07",
    "disburse bounce D1 --credit K8 --reason 户名不符 --on 2021-04-08",
    *(f"bank reversed K{n} --reason 误汇 --on 2021-04-09" for n in (2, 3, 4, 5, 6, 8)),
    "bank reversed A/F1/carried-in --reason 移交有误 --on 2021-04-09",
)
"""Everything that can come in, and the bank taking it back."""


@pytest.fixture(scope="session")
def undone(opened: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store in which all that came in, but for one gift, was taken back. Only read it."""
    from .test_commands import HASH, booked

    path = tmp_path_factory.mktemp("undone") / "lixia.db"
    shutil.copy(opened, path)
    for reference, yuan, claim in (
        ("K1", 6000, "C1"),
        *((f"K{n}", yuan, None) for n, yuan in enumerate((80, 20, 7, 40, 13, 900, 3000), 2)),
    ):
        booked(path, reference, yuan, claim, "2021-04-01")
    for line in UNDONE:
        words = line.format(CODE=CODE, OTHER=OTHER, HASH=HASH).split()
        done(*words, "--store", f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def demo(demo_copy: Callable[[], Path]) -> Path:
    """A store with the demo in it. Only read it."""
    return demo_copy()


@pytest.fixture
def programme(lixia: Lixia, opened: Path, tmp_path: Path) -> Path:
    """A copy of that store, where ``lixia`` finds it without being told."""
    path = tmp_path / "lixia.db"
    shutil.copy(opened, path)
    return path


def keys_of(path: Path) -> dict[str, list[Path]]:
    """Return where a store's keys lie: of references, and of its votes."""
    with open_store(f"sqlite:///{path}", read_only=True) as store:
        mark = store.ledger.journal.about()["fingerprint"]
    return {
        kind: sorted(key_folder().glob(f"{kind}-{mark}{rest}"))
        for kind, rest in (("pseudonyms", ".key"), ("voters", "/*.key"))
    }


def head(path: Path) -> int:
    """How many facts a store has, asked of SQLite alone."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as db:
        (found,) = db.execute("SELECT count(*) FROM stored_events").fetchone()
    return int(found)
