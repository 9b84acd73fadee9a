"""The ledger: whatever others do meanwhile, what is recorded was decided on what stands."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from datetime import UTC, date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from threading import Thread
from typing import Any

import pytest
from attrs import evolve
from eventsourcing.persistence import IntegrityError, OperationalError
from hypothesis import given, settings
from hypothesis import strategies as st

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.facts import SuspenseCleared
from lixia_domain.aggregates.account.refusals import Why as AccountWhy
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.faults import ClockBehind, LostRace, UnfitStore
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.loaded import Why
from lixia_domain.recording.seen import Seen
from lixia_domain.recording.work import By, Work

ON = date(2021, 3, 10)
NOW = datetime(2021, 3, 10, 2, tzinfo=UTC)
BY = By(actor="acct-1", role=Role.SYSTEM, at=NOW)

Opener = Callable[..., Ledger]
Step = Callable[[Work], None]


def nothing(work: Work) -> None:
    """Decide nothing."""


def hold(key: str, fen: int, on: date = ON) -> Step:
    def step(work: Work) -> None:
        opened = account.open_account(
            work.load(ACCOUNT, key), fund="f", designation="suspense", on=on
        )
        work.record(ACCOUNT, key, opened)
        held = account.hold(work.load(ACCOUNT, key), credit="c", amount=Money(fen), on=on)
        work.record(ACCOUNT, key, held)

    return step


def clear(key: str, fen: int) -> Step:
    def step(work: Work) -> None:
        found = work.load(ACCOUNT, key)
        facts = account.clear(found, credit="c", amount=Money(fen), to="t", on=ON)
        work.record(ACCOUNT, key, facts)

    return step


def suspense(work: Work, key: str) -> int:
    found = work.load(ACCOUNT, key)
    return 0 if found is None else found.suspense.fen


def held(ledger: Ledger, key: str) -> int:
    return ledger.transact(lambda work: suspense(work, key), by=BY)


def done(ledger: Ledger, *steps: Step, by: By = BY) -> None:
    def use_case(work: Work) -> None:
        for step in steps:
            step(work)

    ledger.transact(use_case, by=by)


class Rivalry:
    """A use case that looks, lets a rival act the first ``times``, and then decides."""

    def __init__(self, look: Step, rival: Callable[[], None], decide: Step, times: int = 1) -> None:
        self.look, self.rival, self.decide, self.left = look, rival, decide, times
        self.tried = 0

    def __call__(self, work: Work) -> None:
        self.tried += 1
        self.look(work)
        if self.left:
            self.left -= 1
            self.rival()
        self.decide(work)


def look(*keys: str) -> Step:
    return lambda work: [suspense(work, key) for key in keys].clear()


@pytest.fixture
def sqlite(tmp_path: Path) -> Iterator[Opener]:
    """Open a ledger on the one SQLite file of this test, as another process would."""
    opened: list[Ledger] = []

    def opener(cls: type[Ledger] = Ledger) -> Ledger:
        module = "lixia_adapters.stores.sqlite"
        path = str(tmp_path / "store.db")
        opened.append(cls({"PERSISTENCE_MODULE": module, "SQLITE_DBNAME": path}))
        return opened[-1]

    yield opener
    for ledger in opened:
        ledger.close()


@pytest.fixture(params=["memory", "sqlite"])
def open_ledger(request: pytest.FixtureRequest, sqlite: Opener) -> Opener:
    """Open a ledger of this test; in memory each is alone."""
    if request.param == "sqlite":
        return sqlite
    return lambda cls=Ledger: cls({"PERSISTENCE_MODULE": "lixia_adapters.stores.memory"})


@pytest.fixture
def ledger(open_ledger: Opener) -> Ledger:
    return open_ledger()


@pytest.fixture
def two(sqlite: Opener) -> tuple[Ledger, Ledger]:
    """Two ledgers on one file, which know of each other only what the file says."""
    return sqlite(), sqlite()


def test_a_lost_race_is_decided_again_on_what_won(ledger: Ledger) -> None:
    done(ledger, hold("a", 100))
    mine = Rivalry(look("a"), lambda: done(ledger, hold("a", 5)), clear("a", 103))
    ledger.transact(mine, by=BY)
    assert (mine.tried, held(ledger, "a")) == (2, 2)


def test_who_loses_again_and_again_is_told_so_and_records_nothing(ledger: Ledger) -> None:
    rival = lambda: done(ledger, hold("a", 1))  # noqa: E731
    mine = Rivalry(look("a"), rival, hold("a", 1000), times=99)
    with pytest.raises(LostRace) as lost:
        ledger.transact(mine, by=BY, tries=7)
    assert (mine.tried, held(ledger, "a")) == (7, 7)
    assert "7" in lost.value.sentence("zh") and "7" in lost.value.sentence("en")


def test_a_stream_that_was_only_read_must_still_stand(two: tuple[Ledger, Ledger]) -> None:
    ours, theirs = two
    done(ours, hold("a", 100))

    def as_much_as_a(work: Work) -> None:
        hold("b", suspense(work, "a"))(work)

    mine = Rivalry(look("a"), lambda: done(theirs, clear("a", 60)), as_much_as_a)
    ours.transact(mine, by=BY)
    assert (mine.tried, held(ours, "b")) == (2, 40)


def test_streams_that_were_not_looked_at_may_move(two: tuple[Ledger, Ledger]) -> None:
    ours, theirs = two
    done(ours, hold("a", 100))
    mine = Rivalry(look("a"), lambda: done(theirs, hold("b", 1)), clear("a", 60))
    ours.transact(mine, by=BY)
    assert (mine.tried, held(ours, "a"), held(theirs, "a")) == (1, 40, 40)


@pytest.mark.parametrize("glance", [1000, 0])
def test_a_refusal_on_what_a_rival_has_moved_is_decided_again(
    two: tuple[Ledger, Ledger], glance: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Seen, "glance", glance)
    ours, theirs = two
    done(ours, hold("a", 100))
    done(theirs, hold("a", 50))
    done(ours, clear("a", 150))
    assert held(theirs, "a") == 0


def test_a_refusal_with_nothing_moved_is_raised_at_once(ledger: Ledger) -> None:
    done(ledger, hold("a", 100))
    mine = Rivalry(look("a"), lambda: None, clear("a", 101))
    with pytest.raises(Rejection) as refused:
        ledger.transact(mine, by=BY)
    assert refused.value.reason is AccountWhy.INSUFFICIENT
    assert (mine.tried, ledger.head()) == (1, 2)


def test_a_refusal_stands_whatever_other_streams_do(two: tuple[Ledger, Ledger]) -> None:
    ours, theirs = two
    done(ours, hold("a", 100))
    mine = Rivalry(look("a"), lambda: done(theirs, hold("b", 1)), clear("a", 101), times=99)
    with pytest.raises(Rejection):
        ours.transact(mine, by=BY)
    assert mine.tried == 1


def test_an_outcome_without_facts_is_decided_again_if_it_was_of_old_states(
    two: tuple[Ledger, Ledger],
) -> None:
    ours, theirs = two
    done(ours, hold("a", 100))
    assert held(theirs, "a") == 100
    done(ours, hold("a", 1))
    assert held(theirs, "a") == 101
    mine = Rivalry(look("a"), lambda: done(ours, hold("a", 1)), nothing)
    theirs.transact(mine, by=BY)
    assert mine.tried == 2


def test_a_program_error_is_no_race(ledger: Ledger) -> None:
    def broken(work: Work) -> None:
        hold("a", 1)(work)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        ledger.transact(broken, by=BY)
    assert ledger.head() == 0


class Doubtful:
    """A recorder that fails its next append: before it is recorded, or after it really was."""

    def __init__(self, recorder: Any, error: Exception, *, recorded: bool) -> None:
        self.recorder, self.error, self.recorded = recorder, error, recorded
        self.fails = True
        self.asked = 0

    def __getattr__(self, name: str) -> Any:
        return getattr(self.recorder, name)

    def insert_events(self, stored: Any, **others: Any) -> Any:
        self.asked += 1
        if not self.fails:
            return self.recorder.insert_events(stored, **others)
        self.fails = False
        if self.recorded:
            self.recorder.insert_events(stored, **others)
        raise self.error


def doubtful(open_ledger: Opener, error: Exception, *, recorded: bool) -> tuple[Ledger, Doubtful]:
    made: list[Doubtful] = []

    class Doubting(Ledger):
        def construct_recorder(self) -> Any:
            made.append(Doubtful(super().construct_recorder(), error, recorded=recorded))
            return made[0]

    return open_ledger(Doubting), made[0]


@pytest.mark.parametrize("error", [IntegrityError("taken"), OperationalError("connection lost")])
def test_what_was_recorded_in_spite_of_an_error_is_found_and_recorded_once(
    open_ledger: Opener, error: Exception
) -> None:
    ledger, recorder = doubtful(open_ledger, error, recorded=True)
    done(ledger, hold("a", 100))
    assert (recorder.asked, ledger.head(), held(ledger, "a")) == (1, 2, 100)
    done(ledger, clear("a", 100))
    assert (ledger.head(), held(ledger, "a")) == (3, 0)


def test_a_lost_append_is_made_again_and_a_failed_one_is_told(open_ledger: Opener) -> None:
    ledger, recorder = doubtful(open_ledger, IntegrityError("taken"), recorded=False)
    done(ledger, hold("a", 100))
    assert (recorder.asked, ledger.head()) == (2, 2)
    ledger, recorder = doubtful(open_ledger, OperationalError("disk gone"), recorded=False)
    head = ledger.head()
    with pytest.raises(OperationalError, match="disk gone"):
        done(ledger, hold("b", 100))
    assert (recorder.asked, ledger.head(), held(ledger, "b")) == (1, head, 0)


def test_the_same_facts_of_somebody_else_are_not_taken_for_ours(
    two: tuple[Ledger, Ledger],
) -> None:
    ours, theirs = two
    mine = Rivalry(look("a"), lambda: done(theirs, hold("a", 100)), hold("a", 100))
    ours.transact(mine, by=BY)
    assert (mine.tried, held(ours, "a")) == (2, 200)


def later(seconds: float) -> By:
    return evolve(BY, at=NOW + timedelta(seconds=seconds))


def test_a_clock_five_seconds_behind_is_allowed_and_not_more(ledger: Ledger) -> None:
    done(ledger, hold("a", 1), by=later(60))
    done(ledger, hold("b", 1), by=later(55))
    with pytest.raises(ClockBehind):
        done(ledger, hold("c", 1), by=later(49.999))
    assert held(ledger, "c") == 0


def test_a_clock_lags_so_much_in_all_and_takes_no_time_back(ledger: Ledger) -> None:
    done(ledger, hold("a", 1), by=later(60))
    for seconds in (58, 56):
        done(ledger, hold("b", 1), by=later(seconds))
    with pytest.raises(ClockBehind):
        done(ledger, hold("b", 1), by=later(54))
    assert {recorded.recorded_at for recorded in ledger.read()} == {later(60).at}
    done(ledger, hold("b", 1), by=later(61))
    assert [recorded.recorded_at for recorded in ledger.read()][-1] == later(61).at


def test_a_clock_lags_behind_the_latest_time_that_was_seen(
    two: tuple[Ledger, Ledger], monkeypatch: pytest.MonkeyPatch
) -> None:
    ours, theirs = two
    done(ours, hold("a", 1), by=later(60))
    monkeypatch.setattr(Ledger, "_on_time", lambda _, by: by)
    done(theirs, hold("b", 1), by=later(56))  # as two hosts in a race may
    monkeypatch.undo()
    with pytest.raises(ClockBehind):
        done(ours, hold("c", 1), by=later(52))
    done(ours, hold("c", 1), by=later(55))
    assert [recorded.recorded_at for recorded in ours.read()][-1] == later(60).at


def test_a_clock_behind_what_another_process_recorded_is_refused(
    two: tuple[Ledger, Ledger], sqlite: Opener
) -> None:
    ours, theirs = two
    done(ours, hold("a", 1), by=later(0))
    done(theirs, hold("b", 1), by=later(60))
    for ledger in (ours, sqlite()):
        with pytest.raises(ClockBehind) as behind:
            done(ledger, hold("c", 1), by=later(54))
        assert (NOW + timedelta(seconds=60)).isoformat() in behind.value.sentence("zh")
        assert held(ledger, "c") == 0
    done(ours, hold("c", 1), by=later(55))


def test_a_clock_that_is_behind_may_still_read(ledger: Ledger) -> None:
    done(ledger, hold("a", 7), by=later(3600))
    assert held(ledger, "a") == 7


def test_who_records_must_know_the_time_zone() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        By(actor="acct-1", role=Role.SYSTEM, at=datetime(2021, 3, 10))  # noqa: DTZ001


def test_dates_never_run_backwards_within_a_stream(ledger: Ledger) -> None:
    by = later(24 * 3600)
    done(ledger, hold("a", 1, date(2021, 3, 11)), by=by)
    with pytest.raises(Rejection) as refused:
        done(ledger, hold("b", 1), hold("a", 1, date(2021, 3, 10)), by=by)
    assert refused.value.reason is Why.DATES_RUN_BACKWARDS
    assert "account-a" in refused.value.sentence("zh")
    assert ledger.head() == 2
    done(ledger, hold("a", 1, date(2021, 3, 11)), hold("b", 1, date(2020, 1, 1)), by=by)
    with pytest.raises(Rejection):
        done(ledger, hold("c", 1, date(2021, 3, 11)), hold("c", 1, date(2021, 3, 10)), by=by)
    assert (held(ledger, "a"), held(ledger, "b"), held(ledger, "c")) == (2, 1, 0)


@pytest.mark.parametrize("afresh", [False, True], ids=["remembered", "read again"])
def test_a_fact_dated_after_its_recording_holds_up_nobody_from_that_day_on(
    two: tuple[Ledger, Ledger], afresh: bool
) -> None:
    slip, day = two[0], two[1] if afresh else two[0]
    done(slip, hold("a", 1), hold("a", 1, date(9999, 12, 31)))
    with pytest.raises(Rejection) as refused:
        done(day, hold("a", 1, ON - timedelta(days=1)))
    assert refused.value.facts["last"] == ON, "the earliest date that is taken"
    done(day, hold("a", 1, ON))
    done(day, hold("a", 1, ON + timedelta(days=1)), by=later(24 * 3600))
    with pytest.raises(Rejection):
        done(day, hold("a", 1, ON), by=later(24 * 3600))
    assert held(slip, "a") == held(day, "a") == 4


@pytest.mark.parametrize("afresh", [False, True], ids=["remembered", "read again"])
def test_it_is_the_last_fact_s_recording_that_counts(
    two: tuple[Ledger, Ledger], afresh: bool
) -> None:
    slip, day = two[0], two[1] if afresh else two[0]
    done(slip, hold("a", 1))
    done(slip, hold("a", 1, date(9999, 12, 31)), by=later(24 * 3600))
    with pytest.raises(Rejection):
        done(day, hold("a", 1, ON), by=later(24 * 3600))
    done(day, hold("a", 1, ON + timedelta(days=1)), by=later(24 * 3600))


def forget_all_but(few: int, patched: pytest.MonkeyPatch) -> None:
    """Remember so many states, and look through so many rows."""
    patched.setattr(Seen, "remembered", few)
    patched.setattr(Seen, "glance", few)


@pytest.fixture
def forgetful(monkeypatch: pytest.MonkeyPatch) -> None:
    forget_all_but(2, monkeypatch)


@pytest.mark.usefixtures("forgetful")
def test_what_was_forgotten_is_loaded_again(ledger: Ledger) -> None:
    keys = [f"k{n}" for n in range(5)]
    for round_ in range(1, 4):
        for n, key in enumerate(keys):
            done(ledger, hold(key, n + 1))
        assert [held(ledger, key) for key in keys] == [round_ * (n + 1) for n in range(5)]


@pytest.mark.usefixtures("forgetful")
def test_what_is_used_is_not_forgotten_first() -> None:
    ledger = Ledger({"PERSISTENCE_MODULE": "lixia_adapters.stores.memory"})
    read: list[str] = []
    journal: Any = ledger.journal
    stream = journal.stream

    def counted(name: str, after: int = 0) -> Any:
        read.append(name)
        return stream(name, after)

    journal.stream = counted
    for key in ("busy", "b", "c", "d"):
        done(ledger, hold(key, 1))
        held(ledger, "busy")
    assert read.count("account-busy") == 1


@pytest.mark.parametrize("grown", [0, 1, 4, 20])
def test_an_older_copy_put_in_the_place_of_the_store_is_noticed(
    two: tuple[Ledger, Ledger], sqlite: Opener, tmp_path: Path, grown: int
) -> None:
    ours, theirs = two
    done(ours, hold("a", 100))
    backup, store = tmp_path / "backup.db", tmp_path / "store.db"
    copy(store, backup)
    done(ours, clear("a", 90))
    done(theirs, hold("b", 5), hold("b", 5))
    copy(backup, store)
    other = sqlite()
    for _ in range(grown):
        done(other, hold("c", 1))
    if ours.head() != 6:  # of equal length, it can't be told apart until it grows
        assert held(ours, "a") == 100
        assert held(theirs, "b") == 0
        done(ours, clear("a", 100))
        assert held(theirs, "a") == 0
        done(theirs, hold("b", 1))
        assert held(ours, "b") == 1


def test_a_work_that_began_before_an_older_copy_came_is_done_again(
    two: tuple[Ledger, Ledger], tmp_path: Path
) -> None:
    ours, theirs = two
    backup, store = tmp_path / "backup.db", tmp_path / "store.db"
    done(ours, hold("a", 100))
    copy(store, backup)
    done(ours, clear("a", 90))

    def restore() -> None:
        copy(backup, store)
        # As many facts as before, but others: version and length of the log tell nothing.
        done(theirs, clear("a", 100))

    mine = Rivalry(look("a"), restore, clear("a", 5))
    with pytest.raises(Rejection):
        ours.transact(mine, by=BY)
    assert held(theirs, "a") == 0
    assert len(ours.history("account-a")) == 3
    done(ours, hold("a", 7))
    assert held(theirs, "a") == 7


def copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(target)) as new:
        old.backup(new)


def test_who_lost_a_race_goes_before_who_comes_later(ledger: Ledger) -> None:
    order: list[str] = []
    later = Thread(target=lambda: done(ledger, lambda work: order.append("later")))

    def decide(work: Work) -> None:
        hold("a", 1)(work)
        if mine.tried == 2:
            later.start()
            later.join(0.1)  # it does not end: it waits for us
            order.append("mine")

    mine = Rivalry(look("a"), lambda: done(ledger, hold("a", 1)), decide)
    ledger.transact(mine, by=BY)
    later.join()
    assert order == ["mine", "later"]


def test_many_threads_on_few_streams_lose_and_invent_nothing(ledger: Ledger) -> None:
    keys = ("a", "b", "c")
    done(ledger, *(hold(key, 200) for key in keys))
    opening = ledger.head()
    moved: list[tuple[str, str, int]] = []
    wrong: list[Exception] = []

    def work(seed: int) -> None:
        random = Random(seed)
        for _ in range(60):
            (here, there), fen = random.sample(keys, 2), random.randint(1, 150)
            try:
                done(ledger, clear(here, fen), hold(there, fen))
                moved.append((here, there, fen))
            except Rejection:
                continue
            except Exception as error:
                wrong.append(error)

    threads = [Thread(target=work, args=(seed,)) for seed in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert not wrong
    assert ledger.head() == opening + 2 * len(moved)
    for key in keys:
        into = sum(fen for _, there, fen in moved if there == key)
        out = sum(fen for here, _, fen in moved if here == key)
        assert held(ledger, key) == 200 + into - out >= 0
        running = 0
        for recorded in ledger.history(f"account-{key}"):
            fen = getattr(recorded.event, "amount", ZERO).fen
            running += -fen if isinstance(recorded.event, SuspenseCleared) else fen
            assert running >= 0, "never in between either"


KEYS = ("x", "y", "z")
acts = st.tuples(
    st.sampled_from(["hold", "clear", "move", "copy"]),
    st.sampled_from(KEYS),
    st.sampled_from(KEYS),
    st.integers(1, 9),
)


class Naive:
    """What the accounts should hold."""

    def __init__(self) -> None:
        self.held = dict.fromkeys(KEYS, 0)

    def act(self, what: str, here: str, there: str, fen: int) -> bool:
        """Do it, or tell that it must be refused."""
        if what in ("clear", "move") and self.held[here] < fen:
            return False
        match what:
            case "hold":
                self.held[here] += fen
            case "clear":
                self.held[here] -= fen
            case "move":
                self.held[here] -= fen
                self.held[there] += fen
            case _:
                self.held[there] += self.held[here]
        return True


def act(names: dict[str, str], what: str, here: str, there: str, fen: int) -> Step:
    a, b = names[here], names[there]

    def step(work: Work) -> None:
        match what:
            case "hold":
                hold(a, fen)(work)
            case "clear":
                clear(a, fen)(work)
            case "move":
                clear(a, fen)(work)
                hold(b, fen)(work)
            case _:
                if amount := suspense(work, a):
                    hold(b, amount)(work)

    return step


@pytest.fixture(scope="module", params=[None, 2], ids=["much", "little"])
def rivals(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Ledger, Ledger]]:
    """Two ledgers on one file, kept for all examples, that remember much or little."""
    path = str(tmp_path_factory.mktemp("rivals") / "store.db")
    env = {"PERSISTENCE_MODULE": "lixia_adapters.stores.sqlite", "SQLITE_DBNAME": path}
    with pytest.MonkeyPatch.context() as patched, Ledger(env) as one, Ledger(env) as other:
        if request.param is not None:
            forget_all_but(request.param, patched)
        yield one, other


examples = count()


@settings(max_examples=60, deadline=None)
@given(
    script=st.lists(st.tuples(st.integers(0, 1), acts, st.none() | acts), min_size=1, max_size=12)
)
def test_two_ledgers_in_any_interleaving_do_what_one_after_the_other_would(
    rivals: tuple[Ledger, Ledger], script: list[Any]
) -> None:
    example = next(examples)
    names = {key: f"{key}{example}" for key in KEYS}
    naive = Naive()
    for who, mine, rival in script:
        ours, theirs = rivals[who], rivals[1 - who]
        told: list[bool] = []

        def interrupt(theirs: Ledger = theirs, rival: Any = rival, told: Any = told) -> None:
            if rival is not None:
                told.append(naive.act(*rival))
                assert answered(theirs, act(names, *rival)) is told[0]

        outcome = answered(ours, Rivalry(look(names[mine[1]]), interrupt, act(names, *mine)))
        assert outcome is naive.act(*mine)
        for ledger in rivals:
            assert {key: held(ledger, names[key]) for key in KEYS} == naive.held


def answered(ledger: Ledger, use_case: Step) -> bool:
    with suppress(Rejection):
        ledger.transact(use_case, by=BY)
        return True
    return False


def test_prefetched_streams_are_what_they_would_be_loaded_in_turn(ledger: Ledger) -> None:
    keys = [f"k{n}" for n in range(7)]
    done(ledger, *(hold(key, n + 1) for n, key in enumerate(keys)))

    def use_case(work: Work) -> list[int]:
        hold("k0", 10)(work)
        work.prefetch(ACCOUNT, [*keys, "none yet"])
        return [suspense(work, key) for key in (*keys, "none yet")]

    assert ledger.transact(use_case, by=BY) == [11, 2, 3, 4, 5, 6, 7, 0]


def test_what_the_ledger_stores_is_what_the_library_s_mapper_would(ledger: Ledger) -> None:
    by = evolve(BY, command="key-1", correlation="together-1")
    done(ledger, hold("a", 1), hold("账户 b", 2), by=by)
    rows = [row[1:] for row in ledger.journal.rows(0, ledger.head())]
    stored = [ledger.mapper.to_stored_event(recorded) for recorded in ledger.read()]  # type: ignore[arg-type] # an envelope is what the mapper takes
    assert rows == [(s.originator_id, s.originator_version, s.topic, s.state) for s in stored]
    assert [r.position for r in ledger.read()] == [1, 2, 3, 4]


def test_a_store_that_cannot_recheck_what_was_read_is_refused_at_start() -> None:
    with pytest.raises(UnfitStore) as unfit:
        Ledger({"PERSISTENCE_MODULE": "eventsourcing.popo"})
    assert "POPOApplicationRecorder" in unfit.value.sentence("zh")
    assert "re-check" in unfit.value.sentence("en")
