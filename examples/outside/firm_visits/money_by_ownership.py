"""Money by kind of firm and month (各类企业每月到账): pledges settled, less what was undone."""

from collections import Counter
from collections.abc import Mapping
from typing import Annotated

from lixia_domain.aggregates.enterprise import EnterpriseRegistered, Ownership
from lixia_domain.aggregates.pledge.facts import InstalmentSettled, InstalmentUnsettled
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Part, Rollup, Row, View, replace


class FirmRow(Row, frozen=True):
    """A firm. Nobody is shown it: it is what the months are added up from."""

    ownership: Annotated[str, column("性质", "kind", codes=Ownership)] = ""
    _months: tuple[tuple[str, int], ...] = ()
    """Months, and how many fen arrived in each."""

    @property
    def months(self) -> Mapping[str, int]:
        """Return how many fen arrived in each month."""
        return dict(self._months)

    def received(self, month: str, fen: int) -> "FirmRow":
        """Return the row after ``fen`` more have arrived."""
        months = Counter(dict(self._months))
        months[month] += fen
        return replace(self, _months=tuple(sorted(months.items())))


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the firm."""
    match recorded.event:
        case InstalmentSettled(enterprise=code) | InstalmentUnsettled(enterprise=code):
            return (code,)
        case _:
            return (recorded.key,)


def evolve(row: FirmRow | None, recorded: Recorded) -> FirmRow:
    """Bring a firm's row up to date."""
    row = row or FirmRow()
    match recorded.event:
        case EnterpriseRegistered(ownership=ownership):
            return replace(row, ownership=ownership.value)
        case InstalmentSettled(amount=amount, on=on):
            return row.received(f"{on:%Y-%m}", amount.fen)
        case InstalmentUnsettled(amount=amount, on=on):
            return row.received(f"{on:%Y-%m}", -amount.fen)
        case _:
            return row


FIRMS: View[FirmRow] = View(
    name="firm_visits_firms",
    version=1,
    title="各企业每月到账",
    title_en="Money of each firm",
    row=FirmRow,
    reads=(EnterpriseRegistered, InstalmentSettled, InstalmentUnsettled),
    keys=keys,
    evolve=evolve,
)


class KindRow(Row, frozen=True):
    """A kind of firm in a month."""

    ownership: Annotated[str, column("性质", "kind", codes=Ownership)]
    month: Annotated[str, column("月份", "month")]
    received_fen: Annotated[int, column("到账", "received")] = 0


def shares(row: FirmRow) -> Mapping[str, Mapping[str, int]]:
    """Return what a firm gives to its kind, for each month."""
    return {f"{row.ownership}/{month}": {"received_fen": fen} for month, fen in row.months.items()}


def start(key: str) -> KindRow:
    """Return a kind's month before anything has arrived."""
    ownership, _, month = key.partition("/")
    return KindRow(ownership=ownership, month=month)


MONEY_BY_OWNERSHIP: Rollup[KindRow] = Rollup(
    name="money_by_ownership",
    version=1,
    title="各类企业每月到账",
    title_en="Money by kind of firm and month",
    row=KindRow,
    parts=(Part(of=FIRMS, shares=shares, columns=("received_fen",)),),
    start=start,
    shown="ownership month received_fen",
)
