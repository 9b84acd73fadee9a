"""Entries of a bank beside those of the books, as ``lixia reconcile`` answers them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.looking.reconcile_figures import SHOWN, more
from lixia_adapters.console.frame.answer import Table, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.audit.books.bank_match import BankEntry, Compared


def sums_of(entries: Iterable[BankEntry | None]) -> dict[str, int]:
    """Return the sums of entries by side, in fen."""
    sums = {"credit": 0, "debit": 0}
    for entry in entries:
        if entry is not None:
            sums[entry.side] += entry.amount.fen
    return sums


def entry_data(one: Compared) -> dict[str, Any]:
    """Return one comparison as data."""

    def data_of(entry: BankEntry | None) -> dict[str, Any] | None:
        if entry is None:
            return None
        return {
            "entry": entry.entry,
            "account": entry.account,
            "on": str(entry.on),
            "fen": entry.amount.fen,
            "place": entry.place,
        }

    side = (one.bank or one.book).side  # type: ignore[union-attr] # one of the two is there
    return {
        "verdict": one.verdict.value,
        "side": side,
        "bank": data_of(one.bank),
        "book": data_of(one.book),
    }


_SIDES = {"credit": Words("收", "in"), "debit": Words("付", "out")}


_VERDICTS = {
    "matched": Words("相符", "matched"),
    "matched_by_amount": Words("编号不同，金额、日期相符", "matched by amount and day"),
    "differing": Words("编号相同，内容不同", "differing"),
    "only_bank": Words("银行有，账上没有", "at the bank only"),
    "only_book": Words("账上有，银行没有", "in the books only"),
    "unbooked": Words("流水已登记，账上尚未列付", "on record, not booked"),
}


def totals_table(invocation: Invocation, data: dict[str, Any]) -> Table:
    """Return the sums of bank and books, and how many entries came out how."""
    bank, book = data["bank_fen"], data["book_fen"]
    rows = [
        [invocation.text(said), yuan(bank[side]), yuan(book[side]), yuan(bank[side] - book[side])]
        for side, said in _SIDES.items()
    ]
    rows += [
        [invocation.text(said), f"{data['counts'][name]:,}", "", ""]
        for name, said in _VERDICTS.items()
    ]
    heads = (
        Words("", ""),
        Words("银行", "bank"),
        Words("账上", "books"),
        Words("差额", "difference"),
    )
    title = Words("银行对账单与账册（元）", "Bank statement and books (yuan)")
    foot = f"{data['first']} — {data['last']} · CNY · {'、'.join(data['accounts'])}"
    return Table(
        invocation.text(title),
        [invocation.text(h) for h in heads],
        rows,
        frozenset({1, 2, 3}),
        foot,
    )


def entries_table(invocation: Invocation, found: Sequence[Compared]) -> Table:
    """Return the entries that differ, the first of them."""
    rows = []
    for one in found[:SHOWN]:
        entry = one.bank or one.book
        assert entry is not None
        bank, book = (yuan(e.amount.fen) if e else "—" for e in (one.bank, one.book))
        place = one.bank.place if one.bank else entry.place
        verdict = invocation.text(_VERDICTS[one.verdict.value])
        day, side = str(entry.on), invocation.text(_SIDES[entry.side])
        rows.append([verdict, side, day, entry.entry, bank, book, place])
    heads = (
        Words("差异", "what"),
        Words("收付", "side"),
        Words("日期", "on"),
        Words("编号", "entry"),
        Words("银行", "bank"),
        Words("账上", "books"),
        Words("出处", "place"),
    )
    return Table(
        invocation.text(Words("差异", "Differences")),
        [invocation.text(h) for h in heads],
        rows,
        frozenset({4, 5}),
        more(invocation, len(found)),
    )
