"""Money arrives, is directed, held, returned, taken back by the bank."""

from __future__ import annotations

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.answers.common import month
from tests.programme_model.dice import Dice
from tests.programme_model.figures import GENERAL, GOVERNMENT, Credit, Part, Programme
from tests.programme_model.opening import PAPER
from tests.programme_model.rights import ACCOUNTANT, APPROVER
from tests.programme_model.rules.made import rule

from lixia_domain.aggregates.account.facts import Grant
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.application.finance.booking import ToClaim, ToDesignation, Wish
from lixia_domain.kernel.money import Money

BASES = ("agreement", "judgment", "order", "mistake", "好意")


def accountant(model: Programme, dice: Dice, fund: str, does: str, **given: Any) -> Act:
    """Return an act of an accountant of the fund's foundation."""
    keeper = model.funds[fund].foundation if fund in model.funds else cast.A
    by, role = dice.actor(model, ACCOUNTANT, keeper)
    return Act(does, by, role, given)


def notice(dice: Dice, model: Programme, fund: str, claim: str | None) -> Notice:
    """Return what the bank says: who paid for a claim, mostly, or whoever."""
    code = model.claims[claim].enterprise if claim else dice.of(tuple(cast.FIRMS))
    if claim and dice.chance(0.15):
        code = dice.of(tuple(cast.FIRMS))
    firm = model.enterprises[code]
    merged = firm.successor is not None or (claim and model.claims[claim].claimed_by != code)
    payer, ref = firm.name, code if merged or dice.chance(0.6) else None
    if claim is None and dice.chance(0.5):
        payer = dice.of(cast.CITIZENS)
        ref = cast.person(payer) if dice.chance(0.7) else None
    wants = model.claims[claim].missing(None) if claim else 0
    amount = dice.part(wants) if wants else dice.fen(3_000)
    if dice.chance(0.3):
        amount = min(amount, 500)  # equal gifts, so that equal remainders are split
    return Notice(
        account=cast.BANKS[fund],
        value_date=model.today - timedelta(days=dice.random.randrange(3)),
        payer=payer,
        payer_ref=ref,
        amount=Money(max(1, amount)),
        remark="",
    )


def wish(dice: Dice, model: Programme, fund: str, claim: str | None) -> Wish:
    """Return where money is wished to go."""
    if claim is not None:
        return ToClaim(claim=claim, instalment=2 if dice.chance(0.05) else None)
    place = dice.of((GENERAL, *model.projects)) if dice.chance(0.97) else "P-none"
    return ToDesignation(designation=place)


@rule(7)
def book(model: Programme, dice: Dice) -> Act | None:
    """Book an entry of the bank: for a claim, a project, or until somebody says for what."""
    fund = dice.of(("F1", "F1", "F2", "F3")) if dice.chance(0.98) else "F4"
    claims = [c for c, each in model.claims.items() if each.fund == fund and each.missing(None)]
    claim = dice.one(claims) if dice.chance(0.5) else None
    if claim is None and dice.chance(0.04):
        claim = dice.one(model.claims)
    told = notice(dice, model, fund, claim)
    wishes: tuple[Wish, ...] = ()
    if dice.chance(0.65):
        wishes = (wish(dice, model, fund, claim),)
    return accountant(
        model,
        dice,
        fund,
        "credits.book",
        credit_id=model.new("L"),
        fund_id=fund,
        notice=told,
        document=PAPER,
        wishes=wishes,
        on=model.today,
    )


@rule(0.7)
def book_again(model: Programme, dice: Dice) -> Act | None:
    """Tell an entry again: the same, or otherwise, or as another fund's, in another spelling."""
    key = dice.one(model.credits)
    if key is None:
        return None
    known = model.credits[key]
    other = dice.chance(0.4)
    told = Notice(
        account=cast.BANKS[known.fund],
        value_date=known.day,
        payer=known.payer,
        payer_ref=known.payer_ref,
        amount=Money(known.amount + (1 if other else 0)),
        remark="",
    )
    fund = dice.of(tuple(model.funds)) if dice.chance(0.2) else known.fund
    spelled = dice.of((key, key.lower(), key.replace("L", "Ｌ")))
    given: dict[str, Any] = {"document": PAPER, "wishes": (), "on": model.today}
    return accountant(
        model, dice, fund, "credits.book", credit_id=spelled, fund_id=fund, notice=told, **given
    )


def waiting(
    model: Programme,
    dice: Dice,
    fund: str = "",
    by: Collection[str | None] = (),
    *,
    free: bool = False,
) -> str | None:
    """Return a credit of which something is held, if there is one ``by`` one of these.

    ``free``: one that came for no claim, which may become what it turns out to be.
    """
    held = [k for k, c in model.credits.items() if c.held and (not fund or c.fund == fund)]
    if free and dice.chance(0.9):
        held = [k for k in held if not model.credits[k].meant] or held
    theirs = [k for k in held if {model.credits[k].payer_known, model.credits[k].donor} & {*by}]
    return dice.some(theirs if theirs and dice.chance(0.85) else held, model.credits)


