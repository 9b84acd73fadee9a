"""What a signing key remembers, in a file beside it: of each log, the tree it signed last."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from attrs import frozen

from lixia_adapters.seals.keys import key_file
from lixia_adapters.seals.locking import locked
from lixia_domain import written
from lixia_domain.audit.seal.merkle import SIZE, Frontier
from lixia_domain.audit.seal.signer import SignerRefuses
from lixia_domain.kernel.system_errors import words_of

FORMAT = "lixia-signer/v1"


@frozen
class SignerMemory:
    """A ``Memory`` in the file ``path``.

    Where nothing can be written beside the key, it keeps to what was written there before.
    """

    path: Path

    @property
    def place(self) -> str:
        """Return the file."""
        return str(self.path)

    def last(self, origin: str) -> Frontier | None:
        """Return the tree that was signed last of a log. A damaged memory is no fresh start."""
        return self._read().get(origin)

    @contextmanager
    def signing(self, origin: str) -> Iterator[Callable[[Frontier], None]]:
        """Let nobody else sign with this key meanwhile."""

        def keep(signed: Frontier) -> None:
            known = self._read()
            if known.get(origin) != signed:
                self._write({**known, origin: signed})

        try:
            written.folder(self.path.parent, secret=True)
            lock = locked(self.path.with_name(f"{self.path.name}.lock"))
            lock.__enter__()
        except OSError:
            yield lambda _: None
            return
        try:
            yield keep
        finally:
            lock.__exit__(None, None, None)

    def _read(self) -> dict[str, Frontier]:
        try:
            told = json.loads(self.path.read_text("utf-8"))
            if told["format"] != FORMAT:
                raise ValueError(told["format"])
            return {one["origin"]: _frontier(one) for one in told["logs"]}
        except (FileNotFoundError, NotADirectoryError, PermissionError):
            return {}
        except OSError as error:
            why = words_of(error)
            raise SignerRefuses(
                self.place,
                f"它的记录无法读取（{why.zh}），请核对该文件，不可删去重来",
                f"its memory can't be read ({why.en}); see to the file, don't begin anew",
            ) from None
        except (KeyError, TypeError, ValueError, RecursionError) as wrong:
            raise SignerRefuses(
                self.place,
                f"它的记录已损坏（{wrong}），请从备份恢复，不可删去重来",
                f"its memory is damaged ({wrong}); restore it from a copy, don't begin anew",
            ) from None

    def _write(self, known: dict[str, Frontier]) -> None:
        logs: list[dict[str, Any]] = [
            {
                "origin": origin,
                "size": signed.size,
                "root": signed.root().hex(),
                "frontier": [peak.hex() for peak in signed.peaks],
            }
            for origin, signed in sorted(known.items())
        ]
        told = {"format": FORMAT, "logs": logs}
        written.text(self.path, json.dumps(told, ensure_ascii=False, indent=1) + "\n", secret=True)


def _frontier(told: dict[str, Any]) -> Frontier:
    """Return the tree that was kept. Raises ``ValueError`` for one that is not what was written."""
    peaks = tuple(map(bytes.fromhex, told["frontier"]))
    found = Frontier(peaks)
    if any(len(peak) not in (0, SIZE) for peak in peaks) or (
        (found.size, found.root().hex()) != (told["size"], told["root"])
    ):
        raise ValueError(told["origin"])
    return found


def signer_memory(place: str, told: Path | None = None) -> SignerMemory:
    """Return the memory of the key that signs for the store at ``place``; see ``key_file``."""
    file = key_file(place, told)
    return SignerMemory(file.with_name(f"{file.name}.signed"))
