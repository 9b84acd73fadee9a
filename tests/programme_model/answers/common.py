"""What several answers ask: is the month open, is money held, does a gift go."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from tests.programme_model.answer import Grounds, Group
from tests.programme_model.answers.named import goes, may_go, no_gift_for
from tests.programme_model.figures import (
    GENERAL,
    SUSPENSE,
    Account,
    Credit,
    Gift,
    Part,
    Programme,
    Project,
)
from tests.programme_model.rights import one_person_twice

from lixia_domain.kernel.roles import Role

ORDER = "order"
"""Whose a freeze is that is not the programme's own."""


def month(day: date) -> str:
    """Return the accounting month of a day."""
    return f"{day:%Y-%m}"


def posting(model: Programme, no: Grounds, fund_id: str, on: date) -> bool:
    """Say whether a fund's books are open: it stands, and the month is not closed."""
    fund = model.funds.get(fund_id)
    if not no.unless(fund is not None, Group.UNKNOWN) or fund is None:
        return False
    backwards(model, no, on)
    return no.unless(not fund.closed and month(on) > fund.closed_through, Group.CLOSED)


def receiving(model: Programme, no: Grounds, fund_id: str, on: date) -> bool:
    """Say whether a month is open for what the bank says, in a fund that is closed as well."""
    fund = model.funds.get(fund_id)
    if not no.unless(fund is not None, Group.UNKNOWN) or fund is None:
        return False
    backwards(model, no, on)
    return no.unless(month(on) > fund.closed_through, Group.CLOSED)


def given_by(model: Programme, code: str, credit: Credit) -> bool:
    """Tell whether an entry is a firm's: of its legal donor, else of its payer."""
    if credit.donor:
        return model.successor(credit.donor) == model.successor(code)
    return paid_by(model, code, credit)


def beside(
    model: Programme, no: Grounds, account: str, actor: str, foundation: str, *roles: Role
) -> None:
    """Refuse who is said to decide beside whoever acts, but may not, or is the same person."""
    if model.closed_roster:
        known = model.members.get(account)
        there = known is not None and not known.suspended
        held = known.roles if known is not None else set()
        stands = any(role in roles and whose == foundation for role, whose in held)
        no.unless(there and stands, Group.RIGHTS)
    no.unless(not one_person_twice(model, account, actor), Group.RIGHTS)


def backwards(model: Programme, no: Grounds, on: date) -> None:
    """Allow that what is dated back is refused: dates within one stream never run backwards."""
    if on < model.today:
        no.perhaps.add(Group.DATES)


def able(model: Programme, no: Grounds, team: str) -> None:
    """Refuse a registered team that nobody has seen, or that is debarred."""
    known = model.teams.get(team)
    no.unless(known is None or known.able, Group.STAGE)


def held_money(
    model: Programme,
    no: Grounds,
    credit_id: str,
    fund: str,
    amount: int,
    on: date,
    use: str,
    *,
    gift_else: bool = False,
) -> Credit | None:
    """Say whether so much of a bank's entry waits for that ``use``, on the fund's account.

    ``gift_else``: whether it would be a gift if it were not what it is said to be (S56).
    """
    credit = model.credits.get(credit_id)
    if not no.unless(credit is not None, Group.UNKNOWN) or credit is None:
        return None
    no.unless(credit.fund == fund, Group.FUND)
    out_of_suspense(model, no, credit)
    no.unless(credit.no_gift or not credit.meant, Group.CONSENT)
    may_go(no, credit, amount, no_gift_for(use))
    states = {code for code, firm in model.enterprises.items() if firm.states}
    no.unless(not gift_else or (credit.donor or credit.payer_ref) not in states, Group.CONSENT)
    no.unless(not credit.reversed and not credit.apportioned, Group.STAGE)
    no.unless(0 < amount <= credit.held, Group.AMOUNT)
    receiving(model, no, credit.fund, on)
    return credit


def paid_by(model: Programme, code: str, credit: Credit) -> bool:
    """Tell whether a firm paid: by its code, where the bank has one, else by its name."""
    if credit.payer_ref is not None:
        return model.successor(credit.payer_ref) == model.successor(code)
    return model.enterprises[code].name == credit.payer


def by_debtor(model: Programme, no: Grounds, credit: Credit, debtors: Collection[str]) -> None:
    """Refuse what nobody paid who owes it, nor another for one of them (S63, S64)."""
    pays = {credit.payer_known, credit.donor}
    paid = (
        each in pays or (each in model.enterprises and paid_by(model, each, credit))
        for each in debtors
    )
    no.unless(any(paid), Group.OTHER)


