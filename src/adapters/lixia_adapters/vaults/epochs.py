"""The epoch key: what all keys of a vault are wrapped under, in a file outside both databases."""

from __future__ import annotations

import os
import re
from pathlib import Path

from attrs import frozen

from lixia_adapters.key_file import folder_of, load_key
from lixia_domain import written
from lixia_domain.application.vault import EpochKeyMissing


@frozen
class EpochKeys:
    """The epoch keys of one store's vault: one file each, of mode 0600."""

    folder: Path
    store: str

    @classmethod
    def of(cls, store: str) -> EpochKeys:
        """Return those of the store with this fingerprint, where the user's keys lie."""
        return cls(folder_of(f"vault-{store}.*.key"), store)

    def file(self, epoch: int) -> Path:
        """Return where the key of an epoch lies."""
        return self.folder / f"vault-{self.store}.{epoch}.key"

    def make(self, epoch: int) -> bytes:
        """Return the key of an epoch that begins, made now unless a try before has made it."""
        written.folder(self.folder, secret=True)
        return load_key(self.file(epoch))

    def load(self, epoch: int) -> bytes:
        """Return the key of an epoch. Raises ``EpochKeyMissing`` or ``BadKeyFile``."""
        if not os.path.lexists(self.file(epoch)):
            raise EpochKeyMissing(str(self.file(epoch)), self._later(epoch))
        return load_key(self.file(epoch))

    def _later(self, epoch: int) -> str | None:
        """Return the key of the last epoch, if one after ``epoch`` has begun."""
        begun = self._begun()
        last = max(begun, default=0)
        return str(begun[last]) if last > epoch else None

    def others(self, epoch: int) -> tuple[Path, ...]:
        """Return the files of all epochs but this one."""
        return tuple(path for begun, path in self._begun().items() if begun != epoch)

    def _begun(self) -> dict[int, Path]:
        """Return the files of all epochs, in order of their names."""
        named = re.compile(rf"vault-{re.escape(self.store)}\.(\d+)\.key")
        if not self.folder.is_dir():
            return {}
        found = ((named.fullmatch(path.name), path) for path in sorted(self.folder.iterdir()))
        return {int(match[1]): path for match, path in found if match}

    def destroy_others(self, epoch: int) -> None:
        """Destroy the keys of all epochs but this one.

        Each file is overwritten first, which a copying or journalling disk may not honour.
        """
        for path in self.others(epoch):
            written.destroyed(path)
