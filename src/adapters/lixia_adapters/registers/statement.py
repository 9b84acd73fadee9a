"""Bank statements: credits, and apart from them debits, one row per entry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from attrs import evolve, frozen

from lixia_adapters.registers.mapping import ColumnMapping, Columns, find_columns
from lixia_adapters.registers.sheet import BadFile, Sheet, clean, date_of, label, open_sheets
from lixia_domain.kernel.dates import BadDate
from lixia_domain.kernel.money import ZERO, BadAmount, Money

__all__ = ["BadFile", "ColumnMapping", "Statement", "StatementRow", "read_statement"]

_YUAN = frozenset({"CNY", "RMB", "人民币", "人民币元", "156", "01", "¥"})
_CREDIT = frozenset({"贷", "贷方", "收", "收入", "转入", "C", "CR", "CREDIT", "来账"})
_DEBIT = frozenset({"借", "借方", "支", "支出", "转出", "D", "DR", "DEBIT", "往账"})
_FOOT = re.compile(r"(?:本页|本期|累计)?(?:合计|总计|小计|共计)(?:金额|笔数)?[:：]?.*")
_ACCOUNT_ABOVE = re.compile(r"(?:本方|我方|查询)?(?:账号|账户|账号/卡号)[:：]?([0-9\-]*)")
_TIME_OF_DAY = re.compile(r"[ T]\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2}(?:\.[0-9]+)?)?\Z")


@frozen(kw_only=True)
class StatementRow:
    """One entry; ``amount`` is above zero for credits and debits alike.

    ``reference`` or ``entry_no`` may be ``""``, never both. ``payer`` is the other side's name
    and may, as ``remark`` may, name a natural person in clear: don't record them.
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


@frozen(kw_only=True)
class Statement:
    """What a statement holds, in its order. Rows that repeat each other are all here."""

    credits: tuple[StatementRow, ...]
    debits: tuple[StatementRow, ...]
    sheet: str

    @property
    def rows(self) -> tuple[StatementRow, ...]:
        """The credits: a statement is read for what came in."""
        return self.credits


def read_statement(path: Path, mapping: ColumnMapping | None = None) -> Statement:
    """Read a bank statement (.xlsx or .csv), or raise ``BadFile`` without using any of it.

    Without ``mapping`` the columns are guessed from common headers. Amounts are in yuan; a
    currency column must say so in every row. A negative credit without ``direction`` and
    ``debit`` columns is a debit. A total row (合计) ends the entries and is not checked.
    """
    return statement_in(open_sheets(path), mapping)


def statement_in(sheets: Sequence[Sheet], mapping: ColumnMapping | None = None) -> Statement:
    """Return the statement that the one sheet of a file holds; see ``read_statement``."""
    if len(sheets) > 1:
        raise sheets[1].fault(
            "有多张工作表，请每个文件只保留一张对账单",
            "several sheets; keep one statement to a file",
        )
    sheet = sheets[0]
    columns = find_columns(sheet, mapping)
    account = "" if "account" in columns.places else _account_above(sheet, columns)
    entries = list(_entries(sheet, columns, account))
    return Statement(
        credits=tuple(entry for entry in entries if entry.amount.fen > 0),
        debits=tuple(
            evolve(entry, amount=-entry.amount) for entry in entries if entry.amount.fen < 0
        ),
        sheet=sheet.name,
    )


def _entries(sheet: Sheet, columns: Columns, account: str) -> Iterator[StatementRow]:
    ended = False
    for row, cells in enumerate(sheet.rows[columns.row :], start=columns.row + 1):
        line = _Line(sheet, columns, row, cells)
        if line.is_blank():
            continue
        if line.is_foot():
            ended = True
            continue
        if ended:
            if line.is_note():
                continue
            raise sheet.fault(
                "“合计”之后还有数据，请移到合计之前或删除",
                "data after the total; move it above the total or delete it",
                row=row,
            )
        yield line.entry(account)


