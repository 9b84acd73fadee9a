"""Wishes are carried out exactly once, whatever breaks and whoever else runs."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from lixia_domain.aggregates.account import guards as account
from lixia_domain.application import process_runner
from lixia_domain.application.finance import accounts
from lixia_domain.application.gate import Unfit
from lixia_domain.application.process_runner import Runner
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.view import replace
from lixia_domain.processes import PROCESSES
from lixia_domain.processes.agenda import REFUSED
from lixia_domain.processes.freezing import FREEZING
from lixia_domain.processes.wish import Call, Process, Wish
from lixia_domain.recording.follower import Overtaken

from .conftest import ON, Programme

FROZEN = ["account.frozen"]


class Crash(BaseException):
    """The process dies here: nothing after it happens."""


def to_freeze(programme: Programme, *projects: str) -> None:
    """Cancel projects that have accounts which cancelling does not reach."""
    for project in projects:
        programme.project(project)
        programme.account("F2", project)
        programme.cancel_as_once(project)


def another(programme: Programme, processes: Any = PROCESSES) -> Runner:
    """Return a second runner over the same ledger and place."""
    store, first = programme.store, programme.store.runner
    return Runner(store.ledger, first.calls, first.tasks, store.clock, processes)


def noted(runner: Runner) -> list[str]:
    """Return the codes of what is kept as refused, idle or not."""
    store = runner.ledger.journal.about().get("fingerprint", "")
    build = runner.calls.open(runner.models, store=store)
    return [row.code for _, row in build.rows(REFUSED)]


def test_an_automatic_wish_is_carried_out_once_and_says_why(programme: Programme) -> None:
    to_freeze(programme, "P1")
    (done,) = programme.store.runner.run()
    assert done.wish.subject == "F2/P1" and done.refusal is None
    assert programme.frozen("F2", "P1") == FROZEN
    (*_, recorded) = programme.store.ledger.history("account-F2/P1")
    assert (recorded.actor, recorded.role) == ("processes", "system")
    assert recorded.command == "freezing:project-P1@4:F2/P1"
    assert programme.wishes() == []
    head = programme.store.ledger.head()
    assert programme.store.runner.run() == []
    assert programme.store.ledger.head() == head


def test_tasks_are_left_to_people(programme: Programme) -> None:
    programme.project("P1")
    programme.claim("C1", "P1", 100)
    assert programme.store.runner.run() == []
    assert programme.wishes() == [("team", "P1", "task")]


def test_of_two_runners_that_saw_the_same_wish_one_carries_it_out(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_freeze(programme, "P1", "P2")
    rival, of = another(programme), process_runner.use_case_of

    def overtaken(call: Call) -> Any:
        monkeypatch.setattr(process_runner, "use_case_of", of)
        assert len(rival.run()) == 2
        return of(call)

    monkeypatch.setattr(process_runner, "use_case_of", overtaken)
    assert len(programme.store.runner.run()) == 2, "both believed that they had to"
    assert programme.frozen("F2", "P1") == programme.frozen("F2", "P2") == FROZEN
    done = [r for r in programme.store.ledger.read() if r.event.event_name == "command.done"]
    assert len(done) == 2


def crash_before(*_: Any) -> Any:
    raise Crash


def crash_after(freeze: Any) -> Any:
    class After:
        def __call__(self, *args: Any, **facts: Any) -> None:
            freeze(*args, **facts)
            raise Crash

    return After()


@pytest.mark.parametrize("step", ["catching up", "before the fact", "after the fact", "noting"])
def test_a_crash_at_any_step_loses_no_wish_and_doubles_none(
    programme: Programme, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    to_freeze(programme, "P1", "P2")
    with monkeypatch.context() as broken:
        match step:
            case "catching up":
                broken.setattr(process_runner, "up_to_date", crash_before)
            case "before the fact":
                broken.setattr(process_runner, "use_case_of", crash_before)
            case "after the fact":
                broken.setattr(accounts, "freeze", crash_after(accounts.freeze))
            case _:
                broken.setattr(Runner, "_note", crash_before)
        with pytest.raises(Crash):
            programme.store.runner.run()
    survivor = another(programme)
    survivor.run()
    assert programme.frozen("F2", "P1") == programme.frozen("F2", "P2") == FROZEN
    assert survivor.run() == [] and programme.wishes() == []


def test_begun_anew_from_nothing_it_carries_nothing_out_again(
    in_a_file: Callable[[], Programme], tmp_path: Path
) -> None:
    programme = in_a_file()
    to_freeze(programme, "P1", "P2")
    assert len(programme.store.runner.run()) == 2
    head = programme.store.ledger.head()
    programme.store.close()
    assert (tmp_path / "shared.db.processes").exists()
    for kept in tmp_path.glob("shared.db.processes*"):
        kept.unlink()
    again = in_a_file()
    assert again.store.runner.run() == []
    assert again.store.ledger.head() == head


def test_even_a_process_that_forgets_what_was_done_does_it_only_once(programme: Programme) -> None:
    """The keys alone see to it: here the wish never goes away."""

    def wishes(row: Any, on: date) -> tuple[Wish, ...]:
        again = tuple((key, False, *why) for key, _, *why in row.accounts)
        return FREEZING.wishes(replace(row, accounts=again), on)

    forgetful = evolve(FREEZING, calls=lambda row: row.cancelled, wishes=wishes)
    to_freeze(programme, "P1")
    runner = another(programme, (forgetful,))
    first = runner.run()
    head = programme.store.ledger.head()
    second = runner.run()
    assert len(first) == len(second) == 1
    assert programme.store.ledger.head() == head
    assert programme.frozen("F2", "P1") == FROZEN


def poisoned() -> Process[Any]:
    """Return a process whose wishes no rule allows: they name a fund that isn't there."""

    def wishes(row: Any, on: date) -> tuple[Wish, ...]:
        arguments = {"fund_id": "F9", "designation": row.project, "reason": "r"}
        call = Call(use_case="accounts.freeze", arguments=arguments)
        return tuple(evolve(w, process="poison", call=call) for w in FREEZING.wishes(row, on))

    return evolve(FREEZING, name="poison", wishes=wishes)


