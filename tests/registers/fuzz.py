"""Strangers' files made up and spoilt by lot, for each reader of them.

    python -m tests.registers.fuzz statement --seconds 600 --seed 1

A round makes a file whose truth is known, spoils it or not, and has it read. What is not spoilt
must be read, to the fen; what is spoilt is refused in words, or read as a second reader reads it.
Any other error, a round of more than ten seconds, or another amount is a fault; its seed is told.
"""

from __future__ import annotations

import argparse
import csv
import io
import random
import sys
import tarfile
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple

import openpyxl

from lixia_adapters.bundles import ZipFiles
from lixia_adapters.console.commands.activities.vote import _lines
from lixia_adapters.registers.badfile import BadFile
from lixia_adapters.registers.designation import Citable
from lixia_adapters.registers.mapping import ColumnMapping
from lixia_adapters.registers.recount import by_first, by_second
from lixia_adapters.registers.register import read_register
from lixia_adapters.registers.statement import read_statement
from lixia_adapters.sheets.building import Builder, People
from lixia_adapters.sheets.kinds import KINDS
from lixia_adapters.sheets.reading import read as read_sheet
from lixia_domain.audit.bundle.check import check
from lixia_domain.kernel.explained import Explained
from lixia_domain.kernel.forms import Context

LONGEST_ROUND = 10.0
"""Seconds of processor time."""
KEPT = Path(__file__).parents[1] / "stores_kept" / "kept" / "bundles.tar.xz"
NAMES = (
    "示例有限公司",
    "示例协会",
    "尉迟示例",
    "示例（北京）科技公司",
    'a "b" 示例',
    "示例,某",
    "",
)
REMARKS = ("捐款", "助学", "P-031", "支持 P-031 项目", "1,000.00", '说“好”"了', "一\t二", "")
NOISE = ('"', ",", "\t", "\r", "\n", "\x00", "，", "1", "-", "（", "9" * 30, "=1+1", "\u202e", "é")

PROJECTS = next(one for one in KINDS if one.name == "projects")
Read = Callable[[random.Random, Path], str]


class Table(NamedTuple):
    """Rows of text as a bank or an office might write them, and how the file is written."""

    rows: list[list[str]]
    delimiter: str = ","
    encoding: str = "utf-8"
    end: str = "\r\n"
    quoting: int = csv.QUOTE_MINIMAL
    workbook: bool = False

    def written(self) -> bytes:
        """Return the file."""
        if self.workbook:
            book = openpyxl.Workbook()
            sheet = book.active
            assert sheet is not None
            for row in self.rows:
                sheet.append([cell.replace("\t", " ") or None for cell in row])
            kept = io.BytesIO()
            book.save(kept)
            return kept.getvalue()
        kept_text = io.StringIO(newline="")
        writer = csv.writer(
            kept_text,
            delimiter=self.delimiter,
            lineterminator=self.end,
            quoting=self.quoting,  # type: ignore[arg-type] # a constant of csv
        )
        writer.writerows(self.rows)
        return kept_text.getvalue().encode(self.encoding)


def drawn(lot: random.Random, rows: list[list[str]]) -> Table:
    """Return ``rows`` in a form drawn by lot."""
    return Table(
        rows,
        delimiter=lot.choice(",,,;\t"),
        encoding=lot.choice(("utf-8", "utf-8-sig", "gb18030", "utf-16")),
        end=lot.choice(("\r\n", "\n")),
        quoting=lot.choice((csv.QUOTE_MINIMAL, csv.QUOTE_ALL)),
        workbook=lot.random() < 0.15,
    )


