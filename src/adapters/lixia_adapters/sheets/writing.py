"""Sheets as files, XLSX or CSV: a template, what is on record, or rows that were refused."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.sheets import values
from lixia_adapters.sheets.columns import Column, bare, slots
from lixia_adapters.sheets.kinds import Kind
from lixia_adapters.sheets.reading import EXPLANATION, REASONS
from lixia_domain import written
from lixia_domain.kernel.figures import FIRST_DAY
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from openpyxl.worksheet.datavalidation import DataValidation

HEADINGS = 2
"""Rows of headings: one in each language."""
CHECKED = 10_000
"""So many rows of a workbook have drop-downs and checks."""
_EXACT = 2**43 * 100
"""Fen: a larger amount is written as text, for a workbook's number may not hold it exactly."""
_LOOKS_LIKE_A_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_LONGEST_LIST = 255
"""Characters: what Excel takes as the list of a drop-down."""


def write(
    path: Path,
    kind: Kind,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    lang: str,
    *,
    csv_file: bool,
    reasons: Sequence[str] | None = None,
    secret: bool = False,
) -> None:
    """Write ``rows``, values by the names of columns, under the headings of ``columns``.

    ``lang`` is the language of the upper headings and of the codes. With ``reasons`` there is one
    more column that says for each row why it was refused. The same rows give the same bytes.
    """
    if csv_file:
        _write_csv(path, columns, rows, lang, reasons, secret)
    else:
        _write_xlsx(path, kind, columns, rows, lang, reasons, secret)


def _heads(columns: Sequence[Column], lang: str, reasons: object) -> tuple[list[str], list[str]]:
    words = [column.words for column in columns] + ([REASONS] if reasons is not None else [])
    other = "zh" if lang == "en" else "en"
    return [each.text(lang) for each in words], [each.text(other) for each in words]


def _write_csv(
    path: Path,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    lang: str,
    reasons: Sequence[str] | None,
    secret: bool,
) -> None:
    # Excel takes a CSV for UTF-8 only by its mark.
    with (
        written.opened(path, secret=secret) as bare_file,
        TextIOWrapper(bare_file, "utf-8-sig", newline="") as file,
    ):
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerows(_heads(columns, lang, reasons))
        for at, row in enumerate(rows):
            cells = [_as_text(row.get(column.name), lang) for column in columns]
            writer.writerow(cells + ([_as_text(reasons[at], lang)] if reasons is not None else []))


def _as_text(value: Any, lang: str) -> str:
    if value is None:
        return ""
    told = values.written(value, lang) if not isinstance(value, float) else f"{value!r}"
    if isinstance(told, Money):
        return f"{Decimal(told.fen).scaleb(-2):.2f}"
    text = str(told)
    return f"'{text}" if isinstance(value, str) and _LOOKS_LIKE_A_FORMULA.match(text) else text


def _write_xlsx(
    path: Path,
    kind: Kind,
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    lang: str,
    reasons: Sequence[str] | None,
    secret: bool,
) -> None:
    from openpyxl import Workbook
    from openpyxl.cell import WriteOnlyCell
    from openpyxl.comments import Comment
    from openpyxl.styles import Alignment, Font, PatternFill
    from openpyxl.utils import get_column_letter

    from lixia_adapters.printers.xlsx import save

    book = Workbook(write_only=True)
    sheet = book.create_sheet(kind.says.text(lang))
    sheet.freeze_panes = f"A{HEADINGS + 1}"
    for at, column in enumerate(columns, 1):
        letter = get_column_letter(at)
        sheet.column_dimensions[letter].width = 16
        sheet.column_dimensions[letter].number_format = _format(column)
        if (checked := _check(column, lang)) is not None:
            checked.add(f"{letter}{HEADINGS + 1}:{letter}{HEADINGS + CHECKED}")
            sheet.data_validations.append(checked)
    for number, heads in enumerate(_heads(columns, lang, reasons)):
        cells = []
        for at, head in enumerate(heads):
            cell = WriteOnlyCell(sheet, head)
            cell.font = Font(bold=number == 0, color=None if number == 0 else "777777")
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            if number == 0 and at < len(columns):
                column = columns[at]
                cell.comment = Comment(_about(kind, column).text(lang), "lixia", 120, 260)
                if column.need and "." not in column.name:
                    cell.fill = PatternFill("solid", fgColor="FFE2CC")
            cells.append(cell)
        sheet.append(cells)
    for at, row in enumerate(rows):
        cells = [_cell(sheet, row.get(column.name), lang) for column in columns]
        if reasons is not None:
            cells.append(_cell(sheet, reasons[at], lang))
        sheet.append(cells)
    _explain(book.create_sheet(EXPLANATION.text(lang)), kind, columns, lang)
    with written.opened(path, secret=secret) as file:
        save(book, file)


def _cell(sheet: Any, value: Any, lang: str) -> Any:
    """Return a cell that is exactly this value: a text is one, whatever it looks like."""
    from openpyxl.cell import WriteOnlyCell

    if value is None:
        return None
    told = value if isinstance(value, float | date) else values.written(value, lang)
    if isinstance(told, Money) and abs(told.fen) < _EXACT:
        cell = WriteOnlyCell(sheet, Decimal(told.fen).scaleb(-2))
        cell.number_format = "#,##0.00"
        return cell
    if isinstance(told, Money):
        told = f"{Decimal(told.fen).scaleb(-2):.2f}"
    if isinstance(told, str):
        cell = WriteOnlyCell(sheet, _ESCAPE.sub("_x005F_", told))
        cell.data_type, cell.number_format = "s", "@"
        return cell
    cell = WriteOnlyCell(sheet, told)
    if isinstance(told, date):
        cell.number_format = "yyyy-mm-dd"
    return cell


