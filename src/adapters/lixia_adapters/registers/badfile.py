"""What is wrong with a file, and where."""

from __future__ import annotations


class BadFile(ValueError):  # noqa: N818 - its name says what is bad
    """A file can't be read as what it should be; nothing of it was used.

    ``file`` is its bare name, ``row`` and ``column`` are as a person sees them (1, "A"; 0 and ""
    where the fault has no row or column). Cells are never quoted: they may name a natural person.
    """

    def __init__(
        self, file: str, zh: str, en: str, *, sheet: str = "", row: int = 0, column: str = ""
    ) -> None:
        super().__init__(file, zh, en, sheet, row, column)
        self.file = file
        self.sheet = sheet
        self.row = row
        self.column = column

    def __str__(self) -> str:
        file, zh, en, sheet, row, column = self.args
        where_zh = f"文件“{file}”"
        where_en = f"In {file}"
        if sheet:
            where_zh += f"工作表“{sheet}”"
            where_en += f", sheet {sheet}"
        if row:
            where_zh += f"第 {row} 行"
            where_en += f", row {row}"
        if column:
            where_zh += f" {column} 列"
            where_en += f", column {column}"
        return f"{where_zh}：{zh}。{where_en}: {en}."
