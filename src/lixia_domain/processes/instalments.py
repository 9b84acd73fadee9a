"""Instalments (分期到期): what was promised comes due by the clock, then is overdue.

No fact says so: it follows from the schedule and the day that is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeAlias

from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.wish import Process, Wish, cause_of, line

NOTICE = timedelta(days=14)
"""How long before the due date a donor is told. The programme's own habit; no law says so."""

_PAPERS = "--deadline DATE --document DOCUMENT"

Part: TypeAlias = tuple[date, int, int]
"""Due date, fen promised, fen arrived."""
Demand: TypeAlias = tuple[int, date, str, date]
"""The instalment last demanded, the demand's deadline, and its cause."""


class Promised(Row, frozen=True):
    """A pledge that still stands; ``cause`` is the fact that set its schedule."""

    claim: str
    enterprise: str
    project: str
    cause: str
    schedule: tuple[Part, ...]
    demand: Demand | None = None


def evolve(row: Promised | None, recorded: Recorded) -> Promised | None:
    """Bring a pledge's schedule up to date; released or in default, it asks for nothing more."""
    event = recorded.event
    if isinstance(event, plg.DonationPledged):
        return Promised(
            claim=recorded.key,
            enterprise=event.enterprise,
            project=event.project,
            cause=cause_of(recorded)[0],
            schedule=_schedule(event.instalments, ()),
        )
    if row is None:
        return None  # what goes back to the donor later is not owed again
    match event:
        case plg.PledgeAmended(instalments=instalments):
            schedule = _schedule(instalments, (paid for _, _, paid in row.schedule))
            return replace(row, schedule=schedule, cause=cause_of(recorded)[0])
        case plg.PaymentDemanded(number=number, deadline=deadline):
            return replace(row, demand=(number, deadline, *cause_of(recorded)))
        case plg.InstalmentSettled(number=number, amount=amount):
            return _arrived(row, number, amount.fen)
        case plg.InstalmentUnsettled(number=number, amount=amount):
            return _arrived(row, number, -amount.fen)
        case _:  # released, by hardship or otherwise, or in default
            return None


def _schedule(instalments: tuple[Instalment, ...], arrived: Iterable[int]) -> tuple[Part, ...]:
    paid = (*arrived, *(0 for _ in instalments))
    return tuple(
        (part.due, part.amount.fen, fen) for part, fen in zip(instalments, paid, strict=False)
    )


def _arrived(row: Promised, number: int, fen: int) -> Promised:
    return replace(
        row,
        schedule=tuple(
            (due, amount, paid + fen) if place == number else (due, amount, paid)
            for place, (due, amount, paid) in enumerate(row.schedule, 1)
        ),
    )


def wishes(row: Promised, on: date) -> tuple[Wish, ...]:
    """Tell the donor what falls due soon, and the office what is overdue: to demand it first.

    Once a demand's own deadline has passed, the office is to find the donor in default.
    """
    return tuple(
        _demanded(row, row.demand, number, Money(amount - paid), on)
        if row.demand is not None and row.demand[0] == number
        else _scheduled(row, number, due, Money(amount - paid), on)
        for number, (due, amount, paid) in enumerate(row.schedule, 1)
        if paid < amount and due - NOTICE <= on
    )


def _scheduled(row: Promised, number: int, due: date, missing: Money, on: date) -> Wish:
    part = f"第 {number} 期", f"instalment {number}"
    if due < on:
        return Wish(
            process="instalments",
            subject=f"{row.claim}#{number}",
            cause=row.cause,
            since=due + timedelta(days=1),
            due=due,
            role=Role.PROGRAMME_OFFICE,
            whom=row.enterprise,
            zh=f"认领 {row.claim} {part[0]}逾期，尚欠 {missing}，请催告",
            en=f"{part[1]} of {row.claim} is overdue by {missing.en}: demand it",
            command=line("pledge demand", row.claim, "--instalment", str(number), _PAPERS),
            owes=(row.claim, missing.fen),
        )
    return Wish(
        process="instalments",
        subject=f"{row.claim}#{number}",
        cause=row.cause,
        since=due - NOTICE,
        due=due,
        role=Role.ENTERPRISE,
        whom=row.enterprise,
        zh=f"认领 {row.claim} {part[0]}将到期，尚欠 {missing}，请付款",
        en=f"{part[1]} of {row.claim} falls due: {missing.en} to pay",
        command=line("bank import FILE"),
        owes=(row.claim, missing.fen),
    )


def _demanded(row: Promised, demand: Demand, number: int, missing: Money, on: date) -> Wish:
    _, deadline, cause, since = demand
    if deadline < on:
        return Wish(
            process="instalments",
            subject=f"{row.claim}#{number}",
            cause=cause,
            since=deadline + timedelta(days=1),
            due=deadline,
            role=Role.PROGRAMME_OFFICE,
            whom=row.enterprise,
            zh=f"认领 {row.claim} 第 {number} 期催告期满，尚欠 {missing}，请认定违约",
            en=f"the demand for instalment {number} of {row.claim} ran out, {missing.en} short: "
            "find it in default",
            command=line("pledge default", row.claim),
            owes=(row.claim, missing.fen),
        )
    return Wish(
        process="instalments",
        subject=f"{row.claim}#{number}",
        cause=cause,
        since=since,
        due=deadline,
        role=Role.ENTERPRISE,
        whom=row.enterprise,
        zh=f"认领 {row.claim} 第 {number} 期已催告，尚欠 {missing}，请付款",
        en=f"instalment {number} of {row.claim} was demanded: {missing.en} to pay",
        command=line("bank import FILE"),
        owes=(row.claim, missing.fen),
    )


INSTALMENTS: Process[Promised] = Process(
    name="instalments",
    title="分期到期",
    title_en="Instalments",
    view=View(
        name="promised",
        version=1,
        title="在办认捐",
        title_en="Pledges that stand",
        row=Promised,
        reads=(
            plg.DonationPledged,
            plg.PledgeAmended,
            plg.InstalmentSettled,
            plg.InstalmentUnsettled,
            plg.PaymentDemanded,
            plg.PledgeDefaulted,
            plg.PledgeReleased,
            plg.HardshipExitEvidenced,
        ),
        keys=lambda recorded: (recorded.key,),
        evolve=evolve,
    ),
    wishes=wishes,
)
