"""Which rows of a register repeat rows of earlier ones: what holds of any registers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.application.finance.repeats import content, repeats
from lixia_domain.kernel.money import Money

DAY = date(2021, 3, 10)


def notice(day: int, fen: int, ref: str | None = None, remark: str = "") -> Notice:
    return Notice(
        account="收款户01",
        value_date=DAY + timedelta(days=day),
        payer="王**",
        payer_ref=ref,
        amount=Money(fen),
        remark=remark,
    )


def repeated(rows: dict[str, Notice], registers: list[dict[str, Notice]]) -> Mapping[str, str]:
    return repeats(rows, registers).booked


notices = st.builds(notice, st.integers(0, 1), st.integers(1, 3))
registers = st.lists(notices, max_size=7)


def keyed(name: str, rows: list[Notice]) -> dict[str, Notice]:
    return {f"{name}{n}": row for n, row in enumerate(rows)}


@given(new=registers, earlier=st.lists(registers, max_size=3))
def test_a_row_repeats_one_row_of_the_same_content_and_no_two_the_same(
    new: list[Notice], earlier: list[list[Notice]]
) -> None:
    rows = keyed("new", new)
    booked = [keyed(f"old{n}-", register) for n, register in enumerate(earlier)]
    everything = {key: row for register in booked for key, row in register.items()}
    found = repeated(rows, booked)
    assert len(set(found.values())) == len(found)
    for key, old in found.items():
        assert content(rows[key]) == content(everything[old])


@given(old=registers, more=registers, data=st.data())
def test_all_of_a_register_that_is_contained_whole_is_repeated(
    old: list[Notice], more: list[Notice], data: st.DataObject
) -> None:
    rows = keyed("new", list(data.draw(st.permutations([*old, *more]))))
    found = repeated(rows, [keyed("old", old)])
    assert len(found) == len(old)
    left = Counter(content(row) for key, row in rows.items() if key not in found)
    assert left == Counter(map(content, more))


@given(old=registers, days=st.integers(2, 5))
def test_rows_of_other_days_are_never_repeats(old: list[Notice], days: int) -> None:
    later = [notice(days, row.amount.fen) for row in old]
    assert repeated(keyed("new", later), [keyed("old", old)]) == {}


def test_persons_are_told_apart_by_their_reference_and_gifts_by_their_remark() -> None:
    old = keyed("old", [notice(0, 100, "ref-1"), notice(0, 100, "ref-2"), notice(0, 9)])
    other = [notice(0, 100, "ref-3"), notice(0, 100, "ref-2", "助学"), notice(0, 9)]
    assert repeated(keyed("new", other), [old]) == {}
    assert len(repeated(keyed("new", list(old.values())), [old])) == 3


def test_a_day_published_in_part_first_is_known_from_it() -> None:
    # The later register has three of five rows of the day: all of its rows stand in the earlier.
    old = keyed("old", [notice(0, fen) for fen in (1, 2, 3, 4, 5)])
    part = keyed("new", [notice(0, fen) for fen in (2, 3, 4)])
    assert repeated(part, [old]) == {"new0": "old1", "new1": "old2", "new2": "old3"}
    assert repeated(dict(list(part.items())[:2]), [old]) == {}, "two may be chance"


def test_a_row_that_differs_in_a_day_published_again_is_in_doubt() -> None:
    old = keyed("old", [notice(0, fen) for fen in (1, 2, 3, 4)])
    again = keyed("new", [notice(0, fen) for fen in (1, 2, 3, 5)])
    found = repeats(again, [old])
    assert (set(found.booked), found.doubtful) == ({"new0", "new1", "new2"}, {"new3"})
    more = keyed("new", [notice(0, fen) for fen in (1, 2, 3, 4, 5)])
    assert repeats(more, [old]).doubtful == frozenset(), "the day was only published in part"


def test_a_few_equal_rows_among_different_ones_are_coincidence() -> None:
    old = keyed("old", [notice(0, fen) for fen in range(1, 9)])
    other = keyed("new", [notice(0, fen) for fen in (1, 2, 3, *range(20, 26))])
    assert repeats(other, [old]) == repeats({}, [])