def spoilt(lot: random.Random, content: bytes) -> bytes:
    """Return ``content`` with one to four things wrong in it."""
    for _ in range(lot.randint(1, 4)):
        at, to = sorted(lot.randrange(len(content) + 1) for _ in range(2))
        match lot.randrange(7):
            case 0:
                content = content[:at] + bytes([lot.randrange(256)]) + content[at + 1 :]
            case 1:
                content = content[:at] + lot.choice(NOISE).encode() + content[at:]
            case 2:
                content = content[:at] + content[min(to, at + 40) :]
            case 3:
                content = content[:to] + content[at:to][:400] + content[to:]
            case 4:
                content = content[:at]
            case 5:
                content = content.replace(*lot.choice(((b",", b",,"), (b'"', b""), (b".", b","))))
            case _:
                content = content[at:to] + content
        content = content[:200_000] or b"x"
    return content


def yuan(fen: int) -> str:
    return f"{'-' if fen < 0 else ''}{abs(fen) // 100}.{abs(fen) % 100:02d}"


def statement(lot: random.Random, folder: Path) -> str:
    """Read a statement of up to 30 entries, in three ways of telling in from out."""
    fens = [lot.choice((1, -1)) * lot.randint(1, 10**9) for _ in range(lot.randint(1, 30))]
    form = lot.randrange(3)
    middle = (["交易金额"], ["贷方金额", "借方金额"], ["借贷标志", "交易金额"])[form]
    rows = [["账号", "交易流水号", "交易日期", "对方户名", *middle, "摘要"]]
    for number, fen in enumerate(fens, 1):
        told = (
            [yuan(fen)],
            [yuan(fen), ""] if fen > 0 else ["", yuan(-fen)],
            ["贷" if fen > 0 else "借", yuan(abs(fen))],
        )[form]
        day = f"2024-{lot.randint(1, 12):02d}-{lot.randint(1, 28):02d}"
        payer, remark = lot.choice(NAMES), lot.choice(REMARKS)
        rows.append(["6288000000005021", f"T{number:05d}", day, payer, *told, remark])
    table = drawn(lot, rows)
    content = table.written()
    sound = lot.random() < 0.4
    if not sound:
        content = spoilt(lot, content)
    path = folder / ("s.xlsx" if table.workbook else "s.csv")
    path.write_bytes(content)
    try:
        read = read_statement(path)
    except BadFile as refusal:
        assert not sound, refusal.sentence("en")
        return "refused"
    came, went = ([row.amount.fen for row in side] for side in (read.credits, read.debits))
    if sound:
        assert came == [fen for fen in fens if fen > 0]
        assert went == [-fen for fen in fens if fen < 0]
        return "read"
    try:
        again = by_second(path, read.told)
    except BadFile:
        return "read, refused by the second"
    return "read, the same" if by_first(read.amounts, read.told) == again else "read, told apart"


def register(lot: random.Random, folder: Path) -> str:
    """Read a register of up to 30 gifts, whose stated total is theirs."""
    fens = [lot.randint(1, 10**9) for _ in range(lot.randint(1, 30))]
    rows = [["", "捐款信息（虚构示例，截至1月29日24：00）"], ["", "", "", "", "单位：元"]]
    rows.append(["序号", "捐赠日期", "捐赠(单位/姓名）", "捐赠金额（元）", "备注"])
    for number, fen in enumerate(fens, 1):
        payer, remark = lot.choice(NAMES) or "匿名", lot.choice(REMARKS)
        rows.append([str(number), "2020.01.29", payer, yuan(fen), remark])
    rows.append(["合计", "", "", yuan(sum(fens)), ""])
    table = drawn(lot, rows)
    content = table.written()
    sound = lot.random() < 0.4
    if not sound:
        content = spoilt(lot, content)
    path = folder / ("r.xlsx" if table.workbook else "r.csv")
    path.write_bytes(content)
    try:
        read = read_register(path)
    except BadFile as refusal:
        assert not sound, refusal.sentence("en")
        return "refused"
    assert sum(row.amount.fen for row in read.rows) == read.stated_total.fen
    if sound:
        assert [row.amount.fen for row in read.rows] == fens
    return "read"


