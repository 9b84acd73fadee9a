"""What the books and the bank have at the end of a month, and what only one of them has.

Found from the facts themselves, entry by entry, never by subtracting two totals: two errors that
cancel each other are two items. Whoever reconciles or closes brings no figure of his own; he may
say why an item is open.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime
from typing import Any, NamedTuple, TypeAlias

from attrs import define, frozen

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account.effects import EFFECTS, fact_of
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import (
    BankCreditRecorded,
    CreditReturnCancelled,
    CreditReversedByBank,
)
from lixia_domain.aggregates.bank_debit import (
    BankDebitMatched,
    BankDebitRecorded,
    BankDebitUnmatched,
    Purpose,
)
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.application.finance.accounts import accounts_of_fund
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.gifts import credit_of
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.keys import kept, upper
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.reconciling import Item, Side
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work

CREDIT, DEBIT, SHORTFALL = "credit", "debit", "shortfall"
RECEIVABLE = "receivable/"
"""Opens where suspense money went that made good what a credit left owing."""
RETURNED = "returned"
"""Where suspense money went that left again (``application.finance.credits``)."""

GONE_BACK = (
    acc.DonationReturned,
    acc.InterestReturned,
    acc.AppropriationReturned,
    acc.SaleProceedsReturned,
    acc.OtherIncomeReturned,
)
"""Facts by which money went back to whoever had paid it."""


class Entry(NamedTuple):
    """What an amount is told apart by: its kind, and the credit, disbursement or debit."""

    kind: str
    cites: str


NOWHERE = ""
"""The bank account of what no entry of the bank stands for: it counts on whichever is asked for."""


class Part(NamedTuple):
    """So much of an entry, in fen, on one bank account."""

    entry: Entry
    place: str
    fen: int


@frozen(kw_only=True)
class Standing:
    """What both sides have at the end of a month, and what only one of them has."""

    book: Money
    bank: Money
    items: tuple[Item, ...]

    @property
    def balanced(self) -> bool:
        """Tell whether the items explain the whole difference: by construction they must."""
        return self.bank + total(item.towards_book for item in self.items) == self.book


@define(kw_only=True)
class _Bank:
    """One entry of the bank, as it was recorded last."""

    key: str
    fund: str
    account: str
    party: str
    day: date
    fen: int
    gone: date | None = None
    """When the bank took a credit back."""
    matched: Entry | None = None
    """What a debit was matched to, if that is a payment or a return."""

    def open_since(self, period: str) -> date:
        """Return since when what stands for it is open: its own day, or when it was taken back."""
        gone = self.gone
        return gone if gone is not None and period_of(gone) <= period else self.day


Amounts: TypeAlias = Mapping[Entry, int]


def reading(ledger: Ledger) -> Work:
    """Return a unit of work that only looks, so that whose and when it is makes no difference."""
    return Work(ledger, By(actor="", role=Role.SYSTEM, at=datetime(2000, 1, 1, tzinfo=UTC)))


def stands(ledger: Ledger, fund_id: str, period: str, bank_account: str) -> Standing:
    """Return how book and bank stand on one bank account at the end of a month."""
    return BookAndBank(reading(ledger), fund_id, period).of(bank_account)


class BookAndBank:
    """A fund's books beside its bank entries, at the end of ``period``."""

    def __init__(self, work: Work, fund_id: str, period: str) -> None:
        self.work, self.fund, self.period = work, kept(fund_id), period
        self.credits = dict(_credits(work))
        self.debits = dict(_debits(work))
        self.paid_by = {
            debit.matched.cites: debit
            for debit in self.debits.values()
            if debit.matched is not None and debit.matched.kind == Purpose.DISBURSEMENT
        }
        self.since: dict[Entry, date] = {}
        """When the books first tell of an entry."""
        self.booked_in, self.booked_out = list[Part](), list[Part]()
        for key in accounts_of_fund(work, fund_id).values():
            self._book(key)
        self._not_sent()
        self.banked_in, self.banked_out = list(self._credited()), list(self._debited())

    def of(self, bank_account: str) -> Standing:
        """Return how both sides stand on one bank account."""
        return self._standing({kept(bank_account), NOWHERE})

    def of_all(self) -> Standing:
        """Return how both sides stand on all bank accounts together."""
        return self._standing(None)

    def at_bank(self, but: Iterable[str] = ()) -> Money:
        """Return what the bank's entries add up to on all bank accounts but these."""
        left_out = {kept(one) for one in but}
        return Money(
            sum(part.fen for part in self.banked_in if part.place not in left_out)
            - sum(part.fen for part in self.banked_out if part.place not in left_out)
        )

    def _standing(self, places: set[str] | None) -> Standing:
        book_in, book_out, bank_in, bank_out = (
            _added(parts, places)
            for parts in (self.booked_in, self.booked_out, self.banked_in, self.banked_out)
        )
        items = (
            *self._items(book_in, bank_in, Side.BOOK_IN, Side.BANK_IN),
            *self._items(book_out, bank_out, Side.BOOK_OUT, Side.BANK_OUT),
        )
        return Standing(
            book=Money(sum(book_in.values()) - sum(book_out.values())),
            bank=Money(sum(bank_in.values()) - sum(bank_out.values())),
            items=tuple(items),
        )

    def _items(self, book: Amounts, bank: Amounts, more: Side, less: Side) -> Iterator[Item]:
        """Yield what one side has and the other lacks, in order of entries."""
        for entry in sorted({*book, *bank}):
            if gap := book.get(entry, 0) - bank.get(entry, 0):
                side = self._kept(entry, more) if gap > 0 else less
                party, dated = self._known(entry)
                yield Item(
                    side=side,
                    cites=join_key(*entry),
                    amount=Money(abs(gap)),
                    party=party,
                    dated=dated,
                )

    def _kept(self, entry: Entry, more: Side) -> Side:
        """Return as what the books have more: what the bank took back is owed, or short."""
        if entry.kind == SHORTFALL:
            return Side.SHORTFALL
        if entry.kind == CREDIT and (known := self.credits.get(upper(entry.cites))) is not None:
            return Side.RECEIVABLE if known.gone is not None else more
        return more

    def _known(self, entry: Entry) -> tuple[str, date | None]:
        """Return from or to whom an entry is, and since when it is open."""
        since = self.since.get(entry)
        if entry.kind == Purpose.DISBURSEMENT:
            paper = self.work.load(DISBURSEMENT, entry.cites)
            return ("" if paper is None else paper.requested.payee), since
        sides = self.debits if entry.kind == DEBIT else self.credits
        known = sides.get(upper(entry.cites))
        if known is None or entry.kind == SHORTFALL:
            return "", since
        return known.party, (
            since if entry.kind == Purpose.RETURN else known.open_since(self.period)
        )

    def _book(self, key: str) -> None:
        """Go through an account's movements up to the month."""
        for recorded in self.work.history(ACCOUNT, key):
            event: Any = recorded.event
            effect = EFFECTS.get(fact_of(event))
            if effect is not None and effect.balance and event.period <= self.period:
                self._moved(event, effect.balance * effect.fen(event))

    def _moved(self, event: Any, fen: int) -> None:
        match event:
            case acc.FundsPaidOut():
                self._paid(event, 1)
            case acc.PaymentReversed():
                self._paid(event, -1)
            case (
                acc.BankFeeCharged(debit=debit)
                | acc.ManagementCostCharged(debit=debit)
                | acc.BankFeeReversed(debit=debit)
                | acc.ManagementCostReversed(debit=debit)
            ):
                entry = Entry(DEBIT, _key(self.debits, debit))
                self._note(self.booked_out, entry, _place(self.debits, debit), -fen, event.on)
            case acc.ShortfallArose(gift=gift) | acc.PutToShortfall(gift=gift):
                place = _place(self.credits, credit_of(gift))
                self._note(self.booked_in, Entry(SHORTFALL, gift), place, fen, event.on)
            case acc.SuspenseCleared(to=to) if to.startswith(RECEIVABLE):
                self._by_credit(self.booked_in, CREDIT, to.removeprefix(RECEIVABLE), fen, event.on)
            case _ if _is_return(event):
                self._by_credit(
                    self.booked_out, Purpose.RETURN.value, _credit(event), -fen, event.on
                )
            case _:
                self._by_credit(self.booked_in, CREDIT, _credit(event), fen, event.on)

    def _paid(self, event: acc.FundsPaidOut | acc.PaymentReversed, sign: int) -> None:
        """Place a payment where the bank paid it; until it did, where most of its gifts lie."""
        entry = Entry(Purpose.DISBURSEMENT.value, event.disbursement)
        lies = Counter[str]()
        for share in event.shares:
            lies[_place(self.credits, credit_of(share.gift))] += share.amount.fen
        debit = self.paid_by.get(event.disbursement)
        place = debit.account if debit is not None else max(sorted(lies), key=lies.__getitem__)
        self._note(self.booked_out, entry, place, sign * lies.total(), event.on)

    def _not_sent(self) -> None:
        """Take off both sides what went back in the books and never left: it is held again."""
        for recorded in self.work.facts(CreditReturnCancelled):
            event = recorded.event
            assert isinstance(event, CreditReturnCancelled)
            credit = self.credits[upper(recorded.key)]
            if credit.fund == self.fund and period_of(event.on) <= self.period:
                for to, kind in ((self.booked_in, CREDIT), (self.booked_out, "return")):
                    self._by_credit(to, kind, credit.key, -event.amount.fen, event.on)

    def _by_credit(self, to: list[Part], kind: str, credit: str, fen: int, on: date) -> None:
        entry = Entry(kind, _key(self.credits, credit))
        self._note(to, entry, _place(self.credits, credit), fen, on)

    def _note(self, to: list[Part], entry: Entry, place: str, fen: int, on: date) -> None:
        to.append(Part(entry, place, fen))
        self.since.setdefault(entry, on)

    def _credited(self) -> Iterator[Part]:
        for credit in self._ours(self.credits):
            gone = credit.gone is not None and period_of(credit.gone) <= self.period
            if not gone:
                yield Part(Entry(CREDIT, credit.key), credit.account, credit.fen)

    def _debited(self) -> Iterator[Part]:
        for debit in self._ours(self.debits):
            entry = debit.matched or Entry(DEBIT, debit.key)
            if entry.kind == Purpose.RETURN:
                entry = Entry(entry.kind, _key(self.credits, entry.cites))
            yield Part(entry, debit.account, debit.fen)

    def _ours(self, entries: Mapping[str, _Bank]) -> Iterator[_Bank]:
        for entry in entries.values():
            if entry.fund == self.fund and period_of(entry.day) <= self.period:
                yield entry


