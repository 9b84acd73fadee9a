"""Tranches are asked for, approved, paid, evidenced; fees are charged; entries are matched."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import GENERAL, GOVERNMENT, Disbursement, Programme
from tests.programme_model.opening import HASH, PAPER
from tests.programme_model.rights import ACCOUNTANT, APPROVER, CASHIER, OFFICE, TEAM
from tests.programme_model.rules.arriving import accountant, waiting
from tests.programme_model.rules.made import rule

from lixia_domain.aggregates.bank_debit import Outgoing
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.money import Money

IDLE = ("published", "cancelled", "closed")


@rule(4)
def request(model: Programme, dice: Dice) -> Act | None:
    """Ask for a tranche of a project under way, of donated or of government money."""
    running = [p for p, each in model.projects.items() if each.stage in ("executing", "accepted")]
    project = dice.some(running, model.projects)
    if project is None:
        return None
    known = model.projects[project]
    government = dice.chance(0.2)
    use = GOVERNMENT if government else project
    rich = [f for (f, u), each in model.accounts.items() if u == use and each.held]
    fund = dice.some(rich, model.funds) or "F1"
    account = model.look(fund, use)
    free = sum(g.free for g in account.gifts.values() if g.government is government)
    line = dice.of(tuple(known.lines)) if dice.chance(0.97) else "别项"
    left = known.lines.get(line, 1) - known.committed(line)
    tranche = len(known.granted) + 1 if dice.chance(0.9) else dice.random.randint(1, 3)
    by, role = dice.actor(model, TEAM, known.team or "")
    if dice.chance(0.4):
        by, role = dice.actor(model, OFFICE)
    given: dict[str, Any] = {
        "disbursement_id": model.new("Q"),
        "project_id": project,
        "fund_id": fund,
        "line": line,
        "tranche": tranche,
        "amount": Money(dice.fen(max(1, min(free, left)))),
        "payee": dice.of(cast.PAYEES[:4]) if dice.chance(0.8) else dice.of(cast.PAYEES),
        "payee_account": "token-1",
        "purpose": "采购",
        "source": SourceClass.GOVERNMENT if government else SourceClass.DONATED,
        "on": model.today,
    }
    return Act("disbursements.request", by, role, given)


def paper_at(model: Programme, dice: Dice, *stages: str) -> tuple[str, Disbursement] | None:
    """Return a tranche, mostly one at some stage whose project still runs."""
    at = [
        key
        for key, each in model.papers.items()
        if each.stage in stages
        and (each.stage == "paid" or model.projects[each.project].stage not in IDLE)
    ]
    key = dice.some(at, model.papers)
    return None if key is None else (key, model.papers[key])


def of_foundation(model: Programme, dice: Dice, role: Any, paper: Disbursement) -> tuple[str, Any]:
    """Return who acts for the foundation out of whose fund a tranche is paid."""
    fund = model.funds.get(paper.fund)
    return dice.actor(model, role, fund.foundation if fund is not None else cast.A)


@rule(5)
def approve(model: Programme, dice: Dice) -> Act | None:
    """Approve a tranche."""
    found = paper_at(model, dice, "requested")
    if found is None:
        return None
    key, paper = found
    by, role = of_foundation(model, dice, APPROVER, paper)
    related = (dice.of((paper.requester, by, "acct-2")),) if dice.chance(0.05) else ()
    given = {"disbursement_id": key, "minutes": "纪要", "conflicts_checked": (by,)}
    return Act("disbursements.approve", by, role, {**given, "related": related, "on": model.today})


@rule(0.4)
def refuse(model: Programme, dice: Dice) -> Act | None:
    """Refuse a request."""
    found = paper_at(model, dice, "requested")
    if found is None:
        return None
    by, role = of_foundation(model, dice, APPROVER, found[1])
    given = {"disbursement_id": found[0], "reason": "缓办", "on": model.today}
    return Act("disbursements.refuse", by, role, given)


@rule(0.8)
def withdraw(model: Programme, dice: Dice) -> Act | None:
    """Withdraw a tranche before it is paid."""
    found = paper_at(model, dice, "requested", "approved")
    if found is None:
        return None
    by, role = dice.actor(model, TEAM, found[1].team)
    if dice.chance(0.5):
        by, role = dice.actor(model, OFFICE)
    given = {"disbursement_id": found[0], "reason": "不需要了", "on": model.today}
    return Act("disbursements.withdraw", by, role, given)


@rule(6)
def pay(model: Programme, dice: Dice) -> Act | None:
    """Pay a tranche, by an entry the bank will tell, has told, or that paid something else."""
    found = paper_at(model, dice, "approved")
    if found is None:
        return None
    key, paper = found
    by, role = of_foundation(model, dice, CASHIER, paper)
    second, _ = of_foundation(model, dice, dice.of((CASHIER, APPROVER, ACCOUNTANT)), paper)
    if dice.chance(0.04):
        second = ""
    fits = [d for d, each in model.debits.items() if each.amount == paper.amount]
    free = [d for d in fits if not model.debits[d].cited and model.debits[d].matched is None]
    debit = dice.one(free) if dice.chance(0.7) else None
    if dice.chance(0.06):
        debit = dice.one(fits) or dice.one(model.debits)
    given = {"disbursement_id": key, "debit": debit or model.new("D"), "voucher": "记-1"}
    given |= {"released_by": second}
    return Act("disbursements.pay", by, role, {**given, "on": model.today})


@rule(4)
def evidence(model: Programme, dice: Dice) -> Act | None:
    """Hand an invoice in: a new one, a share of one, or one that is used up."""
    found = paper_at(model, dice, "paid")
    if found is None:
        return None
    key, paper = found
    amount = dice.part(max(1, paper.unaccounted - paper.owed))
    number, seller, dated = model.new("INV"), "销售方", model.today
    told: dict[str, Any] = {}
    if dice.chance(0.1):
        told["total"] = Money(amount + dice.fen(500))
    known = dice.one(model.invoices) if dice.chance(0.15) else None
    if known is not None:
        number, seller = known, str(model.invoices[known][0])
        dated = model.invoices[known][1]  # type: ignore[assignment]
        if dice.chance(0.6):
            told = {"slip": model.new("S")}
    by, role = dice.actor(model, TEAM, paper.team)
    if dice.chance(0.4):
        by, role = dice.actor(model, OFFICE)
    given = {"disbursement_id": key, "invoice": number, "invoice_date": dated, "seller": seller}
    given |= {"file_hash": HASH, "amount": Money(amount), **told, "on": model.today}
    return Act("disbursements.evidence", by, role, given)


def judge(model: Programme, dice: Dice, does: str, **more: Any) -> Act | None:
    """Judge a piece of evidence that waits."""
    waits = [(key, i) for key, each in model.papers.items() for i in each.pending]
    found = dice.some(waits, [(key, "INV0") for key in model.papers])
    if found is None:
        return None
    by, role = of_foundation(model, dice, ACCOUNTANT, model.papers[found[0]])
    given = {"disbursement_id": found[0], "invoice": found[1], **more, "on": model.today}
    return Act(does, by, role, given)


@rule(4)
def accept(model: Programme, dice: Dice) -> Act | None:
    """Accept evidence."""
    return judge(model, dice, "disbursements.accept_expense")


@rule(0.4)
def reverse_acceptance(model: Programme, dice: Dice) -> Act | None:
    """Reverse an acceptance: of what was accepted, or of what was not."""
    sound = [(key, i) for key, each in model.papers.items() for i in each.sound]
    return review_again(model, dice, "acceptance_reversal.reverse", sound, "作废")


def review_again(
    model: Programme, dice: Dice, use_case: str, reviewed: list[tuple[str, str]], reason: str
) -> Act | None:
    """Reverse a review: of evidence that was so reviewed, or of some that waits."""
    waits = [(key, i) for key, each in model.papers.items() for i in each.pending]
    found = dice.some(reviewed, waits)
    if found is None:
        return None
    by, role = of_foundation(model, dice, ACCOUNTANT, model.papers[found[0]])
    given = {"disbursement_id": found[0], "invoice": found[1], "reason": reason}
    given |= {"document": PAPER, "on": model.today}
    return Act(use_case, by, role, given)


@rule(0.7)
def disallow(model: Programme, dice: Dice) -> Act | None:
    """Disallow evidence."""
    return judge(model, dice, "disbursements.disallow_expense", reason="用途不符")


@rule(0.6)
def reverse_disallowance(model: Programme, dice: Dice) -> Act | None:
    """Reverse a disallowance: of what was disallowed, or of what was not."""
    wrong = [(key, i) for key, each in model.papers.items() for i in each.disallowed]
    use_case = "acceptance_reversal.reverse_disallowance"
    return review_again(model, dice, use_case, wrong, "补正")


@rule(1.5)
def recover(model: Programme, dice: Dice) -> Act | None:
    """Take back what was not spent, by an entry that is held, or by one that is not there."""
    found = paper_at(model, dice, "paid")
    if found is None:
        return None
    key, paper = found
    others = (cast.person("王**"), cast.person("李**"), *cast.CITIZENS)
    credit = waiting(model, dice, paper.fund if dice.chance(0.9) else "", others, free=True) or "L0"
    held = model.credits[credit].held if credit in model.credits else 1
    amount = Money(dice.part(max(1, min(held, paper.owed or paper.unaccounted))))
    if dice.chance(0.04):
        credit = "L0"
    given = {"disbursement_id": key, "amount": amount, "credit": credit, "on": model.today}
    by, role = of_foundation(model, dice, ACCOUNTANT, paper)
    return Act("disbursements.recover", by, role, given)


@rule(0.8)
def bounce(model: Programme, dice: Dice) -> Act | None:
    """Let the bank send a payment back."""
    found = paper_at(model, dice, "paid")
    if found is None:
        return None
    key, paper = found
    fits = [k for k, c in model.credits.items() if c.held >= paper.amount and c.fund == paper.fund]
    credit = dice.some(fits, model.credits) or "L0"
    given = {"disbursement_id": key, "credit": credit, "reason": "账号有误", "on": model.today}
    by, role = of_foundation(model, dice, ACCOUNTANT, paper)
    return Act("disbursements.bounce", by, role, given)


@rule(0.7)
def write_off(model: Programme, dice: Dice) -> Act | None:
    """Write off what can't be recovered."""
    found = paper_at(model, dice, "paid")
    if found is None:
        return None
    key, paper = found
    by, role = of_foundation(model, dice, APPROVER, paper)
    amount = Money(dice.part(max(1, paper.owed or paper.unaccounted)))
    given = {"disbursement_id": key, "amount": amount, "minutes": "纪要", "on": model.today}
    return Act("disbursements.write_off", by, role, given)


