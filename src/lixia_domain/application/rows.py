"""Rows of a sheet: each is one or more acts, and every act is a command with a key of its own.

The key is the use case and what the act is about (a project's id; a session and a person), not who
sends it nor in which file. So a row sent again adds nothing, whoever sends it; one that has got
further adds what is new; one that says otherwise than before is refused by cell. What was recorded
another way, and is the same, is known too: its decision adds nothing.
"""

from __future__ import annotations

import gc
import hashlib
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from enum import Enum
from itertools import chain
from typing import Any, NamedTuple

import msgspec
from attrs import field, frozen

from lixia_domain.aggregates import command
from lixia_domain.aggregates.command import COMMAND, CommandDone
from lixia_domain.application.references import require
from lixia_domain.application.rights import Why as Rights
from lixia_domain.application.rights import authorise
from lixia_domain.application.use_case import UseCase, sound
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.words import Worded
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work

Progress = Callable[[int, int], None]

SENDER = "-"
"""Stands in a row's key where a request's has its actor; no account is called so."""
_AT_ONCE = 500
"""Keys that are looked up by one query."""
_OF_WHO_ACTS = frozenset(
    {
        Rights.NOT_A_MEMBER,
        Rights.NOT_IN_FORCE,
        Rights.NOT_YOUR_PART,
        Rights.NOT_GRANTED,
        Rights.TERM_OVER,
    }
)
"""What is wrong with who acts and not with a row: every row would be refused for it."""


class Why(Reason):
    """Why a row is refused that no use case was asked about."""

    UNREADABLE = "rows.unreadable", "无法读取：{why}", "can't be read: {why}"
    NOT_ON_RECORD = (
        "rows.not_on_record",
        "按姓名和证件号找不到此人；请核对，或先登记",
        "nobody is on record by this name and number: check them, or register the person first",
    )
    WHO = (
        "rows.who",
        "请填写代号，或同时填写姓名和证件号",
        "give the reference, or both name and id number",
    )
    TWO_PERSONS = (
        "rows.two_persons",
        "所填代号与姓名、证件号指的不是同一人",
        "the reference is another person's than name and id number say",
    )
    SAID_OTHERWISE = (
        "rows.said_otherwise",
        "与 {on} 入账的那一行不同；表格不改已入账的内容，确有变更请用相应的命令办理",
        "says otherwise than the row recorded on {on}; a sheet changes nothing that is on record: "
        "if it has changed, use the command for that",
    )


class Fate(Worded):
    """What becomes of a row."""

    NEW = "new", "新增"
    KNOWN = "known", "已有"
    REPEATED = "repeated", "本文件内重复", "repeated in this file"
    REFUSED = "refused", "退回"


@frozen(kw_only=True)
class Act:
    """One thing that a row asks for.

    ``key`` tells it from others of its use case. ``given`` has passed the gate. ``said`` is what
    the row says in canonical form, by argument (``title``) or part of one (``lines[0].line``);
    ``unsaid`` ones hold a default. ``places`` names the columns in which arguments stand. What is
    ``on_record`` word for word, however it came there, is not done again.
    """

    use_case: UseCase[..., Any]
    key: tuple[str, ...]
    given: Mapping[str, Any]
    said: Mapping[str, str]
    unsaid: frozenset[str] = frozenset()
    places: Mapping[str, str] = field(factory=dict)
    on_record: bool = False

    @property
    def command(self) -> str:
        """Return under which key it is done once."""
        return join_key(self.use_case.name, *self.key)

    def column(self, path: str) -> str:
        """Return the column in which an argument, or a part of one, stands; empty if in none."""
        return self.places.get(path) or self.places.get(re.split(r"[.\[]", path)[0], "")


class Fault(NamedTuple):
    """What is wrong with a row: in which column, where one can be named, and why."""

    column: str
    refusal: Rejection


@frozen
class Row:
    """A row by its number in the file. One with ``faults`` is not decided on."""

    number: int
    acts: tuple[Act, ...]
    faults: tuple[Fault, ...] = ()


class Outcome(NamedTuple):
    """What became of a row, and how many facts it has added."""

    number: int
    fate: Fate
    faults: tuple[Fault, ...]
    facts: int


def record_rows(
    ledger: Ledger,
    by: By,
    rows: Sequence[Row],
    *,
    partial: bool = False,
    dry_run: bool = False,
    progress: Progress = lambda done, of: None,
) -> list[Outcome]:
    """Decide on ``rows`` in their order, and record what they add in one commit.

    Each sees what those before it have added. One refused row refuses all, unless ``partial``: then
    the others are recorded. With ``dry_run``, nothing is. Raises what ``Ledger.transact`` raises,
    and the ``Rejection`` ``rights.…`` where whoever acts may do nothing of the kind.
    """
    by = sound(by)

    def steps(work: Work) -> list[Outcome]:
        begun = work.mark()
        outcomes = list(_decided(work, ledger.district, rows, progress))
        if not partial and any(one.fate is Fate.REFUSED for one in outcomes):
            work.back_to(begun)
        return outcomes

    with undisturbed():
        return steps(Work(ledger, by)) if dry_run else ledger.transact(steps, by=by)