def votes(lot: random.Random, folder: Path) -> str:
    """Read ballots: as many as were handed over, each for its entry."""
    told = [(f"1380000{lot.randrange(10**4):04d}", f"E{lot.randint(1, 9)}") for _ in range(20)]
    table = drawn(lot, [["voter", "entry"], *map(list, told)])
    content = table.written()
    sound = lot.random() < 0.4
    if not sound:
        content = spoilt(lot, content)
    path = folder / ("v.xlsx" if table.workbook else "v.csv")
    path.write_bytes(content)
    try:
        read = [(voter, entry) for _, voter, entry in _lines(path)]
    except BadFile as refusal:
        assert not sound, refusal.sentence("en")
        return "refused"
    assert not sound or read == told
    return "read"


MAPPING = """\
payer = "对方户名"
value_date = "A"
amount = "贷方金额"
account = { value = "6288000000005021" }
skip = [{ column = "状态", is = ["关闭"] }]
"""


def mapping(lot: random.Random, folder: Path) -> str:
    """Read a mapping, and a statement by it where it can be read."""
    path = folder / "m.toml"
    sound = lot.random() < 0.1
    path.write_bytes(MAPPING.encode() if sound else spoilt(lot, MAPPING.encode()))
    try:
        told = ColumnMapping.load(path)
    except BadFile as refusal:
        assert not sound, refusal.sentence("en")
        return "refused"
    table = folder / "s.csv"
    table.write_text("日期,对方户名,贷方金额,状态\n2024-05-01,示例协会,5.00,\n", "utf-8")
    try:
        read = read_statement(table, told)
    except BadFile:
        assert not sound
        return "used, refused"
    assert not sound or [row.amount.fen for row in read.credits] == [500]
    return "used"


HEADED = ("项目编号", "标题", "领域", "属扶贫济困等（慈善法 41）")
BUDGET = tuple(f"预算 {at}：{what}" for at in (1, 2, 3) for what in ("预算科目", "金额（元）"))
LINES = ("餐费", "书", "运输", "示例，其他")


def sheet(lot: random.Random, folder: Path) -> str:
    """Read a sheet of up to 30 projects with their budgets, as ``lixia sheet import`` does."""
    fens: list[int] = []
    rows = [[*HEADED, *BUDGET]]
    for number in range(1, lot.randint(1, 30) + 1):
        budget = [lot.randint(1, 10**9) for _ in range(lot.randint(1, 3))]
        fens += budget
        told = [
            cell for line, fen in zip(LINES, budget, strict=False) for cell in (line, yuan(fen))
        ]
        told += [""] * (len(BUDGET) - len(told))
        title = lot.choice(NAMES).replace('"', "") or "示例"
        rows.append([f"P-{number:03d}", title, "助学", lot.choice("是否"), *told])
    table = drawn(lot, rows)
    content = table.written()
    sound = lot.random() < 0.4
    if not sound:
        content = spoilt(lot, content)
    path = folder / ("p.xlsx" if table.workbook else "p.csv")
    path.write_bytes(content)
    try:
        read = read_sheet(path, PROJECTS)
    except BadFile as refusal:
        assert not sound, refusal.sentence("en")
        return "refused"
    build = Builder(
        PROJECTS,
        {column.name: column for column in read.headed.values()},
        Context(date(2024, 6, 1), {}),
        People(lambda _: None, lambda _: "", lambda *_: ()),
        date(2024, 6, 1),
    )
    made = [build.row(*told) for told in read.rows]
    if any(row.faults for row in made):
        assert not sound, [fault for row in made for fault in row.faults]
        return "refused by cell"
    lines = [line for row in made for act in row.acts for line in act.given.get("lines", ())]
    came = sum(line.amount.fen for line in lines)
    if sound:
        assert came == sum(fens)
        return "read"
    again = _summed(content, table)
    if again is None:
        return "read, refused by the second"
    return "read, the same" if came == again else "read, told apart"


