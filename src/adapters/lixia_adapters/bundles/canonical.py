"""The one form of a ZIP file that we write, and take: files one behind the other, and their list.

Other programs find files by the list at the end, or read from the beginning, or look for what
seems a file anywhere. All of them must see the same: so nothing stands before the first file,
between two, or behind the list, each file's own header says what the list says, and packed data
end where it says.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from typing import Any, BinaryIO

from attrs import frozen

from lixia_domain.audit.bundle.files import TILES

LONGEST_LIST = 16 * 2**20
"""Bytes of the list of files: 150,000 of them, as of 20 million events."""
LARGEST, LARGEST_IN_ALL = 16 * 2**30, 64 * 2**30
"""Bytes that a file, and all together, may unpack to."""
DENSEST, FREE = 200, 2**20
"""How many times its packed bytes a file beyond ``FREE`` may come to: our own, at most 30."""
STORED, DEFLATED = 0, 8
DENSE = (".parquet", ".xlsx")
"""What is packed already, or, as hashes are, can't be."""
CHUNK = 2**16
_END = struct.Struct("<4s4H2LH")
_END_64 = struct.Struct("<4sQ2H2L4Q")
_LOCATOR = struct.Struct("<4sLQL")
_LISTED = struct.Struct("<4s4B4H3L5H2L")
_LOCAL = struct.Struct("<4s2B4H3L2H")
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_LARGE = 0x7FFFFFFF
"""Beyond this a second record at the end holds where the list is."""
_VERSIONS = (20, 45)
"""Of the format: as every program reads it, and with sizes beyond 32 bits."""
_MADE = {(made, need) for made in (45, 45 + (3 << 8)) for need in _VERSIONS}
_SYSTEMS = (0, 3)
"""On which it was made: on Windows, on any other."""
_NO_DATE = (0, 33)  # 1980-01-01, 00:00
_PLAIN_FILE = 0o100644 << 16
_UTF_8 = 0x800


