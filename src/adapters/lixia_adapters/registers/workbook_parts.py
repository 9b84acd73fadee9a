"""The parts of an .xlsx, counted by a parser before any other program opens them.

Whoever opens a workbook after this finds in it what was seen here: one list of parts, each packed
as its entry says, every part of XML well-formed, without a document type, in UTF-8. Whatever a
part is called, its cells count. It runs in the process that reads (``workbook_process``) and is
kept to modules that start fast.
"""

from __future__ import annotations

import re
import struct
import zlib
from operator import lt
from pyexpat import ExpatError, ParserCreate

TYPE_CHECKING = False
if TYPE_CHECKING:  # what is imported here makes every read longer
    from collections.abc import Callable, Iterator
    from pyexpat import XMLParserType

LARGEST_UNPACKED = 160 * 2**20
"""Bytes of all parts, and so of each."""
MOST_PARTS = 2_000
MOST_CELLS = 2_200_000
"""Of one sheet: 200,000 rows of ten columns, and some."""
MOST_CELLS_IN_ALL = 2_500_000
MOST_ODD_CELLS = 500_000
"""Of a sheet that is written in a form that takes longer to look at."""
LARGEST_AREA = 5_000_000
"""Cells from A1 to the corner that holds all others, of one sheet and of all together."""
FREE_AREA, AREA_PER_CELL = 200_000, 50
"""An area beyond ``FREE_AREA`` goes with the cells in it: a stray one stretches no sheet."""
MOST_ELEMENTS = 10_000_000
"""As far as half of all "<" tell."""
DENSEST = 200
"""How many times its packed bytes a part beyond ``FREE_BYTES`` may come to."""
FREE_BYTES = 2**20
LAST_COLUMN, LAST_ROW = 16_384, 1_048_576
"""Of Excel: XFD1048576."""

LONGEST_TOKEN = 2**20
"""Bytes without a "<": expat takes the square of a longer one's time."""

_CHUNK = 2**18
_END = struct.Struct("<4s4H2LH")
_LISTED = struct.Struct("<4s4B4H3L5H2L")
_LOCAL = struct.Struct("<4s2B4H3L2H")
_STORED, _DEFLATED = 0, 8
_ENCRYPTED, _UTF_8 = 1, 0x800
_FULL = 0xFFFFFFFF
_DIGITS = "0123456789"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships id"


class Refused(Exception):  # noqa: N818 - it says what came of it
    """A workbook is not opened: ``code`` says why, the rest where, as far as that is known."""

    def __init__(self, code: str, part: str = "", row: int = 0, column: str = "") -> None:
        super().__init__(code, part, row, column)
        self.code, self.part, self.row, self.column = code, part, row, column


class Part:
    """A part as the list has it: what it is called, where its header is, what it comes to."""

    def __init__(
        self, name: str, at: int, *, packed: int, size: int, crc: int, method: int
    ) -> None:
        self.name, self.at = name, at
        self.packed, self.size, self.crc, self.method = packed, size, crc, method


def parts(content: bytes) -> dict[str, Part]:
    """Return all parts by name. Raises ``Refused`` for no ZIP, an odd one, or too many bytes."""
    end = len(content) - _END.size
    if end < 0:
        raise Refused("unreadable")
    mark, disk, disk_too, here, count, length, start, comment = _END.unpack_from(content, end)
    if mark != b"PK\5\6" or comment or disk or disk_too or here != count or start + length != end:
        raise Refused("unreadable")
    found: dict[str, Part] = {}
    names: set[str] = set()
    at = start
    while at < end:
        part, at = _listed(content, at, end)
        folded = part.name.replace("\\", "/").lower()
        if folded in names:
            raise Refused("unreadable", part.name)
        names.add(folded)
        found[part.name] = part
        if len(found) > MOST_PARTS:
            raise Refused("parts")
    if len(found) != count or at != end:
        raise Refused("unreadable")
    if sum(part.packed for part in found.values()) > start:
        raise Refused("unreadable")
    if sum(part.size for part in found.values()) > LARGEST_UNPACKED or any(
        part.size > FREE_BYTES and part.size > DENSEST * part.packed for part in found.values()
    ):
        raise Refused("unpacked")
    return found


