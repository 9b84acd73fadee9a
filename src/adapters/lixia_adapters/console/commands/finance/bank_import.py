"""``lixia bank import``: registers and bank statements, a file at a time, whole or not at all."""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from lixia_adapters.console.commands.finance.bank_import_report import answered
from lixia_adapters.console.commands.finance.parties import enterprises
from lixia_adapters.console.commands.persons.details import seal
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_domain import written
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_adapters.registers.entries import Document, Reader
    from lixia_domain.aggregates.subject.facts import Detail
    from lixia_domain.application.bootstrap import Store


def _run(invocation: Invocation) -> Answer:
    from lixia_adapters.key_file import lies_beside
    from lixia_adapters.registers.entries import Reader
    from lixia_domain.application.finance.bank_import import import_entries
    from lixia_domain.application.rows import undisturbed

    with invocation.open() as store, undisturbed():
        fund_id = invocation.fund(store)
        reader = Reader(
            fund_id, key_of(store, dry_run=invocation.dry_run), _known(store), enterprises(store)
        )
        document = read_document(reader, invocation, Path(invocation["file"]))
        document = on_record(store, document)
        donors = _donors(invocation, store, document) if invocation["keep_donors"] else {}
        with invocation.progress(Words("导入", "Importing")) as step:
            report = import_entries(
                store.ledger,
                invocation.by(store),
                fund_id=fund_id,
                kind=document.kind,
                entries=document.entries,
                debits=document.debits,
                stated_total=document.stated_total,
                on=invocation.day(store),
                accept_corrections=invocation["accept_corrections"],
                approver=invocation["approver"] or "",
                dry_run=invocation["dry_run"],
                progress=step or (lambda done, of: None),
                donors=donors,
            )
        position = store.ledger.head()
        beside = lies_beside(store.place, fingerprint(store))
        return answered(invocation, fund_id, document, report, position, beside=beside)


def read_document(reader: Reader, invocation: Invocation, path: Path) -> Document:
    """Read a register or statement, as ``--kind`` and ``--mapping`` say."""
    from lixia_domain.application.finance.bank_rows import EntryKind

    kind = None if invocation["kind"] == "auto" else EntryKind(invocation["kind"])
    mapping = None
    if invocation["mapping"] is not None:
        from lixia_adapters.registers.mapping import ColumnMapping

        mapping = ColumnMapping.load(Path(invocation["mapping"]))
    account = invocation["account"] or ""
    return reader.read(path, kind=kind, mapping=mapping, account=account)


def on_record(store: Store, document: Document) -> Document:
    """Return a document's entries under the keys, and masks, that the store has them under."""
    from attrs import evolve

    from lixia_adapters.registers.identity import as_kept, as_on_record
    from lixia_domain.application.finance.bank_rows import EntryKind

    if document.kind is EntryKind.REGISTER:
        return evolve(document, entries=as_kept(store.ledger, document.entries, document.remarks))
    entries, debits = as_on_record(
        store.ledger, document.entries, document.debits, document.formerly, document.remarks
    )
    return evolve(document, entries=entries, debits=debits)


def _donors(
    invocation: Invocation, store: Store, document: Document
) -> Mapping[str, tuple[Detail, ...]]:
    """Return the names of natural persons, sealed; of whom data are no longer used, none."""
    from lixia_domain.aggregates.subject.facts import Field
    from lixia_domain.aggregates.subject.state import SUBJECT

    streams = {who: SUBJECT.stream(who) for who in document.donors}
    known = store.ledger.load_many(SUBJECT, streams.values())
    closed = {
        who
        for who, stream in streams.items()
        if (state := known[stream].state) is not None and (state.ordered or state.restricted)
    }
    return {
        who: () if who in closed else seal(invocation, store, who, {Field.NAME: name})
        for who, name in document.donors.items()
    }


def key_of(store: Store, *, dry_run: bool) -> bytes:
    """Return the key of this store's references to natural persons; a dry run makes none."""
    from lixia_adapters.key_file import load_key, pseudonym_key

    if not store.place or (dry_run and existing_key(store) is None):
        return secrets.token_bytes(32)
    path = pseudonym_key(store.place, fingerprint(store))
    if not path.exists():
        written.folder(path.parent, secret=True)
    return load_key(path)


def existing_key(store: Store) -> bytes | None:
    """Return that key, if the store has one: whoever only looks makes none."""
    from lixia_adapters.key_file import load_key, pseudonym_key

    path = pseudonym_key(store.place, fingerprint(store))
    return load_key(path) if store.place and path.exists() else None


def fingerprint(store: Store) -> str:
    """Return the fingerprint by which keys of this store are called."""
    return store.ledger.journal.about().get("fingerprint", "")


def _known(store: Store) -> Mapping[str, str]:
    """Return what a remark may name: projects by title, claims by their ids alone."""
    from lixia_domain.aggregates.pledge.facts import DonationPledged
    from lixia_domain.aggregates.project.facts import ProjectDrafted

    return {
        recorded.key: getattr(recorded.event, "title", "")
        for recorded in store.ledger.read(reads=(ProjectDrafted, DonationPledged))
    }


FORM = (
    option(
        "[--kind auto|register|statement]",
        "文件类型（默认自动识别）",
        "what it is (default: by its header)",
        default="auto",
    ),
    option(
        "[--mapping FILE]", "对账单的列对应（TOML 文件）", "which column is which (a TOML file)"
    ),
    option(
        "[--account NUMBER]",
        "对账单是哪个账户的（文件没有写明时）",
        "of which account a statement is, where it doesn't say so",
        text,
    ),
)
"""How a file is to be read."""


COMMANDS = (
    Command(
        "bank import",
        Words("导入捐赠登记表或银行对账单", "import a register or statement"),
        (
            option(
                "FILE",
                "捐赠登记表或银行对账单（.xlsx、.csv）；对账单的列如 账号、交易流水号、交易日期、"
                "对方户名、贷方发生额、摘要，摘要写明认领编号的记入该认领",
                "the donation register or bank statement (.xlsx, .csv); a statement has columns "
                "such as 账号, 交易流水号, 交易日期, 对方户名, 贷方发生额, 摘要 (account, "
                "reference, date, payer, credit, remark); what names a claim goes to it",
                text,
            ),
            option(
                "[--fund ID]",
                "专项基金（账库只有一个时可省略）",
                "the fund (may be left out where there is one)",
                text,
                name="fund_id",
            ),
            *FORM,
            option(
                "[--accept-corrections]",
                "确认登记表中改动过的行：冲正后重记",
                "book rows that changed, as reversal and new credit",
            ),
            option(
                "[--approver ID]",
                "批准更正的人的账号（另一人）",
                "account of who approved of the corrections: another person",
                text,
            ),
            option(
                "[--keep-donors]",
                "把自然人捐赠人的姓名封存入保险库，随会计档案保存",
                "seal natural persons' names, kept as long as the vouchers",
            ),
        ),
        _run,
        carries="credits.book",
    ),
)
