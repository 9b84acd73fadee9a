"""How time and papers went wrong: each script that shows it, by what it is told today.

The scripts lie outside this repository, in ``../shared/data/faults/time``; where they are not
there, nothing is run. They are run as they stand, but for where the library's rooms have moved and
for what ``CHANGED`` says of a few of them, with the kit of ``time_office``.
"""

from __future__ import annotations

import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from attrs import frozen

HERE = Path(__file__).parent
KEPT = Path("shared", "data", "faults", "time")
SCRIPTS = next((up / KEPT for up in HERE.parents if (up / KEPT).is_dir()), None)
NO_CALENDAR = r"EXC (calendar|report|pending)"


@frozen
class Answer:
    """What a script must print: each of ``says`` matches a line of it, none of ``never`` does."""

    says: tuple[str, ...] = ()
    never: tuple[str, ...] = ("^EXC ",)

    def lacks(self, told: str) -> list[str]:
        """Return what is missing, and what should not stand there."""
        missing = [f"missing: {one}" for one in self.says if not re.search(one, told, re.M)]
        wrong = [f"there is: {one}" for one in self.never if re.search(one, told, re.M)]
        return [*missing, *wrong]


ANSWERS = {
    "t1": Answer(
        says=(
            r"^cal .*'2021-10-01', '2021-10-08', 'open'",
            r"^pending 10-05 .*'2021-10-08', 'due'",
            "^REF demand on 2021-10-02 .*pledge.not_overdue .*2021-10-08",
            "^REF default on 2021-10-04 ",
            "^OK  roll 2027-01-01 .*provisional=True",
            "^OK  roll 2003-12-31 .*provisional=True",
            "^OK  calendar, one instalment 2027 .*'2027-01-04'",
        ),
    ),
    "t2": Answer(
        says=(
            "^REF 2016..2021 lead: .*filed_late",
            "^REF straddle: .*filed_late",
            "^REF extend pl1 after its end and after qualification lapsed ",
            r"^covers 2022-10-01 .*\? False",
            "^REF shorten into the past ",
            "^before .*'2022-09-30', 'overdue'",
            "^after .*'2022-09-30', 'overdue'",
            "^REF in full on the first day disclosure.not_yet",
            "^REF progress 2022-09-11 a year ahead disclosure.not_yet",
            "^REF progress nonsense period disclosure.not_owed",
            "^REF before the plan was filed disclosure.not_yet",
            "^REF before law disclosure.not_yet",
        ),
    ),
    "t5": Answer(says=("^OK  default on 07-10", "ran out, 500.00 yuan short")),
    "t7": Answer(
        says=(
            "^REF default 05-03 pledge.not_demanded",
            r"^cancelled, pending 2021-11-01 \[\]$",
            r"^calendar \[\]$",
            "^REF demand on cancelled",
            "^REF default on cancelled",
        ),
    ),
    "t8": Answer(
        says=(
            "^OK  calendar .*'transaction', 'd1', '2021-03-10', '2021-04-09'",
            "^OK  pending .*'project_progress/p1/2021-06-10', .*'due'",
            "^EXC paid NoRule no_rule: 2015-03-10 ",
        ),
        never=(NO_CALENDAR,),
    ),
    "t9": Answer(
        says=(
            r"^OK  paid by fund of FND; party tied to FND2 only.*\n\[\]$",
            "^REF left 05-01; ",
            "^OK  joined 05-01; ",
            "^OK  relative of a councillor who left: pay 2024",
            "^OK  calendar 2016-08 .*'2016-08-20', '2016-08-22', 'overdue'",
            "^REF publish progress before start disclosure.not_owed",
        ),
    ),
    "t11": Answer(
        says=(
            "^REF a year ahead disclosure.not_owed",
            "^to 06-30 .*'2021-06-11', 'open'",
            "^first told on 2021-05-01 .*'2021-06-11', 'due'",
            "^default calendar first shows a progress report on 2021-05-01",
            "'2021-06-11', 'late'",
        ),
    ),
    "t14": Answer(
        says=(
            "^REF plan begins 2023 foundation.not_qualified",
            "^REF invoice dated 2099",
            "^REF invoice dated 1900",
            "^REF invoice dated after the evidence day disbursement.invoice_date",
            "^REF issue 8 in_kind.short",
        ),
    ),
    "t16": Answer(
        says=(
            r"^suspended:  \[\]$",
            "^REF take in suspension",
            r"^OK  terminate fund.*\n(?!.*c1#1).*\[",
        ),
    ),
    "t17": Answer(
        says=(r"^OK  suspend.*\n\[\]$", "^REF demand fund.is_terminating"),
        never=("^EXC ", "'instalments'"),
    ),
    "t18": Answer(
        says=(
            "^REF demand after payment in full was held",
            "^REF default ",
            "^OK  report 2027-02-01 with an instalment due 2027-01-04",
            "^OK  report 2016 ",
            "^REF extend after in-full was published fundraising_plan.over",
            r"^\[\('plan_in_full', 'pl1', '全面', '2022-05-28', '2022-05-28', 'done'\)\]$",
        ),
    ),
    "t19": Answer(
        says=("^Paragraph.*应公开 2 项", "^REF money of 2062", "^hledger .* sorted$"),
        never=("^EXC ", "plB", "NOT SORTED"),
    ),
    "t21": Answer(
        says=(
            "^REF plan ends 9999-12-31 gate.date_out_of_range",
            r"^OK  pending \[\]$",
            "^OK  3 s back",
            "^EXC 10 s back ClockBehind .*16:00:00",
        ),
        never=(NO_CALENDAR,),
    ),
    "t22": Answer(
        says=(
            "^EXC 2 ClockBehind",
            r"accepted; times \[.*'02:00:00', '02:00:00'\]$",
            "^REF due in 9999",
            "^OK  calendar to 9999-12-31",
        ),
        never=(NO_CALENDAR, r"'01:59:\d\d'\]"),
    ),
}

