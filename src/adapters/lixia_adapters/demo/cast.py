"""Who and what plays in the demo. Only the figures and the fund's names are the report's.

The report (10 March) names no project, firm, team or budget: all that stands here for them is made
up and says so (虚构示例). So are the credit codes: their region is 000000, which is no region.
"""

from __future__ import annotations

from datetime import date
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from lixia_adapters.registers.pseudonyms import reference
from lixia_domain.kernel.money import Money

SYNTHETIC = "（虚构示例）"

KEY = sha256("虚构示例".encode()).digest()
"""The demo's key of references is no secret: nobody stands behind them."""

FUND = "F-WMSJ"
FUND_NAME = "历下区新时代文明实践公益基金"
FOUNDATION = "山东省扶贫开发基金会"
BANK_ACCOUNT = f"公益基金收款户{SYNTHETIC}"
BATCH = "B2021-1"
BATCH_TITLE = "“爱心伙伴”项目（首批）"

DOMAINS = (
    "为老服务",
    "关爱未成年人",
    "助残济困",
    "心理慰藉",
    "医疗健康",
    "文化科普",
    "生态环保",
    "文明风尚与邻里互助",
)
"""The report says eight domains and names none: this list is inferred (推定)."""

_WORKS = (
    ("助餐送餐", "居家探访", "智能手机课堂", "银龄体检"),
    ("课后托管", "安全教育", "假期书屋", "亲子陪伴"),
    ("无障碍改造", "辅具借用", "技能培训", "困难家庭帮扶"),
    ("倾听热线", "社区沙龙", "青少年心理课", "家庭疏导"),
    ("义诊巡回", "急救培训", "慢病随访", "健康讲堂"),
    ("非遗课堂", "科普大篷车", "流动图书", "社区剧场"),
    ("垃圾分类", "护河巡查", "楼顶菜园", "旧物新生"),
    ("邻里食堂", "文明引导", "调解驿站", "敲门问候"),
)

PROJECTS, CLAIMED, WITH_TWO = 123, 55, 21
BUDGET = Money.yuan(45_000)
MINIMUM = Money.yuan(22_500)
LINES = (("物资采购", Money.yuan(27_000)), ("活动服务", Money.yuan(18_000)))

STARTED, FINISHED = 22, 8
"""How many projects start, and how many of these are through by the end of the year."""
CO_FUNDED = range(13, 17)
"""The started projects whose equipment the government pays for, on a budget line of its own.

Their agreements let one tranche be open while it does: it follows a calendar of its own.
"""
BEGUN = date(2021, 7, 6)

JUNE, YEAR_END = date(2021, 6, 30), date(2021, 12, 31)
"""When instalments fall due."""

OVERPAID, REPEATED, UNKNOWN_PAYER, REVERSED, CANCELLED = 5, 8, 12, 14, 15
"""The claims with a story of their own, by number."""


class Project(NamedTuple):
    """A project of the catalogue."""

    id: str
    title: str
    domain: str
    relief: bool


class Claim(NamedTuple):
    """Who claims which project, and for how much."""

    id: str
    number: int
    project: str
    code: str
    firm: str
    amount: Money


@cache
def projects() -> tuple[Project, ...]:
    """Return the 123 projects, the domains in turn."""
    found = []
    for number in range(PROJECTS):
        at = number % len(DOMAINS)
        work = _WORKS[at][number // len(DOMAINS) % len(_WORKS[at])]
        station = number // len(DOMAINS) // len(_WORKS[at]) + 1
        found.append(
            Project(
                f"P-{number + 1:03d}", f"{work}第{station}站{SYNTHETIC}", DOMAINS[at], at in (0, 2)
            )
        )
    return tuple(found)


@cache
def claims() -> tuple[Claim, ...]:
    """Return the 76 claims: 34 projects with one claimant and 21 with two, 45,000 yuan each."""
    found: list[Claim] = []
    taken = [projects()[-(-at * PROJECTS // CLAIMED)] for at in range(CLAIMED)]
    for at, project in enumerate(taken):
        two = (at + 1) * WITH_TWO // CLAIMED > at * WITH_TWO // CLAIMED
        for _ in range(2 if two else 1):
            number = len(found) + 1
            amount = Money(BUDGET.fen // 2) if two else BUDGET
            firm = f"示例企业{number:02d}{SYNTHETIC}"
            found.append(
                Claim(f"C{number:03d}", number, project.id, credit_code(number), firm, amount)
            )
    return tuple(found)


@cache
def started() -> tuple[str, ...]:
    """Return the projects that start: all their claims are paid in full by the end of June."""
    in_time = {1, 2, 4, 5, 8, 9}
    by_project: dict[str, list[int]] = {}
    for claim in claims():
        by_project.setdefault(claim.project, []).append(claim.number)
    paid = [
        project
        for project, numbers in by_project.items()
        if CANCELLED not in numbers and all(n % 10 in in_time for n in numbers)
    ]
    return tuple(paid[:STARTED])


def credit_code(number: int, kind: str = "91") -> str:
    """Return a credit code that is sound and nobody's. ``kind``: 91 a firm's, 53 a foundation's."""
    from stdnum.cn import uscc

    body = f"{kind}000000DEM00{number:04d}"
    return body + str(uscc.calc_check_digit(body))


FOUNDATION_CODE = credit_code(1, kind="53")


def person(name: str) -> str:
    """Return the reference of a person who does not exist."""
    return reference(name, KEY)


def need_of(project: Project) -> str:
    """Return the need that a project was made of."""
    return f"N{project.id[1:]}"


def team(number: int) -> str:
    """Return the id of the team of the started project with this number."""
    return f"T-{number:02d}"


def lead(number: int) -> str:
    """Return the account that a team's lead acts by."""
    return f"team-lead-{number:02d}"


def firm_account(claim: Claim) -> str:
    """Return the account that the claiming firm acts by."""
    return f"firm-{claim.number:02d}"


def agreement(project: str) -> str:
    """Return the agreement under which a team carries a project out."""
    return f"实施协议 {project}{SYNTHETIC}"


def in_two(claim: Claim) -> bool:
    """Tell whether the claim is paid in two instalments."""
    return claim.number % 10 in (3, 6)
