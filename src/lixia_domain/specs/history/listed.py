"""What a reconciliation or closing lists as open is what the facts leave open (DOMAIN §7: S71).

Each item is found anew, from the bank's facts and the accounts' movements up to the position that
the reviewer looked at: what it cites, over how much, of whom. What a list has besides was made up,
what it lacks was left out. A statement is of one bank account, a closing of all of a fund's.
"""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from attrs import define

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates import bank_statement as stm
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import credit_of
from lixia_domain.kernel.ids import join_key, split_key
from lixia_domain.kernel.keys import kept, upper
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.reconciling import Item, Side
from lixia_domain.specs.history.bank_entries import LATER
from lixia_domain.specs.history.folds import Check
from lixia_domain.specs.history.moves import MOVES, Move, moves

PREPARED_BEFORE = 10_000
"""So many facts may come between the position that a list was prepared at and the list."""

GOES = {"disbursement", "debit", "return"}
"""Kinds of entries by which money leaves."""


class Posted(NamedTuple):
    """What a movement of the books stands for: an entry, by money that a credit had brought."""

    kind: str
    cites: str
    credit: str


@define
class _Entry:
    """An entry of the bank."""

    fund: str
    account: str
    fen: int
    month: str
    party: str
    gone: str = LATER
    """When the bank took a credit back."""
    matched: tuple[str, str] | None = None
    """The payment or return that a debit is."""


class ListedIsOpen(Check):
    """A list of open items names what the facts leave open, and nothing else; so does its book."""

    reads = (
        *MOVES,
        bc.BankCreditRecorded,
        bc.CreditReversedByBank,
        bc.CreditReturnCancelled,
        dbt.BankDebitRecorded,
        dbt.BankDebitMatched,
        dbt.BankDebitUnmatched,
        dis.DisbursementRequested,
        stm.BankReconciled,
        fnd.PeriodClosed,
    )

    def __init__(self) -> None:
        super().__init__()
        self.credits: dict[str, _Entry] = {}
        self.debits: dict[str, _Entry] = {}
        self.payees: dict[str, str] = {}
        self.books: dict[str, dict[Posted, Counter[str]]] = defaultdict(
            lambda: defaultdict(Counter)
        )
        """Fen by month, of each fund's entries."""
        self.recent: deque[Recorded] = deque()
        """The last facts: a list may have been prepared before some of them."""

    def take(self, recorded: Recorded) -> None:
        """Keep what may be open; look at what is listed."""
        match recorded.event:
            case stm.BankReconciled(period=period) as told:
                fund, account = split_key(recorded.key)
                self._look(recorded, told, kept(fund), kept(account), period)
            case fnd.PeriodClosed(period=period, proof=told) if told is not None:
                self._look(recorded, told, kept(recorded.key), None, period)
            case fnd.PeriodClosed():
                pass
            case _:
                self.recent.append(recorded)
                if len(self.recent) > PREPARED_BEFORE:
                    self._fold(self.recent.popleft())

    def _look(
        self,
        recorded: Recorded,
        told: Any,
        fund: str,
        account: str | None,
        period: str,
    ) -> None:
        while self.recent and self.recent[0].position <= told.position:
            self._fold(self.recent.popleft())
        found = self._open(fund, account, period)
        if account is not None:
            self._book(recorded, told.book, fund, account, period)
        listed = Counter[tuple[Side, str]]()
        for item in told.items:
            listed[item.side, upper(item.cites)] += item.amount.fen
            self._party(recorded, item)
        for side, cites in sorted({*listed, *found}):
            has, is_open = listed[side, cites], found.get((side, cites), 0)
            if has != is_open:
                self.wrong(
                    f"{recorded.key} {period} 所列未达账项 {cites}（{side.zh}）{Money(has)}，"
                    f"按事实为 {Money(is_open)}",
                    f"{recorded.key} {period} lists {cites} ({side.en}) over {Money(has).en}, by "
                    f"the facts it is {Money(is_open).en}",
                    recorded,
                )

    def _party(self, recorded: Recorded, item: Item) -> None:
        kind, *rest = split_key(item.cites)
        entry = "/".join(rest)
        if kind == "disbursement":
            known: str | None = self.payees.get(entry)
        else:
            side = self.debits if kind == "debit" else self.credits
            known = side[upper(entry)].party if upper(entry) in side else None
        if item.party and known is not None and known != item.party:
            self.wrong(
                f"{recorded.key} 所列未达账项 {item.cites} 的对方“{item.party}”，按事实为“{known}”",
                f"{recorded.key} lists {item.cites} as of {item.party!r}, by the facts it is "
                f"{known!r}",
                recorded,
            )

    def _book(self, recorded: Recorded, told: Money, fund: str, account: str, period: str) -> None:
        book = Money(sum(sides[0] for sides in self._sums(fund, account, period).values()))
        if book != told:
            self.wrong(
                f"{recorded.key} {period}：所载账面 {told}，流水合计 {book}",
                f"{recorded.key} {period}: the book told is {told}, the movements add up to {book}",
                recorded,
            )

    def _open(self, fund: str, account: str | None, period: str) -> Mapping[tuple[Side, str], int]:
        found: dict[tuple[Side, str], int] = {}
        for (kind, cites), (book, bank) in self._sums(fund, account, period).items():
            if gap := book - bank:
                found[self._side(kind, cites, gap), upper(join_key(kind, cites))] = abs(gap)
        return found

    def _side(self, kind: str, cites: str, gap: int) -> Side:
        if kind in GOES:
            return Side.BOOK_OUT if gap < 0 else Side.BANK_OUT
        if gap < 0:
            return Side.BANK_IN
        if kind == "shortfall":
            return Side.SHORTFALL
        known = self.credits.get(upper(cites))
        return Side.RECEIVABLE if known is not None and known.gone != LATER else Side.BOOK_IN

    def _sums(
        self, fund: str, account: str | None, period: str
    ) -> Mapping[tuple[str, str], list[int]]:
        """Return what book and bank have of each entry by the end of ``period``, signed."""
        found: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        paid_from = self._paid_from(fund)
        for posted, months in self.books[fund].items():
            kind, cites, credit = posted
            place = paid_from[cites] if kind == "disbursement" else self._place(kind, cites, credit)
            if account is None or place in (account, ""):
                fen = sum(fen for month, fen in months.items() if month <= period)
                found[kind, self._named(kind, cites)][0] += fen
        for entry, kind, cites, fen in self._at_bank(period):
            if entry.fund == fund and (account is None or entry.account in (account, "")):
                found[kind, self._named(kind, cites)][1] += fen
        return found

    def _paid_from(self, fund: str) -> Mapping[str, str]:
        """Return from where each payment is: the debit's account, else where most gifts lie."""
        lies: dict[str, Counter[str]] = defaultdict(Counter)
        for posted, months in self.books[fund].items():
            if posted.kind == "disbursement":
                lies[posted.cites][self._place(*posted)] -= sum(months.values())
        found = {paper: max(sorted(by), key=by.__getitem__) for paper, by in lies.items()}
        for debit in self.debits.values():
            if debit.matched is not None and debit.matched[0] == "disbursement":
                found[debit.matched[1]] = debit.account
        return found

    def _place(self, kind: str, cites: str, credit: str) -> str:
        entry = self.debits.get(cites) if kind == "debit" else self.credits.get(upper(credit))
        return "" if entry is None else entry.account

    def _named(self, kind: str, cites: str) -> str:
        return cites if kind in ("disbursement", "shortfall") else upper(cites)

    def _at_bank(self, period: str) -> Iterator[tuple[_Entry, str, str, int]]:
        for key, credit in self.credits.items():
            if credit.month <= period < credit.gone:
                yield credit, "credit", key, credit.fen
        for key, debit in self.debits.items():
            if debit.month <= period:
                yield debit, *(debit.matched or ("debit", key)), -debit.fen

    def _fold(self, recorded: Recorded) -> None:
        event, key = recorded.event, recorded.key
        match event:
            case bc.BankCreditRecorded(fund=fund, notice=notice):
                self.credits[upper(key)] = _Entry(
                    kept(fund),
                    kept(notice.account),
                    notice.amount.fen,
                    period_of(notice.value_date),
                    notice.payer,
                )
            case bc.CreditReversedByBank(on=on):
                self.credits[upper(key)].gone = period_of(on)
            case dbt.BankDebitRecorded(fund=fund, outgoing=out):
                self.debits[upper(key)] = _Entry(
                    kept(fund),
                    kept(out.account),
                    out.amount.fen,
                    period_of(out.value_date),
                    out.payee,
                )
            case dbt.BankDebitMatched(purpose=purpose, cites=cites):
                matched = (purpose.value, cites) if purpose in PAID else None
                self.debits[upper(key)].matched = matched
            case dbt.BankDebitUnmatched():
                self.debits[upper(key)].matched = None
            case bc.CreditReturnCancelled(amount=amount, on=on):  # held again, it never went
                books, month = self.books[self.credits[upper(key)].fund], period_of(on)
                books[Posted("credit", upper(key), key)][month] -= amount.fen
                books[Posted("return", upper(key), key)][month] += amount.fen
            case dis.DisbursementRequested(payee=payee):
                self.payees[key] = payee
            case _:
                self._post(kept(split_key(key)[0]), event)

    def _post(self, fund: str, event: Any) -> None:
        for move in moves(event):
            if move.balance:
                self.books[fund][_posted(event, move)][event.period] += move.balance


