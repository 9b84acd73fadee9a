"""``lixia reconcile``: books against the bank's own file, or one engine against another.

Both only compare: nothing is recorded.
"""

from __future__ import annotations

import secrets
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.finance.bank_import import FORM, read_document
from lixia_adapters.console.commands.looking.reconcile_figures import SHOWN, figures, more
from lixia_adapters.console.frame.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import FUND, Command, Option, day, text
from lixia_adapters.console.frame.trouble import FINDING, Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.audit.books.bank_match import BankEntry, Compared


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
        read = {name: _entries(invocation, fund, Path(name)) for name in invocation["statement"]}
        bank = statements(read)
        with invocation.progress(Words("核对", "Comparing")) as step:
            book, position = _on_record(store, fund, step)
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
        "bank_fen": _sums(one.bank for one in found),
        "book_fen": _sums(one.book for one in found),
        "entries": [_data(one) for one in found],
        "position": position,
    }
    fine = all(one.verdict.fine for one in found)
    shown: list[Table | Words] = [
        _agreed(fine, len(found)),
        _totals(invocation, data),
    ]
    if not fine:
        shown.append(_entries_table(invocation, [one for one in found if not one.verdict.fine]))
    shown.append(as_of(position))
    return Answer(data, shown, exit=0 if fine else FINDING)


def _entries(invocation: Invocation, fund: str, path: Path) -> list[BankEntry]:
    """Read a file as an import would, and keep nothing of it: references need no lasting key."""
    from lixia_adapters.registers.entries import Reader
    from lixia_domain.audit.books.bank_match import BankEntry
    from lixia_domain.views.bank_book import CREDIT, DEBIT

    document = read_document(Reader(fund, secrets.token_bytes(32), {}), invocation, path)
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
    from lixia_domain.audit.books.bank_match import on_record
    from lixia_domain.audit.past.moment import WHOLE
    from lixia_domain.audit.past.rows import replay
    from lixia_domain.views import by_name

    models = [by_name(name) for name in ("bank_book", "payment_register", "account_ledger")]
    rows = replay(store.ledger, models, WHOLE, progress=step)
    bank, payments, ledger = ([row for _, row in rows.rows(model)] for model in models)
    payer = {row.disbursement: row.fund for row in ledger if row.disbursement is not None}
    paid = [(payer.get(row.disbursement, ""), row) for row in payments]
    return on_record(fund, bank, paid), rows.position()


def _sums(entries: Iterable[BankEntry | None]) -> dict[str, int]:
    sums = {"credit": 0, "debit": 0}
    for entry in entries:
        if entry is not None:
            sums[entry.side] += entry.amount.fen
    return sums


def _data(one: Compared) -> dict[str, Any]:
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


def _agreed(fine: bool, count: int) -> Words:
    if fine:
        return Words(f"相符：{count:,} 笔，银行与账上一致。", f"In agreement: {count:,} entries.")
    return Words(
        "不相符，差异见下表；未记录任何内容。", "Not in agreement, see below; nothing was recorded."
    )


def _totals(invocation: Invocation, data: dict[str, Any]) -> Table:
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


def _entries_table(invocation: Invocation, found: Sequence[Compared]) -> Table:
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


RECONCILE = Command(
    (
        Option(
            "--statement",
            "statement",
            "银行对账单文件（.xlsx、.csv），日期不得重叠",
            "a bank statement's file; several must not overlap",
            read=text,
            need=False,
            many=True,
            value="FILE",
        ),
        Option(
            "--figures",
            "figures",
            "用 DuckDB 从导出的事实复算视图数字",
            "recount the views' figures in DuckDB, from the exported facts",
            need=False,
            flag=True,
        ),
        Option(
            "--parquet",
            "parquet",
            "与 --figures 同用：已导出的文件（默认现导）",
            "with --figures: an export there is (default: one made now)",
            read=text,
            need=False,
            value="FILE",
        ),
        Option(
            "--from",
            "first",
            "对账单自哪日起（默认为首笔所在月的首日）",
            "the statement's first day (default: its first entry's month)",
            read=day,
            need=False,
            value="DATE",
        ),
        Option(
            "--to",
            "last",
            "至哪日止（默认为末笔所在月的末日）",
            "its last day (default: its last entry's month)",
            read=day,
            need=False,
            value="DATE",
        ),
        FUND,
        *FORM,
    ),
    _reconcile,
)
