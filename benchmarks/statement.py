"""Reading a statement (rows told apart, persons hidden, keys made) against splitting its lines.

All names and remarks differ. The second line reads the entries as they stand in the store by now:
told again. ``--memory`` prints what 200,000 rows take.
"""

from __future__ import annotations

import csv
import resource
import sys
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.harness import Result, main, paired
from lixia_adapters.registers.entries import Document, Reader
from lixia_adapters.registers.identity import as_on_record
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.finance import funds
from lixia_domain.application.finance.bank_import import import_entries
from lixia_domain.application.rows import undisturbed
from lixia_domain.kernel.roles import Role
from lixia_domain.testing import grounds

ROWS = 5_000
BAR = 0.02
BAR_AGAIN = 0.35
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

        def lines_alone() -> int:
            with path.open(encoding="utf-8", newline="") as file:
                return sum(1 for _ in csv.reader(file)) - 1

        results = [
            paired("statement, all names different", ours, lines_alone, unit="rows").against(BAR)
        ]
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
            name = "statement told again (looked up, nothing added), against reading it"
            results.append(paired(name, told, ours, unit="rows").against(BAR_AGAIN))
        return results


def memory() -> None:
    """Print what reading 200,000 rows takes, in MB."""
    with TemporaryDirectory(prefix="lixia-bench-") as place:
        document = read(made(Path(place), 200_000))
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        print(f"{len(document.entries):,} rows: {peak:,.0f} MB")


if __name__ == "__main__":
    if sys.argv[1:] == ["--memory"]:
        memory()
    else:
        sys.exit(main(run))
