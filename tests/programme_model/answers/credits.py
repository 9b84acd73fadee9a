"""Money that arrives: booked, held, allocated, returned, taken back. Each fen is in one place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.answers.common import (
    given_by,
    held_money,
    lets_go,
    offer_on,
    out_of_suspense,
    paid_by,
    part_of,
    posting,
    receiving,
    take,
)
from tests.programme_model.answers.named import came_for as came_for_use
from tests.programme_model.answers.named import (
    came_under,
    first,
    gift_for,
    goes,
    keep,
    may_go,
    returned,
)
from tests.programme_model.figures import (
    GENERAL,
    GOVERNMENT,
    OTHER,
    SUSPENSE,
    Credit,
    Gift,
    Named,
    Part,
    Programme,
)
from tests.programme_model.rights import ACCOUNTANT, answers, of_credit, of_fund

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.application.finance.booking import ToClaim, ToDesignation, Wish
from lixia_domain.kernel.money import Money

BASES = ("agreement", "judgment", "order", "mistake", "apportionment")
GOES_BACK = {"donation": "gift", "interest": "income", "appropriation": "income"}
GOES_BACK |= {"match": "income", "sale": "income", "sponsorship": "income"}
ENDED = ("cancelled", "closed")


def obstacle(model: Programme, credit: Credit, wish: Wish) -> Group | None:
    """Return why money may not go where it is wished to: then it waits."""
    if model.funds[credit.fund].closed:
        return Group.CLOSED
    if isinstance(wish, ToClaim):
        claim = model.claims.get(wish.claim)
        if claim is None:
            return Group.UNKNOWN
        if claim.released or claim.defaulted:
            return Group.STAGE
        if model.enterprises[claim.enterprise].states and not claim.approved:
            return Group.CONSENT
        if claim.fund != credit.fund:
            return Group.FUND
        if not given_by(model, claim.enterprise, credit):
            return Group.CONSENT
        if owed_approval(model, credit) - {claim.enterprise}:
            return Group.CONSENT
        if claim.missing(wish.instalment) == 0:
            return Group.STAGE
        project = model.projects[claim.project]
        return Group.STAGE if project.stage in ENDED else None
    if owed_approval(model, credit) or states_own(model, credit, wish.designation):
        return Group.CONSENT
    found = model.projects.get(wish.designation)
    return Group.STAGE if found is not None and found.stage in ENDED else None


def states_own(model: Programme, credit: Credit, designation: str) -> bool:
    """Tell whether the state's money is given without a claim that could be approved (S56)."""
    code = credit.donor or credit.payer_ref
    if code is None:
        here = [
            c.enterprise for c in model.claims.values() if c.project == designation and c.stands
        ]
        code = next((each for each in here if paid_by(model, each, credit)), None)
    return code in model.enterprises and model.enterprises[code].states


def owed_approval(model: Programme, credit: Credit) -> set[str]:
    """Return whose state's money came for its own claim: it stays that, whatever is declared."""
    firms = {model.claims[claim].enterprise for claim in credit.meant}
    return {
        each for each in firms if model.enterprises[each].states and paid_by(model, each, credit)
    }


def came_for(model: Programme, wishes: Sequence[Wish]) -> tuple[str, ...]:
    """Return for which claims money comes, as far as there are such."""
    return tuple(w.claim for w in wishes if isinstance(w, ToClaim) and w.claim in model.claims)


def use_of(model: Programme, wish: Wish) -> str:
    """Return where money is wished to go."""
    return model.claims[wish.claim].project if isinstance(wish, ToClaim) else wish.designation


def not_taken_in(model: Programme, credit: Credit, wishes: Sequence[Wish]) -> list[str]:
    """Return the uses that money came for without a claim, where they can't take it in."""
    return [
        wish.designation
        for wish in wishes
        if isinstance(wish, ToDesignation) and obstacle(model, credit, wish) is not None
    ]


def wanted(model: Programme, credit: Credit, wish: Wish, left: int) -> int:
    """Return how much of what is left goes where it is wished to, as things stand."""
    amount = left if wish.amount is None else wish.amount.fen
    if obstacle(model, credit, wish) is not None:
        return 0
    others = [each for each in credit.named if not gift_for(use_of(model, wish))(each)]
    amount = min(amount, max(0, left - sum(each.amount for each in others)) if others else amount)
    if isinstance(wish, ToDesignation):
        return amount
    return min(amount, model.claims[wish.claim].missing(wish.instalment))


