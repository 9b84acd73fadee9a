"""What a ceremony announces (公布认领): the programme's figures, read from the log by itself."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lixia_domain.aggregates.batch import BATCH, Figures, PledgesAnnounced
from lixia_domain.aggregates.pledge.facts import DonationPledged
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project.facts import ProjectPublished
from lixia_domain.aggregates.project.state import PROJECT, existing
from lixia_domain.application.donors import successor_of
from lixia_domain.kernel.money import total
from lixia_domain.recording.work import Work


def figures(work: Work) -> Figures:
    """Return the programme's figures as they stand: of published projects, and who has pledged."""
    keys = {recorded.key for recorded in work.facts(ProjectPublished)}
    work.prefetch(PROJECT, keys)
    projects = [existing(work.load(PROJECT, key)) for key in keys]
    return Figures(
        domains=len({project.drafted.domain for project in projects}),
        projects=len(projects),
        projects_claimed=sum(bool(project.claims) for project in projects),
        enterprises=len(_pledging(work)),
        pledged=total(project.claimed for project in projects),
    )


def _pledging(work: Work) -> set[str]:
    """Return the enterprises of which a pledge stands; merged firms are one."""
    keys = {recorded.key for recorded in work.facts(DonationPledged)}
    work.prefetch(PLEDGE, keys)
    pledges = (work.load(PLEDGE, key) for key in keys)
    giving = {pledge.enterprise for pledge in pledges if pledge and pledge.released is None}
    return {successor_of(work, code) for code in giving}


def figures_once_told(work: Work, given: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what older code had to be told of a ceremony's figures: those that were announced."""
    for recorded in work.history(BATCH, given["batch_id"]):
        match recorded.event:
            case PledgesAnnounced() as said:
                told = Figures(*(getattr(said, name) for name in Figures._fields))
                yield {**told._asdict(), "position": said.position}
            case _:
                pass
