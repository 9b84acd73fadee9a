"""What nobody can do to a seal that lies in a folder of files, as docs/seal.md describes them."""

from __future__ import annotations

import json
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any, Protocol

import pytest

from lixia_domain.recording.faults import CannotSeal
from lixia_domain.testing.contracts.forger.rows import Victim, codes


class InFolder(Victim, Protocol):
    """A sealed store whose seal lies in ``folder``."""

    @property
    def folder(self) -> Path:
        """Return where it lies."""
        ...


def restated(folder: Path, **told: Any) -> None:
    """Let ``state`` say something else, with a sum that fits."""
    file = folder / "state"
    said = {**json.loads(file.read_text("utf-8")), **told}
    del said["check"]
    check = sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()
    file.write_text(json.dumps({**said, "check": check}), "utf-8")


def _respelled(change: Callable[[str], str]) -> Callable[[Path], None]:
    """Write a line of ``index`` otherwise, and let ``state`` count the bytes."""

    def act(folder: Path) -> None:
        file = folder / "index"
        lines = file.read_text("utf-8").splitlines(keepends=True)
        lines[9] = change(lines[9])
        text = "".join(lines)
        file.write_text(text, "utf-8")
        restated(folder, index=len(text.encode()))

    return act


def _cut(name: str) -> Callable[[Path], None]:
    def act(folder: Path) -> None:
        file = folder / name
        file.write_bytes(file.read_bytes()[:-40])

    return act


FILES: dict[str, Callable[[Path], None]] = {
    "a name in the index spelled otherwise": _respelled(
        lambda line: line.replace('"e', '"\\u0065')
    ),
    "a number in the index spelled otherwise": _respelled(lambda line: f"0{line}"),
    "a line more in the index": _respelled(lambda line: line * 2),
    "a line of the index away": _respelled(lambda line: ""),
    "no state": lambda folder: (folder / "state").unlink(),
    "no leaves": lambda folder: (folder / "leaves").unlink(),
    "no checkpoints": lambda folder: (folder / "checkpoints").unlink(),
    "the leaves cut short": _cut("leaves"),
    "the index cut short": _cut("index"),
    "a state that says another size": lambda folder: restated(folder, size=7),
    "a state that says another log": lambda folder: restated(folder, origin="lixia/other/log"),
}
FOUND = {"seal.damaged", "seal.index", "seal.unsigned", "log.other"}


class FolderForgerContract:
    """Give the fixture ``victim``: an ``InFolder``, with streams whose names begin with ``e``."""

    @pytest.mark.parametrize("name", FILES)
    def test_the_files_are_as_they_were_written(self, victim: InFolder, name: str) -> None:
        """To the letter, whatever sums were set right."""
        assert not codes(victim)
        FILES[name](victim.folder)
        assert codes(victim) & FOUND

    def test_a_link_in_its_place_is_read_and_never_written_through(
        self, victim: InFolder, tmp_path: Path
    ) -> None:
        """What lies there is verified, and believed no more than any seal."""
        there = victim.folder.rename(tmp_path / "elsewhere")
        victim.folder.symlink_to(there)
        before = {file.name: file.read_bytes() for file in there.iterdir()}
        assert not codes(victim)
        with pytest.raises(Exception, match="symbolic link"):
            victim.grow()
        with victim.open() as store, pytest.raises(CannotSeal, match="symbolic link") as refused:
            store.seals.release(store.ledger.head())
        assert refused.value.sentence("zh") != refused.value.sentence("en")
        assert {file.name: file.read_bytes() for file in there.iterdir()} == before
