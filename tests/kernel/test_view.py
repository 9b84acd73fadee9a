from __future__ import annotations

from typing import Any

from lixia_domain.kernel.view import (
    Closing,
    Part,
    Rollup,
    Row,
    View,
    add,
    replace,
    shifts,
    touched,
    with_sources,
)
from lixia_domain.kernel.words import Words


class Counted(Row):
    name: str
    claims: int = 0
    pledged_fen: int = 0


def test_sums_are_added_and_taken_away_again() -> None:
    start = Counted(name="历下")
    more = add(start, {"claims": 1, "pledged_fen": 4_500_000})
    assert more == Counted(name="历下", claims=1, pledged_fen=4_500_000)
    assert add(more, {"claims": 1, "pledged_fen": 4_500_000}, -1) == start
    assert add(start, {}) == start


def test_a_row_is_changed_by_making_another() -> None:
    row = Counted(name="历下")
    assert replace(row, claims=2).claims == 2
    assert row.claims == 0


def test_a_rollup_names_the_rows_and_what_they_get() -> None:
    view = View(
        name="counted",
        version=1,
        title="计数",
        title_en="Counted",
        row=Counted,
        reads=(),
        keys=lambda recorded: (recorded.key,),
        evolve=lambda row, recorded: row,
    )
    part = Part(
        of=view,
        keys=lambda key, row: (row.name,),
        adds=lambda row: {"claims": row.claims},
        columns=("claims",),
    )
    rollup = Rollup(
        name="total",
        version=1,
        title="合计",
        title_en="Total",
        row=Counted,
        parts=(part,),
        start=lambda key: Counted(name=key),
    )
    row = Counted(name="历下", claims=3)
    ((key, amounts),) = part.gives("c1", row)
    assert add(rollup.start(key), amounts) == Counted(name="历下", claims=3)


def test_a_row_may_give_more_to_one_sum_than_to_another_and_is_taken_out_of_both() -> None:
    def shares(row: Counted) -> dict[str, dict[str, int]]:
        return {"north": {"claims": row.claims}, "south": {"claims": 10 * row.claims}}

    part = Part(of=named("counted"), shares=shares, columns=("claims",))
    two, three = Counted(name="历下", claims=2), Counted(name="历下", claims=3)
    assert list(shifts(part, "c1", None, two)) == [("north", "claims", 2), ("south", "claims", 20)]
    assert list(shifts(part, "c1", two, two)) == []
    sums = {"north": 0, "south": 0}
    for before, after in ((None, two), (two, three), (three, None), (None, two)):
        for to, _, amount in shifts(part, "c1", before, after):
            sums[to] += amount
    assert sums == {"north": 2, "south": 20}


def test_a_part_that_says_nothing_gives_nothing() -> None:
    part = Part(of=named("counted"), columns=())
    assert part.gives("c1", Counted(name="历下")) == ()


def named(name: str) -> View[Counted]:
    return View(
        name=name,
        version=1,
        title=name,
        title_en=name,
        row=Counted,
        reads=(),
        keys=lambda recorded: (recorded.key,),
        evolve=lambda row, recorded: row,
    )


def adding_up(name: str, *sources: Any) -> Rollup[Counted]:
    return Rollup(
        name=name,
        version=1,
        title=name,
        title_en=name,
        row=Counted,
        parts=tuple(
            Part(
                of=source,
                keys=lambda key, row: (key,),
                adds=lambda row: {"claims": row.claims},
                columns=("claims",),
            )
            for source in sources
        ),
        start=lambda key: Counted(name=key),
    )


def test_sources_come_before_what_adds_them_up_and_each_once() -> None:
    a, b = named("a"), named("b")
    both = adding_up("both", a, b)
    above = adding_up("above", both, a)
    assert with_sources([above, b]) == (a, b, both, above)
    assert with_sources([a, both]) == (a, b, both)
    assert with_sources([]) == ()


def test_a_rollup_with_a_base_has_its_rows_and_says_what_follows_from_the_sums() -> None:
    base, members = named("houses"), named("members")
    rollup = Rollup(
        name="counted_houses",
        version=1,
        title="户",
        title_en="Houses",
        row=Counted,
        base=base,
        parts=(
            Part(
                of=members,
                keys=lambda key, row: (row.name,),
                adds=lambda row: {"claims": row.claims},
                columns=("claims",),
            ),
        ),
        start=lambda key: Counted(name=key),
        judged=lambda row: replace(row, pledged_fen=row.claims * 10),
    )
    assert (rollup.sources, rollup.summed) == ((base, members), {"claims"})
    assert with_sources([rollup]) == (base, members, rollup)
    house = Counted(name="历下")
    news = {"houses": {"历下": (None, house)}, "members": {"m": (None, replace(house, claims=2))}}
    assert touched(rollup, news) == {"历下": {"claims": 2}}
    assert touched(rollup, {"houses": {"历下": (None, house)}}) == {"历下": {}}
    row = rollup.row_of("历下", house, None, {"claims": 2})
    assert row == Counted(name="历下", claims=2, pledged_fen=20)
    renamed = Counted(name="历城")
    assert rollup.row_of("历下", renamed, row, {}) == Counted(
        name="历城", claims=2, pledged_fen=20
    ), "what was added stays when the base changes"
    assert rollup.row_of("历下", None, row, {"claims": 1}) is None


def test_a_sum_without_a_base_says_no_more_than_its_start_and_is_not_kept() -> None:
    a = named("a")
    rollup = adding_up("both", a)
    one = Counted(name="历下", claims=1)
    assert touched(rollup, {"a": {"历下": (None, one)}}) == {"历下": {"claims": 1}}
    assert touched(rollup, {"a": {"历下": (one, replace(one, pledged_fen=5))}}) == {}
    assert rollup.row_of("历下", None, None, {"claims": 1}) == one
    assert rollup.row_of("历下", None, one, {"claims": -1}) is None


def test_the_rows_of_a_view_come_to_a_sum_for_each_value() -> None:
    end = Closing(words=Words("结余", "balance"), by="account", adds="came", less="went gone")
    rows = [
        {"account": "B", "came": 7, "went": 0, "gone": 1},
        {"account": "A", "came": 0, "went": 5, "gone": 0},
        {"account": "B", "came": 1, "went": 2, "gone": 0},
    ]
    assert list(end.of(rows).items()) == [("A", -5), ("B", 5)]
    assert end.of([]) == {}
