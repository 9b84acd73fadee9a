from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.spelling import MOST, SPELLING, SpellingKept, keep

ON = date(2021, 3, 10)


def test_a_way_of_writing_is_kept_once() -> None:
    facts = keep(SPELLING.initial, written="ｉｎｖ－1", on=ON)
    assert facts == (SpellingKept(written="ｉｎｖ－1", on=ON),)
    assert keep(SPELLING.fold(facts), written="ｉｎｖ－1", on=ON) == ()


def test_so_many_are_kept_and_no_more() -> None:
    known = frozenset(str(number) for number in range(MOST))
    assert keep(known, written="another", on=ON) == ()
