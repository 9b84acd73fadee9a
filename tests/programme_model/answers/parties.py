"""Enterprises and teams: registered, seen, renamed, merged, debarred, let in again."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import backwards
from tests.programme_model.answers.subjects import Details, meets, met
from tests.programme_model.figures import Programme
from tests.programme_model.lives import Firm, Team
from tests.programme_model.rights import ENTERPRISE, OFFICE, TEAM, answers

from lixia_domain.aggregates.enterprise import Ownership


def the_firm(model: Programme, *, code: str, **told: object) -> str:
    """Return which firm it is about."""
    return code


def existing(
    model: Programme, no: Grounds, code: str, on: date, *, stands: bool = False
) -> Firm | None:
    """Say whether a firm is registered, and on its own if it must be."""
    backwards(model, no, on)
    firm = model.enterprises.get(code)
    if no.unless(firm is not None, Group.UNKNOWN) and firm is not None:
        no.unless(not stands or firm.successor is None, Group.STAGE)
    return firm


@answers("enterprises.register", OFFICE)
def register(
    model: Programme, no: Grounds, *, code: str, name: str, ownership: Ownership, on: date
) -> Answer:
    """Register an enterprise."""
    backwards(model, no, on)
    known, states = model.enterprises.get(code), ownership is Ownership.STATE
    no.unless(known is None or (known.name, known.states) == (name, states), Group.TWICE)
    yield
    model.enterprises.setdefault(code, Firm(name, states))


@answers("enterprises.verify", OFFICE)
def verify(model: Programme, no: Grounds, *, code: str, on: date, **told: object) -> Answer:
    """Note that its licence was seen."""
    firm = existing(model, no, code, on)
    yield
    assert firm is not None
    firm.verified = True


@answers("enterprises.rename", OFFICE)
def rename(
    model: Programme, no: Grounds, *, code: str, name: str, on: date, **told: object
) -> Answer:
    """Note another name: the same identity (S28)."""
    firm = existing(model, no, code, on, stands=True)
    yield
    assert firm is not None
    firm.name = name


@answers("enterprises.merge", OFFICE)
def merge(
    model: Programme, no: Grounds, *, code: str, successor: str, on: date, **told: object
) -> Answer:
    """Merge a firm into another that stands; a debarred one into nobody (S86)."""
    firm = existing(model, no, code, on)
    if firm is not None and firm.successor != successor:
        no.unless(firm.successor is None, Group.STAGE)
        no.unless(successor != code, Group.OTHER)
        existing(model, no, successor, on, stands=True)
        no.unless(firm.debarred is None, Group.STAGE)
    yield
    assert firm is not None
    firm.successor = successor
    for claim in model.claims.values():
        if claim.enterprise == code:
            claim.passed.append(code)
            claim.enterprise, claim.paid_then = successor, sum(claim.settled)


@answers("enterprises.annul_merger", OFFICE)
def annul_merger(model: Programme, no: Grounds, *, code: str, on: date, **told: object) -> Answer:
    """Annul a merger while the successor stands and has paid nothing of what passed (S80)."""
    firm = existing(model, no, code, on)
    back = []
    if firm is not None and no.unless(firm.successor is not None, Group.STAGE):
        existing(model, no, firm.successor or "", on, stands=True)
        here = [each for each in model.claims.values() if each.enterprise == firm.successor]
        back = [claim for claim in here if claim.passed[-1:] == [code]]
        paid = any(sum(claim.settled) > claim.paid_then for claim in back)
        no.unless(not paid, Group.STAGE)
    yield
    assert firm is not None
    firm.successor = None
    for claim in back:
        claim.passed.pop()
        claim.enterprise, claim.paid_then = code, sum(claim.settled)


@answers("enterprises.debar", OFFICE)
def debar(
    model: Programme, no: Grounds, *, code: str, reason: str, on: date, **told: object
) -> Answer:
    """Keep a firm from claiming; what it has promised stands."""
    firm = existing(model, no, code, on, stands=True)
    yield
    assert firm is not None
    firm.debarred = reason


@answers("enterprises.reinstate", OFFICE)
def reinstate(model: Programme, no: Grounds, *, code: str, on: date, **told: object) -> Answer:
    """Let it claim again."""
    firm = existing(model, no, code, on)
    if firm is not None:
        no.unless(firm.debarred is not None, Group.STAGE)
    yield
    assert firm is not None
    firm.debarred = None


@answers("enterprises.name_contact", OFFICE, ENTERPRISE, party=the_firm)
def name_contact(
    model: Programme,
    no: Grounds,
    *,
    code: str,
    person: str,
    details: Details,
    on: date,
    **told: object,
) -> Answer:
    """Keep who is to be spoken to."""
    existing(model, no, code, on, stands=True)
    no.unless(bool(details) or person in model.subjects, Group.AMOUNT)
    meets(model, no, person, details, on)
    yield
    met(model, person, "contact", details)


@answers("teams.register", OFFICE, TEAM)
def register_team(
    model: Programme,
    no: Grounds,
    *,
    team_id: str,
    name: str,
    lead: str,
    on: date,
    details: Details = (),
    **told: object,
) -> Answer:
    """Register a team under its leader's reference."""
    backwards(model, no, on)
    known = model.teams.get(team_id)
    no.unless(known is None or (known.name, known.lead) == (name, lead), Group.TWICE)
    meets(model, no, lead, details, on)
    yield
    model.teams.setdefault(team_id, Team(name, lead, on))
    met(model, lead, "lead", details)


def the_team(model: Programme, no: Grounds, team_id: str, on: date) -> Team | None:
    """Say whether a team is registered."""
    backwards(model, no, on)
    team = model.teams.get(team_id)
    no.unless(team is not None, Group.UNKNOWN)
    return team


@answers("teams.verify", OFFICE)
def verify_team(model: Programme, no: Grounds, *, team_id: str, on: date, **told: object) -> Answer:
    """Note that its papers were seen."""
    team = the_team(model, no, team_id, on)
    yield
    assert team is not None
    team.verified = team.verified or on


@answers("teams.debar", OFFICE)
def debar_team(model: Programme, no: Grounds, *, team_id: str, on: date, **told: object) -> Answer:
    """Keep a team from taking work on."""
    team = the_team(model, no, team_id, on)
    yield
    assert team is not None
    team.debarred = team.debarred or on


@answers("teams.reinstate", OFFICE)
def reinstate_team(
    model: Programme, no: Grounds, *, team_id: str, on: date, **told: object
) -> Answer:
    """Let a debarred team take work on again (S80)."""
    team = the_team(model, no, team_id, on)
    if team is not None:
        no.unless(team.debarred is not None, Group.STAGE)
    yield
    assert team is not None and team.debarred is not None
    team.was_debarred.append((team.debarred, on))
    team.debarred = None
