"""What must always hold of plans and of what was published (DOMAIN §7: S91, S92).

Months are counted here by other means than ``rules.deadlines``: by pages of a calendar. What older
code let be recorded is found, with what mends it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from lixia_domain.aggregates import fundraising_plan as pln
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.disclosure import DisclosurePublished, DisclosureWithdrawn
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.specs.history.folds import Check, Ref, ref

LAW = date(2016, 9, 1)
AHEAD = timedelta(days=10)


def pages_on(on: date, months: int) -> date:
    """Return the same day so many pages of a calendar on, or that page's last."""
    year, month = on.year + (on.month + months - 1) // 12, (on.month + months - 1) % 12 + 1
    for day in range(on.day, 27, -1):
        try:
            return date(year, month, day)
        except ValueError:
            continue
    return date(year, month, on.day)


class DisclosedInTime(Check):
    """Every disclosure was of a period that is owed, and came after the period had begun."""

    reads = (
        pln.PlanFiled,
        pln.PlanAmended,
        pln.PlanEnded,
        prj.ProjectStarted,
        prj.ProjectAccepted,
        prj.AcceptanceRevoked,
        prj.ProjectCancelled,
        prj.ProjectClosed,
        dis.FundsDisbursed,
        DisclosurePublished,
        DisclosureWithdrawn,
    )

    def __init__(self) -> None:
        super().__init__()
        self.begun: dict[str, list[date]] = defaultdict(list)
        self.ends: dict[str, date] = {}
        self.early: dict[str, Ref] = {}

    def take(self, recorded: Recorded) -> None:
        """Note what began and ended when; look what a disclosure is of."""
        event, stream = recorded.event, recorded.stream
        match event:
            case pln.PlanFiled(begins=begins, ends=ends):
                self.begun[stream], self.ends[stream] = [begins], ends
            case pln.PlanAmended(ends=ends, on=on):
                if on > self.ends[stream] and ends >= on:
                    self.begun[stream].append(on)
                self.ends[stream] = ends
            case pln.PlanEnded(on=on):
                self.ends[stream] = min(on, self.ends[stream])
            case prj.ProjectStarted(on=on) | dis.FundsDisbursed(on=on):
                self.begun[stream] = [on]
            case prj.AcceptanceRevoked():
                self.ends.pop(stream, None)
            case DisclosureWithdrawn():
                self.early.pop(recorded.key, None)
            case DisclosurePublished():
                if self._in_time(event):
                    self.early.pop(recorded.key, None)
                else:
                    self.early[recorded.key] = ref(recorded)
            case _:
                self.ends.setdefault(stream, event.on)

    def _in_time(self, event: DisclosurePublished) -> bool:
        match event.matter:
            case "plan_progress" | "project_progress":
                return any(
                    start < event.on or start == event.on == begins
                    for begins in self.begun[_stream(event)]
                    for start in _opens(begins, event.period)
                )
            case "plan_in_full" | "project_in_full":
                ends = self.ends.get(_stream(event))
                return ends is not None and ends <= event.on
            case "transaction":
                return [day.isoformat() for day in self.begun[_stream(event)]] == [event.period]
            case _:
                return event.period < str(event.on.year)

    def end(self) -> None:
        """Tell what was told too early and not told again."""
        for key, fact in self.early.items():
            self.wrong(
                f"{key} 不是应公开的一期，或在该期开始之前公开：请依公示日历重新公开",
                f"{key} is no period that is owed, or had not begun: publish it anew, as the "
                "calendar has it",
                fact,
            )


def _stream(event: DisclosurePublished) -> str:
    kind = event.matter.partition("_")[0]
    of = {"plan": "fundraising_plan", "transaction": "disbursement"}.get(kind, kind)
    return f"{of}-{event.subject}"


def _opens(begins: date, period: str) -> list[date]:
    """Return when the three months began that end on ``period``; nothing where none do."""
    steps, months = [begins], 0
    while steps[-1].isoformat() < period and steps[-1].year < begins.year + 30:
        months += 3
        steps.append(pages_on(begins, months))
    return steps[-2:-1] if steps[-1].isoformat() == period else []


class PlansInTime(Check):
    """Every plan was filed ten days ahead, and none was extended after it was over."""

    reads = (pln.PlanFiled, pln.PlanAmended)

    def __init__(self) -> None:
        super().__init__()
        self.ends: dict[str, date] = {}

    def take(self, recorded: Recorded) -> None:
        """Compare the day of the filing with the first and the last day."""
        event, plan = recorded.event, recorded.key
        if isinstance(event, pln.PlanFiled):
            if event.on >= LAW and event.on > event.begins - AHEAD:
                self.wrong(
                    f"方案 {plan} 于 {event.on} 备案，距开始不足十日：请向备案机关说明",
                    f"plan {plan} was filed on {event.on}, less than ten days before it began on "
                    f"{event.begins}: explain it to where it is filed",
                    recorded,
                )
        elif isinstance(event, pln.PlanAmended) and event.on > self.ends[plan] != event.ends:
            self.wrong(
                f"方案 {plan} 已于 {self.ends[plan]} 期满，{event.on} 又改止期：请另行备案新的方案",
                f"plan {plan} was over on {self.ends[plan]}, and its end was moved on {event.on}: "
                "file a new one",
                recorded,
            )
        self.ends[plan] = event.ends  # type: ignore[attr-defined] # both have it
