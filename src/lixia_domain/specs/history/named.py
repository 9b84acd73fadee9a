"""What a fact names is there, and in a state that allows it (DOMAIN §7: References).

Each thing is followed from the fact from which on it may be named to that after which it may not.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from lixia_domain.aggregates import batch as bat
from lixia_domain.aggregates import brand as bra
from lixia_domain.aggregates import fundraising_plan as pln
from lixia_domain.aggregates import guide as gui
from lixia_domain.aggregates import need as nd
from lixia_domain.aggregates import team as tea
from lixia_domain.aggregates.campaign import facts as cam
from lixia_domain.aggregates.foundation import facts as fdn
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.aggregates.in_kind import facts as kin
from lixia_domain.aggregates.open_call import facts as cal
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.keys import RESERVED, designation, kept, upper
from lixia_domain.kernel.words import Words
from lixia_domain.specs.history.folds import Check

Named: TypeAlias = tuple[str, str]
"""A kind of thing, and its id."""

KINDS = {
    "need": Words("需求", "need"),
    "verified": Words("已核实的需求", "verified need"),
    "project": Words("项目", "project"),
    "batch": Words("批次", "batch"),
    "fund": Words("基金", "fund"),
    "foundation": Words("基金会", "foundation"),
    "campaign": Words("主题活动", "campaign"),
    "activity": Words("活动", "activity"),
    "results": Words("已公布结果的征集", "call with results"),
    "team": Words("团队", "team"),
}

OPENS: dict[type[Event], str] = {
    nd.NeedRaised: "need",
    nd.NeedVerified: "verified",
    prj.ProjectDrafted: "project",
    bat.BatchPlanned: "batch",
    fnd.FundProposed: "fund",
    fdn.FoundationRegistered: "foundation",
    cam.CampaignOpened: "campaign",
    cal.ResultsPublished: "results",
    tea.TeamVerified: "team",
    tea.TeamReinstated: "team",
}
"""What may be named from which fact on."""

ABSENT = Words("尚未登记", "is not there")
CANCELLED = Words("已取消", "is cancelled")

ENDS: dict[type[Event], tuple[tuple[str, ...], Words]] = {
    nd.NeedMerged: (("need", "verified"), Words("已并入别的需求", "is merged into another")),
    nd.NeedDeclined: (("need", "verified"), Words("未采纳", "is declined")),
    prj.ProjectCancelled: (("project",), CANCELLED),
    bat.PledgesAnnounced: (("batch",), Words("已公布认领情况", "is announced")),
    fnd.FundClosed: (("fund",), Words("已终止", "is closed")),
    cam.CampaignClosed: (("campaign",), Words("已结束", "is over")),
    tea.TeamRegistered: (("team",), Words("资质尚未核验", "is not verified")),
    tea.TeamDebarred: (("team",), Words("已停用", "is debarred")),
}
"""After which fact nothing new may name a thing, and what is said then."""


def named(event: Event) -> Iterator[Named]:
    """Yield what a fact names, other than its own stream."""
    match event:
        case nd.NeedMerged(into=need):
            yield "need", need
        case prj.ProjectDrafted(needs=needs):
            yield from (("verified", need) for need in needs)
        case prj.ProjectPublished(batch=batch):
            yield "batch", batch
        case prj.TeamAssigned(team=team) | prj.TeamReplaced(team=team):
            yield "team", team
        case bat.BatchReleased(projects=projects):
            yield from (("project", project) for project in projects)
        case bra.BrandNominated(projects=projects, team=team):
            yield from (*(("project", project) for project in projects), ("team", team))
        case nd.NeedPlanned(project=project) | tea.GrantAgreementSigned(project=project):
            yield "project", project
        case prj.UseChangeProposed(to=project) | kin.InKindIssued(to=project):
            yield "project", project
        case plg.DonationPledged(project=project, fund=fund):
            yield from (("project", project), ("fund", fund))
        case kin.InKindDelivered(restriction=project, fund=fund):
            yield from (("project", project), ("fund", fund))
        case ses.SessionPlanned(project=project, activity=activity, team=team):
            yield from (("project", project or ""), ("activity", activity or ""), ("team", team))
        case cal.CallOpened(campaign=campaign):
            yield "campaign", campaign or ""
        case gui.GuideDrafted(cites=calls):
            yield from (("results", call) for call in calls)
        case fnd.FundProposed(foundation=foundation):
            yield "foundation", foundation
        case pln.PlanFiled(foundation=foundation, fund=fund):
            yield from (("foundation", foundation), ("fund", fund))
        case _:
            pass


def canonical_id(kind: str, key: str) -> str:
    """Return the id of a thing as two facts that name it have it alike."""
    forms = {"foundation": upper, "enterprise": upper, "project": designation}
    return forms.get(kind, kept)(key)


class NamesWhatIsThere(Check):
    """All that a fact names was on record before it, and in a state that allows it."""

    reads = (
        *OPENS,
        *ENDS,
        cam.ActivityScheduled,
        cam.ActivityCancelled,
        nd.NeedPlanned,
        prj.ProjectPublished,
        prj.TeamAssigned,
        prj.TeamReplaced,
        prj.UseChangeProposed,
        bat.BatchReleased,
        bra.BrandNominated,
        bra.BrandIncubated,
        bra.BrandRecognised,
        tea.GrantAgreementSigned,
        kin.InKindIssued,
        kin.InKindDelivered,
        plg.DonationPledged,
        ses.SessionPlanned,
        cal.CallOpened,
        gui.GuideDrafted,
        pln.PlanFiled,
    )

    def __init__(self) -> None:
        super().__init__()
        self.there: dict[Named, Words | None] = {}
        """What there is, and why nothing new may name it, if so."""
        self.activities: dict[str, dict[str, Words | None]] = defaultdict(dict)
        """By its own id, in which campaigns an activity is: it is told with its campaign or not."""
        self.brands: dict[str, str] = {}
        """The team of each brand."""
        self.cancelled: dict[str, date] = {}
        """On which day each project was."""

    def take(self, recorded: Recorded) -> None:
        """Look for what is named, and note what is there from now on, or no longer."""
        event, key = recorded.event, recorded.key
        for kind, told in named(event):
            name = canonical_id(kind, told)
            if told and told not in RESERVED and not self._ran(event, kind, name):
                self._look(kind, name, recorded)
        if (kind := OPENS.get(type(event), "")) != "":
            self.there[kind, canonical_id(kind, key)] = None
        kinds, why = ENDS.get(type(event), ((), ABSENT))
        self.there.update({(kind, canonical_id(kind, key)): why for kind in kinds})
        match event:
            case cam.ActivityScheduled(activity=activity):
                self.activities[kept(activity)][kept(key)] = None
            case cam.ActivityCancelled(activity=activity):
                self.activities[kept(activity)][kept(key)] = CANCELLED
            case prj.ProjectCancelled(on=on):
                self.cancelled[canonical_id("project", key)] = on
            case bra.BrandNominated(team=team):
                self.brands[key] = kept(team)
            case bra.BrandIncubated() | bra.BrandRecognised():
                self._look("team", self.brands[key], recorded)
            case _:
                pass

    def _ran(self, event: Event, kind: str, name: str) -> bool:
        """Tell whether a project ran on the day of a session that is told after its end."""
        if kind != "project" or not isinstance(event, ses.SessionPlanned):
            return False
        return event.day <= self.cancelled.get(name, date.min)

    def _against(self, kind: str, name: str) -> Words | None:
        """Return why nothing may name it, if so. Who is not registered may be a team, too."""
        if kind == "activity":
            campaign, _, own = name.rpartition("/")
            among = self.activities.get(own, {})
            found = [why for of, why in among.items() if campaign in ("", of)]
            return ABSENT if not found else None if None in found else found[0]
        return self.there.get((kind, name), None if kind == "team" else ABSENT)

    def _look(self, kind: str, name: str, recorded: Recorded) -> None:
        why, what, fact = self._against(kind, name), KINDS[kind], recorded.event.event_name
        if why is not None:
            self.wrong(
                f"{recorded.stream} 的 {fact} 引用{what.zh} {name}，{why.zh}，请登记，或改用另一个",
                f"{fact} of {recorded.stream} names {what.en} {name}, which {why.en}: register "
                "it, or name another",
                recorded,
            )
