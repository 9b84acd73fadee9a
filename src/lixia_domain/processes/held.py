"""Held credits (暂收款): money that arrived and waits for somebody to say where it goes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from lixia_domain.aggregates.bank_credit import facts as crd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.keys import kept
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.wish import Process, Wish, cause_of, line


class Held(Row, frozen=True):
    """A credit: what of it is held, whose it is, and which claims it came for."""

    credit: str
    held_fen: int = 0
    cause: str = ""
    since: date | None = None
    reason: str = ""
    cited: bool = False
    """Whether accounts cited it before it was on record: then that is settled first."""
    claims: tuple[str, ...] = ()
    """The claims that it came for, or that other parts of it were for."""
    payer: str = ""


def evolve(row: Held | None, recorded: Recorded) -> Held | None:
    """Bring a credit up to date."""
    event = recorded.event
    if isinstance(event, crd.BankCreditRecorded):
        return Held(credit=recorded.key, payer=event.notice.payer_ref or event.notice.payer)
    if row is None:
        return None
    match event:
        case crd.CreditAllocated(allocation=part):
            return row if part.claim is None else _for(row, part.claim)
        case crd.CreditHeld(amount=amount, reason=reason, claims=claims):
            cause, since = cause_of(recorded)
            fen = row.held_fen + amount.fen
            known = replace(row, held_fen=fen, cause=cause, since=since, reason=reason)
            return _for(known, *claims)
        case crd.LegalDonorSettled(donor=donor):
            return replace(row, payer=donor)
        case (
            crd.CreditReleased(amount=amount)
            | crd.CreditReturned(gift=None, amount=amount)
            | crd.CreditPutToReceivable(amount=amount)
        ):
            return replace(row, held_fen=row.held_fen - amount.fen)
        case crd.CreditCitedBefore():
            return replace(row, cited=True)
        case crd.CitationsSettled():
            return replace(row, cited=False)
        case crd.CreditReversed() | crd.CreditReversedByBank():
            return None
        case _:  # a gift was returned, not what is held
            return row


def _for(row: Held, *claims: str) -> Held:
    return replace(row, claims=tuple(dict.fromkeys((*row.claims, *claims))))


def wishes(row: Held, on: date) -> tuple[Wish, ...]:
    """Ask the accountant to allocate what is held, or to return it."""
    if not (row.held_fen or row.cited) or row.since is None:
        return ()
    held = Money(row.held_fen)
    if row.cited:
        zh = f"到账 {row.credit} 登记以前账上已引用，{held} 暂收，请核对引用"
        en = f"accounts cited {row.credit} before it was booked: {held.en} is held, settle that"
        command = line("bank cited", row.credit, "--document DOCUMENT")
    elif row.reason == crd.FUND_CLOSED:
        zh = f"到账 {row.credit} 暂收 {held}，其基金已终止，请转交本基金会的另一基金，或退回"
        en = f"{held.en} of {row.credit} is held, its fund is closed: hand it over, or return it"
        command = line("bank hand-over", row.credit, "--to FUND --minutes MINUTES")
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
            holds=row.held_fen,
            payer=row.payer,
            claims=row.claims,
        ),
    )


def spared(found: Iterable[Wish], firms: Mapping[str, str]) -> Iterator[Wish]:
    """Yield wishes but those that ask a firm to pay what is there already, and only held.

    What is held of whatever credits serves the claims for which it came, whoever paid it, and all
    that its payer owes; each fen serves once. ``firms``: codes of firms by what else a bank calls
    them. Who has paid in full is never asked for more, let alone dunned.
    """
    each = list(found)
    held = [wish for wish in each if wish.holds]
    left = [wish.holds for wish in held]
    for wish in each:
        claim, fen = wish.owes
        serving = [
            place for place, one in enumerate(held) if fen and _serves(one, claim, wish.whom, firms)
        ]
        if not fen or sum(left[place] for place in serving) < fen:
            yield wish
            continue
        for place in serving:
            taken = min(left[place], fen)
            left[place], fen = left[place] - taken, fen - taken


def _serves(held: Wish, claim: str, whom: str | None, firms: Mapping[str, str]) -> bool:
    if claim in held.claims:
        return True
    if whom is None:
        return False
    return firms.get(whom, whom) == firms.get(kept(held.payer), held.payer)


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
            crd.BankCreditRecorded,
            crd.LegalDonorSettled,
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
