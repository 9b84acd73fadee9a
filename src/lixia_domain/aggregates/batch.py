"""Batch (批次): a catalogue of projects released together, and the ceremony that announces it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple, TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Worded, Words


@stored_as("batch.planned", says=Words("批次策划", "batch planned"))
class BatchPlanned(Event):
    """批次策划。"""

    title: str


@stored_as("batch.released", says=Words("批次发布", "batch released"))
class BatchReleased(Event):
    """批次发布。"""

    projects: tuple[str, ...]


class Figures(NamedTuple):
    """What a ceremony tells (认领情况): running totals, as they are."""

    domains: int
    projects: int
    projects_claimed: int
    enterprises: int
    pledged: Money


@stored_as("batch.pledges_announced", says=Words("公布认领情况", "pledges announced"))
class PledgesAnnounced(Event):
    """启动暨发布仪式公布认领情况：截至账册 ``position`` 的累计数。"""

    ceremony: str
    domains: int
    projects: int
    projects_claimed: int
    enterprises: int
    pledged: Money
    position: int


BatchEvent: TypeAlias = BatchPlanned | BatchReleased | PledgesAnnounced
Facts: TypeAlias = tuple[BatchEvent, ...]


class BatchStage(Worded):
    """Where in its life a batch stands."""

    PLANNED = "planned", "已策划"
    RELEASED = "released", "已发布"
    ANNOUNCED = "announced", "已公布"


@frozen(kw_only=True)
class Batch:
    """A batch as its decisions see it. No batch yet is ``None``."""

    title: str
    stage: BatchStage = BatchStage.PLANNED


def evolve(batch: Batch | None, event: BatchEvent) -> Batch:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, BatchPlanned):
        return Batch(title=event.title)
    assert batch is not None, "a batch's history opens with BatchPlanned"
    match event:
        case BatchReleased():
            return replace(batch, stage=BatchStage.RELEASED)
        case PledgesAnnounced():
            return replace(batch, stage=BatchStage.ANNOUNCED)
        case _:
            assert_never(event)


BATCH: Decider[Batch | None, BatchEvent] = Decider("batch", None, evolve, get_args(BatchEvent))


class Why(Reason):
    """Every reason a batch may refuse."""

    UNKNOWN = "batch.unknown", "没有这个批次", "there is no such batch"
    EXISTS = "batch.exists", "批次编号已用于《{title}》", "the id is that of “{title}”"
    EMPTY = "batch.empty", "批次中没有项目", "the batch has no projects"
    WRONG_STAGE = (
        "batch.wrong_stage",
        "批次处于“{stage}”阶段，不能{act}",
        "the batch is {stage}: {act} is not possible",
    )


def plan(batch: Batch | None, *, title: str, on: date) -> Facts:
    """Plan a batch (策划). The same told twice is ``()``."""
    if batch is None:
        return (BatchPlanned(title=title, on=on),)
    if batch.title == title:
        return ()
    raise Rejection(Why.EXISTS, title=batch.title)


def release(batch: Batch | None, *, projects: tuple[str, ...], on: date) -> Facts:
    """Release the batch (发布) with its projects."""
    _standing(batch, Words("发布", "releasing"), BatchStage.PLANNED)
    if not projects:
        raise Rejection(Why.EMPTY)
    return (BatchReleased(projects=projects, on=on),)


def announce(
    batch: Batch | None,
    *,
    ceremony: str,
    figures: Figures,
    position: int,
    on: date,
) -> Facts:
    """Announce at a ceremony what has been pledged so far (公布认领): ``position`` is how far."""
    _standing(batch, Words("公布认领", "announcing"), BatchStage.RELEASED)
    return (
        PledgesAnnounced(
            ceremony=ceremony,
            domains=figures.domains,
            projects=figures.projects,
            projects_claimed=figures.projects_claimed,
            enterprises=figures.enterprises,
            pledged=figures.pledged,
            position=position,
            on=on,
        ),
    )


def open(batch: Batch | None) -> Batch:
    """Return ``batch`` if projects may be published in it: it is not announced; else refuse."""
    act = Words("发布项目", "publishing a project in it")
    return _standing(batch, act, BatchStage.PLANNED, BatchStage.RELEASED)


def _standing(batch: Batch | None, act: Words, *stages: BatchStage) -> Batch:
    if batch is None:
        raise Rejection(Why.UNKNOWN)
    if batch.stage not in stages:
        raise Rejection(Why.WRONG_STAGE, stage=batch.stage, act=act)
    return batch
