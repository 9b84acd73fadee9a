"""A vault in memory, for tests and specs: the same seals, nothing kept."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime, timedelta
from secrets import token_hex

from attrs import define, field

from lixia_adapters.vaults import box
from lixia_adapters.vaults.identity import plain
from lixia_domain.application.vault import ROTATE_WITHIN, Condition, Held, KeyGone, VaultFault
from lixia_domain.kernel.dates import business_date


@define(eq=False)
class MemoryVault:
    """A ``Vault`` over dicts. What is destroyed is gone at once, so nothing is ever wrapped."""

    store: str
    _keys: dict[str, tuple[bytes, datetime]] = field(factory=dict, init=False)
    _people: dict[str, str] = field(factory=dict, init=False)
    _minted: set[str] = field(factory=set, init=False)
    _epoch: int = field(default=1, init=False)
    _destroyed_since: date | None = field(default=None, init=False)

    def refer(self, identity: str, *, keyed: str | None = None) -> str:
        """Return the reference of whoever ``identity`` names."""
        name = plain(identity)
        if name not in self._people:
            self._people[name] = keyed or f"p:{token_hex(16)}"
            if keyed is None:
                self._minted.add(self._people[name])
        return self._people[name]

    def known(self, identity: str) -> str | None:
        """Return the reference of whoever ``identity`` names, if there is one."""
        return self._people.get(plain(identity))

    def minted(self, person: str) -> bool:
        """Tell whether ``person`` is a random reference that this vault made."""
        return person in self._minted

    def seal(self, person: str, field: str, text: str, *, at: datetime) -> str:
        """Return ``text`` sealed under the person's key."""
        key, _ = self._keys.setdefault(person, (box.new_key(), at))
        return box.seal(key, person, field, text)

    def open(self, person: str, field: str, value: str) -> str:
        """Return what was sealed."""
        if person not in self._keys:
            raise KeyGone(person)
        return box.unseal(self._keys[person][0], person, field, value)

    def held(self) -> Mapping[str, Held]:
        """Return the keys there are, by person."""
        return {
            person: Held(kid=box.kid(key), made_at=at)
            for person, (key, at) in sorted(self._keys.items())
        }

    def destroy(self, person: str, *, at: datetime) -> bool:
        """Destroy the key, and what leads from an identity to ``person``."""
        there = self._keys.pop(person, None) is not None
        self._people = {name: known for name, known in self._people.items() if known != person}
        self._minted.discard(person)
        if there and self._destroyed_since is None:
            self._destroyed_since = business_date(at)
        return there

    def rotate(self, *, at: datetime) -> int:
        """Begin another epoch."""
        self._epoch, self._destroyed_since = self._epoch + 1, None
        return len(self._keys)

    def condition(self) -> Condition:
        """Return how the vault stands."""
        since = self._destroyed_since
        return Condition(
            store=self.store,
            epoch=self._epoch,
            epoch_key="",
            keys=len(self._keys),
            references=len(self._people),
            destroyed_since=since,
            rotate_by=since + timedelta(days=ROTATE_WITHIN) if since else None,
        )

    def backup(self, to: str) -> None:
        """Refuse: what lies in memory is nothing to keep a copy of."""
        raise VaultFault(
            "内存中的保险库没有文件可备份", "a vault in memory has no file to make a copy of"
        )

    def check(self) -> Collection[tuple[str, str]]:
        """Find nothing: there is no file to be damaged."""
        return ()

    def close(self) -> None:
        """Let go of nothing."""


def make(place: str, store: str, *, at: datetime) -> MemoryVault:
    """Return a new vault for the store of this fingerprint."""
    return MemoryVault(store)


def load(place: str, store: str) -> MemoryVault:
    """Return a new vault: a store in memory always has one."""
    return MemoryVault(store)
