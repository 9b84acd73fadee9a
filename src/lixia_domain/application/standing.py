"""Types of ids that name something on record: what must stand there, each by its own aggregate.

A use case says by an argument's type alone what it needs; ``naming`` looks it up, and refuses with
the reasons that the aggregate has for it. An id that begins a stream, or is the very stream that a
use case decides on, is of a plain type of ``kernel.vocabulary``: its decision answers for it.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from lixia_domain.aggregates import batch, fundraising_plan, need
from lixia_domain.aggregates.batch import BATCH
from lixia_domain.aggregates.campaign import decisions as campaign
from lixia_domain.aggregates.campaign.facts import ActivityScheduled
from lixia_domain.aggregates.campaign.state import CAMPAIGN
from lixia_domain.aggregates.campaign.state import standing as standing_campaign
from lixia_domain.aggregates.foundation import decisions as foundation
from lixia_domain.aggregates.foundation.state import FOUNDATION
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.fundraising_plan import FUNDRAISING_PLAN
from lixia_domain.aggregates.need import NEED
from lixia_domain.aggregates.open_call import decisions as open_call
from lixia_domain.aggregates.open_call.state import OPEN_CALL
from lixia_domain.aggregates.project import state as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.naming import Names, stands
from lixia_domain.kernel.vocabulary import (
    ActivityId,
    BatchId,
    CallId,
    CampaignId,
    FoundationCode,
    FundId,
    NeedId,
    PlanId,
    ProjectId,
)
from lixia_domain.recording.work import Work

VerifiedNeed: TypeAlias = Annotated[NeedId, stands(NEED, need.citable)]
"""A need that somebody went and saw, and that is still pursued."""

KnownProject: TypeAlias = Annotated[
    ProjectId, stands(PROJECT, lambda found, _: project.existing(found))
]
"""A project, in whatever state."""
ProjectTakingGoods: TypeAlias = Annotated[
    ProjectId, stands(PROJECT, lambda found, _: project.taking_goods(found))
]
"""A project that is neither cancelled nor closed."""
ProjectGivingOut: TypeAlias = Annotated[
    ProjectId, stands(PROJECT, lambda found, _: project.giving_out(found))
]
"""A project that was not cancelled: what it has left, it may still give to whom it is for."""

OpenBatch: TypeAlias = Annotated[BatchId, stands(BATCH, lambda found, _: batch.open(found))]
"""A batch that was planned and not announced yet."""

KnownFoundation: TypeAlias = Annotated[
    FoundationCode, stands(FOUNDATION, lambda found, _: foundation.existing(found))
]
KnownFund: TypeAlias = Annotated[FundId, stands(FUND, lambda found, _: fund.existing(found))]
"""A fund, in whatever state: what a bank did on its account is told of a closed one, too."""
StandingFund: TypeAlias = Annotated[FundId, stands(FUND, lambda found, _: fund.standing(found))]
"""A fund in which money may move, be it in its last days."""
EstablishedFund: TypeAlias = Annotated[
    FundId, stands(FUND, lambda found, _: fund.established(found))
]
"""A fund that may take on more."""
FiledPlan: TypeAlias = Annotated[
    PlanId, stands(FUNDRAISING_PLAN, lambda found, _: fundraising_plan.existing(found))
]

OpenCampaign: TypeAlias = Annotated[
    CampaignId, stands(CAMPAIGN, lambda found, _: standing_campaign(found))
]
"""A campaign that was opened and is not closed."""
PublishedCall: TypeAlias = Annotated[
    CallId, stands(OPEN_CALL, lambda found, _: open_call.with_results(found))
]
"""A call whose results were published."""


def _some_campaign_has(work: Work, activity: str, day: date) -> None:
    """Refuse an activity that its campaign has not scheduled, or has cancelled, now or on ``day``.

    It is named with its campaign (``K1/01``); one that is not is looked for in all of them.
    """
    named, _, number = activity.rpartition("/")
    keys = [named] if named else [recorded.key for recorded in work.facts(ActivityScheduled)]
    found = {key: work.load(CAMPAIGN, key) for key in keys}
    campaign.going_on(found.values(), activity=number)
    if any(work.moved_after(day, CAMPAIGN, key) for key in found):
        then = (work.as_of(CAMPAIGN, key, day) for key in found)
        campaign.going_on(then, activity=number)


GivenActivity: TypeAlias = Annotated[
    ActivityId, Names(CAMPAIGN, _some_campaign_has, lambda work, activities: None)
]
"""An activity that some campaign has scheduled and did not cancel."""
