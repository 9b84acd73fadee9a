"""Bank statements: credits, and apart from them debits, one row per entry."""

from __future__ import annotations

import re
from collections import deque
from collections.abc import Iterator, Sequence
from datetime import date
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import Any

from attrs import define, evolve, field, frozen

from lixia_adapters.registers import layout
from lixia_adapters.registers.amounts import amount
from lixia_adapters.registers.layout import Layout, lay_out
from lixia_adapters.registers.mapping import ColumnMapping
from lixia_adapters.registers.meaning import DONE, OPEN, YUAN, Side, headed, side_of
from lixia_adapters.registers.sheet import BadFile, Sheet, clean, date_of, label, open_sheets
from lixia_domain.kernel.dates import BadDate
from lixia_domain.kernel.money import ZERO, BadAmount, Money, total
from lixia_domain.kernel.texts import LONGEST_TEXT
from lixia_domain.kernel.words import Words

__all__ = [
    "BadFile",
    "ColumnMapping",
    "LeftOut",
    "Statement",
    "StatementRow",
    "Understood",
    "read_statement",
]

_FOOT = re.compile(
    r"(?:本页|本期|本月|本年|累计|人民币)?(?:合计|总计|小计|共计)(?:金额|笔数)?[:：]?.*"
    r"|过次页|转下页|承前页|承上页"
)
_COUNTED = re.compile(r"共?(?<![0-9])([0-9]++)笔")
_STATED = re.compile(r"(收入|支出)[:：]([0-9]+)笔(?:\(.*?\))?[,，]?(-?[0-9,.]+)元")
_TIME_OF_DAY = re.compile(r"[ T] ?([0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?)\Z")
_NO_TEXT = frozenset({"", "/", "-", "--"})
_DASHES = re.compile(r"-+")


class Reason(StrEnum):
    """Why a row is no entry."""

    ZERO = "zero"
    NEUTRAL = "neutral"
    NOT_DONE = "not_done"
    FOOT = "foot"
    HEADER = "header"
    MAPPED = "mapped"
    NOTE = "note"


REASONS = {
    Reason.ZERO: Words("金额为 0.00", "0.00: nothing moved"),
    Reason.NEUTRAL: Words("不计收支（自己账户之间）", "between own pots"),
    Reason.NOT_DONE: Words("交易未完成或已关闭", "the deal is not done, or closed"),
    Reason.FOOT: Words("小计、合计或过次页", "a subtotal, total or carry-over"),
    Reason.HEADER: Words("重复的表头", "the header printed again"),
    Reason.MAPPED: Words("按列对应跳过", "skipped by the mapping"),
    Reason.NOTE: Words("表后的说明", "a note below the table"),
}


@frozen
class LeftOut:
    """A row that is no entry: which, why, what amount stands in it, and whether a date does."""

    row: int
    reason: Reason
    amount: Money = ZERO
    dated: bool = True


@frozen(kw_only=True)
class StatementRow:
    """One entry; ``amount`` is above zero for credits and debits alike.

    ``reference`` and ``entry_no`` are the bank's own numbers and may be ``""``; a serial that
    counts from 1 in each download is neither. ``payer`` is the other side's name and may, as
    ``remark`` may, name a natural person in clear: don't record them.
    """

    account: str
    reference: str
    entry_no: str
    value_date: date
    payer: str
    amount: Money
    remark: str
    sheet: str
    row: int
    time: str = ""
    balance: str = ""
    party_account: str = ""
    serial: str = ""


@frozen(kw_only=True)
class Understood:
    """How a statement was understood: all but its entries.

    ``stated``: what the file itself says came in and went out, where it does. ``read_as``: how its
    columns were understood, field by field. ``accounts`` and ``days`` (the first and the last) are
    those of its entries.
    """

    sheet: str
    left_out: tuple[LeftOut, ...] = ()
    stated: tuple[Money | None, Money | None] = (None, None)
    read_as: tuple[tuple[str, str], ...] = ()
    unit: int = 1
    accounts: tuple[str, ...] = ()
    days: tuple[date, date] | None = None


