"""A unit of work reads more than streams: what it has read throughout the log must still stand."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.facts import AccountOpened, SuspenseHeld
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work

ON = date(2021, 3, 10)
BY = By(actor="acct-1", role=Role.SYSTEM, at=datetime(2021, 3, 10, 2, tzinfo=UTC))

Step = Callable[[Work], object]


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Ledger, Ledger]]:
    """Two ledgers on one file, which know of each other only what the file says."""
    env = {
        "PERSISTENCE_MODULE": "lixia_adapters.stores.sqlite",
        "SQLITE_DBNAME": str(tmp_path / "store.db"),
    }
    with Ledger(env) as ours, Ledger(env) as theirs:
        yield ours, theirs


def open_account(key: str) -> Step:
    def step(work: Work) -> None:
        facts = account.open_account(
            work.load(ACCOUNT, key), fund="f", designation="suspense", on=ON
        )
        work.record(ACCOUNT, key, facts)

    return step


def hold(key: str, fen: int) -> Step:
    def step(work: Work) -> None:
        facts = account.hold(work.load(ACCOUNT, key), credit="c", amount=Money(fen), on=ON)
        work.record(ACCOUNT, key, facts)

    return step


def opened(work: Work) -> list[str]:
    return [recorded.key for recorded in work.facts(AccountOpened)]


def raced(ours: Ledger, rival: Callable[[], object], look: Step, decide: Step) -> list[object]:
    """Let ``rival`` act between the look and the decision, once; return what each look saw."""
    seen: list[object] = []

    def use_case(work: Work) -> None:
        seen.append(look(work))
        if len(seen) == 1:
            rival()
        decide(work)

    ours.transact(use_case, by=BY)
    return seen


def nothing(work: Work) -> None:
    """Decide nothing."""


def refuse_two(work: Work) -> None:
    if len(opened(work)) == 1:
        fund.posting(work.load(FUND, "none such"), on=ON)


@pytest.mark.parametrize("decide", [open_account("mine"), nothing], ids=["recorded", "no facts"])
def test_who_read_a_class_of_facts_decides_again_when_one_more_was_recorded(
    two: tuple[Ledger, Ledger], decide: Step
) -> None:
    ours, theirs = two
    ours.transact(open_account("a"), by=BY)
    seen = raced(ours, lambda: theirs.transact(open_account("b"), by=BY), opened, decide)
    assert seen == [["a"], ["a", "b"]]


def test_a_refusal_by_a_class_of_facts_is_decided_again_when_one_more_was_recorded(
    two: tuple[Ledger, Ledger],
) -> None:
    ours, theirs = two
    ours.transact(open_account("a"), by=BY)
    rival = lambda: theirs.transact(open_account("b"), by=BY)  # noqa: E731
    assert len(raced(ours, rival, opened, refuse_two)) == 2
    assert ours.head() == 2


def test_on_an_empty_log_too(two: tuple[Ledger, Ledger]) -> None:
    ours, theirs = two
    rival = lambda: theirs.transact(open_account("b"), by=BY)  # noqa: E731
    assert raced(ours, rival, opened, open_account("mine")) == [[], ["b"]]


def test_facts_of_other_classes_may_be_recorded_meanwhile(two: tuple[Ledger, Ledger]) -> None:
    ours, theirs = two
    ours.transact(open_account("a"), by=BY)
    rival = lambda: theirs.transact(hold("a", 1), by=BY)  # noqa: E731
    assert raced(ours, rival, opened, open_account("mine")) == [["a"]]


def test_a_class_of_facts_is_read_as_the_log_stood_when_the_work_began(
    two: tuple[Ledger, Ledger],
) -> None:
    ours, theirs = two
    ours.transact(open_account("a"), by=BY)
    both: list[list[str]] = []

    def use_case(work: Work) -> None:
        before = opened(work)
        if not both:
            theirs.transact(open_account("b"), by=BY)
        both.append([*before, "then", *opened(work)])

    ours.transact(use_case, by=BY)
    assert both == [["a", "then", "a"], ["a", "b", "then", "a", "b"]]


@pytest.mark.parametrize("decide", [open_account("mine"), nothing], ids=["recorded", "no facts"])
def test_who_asked_where_the_log_ends_decides_again_whatever_was_recorded(
    two: tuple[Ledger, Ledger], decide: Step
) -> None:
    ours, theirs = two
    ours.transact(open_account("a"), by=BY)
    rival = lambda: theirs.transact(hold("a", 1), by=BY)  # noqa: E731
    assert raced(ours, rival, lambda work: work.stands_at(1), decide) == [True, False]


def test_the_history_of_a_stream_has_what_its_state_has_but_for_the_works_own_facts(
    two: tuple[Ledger, Ledger],
) -> None:
    ours, theirs = two
    ours.transact(open_account("a"), by=BY)
    told: list[list[type[object]]] = []

    def use_case(work: Work) -> None:
        hold("a", 2)(work)
        if not told:
            theirs.transact(hold("a", 1), by=BY)
            theirs.transact(hold("a", 1), by=BY)
        told.append([type(recorded.event) for recorded in work.history(ACCOUNT, "a")])

    ours.transact(use_case, by=BY)
    assert told[-1] == [AccountOpened, SuspenseHeld, SuspenseHeld]
    assert [r.position for r in ours.history("account-a")] == [1, 2, 3, 4]


def test_a_history_ends_where_the_state_that_was_looked_at_ends(
    two: tuple[Ledger, Ledger],
) -> None:
    ours, theirs = two
    ours.transact(open_account("a"), by=BY)
    lengths: list[int] = []

    def use_case(work: Work) -> None:
        work.load(ACCOUNT, "a")
        if not lengths:
            theirs.transact(hold("a", 1), by=BY)
        lengths.append(len(work.history(ACCOUNT, "a")))

    ours.transact(use_case, by=BY)
    assert lengths == [1, 2]


def test_who_read_a_history_decides_again_when_the_stream_has_moved(
    two: tuple[Ledger, Ledger],
) -> None:
    ours, theirs = two
    ours.transact(open_account("a"), by=BY)
    rival = lambda: theirs.transact(hold("a", 1), by=BY)  # noqa: E731
    look = lambda work: len(work.history(ACCOUNT, "a"))  # noqa: E731
    assert raced(ours, rival, look, open_account("mine")) == [1, 2]


def test_a_refusal_that_was_of_nothing_read_is_raised_at_once(two: tuple[Ledger, Ledger]) -> None:
    ours, theirs = two
    ours.transact(open_account("a"), by=BY)
    looks: list[None] = []

    def use_case(work: Work) -> None:
        looks.append(None)
        theirs.transact(hold("a", 1), by=BY)
        fund.posting(work.load(FUND, "none such"), on=ON)

    with pytest.raises(Rejection):
        ours.transact(use_case, by=BY)
    assert len(looks) == 1


@given(
    st.lists(
        st.tuples(st.sampled_from("abc"), st.integers(1, 3)) | st.sampled_from(["mark", "back"]),
        max_size=12,
    )
)
def test_what_is_let_go_of_was_never_done(acts: list[tuple[str, int] | str]) -> None:
    def use_case(work: Work) -> list[tuple[str, int]]:
        done: list[tuple[str, int]] = []
        marks = [(work.mark(), 0)]
        for act in acts:
            if act == "mark":
                marks.append((work.mark(), len(done)))
            elif isinstance(act, tuple):
                hold(*act)(work)
                done.append(act)
            else:
                before, many = marks.pop() if len(marks) > 1 else marks[0]
                work.back_to(before)
                del done[many:]
            for key in "abc":
                held = work.load(ACCOUNT, key)
                assert held is not None
                assert held.suspense == Money(sum(fen for name, fen in done if name == key))
        return done

    with Ledger({"PERSISTENCE_MODULE": "lixia_adapters.stores.memory"}) as ledger:
        for key in "abc":
            ledger.transact(open_account(key), by=BY)
        done = ledger.transact(use_case, by=BY)
        recorded = [
            (r.key, r.event.amount) for r in ledger.read(3) if type(r.event) is SuspenseHeld
        ]
        assert recorded == [(key, Money(fen)) for key, fen in done]
        assert ledger.head() == 3 + len(done)


def test_what_was_let_go_of_was_read_all_the_same(two: tuple[Ledger, Ledger]) -> None:
    """Whoever is refused and goes on without it decides again when the refusal does not stand."""
    ours, theirs = two
    ours.transact(open_account("a"), by=BY)

    def look(work: Work) -> int:
        before = work.mark()
        hold("a", 1)(work)
        work.back_to(before)
        return len(work.history(ACCOUNT, "a"))

    rival = lambda: theirs.transact(hold("a", 1), by=BY)  # noqa: E731
    assert raced(ours, rival, look, open_account("mine")) == [1, 2]


def test_money_that_is_not_released_needs_no_seal() -> None:
    with Ledger({"PERSISTENCE_MODULE": "lixia_adapters.stores.memory"}) as ledger:

        def use_case(work: Work) -> None:
            open_account("a")(work)
            before = work.mark()
            work.release_money()
            work.back_to(before)

        ledger.transact(open_account("b"), by=BY)
        ledger.transact(use_case, by=BY)  # there is no seal: it would have been refused
        assert ledger.head() == 2
