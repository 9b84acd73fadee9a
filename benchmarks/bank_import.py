"""Importing a register (read, recognised, decided, booked durably), against openpyxl reading it."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

import openpyxl

from benchmarks.harness import Result, main, paired, processor_time
from lixia_adapters.registers.entries import Reader
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.finance import funds
from lixia_domain.application.finance.bank_import import import_entries
from lixia_domain.application.rows import undisturbed
from lixia_domain.kernel.roles import Role
from lixia_domain.testing import grounds

REAL = Path(__file__).resolve().parents[2] / "shared/data/registers/register-2020-01-29.xlsx"
ROWS = 6_000
BAR = 0.65


def made(folder: Path) -> Path:
    """Return a register of like size and shape, where the real one is not at hand (synthetic)."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["", "捐款信息（虚构示例，截至1月29日24：00）"])
    sheet.append(["", "", "", "", "单位：元"])
    sheet.append(["序号", "捐赠日期", "捐赠(单位/姓名）", "捐赠金额（元）", "备注"])
    for number in range(1, ROWS + 1):
        sheet.append([number, "2020.01.29", "示＊＊\t", 100.5, ""])
    sheet.append(["合计", "", "", ROWS * 100.5, ""])
    path = folder / "register.xlsx"
    book.save(path)
    return path


def run() -> list[Result]:
    """Measure rows a second of a whole import, each into a fresh store."""
    with TemporaryDirectory(prefix="lixia-bench-") as place:
        folder, numbers = Path(place), count()
        path = REAL if REAL.exists() else made(folder)

        def ours() -> int:
            uri = f"sqlite:///{folder / f'{next(numbers)}.db'}"
            with open_store(uri, create=True) as store, undisturbed():
                by, on = store.by("bench", Role.ACCOUNTANT), store.today()

                funds.establish(
                    store.ledger,
                    by,
                    fund_id="F",
                    name="f",
                    foundation=grounds.keeper(grounds.told(store.ledger, by, on)),
                    purpose="p",
                    agreement="a",
                    on=on,
                )
                document = Reader("F", b"k" * 32, {}).read(path)
                report = import_entries(
                    store.ledger,
                    by,
                    fund_id="F",
                    kind=document.kind,
                    entries=document.entries,
                    stated_total=document.stated_total,
                    on=on,
                )
            return report.new

        def openpyxl_alone() -> int:
            book = openpyxl.load_workbook(path, read_only=True)
            rows = sum(1 for _ in book.worksheets[0].iter_rows(values_only=True))
            book.close()
            return rows

        name = f"bank import, {'a real register' if path == REAL else 'a synthetic register'}"
        result = paired(name, ours, openpyxl_alone, unit="rows", clock=processor_time)
        return [result.against(BAR)]


if __name__ == "__main__":
    sys.exit(main(run))
