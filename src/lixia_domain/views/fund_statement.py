"""Fund statement (基金收支): what each fund took in, spent and holds, each class for itself."""

from __future__ import annotations

from functools import lru_cache

from lixia_domain.aggregates.account.effects import MOVING, Figure
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import Row, View
from lixia_domain.views.accounts import class_of, columns, fund_and_designation, moved


class FundStatementRow(Row, frozen=True):
    """One fund's money of one class, over all its accounts. Classes are never netted.

    ``source``: donated, government, other (sponsorship: no gift), or suspense (money whose use is
    not settled; it comes in as received and, cleared, goes out as moved out). ``received_fen`` is
    gross; what was reversed or returned stands beside it. ``income_fen`` is what money and goods
    bore (interest, sales), ``charged_fen`` bank fees and management cost. ``reserved_fen`` is the
    part of the balance held for disbursements.
    """

    fund: str
    source: str
    received_fen: int = 0
    reversed_fen: int = 0
    returned_fen: int = 0
    paid_out_fen: int = 0
    recovered_fen: int = 0
    moved_in_fen: int = 0
    moved_out_fen: int = 0
    balance_fen: int = 0
    reserved_fen: int = 0
    income_fen: int = 0
    charged_fen: int = 0


MOVES = columns({figure: (f"{figure}_fen", +1) for figure in Figure})
"""Every figure has a column of its own."""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the one row of the account's fund and class."""
    return _keys(recorded.key)


@lru_cache(4096)
def _keys(account: str) -> tuple[str, ...]:
    fund, designation = fund_and_designation(account)
    return (join_key(fund, class_of(designation)),)


def evolve(row: FundStatementRow | None, recorded: Recorded) -> FundStatementRow:
    """Bring the fund's money of one class up to date."""
    if row is None:
        fund, designation = fund_and_designation(recorded.key)
        row = FundStatementRow(fund=fund, source=class_of(designation))
    return moved(row, recorded.event, MOVES)


FUND_STATEMENT: View[FundStatementRow] = View(
    name="fund_statement",
    version=2,
    title="基金收支",
    title_en="Fund statement",
    row=FundStatementRow,
    reads=MOVING,
    keys=keys,
    evolve=evolve,
)