@contextmanager
def undisturbed() -> Iterator[None]:
    """Keep the garbage collector from walking a file's rows again and again: none is garbage.

    That would cost a quarter of an import (benchmarks/bank_import.py).
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _decided(
    work: Work, district: str, rows: Sequence[Row], progress: Progress
) -> Iterator[Outcome]:
    position, met = work.position, set[str]()
    for at, row in enumerate(rows):
        if at % _AT_ONCE == 0:
            progress(at, len(rows))
            soon = rows[at : at + _AT_ONCE]
            keys = (_stream(district, act) for each in soon for act in each.acts)
            work.prefetch(COMMAND, list(keys))
        yield _of_row(work, district, row, position, met)
    progress(len(rows), len(rows))


def _of_row(work: Work, district: str, row: Row, position: int, met: set[str]) -> Outcome:
    if row.faults:
        return Outcome(row.number, Fate.REFUSED, row.faults, 0)
    before = work.mark()
    for act in row.acts:
        faults = _do(work, district, act, position)
        if faults:
            work.back_to(before)
            return Outcome(row.number, Fate.REFUSED, tuple(faults), 0)
    commands = {act.command for act in row.acts}
    fate = Fate.REPEATED if commands <= met else Fate.KNOWN
    met |= commands
    facts = len(work.new) - before.facts
    return Outcome(row.number, Fate.NEW if facts else fate, (), facts)


def _do(work: Work, district: str, act: Act, position: int) -> list[Fault]:
    """Do it, unless it was done; return what is wrong with it."""
    key = _stream(district, act)
    done = work.load(COMMAND, key)
    try:
        if done is not None or act.on_record:
            authorise(work, act.use_case, act.given, again=True)
        if act.on_record:
            return []
        if done is not None:
            refusal = Rejection(Why.SAID_OTHERWISE, on=done.on)
            return [Fault(act.column(path), refusal) for path in _otherwise(act, done)]
        before = len(work.new)
        act.use_case.beside(work, **act.given)
    except Rejection as refusal:
        if refusal.reason in _OF_WHO_ACTS:
            raise
        return [Fault(act.column(_place(work, act, refusal)), refusal)]
    if len(work.new) > before:
        said = {path: _mark(text) for path, text in act.said.items()}
        fact = command.done(
            request=act.use_case.request(act.given),
            use_case=act.use_case.name,
            outcome=msgspec.json.encode({"said": said}).decode(),
            position=position,
            on=business_date(work.by.at),
        )
        work.record(COMMAND, key, fact)
    return []


def _stream(district: str, act: Act) -> str:
    return join_key(district, SENDER, act.command)


def _mark(text: str) -> str:
    """Return what tells a content from another, and no more of it."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def _otherwise(act: Act, done: CommandDone) -> list[str]:
    """Return where the row says otherwise than it did. A default is no answer to what was said."""
    then: dict[str, str] = msgspec.json.decode(done.outcome)["said"]
    now = [
        path
        for path, text in act.said.items()
        if path not in act.unsaid and then.get(path) != _mark(text)
    ]
    return now + [path for path in then if path not in act.said]


def _place(work: Work, act: Act, refusal: Rejection) -> str:
    """Return the argument that a refusal is about, where that can be told.

    It is the reference that leads nowhere; the id that is taken (every aggregate's code for that
    ends in ``.exists``); what is called and says what a fact of the refusal does; or what says so
    alone, if the fact is a text, a day or an amount: a number may be equal by chance.
    """
    for name, find in act.use_case.gate.references:
        try:
            require(work, ((name, find),), act.given)
        except Rejection as found:
            if (found.reason, found.facts) == (refusal.reason, refusal.facts):
                return name
    told = {
        fact: [path for path, text in act.said.items() if text == _written(value)]
        for fact, value in refusal.facts.items()
    }
    called = (
        path
        for fact, paths in told.items()
        for path in paths
        if path.rpartition(".")[2].startswith(fact)
    )
    alone = (
        paths[0]
        for fact, paths in told.items()
        if len(paths) == 1 and isinstance(refusal.facts[fact], str | date | Money)
    )
    of_id = (path for path, text in act.said.items() if text in act.key)
    taken = of_id if refusal.code.endswith(".exists") else ()
    return next(chain(taken, called, alone), "")


def _written(value: object) -> str:
    """Return a fact of a refusal as a row says it."""
    return str(value.value if isinstance(value, Enum) else value)