@rule(3)
def allocate(model: Programme, dice: Dice) -> Act | None:
    """Direct held money to a claim or a use."""
    key = waiting(model, dice)
    if key is None:
        return None
    credit = model.credits[key]
    fits = [
        c
        for c, each in model.claims.items()
        if each.fund == credit.fund
        and each.missing(None)
        and model.enterprises[each.enterprise].name == credit.payer
    ]
    claim = (dice.one(fits) or dice.one(model.claims)) if dice.chance(0.5) else None
    to = wish(dice, model, credit.fund, claim)
    if dice.chance(0.4):
        amount = Money(dice.fen(max(1, credit.held)))
        to = (
            ToClaim(claim=claim, amount=amount)
            if claim
            else ToDesignation(designation=getattr(to, "designation", GENERAL), amount=amount)
        )
    given = {"credit_id": key, "wishes": (to,), "on": model.today}
    return accountant(model, dice, credit.fund, "credits.allocate", **given)


@rule(1.5)
def direct(model: Programme, dice: Dice) -> Act | None:
    """Note that a payer directs what was paid for another use."""
    named = [key for key, each in model.credits.items() if each.named]
    key = dice.some(named, model.credits)
    if key is None:
        return None
    credit = model.credits[key]
    there = sum(each.amount for each in credit.named) or credit.held
    to = dice.of((GENERAL, GOVERNMENT, "other", "suspense", *model.projects, *model.projects))
    given = {"credit_id": key, "to": to, "amount": Money(dice.part(max(1, there)))}
    given |= {"document": PAPER, "on": model.today}
    return accountant(model, dice, credit.fund, "credits.direct", **given)


@rule(1)
def settle_donor(model: Programme, dice: Dice) -> Act | None:
    """Settle whose gift held money is."""
    key = waiting(model, dice)
    if key is None:
        return None
    donor = dice.of((*cast.FIRMS, cast.person("王**")))
    given = {"credit_id": key, "donor": donor, "document": PAPER, "on": model.today}
    return accountant(model, dice, model.credits[key].fund, "credits.settle_donor", **given)


@rule(1.5)
def return_held(model: Programme, dice: Dice) -> Act | None:
    """Return held money to its payer."""
    key = waiting(model, dice)
    if key is None:
        return None
    credit = model.credits[key]
    amount = Money(dice.part(max(1, credit.held)))
    given = {"credit_id": key, "amount": amount, "basis": "超出应付", "document": PAPER}
    return accountant(model, dice, credit.fund, "credits.return_held", **given, on=model.today)


def a_part(model: Programme, dice: Dice, *kinds: str) -> tuple[Credit, Part] | None:
    """Return a part of some credit, mostly of one of these kinds."""
    parts = [(c, part) for c in model.credits.values() for part in c.parts]
    return dice.some([(c, part) for c, part in parts if part.kind in kinds and part.amount], parts)


def back(model: Programme, dice: Dice, does: str, *kinds: str) -> Act | None:
    """Return a part of what arrived as what it is, or as what it is not."""
    found = a_part(model, dice, *kinds)
    if found is None:
        return None
    credit, part = found
    lies = model.look(part.fund, part.designation).gifts.get(part.gift)
    there = lies.balance - lies.reserved if lies is not None and dice.chance(0.8) else part.amount
    most = max(1, there)
    basis = dice.of(BASES)
    amount = Money(dice.part(most))
    given = {"gift": part.gift, "amount": amount, "basis": basis, "document": PAPER}
    return accountant(model, dice, credit.fund, does, **given, on=model.today)


@rule(1)
def return_gift(model: Programme, dice: Dice) -> Act | None:
    """Return a donation, or what is none."""
    return back(model, dice, "credits.return_gift", "donation")


@rule(0.7)
def return_income(model: Programme, dice: Dice) -> Act | None:
    """Return interest, government money, sale proceeds, or what is none of these."""
    kinds = ("interest", "appropriation", "match", "sale", "sponsorship")
    return back(model, dice, "credits.return_income", *kinds)


@rule(0.8)
def reverse_by_bank(model: Programme, dice: Dice) -> Act | None:
    """Let the bank take an entry back, often one that is spent or reserved."""
    used = {gift for paper in model.papers.values() for gift in paper.shares}
    spent = {gift.rpartition("#")[0] for gift in used}
    spent = {key for key in sorted(spent) if not model.credits[key].reversed}
    key = dice.one(sorted(spent)) if dice.chance(0.6) else None
    key = key or dice.one(model.credits)
    if key is None:
        return None
    fund = model.credits[key].fund
    given = {"credit_id": key, "reason": "误汇", "on": model.today}
    return accountant(model, dice, fund, "credits.reverse_by_bank", **given)