def _credits(work: Work) -> Iterator[tuple[str, _Bank]]:
    """Yield all credits as they are on record now, by their canonical keys."""
    gone = {upper(r.key): r.event.on for r in work.facts(CreditReversedByBank)}
    for recorded in work.facts(BankCreditRecorded):
        event = recorded.event
        assert isinstance(event, BankCreditRecorded)
        yield (
            upper(recorded.key),
            _Bank(
                key=recorded.key,
                fund=kept(event.fund),
                account=kept(event.notice.account),
                party=event.notice.payer,
                day=event.notice.value_date,
                fen=event.notice.amount.fen,
                gone=gone.get(upper(recorded.key)),
            ),
        )


def _debits(work: Work) -> Iterator[tuple[str, _Bank]]:
    """Yield all debits, each with the payment or return that it is matched to."""
    matched = _matched(work)
    for recorded in work.facts(BankDebitRecorded):
        event = recorded.event
        assert isinstance(event, BankDebitRecorded)
        out = event.outgoing
        yield (
            upper(recorded.key),
            _Bank(
                key=recorded.key,
                fund=kept(event.fund),
                account=kept(out.account),
                party=out.payee,
                day=out.value_date,
                fen=out.amount.fen,
                matched=matched.get(upper(recorded.key)),
            ),
        )


