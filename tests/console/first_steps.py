"""A new clerk at a terminal of sixty columns: from an empty store to the first received yuan.

``python -m tests.console.first_steps`` writes the transcript, ``docs/first-steps.md``, anew.
"""

from __future__ import annotations

import os
import shlex
from contextlib import chdir, redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path
from tempfile import TemporaryDirectory
from unittest import mock

from lixia_adapters.console.commands.persons.member import SHORT
from lixia_adapters.console.main import main
from lixia_adapters.demo.cast import credit_code
from lixia_adapters.key_file import key_folder
from lixia_adapters.registers.pseudonyms import reference
from lixia_domain import written
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.clock import now
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.people import REFERENCE

PAGE = Path(__file__).parents[2] / "docs" / "first-steps.md"
CODE = credit_code(901)
STATEMENT = (
    "账号,交易流水号,交易日期,对方户名,贷方发生额,摘要\n"
    f"0042,T1,2021-03-15,甲企业（虚构示例）,6000.00,P1.{CODE}\n"
)
"""What the bank sent: the first money."""
DAY = "2021-03-16"
"""Stands in the transcript for the day on which it was made."""
FOUNDATION = credit_code(1, kind="53")
REGISTER = f"lixia foundation register {FOUNDATION} 基金会（虚构示例）"
RESIDENT = f"p:{'1' * 32}"
"""Who asked for it: a reference, never a name."""
OPEN = (
    "lixia help store",
    "lixia store init",
    "lixia store init --open",
    f"{REGISTER} --authority 省民政厅 --document 证书1",
    f"lixia fund establish F1 --name 公益基金（虚构示例） --foundation {FOUNDATION}"
    " --purpose 公益 --agreement 协议1",
    f"lixia need raise N1 --summary 送餐 --domain 为老服务 --place 泉畔社区 --person {RESIDENT}",
    "lixia need verify N1 --document 走访记录1",
    "lixia help project draft",
    "lixia project draft P1 --title 助餐（虚构示例） --domain 为老服务 --need N1 --line 食材=6000",
    "lixia project aprove P1",
    "lixia project approve P1 --minute 纪要1",
    "lixia project approve P1 --minutes 纪要1",
    "lixia pending",
    "lixia batch plan B1 --title 首批",
    "lixia project publish P1 --batch B1 --minimum 6000",
    f"lixia enterprise register {CODE} 甲企业（虚构示例）",
    f"lixia enterprise verify {CODE} --document 执照1",
    f"lixia claim P1 {CODE} 6000 --due 2035-06-30",
    "lixia bank import bank.csv",
    "lixia view 基金收支",
    "lixia pending",
)
PEOPLE = "示例甲 000000000000000001\n示例乙 000000000000000002\n"
"""Who is to use accounts: one at the office, one at the foundation."""
KEY = bytes(range(32))
"""Of the transcript's store, so that references are the same each time."""
OFFICER, ACCOUNTANT = (reference(one, KEY, purpose="person") for one in PEOPLE.splitlines())
CLOSED = (
    "lixia help store init",
    f"lixia store init --administrator admin-1 --administrator admin-2@{FOUNDATION}"
    " --document 任命书1",
    "lixia member reference people.txt",
    f"lixia member admit office-1 --document 授权书1 --person {OFFICER} --actor admin-1",
    "lixia member grant office-1 统筹部门 --document 授权书1 --actor admin-1",
    f"lixia member admit acct-1 --document 授权书2 --person {ACCOUNTANT} --actor admin-2",
    "lixia help member grant",
    "lixia member grant acct-1 会计 --document 授权书2 --actor admin-2",
    f"lixia member grant acct-1 会计 --document 授权书2 --actor admin-2 --for {FOUNDATION}",
    "lixia member list",
    "lixia member rights --use-case funds.establish",
    f"{REGISTER} --authority 省民政厅 --document 证书1 --actor acct-1",
    f"lixia fund establish F1 --name 公益基金（虚构示例） --foundation {FOUNDATION}"
    " --purpose 公益 --agreement 协议1 --actor office-1",
    f"lixia fund establish F1 --name 公益基金（虚构示例） --foundation {FOUNDATION}"
    " --purpose 公益 --agreement 协议1 --actor acct-1",
    f"lixia need raise N1 --summary 送餐 --domain 为老服务 --place 泉畔社区 --person {RESIDENT}"
    " --actor office-1",
    "lixia need verify N1 --document 走访记录1 --actor office-1",
    "lixia project draft P1 --title 助餐（虚构示例） --domain 为老服务 --need N1 --line 食材=6000"
    " --actor office-1",
    "lixia project approve P1 --minutes 纪要1 --actor office-1",
    "lixia batch plan B1 --title 首批 --actor office-1",
    "lixia project publish P1 --batch B1 --minimum 6000 --actor office-1",
    f"lixia enterprise register {CODE} 甲企业（虚构示例） --actor office-1",
    f"lixia enterprise verify {CODE} --document 执照1 --actor office-1",
    f"lixia claim P1 {CODE} 6000 --due 2035-06-30 --actor office-1",
    "lixia bank import bank.csv --actor acct-1",
    "lixia view 基金收支",
    "lixia pending",
)
"""From a roster that is closed at once: members first, for nobody else may do anything."""
STORIES = {"open": OPEN, "closed": CLOSED}
FILES = {"bank.csv": STATEMENT, "people.txt": PEOPLE}
HEAD = """\
# First steps · 第一步

A new clerk at a terminal of sixty columns, from an empty store to the first received yuan, once
with the roster left open and once with the roster closed: each line was found by `lixia help` or by
what the line before said comes next. All names are synthetic. The transcripts are made by a test,
in both languages; `python -m tests.console.first_steps` makes them anew.

六十列的终端前，一位新经办人从空账库到第一笔到账，名册暂不关闭和一开始就关闭各一遍：每一行都来自
`lixia help`，或前一行所说的“接下来”。所有名称均为虚构示例。本页由测试生成，中英文各一遍。
"""
TITLES = {
    ("open", "zh"): "## 中文：名册暂不关闭",
    ("open", "en"): "## English: the roster left open",
    ("closed", "zh"): "## 中文：名册已关闭",
    ("closed", "en"): "## English: the roster closed",
}


