"""Bank reconciliation (银行余额调节): book = bank ± listed items, each with its entry.

Found by going through both sides entry by entry, never by subtracting two totals: two errors that
cancel each other are two items. ``statements`` shows which months were imported and reconciled.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import Annotated, TypeAlias

import attrs
from attrs import frozen

from lixia_domain.aggregates import bank_statement as stm
from lixia_domain.aggregates.bank_debit import Purpose
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.dates import period_of
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import credit_of
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.reconciling import Item, Side
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.views.account_ledger import AccountLedgerRow
from lixia_domain.views.bank_book import CREDIT, BankRow
from lixia_domain.views.columns import FundColumn, VoucherColumn
from lixia_domain.views.payment_register import PaymentRow

Entry: TypeAlias = tuple[str, str]
"""What an amount is told apart by: its purpose, and the credit, disbursement or debit."""

RECEIVABLE = "receivable/"
"""Opens where suspense money went that made good what a credit left owing."""
SHORTFALL = "shortfall"
"""What the bank took back of money that was spent, by the gift that is short."""
RETURNED = "returned"
"""Where suspense money went that left again (``application.finance.credits``)."""


class StatementRow(Row, frozen=True):
    """One month of one bank account of a fund. ``book_fen`` is NULL until it was reconciled."""

    fund: FundColumn
    account: Annotated[str, column("账户", "account")]
    period: Annotated[str, column("月份", "month")]
    opening_fen: Annotated[int, column("期初", "opening")]
    credited_fen: Annotated[int, column("收入合计", "credited")]
    debited_fen: Annotated[int, column("付出合计", "debited")]
    closing_fen: Annotated[int, column("期末", "closing")]
    document: VoucherColumn
    book_fen: Annotated[int | None, column("账面", "book")] = None
    items: Annotated[int | None, column("未达账项", "items")] = None
    reviewed_at: Annotated[int | None, column("核对位置", "reviewed at")] = None
    """The position of the log on which book and items were found."""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the month of the fund's bank account."""
    event = recorded.event
    if isinstance(event, stm.StatementImported):
        return (f"{recorded.key}/{event.statement.period}",)
    assert isinstance(event, stm.BankReconciled)
    return (f"{recorded.key}/{event.period}",)


def evolve(row: StatementRow | None, recorded: Recorded) -> StatementRow | None:
    """Bring a month up to date."""
    event = recorded.event
    match event:
        case stm.StatementImported(statement=told):
            return StatementRow(
                fund=event.fund,
                account=event.account,
                period=told.period,
                opening_fen=told.opening.fen,
                credited_fen=told.credited.fen,
                debited_fen=told.debited.fen,
                closing_fen=told.closing.fen,
                document=event.document,
            )
        case stm.BankReconciled(book=book, items=items, position=position) if row is not None:
            return replace(row, book_fen=book.fen, items=len(items), reviewed_at=position)
        case _:
            return row


STATEMENTS: View[StatementRow] = View(
    name="bank_statements",
    version=1,
    title="银行对账",
    title_en="Bank statements",
    row=StatementRow,
    reads=stm.BANK_STATEMENT.events,
    keys=keys,
    evolve=evolve,
    shown="period closing_fen book_fen items opening_fen credited_fen debited_fen account fund",
)


@frozen(kw_only=True)
class Comparison:
    """What both sides say at the end of a month, and what only one of them has."""

    book: Money
    bank: Money
    items: tuple[Item, ...]

    @property
    def balanced(self) -> bool:
        """Tell whether the items explain the whole difference: by construction they must."""
        adjusted = self.bank + Money(sum(item.towards_book.fen for item in self.items))
        return adjusted == self.book


def compare(
    fund: str,
    period: str,
    ledger: Iterable[AccountLedgerRow],
    bank: Iterable[BankRow],
    payments: Iterable[PaymentRow] = (),
) -> Comparison:
    """Compare a fund's books with its bank entries at the end of ``period`` (``2021-12``).

    ``ledger`` and ``bank`` are rows of ``account_ledger`` and ``bank_book``, read at one position;
    ``payments``, those of ``payment_register``, tell to whom what is open was paid.
    """
    rows, ledger = list(bank), list(ledger)
    book_in, book_out = _booked(fund, period, ledger)
    bank_in, bank_out = _banked(fund, period, rows)
    owed = {(CREDIT, row.entry) for row in rows if row.reversed_on is not None}
    items = (
        *_items(book_in, bank_in, Side.BOOK_IN, Side.BANK_IN, owed),
        *_items(book_out, bank_out, Side.BOOK_OUT, Side.BANK_OUT),
    )
    return Comparison(
        book=Money(sum(book_in.values()) - sum(book_out.values())),
        bank=Money(sum(bank_in.values()) - sum(bank_out.values())),
        items=tuple(_described(items, _known(period, ledger, rows, payments))),
    )


Known: TypeAlias = dict[str, tuple[str, date | None]]
"""From or to whom an entry is, and of which day, by what an item cites."""


