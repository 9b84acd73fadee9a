"""What processes remember of a fund: whose it is, and whether it still takes on more."""

from __future__ import annotations

from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace


class FundSoFar(Row, frozen=True):
    """A fund of a foundation; ``ending`` once it is being wound up."""

    foundation: str = ""
    ending: bool = False


def evolve(row: FundSoFar | None, recorded: Recorded) -> FundSoFar:
    """Note whose a fund is, that it is being wound up, or that it isn't any more."""
    event = recorded.event
    if isinstance(event, fnd.FundProposed):
        return FundSoFar(foundation=event.foundation)
    ending = not isinstance(event, fnd.FundTerminationRevoked)
    return replace(row or FundSoFar(), ending=ending)


FUNDS_SO_FAR: View[FundSoFar] = View(
    name="funds_so_far",
    version=1,
    title="基金进程",
    title_en="Funds so far",
    row=FundSoFar,
    reads=(fnd.FundProposed, fnd.FundTerminating, fnd.FundTerminationRevoked, fnd.FundClosed),
    keys=lambda recorded: (recorded.key,),
    evolve=evolve,
)
