"""Fund statement (基金收支): what each fund took in, spent and holds, each class for itself."""

from functools import lru_cache
from typing import Annotated

from lixia_domain.aggregates.account.effects import MOVING, Figure
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import Row, View
from lixia_domain.views.accounts import Apart, class_of, columns, fund_and_designation, moved
from lixia_domain.views.columns import (
    BalanceColumn,
    ChargedColumn,
    FundColumn,
    GrossColumn,
    IncomeColumn,
    MadeGoodColumn,
    MovedInColumn,
    MovedOutColumn,
    RecoveredColumn,
    ReservedColumn,
    ShortColumn,
)


class FundStatementRow(Row, frozen=True):
    """One fund's money of one class, over all its accounts. Classes are never netted.

    ``source``: donated, government, other (sponsorship: no gift), or suspense (money whose use is
    not settled; it comes in as received and, cleared, goes out as moved out). ``received_fen`` is
    gross; what was reversed or returned stands beside it. ``income_fen`` is what money and goods
    bore (interest, sales), ``charged_fen`` bank fees and management cost. ``reserved_fen`` is the
    part of the balance held for disbursements. ``short_fen`` was spent before the bank took it
    back: it is the foundation's, beside the balance, but for what of it is ``made_good_fen``.
    """

    fund: FundColumn
    source: Annotated[str, column("资金类别", "source", codes=(SourceClass, Apart))]
    received_fen: GrossColumn = 0
    reversed_fen: Annotated[int, column("冲正", "reversed")] = 0
    returned_fen: Annotated[int, column("退还", "returned")] = 0
    paid_out_fen: Annotated[int, column("付出（总额）", "gross paid out")] = 0
    recovered_fen: RecoveredColumn = 0
    moved_in_fen: MovedInColumn = 0
    moved_out_fen: MovedOutColumn = 0
    balance_fen: BalanceColumn = 0
    reserved_fen: ReservedColumn = 0
    income_fen: IncomeColumn = 0
    charged_fen: ChargedColumn = 0
    short_fen: ShortColumn = 0
    made_good_fen: MadeGoodColumn = 0


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
    version=3,
    title="基金收支",
    title_en="Fund statement",
    row=FundStatementRow,
    reads=MOVING,
    keys=keys,
    evolve=evolve,
    shown=(
        "fund source received_fen paid_out_fen balance_fen reversed_fen returned_fen "
        "recovered_fen charged_fen reserved_fen moved_in_fen moved_out_fen"
    ),
)
