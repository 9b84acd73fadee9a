"""The invariants, run over a store's history for a report."""

from __future__ import annotations

from collections.abc import Callable

from lixia_domain.application.bootstrap import Store
from lixia_domain.application.report.content import Verdict
from lixia_domain.audit.past.moment import Moment
from lixia_domain.kernel.words import Words

SHOWN = 5
"""How many of the facts that speak against a sentence a report names."""


def invariants(store: Store) -> Callable[[Moment], tuple[Verdict, ...]]:
    """Return what checks the history of ``store`` up to a moment, in one pass over the log."""

    def checked(moment: Moment) -> tuple[Verdict, ...]:
        from lixia_domain.specs.history import moment as told
        from lixia_domain.specs.history.invariants import INVARIANTS
        from lixia_domain.specs.history.past import Archive

        at = told.Moment(on=moment.on, position=moment.position)
        archive = Archive(store, moment.upto(store.ledger.head()))
        archive.want(at, INVARIANTS.values())
        found = ((said, archive.fold(at, check)) for said, check in INVARIANTS.items())
        return tuple(
            Verdict(
                said,
                check.count,
                tuple(Words(wrong.zh, wrong.en) for wrong in check.wrongs[:SHOWN]),
            )
            for said, check in found
        )

    return checked
