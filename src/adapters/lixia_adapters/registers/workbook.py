"""What has to be known of an .xlsx before its cells can be trusted.

The cell reader turns #REF! and formulas never calculated into blanks, and lays a sheet out in
memory up to its last cell, however far that strays. Both are looked for in the XML beforehand.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from python_calamine import CalamineError, CalamineWorkbook, SheetTypeEnum, SheetVisibleEnum

from lixia_adapters.registers.badfile import BadFile

LARGEST_UNPACKED = 256 * 2**20
"""Bytes: a million rows of a register unpack to less."""

LARGEST_AREA = 10_000_000
"""Cells from A1 to the corner that holds all others."""

_SHEET = re.compile(r"xl/worksheets/[^/]+\.xml")
# Patterns that begin with plain text are found several times faster; hence the prefixed twins.
_COLUMNS = re.compile(rb'<c r="([A-Z]{1,3})')
_ROWS = re.compile(rb'<row [^>]*?\br="([0-9]+)"')
_PREFIXED_COLUMNS = re.compile(rb'<\w+:c [^>]*?\br="([A-Z]{1,3})')
_PREFIXED_ROWS = re.compile(rb'<\w+:row [^>]*?\br="([0-9]+)"')
_SUSPECT = (b"<f", b":f", b't="e"', b"t='e'")
_CELL = re.compile(rb"<(?:\w+:)?c\b([^>]*[^/])>(.*?)</(?:\w+:)?c>", re.DOTALL)
_ERROR = re.compile(rb"\bt=[\"']e[\"']")
_TEXT = re.compile(rb"\bt=[\"']str[\"']")
_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]")
_VALUE = re.compile(rb"<(?:\w+:)?v(?: [^>]*)?>[^<]")
_PLACE = re.compile(rb'\br="([A-Z]+)([0-9]+)"')
_RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def visible_sheets(file: str, content: bytes) -> Iterator[tuple[str, list[list[Any]]]]:
    """Yield name and cells, from A1 on, of every visible worksheet that holds anything.

    Raises ``BadFile`` for what is no .xlsx, and for error values, formulas without a value and
    stray cells in any worksheet, hidden ones included: others may be calculated from them.
    """
    _check(file, content)
    try:
        with CalamineWorkbook.from_filelike(BytesIO(content)) as workbook:
            for meta in workbook.sheets_metadata:
                if meta.typ != SheetTypeEnum.WorkSheet or meta.visible != SheetVisibleEnum.Visible:
                    continue
                rows = workbook.get_sheet_by_name(meta.name).to_python(skip_empty_area=False)
                if rows:
                    yield meta.name, rows
    except CalamineError:
        raise not_a_workbook(file) from None


def not_a_workbook(file: str) -> BadFile:
    """Return the refusal of something that is no .xlsx, whatever it is called."""
    return BadFile(
        file,
        "不是可读的 .xlsx 工作簿，或已损坏；请用 Excel 或 WPS 打开后另存为 .xlsx",
        "not a readable .xlsx workbook, or damaged; open it in Excel or WPS and save it as .xlsx",
    )


def letter(index: int) -> str:
    """Return the letters of the column at ``index``, which counts from 0."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def index_of(letters: str) -> int:
    """Return the index, counted from 0, of the column called ``letters``."""
    index = 0
    for one in letters:
        index = index * 26 + ord(one) - 64
    return index - 1


def _check(file: str, content: bytes) -> None:
    try:
        with ZipFile(BytesIO(content)) as archive:
            names = archive.namelist()
            if "xl/workbook.xml" not in names:
                raise not_a_workbook(file)
            if sum(part.file_size for part in archive.infolist()) > LARGEST_UNPACKED:
                raise BadFile(
                    file,
                    "解压后过大，请拆分成几个文件",
                    "it unpacks to too much; split it into several files",
                )
            for part in filter(_SHEET.fullmatch, names):
                xml = archive.read(part)
                _check_area(file, xml)
                if any(sign in xml for sign in _SUSPECT):
                    _check_formulas(file, _sheet_name(archive, part), xml)
    except (BadZipFile, NotImplementedError, RuntimeError, zlib.error, EOFError):
        # RuntimeError: an archive with a password; NotImplementedError: an unknown compression.
        raise not_a_workbook(file) from None


def _check_area(file: str, xml: bytes) -> None:
    plain = b"<row" in xml
    columns = set((_COLUMNS if plain else _PREFIXED_COLUMNS).findall(xml))
    width = max((index_of(name.decode()) + 1 for name in columns), default=0)
    height = max(map(int, (_ROWS if plain else _PREFIXED_ROWS).findall(xml)), default=0)
    if width * height > LARGEST_AREA:
        raise BadFile(
            file,
            f"有单元格远离表格（范围到 {letter(width - 1)} 列第 {height} 行）；请删除多余的单元格",
            f"stray cells stretch the sheet to {letter(width - 1)}{height}; delete them",
        )


def _check_formulas(file: str, sheet: str, xml: bytes) -> None:
    for attributes, inside in _CELL.findall(xml):
        error = _ERROR.search(attributes)
        if not error and (
            not _FORMULA.search(inside) or _VALUE.search(inside) or _TEXT.search(attributes)
        ):
            continue
        place = _PLACE.search(attributes)
        raise BadFile(
            file,
            "公式结果是错误值（如 #REF!），请改正公式"
            if error
            else "公式没有计算结果，请用 Excel 或 WPS 打开并保存一次",
            "the formula's value is an error (such as #REF!); correct the formula"
            if error
            else "the formula has no value; open the workbook in Excel or WPS and save it once",
            sheet=sheet,
            row=int(place[2]) if place else 0,
            column=place[1].decode() if place else "",
        )


def _sheet_name(archive: ZipFile, part: str) -> str:
    try:
        relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
        targets = {each.get("Id"): each.get("Target", "") for each in relations}
        for each in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
            target = targets.get(each.get(_RELATION), "")
            if target and part.endswith(target.lstrip("/")):
                return each.get("name", part)
    except (KeyError, ElementTree.ParseError):
        pass
    return part