def _known(
    period: str,
    ledger: Iterable[AccountLedgerRow],
    bank: Iterable[BankRow],
    payments: Iterable[PaymentRow],
) -> Known:
    found: Known = {}
    for row in ledger:
        if row.kind in GONE_BACK or row.against == RETURNED:
            credit = row.credit or credit_of(row.gift or "")
            found.setdefault(join_key(Purpose.RETURN, credit), ("", row.on))
        elif row.kind == "account.shortfall_arose":
            found.setdefault(join_key(SHORTFALL, row.gift or ""), ("", row.on))
        elif row.credit is not None:
            found.setdefault(join_key(CREDIT, row.credit), ("", row.on))
        elif row.kind == "account.funds_paid_out":
            found.setdefault(join_key(Purpose.DISBURSEMENT, row.disbursement or ""), ("", row.on))
    for paid in payments:
        found[join_key(Purpose.DISBURSEMENT, paid.disbursement)] = (paid.payee, paid.paid_on)
    for entry in bank:
        if entry.side == CREDIT:
            gone = entry.reversed_on
            day = gone if gone and period_of(gone) <= period else entry.value_date
            found[join_key(CREDIT, entry.entry)] = (entry.party, day)
            back = join_key(Purpose.RETURN, entry.entry)
            if back in found:
                found[back] = (entry.party, found[back][1])
        else:
            found[join_key(DEBITED, entry.entry)] = (entry.party, entry.value_date)
    return found


def _described(items: Iterable[Item], known: Known) -> Iterator[Item]:
    """Yield each item with whom it is from or to, and since when it is open."""
    for item in items:
        party, dated = known.get(item.cites, ("", None))
        yield attrs.evolve(item, party=party, dated=dated)


GONE_BACK = frozenset(
    {
        "account.donation_returned",
        "account.interest_returned",
        "account.appropriation_returned",
        "account.sale_proceeds_returned",
        "account.other_income_returned",
    }
)
"""Movements by which money went back to whoever had paid it."""


SHORT = frozenset({"account.shortfall_arose", "account.put_to_shortfall"})
"""Movements by which something is short, or is made good."""


def _booked(
    fund: str, period: str, ledger: Iterable[AccountLedgerRow]
) -> tuple[dict[Entry, int], dict[Entry, int]]:
    came: dict[Entry, int] = defaultdict(int)
    went: dict[Entry, int] = defaultdict(int)
    for row in ledger:
        if row.fund != fund or row.period > period:
            continue
        amount = row.in_fen - row.out_fen
        credit = row.credit or credit_of(row.gift or "")
        if row.kind == "account.funds_paid_out":
            went[Purpose.DISBURSEMENT, row.disbursement or ""] -= amount
        elif row.kind in ("account.bank_fee_charged", "account.management_cost_charged"):
            went[DEBITED, row.against or ""] -= amount
        elif row.kind in SHORT:
            came[SHORTFALL, row.gift or ""] += amount
        elif (row.against or "").startswith(RECEIVABLE):
            came[CREDIT, (row.against or "").removeprefix(RECEIVABLE)] += amount
        elif row.kind in GONE_BACK or row.against == RETURNED:
            went[Purpose.RETURN, credit] -= amount
        else:
            came[CREDIT, credit] += amount
    return came, went


DEBITED = "debit"
"""The books' own entry was made of the bank's: a fee, a cost; or nothing was made of it yet."""


def _banked(
    fund: str, period: str, bank: Iterable[BankRow]
) -> tuple[dict[Entry, int], dict[Entry, int]]:
    came: dict[Entry, int] = defaultdict(int)
    went: dict[Entry, int] = defaultdict(int)
    for row in bank:
        dated = row.value_date
        if row.fund != fund or dated is None or period_of(dated) > period:
            continue
        if row.side == CREDIT:
            gone = row.reversed_on is not None and period_of(row.reversed_on) <= period
            came[CREDIT, row.entry] += 0 if gone else row.in_fen
        elif row.purpose in (Purpose.DISBURSEMENT, Purpose.RETURN):
            went[row.purpose, row.cites or ""] += row.out_fen
        else:
            went[DEBITED, row.entry] += row.out_fen
    return came, went


def _items(
    book: dict[Entry, int],
    bank: dict[Entry, int],
    more: Side,
    less: Side,
    owed: Collection[Entry] = (),
) -> tuple[Item, ...]:
    """Return what one side has and the other lacks, in order of entries.

    What the bank took back and the books have still is ``owed``; if it was spent, it is short.
    """
    found: list[Item] = []
    for entry in sorted({*book, *bank}):
        gap = book.get(entry, 0) - bank.get(entry, 0)
        if gap:
            kept = Side.RECEIVABLE if entry in owed else more
            kept = Side.SHORTFALL if entry[0] == SHORTFALL else kept
            side = kept if gap > 0 else less
            found.append(Item(side=side, cites=join_key(*entry), amount=Money(abs(gap))))
    return tuple(found)