@rule(2)
def record_debit(model: Programme, dice: Dice) -> Act | None:
    """Record what left the bank: a payment, a return, a fee, or nobody knows what."""
    cited = [key for key, each in model.debits.items() if each.cited and not each.fund]
    key = dice.one(cited) if dice.chance(0.6) else None
    soon = dice.one(each for each in model.papers.values() if each.stage == "approved")
    back = [c for c in model.credits.values() if c.returned > c.paid_back]
    returned = dice.one(back)
    if key is not None:
        paper = model.papers[model.debits[key].cited]
        fund, amount, payee = paper.fund, paper.amount, paper.payee
    elif soon is not None and dice.chance(0.4):
        fund, amount, payee = soon.fund, soon.amount, soon.payee
        fund = dice.of(tuple(model.funds)) if dice.chance(0.15) else fund
    elif returned is not None and dice.chance(0.5):
        fund, amount, payee = returned.fund, returned.returned - returned.paid_back, returned.payer
    else:
        fund, amount, payee = dice.of(tuple(model.funds)), dice.fen(60), "银行"
    if dice.chance(0.05):
        fund, amount = dice.of(tuple(model.funds)), amount + dice.random.randrange(2)
    out = Outgoing(
        account=cast.BANKS.get(fund, "户"),
        value_date=model.today - timedelta(days=dice.random.randrange(2)),
        payee=payee,
        amount=Money(amount),
        remark="",
    )
    used = dice.one(model.debits) if dice.chance(0.05) else None
    told = {"debit_id": key or used or model.new("D"), "fund_id": fund, "outgoing": out}
    return accountant(
        model, dice, fund, "banking.record_debit", **told, document=PAPER, on=model.today
    )