@frozen(kw_only=True)
class Statement:
    """What a statement holds, in its order. Rows that repeat each other are all here."""

    credits: tuple[StatementRow, ...]
    debits: tuple[StatementRow, ...]
    told: Understood

    @property
    def amounts(self) -> list[Money]:
        """The amounts of all entries, all above zero."""
        return [row.amount for row in (*self.credits, *self.debits)]

    @property
    def rows(self) -> tuple[StatementRow, ...]:
        """The credits: a statement is read for what came in."""
        return self.credits


def read_statement(
    path: Path, mapping: ColumnMapping | None = None, *, account: str = ""
) -> Statement:
    """Read a bank statement (.xlsx or .csv), or raise ``BadFile`` without using any of it.

    Without ``mapping`` the columns are found by common headers. What a column says of an amount
    (side, currency, unit, state of the deal) is used, or the file is refused. ``account`` is what
    the clerk says the file is of, where it does not say so itself.
    """
    return statement_in(open_sheets(path), mapping, account=account)


def statement_in(
    sheets: Sequence[Sheet], mapping: ColumnMapping | None = None, *, account: str = ""
) -> Statement:
    """Return the statement that the one sheet of a file holds; see ``read_statement``."""
    told, credits, debits = taken(sheets, mapping, account=account)
    return Statement(credits=tuple(credits), debits=tuple(debits), told=told)


def taken(
    sheets: Sequence[Sheet], mapping: ColumnMapping | None = None, *, account: str = ""
) -> tuple[Understood, deque[StatementRow], deque[StatementRow]]:
    """Return how the one sheet of a file was understood, its credits, and its debits.

    Whoever takes them is alone in having the rows, and may let each of them go.
    """
    if len(sheets) > 1:
        names = "”“".join(sheet.name for sheet in sheets)
        raise sheets[1].fault(
            f"有多张工作表（“{names}”），请每个文件只保留一张对账单",
            f"several sheets ({', '.join(sheet.name for sheet in sheets)}); "
            "keep one statement to a file",
        )
    [sheet] = sheets
    found = lay_out(sheet, mapping, account)
    reader = _Reader(sheet, found, mapping)
    credits, debits = deque[StatementRow](), deque[StatementRow]()
    accounts, days = dict[str, None](), dict[date, None]()
    for entry in reader.entries():
        accounts[entry.account] = days[entry.value_date] = None
        if entry.amount.fen > 0:
            credits.append(entry)
        else:
            debits.append(evolve(entry, amount=-entry.amount))
    told = Understood(
        sheet=sheet.name,
        left_out=tuple(reader.left_out),
        stated=_stated(sheet, found.row, reader.ends),
        read_as=tuple((name, found.name(name)) for name in found.places),
        unit=found.unit,
        accounts=tuple(accounts),
        days=(min(days), max(days)) if days else None,
    )
    return told, credits, debits


def _stated(
    sheet: Sheet, row: int, ends: tuple[Money | None, Money | None]
) -> tuple[Money | None, Money | None]:
    """Return what the rows above the table say came in and went out, else what its total says."""
    told: dict[str, Money] = {}
    for cells in sheet.rows[:row]:
        for cell in cells:
            if found := _STATED.fullmatch(label(cell)):
                told[found[1]] = amount(found[3])
    return told.get("收入", ends[0]), told.get("支出", ends[1])


