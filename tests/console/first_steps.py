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

from lixia_adapters.console.main import main
from lixia_adapters.demo.cast import credit_code
from lixia_domain.application.clock import now
from lixia_domain.kernel.dates import business_date

PAGE = Path(__file__).parents[2] / "docs" / "first-steps.md"
CODE = credit_code(901)
STATEMENT = (
    "账号,交易流水号,交易日期,对方户名,贷方发生额,摘要\n"
    f"0042,T1,2021-03-15,甲企业（虚构示例）,6000.00,P1.{CODE}\n"
)
"""What the bank sent: the first money."""
DAY = "2021-03-16"
"""Stands in the transcript for the day on which it was made."""
LINES = (
    "lixia help store",
    "lixia store init",
    "lixia store init --open",
    "lixia fund establish F1 --name 公益基金（虚构示例） --foundation 基金会（虚构示例）"
    " --purpose 公益 --agreement 协议1",
    "lixia help project draft",
    "lixia project draft P1 --title 助餐（虚构示例） --domain 为老服务 --need N1 --line 食材=6000",
    "lixia project aprove P1",
    "lixia project approve P1 --minute 纪要1",
    "lixia project approve P1 --minutes 纪要1",
    "lixia pending",
    "lixia project publish P1 --batch B1 --minimum 6000",
    f"lixia enterprise register {CODE} 甲企业（虚构示例）",
    f"lixia enterprise verify {CODE} --document 执照1",
    f"lixia claim P1 {CODE} 6000 --due 2035-06-30",
    "lixia bank import bank.csv",
    "lixia view 基金收支",
    "lixia pending",
)
HEAD = """\
# First steps · 第一步

A new clerk at a terminal of sixty columns, from an empty store to the first received yuan: each
line was found by `lixia help` or by what the line before said comes next. All names are synthetic.
The transcript is made by a test, in both languages; `python -m tests.console.first_steps` makes it
anew.

六十列的终端前，一位新经办人从空账库到第一笔到账：每一行都来自 `lixia help`，或前一行所说的
“接下来”。所有名称均为虚构示例。本页由测试生成，中英文各一遍。
"""
TITLES = {"zh": "## 中文", "en": "## English"}


class Terminal(StringIO):
    """What a person looks at."""

    def isatty(self) -> bool:
        return True


def transcript(lang: str) -> str:
    """Return what a clerk who speaks ``lang`` types and sees."""
    shown: list[str] = []
    today = str(business_date(now()))
    speaking = {"LIXIA_LANG": lang, "COLUMNS": "60", "TERM": "dumb"}
    with TemporaryDirectory() as folder, chdir(folder), mock.patch.dict(os.environ, speaking):
        for name in ("LIXIA_STORE", "LIXIA_ACTOR"):
            os.environ.pop(name, None)
        Path("bank.csv").write_text(STATEMENT, encoding="utf-8")
        for line in LINES:
            said = Terminal()
            with redirect_stdout(said), redirect_stderr(said):
                main(shlex.split(line)[1:])
            if "bank import" in line:
                shown.append(f"$ cat bank.csv\n{STATEMENT}")
            shown.append(f"$ {line}\n{tidy(said).replace(today, DAY)}")
    return "\n".join(shown)


def tidy(said: Terminal) -> str:
    """Return what was said, without the blanks that fill lines up."""
    return "".join(f"{line.rstrip()}\n" for line in said.getvalue().splitlines())


def page() -> str:
    """Return the page of both transcripts."""
    parts = (f"{TITLES[lang]}\n\n```console\n{transcript(lang).rstrip()}\n```\n" for lang in TITLES)
    return "\n".join((HEAD, *parts))


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