class Terminal(StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        return True


def transcript(story: str, lang: str) -> str:
    """Return what a clerk who speaks ``lang`` types and sees in one of the ``STORIES``."""
    shown: list[str] = []
    today = str(business_date(now()))
    speaking = {"LIXIA_LANG": lang, "COLUMNS": "60", "TERM": "dumb"}
    with (
        TemporaryDirectory() as folder,
        chdir(folder),
        mock.patch.dict(os.environ, speaking),
    ):
        for name in ("LIXIA_STORE", "LIXIA_ACTOR"):
            os.environ.pop(name, None)
        for name, text in FILES.items():
            Path(name).write_text(text, encoding="utf-8")
        for line in STORIES[story]:
            if story == "closed" and Path("lixia.db").exists():
                _same_key(Path("lixia.db"))
            said = Terminal()
            with redirect_stdout(said), redirect_stderr(said):
                main(shlex.split(line)[1:])
            for name, text in FILES.items():
                if f" {name}" in line:
                    shown.append(f"$ cat {name}\n{text}")
            shown.append(f"$ {line}\n{tidy(said).replace(today, DAY)}")
    return same_each_time("\n".join(shown))


def _same_key(path: Path) -> None:
    """Put the same key where the store's key of references lies, so that they are the same, too."""
    with open_store(f"sqlite:///{path}", read_only=True) as store:
        mark = store.ledger.journal.about()["fingerprint"]
    written.folder(key_folder(), secret=True)
    written.once(key_folder() / f"pseudonyms-{mark}.key", KEY, secret=True)


def same_each_time(told: str) -> str:
    """Return what was told with references that were made up at random in the order they come."""
    for number, made in enumerate(dict.fromkeys(REFERENCE.findall(told)), 1):
        if made not in (OFFICER, ACCOUNTANT):
            stands = f"p:{number:032x}"
            told = told.replace(made, stands).replace(f"{made[:SHORT]}…", f"{stands[:SHORT]}…")
    return told


def tidy(said: Terminal) -> str:
    """Return what was said, without the blanks that fill lines up."""
    return "".join(f"{line.rstrip()}\n" for line in said.getvalue().splitlines())


def page() -> str:
    """Return the page of all transcripts."""
    parts = (
        f"{title}\n\n```console\n{transcript(*which).rstrip()}\n```\n"
        for which, title in TITLES.items()
    )
    return "\n".join((HEAD, *parts))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