class _Reader:
    """Goes through the rows below the header, adding up as it goes."""

    def __init__(self, sheet: Sheet, found: Layout, mapping: ColumnMapping | None) -> None:
        self.sheet = sheet
        self.layout = found
        self.mapping = mapping
        self.left_out: list[LeftOut] = []
        self.page: list[Money] = []
        self.all: list[Money] = []
        self.ends: tuple[Money | None, Money | None] = (None, None)

    def entries(self) -> Iterator[StatementRow]:
        """Yield every entry; what is none is noted."""
        for index in range(self.layout.row + 1, len(self.sheet.rows)):
            line = _Line(self.sheet, self.layout, index, self.mapping)
            if line.is_blank():
                continue
            reason = line.no_entry()
            if reason is Reason.FOOT:
                money = self._check_foot(line)
            elif reason is None:
                line.check_width()
                reason, money = line.judged()
            else:
                money = line.printed() if reason is Reason.MAPPED else ZERO
            if reason is not None:
                dated = not line.lacks("value_date")
                self.left_out.append(LeftOut(line.row, reason, abs(money), dated))
                continue
            self.page.append(money)
            self.all.append(money)
            yield line.entry(money)

    def _check_foot(self, line: _Line) -> Money:
        """Hold a subtotal or total against the rows: of its page, or of all so far.

        Returns what it prints. One of all rows so far is what the file states, if none comes later.
        """
        came, went, count = line.foot()
        self.ends = (None, None)
        if came is None and went is None:
            return ZERO
        for rows in (self.all, self.page):
            ins = total(money for money in rows if money > ZERO)
            outs = -total(money for money in rows if money < ZERO)
            same = (came is None or came == ins) and (went is None or went == outs)
            if same and count in (None, len(rows)):
                self.ends = (came, went) if rows is self.all else (None, None)
                self.page = []
                return (came or ZERO) + (went or ZERO)
        ins = total(money for money in self.all if money > ZERO)
        outs = -total(money for money in self.all if money < ZERO)
        said = "、".join(str(one) for one in (came, went) if one is not None)
        counted, there = "" if count is None else f"（{count} 笔）", len(self.all)
        raise self.sheet.fault(
            f"文件自己的合计是 {said}{counted}，逐行相加是收入 {ins}、支出 {outs}（{there} 笔）；"
            "请核对有没有缺行或改过的金额",
            f"the file's own total is {said}, its rows come to {ins} in and {outs} out "
            f"({len(self.all)} entries); look for missing rows or amounts that were changed",
            row=line.row,
        )


