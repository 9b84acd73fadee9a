"""What must always hold of demands and defaults (DOMAIN §7: S89, S90).

Days are counted here by other means than ``rules.deadlines``: by the holidays' own list. What older
code let be recorded is found, with what mends it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.specs.history.folds import Check, Ref, ref

DAY = timedelta(days=1)
SATURDAY = 5


def working_day(on: date) -> date:
    """Return ``on``, or the first day after it that is worked; by weekends where nobody knows."""
    while not _worked(on):
        on += DAY
    return on


def _worked(on: date) -> bool:
    from chinese_calendar import is_workday

    try:
        return bool(is_workday(on))
    except NotImplementedError:
        return on.weekday() < SATURDAY or on == date.max


class DemandsInTime(Check):
    """Every demand came after the instalment was due, every default after its time had run out."""

    reads = (
        plg.DonationPledged,
        plg.PledgeAmended,
        plg.PaymentDemanded,
        plg.PledgeDefaulted,
        plg.DefaultWithdrawn,
    )

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, tuple[plg.Instalment, ...]] = {}
        self.running: dict[str, dict[int, list[date]]] = defaultdict(dict)

    def take(self, recorded: Recorded) -> None:
        """Follow the schedule, and which demands were made on it as it stands."""
        event, claim = recorded.event, recorded.key
        match event:
            case plg.DonationPledged(instalments=parts) | plg.PledgeAmended(instalments=parts):
                before, self.parts[claim] = self.parts.get(claim, ()), parts
                self.running[claim] = {
                    number: untils
                    for number, untils in self.running[claim].items()
                    if before[number - 1 : number] == parts[number - 1 : number]
                }
            case plg.PaymentDemanded(number=number, deadline=deadline, on=on):
                due = working_day(self.parts[claim][number - 1].due)
                if on <= due:
                    self.wrong(
                        f"认领 {claim} 第 {number} 期 {due} 才到期，{on} 就催告了：请重新催告",
                        f"instalment {number} of {claim} was due on {due} and demanded on {on}: "
                        "demand it anew",
                        recorded,
                    )
                self.running[claim].setdefault(number, []).append(deadline)
            case plg.DefaultWithdrawn():
                self.running.pop(claim, None)
            case _:
                on = event.on
                untils = [day for days in self.running[claim].values() for day in days]
                if not any(working_day(until) < on for until in untils):
                    self.wrong(
                        f"认领 {claim} 在 {on} 认定违约，而没有期满的催告：请与企业另行商定",
                        f"{claim} was found in default on {on} without a demand that had run out: "
                        "settle it with the donor",
                        recorded,
                    )


class NobodyDunned(Check):
    """Nobody was dunned for a project that had stopped, or a fund that was being wound up."""

    reads = (
        plg.DonationPledged,
        plg.PaymentDemanded,
        plg.PledgeDefaulted,
        prj.ProjectSuspended,
        prj.ProjectResumed,
        prj.ProjectCancelled,
        prj.ProjectClosed,
        fnd.FundTerminating,
        fnd.FundTerminationRevoked,
    )

    def __init__(self) -> None:
        super().__init__()
        self.where: dict[str, tuple[str, str]] = {}
        self.stopped: dict[str, Ref] = {}

    def take(self, recorded: Recorded) -> None:
        """Note what stopped; look whether somebody was dunned for it."""
        event = recorded.event
        match event:
            case plg.DonationPledged(project=project, fund=fund):
                self.where[recorded.key] = f"project-{project}", f"fund-{fund}"
            case prj.ProjectResumed() | fnd.FundTerminationRevoked():
                self.stopped.pop(recorded.stream, None)
            case plg.PaymentDemanded() | plg.PledgeDefaulted():
                for stream in self.where[recorded.key]:
                    if stream in self.stopped:
                        self.wrong(
                            f"认领 {recorded.key} 在 {stream} 停下之后仍被催收：请撤回催告",
                            f"{recorded.key} was dunned after {stream} had stopped: take it back",
                            self.stopped[stream],
                            recorded,
                        )
            case _:
                self.stopped[recorded.stream] = ref(recorded)
