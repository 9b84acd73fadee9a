"""Foundations qualify, staff, report; plans are filed; what is owed is published."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256
from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.duties import all_due
from tests.programme_model.figures import Programme
from tests.programme_model.opening import HASH, PAPER
from tests.programme_model.rights import ACCOUNTANT, APPROVER
from tests.programme_model.rules.made import rule
from tests.programme_model.rules.promising import by_office

from lixia_domain.aggregates.disclosure import Platform
from lixia_domain.aggregates.foundation.facts import Office, Qualification, Tie
from lixia_domain.kernel.money import Money
from lixia_domain.rules.deadlines import Matter

OFFICERS = ("chair-1", "sup-1", "appr-1", "appr-2", "sec-1")
TIED = ("shop-2", "shop-1", "T2", "shop-3")
"""Whom somebody of a foundation may be tied to; some are paid now and then."""


def some_keeper(dice: Dice) -> str:
    """Return a foundation."""
    return dice.of((cast.A, cast.A, cast.B))


def its_accountant(model: Programme, dice: Dice, keeper: str, does: str, /, **given: Any) -> Act:
    """Return an act of a foundation's accountant."""
    by, role = dice.actor(model, ACCOUNTANT, keeper)
    return Act(does, by, role, {**given, "on": model.today})


@rule(0.4)
def qualify(model: Programme, dice: Dice) -> Act | None:
    """Record what a foundation is qualified for."""
    code = some_keeper(dice)
    since = model.today + timedelta(days=dice.of((0, 0, -90, 20)))
    until = dice.of((None, since + timedelta(days=200), since - timedelta(days=1)))
    told: dict[str, Any] = {"code": code, "certificate": dice.of(("证1", "证2")), "since": since}
    told |= {"qualification": dice.of((*Qualification, Qualification.PUBLIC_FUNDRAISING))}
    return its_accountant(model, dice, code, "foundations.qualify", **told, until=until)


@rule(0.2)
def appoint(model: Programme, dice: Dice) -> Act | None:
    """Appoint an officer."""
    code = some_keeper(dice)
    office = dice.of((Office.CHAIR, Office.COUNCIL, Office.SUPERVISOR, Office.MANAGER))
    told = {"code": code, "person": dice.of(OFFICERS), "office": office, "document": PAPER}
    return its_accountant(model, dice, code, "foundations.appoint", **told)


@rule(0.25)
def leave(model: Programme, dice: Dice) -> Act | None:
    """Let an officer go."""
    code = some_keeper(dice)
    terms = model.foundations[code].terms if code in model.foundations else []
    found = dice.one([one for one in terms if one[3] is None])
    who, office = (found[0], found[1]) if found else ("chair-1", "chair")
    told = {"code": code, "person": who, "office": Office(str(office)), "document": PAPER}
    return its_accountant(model, dice, code, "foundations.leave", **told)


@rule(0.3)
def declare(model: Programme, dice: Dice) -> Act | None:
    """Declare a tie: one that asks for abstention mostly."""
    code = some_keeper(dice)
    party = dice.of(TIED)
    tie = Tie.SUPPLIER if party in TIED[:3] else dice.of(tuple(Tie))
    told: dict[str, Any] = {"code": code, "party": party, "person": dice.of(OFFICERS)}
    return its_accountant(model, dice, code, "foundations.declare", **told, tie=tie, document=PAPER)


@rule(0.6)
def report_year(model: Programme, dice: Dice) -> Act | None:
    """Report a year: the last one, its correction, one that is not over, figures that don't fit."""
    code = some_keeper(dice)
    year = model.today.year - dice.of((1, 1, 1, 2, 0))
    known = model.foundations[code].years.get(year) if code in model.foundations else None
    spent, managed = dice.fen(9_000), dice.fen(900)
    last = dice.fen(5_000)
    told: dict[str, Any] = {"code": code, "year": year, "prior_income": Money(last)}
    told["three_year_income"] = dice.of((None, Money(last * 3), Money(max(0, last - 1))))
    told |= {"charitable_spending": Money(spent), "management_cost": Money(managed)}
    told["total_spending"] = Money(spent + managed - dice.of((0, 0, 0, 0, 1)))
    cited = known[-1][0] if known else None
    corrects = cited[0] if isinstance(cited, tuple) and dice.chance(0.6) else None
    told |= {"document": model.new("年报"), "document_hash": HASH, "corrects": corrects}
    return its_accountant(model, dice, code, "foundations.report_year", **told)


@rule(0.5)
def file(model: Programme, dice: Dice) -> Act | None:
    """File a fundraising plan: early enough, mostly."""
    fund = dice.of(tuple(model.funds))
    code = model.funds[fund].foundation if dice.chance(0.95) else cast.B
    begins = model.today + timedelta(days=dice.of((10, 12, 40, 9)))
    ends = begins + timedelta(days=dice.of((30, 100, 200, 400, -1)))
    used = dice.one(model.plans) if dice.chance(0.06) else None
    told: dict[str, Any] = {"plan_id": used or model.new("M"), "foundation_code": code}
    told |= {"fund_id": fund, "title": "募捐", "purpose": "为老服务", "begins": begins}
    told |= {"ends": ends, "goal": Money(dice.fen(90_000)), "surplus": "同类项目"}
    return its_accountant(model, dice, code, "plans.file", **told, filing=model.new("备案"))


