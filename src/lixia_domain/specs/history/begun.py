"""Nothing is of a day before what it names was there (DOMAIN §7: S93, S94).

A thing is there since the business date of its first fact, or since that was recorded, if the date
is a later one. What older code let be recorded is found, with what mends it.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from lixia_domain.aggregates import batch as bat
from lixia_domain.aggregates import brand as bra
from lixia_domain.aggregates import entry as ent
from lixia_domain.aggregates import fundraising_plan as pln
from lixia_domain.aggregates import guide as gui
from lixia_domain.aggregates import need as nd
from lixia_domain.aggregates import team as tea
from lixia_domain.aggregates.campaign import facts as cam
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.enterprise import EnterpriseRegistered
from lixia_domain.aggregates.foundation import facts as fdn
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.aggregates.in_kind import facts as kin
from lixia_domain.aggregates.open_call import facts as cal
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.volunteer import facts as vol
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import RESERVED
from lixia_domain.kernel.words import Words
from lixia_domain.specs.history.folds import Check
from lixia_domain.specs.history.named import KINDS, Named, canonical_id, named

BEGINS: dict[type[Event], str] = {
    nd.NeedRaised: "need",
    prj.ProjectDrafted: "project",
    bat.BatchPlanned: "batch",
    fnd.FundProposed: "fund",
    fdn.FoundationRegistered: "foundation",
    cam.CampaignOpened: "campaign",
    cal.CallOpened: "call",
    tea.TeamRegistered: "team",
    EnterpriseRegistered: "enterprise",
    vol.VolunteerRegistered: "volunteer",
}
"""By which fact a thing begins."""

WORDS = {
    **KINDS,
    "call": Words("征集", "call"),
    "enterprise": Words("企业", "enterprise"),
    "volunteer": Words("志愿者", "volunteer"),
}


def named_besides(recorded: Recorded) -> Iterator[Named]:
    """Yield what a fact names of kinds whose states others look at: calls, firms, volunteers."""
    match event := recorded.event:
        case ent.EntrySubmitted():
            yield "call", split_key(recorded.key)[0]
        case gui.GuideDrafted(cites=calls):
            yield from (("call", call) for call in calls)
        case plg.DonationPledged(enterprise=code):
            yield "enterprise", code
        case ses.HoursRecorded(person=person):
            yield "volunteer", person
        case dis.DisbursementRequested(project=project):
            yield "project", project
        case _:
            yield from (one for one in named(event) if one[0] != "activity")


class NamedOnceThere(Check):
    """All that a fact names was there on the day that the fact bears."""

    reads = (
        *BEGINS,
        nd.NeedMerged,
        nd.NeedPlanned,
        prj.ProjectPublished,
        prj.TeamAssigned,
        prj.TeamReplaced,
        prj.UseChangeProposed,
        bat.BatchReleased,
        bra.BrandNominated,
        tea.GrantAgreementSigned,
        kin.InKindIssued,
        kin.InKindDelivered,
        plg.DonationPledged,
        ses.SessionPlanned,
        ses.HoursRecorded,
        ent.EntrySubmitted,
        gui.GuideDrafted,
        pln.PlanFiled,
        dis.DisbursementRequested,
    )

    def __init__(self) -> None:
        super().__init__()
        self.since: dict[Named, date] = {}
        """Since when each thing is there."""

    def take(self, recorded: Recorded) -> None:
        """Note since when a thing is there; compare the day of what names it."""
        event, on = recorded.event, recorded.event.on
        for kind, key in named_besides(recorded):
            kind = "need" if kind == "verified" else kind
            name = canonical_id(kind, key)
            since = self.since.get((kind, name)) if key not in RESERVED else None
            if since is not None and on < since:
                what = WORDS[kind]
                self.wrong(
                    f"{recorded.stream} 的 {event.event_name} 业务日期为 {on}，所引{what.zh} {name}"
                    f" 自 {since} 起才有：请查明何者有误，日期写错的撤销重记",
                    f"{event.event_name} of {recorded.stream} is of {on} and names {what.en} "
                    f"{name}, which is there since {since} only: find out which is wrong, and "
                    "record anew what bears a wrong date",
                    recorded,
                )
        begins = BEGINS.get(type(event))
        if begins is not None:
            began = min(on, business_date(recorded.recorded_at))
            self.since.setdefault((begins, canonical_id(begins, recorded.key)), began)
