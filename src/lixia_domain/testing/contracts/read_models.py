"""What every place that keeps read models promises."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from operator import itemgetter
from threading import Barrier, Thread

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lixia_domain.kernel.view import Part, Rollup, Row, View
from lixia_domain.recording.follower import Overtaken
from lixia_domain.recording.read_models import Build, Discarded, ReadModels


class SampleRow(Row, frozen=True):
    """A column of every kind that a row may have, required and optional."""

    name: str = ""
    order: int = 0
    on: date = date(2021, 3, 10)
    done: bool = False
    tags: tuple[str, ...] = ()
    maybe_name: str | None = None
    maybe_fen: int | None = None
    maybe_on: date | None = None
    maybe_done: bool | None = None
    _remembered: str = ""


class SumRow(Row, frozen=True):
    """What a rollup adds up."""

    tag: str
    rows: int = 0


SAMPLE: View[SampleRow] = View(
    name="contract_sample",
    version=1,
    title="样例（虚构示例）",
    title_en="Sample",
    row=SampleRow,
    reads=(),
    keys=lambda recorded: (),
    evolve=lambda row, recorded: row,
)
SUMS: Rollup[SumRow] = Rollup(
    name="contract_sums",
    version=1,
    title="样例汇总（虚构示例）",
    title_en="Sums",
    row=SumRow,
    parts=(
        Part(
            of=SAMPLE,
            keys=lambda key, row: row.tags,
            adds=lambda row: {"rows": 1},
            columns=("rows",),
        ),
    ),
    start=lambda tag: SumRow(tag=tag),
)
MODELS = (SUMS,)
NEXT = (evolve(SUMS, version=2),)

# Letters that sort otherwise by locale, by case or in UTF-16, and those that SQL gives a meaning.
_text = st.text(st.sampled_from("aAbZz09 -/%_*?'\"\\\n\té甲乙Ａﬃ\u0301\uffee😀𠮷"), max_size=6)
_whole = st.integers(-(2**63), 2**63 - 1)
_rows = st.builds(
    SampleRow,
    name=_text,
    order=_whole,
    on=st.dates(),
    done=st.booleans(),
    tags=st.lists(_text, max_size=3).map(tuple),
    maybe_name=st.none() | _text,
    maybe_fen=st.none() | _whole,
    maybe_on=st.none() | st.dates(),
    maybe_done=st.none() | st.booleans(),
    _remembered=_text,
)
_keys = _text.filter(bool)
_quietly = settings(
    max_examples=30,
    deadline=None,
    suppress_health_check=[
        HealthCheck.function_scoped_fixture,  # each example begins a build of its own
        HealthCheck.differing_executors,  # subclasses share what they inherit
    ],
)


class ReadModelsContract:
    """Give the fixture ``read_models``: a place in which nothing is kept yet."""

    def test_a_new_build_is_empty_and_knows_what_it_keeps(self, read_models: ReadModels) -> None:
        """Sources of rollups are kept with them, sources first."""
        build = read_models.open(MODELS, store="s")
        assert build.models == (SAMPLE, SUMS)
        assert (build.position(), build.mark()) == (0, "")
        assert [list(build.rows(model)) for model in build.models] == [[], []]
        assert build.load(SAMPLE, "甲") is None

    def test_nothing_is_wrong_with_a_place_that_nobody_touched(
        self, read_models: ReadModels
    ) -> None:
        """Nor while another build is under way beside the one in use."""
        build = read_models.open(MODELS, store="s")
        read_models.switch_in(build)
        assert list(read_models.check(build)) == []
        read_models.begin(MODELS, store="s")
        assert list(read_models.check(build)) == []

    @_quietly
    @given(rows=st.dictionaries(_keys, _rows, max_size=5))
    def test_rows_come_back_as_they_were_in_order_of_code_points(
        self, read_models: ReadModels, rows: Mapping[str, SampleRow]
    ) -> None:
        """Value by value and type by type: a flag is no number, a missing text is no empty one."""
        build = read_models.begin(MODELS, store="s")
        build.save({SAMPLE.name: rows}, 0, 1)
        found = list(build.rows(SAMPLE))
        assert found == sorted(rows.items(), key=itemgetter(0))
        for key, row in rows.items():
            assert build.load(SAMPLE, key) == row
            assert repr(build.load(SAMPLE, key)) == repr(row)
            assert list(build.rows(SAMPLE, key=key)) == [(key, row)]

    @_quietly
    @given(keys=st.sets(_keys, max_size=6), prefix=_text, key=_keys)
    def test_rows_are_found_by_key_and_by_prefix(
        self, read_models: ReadModels, keys: set[str], prefix: str, key: str
    ) -> None:
        """Exactly: in a prefix, no character stands for others, and case matters."""
        build = read_models.begin(MODELS, store="s")
        build.save({SAMPLE.name: {k: SampleRow(name=k) for k in keys}}, 0, 1)
        found = [k for k, _ in build.rows(SAMPLE, prefix=prefix)]
        assert found == sorted(k for k in keys if k.startswith(prefix))
        assert [k for k, _ in build.rows(SAMPLE, key=key)] == [k for k in keys if k == key]

    @_quietly
    @given(saves=st.lists(st.dictionaries(_keys, st.none() | _rows, max_size=4), max_size=4))
    def test_the_last_save_of_a_key_counts_and_none_drops_it(
        self, read_models: ReadModels, saves: list[Mapping[str, SampleRow | None]]
    ) -> None:
        """Position and mark move with the rows. What was never there is not dropped."""
        build, expected = read_models.begin(MODELS, store="s"), dict[str, SampleRow]()
        for position, save in enumerate(saves):
            changed = {k: row for k, row in save.items() if row is not None or k in expected}
            build.save({SAMPLE.name: changed}, position, position + 1, f"mark {position}")
            expected |= {k: row for k, row in changed.items() if row is not None}
            expected = {k: row for k, row in expected.items() if save.get(k, row) is not None}
            assert (build.position(), build.mark()) == (position + 1, f"mark {position}")
        assert dict(build.rows(SAMPLE)) == expected

    @pytest.mark.parametrize("after", [0, 6, 8])
    def test_who_was_overtaken_keeps_nothing(self, read_models: ReadModels, after: int) -> None:
        """Rows, position and mark stay as the one who came first left them."""
        build = read_models.open(MODELS, store="s")
        build.save({SAMPLE.name: {"甲": SampleRow(name="first")}}, 0, 7, "m")
        late = {"甲": SampleRow(name="late"), "乙": SampleRow()}
        with pytest.raises(Overtaken):
            build.save({SAMPLE.name: late, SUMS.name: {"t": SumRow(tag="t")}}, after, 9, "late")
        assert list(build.rows(SAMPLE)) == [("甲", SampleRow(name="first"))]
        assert list(build.rows(SUMS)) == []
        assert (build.position(), build.mark()) == (7, "m")

    def test_of_many_at_once_one_is_kept(self, read_models: ReadModels) -> None:
        """Compare-and-set holds among threads."""
        build, start, kept = read_models.open(MODELS, store="s"), Barrier(4), list[int]()

        def save(number: int) -> None:
            start.wait()
            for position in range(8):
                try:
                    row = SampleRow(order=number)
                    build.save({SAMPLE.name: {str(position): row}}, position, position + 1)
                    kept.append(position)
                except Overtaken:
                    continue

        threads = [Thread(target=save, args=(number,)) for number in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert sorted(kept) == list(range(build.position()))
        assert [key for key, _ in build.rows(SAMPLE)] == [str(p) for p in sorted(kept)]

    def test_all_reads_within_reading_see_one_position(self, read_models: ReadModels) -> None:
        """It is the position it gives."""
        build = read_models.open(MODELS, store="s")
        build.save({SAMPLE.name: {"甲": SampleRow()}}, 0, 7, "m")
        with build.reading() as position:
            assert position == build.position() == 7
            assert build.mark() == "m"
            assert len(list(build.rows(SAMPLE))) == 1

    def test_the_build_in_use_is_opened_again(self, read_models: ReadModels) -> None:
        """And so is one under way, if none is in use."""
        under_way = read_models.open(MODELS, store="s")
        under_way.save({}, 0, 3)
        assert read_models.open(MODELS, store="s").position() == 3
        read_models.switch_in(under_way)
        beside = read_models.begin(MODELS, store="s")
        beside.save({}, 0, 2)
        assert read_models.open(MODELS, store="s").position() == 3

    @pytest.mark.parametrize(
        ("models", "store"), [(NEXT, "s"), (MODELS, "other"), ((SAMPLE,), "s")]
    )
    def test_another_set_version_or_store_is_another_build(
        self, read_models: ReadModels, models: tuple[View[SampleRow]], store: str
    ) -> None:
        """It grows beside the one in use, which goes on."""
        build = _in_use(read_models)
        other = read_models.open(models, store=store)
        assert (other.position(), list(other.rows(SAMPLE))) == (0, [])
        other.save({SAMPLE.name: {"乙": SampleRow()}}, 0, 4)
        build.save({SAMPLE.name: {"丙": SampleRow()}}, 7, 8)
        assert [key for key, _ in build.rows(SAMPLE)] == ["丙", "甲"]
        assert [key for key, _ in other.rows(SAMPLE)] == ["乙"]

    def test_switching_in_discards_all_others(self, read_models: ReadModels) -> None:
        """Who still holds one is told, and nothing of it is kept."""
        old, third = _in_use(read_models), read_models.begin(MODELS, store="s")
        new = read_models.begin(MODELS, store="s")
        new.save({SAMPLE.name: {"乙": SampleRow()}}, 0, 9)
        for _ in range(2):  # in use already: nothing happens
            read_models.switch_in(new)
            assert read_models.open(MODELS, store="s").position() == 9
            assert [key for key, _ in new.rows(SAMPLE)] == ["乙"]
        for gone in (old, third):
            with pytest.raises(Discarded):
                gone.position()
            with pytest.raises(Discarded):
                gone.save({SAMPLE.name: {"丁": SampleRow()}}, 7, 8)
            with pytest.raises(Discarded):
                read_models.switch_in(gone)
        assert [key for key, _ in new.rows(SAMPLE)] == ["乙"]


class LastingReadModelsContract:
    """Of places that outlive a process. Give ``reopen``: opens the same place each time."""

    def test_rows_position_and_build_in_use_outlive_the_process(
        self, reopen: Callable[[], ReadModels]
    ) -> None:
        """Nothing needs to be made anew."""
        place = reopen()
        _in_use(place)
        place.close()
        place = reopen()
        build = place.open(MODELS, store="s")
        assert (build.position(), build.mark()) == (7, "m")
        assert list(build.rows(SAMPLE)) == [("甲", SampleRow(name="first"))]
        place.close()

    def test_two_that_have_it_open_overtake_each_other(
        self, reopen: Callable[[], ReadModels]
    ) -> None:
        """Each fact is taken in once, whoever does it."""
        one, other = reopen(), reopen()
        ours, theirs = one.open(MODELS, store="s"), other.open(MODELS, store="s")
        ours.save({SAMPLE.name: {"甲": SampleRow(name="ours")}}, 0, 5)
        with pytest.raises(Overtaken):
            theirs.save({SAMPLE.name: {"甲": SampleRow(name="theirs")}}, 0, 4)
        assert theirs.load(SAMPLE, "甲") == SampleRow(name="ours")
        new = one.begin(MODELS, store="s")
        one.switch_in(new)
        with pytest.raises(Discarded):
            theirs.position()
        assert other.open(MODELS, store="s").position() == 0
        one.close()
        other.close()


def _in_use(read_models: ReadModels) -> Build:
    build = read_models.open(MODELS, store="s")
    build.save({SAMPLE.name: {"甲": SampleRow(name="first")}}, 0, 7, "m")
    read_models.switch_in(build)
    return build