def _listed(content: bytes, at: int, end: int) -> tuple[Part, int]:
    if at + _LISTED.size > end:
        raise Refused("unreadable")
    told = _LISTED.unpack_from(content, at)
    mark, flags, method = told[0], told[5], told[6]
    crc, packed, size, name_length, extra_length, comment = told[9:15]
    begin = told[18]
    at += _LISTED.size
    raw, extra = content[at : at + name_length], at + name_length
    at = extra + extra_length + comment
    if mark != b"PK\1\2" or flags & _ENCRYPTED or method not in (_STORED, _DEFLATED) or at > end:
        raise Refused("unreadable")
    try:
        name = raw.decode("utf-8" if flags & _UTF_8 else "cp437")
    except UnicodeDecodeError:
        raise Refused("unreadable") from None
    if _FULL in (packed, size, begin):
        told = _large(content[extra : extra + extra_length], (size, packed, begin))
        size, packed, begin = told
    return Part(name, begin, packed=packed, size=size, crc=crc, method=method), at


def _large(extra: bytes, told: tuple[int, ...]) -> tuple[int, ...]:
    """Return sizes and place, those that need more than 32 bits from the ZIP64 field."""
    if extra[:2] != b"\1\0":
        raise Refused("unreadable")
    found, at = [], 4
    for number in told:
        if number == _FULL:
            number = int.from_bytes(extra[at : at + 8], "little")
            at += 8
        found.append(number)
    return tuple(found)


def unpacked(content: bytes, part: Part) -> Iterator[bytes]:
    """Yield what a part unpacks to, never more than listed. Raises ``Refused``."""
    if part.at + _LOCAL.size > len(content):
        raise Refused("unreadable", part.name)
    told = _LOCAL.unpack_from(content, part.at)
    name_length, extra_length = told[10:12]
    begin = part.at + _LOCAL.size
    name = content[begin : begin + name_length]
    begin += name_length + extra_length
    packed = memoryview(content)[begin : begin + part.packed]
    own = name.decode("utf-8" if told[3] & _UTF_8 else "cp437", "replace")
    if told[0] != b"PK\3\4" or own != part.name or len(packed) != part.packed:
        raise Refused("unreadable", part.name)
    if told[3] & _ENCRYPTED or told[4] != part.method:
        raise Refused("unreadable", part.name)
    size = crc = 0
    for chunk in _inflated(packed, part):
        size += len(chunk)
        crc = zlib.crc32(chunk, crc)
        if size > part.size:
            break
        yield chunk
    if (size, crc) != (part.size, part.crc):
        raise Refused("unreadable", part.name)


def _inflated(packed: memoryview, part: Part) -> Iterator[bytes]:
    if part.method == _STORED:
        for at in range(0, len(packed), _CHUNK):
            yield bytes(packed[at : at + _CHUNK])
        return
    unpack = zlib.decompressobj(-15)
    try:
        for at in range(0, len(packed), _CHUNK):
            pending: bytes | memoryview = packed[at : at + _CHUNK]
            while pending and not unpack.eof:
                yield unpack.decompress(pending, _CHUNK)
                pending = unpack.unconsumed_tail
        while not unpack.eof:
            if not (more := unpack.decompress(b"", _CHUNK)):
                raise Refused("unreadable", part.name)
            yield more
    except zlib.error:
        raise Refused("unreadable", part.name) from None
    if unpack.unused_data:
        raise Refused("unreadable", part.name)


def check(content: bytes) -> int:
    """Return how many cells there are, if the workbook may be opened. Raises ``Refused``."""
    found = parts(content)
    if "xl/workbook.xml" not in found or "xl/workbook.bin" in found:
        raise Refused("unreadable")
    if "xl/_rels/workbook.xml.rels" in found:
        _check_sheets(content, found)
    cells = elements = area = 0
    for part in found.values():
        if not part.name.endswith((".xml", ".rels")):
            for _ in unpacked(content, part):  # its sum counts: a program may open it anyway
                pass
            continue
        counted = _counted(content, part, MOST_ELEMENTS - elements, MOST_CELLS_IN_ALL - cells)
        cells, elements = cells + counted.cells, elements + counted.elements
        area += counted.area()
        if area > LARGEST_AREA:
            raise Refused("area", part.name, counted.height, letters(counted.width))
    return cells


def sheet_name(content: bytes, part: str) -> str:
    """Return what the sheet in a part is called, the part's own name where that is not told."""
    try:
        found = parts(content)
        for name, target in _sheets(content, found):
            if target == part:
                return name
    except (Refused, KeyError):
        pass
    return part


