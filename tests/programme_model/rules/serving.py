"""People volunteer, serve, have their hours certified."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.opening import HASH, PAPER
from tests.programme_model.rights import OFFICE, TEAM
from tests.programme_model.rules.keeping import (
    CHILDREN,
    PARENTS,
    PEOPLE,
    details,
    of_age,
    parent,
)
from tests.programme_model.rules.made import rule

from lixia_domain.aggregates.volunteer.facts import ConsentScope
from lixia_domain.kernel.hours import Span


def by_team(model: Programme, dice: Dice, whose: str, does: str, /, **given: Any) -> Act:
    """Return an act of a team's own, or the office's."""
    by, role = dice.actor(model, TEAM, whose) if dice.chance(0.6) else dice.actor(model, OFFICE)
    return Act(does, by, role, {**given, "on": model.today})


@rule(1.2)
def register(model: Programme, dice: Dice) -> Act | None:
    """Register a volunteer; a child with the day on which it is of age, mostly."""
    new = [who for who in PEOPLE if who not in model.volunteers]
    who = dice.some(new, PEOPLE)
    if who is None:
        return None
    told: dict[str, Any] = {"person": who, "document": "登记表", "adult_from": of_age(model, who)}
    if dice.chance(0.08):
        told["adult_from"] = None
    if dice.chance(0.3):
        told |= {"details": details(dice, who), "guardian": parent(who)}
    return by_team(model, dice, "T1", "volunteers.register", **told)


@rule(0.8)
def guardian(model: Programme, dice: Dice) -> Act | None:
    """Let a guardian agree: its own, seldom another, another child, or the child itself."""
    minors = [who for who, each in model.volunteers.items() if each.minor(model.today)]
    who = dice.some(minors, PEOPLE)
    if who is None:
        return None
    whose = parent(who) or PARENTS[0]
    if dice.chance(0.08):
        whose = dice.of((who, CHILDREN[0], PARENTS[0]))
    told: dict[str, Any] = {"person": who, "guardian": whose, "document": PAPER}
    told["scope"] = dice.of(((ConsentScope.SERVICE,), *[tuple(ConsentScope)] * 3, ()))
    if dice.chance(0.3):
        told["details"] = details(dice, whose)
    return by_team(model, dice, "T1", "volunteers.guardian_consents", **told)


@rule(0.5)
def agree(model: Programme, dice: Dice) -> Act | None:
    """Let somebody agree to be shown."""
    who = dice.some(model.volunteers, PEOPLE)
    told = {"person": who, "document": PAPER}
    return (
        None if who is None else by_team(model, dice, "T1", "volunteers.agree_to_publish", **told)
    )


@rule(0.2)
def withdraw_publication(model: Programme, dice: Dice) -> Act | None:
    """Let somebody withdraw that."""
    agreed = [w for w, v in model.volunteers.items() if v.shows.stands or v.guardian_shows.stands]
    who = dice.some(agreed, PEOPLE)
    told = {"person": who, "reason": "本人要求"}
    return (
        None
        if who is None
        else by_team(model, dice, "T1", "volunteers.withdraw_publication", **told)
    )


@rule(0.4)
def insure(model: Programme, dice: Dice) -> Act | None:
    """Insure a volunteer."""
    who = dice.some(model.volunteers, PEOPLE)
    if who is None:
        return None
    told: dict[str, Any] = {"person": who, "policy": model.new("保单"), "insurer": "保险公司"}
    told |= {"since": model.today, "until": model.today + timedelta(days=dice.of((90, 90, -1)))}
    return by_team(model, dice, "T1", "volunteers.insure", **told)


@rule(0.8)
def certificate(model: Programme, dice: Dice) -> Act | None:
    """Issue a certificate of service."""
    served = {who for each in model.sessions.values() for who in each.hours}
    who = dice.some(sorted(served), PEOPLE)
    return (
        None
        if who is None
        else by_team(model, dice, "T1", "volunteers.issue_certificate", person=who)
    )


@rule(0.9)
def portraits(model: Programme, dice: Dice) -> Act | None:
    """Publish pictures of a session."""
    key = dice.some([key for key, each in model.sessions.items() if each.hours], model.sessions)
    if key is None:
        return None
    session = model.sessions[key]
    asked = {w for w, v in model.volunteers.items() if v.shows.stands or v.guardian_shows.stands}
    shown = tuple(who for who in session.hours if dice.chance(0.7 if who in asked else 0.1))
    if dice.chance(0.05):
        shown = (dice.of(PEOPLE),)
    told: dict[str, Any] = {"session_id": key, "medium": "公众号", "document_hash": HASH}
    told |= {"shown": shown, "redacted": dice.random.randrange(3)}
    return by_team(model, dice, session.team, "sessions.publish_portraits", **told)


@rule(0.8)
def plan(model: Programme, dice: Dice) -> Act | None:
    """Plan a session of a project under way."""
    running = [p for p, e in model.projects.items() if e.stage == "executing" and not e.suspended]
    project = dice.some(running, model.projects)
    if project is None:
        return None
    team = model.projects[project].team or "T1"
    if dice.chance(0.06):
        team = dice.of(cast.TEAMS)
    told: dict[str, Any] = {"session_id": model.new("S"), "title": "送餐", "team": team}
    day = model.today + timedelta(days=dice.of((0, 0, 0, 2, -4)))
    told |= {"place": "历下", "day": day, "span": Span(start=540, minutes=180)}
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
    day = session.day + timedelta(days=dice.of((0, 0, 0, 0, 0, 1, -1)))
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


@rule(0.3)
def withdraw_service(model: Programme, dice: Dice) -> Act | None:
    """Let a guardian take back its consent to service."""
    agreed = [who for who, each in model.volunteers.items() if each.service.stands]
    who = dice.some(agreed, PEOPLE)
    told = {"person": who, "reason": "监护人要求"}
    return (
        None if who is None else by_team(model, dice, "T1", "volunteers.withdraw_service", **told)
    )


@rule(0.3)
def withdraw_certificate(model: Programme, dice: Dice) -> Act | None:
    """Withdraw a certificate."""
    issued = [who for who, each in model.volunteers.items() if each.certificate is not None]
    who = dice.some(issued, PEOPLE)
    told = {"person": who, "reason": "时长有误"}
    does = "volunteers.withdraw_certificate"
    return None if who is None else by_team(model, dice, "T1", does, **told)
