"""Where money went, and where it came from: followed by what the facts allocate, never guessed.

Every tree adds up: what stands under a node is the node, to the fen. Evidence covers a tranche as
a whole; where a tranche was paid out of several gifts and is not settled in one way, the facts do
not say which gift's fen a given invoice accounts for, and neither do we (``FlowKind.SHARED``).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from enum import StrEnum

from attrs import frozen

from lixia_domain.aggregates.account.facts import PaymentReversed as Unpaid
from lixia_domain.aggregates.account.facts import RecoveryReceived
from lixia_domain.audit.trace.moves import Move, Way
from lixia_domain.audit.trace.streams import Books, Evidence, Paper, balance, reserved
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import shared
from lixia_domain.kernel.keys import OTHER
from lixia_domain.kernel.money import ZERO, Money, total


class FlowKind(StrEnum):
    """What a node of the tree is. From ``HELD`` on: where money is, or how it left."""

    CREDIT = "credit"
    PLEDGE = "pledge"
    PROJECT = "project"
    DONOR = "donor"
    GIFT = "gift"
    ACCOUNT = "account"
    DISBURSEMENT = "disbursement"
    HELD = "held"  # in suspense
    OPEN = "open"  # neither allocated nor held
    UNBOOKED = "unbooked"  # allocated, and on no account: a finding
    AVAILABLE = "available"
    RESERVED = "reserved"
    SETTLED = "settled"
    AWAITING = "awaiting"  # paid, evidence not accepted yet
    SHARED = "shared"  # paid with other gifts, settled in part
    LOST = "lost"
    RESTORED = "restored"  # came back of a disbursement, into a gift
    RETURNED = "returned"
    MADE_GOOD = "made_good"  # what another credit left owing
    REVERSED = "reversed"
    CHARGED = "charged"
    MOVED_OUT = "moved_out"
    SHORT = "short"  # spent before the bank took it back: another's money stands for it


@frozen(kw_only=True)
class Node:
    """So much money at one place of its way.

    ``gross``: what it was before something came back, or before an entry was corrected. ``who``:
    donor, payer or payee; ``why``: document or reason. ``on`` and ``position`` are those of the
    fact that brought it here.
    """

    kind: FlowKind
    key: str
    amount: Money
    gross: Money | None = None
    on: date | None = None
    position: int | None = None
    who: str = ""
    why: str = ""
    moves: tuple[Move, ...] = ()
    """Of a gift on an account: all that moved."""
    evidence: tuple[Evidence, ...] = ()
    """Of a disbursement: what was handed in for the whole tranche."""
    children: tuple[Node, ...] = ()

    def leaves(self) -> Iterator[Node]:
        """Yield the nodes with nothing under them: their amounts add up to this one's."""
        if not self.children:
            yield self
        for child in self.children:
            yield from child.leaves()

    @property
    def adds_up(self) -> bool:
        """Tell whether the leaves are the whole, to the fen."""
        return total(leaf.amount for leaf in self.leaves()) == self.amount


def at(kind: FlowKind, key: str, amount: Money, recorded: Recorded, **more: str) -> Node:
    """Return a leaf that one fact has made."""
    return Node(
        kind=kind,
        key=key,
        amount=amount,
        on=recorded.event.on,
        position=recorded.position,
        who=more.get("who", ""),
        why=more.get("why", ""),
    )


def gift_node(books: Books, gift: str, amount: Money, home: str) -> Node:
    """Return where all of a gift of ``amount``, first allocated to account ``home``, is now."""
    accounts = books.visited(gift, home)
    children = [on_account(books, gift, key) for key in accounts]
    found = books.received(gift, home)
    first = None if found is None else found[1]
    booked = total(child.amount for child in children)
    if booked != amount:
        children.append(Node(kind=FlowKind.UNBOOKED, key=gift, amount=amount - booked))
    return Node(
        kind=FlowKind.GIFT,
        key=gift,
        amount=amount,
        on=None if first is None else first.event.on,
        position=None if first is None else first.position,
        who="" if first is None else donor_of(first),
        children=tuple(children),
    )


def donor_of(recorded: Recorded) -> str:
    """Return whose money a fact brought: the legal donor, or the document of an appropriation."""
    event = recorded.event
    return str(getattr(event, "legal_donor", None) or getattr(event, "document", ""))