def _matched(work: Work) -> Mapping[str, Entry]:
    """Return the payment or return of each debit that has one; a fee is the bank's own entry."""
    undone = {upper(r.key): r.position for r in work.facts(BankDebitUnmatched)}
    found = dict[str, Entry]()
    for recorded in work.facts(BankDebitMatched):
        event, key = recorded.event, upper(recorded.key)
        assert isinstance(event, BankDebitMatched)
        if event.purpose in (Purpose.DISBURSEMENT, Purpose.RETURN) and (
            recorded.position > undone.get(key, 0)
        ):
            found[key] = Entry(event.purpose.value, event.cites)
    return found


def _added(parts: Iterable[Part], places: set[str] | None) -> Amounts:
    found: dict[Entry, int] = defaultdict(int)
    for part in parts:
        if places is None or part.place in places:
            found[part.entry] += part.fen
    return found


def _is_return(event: object) -> bool:
    """Tell whether a fact of an account takes money back to whoever had paid it."""
    left = isinstance(event, acc.SuspenseCleared) and event.to == RETURNED
    return left or isinstance(event, GONE_BACK)


def _credit(event: Any) -> str:
    credit: str | None = getattr(event, "credit", None)
    return credit or credit_of(getattr(event, "gift", None) or event.share.gift)


def _key(entries: Mapping[str, _Bank], named: str) -> str:
    """Return how an entry is called on record, if it is there."""
    known = entries.get(upper(named))
    return named if known is None else known.key


def _place(entries: Mapping[str, _Bank], named: str) -> str:
    known = entries.get(upper(named))
    return NOWHERE if known is None else known.account
