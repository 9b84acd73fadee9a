"""How time and papers went wrong: what each script that shows it is told today."""

from __future__ import annotations

import re

from .runner import Answer, Chapter

NEVER = (r"^EXC (?!paid NoRule |10 s back ClockBehind |[2-9] ClockBehind )",)
"""Answers that are no refusals: no rule is in force yet, and a clock went back too far."""


def _refused(act: str, code: str, sentence: str = "") -> str:
    """Return the pattern of a refusal: of which act, by what code, and what its sentence says."""
    return f"^REF {act}.* {re.escape(code)} .*{sentence}"


ANSWERS = {
    "t1": Answer(
        of=("S41", "S88", "S89"),
        says=(
            r"^cal .*'2021-10-01', '2021-10-08', 'open'",
            r"^pending 10-05 .*'2021-10-08', 'due'",
            _refused("demand on 2021-10-02", "pledge.not_overdue", "due on 2021-10-08"),
            _refused("default on 2021-10-04", "pledge.not_demanded"),
            "^OK  roll 2027-01-01 .*provisional=True",
            "^OK  roll 2003-12-31 .*provisional=True",
            "^OK  calendar, one instalment 2027 .*'2027-01-04'",
        ),
    ),
    "t2": Answer(
        of=("S91", "S92"),
        says=(
            _refused("2016..2021 lead: ", "fundraising_plan.filed_late", "10 days before"),
            _refused("straddle: ", "fundraising_plan.filed_late", "by 2021-06-21"),
            _refused("plan begins after qualification", "foundation.not_qualified", "2022-07-11"),
            _refused("extend pl1 after its end", "foundation.not_qualified", "2023-05-01"),
            r"^covers 2022-10-01 .*\? False",
            _refused("shorten into the past", "fundraising_plan.over", "file a new plan"),
            "^before .*'2022-09-30', 'overdue'",
            "^after .*'2022-09-30', 'overdue'",
            _refused("in full on the first day", "disclosure.not_yet", "from 2022-12-31 on"),
            _refused("progress 2022-09-11 a year ahead", "disclosure.not_yet"),
            _refused("progress nonsense period", "disclosure.not_owed"),
            _refused("before the plan was filed", "disclosure.not_yet"),
            _refused("before law", "disclosure.not_yet"),
        ),
    ),
    "t5": Answer(
        of=("S90",),
        says=("^OK  demand 2", "^OK  default on 07-10", "ran out, 500.00 yuan short"),
    ),
    "t7": Answer(
        of=("S68", "S90"),
        says=(
            _refused("default 05-03", "pledge.not_demanded"),
            r"^cancelled, pending 2021-11-01 \[\]$",
            r"^calendar \[\]$",
            _refused("demand on cancelled", "project.wrong_stage"),
            _refused("default on cancelled", "project.wrong_stage"),
            "^pending with held money .*7.77 yuan of K2 is held",
        ),
    ),
    "t8": Answer(
        of=("S88",),
        says=(
            "^OK  calendar .*'transaction', 'd1', '2021-03-10', '2021-04-09'",
            "^OK  pending .*'dealing', 'transaction/d1/2021-03-10', .*'2021-04-09', 'overdue'",
            "^OK  pending .*'project_progress/p1/2021-06-10', .*'due'",
            "^EXC paid NoRule no_rule: 2015-03-10 .*no edition of rule",
        ),
    ),
    "t9": Answer(
        of=("S93", "S95"),
        says=(
            r"^OK  paid by fund of FND; party tied to FND2 only.*\n\[\]$",
            _refused("payee is council member: pay", "foundation.council_relative"),
            _refused("left 05-01; ", "foundation.council_relative"),
            "^OK  joined 05-01; ",
            "^OK  relative of a councillor who left: pay 2024",
            "^OK  calendar 2016-08 .*'2016-08-20', '2016-08-22', 'overdue'",
            _refused("publish progress before start", "disclosure.not_owed"),
        ),
    ),
    "t11": Answer(
        of=("S91", "S92"),
        says=(
            _refused("a year ahead", "disclosure.not_owed"),
            "^to 06-30 .*'2021-06-11', 'open'",
            "^first told on 2021-05-01 .*'2021-06-11', 'due'",
            "^default calendar first shows a progress report on 2021-05-01",
            "'2021-06-11', 'late'",
        ),
    ),
    "t14": Answer(
        of=("S80", "S94"),
        says=(
            _refused("plan begins 2023", "foundation.not_qualified", "2023-03-01"),
            _refused("invoice dated 2099", "gate.date_out_of_range"),
            _refused("invoice dated 1900", "gate.date_out_of_range"),
            _refused("invoice dated after the evidence day", "disbursement.invoice_date"),
            _refused("issue 8", "in_kind.short", "7 u in store"),
            _refused("issue 1 to the cancelled project", "project.wrong_stage"),
            _refused("deliver for cancelled project", "project.wrong_stage"),
            _refused("rename dated 2062", "gate.date_out_of_range"),
        ),
    ),
    "t16": Answer(
        of=("S68", "S90"),
        says=(
            _refused("take", "enterprise.debarred"),
            r"^suspended:  \[\]$",
            _refused("take in suspension", "project.suspended"),
            r"^OK  terminate fund.*\n(?!.*c1#1).*\[",
        ),
    ),
    "t17": Answer(
        of=("S90",),
        says=(
            r"^OK  suspend.*\n\[\]$",
            _refused("demand", "fund.is_terminating"),
            "1,000.00 yuan of KK is held: allocate it, or return it",
        ),
        never=("'instalments'",),
    ),
    "t18": Answer(
        of=("S68", "S88", "S92"),
        says=(
            _refused("demand after payment in full was held", "project.wrong_stage"),
            _refused("default", "project.wrong_stage"),
            "^OK  report 2027-02-01 with an instalment due 2027-01-04",
            "^OK  report 2016 ",
            _refused("extend after in-full was published", "fundraising_plan.over"),
            r"^\[\('plan_in_full', 'pl1', '全面', '2022-05-28', '2022-05-28', 'done'\)\]$",
        ),
    ),
    "t19": Answer(
        of=("S88", "S95"),
        says=(
            "^Paragraph.*应公开 2 项",
            _refused("money of 2062", "gate.several", "2062-05-10"),
            "^hledger .* sorted$",
            "^beancount .* sorted$",
        ),
        never=("plB", "NOT SORTED"),
    ),
    "t21": Answer(
        of=("S88", "S96"),
        says=(
            _refused("plan ends 9999-12-31", "gate.date_out_of_range"),
            r"^OK  calendar \[\]$",
            r"^OK  pending \[\]$",
            _refused("year 2026 reported at 15:59:59Z", "foundation.year_not_over"),
            "^OK  3 s back",
            "^EXC 10 s back ClockBehind .*16:00:00",
        ),
    ),
    "t22": Answer(
        of=("S88", "S96"),
        says=(
            "^OK  1 ",
            "^EXC 2 ClockBehind",
            r"accepted; times \[.*'02:00:00', '02:00:00'\]$",
            _refused("due in 9999", "gate.date_out_of_range"),
            "^OK  calendar to 9999-12-31",
            _refused("registered year 1", "gate.date_out_of_range"),
        ),
        never=(r"'01:59:\d\d'\]",),
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

TIME = Chapter(
    "time",
    ANSWERS,
    moved=MOVED,
    changed=CHANGED,
    never=NEVER,
)
