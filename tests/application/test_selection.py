"""What is asked of a view comes, in order, a page at a time; else it is said what there is."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from itertools import pairwise
from typing import Annotated, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_adapters.views import memory
from lixia_domain import BadAmount, BadDate, Money, Store
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.conditions import (
    BadSelection,
    Between,
    UnknownColumn,
    UnknownView,
    condition_in,
)
from lixia_domain.application.selection import (
    NotForYou,
    Selection,
    select,
    view_called,
    view_for,
)
from lixia_domain.kernel.columns import column, visible
from lixia_domain.kernel.view import Audience, ReadModel, Row, View
from lixia_domain.kernel.words import Worded


class Colour(Worded):
    RED = "red", "红"
    BLUE = "blue", "蓝", "sky blue"


class Thing(Row, frozen=True):
    colour: Annotated[str, column("颜色", "colour", codes=Colour)] = ""
    colours: Annotated[str, column("各色", "colours", codes=Colour, several=True)] = ""
    price_fen: Annotated[int, column("价", "price")] = 0
    rest_minutes: Annotated[int, column("余时", "rest")] = 0
    count: Annotated[int | None, column("个数", "number")] = None
    made: Annotated[date | None, column("制作日", "made on")] = None
    new: Annotated[bool, column("是否新", "new one")] = False
    number: Annotated[str, column("号", "no.")] = ""
    _hidden: int = 0


THINGS: ReadModel = View(
    name="things",
    version=1,
    title="物",
    title_en="Things",
    row=Thing,
    reads=(),
    keys=lambda fact: (),
    evolve=lambda row, fact: row,
)
ROWS = {
    "a": Thing(
        colour="red", price_fen=300, count=2, made=date(2021, 3, 1), new=True, colours="red"
    ),
    "b": Thing(colour="blue", price_fen=100, made=date(2021, 3, 2), colours="red:one、blue:two"),
    "c": Thing(colour="red", price_fen=200, count=1, rest_minutes=30, number="7", _hidden=9),
    "d": Thing(colour="", price_fen=100, count=2, made=date(2021, 3, 3), colours="blue"),
}


def asked(rows: dict[str, Thing] = ROWS, **how: Any) -> dict[str, Any]:
    build = memory.read_models().open((THINGS,), store="s")
    build.save({"things": rows}, 0, 42)
    return select(build, THINGS, Selection(**how))


def keys(**how: Any) -> str:
    return "".join(row["key"] for row in asked(**how)["rows"])


@pytest.mark.parametrize(
    ("where", "found"),
    [
        ({}, "abcd"),
        ({"colour": "red"}, "ac"),
        ({"颜色": "红"}, "ac"),
        ({"Colour": "Sky Blue"}, "b"),
        ({"colour": ["red", Colour.BLUE]}, "abc"),
        ({"colour": None}, "d"),
        ({"colour": ""}, "d"),
        ({"colours": "blue"}, "bd"),
        ({"colours": "红"}, "ab"),
        ({"price_fen": Money(100)}, "bd"),
        ({"price": 300}, "a"),
        ({"价": Between(Money(101), 300)}, "ac"),
        ({"price_fen": Between(most=100)}, "bd"),
        ({"rest_minutes": Between(1)}, "c"),
        ({"count": 2, "new": False}, "d"),
        ({"count": None}, "b"),
        ({"count": Between()}, "acd"),
        ({"count": {1, None}}, "bc"),
        ({"number": "7"}, "c"),
        ({"no.": "7"}, "c"),
        ({"made": date(2021, 3, 1)}, "a"),
        ({"made": "2021年3月2日"}, "b"),
        ({"made": Between(date(2021, 3, 2))}, "bd"),
        ({"made": None}, "c"),
        ({"是否新": True}, "a"),
        ({"key": ("a", "z")}, "a"),
        ({"标识": Between("b", "c")}, "bc"),
        ([("price_fen", Between(least=100)), ("price_fen", Between(most=250))], "bcd"),
    ],
)
def test_rows_are_those_whose_cells_fit(where: Any, found: str) -> None:
    told = asked(where=where)
    assert "".join(row["key"] for row in told["rows"]) == found
    assert (told["matched"], told["next"], told["position"]) == (len(found), None, 42)


def test_a_name_goes_before_words() -> None:
    # "number" is a column's name, and the English word of another.
    assert keys(where={"number": "7"}) == "c"
    assert keys(where={"个数": 2}) == "ad"


@pytest.mark.parametrize(
    ("order", "found"),
    [
        ((), "abcd"),
        (("price_fen",), "bdca"),
        (("-price_fen",), "acbd"),
        (("价", "-key"), "dbca"),
        (("count",), "cadb"),
        (("-count",), "adcb"),
        (("-made", "key"), "dbac"),
        (("colour", "-count"), "dbac"),
        (("-key",), "dcba"),
    ],
)
def test_rows_come_in_the_order_asked_for_empty_cells_last(order: Any, found: str) -> None:
    assert keys(order=order) == found
    for size in (1, 2, 3):
        assert "".join(page(size, order)) == found


def page(size: int, order: Any, where: Any = ()) -> Iterator[str]:
    after, whole = None, len(asked(where=where)["rows"])
    while True:
        told = asked(where=where, order=order, limit=size, after=after)
        assert told["matched"] == whole and len(told["rows"]) <= size
        yield from (row["key"] for row in told["rows"])
        if (after := told["next"]) is None:
            return


def test_the_next_page_begins_behind_where_the_last_row_stood() -> None:
    first = asked(order=["price_fen"], limit=2)
    assert [row["key"] for row in first["rows"]] == ["b", "d"]
    # b went and d moved up meanwhile, others came before and behind.
    since = {key: row for key, row in ROWS.items() if key != "b"} | {
        "d": Thing(price_fen=1),
        "e": Thing(price_fen=50),
        "f": Thing(price_fen=250),
    }
    then = asked(since, order=["price_fen"], limit=9, after=first["next"])
    assert [row["key"] for row in then["rows"]] == ["c", "f", "a"]
    assert then["next"] is None
    assert asked({}, order=["price_fen"], limit=9, after=first["next"])["rows"] == []


def test_columns_are_those_asked_for_with_their_words() -> None:
    told = asked(columns=["价", "key", "made"], limit=1)
    assert told["rows"] == [{"key": "a", "price_fen": 300, "made": "2021-03-01"}]
    assert told["columns"] == [
        {"name": "key", "zh": "标识", "en": "key", "unit": "text"},
        {"name": "price_fen", "zh": "价", "en": "price", "unit": "fen"},
        {"name": "made", "zh": "制作日", "en": "made on", "unit": "date"},
    ]
    every = asked()
    assert [one["name"] for one in every["columns"]] == list(every["rows"][0])
    assert "_hidden" not in every["rows"][0]
    assert json.loads(json.dumps(every)) == every


@pytest.mark.parametrize(
    ("how", "code", "names"),
    [
        ({"where": {"colr": "red"}}, "unknown_column", ("colr", "colour", "things")),
        ({"order": ["-zzz"]}, "unknown_column", ("zzz", "price_fen", "number", "key")),
        ({"columns": ["_hidden"]}, "unknown_column", ("_hidden", "made")),
        ({"where": {"price_fen": "300"}}, "bad_selection", ("price_fen", "'300'")),
        ({"where": {"price_fen": 3.5}}, "bad_selection", ("price_fen", "3.5")),
        ({"where": {"count": True}}, "bad_selection", ("count", "True")),
        ({"where": {"new": 1}}, "bad_selection", ("new", "1")),
        ({"where": {"new": Between(False)}}, "bad_selection", ("new", "Between")),
        ({"where": {"colour": 3}}, "bad_selection", ("colour", "3")),
        ({"where": {"made": datetime(2021, 3, 1, tzinfo=UTC)}}, "bad_selection", ("made",)),
        ({"where": {"made": "yesterday"}}, "bad_date", ("yesterday",)),
        ({"limit": 0}, "bad_selection", ("0",)),
    ],
)
def test_what_can_not_be_answered_names_what_is_wrong_and_what_there_is(
    how: Any, code: str, names: tuple[str, ...]
) -> None:
    with pytest.raises((UnknownColumn, BadSelection, BadDate)) as wrong:
        asked(**how)
    assert wrong.value.code == code
    for lang in ("zh", "en"):
        for name in names:
            assert name in wrong.value.sentence(lang)


def test_a_cursor_fits_its_own_selection_only() -> None:
    cursor = asked(order=["price_fen"], where={"colour": "red"}, limit=1)["next"]
    told, *_ = json.loads(urlsafe_b64decode(cursor))
    forged = [
        urlsafe_b64encode(json.dumps([told, *cells]).encode()).decode()
        for cells in ([], ["x", "a"], [1, "a", "b"])
    ]
    ill: list[dict[str, Any]] = [
        {"order": ["-price_fen"], "where": {"colour": "red"}},
        {"order": ["price_fen"]},
        {"order": ["price_fen"], "where": {"colour": "blue"}},
    ]
    for how in ill:
        with pytest.raises(BadSelection, match="cursor"):
            asked(after=cursor, **how)
    for bad in ("", "x", "中", "AAAA", urlsafe_b64encode(b"7").decode(), *forged):
        with pytest.raises(BadSelection, match="cursor"):
            asked(order=["price_fen"], where={"colour": "red"}, limit=1, after=bad)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("colour=red", "ac"),
        ("颜色＝红|蓝", "abc"),
        ("colour=", "d"),
        ("价>=1.5", "ac"),
        ("price ≥ 2元", "ac"),
        ("price<=1.00", "bd"),
        ("价≤2", "bcd"),
        ("made=2021-03-01..2021.3.2", "ab"),
        ("made=2021-03-02..", "bd"),
        ("made>=2021年3月3日", "d"),
        ("count=2", "ad"),
        ("rest>=30", "c"),
        ("new one=是", "a"),
        ("new=no", "bcd"),
    ],
)
def test_a_condition_as_a_person_types_it(text: str, found: str) -> None:
    assert keys(where=[condition_in(THINGS, text)]) == found


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("colour", BadSelection),
        ("=red", BadSelection),
        ("clour=red", UnknownColumn),
        ("price=much", BadAmount),
        ("count=two", BadSelection),
        ("new=perhaps", BadSelection),
        ("made=soon", BadDate),
    ],
)
def test_a_condition_that_can_not_be_read_is_told(text: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        keys(where=[condition_in(THINGS, text)])


CELLS = st.builds(
    Thing,
    colour=st.sampled_from(["red", "blue", ""]),
    price_fen=st.integers(-3, 3),
    count=st.none() | st.integers(0, 2),
    made=st.none() | st.dates(date(2021, 1, 1), date(2021, 1, 3)),
    new=st.booleans(),
)
PARTS = ("colour", "price_fen", "count", "made", "new", "key")


@given(
    rows=st.dictionaries(st.text("abc", min_size=1), CELLS, max_size=12),
    order=st.lists(st.tuples(st.sampled_from(PARTS), st.booleans()), max_size=3),
    size=st.integers(1, 5),
)
def test_pages_are_the_whole_once_and_in_order(
    rows: dict[str, Thing], order: list[tuple[str, bool]], size: int
) -> None:
    told = [f"-{name}" if down else name for name, down in order]
    whole = asked(rows, order=told)["rows"]
    assert sorted(row["key"] for row in whole) == sorted(rows)
    for one, next_one in pairwise(whole):
        for name, down in order:
            a, b = one[name], next_one[name]
            if a != b:
                assert b is None or (a is not None and (a > b if down else a < b))
                break
        else:
            assert one["key"] < next_one["key"]
    found, after = [], None
    while True:
        part = asked(rows, order=told, limit=size, after=after)
        found += part["rows"]
        if (after := part["next"]) is None:
            break
    assert found == whole


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("memory:", create=True) as opened:
        yield opened


def test_a_store_shows_a_part_of_a_view(store: Store) -> None:
    whole = store.show("claim_board")
    assert list(whole) == ["view", "version", "position", "rows"]
    part = store.show("claim_board", where={"状态": "已确认"}, order=["-认领额"], limit=3)
    assert list(part) == ["view", "version", "position", "columns", "matched", "next", "rows"]
    assert {name: part[name] for name in whole} == whole


@pytest.mark.parametrize("how", [{"limit": 1}, {"order": []}, {"columns": ["fund"]}, {"where": {}}])
def test_whatever_is_asked_for_has_the_words_too(store: Store, how: Any) -> None:
    assert store.show("claim_board", **how)["columns"][0]["zh"] == "标识"


@pytest.mark.parametrize("ask", [view_called, None], ids=["called", "shown"])
def test_a_view_that_is_not_there_names_what_is(
    store: Store, ask: Callable[[str], object] | None
) -> None:
    ask = ask or store.show
    with pytest.raises(UnknownView) as near:
        ask("claim_bord")
    assert near.value.near and "claim_board" in str(near.value)
    with pytest.raises(KeyError) as far:
        ask("zzz")
    assert "claim_board" in str(far.value) and "data_access" in str(far.value)


UNFIT: dict[str, Any] = {
    "a limit in words": {"limit": "2"},
    "a limit that is no number": {"limit": True},
    "a limit with a fraction": {"limit": 2.0},
    "no rows": {"limit": 0},
    "an order of letters": {"order": "project"},
    "an order that is a number": {"order": 0},
    "columns of letters": {"columns": "project"},
    "columns that are numbers": {"columns": [1]},
    "a condition as text": {"where": "project=P-001"},
    "no condition as text": {"where": ""},
    "a number for conditions": {"where": 0},
    "a pair of three": {"where": [("project", "P-001", "P-002")]},
    "a column that is a number": {"where": {1: "P-001"}},
    "a code that is none": {"where": {"state": "nope"}},
    "one code of several that is none": {"where": {"state": ["confirmed", "nope"]}},
    "a code that is none, for a bound": {"where": {"state": Between(least="nope")}},
    "a cursor that is a number": {"after": 1},
    "an empty cursor": {"after": ""},
}


@pytest.mark.parametrize("what", UNFIT)
def test_what_can_not_be_asked_is_said_in_both_languages(store: Store, what: str) -> None:
    with pytest.raises(BadSelection) as bad:
        store.show("claim_board", **UNFIT[what])
    assert bad.value.code == "bad_selection"
    assert bad.value.sentence("zh") != bad.value.sentence("en")


def test_a_view_is_told_by_its_name_and_a_column_descends_by_one_sign(store: Store) -> None:
    nothing: Any = None
    with pytest.raises(BadSelection, match="name"):
        store.show(nothing)
    with pytest.raises(UnknownColumn, match="--project"):
        store.show("claim_board", order=["---project"])


def test_codes_that_there_are_are_named_where_one_is_none(store: Store) -> None:
    with pytest.raises(BadSelection) as bad:
        store.show("claim_board", where={"状态": "nope"})
    assert "confirmed（已确认）" in bad.value.sentence("zh")
    assert "it holds: waitlisted, claimed" in bad.value.sentence("en")


class Papers(Row, frozen=True):
    title: Annotated[str, column("题名", "title")] = ""
    file: Annotated[str, column("卷宗", "file", audience=Audience.MEMBER)] = ""
    note: Annotated[str, column("批注", "note", audience=Audience.AUDITOR)] = ""


PAPERS: ReadModel = View(
    name="papers",
    version=1,
    title="文书",
    title_en="Papers",
    row=Papers,
    reads=(),
    keys=lambda fact: (),
    evolve=lambda row, fact: row,
    audience=Audience.PUBLIC,
)
ORDERED = (Audience.PUBLIC, Audience.MEMBER, Audience.AUDITOR)


def of_papers(reader: Audience, **how: Any) -> dict[str, Any]:
    build = memory.read_models().open((PAPERS,), store="s")
    build.save({"papers": {"a": Papers(title="t", file="f", note="n")}}, 0, 1)
    return select(build, PAPERS, Selection(**how), reader)


@pytest.mark.parametrize(("reader", "names"), zip(ORDERED, (1, 2, 3), strict=True))
def test_each_reader_sees_the_columns_that_are_for_it(reader: Audience, names: int) -> None:
    every = ["key", "title", "file", "note"]
    told = of_papers(reader)
    assert [each["name"] for each in told["columns"]] == every[: names + 1]
    assert list(told["rows"][0]) == every[: names + 1]


@pytest.mark.parametrize(
    "how", [{"where": {"note": "n"}}, {"order": ["-note"]}, {"columns": ["title", "note"]}]
)
def test_nobody_asks_by_a_column_that_is_not_for_them(how: dict[str, Any]) -> None:
    for reader in ORDERED[:2]:
        with pytest.raises(NotForYou) as caught:
            of_papers(reader, **how)
        assert caught.value.facts["audience"] == "auditor"
        assert "批注" in caught.value.sentence("zh") and "note" in caught.value.sentence("en")
    assert of_papers(Audience.AUDITOR, **how)["rows"][0]["key"] == "a"
    assert of_papers(Audience.PUBLIC, columns=["key", "title"], order=["key"])["matched"] == 1


def test_a_view_is_shown_to_its_audience_only() -> None:
    assert view_for("project_register", Audience.PUBLIC).name == "project_register"
    with pytest.raises(NotForYou) as caught:
        view_for("claim_board", Audience.PUBLIC)
    assert caught.value.code == "not_for_you"
    assert view_for("claim_board", Audience.MEMBER).name == "claim_board"
    with pytest.raises(NotForYou):
        view_for("member_register", Audience.MEMBER)
    with pytest.raises(UnknownView):
        view_for("nothing", Audience.AUDITOR)
    assert visible(view_called("member_register"), Audience.PUBLIC) == ()