@rule(0.8)
def correct(model: Programme, dice: Dice) -> Act | None:
    """Correct a register row: another payer, another amount, another use; seldom nothing."""
    fresh = [k for k, c in model.credits.items() if not c.receipts and not c.returned]
    key = dice.some(fresh, model.credits)
    if key is None:
        return None
    known = model.credits[key]
    claims = [c for c, each in model.claims.items() if each.fund == known.fund]
    claim = dice.one(claims) if dice.chance(0.3) else None
    stated = model.statements.get(known.fund)
    other = 0 if stated and month(known.day) in stated.closings else dice.of((0, 0, 1, -1, 100))
    told = Notice(
        account=cast.BANKS[known.fund],
        value_date=known.day,
        payer=known.payer if dice.chance(0.5) else dice.of(cast.CITIZENS),
        payer_ref=known.payer_ref,
        amount=Money(max(1, known.amount + other)),
        remark="",
    )
    wishes: tuple[Wish, ...] = ()
    if dice.chance(0.7):
        wishes = (wish(dice, model, known.fund, claim),)
    given = {"credit_id": key, "notice": told, "document": PAPER, "wishes": wishes}
    keeper = model.funds[known.fund].foundation
    approver, _ = dice.actor(model, dice.of((APPROVER, ACCOUNTANT)), keeper)
    given |= {"reason": "登记有误", "approver": approver, "on": model.today}
    return accountant(model, dice, known.fund, "credits.correct", **given)


@rule(0.2)
def find_apportioned(model: Programme, dice: Dice) -> Act | None:
    """Find an entry apportioned."""
    key = dice.one(model.credits)
    if key is None:
        return None
    fund = model.credits[key].fund
    given = {"credit_id": key, "document": PAPER, "on": model.today}
    return accountant(model, dice, fund, "credits.find_apportioned", **given)


@rule(0.5)
def collect_receivable(model: Programme, dice: Dice) -> Act | None:
    """Take what is owed of one entry out of another."""
    owing = dice.some([k for k, c in model.credits.items() if c.receivable], model.credits)
    if owing is None:
        return None
    fund = model.credits[owing].fund
    debtor = model.credits[owing].payer_known
    paying = waiting(model, dice, fund if dice.chance(0.9) else "", (debtor,), free=True) or "L0"
    amount = Money(max(1, dice.part(max(1, model.credits[owing].receivable))))
    given = {"credit_id": owing, "by_credit": paying, "amount": amount, "on": model.today}
    return accountant(model, dice, fund, "credits.collect_receivable", **given)


@rule(0.6)
def sponsorship(model: Programme, dice: Dice) -> Act | None:
    """Book held money as sponsorship."""
    key = waiting(model, dice, free=True)
    if key is None:
        return None
    credit = model.credits[key]
    amount = Money(dice.part(max(1, credit.held)))
    given = {"credit_id": key, "amount": amount, "document": PAPER, "on": model.today}
    return accountant(model, dice, credit.fund, "incomes.receive_sponsorship", **given)


@rule(1)
def interest(model: Programme, dice: Dice) -> Act | None:
    """Take interest in on some account, mostly of the credit's own fund."""
    key = waiting(model, dice, free=True)
    if key is None:
        return None
    credit = model.credits[key]
    fund = credit.fund if dice.chance(0.93) else dice.of(tuple(model.funds))
    use = dice.of((GENERAL, GOVERNMENT, *model.projects, "suspense"))
    amount = Money(dice.part(max(1, credit.held)))
    told = {"fund_id": fund, "designation": use, "credit": key, "amount": amount}
    return accountant(model, dice, fund, "incomes.credit_interest", **told, on=model.today)


@rule(0.4)
def promise_match(model: Programme, dice: Dice) -> Act | None:
    """Note that the government promised to match."""
    fund = dice.of(tuple(model.funds))
    told = {"document": dice.of(("配套一", "配套二")), "purpose": "配套"}
    cap, until = Money(dice.fen(5_000)), model.today + timedelta(days=dice.random.randrange(200))
    given = {"fund_id": fund, **told, "cap": cap, "until": until, "on": model.today}
    return accountant(model, dice, fund, "incomes.promise_match", **given)


@rule(1.2)
def appropriation(model: Programme, dice: Dice) -> Act | None:
    """Take government money in, as an appropriation or as a match."""
    key = waiting(model, dice, free=True)
    if key is None:
        return None
    credit = model.credits[key]
    match = dice.chance(0.35)
    expiry = model.today + timedelta(days=dice.random.randrange(-5, 120))
    given = {
        "fund_id": credit.fund,
        "credit": key,
        "document": dice.of(("配套一", "配套二")) if match else "拨款文件",
        "purpose": "配套",
        "expiry": expiry,
        "carry_over": dice.chance(0.5),
        "amount": Money(dice.part(max(1, credit.held))),
        "kind": Grant.MATCH if match else Grant.APPROPRIATION,
        "on": model.today,
    }
    return accountant(model, dice, credit.fund, "incomes.receive_appropriation", **given)
