"""The fund's statement of the period: what it opened with, what moved, what it closes with.

Donations for a project and for none, government money and other income stand beside each other
and are never netted. What is held in suspense is no income but owed to whoever sent it, until its
use is settled: it has a table of its own.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import NamedTuple

from lixia_domain.aggregates.bank_statement import following
from lixia_domain.application.report.content import (
    Block,
    Cell,
    CellKind,
    Chart,
    Column,
    Section,
    Shape,
    Table,
)
from lixia_domain.application.report.source import Source
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.keys import GENERAL, GOVERNMENT, OTHER, SUSPENSE
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words
from lixia_domain.views.account_ledger import AccountLedgerRow, Movement
from lixia_domain.views.accounts import class_of
from lixia_domain.views.bank_book import BANK_BOOK
from lixia_domain.views.fund_statement import FUND_STATEMENT

_MONEY = CellKind.MONEY
M = Movement


class Line(NamedTuple):
    """A line of the statement: what its movements are, and whether they add or take off."""

    said: Words
    sign: int
    kinds: frozenset[Movement]


def _line(said: Words, sign: int, *kinds: Movement) -> Line:
    return Line(said, sign, frozenset(kinds))


RECEIVED = _line(
    Words("加：收到款项", "plus received"),
    +1,
    M.DONATION_RECEIVED,
    M.APPROPRIATION_RECEIVED,
    M.OTHER_INCOME_RECEIVED,
    M.SUSPENSE_HELD,
)
REVERSED = _line(Words("减：冲正", "less reversed"), -1, M.DONATION_REVERSED, M.INCOME_REVERSED)
RETURNED = _line(
    Words("减：退还、缴回", "less returned"),
    -1,
    M.DONATION_RETURNED,
    M.APPROPRIATION_RETURNED,
    M.OTHER_INCOME_RETURNED,
    M.INTEREST_RETURNED,
    M.SALE_PROCEEDS_RETURNED,
)
PAID_OUT = _line(Words("减：拨付", "less paid out"), -1, M.FUNDS_PAID_OUT, M.PAYMENT_REVERSED)
RECOVERED = _line(
    Words("加：退票与收回", "plus bounced and recovered"),
    +1,
    M.RECOVERY_RECEIVED,
    M.RECOVERY_REVERSED,
)
FEES = _line(Words("减：银行手续费", "less bank fees"), -1, M.BANK_FEE_CHARGED, M.BANK_FEE_REVERSED)
MANAGEMENT = _line(
    Words("减：管理费", "less management cost"),
    -1,
    M.MANAGEMENT_COST_CHARGED,
    M.MANAGEMENT_COST_REVERSED,
)
LINES = (
    RECEIVED,
    REVERSED,
    RETURNED,
    _line(Words("加：孳息", "plus interest"), +1, M.INTEREST_CREDITED),
    _line(Words("加：实物变卖所得", "plus goods sold"), +1, M.SALE_PROCEEDS_RECEIVED),
    PAID_OUT,
    RECOVERED,
    FEES,
    MANAGEMENT,
    _line(Words("加：转入", "plus moved in"), +1, M.SURPLUS_MOVED_IN, M.SHORTFALL_PAID),
    _line(
        Words("减：转出", "less moved out"),
        -1,
        M.SURPLUS_MOVED_OUT,
        M.PUT_TO_SHORTFALL,
        M.SUSPENSE_CLEARED,
    ),
    _line(
        Words("加：短缺（银行追回了已用掉的款）", "plus short: spent, then taken back"),
        +1,
        M.SHORTFALL_AROSE,
    ),
)
"""Every kind of movement is in one line, so that opening, lines and closing add up."""
LINE: Mapping[str, Line] = {kind.value: line for line in LINES for kind in line.kinds}

PROJECTS = "projects"
"""In place of a designation: all money that is for a project."""
CLASSES = {
    PROJECTS: Words("指定项目的捐赠", "Donations for a project"),
    GENERAL: Words("未指定项目的捐赠", "Donations for no one project"),
    GOVERNMENT: Words("财政资金", "Government money"),
    OTHER: Words("其他收入", "Other income"),
}
OPENING = Words("期初结存", "Held at the beginning")
CLOSING = Words("期末结存", "Held at the end")
NET = (RECEIVED, REVERSED, RETURNED)
"""The lines that net receipts are made of; paid out and recovered are those of net payments."""


def amounts(
    movements: Iterable[AccountLedgerRow], *lines: Line, source: str | None = None
) -> Money:
    """Return what movements on ``lines`` add to a balance in all; of one class of money."""
    return Money(
        sum(
            row.in_fen - row.out_fen
            for row in movements
            if LINE[row.kind] in lines and source in (None, class_of(row.designation))
        )
    )


def statement(source: Source) -> Section:
    """Return the statement of the period, what is held in suspense, and what moved by month."""
    monthly = _monthly(source.movements)
    moved = any(money.fen for _, month in monthly.groups for money in month)
    blocks: tuple[Block, ...] = (_table(source), *_suspense(source), *((monthly,) if moved else ()))
    return Section(Words("基金收支", "The fund"), blocks)


def _table(source: Source) -> Table:
    opening, moved = _sums(source)
    period = f"{source.since} – {source.until}"
    there = [name for name in CLASSES if opening[name] or moved[name]]
    closing = {name: opening[name] + sum(moved[name].values()) for name in there}
    said = Words("项目（元）", "Item (yuan)")
    between: Iterator[tuple[Cell, ...]] = (
        (line.said, *(Money(line.sign * moved[name][line]) for name in there))
        for line in LINES
        if any(moved[name][line] for name in there)
    )
    return Table(
        title=Words("基金收支表", "Statement of the fund"),
        columns=(
            Column("item", said),
            *(Column(name, CLASSES[name], _MONEY) for name in there),
            Column("all", Words("合计", "In all"), _MONEY),
        ),
        rows=(
            _added((OPENING, *(Money(opening[name]) for name in there))),
            *map(_added, between),
            *_owed(source, there),
        ),
        total=_added((CLOSING, *(Money(closing[name]) for name in there))),
        note=Words(
            f"本期 {period}。各类资金分列，互不抵销。指定项目的为限定性资金；"
            "未指定项目的仍限于本基金宗旨。期末结存＝期初结存＋各“加”项−各“减”项；本期没有发生的项不列。",
            f"Period: {period}. Classes are never netted. What is for a project is "
            "restricted to it; the rest to the fund's purpose. Held at the end = held at the "
            "beginning, plus and less the lines between, of which those that moved nothing are "
            "left out.",
        ),
    )


def _added(row: tuple[Cell, ...]) -> tuple[Cell, ...]:
    return (*row, Money(sum(cell.fen for cell in row if isinstance(cell, Money))))


def _sums(source: Source) -> tuple[Counter[str], dict[str, Counter[Line]]]:
    """Return what each class had before the period, and what each line moved of it in it."""
    opening: Counter[str] = Counter()
    moved: dict[str, Counter[Line]] = defaultdict(Counter)
    for row in source.movements:
        if (name := row.designation) == SUSPENSE:
            continue
        name, fen = name if name in CLASSES else PROJECTS, row.in_fen - row.out_fen
        if row.on < source.since:
            opening[name] += fen
        else:
            moved[name][LINE[row.kind]] += fen
    return opening, moved


def _owed(source: Source, there: list[str]) -> Iterator[tuple[Cell, ...]]:
    """Yield what of all shortfalls is not made good, donated and government money apart."""
    rows = {row.source: row for row in source.of(FUND_STATEMENT) if row.fund == source.fund_id}
    if not any(row.short_fen for row in rows.values()):
        return
    left = {name: Money(row.short_fen - row.made_good_fen) for name, row in rows.items()}
    donated, government = SourceClass.DONATED.value, SourceClass.GOVERNMENT.value
    told = {PROJECTS: left.get(donated), GOVERNMENT: left.get(government)}
    said = Words(
        "其中期末仍未弥补的短缺（由基金会弥补）",
        "of it not made good at the end, by the foundation",
    )
    yield _added((said, *(told.get(name) for name in there)))


def _suspense(source: Source) -> Iterator[Table]:
    """Yield what was held until its use was settled: a liability, and never income."""
    held = [row for row in source.movements if row.designation == SUSPENSE]
    if not held:
        return
    before = sum(row.in_fen - row.out_fen for row in held if row.on < source.since)
    came = back = used = 0
    for row in held:
        if row.on >= source.since:
            came += row.in_fen
            back += row.out_fen if row.against == "returned" else 0
            used += 0 if row.against == "returned" else row.out_fen
    rows = (
        (Words("期初暂收", "Held at the beginning"), before),
        (Words("加：暂收", "plus came in"), came),
        (Words("减：查明用途后转作收入", "less settled, and taken in"), used),
        (Words("减：退回来款人", "less sent back"), back),
    )
    waiting = [
        row for row in source.of(BANK_BOOK) if row.fund == source.fund_id and row.held_fen > 0
    ]
    oldest = min((row.value_date for row in waiting), default=None)
    yield Table(
        title=Words("暂收款（负债，不是收入）", "Suspense: a liability, not income"),
        columns=(
            Column("item", Words("项目（元）", "Item (yuan)")),
            Column("amount", Words("金额", "Amount"), _MONEY),
        ),
        rows=tuple((said, Money(fen)) for said, fen in rows),
        total=(Words("期末暂收", "Held at the end"), Money(before + came - used - back)),
        note=_waiting(len(waiting), oldest),
    )


def _waiting(count: int, oldest: date | None) -> Words:
    """Return how many credits wait for their use to be found."""
    zh = f"用途尚未查明的 {count} 笔，最早 {oldest}。" if count else "期末没有用途尚未查明的款项。"
    en = f"Not settled yet: {count}, the oldest of {oldest}. " if count else "None is unsettled. "
    return Words(
        f"{zh}转作收入的同时列入上表的“收到款项”。",
        f"{en}What is taken in stands in the table above as received.",
    )


def _monthly(movements: Iterable[AccountLedgerRow]) -> Chart:
    """Return donated and government money month by month: what came and what went, both net."""
    months: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in movements:
        kind, came, month = class_of(row.designation), row.in_fen - row.out_fen, months[row.period]
        if LINE[row.kind] in NET and kind == SourceClass.DONATED:
            month[0] += came
        elif LINE[row.kind] in NET and kind == SourceClass.GOVERNMENT:
            month[1] += came
        elif LINE[row.kind] in (PAID_OUT, RECOVERED):
            month[2] -= came
    return Chart(
        title=Words("各月到账与拨付（净额，自设立起）", "What came and was paid by month, net"),
        shape=Shape.COLUMNS,
        series=(
            Words("捐赠到账", "Donations"),
            Words("财政到账", "Government money"),
            Words("拨付", "Paid out"),
        ),
        groups=tuple((month, tuple(map(Money, months[month]))) for month in _every(months)),
    )


def _every(months: Iterable[str]) -> Iterator[str]:
    """Yield all months from the first to the last, also those in which nothing moved."""
    there = sorted(months)
    month = there[0] if there else ""
    while there and month <= there[-1]:
        yield month
        month = following(month)
