"""What a journal is made of: transactions, their postings, and balances that must hold."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from attrs import frozen

from lixia_domain.audit.books.chart import Account


class Book(StrEnum):
    """Which of the two books."""

    STATUTORY = "statutory"  # 法定账：收付确认，认捐不入账
    MANAGEMENT = "management"  # 管理账：另列应收认捐与拨付预留


class Payee(StrEnum):
    """With whom a transaction is. Kinds only: the ids in it lead to who it was, a name never."""

    DONOR = "捐赠人"
    TREASURY = "财政部门"
    BANK = "银行"
    TEAM = "实施团队"
    FOUNDATION = "基金会"
    PAYER = "付款人"
    BUYER = "受让人"
    OURSELVES = "本基金"


class Posting(NamedTuple):
    """An amount in fen to an account: above zero a debit, below zero a credit."""

    account: Account
    fen: int


class Source(NamedTuple):
    """The fact behind a transaction: its place in its stream, in the log, in the seal's tree."""

    stream: str
    version: int
    position: int
    leaf: int


@frozen(kw_only=True)
class Transaction:
    """What one fact means for the books. The postings add up to nothing.

    ``cites`` names what the fact is about (gift, credit, disbursement, …), by id.
    """

    on: date
    source: Source
    name: str
    payee: Payee
    title: str
    postings: tuple[Posting, ...]
    cites: Mapping[str, str]


@frozen(kw_only=True)
class Check:
    """What accounts must hold at the end of the day ``on``. ``source``: who says so, if a fact."""

    on: date
    title: str
    balances: Mapping[Account, int]
    source: Source | None = None


@frozen(kw_only=True)
class Journal:
    """A whole book: transactions in order of days, and on one day in order of the log.

    ``checks`` stand in order of days. ``position`` is what has been read up to, ``balances``
    is what every account holds at the end.
    """

    book: Book
    position: int
    as_of: date | None
    transactions: tuple[Transaction, ...]
    checks: tuple[Check, ...]
    balances: Mapping[Account, int]

    @property
    def accounts(self) -> Mapping[Account, date]:
        """Return the accounts in order, each with the first day it is posted to or checked."""
        named = [(t.on, posting.account) for t in self.transactions for posting in t.postings]
        named += [(check.on, account) for check in self.checks for account in check.balances]
        first: dict[Account, date] = {}
        for on, account in named:
            first[account] = min(on, first.get(account, on))
        return dict(sorted(first.items(), key=lambda item: item[0].place))
