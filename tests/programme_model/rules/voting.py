"""Calls are opened; entries come in, are screened and voted on; results are objected to."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.answers.short_calls import electable
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.opening import HASH, PAPER
from tests.programme_model.rights import ENTERPRISE, OFFICE, TEAM
from tests.programme_model.rules.keeping import CHILDREN, by_somebody, details
from tests.programme_model.rules.made import rule
from tests.programme_model.rules.promising import by_office
from tests.programme_model.voting import Call

from lixia_domain.aggregates.open_call.facts import CallKind, Revote, TieRule
from lixia_domain.application.activities.votes import Ballot

VOTERS = tuple(cast.person(f"选民{n}") for n in range(12))


@rule(1)
def open_call(model: Programme, dice: Dice) -> Act | None:
    """Open a call; a campaign's now and then."""
    taking = [c for c in model.calls.values() if c.stage == "open"]
    taking = [each for each in taking if model.today <= each.entries_until]
    if len(taking) > 1 and dice.chance(0.9):
        return None
    told: dict[str, Any] = {"call_id": model.new("Z"), "title": "征集", "kind": CallKind.STORY}
    told |= {"number": dice.random.randint(1, 2), "tie_rule": dice.of(tuple(TieRule))}
    told |= {"revote": dice.of(tuple(Revote)), "objection_days": dice.of((3, 20, 20))}
    if dice.chance(0.3):
        told["campaign_id"] = dice.one(model.campaigns) if dice.chance(0.95) else "Q-none"
    until = model.today + timedelta(days=dice.of((0, 5, 15, 30)))
    return by_office(model, dice, "calls.open_the_call", **told, entries_until=until)


def call_at(model: Programme, dice: Dice, *stages: str) -> tuple[str, Call] | None:
    """Return a call, mostly at some stage."""
    key = dice.some([k for k, c in model.calls.items() if c.stage in stages], model.calls)
    return None if key is None else (key, model.calls[key])


@rule(4)
def submit(model: Programme, dice: Dice) -> Act | None:
    """Send an entry in; a child does so, too."""
    taking = [k for k, c in model.calls.items() if c.stage == "open"]
    taking = [k for k in taking if model.today <= model.calls[k].entries_until]
    key = dice.some(taking, model.calls)
    if key is None:
        return None
    call = model.calls[key]
    used = dice.one(call.entries) if dice.chance(0.05) else None
    author = dice.of((cast.person("作者"), *CHILDREN))
    told: dict[str, Any] = {"call_id": key, "entry_id": used or model.new("E")}
    told |= {"title": model.new("作品"), "authors": (author,)}
    if dice.chance(0.2):
        told["details"] = {author: details(dice, author)}
    return by_office(model, dice, "entries.submit", **told, document="作品", document_hash=HASH)


@rule(4)
def screen(model: Programme, dice: Dice) -> Act | None:
    """Admit an entry, or not."""
    found = call_at(model, dice, "open")
    if found is None:
        return None
    key, call = found
    waits = [e for e, state in call.entries.items() if state == "submitted"]
    entry = dice.some(waits, call.entries)
    if entry is None:
        return None
    told = {"call_id": key, "entry_ids": (entry,), "admitted": dice.chance(0.9)}
    reason = "不符要求" if dice.chance(0.9) else ""
    return by_office(model, dice, "entries.screen", **told, reason=reason)


@rule(0.4)
def withdraw(model: Programme, dice: Dice) -> Act | None:
    """Take an entry back."""
    found = call_at(model, dice, "open", "voting", "counting")
    entry = dice.one(found[1].entries) if found is not None else None
    if found is None or entry is None:
        return None
    told = {"call_id": found[0], "entry_id": entry, "reason": "改投他处"}
    return by_office(model, dice, "entries.withdraw", **told)


@rule(4)
def open_voting(model: Programme, dice: Dice) -> Act | None:
    """Open the vote on all that are admitted; seldom under another call's key."""
    over = [k for k, c in model.calls.items() if c.stage == "open"]
    ready = [k for k in over if model.today > model.calls[k].entries_until]
    key = dice.some(ready, over)
    if key is None:
        return None
    call = model.calls[key]
    mark = dice.one(model.marks) if dice.chance(0.05) else None
    until = model.today + timedelta(days=dice.of((0, 5, 20, 40)))
    mark = mark or call.mark or f"印记{key}"
    told = {"call_id": key, "until": until, "key_mark": mark}
    return by_office(model, dice, "calls.open_voting", **told)


