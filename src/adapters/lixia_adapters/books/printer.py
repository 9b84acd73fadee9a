"""A journal as text. The same journal gives the same bytes, whenever it is printed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from lixia_adapters.books.dialects import Dialect
from lixia_adapters.books.names import amount, name_of
from lixia_domain.audit.books.entries import Book, Check, Journal, Source, Transaction
from lixia_domain.kernel.visible import visible

__all__ = ["lines", "name_of"]

TITLES = {
    Book.STATUTORY: "法定账：收付确认，认捐不入账 · statutory book: recognised on receipt",
    Book.MANAGEMENT: "管理账：另列应收认捐与拨付预留 · management book: pledges receivable as well",
}
SOURCE = ("fact", "stream", "version", "position", "leaf")


def lines(journal: Journal, dialect: Dialect, notes: Sequence[str] = ()) -> Iterator[str]:
    """Yield the lines of ``journal`` as ``dialect`` wants them, without line ends.

    ``notes`` stand on top: whose books these are.
    """
    span = f"position {journal.position}"
    if journal.as_of is not None:
        span += f", as of {journal.as_of}"
    for note in (*notes, TITLES[journal.book], f"{span}; amounts in yuan (CNY)"):
        yield f"{dialect.comment} {visible(note)}"
    yield ""
    cited = dict.fromkeys(name for t in journal.transactions for name in t.cites)
    yield from dialect.declare(journal.accounts, (*SOURCE, *cited))
    entries: list[Transaction | Check] = [*journal.transactions, *journal.checks]
    for entry in sorted(entries, key=_place):
        yield ""
        if isinstance(entry, Check):
            yield from dialect.check(entry, lambda source: _told(dialect, source))
        else:
            yield from _transaction(dialect, entry)


def _place(entry: Transaction | Check) -> tuple[date, bool]:
    """Put checks at the end of their day, and leave all else in its order."""
    return entry.on, isinstance(entry, Check)


def _transaction(dialect: Dialect, entry: Transaction) -> Iterator[str]:
    yield dialect.head(entry.on, entry.payee, entry.title)
    yield dialect.tag("fact", entry.name)
    yield from _told(dialect, entry.source)
    for name, cited in entry.cites.items():
        yield dialect.tag(name, cited)
    for account, fen in entry.postings:
        yield f"{dialect.indent}{name_of(account)}  {amount(fen)}"


def _told(dialect: Dialect, source: Source) -> Iterator[str]:
    for name, value in zip(SOURCE[1:], source, strict=True):
        yield dialect.tag(name, str(value))
