"""The foundation that keeps the fund: what it is, its plan, what it publishes, what it reports.

Its name is the report's. Its credit code, its officers, papers and figures are made up (虚构示例).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial
from hashlib import sha256
from typing import Any

from lixia_adapters.demo import cast
from lixia_adapters.demo.stage import FIRST_DAY, FOUNDATION_DESK, LAUNCH, Day, Stage, keeper_does
from lixia_domain.aggregates.disclosure import Platform
from lixia_domain.aggregates.foundation.facts import Office, Qualification, Tie
from lixia_domain.application.finance import disclosures, foundations, funds, plans
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.rules.deadlines import Matter

PLAN, PLAN_ENDS = "MJ-2021", date(2021, 12, 31)
OFFICERS = (
    ("council-1", Office.CHAIR),
    ("council-2", Office.COUNCIL),
    ("supervisor-1", Office.SUPERVISOR),
    ("secretary-1", Office.SECRETARY),
    (FOUNDATION_DESK, Office.MANAGER),
)
RELATED_PAYEE, TIED = "payee-05", "council-2"
"""The fifth team buys from a firm that a council member has a share in: it abstains."""

_QUARTERS = (date(2021, 6, 10), date(2021, 9, 10), date(2021, 12, 10))


def before() -> Iterator[Day]:
    """Yield what stands before the launch: foundation, fund, plan filed in time."""
    registered, established = FIRST_DAY, date(2021, 2, 24)
    code, paper = cast.FOUNDATION_CODE, _paper
    yield (
        registered,
        keeper_does(
            foundations.register,
            code=code,
            name=cast.FOUNDATION,
            authority=paper("登记管理机关"),
            document=paper("登记证书"),
        ),
    )
    for kind, title, until in (
        (Qualification.PUBLIC_FUNDRAISING, "公开募捐资格证书", None),
        (Qualification.TAX_DEDUCTION, "税前扣除资格公告", date(2022, 12, 31)),
    ):
        yield (
            registered,
            keeper_does(
                foundations.qualify,
                code=code,
                qualification=kind,
                certificate=paper(title),
                since=date(2020, 1, 1),
                until=until,
            ),
        )
    yield (
        registered,
        keeper_does(
            foundations.register_account,
            code=code,
            account=cast.BANK_ACCOUNT,
            bank=paper("开户行"),
            purpose="公益基金收付",
        ),
    )
    for person, office in OFFICERS:
        yield (
            registered,
            keeper_does(
                foundations.appoint,
                code=code,
                person=person,
                office=office,
                document=paper("理事会决议 2021-1"),
            ),
        )
    yield established, _fund
    yield (
        date(2021, 2, 26),
        keeper_does(
            plans.file,
            plan_id=PLAN,
            foundation_code=code,
            fund_id=cast.FUND,
            title=paper("“爱心伙伴”项目募捐方案"),
            purpose=paper("新时代文明实践公益项目"),
            begins=LAUNCH,
            ends=PLAN_ENDS,
            goal=Money(cast.BUDGET.fen * cast.PROJECTS),
            surplus=paper("用于相同或相近的项目"),
            filing=paper("募备 2021-01"),
        ),
    )


def _fund(stage: Stage) -> None:
    keeper: Any = {"actor": FOUNDATION_DESK, "role": Role.ACCOUNTANT, "fund_id": cast.FUND}
    stage.play(
        funds.establish,
        **keeper,
        name=cast.FUND_NAME,
        foundation=cast.FOUNDATION_CODE,
        purpose=_paper("新时代文明实践公益项目"),
        agreement=_paper("设立协议 2021-01"),
    )
    stage.play(
        funds.appoint_committee,
        **keeper,
        members=("member-1", "member-2", "member-3"),
        document=_paper("任命文件 2021-01"),
    )
    rules = _paper("基金管理办法")
    stage.play(
        funds.set_management_rule,
        **keeper,
        permille=50,
        document=rules,
        document_hash=_sha256(rules),
    )


def happenings() -> Iterator[Day]:
    """Yield what the foundation declares, publishes and reports in the year and after it."""
    yield (
        date(2021, 6, 1),
        keeper_does(
            foundations.declare,
            code=cast.FOUNDATION_CODE,
            party=RELATED_PAYEE,
            person=TIED,
            tie=Tie.SUPPLIER,
            document=_paper("关联方申报表 2021"),
        ),
    )
    for due in _QUARTERS:
        yield due, published(Matter.PLAN_PROGRESS, PLAN, due.isoformat())
    yield PLAN_ENDS, _plan_ended
    yield date(2022, 3, 25), partial(_year_reported, year=2021)
    yield date(2022, 3, 28), published(Matter.PLAN_IN_FULL, PLAN, "全面")


def published(matter: Matter, subject: str, period: str) -> Any:
    """Return what publishes a matter on the national platform, as the log then stands."""
    content = _paper(f"{matter} {subject} {period}")
    return keeper_does(
        disclosures.publish,
        matter=matter,
        subject=subject,
        period=period,
        platform=Platform.NATIONAL,
        address="https://example.invalid/" + _sha256(content)[:8],
        content_hash=_sha256(content),
    )


def _plan_ended(stage: Stage) -> None:
    """End the plan with what the views say was raised by then."""
    rows = stage.store.show("programme_summary")["rows"]
    [whole] = (row for row in rows if row["domains"] is not None)
    stage.play(
        plans.end,
        actor=FOUNDATION_DESK,
        role=Role.ACCOUNTANT,
        plan_id=PLAN,
        raised=Money(whole["received_fen"]),
        document=_paper("募捐结束报告"),
    )


def _year_reported(stage: Stage, *, year: int) -> None:
    document = _paper(f"{year} 年度工作报告")
    stage.play(
        foundations.report_year,
        actor=FOUNDATION_DESK,
        role=Role.ACCOUNTANT,
        code=cast.FOUNDATION_CODE,
        year=year,
        prior_income=Money.yuan(30_000_000),
        three_year_income=None,
        charitable_spending=Money.yuan(24_500_000),
        management_cost=Money.yuan(1_800_000),
        total_spending=Money.yuan(26_500_000),
        document=document,
        document_hash=_sha256(document),
        corrects=None,
    )


def _paper(name: str) -> str:
    return f"{name}{cast.SYNTHETIC}"


def _sha256(text: str) -> str:
    return sha256(text.encode()).hexdigest()
