"""The demo: the report by use cases, its launch to the fen; then a made-up year (虚构示例)."""

from __future__ import annotations

from attrs import frozen

from lixia_adapters.demo import figures
from lixia_adapters.demo.launch import launch
from lixia_adapters.demo.place import Occupied, open_stage
from lixia_adapters.demo.stage import FIRST_DAY, Progress, Stage, opening
from lixia_adapters.demo.year import year
from lixia_domain.application.bootstrap import Store
from lixia_domain.application.clock import ToldClock

__all__ = ["Occupied", "Played", "play"]

STEPS = 2300
"""About how many use cases are carried out: what the progress bar aims at."""


@frozen(kw_only=True)
class Played:
    """What came of a demo. ``launch`` are the figures as of the announced position.

    Only the rules of the open call come later: these are as of ``position``.
    """

    store: Store
    announced: int
    position: int
    launch: dict[str, int]
    money: dict[str, int]
    year: dict[str, int]

    @property
    def met(self) -> bool:
        """Tell whether every figure of the report is met."""
        return self.launch == dict(figures.REPORT)


def play(uri: str, *, replace: bool = False, progress: Progress | None = None) -> Played:
    """Play the demo into the store at ``uri``, which the caller closes.

    Everything but the correlation ids and the store's fingerprint is the same each time. Raises
    ``Occupied`` for a store that has facts already.
    """
    clock = ToldClock(opening(FIRST_DAY))
    store = open_stage(uri, replace=replace, clock=clock)
    try:
        stage = Stage(store, clock, STEPS, progress)
        announced = launch(stage)
        year(stage)
        position = store.ledger.head()
        return Played(
            store=store,
            announced=announced,
            position=position,
            launch=figures.pledged_by(store.ledger, announced)
            | figures.campaign_by(store.ledger, announced, position),
            money=figures.money_by(store.ledger, position),
            year=figures.year_by(store.ledger, position),
        )
    except BaseException:
        store.close()
        raise
