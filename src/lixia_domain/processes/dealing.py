"""Dealing (关联交易): what was paid to a related party is to be published in time.

Whether a payee is one is declared of the foundation that pays, in another stream, be it after the
payment: whoever is tied to nobody asks for nothing.
"""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.disclosure import DisclosurePublished, DisclosureWithdrawn
from lixia_domain.aggregates.foundation.facts import RelatedPartyDeclared, RelatedTieEnded
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key, split_key
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.carried import keeper
from lixia_domain.processes.funds import FUNDS_SO_FAR
from lixia_domain.processes.wish import Asked, Process, Wish, cause_of, line
from lixia_domain.rules import EDITIONS
from lixia_domain.rules.deadlines import Matter, announced, transaction


class Deal(Row, frozen=True):
    """A disbursement: who pays whom, since when it is paid, and when that was published."""

    paper: str
    fund: str
    payee: str
    cause: str = ""
    paid: date | None = None
    bounced: bool = False
    told: date | None = None


class Ties(Row, frozen=True):
    """By person, how a party is tied to it, and when that ended, if it did."""

    lasts: tuple[tuple[str, str, date | None], ...] = ()


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return which disbursement a fact is about."""
    if not isinstance(recorded.event, DisclosurePublished | DisclosureWithdrawn):
        return (recorded.key,)
    matter, paper, _ = split_key(recorded.key)
    return (paper,) if matter == Matter.TRANSACTION.value else ()


def evolve(row: Deal | None, recorded: Recorded) -> Deal | None:
    """Bring a disbursement up to date."""
    event = recorded.event
    if isinstance(event, dis.DisbursementRequested):
        fund, _ = split_key(event.account)
        return Deal(paper=recorded.key, fund=fund, payee=event.payee)
    if row is None:
        return None  # what older code let be published of what is not there
    match event:
        case dis.FundsDisbursed():
            cause, since = cause_of(recorded)
            return replace(row, payee=event.payee, cause=cause, paid=since)
        case DisclosurePublished(on=on):
            return replace(row, told=on)
        case DisclosureWithdrawn():
            return replace(row, told=None)
        case _:
            return replace(row, bounced=isinstance(event, dis.PaymentBounced))


def tied(row: Ties | None, recorded: Recorded) -> Ties:
    """Note how a party is tied; a later declaration about the same two takes the place of one."""
    event, known = recorded.event, () if row is None else row.lasts
    if isinstance(event, RelatedTieEnded):
        ended = (event.person, event.tie.value)
        return Ties(tuple((*one[:2], event.on) if one[:2] == ended else one for one in known))
    assert isinstance(event, RelatedPartyDeclared)
    others = (one for one in known if one[0] != event.person)
    return Ties((*others, (event.person, event.tie.value, None)))


def _party(recorded: Recorded) -> tuple[str, ...]:
    event = recorded.event
    assert isinstance(event, RelatedPartyDeclared | RelatedTieEnded)
    return (join_key(recorded.key, event.party),)


TIES: View[Ties] = View(
    name="ties_so_far",
    version=1,
    title="关联关系",
    title_en="Ties so far",
    row=Ties,
    reads=(RelatedPartyDeclared, RelatedTieEnded),
    keys=_party,
    evolve=tied,
)


def whose(row: Deal, asked: Asked) -> frozenset[str]:
    """Return the foundation whose fund pays."""
    return keeper(row.fund, asked)


def unrelated(row: Deal, asked: Asked) -> bool:
    """Tell whether who is paid was tied to nobody of the foundation, or not any more by then."""
    for foundation in whose(row, asked):
        ties: Ties | None = asked(TIES, join_key(foundation, row.payee))
        ends = () if ties is None else tuple(ended for _, _, ended in ties.lasts)
        if any(ended is None or row.paid is None or row.paid < ended for ended in ends):
            return False
    return True


def wishes(row: Deal, on: date) -> tuple[Wish, ...]:
    """Ask the foundation to publish what was paid, from that day on until it is."""
    if row.paid is None or row.bounced or on < row.paid:
        return ()
    if row.told is not None and row.paid <= row.told <= on:
        return ()
    duty = next(transaction(EDITIONS, row.paper, row.paid), None)
    if duty is None:
        return ()
    late, paper = duty.due < on, row.paper
    publish = line("disclosure publish", duty.matter, paper, "--period", duty.period)
    return (
        Wish(
            process="dealing",
            subject=join_key(duty.matter, paper, duty.period),
            cause=row.cause,
            since=max(row.paid, announced(duty.due, on) or row.paid),
            due=duty.due,
            role=Role.ACCOUNTANT,
            zh=f"拨付 {paper} 付给关联方{'，公开已逾期' if late else ''}，请公开",
            en=f"disbursement {paper} went to a related party: publish it"
            + (", it is overdue" if late else ""),
            command=f"{publish} --address ADDRESS --sha256 FILE",
        ),
    )


DEALING: Process[Deal] = Process(
    name="dealing",
    title="关联交易",
    title_en="Related transactions",
    view=View(
        name="deals",
        version=1,
        title="付给谁",
        title_en="Who was paid",
        row=Deal,
        reads=(
            dis.DisbursementRequested,
            dis.FundsDisbursed,
            dis.PaymentBounced,
            dis.BounceReversed,
            DisclosurePublished,
            DisclosureWithdrawn,
        ),
        keys=keys,
        evolve=evolve,
    ),
    wishes=wishes,
    asks=(FUNDS_SO_FAR, TIES),
    idle=unrelated,
    of=whose,
)