@frozen
class _Line:
    sheet: Sheet
    columns: Columns
    row: int
    cells: list[Any]

    def cell(self, name: str) -> Any:
        place = self.columns.places.get(name, -1)
        return self.cells[place] if 0 <= place < len(self.cells) else ""

    def fault(self, name: str, zh: str, en: str) -> BadFile:
        place = self.columns.places.get(name, -1)
        return self.sheet.fault(zh, en, row=self.row, column=place)

    def is_blank(self) -> bool:
        return not any(not isinstance(cell, str) or clean(cell) for cell in self.cells)

    def is_foot(self) -> bool:
        return self._lacks("value_date") and any(
            isinstance(cell, str) and _FOOT.fullmatch(label(cell)) for cell in self.cells
        )

    def is_note(self) -> bool:
        return self._lacks("value_date") and self._lacks("amount") and self._lacks("debit")

    def _lacks(self, name: str) -> bool:
        cell = self.cell(name)
        if not isinstance(cell, str):
            return False
        text = clean(cell)
        return not text or _FOOT.fullmatch(label(text)) is not None

    def entry(self, account: str) -> StatementRow:
        reference, entry_no = self.text("reference"), self.text("entry_no")
        if not reference and not entry_no:
            raise self.fault(
                "reference" if "reference" in self.columns.places else "entry_no",
                "流水号和笔号都为空，无法辨认这笔款项，请补上一个",
                "neither reference nor entry number, so the entry can't be told apart; add one",
            )
        if not (own := self.text("account") or account):
            raise self.fault("account", "账号为空，请补上", "the account is missing; add it")
        self.check_currency()
        return StatementRow(
            account=own,
            reference=reference,
            entry_no=entry_no,
            value_date=self.date(),
            payer=self.text("payer"),
            amount=self.signed(),
            remark=self.text("remark"),
            sheet=self.sheet.name,
            row=self.row,
        )

    def text(self, name: str) -> str:
        try:
            return clean(self.cell(name))
        except ValueError:
            raise self.fault(
                name,
                "应为文字；超过 15 位的数字在 Excel 里会失真，请把该列设为文本后重新导出",
                "this should be text; Excel spoils numbers beyond 15 digits, "
                "so export the column as text",
            ) from None

    def date(self) -> date:
        cell = self.cell("value_date")
        try:
            return date_of(_TIME_OF_DAY.sub("", clean(cell)) if isinstance(cell, str) else cell)
        except BadDate as error:
            raise self.fault("value_date", *error.args[1:]) from None

    def check_currency(self) -> None:
        if "currency" not in self.columns.places:
            return
        if self.text("currency").upper() not in _YUAN:
            raise self.fault(
                "currency",
                "币种不是人民币（CNY），请另行处理",
                "the currency is not renminbi (CNY); deal with it elsewhere",
            )

    def money(self, name: str) -> Money:
        cell = self.cell(name)
        if isinstance(cell, str) and clean(cell) in ("", "-", "--", "—"):
            return ZERO
        try:
            return Money.from_cell(cell)
        except BadAmount as error:
            raise self.fault(name, *error.args[1:]) from None

    def signed(self) -> Money:
        """Return the amount, negative for a debit; never zero."""
        amount, debit = self.money("amount"), self.money("debit")
        if "direction" in self.columns.places:
            amount = self._directed(amount, debit)
        elif "debit" in self.columns.places:
            if amount.fen and debit.fen:
                raise self.fault(
                    "amount", "借方和贷方都有金额，请更正", "both a credit and a debit; correct it"
                )
            if amount.fen < 0 or debit.fen < 0:
                raise self.negative("amount" if amount.fen < 0 else "debit")
            amount -= debit
        if not amount.fen:
            raise self.fault("amount", "没有金额，请补上", "no amount; add it")
        return amount

    def _directed(self, amount: Money, debit: Money) -> Money:
        if amount.fen and debit.fen:
            raise self.fault(
                "amount", "借方和贷方都有金额，请更正", "both a credit and a debit; correct it"
            )
        if amount.fen < 0 or debit.fen < 0:
            raise self.negative("amount" if amount.fen < 0 else "debit")
        direction = self.text("direction").upper()
        if direction in _CREDIT and not debit.fen:
            return amount
        if direction in _DEBIT:
            return -(amount + debit)
        raise self.fault(
            "direction",
            "借贷方向须为 贷/借 或 收/支，且与金额所在列一致",
            "the direction must be 贷/借 or 收/支, and agree with the amount's column",
        )

    def negative(self, name: str) -> BadFile:
        return self.fault(
            name,
            "金额为负（冲正？），请人工核对后处理",
            "the amount is negative (a reversal?); check it by hand",
        )


def _account_above(sheet: Sheet, columns: Columns) -> str:
    for cells in sheet.rows[: columns.row - 1]:
        for place, cell in enumerate(cells):
            found = _ACCOUNT_ABOVE.fullmatch(label(cell))
            if found is None:
                continue
            for value in (found[1], *cells[place + 1 :]):
                try:
                    text = clean(value)
                except ValueError:
                    break
                if text:
                    return text
    raise sheet.fault(
        "找不到列 account，表头之上也没有账号；请用列对应文件指明",
        "no column for account, and no account above the header; name it in a mapping",
        row=columns.row,
    )
