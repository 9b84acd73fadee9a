"""What must always hold when money is paid (DOMAIN §7: S52), from facts alone.

Acts are judged by their rule's edition: what was paid before it is not judged by it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from attrs import define

from lixia_domain.aggregates import team as tea
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import kept
from lixia_domain.kernel.words import Words
from lixia_domain.rules import EDITIONS
from lixia_domain.rules.book import LOOKED_AGAIN
from lixia_domain.specs.history.folds import Check


def judges(rule: str, on: date) -> bool:
    """Tell whether an edition of ``rule`` was in force on ``on``."""
    return any(edition.rule == rule and edition.covers(on) for edition in EDITIONS)


def thaw(freezes: set[acc.Freeze], lifts: Collection[acc.Freeze]) -> None:
    """Lift the freezes named, or all of them."""
    freezes.difference_update(lifts or tuple(freezes))


@define
class _Project:
    """What a payment needs of a project, as it stands at some place of the log."""

    over: Words | None = None
    suspended: bool = False
    failed: bool = False
    team: tuple[str, str] | None = None
    """The team and its agreement."""

    def against(self, asked: dis.DisbursementRequested) -> Words | None:
        """Return what speaks against paying what was asked for, if anything does."""
        if self.over is not None:
            return self.over
        if self.suspended:
            return Words("项目已中止", "its project is suspended")
        if self.failed:
            return Words("项目中期评估未通过", "its project failed its interim review")
        if self.team != (kept(asked.team), kept(asked.agreement)):
            return Words("团队已不是项目的团队", "its team is not the project's")
        return None


CANCELLED = Words("项目已取消", "its project is cancelled")
CLOSED = Words("项目已结项", "its project is closed")


class PaidWhilePayable(Check):
    """What is paid rests, on that day, on all that its approval rested on."""

    reads = (
        prj.TeamAssigned,
        prj.TeamReplaced,
        prj.ProjectSuspended,
        prj.ProjectResumed,
        prj.InterimReviewed,
        prj.ProjectCancelled,
        prj.ProjectClosed,
        tea.TeamDebarred,
        tea.TeamReinstated,
        fnd.FundEstablished,
        fnd.FundClosed,
        acc.AccountFrozen,
        acc.AccountUnfrozen,
        dis.DisbursementRequested,
        dis.FundsDisbursed,
    )

    def __init__(self) -> None:
        super().__init__()
        self.projects: dict[str, _Project] = defaultdict(_Project)
        self.debarred: set[str] = set()
        self.funds: set[str] = set()
        """Those that stand."""
        self.frozen: dict[tuple[str, str | None], set[acc.Freeze]] = defaultdict(set)
        """How an account, or a gift on it, is frozen."""
        self.asked: dict[str, dis.DisbursementRequested] = {}

    def take(self, recorded: Recorded) -> None:
        """Note how things stand; look at them when money goes."""
        event, key = recorded.event, recorded.key
        match event:
            case tea.TeamDebarred():
                self.debarred.add(kept(key))
            case tea.TeamReinstated():
                self.debarred.discard(kept(key))
            case fnd.FundEstablished():
                self.funds.add(kept(key))
            case fnd.FundClosed():
                self.funds.discard(kept(key))
            case acc.AccountFrozen(gift=gift, reason=reason, by=by):
                self.frozen[kept(key), gift].add(acc.Freeze(by=by, reason=reason))
            case acc.AccountUnfrozen(gift=gift, lifts=lifts):
                thaw(self.frozen[kept(key), gift], lifts)
            case dis.DisbursementRequested():
                self.asked[key] = event
            case dis.FundsDisbursed():
                self._paid(event, recorded)
            case _:
                self._project(event, self.projects[kept(key)])

    def _project(self, event: object, project: _Project) -> None:
        match event:
            case (
                prj.TeamAssigned(team=team, agreement=agreement)
                | prj.TeamReplaced(team=team, agreement=agreement)
            ):
                project.team = (kept(team), kept(agreement))
            case prj.ProjectSuspended():
                project.suspended = True
            case prj.ProjectResumed():
                project.suspended = False
            case prj.InterimReviewed(passed=passed):
                project.failed = not passed
            case prj.ProjectCancelled():
                project.over = CANCELLED
            case _:
                project.over = CLOSED

    def _paid(self, event: dis.FundsDisbursed, recorded: Recorded) -> None:
        asked = self.asked.get(recorded.key)
        if asked is None or not judges(LOOKED_AGAIN, event.on):
            return
        account, fund = kept(asked.account), kept(split_key(asked.account)[0])
        why = self.projects[kept(asked.project)].against(asked)
        if why is None and kept(asked.team) in self.debarred:
            why = Words("团队已停用", "its team is debarred")
        if why is None and fund not in self.funds:
            why = Words(f"基金 {fund} 未设立或已终止", f"fund {fund} does not stand")
        if why is None and any(
            self.frozen[account, gift] for gift in (None, *(s.gift for s in event.shares))
        ):
            why = Words("专户或所用捐赠已冻结", "the account or a gift of it is frozen")
        if why is not None:
            self.wrong(
                f"拨付 {recorded.key} 付款 {event.amount} 时，{why.zh}",
                f"disbursement {recorded.key} was paid although {why.en}",
                recorded,
            )
