"""What processes remember of a fund: whether it still takes on more."""

from __future__ import annotations

from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View


class FundSoFar(Row, frozen=True):
    """A fund; ``ending`` once it is being wound up."""

    ending: bool = False


def evolve(row: FundSoFar | None, recorded: Recorded) -> FundSoFar:
    """Note that a fund stands, or is being wound up."""
    return FundSoFar(ending=not isinstance(recorded.event, fnd.FundEstablished))


FUNDS_SO_FAR: View[FundSoFar] = View(
    name="funds_so_far",
    version=1,
    title="基金进程",
    title_en="Funds so far",
    row=FundSoFar,
    reads=(fnd.FundEstablished, fnd.FundTerminating, fnd.FundClosed),
    keys=lambda recorded: (recorded.key,),
    evolve=evolve,
)
