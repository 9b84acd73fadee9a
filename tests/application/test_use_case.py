"""Requests with a key of the caller's: carried out once, however often they are sent."""

from __future__ import annotations

import pickle
from collections.abc import Callable, Iterator
from copy import copy, deepcopy
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from threading import Barrier, Thread
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.aggregates import command
from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.state import ACCOUNT, Account
from lixia_domain.aggregates.command import COMMAND, CommandDone, Why
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.application import use_case as declared
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.chapters import use_cases
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.finance import funds
from lixia_domain.application.gate import Unfit
from lixia_domain.application.programme import projects
from lixia_domain.application.scope import of_fund
from lixia_domain.application.use_case import NotPlain, use_case
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.vocabulary import FundId
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import By, Work
from lixia_domain.testing import grounds

ON = date(2021, 3, 10)
BY = By(
    actor="acct-1", role=Role.SYSTEM, at=datetime(2021, 3, 10, 2, tzinfo=UTC), command="request-1"
)


@use_case(says=Words("拟设", "propose"), by=Role.SYSTEM)
def propose(work: Work, *, fund_id: str, name: str) -> list[object]:
    """Propose a fund; what is returned differs each time that it is really carried out."""
    facts = fund.propose(
        work.load(FUND, fund_id), name=name, foundation="虚构示例", purpose="p", on=ON
    )
    work.record(FUND, fund_id, facts)
    return [fund_id, work.position, None]


@use_case(says=Words("拟设", "propose"), by=Role.SYSTEM, seeing=("position",))
def propose_as_seen(work: Work, *, fund_id: str, name: str, position: int) -> list[object]:
    """Do the same, told what the views show at ``position``."""
    return propose.within(work, fund_id=fund_id, name=name)


@use_case(says=Words("拟设", "propose"), by=Role.SYSTEM)
def rename(work: Work, *, fund_id: str, name: str) -> list[object]:
    """Do the same under another name."""
    return propose.within(work, fund_id=fund_id, name=name)


