"""Special funds (专项基金): by which agreement each stands, and up to when its books are closed."""

from datetime import date
from typing import Annotated, assert_never, cast

from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.aggregates.fund.state import FUND, FundStage
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.views.columns import FoundationColumn, FundColumn, NameColumn, ReasonColumn


class FundRow(Row, frozen=True):
    """A fund.

    ``permille`` is the fund's own cap on management cost; ``closed_through`` a month (2021-12).
    """

    fund: FundColumn
    name: NameColumn = ""
    state: Annotated[str, column("状态", "state", codes=FundStage)] = FundStage.PROPOSED.value
    foundation: FoundationColumn = ""
    purpose: Annotated[str, column("宗旨", "purpose")] = ""
    agreement: Annotated[str, column("协议", "agreement")] = ""
    members: Annotated[int, column("委员数", "members")] = 0
    permille: Annotated[int | None, column("管理费‰", "management ‰")] = None
    closed_through: Annotated[str, column("结账至", "closed through")] = ""
    established_on: Annotated[date | None, column("设立日", "established")] = None
    ended_on: Annotated[date | None, column("结束日", "ended")] = None
    reason: ReasonColumn = ""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the fund."""
    return (recorded.key,)


def evolve(row: FundRow | None, recorded: Recorded) -> FundRow:
    """Bring a fund's row up to date."""
    row = row or FundRow(fund=recorded.key)
    event = cast(fnd.FundEvent, recorded.event)
    match event:
        case fnd.FundProposed(name=name, foundation=foundation, purpose=purpose):
            return replace(row, name=name, foundation=foundation, purpose=purpose)
        case fnd.FundEstablished(agreement=agreement, on=on):
            return replace(
                row, state=FundStage.ESTABLISHED.value, agreement=agreement, established_on=on
            )
        case fnd.CommitteeAppointed(members=members):
            return replace(row, members=len(members))
        case fnd.ManagementRuleSet(permille=permille):
            return replace(row, permille=permille)
        case fnd.PeriodClosed(period=period):
            return replace(row, closed_through=period)
        case fnd.FundTerminating(reason=reason):
            return replace(row, state=FundStage.TERMINATING.value, reason=reason)
        case fnd.FundTerminationRevoked():
            return replace(row, state=FundStage.ESTABLISHED.value, reason="")
        case fnd.FundClosed(on=on):
            return replace(row, state=FundStage.CLOSED.value, ended_on=on)
        case _:
            assert_never(event)


FUND_REGISTER: View[FundRow] = View(
    name="fund_register",
    version=1,
    title="专项基金",
    title_en="Special funds",
    row=FundRow,
    reads=FUND.events,
    keys=keys,
    evolve=evolve,
    shown=(
        "fund name state foundation agreement closed_through established_on members permille "
        "ended_on"
    ),
    audience=Audience.PUBLIC,
)
