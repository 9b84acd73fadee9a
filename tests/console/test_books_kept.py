"""The journal behind the books: every fact once, both legs, and the figures of other readings."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_adapters.books import DIALECTS, lines, name_of
from lixia_domain.aggregates.account.facts import AccountPeriodClosed
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.in_kind.state import IN_KIND
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.audit.books.chart import Account, Subject
from lixia_domain.audit.books.entries import Book, Journal
from lixia_domain.audit.books.fold import BooksDisagree, fold, keep, rules
from lixia_domain.audit.past.leaves import leaves
from lixia_domain.audit.past.moment import Moment
from lixia_domain.kernel.money import Money
from lixia_domain.recording.catalogue import deciders

MOVES_NOTHING = {
    "disbursement.disallowance_reversed": "what was disallowed waits for its review again",
    "account.match_promised": "a ceiling, no claim: nothing is owed until it is decided",
    "account.shortfall_claimed": "what a debtor owes stands on no account before it is paid",
    "account.shortfall_made_good": "the payment, or what was put to it, says it",
    "account.period_closed": "asserts balances, moves none",
    "disbursement.approved": "the account's reservation says it",
    "disbursement.funds_disbursed": "the account's payment says it",
    "disbursement.payment_cancelled": "the account's reversal of the payment says it",
    "disbursement.expense_evidenced": "not accepted yet",
    "disbursement.expense_disallowed": "stays an advance until it comes back or is written off",
    "disbursement.unspent_recovered": "the account's recovery says it",
    "disbursement.recovery_reversed": "the account's own fact says it",
    "pledge.payment_demanded": "changes nothing of what is owed",
    "pledge.succeeded": "another owes the same",
}
"""Facts with amounts that no book takes in, and why."""
BESIDE = {
    Subject.PLEDGES,
    Subject.DEFAULTED,
    Subject.PLEDGED,
    Subject.RESERVED,
    Subject.RESERVE_OFFSET,
}


@pytest.fixture(params=["demo", "walked", "undone"])
def store(request: pytest.FixtureRequest) -> Iterator[Store]:
    with open_store(f"sqlite:///{request.getfixturevalue(request.param)}") as opened:
        yield opened


@pytest.fixture
def walked_store(walked: Any) -> Iterator[Store]:
    with open_store(f"sqlite:///{walked}") as opened:
        yield opened


def by_key(journal: Journal, *subjects: Subject) -> Mapping[str, int]:
    """Balances of subjects, by fund and designation, without those of nothing."""
    found: dict[str, int] = defaultdict(int)
    for account, fen in journal.balances.items():
        if account.subject in subjects:
            found[f"{account.fund}/{account.designation}"] += fen
    return {key: fen for key, fen in found.items() if fen}


def test_every_fact_with_an_amount_is_in_a_book_or_excused() -> None:
    known = {cls.event_name for cls in rules(Book.MANAGEMENT)}
    amounts = {
        cls.event_name
        for decider in (ACCOUNT, DISBURSEMENT, IN_KIND, PLEDGE)
        for cls in decider.events
        if re.search("Money|GiftShare", str([f.type for f in attrs.fields(cls)]))
    }
    assert amounts - known == set(MOVES_NOTHING)
    assert {name.partition(".")[0] for name in known} == {
        *("account", "bank_credit", "disbursement", "in_kind", "pledge")
    }
    assert known <= {cls.event_name for decider in deciders() for cls in decider.events}


@pytest.mark.parametrize("book", list(Book))
def test_every_transaction_has_both_legs_and_its_fact(store: Store, book: Book) -> None:
    journal = keep(store.ledger, book)
    facts = dict(leaves(store.ledger))
    for transaction in journal.transactions:
        assert sum(posting.fen for posting in transaction.postings) == 0
        assert len(transaction.postings) > 1 and all(p.fen for p in transaction.postings)
        fact, source = facts[transaction.source.leaf], transaction.source
        assert (fact.stream, fact.version, fact.position) == source[:3]
        assert (fact.event.event_name, fact.event.on) == (transaction.name, transaction.on)
    leaf = [transaction.source.leaf for transaction in journal.transactions]
    assert len(set(leaf)) == len(leaf)
    days = [(transaction.on, transaction.source.leaf) for transaction in journal.transactions]
    assert days == sorted(days)


def test_the_two_books_differ_by_promises_and_reservations_only(store: Store) -> None:
    statutory, management = (keep(store.ledger, book) for book in Book)
    more = {a: fen for a, fen in management.balances.items() if a.subject in BESIDE}
    same = {a: fen for a, fen in management.balances.items() if a.subject not in BESIDE}
    assert same == dict(statutory.balances)
    assert sum(more.values()) == 0
    kept = {t.source: t.postings for t in management.transactions}
    for transaction in statutory.transactions:
        theirs = tuple(p for p in kept[transaction.source] if p.account.subject not in BESIDE)
        assert theirs == transaction.postings


def test_balances_are_the_figures_of_views_and_aggregates(store: Store) -> None:
    journal = keep(store.ledger, Book.MANAGEMENT)
    shown = {
        name: store.show(name)["rows"]
        for name in ("fund_statement", "claim_board", "in_kind_register")
    }
    statement = shown["fund_statement"]
    assert sum(by_key(journal, Subject.BANK).values()) == sum(r["balance_fen"] for r in statement)
    assert -sum(by_key(journal, Subject.RESERVED).values()) == sum(
        row["reserved_fen"] for row in statement
    )
    held = sum(row["balance_fen"] for row in statement if row["source"] == "suspense")
    assert -sum(by_key(journal, Subject.SUSPENSE).values()) == held
    goods = sum(row["left_fen"] for row in shown["in_kind_register"])
    assert sum(by_key(journal, Subject.GOODS).values()) == goods
    assert sum(by_key(journal, Subject.TRANSFERS).values()) == 0

    papers: dict[str, Any] = {}
    pledges: dict[str, Any] = {}
    for recorded in store.ledger.read(reads=(*DISBURSEMENT.events, *PLEDGE.events)):
        decider, states = (
            (PLEDGE, pledges) if recorded.stream.startswith("pledge-") else (DISBURSEMENT, papers)
        )
        event: Any = recorded.event
        states[recorded.key] = decider.evolve(states.get(recorded.key), event)
    advances = sum(paper.outstanding.fen for paper in papers.values())
    assert sum(by_key(journal, Subject.ADVANCES).values()) == advances
    owed = sum(left.fen for p in pledges.values() if p.released is None for _, left in p.open)
    assert sum(by_key(journal, Subject.PLEDGES, Subject.DEFAULTED).values()) == owed


def test_each_kind_of_money_has_its_own_line(walked_store: Store) -> None:
    journal = keep(walked_store.ledger, Book.MANAGEMENT)
    subjects = {account.subject for account, fen in journal.balances.items()}
    assert subjects == set(Subject)
    public = {a.designation for a in journal.balances if a.subject is Subject.PUBLIC_MONEY}
    assert public == {"government"}
    # A pledge in default is owed still, apart from those in good order.
    assert by_key(journal, Subject.DEFAULTED) == {"F1/P3": 1_000}
    # A loss is what could not come back; goods at their value, never cash.
    assert by_key(journal, Subject.LOSSES) == {"F1/P1": 10_000}
    assert by_key(journal, Subject.GOODS_USED) == {"F1/P1": 4_000}


def test_what_the_bank_took_back_leaves_nothing_behind(undone: Any) -> None:
    """Each income, its costs, the goods and the advance are as they were before."""
    with open_store(f"sqlite:///{undone}") as store:
        journal = keep(store.ledger, Book.STATUTORY)
    names = {transaction.name for transaction in journal.transactions}
    assert {
        *("account.income_reversed", "account.recovery_reversed", "in_kind.sale_reversed"),
        *("account.interest_credited", "account.other_income_received"),
    } <= names
    left = {account.subject: fen for account, fen in journal.balances.items() if fen}
    assert left == {
        Subject.BANK: 300_000,
        Subject.ADVANCES: 300_000,
        Subject.RESTRICTED: -600_000,
        Subject.GOODS: 9_000,
        Subject.GOODS_GIVEN: -9_000,
    }


def test_a_closing_that_says_otherwise_stops_the_export(walked_store: Store) -> None:
    facts = list(leaves(walked_store.ledger))
    at, (leaf, closing) = next(
        (at, told)
        for at, told in enumerate(facts)
        if isinstance(told[1].event, AccountPeriodClosed) and told[1].event.donated.fen
    )
    event: Any = closing.event
    lie: Any = attrs.evolve(event, donated=event.donated + Money(1))
    from msgspec.structs import replace

    facts[at] = (leaf, replace(closing, event=lie))
    with pytest.raises(BooksDisagree, match=re.escape(closing.key)) as stopped:
        fold(Book.STATUTORY, facts, position=len(facts))
    assert "no book was written" in stopped.value.sentence("en")


def test_as_known_before_a_position_the_later_facts_are_not_there(walked_store: Store) -> None:
    whole = keep(walked_store.ledger, Book.STATUTORY)
    half = whole.transactions[len(whole.transactions) // 2].source.position
    before = keep(walked_store.ledger, Book.STATUTORY, Moment(position=half))
    assert {t.source for t in before.transactions} == {
        t.source for t in whole.transactions if t.source.position <= half
    }
    day = whole.transactions[len(whole.transactions) // 2].on
    by_then = keep(walked_store.ledger, Book.STATUTORY, Moment(on=day))
    assert by_then.transactions == tuple(t for t in whole.transactions if t.on <= day)


@pytest.mark.parametrize("form", list(DIALECTS))
def test_the_same_log_gives_the_same_bytes_without_pads_or_amounts_in_metadata(
    store: Store, form: str
) -> None:
    first, again = (
        list(lines(keep(store.ledger, Book.MANAGEMENT), DIALECTS[form])) for _ in range(2)
    )
    assert first == again
    for line in first:
        assert not re.search(r"\bpad\b", line)
        if re.match(r"\s+(?:; )?[a-z_]+: ", line):
            assert "CNY" not in line


NAMES = st.text(st.sampled_from('Pp1-/:ˍ 　%,[;"\\甲é＊𠮷\t'), min_size=1, max_size=8)


@given(NAMES, NAMES, NAMES, NAMES)
def test_other_accounts_have_other_names_and_beancount_takes_them_all(
    fund: str, project: str, other_fund: str, other_project: str
) -> None:
    from beancount.core import account as theirs

    one, other = (
        Account(Subject.BANK, *each) for each in ((fund, project), (other_fund, other_project))
    )
    assert (name_of(one) == name_of(other)) is (one == other)
    assert theirs.is_valid(name_of(one))
