"""Reading a statement (rows told apart, persons hidden, keys made) against openpyxl reading it.

All names and remarks differ. The second line looks the entries up in a store that has them: told
again. Issue 14 wants 10,000 and 12,000 rows a second, on a machine where openpyxl reads the same
rows, saved as a workbook, at ``REFERENCE`` rows a second: bars are shares of what it reads here.
``--memory`` prints what 200,000 rows take; more than ``MOST_MEGABYTES`` is a failure.
"""

from __future__ import annotations

import csv
import resource
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import Result, Work, main, paired, processor_time
from lixia_adapters.registers.entries import Document, Reader
from lixia_adapters.registers.identity import as_on_record
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.finance import funds
from lixia_domain.application.finance.bank_import import import_entries
from lixia_domain.application.rows import undisturbed
from lixia_domain.kernel.roles import Role
from lixia_domain.testing import grounds

ROWS = 5_000
REFERENCE = 7_000
"""Rows a second that openpyxl reads by itself on the machine of issue 14."""
BAR = 10_000 / REFERENCE
BAR_AGAIN = 12_000 / REFERENCE
MOST_MEGABYTES = 250
SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗"
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂兰玉萍红玲芬燕彩春菊凤洁梅琳素云莲环雪荣爱"
PURPOSES = ("捐款", "爱心捐款", "助学", "支持社区食堂", "给孩子们买书", "愿大家平安")


def made(folder: Path, rows: int) -> Path:
    """Return a statement (虚构示例): made-up names, each of its own."""
    path = folder / f"{rows}.csv"
    names = product(SURNAMES, GIVEN, GIVEN)
    with path.open("w", encoding="utf-8", newline="") as file:
        write = csv.writer(file).writerow
        write(("账号", "交易流水号", "交易日期", "对方户名", "贷方发生额", "借方发生额", "摘要"))
        for at in range(rows):
            name = "".join(next(names, ("示", "例", str(at))))
            day = f"2024-{1 + at % 12:02d}-{1 + at % 28:02d}"
            remark = f"{PURPOSES[at % 6]} {name} 电话1380000{at % 10_000:04d}"
            amount = f"{1 + at % 999}.{at % 100:02d}"
            write(("6288000000005021", f"T{at:08d}", day, name, amount, "", remark))
    return path


def saved_as_workbook(path: Path) -> Path:
    """Save a statement's rows as a workbook beside it."""
    import openpyxl  # not needed, and no small thing, where memory is measured

    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    with path.open(encoding="utf-8", newline="") as file:
        for row in csv.reader(file):
            sheet.append(row)
    book.save(path.with_suffix(".xlsx"))
    return path.with_suffix(".xlsx")


def read(path: Path) -> Document:
    """Read a statement as an import does."""
    with undisturbed():
        return Reader("F", b"k" * 32, {}).read(path)


def run() -> list[Result]:
    """Measure rows a second: read, and looked up and imported again."""
    with TemporaryDirectory(prefix="lixia-bench-") as place:
        folder = Path(place)
        path = made(folder, ROWS)

        def ours() -> int:
            return len(read(path).entries)

        from openpyxl import load_workbook

        book = saved_as_workbook(path)

        def openpyxl_alone() -> int:
            sheets = load_workbook(book, read_only=True).worksheets
            return sum(1 for _ in sheets[0].iter_rows(values_only=True))

        def against(name: str, work: Work, bar: float) -> Result:
            return paired(name, work, openpyxl_alone, unit="rows", clock=processor_time).against(
                bar
            )

        results = [against("statement, all names different", ours, BAR)]
        with open_store(f"sqlite:///{folder / 's.db'}", create=True) as store:
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
            document = read(path)

            def told() -> int:
                with undisturbed():
                    entries, debits = as_on_record(
                        store.ledger,
                        document.entries,
                        document.debits,
                        document.formerly,
                        document.remarks,
                    )
                    report = import_entries(
                        store.ledger,
                        by,
                        fund_id="F",
                        kind=document.kind,
                        entries=entries,
                        debits=debits,
                        stated_total=document.stated_total,
                        on=on,
                    )
                return report.new + report.known

            told()
            name = "statement told again (looked up, nothing added)"
            results.append(against(name, told, BAR_AGAIN))
        return results


def memory() -> int:
    """Print what reading 200,000 rows takes, in MB; return 1 where it is too much, else 0."""
    with TemporaryDirectory(prefix="lixia-bench-") as place:
        document = read(made(Path(place), 200_000))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(document.entries):,} rows: {peak:,.0f} MB (at most {MOST_MEGABYTES})")
    return int(peak > MOST_MEGABYTES)


if __name__ == "__main__":
    if sys.argv[1:] == ["--memory"]:
        sys.exit(memory())
    else:
        sys.exit(main(run))
