"""Instalments (分期到期): what was promised comes due by the clock, then is overdue.

No fact says so: it follows from the schedule and the day that is asked about.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

from lixia_domain.aggregates.account.state import MISTAKE, REFUND_BASES
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.carried import keeper
from lixia_domain.processes.funds import FUNDS_SO_FAR
from lixia_domain.processes.projects import PROJECT_SO_FAR
from lixia_domain.processes.wish import Asked, Process, Wish, cause_of, line
from lixia_domain.rules import EDITIONS, deadlines
from lixia_domain.rules.deadlines import NOTICES, Duty, announced, instalment, later
from lixia_domain.rules.holidays import is_working

_PAPERS = "--deadline DATE --document DOCUMENT"

NOT_OWED = REFUND_BASES - {MISTAKE}
"""Why something went back for good, in the words of older code, which left the pledge as it was."""

Part: TypeAlias = tuple[date, int, int]
"""Due date, fen promised, fen arrived."""
Demand: TypeAlias = tuple[int, date, str, date]
"""The instalment demanded, the demand's deadline, and its cause."""


class Promised(Row, frozen=True):
    """A pledge that still stands; ``cause`` is the fact that set its schedule.

    In default it asks for nothing, unless the default is taken back.
    """

    claim: str
    enterprise: str
    project: str
    fund: str
    cause: str
    schedule: tuple[Part, ...]
    demands: tuple[Demand, ...] = ()
    """Of instalments as they are scheduled now, in order."""
    defaulted: bool = False


def evolve(row: Promised | None, recorded: Recorded) -> Promised | None:
    """Bring a pledge's schedule up to date; released, it asks for nothing more."""
    event = recorded.event
    if isinstance(event, plg.DonationPledged):
        return Promised(
            claim=recorded.key,
            enterprise=event.enterprise,
            project=event.project,
            fund=event.fund,
            cause=cause_of(recorded)[0],
            schedule=_schedule(event.instalments, ()),
        )
    if row is None:
        return None  # what goes back to the donor later is not owed again
    match event:
        case plg.PledgeAmended(instalments=instalments):
            schedule = _schedule(instalments, (paid for _, _, paid in row.schedule))
            pairs = zip(row.schedule, schedule, strict=False)
            kept = {n for n, (was, now) in enumerate(pairs, 1) if was[:2] == now[:2]}
            demands = tuple(demand for demand in row.demands if demand[0] in kept)
            cause, _ = cause_of(recorded)
            return replace(row, schedule=schedule, cause=cause, demands=demands)
        case plg.PaymentDemanded(number=number, deadline=deadline):
            return replace(row, demands=(*row.demands, (number, deadline, *cause_of(recorded))))
        case plg.PledgeSucceeded(enterprise=enterprise):
            return replace(row, enterprise=enterprise)
        case plg.InstalmentSettled(number=number, amount=amount):
            return _arrived(row, number, amount.fen)
        case plg.InstalmentUnsettled(reason=reason) if reason in NOT_OWED:
            return row
        case plg.InstalmentUnsettled(number=number, amount=amount):
            return _arrived(row, number, -amount.fen)
        case plg.PledgeDefaulted():
            return replace(row, defaulted=True)
        case plg.DefaultWithdrawn():
            return replace(row, defaulted=False, demands=())
        case _:  # released, by hardship or otherwise
            return None


def has_nowhere_to_go(row: Promised, asked: Asked) -> bool:
    """Tell whether the money could not be taken in: nobody is dunned for that."""
    project, fund = asked(PROJECT_SO_FAR, row.project), asked(FUNDS_SO_FAR, row.fund)
    return (project is not None and (project.ended or project.suspended)) or (
        fund is not None and fund.ending
    )


def whose(row: Promised, asked: Asked) -> frozenset[str]:
    """Return the foundation whose fund it was promised to."""
    return keeper(row.fund, asked)


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
        wish
        for number, (due, amount, paid) in enumerate(row.schedule, 1)
        if not row.defaulted and paid < amount and later(due, -max(NOTICES)) <= on
        for wish in _owed(row, number, due, Money(amount - paid), on)
    )


def _owed(row: Promised, number: int, due: date, missing: Money, on: date) -> tuple[Wish, ...]:
    running = [one for one in row.demands if one[0] == number]
    if running:
        return (_demanded(row, min(running, key=_until), number, missing, on),)
    duty = instalment(EDITIONS, row.claim, due, is_working)
    since = announced(duty.due, on)
    return () if since is None else (_scheduled(row, number, duty, since, missing, on),)


def _until(demand: Demand) -> date:
    return demand[1]


def _scheduled(
    row: Promised, number: int, duty: Duty, since: date, missing: Money, on: date
) -> Wish:
    part, due = (f"第 {number} 期", f"instalment {number}"), duty.due
    if due < on:
        return Wish(
            process="instalments",
            subject=f"{row.claim}#{number}",
            cause=row.cause,
            since=later(due, 1),
            due=due,
            provisional=duty.provisional,
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
        since=since,
        due=due,
        provisional=duty.provisional,
        role=Role.ENTERPRISE,
        whom=row.enterprise,
        zh=f"认领 {row.claim} {part[0]}将到期，尚欠 {missing}，请付款",
        en=f"{part[1]} of {row.claim} falls due: {missing.en} to pay",
        command=line("bank import FILE"),
        owes=(row.claim, missing.fen),
    )


def _demanded(row: Promised, demand: Demand, number: int, missing: Money, on: date) -> Wish:
    _, deadline, cause, since = demand
    duty = deadlines.demand(EDITIONS, row.claim, deadline, is_working)
    if duty.due < on:
        return Wish(
            process="instalments",
            subject=f"{row.claim}#{number}",
            cause=cause,
            since=later(duty.due, 1),
            due=duty.due,
            provisional=duty.provisional,
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
        due=duty.due,
        provisional=duty.provisional,
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
        version=5,
        title="在办认捐",
        title_en="Pledges that stand",
        row=Promised,
        reads=(
            plg.DonationPledged,
            plg.PledgeAmended,
            plg.PledgeSucceeded,
            plg.InstalmentSettled,
            plg.InstalmentUnsettled,
            plg.PaymentDemanded,
            plg.PledgeDefaulted,
            plg.DefaultWithdrawn,
            plg.PledgeReleased,
            plg.HardshipExitEvidenced,
        ),
        keys=lambda recorded: (recorded.key,),
        evolve=evolve,
    ),
    wishes=wishes,
    asks=(PROJECT_SO_FAR, FUNDS_SO_FAR),
    idle=has_nowhere_to_go,
    of=whose,
)