def entry(model: Programme, dice: Dice, *, cited: bool) -> str | None:
    """Return an entry by which money left and that is matched to nothing."""
    open_ = [
        key
        for key, each in model.debits.items()
        if each.fund and each.matched is None and bool(each.cited) is cited
    ]
    return dice.some(open_, model.debits)


@rule(1.5)
def match_payment(model: Programme, dice: Dice) -> Act | None:
    """Match an entry to a payment."""
    key = entry(model, dice, cited=True)
    if key is None:
        return None
    debit = model.debits[key]
    paper = debit.cited if debit.cited and dice.chance(0.9) else dice.one(model.papers)
    if paper is None:
        return None
    given = {"debit_id": key, "disbursement_id": paper, "on": model.today}
    return accountant(model, dice, debit.fund or "F1", "banking.match_payment", **given)


@rule(1)
def match_return(model: Programme, dice: Dice) -> Act | None:
    """Match an entry to money that was returned."""
    key = entry(model, dice, cited=False)
    if key is None:
        return None
    debit = model.debits[key]
    fits = [
        k
        for k, c in model.credits.items()
        if c.fund == debit.fund and c.returned - c.paid_back >= debit.amount
    ]
    credit = dice.some(fits, model.credits) or "L0"
    given = {"debit_id": key, "credit_id": credit, "on": model.today}
    return accountant(model, dice, debit.fund or "F1", "banking.match_return", **given)


@rule(0.8)
def charge_fee(model: Programme, dice: Dice) -> Act | None:
    """Charge a fee to an account."""
    key = entry(model, dice, cited=False)
    if key is None:
        return None
    fund = model.debits[key].fund or "F1"
    use = dice.of((GENERAL, GENERAL, GOVERNMENT, *model.projects, "suspense"))
    given = {"debit_id": key, "designation": use, "on": model.today}
    return accountant(model, dice, fund, "banking.charge_fee", **given)


@rule(0.6)
def management(model: Programme, dice: Dice) -> Act | None:
    """Charge the foundation's cost to an account."""
    key = entry(model, dice, cited=False)
    if key is None:
        return None
    fund = model.debits[key].fund or "F1"
    use = dice.of((GENERAL, GENERAL, GOVERNMENT, *model.projects))
    keeper = model.funds[fund].foundation if dice.chance(0.95) else cast.B
    cost = model.new("M") if dice.chance(0.9) else "M1"
    given: dict[str, Any] = {"debit_id": key, "designation": use, "cost": cost}
    given["foundation"] = keeper
    given |= {"year": model.today.year, "document": PAPER, "on": model.today}
    return accountant(model, dice, fund, "banking.charge_management_cost", **given)