def _summed(content: bytes, table: Table) -> int | None:
    """Return what the cells under amounts come to by plainer means; ``None`` where it can't be."""
    try:
        if table.workbook:
            book = openpyxl.load_workbook(io.BytesIO(content), read_only=True)
            rows = [[str(cell or "") for cell in row] for row in book.worksheets[0].values]
        else:
            text = io.StringIO(content.decode(table.encoding), newline="")
            rows = list(csv.reader(text, delimiter=table.delimiter))
        rows = [row for row in rows if any(row)]
        at = [place for place, cell in enumerate(rows[0]) if "金额" in cell]
        cells = [row[place] for row in rows[1:] for place in at if place < len(row)]
        return int(sum(Decimal(cell.replace(",", "")) * 100 for cell in cells if cell.strip()))
    except Exception:  # a spoilt file may trip it anywhere
        return None


KNOWN = {"P-031": "示例小学图书角", "P-03": "示例小学", "C/1": "", "项目 9": "爱心 早餐"}
CITING = (*KNOWN, *KNOWN.values(), *REMARKS, *NOISE, "用于", "不给", "和", "3", " ", "ｐ－０３１")


def designation(lot: random.Random, folder: Path) -> str:
    """Ask what a remark cites: nothing, or something that stands in it."""
    remark = "".join(lot.choice(CITING) for _ in range(lot.randint(0, 8))) * lot.choice((1, 1, 400))
    found = Citable(KNOWN).one(remark)
    if found is None:
        return "nothing"
    import unicodedata

    told = " ".join(unicodedata.normalize("NFKC", remark).casefold().split())
    cited = {one for one in KNOWN if one.casefold() in told or (KNOWN[one] and KNOWN[one] in told)}
    assert found in cited
    return "cited"


def bundle(lot: random.Random, folder: Path) -> str:
    """Check a bundle that was sealed: spoilt, it is refused, or nothing of it differs."""
    whole = _bundle()
    path = folder / "b.zip"
    path.write_bytes(whole)
    content = spoilt(lot, whole) if lot.random() < 0.5 else _flipped(lot, whole)
    sound = content == whole
    path.write_bytes(content)
    try:
        found = check(ZipFiles(str(path)))
    except Explained:
        assert not sound
        return "refused"
    assert found.findings or sound
    return "found" if found.findings else "read"


def _flipped(lot: random.Random, whole: bytes) -> bytes:
    at = lot.randrange(len(whole))
    return whole[:at] + bytes([whole[at] ^ (1 << lot.randrange(8))]) + whole[at + 1 :]


def _bundle() -> bytes:
    if not _BUNDLES:
        with tarfile.open(KEPT) as packed:
            member = packed.extractfile("1/store.zip")
            assert member is not None
            _BUNDLES.append(member.read())
    return _BUNDLES[0]


_BUNDLES: list[bytes] = []
READERS: dict[str, Read] = {
    one.__name__: one for one in (statement, register, votes, mapping, designation, bundle, sheet)
}


def played(reader: str, seed: int, folder: Path) -> str:
    """Play the round ``seed`` and return what came of it."""
    begun = time.process_time()
    outcome = READERS[reader](random.Random(f"{reader}/{seed}"), folder)
    spent = time.process_time() - begun
    assert spent < LONGEST_ROUND, f"{spent:.0f} s"
    return outcome


def main(arguments: list[str] | None = None) -> int:
    """Play rounds until the time is over. Returns how many went wrong, at most 1."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("reader", choices=READERS)
    parser.add_argument("--seconds", type=float, default=600)
    parser.add_argument("--seed", type=int, default=1)
    asked: Any = parser.parse_args(arguments)
    until, seed, counts = time.monotonic() + asked.seconds, asked.seed, Counter[str]()
    with tempfile.TemporaryDirectory() as place:
        while time.monotonic() < until:
            try:
                counts[played(asked.reader, seed, Path(place))] += 1
            except Exception as fault:
                counts["wrong"] += 1
                print(f"seed {seed}: {type(fault).__name__}: {fault}"[:500], flush=True)
            seed += 1
    print(asked.reader, f"seeds {asked.seed} to {seed - 1}", dict(counts))
    return int(counts["wrong"] > 0)


if __name__ == "__main__":
    sys.exit(main())
