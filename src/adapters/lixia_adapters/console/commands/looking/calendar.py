"""``lixia calendar``: what the rules make due when."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import day, text
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from datetime import date

    from lixia_domain.application.overview.calendar import Entry
    from lixia_domain.rules.deadlines import Duty

MONTHS = 3
LONGEST_YEARS = 10
LAST_YEAR = 2999


def _calendar(invocation: Invocation) -> Answer:
    from lixia_domain.application.overview.calendar import calendar
    from lixia_domain.kernel.vocabulary import FoundationCode
    from lixia_domain.rules.holidays import is_working

    with invocation.open() as store, invocation.progress(Words("更新视图", "Reading")) as step:
        today = store.today()
        since, until = _span(invocation, today)
        whose = None
        if invocation["foundation"] is not None:
            whose = invocation.key(store, "foundation", FoundationCode)
        found = calendar(
            store.views(step),
            today=today,
            since=since,
            until=until,
            working=is_working,
            foundation=whose,
        )
    data = {
        "from": since.isoformat(),
        "to": until.isoformat(),
        "foundation": whose,
        "position": found.position,
        "entries": [
            {
                "due": entry.duty.due.isoformat(),
                "nominal": entry.duty.nominal.isoformat(),
                "matter": entry.duty.matter.value,
                "subject": entry.duty.subject,
                "period": entry.duty.period,
                "state": entry.state.value,
                "late_days": entry.late,
                "provisional": entry.duty.provisional,
                "rule": entry.duty.rule,
            }
            for entry in found.entries
        ],
    }
    rows = [
        [
            f"{entry.duty.due}{_moved(invocation, entry.duty)}",
            entry.duty.matter.text(invocation.lang),
            entry.duty.subject,
            entry.duty.period,
            _state(invocation, entry),
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


def _moved(invocation: Invocation, duty: Duty) -> str:
    from lixia_domain.rules.deadlines import PROVISIONAL

    said = Words(f"{duty.nominal} 顺延", f"from {duty.nominal}") if duty.rolled else None
    told = [
        invocation.text(words)
        for words in (said, PROVISIONAL if duty.provisional else None)
        if words
    ]
    if not told:
        return ""
    return invocation.text(Words(f"（{'，'.join(told)}）", f" ({'; '.join(told)})"))


def _state(invocation: Invocation, entry: Entry) -> str:
    said = entry.state.text(invocation.lang)
    if not entry.late:
        return said
    return said + invocation.text(
        Words(f"（逾期 {entry.late} 日）", f" (late by {entry.late} days)")
    )


COMMANDS = (
    Command(
        "calendar",
        Words("公示日历", "what is due when"),
        (
            option(
                "[--from DATE]",
                "从哪一天（默认今天）",
                "from which day (default: today)",
                day,
                name="since",
            ),
            option(
                "[--to DATE]",
                "到哪一天（默认三个月后）",
                "to which day (default: three months on)",
                day,
                name="until",
            ),
            option(
                "[--foundation CODE]",
                "只看这家基金会的（信用代码）",
                "of this foundation only, by its credit code",
                text,
            ),
        ),
        _calendar,
    ),
)
