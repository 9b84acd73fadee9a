"""Views as of a moment, folded in memory: the very definitions that the store's views have."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from typing import Any, TypeAlias

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.view import ReadModel, Rollup, View, touched, with_sources
from lixia_domain.specs.history.folds import Fold
from lixia_domain.views.account_ledger import ACCOUNT_LEDGER
from lixia_domain.views.claim_board import CLAIM_BOARD
from lixia_domain.views.fund_statement import FUND_STATEMENT
from lixia_domain.views.programme_summary import PROGRAMME_SUMMARY
from lixia_domain.views.project_register import PROJECT_REGISTER

Take: TypeAlias = Callable[[Recorded], None]


class Tables:
    """The rows of some read models and their sources, made from nothing."""

    def __init__(self, models: Iterable[ReadModel]) -> None:
        self.models = with_sources(models)
        self.rows: dict[str, dict[str, Any]] = {model.name: {} for model in self.models}

    def takes(self) -> dict[type[Event], Take]:
        """Return, for each class, what folds a fact of it into the rows it touches."""
        touched: dict[type[Event], list[tuple[dict[str, Any], Any, Any]]] = defaultdict(list)
        for model in self.models:
            if isinstance(model, View):
                for cls in model.reads:
                    touched[cls].append((self.rows[model.name], model.keys, model.evolve))
        return {cls: _folding(views) for cls, views in touched.items()}

    def end(self) -> None:
        """Add the rollups up, sources first."""
        for model in self.models:
            if isinstance(model, Rollup):
                self._add_up(model)

    def _add_up(self, rollup: Rollup[Any]) -> None:
        anew = {
            source.name: {key: (None, row) for key, row in self.rows[source.name].items()}
            for source in rollup.sources
        }
        base = {} if rollup.base is None else self.rows[rollup.base.name]
        table = self.rows[rollup.name]
        for key, sums in touched(rollup, anew).items():
            if (row := rollup.row_of(key, base.get(key), None, sums)) is not None:
                table[key] = row


def _folding(views: list[tuple[dict[str, Any], Any, Any]]) -> Take:
    def take(recorded: Recorded) -> None:
        for table, keys, evolve in views:
            for key in keys(recorded):
                row = evolve(table.get(key), recorded)
                if row is None:
                    table.pop(key, None)
                else:
                    table[key] = row

    return take


class Projects(Fold):
    """项目总表。"""

    views = (PROJECT_REGISTER,)


class Claims(Fold):
    """认领情况。"""

    views = (CLAIM_BOARD,)


class Summary(Fold):
    """总览。"""

    views = (PROGRAMME_SUMMARY,)


class Statement(Fold):
    """基金收支表与专户明细。"""

    views = (FUND_STATEMENT, ACCOUNT_LEDGER)