class NotCanonical(ValueError):  # noqa: N818 - it says what the file is not
    """A ZIP file is none, or not of the one form."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.zh, self.en = zh, en


_NO_ZIP = NotCanonical("不是 ZIP 文件，或已被截断", "it is no ZIP file, or was cut short")


@frozen
class Entry:
    """A file within: where its data begin, how they are packed, and what they come to."""

    name: str
    at: int
    """Where its header begins."""
    data: int
    packed: int
    size: int
    crc: int
    method: int


def method(name: str) -> int:
    """Return how a file of this name is packed.

    Deflated data may be packed anew, to the same contents and sum: programs that deflate give
    other bytes by their release, and whoever unpacks them sees the same.
    """
    hashes = name.startswith(TILES) and "entries" not in name
    return STORED if hashes or name.endswith(DENSE) else DEFLATED


def entries(file: BinaryIO) -> dict[str, Entry]:
    """Return the files in a ZIP file, by name, in their order. Raises ``NotCanonical``."""
    start, end, count = _list_at(file)
    if end - start > LONGEST_LIST:
        raise NotCanonical("其中的文件过多", "there are too many files in it")
    file.seek(start)
    listed = file.read(end - start)
    found: dict[str, Entry] = {}
    at, due, whole = 0, 0, 0
    while at < len(listed):
        entry, at = _listed(listed, at)
        if entry.name in found:
            raise NotCanonical(f"其中有两个 {entry.name}", f"there are two {entry.name} in it")
        if entry.at != due:
            raise _stray(due)
        entry = _own_header(file, entry)
        whole += entry.size
        if entry.size > max(FREE, min(LARGEST, DENSEST * entry.packed)) or whole > LARGEST_IN_ALL:
            raise NotCanonical(
                f"其中的 {entry.name} 解压后过大", f"{entry.name} in it unpacks to too much"
            )
        due = entry.data + entry.packed
        found[entry.name] = entry
    if len(found) != count or due != start:
        raise _stray(due)
    return found


def unpacked(file: BinaryIO, entry: Entry) -> Iterator[bytes]:
    """Yield what a file unpacks to. Never more than was listed. Raises ``NotCanonical``."""
    left, size, crc, at = entry.packed, 0, 0, entry.data
    unpack = zlib.decompressobj(-15) if entry.method == DEFLATED else None
    pending = b""
    while left or pending:
        if not pending:
            file.seek(at)
            pending = file.read(min(CHUNK, left))
            if not pending:
                raise _broken(entry)
            at, left = at + len(pending), left - len(pending)
        data, pending = _step(entry, unpack, pending)
        size, crc = size + len(data), zlib.crc32(data, crc)
        if size > entry.size:
            raise _broken(entry)
        if data:
            yield data
    if unpack is not None and not unpack.eof:
        raise _broken(entry)
    if (size, crc) != (entry.size, entry.crc):
        raise _broken(entry)


def _step(entry: Entry, unpack: zlib._Decompress | None, data: bytes) -> tuple[bytes, bytes]:
    """Return some of what ``data`` unpack to, and what is left of them."""
    if unpack is None:
        return data, b""
    if unpack.eof:
        raise _broken(entry)  # something stands behind what was packed
    try:
        found = unpack.decompress(data, CHUNK)
    except zlib.error:
        raise _broken(entry) from None
    if unpack.unused_data:
        raise _broken(entry)
    return found, unpack.unconsumed_tail


def _list_at(file: BinaryIO) -> tuple[int, int, int]:
    """Return where the list of files begins and ends, and how many there are."""
    whole = file.seek(0, 2)
    last = _read(file, whole - _END.size, _END)
    mark, disk, disk_too, here, count, length, start, comment = last
    if mark != b"PK\5\6" or comment or disk or disk_too or here != count:
        raise _NO_ZIP
    end = whole - _END.size
    mark, disk, end_64, disks = _read(file, max(end - _LOCATOR.size, 0), _LOCATOR)
    if mark == b"PK\6\7":
        if (disk, disks) != (0, 1) or end_64 + _END_64.size != end - _LOCATOR.size:
            raise _NO_ZIP
        short = (count, length, start)
        mark, rest, *made, disk, disk_too, here, count, length, start = _read(file, end_64, _END_64)
        if (mark, rest, disk, disk_too) != (b"PK\6\6", _END_64.size - 12, 0, 0) or here != count:
            raise _NO_ZIP
        large = count > _FULL_16 or max(length, start) > _LARGE
        fitting = (min(count, _FULL_16), min(length, _FULL_32), min(start, _FULL_32))
        if not large or short != fitting or tuple(made) not in _MADE:
            raise _NO_ZIP  # programs that look at one record only would find another list
        end = end_64
    if start + length != end:
        raise _stray(start + length)
    return start, end, count


def _listed(listed: bytes, at: int) -> tuple[Entry, int]:
    """Return the file that the list names at ``at``, and where the next one is."""
    if at + _LISTED.size > len(listed):
        raise _NO_ZIP
    told = _LISTED.unpack_from(listed, at)
    mark, made, system, need, more, flags, packing, *when = told[:9]
    crc, packed, size, name_length, extra_length, comment, disk, inner, outer, offset = told[9:]
    at += _LISTED.size
    name = _name(listed[at : at + name_length], flags)
    at += name_length
    extra = listed[at : at + extra_length]
    odd = (mark, more, comment, disk, inner, outer, tuple(when)) != (
        b"PK\1\2", 0, 0, 0, 0, _PLAIN_FILE, _NO_DATE,
    )  # fmt: skip
    odd = odd or not {made, need} <= {*_VERSIONS} or system not in _SYSTEMS
    if odd or packing != method(name) or len(extra) != extra_length:
        raise _odd(name)
    (size, packed, offset), rest = _large(extra, (size, packed, offset))
    if rest or (packing == STORED and packed != size):
        raise _odd(name)
    return Entry(name, offset, 0, packed, size, crc, packing), at + extra_length


def _own_header(file: BinaryIO, entry: Entry) -> Entry:
    """Return ``entry`` with where its data begin, if its own header says what the list says."""
    told = _read(file, entry.at, _LOCAL)
    mark, need, more, flags, packing, *when, crc, packed, size, name_length, extra_length = told
    rest = file.read(name_length + extra_length)
    name, extra = _name(rest[:name_length], flags), rest[name_length:]
    (size, packed), left = _large(extra, (size, packed))
    odd = (mark, more, tuple(when), name, packing, crc, packed, size, left) != (
        b"PK\3\4", 0, _NO_DATE, entry.name, entry.method, entry.crc, entry.packed, entry.size, b"",
    )  # fmt: skip
    if odd or need not in _VERSIONS:
        raise _odd(entry.name)
    data = entry.at + _LOCAL.size + name_length + extra_length
    return Entry(entry.name, entry.at, data, entry.packed, entry.size, entry.crc, entry.method)


def _large(extra: bytes, told: tuple[int, ...]) -> tuple[tuple[int, ...], bytes]:
    """Return numbers, those that need more than 32 bits from ``extra``, and what is left of it."""
    if not extra:
        return told, b""
    if len(extra) < 4 or extra[:2] != b"\1\0":
        return told, extra
    (length,) = struct.unpack_from("<H", extra, 2)
    body, large = extra[4 : 4 + length], list[int]()
    for number in told:
        if number == _FULL_32 and len(body) >= 8:
            (number,), body = struct.unpack_from("<Q", body), body[8:]
        large.append(number)
    return tuple(large), body + extra[4 + length :]


def _name(raw: bytes, flags: int) -> str:
    """Return the name of a file: one that unpacks below a folder, wherever it is unpacked."""
    if flags not in (0, _UTF_8):
        raise _odd(repr(raw))
    try:
        name = raw.decode("utf-8" if flags else "ascii")
    except UnicodeDecodeError:
        raise _odd(repr(raw)) from None
    parts = name.split("/")
    if bool(flags) == name.isascii():  # it says that a name is UTF-8: only where that matters
        raise _odd(repr(name))
    if not name.isprintable() or "\\" in name or ":" in name or {"", ".", ".."} & set(parts):
        raise _odd(repr(name))
    return name


def _read(file: BinaryIO, at: int, form: struct.Struct) -> tuple[Any, ...]:
    if at < 0:
        raise _NO_ZIP
    file.seek(at)
    data = file.read(form.size)
    if len(data) < form.size:
        raise _NO_ZIP
    return form.unpack(data)


def _stray(at: int) -> NotCanonical:
    return NotCanonical(
        f"从第 {at} 个字节起有不属于任何文件的内容，或文件重叠",
        f"from byte {at} on there is something that belongs to no file in it, or files overlap",
    )


def _odd(name: str) -> NotCanonical:
    return NotCanonical(
        f"其中 {name} 的文件头不是本程序所写", f"the header of {name} in it is not of our making"
    )


def _broken(entry: Entry) -> NotCanonical:
    return NotCanonical(
        f"其中的 {entry.name} 无法解压，或与所列的大小、校验和不符",
        f"{entry.name} in it can't be unpacked, or has another size or sum than is listed",
    )
