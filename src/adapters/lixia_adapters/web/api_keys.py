"""Keys by which programs sign in: 256 random bits each, shown once, kept as a hash.

They lie beside the store, in ``P.api-keys``: no fact, as they say nothing of the programme. A key
that was revoked or has expired opens nothing from that moment on, in whatever process.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

from attrs import asdict, evolve, frozen
from filelock import FileLock

from lixia_domain import written
from lixia_domain.kernel.dates import business_date
from lixia_domain.recording.faults import Fault

OPENS = "lixia_"
"""Opens every key, so that one that leaked is recognised as what it is."""


class NoSuchKey(Fault):
    """No key has this number."""

    def __init__(self, number: str) -> None:
        super().__init__(
            f"没有编号为 {number} 的密钥；lixia api-key list 可列出全部",
            f"there is no key {number!r}; lixia api-key list lists them all",
            number=number,
        )


class DamagedKeys(Fault):
    """The file of keys can't be read; nobody is let in by it."""

    def __init__(self, place: Path) -> None:
        super().__init__(
            f"{place} 无法读取，凭密钥的登录一律拒绝；请移走该文件并重新发放密钥",
            f"{place} can't be read, so nobody is let in by a key; move it away and make keys anew",
            place=str(place),
        )


@frozen(kw_only=True)
class ApiKey:
    """What is kept of a key: all but the key."""

    number: str
    account: str
    sha256: str
    made: date
    until: date
    only: tuple[str, ...] = ()
    """Names of the use cases that it is good for; none: all that its account may."""
    revoked: date | None = None

    def good(self, on: date) -> bool:
        """Tell whether it opens anything on a day."""
        return self.revoked is None and on <= self.until


class ApiKeys:
    """The keys of the store at ``place``."""

    def __init__(self, place: str) -> None:
        self.path = Path(f"{place}.api-keys")
        self._seen: tuple[int, int, int] | None = None
        self._keys: dict[str, ApiKey] = {}

    def all(self) -> tuple[ApiKey, ...]:
        """Return every key there ever was. Raises ``DamagedKeys``."""
        self._look()
        return tuple(self._keys.values())

    def make(self, account: str, *, today: date, until: date, only: tuple[str, ...] = ()) -> str:
        """Make a key for an account; return it, for the only time."""
        number, secret = secrets.token_hex(4), secrets.token_urlsafe(32)
        kept = ApiKey(
            number=number,
            account=account,
            sha256=_hash(secret),
            made=today,
            until=until,
            only=only,
        )
        with self._changing() as keys:
            keys[number] = kept
        return f"{OPENS}{number}_{secret}"

    def revoke(self, number: str, *, today: date) -> ApiKey:
        """Let a key open nothing any more. Raises ``NoSuchKey``."""
        with self._changing() as keys:
            if number not in keys:
                raise NoSuchKey(number)
            keys[number] = found = evolve(keys[number], revoked=keys[number].revoked or today)
        return found

    def found(self, key: str, at: datetime) -> ApiKey | None:
        """Return what is kept of a key that is good at a time; nothing for any other text."""
        self._look()
        number, _, secret = key.removeprefix(OPENS).partition("_")
        kept = self._keys.get(number)
        if kept is None or not key.startswith(OPENS):
            return None
        same = hmac.compare_digest(kept.sha256, _hash(secret))
        return kept if same and kept.good(business_date(at)) else None

    def _look(self) -> None:
        """Read the file, if it is another than the one that was read last."""
        try:
            there = self.path.stat()
            now = (there.st_ino, there.st_mtime_ns, there.st_size)
            if now != self._seen:
                self._keys = _read(self.path.read_bytes())
                self._seen = now
        except FileNotFoundError:
            self._keys, self._seen = {}, None
        except (OSError, ValueError, KeyError, TypeError):
            self._keys, self._seen = {}, None
            raise DamagedKeys(self.path) from None

    @contextmanager
    def _changing(self) -> Iterator[dict[str, ApiKey]]:
        with FileLock(f"{self.path}.lock"):
            self._look()
            keys = dict(self._keys)
            yield keys
            written.data(self.path, _written(keys), secret=True)
            self._look()


def _hash(secret: str) -> str:
    return hashlib.sha256(secret.encode()).hexdigest()


def _read(data: bytes) -> dict[str, ApiKey]:
    return {one["number"]: _key(one) for one in json.loads(data)["keys"]}


def _key(told: dict[str, Any]) -> ApiKey:
    return ApiKey(
        number=told["number"],
        account=told["account"],
        sha256=told["sha256"],
        made=date.fromisoformat(told["made"]),
        until=date.fromisoformat(told["until"]),
        only=tuple(told["only"]),
        revoked=None if told["revoked"] is None else date.fromisoformat(told["revoked"]),
    )


def _written(keys: dict[str, ApiKey]) -> bytes:
    told = [asdict(one) for one in keys.values()]
    return json.dumps({"keys": told}, default=date.isoformat, indent=1).encode()
