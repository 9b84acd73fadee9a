"""A workbook for accountants: balances, journal, and the views beside them, a sheet each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from lixia_adapters.books.names import name_of
from lixia_adapters.printers.xlsx import MOST_ROWS, Value, Workbook
from lixia_domain import written
from lixia_domain.audit.books.chart import Account
from lixia_domain.audit.books.entries import Journal
from lixia_domain.kernel.money import Money

ROWS_BELOW = MOST_ROWS - 1
"""What a sheet holds below its heading. What is more goes on in a sheet of the next number."""


class Sheet(NamedTuple):
    """Rows under headings. ``money``: the columns in fen, shown in yuan."""

    title: str
    heads: Sequence[str]
    rows: Sequence[Sequence[Any]]
    money: frozenset[int] = frozenset()


def write(path: Path, sheets: Iterable[Sheet], notes: Sequence[str]) -> None:
    """Write ``sheets`` as a workbook that opens with ``notes``: whose it is, up to where.

    The same sheets give the same bytes.
    """
    with written.opened(path) as file:  # before anything is made: there may be no such folder
        _book(sheets, notes).save(file)


def _book(sheets: Iterable[Sheet], notes: Sequence[str]) -> Workbook:
    book = Workbook()
    front = book.sheet("说明 About")
    for note in notes:
        front.row([note])
    for sheet in sheets:
        for title, rows in _parts(sheet):
            made = book.sheet(title, frozen=1)
            made.row(sheet.heads)
            for row in rows:
                made.row(_cell(value, at in sheet.money) for at, value in enumerate(row))
    return book


def _parts(sheet: Sheet) -> Iterator[tuple[str, Sequence[Sequence[Any]]]]:
    yield sheet.title, sheet.rows[:ROWS_BELOW]
    for number, start in enumerate(range(ROWS_BELOW, len(sheet.rows), ROWS_BELOW), 2):
        yield f"{sheet.title} {number}", sheet.rows[start : start + ROWS_BELOW]


def _cell(value: Any, money: bool) -> Value:
    return Money(value) if money and value is not None else value


def of_journal(journal: Journal, lang: str) -> tuple[Sheet, Sheet]:
    """Return the trial balance (科目余额表) and the journal (分录) as sheets."""
    return _balances(journal, lang), _entries(journal, lang)


def _named(account: Account, lang: str) -> tuple[str, str]:
    subject = account.subject
    return (subject.en if lang == "en" else subject.zh), name_of(account)


def _balances(journal: Journal, lang: str) -> Sheet:
    debits: dict[Account, int] = defaultdict(int)
    credits: dict[Account, int] = defaultdict(int)
    for transaction in journal.transactions:
        for account, fen in transaction.postings:
            (debits if fen > 0 else credits)[account] += abs(fen)
    rows: list[Sequence[Any]] = [
        (*_named(account, lang), account.fund, account.designation, debit, credit, debit - credit)
        for account in journal.accounts
        for debit, credit in ((debits[account], credits[account]),)
    ]
    zh = ("科目", "科目全称", "基金", "用途", "借方", "贷方", "余额（借为正）")
    en = ("subject", "account", "fund", "designation", "debit", "credit", "balance (debit +)")
    whole = ("", "", "", "", sum(debits.values()), sum(credits.values()), 0)
    title = "Trial balance" if lang == "en" else "科目余额表"
    return Sheet(title, en if lang == "en" else zh, [*rows, whole], frozenset({4, 5, 6}))


def _entries(journal: Journal, lang: str) -> Sheet:
    rows: list[Sequence[Any]] = [
        (
            entry.on,
            entry.title,
            *_named(account, lang),
            account.fund,
            account.designation,
            max(fen, 0),
            max(-fen, 0),
            *entry.source,
            "; ".join(f"{name} {cited}" for name, cited in entry.cites.items()),
        )
        for entry in journal.transactions
        for account, fen in entry.postings
    ]
    title, heads = ("Journal", EN) if lang == "en" else ("分录", ZH)
    return Sheet(title, heads.split(), rows, frozenset({6, 7}))


ZH = "日期 摘要 科目 科目全称 基金 用途 借方 贷方 流 版 位置 叶序 依据"
EN = "on what subject account fund designation debit credit stream version position leaf cites"
