"""Held credits (暂收款): money that arrived and waits for somebody to say where it goes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date

from lixia_domain.aggregates.bank_credit import facts as crd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.wish import Process, Wish, cause_of, line


class Held(Row, frozen=True):
    """A credit of which something is held, or which paid for claims and may come to be held."""

    credit: str
    held_fen: int = 0
    cause: str = ""
    since: date | None = None
    reason: str = ""
    claims: tuple[str, ...] = ()
    """The claims that other parts of it were for."""


def evolve(row: Held | None, recorded: Recorded) -> Held | None:
    """Bring a credit up to date; of one with nothing held and no claim, nothing is remembered."""
    event = recorded.event
    known = row or Held(credit=recorded.key)
    match event:
        case crd.CreditAllocated(allocation=part):
            if part.claim is None or part.claim in known.claims:
                return row
            return replace(known, claims=(*known.claims, part.claim))
        case crd.CreditHeld(amount=amount, reason=reason):
            cause, since = cause_of(recorded)
            fen = known.held_fen + amount.fen
            return replace(known, held_fen=fen, cause=cause, since=since, reason=reason)
        case crd.CreditReleased(amount=amount) | crd.CreditReturned(gift=None, amount=amount):
            left = known.held_fen - amount.fen
            return replace(known, held_fen=left) if left or known.claims else None
        case crd.CreditReversed() | crd.CreditReversedByBank():
            return None
        case _:  # a gift was returned, not what is held
            return row


def wishes(row: Held, on: date) -> tuple[Wish, ...]:
    """Ask the accountant to allocate what is held, or to return it."""
    if not row.held_fen or row.since is None:
        return ()
    held = Money(row.held_fen)
    return (
        Wish(
            process="held",
            subject=row.credit,
            cause=row.cause,
            since=row.since,
            role=Role.ACCOUNTANT,
            zh=f"到账 {row.credit} 暂收 {held}（{row.reason}），请分配或退回",
            en=f"{held.en} of {row.credit} is held: allocate it, or return it",
            command=line("bank allocate", row.credit, "--to DESIGNATION"),
            pays=tuple((claim, row.held_fen) for claim in row.claims),
        ),
    )


def spared(found: Iterable[Wish]) -> Iterator[Wish]:
    """Yield wishes but those that ask a firm to pay what it has overpaid elsewhere.

    What of its credits is held beyond one instalment covers others of the same claims: who has paid
    too much is never asked for more, let alone dunned.
    """
    each = list(found)
    there: Counter[str] = Counter()
    for wish in each:
        there.update(dict(wish.pays))
    for wish in each:
        claim, fen = wish.owes
        if 0 < fen <= there[claim]:
            there[claim] -= fen
        else:
            yield wish


HELD: Process[Held] = Process(
    name="held",
    title="暂收款",
    title_en="Held credits",
    view=View(
        name="held_credits",
        version=1,
        title="暂收的到账",
        title_en="Credits held",
        row=Held,
        reads=(
            crd.CreditAllocated,
            crd.CreditHeld,
            crd.CreditReleased,
            crd.CreditReturned,
            crd.CreditReversed,
            crd.CreditReversedByBank,
        ),
        keys=lambda recorded: (recorded.key,),
        evolve=evolve,
    ),
    wishes=wishes,
)
