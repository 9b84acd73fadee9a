"""Who may do what, for whom, and who is whose second account."""

from __future__ import annotations

from collections.abc import Callable

from tests.programme_model.acts import Act
from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.figures import Programme

from lixia_domain.kernel.roles import Role

OFFICE, ACCOUNTANT, CASHIER = Role.PROGRAMME_OFFICE, Role.ACCOUNTANT, Role.CASHIER
APPROVER, KEEPER, TEAM = Role.APPROVER, Role.RECEIPT_KEEPER, Role.TEAM
ENTERPRISE, ADMIN, AUDITOR = Role.ENTERPRISE, Role.ADMINISTRATOR, Role.AUDITOR
OF_A_FOUNDATION = frozenset({ACCOUNTANT, CASHIER, APPROVER, KEEPER})

Whose = Callable[..., "str | frozenset[str] | None"]
"""From the model and what a command is given: whose business it is, nothing if nobody's known."""


def nobodys(model: Programme, **given: object) -> str | None:
    """Return that an act is nobody's own business: whoever has the role may."""
    return ""


class Said:
    """What the model knows of one kind of command: who may, whose business it is, the answer."""

    def __init__(
        self,
        answer: Callable[..., Answer],
        by: tuple[Role, ...],
        foundation: Whose,
        party: Whose,
    ) -> None:
        self.answer, self.by, self.foundation, self.party = answer, by, foundation, party


ANSWERS: dict[str, Said] = {}
"""By module and name of the use case."""


def answers(
    does: str, *by: Role, foundation: Whose = nobodys, party: Whose = nobodys
) -> Callable[[Callable[..., Answer]], Callable[..., Answer]]:
    """Say that a function answers commands of a kind, and who may give them."""

    def keep(function: Callable[..., Answer]) -> Callable[..., Answer]:
        ANSWERS[does] = Said(function, by, foundation, party)
        return function

    return keep


def authorised(
    model: Programme, grounds: Grounds, act: Act, said: Said, *, again: bool = False
) -> None:
    """Refuse who is no member in force, has not the role, or stands for somebody else.

    ``again``: what was done under a key is told again to whoever holds the role still, though
    whose business it is may have changed by it.
    """
    if not model.closed_roster:
        return
    member = model.members.get(act.by)
    held = set() if member is None else {whose for role, whose in member.roles if role is act.role}
    fits = member is not None and not member.suspended and act.role in said.by and bool(held)
    if member is not None and act.role is AUDITOR:
        fits = fits and (member.until is None or model.today <= member.until)
    if not grounds.unless(fits, Group.RIGHTS) or again:
        return
    whose: str | frozenset[str] | None = ""
    if act.role in OF_A_FOUNDATION:
        whose = said.foundation(model, **act.given)
    elif act.role in (TEAM, ENTERPRISE):
        whose = said.party(model, **act.given)
    of = whose if isinstance(whose, frozenset) else {whose}
    grounds.unless(whose == "" or bool(of & held), Group.RIGHTS)


def eyes(model: Programme, account: str) -> str:
    """Return whose eyes look through an account: a person's, whatever accounts it has."""
    member = model.members.get(account) if model.closed_roster else None
    return account.lower() if member is None else member.person


def one_person_twice(model: Programme, *accounts: str) -> bool:
    """Tell whether two of these are one person."""
    people = [eyes(model, account) for account in accounts if account]
    return len(set(people)) < len(people)


def of_fund(name: str = "fund_id") -> Whose:
    """Return that it is the business of the foundation that keeps a fund."""

    def whose(model: Programme, **given: object) -> str | None:
        fund = model.funds.get(str(given[name]))
        return None if fund is None else fund.foundation

    return whose


def of_credit(name: str = "credit_id") -> Whose:
    """Return that it is the business of the foundation on whose account money arrived."""

    def whose(model: Programme, **given: object) -> str | None:
        credit = model.credits.get(str(given[name]).rpartition("#")[0] or str(given[name]))
        return None if credit is None else model.funds[credit.fund].foundation

    return whose


def of_debit(model: Programme, *, debit_id: str, **given: object) -> str | None:
    """Return that it is the business of the foundation whose money left."""
    debit = model.debits.get(debit_id)
    return None if debit is None or not debit.fund else model.funds[debit.fund].foundation


def of_paper(model: Programme, *, disbursement_id: str, **given: object) -> str | None:
    """Return that it is the business of the foundation out of whose fund is paid."""
    paper = model.papers.get(disbursement_id)
    return None if paper is None else model.funds[paper.fund].foundation


def teams_paper(model: Programme, *, disbursement_id: str, **given: object) -> str | None:
    """Return that it is the business of the team that is paid."""
    paper = model.papers.get(disbursement_id)
    return None if paper is None else paper.team


def of_claim(model: Programme, *, claim_id: str, **given: object) -> str | None:
    """Return that it is the business of the foundation that a claim is pledged to."""
    claim = model.claims.get(claim_id)
    return None if claim is None else model.funds[claim.fund].foundation


def claimants(model: Programme, *, claim_id: str, **given: object) -> str | None:
    """Return that it is the business of whoever claimed."""
    claim = model.claims.get(claim_id)
    return None if claim is None else claim.enterprise


def of_project(model: Programme, *, project_id: str, **given: object) -> str | None:
    """Return that it is the business of the project's team."""
    project = model.projects.get(project_id)
    return None if project is None else project.team
