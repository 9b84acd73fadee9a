"""The port of a bundle that is read, and the names of what lies in one."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import IO, Protocol

from lixia_domain.recording.faults import Fault

README = "README.txt"
MANIFEST = "manifest"
SUMS = "SHA256SUMS"
ABOUT = "about.json"
KEYS = "keys"
CHECKPOINT = "checkpoint"
CHECKPOINTS = "checkpoints"
COSIGNED = "cosigned"
EVENTS = "events.jsonl"
EXPORTS = "exports/"
TILES = "tile/"

UNLISTED = (MANIFEST, SUMS)
"""What the sums can't list: they themselves, and what is signed over them."""
LONGEST = 64 * 2**20
"""Bytes of the longest file that is read in one piece."""
LONGEST_OF = {MANIFEST: 2**16, ABOUT: 2**20, KEYS: 2**20, CHECKPOINT: 2**20, SUMS: 32 * 2**20}
LONGEST_LINE = 16 * 2**20
"""Bytes of an event, the longest of which names some hundred thousand votes."""


class BadBundle(Fault):
    """A file is no bundle, or a part of it can't be read."""

    def __init__(self, place: str, zh: str, en: str) -> None:
        super().__init__(
            f"{place} 不是完好的审计包：{zh}；请重新取得该文件",
            f"{place} is no sound bundle: {en}; get the file anew",
            place=place,
        )


class NoBundle(BadBundle):
    """There is no file where a bundle was named, or none that may be read."""


class BundleFixed(Fault):
    """Something was to be added to a bundle."""

    def __init__(self, place: str) -> None:
        super().__init__(
            f"{place} 是审计包，只可查看与核验，不能写入；未记录任何内容",
            f"{place} is a bundle: it can be looked at and verified, not added to; nothing was "
            "recorded",
            place=place,
        )


class Files(Protocol):
    """The files of a bundle, by name."""

    @property
    def place(self) -> str:
        """Return where the bundle lies, for people."""
        ...

    def names(self) -> Collection[str]:
        """Return the names of all files, in the order in which they lie in it."""
        ...

    def open(self, name: str) -> IO[bytes]:
        """Return a file to read. What it raises, here or while reading, is ``BadBundle``."""
        ...


def data(files: Files, name: str) -> bytes:
    """Return a whole file. Raises ``BadBundle``, naming one that is too large."""
    longest = LONGEST_OF.get(name, LONGEST)
    with files.open(name) as file:
        found = file.read(longest + 1)
    if len(found) > longest:
        raise too_large(files, name)
    return found


def lines(files: Files, name: str) -> Iterator[bytes]:
    """Yield the lines of a file, however long it is. Raises ``BadBundle`` for one without end."""
    with files.open(name) as file:
        while line := file.readline(LONGEST_LINE + 1):
            if len(line) > LONGEST_LINE:
                raise too_large(files, name)
            yield line


def too_large(files: Files, name: str) -> BadBundle:
    """Return the fault of a file, or a line, that no bundle of ours has."""
    return BadBundle(files.place, f"其中的 {name} 过大", f"{name} in it is too large")


def text(files: Files, name: str) -> str:
    """Return a whole file as text. Raises ``BadBundle``, naming it."""
    try:
        return data(files, name).decode()
    except UnicodeDecodeError:
        raise malformed(files, name) from None


def malformed(files: Files, name: str, line: int = 0) -> BadBundle:
    """Return the fault of a file that is not what its name says."""
    zh, en = (f"第 {line} 行", f"line {line} of ") if line else ("", "")
    return BadBundle(files.place, f"其中的 {name} {zh}无法读懂", f"{en}{name} can't be understood")
