"""The streams that money is followed through, each read once, none beyond the moment."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import date

from attrs import define, evolve, field, frozen

from lixia_domain.aggregates.account.facts import RecoveryReceived
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import Allocation, CreditAllocated
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT, Disbursement
from lixia_domain.audit.past.moment import Moment, facts, stream_facts
from lixia_domain.audit.trace.moves import INCOME, Move, Way, moves
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import credit_of
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.recording.ledger import Ledger


@frozen(kw_only=True)
class Evidence:
    """A piece of evidence of a whole tranche: ``state`` is accepted, disallowed or in_review."""

    invoice: str
    dated: date
    seller: str
    line: str
    file_hash: str
    amount: Money
    state: str
    position: int


@frozen(kw_only=True)
class Paper:
    """A disbursement as its own facts tell it."""

    facts: tuple[Recorded, ...]
    state: Disbursement | None
    evidence: tuple[Evidence, ...]

    @property
    def paid(self) -> dis.FundsDisbursed | None:
        """Return the payment, if there was one."""
        return None if self.state is None else self.state.payment

    @property
    def asked(self) -> dis.DisbursementRequested | None:
        """Return what was asked for."""
        return None if self.state is None else self.state.requested


@define
class Books:
    """A reader of accounts, credits and disbursements as they stood at a moment."""

    ledger: Ledger
    moment: Moment
    _accounts: dict[str, Mapping[str, list[Move]]] = field(factory=dict, init=False)
    _papers: dict[str, Paper] = field(factory=dict, init=False)

    def credit(self, key: str) -> list[Recorded]:
        """Return the facts of a bank credit; none where the bank's entry is not on record."""
        return stream_facts(self.ledger, BANK_CREDIT.stream(key), self.moment)

    def stream(self, stream: str) -> list[Recorded]:
        """Return the facts of any stream."""
        return stream_facts(self.ledger, stream, self.moment)

    def keys(self, opening: type[Event]) -> Iterator[str]:
        """Yield the keys of streams that ``opening`` opens."""
        return (recorded.key for recorded in facts(self.ledger, self.moment, (opening,)))

    def account(self, key: str) -> Mapping[str, list[Move]]:
        """Return what moved on an account, by gift."""
        if key not in self._accounts:
            found: dict[str, list[Move]] = defaultdict(list)
            for recorded in self.stream(ACCOUNT.stream(key)):
                for move in moves(recorded):
                    found[move.gift].append(move)
            self._accounts[key] = dict(found)
        return self._accounts[key]

    def on(self, account: str, gift: str) -> list[Move]:
        """Return what moved of one gift on one account."""
        return self.account(account).get(gift, [])

    def visited(self, gift: str, account: str, way: Way = Way.MOVED_OUT) -> list[str]:
        """Return ``account`` and all that the gift was moved to from there (or came from)."""
        found, waiting = dict[str, None](), [account]
        while waiting:
            here = waiting.pop(0)
            if here not in found:
                found[here] = None
                waiting += [move.other for move in self.on(here, gift) if move.way is way]
        return list(found)

    def received(self, gift: str, account: str) -> tuple[str, Recorded] | None:
        """Return the account that first took a gift in, and by which fact.

        What the bank account held before the first statement was carried in out of suspense, where
        it was no gift yet.
        """
        for key in self.visited(gift, account, Way.MOVED_IN):
            for move in self.on(key, gift):
                carried = move.way is Way.MOVED_IN and not self.on(move.other, gift)
                if move.way is Way.RECEIVED or carried:
                    return key, move.recorded
        return None

    def home(self, gift: str) -> tuple[Allocation, bool] | None:
        """Return how a gift was first allocated, and whether the bank's entry says so.

        Where the entry is not on record, the account's own fact says it.
        """
        for recorded in self.credit(credit_of(gift)):
            event = recorded.event
            if isinstance(event, CreditAllocated) and event.allocation.gift == gift:
                return event.allocation, True
        for recorded in facts(self.ledger, self.moment, INCOME):
            event = recorded.event
            assert isinstance(event, INCOME)
            if event.gift == gift:
                return allocation(recorded), False
        return None

    def came_back(self, account: str, credit: str, since: int) -> list[Recorded]:
        """Return what a credit brought back of disbursements to an account after ``since``."""
        found = {
            move.recorded.position: move.recorded
            for told in self.account(account).values()
            for move in told
            if move.way is Way.RESTORED
            and move.recorded.position > since
            and getattr(move.recorded.event, "credit", None) == credit
        }
        return [found[position] for position in sorted(found)]

    def citing(self, credit: str) -> Iterator[Recorded]:
        """Yield what any account took in from a credit: new gifts, and what came back to gifts."""
        for recorded in facts(self.ledger, self.moment, (*INCOME, RecoveryReceived)):
            if getattr(recorded.event, "credit", None) == credit:
                yield recorded

    def paper(self, key: str) -> Paper:
        """Return a disbursement."""
        if key not in self._papers:
            self._papers[key] = _paper(self.stream(DISBURSEMENT.stream(key)))
        return self._papers[key]


def allocation(recorded: Recorded) -> Allocation:
    """Return an account's own fact in the form of the allocation that it stands for."""
    event = recorded.event
    assert isinstance(event, INCOME)
    claim = getattr(event, "claim", None)
    return Allocation(
        gift=event.gift, account=recorded.key, claim=claim, instalment=None, amount=event.amount
    )


def _paper(told: list[Recorded]) -> Paper:
    evidence: dict[str, Evidence] = {}
    for recorded in told:
        event = recorded.event
        match event:
            case dis.ExpenseEvidenced():
                evidence[event.invoice] = Evidence(
                    invoice=event.invoice,
                    dated=event.invoice_date,
                    seller=event.seller,
                    line=event.line,
                    file_hash=event.file_hash,
                    amount=event.amount,
                    state="in_review",
                    position=recorded.position,
                )
            case dis.ExpenseAccepted(invoice=invoice):
                evidence[invoice] = evolve(evidence[invoice], state="accepted")
            case (
                dis.AcceptanceReversed(invoice=invoice) | dis.DisallowanceReversed(invoice=invoice)
            ):
                evidence[invoice] = evolve(evidence[invoice], state="in_review")
            case dis.ExpenseDisallowed(invoice=invoice):
                evidence[invoice] = evolve(evidence[invoice], state="disallowed")
            case _:
                pass
    state = DISBURSEMENT.fold([r.event for r in told])  # type: ignore[misc] # its own facts
    return Paper(facts=tuple(told), state=state, evidence=tuple(evidence.values()))


def balance(told: list[Move]) -> Money:
    """Return what ``told`` leaves on the account."""
    return Money(sum(move.balance for move in told))


def reserved(told: list[Move]) -> dict[str, Money]:
    """Return what is reserved now, by disbursement."""
    held: dict[str, Money] = {}
    for move in told:
        if move.way is Way.RESERVED:
            held[move.other] = held.get(move.other, ZERO) + move.amount
        elif move.way in (Way.RELEASED, Way.PAID) and move.other in held:
            held[move.other] = held[move.other] - move.amount
    return {paper: amount for paper, amount in held.items() if amount != ZERO}
