"""Facts folded into a journal, and the balances that other facts say must come out."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date

from attrs import evolve

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account.effects import MOVING
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.audit.books.chart import Account, Subject, account_for
from lixia_domain.audit.books.entries import (
    Book,
    Check,
    Journal,
    Posting,
    Source,
    Transaction,
)
from lixia_domain.audit.books.management import MANAGEMENT
from lixia_domain.audit.books.rules import Memory, Rule
from lixia_domain.audit.books.statutory import STATUTORY
from lixia_domain.audit.past.leaves import leaves
from lixia_domain.audit.past.moment import WHOLE, Moment, Progress
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.keys import SUSPENSE
from lixia_domain.kernel.money import Money, total
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.ledger import Ledger
from lixia_domain.views.fund_statement import FUND_STATEMENT, FundStatementRow

END = "期末余额"
CLOSED = "结账余额"
CITES = ("gift", "credit", "claim", "disbursement", "debit", "invoice", "item")
"""Fields of facts that name what they are about, by id."""


class BooksDisagree(Fault):
    """The journal and another reading of the same facts come to different balances."""


def rules(book: Book) -> Mapping[type[Event], tuple[Rule, ...]]:
    """Return what each kind of fact means in ``book``; where it means two things, both."""
    layers = (STATUTORY,) if book is Book.STATUTORY else (STATUTORY, MANAGEMENT)
    found: dict[type[Event], tuple[Rule, ...]] = {}
    for layer in layers:
        for cls, rule in layer.items():
            found[cls] = (*found.get(cls, ()), rule)
    return found


def keep(
    ledger: Ledger, book: Book, moment: Moment = WHOLE, *, progress: Progress | None = None
) -> Journal:
    """Return ``book`` as of a date and as known at a position.

    Raises ``BooksDisagree`` where an account's money is not what its closing says, or the fund
    statement's own fold: then nothing is exported.
    """
    wanted = (*rules(book), acc.AccountPeriodClosed, *ACCOUNT.events)
    return fold(
        book,
        leaves(ledger, moment, dict.fromkeys(wanted), progress=progress),
        position=moment.upto(ledger.head()),
        as_of=moment.on,
    )


def fold(
    book: Book,
    told: Iterable[tuple[int, Recorded]],
    *,
    position: int,
    as_of: date | None = None,
) -> Journal:
    """Return the journal of facts in order of the log, each with its leaf. Pure."""
    meanings, memory = rules(book), Memory()
    found: list[Transaction] = []
    closings: list[tuple[Account, Check]] = []
    statement: dict[str, FundStatementRow] = {}
    for leaf, recorded in told:
        event = recorded.event
        cls = type(event)
        source = Source(recorded.stream, recorded.version, recorded.position, leaf)
        meant = meanings.get(cls, ())
        postings = tuple(p for rule in meant for p in rule.meaning(memory, recorded, event))
        if postings:
            found.append(_transaction(recorded, source, meant[0], postings))
        if isinstance(event, acc.AccountPeriodClosed):
            closings.append(_closing(recorded, source, event))
        if cls in MOVING:
            row = FUND_STATEMENT.evolve(statement.get(recorded.key), recorded)
            assert row is not None, "an account's row stays once it is there"
            statement[recorded.key] = row
    found.sort(key=lambda transaction: transaction.on)  # stable: within a day, as in the log
    balances = _balances(found)
    _agree(balances, statement)
    return Journal(
        book=book,
        position=position,
        as_of=as_of,
        transactions=tuple(found),
        checks=_checks(found, closings, balances),
        balances=dict(sorted(balances.items(), key=lambda item: item[0].place)),
    )


def _transaction(
    recorded: Recorded, source: Source, rule: Rule, postings: tuple[Posting, ...]
) -> Transaction:
    event = recorded.event
    cites = {name: getattr(event, name, None) for name in CITES}
    if not recorded.stream.startswith("account-"):
        cites[recorded.stream.partition("-")[0]] = recorded.key
    return Transaction(
        on=event.on,
        source=source,
        name=event.event_name,
        payee=rule.payee,
        title=rule.title,
        postings=postings,
        cites={name: cited for name, cited in cites.items() if isinstance(cited, str) and cited},
    )


def _closing(
    recorded: Recorded, source: Source, event: acc.AccountPeriodClosed
) -> tuple[Account, Check]:
    """Return what the fact of a closing says that the account holds."""
    held = total((event.donated, event.government, event.suspense, event.other))
    bank = account_for(Subject.BANK, recorded.key)
    title = f"{CLOSED} {event.period}"
    return bank, Check(on=event.on, title=title, balances={bank: held.fen}, source=source)


def _balances(transactions: Iterable[Transaction]) -> dict[Account, int]:
    balances: dict[Account, int] = defaultdict(int)
    for transaction in transactions:
        for account, fen in transaction.postings:
            balances[account] += fen
    return balances


def _agree(balances: Mapping[Account, int], statement: Mapping[str, FundStatementRow]) -> None:
    """Compare what the bank accounts hold with the fund statement's fold of the same facts."""
    for key, row in statement.items():
        bank = account_for(Subject.BANK, key)
        booked = balances.get(bank, 0)
        if booked != row.balance_fen:
            raise _disagree(key, booked, row.balance_fen)
        if (
            bank.designation == SUSPENSE
            and balances.get(account_for(Subject.SUSPENSE, key), 0) != -booked
        ):
            raise _disagree(key, booked, -balances.get(account_for(Subject.SUSPENSE, key), 0))


def _disagree(key: str, booked: int, told: int) -> BooksDisagree:
    here, there = Money(booked), Money(told)
    return BooksDisagree(
        f"账户 {key}：分录结余 {here}，而事实载明 {there}；账簿未输出，请先核查账库",
        f"account {key}: the journal comes to {here}, the facts say {there}; no book was written: "
        "check the store first",
    )


def _checks(
    transactions: Iterable[Transaction],
    closings: Iterable[tuple[Account, Check]],
    balances: Mapping[Account, int],
) -> tuple[Check, ...]:
    """Return all that must hold, in order of days: each closing, then everything at the end."""
    moved: dict[Account, list[Transaction]] = defaultdict(list)
    last: date | None = None
    for transaction in transactions:
        last = transaction.on
        for posting in transaction.postings:
            if posting.account.subject is Subject.BANK:
                moved[posting.account].append(transaction)
    found = [_at_days_end(check, bank, moved[bank]) for bank, check in closings]
    if last is not None:
        end = max([last, *(check.on for check in found)])
        found.append(Check(on=end, title=END, balances=balances))
    return tuple(sorted(found, key=lambda check: check.on))


def _at_days_end(check: Check, bank: Account, moved: Iterable[Transaction]) -> Check:
    """Return ``check`` as it holds when its day is over.

    A closing speaks of its own place in the log. What was posted later that day is added, so that
    it holds for programs that know no finer time than a day.
    """
    assert check.source is not None
    booked = later = 0
    for transaction in moved:
        fen = sum(posting.fen for posting in transaction.postings if posting.account == bank)
        if transaction.source.position < check.source.position:
            booked += fen
        elif transaction.on == check.on:
            later += fen
    told = check.balances[bank]
    if booked != told:
        raise _disagree(f"{bank.fund}/{bank.designation}", booked, told)
    return evolve(check, balances={bank: told + later})
