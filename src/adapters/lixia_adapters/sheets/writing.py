"""Sheets as files, XLSX or CSV: a template, what is on record, or rows that were refused."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lixia_adapters.sheets import values
from lixia_adapters.sheets.columns import Column, bare, slots
from lixia_adapters.sheets.kinds import Kind
from lixia_adapters.sheets.reading import EXPLANATION, REASONS
from lixia_domain import written
from lixia_domain.kernel.figures import FIRST_DAY
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_adapters.printers import xlsx

_LEAST: Mapping[type, Money | date] = {Money: ZERO, date: FIRST_DAY}


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

    ``lang`` is the language of the upper headings and of the codes. With ``reasons`` the rows are
    cells as they came in, and one more column says for each why it was refused. A ``secret`` file
    is its owner's alone. The same rows give the same bytes.
    """
    told = _cells(columns, rows, lang, reasons)
    if csv_file:
        from lixia_adapters.printers import csv_text

        words = [column.words for column in columns] + ([REASONS] if reasons is not None else [])
        heads = zip(*(_both(each, lang) for each in words), strict=True)
        written.text(path, csv_text.MARK + csv_text.text([*heads, *told]), secret=secret)
        return

    from lixia_adapters.printers.xlsx import Workbook

    book = Workbook()
    form = book.form(kind.says.text(lang), _form(kind, columns, lang, reasons))
    for row in told:
        form.row(row)
    _explain(book.sheet(EXPLANATION.text(lang), widths=(30, 30, 40, 50)), kind, columns, lang)
    with written.opened(path, secret=secret) as file:
        book.save(file)


def _both(words: Words, lang: str) -> tuple[str, str]:
    return words.text(lang), words.text("zh" if lang == "en" else "en")


def _cells(
    columns: Sequence[Column],
    rows: Iterable[Mapping[str, Any]],
    lang: str,
    reasons: Sequence[str] | None,
) -> Iterator[list[Any]]:
    for at, row in enumerate(rows):
        found = [row.get(column.name) for column in columns]
        if reasons is None:
            yield [None if value is None else values.written(value, lang) for value in found]
        else:
            yield [*found, reasons[at]]


def _form(
    kind: Kind, columns: Sequence[Column], lang: str, reasons: Sequence[str] | None
) -> list[xlsx.Column]:
    """Return the columns as people fill them in."""
    from lixia_adapters.printers import xlsx

    made = []
    for column in columns:
        holds = _holds(column)
        made.append(
            xlsx.Column(
                heads=_both(column.words, lang),
                holds=holds,
                accepts=values.accepted(column.shape).text(lang),
                choices=tuple(each.text(lang) for each in values.choices(column.shape)),
                least=_LEAST.get(holds),
                about=_about(kind, column).text(lang),
                needed=column.need and "." not in column.name,
            )
        )
    if reasons is not None:
        made.append(xlsx.Column(heads=_both(REASONS, lang), width=60))
    return made


def _holds(column: Column) -> type[str | Money | date | int]:
    form = bare(column.shape).form
    return form.type if form is not None and form.type in (Money, date, int) else str


def _about(kind: Kind, column: Column) -> Words:
    """Return what a clerk has to know of a column."""
    accepts, need = values.accepted(column.shape), needed(kind, column)
    return Words(f"{accepts.zh}；{need.zh}", f"{accepts.en}; {need.en}")


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


def _explain(sheet: xlsx.Sheet, kind: Kind, columns: Sequence[Column], lang: str) -> None:
    for note in notes(kind):
        sheet.row([note.text(lang)])
    sheet.row()
    heads = (
        Words("列", "column"),
        Words("另一种语言", "in the other language"),
        Words("填什么", "what it accepts"),
        Words("是否必填", "whether it is needed"),
    )
    sheet.row([head.text(lang) for head in heads], bold=True)
    for column in columns:
        accepts, need = values.accepted(column.shape), needed(kind, column)
        sheet.row([*_both(column.words, lang), accepts.text(lang), need.text(lang)])


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
