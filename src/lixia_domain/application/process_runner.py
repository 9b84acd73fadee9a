"""The runner of processes: it shows what is pending, and carries out what needs nobody.

It keeps the processes' rows as a follower does: rows and position together. A wish leads to a use
case under the wish's own key as idempotency key. So what was done before a crash is found done,
and of two runners one does it. Nothing it keeps is irreplaceable: begun anew, it finds in the log
what was carried out.

Tasks for people are folded when somebody asks for them, in a place of their own: carrying wishes
out follows every commit, and must cost next to nothing where a fact leads to no call.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from attrs import frozen

from lixia_domain.aggregates.member.state import PROGRAM
from lixia_domain.application.chapters import use_case_named
from lixia_domain.application.gate import Unfit
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import with_sources
from lixia_domain.processes import PROCESSES
from lixia_domain.processes.agenda import REFUSED, Calling, Refused, agenda
from lixia_domain.processes.firms import FIRMS, by_name
from lixia_domain.processes.held import spared
from lixia_domain.processes.wish import Call, Process, Wish
from lixia_domain.recording.follower import Overtaken
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.projector import up_to_date
from lixia_domain.recording.read_models import Build, Discarded, ReadModels
from lixia_domain.recording.work import By


@frozen(kw_only=True)
class Pending:
    """An open wish, and what the runner was told when it last tried to carry it out."""

    wish: Wish
    refused: Refused | None = None

    def state(self, on: date) -> str:
        """Return ``refused``, ``ready`` (for the runner), ``overdue``, ``due`` or ``task``."""
        if self.refused is not None:
            return "refused"
        if self.wish.call is not None:
            return "ready"
        if self.wish.due is None:
            return "task"
        return "overdue" if self.wish.due < on else "due"


@frozen(kw_only=True)
class Tried:
    """A wish that was carried out (``outcome``), or refused."""

    wish: Wish
    outcome: Any = None
    refusal: Rejection | None = None


class Runner:
    """Runs ``processes`` over one ledger. Any number of runners may share ledger and places.

    ``calls`` keeps what is to be carried out and what was refused, ``tasks`` all that is pending.
    """

    def __init__(
        self,
        ledger: Ledger,
        calls: ReadModels,
        tasks: ReadModels,
        clock: Callable[[], datetime],
        processes: Sequence[Process[Any]] = PROCESSES,
    ) -> None:
        self.ledger = ledger
        self.calls = calls
        self.tasks = tasks
        self.clock = clock
        self.processes = {process.name: process for process in processes}
        self.agenda = agenda(processes)
        self.models = with_sources((self.agenda, REFUSED))
        views = (view for each in processes for view in (each.view, *each.asks))
        self.views = (*{view.name: view for view in views}.values(), FIRMS)

    def close(self) -> None:
        """Let go of both places."""
        self.calls.close()
        self.tasks.close()

    def pending(self, on: date, *, foundation: str | None = None) -> tuple[int, list[Pending]]:
        """Return what is open on ``on``, oldest first, with the position it was read at.

        Of one ``foundation``, if it is named, and of nobody in particular; nothing of another's.
        ``on`` decides what is due. Facts are those of the position, whatever their dates.
        """
        refused = dict(self._kept().rows(REFUSED))
        build = up_to_date(self.ledger, self.tasks, self.views)
        with build.reading() as position:
            firms = by_name(firm for _, firm in build.rows(FIRMS))
            asked = (
                wish
                for process in self.processes.values()
                for _, row in build.rows(process.view)
                for wish in _asked(process, row, on, build, foundation)
            )
            found = [
                Pending(wish=wish, refused=refused.get(wish.key)) for wish in spared(asked, firms)
            ]
        return position, sorted(found, key=lambda each: each.wish.since)

    def run(self, *, retry: bool = False) -> list[Tried]:
        """Carry out wishes until none is left that may be; return them in order.

        A wish that a rule refuses is kept with its reason and holds nobody up; it is tried again
        only with ``retry``. A fault (a store that is full, a clock behind) ends the run; what was
        done is done, and the next run goes on from there.
        """
        tried: dict[str, Tried] = {}
        while True:
            refused, wishes = self._calls(business_date(self.clock()))
            for idle in refused.keys() - {wish.key for wish in wishes}:
                self._note(idle, None)
            ready = [
                wish
                for wish in wishes
                if wish.key not in tried and (retry or wish.key not in refused)
            ]
            if not ready:
                return list(tried.values())
            for wish in ready:
                tried[wish.key] = self._carry_out(wish)

    def ready(self, *, retry: bool = False) -> list[Wish]:
        """Return what ``run`` would carry out first. Records nothing."""
        refused, wishes = self._calls(business_date(self.clock()))
        return [wish for wish in wishes if retry or wish.key not in refused]

    def _calls(self, on: date) -> tuple[Mapping[str, Refused], list[Wish]]:
        """Return what was refused, and the wishes that can be carried out, oldest first."""
        build = up_to_date(self.ledger, self.calls, self.models)
        with build.reading():
            refused = dict(build.rows(REFUSED))
            wishes = [
                wish
                for _, calling in build.rows(self.agenda)
                for wish in self._wishes(build, calling, on)
                if wish.call is not None
            ]
        return refused, sorted(wishes, key=lambda wish: wish.since)

    def _wishes(self, build: Build, calling: Calling, on: date) -> tuple[Wish, ...]:
        process = self.processes[calling.process]
        return process.wishes(build.load(process.view, calling.subject), on)

    def _carry_out(self, wish: Wish) -> Tried:
        assert wish.call is not None
        at = self.clock()
        by = By(actor=PROGRAM, role=Role.SYSTEM, at=at, command=wish.key)
        on = business_date(at)
        try:
            outcome = use_case_of(wish.call)(self.ledger, by, **wish.call.arguments, on=on)
        except Unfit:
            raise  # what a process asks for is ours to get right: nobody can do it as a task
        except Rejection as refusal:
            self._note(wish.key, refusal, on)
            return Tried(wish=wish, refusal=refusal)
        self._note(wish.key, None)
        return Tried(wish=wish, outcome=outcome)

    def _note(self, key: str, refusal: Rejection | None, on: date = date.max) -> None:
        """Keep why a wish was refused; of one that was carried out or is idle, nothing."""
        while True:
            build = self._kept()
            try:
                position, known = build.position(), build.load(REFUSED, key)
                if known is None and refusal is None:
                    return
                tries = 0 if known is None else known.tries
                row = None if refusal is None else _refused(key, refusal, on, tries)
                build.save({REFUSED.name: {key: row}}, position, position, build.mark())
            except (Overtaken, Discarded):
                continue
            return

    def _kept(self) -> Build:
        store = self.ledger.journal.about().get("fingerprint", "")
        return self.calls.open(self.models, store=store)


def _asked(
    process: Process[Any], row: Any, on: date, build: Build, foundation: str | None
) -> tuple[Wish, ...]:
    found = process.wishes(row, on)
    if found and process.idle is not None and process.idle(row, build.load):
        return ()
    if found and foundation is not None and process.of is not None:
        keepers = process.of(row, build.load)
        return found if not keepers or foundation in keepers else ()
    return found


def _refused(key: str, refusal: Rejection, on: date, tries: int) -> Refused:
    return Refused(
        wish=key,
        code=refusal.reason.code,
        zh=refusal.sentence("zh"),
        en=refusal.sentence("en"),
        on=on,
        tries=tries + 1,
    )


def use_case_of(call: Call) -> UseCase[..., Any]:
    """Return the use case that ``call`` names."""
    return use_case_named(call.use_case)
