"""Firms change their names, merge, are debarred and let in again; teams come and go."""

from __future__ import annotations

from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.opening import PAPER
from tests.programme_model.rules.keeping import details
from tests.programme_model.rules.made import rule
from tests.programme_model.rules.promising import by_office

from lixia_adapters.demo.cast import credit_code
from lixia_domain.aggregates.enterprise import Ownership

STRANGER = credit_code(899)
"""A code that nobody has registered."""
MORE = tuple(credit_code(number) for number in range(821, 827))
"""Firms that come later."""


def firm(model: Programme, dice: Dice) -> str:
    """Return a firm, one of those that come later more often; seldom none."""
    later = [code for code in MORE if code in model.enterprises]
    found = dice.one(later) if dice.chance(0.8) else dice.one(model.enterprises)
    return STRANGER if dice.chance(0.03) else found or dice.of(tuple(cast.FIRMS))


@rule(0.5)
def register(model: Programme, dice: Dice) -> Act | None:
    """Register a firm, or one again."""
    new = [code for code in MORE if code not in model.enterprises]
    code = dice.some(new, (*MORE, *cast.FIRMS))
    if code is None:
        return None
    name = f"{code[-6:]}企业（虚构示例）"
    told = {"code": code, "name": name, "ownership": Ownership.PRIVATE}
    return by_office(model, dice, "enterprises.register", **told)


@rule(0.5)
def verify(model: Programme, dice: Dice) -> Act | None:
    """Look at a firm's licence."""
    unseen = [code for code, each in model.enterprises.items() if not each.verified]
    code = dice.some(unseen, (*model.enterprises, STRANGER))
    return (
        None
        if code is None
        else by_office(model, dice, "enterprises.verify", code=code, document="执照")
    )


@rule(0.15)
def rename(model: Programme, dice: Dice) -> Act | None:
    """Note a firm's new name."""
    told = {"code": firm(model, dice), "name": f"{model.new('新名')}（虚构示例）"}
    return by_office(model, dice, "enterprises.rename", **told, document=PAPER)


@rule(0.25)
def merge(model: Programme, dice: Dice) -> Act | None:
    """Merge a firm into another; a state-owned one is tried elsewhere."""
    code, into = firm(model, dice), firm(model, dice)
    if any(each in model.enterprises and model.enterprises[each].states for each in (code, into)):
        return None
    told = {"code": code, "successor": into, "document": PAPER}
    return by_office(model, dice, "enterprises.merge", **told)


@rule(0.2)
def annul_merger(model: Programme, dice: Dice) -> Act | None:
    """Annul the merger of a firm, be there one or none."""
    merged = [code for code, each in model.enterprises.items() if each.successor]
    code = dice.some(merged, model.enterprises)
    told = {"code": code, "reason": "误登", "document": PAPER}
    return None if code is None else by_office(model, dice, "enterprises.annul_merger", **told)


@rule(0.25)
def debar(model: Programme, dice: Dice) -> Act | None:
    """Keep a firm from claiming."""
    told = {"code": firm(model, dice), "reason": "失信", "document": PAPER}
    return by_office(model, dice, "enterprises.debar", **told)


@rule(0.5)
def reinstate(model: Programme, dice: Dice) -> Act | None:
    """Let a firm claim again."""
    barred = [code for code, each in model.enterprises.items() if each.debarred is not None]
    code = dice.some(barred, model.enterprises)
    return (
        None
        if code is None
        else by_office(model, dice, "enterprises.reinstate", code=code, document=PAPER)
    )


@rule(0.3)
def name_contact(model: Programme, dice: Dice) -> Act | None:
    """Keep who is to be spoken to."""
    who = cast.person("联系人")
    told: dict[str, Any] = {"code": firm(model, dice), "person": who, "document": "告知书"}
    return by_office(model, dice, "enterprises.name_contact", **told, details=details(dice, who))


@rule(0.3)
def register_team(model: Programme, dice: Dice) -> Act | None:
    """Register a team, or one again."""
    team = dice.of(("T3", "T4", "T1"))
    lead = cast.person("lead-1" if team == "T1" else f"负责人{team}")
    told: dict[str, Any] = {"team_id": team, "name": f"{team}队（虚构示例）", "lead": lead}
    if dice.chance(0.1):
        told["name"] = "别的队（虚构示例）"
    if dice.chance(0.3):
        told |= {"details": details(dice, lead), "notice": "告知书"}
    return by_office(model, dice, "teams.register", **told)


@rule(0.3)
def verify_team(model: Programme, dice: Dice) -> Act | None:
    """Look at a team's papers."""
    unseen = [team for team, each in model.teams.items() if not each.verified]
    team = dice.some(unseen, (*model.teams, "T9"))
    return (
        None
        if team is None
        else by_office(model, dice, "teams.verify", team_id=team, document=PAPER)
    )


@rule(0.06)
def debar_team(model: Programme, dice: Dice) -> Act | None:
    """Keep a team from taking work on: a late one mostly."""
    team = dice.of(("T3", "T4", "T2", "T9"))
    told = {"team_id": team, "reason": "虚报", "document": PAPER}
    return by_office(model, dice, "teams.debar", **told)


@rule(0.3)
def reinstate_team(model: Programme, dice: Dice) -> Act | None:
    """Let a team take work on again."""
    barred = [team for team, each in model.teams.items() if each.debarred is not None]
    team = dice.some(barred, (*model.teams, "T9"))
    told = {"team_id": team, "document": PAPER}
    return None if team is None else by_office(model, dice, "teams.reinstate", **told)
