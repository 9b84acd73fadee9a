"""Money that arrived: where all of a bank credit, a gift or a pledge's instalments is now."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from attrs import evolve

from lixia_domain.aggregates.account.facts import RecoveryReceived
from lixia_domain.aggregates.bank_credit import facts as crd
from lixia_domain.aggregates.bank_credit.facts import Allocation, Income
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.audit.past import names
from lixia_domain.audit.past.moment import facts
from lixia_domain.audit.past.names import Unknown
from lixia_domain.audit.trace.flow import FlowKind, Node, at, gift_node, restored, sponsored
from lixia_domain.audit.trace.moves import INCOME
from lixia_domain.audit.trace.streams import Books, allocation
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import credit_of
from lixia_domain.kernel.money import ZERO, total


def credit(books: Books, key: str) -> Node:
    """Return where each fen of a bank credit is; it need not be on record if accounts cite it."""
    told = books.credit(key)
    if not told:
        return _unbanked(books, key)
    parts: list[Allocation] = []
    ends: list[Node] = []
    before: list[Node] = []
    notice, entry, held = None, told[0], ZERO
    undone: Recorded | None = None
    since = 0
    for recorded in told:
        event = recorded.event
        match event:
            case crd.BankCreditRecorded():
                notice, entry, held, parts, ends = event.notice, recorded, ZERO, [], []
                since = recorded.position
            case crd.CreditCitedBefore():
                since = 0
            case crd.CreditAllocated(allocation=part):
                parts.append(part)
            case crd.CreditHeld(amount=amount):
                held = held + amount
            case crd.CreditReleased(amount=amount):
                held = held - amount
            case crd.CreditReturned(gift=None, amount=amount, document=document):
                held = held - amount
                ends.append(at(FlowKind.RETURNED, key, amount, recorded, why=document))
            case crd.CreditReturned(gift=gift, amount=amount, document=document):
                if (place := _sponsorship(parts, gift)) is not None:
                    parts[place] = evolve(parts[place], amount=parts[place].amount - amount)
                    ends.append(at(FlowKind.RETURNED, key, amount, recorded, why=document))
            case crd.CreditReturnCancelled(amount=amount, reason=reason):
                ends.append(at(FlowKind.RETURNED, key, -amount, recorded, why=reason))
            case crd.CreditPutToReceivable(of=of, amount=amount):
                held = held - amount
                ends.append(at(FlowKind.MADE_GOOD, of, amount, recorded))
            case crd.CreditReversed(reason=reason):
                assert notice is not None
                gone = at(FlowKind.REVERSED, key, ZERO, recorded, why=reason)
                before.append(evolve(gone, gross=notice.amount))
            case crd.CreditReversedByBank(reason=reason):
                undone = recorded
                if held != ZERO:
                    ends.append(at(FlowKind.REVERSED, key, held, recorded, why=reason))
                held = ZERO
            case _:
                pass
    assert notice is not None, "a credit's history opens with BankCreditRecorded"
    children = [*_allocated(books, key, parts, since, undone), *ends]
    if held != ZERO:
        children.append(Node(kind=FlowKind.HELD, key=key, amount=held))
    left = notice.amount - total(child.amount for child in children)
    if left != ZERO:
        children.append(Node(kind=FlowKind.OPEN, key=key, amount=left))
    return Node(
        kind=FlowKind.CREDIT,
        key=key,
        amount=notice.amount,
        on=notice.value_date,
        position=entry.position,
        who=notice.payer,
        children=(*before, *children),
    )


def _sponsorship(parts: Iterable[Allocation], gift: str | None) -> int | None:
    """Return which part of an entry is the sponsorship that goes back; no account follows it."""
    for place, part in enumerate(parts):
        if part.gift == gift and part.kind is Income.SPONSORSHIP:
            return place
    return None


def _allocated(
    books: Books,
    key: str,
    parts: Iterable[Allocation],
    since: int = 0,
    undone: Recorded | None = None,
) -> Iterator[Node]:
    """Yield the parts of an entry, used since ``since``; ``undone``: the bank took it all back."""
    back: dict[str, Iterator[Recorded]] = {}
    for part in parts:
        if part.kind not in (Income.SPONSORSHIP, Income.RECOVERY):
            yield gift_node(books, part.gift, part.amount, part.account)
        elif undone is not None:
            yield at(FlowKind.REVERSED, part.gift, part.amount, undone)
        elif part.kind is Income.SPONSORSHIP and part.amount != ZERO:
            yield sponsored(part.account, part.amount)
        else:
            # What came back is allocated and taken in by one commit, so the facts pair off.
            if part.account not in back:
                back[part.account] = iter(books.came_back(part.account, key, since))
            if (recorded := next(back[part.account], None)) is not None:
                yield from restored(recorded)


def _unbanked(books: Books, key: str) -> Node:
    """Return a credit that accounts cite and whose entry is not on record."""
    children: list[Node] = []
    first: Recorded | None = None
    for recorded in books.citing(key):
        first = first or recorded
        if isinstance(recorded.event, RecoveryReceived):
            children += restored(recorded)
        else:
            part = allocation(recorded)
            children.append(gift_node(books, part.gift, part.amount, part.account))
    if first is None:
        raise Unknown(names.CREDIT, key, books.keys(crd.BankCreditRecorded))
    return Node(
        kind=FlowKind.CREDIT,
        key=key,
        amount=total(child.amount for child in children),
        on=first.event.on,
        position=first.position,
        children=tuple(children),
    )


def gift(books: Books, key: str) -> Node:
    """Return where each fen of a gift is; of a part that is no gift, the credit it is of."""
    found = books.home(key)
    if found is None:
        raise Unknown(names.GIFT, key, _gifts(books))
    part, _ = found
    if part.kind in (Income.RECOVERY, Income.SPONSORSHIP):
        return credit(books, credit_of(key))
    return gift_node(books, key, part.amount, part.account)


def _gifts(books: Books) -> Iterator[str]:
    for recorded in facts(books.ledger, books.moment, INCOME):
        yield allocation(recorded).gift


def pledge(books: Books, key: str) -> Node:
    """Return where all that arrived against a pledge is; what was promised is its ``gross``."""
    told = books.stream(PLEDGE.stream(key))
    if not told:
        raise Unknown(names.PLEDGE, key, books.keys(plg.DonationPledged))
    promised, who = ZERO, ""
    children: list[Node] = []
    for recorded in told:
        event = recorded.event
        match event:
            case plg.DonationPledged(amount=amount, enterprise=enterprise):
                promised, who = amount, enterprise
            case plg.PledgeAmended(amount=amount):
                promised = amount
            case plg.InstalmentSettled(gift=gift, amount=amount):
                found = books.home(gift)
                home = "" if found is None else found[0].account
                children.append(gift_node(books, gift, amount, home))
            case _:
                pass
    return Node(
        kind=FlowKind.PLEDGE,
        key=key,
        amount=total(child.amount for child in children),
        gross=promised,
        on=told[0].event.on,
        position=told[0].position,
        who=who,
        children=tuple(children),
    )
