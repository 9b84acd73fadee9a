"""Every event that may be stored, by its stored name. New aggregate? Add its name here.

Those of extensions are among them while they are installed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from importlib import import_module
from typing import Any

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.ids import distribution_of

AGGREGATES = (
    "project",
    "batch",
    "enterprise",
    "pledge",
    "use_change",
    "fund",
    "account",
    "disbursement",
    "payee",
    "bank_credit",
    "bank_debit",
    "bank_statement",
    "donation_receipt",
    "receipt_book",
    "invoice",
    "in_kind",
    "campaign",
    "open_call",
    "entry",
    "vote",
    "guide",
    "foundation",
    "fundraising_plan",
    "disclosure",
    "need",
    "team",
    "brand",
    "volunteer",
    "volunteer_day",
    "service_session",
    "subject",
    "member",
    "roster",
    "command",
    "spelling",
)
"""Streams' categories. The module of the name holds the decider of the name, in capitals; where it
is a package, its ``state`` does."""


def decider(aggregate: str) -> Decider[Any, Any]:
    """Return the decider of an aggregate, importing it now: all of them take 140 ms to import.

    Raises ``KeyError`` for one that is neither ours nor that of an extension.
    """
    if distribution_of(aggregate):
        return _of_extensions()[aggregate]
    if aggregate not in AGGREGATES:
        raise KeyError(aggregate)
    home = import_module(f"lixia_domain.aggregates.{aggregate}")
    if hasattr(home, "__path__"):
        home = import_module(f"{home.__name__}.state")
    found: Decider[Any, Any] = getattr(home, aggregate.upper())
    return found


def _of_extensions() -> Mapping[str, Decider[Any, Any]]:
    from lixia_domain.extensions.found import deciders

    return {found.category: found for found in deciders()}


def deciders() -> tuple[Decider[Any, Any], ...]:
    """Return all deciders, importing what has not been yet."""
    return (*map(decider, AGGREGATES), *_of_extensions().values())


def index(deciders: Iterable[Decider[Any, Any]]) -> Mapping[str, type[Event]]:
    """Return the events of ``deciders`` by stored name. Raises ValueError for a name used twice."""
    found: dict[str, type[Event]] = {}
    for each in deciders:
        for cls in each.events:
            if cls.event_name in found:
                msg = f"two events are stored as {cls.event_name!r}"
                raise ValueError(msg)
            found[cls.event_name] = cls
    return found


class Catalogue(Mapping[str, type[Event]]):
    """Events by stored name; an aggregate is imported when one of its names is first asked for."""

    def __init__(self) -> None:
        self._found: dict[str, type[Event]] = {}

    def __getitem__(self, name: str) -> type[Event]:
        if name not in self._found:
            self._found.update(index([decider(name.partition(".")[0])]))
        return self._found[name]

    def __iter__(self) -> Iterator[str]:
        return iter(index(deciders()))

    def __len__(self) -> int:
        return len(list(iter(self)))


EVENTS: Mapping[str, type[Event]] = Catalogue()