@rule(0.4)
def amend(model: Programme, dice: Dice) -> Act | None:
    """Change a plan."""
    key = dice.one(model.plans)
    if key is None:
        return None
    plan = model.plans[key]
    ends = plan.ends + timedelta(days=dice.of((0, 0, 30, 200, -30)))
    filing = model.new("备案") if dice.chance(0.9) else plan.now[3]
    told: dict[str, Any] = {"plan_id": key, "purpose": dice.of(("为老服务", "助残济困"))}
    told |= {"ends": ends, "goal": Money(dice.fen(90_000)), "filing": filing, "reason": "调整"}
    return its_accountant(model, dice, plan.foundation, "plans.amend", **told)


@rule(0.15)
def end(model: Programme, dice: Dice) -> Act | None:
    """End a fundraising."""
    key = dice.one(model.plans)
    if key is None:
        return None
    told = {"plan_id": key, "raised": Money(dice.fen(9_000)), "document": PAPER}
    return its_accountant(model, dice, model.plans[key].foundation, "plans.end", **told)


def content(model: Programme) -> str:
    """Return the hash of what is published."""
    return sha256(model.new("公开").encode()).hexdigest()


@rule(2)
def publish(model: Programme, dice: Dice) -> Act | None:
    """Publish what is owed: in time, late, too early, elsewhere, or what is not owed."""
    upto = model.today + timedelta(days=120)
    owed = [due for due in all_due(model, upto, surely=False)]
    published = [due for due in owed if due[:3] not in model.published and due.opens <= model.today]
    due = dice.some(published, owed)
    if due is None:
        return None
    subject = "无" if dice.chance(0.02) else due.subject
    period = "2024-02-30" if dice.chance(0.02) else due.period
    told: dict[str, Any] = {"matter": due.matter, "subject": subject, "period": period}
    platform = Platform.NATIONAL if dice.chance(0.95) else Platform.NEWS
    told |= {"platform": platform, "address": "https://example.cn/公示"}
    told |= {"content_hash": content(model)}
    if dice.chance(0.6):
        return by_office(model, dice, "disclosures.publish", **told)
    return its_accountant(model, dice, dice.of((cast.A, cast.B)), "disclosures.publish", **told)


@rule(0.5)
def correct(model: Programme, dice: Dice) -> Act | None:
    """Correct what was published."""
    found = dice.one(model.published)
    if found is None:
        return None
    matter, subject, period = found
    stands = model.published[found][1] if dice.chance(0.9) else "2" * 64
    told: dict[str, Any] = {"matter": Matter(matter), "subject": subject, "period": period}
    told |= {"corrects": stands, "reason": "笔误"}
    told["content_hash"] = content(model) if dice.chance(0.95) else stands
    by, role = dice.actor(model, APPROVER, dice.of((cast.A, cast.B)))
    return Act("disclosures.correct", by, role, {**told, "on": model.today})


@rule(0.2)
def withdraw(model: Programme, dice: Dice) -> Act | None:
    """Withdraw what was published."""
    found = dice.some(model.published, (*model.published, *model.withdrawn))
    if found is None:
        return None
    matter, subject, period = found
    told: dict[str, Any] = {"matter": Matter(matter), "subject": subject, "period": period}
    by, role = dice.actor(model, APPROVER, dice.of((cast.A, cast.B)))
    return Act("disclosures.withdraw", by, role, {**told, "reason": "公开有误", "on": model.today})


@rule(0.25)
def end_tie(model: Programme, dice: Dice) -> Act | None:
    """End a tie."""
    code = some_keeper(dice)
    ties = model.foundations[code].ties if code in model.foundations else []
    found = dice.some([one for one in ties if one[4] is None], ties)
    party, person, tie = found[:3] if found is not None else ("shop-2", "appr-1", "supplier")
    told: dict[str, Any] = {"code": code, "party": party, "person": person, "tie": Tie(tie)}
    return its_accountant(model, dice, code, "foundations.end_tie", **told, document=PAPER)


@rule(0.15)
def end_qualification(model: Programme, dice: Dice) -> Act | None:
    """Cut a qualification short."""
    code = some_keeper(dice)
    until = model.today + timedelta(days=dice.of((0, 5, -30, 400)))
    told: dict[str, Any] = {"code": code, "certificate": dice.of(("证1", "证2", "证3"))}
    told |= {"qualification": dice.of(tuple(Qualification)), "until": until, "document": PAPER}
    return its_accountant(model, dice, code, "foundations.end_qualification", **told)
