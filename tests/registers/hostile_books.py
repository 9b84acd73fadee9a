"""Workbooks that nobody writes in good faith, each some lines of what makes it one."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable, Mapping
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = (
    f'{_HEAD}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_ROOT = (
    f'{_HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
STYLES = f'{_HEAD}<styleSheet xmlns="{MAIN}"><cellXfs count="1"><xf/></cellXfs></styleSheet>'
TABLE = '<row r="1"><c r="A1"><v>1</v></c><c r="B1"><v>2</v></c></row>'


def sheet(rows: str = TABLE, before: str = "", head: str = _HEAD) -> str:
    """Return a worksheet of ``rows``."""
    return f'{head}<worksheet xmlns="{MAIN}">{before}<sheetData>{rows}</sheetData></worksheet>'


def strings(items: str) -> str:
    """Return a table of shared strings."""
    return f'{_HEAD}<sst xmlns="{MAIN}">{items}</sst>'


def parts(
    first: str | bytes, *, target: str = "worksheets/sheet1.xml", **more: str | bytes
) -> dict[str, str | bytes]:
    """Return the parts of a workbook of one sheet. ``more``: shared, styles, and others by name."""
    part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    found: dict[str, str | bytes] = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _ROOT,
        "xl/workbook.xml": (
            f'{_HEAD}<workbook xmlns="{MAIN}" xmlns:r="{RELATIONS}">'
            '<sheets><sheet name="流水" sheetId="1" r:id="r1"/></sheets></workbook>'
        ),
        "xl/_rels/workbook.xml.rels": (
            f'{_HEAD}<Relationships xmlns="{PACKAGE}/relationships">'
            f'<Relationship Id="r1" Type="{RELATIONS}/worksheet" Target="{target}"/>'
            "</Relationships>"
        ),
        "xl/styles.xml": more.pop("styles", STYLES),
        part: first,
    }
    if "shared" in more:
        found["xl/sharedStrings.xml"] = more.pop("shared")
    return found | more


def packed(of: Mapping[str, str | bytes], method: int = ZIP_DEFLATED) -> bytes:
    """Return parts as a ZIP file."""
    out = BytesIO()
    with ZipFile(out, "w", method) as archive:
        for name, content in of.items():
            archive.writestr(name, content)
    return out.getvalue()


def _lying(size: int) -> bytes:
    """A part that says it is small, with the sum of its beginning, and unpacks to much more."""
    whole = sheet("".join(f'<row r="{n}"><c r="A{n}"><v>{n}</v></c></row>' for n in range(1, 9999)))
    raw = whole.encode()
    content = packed(parts(raw))
    for mark, at in ((b"PK\3\4", 14), (b"PK\1\2", 16)):
        name, begin = b"xl/worksheets/sheet1.xml", 0
        while (begin := content.index(mark, begin)) >= 0:
            place = begin + (30 if mark == b"PK\3\4" else 46)
            if content[place : place + len(name)] == name:
                break
            begin += 4
        told = struct.pack("<L", zlib.crc32(raw[:size]))
        content = content[: begin + at] + told + content[begin + at + 4 :]
        content = content[: begin + at + 8] + struct.pack("<L", size) + content[begin + at + 12 :]
    return content


def _twice(first: str, second: str) -> bytes:
    out = BytesIO()
    with ZipFile(out, "w") as archive:
        for name, content in parts(sheet(first)).items():
            archive.writestr(name, content)
        archive.writestr("XL/worksheets/SHEET1.xml", sheet(second))
    return out.getvalue()


def _overlapping() -> bytes:
    """Many names for one packed part: Fifield's bomb in small."""
    content = packed(parts(sheet()) | {"xl/a.xml": "<a>" + "x" * 2**19 + "</a>"})
    end = content.rindex(b"PK\5\6")
    (start,) = struct.unpack_from("<L", content, end + 16)
    listed = content[start:end]
    at = listed.rindex(b"PK\1\2")
    more = b"".join(
        listed[at:].replace(b"xl/a.xml", f"xl/{number:05d}".encode()[:8]) for number in range(900)
    )
    count = struct.unpack_from("<H", content, end + 10)[0] + 900
    last = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, count, count, len(listed + more), start, 0)
    return content[:start] + listed + more + last


def _laughing(levels: int) -> str:
    entities = '<!ENTITY a0 "ha">' + "".join(
        f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, levels)
    )
    row = f'<row r="1"><c r="A1" t="inlineStr"><is><t>&a{levels - 1};</t></is></c></row>'
    return sheet(row, head=f"{_HEAD}<!DOCTYPE worksheet [{entities}]>")


