"""What the three programs write differently. All else is the printer's."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta

from attrs import frozen

from lixia_adapters.books.names import amount, name_of
from lixia_domain.audit.books.chart import Account
from lixia_domain.audit.books.entries import Check, Payee, Source
from lixia_domain.kernel.visible import visible

Lines = Iterable[str]
OURS = Payee.OURSELVES
EXACT = "~ 0"
"""Without it bean-check lets a balance pass that is wrong by a fen."""


@frozen(kw_only=True)
class Dialect:
    """How one program wants a journal."""

    name: str
    comment: str
    indent: str
    declare: Callable[[Mapping[Account, date], Iterable[str]], Lines]
    """Declares accounts (each with its first day) and tags, in a form that is then enforced."""
    head: Callable[[date, str, str], str]
    """The line of a transaction: day, payee, title."""
    tag: Callable[[str, str], str]
    check: Callable[[Check, Callable[[Source], Lines]], Lines]
    """Balances that must hold at the end of a day; given how the fact behind them is told."""


def one_line(text: str) -> str:
    """Return ``text`` as it may stand on a line: one that no other begins in."""
    return " ".join(visible(text).split())


def _quoted(text: str) -> str:
    plain = one_line(text).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{plain}"'


def _open(accounts: Mapping[Account, date], tags: Iterable[str]) -> Iterator[str]:
    yield 'option "operating_currency" "CNY"'
    if accounts:
        yield f"{min(accounts.values())} commodity CNY"
    for account, first in accounts.items():
        yield f"{first} open {name_of(account)} CNY"


def _balance(check: Check, told: Callable[[Source], Lines]) -> Iterator[str]:
    """A day's balance is asserted before the next day begins."""
    on = check.on + timedelta(days=1)
    yield f"; {one_line(check.title)}"
    for account, fen in check.balances.items():
        number, currency = amount(fen).split()
        yield f"{on} balance {name_of(account)}  {number} {EXACT} {currency}"
        if check.source is not None:
            yield from told(check.source)


BEANCOUNT = Dialect(
    name="beancount",
    comment=";",
    indent="  ",
    declare=_open,
    head=lambda on, payee, title: f"{on} * {_quoted(payee)} {_quoted(title)}",
    tag=lambda name, value: f"  {name}: {_quoted(value)}",
    check=_balance,
)


_TAKEN_FOR_ESCAPE = re.compile("%(?=(?:25)*(?:2C|5B|3B))")


def _escaped(value: str) -> str:
    """A comma ends a tag's value in hledger, a bracketed figure is a date to ledger."""
    plain = _TAKEN_FOR_ESCAPE.sub("%25", one_line(value))
    return plain.replace(",", "%2C").replace("[", "%5B").replace(";", "%3B")


def _text_head(on: date, payee: str, title: str) -> str:
    return f"{on} * {payee} | {_escaped(title)}"


def _text_tag(name: str, value: str) -> str:
    return f"    ; {name}: {_escaped(value)}"


def _assert(check: Check, told: Callable[[Source], Lines]) -> Iterator[str]:
    """A transaction that moves nothing, and says what each account holds by then."""
    yield _text_head(check.on, OURS, check.title)
    if check.source is not None:
        yield from told(check.source)
    for account, fen in check.balances.items():
        yield f"    {name_of(account)}  0.00 CNY = {amount(fen)}"


def _declared(accounts: Mapping[Account, date]) -> Iterator[str]:
    for account in accounts:
        yield f"account {name_of(account)}"
    for payee in Payee:
        yield f"payee {payee}"


def _hledger(accounts: Mapping[Account, date], tags: Iterable[str]) -> Iterator[str]:
    yield "commodity 1000.00 CNY"
    yield from _declared(accounts)


def _ledger(accounts: Mapping[Account, date], tags: Iterable[str]) -> Iterator[str]:
    yield "commodity CNY"
    yield "    format 1000.00 CNY"
    yield from _declared(accounts)
    for tag in tags:
        yield f"tag {tag}"


HLEDGER = Dialect(
    name="hledger",
    comment=";",
    indent="    ",
    declare=_hledger,
    head=_text_head,
    tag=_text_tag,
    check=_assert,
)
LEDGER = Dialect(
    name="ledger",
    comment=";",
    indent="    ",
    declare=_ledger,
    head=_text_head,
    tag=_text_tag,
    check=_assert,
)
DIALECTS = {dialect.name: dialect for dialect in (BEANCOUNT, HLEDGER, LEDGER)}
