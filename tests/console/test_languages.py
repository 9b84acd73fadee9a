"""No line is half in one language and half in the other: help, answers, and whatever goes wrong."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from lixia_adapters.console import main as console
from lixia_adapters.console.frame import tree, usage
from lixia_adapters.printers.terminal import width

from .conftest import CODE, Lixia

GROUPS = [*sorted({words[:1] for words in tree.TREE if len(words) > 1}), ()]
DATA = (
    *(
        "历下区",
        "姓名=…",
        "姓名",
        "账号",
        "交易流水号",
        "交易日期",
        "对方户名",
        "贷方发生额",
        "摘要",
    ),
    *("公益基金（虚构示例）", "助餐（虚构示例）", "甲企业（虚构示例）", "食材", "人工", "为老服务"),
    *("助餐", "公益", "纪要1", "协议1", "全部", "领域/", "＊＊", "4.5万元", "壹拾贰万元整"),
)
"""What is data, in whatever language people are answered: values that stand in a help page too."""

CODED = re.compile(
    r"lixia [a-z-]+( [a-z-]+)?|--?[a-z-]+|[a-z-]+(_[a-z]+)+|[a-z]+://\S*|\{.*\}|[\w.-]+\.(db|csv|xlsx|"
    r"toml|txt)|[a-z]+(\|[a-z]+)+|`[^`]*`|export \w+|pip install \S+|\| source"
)
"""What is typed, not said."""
ENGLISH = re.compile(r"[a-z]{2,}(?: [a-z]{2,})+")
"""Two English words on end."""
ARGPARSE = re.compile(r"usage|error|invalid|choice|required|expected|argument|unrecognized", re.I)
CHINESE = re.compile(r"[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]")


def mixed(text: str, lang: str) -> list[str]:
    """Return the lines that speak another language than ``lang``."""
    return [line for line in text.splitlines() if _foreign(line, lang)]


def _foreign(line: str, lang: str) -> bool:
    if lang == "en":
        for data in DATA:
            line = line.replace(data, "")
        return CHINESE.search(line) is not None
    for words in tree.TREE:
        line = line.replace(f" {' '.join(words)}，", "")
    said = CODED.sub(" x1 ", line)
    return ENGLISH.search(said) is not None or ARGPARSE.search(said) is not None


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_of_help_is_in_one_language(lang: str) -> None:
    found = {
        (words, line)
        for words in (*GROUPS, *tree.TREE)
        for line in mixed("\n".join(usage.page(words, lang, 900)), lang)
    }
    assert not found


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_page_of_help_fits_sixty_columns(lang: str) -> None:
    found = {
        line
        for words in (*GROUPS, *tree.TREE)
        for line in usage.page(words, lang, 60)
        if width(line) > 60 and len(line.split()) > 1
    }
    assert not found


MISTAKES = (
    "clam",
    "project",
    "project shew P1",
    "help clam",
    "need verify",
    "need verify N1 --documnt x --zzz y z --on 2021-99-99",
    "need verify N1 --document",
    "need verify N1 --document d --json=1",
    "project approve P1 --minutes m --role boss",
    "project approve P1 --minutes m --actor 王示例",
    "project approve P1 --minutes m --on 2999-01-01",
    "project approve P9 --minutes m",
    "project approve P1 --minutes m",
    "project draft P2 --title t --domain d --need N1 --line x",
    "project draft P2 --title t --domain d --need N1 --line x=abc",
    "project draft P2 --title t --domain d --need N1 --line x=-5",
    "project publish P1 --batch B1 --minimum 1",
    "project show P9",
    "view projct",
    "view project_register --key nothing",
    "view project_register --csv --xlsx",
    "view project_register --out x",
    "trace claim_board",
    "trace claim_board C9 amount_fen",
    "trace --project P9",
    "history nothing-1",
    "diff --from 9999 --to 1",
    "diff --from x --to y",
    "replay nothing-1",
    "chain N9",
    f"claim P1 {CODE} 1 --due 2021-06-30 --on 2021-03-05 --id C1",
    f"claim P1 {CODE} 99999999 --due 2021-06-30 --on 2021-03-05",
    f"claim P1 {CODE} 5",
    "claim P1 123 5 --due 2021-06-30",
    "enterprise register 123 x",
    "bank import nothing.csv",
    "bank allocate K9 --to general",
    "bank allocate K9",
    "bank match D1",
    "bank reconcile 2021-13 --account A",
    "fund establish F1 --name n --foundation f --purpose p --agreement a",
    "foundation ratios X 2021",
    "disburse approve D9 --minutes m --checked c",
    "pledge demand C1 --instalment x --deadline 2021-09-01 --document d",
    "pledge agreement C1 --document d --sha256 nothing.txt",
    "report --out /nowhere/x.html",
    "export",
    "export duckdb",
    "spec run nothing",
    "catalogue nothing",
    "catalogue --name nothing",
    "rules --on 1986-12-31",
    "rules nothing",
    "calendar --year x",
    "kpi --on 2021-99-99",
    "prove",
    "prove --position 9999",
    "verify nothing.zip",
    "store info --store nonsense",
    "store info --store oracle://x",
    "store info --store sqlite:///nothing.db",
    "store info --lang fr",
    "vault sweep",
    "erase p:1 --reason r --document d",
    "completion tcsh",
    "pending --role boss",
    "witness sign nothing",
    "call publish C9",
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("line", MISTAKES)
def test_what_goes_wrong_is_told_in_one_language(
    lixia: Lixia, programme: Path, line: str, lang: str
) -> None:
    found = lixia(*line.split(), "--lang", lang)
    assert "Traceback" not in found.err and "unforeseen" not in found.err
    assert "未预料" not in found.err
    assert not mixed(found.out + found.err, lang)


WORK = (
    "store info",
    "store check",
    "pending --on 2021-07-01",
    "run",
    "history account-F1/general",
    "history project-P1",
    "view",
    "view project_register",
    "view claim_board --key C1",
    "project show P1",
    "pledge overdue --on 2021-07-01",
    "kpi",
    "calendar",
    "diff --from 1 --to 9 --events",
    "trace claim_board C1 amount_fen",
    "catalogue roles",
    "project draft P2 --title t --domain d --need N1 --line x=1 --on 2021-03-09",
    f"claim P1 {CODE} 4000 --due 2021-06-30 --on 2021-03-09 --id C2",
)


@pytest.mark.parametrize("lang", ["zh", "en"])
@pytest.mark.parametrize("line", WORK)
def test_what_goes_well_is_told_in_one_language(
    lixia: Lixia, programme: Path, line: str, lang: str
) -> None:
    found = lixia(*line.split(), "--lang", lang)
    assert found.code in (0, 1) and not found.err
    assert not mixed(found.out, lang)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_an_interrupt_is_told_in_the_language_of_the_line(
    lixia: Lixia, programme: Path, monkeypatch: pytest.MonkeyPatch, lang: str
) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr(console, "_run", interrupted)
    found = lixia("view", "--lang", lang)
    assert found == (130, "", {"zh": "已中断。\n", "en": "Interrupted.\n"}[lang])