def _format(column: Column) -> str:
    form = bare(column.shape).form
    kind = str if form is None else form.type
    return {Money: "#,##0.00", date: "yyyy-mm-dd", int: "0"}.get(kind, "@")


def _check(column: Column, lang: str) -> DataValidation | None:
    """Return the drop-down or check of a column, with what it accepts for whoever fills it in."""
    from openpyxl.worksheet.datavalidation import DataValidation

    accepts = values.accepted(column.shape).text(lang)
    prompt: dict[str, Any] = {"promptTitle": column.words.text(lang)[:32], "prompt": accepts[:255]}
    prompt |= {"error": accepts[:255], "allow_blank": True}
    listed = ",".join(each.text(lang) for each in values.choices(column.shape))
    if listed and len(listed) <= _LONGEST_LIST:
        checked = DataValidation("list", formula1=f'"{listed}"', **prompt)
    elif _format(column) == "yyyy-mm-dd":
        least = f"DATE({FIRST_DAY.year},{FIRST_DAY.month},{FIRST_DAY.day})"
        checked = DataValidation("date", operator="greaterThanOrEqual", formula1=least, **prompt)
    elif _format(column) == "#,##0.00":
        checked = DataValidation("decimal", operator="greaterThanOrEqual", formula1="0", **prompt)
    else:
        return None
    checked.showErrorMessage = checked.showInputMessage = True
    return checked


def _about(kind: Kind, column: Column) -> Words:
    """Return what a clerk has to know of a column."""
    accepts, need = values.accepted(column.shape), needed(kind, column)
    return Words(f"{accepts.zh}。{need.zh}", f"{accepts.en}. {need.en}")


def needed(kind: Kind, column: Column) -> Words:
    """Return whether a cell must be filled in, and what becomes of it."""
    later = {step.short: step.use_case.says for step in kind.steps[1:]}
    says = later.get(column.name.partition(".")[0])
    if column.name in kind.persons and column.shape.kind != "maybe":
        return Words("填代号，或填姓名和证件号", "either this, or name and id number")
    if column.path == "on":
        return Words("不填即为导入之日", "left blank: the day of the import")
    if column.detail is not None:
        kept = any(step.of == column.person for step in kind.steps)
        return (
            Words("封存入保险库，不入账", "sealed in the vault, never in the books")
            if kept
            else Words("仅用于查找代号，不入账", "only to find the reference, never in the books")
        )
    if says is not None:
        return Words(
            f"要办理“{says.zh}”才填" + ("，则此项必填" if column.need else ""),
            f"only to {says.en}" + (", and then needed" if column.need else ""),
        )
    return Words("必填", "needed") if column.need else Words("可不填", "may be left blank")


def _explain(sheet: Any, kind: Kind, columns: Sequence[Column], lang: str) -> None:
    for told in notes(kind):
        sheet.append([_cell(sheet, told.text(lang), lang)])
    sheet.append([])
    heads = (
        Words("列", "column"),
        Words("另一种语言", "in the other language"),
        Words("填什么", "what it accepts"),
        Words("是否必填", "whether it is needed"),
    )
    sheet.append([_cell(sheet, head.text(lang), lang) for head in heads])
    for column in columns:
        cells = (
            column.words.text(lang),
            column.words.text("zh" if lang == "en" else "en"),
            values.accepted(column.shape).text(lang),
            needed(kind, column).text(lang),
        )
        sheet.append([_cell(sheet, cell, lang) for cell in cells])


def notes(kind: Kind) -> tuple[Words, ...]:
    """Return what holds of a whole sheet, for whoever fills it in."""
    acts = [step.use_case.says for step in kind.steps]
    several = any(slot.item is not None for slot in slots(kind))
    found = [
        Words(
            f"一行一项，依次办理：{'、'.join(act.zh for act in acts)}；首项必办，其余填了才办。",
            f"One thing a row. Each row is asked to: {', '.join(act.en for act in acts)}; the "
            "first always, the others where they are filled in.",
        ),
        Words(
            "同一行重复报送不会重复入账；已入账的内容不能靠改表更改，改了会被退回并指明单元格。",
            "A row sent again adds nothing. What is on record is not changed by a sheet: a row "
            "that says otherwise is refused, and the cell named.",
        ),
        Words(
            "请勿使用公式、合并单元格、隐藏的行列；编号、证件号、电话各列须为文本格式。",
            "No formulas, merged cells, hidden rows or columns; ids, numbers of papers and phone "
            "numbers are text.",
        ),
    ]
    if several:
        found.append(
            Words(
                "带数字的列可以照样增加（如“… 5”）；不用的留空。",
                "Numbered columns may be added in the same way (… 5); leave unused ones blank.",
            )
        )
    if kind.persons:
        found.append(
            Words(
                "个人填代号（p: 开头），或填姓名和证件号，由系统换成代号；姓名、电话等不进入账册。",
                "A person is told by reference (p:…), or by name and id number, out of which a "
                "reference is made; names and phone numbers never enter the books.",
            )
        )
    return tuple(found)
