"""What a workbook holds that its cells don't show: formulas, merged cells, what is hidden.

A sheet whose every cell counts has none of these. The cell reader knows nothing of them: a formula
is its last value, a merged area its first cell, a hidden row a row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from pathlib import Path
from typing import IO, NamedTuple
from xml.etree import ElementTree
from zipfile import ZipFile

from lixia_adapters.registers.badfile import BadFile
from lixia_adapters.registers.workbook import letter, not_a_workbook
from lixia_domain.kernel.words import Words

_ZIP = b"PK\x03\x04"
_TOLD = 10
"""So many places of one kind are named."""
_YES = ("1", "true")


class _Kind(NamedTuple):
    """A kind of surprise, and what to do about it."""

    zh: str
    en: str


FORMULA = _Kind(
    "是公式；请复制后“选择性粘贴”为数值",
    "hold formulas: copy them and paste them as values",
)
MERGED = _Kind("是合并单元格；请取消合并，逐格填写", "are merged: unmerge them and fill each cell")
HIDDEN_ROW = _Kind(
    "行被隐藏或筛掉；请取消隐藏，不要的行请删除",
    "(rows) are hidden or filtered out: show them, or delete them",
)
HIDDEN_COLUMN = _Kind(
    "列被隐藏；请取消隐藏，不要的列请删除", "(columns) are hidden: show them, or delete them"
)
HIDDEN_SHEET = _Kind(
    "工作表被隐藏；请取消隐藏，不要的请删除", "(sheets) are hidden: show them, or delete them"
)


def check_plain(path: Path) -> None:
    """Refuse a workbook in which more counts than what its cells show, naming every place.

    For one that ``open_sheets`` has read: its size is known. Text files have no surprises. Raises
    ``BadFile``.
    """
    content = path.read_bytes()
    if not content.startswith(_ZIP):
        return
    found: list[Words] = []
    try:
        with ZipFile(BytesIO(content)) as archive:
            hidden: list[str] = []
            for name, shown, part in _sheets(archive):
                if not shown:
                    hidden.append(name)
                    continue
                with archive.open(part) as xml:
                    found += [
                        Words(f"工作表“{name}”{said.zh}", f"sheet {name}: {said.en}")
                        for said in _in_sheet(xml)
                    ]
            found += _listed(HIDDEN_SHEET, hidden)
    except (ElementTree.ParseError, KeyError, StopIteration, ValueError):
        raise not_a_workbook(path.name) from None
    if found:
        raise BadFile(
            path.name, "；".join(one.zh for one in found), "; ".join(one.en for one in found)
        )


def _sheets(archive: ZipFile) -> Iterator[tuple[str, bool, str]]:
    """Yield name, whether it is shown, and part of each worksheet."""
    relations = ElementTree.fromstring(archive.read("xl/_rels/workbook.xml.rels"))
    targets = {each.get("Id"): each.get("Target", "") for each in relations}
    for each in ElementTree.fromstring(archive.read("xl/workbook.xml")).iter():
        if _tag(each) == "sheet":
            # Whatever namespace it is in: there are two, of the strict form and of the usual one.
            target = targets[next(v for name, v in each.items() if name.endswith("}id"))]
            part = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            yield each.get("name", ""), each.get("state", "visible") == "visible", part


def _in_sheet(xml: IO[bytes]) -> Iterator[Words]:
    formulas: list[str] = []
    merged: list[str] = []
    rows: list[str] = []
    columns: list[str] = []
    at = 0
    for event, element in ElementTree.iterparse(xml, ("start", "end")):
        tag = _tag(element)
        if event == "start":
            if tag == "row":
                at = int(element.get("r") or at + 1)
                if element.get("hidden") in _YES:
                    rows.append(str(at))
            elif tag == "col" and element.get("hidden") in _YES:
                columns.append(_span(element))
            elif tag == "mergeCell":
                merged.append(element.get("ref", ""))
        elif tag == "c":
            if any(_tag(inner) == "f" for inner in element):
                formulas.append(element.get("r", f"{at}"))
        elif tag == "row":
            element.clear()
    for kind, places in (
        (FORMULA, formulas),
        (MERGED, merged),
        (HIDDEN_ROW, rows),
        (HIDDEN_COLUMN, columns),
    ):
        yield from _listed(kind, places)


def _span(element: ElementTree.Element) -> str:
    first, last = int(element.get("min", "1")), int(element.get("max", "1"))
    return letter(first - 1) if first == last else f"{letter(first - 1)}-{letter(last - 1)}"


def _listed(kind: _Kind, places: Sequence[str]) -> list[Words]:
    if not places:
        return []
    more = len(places) - _TOLD
    named = places[:_TOLD]
    zh = f"{'、'.join(named)}{f' 等 {len(places)} 处' if more > 0 else ''} {kind.zh}"
    en = f"{', '.join(named)}{f' and {more} more' if more > 0 else ''} {kind.en}"
    return [Words(zh, en)]


def _tag(element: ElementTree.Element) -> str:
    return element.tag.rpartition("}")[2]
