"""People are met; what is kept of them is changed, seen, held, restricted, erased."""

from __future__ import annotations

from datetime import date, timedelta
from hashlib import sha256
from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.opening import PAPER
from tests.programme_model.rights import ACCOUNTANT, ADMIN, AUDITOR, KEEPER, OFFICE, TEAM
from tests.programme_model.rules.made import rule

from lixia_domain.aggregates.subject.facts import AskedBy, Detail, Field, Ground, PersonKind
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.sealed import sealed

PEOPLE = tuple(cast.person(f"志愿者{n}") for n in range(8))
CHILDREN, PARENTS = PEOPLE[:3], tuple(cast.person(f"监护人{n}") for n in range(3))
"""Some of those who serve are children; each has a parent."""
EVERYBODY = (*PEOPLE, *PARENTS, cast.person("作者"), cast.person("居民"), cast.person("捐赠人"))


def box(person: str, field: Field, number: int = 0) -> Detail:
    """Return a detail as the vault seals it, or under another person's key."""
    kid = sha256(person.encode()).hexdigest()
    return Detail(field=field, value=sealed(kid, f"{field.value}-{number}"))


def details(dice: Dice, person: str) -> tuple[Detail, ...]:
    """Return some details; seldom one under a key that is not theirs, or one twice."""
    if dice.chance(0.03):
        return (box("another", Field.NAME),)
    found = [box(person, Field.NAME, dice.random.randrange(2))]
    if dice.chance(0.5):
        found.append(box(person, Field.PHONE, dice.random.randrange(3)))
    if dice.chance(0.03):
        found.append(found[0])
    return tuple(found)


def of_age(model: Programme, person: str) -> date | None:
    """Return from when on a child is of age: each store, the same."""
    if person not in CHILDREN:
        return None
    begun = min((each.since for each in model.foundations.values()), default=model.today)
    return begun + timedelta(days=(50, 120, 700)[CHILDREN.index(person)])


def parent(person: str) -> str | None:
    """Return whose child it is."""
    return PARENTS[CHILDREN.index(person)] if person in CHILDREN else None


def by_somebody(
    model: Programme, dice: Dice, roles: tuple[Role, ...], does: str, **given: Any
) -> Act:
    """Return an act of somebody in one of some roles."""
    role = dice.of(roles)
    whose = {ACCOUNTANT: cast.A, KEEPER: cast.A, TEAM: "T1"}.get(role, "")
    by, role = dice.actor(model, role, whose)
    return Act(does, by, role, {**given, "on": model.today})


@rule(1.2)
def register(model: Programme, dice: Dice) -> Act | None:
    """Keep what is known of somebody; a child's with its guardian, or with another's."""
    new = [who for who in EVERYBODY if who not in model.subjects]
    who = dice.some(new, EVERYBODY)
    if who is None:
        return None
    told: dict[str, Any] = {"person": who, "kind": dice.of(tuple(PersonKind)), "document": "告知书"}
    told |= {"details": details(dice, who), "adult_from": of_age(model, who)}
    told |= {"guardian": parent(who)}
    if dice.chance(0.08):
        told["guardian"] = dice.of((None, who, dice.of(CHILDREN), dice.of(PARENTS)))
    if dice.chance(0.05):
        told["adult_from"] = model.today + timedelta(days=dice.of((-400, 400)))
    if dice.chance(0.04):
        told["details"] = ()
    return by_somebody(model, dice, (OFFICE, ACCOUNTANT, TEAM), "subjects.register", **told)


@rule(0.6)
def change(model: Programme, dice: Dice) -> Act | None:
    """Correct what is kept."""
    who = dice.some(model.subjects, EVERYBODY)
    if who is None:
        return None
    told = {"person": who, "details": details(dice, who), "document": PAPER}
    return by_somebody(model, dice, (OFFICE, ACCOUNTANT, TEAM), "subjects.change", **told)


@rule(0.6)
def disclose(model: Programme, dice: Dice) -> Act | None:
    """Look at what is kept."""
    who = dice.some(model.subjects, EVERYBODY)
    if who is None:
        return None
    fields = dice.of(((), (), (Field.NAME,), (Field.PHONE,), (Field.ADDRESS,)))
    told = {"person": who, "purpose": "核对", "fields": fields}
    roles = (OFFICE, ACCOUNTANT, KEEPER, TEAM, AUDITOR)
    return by_somebody(model, dice, roles, "subjects.disclose", **told)


@rule(0.5)
def hold(model: Programme, dice: Dice) -> Act | None:
    """Ask that it be kept: by law, by agreement, by an order."""
    who = dice.some(model.subjects, EVERYBODY)
    if who is None:
        return None
    held = model.subjects[who].holds if who in model.subjects else {}
    name = dice.one(held) if dice.chance(0.1) else None
    until = None if dice.chance(0.2) else model.today + timedelta(days=dice.of((-3, 20, 90, 900)))
    told = {"person": who, "hold_id": name or model.new("H"), "ground": dice.of(tuple(Ground))}
    given = {**told, "document": PAPER, "until": until}
    return by_somebody(model, dice, (OFFICE, ACCOUNTANT), "subjects.hold", **given)


@rule(0.5)
def release(model: Programme, dice: Dice) -> Act | None:
    """Release what held it."""
    held = [(who, each) for who, s in model.subjects.items() for each in (*s.holds, *s.released)]
    found = dice.one(held) or (dice.of(EVERYBODY), "H0")
    told = {"person": found[0], "hold_id": found[1], "mistaken": dice.chance(0.3)}
    given = {**told, "document": PAPER}
    return by_somebody(model, dice, (OFFICE, ACCOUNTANT), "subjects.release", **given)


@rule(0.3)
def restrict(model: Programme, dice: Dice) -> Act | None:
    """Restrict what is done with it."""
    who = dice.some(model.subjects, EVERYBODY)
    told = {"person": who, "reason": "本人要求", "document": PAPER}
    if who is None:
        return None
    return by_somebody(model, dice, (OFFICE, ACCOUNTANT), "subjects.restrict", **told)


@rule(0.4)
def lift(model: Programme, dice: Dice) -> Act | None:
    """Lift the restriction."""
    who = dice.some([w for w, s in model.subjects.items() if s.restricted], EVERYBODY)
    told = {"person": who, "reason": "争议已结", "document": PAPER}
    if who is None:
        return None
    return by_somebody(model, dice, (OFFICE, ACCOUNTANT), "subjects.lift", **told)


@rule(0.25)
def order_erasure(model: Programme, dice: Dice) -> Act | None:
    """Order it to be erased."""
    who = dice.some(model.subjects, EVERYBODY)
    if who is None:
        return None
    told = {"person": who, "reason": "本人要求", "document": PAPER, "linkable": False}
    given = {**told, "asked_by": dice.of(tuple(AskedBy))}
    return by_somebody(model, dice, (OFFICE, ACCOUNTANT), "subjects.order_erasure", **given)


@rule(0.3)
def note_erasure(model: Programme, dice: Dice) -> Act | None:
    """Note that the key is gone."""
    who = dice.some([w for w, s in model.subjects.items() if s.ordered], EVERYBODY)
    roles = (OFFICE, ACCOUNTANT, ADMIN)
    return (
        None
        if who is None
        else by_somebody(model, dice, roles, "subjects.note_erasure", person=who)
    )
