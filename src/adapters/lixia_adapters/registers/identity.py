"""What makes an entry of a statement that entry, whatever the file is called and however saved.

The bank's own number does, with the account and the value date: unless it stands twice in the file,
is all zeros, or is a serial that counts from 1 in each download. Then date, time, amount, balance
and the other side do, by a hash with the store's own key, and the occurrence among equals: two
equal entries in one file are two. Decision record 020.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from attrs import evolve

from lixia_adapters.registers.scrub import is_masked
from lixia_adapters.registers.statement import StatementRow, account_of
from lixia_domain.aggregates.bank_credit.facts import BankCreditRecorded, Notice
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_debit import BANK_DEBIT, Outgoing
from lixia_domain.application.finance.bank_import import DebitEntry, Entry
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.texts import cleaned
from lixia_domain.recording.ledger import Ledger

_LENGTH = 32
_BLANKS = re.compile(r"[\s-]+")


class Identified(NamedTuple):
    """A row, its key, and those by which earlier code may have booked it."""

    row: StatementRow
    key: str
    formerly: tuple[str, ...]


def identified(
    rows: deque[StatementRow], path: Path, key: bytes, *, side: str
) -> Iterator[Identified]:
    """Yield what identifies each of ``rows``, which are all of one ``side`` of one file.

    Each is taken from ``rows`` as it is yielded: a file is not kept twice, as rows and as entries.
    """
    numbers = deque(map(_numbered, rows))
    twice = {one for one, times in Counter(numbers).items() if times > 1}
    seen: Counter[str] = Counter()
    while rows:
        row, told = rows.popleft(), numbers.popleft()
        if told in twice or not told:
            alike = _hashed(row, key, side)
            seen[alike] += 1
            told = f"{alike}/{seen[alike]}"
        yield Identified(row, told, _formerly(row, told, path))


def _number(text: str) -> str:
    """Return the bank's number as it is compared; of one that is all zeros, nothing."""
    if text.isalnum() and text.isascii():
        return text.lstrip("0") if text.isdigit() else text
    bare = _BLANKS.sub("", cleaned(text))
    return bare.lstrip("0") if bare.isdigit() else bare


def _numbered(row: StatementRow) -> str:
    """Return a key of account, day and the bank's own number; empty where it has none."""
    number = _number(row.reference)
    if not number:
        return ""
    opening, _ = _opening(row.account, row.value_date)
    if number.isalnum() and number.isascii() and not row.entry_no:
        return f"{opening}/{number.upper()}/1"
    return f"{opening}/{joined(number, cleaned(row.entry_no) or '1')}"


@lru_cache(4_096)  # the same in row after row
def _opening(account: str, day: date) -> tuple[str, str]:
    """Return what a key begins with: the account as it is compared, and the day; and formerly."""
    bare = account_of(account)
    compared = bare.lstrip("0") if bare.isdigit() else bare
    return joined(compared, day.isoformat()), joined(account, day.isoformat())


def _hashed(row: StatementRow, key: bytes, side: str) -> str:
    told = [side, row.time, row.amount.fen, row.balance]
    told += [_BLANKS.sub("", text) for text in (row.payer, row.party_account)]
    written = json.dumps(told, ensure_ascii=False).encode()
    mark = hmac.new(key, written, hashlib.sha256).hexdigest()[:_LENGTH].upper()
    return f"{_opening(row.account, row.value_date)[0]}/{mark}"


def _formerly(row: StatementRow, told: str, path: Path) -> tuple[str, ...]:
    """Return the keys other than ``told`` that earlier code made.

    They are by the file's name and row where it saw no number.
    """
    _, opening = _opening(row.account, row.value_date)
    if row.serial in ("", "1") and told == f"{opening}/{row.reference}/1":
        return ()
    if not cleaned(row.reference):
        keys = [joined(row.account, path.name, str(row.row))]
    else:
        opening += f"/{joined(row.reference)}"
        numbers = dict.fromkeys((cleaned(row.entry_no) or "1", row.serial or "1", "1"))
        keys = [f"{opening}/{joined(number)}" for number in numbers]
    return tuple(one for one in keys if one != told)


def joined(*parts: str) -> str:
    """Return one key for ``parts``, each canonical first: a full-width slash must part nothing."""
    return join_key(*map(_part, parts))


@lru_cache(4_096)  # account, day and the file's name are the same in row after row
def _part(text: str) -> str:
    return upper(cleaned(text))


