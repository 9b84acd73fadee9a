"""People volunteer, serve, have their hours certified; entries are sent in and voted on."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.opening import HASH, PAPER
from tests.programme_model.people import Call
from tests.programme_model.rights import OFFICE, TEAM
from tests.programme_model.rules.made import rule
from tests.programme_model.rules.promising import by_office

from lixia_domain.aggregates.open_call.facts import CallKind, Revote, TieRule
from lixia_domain.aggregates.volunteer.facts import ConsentScope
from lixia_domain.kernel.hours import Span

PEOPLE = tuple(cast.person(f"志愿者{n}") for n in range(8))
VOTERS = tuple(cast.person(f"选民{n}") for n in range(12))


def by_team(model: Programme, dice: Dice, whose: str, does: str, /, **given: Any) -> Act:
    """Return an act of a team's own, or the office's."""
    by, role = dice.actor(model, TEAM, whose) if dice.chance(0.6) else dice.actor(model, OFFICE)
    return Act(does, by, role, {**given, "on": model.today})


@rule(1)
def register(model: Programme, dice: Dice) -> Act | None:
    """Register a volunteer, a minor now and then."""
    new = [who for who in PEOPLE if who not in model.volunteers]
    who = dice.some(new, PEOPLE)
    if who is None:
        return None
    minor = dice.chance(0.3)
    adult = model.today + timedelta(days=400) if minor else None
    told = {"person": who, "document": "登记表", "adult_from": adult}
    return by_team(model, dice, "T1", "volunteers.register", **told)


@rule(0.4)
def guardian(model: Programme, dice: Dice) -> Act | None:
    """Let a guardian agree."""
    minors = [who for who, each in model.volunteers.items() if each.minor(model.today)]
    who = dice.some(minors, PEOPLE)
    if who is None:
        return None
    told = {"person": who, "guardian": cast.person("监护人"), "document": PAPER}
    scope = (ConsentScope.SERVICE,)
    return by_team(model, dice, "T1", "volunteers.guardian_consents", **told, scope=scope)


@rule(0.4)
def insure(model: Programme, dice: Dice) -> Act | None:
    """Insure a volunteer."""
    who = dice.some(model.volunteers, PEOPLE)
    if who is None:
        return None
    told: dict[str, Any] = {"person": who, "policy": model.new("保单"), "insurer": "保险公司"}
    told |= {"since": model.today, "until": model.today + timedelta(days=90)}
    return by_team(model, dice, "T1", "volunteers.insure", **told)


@rule(0.8)
def plan(model: Programme, dice: Dice) -> Act | None:
    """Plan a session of a project under way."""
    running = [p for p, e in model.projects.items() if e.stage == "executing" and not e.suspended]
    project = dice.one(running)
    if project is None:
        return None
    team = model.projects[project].team or "T1"
    if dice.chance(0.06):
        team = dice.of(cast.TEAMS)
    told: dict[str, Any] = {"session_id": model.new("S"), "title": "送餐", "team": team}
    told |= {"place": "历下", "day": model.today, "span": Span(start=540, minutes=180)}
    told |= {"project_id": project, "risk": dice.chance(0.25)}
    return by_team(model, dice, team, "sessions.plan", **told)


@rule(1)
def hold(model: Programme, dice: Dice) -> Act | None:
    """Hold a session."""
    waiting = [key for key, each in model.sessions.items() if each.held is None]
    key = dice.some(waiting, model.sessions)
    if key is None:
        return None
    session = model.sessions[key]
    day = max(session.day, model.today) + timedelta(days=1 if dice.chance(0.05) else 0)
    start = 540 + 60 * dice.random.randrange(3)
    told = {"session_id": key, "day": day, "span": Span(start=start, minutes=180)}
    return by_team(model, dice, session.team, "sessions.hold", **told, document="活动记录")


def stretch(model: Programme, dice: Dice, key: str) -> Span:
    """Return a stretch inside a session, seldom beyond it."""
    session = model.sessions[key]
    start, end = session.held[1] if session.held else session.stretch
    begin = start + 30 * dice.random.randrange(4)
    beyond = 30 if dice.chance(0.04) else 0
    return Span(start=begin, minutes=end - begin + beyond)


@rule(2)
def record(model: Programme, dice: Dice) -> Act | None:
    """Record who served when."""
    held = [key for key, each in model.sessions.items() if each.held is not None]
    key = dice.some(held, model.sessions)
    if key is None:
        return None
    who = dice.some(model.volunteers, PEOPLE)
    if who is None:
        return None
    told = {"session_id": key, "hours": ((who, stretch(model, dice, key)),)}
    return by_team(model, dice, model.sessions[key].team, "sessions.record_hours", **told)


@rule(0.5)
def correct(model: Programme, dice: Dice) -> Act | None:
    """Correct a stretch, or strike it out."""
    found = [(key, who) for key, each in model.sessions.items() for who in each.hours]
    both = dice.some(found, [(key, who) for key in model.sessions for who in PEOPLE])
    if both is None:
        return None
    key, who = both
    span = None if dice.chance(0.3) else stretch(model, dice, key)
    told = {"session_id": key, "person": who, "span": span, "reason": "登记有误"}
    return by_team(model, dice, model.sessions[key].team, "sessions.correct_hours", **told)


@rule(0.8)
def certify(model: Programme, dice: Dice) -> Act | None:
    """Certify what waits."""
    key = dice.some([key for key, each in model.sessions.items() if each.hours], model.sessions)
    if key is None:
        return None
    return by_team(model, dice, model.sessions[key].team, "sessions.certify_hours", session_id=key)


@rule(0.4)
def open_call(model: Programme, dice: Dice) -> Act | None:
    """Open a call."""
    if len(model.calls) > 2 and dice.chance(0.9):
        return None
    told: dict[str, Any] = {"call_id": model.new("Z"), "title": "征集", "kind": CallKind.STORY}
    told |= {"number": dice.random.randint(1, 2), "tie_rule": TieRule.EARLIER}
    told |= {"revote": dice.of(tuple(Revote)), "objection_days": 3}
    until = model.today + timedelta(days=dice.random.randrange(5))
    return by_office(model, dice, "calls.open_the_call", **told, entries_until=until)


def call_at(model: Programme, dice: Dice, *stages: str) -> tuple[str, Call] | None:
    """Return a call, mostly at some stage."""
    key = dice.some([k for k, c in model.calls.items() if c.stage in stages], model.calls)
    return None if key is None else (key, model.calls[key])


@rule(1.5)
def submit(model: Programme, dice: Dice) -> Act | None:
    """Send an entry in."""
    found = call_at(model, dice, "open")
    if found is None:
        return None
    key, call = found
    used = dice.one(call.entries) if dice.chance(0.05) else None
    told: dict[str, Any] = {"call_id": key, "entry_id": used or model.new("E")}
    told |= {"title": model.new("作品"), "authors": (cast.person("作者"),)}
    return by_office(model, dice, "entries.submit", **told, document="作品", document_hash=HASH)


@rule(1.2)
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
    return by_office(model, dice, "entries.screen", **told, reason="不符要求")


@rule(0.15)
def withdraw(model: Programme, dice: Dice) -> Act | None:
    """Take an entry back."""
    found = call_at(model, dice, "open", "voting")
    entry = dice.one(found[1].entries) if found is not None else None
    if found is None or entry is None:
        return None
    told = {"call_id": found[0], "entry_id": entry, "reason": "改投他处"}
    return by_office(model, dice, "entries.withdraw", **told)


@rule(0.8)
def open_voting(model: Programme, dice: Dice) -> Act | None:
    """Open the vote on all that are admitted."""
    found = call_at(model, dice, "open")
    if found is None:
        return None
    key = found[0]
    until = model.today + timedelta(days=dice.random.randrange(6))
    other = dice.one(model.calls) if dice.chance(0.1) else key
    told = {"call_id": key, "until": until, "key_mark": f"印记{other}"}
    return by_office(model, dice, "calls.open_voting", **told)


@rule(3)
def vote(model: Programme, dice: Dice) -> Act | None:
    """Cast a vote: the first, again, for another, under another call's key."""
    found = call_at(model, dice, "voting")
    if found is None:
        return None
    key, call = found
    entry = dice.one(call.ballot) or dice.one(call.entries) or "E0"
    mark = "别的印记" if dice.chance(0.03) else call.mark or "印记"
    told = {"call_id": key, "entry_id": entry, "voter": dice.of(VOTERS), "key_mark": mark}
    return by_office(model, dice, "votes.cast", **told)


@rule(0.8)
def close_voting(model: Programme, dice: Dice) -> Act | None:
    """Close the vote."""
    found = call_at(model, dice, "voting")
    return None if found is None else by_office(model, dice, "calls.close_voting", call_id=found[0])


@rule(0.6)
def freeze(model: Programme, dice: Dice) -> Act | None:
    """Freeze the ballot."""
    found = call_at(model, dice, "counting")
    if found is None:
        return None
    return by_office(model, dice, "calls.freeze", call_id=found[0])


@rule(0.6)
def publish(model: Programme, dice: Dice) -> Act | None:
    """Publish the results."""
    found = call_at(model, dice, "frozen")
    return None if found is None else by_office(model, dice, "calls.publish", call_id=found[0])
