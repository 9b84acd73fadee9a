from __future__ import annotations

from collections.abc import Callable

from hypothesis import given, settings
from hypothesis import strategies as st

from lixia_domain.kernel.table import WIDTH, Table

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


def test_many_entries_stand_on_several_floors_and_go_again() -> None:
    table: Table[int] = Table()
    keys = [f"p:{n:032x}" for n in range(WIDTH**2 * 4)]
    for number, key in enumerate(keys):
        table = table.put(key, number)
    assert dict(table.items()) == {key: number for number, key in enumerate(keys)}
    assert (len(table), sorted(table)) == (len(keys), sorted(keys))
    assert table.put("nobody", None) is table
    for key in keys[1:]:
        table = table.put(key, None)
    assert table == {keys[0]: 0}


def copied(before: object, after: object) -> int:
    """Return how many entries of ``after`` are not shared with ``before``."""
    if after is before:
        return 0
    if isinstance(after, tuple):
        below = before if isinstance(before, tuple) else (None,) * len(after)
        return len(after) + sum(map(copied, below, after))
    assert isinstance(after, dict)
    return len(after)


def test_a_change_copies_hardly_more_of_twice_as_many_entries() -> None:
    table: Table[int] = Table()
    costs: list[int] = []
    for number in range(20_000):
        changed = table.put(f"p:{number:032x}", number)
        costs.append(copied(table.root, changed.root))
        table = changed
    assert max(costs) < 8 * WIDTH
    assert sum(costs[10_000:]) < 1.5 * sum(costs[:10_000])


def test_keys_of_one_hash_stand_in_one_leaf() -> None:
    class Same(str):
        __slots__ = ()

        def __hash__(self) -> int:
            return 7

        def __eq__(self, other: object) -> bool:
            return str(self) == str(other)

    table: Table[int] = Table()
    for number in range(WIDTH + 8):
        table = table.put(Same(number), number)
    assert {str(key): value for key, value in table.items()} == {
        str(number): number for number in range(WIDTH + 8)
    }
