"""Four groups of figures: 精准化, 常态化, 便利化, 品牌化. Each is defined in one sentence.

They are read from the rows of views, all at one position, and nothing is kept for them. A share or
a mean whose denominator is 0 has no value; nothing here is rounded.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from enum import StrEnum
from typing import Any

from attrs import frozen

from lixia_domain.kernel.view import ReadModel
from lixia_domain.recording.read_models import Shown
from lixia_domain.views.brand_register import BRAND_REGISTER
from lixia_domain.views.call_board import CALL_BOARD
from lixia_domain.views.claim_board import CLAIM_BOARD
from lixia_domain.views.disclosure_log import DISCLOSURE_LOG
from lixia_domain.views.enterprise_roll import ENTERPRISE_ROLL, UNNAMED
from lixia_domain.views.need_register import NEED_REGISTER
from lixia_domain.views.project_register import PROJECT_REGISTER
from lixia_domain.views.session_log import SESSION_LOG


class Group(StrEnum):
    """The report's four words."""

    PRECISION = "precision"  # 精准化
    REGULARITY = "regularity"  # 常态化
    CONVENIENCE = "convenience"  # 便利化
    BRANDING = "branding"  # 品牌化


class Unit(StrEnum):
    """How a figure is read."""

    COUNT = "count"
    SHARE = "share"
    MONEY_SHARE = "money_share"  # 分子、分母为整数分
    DAYS = "days"
    MINUTES = "minutes"


@frozen
class Figure:
    """One figure: ``part`` of ``whole``, or, for counts and minutes, ``part`` alone."""

    group: Group
    code: str
    zh: str
    en: str
    unit: Unit
    part: int
    whole: int | None = None


@frozen(kw_only=True)
class Report:
    """All figures, and up to which position they were read."""

    position: int
    figures: tuple[Figure, ...]


READS: tuple[ReadModel, ...] = (
    BRAND_REGISTER,
    CALL_BOARD,
    CLAIM_BOARD,
    DISCLOSURE_LOG,
    ENTERPRISE_ROLL,
    NEED_REGISTER,
    PROJECT_REGISTER,
    SESSION_LOG,
)
"""The views that the figures are read from."""


def report(build: Shown) -> Report:
    """Return the four groups as the views have them now."""
    with build.reading() as position:
        figures = (
            *_precision(build),
            *_regularity(build),
            *_convenience(build),
            *_branding(build),
        )
    return Report(position=position, figures=figures)


def _precision(build: Shown) -> Iterator[Figure]:
    needs = [row for row in _rows(build, NEED_REGISTER) if row.verified_on and not row.merged_into]
    projects = _published(build)
    pledged = [row for row in _rows(build, CLAIM_BOARD) if not row.pledge_released]
    yield Figure(
        Group.PRECISION,
        "needs_answered",
        "核实的需求中已列入项目或已满足者的比例（并入其他需求的不计）",
        "of all verified needs, merged ones left out, those planned into a project or met",
        Unit.SHARE,
        _count(row.planned_on or row.met_on for row in needs),
        len(needs),
    )
    yield Figure(
        Group.PRECISION,
        "projects_with_needs",
        "已发布项目中写明所据需求者的比例",
        "of all published projects, those that cite a need",
        Unit.SHARE,
        _count(row.needs for row in projects),
        len(projects),
    )
    yield Figure(
        Group.PRECISION,
        "projects_claimed",
        "已发布项目中有有效认领者的比例",
        "of all published projects, those with a standing claim",
        Unit.SHARE,
        _count(row.claimants for row in projects),
        len(projects),
    )
    yield Figure(
        Group.PRECISION,
        "pledges_arrived",
        "未解除的认捐额中已经到账的比例（按金额）",
        "of all that is pledged and not released, what has arrived, by amount",
        Unit.MONEY_SHARE,
        sum(row.settled_fen for row in pledged),
        sum(row.pledged_fen for row in pledged),
    )


