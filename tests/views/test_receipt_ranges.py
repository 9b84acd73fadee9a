"""A range that an older store let in, however long, makes no view unreadable."""

from __future__ import annotations

from datetime import UTC, date, datetime

from attrs import evolve

from lixia_domain.aggregates.receipt_book import ReceiptNumbersAllotted
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.figures import LARGEST_INT
from lixia_domain.testing import EXAMPLES
from lixia_domain.views.receipt_ranges import RECEIPT_RANGES

AT = datetime(2021, 4, 15, 2, tzinfo=UTC)


def test_more_numbers_than_a_column_holds_are_told_as_the_most_that_it_does() -> None:
    told = EXAMPLES["receipt_book.allotted"]
    assert isinstance(told, ReceiptNumbersAllotted) and told.on == date(2021, 4, 15)
    long = evolve(told, first="0" * 19, last="9" * 19)
    for fact, numbers in ((told, 100), (long, LARGEST_INT)):
        recorded = Recorded(1, "receipt_book-x", 1, fact, AT, "acct-1", "receipt_keeper")
        assert RECEIPT_RANGES.evolve(None, recorded).numbers == numbers
