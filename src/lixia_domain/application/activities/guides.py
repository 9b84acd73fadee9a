"""Use cases of guides (行为指南): draft an edition, publish it for good."""

from __future__ import annotations

from typing import Annotated

from lixia_domain.aggregates import guide
from lixia_domain.aggregates.guide import GUIDE, Facts, Guide
from lixia_domain.application.standing import PublishedCall
from lixia_domain.application.use_case import Role, Words, decides
from lixia_domain.kernel.vocabulary import (
    Document,
    Edition,
    GuideId,
    Minutes,
    On,
    Sha256,
    Since,
    Title,
)


@decides(
    GUIDE,
    "guide_id",
    says=Words("指南定稿", "draft an edition of a guide"),
    by=Role.PROGRAMME_OFFICE,
)
def draft(
    known: Guide | None,
    *,
    guide_id: GuideId,
    edition: Edition,
    title: Title,
    document: Document,
    document_hash: Sha256,
    cites: Annotated[
        tuple[PublishedCall, ...], Words("引用的征集", "calls whose results it takes up")
    ] = (),
    on: On,
) -> Facts:
    """Draft an edition (定稿). ``cites`` are the calls whose results it takes up."""
    return guide.draft(
        known,
        edition=edition,
        title=title,
        document=document,
        document_hash=document_hash,
        cites=cites,
        on=on,
    )


@decides(
    GUIDE,
    "guide_id",
    says=Words("发布指南", "publish an edition of a guide"),
    by=Role.PROGRAMME_OFFICE,
)
def publish(
    known: Guide | None,
    *,
    guide_id: GuideId,
    edition: Edition,
    document_hash: Sha256,
    minutes: Minutes,
    since: Since,
    on: On,
) -> Facts:
    """Publish the drafted edition, in force from ``since`` (发布)."""
    return guide.publish(
        known,
        edition=edition,
        document_hash=document_hash,
        minutes=minutes,
        since=since,
        on=on,
    )
