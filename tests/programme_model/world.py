"""Plays commands on a real store, asks the model, and compares: the answer, and what then is so."""

from __future__ import annotations

import os
import shutil
import signal
import tempfile
from collections import Counter
from datetime import UTC, datetime, timedelta
from inspect import signature
from pathlib import Path
from typing import Any

from attrs import define, evolve, field
from tests.programme_model import answers as _answers
from tests.programme_model.acts import Act, canonical, use_case
from tests.programme_model.answer import Answer, Grounds, Group, group_of
from tests.programme_model.compare import differences, prune
from tests.programme_model.figures import Programme
from tests.programme_model.rights import ANSWERS, authorised

from lixia_adapters.seals.keys import seed
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.finance.closing import prove
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.recording.work import By
from lixia_domain.views.account_ledger import ACCOUNT_LEDGER
from lixia_domain.views.bank_book import BANK_BOOK
from lixia_domain.views.bank_statements import compare
from lixia_domain.views.payment_register import PAYMENT_REGISTER

BEGINNING = datetime(2025, 1, 2, 2, tzinfo=UTC)


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


class World:
    """One store and the model of it, from the beginning on."""

    def __init__(self, tally: Tally | None = None) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="lixia-model-", dir=_quick()))
        seed(self.folder / "store.db.demo-key", make=True)  # and no key of whoever runs it
        self.clock = ToldClock(BEGINNING)
        self.store = self._open(create=True)
        self.model = Programme(BEGINNING.date())
        self.acts: list[Act] = []
        self.tally = tally or Tally()
        self.known: dict[tuple[str, str], tuple[Act, Any]] = {}
        """What was done under a key: the act and what it gave."""

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
        if act.does == "clock.go":
            self.clock.advance(timedelta(days=act.given["days"]))
            self.model.days(act.given["days"])
            return True
        if act.does == "store.reopen":
            self.reopen()
            return True
        before = self.head
        grounds, answer = self._ask(act)
        if act.crash is not None:
            self._killed(act, before)
            if self.head > before and act.key and not grounds.found:
                self.tally.survived += 1
        outcome, refusal = self._carry_out(act)
        self._judge(act, grounds, outcome, refusal, before)
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

    def _ask(self, act: Act) -> tuple[Grounds, Answer | None]:
        """Return what speaks against an act, and its effects; none where it was done before."""
        grounds, said = Grounds(), ANSWERS[act.does]
        authorised(self.model, grounds, evolve(act, given=canonical(act.given)), said)
        known = self.known.get((act.by, act.key)) if act.key else None
        if known is not None:
            same = (known[0].does, _asked(known[0])) == (act.does, _asked(act))
            if same:
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
        given = dict(act.given)
        if act.does == "closing.close_period":  # what somebody has read in the views before
            given["proof"] = prove(self.store.views(), given["fund_id"], given["period"])
        elif act.does == "banking.reconcile":
            given |= reconciling(self.store.views(), given["fund_id"], given["period"])
        try:
            return use_case(act.does)(self.store.ledger, by, **given), None
        except Rejection as refusal:
            return None, refusal

    def _judge(
        self, act: Act, grounds: Grounds, outcome: Any, refusal: Rejection | None, before: int
    ) -> None:
        if refusal is None:
            self.tally.done[act.does] += 1
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
        with store.ledger.recorder.datastore.appending() as connection:
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


def reconciling(build: Any, fund_id: str, period: str) -> dict[str, Any]:
    """Return what somebody has read in the views before reconciling."""
    with build.reading() as position:
        ledger = [row for _, row in build.rows(ACCOUNT_LEDGER)]
        bank = [row for _, row in build.rows(BANK_BOOK)]
        payments = [row for _, row in build.rows(PAYMENT_REGISTER)]
    found = compare(fund_id, period, ledger, bank, payments)
    return {"book": found.book, "items": found.items, "position": position}


def _as_before(outcome: Any) -> Answer:
    again = yield
    assert again == outcome, f"{again!r}, the first time {outcome!r}"


def _asked(act: Act) -> dict[str, Any]:
    return {name: value for name, value in canonical(act.given).items() if name != "on"}


def _quick() -> str | None:
    """Return a folder in memory, where there is one: a disk's waiting is not what is looked for."""
    return "/dev/shm" if os.access("/dev/shm", os.W_OK) else None


__all__ = ["_answers"]
