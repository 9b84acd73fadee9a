"""``lixia rules`` and ``lixia calendar``: what the rules say, and what they make due when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, Option, day
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from datetime import date

OPEN_END = Words("至今", "on")


def _rules(invocation: Invocation) -> Answer:
    from lixia_domain.rules import EDITIONS

    on = invocation["on"]
    found = sorted(
        (edition for edition in EDITIONS if on is None or edition.covers(on)),
        key=lambda edition: (edition.rule, edition.since),
    )
    data = {
        "on": None if on is None else on.isoformat(),
        "rules": [
            {
                "rule": one.rule,
                "version": one.version,
                "since": one.since.isoformat(),
                "until": None if one.until is None else one.until.isoformat(),
                "source": one.source,
                "sure": one.sure.value,
                "says": invocation.text(Words(one.says, one.says_en)),
                "figures": dict(one.figures),
            }
            for one in found
        ],
    }
    rows = [
        [
            one.rule,
            f"{one.since} – {one.until or invocation.text(OPEN_END)}",
            one.source,
            one.sure.text(invocation.lang),
            invocation.text(Words(one.says, one.says_en)),
        ]
        for one in found
    ]
    heads = [
        invocation.text(head)
        for head in (
            Words("规则", "rule"),
            Words("有效期", "in force"),
            Words("来源", "source"),
            Words("确信程度", "how sure"),
            Words("内容", "says"),
        )
    ]
    title = (
        Words("规则", "Rules")
        if on is None
        else Words(f"{on} 有效的规则", f"Rules in force on {on}")
    )
    foot = Words(f"{len(found)} 项", f"{len(found)} editions")
    return Answer(
        data, [Table(invocation.text(title), heads, rows, frozenset(), invocation.text(foot))]
    )


RULES = Command(
    (
        Option(
            "--on",
            "on",
            "只看这一天有效的",
            "only those in force on this day",
            read=day,
            need=False,
            value="DATE",
        ),
    ),
    _rules,
)

MONTHS = 3
LONGEST_YEARS = 10
LAST_YEAR = 2999


def _calendar(invocation: Invocation) -> Answer:
    from lixia_domain.application.holidays import is_working
    from lixia_domain.application.overview.calendar import calendar

    with invocation.open() as store, invocation.progress(Words("更新视图", "Reading")) as step:
        today = store.today()
        since, until = _span(invocation, today)
        found = calendar(
            store.views(step), today=today, since=since, until=until, working=is_working
        )
    data = {
        "from": since.isoformat(),
        "to": until.isoformat(),
        "position": found.position,
        "entries": [
            {
                "due": entry.duty.due.isoformat(),
                "nominal": entry.duty.nominal.isoformat(),
                "matter": entry.duty.matter.value,
                "subject": entry.duty.subject,
                "period": entry.duty.period,
                "state": entry.state.value,
                "rule": entry.duty.rule,
            }
            for entry in found.entries
        ],
    }
    rows = [
        [
            f"{entry.duty.due}{_moved(invocation, entry.duty.nominal, entry.duty.due)}",
            entry.duty.matter.text(invocation.lang),
            entry.duty.subject,
            entry.duty.period,
            entry.state.text(invocation.lang),
            entry.duty.rule,
        ]
        for entry in found.entries
    ]
    heads = [
        invocation.text(head)
        for head in (
            Words("到期日", "due"),
            Words("事项", "matter"),
            Words("对象", "of"),
            Words("期间", "period"),
            Words("状态", "state"),
            Words("规则", "rule"),
        )
    ]
    title = invocation.text(Words(f"公示日历 {since} 至 {until}", f"Calendar, {since} to {until}"))
    return Answer(
        data, [Table(title, heads, rows, frozenset(), invocation.text(as_of(found.position)))]
    )


def _span(invocation: Invocation, today: date) -> tuple[date, date]:
    from lixia_domain.rules.deadlines import add_months
    from lixia_domain.rules.laws import LAW_2016

    since = invocation["since"] or today
    if since < LAW_2016:
        raise Usage(
            f"--from：公示日历从慈善法施行之日 {LAW_2016} 起",
            f"--from: the calendar begins with the charity law, on {LAW_2016}",
        )
    if since.year > LAST_YEAR:
        raise Usage(
            f"--from：公示日历到 {LAST_YEAR} 年为止", f"--from: the calendar ends with {LAST_YEAR}"
        )
    until = invocation["until"] or add_months(since, MONTHS)
    if until < since:
        raise Usage(
            f"--to：{until} 早于起始日 {since}", f"--to: {until} is before the start, {since}"
        )
    if until.year - since.year > LONGEST_YEARS:
        raise Usage(
            f"--to：一次最多看 {LONGEST_YEARS} 年",
            f"--to: at most {LONGEST_YEARS} years at a time",
        )
    return since, until


def _moved(invocation: Invocation, nominal: date, due: date) -> str:
    if nominal == due:
        return ""
    return invocation.text(Words(f"（{nominal} 顺延）", f" (from {nominal})"))


CALENDAR = Command(
    (
        Option(
            "--from",
            "since",
            "从哪一天（默认今天）",
            "from which day (default: today)",
            read=day,
            need=False,
            value="DATE",
        ),
        Option(
            "--to",
            "until",
            "到哪一天（默认三个月后）",
            "to which day (default: three months on)",
            read=day,
            need=False,
            value="DATE",
        ),
    ),
    _calendar,
)
