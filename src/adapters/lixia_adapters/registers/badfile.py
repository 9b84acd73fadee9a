"""What is wrong with a file, and where."""

from __future__ import annotations

from pathlib import Path

from lixia_domain.kernel.explained import Explained
from lixia_domain.kernel.system_errors import words_of


class BadFile(Explained, ValueError):  # noqa: N818 - its name says what is bad
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
        self.facts = {"file": file, "sheet": sheet, "row": row, "column": column}

    def sentence(self, lang: str = "zh") -> str:
        """Return what is wrong and where, in ``zh`` or ``en``."""
        file, zh, en, sheet, row, column = self.args
        if lang == "en":
            where = f"in {file}"
            where += f", sheet {sheet}" if sheet else ""
            where += f", row {row}" if row else ""
            where += f", column {column}" if column else ""
            return f"{where}: {en}"
        where = f"文件“{file}”"
        where += f"工作表“{sheet}”" if sheet else ""
        where += f"第 {row} 行" if row else ""
        where += f" {column} 列" if column else ""
        return f"{where}：{zh}"


class NoFile(BadFile):
    """A file is not there, or may not be read."""

    def __init__(self, path: Path, error: OSError) -> None:
        why = words_of(error)
        super().__init__(
            path.name or str(path),
            f"无法读取（{why.zh}），请核对文件名和权限",
            f"can't be read ({why.en}); check its name and permissions",
        )