def taking_votes(model: Programme) -> list[str]:
    """Return the calls whose votes count today."""
    voting = [key for key, each in model.calls.items() if each.stage == "voting"]
    return [key for key in voting if model.today <= (model.calls[key].until or model.today)]


@rule(7)
def vote(model: Programme, dice: Dice) -> Act | None:
    """Cast a vote: the first, again, for another, under another call's key, too late."""
    key = dice.some(taking_votes(model), model.calls)
    if key is None:
        return None
    call = model.calls[key]
    entry = dice.one(call.ballot) or dice.one(call.entries) or "E0"
    mark = "别的印记" if dice.chance(0.03) else call.mark or "印记"
    told = {"call_id": key, "entry_id": entry, "voter": dice.of(VOTERS), "key_mark": mark}
    return by_office(model, dice, "votes.cast", **told)


@rule(2)
def vote_all(model: Programme, dice: Dice) -> Act | None:
    """Hand over what a platform took, some of it known already."""
    key = dice.some(taking_votes(model), model.calls)
    if key is None:
        return None
    call = model.calls[key]
    entries = [entry for entry in call.ballot if call.entries[entry] != "withdrawn"]
    entries = [*entries, *(["E0"] if dice.chance(0.05) else [])]
    if not entries:
        return None
    number = dice.random.randint(1, 6)
    ballots = tuple(Ballot(dice.of(VOTERS), dice.of(entries)) for _ in range(number))
    told = {"call_id": key, "ballots": ballots, "key_mark": call.mark or "印记"}
    return by_office(model, dice, "votes.cast_all", **told)


@rule(3)
def close_voting(model: Programme, dice: Dice) -> Act | None:
    """Close the vote."""
    voting = [key for key, each in model.calls.items() if each.stage == "voting"]
    over = [key for key in voting if (model.calls[key].until or model.today) < model.today]
    key = dice.some(over, voting)
    return None if key is None else by_office(model, dice, "calls.close_voting", call_id=key)


@rule(3)
def freeze(model: Programme, dice: Dice) -> Act | None:
    """Freeze the ballot."""
    found = call_at(model, dice, "counting")
    return None if found is None else by_office(model, dice, "calls.freeze", call_id=found[0])


def tied(call: Call, gone: set[str]) -> tuple[list[str], int]:
    """Return who has as many votes as the last who is published, and how many of them are."""
    running = sorted((e for e in call.tally if e not in gone), key=lambda e: -call.tally[e])
    if len(running) < call.number:
        return [], 0
    line = call.tally[running[call.number - 1]]
    alike = [entry for entry in running if call.tally[entry] == line]
    return alike, call.number - sum(call.tally[entry] > line for entry in running)


def chosen(dice: Dice, call: Call, gone: set[str]) -> dict[str, Any]:
    """Return whom jury or lot chose, where they must; seldom whom they may not."""
    alike, seats = tied(call, gone)
    by_itself = call.tie_rule == TieRule.EARLIER.value or len(alike) == seats
    if by_itself is dice.chance(0.95):
        return {}
    paper = PAPER if dice.chance(0.9) else ""
    return {"decided": tuple(dice.random.sample(alike, min(len(alike), seats))), "document": paper}


@rule(3)
def publish(model: Programme, dice: Dice) -> Act | None:
    """Publish the results."""
    found = call_at(model, dice, "frozen")
    if found is None:
        return None
    told = chosen(dice, found[1], set())
    return by_office(model, dice, "calls.publish", call_id=found[0], **told)


@rule(2)
def object_to(model: Programme, dice: Dice) -> Act | None:
    """Object to the results, or to one entry: in time, mostly."""
    results = [(key, c.objections_until) for key, c in model.calls.items() if c.objections_until]
    taking = [key for key, until in results if model.today <= until]
    key = dice.some(taking, model.calls)
    if key is None:
        return None
    call = model.calls[key]
    used = dice.one(call.objections) if dice.chance(0.08) else None
    told: dict[str, Any] = {"call_id": key, "objection": used or model.new("O")}
    told |= {"entry_id": dice.one(call.published) if dice.chance(0.7) else None}
    told |= {
        "objector": dice.of((None, VOTERS[0], cast.person("office-1"))),
        "grounds": "抄袭",
        "document": PAPER,
    }
    roles = (OFFICE, TEAM, ENTERPRISE)
    return by_somebody(model, dice, roles, "objections.raise_objection", **told)


