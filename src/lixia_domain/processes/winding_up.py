"""Winding up (终止中的结余): unrestricted money of a fund that is being wound up."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account.effects import EFFECTS, MOVING, fact_of
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import GENERAL
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.carried import keeper
from lixia_domain.processes.funds import FUNDS_SO_FAR
from lixia_domain.processes.wish import Cause, Process, Wish, cause_of, line


class Unrestricted(Row, frozen=True):
    """What lies on a fund's general account, and since when the fund is being wound up."""

    fund: str
    left_fen: int = 0
    ending: Cause | None = None


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the fund; none for an account of another purpose than the general one."""
    if recorded.stream.startswith("fund-"):
        return (recorded.key,)
    fund, designation = split_key(recorded.key)
    return (fund,) if designation == GENERAL else ()


def evolve(row: Unrestricted | None, recorded: Recorded) -> Unrestricted:
    """Bring a fund up to date."""
    event = recorded.event
    row = row or Unrestricted(fund=keys(recorded)[0])
    match event:
        case fnd.FundTerminating():
            return replace(row, ending=cause_of(recorded))
        case fnd.FundTerminationRevoked() | fnd.FundClosed():
            return replace(row, ending=None)
        case _:
            effect = EFFECTS[fact_of(event)]
            return replace(row, left_fen=row.left_fen + effect.balance * effect.fen(event))


def wishes(row: Unrestricted, on: date) -> tuple[Wish, ...]:
    """Ask the accountant to put what is left to a project, before the fund can be closed."""
    if row.ending is None or row.left_fen <= 0:
        return ()
    cause, since = row.ending
    left = Money(row.left_fen)
    return (
        Wish(
            process="winding_up",
            subject=row.fund,
            cause=cause,
            since=since,
            role=Role.ACCOUNTANT,
            zh=f"基金 {row.fund} 终止中，非限定资金结余 {left}，请依协议、章程或决定转用于项目",
            en=f"fund {row.fund} is being wound up, {left.en} of its unrestricted money is left: "
            "put it to a project as the agreement, the by-laws or a decision says",
            command=line(
                "fund hand-on", "PROJECT", "AMOUNT", "--fund", row.fund, "--minutes MINUTES"
            ),
        ),
    )


WINDING_UP: Process[Unrestricted] = Process(
    name="winding_up",
    title="终止中的结余",
    title_en="Money left of a fund that ends",
    view=View(
        name="unrestricted_left",
        version=1,
        title="终止中的基金结余",
        title_en="Unrestricted money left of funds",
        row=Unrestricted,
        reads=(fnd.FundTerminating, fnd.FundTerminationRevoked, fnd.FundClosed, *MOVING),
        keys=keys,
        evolve=evolve,
    ),
    wishes=wishes,
    asks=(FUNDS_SO_FAR,),
    of=lambda row, asked: keeper(row.fund, asked),
)
