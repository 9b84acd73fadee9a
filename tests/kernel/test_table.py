from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from lixia_domain.kernel.table import Table

KEYS = st.sampled_from([f"基金会收款户01/2021-04-{n:02d}/{n}#1" for n in range(1, 30)])
STEPS = st.lists(st.tuples(KEYS, st.none() | st.integers(0, 9)), max_size=60)


@settings(deadline=None)
@given(STEPS)
def test_a_table_holds_what_a_dict_would(steps: list[tuple[str, int | None]]) -> None:
    table: Table[int] = Table()
    plain: dict[str, int] = {}
    for key, value in steps:
        before, seen = table, dict(table.items())
        table = table.put(key, value)
        plain.pop(key, None)
        if value is not None:
            plain[key] = value
        assert dict(table.items()) == plain
        assert len(table) == len(plain)
        assert table.get(key) == value
        assert dict(before.items()) == seen, "the table before the change stays as it was"


def test_equal_contents_are_equal_tables() -> None:
    def built(order: Callable[[list[str]], list[str]]) -> Table[str]:
        table: Table[str] = Table()
        for key in order(["a", "b", "c"]):
            table = table.put(key, key * 2)
        return table

    assert built(list) == built(lambda keys: keys[::-1])
    assert built(list) != built(lambda keys: keys[:2])
    assert built(list).put("a", None).put("b", None).put("c", None) == Table()
