"""A document's rows as entries to be booked: keys made, persons hidden, remarks read."""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from pathlib import Path

from attrs import field, frozen

from lixia_adapters.registers.designation import Citable
from lixia_adapters.registers.identity import identified, joined
from lixia_adapters.registers.mapping import ColumnMapping
from lixia_adapters.registers.parties import Party, PartyKind, recognise
from lixia_adapters.registers.pseudonyms import account_token, reference
from lixia_adapters.registers.register import (
    Register,
    RegisterRow,
    read_register,
    register_in,
)
from lixia_adapters.registers.scrub import scrub
from lixia_adapters.registers.sheet import clean, open_sheets
from lixia_adapters.registers.statement import StatementRow, Understood, account_of, taken
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.bank_debit import Outgoing
from lixia_domain.application.finance.bank_import import DebitEntry, Entry
from lixia_domain.application.finance.bank_rows import EntryKind
from lixia_domain.kernel.keys import GENERAL
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.tokens import is_number


@frozen(kw_only=True)
class Document:
    """A file, ready to be booked.

    ``stated_total`` is what the file itself says came in, or the sum. ``debits``: what left."""

    kind: EntryKind
    title: str
    entries: tuple[Entry, ...]
    stated_total: Money
    debits: tuple[DebitEntry, ...] = ()
    statement: Understood | None = None
    """How a statement was understood: its columns, what it states, the rows that are no entries."""
    formerly: Mapping[str, tuple[str, ...]] = field(factory=dict)
    """By the key of an entry, those under which earlier code may have booked it."""
    payers: tuple[str, ...] = field(default=(), repr=False)
    """Who gave, of ``entries``, as it stands in the file; for the vault and nothing else."""
    remarks: tuple[str, ...] = field(default=(), repr=False)
    """The remarks of ``entries`` and then of ``debits``, as they stand in the file: to know again
    those that are kept under an earlier mask, and for nothing else."""

    @property
    def donors(self) -> Mapping[str, str]:
        """Natural persons' names in clear, by reference, where the file has them whole."""
        return {
            entry.notice.payer_ref: payer.strip()
            for payer, entry in zip(self.payers, self.entries, strict=True)
            if entry.notice.payer_ref is not None and entry.notice.payer != clean(payer)
        }


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
    _citable: Citable = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "_citable", Citable(self.known))

    def read(
        self,
        path: Path,
        *,
        kind: EntryKind | None = None,
        mapping: ColumnMapping | None = None,
        account: str = "",
    ) -> Document:
        """Read the register or statement in ``path``. Raises ``BadFile``.

        ``account``: of which account a statement is that does not say so.

        Without a ``kind`` it is a register if it has a register's header and no ``mapping`` is
        given.
        """
        if kind is EntryKind.REGISTER:
            return self._register(path, read_register(path))
        sheets = open_sheets(path)
        if kind is None and mapping is None and (register := register_in(sheets)) is not None:
            return self._register(path, register)
        told, credits, debits = taken(sheets, mapping, account=account)
        del sheets  # nothing of the cells is needed while the entries are made
        return self._statement(path, told, credits, debits)

    def _register(self, path: Path, register: Register) -> Document:
        """A row's key is (register date, row number) on the account ``register:<fund>``.

        A row without a remark is an unrestricted gift; what a remark leaves in doubt waits.
        """
        account = f"register:{self.fund_id}"
        opening = joined(account, register.date.isoformat())
        entries = tuple(
            self._entry(row, account, f"{opening}/{row.number}", path.name, unmarked=GENERAL)
            for row in register.rows
        )
        return Document(
            kind=EntryKind.REGISTER,
            title=register.title,
            entries=entries,
            stated_total=register.stated_total,
            payers=tuple(row.payer for row in register.rows),
            remarks=tuple(row.remark for row in register.rows),
        )

    def _statement(
        self,
        path: Path,
        told: Understood,
        credits: deque[StatementRow],
        debits: deque[StatementRow],
    ) -> Document:
        """Return a statement's entries under the keys that ``identity`` gives them.

        Only a remark allocates. Credits and debits are told apart by where they are kept, not by
        their keys.
        """
        entries, gone = list[Entry](), list[DebitEntry]()
        payers, remarks = list[str](), list[str]()
        formerly: dict[str, tuple[str, ...]] = {}
        for row, key, before in identified(credits, path, self.key, side="in"):
            entries.append(self._entry(row, row.account, key, path.name, unmarked=None))
            payers.append(row.payer)
            remarks.append(row.remark)
            if before:
                formerly[key] = before
        for row, key, before in identified(debits, path, self.key, side="out"):
            gone.append(self._debit(row, key, path))
            remarks.append(row.remark)
            if before:
                formerly[key] = before
        stated = told.stated[0]
        return Document(
            kind=EntryKind.STATEMENT,
            title=path.name,
            entries=tuple(entries),
            stated_total=total(e.notice.amount for e in entries) if stated is None else stated,
            payers=tuple(payers),
            debits=tuple(gone),
            statement=told,
            formerly=formerly,
            remarks=tuple(remarks),
        )

    def _debit(self, row: StatementRow, key: str, path: Path) -> DebitEntry:
        """Return a debit; a person who was paid stands there by reference."""
        party = self._party(row.payer)
        is_person = party.kind is PartyKind.PERSON
        remark = row.remark.strip()
        return DebitEntry(
            debit_id=key,
            outgoing=Outgoing(
                account=row.account,
                value_date=row.value_date,
                payee=reference(row.payer, self.key) if is_person else party.shown,
                amount=row.amount,
                remark=scrub(remark, row.payer) if remark else "",
                payee_account=self._token(row.party_account),
            ),
            place=f"{path.name} {row.sheet} 第 {row.row} 行",
        )

    def _token(self, number: str) -> str:
        """Return a token of the other account; of what is no number, as a masked one, nothing."""
        plain = account_of(number)
        return account_token(plain, self.key) if plain.isdigit() and is_number(plain) else ""

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
        purpose = self._citable.one(remark) if remark else unmarked
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