def objection_of(model: Programme, dice: Dice, *, decided: bool) -> tuple[str, str] | None:
    """Return an objection that waits for a decision, or for what was decided on."""
    of_all = [(key, o) for key, c in model.calls.items() for o in c.objections]
    waits = [
        (key, o)
        for key, o in of_all
        if model.calls[key].objections[o].pending
        if (model.calls[key].objections[o].decision is not None) is decided
    ]
    return dice.some(waits, of_all)


@rule(3)
def decide(model: Programme, dice: Dice) -> Act | None:
    """Decide on an objection."""
    found = objection_of(model, dice, decided=False)
    if found is None:
        return None
    told: dict[str, Any] = {"call_id": found[0], "objection": found[1]}
    jury = dice.of(("office-1", "office-2")) if dice.chance(0.9) else "jury-1"
    told |= {"upheld": dice.chance(0.6), "decided_by": jury, "reason": "查实"}
    minutes = "纪要" if dice.chance(0.92) else ""
    return by_office(model, dice, "objections.decide", **told, minutes=minutes)


@rule(3)
def correct(model: Programme, dice: Dice) -> Act | None:
    """Correct the results."""
    found = objection_of(model, dice, decided=True)
    if found is None:
        return None
    key, name = found
    call = model.calls[key]
    against = call.objections[name].against or dice.one(call.published)
    out = (against,) if against is not None and dice.chance(0.9) else ()
    told = chosen(dice, call, call.excluded | set(out))
    given: dict[str, Any] = {"call_id": key, "objection": name, "excluded": out}
    return by_office(model, dice, "objections.correct", **given, **told)


@rule(1)
def award(model: Programme, dice: Dice) -> Act | None:
    """Grant an award."""
    found = call_at(model, dice, "published")
    if found is None:
        return None
    entry = dice.some(found[1].published, found[1].entries) or "E0"
    told = {"call_id": found[0], "entry_id": entry, "award": "一等奖"}
    return by_office(model, dice, "calls.grant", **told)


@rule(0.6)
def destroy(model: Programme, dice: Dice) -> Act | None:
    """Destroy the key of a call."""
    found = call_at(model, dice, "published")
    if found is None:
        return None
    witness = dice.of(("auditor-1", "admin-1", "office-2", "acct-1"))
    return by_office(model, dice, "calls.destroy_key", call_id=found[0], witness=witness)


def short(model: Programme, dice: Dice, *stages: str) -> str | None:
    """Return a call, mostly one that can't publish what it promised."""
    calls = {key: call for key, call in model.calls.items() if call.stage in stages}
    return dice.some([k for k, c in calls.items() if len(electable(c)) < c.number], calls)


def by_minutes(model: Programme, dice: Dice, does: str, call_id: str, /, **given: Any) -> Act:
    """Return an act of the office's by minutes."""
    told = {"call_id": call_id, "reason": "件数不足", "minutes": "纪要"}
    return by_office(model, dice, does, **told, **given)


@rule(1)
def extend(model: Programme, dice: Dice) -> Act | None:
    """Take entries for longer."""
    key = short(model, dice, "open")
    until = model.today + timedelta(days=dice.of((10, 20, 0)))
    return (
        None
        if key is None
        else by_minutes(model, dice, "short_calls.extend_entries", key, until=until)
    )


@rule(1)
def reopen(model: Programme, dice: Dice) -> Act | None:
    """Take entries again."""
    key = short(model, dice, "voting", "counting", "frozen")
    until = model.today + timedelta(days=dice.of((10, 20, 0)))
    return (
        None
        if key is None
        else by_minutes(model, dice, "short_calls.reopen", key, entries_until=until)
    )


@rule(0.7)
def reduce_number(model: Programme, dice: Dice) -> Act | None:
    """Publish fewer."""
    key = short(model, dice, "open", "voting", "counting", "frozen", "published")
    number = dice.random.randint(0, 2)
    return (
        None
        if key is None
        else by_minutes(model, dice, "short_calls.reduce_number", key, number=number)
    )


@rule(0.3)
def cancel(model: Programme, dice: Dice) -> Act | None:
    """Cancel a call."""
    key = short(model, dice, "open", "voting", "counting", "frozen", "published", "cancelled")
    return None if key is None else by_minutes(model, dice, "short_calls.cancel", key)


@rule(0.7)
def settle(model: Programme, dice: Dice) -> Act | None:
    """Find that another objection's correction answers one too."""
    found = objection_of(model, dice, decided=True)
    if found is None:
        return None
    key, name = found
    objections = model.calls[key].objections
    by = dice.some([o for o, each in objections.items() if each.correction], objections) or name
    told = {"call_id": key, "objection": name, "by_objection": by, "minutes": "纪要"}
    return by_office(model, dice, "objections.settle", **told)