def give(model: Programme, credit_id: str, wish: Wish, amount: int, on: date) -> str:
    """Make a gift of money that lies open."""
    credit = model.credits[credit_id]
    goes(credit, amount, gift_for(use_of(model, wish)))
    gift, donor, claim = credit.next_part(credit_id), credit.donor, ""
    number: int | None = None
    if isinstance(wish, ToClaim):
        promised = model.claims[wish.claim]
        number = wish.instalment or promised.next_open() or 0
        promised.settled[number - 1] += amount
        donor, claim, use = promised.enterprise, wish.claim, promised.project
    else:
        use = wish.designation
    account = model.account(credit.fund, use)
    whose = donor or credit.payer_known
    account.take_in(gift, Gift(amount, whose, on, claim=claim))
    part = Part(gift, credit.fund, use, amount, "donation", claim or None, number, whose)
    part.places.add((credit.fund, use))
    credit.parts.append(part)
    return gift


@answers("credits.book", ACCOUNTANT, foundation=of_fund())
def book(
    model: Programme,
    no: Grounds,
    *,
    credit_id: str,
    fund_id: str,
    notice: Notice,
    wishes: Sequence[Wish],
    on: date,
    **told: object,
) -> Answer:
    """Book an entry once: again is known, otherwise told is a conflict, and no money (S12)."""
    no.unless(notice.amount.fen > 0, Group.AMOUNT)
    new = Credit(fund_id, notice.amount.fen, notice.payer, notice.payer_ref, notice.value_date)
    new.meant = came_for(model, wishes)
    known = model.credits.get(credit_id)
    if known is not None:
        no.unless(known.fund == fund_id, Group.TWICE)
        outcome = yield
        said = (known.amount, known.payer, known.payer_ref, known.day)
        same = said == (new.amount, new.payer, new.payer_ref, new.day)
        assert outcome == ("known" if same else "conflicted"), outcome
        return
    if receiving(model, no, fund_id, on):
        left = new.amount
        for wish in wishes:
            unknown = isinstance(wish, ToDesignation) and not (
                wish.designation == GENERAL or wish.designation in model.projects
            )
            amount = wanted(model, new, wish, left)
            no.unless(not (unknown and amount), Group.UNKNOWN)
            no.unless(amount <= left, Group.AMOUNT)
            left -= amount
    outcome = yield
    assert outcome == "new", outcome
    model.credits[credit_id] = new
    new.held = new.amount
    for wish in wishes:
        if amount := wanted(model, new, wish, new.held):
            give(model, credit_id, wish, amount, on)
            new.held -= amount
    if new.held:
        came_under(model, new, new.meant, not_taken_in(model, new, wishes))
    left, new.meant = new.held, new.meant if new.held else ()
    model.account(fund_id, SUSPENSE).suspense += left


def all_of_it(model: Programme, credit: Credit, wish: Wish) -> int:
    """Return what a direction that names no amount asks for: all, up to what is due."""
    if isinstance(wish, ToClaim) and wish.claim in model.claims:
        return min(credit.held, model.claims[wish.claim].missing(wish.instalment))
    return credit.held


@answers("credits.allocate", ACCOUNTANT, foundation=of_credit())
def allocate(
    model: Programme,
    no: Grounds,
    *,
    credit_id: str,
    wishes: Sequence[Wish],
    on: date,
) -> Answer:
    """Direct held money: an amount that is named is had, or refused."""
    credit = model.credits.get(credit_id)
    wish = wishes[0]
    amount = 0
    if no.unless(credit is not None, Group.UNKNOWN) and credit is not None:
        posting(model, no, credit.fund, on)
        no.unless(not credit.reversed and not credit.apportioned, Group.STAGE)
        against = obstacle(model, credit, wish)
        no.unless(against is None, against or Group.STAGE)
        amount = wish.amount.fen if wish.amount else all_of_it(model, credit, wish)
        no.unless(0 < amount <= credit.held, Group.AMOUNT)
        if not isinstance(wish, ToClaim) or wish.claim in model.claims:
            may_go(no, credit, amount, gift_for(use_of(model, wish)))
        out_of_suspense(model, no, credit)
        if isinstance(wish, ToClaim) and against is None:
            claim = model.claims[wish.claim]
            no.unless(amount <= claim.missing(wish.instalment), Group.AMOUNT)
        elif isinstance(wish, ToDesignation):
            known = wish.designation == GENERAL or wish.designation in model.projects
            no.unless(known, Group.UNKNOWN)
    outcome = yield
    assert credit is not None
    assert outcome == [give(model, credit_id, wish, amount, on)], outcome
    credit.held -= amount
    model.account(credit.fund, SUSPENSE).suspense -= amount


