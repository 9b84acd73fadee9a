"""A document's rows as entries to be booked: keys made, persons hidden, remarks read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from attrs import field, frozen

from lixia_adapters.registers.designation import designation
from lixia_adapters.registers.mapping import ColumnMapping
from lixia_adapters.registers.parties import Party, PartyKind, recognise
from lixia_adapters.registers.pseudonyms import reference
from lixia_adapters.registers.register import (
    Register,
    RegisterRow,
    read_register,
    register_in,
)
from lixia_adapters.registers.scrub import scrub
from lixia_adapters.registers.sheet import clean, open_sheets
from lixia_adapters.registers.statement import Statement, StatementRow, statement_in
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.bank_debit import Outgoing
from lixia_domain.application.finance.bank_import import DebitEntry, Entry
from lixia_domain.application.finance.bank_rows import EntryKind
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.keys import GENERAL, upper
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.texts import cleaned


@frozen(kw_only=True)
class Document:
    """A file, ready to be booked.

    ``stated_total`` is what the file itself says came in, or the sum. ``debits``: what left.
    ``donors``: natural persons' names in clear, by reference, where the file has them whole; for
    the vault and nothing else.
    """

    kind: EntryKind
    title: str
    entries: tuple[Entry, ...]
    stated_total: Money
    debits: tuple[DebitEntry, ...] = ()
    donors: Mapping[str, str] = field(factory=dict, repr=False)


@frozen
class Reader:
    """Turns rows into entries of one fund.

    ``key`` makes references of natural persons; ``known`` maps what a remark may name (projects'
    and claims' ids) to titles; ``enterprises`` are the names of those registered, which need no
    guess at whether they are persons.
    """

    fund_id: str
    key: bytes
    known: Mapping[str, str]
    enterprises: frozenset[str] = frozenset()

    def read(
        self, path: Path, *, kind: EntryKind | None = None, mapping: ColumnMapping | None = None
    ) -> Document:
        """Read the register or statement in ``path``. Raises ``BadFile``.

        Without a ``kind`` it is a register if it has a register's header and no ``mapping`` is
        given.
        """
        if kind is EntryKind.REGISTER:
            return self._register(path, read_register(path))
        sheets = open_sheets(path)
        if kind is None and mapping is None and (register := register_in(sheets)) is not None:
            return self._register(path, register)
        return self._statement(path, statement_in(sheets, mapping))

    def _register(self, path: Path, register: Register) -> Document:
        """A row's key is (register date, row number) on the account ``register:<fund>``.

        A row without a remark is an unrestricted gift; what a remark leaves in doubt waits.
        """
        account = f"register:{self.fund_id}"
        opening = _key(account, register.date.isoformat())
        entries = tuple(
            self._entry(row, account, f"{opening}/{row.number}", path.name, unmarked=GENERAL)
            for row in register.rows
        )
        return Document(
            kind=EntryKind.REGISTER,
            title=register.title,
            entries=entries,
            stated_total=register.stated_total,
            donors=_donors(register.rows, entries),
        )

    def _statement(self, path: Path, statement: Statement) -> Document:
        """An entry's key is (account, value date, reference, entry number).

        Without a reference: account, the document's name, row. Only a remark allocates. Credits
        and debits are told apart by where they are kept, not by their keys.
        """
        entries = tuple(
            self._entry(row, row.account, _statement_key(row, path), path.name, unmarked=None)
            for row in statement.credits
        )
        return Document(
            kind=EntryKind.STATEMENT,
            title=path.name,
            entries=entries,
            stated_total=total(entry.notice.amount for entry in entries),
            donors=_donors(statement.credits, entries),
            debits=tuple(self._debit(row, path) for row in statement.debits),
        )

    def _debit(self, row: StatementRow, path: Path) -> DebitEntry:
        """Return a debit; a person who was paid stands there by reference."""
        party = self._party(row.payer)
        is_person = party.kind is PartyKind.PERSON
        remark = row.remark.strip()
        return DebitEntry(
            debit_id=_statement_key(row, path),
            outgoing=Outgoing(
                account=row.account,
                value_date=row.value_date,
                payee=reference(row.payer, self.key) if is_person else party.shown,
                amount=row.amount,
                remark=scrub(remark, row.payer) if remark else "",
            ),
            place=f"{path.name} {row.sheet} 第 {row.row} 行",
        )

    def _party(self, name: str) -> Party:
        if (name := name.strip()) in self.enterprises:
            return Party(PartyKind.ORGANISATION, name)
        return recognise(name)

    def _entry(
        self,
        row: RegisterRow | StatementRow,
        account: str,
        credit_id: str,
        file: str,
        *,
        unmarked: str | None,
    ) -> Entry:
        party = self._party(row.payer)
        is_person = party.kind is PartyKind.PERSON
        remark = row.remark.strip()
        purpose = designation(remark, self.known) if remark else unmarked
        return Entry(
            credit_id=credit_id,
            notice=Notice(
                account=account,
                value_date=row.value_date,
                payer=party.shown,
                payer_ref=reference(row.payer, self.key) if is_person else None,
                amount=row.amount,
                remark=scrub(remark, row.payer) if remark else "",
            ),
            place=f"{file} {row.sheet} 第 {row.row} 行",
            # Money of nobody known waits, whatever is written on it (DOMAIN situation 13).
            designation=None if party.kind is PartyKind.ANONYMOUS else purpose,
        )


def _donors(
    rows: Iterable[RegisterRow | StatementRow], entries: Iterable[Entry]
) -> Mapping[str, str]:
    return {
        entry.notice.payer_ref: row.payer.strip()
        for row, entry in zip(rows, entries, strict=True)
        if entry.notice.payer_ref is not None and entry.notice.payer != clean(row.payer)
    }


def _statement_key(row: StatementRow, path: Path) -> str:
    if not cleaned(row.reference):
        return _key(row.account, path.name, str(row.row))
    day = row.value_date.isoformat()
    return _key(row.account, day, row.reference, cleaned(row.entry_no) or "1")


def _key(*parts: str) -> str:
    """Return one key for ``parts``, each canonical first: a full-width slash must part nothing."""
    return join_key(*(upper(cleaned(part)) for part in parts))
