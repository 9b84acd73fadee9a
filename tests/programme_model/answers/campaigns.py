"""Campaigns with their actions and activities; guides, whose editions follow each other."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards
from tests.programme_model.figures import Programme
from tests.programme_model.lives import Campaign, Guide
from tests.programme_model.rights import OFFICE, answers


def running(model: Programme, no: Grounds, campaign_id: str, on: date) -> Campaign | None:
    """Say whether a campaign is there and not closed."""
    backwards(model, no, on)
    campaign = model.campaigns.get(campaign_id)
    if no.unless(campaign is not None, Group.UNKNOWN) and campaign is not None:
        no.unless(not campaign.closed, Group.STAGE)
    return campaign


@answers("campaigns.open_campaign", OFFICE)
def open_campaign(
    model: Programme, no: Grounds, *, campaign_id: str, title: str, on: date
) -> Answer:
    """Open a campaign."""
    known = model.campaigns.get(campaign_id)
    backwards(model, no, on)
    no.unless(known is None or known.title == title, Group.TWICE)
    yield
    model.campaigns.setdefault(campaign_id, Campaign(title))


@answers("campaigns.add_action", OFFICE)
def add_action(
    model: Programme, no: Grounds, *, campaign_id: str, action: str, title: str, on: date
) -> Answer:
    """Add an action."""
    campaign = running(model, no, campaign_id, on)
    if campaign is not None:
        no.unless(campaign.actions.get(action, title) == title, Group.TWICE)
    yield
    assert campaign is not None
    campaign.actions[action] = title


@answers("campaigns.schedule", OFFICE)
def schedule(
    model: Programme,
    no: Grounds,
    *,
    campaign_id: str,
    activity: str,
    action: str,
    title: str,
    place: str,
    day: date,
    on: date,
) -> Answer:
    """Schedule an activity of one of its actions."""
    campaign = running(model, no, campaign_id, on)
    told: list[object] = [(action, title, place), day, "scheduled"]
    if campaign is not None:
        no.unless(action in campaign.actions, Group.UNKNOWN)
        known = campaign.activities.get(activity)
        no.unless(known is None or known[:2] == told[:2], Group.TWICE)
    yield
    assert campaign is not None
    campaign.activities.setdefault(activity, told)


def scheduled(no: Grounds, campaign: Campaign | None, activity: str) -> list[object]:
    """Say whether an activity still stands before us."""
    if campaign is None:
        return [(), date.min, ""]
    if not no.unless(activity in campaign.activities, Group.UNKNOWN):
        return [(), date.min, ""]
    found = campaign.activities[activity]
    no.unless(found[2] == "scheduled", Group.STAGE)
    return found


@answers("campaigns.hold", OFFICE)
def hold(
    model: Programme,
    no: Grounds,
    *,
    campaign_id: str,
    activity: str,
    participants: int,
    on: date,
    **told: object,
) -> Answer:
    """Note that an activity was held, on its day or later, and how many came."""
    found = scheduled(no, running(model, no, campaign_id, on), activity)
    day = found[1]
    assert isinstance(day, date)
    no.unless(participants > 0, Group.AMOUNT)
    no.unless(on >= day, Group.DATES)
    yield
    found[2] = "held"


@answers("campaigns.cancel", OFFICE)
def cancel(
    model: Programme, no: Grounds, *, campaign_id: str, activity: str, on: date, **told: object
) -> Answer:
    """Cancel an activity that was not held."""
    found = scheduled(no, running(model, no, campaign_id, on), activity)
    yield
    found[2] = "cancelled"


@answers("campaigns.close", OFFICE)
def close(model: Programme, no: Grounds, *, campaign_id: str, on: date, **told: object) -> Answer:
    """Close a campaign all of whose activities were held or cancelled."""
    campaign = running(model, no, campaign_id, on)
    if campaign is not None:
        waits = any(each[2] == "scheduled" for each in campaign.activities.values())
        no.unless(not waits, Group.STAGE)
    yield
    assert campaign is not None
    campaign.closed = True


@answers("guides.draft", OFFICE)
def draft(
    model: Programme,
    no: Grounds,
    *,
    guide_id: str,
    edition: int,
    title: str,
    document: str,
    document_hash: str,
    on: date,
    cites: tuple[str, ...] = (),
) -> Answer:
    """Draft the next edition, again if need be; what it takes up was published."""
    guide = model.guides.get(guide_id)
    backwards(model, no, on)
    told = (edition, title, document, document_hash, cites)
    for call_id in cites:
        call = model.calls.get(call_id)
        no.unless(call is not None, Group.UNKNOWN)
        no.unless(call is None or call.stage == "published", Group.STAGE)
    if guide is None or guide.draft != told:
        no.unless(edition == (0 if guide is None else guide.published) + 1, Group.STAGE)
    yield
    if guide is None:
        model.guides[guide_id] = Guide(told)
    else:
        guide.draft = told


@answers("guides.publish", OFFICE)
def publish(
    model: Programme,
    no: Grounds,
    *,
    guide_id: str,
    edition: int,
    document_hash: str,
    since: date,
    on: date,
    **told: object,
) -> Answer:
    """Publish the draft, in force after the edition before (S87)."""
    guide = model.guides.get(guide_id)
    backwards(model, no, on)
    if no.unless(guide is not None, Group.UNKNOWN) and guide is not None:
        drafted = guide.draft[0] == edition and edition > guide.published
        if no.unless(drafted, Group.STAGE):
            no.unless(guide.draft[3] == document_hash, Group.OTHER)
            no.unless(since > guide.since, Group.DATES)
        else:
            no.found.add(Group.UNKNOWN)
    yield
    assert guide is not None
    guide.published, guide.since = edition, since
