"""What approval and payment both look at, and what comes back of a payment."""

from __future__ import annotations

from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import ORDER, able, by_debtor, held_money
from tests.programme_model.answers.named import goes, no_gift_for
from tests.programme_model.figures import (
    GENERAL,
    GOVERNMENT,
    Account,
    Credit,
    Disbursement,
    Gift,
    Part,
    Programme,
    Recovery,
)
from tests.programme_model.rights import ACCOUNTANT, answers, of_paper, one_person_twice
from tests.programme_model.shares import free_of, largest_remainder, less, taken

from lixia_domain.kernel.money import Money


def own_spending(model: Programme, paper: Disbursement, actor: str) -> bool:
    """Tell whether somebody asked for this money, paid it, got it, or leads the team that did."""
    team = model.teams.get(paper.team)
    lead = "" if team is None else team.lead
    own = (paper.requester, paper.payee, paper.paid_by, lead)
    return any(one_person_twice(model, actor, other) for other in own if other)


def unrelated(
    model: Programme, no: Grounds, paper: Disbursement, deciders: tuple[str, ...], on: date
) -> None:
    """Refuse council, relatives, interested parties; whoever else is tied abstains (S25)."""
    keeper = model.foundations.get(model.funds[paper.fund].foundation)
    terms = [] if keeper is None else [one for one in keeper.terms if one[1] != "manager"]
    sat = {str(one[0]) for one in terms}
    sits = {str(who) for who, _, since, until in terms if covers(since, until, on)}

    def meant(party: str) -> bool:
        return party == paper.team or one_person_twice(model, party, paper.payee)

    for party, person, tie, since, until in [] if keeper is None else keeper.ties:
        if covers(since, until, on) and meant(party):
            gone = tie == "council_relative" and person in sat - sits
            no.unless(gone or tie == "supplier", Group.CONSENT)
            own = any(one_person_twice(model, person, who) for who in deciders)
            no.unless(tie != "supplier" or not own, Group.PERSONS)
    no.unless(not any(one_person_twice(model, who, paper.payee) for who in sits), Group.CONSENT)


def covers(since: object, until: object, on: date) -> bool:
    """Tell whether an office was held on a day: not any more on the day of leaving."""
    assert isinstance(since, date)
    return since <= on and (not isinstance(until, date) or on < until)


def look_again(
    model: Programme,
    no: Grounds,
    paper_id: str,
    paper: Disbursement,
    deciders: tuple[str, ...],
    on: date,
) -> None:
    """Say whether a tranche may be approved, or paid, as things are now (S52, S61)."""
    unrelated(model, no, paper, deciders, on)
    project = model.projects[paper.project]
    no.unless(project.stage in ("executing", "acceptance", "accepted"), Group.STAGE)
    no.unless(project.suspended is None, Group.FROZEN)
    no.unless(not project.failed_review, Group.STAGE)
    mine = (project.team, project.agreement) == (paper.team, paper.agreement)
    no.unless(mine, Group.OTHER)
    able(model, no, paper.team)
    earlier = {p: model.papers[p] for p in project.granted if p != paper_id}
    no.unless(all(other.owed == 0 for other in earlier.values()), Group.EARLIER)
    same = [other for other in earlier.values() if other.agreement == paper.agreement]
    twice = any(
        other.stage in ("approved", "paid", "settled") and other.tranche == paper.tranche
        for other in same
    )
    no.unless(not twice, Group.TWICE)
    signed = model.agreements.get((paper.team, paper.agreement), ("", 0, ""))
    allowed = signed[1] if signed[0] == paper.project else 0
    no.unless(sum(other.outstanding > 0 for other in same) <= allowed, Group.EARLIER)


def reserve_answer(model: Programme, no: Grounds, paper: Disbursement, on: date) -> dict[str, int]:
    """Say which gifts a tranche would be paid of, if there is enough of its class."""
    account = model.accounts.get((paper.fund, paper.designation))
    if not no.unless(account is not None, Group.UNKNOWN) or account is None:
        return {}
    no.unless(not account.frozen, Group.FROZEN)
    no.unless(not account.short, Group.SHORT)
    government = paper.designation == GOVERNMENT
    free = sum(free_of(account, on, government=government).values())
    if not no.unless(paper.amount <= free, Group.AMOUNT):
        return {}
    return taken(account, paper.amount, on, government=government)


def release_line(model: Programme, paper_id: str, paper: Disbursement, amount: int) -> None:
    """Give back to the budget line what a tranche did not use."""
    project = model.projects[paper.project]
    line, held = project.commitments.pop(paper_id, (paper.line, 0))
    if held > amount:
        project.commitments[paper_id] = (line, held - amount)


def came_back(
    model: Programme,
    credit_id: str,
    paper: Disbursement,
    amount: int,
    shares: dict[str, int],
    owed: int,
    on: date,
) -> Recovery:
    """Put what came back into the gifts it had been paid from; what is short is made good first."""
    credit: Credit = model.credits[credit_id]
    goes(credit, amount, no_gift_for(paper.designation))
    credit.held -= amount
    model.account(credit.fund, "suspense").suspense -= amount
    gift = credit.next_part(credit_id)
    credit.parts.append(Part(gift, paper.fund, paper.designation, amount, "recovery"))
    account = model.accounts[paper.fund, paper.designation]
    for key, part in shares.items():
        lies = account.gifts.setdefault(key, Gift(0, "", date.min))
        lies.out = max(0, lies.out - part)
    places = lies_again(model, account, shares, on)
    return Recovery(credit_id, amount, dict(shares), owed, places)