def as_on_record(
    ledger: Ledger,
    entries: Sequence[Entry],
    debits: Sequence[DebitEntry],
    formerly: Mapping[str, tuple[str, ...]],
    remarks: Sequence[str],
) -> tuple[tuple[Entry, ...], tuple[DebitEntry, ...]]:
    """Return the entries under the keys that the store has them under, if it has them.

    One that earlier code booked under another key, saying the same, is that one; an account that
    lost its zeros, or has blanks in it, is the account that is on record; and a remark that is kept
    under an earlier mask is the remark on record. ``remarks``: unmasked, of the entries and then of
    the debits.
    """
    credits = _known(ledger, BANK_CREDIT, [entry.credit_id for entry in entries], formerly)
    gone = _known(ledger, BANK_DEBIT, [entry.debit_id for entry in debits], formerly)
    return (
        tuple(
            _credit(one, credits.get(one.credit_id), told)
            for one, told in zip(entries, remarks, strict=False)
        ),
        tuple(
            _debit(one, gone.get(one.debit_id), told)
            for one, told in zip(debits, remarks[len(entries) :], strict=True)
        ),
    )


def as_kept(ledger: Ledger, entries: Sequence[Entry], remarks: Sequence[str]) -> tuple[Entry, ...]:
    """Return a register's entries with the remarks that are kept under an earlier mask.

    A register of another day may list a row again: what stands in it tells, not its key.
    """
    kept: dict[tuple[object, ...], set[str]] = defaultdict(set)
    for recorded in ledger.read(reads=(BankCreditRecorded,)):
        fact = recorded.event
        if isinstance(fact, BankCreditRecorded) and fact.notice.remark:
            kept[_beside_remark(fact.notice)].add(fact.notice.remark)
    if not kept:
        return tuple(entries)
    return tuple(
        evolve(entry, notice=_with_remark(entry.notice, told, kept[_beside_remark(entry.notice)]))
        if told and _beside_remark(entry.notice) in kept
        else entry
        for entry, told in zip(entries, remarks, strict=True)
    )


def _beside_remark(notice: Notice) -> tuple[object, ...]:
    return notice.value_date, notice.payer_ref or notice.payer, notice.amount.fen


def _with_remark(notice: Notice, told: str, kept: Iterable[str]) -> Notice:
    """Return ``notice`` with the one of ``kept`` that ``told`` is, if it differs by its mask."""
    same = cleaned(notice.remark)
    if same in kept:
        return notice
    found = next((one for one in sorted(kept) if is_masked(one, told)), None)
    return notice if found is None else evolve(notice, remark=found)


def _known(
    ledger: Ledger, decider: object, keys: Sequence[str], formerly: Mapping[str, tuple[str, ...]]
) -> dict[str, tuple[str, object]]:
    """Return, by the key of today, under which one an entry is on record, and its state."""
    from typing import Any, cast

    which = cast(Any, decider)
    asked = {one: which.stream(one) for key in keys for one in (key, *formerly.get(key, ()))}
    loaded = ledger.load_many(which, dict.fromkeys(asked.values()))
    found: dict[str, tuple[str, object]] = {}
    for key in keys:
        for one in (key, *formerly.get(key, ())):
            state = loaded[asked[one]].state
            if state is not None:
                found[key] = (one, state)
                break
    return found


def _alike(account: str, other: str) -> bool:
    return account_of(account).lstrip("0") == account_of(other).lstrip("0")


def _credit(entry: Entry, known: tuple[str, object] | None, told: str) -> Entry:
    if known is None:
        return entry
    key, state = known
    stored: Notice = state.notice  # type: ignore[attr-defined] # a credit's
    notice = entry.notice
    if stored.account != notice.account and _alike(stored.account, notice.account):
        notice = evolve(notice, account=stored.account)
    notice = _with_remark(notice, told, [stored.remark])
    if key != entry.credit_id and not stored.repeats(notice):
        return entry  # another one, under a key that is used no more
    if key == entry.credit_id and notice is entry.notice:
        return entry
    return evolve(entry, credit_id=key, notice=notice)


def _debit(entry: DebitEntry, known: tuple[str, object] | None, told: str) -> DebitEntry:
    if known is None:
        return entry
    key, state = known
    stored: Outgoing = state.outgoing  # type: ignore[attr-defined] # a debit's
    outgoing = entry.outgoing
    if stored.account != outgoing.account and _alike(stored.account, outgoing.account):
        outgoing = evolve(outgoing, account=stored.account)
    if stored.remark != outgoing.remark and is_masked(stored.remark, told):
        outgoing = evolve(outgoing, remark=stored.remark)
    if key != entry.debit_id and not stored.repeats(outgoing):
        return entry
    return evolve(entry, debit_id=key, outgoing=outgoing)