def out_of_suspense(model: Programme, no: Grounds, credit: Credit) -> None:
    """Refuse to let held money go that a court has frozen (S54)."""
    no.unless(not model.look(credit.fund, SUSPENSE).frozen, Group.FROZEN)


def take(
    model: Programme, credit_id: str, kind: str, amount: int, fund: str, designation: str
) -> str:
    """Take held money into an account as what it is; return under which id."""
    credit = model.credits[credit_id]
    goes(credit, amount, no_gift_for(designation))
    credit.held -= amount
    model.account(credit.fund, SUSPENSE).suspense -= amount
    gift = credit.next_part(credit_id)
    part = Part(gift, fund, designation, amount, kind)
    part.places.add((fund, designation))
    credit.parts.append(part)
    return gift


def part_of(model: Programme, no: Grounds, gift: str) -> tuple[Credit, Part] | None:
    """Find the part of a bank's entry that is a gift."""
    credit = model.credits.get(gift.rpartition("#")[0])
    parts = [] if credit is None else [part for part in credit.parts if part.gift == gift]
    if not no.unless(bool(parts), Group.UNKNOWN) or credit is None:
        return None
    return credit, parts[0]


def whose(model: Programme, gift: str) -> tuple[Credit, Part] | None:
    """Find the part of an entry that a gift is, or was while some of it is its donor's still.

    The bank may have taken the entry back, and what was paid of it have come back later: that is
    the donor's again, unless unrestricted money made it good.
    """
    credit = model.credits.get(gift.rpartition("#")[0])
    if credit is None:
        return None
    stands = next((part for part in credit.parts if part.gift == gift), None)
    if stands is not None:
        return credit, stands
    gone = model.gone.get(gift)
    if gone is None:
        return None
    for (_, designation), account in model.accounts.items():
        lies = account.gifts.get(gift)
        if designation != GENERAL and lies is not None and lies.balance > 0:
            return credit, gone
    return None


def lets_go(model: Programme, no: Grounds, account: Account, gift: Gift) -> None:
    """Refuse to let frozen money go, unless only the project's own cancellation froze it."""
    project = model.projects.get(account.designation)
    cancelled = project is not None and project.cancelled is not None
    no.unless(not gift.frozen, Group.FROZEN)
    no.unless(all(cancelled and by != ORDER for by, _ in account.freezes), Group.FROZEN)


def freeze(account: Account, by: str, reason: str) -> None:
    """Freeze an account, beside others; frozen by those for that before, nothing happens."""
    if (by, reason) not in account.freezes:
        account.freezes.append((by, reason))


def accounts_of(model: Programme, project_id: str) -> list[Account]:
    """Return all accounts for a project, in whatever fund."""
    return [each for (_, use), each in model.accounts.items() if use == project_id]


def claimed(model: Programme, project_id: str) -> int:
    """Return what standing claims take of a project's budget."""
    return sum(
        claim.amount
        for claim in model.claims.values()
        if claim.stands and claim.project == project_id
    )


def offer_on(model: Programme, project_id: str, *, but: str = "") -> None:
    """Offer what is free to those who wait, in turn."""
    project = model.projects[project_id]
    left = project.budget - claimed(model, project_id)
    for waiting, (_, wish) in project.waiting.items():
        if waiting != but and left > 0 and project.stage in ("published", "executing"):
            project.offers[waiting] = min(wish, left)
            left -= project.offers[waiting]


def free_place(model: Programme, project_id: str, claim_id: str) -> int:
    """Return what a claim may take: what stands offered to those before it is theirs."""
    project: Project = model.projects[project_id]
    kept = 0
    for waiting in project.waiting:
        if waiting == claim_id:
            break
        kept += project.offers.get(waiting, 0)
    return max(0, project.budget - claimed(model, project_id) - kept)


def own_agreement(model: Programme, no: Grounds, project_id: str, agreement: str) -> None:
    """Refuse an agreement that is on another project (S60)."""
    on = {key for key, each in model.projects.items() if agreement in each.agreements}
    on |= {told[0] for (_, number), told in model.agreements.items() if number == agreement}
    no.unless(on <= {project_id}, Group.TWICE)


def under_way(project: Project, *stages: str) -> bool:
    """Tell whether a project is at one of some stages and not suspended."""
    return project.stage in stages and project.suspended is None