def lies_again(
    model: Programme, account: Account, shares: dict[str, int], on: date
) -> dict[str, tuple[str, str]]:
    """Put shares back on their gifts; return where each lies: what it had been lent for goes on.

    What is short of a gift is made good by it first.
    """
    for key, part in shares.items():
        lies = account.gifts[key]
        lies.balance += part
        if (short := account.short.get(key)) is not None:
            put = min(part, short.amount)
            lies.balance -= put
            less_short(account, key, put)
    places = dict.fromkeys(shares, (account.fund, account.designation))
    for key, part in shares.items():
        if given_back(model, account, key, part, on):
            places[key] = (account.fund, GENERAL)
    return places


def give_back_what_waited(model: Programme, fund: str, designation: str, on: date) -> None:
    """Let what came back while an account was frozen go on, once that is lifted."""
    for place, account in list(model.accounts.items()):
        if place[0] != fund or place[1] == GENERAL or designation not in (place[1], GENERAL):
            continue
        for key, lent in account.lent.items():
            if key in account.gifts and given_back(model, account, key, lent, on):
                for paper in model.papers.values():
                    for back in (*paper.recoveries, *([paper.bounced] if paper.bounced else ())):
                        if back.places.get(key) == place:
                            back.places[key] = (fund, GENERAL)


def given_back(model: Programme, account: Account, key: str, part: int, on: date) -> bool:
    """Let what came back go to the unrestricted money that had made it good; tell whether any did.

    Not of a gift that is its donor's still, nor where it, its account or the other one is frozen.
    """
    stands = any(one.gift == key for one in model.credits[key.rpartition("#")[0]].parts)
    lent = account.lent.get(key, 0) - account.repaid.get(key, 0)
    lies, general = account.gifts[key], model.look(account.fund, GENERAL)
    amount = min(part, lent, lies.balance - lies.reserved)
    project = model.projects.get(account.designation)
    cancelled = project is not None and project.cancelled is not None
    stuck = any(by == ORDER or not cancelled for by, _ in account.freezes)
    if stands or amount <= 0 or lies.frozen or stuck or general.frozen:
        return False
    account.repaid[key] = account.repaid.get(key, 0) + amount
    lies.balance -= amount
    general = model.account(account.fund, GENERAL)
    donor = model.gone[key].donor if key in model.gone else lies.donor
    general.take_in(key, Gift(amount, donor, on))
    if (short := general.short.get(key)) is not None:
        put = min(amount, short.amount)
        general.gifts[key].balance -= put
        less_short(general, key, put)
    return True


def less_short(account: Account, gift: str, amount: int) -> None:
    """Note that so much of what is short was made good."""
    account.short[gift].amount -= amount
    if not account.short[gift].amount:
        del account.short[gift]


@answers("disbursements.bounce", ACCOUNTANT, foundation=of_paper)
def bounce(
    model: Programme,
    no: Grounds,
    *,
    disbursement_id: str,
    credit: str,
    on: date,
    **told: object,
) -> Answer:
    """Note that the bank sent the whole payment back, by an entry that is on record."""
    paper = model.papers.get(disbursement_id)
    if no.unless(paper is not None, Group.UNKNOWN) and paper is not None:
        no.unless(paper.stage == "paid" and paper.unaccounted == paper.amount, Group.STAGE)
        held_money(model, no, credit, paper.fund, paper.amount, on, paper.designation)
    yield
    assert paper is not None
    back = came_back(model, credit, paper, paper.amount, paper.shares, paper.owed, on)
    release_line(model, disbursement_id, paper, paper.amount)
    paper.bounced = back
    paper.stage, paper.shares, paper.unrecovered, paper.owed = "ended", {}, {}, 0


@answers("disbursements.recover", ACCOUNTANT, foundation=of_paper)
def recover(
    model: Programme,
    no: Grounds,
    *,
    disbursement_id: str,
    amount: Money,
    credit: str,
    on: date,
) -> Answer:
    """Take back what was not spent or not allowed, into the gifts it came from."""
    paper = model.papers.get(disbursement_id)
    if no.unless(paper is not None, Group.UNKNOWN) and paper is not None:
        no.unless(paper.stage == "paid", Group.STAGE)
        no.unless(0 < amount.fen <= paper.unaccounted, Group.AMOUNT)
        paying = held_money(model, no, credit, paper.fund, amount.fen, on, paper.designation)
        if paying is not None and paying.payer_ref in model.enterprises:
            by_debtor(model, no, paying, (paper.payee,))
    yield
    assert paper is not None
    shares = largest_remainder(amount.fen, paper.unrecovered)
    owed = max(0, paper.owed - amount.fen)
    back = came_back(model, credit, paper, amount.fen, shares, paper.owed - owed, on)
    release_line(model, disbursement_id, paper, amount.fen)
    paper.recoveries.append(back)
    paper.owed = owed
    paper.recovered += amount.fen
    paper.unrecovered = less(paper.unrecovered, shares)
    if paper.outstanding == 0:
        paper.stage = "settled"
