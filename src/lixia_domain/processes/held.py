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
    cited: bool = False
    """Whether accounts cited it before it was on record: then that is settled first."""
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
        case (
            crd.CreditReleased(amount=amount)
            | crd.CreditReturned(gift=None, amount=amount)
            | crd.CreditPutToReceivable(amount=amount)
        ):
            return _kept(replace(known, held_fen=known.held_fen - amount.fen))
        case crd.CreditCitedBefore():
            return replace(known, cited=True)
        case crd.CitationsSettled():
            return _kept(replace(known, cited=False))
        case crd.CreditReversed() | crd.CreditReversedByBank():
            return None
        case _:  # a gift was returned, not what is held
            return row


def _kept(row: Held) -> Held | None:
    return row if row.held_fen or row.cited or row.claims else None


def wishes(row: Held, on: date) -> tuple[Wish, ...]:
    """Ask the accountant to allocate what is held, or to return it."""
    if not (row.held_fen or row.cited) or row.since is None:
        return ()
    held = Money(row.held_fen)
    if row.cited:
        zh = f"到账 {row.credit} 登记以前账上已引用，{held} 暂收，请核对引用"
        en = f"accounts cited {row.credit} before it was booked: {held.en} is held, settle that"
        command = line("bank cited", row.credit, "--document DOCUMENT")
    else:
        zh = f"到账 {row.credit} 暂收 {held}（{row.reason}），请分配或退回"
        en = f"{held.en} of {row.credit} is held: allocate it, or return it"
        command = line("bank allocate", row.credit, "--to DESIGNATION")
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
            crd.CreditPutToReceivable,
            crd.CreditCitedBefore,
            crd.CitationsSettled,
            crd.CreditReversed,
            crd.CreditReversedByBank,
        ),
        keys=lambda recorded: (recorded.key,),
        evolve=evolve,
    ),
    wishes=wishes,
)
