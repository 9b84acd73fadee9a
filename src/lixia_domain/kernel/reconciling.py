"""Book and bank side by side: what only one of them has, and that nothing else differs."""

from __future__ import annotations

from typing import Annotated

from attrs import frozen

from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.vocabulary import (
    AnyDay,
    Balance,
    BankAccount,
    BankText,
    Document,
    Position,
    ReasonIfAny,
)
from lixia_domain.kernel.words import Worded, Words


class Side(Worded):
    """Which of the two has an amount that the other one lacks."""

    BOOK_IN = "book_in", "企业已收，银行未收", "in the book only, in"
    BOOK_OUT = "book_out", "企业已付，银行未付", "in the book only, out"
    BANK_IN = "bank_in", "银行已收，企业未收", "at the bank only, in"
    BANK_OUT = "bank_out", "银行已付，企业未付", "at the bank only, out"
    RECEIVABLE = (
        "receivable",
        "应收：银行冲正了已退回的款",
        "owed: taken back after it was returned",
    )
    SHORTFALL = (
        "shortfall",
        "短缺：银行追回了已用掉的款",
        "short: taken back after it was spent",
    )


@frozen(kw_only=True)
class Item:
    """One amount that only one of the two has (未达账项). ``cites`` names the entry.

    ``party`` is whom it is from or to, ``dated`` since when it is open, ``reason`` why; each as far
    as anybody knows.
    """

    side: Annotated[Side, Words("哪一方有", "which of the two has it")]
    cites: Annotated[Document, Words("出处", "entry")]
    amount: Balance
    party: Annotated[BankText, Words("对方", "party")] = ""
    dated: Annotated[AnyDay, Words("自何日起", "open since")] | None = None
    reason: ReasonIfAny = ""

    @property
    def towards_book(self) -> Money:
        """Return what it adds to the bank's balance to give the book's."""
        return (
            self.amount
            if self.side in (Side.BOOK_IN, Side.BANK_OUT, Side.RECEIVABLE, Side.SHORTFALL)
            else -self.amount
        )


@frozen(kw_only=True)
class Proof:
    """That book = bank ± ``items`` (DOMAIN invariant 11), as found at ``position`` of the log.

    ``statements`` names the bank accounts whose statement says what is at the bank; of all others
    the bank's own entries do.
    """

    book: Annotated[Balance, Words("账面余额", "balance of the book")]
    bank: Annotated[Balance, Words("银行余额", "balance at the bank")]
    items: tuple[Item, ...]
    statements: tuple[BankAccount, ...]
    position: Position

    @property
    def gap(self) -> Money:
        """Return what the items leave unexplained."""
        return self.book - self.bank - total(item.towards_book for item in self.items)
