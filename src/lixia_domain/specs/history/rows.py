"""Views as of a moment, folded in memory: the very definitions that the store's views have."""

from __future__ import annotations

from collections import defaultdict
from typing import Any, ClassVar

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import ReadModel, Rollup, View, add, with_sources
from lixia_domain.specs.history.past import Reads
from lixia_domain.views.account_ledger import ACCOUNT_LEDGER
from lixia_domain.views.claim_board import CLAIM_BOARD
from lixia_domain.views.enterprise_roll import ENTERPRISE_ROLL
from lixia_domain.views.fund_statement import FUND_STATEMENT
from lixia_domain.views.programme_summary import PROGRAMME_SUMMARY
from lixia_domain.views.project_register import PROJECT_REGISTER


def reads_of(*models: ReadModel) -> Reads:
    """Return the facts that ``models`` and their sources are folded from."""
    return tuple(
        dict.fromkeys(cls for m in with_sources(models) if isinstance(m, View) for cls in m.reads)
    )


class Rows:
    """The rows of some read models and their sources, made from nothing."""

    reads: ClassVar[Reads]
    models: ClassVar[tuple[ReadModel, ...]]

    def __init__(self) -> None:
        self.tables: dict[str, dict[str, Any]] = {
            model.name: {} for model in with_sources(self.models)
        }
        self.dispatch: dict[type, list[tuple[dict[str, Any], View[Any]]]] = defaultdict(list)
        for model in with_sources(self.models):
            if isinstance(model, View):
                for cls in model.reads:
                    self.dispatch[cls].append((self.tables[model.name], model))

    def take(self, recorded: Recorded) -> None:
        """Fold the fact into the rows it touches."""
        for table, view in self.dispatch[type(recorded.event)]:
            for key in view.keys(recorded):
                row = view.evolve(table.get(key), recorded)
                if row is None:
                    table.pop(key, None)
                else:
                    table[key] = row

    def end(self) -> None:
        """Add the rollups up, sources first."""
        for model in with_sources(self.models):
            if isinstance(model, Rollup):
                self._add_up(model)

    def _add_up(self, rollup: Rollup[Any]) -> None:
        table = self.tables[rollup.name]
        for part in rollup.parts:
            for key, row in self.tables[part.of.name].items():
                for to in part.keys(key, row):
                    table[to] = add(table.get(to) or rollup.start(to), part.adds(row))
        for key in [key for key, row in table.items() if row == rollup.start(key)]:
            del table[key]


class Projects(Rows):
    """项目总表。"""

    models = (PROJECT_REGISTER,)
    reads = reads_of(*models)


class Claims(Rows):
    """认领情况。"""

    models = (CLAIM_BOARD,)
    reads = reads_of(*models)


class Summary(Rows):
    """总览。"""

    models = (PROGRAMME_SUMMARY,)
    reads = reads_of(*models)


class Statement(Rows):
    """基金收支表与专户明细。"""

    models = (FUND_STATEMENT, ACCOUNT_LEDGER)
    reads = reads_of(*models)


class Roll(Rows):
    """爱心榜。"""

    models = (ENTERPRISE_ROLL,)
    reads = reads_of(*models)
