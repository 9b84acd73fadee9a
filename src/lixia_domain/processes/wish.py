"""The shapes every process shares: a fold over facts, and the wishes that follow from its rows."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from datetime import date
from shlex import quote
from typing import Any, Generic, TypeAlias, TypeVar

from attrs import field, frozen

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import View

R = TypeVar("R")

_FORM = re.compile(r"--[a-z0-9-]+(?: [A-Z]+)?(?: --[a-z0-9-]+ [A-Z]+)*")
"""Options, with what a person must fill in."""

Cause: TypeAlias = tuple[str, date]
"""The fact that a wish follows from (``stream@version``), and its business date."""


def cause_of(recorded: Recorded) -> Cause:
    """Return a fact as the cause of a wish: an identity, which its position is not."""
    return f"{recorded.stream}@{recorded.version}", recorded.event.on


def line(words: str, *rest: str) -> str:
    """Return a line of the console, to be pasted into a shell: ids are quoted where they must be.

    A part with blanks and capitals of its own (``--to DESIGNATION``) stands as it is.
    """
    return " ".join(("lixia", words, *(_typed(part) for part in rest)))


def _typed(part: str) -> str:
    return part if _FORM.fullmatch(part) else quote(part)


@frozen(kw_only=True)
class Call:
    """A use case with its arguments, all but ``on``: what carries a wish out without anybody."""

    use_case: str
    """``module.function`` of ``lixia_domain.application``."""
    arguments: Mapping[str, Any] = field(factory=dict)


@frozen(kw_only=True)
class Wish:
    """What should come next, and why: a ``call``, or a task for whoever acts in ``role``.

    ``whom`` names the one enterprise meant, if it is one. ``command`` is the console's line for
    it; where a person must fill something in, that stands in capitals. ``due`` is the day by which
    it is to be done; overdue is computed for the day that is asked about, never kept.
    """

    process: str
    subject: str
    cause: str
    since: date
    role: Role
    zh: str
    en: str
    command: str
    whom: str | None = None
    due: date | None = None
    provisional: bool = False
    """Whether ``due`` is told by weekends only, as its year's holidays aren't published."""
    call: Call | None = None
    holds: int = 0
    """Fen that are there already and wait to be allocated."""
    payer: str = ""
    """Whose they are: the legal donor, else the payer as the bank has it, by code or name."""
    claims: tuple[str, ...] = ()
    """The claims that they came for."""
    owes: tuple[str, int] = ("", 0)
    """The claim that payment is asked for, with the fen that are missing."""

    @property
    def key(self) -> str:
        """Return what tells this wish from every other, for good: its idempotency key."""
        return f"{self.process}:{self.cause}:{self.subject}"


Asked: TypeAlias = Callable[[View[Any], str], Any]
"""Gives the row of a view under a key, or ``None``."""


@frozen(kw_only=True)
class Process(Generic[R]):
    """Facts in, wishes out. Pure: it neither records nor knows what day it is.

    ``view`` remembers what the process must know; several may share one. ``wishes`` gives what a
    row asks for on a day. A wish is gone as soon as the facts say that it was met, or is idle.
    """

    name: str
    title: str
    title_en: str
    view: View[R]
    wishes: Callable[[R, date], tuple[Wish, ...]]
    calls: Callable[[R], bool] | None = None
    """Whether a row has wishes with calls, on whatever day; ``None`` where all are tasks."""
    asks: tuple[View[Any], ...] = ()
    """Views whose rows ``idle`` and ``of`` look at besides."""
    idle: Callable[[R, Asked], bool] | None = None
    """Whether a row asks for nothing as things stand elsewhere; ``None``: it always may."""
    of: Callable[[R, Asked], Collection[str]] | None = None
    """Which foundations a row is of; none, or no such question: everybody's."""