PAID = (dbt.Purpose.DISBURSEMENT, dbt.Purpose.RETURN)


def _posted(event: Event, move: Move) -> Posted:
    """Return what so much of a movement stands for."""
    gift: str = getattr(event, "gift", None) or move.gift
    credit: str = getattr(event, "credit", None) or credit_of(gift)
    match event:
        case acc.FundsPaidOut(disbursement=paper) | acc.PaymentReversed(disbursement=paper):
            return Posted("disbursement", paper, credit)
        case (
            acc.BankFeeCharged(debit=debit)
            | acc.ManagementCostCharged(debit=debit)
            | acc.BankFeeReversed(debit=debit)
            | acc.ManagementCostReversed(debit=debit)
        ):
            return Posted("debit", upper(debit), credit)
        case acc.ShortfallArose() | acc.PutToShortfall():
            return Posted("shortfall", gift, credit_of(gift))
        case acc.SuspenseCleared(to=to) if to.startswith("receivable/"):
            owed = to.removeprefix("receivable/")
            return Posted("credit", upper(owed), owed)
        case (
            acc.SuspenseCleared(to="returned")
            | acc.DonationReturned()
            | acc.InterestReturned()
            | acc.AppropriationReturned()
            | acc.SaleProceedsReturned()
            | acc.OtherIncomeReturned()
        ):
            return Posted("return", upper(credit), credit)
        case _:
            return Posted("credit", upper(credit), credit)
