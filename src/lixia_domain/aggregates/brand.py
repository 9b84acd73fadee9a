"""Brand (志愿服务品牌): nominated, incubated, recognised, one day retired."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Worded, Words


@stored_as("brand.nominated", says=Words("品牌提名", "brand nominated"))
class BrandNominated(Event):
    """品牌提名。``projects`` 为支撑品牌的项目。"""

    name: str
    team: str
    projects: tuple[str, ...]
    reason: str


@stored_as("brand.incubated", says=Words("品牌列入培育", "brand incubated"))
class BrandIncubated(Event):
    """列入孵化培育。"""

    plan: str


@stored_as("brand.recognised", says=Words("品牌认定", "brand recognised"))
class BrandRecognised(Event):
    """认定为品牌。"""

    title: str
    minutes: str


@stored_as("brand.retired", says=Words("品牌退出名录", "brand retired"))
class BrandRetired(Event):
    """退出品牌名录。"""

    reason: str


BrandEvent: TypeAlias = BrandNominated | BrandIncubated | BrandRecognised | BrandRetired
Facts: TypeAlias = tuple[BrandEvent, ...]


class BrandStage(Worded):
    """Where in its life a brand stands."""

    NOMINATED = "nominated", "已提名"
    INCUBATING = "incubating", "孵化中"
    RECOGNISED = "recognised", "已认定"
    RETIRED = "retired", "已退出"


@frozen(kw_only=True)
class Brand:
    """A brand as its decisions see it. No brand yet is ``None``."""

    nominated: BrandNominated
    stage: BrandStage = BrandStage.NOMINATED


def evolve(brand: Brand | None, event: BrandEvent) -> Brand:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, BrandNominated):
        return Brand(nominated=event)
    assert brand is not None, "a brand's history opens with BrandNominated"
    match event:
        case BrandIncubated():
            return replace(brand, stage=BrandStage.INCUBATING)
        case BrandRecognised():
            return replace(brand, stage=BrandStage.RECOGNISED)
        case BrandRetired():
            return replace(brand, stage=BrandStage.RETIRED)
        case _:
            assert_never(event)


BRAND: Decider[Brand | None, BrandEvent] = Decider("brand", None, evolve, get_args(BrandEvent))


class Why(Reason):
    """Every reason a brand may refuse."""

    UNKNOWN = "brand.unknown", "没有这个品牌", "there is no such brand"
    EXISTS = "brand.exists", "品牌编号已用于“{name}”", "the id is that of “{name}”"
    NO_PROJECT = (
        "brand.no_project",
        "品牌须有至少一个项目支撑",
        "a brand rests on at least one project",
    )
    NOT_ITS_WORK = (
        "brand.not_its_work",
        "项目 {project} 不是团队 {team} 实施过的（未启动、已取消或由别的团队实施），不能支撑其品牌",
        "project {project} was not carried out by team {team} (it never started, was cancelled, or "
        "is another team's): its brand does not rest on it",
    )
    WRONG_STAGE = (
        "brand.wrong_stage",
        "品牌处于“{stage}”阶段，不能{act}",
        "the brand is {stage}: {act} is not possible",
    )


def nominate(
    brand: Brand | None,
    *,
    name: str,
    team: str,
    projects: tuple[str, ...],
    others: Sequence[str],
    reason: str,
    on: date,
) -> Facts:
    """Nominate a brand (提名), resting on projects that its team did. Told twice: ``()``.

    ``others``: which of them it did not carry out.
    """
    told = BrandNominated(name=name, team=team, projects=projects, reason=reason, on=on)
    if brand is not None:
        if brand.nominated.repeats(told):
            return ()
        raise Rejection(Why.EXISTS, name=brand.nominated.name)
    if not projects:
        raise Rejection(Why.NO_PROJECT)
    if others:
        raise Rejection(Why.NOT_ITS_WORK, project=others[0], team=team)
    return (told,)


def incubate(brand: Brand | None, *, plan: str, on: date) -> Facts:
    """Take a brand into incubation (孵化)."""
    _standing(brand, Words("孵化", "incubating"), BrandStage.NOMINATED)
    return (BrandIncubated(plan=plan, on=on),)


def recognise(brand: Brand | None, *, title: str, minutes: str, on: date) -> Facts:
    """Recognise a brand after incubation (认定)."""
    _standing(brand, Words("认定", "recognising"), BrandStage.INCUBATING)
    return (BrandRecognised(title=title, minutes=minutes, on=on),)


def retire(brand: Brand | None, *, reason: str, on: date) -> Facts:
    """Retire a brand (退出), wherever it stands."""
    _standing(
        brand,
        Words("退出", "retiring"),
        BrandStage.NOMINATED,
        BrandStage.INCUBATING,
        BrandStage.RECOGNISED,
    )
    return (BrandRetired(reason=reason, on=on),)


def _standing(brand: Brand | None, act: Words, *stages: BrandStage) -> Brand:
    if brand is None:
        raise Rejection(Why.UNKNOWN)
    if brand.stage not in stages:
        raise Rejection(Why.WRONG_STAGE, stage=brand.stage, act=act)
    return brand