def test_a_refused_wish_stays_pending_with_its_reason_and_holds_nobody_up(
    programme: Programme,
) -> None:
    to_freeze(programme, "P1")
    runner = another(programme, (poisoned(),))
    programme.project("P2")
    programme.account("F2", "P2")
    programme.cancel_as_once("P2")
    tried = runner.run()
    assert len(tried) == 2 and all(isinstance(each.refusal, Rejection) for each in tried)
    _, pending = runner.pending(ON)
    assert [each.state(ON) for each in pending] == ["refused", "refused"]
    refused = pending[0].refused
    assert refused is not None and refused.code == "account.unknown" and refused.tries == 1
    assert refused.zh and refused.en and refused.zh != refused.en
    assert runner.run() == [], "not tried again by itself"
    assert len(runner.run(retry=True)) == 2
    assert [p.refused and p.refused.tries for p in runner.pending(ON)[1]] == [2, 2]


def test_what_a_process_asks_for_in_a_form_that_no_use_case_takes_is_a_fault_and_no_task(
    programme: Programme,
) -> None:
    def wishes(row: Any, on: date) -> tuple[Wish, ...]:
        call = Call(use_case="accounts.freeze", arguments={"fund_id": "F2", "designation": None})
        return tuple(evolve(w, call=call) for w in FREEZING.wishes(row, on))

    to_freeze(programme, "P1")
    runner = another(programme, (evolve(FREEZING, wishes=wishes),))
    head = programme.store.ledger.head()
    with pytest.raises(Unfit) as fault:
        runner.run()
    assert {one.where for one in fault.value.wrong} == {"designation", "reason"}
    assert programme.store.ledger.head() == head
    assert noted(runner) == []


def test_what_a_run_would_carry_out_is_told_and_nothing_is_done(programme: Programme) -> None:
    to_freeze(programme, "P1", "P2")
    head = programme.store.ledger.head()
    runner = another(programme, (poisoned(),))
    for _ in range(2):
        assert [wish.subject for wish in runner.ready()] == ["F2/P1", "F2/P2"]
    assert programme.store.ledger.head() == head
    runner.run()
    assert runner.ready() == [], "both were refused"
    assert [wish.subject for wish in runner.ready(retry=True)] == ["F2/P1", "F2/P2"]


