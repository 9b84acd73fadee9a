"""``lixia reconcile``: books against the bank's own file, or one engine against another.

Both only compare: nothing is recorded.
"""

from __future__ import annotations

import secrets
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from lixia_adapters.console import labels
from lixia_adapters.console.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.spec import FUND, Command, Option, text
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import FINDING, Usage

if TYPE_CHECKING:
    from lixia_adapters.analysis.recount import Figure
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.audit.bank_match import BankEntry, Compared

SHOWN = 40
"""So many entries or figures are shown to a person; all of them are in the JSON."""


def _reconcile(asked: Asked) -> Answer:
    files, figures = asked["statement"], asked["figures"]
    if bool(files) is bool(figures):
        raise Usage(
            "请用 --statement FILE 核对银行对账单，或用 --figures 核对视图数字，二者取一",
            "take one of --statement FILE (the bank's file) and --figures (the views' figures)",
        )
    if asked["parquet"] is not None and not figures:
        raise Usage("--parquet 须与 --figures 同用", "--parquet goes with --figures")
    return _figures(asked) if figures else _statement(asked)


def _statement(asked: Asked) -> Answer:
    from lixia_domain.audit.bank_match import compare, statements

    with asked.open(read_only=True) as store:
        fund = asked.fund(store)
        read = {name: _entries(asked, store, fund, Path(name)) for name in asked["statement"]}
        bank = statements(read)
        with asked.progress(Say("核对", "Comparing")) as step:
            book, position = _on_record(store, fund, step)
        found = compare(bank, book)
    counts = Counter(one.verdict for one in found)
    first, last = min(e.on for e in bank), max(e.on for e in bank)
    data = {
        "fund": fund,
        "accounts": sorted({entry.account for entry in bank}),
        "first": str(first),
        "last": str(last),
        "currency": "CNY",
        "counts": {verdict.value: counts[verdict] for verdict in _VERDICTS_OF(found)},
        "bank_fen": _sums(one.bank for one in found),
        "book_fen": _sums(one.book for one in found),
        "entries": [_data(one) for one in found],
        "position": position,
    }
    fine = all(one.verdict.fine for one in found)
    shown: list[Table | Say] = [
        _agreed(fine, len(found)),
        _totals(asked, data, (str(first), str(last))),
    ]
    if not fine:
        shown.append(_entries_table(asked, [one for one in found if not one.verdict.fine]))
    shown.append(as_of(position))
    return Answer(data, shown, exit=0 if fine else FINDING)


def _entries(asked: Asked, store: Store, fund: str, path: Path) -> list[BankEntry]:
    """Read a file as an import would, and keep nothing of it: references need no lasting key."""
    from lixia_adapters.console.bank_import import known_names, mapping_of
    from lixia_adapters.registers.entries import Reader
    from lixia_domain.application.bank_import import Kind
    from lixia_domain.audit.bank_match import BankEntry
    from lixia_domain.views.bank_book import CREDIT, DEBIT

    kind = None if asked["kind"] == "auto" else Kind(asked["kind"])
    reader = Reader(fund, secrets.token_bytes(32), *known_names(store))
    document = reader.read(path, kind=kind, mapping=mapping_of(asked))
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


def _on_record(store: Store, fund: str, step: Any) -> tuple[list[BankEntry], int]:
    from lixia_domain.audit.bank_match import on_record
    from lixia_domain.audit.moment import WHOLE
    from lixia_domain.audit.rows import replay
    from lixia_domain.views import by_name

    models = [by_name(name) for name in ("bank_book", "payment_register", "account_ledger")]
    rows = replay(store.ledger, models, WHOLE, progress=step)
    bank, payments, ledger = ([row for _, row in rows.rows(model)] for model in models)
    payer = {row.disbursement: row.fund for row in ledger if row.disbursement is not None}
    paid = [(payer.get(row.disbursement, ""), row) for row in payments]
    return on_record(fund, bank, paid), rows.position()