def _cells(count: int, cell: Callable[[int], str]) -> str:
    return "".join(f'<row r="{n}">{cell(n)}</row>' for n in range(1, count + 1))


HOSTILE: Mapping[str, tuple[Callable[[], bytes], str]] = {
    "a cell at the last place of all, another attribute first": (
        lambda: packed(
            parts(sheet(f'{TABLE}<row r="9"><c s="0" r="XFD1048576"><v>1</v></c></row>'))
        ),
        "XFD1048576",
    ),
    "the same in single quotes, with a prefix, over a line": (
        lambda: packed(
            parts(
                f'<x:worksheet xmlns:x="{MAIN}"><x:sheetData><x:row r="1"><x:c\n'
                "r = 'XFD1048576'><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
            )
        ),
        "XFD1048576",
    ),
    "the same by an entity": (
        lambda: packed(parts(sheet('<row r="1"><c r="XFD&#49;048576"><v>1</v></c></row>'))),
        "XFD1048576",
    ),
    "the same in a part that is called otherwise": (
        lambda: packed(
            parts(sheet('<row r="1"><c s="0" r="XFD1048576"/></row>'), target="/xl/media/a.xml")
        ),
        "XFD1048576",
    ),
    "a sheet in a part that no parser looks at": (
        lambda: packed(parts(sheet(), target="media/image1.png")),
        "工作簿",
    ),
    "a cell within a formula's cell": (
        lambda: packed(
            parts(sheet('<row r="1"><c r="A1" s="0"><f>1</f><c r="XFD1048576"/><v>1</v></c></row>'))
        ),
        "工作簿",
    ),
    "a cell beyond the last row": (
        lambda: packed(parts(sheet('<row r="1"><c r="A4294967295"><v>1</v></c></row>'))),
        "工作簿",
    ),
    "a cell beyond the last column": (
        lambda: packed(parts(sheet('<row r="1"><c r="ZZZZZZZ1"><v>1</v></c></row>'))),
        "工作簿",
    ),
    "a row beyond the last one": (
        lambda: packed(parts(sheet('<row r="99999999999"><c><v>1</v></c></row>'))),
        "工作簿",
    ),
    "a diagonal": (
        lambda: packed(
            parts(
                sheet(
                    "".join(
                        f'<row r="{n * 60}"><c r="A{n * 60}"/><c r="XFD{n * 60}"/></row>'
                        for n in range(1, 17000)
                    )
                )
            )
        ),
        "XFD",
    ),
    "too many cells": (
        lambda: packed(parts(sheet(_cells(150_000, lambda n: "<c/>" * 16)))),
        "过多",
    ),
    "too many of something else": (
        lambda: packed(parts(sheet(), styles="<a>" + "<b/>" * 10_500_000 + "</a>")),
        "过",
    ),
    "ever deeper": (
        lambda: packed(parts(sheet("".join(f"<a{n:x}>" for n in range(1_000_000))))),
        "工作簿|内存",
    ),
    "a million laughs": (lambda: packed(parts(_laughing(9))), "文档类型"),
    "a long entity told often": (
        lambda: packed(
            parts(
                sheet(
                    '<row r="1"><c r="A1" t="inlineStr"><is><t>'
                    + "&a;" * 50_000
                    + "</t></is></c></row>",
                    head=f'{_HEAD}<!DOCTYPE a [<!ENTITY a "{"x" * 50_000}">]>',
                )
            )
        ),
        "文档类型",
    ),
    "an entity from elsewhere": (
        lambda: packed(
            parts(
                sheet(
                    '<row r="1"><c r="A1" t="inlineStr"><is><t>&a;</t></is></c></row>',
                    head=f'{_HEAD}<!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
                )
            )
        ),
        "文档类型",
    ),
    "an attribute without end": (
        lambda: packed(parts(sheet(before='<x a="' + "y" * 40_000_000 + '"/>'))),
        "解压后过大|过长",
    ),
    "an attribute without end, hard to pack": (
        lambda: packed(
            parts(sheet(before='<x a="' + "".join(f"{n:x} " for n in range(4_000_000)) + '"/>'))
        ),
        "过长",
    ),
    "a million attributes": (
        lambda: packed(
            parts(sheet(before="<x " + " ".join(f'a{n}=""' for n in range(1_000_000)) + "/>"))
        ),
        "过长",
    ),
    "a comment without end": (
        lambda: packed(parts(sheet(before="<!--" + "y" * 40_000_000 + "-->"))),
        "解压后过大|过长",
    ),
    "a bomb of zeros": (
        lambda: packed(parts(sheet()) | {"xl/media/a.bin": bytes(150 * 2**20)}),
        "解压后过大",
    ),
    "a bomb of zeros, in many parts": (
        lambda: packed(parts(sheet()) | {f"xl/media/{n}.bin": bytes(2**20) for n in range(180)}),
        "解压后过大",
    ),
    "many names for one bomb": (_overlapping, "工作簿"),
    "many parts": (
        lambda: packed(parts(sheet()) | {f"xl/{n}.xml": "<a/>" for n in range(20_000)}),
        "部件过多",
    ),
    "a size that lies": (lambda: _lying(4000), "工作簿"),
    "two parts of one name": (
        lambda: _twice(TABLE, '<row r="1"><c r="A1"><v>666</v></c></row>'),
        "工作簿",
    ),
    "something behind the list": (lambda: packed(parts(sheet())) + b"\0" * 99, "工作簿"),
    "something before the first part": (lambda: b"PK\3\4" + packed(parts(sheet())), "工作簿"),
    "half of it": (lambda: packed(parts(sheet()))[:-200], "工作簿"),
    "one long string told a hundred thousand times": (
        lambda: packed(
            parts(
                sheet(_cells(100_000, lambda n: f'<c r="A{n}" t="s"><v>0</v></c>')),
                shared=strings("<si><t>" + "长" * 30_000 + "</t></si>"),
            )
        ),
        "内存",
    ),
    "counts that lie": (
        lambda: packed(
            parts(
                sheet(),
                shared=strings("<si><t>x</t></si>").replace(
                    "<sst ", '<sst count="4294967295" uniqueCount="4294967295" '
                ),
            )
        ),
        "内存",
    ),
    "a string that nobody could read": (
        lambda: packed(
            parts(
                sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
                shared=strings("<si><t>" + "长短" * 60_000 + "</t></si>"),
            )
        ),
        "32767",
    ),
    "marks piled up": (
        lambda: packed(
            parts(
                sheet('<row r="1"><c r="A1" t="s"><v>0</v></c></row>'),
                shared=strings("<si><t>a" + "\u0315\u0300" * 15_000 + "</t></si>"),
            )
        ),
        "附加符号",
    ),
    "formulas that are never closed": (
        lambda: packed(parts(sheet('<row r="1"><c r="A1" t="n">' + "<f>" * 300_000))),
        "工作簿",
    ),
    "cells that are never closed, with a formula": (
        lambda: packed(parts(sheet('<c r="A1" ><f/>' * 40_000))),
        "工作簿",
    ),
    "another encoding": (
        lambda: packed(
            parts(sheet('<row r="1"><c r="XFD1048576"/></row>', head="").encode("utf-16"))
        ),
        "工作簿",
    ),
    "an encoding that reads otherwise": (
        lambda: packed(parts(sheet(head='<?xml version="1.0" encoding="iso-8859-1"?>'))),
        "工作簿",
    ),
    "junk before the sheet": (lambda: packed(parts("junk" + sheet(head=""))), "工作簿"),
    "a binary workbook beside": (
        lambda: packed(parts(sheet()) | {"xl/workbook.bin": b"\x83\1"}),
        "工作簿",
    ),
}
"""What it is → how it is made, and what the refusal says."""