def _regularity(build: Shown) -> Iterator[Figure]:
    projects = _published(build)
    held = [row for row in _rows(build, SESSION_LOG) if row.held_on]
    yield Figure(
        Group.REGULARITY,
        "projects_started",
        "已发布项目中已经启动者的比例",
        "of all published projects, those that have started",
        Unit.SHARE,
        _count(row.started_on for row in projects),
        len(projects),
    )
    yield Figure(
        Group.REGULARITY,
        "sessions_held",
        "已举行的服务活动场次",
        "service sessions that were held",
        Unit.COUNT,
        len(held),
    )
    yield Figure(
        Group.REGULARITY,
        "months_with_sessions",
        "举行过服务活动的月份数",
        "months in which a session was held",
        Unit.COUNT,
        len({(row.dated.year, row.dated.month) for row in held if row.dated}),
    )
    yield Figure(
        Group.REGULARITY,
        "certified_minutes",
        "团队已确认的志愿服务时长",
        "volunteers' time that teams have certified",
        Unit.MINUTES,
        sum(row.certified_minutes for row in held),
    )
    yield Figure(
        Group.REGULARITY,
        "disclosures",
        "在全国平台公开的期次",
        "periods published on the national platform",
        Unit.COUNT,
        len(_rows(build, DISCLOSURE_LOG)),
    )


def _convenience(build: Shown) -> Iterator[Figure]:
    projects = _published(build)
    first: dict[str, Any] = {}
    for row in _rows(build, CLAIM_BOARD):
        if row.on is not None:
            first[row.project] = min(row.on, first.get(row.project, row.on))
    waited = [
        (first[row.project] - row.published_on).days for row in projects if row.project in first
    ]
    drafted = [row for row in projects if row.drafted_on]
    claimed = [row for row in projects if row.claimants]
    yield Figure(
        Group.CONVENIENCE,
        "days_to_publish",
        "项目从起草到发布平均所用天数",
        "days from draft to publication, on average",
        Unit.DAYS,
        sum((row.published_on - row.drafted_on).days for row in drafted),
        len(drafted),
    )
    yield Figure(
        Group.CONVENIENCE,
        "days_to_first_claim",
        "项目从发布到首次认领平均所用天数（无人认领的不计）",
        "days from publication to the first claim, on average over projects that have one",
        Unit.DAYS,
        sum(waited),
        len(waited),
    )
    yield Figure(
        Group.CONVENIENCE,
        "joint_claims",
        "有认领的项目中由两笔以上认领共同承担者的比例",
        "of all claimed projects, those carried by more than one claim",
        Unit.SHARE,
        _count(row.claimants > 1 for row in claimed),
        len(claimed),
    )


def _branding(build: Shown) -> Iterator[Figure]:
    donors = [row for row in _rows(build, ENTERPRISE_ROLL) if row.claims]
    started = [row for row in _published(build) if row.started_on]
    yield Figure(
        Group.BRANDING,
        "brands_recognised",
        "现为认定状态的志愿服务品牌数",
        "brands that are recognised now",
        Unit.COUNT,
        _count(row.recognised_on and not row.retired_on for row in _rows(build, BRAND_REGISTER)),
    )
    yield Figure(
        Group.BRANDING,
        "works_published",
        "征集评选中已公布的作品与条目数",
        "entries that open calls have published",
        Unit.COUNT,
        sum(row.published for row in _rows(build, CALL_BOARD)),
    )
    yield Figure(
        Group.BRANDING,
        "donors_named",
        "有有效认捐的企业中同意公开名称者的比例",
        "of all enterprises with a standing pledge, those that agreed to be named",
        Unit.SHARE,
        _count(row.name != UNNAMED for row in donors),
        len(donors),
    )
    yield Figure(
        Group.BRANDING,
        "projects_accepted",
        "已启动的项目中验收通过者的比例",
        "of all started projects, those that were accepted",
        Unit.SHARE,
        _count(row.accepted_on for row in started),
        len(started),
    )


def _published(build: Shown) -> list[Any]:
    return [row for row in _rows(build, PROJECT_REGISTER) if row.published_on]


def _rows(build: Shown, model: Any) -> list[Any]:
    return [row for _, row in build.rows(model)]


def _count(told: Iterable[object]) -> int:
    return sum(map(bool, told))
