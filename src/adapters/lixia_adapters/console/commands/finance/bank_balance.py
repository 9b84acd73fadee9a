"""What book and bank have, and what only one of them has, as answers show it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from attrs import evolve

from lixia_adapters.console.frame.answer import Table, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import option
from lixia_adapters.console.frame.readers import parted, text
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.finance.book_and_bank import Standing
    from lixia_domain.kernel.reconciling import Proof

REASONS = option(
    "[--reason ENTRY=REASON …]",
    "未达账项的编号与原因",
    "why an item is open: its entry, and the reason",
    parted("ENTRY=REASON", (text, text), lambda entry, reason: (entry, reason)),
    name="reasons",
)


def explained(invocation: Invocation, found: Any, period: str) -> Any:
    """Return ``found``, each item with the reason that was given for its entry."""
    from lixia_domain.application.finance import open_items

    return evolve(
        found, items=open_items.explained(found.items, invocation["reasons"], period=period)
    )


def figures(found: Standing | Proof) -> dict[str, Any]:
    """Return the balances of book and bank, and what only one of them has, as data."""
    return {
        "book_fen": found.book.fen,
        "bank_fen": found.bank.fen,
        "items": [
            {
                "side": item.side.value,
                "cites": item.cites,
                "fen": item.amount.fen,
                "party": item.party,
                "dated": None if item.dated is None else str(item.dated),
                "reason": item.reason,
            }
            for item in found.items
        ],
    }


def items_table(invocation: Invocation, found: Standing | Proof) -> Table:
    """Return what only one of book and bank has, under the balances of both."""
    heads = [
        invocation.text(Words("未达账项", "item")),
        invocation.text(Words("出处", "entry")),
        invocation.text(Words("金额", "amount")),
        invocation.text(Words("对方", "party")),
        invocation.text(Words("日期", "since")),
        invocation.text(Words("原因", "reason")),
    ]
    rows = [
        [
            invocation.text(SIDES[item.side.value]),
            _cited(invocation, item.cites),
            yuan(item.amount.fen),
            item.party,
            "" if item.dated is None else str(item.dated),
            item.reason,
        ]
        for item in found.items
    ]
    title = Words(
        f"账面 {found.book}，银行 {found.bank}", f"book {found.book.en}, bank {found.bank.en}"
    )
    return Table(invocation.text(title), heads, rows, frozenset({2}))


CITED = {
    "credit": Words("到账", "credit"),
    "debit": Words("付款流水", "debit"),
    "disbursement": Words("拨付", "disbursement"),
    "return": Words("退款", "return"),
    "shortfall": Words("短缺", "shortfall"),
}


def _cited(invocation: Invocation, cites: str) -> str:
    """Return what an item stands for as a person would look it up."""
    from lixia_domain.kernel.ids import split_key

    kind, *rest = split_key(cites)
    return " ".join((invocation.text(CITED[kind]) if kind in CITED else kind, *rest))


SIDES = {
    "book_in": Words("账面已收，银行未收", "in the book, not at the bank: in"),
    "book_out": Words("账面已付，银行未付", "in the book, not at the bank: out"),
    "bank_in": Words("银行已收，账面未收", "at the bank, not in the book: in"),
    "bank_out": Words("银行已付，账面未付", "at the bank, not in the book: out"),
    "shortfall": Words("短缺：银行追回了已用掉的款", "short: taken back after it was spent"),
    "receivable": Words("应收：银行冲正了已退回的款", "owed: taken back after it was returned"),
}