@answers("credits.direct", ACCOUNTANT, foundation=of_credit())
def direct(
    model: Programme, no: Grounds, *, credit_id: str, to: str, amount: Money, **told: object
) -> Answer:
    """Let what was paid for another use be for that which its payer's own document names (S54)."""
    credit, there = model.credits.get(credit_id), gift_for(to)
    no.unless(to in (GENERAL, GOVERNMENT, OTHER) or to in model.projects, Group.UNKNOWN)
    if no.unless(credit is not None, Group.UNKNOWN) and credit is not None:
        no.unless(not credit.reversed, Group.STAGE)
        others = sum(each.amount for each in credit.named if not there(each))
        no.unless(0 < amount.fen <= others, Group.AMOUNT)
    yield
    assert credit is not None
    own = [each for each in credit.named if there(each)]
    elsewhere = [each for each in credit.named if not there(each)]
    first(elsewhere, amount.fen)
    credit.named = [*own, *(each for each in elsewhere if each.amount)]
    keep(credit, (Named(amount.fen, frozenset({to}), gift=to not in (GOVERNMENT, OTHER)),))
    credit.no_gift = credit.no_gift or to == OTHER


@answers("credits.return_held", ACCOUNTANT, foundation=of_credit())
def return_held(
    model: Programme,
    no: Grounds,
    *,
    credit_id: str,
    amount: Money,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Return held money to its payer."""
    credit = model.credits.get(credit_id)
    if no.unless(credit is not None, Group.UNKNOWN) and credit is not None:
        no.unless(not credit.reversed, Group.STAGE)
        no.unless(0 < amount.fen <= credit.held, Group.AMOUNT)
        out_of_suspense(model, no, credit)
        receiving(model, no, credit.fund, on)
    yield
    assert credit is not None
    returned(credit, amount.fen)
    credit.held -= amount.fen
    credit.returned += amount.fen
    credit.returned_on = credit.returned_on or on
    credit.returned_by = actor
    model.account(credit.fund, SUSPENSE).suspense -= amount.fen


def goes_back(
    model: Programme,
    no: Grounds,
    gift: str,
    amount: int,
    basis: str,
    on: date,
    *,
    how: str,
    found_so: bool = False,
) -> None:
    """Say whether a part of a gift may go back, as what it is.

    Where all of it was ``found_so``, apportioned, it goes back spent or not.
    """
    no.unless(basis in BASES, Group.CONSENT)
    found = part_of(model, no, gift)
    if found is None:
        return
    credit, part = found
    no.unless(not credit.reversed, Group.STAGE)
    if not no.unless(GOES_BACK.get(part.kind) == how, Group.KIND):
        return
    posting(model, no, part.fund, on)
    if part.kind == "sponsorship":
        other = model.look(part.fund, OTHER)
        no.unless(not other.frozen, Group.FROZEN)
        no.unless(0 < amount <= min(other.other, part.amount), Group.AMOUNT)
        return
    lies = [model.look(*place) for place in places(part)]
    if basis == "apportionment" and found_so:
        for account in lies:
            if account.came.get(gift):
                known = account.gifts.get(gift, Gift(0, part.donor, date.min))
                lets_go(model, no, account, known)
        return
    no.unless(any(gift in account.gifts for account in lies), Group.UNKNOWN)
    no.unless(0 < amount <= part.amount, Group.AMOUNT)
    left = amount
    for account in lies:
        known = account.gifts.get(gift)
        if left > 0 and known is not None and known.balance > known.reserved:
            lets_go(model, no, account, known)
            left -= known.balance - known.reserved
    no.unless(left <= 0, Group.AMOUNT)
    if no.found & {Group.AMOUNT}:
        no.perhaps.add(Group.FROZEN)


def places(part: Part) -> list[tuple[str, str]]:
    """Return on which accounts something of a gift may lie: where it went last before others."""
    last = (part.fund, part.designation)
    return [last, *sorted(part.places - {last})]


def went_back(model: Programme, gift: str, amount: int, by: str, *, owed: bool = True) -> None:
    """Note that a part of a gift went back: its receipt is reversed.

    Its instalment is open again, if it is ``owed``; else nothing of it is promised any more.
    """
    credit = model.credits[gift.rpartition("#")[0]]
    part = next(part for part in credit.parts if part.gift == gift)
    if part.kind == "sponsorship":
        model.account(part.fund, OTHER).other -= amount
    left = amount
    for place in places(part) if part.kind != "sponsorship" else ():
        account = model.account(*place)
        known = account.gifts.get(gift)
        free = 0 if known is None else known.balance - known.reserved
        if taken := min(left, free):
            account.let_go(gift, taken)
            left -= taken
    part.amount -= amount
    part.returned += amount
    credit.returned += amount
    credit.returns.append(came_for_use(credit, part, amount))
    credit.returned_on = credit.returned_on or model.today
    credit.returned_by = by
    unsettle(model, part, amount)
    if not owed:
        promise_less(model, part, amount)
    if part.match:
        promised = model.account(part.fund, part.designation).matches[part.match]
        promised[1] = int(str(promised[1])) - amount
    if (number := credit.receipts.pop(gift, None)) is not None:
        model.receipts[number] = ("reversed", gift)


def unsettle(model: Programme, part: Part, amount: int) -> None:
    """Let the instalment that a gift had paid be open by so much again."""
    if part.claim is not None and part.instalment is not None:
        model.claims[part.claim].settled[part.instalment - 1] -= amount


def promise_less(model: Programme, part: Part, amount: int) -> None:
    """Let claim and pledge shrink by what lawfully went back, the place of the rest kept (S58)."""
    if part.claim is None or part.instalment is None:
        return
    claim = model.claims[part.claim]
    if not claim.released:
        claim.released = sum(promised for _, promised in claim.plan) == amount
    if not claim.released:
        due, promised = claim.plan[part.instalment - 1]
        claim.plan[part.instalment - 1] = (due, promised - amount)
        claim.demands = [demand for demand in claim.demands if demand[0] != part.instalment]
    if claim.stands:
        claim.amount -= amount
        claim.stands = claim.amount > 0
        offer_on(model, claim.project)


@answers("credits.return_gift", ACCOUNTANT, foundation=of_credit("gift"))
def return_gift(
    model: Programme,
    no: Grounds,
    *,
    gift: str,
    amount: Money,
    basis: str,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Return a donation, at most what is unspent of it, on a cited basis (S18, S19)."""
    goes_back(model, no, gift, amount.fen, basis, on, how="gift")
    yield
    went_back(model, gift, amount.fen, actor, owed=basis == "mistake")


@answers("credits.return_income", ACCOUNTANT, foundation=of_credit("gift"))
def return_income(
    model: Programme,
    no: Grounds,
    *,
    gift: str,
    amount: Money,
    basis: str,
    on: date,
    actor: str,
    **told: object,
) -> Answer:
    """Return interest, government money or sale proceeds, as what they are (S65)."""
    goes_back(model, no, gift, amount.fen, basis, on, how="income")
    yield
    went_back(model, gift, amount.fen, actor)


@answers("credits.settle_donor", ACCOUNTANT, foundation=of_credit())
def settle_donor(
    model: Programme, no: Grounds, *, credit_id: str, donor: str, on: date, **told: object
) -> Answer:
    """Settle who the legal donor is, once (S15)."""
    credit = model.credits.get(credit_id)
    if no.unless(credit is not None, Group.UNKNOWN) and credit is not None:
        no.unless(not credit.reversed, Group.STAGE)
        no.unless(credit.donor in (None, donor), Group.TWICE)
        given = any(part.kind == "donation" and part.amount > 0 for part in credit.parts)
        no.unless(credit.donor is not None or not given, Group.STAGE)
    yield
    assert credit is not None
    credit.donor = donor


@answers("incomes.receive_sponsorship", ACCOUNTANT, foundation=of_credit())
def receive_sponsorship(
    model: Programme, no: Grounds, *, credit_id: str, amount: Money, on: date, **told: object
) -> Answer:
    """Book held money as sponsorship: other income, no gift (S27)."""
    known = model.credits.get(credit_id)
    fund = known.fund if known else ""
    held_money(model, no, credit_id, fund, amount.fen, on, OTHER, gift_else=True)
    posting(model, no, fund, on)
    yield
    assert known is not None
    take(model, credit_id, "sponsorship", amount.fen, known.fund, OTHER)
    model.account(known.fund, OTHER).other += amount.fen
