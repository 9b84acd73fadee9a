"""Calls and votes: one voter, one vote, counted as they were cast."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from datetime import date, timedelta

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards
from tests.programme_model.answers.entries import call_at
from tests.programme_model.figures import Programme
from tests.programme_model.rights import OFFICE, answers
from tests.programme_model.voting import Call

from lixia_domain.aggregates.open_call.facts import Revote, TieRule
from lixia_domain.application.activities.votes import Ballot


@answers("calls.open_the_call", OFFICE)
def open_the_call(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    number: int,
    tie_rule: TieRule,
    revote: Revote,
    entries_until: date,
    objection_days: int,
    on: date,
    campaign_id: str | None = None,
    **told: object,
) -> Answer:
    """Open a call, of a campaign that runs if it is one's."""
    backwards(model, no, on)
    no.unless(call_id not in model.calls, Group.TWICE)
    no.unless(on <= entries_until, Group.DATES)
    if campaign_id is not None:
        campaign = model.campaigns.get(campaign_id)
        no.unless(campaign is not None, Group.UNKNOWN)
        no.unless(campaign is None or not campaign.closed, Group.STAGE)
    yield
    replaces = revote is Revote.REPLACES
    model.calls[call_id] = Call(
        number, tie_rule.value, replaces, entries_until, objection_days, campaign_id
    )


@answers("calls.open_voting", OFFICE)
def open_voting(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    until: date,
    key_mark: str,
    on: date,
) -> Answer:
    """Open the vote on all that is admitted (S82), once entries are over and there are enough."""
    call = call_at(model, no, call_id, on, "open")
    admitted: list[str] = []
    if call is not None:
        no.unless(on > call.entries_until and until >= on, Group.DATES)
        admitted = [entry for entry, state in call.entries.items() if state == "admitted"]
        no.unless(len(admitted) >= call.number, Group.STAGE)
        no.unless(not call.mark or call.mark == key_mark, Group.OTHER)
    no.unless(model.marks.get(key_mark, call_id) == call_id, Group.OTHER)  # S84
    yield
    assert call is not None
    call.stage, call.opened, call.until, call.mark = "voting", on, until, key_mark
    came = list(call.entries)
    call.ballot = sorted(admitted, key=lambda e: (call.sent[e], came.index(e)))  # S72
    model.marks.setdefault(key_mark, call_id)


def castable(
    model: Programme, no: Grounds, call_id: str, ballots: Collection[Ballot], mark: str, on: date
) -> Call | None:
    """Say whether votes count: within the window, for what is on the ballot (S82)."""
    call = call_at(model, no, call_id, on, "voting")
    if call is None:
        return None
    no.unless(call.until is not None and on <= call.until, Group.DATES)
    no.unless(call.opened is None or call.opened <= on, Group.DATES)
    no.unless(mark == call.mark, Group.OTHER)
    votes = dict(call.votes)
    for ballot in ballots:
        entry, voter = ballot.entry_id, ballot.voter
        no.unless(entry in call.ballot, Group.UNKNOWN)
        no.unless(call.entries.get(entry) != "withdrawn", Group.STAGE)
        known = votes.get(voter)
        gone = known is not None and call.entries.get(known) == "withdrawn"  # S82
        no.unless(known in (None, entry) or call.replaces or gone, Group.TWICE)
        votes[voter] = entry
    return call


def counted(call: Call, ballots: Collection[Ballot]) -> list[int]:
    """Take votes; return how many were new, changed and known."""
    found = [0, 0, 0]
    for ballot in ballots:
        known = call.votes.get(ballot.voter)
        found[0 if known is None else 2 if known == ballot.entry_id else 1] += 1
        call.votes[ballot.voter] = ballot.entry_id
    return found


@answers("votes.cast", OFFICE)
def cast(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    entry_id: str,
    voter: str,
    key_mark: str,
    on: date,
) -> Answer:
    """Cast a vote; again only where it may be."""
    ballots = (Ballot(voter, entry_id),)
    call = castable(model, no, call_id, ballots, key_mark, on)
    outcome = yield
    assert call is not None
    said = ("cast", "changed", "known")[counted(call, ballots).index(1)]
    assert outcome == said, outcome


@answers("votes.cast_all", OFFICE)
def cast_all(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    ballots: tuple[Ballot, ...],
    key_mark: str,
    on: date,
) -> Answer:
    """Cast votes that a platform hands over, all or none."""
    call = castable(model, no, call_id, ballots, key_mark, on)
    outcome = yield
    assert call is not None
    told = counted(call, ballots)
    assert outcome == told, f"{outcome}, the model {told}"


@answers("calls.close_voting", OFFICE)
def close_voting(model: Programme, no: Grounds, *, call_id: str, on: date) -> Answer:
    """Close the vote, after its last day (S82)."""
    call = call_at(model, no, call_id, on, "voting")
    if call is not None and call.until is not None:
        no.unless(on > call.until, Group.DATES)
    yield
    assert call is not None
    call.stage = "counting"


@answers("calls.freeze", OFFICE)
def freeze(model: Programme, no: Grounds, *, call_id: str, on: date, **told: object) -> Answer:
    """Freeze the ballot by the votes cast; what was withdrawn is not on it."""
    call = call_at(model, no, call_id, on, "counting")
    yield
    assert call is not None
    counts = Counter(call.votes.values())
    standing = [entry for entry in call.ballot if call.entries[entry] != "withdrawn"]
    call.tally = {entry: counts[entry] for entry in standing}
    call.stage = "frozen"


def elected(
    call: Call, no: Grounds, excluded: Collection[str], decided: tuple[str, ...], document: str
) -> list[str]:
    """Say who is elected, most votes first; of equals the earlier, or whom jury or lot chose."""
    running = [entry for entry in call.tally if entry not in excluded]
    if not no.unless(len(running) >= call.number, Group.STAGE):
        return []
    ranked = sorted(running, key=lambda entry: -call.tally[entry])
    line = call.tally[ranked[call.number - 1]]
    safe = [entry for entry in ranked if call.tally[entry] > line]
    tied = [entry for entry in ranked if call.tally[entry] == line]
    seats = call.number - len(safe)
    if len(tied) == seats or call.tie_rule == TieRule.EARLIER.value:
        no.unless(not decided, Group.STAGE)
        return [*safe, *tied[:seats]]
    no.unless(set(decided) <= set(tied), Group.STAGE)
    no.unless(len(decided) == len(set(decided)) == seats, Group.STAGE)
    no.unless(bool(document) or len(decided) != seats, Group.CONSENT)
    return [*safe, *(entry for entry in tied if entry in decided)]


@answers("calls.publish", OFFICE)
def publish(
    model: Programme,
    no: Grounds,
    *,
    call_id: str,
    on: date,
    decided: tuple[str, ...] = (),
    document: str = "",
) -> Answer:
    """Publish exactly as many as promised (S44), open to objections."""
    call = call_at(model, no, call_id, on, "frozen")
    ranked = [] if call is None else elected(call, no, (), decided, document)
    outcome = yield
    assert call is not None
    assert outcome == [f"{call_id}/{entry}" for entry in ranked], outcome
    call.stage, call.published = "published", ranked
    call.objections_until = on + timedelta(days=call.objection_days)
