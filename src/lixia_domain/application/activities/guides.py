"""Use cases of guides (行为指南): draft an edition, publish it for good."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import guide
from lixia_domain.aggregates.guide import GUIDE
from lixia_domain.application.use_case import use_case
from lixia_domain.recording.work import Work


@use_case
def draft(
    work: Work,
    *,
    guide_id: str,
    edition: int,
    title: str,
    document: str,
    document_hash: str,
    cites: tuple[str, ...] = (),
    on: date,
) -> None:
    """Draft an edition (定稿). ``cites`` are the calls whose results it takes up."""
    facts = guide.draft(
        work.load(GUIDE, guide_id),
        edition=edition,
        title=title,
        document=document,
        document_hash=document_hash,
        cites=cites,
        on=on,
    )
    work.record(GUIDE, guide_id, facts)


@use_case
def publish(
    work: Work,
    *,
    guide_id: str,
    edition: int,
    document_hash: str,
    minutes: str,
    since: date,
    on: date,
) -> None:
    """Publish the drafted edition, in force from ``since`` (发布)."""
    facts = guide.publish(
        work.load(GUIDE, guide_id),
        edition=edition,
        document_hash=document_hash,
        minutes=minutes,
        since=since,
        on=on,
    )
    work.record(GUIDE, guide_id, facts)
