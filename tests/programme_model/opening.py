"""How each store begins: funds, firms, teams and projects, told as commands like any others."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from tests.programme_model import cast
from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.rights import ACCOUNTANT, ADMIN, OFFICE

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.foundation.facts import Qualification
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.aggregates.roster.facts import Administrator
from lixia_domain.application.finance.booking import ToDesignation
from lixia_domain.application.programme.projects import Offer
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role

PAPER, HASH = "文书（虚构示例）", "0" * 64
PROJECTS = ("P1", "P2", "P3", "P4")


def office(does: str, on: date, **given: Any) -> Act:
    """Return an act of the office's."""
    return Act(does, "office-1", OFFICE, {**given, "on": on})


def opening(on: date, dice: Dice) -> Iterator[Act]:
    """Yield what is done before anything is left to chance."""
    yield from keepers(on)
    for fund, keeper in cast.FUNDS.items():
        by = "acct-9" if keeper == cast.B else "acct-1"
        told = {"name": f"{fund}（虚构示例）", "purpose": "公益", "agreement": "协议"}
        given = {"fund_id": fund, "foundation": keeper, **told, "on": on}
        yield Act("funds.establish", by, ACCOUNTANT, given)
    for code, (name, states) in cast.FIRMS.items():
        owner = Ownership.STATE if states else Ownership.PRIVATE
        yield office("enterprises.register", on, code=code, name=name, ownership=owner)
        yield office("enterprises.verify", on, code=code, document="执照")
    for team, lead in zip(cast.TEAMS, ("lead-1", "lead-2"), strict=True):
        name = f"{team}队（虚构示例）"
        yield office("teams.register", on, team_id=team, name=name, lead=cast.person(lead))
        yield office("teams.verify", on, team_id=team, document=PAPER)
    for number, project in enumerate(PROJECTS):
        yield from published(project, f"N{number}", on, dice)
        yield office(
            "projects.assign_team",
            on,
            project_id=project,
            team=cast.TEAMS[number % 2],
            agreement=f"协议{project}",
        )
    for keeper, by in ((cast.A, "acct-2"), (cast.B, "acct-9")):
        for payee in cast.PAYEES[:6]:
            given = {"payee": payee, "foundation": keeper, "payee_account": "token-1"}
            given |= {"document": PAPER, "on": on}
            yield Act("payees.record_account", by, ACCOUNTANT, given)
    for number, project in enumerate(PROJECTS[:2]):
        yield from begun(project, f"L0{number}", on)
    if dice.chance(0.75):
        yield from rostered(on)


def keepers(on: date) -> Iterator[Act]:
    """Yield the foundations, one of which may raise money in public."""
    for code, by in ((cast.A, "acct-1"), (cast.B, "acct-9")):
        given = {"code": code, "name": f"{code[-3:]}基金会（虚构示例）", "authority": "民政局"}
        yield Act("foundations.register", by, ACCOUNTANT, {**given, "document": PAPER, "on": on})
    told: dict[str, Any] = {
        "code": cast.A,
        "certificate": "证1",
        "since": on,
        "until": None,
        "on": on,
    }
    told["qualification"] = Qualification.PUBLIC_FUNDRAISING
    yield Act("foundations.qualify", "acct-1", ACCOUNTANT, told)


def begun(project: str, credit: str, on: date) -> Iterator[Act]:
    """Yield how a project has money and starts."""
    told = Notice(
        account=cast.BANKS["F1"],
        value_date=on,
        payer="王**",
        payer_ref=None,
        amount=Money(6_000),
        remark="",
    )
    given: dict[str, Any] = {"credit_id": credit, "fund_id": "F1", "notice": told}
    wishes = (ToDesignation(designation=project, amount=Money(4_000)),)
    given |= {"document": PAPER, "wishes": wishes, "on": on}
    yield Act("credits.book", "acct-1", ACCOUNTANT, given)
    yield office("projects.start", on, project_id=project)


def published(project: str, need: str, on: date, dice: Dice) -> Iterator[Act]:
    """Yield a project from the need on, until it may be claimed."""
    ref = cast.person(f"居民{need}")
    told = {"summary": "送餐", "domain": "为老服务", "place": "历下", "person": ref}
    yield office("needs.put_forward", on, need_id=need, **told)
    yield office("needs.verify", on, need_id=need, document=PAPER)
    lines = (
        BudgetLine(line="物资", amount=Money(dice.fen(9_000, 3_000))),
        BudgetLine(line="活动", amount=Money(dice.fen(9_000, 3_000))),
    )
    plan: dict[str, Any] = {"title": "示例项目（虚构示例）", "domain": "为老服务", "needs": (need,)}
    relief = dice.chance(0.5)
    yield office("needs.plan", on, project_id=project, **plan, lines=lines, relief=relief)
    yield office("projects.approve", on, project_id=project, minutes="纪要")
    offer = Offer(minimum=Money(dice.fen(2_000)), waitlist=dice.chance(0.6))
    batch = f"B-{project}"
    yield office(
        "projects.release_batch", on, batch_id=batch, title="批次", offers={project: offer}
    )


def rostered(on: date) -> Iterator[Act]:
    """Yield how the roster is closed and everybody admitted."""
    first = tuple(
        Administrator(account=who, person=cast.person(who), foundation=whose)
        for who, whose in cast.ADMINISTRATORS.items()
    )
    given: dict[str, Any] = {"administrators": first, "document": PAPER, "on": on}
    yield Act("members.close", "admin-1", ADMIN, given)
    own = {cast.A: "admin-2", cast.B: "admin-3"}
    for account, (roles, whose) in cast.MEMBERS.items():
        ref = cast.person(whose or account)
        given = {"account": account, "person": ref, "document": PAPER, "on": on}
        yield Act("members.admit", "admin-1", ADMIN, given)
        for role, stands_for in roles:
            by = own.get(stands_for, "admin-1")
            given = {"account": account, "member_role": role, "stands_for": stands_for}
            if role is Role.AUDITOR:
                given["until"] = on + timedelta(days=60)
            yield Act("members.grant", by, ADMIN, {**given, "document": PAPER, "on": on})
