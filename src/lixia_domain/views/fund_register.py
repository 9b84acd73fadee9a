"""Special funds (专项基金): by which agreement each stands, and up to when its books are closed."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace


class FundRow(Row, frozen=True):
    """A fund. ``state``: proposed, established, terminating, closed.

    ``permille`` is the fund's own cap on management cost; ``closed_through`` a month (2021-12).
    """

    fund: str
    name: str = ""
    state: str = "proposed"
    foundation: str = ""
    purpose: str = ""
    agreement: str = ""
    members: int = 0
    permille: int | None = None
    closed_through: str = ""
    established_on: date | None = None
    ended_on: date | None = None
    reason: str = ""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the fund."""
    return (recorded.key,)


def evolve(row: FundRow | None, recorded: Recorded) -> FundRow:
    """Bring a fund's row up to date."""
    row = row or FundRow(fund=recorded.key)
    match recorded.event:
        case fnd.FundProposed(name=name, foundation=foundation, purpose=purpose):
            return replace(row, name=name, foundation=foundation, purpose=purpose)
        case fnd.FundEstablished(agreement=agreement, on=on):
            return replace(row, state="established", agreement=agreement, established_on=on)
        case fnd.CommitteeAppointed(members=members):
            return replace(row, members=len(members))
        case fnd.ManagementRuleSet(permille=permille):
            return replace(row, permille=permille)
        case fnd.PeriodClosed(period=period):
            return replace(row, closed_through=period)
        case fnd.FundTerminating(reason=reason):
            return replace(row, state="terminating", reason=reason)
        case _:
            return replace(row, state="closed", ended_on=recorded.event.on)


FUND_REGISTER: View[FundRow] = View(
    name="fund_register",
    version=1,
    title="专项基金",
    title_en="Special funds",
    row=FundRow,
    reads=FUND.events,
    keys=keys,
    evolve=evolve,
)
