"""Carrying a use case out for whoever sits at a frontend: in which role, and what it recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple
from uuid import uuid4

from attrs import evolve

from lixia_domain.application.rights import authorise, held_by
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.forms import Context
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work


class Carried(NamedTuple):
    """What came of a use case: what it gave, and the facts it recorded (or would record).

    Each fact is told by position (0 for one that is not recorded), stream, version and stored name.
    A request that was carried out before gives what it gave then, and records nothing.
    """

    outcome: Any
    recorded: list[dict[str, Any]]
    position: int
    dry_run: bool


def in_a_role_held(ledger: Ledger, by: By, roles: Sequence[Role]) -> By:
    """Return ``by`` in the first of ``roles`` that its account holds today.

    In an open store, and for whoever holds none of them, it stays as it is.
    """
    held = held_by(ledger, by.actor, today=business_date(by.at))
    return next((evolve(by, role=role) for role in roles if role in held), by)


def carry_out(
    ledger: Ledger,
    by: By,
    use_case: UseCase[..., Any],
    given: Mapping[str, Any],
    *,
    dry_run: bool = False,
) -> Carried:
    """Carry ``use_case`` out; with ``dry_run`` say what it would record, which is nothing yet.

    Raises whatever the use case raises; a dry run is refused where the act would be.
    """
    before = ledger.head()
    if dry_run:
        work = Work(ledger, by)
        context = Context(business_date(by.at), ledger.spelled)
        authorise(work, use_case, use_case.gate.read(given, context))
        outcome = use_case.within(work, **given)
        would = [_told(0, stream, version, event) for stream, version, event in work.new]
        return Carried(outcome, would, before, True)
    if by.correlation is None:
        by = evolve(by, correlation=uuid4().hex)
    outcome = use_case(ledger, by, **given)
    recorded = [
        _told(one.position, one.stream, one.version, one.event)
        for one in ledger.read(before)
        if one.correlation == by.correlation
    ]
    return Carried(outcome, recorded, ledger.head(), False)


def _told(position: int, stream: str, version: int, event: Any) -> dict[str, Any]:
    return {
        "position": position,
        "stream": stream,
        "version": version,
        "event": event.event_name,
    }
