"""The log itself: reading it, and rows that another release of the program has written."""

from __future__ import annotations

import dataclasses
import json
from typing import Any, cast

from lixia_domain.aggregates.project.facts import ProjectPublished
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.programme import projects
from lixia_domain.extensions.shown import all_views
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import ZERO
from lixia_domain.testing.steps.sentences import act
from lixia_domain.testing.steps.world import World


@act("查看全部视图")
def _(world: World) -> None:
    world.shown = [world.store.show(view.name) for view in all_views()]


@act("从头读取账册")
def _(world: World) -> None:
    world.outcome = len(list(world.ledger.read()))


@act('账册中有第 {version:Number} 版程序写下的项目"{project}"发布事实')
def _(world: World, version: int, project: str) -> None:
    _write_published(world, project, version=version, drop=())


@act('账册中有第 1 版的项目"{project}"发布事实，当时尚无候补一项')
def _(world: World, project: str) -> None:
    _write_published(world, project, version=1, drop=("waitlist",))


def _write_published(world: World, project: str, *, version: int, drop: tuple[str, ...]) -> None:
    """Append a publication as a release that knew it by ``version`` would have stored it."""
    stream = PROJECT.stream(project)
    by = world.by(projects.publish)
    recorded = Recorded(
        0,
        stream,
        len(world.ledger.history(stream)) + 1,
        ProjectPublished(batch="首批", minimum=ZERO, waitlist=True, on=world.today),
        by.at,
        by.actor,
        by.role,
    )
    stored = world.ledger.mapper.to_stored_event(cast(Any, recorded))
    told = json.loads(stored.state)
    told["version"] = version
    told["data"] = {name: value for name, value in told["data"].items() if name not in drop}
    state = json.dumps(told, ensure_ascii=False).encode()
    world.ledger.journal.insert_events([dataclasses.replace(stored, state=state)])