HARMLESS: Mapping[str, Callable[[], bytes]] = {
    "a dimension that lies": lambda: packed(
        parts(sheet(before='<dimension ref="A1:XFD1048576"/>'))
    ),
    "a number format that hangs a pattern": lambda: packed(
        parts(
            sheet(),
            styles=(
                f'<styleSheet xmlns="{MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="'
                + "[" * 30_000
                + "\\" * 30_000
                + '"/></numFmts><cellXfs count="1"><xf numFmtId="164"/></cellXfs></styleSheet>'
            ),
        )
    ),
    "macros and links elsewhere": lambda: packed(
        parts(sheet())
        | {
            "xl/vbaProject.bin": bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504),
            "xl/externalLinks/externalLink1.xml": f'<externalLink xmlns="{MAIN}"/>',
            "xl/externalLinks/_rels/externalLink1.xml.rels": (
                f'<Relationships xmlns="{PACKAGE}/relationships"><Relationship Id="r1" '
                f'Type="{RELATIONS}/externalLinkPath" Target="http://127.0.0.1:1/a.xlsx" '
                'TargetMode="External"/></Relationships>'
            ),
        }
    ),
    "no compression": lambda: packed(parts(sheet()), ZIP_STORED),
}
"""What looks odd and is read all the same: it holds ``TABLE``."""
