"""Held money (暂收款待定): what lies in suspense waits for a person, whoever paid it."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.bank_credit import facts as crd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.wish import Process, Wish, cause_of


class Held(Row, frozen=True):
    """What of a credit is held, why, and since which fact; ``cited`` by accounts before it came."""

    credit: str
    fen: int
    reason: str
    cause: str
    since: date
    cited: bool = False


def evolve(row: Held | None, recorded: Recorded) -> Held | None:
    """Bring what is held of a credit up to date; of a credit that nothing is held of, nothing."""
    event = recorded.event
    match event:
        case crd.CreditCitedBefore():
            return Held(recorded.key, 0, "", *cause_of(recorded), cited=True)
        case crd.CreditHeld(amount=amount, reason=reason):
            cause, since = cause_of(recorded)
            if row is None:
                return Held(recorded.key, amount.fen, reason, cause, since)
            return replace(row, fen=row.fen + amount.fen, reason=reason, cause=cause, since=since)
        case crd.CitationsSettled() if row is not None:
            return _left(replace(row, cited=False), 0)
        case (
            crd.CreditReleased(amount=amount)
            | crd.CreditReturned(gift=None, amount=amount)
            | crd.CreditPutToReceivable(amount=amount)
        ):
            return _left(row, amount.fen)
        case crd.CreditReturned():
            return row
        case _:  # taken back by the bank, or corrected
            return None


def _left(row: Held | None, gone: int) -> Held | None:
    assert row is not None, "what is released or returned was held"
    left = replace(row, fen=row.fen - gone)
    return left if left.fen or left.cited else None


def wishes(row: Held, on: date) -> tuple[Wish, ...]:
    """Let the accountant say where it goes; what was taken in by it before is settled first."""
    held = Money(row.fen)
    if row.cited:
        command = f"lixia bank cited {row.credit} --document DOCUMENT"
        zh = f"到账 {row.credit} 登记以前账上已引用，{held} 暂收，请核对引用"
        en = f"accounts cited credit {row.credit} before it was booked: {held.en} held, settle that"
    else:
        command = f"lixia bank allocate {row.credit} --to DESIGNATION"
        zh = f"到账 {row.credit} 暂收 {held}（{row.reason}），请指明用途或退回"
        en = f"{held.en} of credit {row.credit} is held ({row.reason}): say where it goes"
    return (
        Wish(
            process="held",
            subject=row.credit,
            cause=row.cause,
            since=row.since,
            role=Role.ACCOUNTANT,
            zh=zh,
            en=en,
            command=command,
        ),
    )


HELD: Process[Held] = Process(
    name="held",
    title="暂收款待定",
    title_en="Held money",
    view=View(
        name="held_money",
        version=1,
        title="暂收待定的到账",
        title_en="Credits of which something is held",
        row=Held,
        reads=(
            crd.CreditHeld,
            crd.CreditReleased,
            crd.CreditReturned,
            crd.CreditPutToReceivable,
            crd.CreditReversed,
            crd.CreditReversedByBank,
            crd.CreditCitedBefore,
            crd.CitationsSettled,
        ),
        keys=lambda recorded: (recorded.key,),
        evolve=evolve,
    ),
    wishes=wishes,
)
