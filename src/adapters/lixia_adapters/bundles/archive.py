"""A bundle in a ZIP file, which any system opens."""

from __future__ import annotations

import io
import zlib
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import IO
from zipfile import ZIP_DEFLATED, ZIP_STORED, BadZipFile, ZipFile, ZipInfo

from lixia_adapters.system_errors import in_chinese
from lixia_domain.audit.bundle.files import TILES, BadBundle, NoBundle

DENSE = (".parquet", ".xlsx")
"""What is packed already, or, as hashes are, can't be."""
_EPOCH = (1980, 1, 1, 0, 0, 0)
_BROKEN = (BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)


class ZipTarget:
    """A bundle being written; whoever writes it closes it."""

    def __init__(self, path: Path) -> None:
        self._zip = ZipFile(path, "w")

    def add(self, name: str, chunks: Iterable[bytes]) -> None:
        """Add a file. Nothing in it says when it was written: the same contents, the same bytes."""
        info = ZipInfo(name, _EPOCH)
        dense = name.endswith(DENSE) or (name.startswith(TILES) and "entries" not in name)
        info.compress_type = ZIP_STORED if dense else ZIP_DEFLATED
        info.external_attr = 0o100644 << 16
        with self._zip.open(info, "w", force_zip64=True) as file:
            for chunk in chunks:
                file.write(chunk)

    def close(self) -> None:
        """Finish the file: before this it is no ZIP file."""
        self._zip.close()


class ZipFiles:
    """The files of a bundle. Raises ``NoBundle``; ``BadBundle`` for what is no whole ZIP file."""

    def __init__(self, place: str) -> None:
        self.place = place
        try:
            self._zip = ZipFile(place)
        except FileNotFoundError:
            raise NoBundle(place, "没有这个文件", "there is no such file") from None
        except (IsADirectoryError, PermissionError) as error:
            zh, en = f"无法读取（{in_chinese(error)}）", f"it can't be read ({error.strerror})"
            raise NoBundle(place, zh, en) from None
        except _BROKEN as wrong:
            raise BadBundle(
                place,
                f"不是 ZIP 文件，或已被截断（{wrong}）",
                f"it is no ZIP file, or was cut short ({wrong})",
            ) from None
        listed = self._zip.namelist()
        self._names = dict.fromkeys(listed)
        if len(self._names) < len(listed):
            # Of two files of one name, one program reads the first and another the last.
            twice = next(name for at, name in enumerate(listed) if name in listed[:at])
            raise BadBundle(place, f"其中有两个 {twice}", f"there are two {twice} in it")

    def names(self) -> Collection[str]:
        """Return the names of all files."""
        return self._names.keys()

    def open(self, name: str) -> IO[bytes]:
        """Return a file to read."""
        if name not in self._names:
            raise BadBundle(self.place, f"缺少文件 {name}", f"the file {name} is missing")
        return io.BufferedReader(_Unpacked(self, name))

    def unpacking(self, name: str) -> IO[bytes]:
        """Return a file as the ZIP library reads it."""
        return self._zip.open(name)


class _Unpacked(io.RawIOBase):
    """A file within; whatever is wrong with the ZIP file is told as ``BadBundle``."""

    def __init__(self, files: ZipFiles, name: str) -> None:
        self._place, self._name = files.place, name
        try:
            self._file = files.unpacking(name)
        except _BROKEN as wrong:
            raise self._broken(wrong) from None

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override] # typeshed's Buffer is of 3.12
        try:
            data = self._file.read(len(buffer))
        except _BROKEN as wrong:
            raise self._broken(wrong) from None
        buffer[: len(data)] = data
        return len(data)

    def _broken(self, wrong: BaseException) -> BadBundle:
        return BadBundle(
            self._place,
            f"其中的 {self._name} 无法解压（{wrong}）",
            f"{self._name} in it can't be unpacked ({wrong})",
        )
