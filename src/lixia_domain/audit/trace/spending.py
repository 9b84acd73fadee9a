"""Money that was spent: what a disbursement or a project did with it, and whose it was."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from attrs import evolve

from lixia_domain.aggregates.account.facts import AccountOpened
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.audit.past import names
from lixia_domain.audit.past.moment import facts
from lixia_domain.audit.past.names import Unknown
from lixia_domain.audit.trace.flow import FlowKind, Node, at, donor_of, on_account
from lixia_domain.audit.trace.streams import Books, Paper
from lixia_domain.kernel.gifts import GiftShare, credit_of, shared
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.views.accounts import project_of


def disbursement(books: Books, key: str) -> tuple[Node, Node]:
    """Return what a tranche was spent on, and whose money it was, gift by gift."""
    paper = books.paper(key)
    if paper.asked is None:
        raise Unknown(names.DISBURSEMENT, key, books.keys(dis.DisbursementRequested))
    spent = _spent(paper, key)
    sources = _sources(books, paper)
    origin = evolve(spent, children=tuple(sources)) if sources else evolve(spent, children=())
    return spent, origin


def _spent(paper: Paper, key: str) -> Node:
    """Return what a whole tranche was spent on; before it is paid, what is reserved for it."""
    state, asked = paper.state, paper.asked
    assert state is not None and asked is not None, "a disbursement's history opens with a request"
    fact = paper.facts[0]
    children: list[Node] = []
    if state.payment is None:
        children += [
            Node(kind=FlowKind.RESERVED, key=share.gift, amount=share.amount)
            for share in state.shares
        ]
    for recorded in paper.facts:
        event = recorded.event
        match event:
            case dis.FundsDisbursed() | dis.PaymentCancelled():
                fact = recorded
            case dis.PaymentBounced(credit=credit, reason=reason):
                back = shared(_shares(paper))
                children.append(at(FlowKind.RESTORED, credit, back, recorded, why=reason))
            case dis.ExpenseAccepted(invoice=invoice, amount=amount):
                children.append(at(FlowKind.SETTLED, invoice, amount, recorded))
            case dis.AcceptanceReversed(invoice=invoice):
                children.remove(_accepted(children, invoice))
            case dis.UnspentRecovered(credit=credit, amount=amount):
                children.append(at(FlowKind.RESTORED, credit, amount, recorded))
            case dis.RecoveryReversed(credit=credit, amount=amount):
                children.remove(_restored(children, credit, amount))
            case dis.BounceReversed(credit=credit):
                children.remove(_restored(children, credit, shared(_shares(paper))))
            case dis.LossWrittenOff(amount=amount, minutes=minutes):
                children.append(at(FlowKind.LOST, key, amount, recorded, why=minutes))
            case dis.LossReversed(amount=amount):
                children[:] = _lost_no_more(children, amount)
            case _:
                pass
    if state.outstanding != ZERO:
        children.append(Node(kind=FlowKind.AWAITING, key=key, amount=state.outstanding))
    amount = shared(_shares(paper))
    return Node(
        kind=FlowKind.DISBURSEMENT,
        key=key,
        amount=amount,
        gross=None if amount == asked.amount else asked.amount,
        on=fact.event.on,
        position=fact.position,
        who=asked.payee,
        why=asked.purpose,
        evidence=paper.evidence,
        children=tuple(children),
    )


def _accepted(children: list[Node], invoice: str) -> Node:
    return next(one for one in children if one.kind is FlowKind.SETTLED and one.key == invoice)


def _restored(children: list[Node], credit: str, amount: Money) -> Node:
    """Return what came back last by a credit, one of several times if it was told more often."""
    return next(
        one
        for one in reversed(children)
        if (one.kind, one.key, one.amount) == (FlowKind.RESTORED, credit, amount)
    )


def _lost_no_more(children: list[Node], amount: Money) -> list[Node]:
    """Return the children without so much of the latest losses."""
    left, kept = amount, []
    for one in reversed(children):
        back = min(left, one.amount) if one.kind is FlowKind.LOST else ZERO
        left -= back
        if back == ZERO or back < one.amount:
            kept.append(evolve(one, amount=one.amount - back))
    return kept[::-1]


def _shares(paper: Paper) -> tuple[GiftShare, ...]:
    """Return what was paid of each gift or, before that, what is reserved of it."""
    if paper.paid is not None:
        return paper.paid.shares
    return () if paper.state is None else paper.state.shares


def _sources(books: Books, paper: Paper) -> list[Node]:
    account = "" if paper.asked is None else paper.asked.account
    return [_from(books, share.gift, share.amount, account) for share in _shares(paper)]


def _from(books: Books, gift: str, amount: Money, account: str) -> Node:
    """Return a part of a gift with the credit that brought it."""
    found = books.received(gift, account)
    if found is None:
        return Node(kind=FlowKind.GIFT, key=gift, amount=amount)
    recorded = found[1]
    credit = str(getattr(recorded.event, "credit", credit_of(gift)))
    payer = str(getattr(recorded.event, "payer", ""))
    entry = next(iter(books.credit(credit)), recorded)
    brought = at(FlowKind.CREDIT, credit, amount, entry, who=payer)
    return evolve(
        at(FlowKind.GIFT, gift, amount, recorded, who=donor_of(recorded)), children=(brought,)
    )


def project(books: Books, key: str) -> tuple[Node, Node]:
    """Return where all money that came to a project is, and whose it was, donor by donor.

    Government money does not come to it: of that, what was paid for the project is shown.
    """
    opened = [
        recorded
        for recorded in facts(books.ledger, books.moment, (AccountOpened,))
        if key in project_of(recorded.key)
    ]
    elsewhere = list(_paid_elsewhere(books, key, {recorded.key for recorded in opened}))
    if not opened and not elsewhere:
        accounts = (r.key for r in facts(books.ledger, books.moment, (AccountOpened,)))
        raise Unknown(names.PROJECT, key, (p for account in accounts for p in project_of(account)))
    to: list[Node] = []
    by_donor: dict[str, list[Node]] = defaultdict(list)
    for recorded in opened:
        for gift in books.account(recorded.key):
            came = _from(books, gift, ZERO, recorded.key)
            here = on_account(books, gift, recorded.key, leaving=True)
            to.append(evolve(here, kind=FlowKind.GIFT, key=gift, who=came.who))
            by_donor[came.who].append(_from(books, gift, here.amount, recorded.key))
    for paper, spent in elsewhere:
        to.append(spent)
        for source in _sources(books, paper):
            by_donor[source.who].append(source)
    donors = [
        Node(
            kind=FlowKind.DONOR,
            key=donor,
            amount=total(gift.amount for gift in gifts),
            children=tuple(gifts),
        )
        for donor, gifts in by_donor.items()
    ]
    root = Node(kind=FlowKind.PROJECT, key=key, amount=total(node.amount for node in to))
    return evolve(root, children=tuple(to)), evolve(root, children=tuple(donors))


def _paid_elsewhere(books: Books, project: str, own: set[str]) -> Iterator[tuple[Paper, Node]]:
    """Yield what was paid for a project out of accounts that are not its own: government money."""
    for recorded in facts(books.ledger, books.moment, (dis.DisbursementRequested,)):
        event = recorded.event
        assert isinstance(event, dis.DisbursementRequested)
        if event.project == project and event.account not in own:
            paper = books.paper(recorded.key)
            if paper.paid is not None:
                yield paper, _spent(paper, recorded.key)