MOVED = {
    "from lixia_domain.application import credits\n": "",
    "from lixia_domain.application.booking import *": (
        "from lixia_domain.application.finance.booking import ToClaim, ToDesignation"
    ),
    "import lixia_domain.application.booking as B": (
        "import lixia_domain.application.finance.booking as B"
    ),
    "from lixia_domain.aggregates.bank_credit import Notice": (
        "from lixia_domain.aggregates.bank_credit.facts import Notice"
    ),
    "from lixia_domain.aggregates.account import ACCOUNT": (
        "from lixia_domain.aggregates.account.state import ACCOUNT"
    ),
    "from lixia_domain.application import teams, disbursements\n": "",
    "from lixia_domain.application import closing, undoing\n": "",
    "from lixia_domain.application import oversight, closing\n": "",
    "from lixia_domain.application import oversight\n": "",
    "from lixia_domain.application.report import *\n": "",
    "import lixia_domain.application.report as R": (
        "import lixia_domain.application.report.compose as R"
    ),
    "from lixia_domain.audit.moment import Moment": (
        "from lixia_domain.audit.past.moment import Moment"
    ),
    "from lixia_domain.application.report import compose": (
        "from lixia_domain.application.report.compose import compose"
    ),
    "__import__('lixia_domain.application.credits',fromlist=['x'])": "credits",
    (
        "getattr(__import__('lixia_domain.application.oversight',fromlist=['x']),'suspend',"
        "lambda *a,**k:None)"
    ): "oversight.suspend",
}
"""Where what a script imports lies today."""

CHANGED = {
    "t11": {
        "pledge_(L,by,parts=(('2021-12-01',100000),))\ndisclosures.publish(L,by,": (
            "pledge_(L,by,parts=(('2021-12-01',100000),))\n"
            "T('a year ahead',disclosures.publish,L,by,"
        ),
    },
    "t16": {
        "reason='r',on=D('2021-03-13')) \n": "reason='r',document='d',on=D('2021-03-13'))\n",
        "into=FIRM2,document": "successor=FIRM2,document",
    },
    "t19": {
        "book(L,by,'k3',100,'2062-05-10',(ToDesignation(designation='p1'),),fund='f2')": (
            "T('money of 2062',book,L,by,'k3',100,'2062-05-10',(ToDesignation(designation='p1'),),"
            "fund='f2')"
        ),
    },
    "t22": {
        "    foundations.rename(L,": "    T(i,foundations.rename,L,",
        "pledge_(L,by,parts=(('9999-12-31',100000),))": (
            "T('due in 9999',pledge_,L,by,parts=(('9999-12-31',100000),))"
        ),
    },
    "t8": {
        "ps=inspect.signature(f.within).parameters": "ps=f.arguments",
        "for p in ps.values():": "for p in ps:",
        "elif p.default is not inspect._empty: continue": "elif not p.needed: continue",
        "else: kw[p.name]='d' if 'tuple' not in str(p.annotation) else ()": (
            "else: kw[p.name]='p:'+'1'*32 if p.name=='lead' else 'd'"
        ),
        "disbursements.pay(L,by": "disbursements.pay(L,st.by('pay-3',Role.CASHIER)",
    },
}
"""What is changed in a script: arguments that were added, and what is refused is told."""


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Return a folder with the scripts as they are run, and the kit beside them."""
    if SCRIPTS is None:
        pytest.skip(f"there is no {KEPT} beside this repository: no scripts to run")
    folder = tmp_path_factory.mktemp("time")
    for name in ANSWERS:
        text = (SCRIPTS / f"{name}.py").read_text("utf-8")
        for was, now in MOVED.items():
            text = text.replace(was, now)
        for was, now in CHANGED.get(name, {}).items():
            assert was in text, f"{name} does not say {was} any more"
            text = text.replace(was, now)
        (folder / f"{name}.py").write_text(text, "utf-8")
    shutil.copy(HERE / "time_office" / "kit.py", folder)
    sys.path.insert(0, str(folder))
    yield folder
    sys.path.remove(str(folder))
    for module in ("kit", *ANSWERS):
        sys.modules.pop(module, None)


@pytest.mark.parametrize("name", ANSWERS)
def test_a_script_is_answered(
    office: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
    name: str,
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for module in ANSWERS:
        sys.modules.pop(module, None)
    file = office / f"{name}.py"
    try:
        exec(
            compile(file.read_text("utf-8"), file, "exec"),
            {"__name__": "__main__", "__file__": str(file)},
        )
    finally:
        for store in sys.modules["kit"].OPENED:
            with suppress(Exception):
                store.close()
        sys.modules["kit"].OPENED.clear()
    told = capfd.readouterr().out
    lacks = ANSWERS[name].lacks(told)
    assert not lacks, "\n".join((*lacks, told))


def test_every_script_has_its_answer() -> None:
    if SCRIPTS is None:
        pytest.skip(f"there is no {KEPT} beside this repository: no scripts to know")
    assert sorted(ANSWERS) == sorted(path.stem for path in SCRIPTS.glob("t*.py"))
