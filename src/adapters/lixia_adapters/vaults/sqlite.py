"""A vault in a SQLite file of its own: keys of persons, wrapped under the epoch key.

Also the way from an identity to its reference: a mark made with the vault's index key, and the
reference itself wrapped under the epoch key, so that an old copy of the file gives it away to
nobody once that key has been changed.
"""

from __future__ import annotations

import hmac
import sqlite3
from collections.abc import Collection, Iterator, Mapping
from contextlib import closing, contextmanager
from datetime import date, datetime, timedelta
from pathlib import Path
from secrets import token_hex
from threading import RLock
from typing import Any

from attrs import define, field

from lixia_adapters.vaults import box
from lixia_adapters.vaults.epochs import EpochKeys
from lixia_adapters.vaults.identity import plain
from lixia_adapters.vaults.sqlite_file import (
    connect,
    empty,
    faults,
    foreign,
    inspect,
    put,
    require_form,
)
from lixia_domain.application.vault import (
    ROTATE_WITHIN,
    Condition,
    Held,
    KeyGone,
    NotAVault,
    OtherStore,
    WrongEpochKey,
)
from lixia_domain.kernel.dates import business_date
from lixia_domain.recording.gone import Open

_INDEX = "index"
_MINTED, _KEYED = b"m", b"k"


