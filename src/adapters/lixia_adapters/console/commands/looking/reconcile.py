"""``lixia reconcile``: books against the bank's own file, or one engine against another.

Both only compare: nothing is recorded.
"""

from __future__ import annotations

import secrets
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.finance.bank_import import (
    FORM,
    existing_key,
    on_record,
    read_document,
)
from lixia_adapters.console.commands.looking.reconcile_entries import (
    entries_table,
    entry_data,
    sums_of,
    totals_table,
)
from lixia_adapters.console.commands.looking.reconcile_figures import figures
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import FUND, Command, option
from lixia_adapters.console.frame.readers import day, text
from lixia_adapters.console.frame.trouble import FINDING, Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_adapters.registers.entries import Document
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.audit.books.bank_match import BankEntry


def _reconcile(invocation: Invocation) -> Answer:
    files, wanted = invocation["statement"], invocation["figures"]
    if bool(files) is wanted:
        raise Usage(
            "请用 --statement FILE 核对银行对账单，或用 --figures 核对视图数字，二者取一",
            "take one of --statement FILE (the bank's file) and --figures (the views' figures)",
        )
    if invocation["parquet"] is not None and not wanted:
        raise Usage("--parquet 须与 --figures 同用", "--parquet goes with --figures")
    return figures(invocation) if wanted else _statement(invocation)


def _statement(invocation: Invocation) -> Answer:
    from lixia_domain.audit.books.bank_match import Verdict, compare, months, statements

    with invocation.open(read_only=True) as store:
        fund = invocation.fund(store)
        read = {
            name: _entries(invocation, store, fund, Path(name)) for name in invocation["statement"]
        }
        bank = statements(read)
        with invocation.progress(Words("核对", "Comparing")) as step:
            book, position = _booked(store, fund, step)
        first, last = months(bank)
        first, last = invocation["first"] or first, invocation["last"] or last
        found = compare(bank, book, first, last)
    counts = Counter(one.verdict for one in found)
    data = {
        "fund": fund,
        "accounts": sorted({entry.account for entry in bank}),
        "first": str(first),
        "last": str(last),
        "currency": "CNY",
        "counts": {verdict.value: counts[verdict] for verdict in Verdict},
        "bank_fen": sums_of(one.bank for one in found),
        "book_fen": sums_of(one.book for one in found),
        "entries": [entry_data(one) for one in found],
        "position": position,
    }
    fine = all(one.verdict.fine for one in found)
    shown: list[Table | Words] = [
        _agreed(fine, len(found)),
        totals_table(invocation, data),
    ]
    if not fine:
        shown.append(entries_table(invocation, [one for one in found if not one.verdict.fine]))
    shown.append(as_of(position))
    return Answer(data, shown, exit=0 if fine else FINDING)


def _entries(invocation: Invocation, store: Store, fund: str, path: Path) -> list[BankEntry]:
    """Read a file as an import would, and keep nothing of it.

    Entries without a number of the bank's own are known again by the store's key; where there is
    none yet, none can have been booked by it.
    """
    from lixia_adapters.registers.entries import Reader
    from lixia_domain.audit.books.bank_match import BankEntry
    from lixia_domain.views.bank_book import CREDIT, DEBIT

    key = existing_key(store) or secrets.token_bytes(32)
    document = on_record(store, read_document(Reader(fund, key, {}), invocation, path))
    _read_alike(path, document)
    came = [
        BankEntry(
            side=CREDIT,
            entry=entry.credit_id,
            account=entry.notice.account,
            on=entry.notice.value_date,
            amount=entry.notice.amount,
            place=entry.place,
        )
        for entry in document.entries
    ]
    went = [
        BankEntry(
            side=DEBIT,
            entry=entry.debit_id,
            account=entry.outgoing.account,
            on=entry.outgoing.value_date,
            amount=entry.outgoing.amount,
            place=entry.place,
        )
        for entry in document.debits
    ]
    return [*came, *went]


def _read_alike(path: Path, document: Document) -> None:
    """Count a statement again by a second reader. Raises ``ReadOtherwise`` where they differ."""
    if document.statement is None:
        return
    from lixia_adapters.registers.recount import ReadOtherwise, by_first, by_second

    amounts = [entry.notice.amount for entry in document.entries]
    amounts += [entry.outgoing.amount for entry in document.debits]
    first = by_first(amounts, document.statement)
    second = by_second(path, document.statement)
    if first != second:
        raise ReadOtherwise(path.name, first.rows, first.fen, second.rows, second.fen)


def _booked(store: Store, fund: str, step: Any) -> tuple[list[BankEntry], int]:
    from lixia_domain.audit.books.bank_match import on_record as booked
    from lixia_domain.audit.past.moment import WHOLE
    from lixia_domain.audit.past.rows import replay
    from lixia_domain.views import by_name

    models = [by_name(name) for name in ("bank_book", "payment_register", "account_ledger")]
    rows = replay(store.ledger, models, WHOLE, progress=step)
    bank, payments, ledger = ([row for _, row in rows.rows(model)] for model in models)
    payer = {row.disbursement: row.fund for row in ledger if row.disbursement is not None}
    paid = [(payer.get(row.disbursement, ""), row) for row in payments]
    return booked(fund, bank, paid), rows.position()


def _agreed(fine: bool, count: int) -> Words:
    if fine:
        return Words(f"相符：{count:,} 笔，银行与账上一致。", f"In agreement: {count:,} entries.")
    return Words(
        "不相符，差异见下表；未记录任何内容。", "Not in agreement, see below; nothing was recorded."
    )


COMMANDS = (
    Command(
        "reconcile",
        Words(
            "核对：账与银行对账单，或视图与导出的事实",
            "books against bank statements, or views against exported facts",
        ),
        (
            option(
                "[--statement FILE …]",
                "银行对账单文件（.xlsx、.csv），日期不得重叠",
                "a bank statement's file; several must not overlap",
                text,
            ),
            option(
                "[--figures]",
                "用 DuckDB 从导出的事实复算视图数字",
                "recount the views' figures in DuckDB, from the exported facts",
            ),
            option(
                "[--parquet FILE]",
                "与 --figures 同用：已导出的文件（默认现导）",
                "with --figures: an export there is (default: one made now)",
                text,
            ),
            option(
                "[--from DATE]",
                "对账单自哪日起（默认为首笔所在月的首日）",
                "the statement's first day (default: its first entry's month)",
                day,
                name="first",
            ),
            option(
                "[--to DATE]",
                "至哪日止（默认为末笔所在月的末日）",
                "its last day (default: its last entry's month)",
                day,
                name="last",
            ),
            FUND,
            *FORM,
        ),
        _reconcile,
    ),
)