def on_account(books: Books, gift: str, account: str, *, leaving: bool = False) -> Node:
    """Return what became of a gift on one account.

    With ``leaving``, what was moved to another account is a leaf here; else it is not counted
    here, but there.
    """
    told = books.on(account, gift)
    children = list(_gone(books, gift, told, leaving=leaving))
    held = reserved(told)
    children += [
        Node(kind=FlowKind.RESERVED, key=paper, amount=amount) for paper, amount in held.items()
    ]
    free = balance(told) - total(held.values())
    if free != ZERO:
        children.append(Node(kind=FlowKind.AVAILABLE, key=account, amount=free))
    first = told[0].recorded if told else None
    return Node(
        kind=FlowKind.ACCOUNT,
        key=account,
        amount=total(child.amount for child in children),
        on=None if first is None else first.event.on,
        position=None if first is None else first.position,
        moves=tuple(told),
        children=tuple(children),
    )


ENDS = {
    Way.RETURNED: FlowKind.RETURNED,
    Way.REVERSED: FlowKind.REVERSED,
    Way.CHARGED: FlowKind.CHARGED,
    Way.MADE_GOOD: FlowKind.MADE_GOOD,
}


def _gone(books: Books, gift: str, told: list[Move], *, leaving: bool) -> Iterator[Node]:
    payments: dict[str, list[Move]] = defaultdict(list)
    for move in told:
        if move.way in (Way.PAID, Way.RESTORED, Way.OUT_AGAIN):
            payments[move.other].append(move)
    for key, both in payments.items():
        yield _paid(books.paper(key), key, both)
    for move in told:
        if (kind := ENDS.get(move.way)) is not None:
            yield at(kind, gift, move.amount, move.recorded, why=move.other)
        elif move.way is Way.UNCHARGED:
            yield at(FlowKind.CHARGED, gift, -move.amount, move.recorded, why=move.other)
        elif move.way is Way.SHORT:
            yield at(FlowKind.SHORT, move.other, -move.amount, move.recorded)
        elif leaving and move.way is Way.MOVED_OUT:
            yield at(FlowKind.MOVED_OUT, move.other, move.amount, move.recorded)


def _paid(paper: Paper, key: str, both: list[Move]) -> Node:
    """Return a gift's part in a disbursement, less what came back of it.

    A payment that never left the bank was none: what counts is what was paid after it.
    """
    never_left = [n for n, move in enumerate(both, 1) if isinstance(move.recorded.event, Unpaid)]
    both = both[max(never_left, default=0) :] or both
    paid = total(move.amount for move in both if move.way is Way.PAID)
    net = Money(-sum(move.balance for move in both))
    first = both[0].recorded
    return Node(
        kind=FlowKind.DISBURSEMENT,
        key=key,
        amount=net,
        gross=paid if paid != net else None,
        on=first.event.on,
        position=first.position,
        who="" if paper.paid is None else paper.paid.payee,
        evidence=paper.evidence,
        children=tuple(_settled(paper, key, net)) if net != ZERO else (),
    )


def _settled(paper: Paper, key: str, net: Money) -> Iterator[Node]:
    state = paper.state
    if state is None or state.payment is None:
        yield Node(kind=FlowKind.AWAITING, key=key, amount=net)
        return
    parts = {
        FlowKind.SETTLED: state.accepted,
        FlowKind.LOST: state.written_off,
        FlowKind.AWAITING: state.outstanding,
    }
    some = {kind: amount for kind, amount in parts.items() if amount != ZERO}
    if len(some) == 1:
        yield Node(kind=next(iter(some)), key=key, amount=net)
    elif len({share.gift for share in state.payment.shares}) == 1:
        yield from (Node(kind=kind, key=key, amount=amount) for kind, amount in some.items())
    else:
        yield Node(kind=FlowKind.SHARED, key=key, amount=net, gross=shared(state.payment.shares))


def restored(recorded: Recorded) -> Iterator[Node]:
    """Yield what came back of a disbursement, gift by gift: from there on it is the gift's."""
    event = recorded.event
    assert isinstance(event, RecoveryReceived)
    for share in event.shares:
        yield at(FlowKind.RESTORED, share.gift, share.amount, recorded, why=event.disbursement)


def sponsored(account: str, amount: Money) -> Node:
    """Return income that is no gift: it lies on the account of its own."""
    return Node(kind=FlowKind.AVAILABLE, key=account or OTHER, amount=amount)