@define(eq=False)
class SQLiteVault(Open):
    """A ``Vault`` over one file. Threads take turns; so do processes."""

    path: Path
    store: str
    epochs: EpochKeys
    db: sqlite3.Connection
    _outer: tuple[int, bytes] | None = field(default=None, init=False)
    _lock: RLock = field(factory=RLock, init=False)

    def refer(self, identity: str, *, keyed: str | None = None) -> str:
        """Return the reference of whoever ``identity`` names."""
        with self._transaction() as outer:
            mark, known = self._found(outer, identity)
            if known is not None:
                return known
            person = keyed or f"p:{token_hex(16)}"
            body = (_KEYED if keyed else _MINTED) + person.encode()
            row = (mark, box.wrap(outer, body, mark.hex()))
            self.db.execute("INSERT INTO people VALUES (?, ?)", row)
            return person

    def known(self, identity: str) -> str | None:
        """Return the reference of whoever ``identity`` names, if there is one."""
        with self._transaction("BEGIN") as outer:
            return self._found(outer, identity)[1]

    def _found(self, outer: bytes, identity: str) -> tuple[bytes, str | None]:
        """Return under which mark an identity stands in the index, and its reference."""
        told = plain(identity).encode("utf-8", "surrogatepass")
        mark = hmac.digest(self._index(outer), told, "sha256")
        query = "SELECT wrapped FROM people WHERE mark = ?"
        for (wrapped,) in self.db.execute(query, (mark,)):
            return mark, self._reference(outer, mark, wrapped)[1]
        return mark, None

    def minted(self, person: str) -> bool:
        """Tell whether ``person`` is a random reference that this vault made."""
        with self._transaction() as outer:
            return any(made and known == person for _, made, known in self._people(outer))

    def seal(self, person: str, field: str, text: str, *, at: datetime) -> str:
        """Return ``text`` sealed under the person's key; a new key is on the disk by then."""
        with self._transaction() as outer:
            key = self._key(outer, person)
            if key is None:
                key = box.new_key()
                row = (person, box.kid(key), box.wrap(outer, key, _about(person)), at.isoformat())
                self.db.execute("INSERT INTO keys VALUES (?, ?, ?, ?)", row)
        return box.seal(key, person, field, text)

    def open(self, person: str, field: str, value: str) -> str:
        """Return what was sealed."""
        with self._transaction("BEGIN") as outer:
            key = self._key(outer, person)
        if key is None:
            raise KeyGone(person)
        return box.unseal(key, person, field, value)

    def held(self) -> Mapping[str, Held]:
        """Return the keys there are, by person."""
        with self._transaction("BEGIN"):
            rows = self.db.execute("SELECT person, kid, made_at FROM keys ORDER BY person")
            return {
                person: Held(kid=kid, made_at=datetime.fromisoformat(at))
                for person, kid, at in rows
            }

    def destroy(self, person: str, *, at: datetime) -> bool:
        """Destroy the key, and what leads from an identity to ``person``."""
        with self._transaction() as outer:
            there = self.db.execute("DELETE FROM keys WHERE person = ?", (person,)).rowcount > 0
            marks = [(mark,) for mark, _, known in self._people(outer) if known == person]
            self.db.executemany("DELETE FROM people WHERE mark = ?", marks)
            if (there or marks) and self._says("destroyed_since") is None:
                self._say("destroyed_since", business_date(at).isoformat())
            return there

    def rotate(self, *, at: datetime) -> int:
        """Wrap all anew under another epoch key, in one transaction; then destroy the old key."""
        with self._transaction() as outer:
            epoch = int(self._says("epoch")) + 1
            new = self.epochs.make(epoch)
            people = [
                (box.wrap(new, (_MINTED if made else _KEYED) + who.encode(), mark.hex()), mark)
                for mark, made, who in self._people(outer)
            ]
            keys = [
                (box.wrap(new, self._unwrapped(outer, person, wrapped), _about(person)), person)
                for person, wrapped in self.db.execute("SELECT person, wrapped FROM keys")
            ]
            self.db.executemany("UPDATE people SET wrapped = ? WHERE mark = ?", people)
            self.db.executemany("UPDATE keys SET wrapped = ? WHERE person = ?", keys)
            self._say("index", box.wrap(new, self._index(outer), _INDEX))
            self._say("epoch", str(epoch))
            self._say("rotated_at", at.isoformat())
            self.db.execute("DELETE FROM vault WHERE key = 'destroyed_since'")
        self.epochs.destroy_others(epoch)
        return len(keys)

    def condition(self) -> Condition:
        """Return how the vault stands."""
        with self._transaction("BEGIN"):
            epoch, told = int(self._says("epoch")), self._says("destroyed_since")
            made, rotated = self._says("made_at"), self._says("rotated_at")
            [(keys,)] = self.db.execute("SELECT count(*) FROM keys")
            [(people,)] = self.db.execute("SELECT count(*) FROM people")
        since = date.fromisoformat(told) if told else None
        return Condition(
            store=self.store,
            epoch=epoch,
            epoch_key=str(self.epochs.file(epoch)),
            keys=keys,
            references=people,
            destroyed_since=since,
            rotate_by=since + timedelta(days=ROTATE_WITHIN) if since else None,
            left_over=tuple(map(str, self.epochs.others(epoch))),
            made_at=datetime.fromisoformat(made) if made else None,
            rotated_at=datetime.fromisoformat(rotated) if rotated else None,
        )

    def backup(self, to: str) -> None:
        """Copy the vault to a new file, whole or not at all."""
        target = Path(to)
        beside = target.with_name(f".{target.name}.{token_hex(8)}")
        try:
            empty(beside)
            with self._lock, faults(str(self.path)), closing(connect(beside)) as copy:
                self.db.backup(copy)
            put(beside, target)
        finally:
            beside.unlink(missing_ok=True)

    def check(self) -> Collection[tuple[str, str]]:
        """Inspect the file and unwrap every key."""
        with self._transaction("BEGIN") as outer:
            found = list(foreign(self.db))
            for (said,) in self.db.execute("PRAGMA integrity_check"):
                if said != "ok":
                    found.append((f"文件损坏：{said}", f"the file is damaged: {said}"))
            for person, kid, wrapped in self.db.execute("SELECT person, kid, wrapped FROM keys"):
                key = box.unwrap(outer, wrapped, _about(person))
                if key is None or box.kid(key) != kid:
                    zh, en = f"个人 {person} 的密钥已损坏", f"the key of {person} is damaged"
                    found.append((zh, en))
            for mark, wrapped in self.db.execute("SELECT mark, wrapped FROM people"):
                if box.unwrap(outer, wrapped, mark.hex()) is None:
                    found.append(("一条身份索引已损坏", "a row of the index is damaged"))
        return found

    def close(self) -> None:
        """Close the file and forget the epoch key."""
        with self._lock:
            self.leave()
            self._outer = None
            self.db.close()

    def left_to_the_parent(self) -> object:
        """Touch nothing of what the parent has open, nor a lock that one of its threads held."""
        Open.left_to_the_parent(self)
        self._lock = RLock()
        return self.db

    @contextmanager
    def _transaction(self, begin: str = "BEGIN IMMEDIATE") -> Iterator[bytes]:
        """Do all or nothing; give the epoch key. Another process may have changed it."""
        with self._lock, faults(str(self.path)):
            self.require_open()
            self.db.execute(begin)
            try:
                epoch = int(self._says("epoch"))
                if self._outer is None or self._outer[0] != epoch:
                    self._outer = (epoch, self._fitting(epoch))
                yield self._outer[1]
                self.require_open()
                self.db.execute("COMMIT")
            except BaseException:
                if not self.gone and self.db.in_transaction:
                    self.db.execute("ROLLBACK")
                raise

    def _fitting(self, epoch: int) -> bytes:
        key = self.epochs.load(epoch)
        if box.unwrap(key, self._says("index"), _INDEX) is None:
            raise WrongEpochKey(str(self.path), str(self.epochs.file(epoch)))
        return key

    def _index(self, outer: bytes) -> bytes:
        found = box.unwrap(outer, self._says("index"), _INDEX)
        assert found is not None, "it was unwrapped when the epoch key was loaded"
        return found

    def _key(self, outer: bytes, person: str) -> bytes | None:
        query = "SELECT wrapped FROM keys WHERE person = ?"
        for (wrapped,) in self.db.execute(query, (person,)):
            return self._unwrapped(outer, person, wrapped)
        return None

    def _unwrapped(self, outer: bytes, person: str, wrapped: bytes) -> bytes:
        key = box.unwrap(outer, wrapped, _about(person))
        if key is None:
            raise NotAVault(
                str(self.path), f"个人 {person} 的密钥已损坏", f"the key of {person} is damaged"
            )
        return key

    def _people(self, outer: bytes) -> list[tuple[bytes, bool, str]]:
        """Return all there are: mark, whether the reference is random, and the reference.

        Nothing in the file leads from a reference back to its mark, so all are looked through.
        """
        rows = self.db.execute("SELECT mark, wrapped FROM people").fetchall()
        return [(mark, *self._reference(outer, mark, wrapped)) for mark, wrapped in rows]

    def _reference(self, outer: bytes, mark: bytes, wrapped: bytes) -> tuple[bool, str]:
        body = box.unwrap(outer, wrapped, mark.hex())
        if body is None:
            raise NotAVault(str(self.path), "身份索引已损坏", "the index of identities is damaged")
        return body[:1] == _MINTED, body[1:].decode()

    def _says(self, key: str) -> Any:
        for (value,) in self.db.execute("SELECT value FROM vault WHERE key = ?", (key,)):
            return value
        return None

    def _say(self, key: str, value: str | bytes) -> None:
        self.db.execute("INSERT OR REPLACE INTO vault VALUES (?, ?)", (key, value))


