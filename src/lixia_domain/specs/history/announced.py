"""What must always hold of figures told in public (DOMAIN §7: S81, S86), from facts alone."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from typing import NamedTuple

from lixia_domain.aggregates import batch as bat
from lixia_domain.aggregates import enterprise as ent
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.keys import kept, upper
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.specs.history.folds import Check, Ref, ref
from lixia_domain.views.enterprise_roll import ENTERPRISE_ROLL
from lixia_domain.views.programme_summary import ALL, PROGRAMME_SUMMARY


class Firms:
    """Whose pledges stand: each enterprise once, as the one that it has become part of."""

    READS = (
        ent.EnterpriseMerged,
        ent.EnterpriseMergerAnnulled,
        plg.DonationPledged,
        plg.PledgeReleased,
        plg.HardshipExitEvidenced,
    )

    def __init__(self) -> None:
        self.successor: dict[str, str] = {}
        self.pledges: dict[str, str] = {}
        """By pledge that stands: who made it."""

    def note(self, recorded: Recorded) -> None:
        """Note who pledges, who is released, and who becomes part of whom."""
        event, key = recorded.event, recorded.key
        match event:
            case ent.EnterpriseMerged(successor=successor):
                self.successor[upper(key)] = upper(successor)
            case ent.EnterpriseMergerAnnulled():
                self.successor.pop(upper(key), None)
            case plg.DonationPledged(enterprise=enterprise):
                self.pledges[key] = enterprise
            case _:
                self.pledges.pop(key, None)

    def giving(self) -> int:
        """Return how many enterprises have a pledge that stands."""
        return len({self.one(enterprise) for enterprise in self.pledges.values()})

    def one(self, code: str) -> str:
        """Return whose ``code`` is by now."""
        code = upper(code)
        while code in self.successor:
            code = self.successor[code]
        return code


class Figures(NamedTuple):
    """What a ceremony tells, in its order."""

    domains: int = 0
    projects: int = 0
    projects_claimed: int = 0
    enterprises: int = 0
    pledged: Money = ZERO

    def text(self) -> str:
        """Return the figures in one line."""
        return " / ".join(map(str, self))


class CeremonyFigures(Check):
    """What a ceremony announces is what the log said at the position that it names."""

    reads = (
        *Firms.READS,
        prj.ProjectDrafted,
        prj.ProjectPublished,
        prj.ProjectClaimed,
        prj.ClaimReduced,
        prj.ClaimReleased,
        prj.ClaimRestored,
        bat.PledgesAnnounced,
    )

    def __init__(self) -> None:
        super().__init__()
        self.firms = Firms()
        self.domain: dict[str, str] = {}
        self.published: Counter[str] = Counter()
        """How many projects of each domain are."""
        self.claims: dict[str, dict[str, Money]] = defaultdict(dict)
        """By project and claim."""
        self.claimed = 0
        self.pledged = ZERO
        self.positions: list[int] = []
        self.figures = [Figures()]
        """What was true up to each of the positions, and after the last."""

    def take(self, recorded: Recorded) -> None:
        """Follow projects, claims and firms; compare what is announced."""
        event, key = recorded.event, kept(recorded.key)
        match event:
            case bat.PledgesAnnounced():
                self._compare(event, recorded)
                return
            case prj.ProjectDrafted(domain=domain):
                self.domain[key] = domain
            case prj.ProjectPublished():
                self.published[self.domain.get(key, "")] += 1
            case prj.ProjectClaimed() | prj.ClaimReduced() | prj.ClaimRestored():
                self._claim(key, event.claim, event.amount)
            case prj.ClaimReleased(claim=claim):
                self._claim(key, claim, ZERO)
            case _:
                self.firms.note(recorded)
        self.positions.append(recorded.position)
        self.figures.append(
            Figures(
                domains=sum(count > 0 for count in self.published.values()),
                projects=self.published.total(),
                projects_claimed=self.claimed,
                enterprises=self.firms.giving(),
                pledged=self.pledged,
            )
        )

    def _claim(self, project: str, claim: str, amount: Money) -> None:
        claims = self.claims[project]
        before, stood = claims.pop(claim, ZERO), bool(claims)
        self.claimed -= stood or before > ZERO
        if amount > ZERO:
            claims[claim] = amount
        self.claimed += bool(claims)
        self.pledged += amount - before

    def _compare(self, event: bat.PledgesAnnounced, recorded: Recorded) -> None:
        true = self.figures[bisect_right(self.positions, event.position)]
        told = Figures(
            domains=event.domains,
            projects=event.projects,
            projects_claimed=event.projects_claimed,
            enterprises=event.enterprises,
            pledged=event.pledged,
        )
        if told != true or event.position >= recorded.position:
            self.wrong(
                f"批次 {recorded.key} 的仪式称截至第 {event.position} 条为 {told.text()}，账册为 "
                f"{true.text()}（领域、项目、已认领、企业、认捐），请更正并公开说明",
                f"the ceremony of batch {recorded.key} told {told.text()} as of position "
                f"{event.position}, the log has {true.text()} (domains, projects, claimed, firms, "
                "pledged): correct it in public",
                recorded,
            )


class FirmsOnce(Check):
    """Merged firms are one in every count, and no debarred one becomes part of another."""

    reads = (*Firms.READS, ent.EnterpriseDebarred, ent.EnterpriseReinstated)
    views = (ENTERPRISE_ROLL, PROGRAMME_SUMMARY)

    def __init__(self) -> None:
        super().__init__()
        self.firms = Firms()
        self.debarred: dict[str, Ref] = {}

    def take(self, recorded: Recorded) -> None:
        """Follow who is who; look at each merger."""
        event, code = recorded.event, upper(recorded.key)
        match event:
            case ent.EnterpriseDebarred():
                self.debarred[code] = ref(recorded)
            case ent.EnterpriseReinstated():
                self.debarred.pop(code, None)
            case _:
                if isinstance(event, ent.EnterpriseMerged) and code in self.debarred:
                    self.wrong(
                        f"企业 {code} 停用期间并入 {event.successor}，请对承继者一并停用",
                        f"enterprise {code} was debarred when it became part of "
                        f"{event.successor}: debar that one, too",
                        self.debarred[code],
                        recorded,
                    )
                self.firms.note(recorded)

    def end(self) -> None:
        """Compare the counts that are shown with what the facts come to."""
        giving = self.firms.giving()
        rolled = sum(row.claims > 0 for row in self.tables[ENTERPRISE_ROLL.name].values())
        summary = self.tables[PROGRAMME_SUMMARY.name].get(ALL)
        counted = summary.enterprises if summary is not None else 0
        for zh, en, shown in (
            ("爱心榜", "the roll of honour", rolled),
            ("总览", "the programme summary", counted),
        ):
            if shown != giving:
                self.wrong(
                    f"{zh}列 {shown} 家企业，合并计为一家的是 {giving} 家，请更新程序后重建视图",
                    f"{en} has {shown} enterprises, {giving} with merged ones as one: rebuild the "
                    "views with a newer release",
                )
