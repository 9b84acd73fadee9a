from __future__ import annotations

from lixia_domain.kernel.decider import Decider

SUM: Decider[int, int] = Decider("sum", 10, lambda state, n: state * 2 + n, (int,))


def test_facts_are_folded_in_order_from_the_start() -> None:
    assert SUM.fold([1, 2]) == (10 * 2 + 1) * 2 + 2
    assert SUM.fold([]) == 10


def test_facts_are_folded_from_a_known_state_even_if_it_counts_as_false() -> None:
    assert SUM.fold([1], 0) == 1
    assert SUM.fold([2], SUM.fold([1])) == SUM.fold([1, 2])


def test_a_stream_is_named_by_category_and_key() -> None:
    assert SUM.stream("a-b/历下") == "sum-a-b/历下"
