"""What must always hold of claims: their budget, and the pledges behind them (DOMAIN §3: 4)."""

from __future__ import annotations

from collections import defaultdict

from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.specs.history.folds import Check, Ref, ref


class ClaimsWithinBudget(Check):
    """Claims never exceed the budget, and no revision cuts below what is claimed or committed.

    What was received for a claim keeps its place, also once the claim is cut or released.
    """

    reads = (
        prj.ProjectDrafted,
        prj.BudgetRevised,
        prj.ProjectClaimed,
        prj.ClaimReduced,
        prj.ClaimReleased,
        prj.ClaimRestored,
        prj.BudgetLineCommitted,
        prj.BudgetLineReleased,
        plg.DonationPledged,
        plg.InstalmentSettled,
        plg.InstalmentUnsettled,
    )

    def __init__(self) -> None:
        super().__init__()
        self.lines: dict[str, dict[str, Money]] = {}
        self.claims: dict[str, dict[str, Money]] = defaultdict(dict)
        self.received: dict[str, dict[str, Money]] = defaultdict(dict)
        self.pledged: dict[str, str] = {}
        """The project of each pledge."""
        self.committed: dict[tuple[str, str], Money] = defaultdict(lambda: ZERO)

    def take(self, recorded: Recorded) -> None:
        """Note the fact and compare."""
        event, project = recorded.event, recorded.key
        match event:
            case plg.DonationPledged():
                self.pledged[project] = event.project
                return
            case plg.InstalmentSettled() | plg.InstalmentUnsettled():
                project = self._receive(project, event)
            case prj.ProjectDrafted() | prj.BudgetRevised():
                self.lines[project] = {line.line: line.amount for line in event.lines}
            case prj.ProjectClaimed() | prj.ClaimReduced() | prj.ClaimRestored():
                self.claims[project][event.claim] = event.amount
            case prj.ClaimReleased(claim=claim):
                self.claims[project].pop(claim, None)
            case prj.BudgetLineCommitted(line=line, amount=amount):
                self.committed[project, line] += amount
            case prj.BudgetLineReleased(line=line, amount=amount):
                self.committed[project, line] -= amount
            case _:
                pass
        self._compare(project, recorded)

    def _receive(self, claim: str, event: plg.InstalmentSettled | plg.InstalmentUnsettled) -> str:
        """Count what came, or went again, for ``claim``; return its project."""
        project = self.pledged.get(claim, "")
        came = self.received[project].get(claim, ZERO)
        settled = isinstance(event, plg.InstalmentSettled)
        self.received[project][claim] = came + event.amount if settled else came - event.amount
        return project

    def _compare(self, project: str, recorded: Recorded) -> None:
        lines, claims = self.lines.get(project), self.claims[project]
        if lines is None:
            return
        came = self.received[project]
        places = {claim: max(claims.get(claim, ZERO), came.get(claim, ZERO)) for claim in came}
        claimed, budget = total({**claims, **places}.values()), total(lines.values())
        if claimed > budget:
            self.wrong(
                f"项目 {project} 认领与到账 {claimed}，超过预算 {budget}",
                f"{claimed} of project {project} is claimed or came, its budget is {budget}",
                recorded,
            )
        for line, amount in lines.items():
            if self.committed[project, line] > amount:
                over = self.committed[project, line]
                self.wrong(
                    f"项目 {project} 科目“{line}”占用 {over}，超过 {amount}",
                    f"{over.en} of line {line!r} of project {project} is committed, of {amount.en}",
                    recorded,
                )


class ClaimsArePledges(Check):
    """Every claim that stands has a pledge over the same amount.

    Of a pledge that is in default, or was released, there stands what had been received of it
    then, less what it was amended by since: what the bank takes back later frees no place. So it
    does where a default was taken back once the project was over, and the place not restored.
    """

    reads = (
        prj.ProjectClaimed,
        prj.ClaimReduced,
        prj.ClaimReleased,
        prj.ClaimRestored,
        prj.ProjectCancelled,
        prj.ProjectClosed,
        plg.DonationPledged,
        plg.PledgeAmended,
        plg.InstalmentSettled,
        plg.InstalmentUnsettled,
        plg.PledgeDefaulted,
        plg.DefaultWithdrawn,
        plg.PledgeReleased,
        plg.HardshipExitEvidenced,
    )

    def __init__(self) -> None:
        super().__init__()
        self.received: dict[str, Money] = defaultdict(lambda: ZERO)
        self.kept: dict[str, Money] = {}
        self.over: set[str] = set()
        self.project: dict[str, str] = {}
        """Of which project each pledge is."""
        self.unplaced: set[str] = set()
        """Pledges of projects that were over when a default of theirs was taken back."""
        self.claims: dict[tuple[str, str], tuple[Money, Ref]] = {}
        """By project and claim."""
        self.pledges: dict[str, tuple[Money, Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Note what is claimed, and what is promised for it."""
        event = recorded.event
        match event:
            case prj.ProjectClaimed() | prj.ClaimReduced() | prj.ClaimRestored():
                self.claims[recorded.key, event.claim] = (event.amount, ref(recorded))
                if isinstance(event, prj.ClaimRestored) and event.claim in self.unplaced:
                    self.kept.pop(event.claim, None)
            case prj.ClaimReleased(claim=claim):
                self.claims.pop((recorded.key, claim), None)
            case prj.ProjectCancelled() | prj.ProjectClosed():
                self.over.add(recorded.key)
            case plg.DonationPledged() | plg.PledgeAmended():
                if isinstance(event, plg.DonationPledged):
                    self.project[recorded.key] = event.project
                if recorded.key in self.kept:
                    less = self.pledges[recorded.key][0] - event.amount
                    self.kept[recorded.key] -= less
                self.pledges[recorded.key] = (event.amount, ref(recorded))
            case plg.InstalmentSettled(amount=amount):
                self.received[recorded.key] += amount
            case plg.InstalmentUnsettled(amount=amount):
                self.received[recorded.key] -= amount
            case plg.PledgeDefaulted() | plg.PledgeReleased() | plg.HardshipExitEvidenced():
                self.kept[recorded.key] = self.received[recorded.key]
            case plg.DefaultWithdrawn() if self.project.get(recorded.key) in self.over:
                self.unplaced.add(recorded.key)
            case plg.DefaultWithdrawn():
                self.kept.pop(recorded.key, None)
            case _:
                pass

    def end(self) -> None:
        """Compare each claim with its pledge."""
        for (_, claim), (amount, fact) in self.claims.items():
            promised, cited = self.pledges.get(claim, (ZERO, fact))
            promised = self.kept.get(claim, promised)
            if promised != amount:
                self.wrong(
                    f"认领 {claim} 为 {amount}，认捐为 {promised}",
                    f"claim {claim} is {amount.en}, its pledge {promised.en}",
                    fact,
                    cited,
                )
