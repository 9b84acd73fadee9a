"""What a kind of fact means for a book: the shape both books' rules share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeAlias

from attrs import define, field, frozen

from lixia_domain.aggregates.pledge.state import Pledge
from lixia_domain.audit.books.chart import Account
from lixia_domain.audit.books.entries import Payee, Posting
from lixia_domain.kernel.envelope import Recorded

Postings: TypeAlias = tuple[Posting, ...]


@define
class Memory:
    """What later facts only cite: as much as postings need, and no more."""

    income: dict[str, Account] = field(factory=dict)
    """Gift to where it was income."""
    costs: dict[str, int] = field(factory=dict)
    """Gift that goods were sold for to what the sale had cost, in fen."""
    paid_from: dict[str, str] = field(factory=dict)
    """Disbursement to the key of the account that pays it."""
    goods: dict[str, Account] = field(factory=dict)
    """Delivery to where it is in store."""
    pledges: dict[str, Pledge] = field(factory=dict)
    """Pledges as they stand; the management book's alone."""


Meaning: TypeAlias = Callable[[Memory, Recorded, Any], Postings]


@frozen
class Rule:
    """What a kind of fact is called in the books, with whom it is, and what it means."""

    title: str
    payee: Payee
    meaning: Meaning


def both(debit: Account, credit: Account, fen: int) -> Postings:
    """Return the two postings of ``fen``; none if it is nothing."""
    return (Posting(debit, fen), Posting(credit, -fen)) if fen else ()
