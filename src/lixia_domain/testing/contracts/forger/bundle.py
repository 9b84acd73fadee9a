"""What nobody can do to the ZIP file that an auditor gets: it has one form, and is refused else."""

from __future__ import annotations

import struct
from collections.abc import Callable
from pathlib import Path
from typing import TypeAlias

import pytest

from lixia_domain.application.bootstrap import open_store
from lixia_domain.audit.bundle.files import BadBundle

Zip: TypeAlias = Callable[[bytes], bytes]


def _list_at(data: bytes) -> int:
    return int(struct.unpack_from("<L", data, len(data) - 6)[0])


def _moved(data: bytes, at: int, more: bytes) -> bytes:
    """Put something between two files, and set the list right, as any tool reads it."""
    start, changed = _list_at(data), bytearray(data[:at] + more + data[at:])
    struct.pack_into("<L", changed, len(changed) - 6, start + len(more))
    here = start + len(more)
    while changed[here : here + 4] == b"PK\1\2":
        name, extra, comment = struct.unpack_from("<3H", changed, here + 28)
        (offset,) = struct.unpack_from("<L", changed, here + 42)
        if offset >= at:
            struct.pack_into("<L", changed, here + 42, offset + len(more))
        here += 46 + name + extra + comment
    return bytes(changed)


def _second(data: bytes) -> int:
    return data.index(b"PK\3\4", 4)


def _comment(data: bytes) -> bytes:
    return data[:-2] + struct.pack("<H", 3) + b"abc"


def _patched(mark: bytes, at: int, value: bytes) -> Zip:
    def patched(data: bytes) -> bytes:
        where = data.index(mark) + at
        return data[:where] + value + data[where + len(value) :]

    return patched


def _large_record(data: bytes) -> bytes:
    """Put the second record there that large files have, and let the first say something else."""
    end = len(data) - 22
    count, length, start = struct.unpack_from("<HLL", data, end + 10)
    large = struct.pack("<4sQ2H2L4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, length, start)
    where = struct.pack("<4sLQL", b"PK\6\7", 0, end, 1)
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, 10, start, 0)
    return data[:end] + large + where + last


ZIPS: dict[str, Zip] = {
    "another bundle before it": lambda data: _moved(data, 0, data),
    "another bundle before it, nothing set right": lambda data: data + data,
    "bytes before it": lambda data: b"#!/bin/sh\n" + data,
    "bytes between two files": lambda data: _moved(data, _second(data), b"hidden"),
    "another file between two": lambda data: _moved(data, _second(data), data[: _second(data)]),
    "bytes between the last file and the list": lambda data: _moved(data, _list_at(data), b"x"),
    "bytes behind it": lambda data: data + b"x",
    "a comment": _comment,
    "a name in its own header": _patched(b"PK\3\4", 30, b"readme"),
    "a name in the list": _patched(b"PK\1\2", 46, b"readme"),
    "a way out of the folder": lambda data: data.replace(b"README.txt", b"../ADM.txt"),
    "a link instead of a file": _patched(b"PK\1\2", 38, b"\0\0\xff\xa1"),
    "another date": _patched(b"PK\3\4", 10, b"\1"),
    "sizes behind the data": _patched(b"PK\3\4", 6, b"\x08"),
    "another method": _patched(b"PK\3\4", 8, b"\x0c"),
    "a record of a large file's": _large_record,
    "a version of the format that nobody reads": _patched(b"PK\1\2", 6, b"\x63"),
    "another version in its own header": _patched(b"PK\3\4", 4, b"\x63"),
    "made on another system": _patched(b"PK\1\2", 5, b"\x07"),
    "a plain name said to be UTF-8": _patched(b"PK\3\4", 7, b"\x08"),
    "another sum": _patched(b"PK\1\2", 16, b"\0\0\0\0"),
}


class BundleForgerContract:
    """Give the fixture ``bundle``: a file that ``lixia export bundle`` made of your store."""

    @pytest.mark.parametrize("name", ZIPS)
    def test_a_bundle_has_one_form(self, bundle: Path, name: str) -> None:
        """Whatever program reads it sees the same files, or ours says that it is no bundle."""
        open_store(f"bundle:///{bundle}").close()
        whole = bundle.read_bytes()
        bundle.write_bytes(ZIPS[name](whole))
        assert bundle.read_bytes() != whole
        with pytest.raises(BadBundle) as refused:
            open_store(f"bundle:///{bundle}")
        assert refused.value.sentence("zh") != refused.value.sentence("en")
