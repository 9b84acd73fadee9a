"""The foundation and its year; what registers say of foundations and enterprises."""

from __future__ import annotations

from datetime import date
from typing import Any

from lixia_domain.aggregates.foundation.facts import Office, Qualification, Tie
from lixia_domain.application.finance import foundations, funds
from lixia_domain.kernel.money import Money
from lixia_domain.testing.steps.expect import same
from lixia_domain.testing.steps.sentences import Table, act, check, rows
from lixia_domain.testing.steps.world import FUND, World, account, credit_code

OFFICES = {
    "理事长": Office.CHAIR,
    "理事": Office.COUNCIL,
    "监事": Office.SUPERVISOR,
    "秘书长": Office.SECRETARY,
    "管理人员": Office.MANAGER,
}
TIES = {
    "理事近亲属": Tie.COUNCIL_RELATIVE,
    "捐赠人利害关系人": Tie.INTERESTED_BENEFICIARY,
    "其他关联方": Tie.SUPPLIER,
}
FIGURES = {
    "上年总收入": "prior_income",
    "前三年收入": "three_year_income",
    "慈善活动支出": "charitable_spending",
    "管理费用": "management_cost",
    "总支出": "total_spending",
}
TESTS = {"慈善活动支出": 0, "管理费用": 1}
VERDICTS = {"达标": "met", "未达标": "broken", "无法判断": "unjudged"}
STATES = {"已核验": "verified", "已禁入": "debarred", "已并入": "merged"}


@act('基金会"{name}"已登记')
def _(world: World, name: str) -> None:
    _register(world, name, name)


@act('以基金会"{name}"的信用代码登记"{other}"')
def _(world: World, name: str, other: str) -> None:
    _register(world, name, other)


@act('专项基金设立于基金会"{name}"')
def _(world: World, name: str) -> None:
    funds.establish(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        name="新时代文明实践公益基金（虚构示例）",
        foundation=credit_code(name),
        purpose="扶持新时代文明实践项目",
        agreement="设立协议",
        on=world.today,
    )


@act('基金会"{name}"更名为"{new}"')
def _(world: World, name: str, new: str) -> None:
    foundations.rename(
        world.ledger,
        world.foundation,
        code=credit_code(name),
        name=new,
        document="核准更名通知",
        on=world.today,
    )


@act('基金会"{name}"自 {since:Date} 有公开募捐资格')
def _(world: World, name: str, since: date) -> None:
    _qualify(world, name, since, None)


@act('基金会"{name}"自 {since:Date} 至 {until:Date} 有公开募捐资格')
def _(world: World, name: str, since: date, until: date) -> None:
    _qualify(world, name, since, until)


@act('基金会"{name}"备案收款账户"{account}"')
def _(world: World, name: str, account: str) -> None:
    foundations.register_account(
        world.ledger,
        world.foundation,
        code=credit_code(name),
        account=account,
        bank="示例银行（虚构）",
        purpose="捐赠收款",
        on=world.today,
    )


@act('"{person}"担任基金会"{name}"的{office}')
def _(world: World, person: str, name: str, office: str) -> None:
    foundations.appoint(world.ledger, world.foundation, **_seat(world, person, name, office))


@act('"{person}"不再担任基金会"{name}"的{office}')
def _(world: World, person: str, name: str, office: str) -> None:
    foundations.leave(world.ledger, world.foundation, **_seat(world, person, name, office))


@act('基金会"{name}"申报："{party}"与"{person}"有关联，属{tie}')
def _(world: World, name: str, party: str, person: str, tie: str) -> None:
    foundations.declare(
        world.ledger,
        world.foundation,
        code=credit_code(name),
        party=party,
        person=account(person),
        tie=TIES[tie],
        document="关联关系申报表",
        on=world.today,
    )


@act('基金会"{name}"以"{document}"报告 {year:Number} 年：')
def _(world: World, name: str, document: str, year: int, datatable: Table) -> None:
    _report(world, name, document, year, datatable)


@act('基金会"{name}"以"{document}"报告 {year:Number} 年，更正"{corrects}"：')
def _(world: World, name: str, document: str, year: int, corrects: str, datatable: Table) -> None:
    _report(world, name, document, year, datatable, corrects=corrects)


@check('{register}台账中"{name}"的历次名称为"{names}"')
def _(world: World, register: str, name: str, names: str) -> None:
    view = {"企业": "enterprise_register", "基金会": "foundation_register"}[register]
    row = _row(world, view, name)
    same(f"{name} 的历次名称", f"the names of {name}", row["names"], names)


@check('企业台账中"{name}"的状态为"{state}"')
def _(world: World, name: str, state: str) -> None:
    row = _row(world, "enterprise_register", name)
    same(f"{name} 的状态", f"the state of {name}", row["state"], STATES[state])


@check('企业台账中"{name}"的承继者为"{into}"')
def _(world: World, name: str, into: str) -> None:
    row = _row(world, "enterprise_register", name)
    same(f"{name} 的承继者", f"the successor of {name}", row["successor"], credit_code(into))


@check('基金会"{name}"{year:Number} 年的{test}判为"{verdict}"')
def _(world: World, name: str, year: int, test: str, verdict: str) -> None:
    found = foundations.judge_year(world.ledger, code=credit_code(name), year=year)
    told = found[TESTS[test]]
    zh, en = f"{name} {year} 年的{test}", f"the test {TESTS[test]} of {name} for {year}"
    same(zh, en, told.verdict, VERDICTS[verdict])


def _register(world: World, name: str, said: str) -> None:
    foundations.register(
        world.ledger,
        world.foundation,
        code=credit_code(name),
        name=said,
        authority="省民政厅",
        document="法人登记证书",
        on=world.today,
    )


def _qualify(world: World, name: str, since: date, until: date | None) -> None:
    foundations.qualify(
        world.ledger,
        world.foundation,
        code=credit_code(name),
        qualification=Qualification.PUBLIC_FUNDRAISING,
        certificate="公开募捐资格证书",
        since=since,
        until=until,
        on=world.today,
    )


def _seat(world: World, person: str, name: str, office: str) -> dict[str, Any]:
    return {
        "code": credit_code(name),
        "person": account(person),
        "office": OFFICES[office],
        "document": "理事会决议",
        "on": world.today,
    }


def _report(
    world: World,
    name: str,
    document: str,
    year: int,
    datatable: Table,
    corrects: str | None = None,
) -> None:
    told: dict[str, Any] = {"three_year_income": None}
    told |= {FIGURES[row["项目"]]: Money.parse(row["金额"]) for row in rows(datatable)}
    foundations.report_year(
        world.ledger,
        world.foundation,
        code=credit_code(name),
        year=year,
        document=document,
        document_hash="0" * 64,
        corrects=corrects,
        on=world.today,
        **told,
    )


def _row(world: World, view: str, name: str) -> dict[str, Any]:
    found = {row["key"]: row for row in world.store.show(view)["rows"]}
    row: dict[str, Any] = found[credit_code(name)]
    return row
