"""The foundation and its year; what registers say of foundations and enterprises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from lixia_domain.aggregates.foundation.facts import Qualification, Tie
from lixia_domain.application.finance import foundations, funds
from lixia_domain.kernel.money import Money
from lixia_domain.rules.ratios import Verdict
from lixia_domain.testing.steps.acts import Said, carries_out
from lixia_domain.testing.steps.expect import same
from lixia_domain.testing.steps.people_and_projects import THE_FUND
from lixia_domain.testing.steps.reading import by_word, same_code, shown
from lixia_domain.testing.steps.sentences import check, one_of, rows
from lixia_domain.testing.steps.world import World, credit_code
from lixia_domain.views.enterprise_register import EnterpriseState

TIES = {"理事近亲属": Tie.COUNCIL_RELATIVE, "捐赠人利害关系人": Tie.INTERESTED_BENEFICIARY}
FIGURES = {
    "上年总收入": "prior_income",
    "前三年收入": "three_year_income",
    "慈善活动支出": "charitable_spending",
    "管理费用": "management_cost",
    "总支出": "total_spending",
}
REGISTERS = {"企业": "enterprise_register", "基金会": "foundation_register"}
TESTS = {"慈善活动支出": 0, "管理费用": 1}


REGISTERED: dict[str, Any] = {"authority": "省民政厅", "document": "法人登记证书"}
QUALIFIED: dict[str, Any] = {
    "qualification": Qualification.PUBLIC_FUNDRAISING,
    "certificate": "公开募捐资格证书",
}


def _figure(word: str) -> Callable[[World, Said], Money | None]:
    def told(world: World, said: Said) -> Money | None:
        table = {row["项目"]: row["金额"] for row in rows(said["datatable"])}
        return Money.parse(table[word]) if word in table else None

    return told


REPORTED: dict[str, Any] = {name: _figure(word) for word, name in FIGURES.items()}

carries_out('基金会"{name}"已登记', foundations.register, code="{name}", **REGISTERED)
carries_out('以基金会"{code}"的信用代码登记"{name}"', foundations.register, **REGISTERED)
carries_out(
    '专项基金设立于基金会"{foundation}"',
    funds.establish,
    agreement="设立协议",
    **THE_FUND,
)
carries_out(
    '另一专项基金"{fund_id}"设立于基金会"{foundation}"',
    funds.establish,
    agreement="{fund_id}设立协议",
    **{name: THE_FUND[name] for name in ("name", "purpose")},
)
carries_out('基金会"{code}"更名为"{name}"', foundations.rename, document="核准更名通知")
carries_out(
    '基金会"{code}"自 {since:Date} 有公开募捐资格', foundations.qualify, until=None, **QUALIFIED
)
carries_out(
    '基金会"{code}"自 {since:Date} 至 {until:Date} 有公开募捐资格',
    foundations.qualify,
    **QUALIFIED,
)
carries_out(
    '基金会"{code}"的公开募捐资格提前于 {until:Date} 终止，凭"{document}"',
    foundations.end_qualification,
    **QUALIFIED,
)
carries_out(
    '基金会"{code}"解除关联："{party}"与"{person}"，{tie}',
    foundations.end_tie,
    document="关系解除说明",
    reads={"tie": TIES},
)
carries_out(
    '基金会"{code}"备案收款账户"{account}"',
    foundations.register_account,
    bank="示例银行（虚构）",
    purpose="捐赠收款",
)
carries_out(
    '"{person}"担任基金会"{code}"的{office}',
    foundations.appoint,
    document="理事会决议",
)
carries_out(
    '"{person}"不再担任基金会"{code}"的{office}',
    foundations.leave,
    document="理事会决议",
)
carries_out(
    '基金会"{code}"申报："{party}"与"{person}"有关联，属{tie}',
    foundations.declare,
    document="关联关系申报表",
    reads={"tie": TIES},
)
carries_out(
    '基金会"{code}"以"{document}"报告 {year:Number} 年：',
    foundations.report_year,
    corrects=None,
    **REPORTED,
)
carries_out(
    '基金会"{code}"以"{document}"报告 {year:Number} 年，更正"{corrects}"：',
    foundations.report_year,
    **REPORTED,
)


@check('{register}台账中"{name}"的历次名称为"{names}"', accepts={"register": one_of(REGISTERS)})
def _(world: World, register: str, name: str, names: str) -> None:
    view = REGISTERS[register]
    row = _row(world, view, name)
    same(f"{name} 的历次名称", f"the names of {name}", row["names"], names)


@check('企业台账中"{name}"的状态为"{state}"')
def _(world: World, name: str, state: str) -> None:
    row = _row(world, "enterprise_register", name)
    same_code(
        f"{name} 的状态", f"the state of {name}", row["state"], by_word(EnterpriseState)[state]
    )


@check('企业台账中"{name}"的承继者为"{into}"')
def _(world: World, name: str, into: str) -> None:
    row = _row(world, "enterprise_register", name)
    same(f"{name} 的承继者", f"the successor of {name}", row["successor"], credit_code(into))


@check(
    '基金会"{name}"{year:Number} 年的{test}判为"{verdict}"',
    accepts={"test": one_of(TESTS), "verdict": one_of(by_word(Verdict))},
)
def _(world: World, name: str, year: int, test: str, verdict: str) -> None:
    found = foundations.judge_year(world.ledger, code=credit_code(name), year=year)
    told = found[TESTS[test]]
    zh, en = f"{name} {year} 年的{test}", f"the test {TESTS[test]} of {name} for {year}"
    same(zh, en, told.verdict, by_word(Verdict)[verdict])


def _row(world: World, view: str, name: str) -> Mapping[str, Any]:
    return shown(world, view, credit_code(name), "登记", "registration")