def _check_sheets(content: bytes, found: dict[str, Part]) -> None:
    """Refuse a sheet that lies in a part which is not looked at as XML."""
    for _, target in _sheets(content, found):
        if target not in found or target.startswith(_OTHERS_OWN) or not target.endswith(".xml"):
            raise Refused("unreadable", target)


def _sheets(content: bytes, found: dict[str, Part]) -> list[tuple[str, str]]:
    """Return name and part of each sheet, as the workbook and its relations have them."""
    targets: dict[str, str] = {}
    sheets: list[tuple[str, str]] = []

    def related(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == "Relationship":
            targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def listed(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(" ")[2] == "sheet" and _RELATION in attributes:
            target = targets.get(attributes[_RELATION], "")
            inside = target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}"
            sheets.append((attributes.get("name", ""), inside))

    for part, start in (("xl/_rels/workbook.xml.rels", related), ("xl/workbook.xml", listed)):
        parser = ParserCreate("utf-8", namespace_separator=" ")
        parser.StartElementHandler = start
        parser.StartDoctypeDeclHandler = _no_doctype(part)
        for _ in _feed(parser, part, unpacked(content, found[part])):
            pass
    return sheets


def _no_doctype(part: str) -> Callable[..., None]:
    def refuse(*_: object) -> None:
        raise Refused("doctype", part)

    return refuse


def _feed(parser: XMLParserType, part: str, chunks: Iterator[bytes]) -> Iterator[bytes]:
    """Parse ``chunks``, cut before a "<" each; yield each after it was parsed."""
    rest = b""
    try:
        for chunk in chunks:
            if b"\0" in chunk:  # UTF-16, which expat would find out by itself, and others would not
                raise Refused("unreadable", part)
            rest += chunk
            cut = rest.rfind(b'c r="')  # of a cell, as a rule: so it is seen whole
            cut = rest.rfind(b"<", 0, cut) if cut > 0 else -1
            if cut <= 0 and (cut < 0 or len(rest) > LONGEST_TOKEN // 2):
                cut = rest.rfind(b"<")
            if cut > 0:
                piece, rest = rest[:cut], rest[cut:]
                parser.Parse(piece, False)
                yield piece
            elif len(rest) > LONGEST_TOKEN:
                raise Refused("token", part)
        parser.Parse(rest, True)
        yield rest
    except ExpatError:
        raise Refused("unreadable", part) from None


def _counted(content: bytes, part: Part, most_elements: int, most_cells: int) -> _Counting:
    """Return what a part holds: by its plain tags, or, where it has others, one by one."""
    counting: _Counting
    for counting in (
        _Plain(part.name, most_elements, most_cells),
        _Counting(part.name, most_elements, most_cells),
    ):
        try:
            counting.parse(unpacked(content, part))
            break
        except _NotPlain:
            continue
    area = counting.area()
    if area > LARGEST_AREA or area > FREE_AREA + AREA_PER_CELL * counting.cells:
        raise Refused("area", part.name, counting.height, letters(counting.width))
    return counting


_OTHERS_OWN = ("customXml/", "docProps/")
"""Parts in which no sheet lies."""
_ODD_VALUE = re.compile(rb"<(?:[A-Za-z]{1,8}:)?v(?:\s[^<>]*)?>[^<&]*&")
"""A number with an entity, which one program reads, and another ends at."""
_PREFIX = re.compile(rb"<([A-Za-z]{1,8}:)worksheet[ >]")
_OTHER_TYPE = re.compile(rb"\bt(?:\s+=|=\s|=')")


class _Tags:
    """How cells are written under a prefix of names, which is empty as a rule."""

    def __init__(self, prefix: bytes) -> None:
        self.names = b"<" + prefix + b"c"
        self.cell = self.names + b' r="'
        self.any_cell = re.compile(rb"<(?:%s)?c[\s/>]" % prefix)
        self.columns = re.compile(rb"%s([A-Z]{1,3})[1-9]" % self.cell)
        self.rows = re.compile(rb'%s[A-Z]{1,3}([1-9][0-9]{0,6})"' % self.cell)
        self.formula = re.compile(rb"<%sf[ />]" % prefix)
        self.value = re.compile(rb"<%sv(?: [^<>]*)?>[^<]" % prefix)
        self.end = b"</" + prefix + b"c>"
        self.further = re.compile(rb"</%s(?:v|is)>(?!%s)" % (prefix, self.end))
        self.prefix = prefix


class _NotPlain(Exception):  # noqa: N818 - it says what a part is
    """A part is written in another form than programs usually write."""


class _Counting:
    """What one part holds: elements, cells, and how far they reach."""

    def __init__(self, part: str, most_elements: int, most_cells: int) -> None:
        self.part = part
        self.most_elements = most_elements
        self.most_cells = min(most_cells, MOST_ODD_CELLS)
        self.elements = self.cells = self.width = self.height = 0
        self.columns: dict[str, int] = {}

    def area(self) -> int:
        """Return how many cells lie between A1 and the corner."""
        return self.width * self.height

    def parse(self, chunks: Iterator[bytes]) -> None:
        """Count a part. Raises ``Refused`` at the first thing that is wrong with it."""
        parser = ParserCreate("utf-8")  # whatever it says itself
        parser.StartDoctypeDeclHandler = _no_doctype(self.part)
        parser.XmlDeclHandler = self._declared
        if not self.part.startswith(_OTHERS_OWN):
            for name in ("Comment", "ProcessingInstruction", "StartCdataSection"):
                setattr(parser, f"{name}Handler", self._odd)
        self.watch(parser)
        for piece in _feed(parser, self.part, chunks):
            self.elements += piece.count(b"<") // 2  # or more, where tags close themselves
            self.take(piece)
            if self.cells > self.most_cells or self.elements > self.most_elements:
                raise Refused("cells", self.part)

    def watch(self, parser: XMLParserType) -> None:
        """Count at each element, wherever what tells of it stands in its tag."""
        parser.StartElementHandler = self._start(parser)

    def take(self, piece: bytes) -> None:
        """Take note of a piece that was parsed."""
        if _ODD_VALUE.search(piece):
            raise Refused("form", self.part)

    def _odd(self, *_: object) -> None:
        """Refuse what one program reads over, and another takes for the end of a value."""
        raise Refused("form", self.part)

    def _declared(self, version: str, encoding: str | None, standalone: int) -> None:
        if encoding is not None and encoding.lower() not in ("utf-8", "utf8", "us-ascii"):
            raise Refused("unreadable", self.part)

    def _start(self, parser: XMLParserType) -> Callable[[str, dict[str, str]], None]:
        """Return what is called at each element."""
        row = column = values = 0
        told = kind = ""
        locals_ = {"c": "c", "row": "row", "f": "f"}

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal row, column, values, told, kind
            local = locals_.get(name)
            if local is None:
                local = locals_[name] = name.rpartition(":")[2]
            if local == "v" or local == "is":
                values += 1
                if values > 1 and column:
                    raise Refused("form", self.part, row, letters(column))
            elif local == "c":
                self.cells += 1
                before, values = (row, column), 0
                if (ref := attributes.get("r")) is None:
                    column += 1
                else:
                    letters_ = ref.rstrip(_DIGITS)
                    column = self._column(letters_)
                    if (digits := ref[len(letters_) :]) != told:
                        row, told = self._row(digits), digits
                if (row, column) <= before:
                    raise Refused("order", self.part, row, letters(column))
                if column > self.width:
                    self.width = column
                if row > self.height:
                    self.height = row
                kind = attributes.get("t", "")
                if kind == "e":
                    raise Refused("error", self.part, row, letters(column))
            elif local == "row":
                digits = attributes.get("r", "")
                row, column = self._row(digits) if digits else row + 1, 0
                told = digits or str(row)
            elif local == "f" and kind != "str" and column:
                self._await_value(parser, row, column)

        return start

    def _await_value(self, parser: XMLParserType, row: int, column: int) -> None:
        """Look for the value of a formula until its cell ends."""
        value, inside = "", False
        begin = parser.StartElementHandler

        def opened(name: str, attributes: dict[str, str]) -> None:
            nonlocal inside
            local = name.rpartition(":")[2]
            if local in ("c", "row"):  # a cell within a cell would go uncounted
                raise Refused("unreadable", self.part)
            inside = local == "v"

        def text(found: str) -> None:
            nonlocal value
            if inside and not value:
                value = found

        def closed(name: str) -> None:
            nonlocal inside
            inside = False
            if name.rpartition(":")[2] != "c":
                return
            parser.StartElementHandler = begin
            parser.CharacterDataHandler = parser.EndElementHandler = None
            if not value:
                raise Refused("formula", self.part, row, letters(column))

        parser.StartElementHandler = opened
        parser.CharacterDataHandler = text
        parser.EndElementHandler = closed

    def _column(self, letters: str) -> int:
        if (known := self.columns.get(letters)) is not None:
            return known
        index = 0
        if not letters.isascii() or not letters.isalpha() or len(letters) > 3:
            raise Refused("unreadable", self.part)
        for one in letters.upper():
            index = index * 26 + ord(one) - 64
        if index > LAST_COLUMN:
            raise Refused("unreadable", self.part)
        self.columns[letters] = index
        return index

    def _row(self, digits: str) -> int:
        row = int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= 7 else 0
        if not 0 < row <= LAST_ROW:
            raise Refused("unreadable", self.part)
        return row


class _Plain(_Counting):
    """A part whose cells all begin by ``<c r="A1"``, as programs write them.

    Nothing else in it can be taken for a tag: it has no comments and no sections. So it is enough
    that the parser finds it well-formed; its tags are found by their bytes, several times faster.
    """

    def __init__(self, part: str, most_elements: int, most_cells: int) -> None:
        super().__init__(part, most_elements, most_cells)
        self.most_cells = min(most_cells, MOST_CELLS)
        self.tags: _Tags | None = None
        self.last = 0

    def watch(self, parser: XMLParserType) -> None:
        """Let the parser call nothing at each element."""

    def take(self, piece: bytes) -> None:
        """Count by tags. Raises ``_NotPlain`` for other ones."""
        if self.tags is None:
            found = _PREFIX.search(piece)
            self.tags = _Tags(found[1] if found else b"")
        tags = self.tags
        prefixed = piece.count(tags.names) if tags.prefix else 0
        if piece.count(b":c") != prefixed:
            raise _NotPlain
        cells = piece.count(tags.cell)
        if piece.count(tags.names) != cells and len(tags.any_cell.findall(piece)) != cells:
            raise _NotPlain
        if not cells:
            return
        self.cells += cells
        columns, rows = tags.columns.findall(piece), tags.rows.findall(piece)
        if not len(columns) == len(rows) == cells:
            raise _NotPlain
        known = {one: self._column(one.decode()) for one in set(columns)}
        self.width = max(self.width, *known.values())
        places = [int(row) << 15 | known[column] for row, column in zip(rows, columns, strict=True)]
        if places[0] <= self.last or not all(map(lt, places, places[1:])):
            raise _NotPlain  # which says where
        self.last, self.height = places[-1], int(rows[-1])
        if self.height > LAST_ROW:
            raise _NotPlain
        if tags.further.search(piece):
            raise _NotPlain
        if b"&" in piece and _ODD_VALUE.search(piece):
            self._check_numbers(tags, piece)
        if b"<f" in piece or (tags.prefix and b":f" in piece) or b">#" in piece:
            if _OTHER_TYPE.search(piece):
                raise _NotPlain
            self._check_formulas(tags, piece)

    def _check_numbers(self, tags: _Tags, piece: bytes) -> None:
        for begun in piece.split(tags.cell)[1:]:
            tag, _, inside = begun.partition(b">")
            if b't="str"' not in tag and _ODD_VALUE.search(inside):
                raise _NotPlain

    def _check_formulas(self, tags: _Tags, piece: bytes) -> None:
        for begun in piece.split(tags.cell)[1:]:
            tag, _, inside = begun.partition(b">")
            formula = tags.formula.search(inside)
            if formula and tags.end not in inside:
                raise _NotPlain
            if not formula and (b":f" in inside or b"<f" in inside):
                raise _NotPlain
            error = b't="e"' in tag
            if error or (
                formula
                and b't="str"' not in tag
                and not tags.value.search(inside.partition(tags.end)[0])
            ):
                ref = tag.partition(b'"')[0].decode()
                column = ref.rstrip(_DIGITS)
                code = "error" if error else "formula"
                raise Refused(code, self.part, int(ref[len(column) :]), column)


def letters(column: int) -> str:
    """Return the letters of a column, counted from 1."""
    letters = ""
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