@define
class _Line:
    sheet: Sheet
    layout: Layout
    index: int
    mapping: ColumnMapping | None
    cells: list[Any] = field(init=False)
    row: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        """Take the cells up."""
        self.cells = self.sheet.rows[self.index]
        self.row = self.sheet.line(self.index)

    def cell(self, name: str) -> Any:
        place = self.layout.places.get(name)
        return "" if place is None or place >= len(self.cells) else self.cells[place]

    def fault(self, name: str, zh: str, en: str) -> BadFile:
        place = self.layout.places.get(name, -1)
        return self.sheet.fault(zh, en, row=self.row, column=place)

    def is_blank(self) -> bool:
        return not any(not isinstance(cell, str) or clean(cell) for cell in self.cells)

    def no_entry(self) -> Reason | None:
        """Return why this is no entry by its looks: a foot, the header again, a note, mapped."""
        if layout.repeats(self.layout.headers, self.cells):
            return Reason.HEADER
        if self.lacks("value_date"):
            if any(isinstance(cell, str) and _FOOT.fullmatch(label(cell)) for cell in self.cells):
                return Reason.FOOT
            if self.lacks("amount") and self.lacks("debit"):
                return Reason.NOTE
        for skip in self.mapping.skips if self.mapping is not None else ():
            wanted = headed(label(skip.column))[0]
            for header, cell in zip(self.layout.headers, self.cells, strict=False):
                if header == wanted and _plain(cell) in skip.values:
                    return Reason.MAPPED
        return None

    def lacks(self, name: str) -> bool:
        """Tell whether a row has nothing under a field that an entry would have there."""
        cell = self.cell(name)
        if not isinstance(cell, str):
            return False
        text = clean(cell)
        if text[:1].isdigit():
            return False
        return (
            not text
            or _FOOT.fullmatch(label(text)) is not None
            or (
                name == "value_date"
                and (date_in(text) is None and not any(char.isdigit() for char in text))
            )
        )

    def check_width(self) -> None:
        """Refuse a filled cell beyond the header: the row has shifted."""
        for place in range(len(self.layout.headers), len(self.cells)):
            if _plain(self.cells[place]):
                raise self.sheet.fault(
                    f"这一行有 {len(self.cells)} 格，表头只有 {len(self.layout.headers)} 格；"
                    '金额里的千分位逗号须加引号（如 "12,600.00"）',
                    f"this row has {len(self.cells)} cells under {len(self.layout.headers)} "
                    'headers; a comma within an amount needs quotation marks ("12,600.00")',
                    row=self.row,
                    column=place,
                )

    def judged(self) -> tuple[Reason | None, Money]:
        """Return why this is no entry of the account, if so, and the amount: below zero, out."""
        self.check_currency()
        if not self.is_done():
            return Reason.NOT_DONE, self.signed()[1]
        reason, money = self.signed()
        if reason is None and not money.fen:
            if all(not isinstance(cell, float) and not _plain(cell) for cell in self._amounts()):
                raise self.fault("amount", "没有金额，请补上", "no amount; add it")
            return Reason.ZERO, money
        return reason, money

    def _amounts(self) -> list[Any]:
        return [self.cell(name) for name in ("amount", "debit")]

    def is_done(self) -> bool:
        if "status" not in self.layout.places:
            return True
        word = label(self.cell("status"))
        if word in OPEN:
            return False
        if word in DONE or not word or side_of(self.cell("direction")) is Side.NEUTRAL:
            return True
        raise self.fault(
            "status",
            "不认得这个交易状态，不知道款项有没有动；请核对，或在列对应文件里用 skip 写明跳过哪些",
            "this state of a deal is not known, so it can't be told whether money moved; "
            "say in a mapping (skip) which are no entries",
        )

    def signed(self) -> tuple[Reason | None, Money]:
        """Return the amount, below zero for a debit, and that it is neutral, if it is."""
        came, went = self.money("amount"), self.money("debit")
        side = None if "direction" not in self.layout.places else self.side()
        if side is Side.NEUTRAL:
            return Reason.NEUTRAL, came + went
        if "debit" in self.layout.places:
            return None, self._of_two(came, went, side)
        if side is None:
            return None, came
        if came.fen < 0 and side is Side.IN:
            raise self.negative("amount")
        return None, abs(came) if side is Side.IN else -abs(came)

    def _of_two(self, came: Money, went: Money, side: Side | None) -> Money:
        if self.layout.gross and went.fen:
            if came.fen and came != went:
                raise self.fault(
                    "debit", "与交易金额不一致，请核对", "it differs from the amount; check it"
                )
            came = ZERO
        if came.fen and went.fen:
            raise self.fault(
                "amount", "借方和贷方都有金额，请更正", "both a credit and a debit; correct it"
            )
        if came.fen < 0 or went.fen < 0:
            raise self.negative("amount" if came.fen < 0 else "debit")
        if side is not None and (came.fen or went.fen):
            if (side is Side.IN) != bool(came.fen) and not (side is Side.OUT and not went.fen):
                raise self.fault(
                    "direction",
                    "借贷方向与金额所在列不一致，请更正",
                    "the direction contradicts the amount's column; correct it",
                )
            return came + went if side is Side.IN else -(came + went)
        return came - went

    def side(self) -> Side:
        side = side_of(self.cell("direction"))
        if side is None:
            raise self.fault(
                "direction",
                "借贷方向须为 贷/借、收/付、收入/支出 之类，这个词不认得",
                "the direction must be a word such as 贷/借, 收/付, 收入/支出; this is none",
            )
        return side

    def entry(self, money: Money) -> StatementRow:
        holder = self.layout.holder
        payer = self.text("payer")
        if holder and payer == holder:
            raise self.fault(
                "payer",
                "这一栏是本方户名，不是对方；请用列对应文件指明对方户名在哪一栏",
                "this is the holder's own name, not the other side's; name that column in a "
                "mapping",
            )
        account = self.layout.constants.get("account") or self.number("account")
        if not (own := account or self.layout.account):
            raise self.fault("account", "账号为空，请补上", "the account is missing; add it")
        day, time = self.moment()
        return StatementRow(
            account=account_of(own),
            reference=self.number("reference"),
            entry_no=self.number("entry_no"),
            value_date=day,
            payer="" if payer in _NO_TEXT or _DASHES.fullmatch(payer) else payer,
            amount=money,
            remark=self.text("remark"),
            sheet=self.sheet.name,
            row=self.row,
            time=time,
            balance=str(self.money("balance").fen) if "balance" in self.layout.places else "",
            party_account=self.text("party_account"),
            serial=self.text("serial"),
        )

    def text(self, name: str) -> str:
        place = self.layout.places.get(name)
        if place is None or place >= len(self.cells):
            return ""
        try:
            return clean(self.cells[place])[:LONGEST_TEXT]
        except ValueError:
            raise self.fault(
                name,
                "应为文字；超过 15 位的数字在 Excel 里会失真，请把该列设为文本后重新导出",
                "this should be text; Excel spoils numbers beyond 15 digits, "
                "so export the column as text",
            ) from None

    def number(self, name: str) -> str:
        """Return a number that is an id. Refuses one that a spreadsheet has cut short."""
        text = self.text(name)
        if layout.is_spoilt(text):
            raise layout.spoilt(self.sheet, self.index, self.layout.places[name])
        return "" if text in _NO_TEXT else text

    def moment(self) -> tuple[date, str]:
        """Return the value date, and the time of day where the file has one."""
        cell = self.cell("value_date")
        try:
            if not isinstance(cell, str):
                return date_of(cell), self._time()
            day = text = clean(cell)
            within = None
            if ":" in text:
                within = _TIME_OF_DAY.search(text)
                day = _TIME_OF_DAY.sub("", text)
            if self.mapping is not None and self.mapping.day_first:
                day = _turned(day)
            return _day(day), within[1] if within else self._time()
        except BadDate as error:
            raise self.fault("value_date", *error.args[1:]) from None

    def _time(self) -> str:
        if "time" not in self.layout.places:
            return ""
        if self.layout.places["time"] == self.layout.places["value_date"]:
            return ""
        return _plain(self.cell("time"))

    def check_currency(self) -> None:
        told = self.layout.constants.get("currency") or (
            self.text("currency") if "currency" in self.layout.places else "人民币"
        )
        if told.upper() not in YUAN:
            raise self.fault(
                "currency",
                f"币种“{told[:8]}”不是人民币（CNY），请另行处理",
                "the currency is not renminbi (CNY); deal with it elsewhere",
            )

    def money(self, name: str) -> Money:
        unit = 1 if name == "balance" else self.layout.unit
        try:
            return amount(self.cell(name), unit)
        except BadAmount as error:
            raise self.fault(name, *error.args[1:]) from None

    def printed(self) -> Money:
        """Return what a row that the mapping skips prints; what can't be read as an amount, not."""
        amounts = set[Money]()
        for name in ("amount", "debit"):
            try:
                amounts.add(abs(self.money(name)))
            except BadFile:
                return ZERO
        return total(amounts)

    def foot(self) -> tuple[Money | None, Money | None, int | None]:
        """Return what a foot says came in, went out, and of how many; ``None`` where nothing."""
        came, went = (
            self.money(name) if not self.lacks(name) and name in self.layout.places else None
            for name in ("amount", "debit")
        )
        counted = (_COUNTED.search(label(cell)) for cell in self.cells)
        count = next((int(found[1]) for found in counted if found), None)
        return came, went, count

    def negative(self, name: str) -> BadFile:
        return self.fault(
            name,
            "金额为负（冲正？），请人工核对后处理",
            "the amount is negative (a reversal?); check it by hand",
        )


_BLANKS = re.compile(r"[\s-]+")


@lru_cache(4_096)  # a day comes many times, and is kept once
def _day(text: str) -> date:
    return date_of(text)


@lru_cache(1_024)
def account_of(text: str) -> str:
    """Return an account as it is kept: without blanks and hyphens; a name keeps its own."""
    bare = _BLANKS.sub("", text)
    return bare if re.fullmatch(r"[0-9*Xx]+", bare) else text


def date_in(text: str) -> date | None:
    """Return the date that a text is; ``None`` for one that is none."""
    try:
        return date_of(_TIME_OF_DAY.sub("", text))
    except BadDate:
        return None


def _turned(day: str) -> str:
    """Return a date written day first in the order of a year, month and day."""
    parts = re.split(r"[-./]", day)
    return "-".join(reversed(parts)) if len(parts) == 3 else day


def _plain(cell: object) -> str:
    try:
        return clean(cell)
    except ValueError:
        return str(cell)
