"""What a report reads: rows of views and a few facts, all at one moment."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cached_property
from typing import Any

from attrs import frozen

from lixia_domain.aggregates.foundation.state import FOUNDATION, Foundation
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.application.bootstrap import Store
from lixia_domain.audit.past.moment import Moment, Progress, facts, stream_facts
from lixia_domain.audit.past.rows import Rows, replay
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.view import ReadModel
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.ledger import Ledger
from lixia_domain.views import VIEWS
from lixia_domain.views.account_ledger import ACCOUNT_LEDGER, AccountLedgerRow
from lixia_domain.views.claim_board import CLAIM_BOARD
from lixia_domain.views.disbursement_register import (
    DISBURSEMENT_REGISTER,
    DisbursementRow,
    fund_of,
)
from lixia_domain.views.programme_summary import ALL, PROGRAMME_SUMMARY, SummaryRow
from lixia_domain.views.project_register import PROJECT_REGISTER, ProjectRow


class NoSuchFund(Fault):
    """The fund that a report is asked of was not there at that moment."""

    def __init__(self, fund: str, moment: str) -> None:
        super().__init__(
            f"{moment}，账册中没有专项基金“{fund}”；请核对基金编号与日期",
            f"there was no fund {fund!r} by then ({moment}): check its id and the date",
            fund=fund,
            moment=moment,
        )


@frozen(kw_only=True, slots=False)
class Source:
    """One moment of one store, as a report on ``fund_id`` sees it.

    ``since`` is the first day of the period that is reported on; its last is the moment's.
    """

    ledger: Ledger
    moment: Moment
    since: date
    rows: Rows
    fund_id: str
    fund: str
    foundation_code: str
    keeper: Foundation | None
    recorded_at: datetime | None

    @classmethod
    def read(
        cls,
        store: Store,
        fund_id: str,
        moment: Moment,
        *,
        since: date = date.min,
        progress: Progress | None = None,
    ) -> Source:
        """Replay all views as of ``moment``. Raises ``NoSuchFund``."""
        ledger = store.ledger
        rows = replay(ledger, VIEWS, moment, progress=progress)
        known = _state(ledger, FUND, fund_id, moment)
        if known is None:
            raise NoSuchFund(fund_id, moment.text(ledger.head()))
        code = known.proposed.foundation
        last = list(ledger.read(rows.at - 1, rows.at))
        return cls(
            ledger=ledger,
            moment=moment,
            since=since,
            rows=rows,
            fund_id=fund_id,
            fund=known.proposed.name,
            foundation_code=code,
            keeper=_state(ledger, FOUNDATION, code, moment),
            recorded_at=last[-1].recorded_at if last else None,
        )

    @property
    def position(self) -> int:
        """Return how far the log was read."""
        return self.rows.at

    @property
    def foundation(self) -> str:
        """Return the foundation's name; what the fund calls it, if it is not registered."""
        return self.foundation_code if self.keeper is None else self.keeper.name

    @property
    def whole(self) -> SummaryRow:
        """Return the programme's figures in all."""
        found = self.rows.tables[PROGRAMME_SUMMARY.name].get(ALL)
        return found if isinstance(found, SummaryRow) else PROGRAMME_SUMMARY.start(ALL)

    def of(self, model: ReadModel) -> list[Any]:
        """Return the rows of a view, in order of keys."""
        return [row for _, row in self.rows.rows(model)]

    @property
    def until(self) -> date:
        """Return the last day that is reported on."""
        assert self.moment.on is not None, "a report is as of a day"
        return self.moment.on

    @cached_property
    def movements(self) -> tuple[AccountLedgerRow, ...]:
        """Return every movement on the fund's accounts, up to the moment."""
        return tuple(row for row in self.of(ACCOUNT_LEDGER) if row.fund == self.fund_id)

    @cached_property
    def moved(self) -> tuple[AccountLedgerRow, ...]:
        """Return the movements of the period."""
        return tuple(row for row in self.movements if row.on >= self.since)

    @cached_property
    def tranches(self) -> Mapping[str, DisbursementRow]:
        """Return the fund's disbursements, by id."""
        rows: list[DisbursementRow] = self.of(DISBURSEMENT_REGISTER)
        return {row.disbursement: row for row in rows if fund_of(row) == self.fund_id}

    @cached_property
    def projects(self) -> Mapping[str, ProjectRow]:
        """Return all projects, by id."""
        return {row.project: row for row in self.of(PROJECT_REGISTER)}

    def pledged(self) -> Counter[str]:
        """Return what stands pledged to the fund for each project, in fen."""
        pledged: Counter[str] = Counter()
        for row in self.of(CLAIM_BOARD):
            if row.fund == self.fund_id and not row.pledge_released:
                pledged[row.project] += row.pledged_fen
        return pledged

    def facts(self, *reads: type[Event]) -> Iterator[Recorded]:
        """Yield facts of these kinds, up to the moment."""
        return facts(self.ledger, self.moment, reads)


def _state(ledger: Ledger, decider: Decider[Any, Any], key: str, moment: Moment) -> Any:
    told = stream_facts(ledger, decider.stream(key), moment)
    return decider.fold(recorded.event for recorded in told)