def test_what_others_wish_is_carried_out_beside_a_refused_wish(programme: Programme) -> None:
    to_freeze(programme, "P1")
    runner = another(programme, (poisoned(), FREEZING))
    tried = {each.wish.process: each.refusal for each in runner.run()}
    assert tried.keys() == {"poison", "freezing"}
    assert tried["freezing"] is None and tried["poison"] is not None
    assert runner.run() == []
    assert noted(runner) == [], "idle once the account is frozen"


def test_a_refused_wish_succeeds_when_it_is_retried_and_nothing_stands_in_its_way(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_freeze(programme, "P1")
    with monkeypatch.context() as strict:

        def refuse(*_: Any, **__: Any) -> None:
            account.existing(None)

        strict.setattr(accounts, "freeze", refuse)
        programme.store.runner.run()
    assert programme.wishes() == [("freezing", "F2/P1", "refused")]
    assert programme.store.runner.run() == []
    (done,) = programme.store.runner.run(retry=True)
    assert done.refusal is None
    assert programme.wishes() == [] and programme.frozen("F2", "P1") == FROZEN
    assert noted(programme.store.runner) == []


def test_a_note_is_kept_even_if_another_runner_moves_on_meanwhile(
    programme: Programme, monkeypatch: pytest.MonkeyPatch
) -> None:
    to_freeze(programme, "P1")
    runner = another(programme, (poisoned(),))
    build = runner.calls.open(runner.models, store="")
    save = type(build).save
    lost: list[int] = []

    def overtaken(self: Any, changed: Any, after: int, position: int, mark: str = "") -> None:
        if after == position and not lost:
            lost.append(after)
            raise Overtaken
        save(self, changed, after, position, mark)

    monkeypatch.setattr(type(build), "save", overtaken)
    runner.run()
    assert lost and [p.state(ON) for p in runner.pending(ON)[1]] == ["refused"]


RUN = """
import os, sys
from datetime import UTC, datetime
from lixia_domain.application import process_runner
from lixia_domain.application.bootstrap import open_store
done, of = 0, process_runner.use_case_of
def counted(call):
    global done
    done += 1
    use_case = of(call)
    def killed(*args, **facts):
        if done == int(sys.argv[2]) and sys.argv[3] == "before":
            os._exit(9)
        use_case(*args, **facts)
        if done == int(sys.argv[2]):
            os._exit(9)
    return killed
process_runner.use_case_of = counted
clock = lambda: datetime(2021, 3, 10, 2, tzinfo=UTC)
with open_store(sys.argv[1], clock=clock) as store:
    store.runner.run()
"""


@pytest.mark.parametrize("when", ["before", "after"])
def test_a_process_killed_in_the_middle_is_taken_over(
    in_a_file: Callable[[], Programme], tmp_path: Path, when: str
) -> None:
    programme = in_a_file()
    to_freeze(programme, "P1", "P2", "P3")
    uri = f"sqlite:///{tmp_path / 'shared.db'}"
    killed = subprocess.run([sys.executable, "-c", RUN, uri, "2", when], check=False)
    assert killed.returncode == 9
    left = programme.store.runner.run()
    assert len(left) == {"before": 2, "after": 1}[when]
    for project in ("P1", "P2", "P3"):
        assert programme.frozen("F2", project) == FROZEN


def test_several_processes_at_once_carry_each_wish_out_once(
    in_a_file: Callable[[], Programme], tmp_path: Path
) -> None:
    programme = in_a_file()
    names = [f"P{n}" for n in range(12)]
    to_freeze(programme, *names)
    uri = f"sqlite:///{tmp_path / 'shared.db'}"
    runs = [subprocess.Popen([sys.executable, "-c", RUN, uri, "0", "never"]) for _ in range(2)]
    assert [run.wait() for run in runs] == [0, 0]
    assert programme.wishes() == []
    for project in names:
        assert programme.frozen("F2", project) == FROZEN