def _about(person: str) -> str:
    return f"key|{person}"


def path_of(place: str) -> Path:
    """Return where the vault of the store at ``place`` lies."""
    return Path(f"{place}.vault")


def make(place: str, store: str, *, at: datetime) -> SQLiteVault:
    """Make a vault beside the store, bound to the store's fingerprint, and open it."""
    path, epochs = path_of(place), EpochKeys.of(store)
    beside = path.with_name(f".{path.name}.{token_hex(8)}")
    try:
        empty(beside)
        outer = epochs.make(1)
        with faults(str(path)), closing(connect(beside)) as db:
            told = {
                "store": store,
                "epoch": "1",
                "index": box.wrap(outer, box.new_key(), _INDEX),
                "made_at": at.isoformat(),
            }
            db.executemany("INSERT INTO vault VALUES (?, ?)", told.items())
        put(beside, path)
    finally:
        beside.unlink(missing_ok=True)
    return load(place, store)


def load(place: str, store: str) -> SQLiteVault:
    """Open the vault of the store at ``place``. Raises a ``VaultFault`` that names the place."""
    path = path_of(place)
    inspect(path)
    with faults(str(path)):
        db = connect(path)
        try:
            require_form(db, path)
            [(bound,)] = db.execute("SELECT value FROM vault WHERE key = 'store'")
            if bound != store:
                raise OtherStore(str(path), bound, store)
            opened = SQLiteVault(place, path, store, EpochKeys.of(store), db)
            with opened._transaction("BEGIN"):
                pass  # the epoch key is there and fits
        except BaseException:
            db.close()
            raise
    return opened
