"""A bundle in a ZIP file, which any system opens."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import IO
from zipfile import ZipFile, ZipInfo

from lixia_adapters.bundles.canonical import NotCanonical, entries, method, unpacked
from lixia_adapters.plain_file import opened
from lixia_domain.audit.bundle.files import BadBundle, NoBundle
from lixia_domain.kernel.system_errors import words_of

_EPOCH = (1980, 1, 1, 0, 0, 0)


class ZipTarget:
    """A bundle being written; whoever writes it closes it."""

    def __init__(self, path: Path) -> None:
        self._zip = ZipFile(path, "w")

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Add a file. Nothing in it says when it was written: the same contents, the same bytes."""
        info = ZipInfo(name, _EPOCH)
        info.compress_type = method(name)
        info.external_attr = 0o100644 << 16
        info.create_system = 3  # wherever it is made
        with self._zip.open(info, "w", force_zip64=True) as file:
            for chunk in chunks:
                file.write(chunk)

    def close(self) -> None:
        """Finish the file: before this it is no ZIP file."""
        self._zip.close()


class ZipFiles:
    """The files of a bundle. Raises ``NoBundle``; ``BadBundle`` for other than a canonical ZIP."""

    def __init__(self, place: str) -> None:
        self.place = place
        try:
            self._file = opened(place)
            self._entries = entries(self._file)
        except FileNotFoundError:
            raise NoBundle(place, "没有这个文件", "there is no such file") from None
        except OSError as error:
            why = words_of(error)
            zh, en = f"无法读取（{why.zh}）", f"it can't be read ({why.en})"
            raise NoBundle(place, zh, en) from None
        except NotCanonical as wrong:
            raise BadBundle(place, wrong.zh, wrong.en) from None

    def names(self) -> Collection[str]:
        """Return the names of all files."""
        return self._entries.keys()

    def open(self, name: str) -> IO[bytes]:
        """Return a file to read."""
        if name not in self._entries:
            raise BadBundle(self.place, f"缺少文件 {name}", f"the file {name} is missing")
        chunks = unpacked(self._file, self._entries[name])
        return io.BufferedReader(_Unpacked(self.place, chunks))


class _Unpacked(io.RawIOBase):
    """A file within; whatever is wrong with the ZIP file is told as ``BadBundle``."""

    def __init__(self, place: str, chunks: Iterator[bytes]) -> None:
        self._place, self._chunks, self._rest = place, chunks, memoryview(b"")

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # typeshed's Buffer is of 3.12
        if not self._rest:
            try:
                self._rest = memoryview(next(self._chunks, b""))
            except NotCanonical as wrong:
                raise BadBundle(self._place, wrong.zh, wrong.en) from None
            except OSError as error:
                why = words_of(error)
                zh, en = f"无法读取（{why.zh}）", f"it can't be read ({why.en})"
                raise BadBundle(self._place, zh, en) from None
        count = min(len(buffer), len(self._rest))
        buffer[:count] = self._rest[:count]
        self._rest = self._rest[count:]
        return count
