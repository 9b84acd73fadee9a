"""What processes remember of whose money carries a project: by funds, and by their foundations."""

from __future__ import annotations

from lixia_domain.aggregates.disbursement.facts import DisbursementRequested
from lixia_domain.aggregates.pledge.facts import DonationPledged
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.view import Row, View
from lixia_domain.processes.funds import FUNDS_SO_FAR, FundSoFar
from lixia_domain.processes.wish import Asked


class Carried(Row, frozen=True):
    """The funds that a project's money is promised to, or asked of."""

    funds: tuple[str, ...] = ()


def _fund(recorded: Recorded) -> tuple[str, str]:
    """Return a project and the fund that a fact names with it."""
    event = recorded.event
    if isinstance(event, DonationPledged):
        return event.project, event.fund
    assert isinstance(event, DisbursementRequested)
    fund, _ = split_key(event.account)
    return event.project, fund


def evolve(row: Carried | None, recorded: Recorded) -> Carried:
    """Note one more fund."""
    known, (_, fund) = () if row is None else row.funds, _fund(recorded)
    return Carried(known if fund in known else (*known, fund))


CARRIED: View[Carried] = View(
    name="carried_projects",
    version=1,
    title="出资基金",
    title_en="Whose money carries a project",
    row=Carried,
    reads=(DonationPledged, DisbursementRequested),
    keys=lambda recorded: (_fund(recorded)[0],),
    evolve=evolve,
)


def keepers(project: str, asked: Asked) -> frozenset[str]:
    """Return the foundations whose money carries a project, as far as any does."""
    row: Carried | None = asked(CARRIED, project)
    return frozenset().union(*(keeper(fund, asked) for fund in (row.funds if row else ())))


def keeper(fund_id: str, asked: Asked) -> frozenset[str]:
    """Return the foundation that keeps a fund; none, where older code named no fund on record."""
    fund: FundSoFar | None = asked(FUNDS_SO_FAR, fund_id)
    return frozenset({fund.foundation} if fund and fund.foundation else ())
