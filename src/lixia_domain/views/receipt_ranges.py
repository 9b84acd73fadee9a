"""Receipt books (票据领用): which numbers were given to which fund, and handed back."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.receipt_book import RECEIPT_BOOK, ReceiptNumbersAllotted
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.figures import LARGEST_INT
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import Row, View
from lixia_domain.kernel.words import Worded
from lixia_domain.views.columns import FundColumn, VoucherColumn


class Way(Worded):
    """Which way numbers went."""

    ALLOTTED = "allotted", "领用"
    HANDED_BACK = "handed_back", "缴回", "handed back"


class RangeRow(Row, frozen=True):
    """Numbers on end that went to a fund, or back from it, by one document."""

    code: Annotated[str, column("票据代码", "code")]
    first: Annotated[str, column("起号", "first")]
    last: Annotated[str, column("止号", "last")]
    numbers: Annotated[int, column("份数", "numbers")]
    way: Annotated[str, column("去向", "way", codes=Way)]
    fund: FundColumn
    document: VoucherColumn
    on: Annotated[date, column("登记日", "recorded")]


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the code, and which record of it this is."""
    return (join_key(recorded.key, f"{recorded.version:06d}"),)


def evolve(_: RangeRow | None, recorded: Recorded) -> RangeRow:
    """Write down what was given or handed back."""
    event = recorded.event
    assert isinstance(event, RECEIPT_BOOK.events)
    way = Way.ALLOTTED if isinstance(event, ReceiptNumbersAllotted) else Way.HANDED_BACK
    return RangeRow(
        code=recorded.key,
        first=event.first,
        last=event.last,
        numbers=min(int(event.last) - int(event.first) + 1, LARGEST_INT),
        way=way.value,
        fund=event.fund,
        document=event.document,
        on=event.on,
    )


RECEIPT_RANGES: View[RangeRow] = View(
    name="receipt_ranges",
    version=1,
    title="票据领用",
    title_en="Receipt books",
    row=RangeRow,
    reads=RECEIPT_BOOK.events,
    keys=keys,
    evolve=evolve,
    shown="code first last numbers way fund document on",
)
