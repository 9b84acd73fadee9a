"""Campaign board (主题活动): each campaign, its actions and activities, in figures."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.campaign import facts as cmp
from lixia_domain.aggregates.campaign import state as campaign_state
from lixia_domain.aggregates.campaign.state import Fate
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.kernel.words import Worded
from lixia_domain.views.columns import PlaceColumn, TitleColumn


class Level(Worded):
    """What a row is of."""

    CAMPAIGN = "campaign", "主题活动"
    ACTION = "action", "行动"
    ACTIVITY = "activity", "活动"


class ActivityState(Worded):
    """How far a campaign is; what became of an activity is its ``Fate``."""

    OPEN = "open", "进行中"
    CLOSED = "closed", "已结束"


CAMPAIGN, ACTION, ACTIVITY = (level.value for level in Level)


class CampaignRow(Row, frozen=True):
    """A campaign, one of its actions, or one activity of an action, as ``level`` says.

    ``actions``, ``activities`` (cancelled ones left out), ``held`` and ``participants`` add up
    what stands below. ``state`` is open or closed of a campaign; scheduled, held or cancelled of an
    activity; of an action it is empty. Keys are ids joined: C1, C1/A1, C1/A1/X1.
    """

    level: Annotated[str, column("层级", "level", codes=Level)]
    campaign: Annotated[str, column("主题活动", "campaign")]
    action: Annotated[str | None, column("行动", "action")] = None
    activity: Annotated[str | None, column("活动", "activity")] = None
    title: TitleColumn = ""
    state: Annotated[str, column("状态", "state", codes=(ActivityState, Fate))] = ""
    actions: Annotated[int, column("行动数", "actions")] = 0
    activities: Annotated[int, column("活动数", "activities")] = 0
    held: Annotated[int, column("已举办", "held")] = 0
    participants: Annotated[int, column("参加人次", "participants")] = 0
    place: PlaceColumn | None = None
    day: Annotated[date | None, column("计划日", "planned")] = None
    held_on: Annotated[date | None, column("举办日", "held on")] = None


def path(campaign: str, event: Event) -> tuple[str, ...]:
    """Return the ids that lead to what a fact is about."""
    match event:
        case cmp.ActionAdded(action=action):
            return campaign, action
        case (
            cmp.ActivityScheduled(action=action, activity=activity)
            | cmp.ActivityHeld(action=action, activity=activity)
            | cmp.ActivityUnheld(action=action, activity=activity)
            | cmp.ActivityCancelled(action=action, activity=activity)
        ):
            return campaign, action, activity
        case _:
            return (campaign,)


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the rows on the way: the campaign's first."""
    ids = path(recorded.key, recorded.event)
    return (recorded.key, *(join_key(*ids[:depth]) for depth in range(2, len(ids) + 1)))


def evolve(row: CampaignRow | None, recorded: Recorded) -> CampaignRow:
    """Bring one of the rows on a fact's way up to date: the first that is missing is its own."""
    event = recorded.event
    if row is None:
        return _new(recorded.key, event)
    match event:
        case cmp.ActionAdded():
            return replace(row, actions=row.actions + 1)
        case cmp.ActivityScheduled():
            return replace(row, activities=row.activities + 1)
        case cmp.ActivityHeld(participants=participants, on=on):
            row = replace(row, held=row.held + 1, participants=row.participants + participants)
            return replace(row, state=Fate.HELD.value, held_on=on) if row.level == ACTIVITY else row
        case cmp.ActivityUnheld(participants=participants):
            row = replace(row, held=row.held - 1, participants=row.participants - participants)
            planned = Fate.SCHEDULED.value
            return replace(row, state=planned, held_on=None) if row.level == ACTIVITY else row
        case cmp.ActivityCancelled():
            row = replace(row, activities=row.activities - 1)
            return replace(row, state=Fate.CANCELLED.value) if row.level == ACTIVITY else row
        case _:
            assert isinstance(event, cmp.CampaignClosed)
            return replace(row, state=ActivityState.CLOSED.value)


def _new(campaign: str, event: Event) -> CampaignRow:
    match event:
        case cmp.ActionAdded(action=action, title=title):
            return CampaignRow(level=ACTION, campaign=campaign, action=action, title=title)
        case cmp.ActivityScheduled(action=action, activity=activity, title=title):
            return CampaignRow(
                level=ACTIVITY,
                campaign=campaign,
                action=action,
                activity=activity,
                title=title,
                state=Fate.SCHEDULED.value,
                activities=1,
                place=event.place,
                day=event.day,
            )
        case _:
            assert isinstance(event, cmp.CampaignOpened)
            return CampaignRow(
                level=CAMPAIGN, campaign=campaign, title=event.title, state=ActivityState.OPEN.value
            )


CAMPAIGN_BOARD: View[CampaignRow] = View(
    name="campaign_board",
    version=1,
    title="主题活动",
    title_en="Campaigns",
    row=CampaignRow,
    reads=campaign_state.CAMPAIGN.events,
    keys=keys,
    evolve=evolve,
    shown="level title state actions activities held participants day place held_on",
    audience=Audience.PUBLIC,
)
