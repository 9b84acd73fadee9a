"""What must always hold of bank statements, reconciliations and closings (DOMAIN §3: 11)."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict

from lixia_domain.aggregates import bank_statement as stm
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.reconciling import Proof
from lixia_domain.specs.history.bank import fund_of
from lixia_domain.specs.history.folds import Check, Ref, ref
from lixia_domain.specs.history.moves import MOVES, moves


class StatementsMeetBooks(Check):
    """Every statement adds up; at every reconciliation and closing book = bank ± items listed.

    The book of a closing is added up anew, as it was known at the position that was looked at; that
    of a bank account by ``ListedIsOpen``. A month is not closed while a statement of it waits to be
    reconciled.
    """

    reads = (*MOVES, fnd.PeriodClosed, *stm.BANK_STATEMENT.events)

    def __init__(self) -> None:
        super().__init__()
        self.books: dict[str, dict[str, _Posted]] = defaultdict(lambda: defaultdict(_Posted))
        self.stated: dict[str, tuple[stm.Statement, Ref]] = {}
        self.closings: dict[tuple[str, str], Money] = {}
        self.waiting: dict[tuple[str, str], dict[str, Ref]] = defaultdict(dict)
        """Statements not yet reconciled, by fund and month, each of a bank account."""

    def take(self, recorded: Recorded) -> None:
        """Post movements to their month; look at what statements say."""
        event, fund = recorded.event, fund_of(recorded.key)
        match event:
            case stm.StatementImported():
                self._stated(event, recorded)
                self.waiting[fund, event.statement.period][recorded.key] = ref(recorded)
            case stm.BankReconciled():
                self._reconciled(event, recorded)
                self._adjusted(event, event.period, recorded)
                self.waiting[fund, event.period].pop(recorded.key, None)
            case fnd.PeriodClosed(period=period, proof=proof):
                if proof is not None:
                    self._adjusted(proof, period, recorded)
                    self._proven(fund, proof, period, recorded)
                self._closed(fund, period, recorded)
            case _:
                if fen := sum(move.balance for move in moves(event)):
                    self.books[fund][event.period].post(recorded.position, fen)  # type: ignore[attr-defined]

    def _stated(self, event: stm.StatementImported, recorded: Recorded) -> None:
        key, told = recorded.key, event.statement
        if told.opening + told.credited - told.debited != told.closing:
            self.wrong(
                f"{key} 的对账单 {told.period} 自身合计不符",
                f"the statement {told.period} of {key} does not add up",
                recorded,
            )
        if key in self.stated:
            last, fact = self.stated[key]
            if (told.period, told.opening) != (stm.following(last.period), last.closing):
                self.wrong(
                    f"{key} 的对账单 {told.period} 期初 {told.opening}，"
                    f"与 {last.period} 期末 {last.closing} 不相接",
                    f"the statement {told.period} of {key} opens with {told.opening}: it does not "
                    f"follow {last.period}, closed with {last.closing}",
                    fact,
                    recorded,
                )
        self.stated[key] = (told, ref(recorded))
        self.closings[key, told.period] = told.closing

    def _reconciled(self, event: stm.BankReconciled, recorded: Recorded) -> None:
        stated = self.closings.get((recorded.key, event.period))
        if stated != event.bank:
            zh, en = ("无", "nothing") if stated is None else (str(stated), str(stated))
            self.wrong(
                f"{recorded.key} 调节 {event.period} 所据银行余额 {event.bank}，对账单为 {zh}",
                f"{recorded.key} is reconciled for {event.period} with {event.bank} at the bank, "
                f"the statement says {en}",
                recorded,
            )

    def _adjusted(self, told: stm.BankReconciled | Proof, period: str, recorded: Recorded) -> None:
        """Compare what a reconciliation or closing says with the items it lists."""
        adjusted = told.bank + total(item.towards_book for item in told.items)
        if adjusted != told.book:
            self.wrong(
                f"{recorded.key} {period}：银行加减未达账项 {adjusted}，账面 {told.book}",
                f"{recorded.key} {period}: bank and items make {adjusted}, "
                f"the book says {told.book}",
                recorded,
            )

    def _proven(self, fund: str, told: Proof, period: str, recorded: Recorded) -> None:
        """Compare the book that a closing tells with what the movements add up to."""
        book = self._book(fund, period, told.position)
        if book != told.book:
            self.wrong(
                f"{recorded.key} {period}：所载账面 {told.book}，流水合计 {book}",
                f"{recorded.key} {period}: the book told is {told.book}, "
                f"the movements add up to {book}",
                recorded,
            )

    def _closed(self, fund: str, period: str, recorded: Recorded) -> None:
        for waiting in self.waiting.get((fund, period), {}).values():
            self.wrong(
                f"基金 {fund} 结账至 {period}，而 {period} 的对账单尚未调节",
                f"fund {fund} is closed through {period}, its statement of {period} is not "
                "reconciled",
                waiting,
                recorded,
            )

    def _book(self, fund: str, period: str, position: int) -> Money:
        months = self.books[fund].items()
        return Money(sum(posted.at(position) for month, posted in months if month <= period))


class _Posted:
    """What was posted to one month, and what it came to after each position."""

    def __init__(self) -> None:
        self.positions: list[int] = []
        self.sums: list[int] = []

    def post(self, position: int, fen: int) -> None:
        """Add an amount."""
        self.positions.append(position)
        self.sums.append(fen + (self.sums[-1] if self.sums else 0))

    def at(self, position: int) -> int:
        """Return what it came to as known at ``position``."""
        place = bisect_right(self.positions, position)
        return self.sums[place - 1] if place else 0
