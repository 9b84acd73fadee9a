"""Plays commands on a real store, asks the model, and compares: the answer, and what then is so."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections import Counter
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from inspect import signature
from pathlib import Path
from typing import Any

from attrs import define, evolve, field
from tests.programme_model import answers as _answers
from tests.programme_model.acts import NO_COMMAND, Act, canonical, use_case
from tests.programme_model.answer import Answer, Grounds, Group
from tests.programme_model.beside import run_processes
from tests.programme_model.compare import differences, prune
from tests.programme_model.figures import Programme
from tests.programme_model.read import READ
from tests.programme_model.reasons import group_of
from tests.programme_model.rights import ANSWERS, authorised

from lixia_adapters.seals.keys import seed
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.recording.faults import ClockBehind
from lixia_domain.recording.work import By

BEGINNING = datetime(2024, 1, 2, 2, 7, tzinfo=UTC)
SLACK = timedelta(seconds=5)
"""How far in all a clock may lie behind what was recorded (S96)."""


class DisagreementError(AssertionError):
    """The store and the model disagree."""


@define
class Tally:
    """How often each kind of command was carried out, and refused, and on which grounds."""

    done: Counter[str] = field(factory=Counter)
    refused: Counter[str] = field(factory=Counter)
    grounds: Counter[Group] = field(factory=Counter)
    again: int = 0
    other: int = 0
    crashes: int = 0
    survived: int = 0
    """Killed after the commit: what was done then stands."""
    steps: int = 0
    stores: int = 0
    looked: int = 0
    specs: int = 0
    lacking: Counter[str] = field(factory=Counter)
    """By situation: how often what should be refused was done, as it is not built yet."""


@define
class LyingClock:
    """A clock that goes on when it is told, and steps back a little now and then."""

    instant: datetime

    def __call__(self) -> datetime:
        """Return what it says."""
        return self.instant

    def go(self, step: timedelta) -> None:
        """Go on, or step back."""
        self.instant += step


class World:
    """One store and the model of it, from the beginning on."""

    def __init__(self, tally: Tally | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lixia-model-", dir=_quick()))
        seed(self.folder / "store.db.demo-key", make=True)  # and no key of whoever runs it
        self.clock = LyingClock(BEGINNING)
        self.last = BEGINNING
        self.store = self._open(create=True)
        self.model = Programme(BEGINNING.date())
        self.acts: list[Act] = []
        self.tally = tally or Tally()
        self.known: dict[tuple[str, str], tuple[Act, Any]] = {}
        """What was done under a key: the act and what it gave."""
        self.read: dict[tuple[str, ...], Mapping[str, Any]] = {}
        """What was read in the views before an act that is told of it."""

    def _open(self, *, create: bool = False) -> Store:
        return open_store(
            f"sqlite:///{self.folder / 'store.db'}",
            create=create,
            clock=self.clock,
        )

    def close(self) -> None:
        """Put everything away."""
        self.store.close()
        shutil.rmtree(self.folder, ignore_errors=True)

    def reopen(self) -> None:
        """Let go of the store and open it again, as after a stop."""
        self.store.close()
        self.store = self._open()

    @property
    def head(self) -> int:
        """Return the head of the log."""
        return self.store.ledger.head()

    def play(self, act: Act) -> bool:
        """Play one command and compare; return whether it was carried out."""
        self.acts.append(act)
        self.tally.steps += 1
        if act.does in NO_COMMAND:
            self._beside(act)
            return True
        before = self.head
        grounds, answer = self._ask(act)
        late = self.clock.instant < self.last - SLACK
        self._read(act)
        if act.crash is not None:
            self._killed(act, before)
            if self.head > before and act.key and not grounds.found:
                self.tally.survived += 1
        try:
            outcome, refusal = self._carry_out(act)
        except ClockBehind:
            if not late or self.head != before:
                raise
            self.tally.grounds[Group.CLOCK] += 1
            return False
        if late and refusal is None and self.head != before:
            raise DisagreementError(f"{act.does} was recorded by a clock that lies too far behind")
        self._judge(act, grounds, outcome, refusal, before)
        if self.head != before:
            self.last = max(self.last, self.clock.instant)
        if refusal is None:
            if answer is not None:
                try:
                    answer.send(outcome)
                except StopIteration:
                    pass
                except AssertionError as wrong:
                    raise DisagreementError(f"{act.does} gave {wrong}") from None
            self.model.noted(act.given.get("on", self.model.today))
            if act.key:
                self.known.setdefault((act.by, act.key), (act, outcome))
            self._compare(before)
        return refusal is None

    def _beside(self, act: Act) -> None:
        """Let happen what is no command."""
        if act.does == "clock.go":
            days, hours, behind = act.given["days"], act.given["hours"], self.model.behind
            self.clock.go(timedelta(days=days, hours=hours, seconds=behind))
            self.model.passes(days, hours)
            self.model.behind = 0
        elif act.does == "clock.step":
            self.clock.go(-timedelta(seconds=act.given["back"]))
            self.model.behind += act.given["back"]
        elif act.does == "store.reopen":
            self.reopen()
        elif self.clock.instant >= self.last - SLACK:
            before = self.head
            for wrong in run_processes(self.model, self.store):
                raise DisagreementError(wrong)
            if self.head != before:
                self.last = max(self.last, self.clock.instant)
            self._compare(before)

    def _ask(self, act: Act) -> tuple[Grounds, Answer | None]:
        """Return what speaks against an act, and its effects; none where it was done before."""
        grounds, said = Grounds(), ANSWERS[act.does]
        known = self.known.get((act.by, act.key)) if act.key else None
        same = known is not None
        if known is not None:
            same = (known[0].does, _asked(known[0])) == (act.does, _asked(act))
        asked = evolve(act, given=canonical(act.given))
        authorised(self.model, grounds, asked, said, again=same)
        if known is not None:
            if same:
                grounds.perhaps.add(Group.RIGHTS)  # whose it was is asked of what it is now
                self.tally.again += 1
                again = _as_before(known[1])
                next(again)
                return grounds, again
            self.tally.other += 1
            grounds.found.add(Group.TWICE)
            return grounds, None
        told = canonical(act.given)
        wants = signature(said.answer).parameters
        told |= {"actor": act.by} if "actor" in wants else {}
        told |= {"acting": act.role} if "acting" in wants else {}
        if (on := told.get("on")) is not None and on < self.model.today:
            grounds.perhaps.add(Group.DATES)  # dates within one stream never run backwards
        answer = said.answer(self.model, grounds, **told)
        if next(answer, StopIteration) is StopIteration and not grounds.found:
            raise DisagreementError(f"the model itself can't answer {act}")
        return grounds, answer

    def _carry_out(self, act: Act) -> tuple[Any, Rejection | None]:
        by = By(actor=act.by, role=act.role, at=self.clock.instant, command=act.key)
        given, asked = {**act.given, **self._read(act)}, use_case(act.does)
        try:
            return asked(self.store.ledger, by, **given), None
        except Rejection as refusal:
            return None, refusal

    def _read(self, act: Act) -> Mapping[str, Any]:
        """Return what somebody has read before acting; sent again, it is what it was."""
        if (read := READ.get(act.does)) is None:
            return {}
        same = (act.does, act.by, act.key or "", str(_asked(act)))
        if act.key is None or same not in self.read:
            wanted = signature(use_case(act.does).declared).parameters
            told = read(self.store, act.given)
            self.read[same] = {name: each for name, each in told.items() if name in wanted}
        return self.read[same]

    def _judge(
        self, act: Act, grounds: Grounds, outcome: Any, refusal: Rejection | None, before: int
    ) -> None:
        if refusal is None:
            self.tally.done[act.does] += 1
            self.tally.lacking.update(grounds.lacking)
            if grounds.found:
                why = ", ".join(sorted(each.name for each in grounds.found))
                raise DisagreementError(f"{act.does} was carried out and should be refused: {why}")
            return
        self.tally.refused[act.does] += 1
        code = refusal.reason.code
        found = group_of(code)
        if found is not None:
            self.tally.grounds[found] += 1
        if not grounds.found and (found is None or found not in grounds.perhaps):
            raise DisagreementError(f"{act.does} was refused ({code}) and should be carried out")
        if found not in grounds.found | grounds.perhaps:
            why = ", ".join(sorted(each.name for each in grounds.found))
            raise DisagreementError(
                f"{act.does} was refused for {code}; what speaks against it: {why}"
            )
        if self.head != before and act.crash is None:
            raise DisagreementError(f"{act.does} was refused and something was recorded")

    def _compare(self, before: int) -> None:
        self.model.head = self.head
        touched = {recorded.stream for recorded in self.store.ledger.read(before)}
        prune(self.model, touched)
        for wrong in differences(self.model, self.store.ledger, touched):
            raise DisagreementError(wrong)

    def _killed(self, act: Act, before: int) -> None:
        """Let a process of its own do it and be killed at a statement; then open the store again.

        Nothing of the commit is there, or all of it: then the same request gives what it gave.
        """
        self.tally.crashes += 1
        self.store.close()
        child = os.fork()
        if child == 0:
            _die_at(self, act)
        os.waitpid(child, 0)
        self.store = self._open()


def _die_at(world: World, act: Act) -> None:
    """Carry an act out and be killed at its statement, or just after it; never return."""
    try:
        store = world._open()
        world.store = store
        left = act.crash or 0
        recorder: Any = store.ledger.recorder
        with recorder.datastore.appending() as connection:
            database = getattr(connection, "_connection", connection)

        def count(statement: str) -> None:
            nonlocal left
            left -= 1
            if left < 0:
                os.kill(os.getpid(), signal.SIGKILL)

        database.set_trace_callback(count)
        world._carry_out(act)
    finally:
        os.kill(os.getpid(), signal.SIGKILL)


def _as_before(outcome: Any) -> Answer:
    again = yield
    assert again == outcome, f"{again!r}, the first time {outcome!r}"


def _asked(act: Act) -> dict[str, Any]:
    return {name: value for name, value in canonical(act.given).items() if name != "on"}


def _quick() -> str | None:
    """Return a folder in memory, where there is one: a disk's waiting is not what is looked for."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


__all__ = ["_answers"]