@pytest.fixture(params=["memory", "sqlite"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Store]:
    uri = "memory:" if request.param == "memory" else f"sqlite:///{tmp_path}/store.db"
    with open_store(uri, create=True, clock=lambda: BY.at) as opened:
        yield opened


def test_the_same_request_again_gives_the_same_outcome_and_records_nothing(store: Store) -> None:
    first = propose(store.ledger, BY, fund_id="f1", name="虚构示例")
    propose(store.ledger, evolve(BY, command=None), fund_id="f2", name="虚构示例")
    head = store.ledger.head()
    store.clock = ToldClock(BY.at)
    for days in (0, 2):
        store.clock.advance(timedelta(days=days))
        by = evolve(BY, at=store.clock())
        assert propose(store.ledger, by, name="虚构示例", fund_id="f1") == first == ["f1", 0, None]
    assert store.ledger.head() == head


def test_a_request_is_the_same_whatever_the_views_show_when_it_is_sent_again(store: Store) -> None:
    first = propose_as_seen(store.ledger, BY, fund_id="f1", name="虚构示例", position=0)
    head = store.ledger.head()
    again = propose_as_seen(store.ledger, BY, fund_id="f1", name="虚构示例", position=head)
    assert (again, store.ledger.head()) == (first, head)


def test_a_request_is_the_same_however_it_is_spelled(store: Store) -> None:
    for key, name in (("request-1", " 虚构示例\u3000"), ("request-2", "虚构示例")):
        propose(store.ledger, evolve(BY, command=key), fund_id="f1", name=name)
    done = [r.event for r in store.ledger.read() if isinstance(r.event, CommandDone)]
    assert len(done) == 2
    assert len({one.request for one in done}) == 1


def test_what_takes_part_in_other_work_passes_the_gate_too(store: Store) -> None:
    def told(name: Any) -> str:
        steps = propose.within
        store.ledger.transact(lambda work: steps(work, fund_id="f1", name=name), by=BY)
        [recorded] = store.ledger.history("fund-f1")
        return str(recorded.event.name)

    assert told(" 虚构示例\u3000") == "虚构示例"
    with pytest.raises(Unfit):
        told(7)


def test_fact_and_outcome_are_one_commit(store: Store) -> None:
    propose(store.ledger, BY, fund_id="f1", name="虚构示例")
    recorded = list(store.ledger.read())
    assert [r.event.event_name for r in recorded] == ["fund.proposed", "command.done"]
    assert len({r.correlation for r in recorded}) == 1
    assert {r.command for r in recorded} == {"request-1"}


@pytest.mark.parametrize(
    ("other", "what"),
    [
        (propose, {"fund_id": "f1", "name": "别的"}),
        (propose, {"fund_id": "f2", "name": "虚构示例"}),
        (rename, {"fund_id": "f1", "name": "虚构示例"}),
    ],
)
def test_another_request_under_the_same_key_is_refused(
    store: Store, other: Callable[..., object], what: dict[str, str]
) -> None:
    propose(store.ledger, BY, fund_id="f1", name="虚构示例")
    head = store.ledger.head()
    with pytest.raises(Rejection) as refused:
        other(store.ledger, BY, **what)
    assert refused.value.reason is Why.KEY_REUSED
    assert store.ledger.head() == head


@given(
    one=st.from_regex("[a-z][0-9a-z]?", fullmatch=True),
    other=st.from_regex("[a-z][0-9a-z]?", fullmatch=True),
    swap=st.booleans(),
)
def test_keys_are_each_actors_own(one: str, other: str, swap: bool) -> None:
    with open_store("memory:", create=True, clock=lambda: BY.at) as store:
        first = evolve(BY, actor=one, command=other)
        second = evolve(BY, actor=other, command=one) if swap else evolve(first, actor=other)
        propose(store.ledger, first, fund_id="f1", name="虚构示例")
        same = (first.actor, first.command) == (second.actor, second.command)
        if same:
            with pytest.raises(Rejection):
                propose(store.ledger, second, fund_id="f2", name="虚构示例")
        else:
            assert propose(store.ledger, second, fund_id="f2", name="虚构示例")[0] == "f2"


def test_the_outcome_outlives_the_process(tmp_path: Path) -> None:
    uri = f"sqlite:///{tmp_path}/store.db"
    with open_store(uri, create=True, clock=lambda: BY.at) as store:
        first = propose(store.ledger, BY, fund_id="f1", name="虚构示例")
    with open_store(uri, clock=lambda: BY.at) as store:
        head = store.ledger.head()
        assert propose(store.ledger, BY, fund_id="f1", name="虚构示例") == first
        assert store.ledger.head() == head


def test_a_request_that_older_code_kept_as_it_came_is_the_same_request(store: Store) -> None:
    as_typed = {"fund_id": " ｆ1", "name": "虚构示例 "}

    def older(work: Work) -> None:
        fact = command.done(
            request=propose.request(as_typed),  # older code had no canonical form
            use_case=propose.name,
            outcome='["f1", 0, null]',
            position=0,
            on=ON,
        )
        work.record(COMMAND, f"{store.ledger.district}/acct-1/request-1", fact)

    store.ledger.transact(older, by=evolve(BY, command=None))
    head = store.ledger.head()
    assert propose(store.ledger, BY, **as_typed) == ["f1", 0, None]
    with pytest.raises(Rejection) as refused:
        propose(store.ledger, BY, fund_id="f2", name="虚构示例")
    assert refused.value.reason is Why.KEY_REUSED
    assert store.ledger.head() == head


def test_a_request_that_older_code_was_told_more_of_is_the_same_request(store: Store) -> None:
    told = {"fund_id": "f1", "report": "清算报告"}
    for key, designations in (("request-1", ("suspense", "general")), ("request-2", ("general",))):
        request = funds.close.request({**told, "designations": designations})
        fact = command.done(
            request=request, use_case="funds.close", outcome="null", position=0, on=ON
        )
        work_of(store, COMMAND, f"{store.ledger.district}/acct-1/{key}", fact)
    anonymous = evolve(BY, command=None)
    keeper = grounds.keeper(grounds.told(store.ledger, anonymous, ON))
    fund = {"name": "虚构示例", "foundation": keeper, "purpose": "公益", "agreement": "协议"}
    funds.establish(store.ledger, anonymous, fund_id="f1", **fund, on=ON)
    for designation in ("suspense", "general"):
        closed = account.close_account(
            Account(fund="f1", designation=designation), report="r", on=ON
        )
        work_of(store, ACCOUNT, f"f1/{designation}", closed)
    head = store.ledger.head()
    assert funds.close(store.ledger, BY, **told, on=ON) is None
    with pytest.raises(Rejection) as refused:
        funds.close(store.ledger, evolve(BY, command="request-2"), **told, on=ON)
    assert refused.value.reason is Why.KEY_REUSED
    assert store.ledger.head() == head


def test_what_older_code_was_told_of_a_projects_fund_is_no_other_request(store: Store) -> None:
    anonymous = evolve(BY, command=None)
    keeper = grounds.keeper(grounds.told(store.ledger, anonymous, ON))
    fund = {"name": "虚构示例", "foundation": keeper, "purpose": "公益", "agreement": "协议"}
    for key in ("f1", "f2"):
        funds.establish(store.ledger, anonymous, fund_id=key, **fund, on=ON)
    told = {"project_id": "p1", "reason": "场地停用"}
    request = projects.cancel.request({**told, "fund_id": "f2"})
    done = command.done(
        request=request, use_case="projects.cancel", outcome="null", position=0, on=ON
    )
    work_of(store, COMMAND, f"{store.ledger.district}/acct-1/request-1", done)
    assert projects.cancel(store.ledger, BY, **told, on=ON) is None
    with pytest.raises(Rejection):
        projects.cancel(store.ledger, BY, **{**told, "reason": "另有原因"}, on=ON)


def work_of(store: Store, decider: Any, key: str, facts: Any) -> None:
    by = evolve(BY, command=None)
    store.ledger.transact(lambda work: work.record(decider, key, facts), by=by)


def test_a_refused_request_leaves_no_trace_and_its_key_is_free(store: Store) -> None:
    without = evolve(BY, command=None)
    propose(store.ledger, without, fund_id="f1", name="虚构示例")
    with pytest.raises(Rejection):
        propose(store.ledger, BY, fund_id="f1", name="别的")
    assert store.ledger.head() == 1
    assert propose(store.ledger, BY, fund_id="f2", name="别的")[0] == "f2"


def test_without_a_key_every_request_is_carried_out_for_itself(store: Store) -> None:
    without = evolve(BY, command=None)
    first = propose(store.ledger, without, fund_id="f1", name="虚构示例")
    assert propose(store.ledger, without, fund_id="f1", name="虚构示例") != first
    assert store.ledger.head() == 1


def test_of_one_request_sent_by_many_at_once_one_is_carried_out(store: Store) -> None:
    start, told = Barrier(6), list[object]()

    def send() -> None:
        start.wait()
        told.append(propose(store.ledger, BY, fund_id="f1", name="虚构示例"))

    threads = [Thread(target=send) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert told == [["f1", 0, None]] * 6
    assert store.ledger.head() == 2


def test_of_sound_accounts_so_many_are_remembered_and_then_begun_anew(
    monkeypatch: pytest.MonkeyPatch, store: Store
) -> None:
    monkeypatch.setattr(declared, "REMEMBERED", 1)
    for number in range(3):
        by = evolve(BY, actor=f"acct-{number}", command=None)
        assert declared.sound(by) is declared.sound(by) is by
    assert len(declared._SOUND) == 1


def test_a_use_case_goes_by_pickle_and_copy_as_the_one_that_it_is() -> None:
    """An application hands it to another process by its name, as it would a function."""
    for name, one in use_cases():
        for other in (pickle.loads(pickle.dumps(one)), copy(one), deepcopy(one)):
            assert other is one, name


@pytest.mark.parametrize("wrong", ["", "  ", "\x1b[2J", "a\u202eb", "x" * 10_000, 5])
def test_a_correlation_of_ones_own_passes_the_gate_too(store: Store, wrong: Any) -> None:
    head = store.ledger.head()
    with pytest.raises(Rejection):
        propose(store.ledger, evolve(BY, correlation=wrong), fund_id="F9", name="虚构示例")
    assert store.ledger.head() == head


async def later(work: Work, *, fund_id: str) -> None: ...


def bit_by_bit(work: Work, *, fund_id: str) -> Iterator[None]:
    yield


@pytest.mark.parametrize("steps", [later, bit_by_bit])
def test_what_does_nothing_when_it_is_called_is_no_use_case(steps: Callable[..., object]) -> None:
    with pytest.raises(TypeError, match="must be a plain function"):
        use_case(says=Words("稍后", "later"), by=Role.SYSTEM)(steps)


def by_place(work: Work, name: str, *, fund_id: FundId) -> None: ...


def all_the_rest(work: Work, *, fund_id: FundId, **more: str) -> None: ...


def told_or_not(work: Work, *, fund_id: FundId = "F1") -> None: ...


@pytest.mark.parametrize(
    ("steps", "said"),
    [(by_place, "keyword-only"), (all_the_rest, "keyword-only"), (told_or_not, "its scope asks")],
)
def test_what_would_pass_by_gate_or_scope_is_no_use_case(
    steps: Callable[..., object], said: str
) -> None:
    made = use_case(says=Words("拟设", "propose"), by=Role.ACCOUNTANT, scope=of_fund())(steps)
    with pytest.raises(TypeError, match=said):
        _ = made.gate


def test_an_outcome_that_would_be_another_one_the_second_time_is_refused(store: Store) -> None:
    @use_case(says=Words("拟设", "propose"), by=Role.SYSTEM)
    def hardly(work: Work, *, fund_id: FundId) -> tuple[str, date]:
        propose.within(work, fund_id=fund_id, name="虚构示例")
        return fund_id, ON

    with pytest.raises(NotPlain):
        hardly(store.ledger, BY, fund_id="f1")
    assert store.ledger.head() == 0
    assert hardly(store.ledger, evolve(BY, command=None), fund_id="f1") == ("f1", ON)
