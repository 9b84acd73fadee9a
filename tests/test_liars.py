"""What a liar hands over from Python: values that claim to be what they are not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest
from attrs import evolve

from lixia_domain import Instalment, Notice, Ownership, Store, open_store
from lixia_domain.aggregates.command import COMMAND
from lixia_domain.aggregates.enterprise import ENTERPRISE, EnterpriseRegistered
from lixia_domain.aggregates.invoice import InvoiceUsed
from lixia_domain.application.finance import credits, funds
from lixia_domain.application.finance.bank_import import Entry, EntryKind, import_entries
from lixia_domain.application.gate import Gate, Unfit
from lixia_domain.application.programme import enterprises
from lixia_domain.application.shapes import MOST_TOLD
from lixia_domain.kernel.forms import Context
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.vocabulary import Amount, FundId, Votes
from lixia_domain.recording.faults import UnwritableFact
from lixia_domain.recording.work import By, Work
from lixia_domain.testing import EXAMPLES, grounds

CODE = "91000000DEM0000019"


@pytest.fixture
def store() -> Iterator[Store]:
    with open_store("memory:", create=True) as opened:
        yield opened


def registered(store: Store) -> None:
    grounds.keeper(grounds.told(store.ledger, office(store), store.today()))


def establish(store: Store, by: object, fund_id: str = "F1") -> None:
    funds.establish(
        store.ledger,
        by,  # type: ignore[arg-type]
        fund_id=fund_id,
        name="基金",
        foundation=grounds.KEEPER,
        purpose="p",
        agreement="a",
        on=store.today(),
    )


def office(store: Store, command: str | None = None, actor: str = "office-1") -> By:
    return store.by(actor, Role.PROGRAMME_OFFICE, command=command)


def forged() -> Ownership:
    """Return what is of the class, and no member of it."""
    made = str.__new__(Ownership, "evil")
    made._value_, made._name_ = "evil", "EVIL"
    return made


def test_a_forged_member_of_an_enum_is_refused_at_the_gate_and_caught_by_the_net(
    store: Store,
) -> None:
    with pytest.raises(Unfit):
        enterprises.register(
            store.ledger,
            office(store),
            code=CODE,
            name="示例",
            ownership=forged(),
            on=store.today(),
        )
    fact = EXAMPLES["enterprise.registered"]
    assert isinstance(fact, EnterpriseRegistered)

    def by_hand(work: Work) -> None:
        work.record(ENTERPRISE, CODE, [evolve(fact, ownership=forged())])

    with pytest.raises(UnwritableFact):
        store.ledger.transact(by_hand, by=office(store))
    assert store.ledger.head() == 0


def test_a_fact_is_not_recorded_in_a_stream_of_another_kind(store: Store) -> None:
    fact: Any = EXAMPLES["invoice.used"]
    assert isinstance(fact, InvoiceUsed)
    with pytest.raises(UnwritableFact):
        store.ledger.transact(lambda work: work.record(COMMAND, "x", [fact]), by=office(store))
    assert store.ledger.head() == 0


class Half(By):
    """A subclass may answer each time otherwise."""


@pytest.mark.parametrize("by", [None, "office-1", 5, object.__new__(By)])
def test_who_is_nobody_is_refused(store: Store, by: object) -> None:
    with pytest.raises(Unfit):
        establish(store, by)


def test_a_subclass_of_who_records_is_refused_at_the_gate_and_caught_by_the_net(
    store: Store,
) -> None:
    half = Half(actor="a", role=Role.SYSTEM, at=store.clock())
    with pytest.raises(Unfit):
        establish(store, half)
    fact: Any = EXAMPLES["enterprise.registered"]
    with pytest.raises(UnwritableFact):
        store.ledger.transact(lambda work: work.record(ENTERPRISE, CODE, [fact]), by=half)
    assert store.ledger.head() == 0


@pytest.mark.parametrize("actor", ["", "张三", "LEAD", "lead\x00", "ｌｅａｄ"])
def test_who_takes_part_in_a_work_begun_by_hand_is_an_account_in_canonical_form(
    store: Store, actor: str
) -> None:
    by = evolve(office(store), actor=actor)
    fact: Any = EXAMPLES["enterprise.registered"]
    with pytest.raises(UnwritableFact) as caught:
        store.ledger.transact(lambda work: work.record(ENTERPRISE, CODE, [fact]), by=by)
    assert not actor or actor not in caught.value.sentence("zh")
    assert store.ledger.head() == 0


@pytest.mark.parametrize(
    "at",
    [
        datetime(9999, 12, 31, 23, tzinfo=UTC),
        datetime(1, 1, 1, tzinfo=timezone(timedelta(hours=14))),
        5,
    ],
)
def test_nobody_records_at_an_instant_that_no_calendar_of_ours_holds(at: Any) -> None:
    with pytest.raises(ValueError, match=r"no time zone|no year"):
        By(actor="a", role=Role.SYSTEM, at=at)


def ask(*, amount: Amount = ZERO, instalments: tuple[Instalment, ...] = ()) -> None:
    """Take what the gate is asked about."""


def count(*, votes: Mapping[FundId, Votes]) -> None:
    """Take a table."""


ASK, ASKED = Gate(ask, skip=0), Context(datetime(2021, 3, 10, tzinfo=UTC).date())


class Nameless(type):
    @property
    def __name__(cls) -> str:
        raise RuntimeError


class Thing(metaclass=Nameless):
    pass


@pytest.mark.parametrize(
    "given",
    [
        {"amount": object.__new__(Money)},
        {"amount": Thing()},
        {"instalments": (object.__new__(Instalment),)},
    ],
)
def test_what_was_made_past_its_constructor_is_refused_in_words(given: dict[str, Any]) -> None:
    with pytest.raises(Unfit) as refused:
        ASK.read(given, ASKED)
    assert refused.value.sentence("zh")
    assert refused.value.sentence("en")


def test_of_a_hundred_thousand_wrong_things_a_sentence_tells_some(store: Store) -> None:
    items: Any = (5,) * 1_000
    with pytest.raises(Unfit) as refused:
        ASK.read({"instalments": items}, ASKED)
    assert len(refused.value.wrong) == 1_000
    assert refused.value.sentence("en").count("instalments[") == MOST_TOLD


@pytest.mark.parametrize("hidden", "\ufe0f\u034f\u115f\u3164\u180b\u17b5\u2800\U000e0100")
def test_an_id_with_a_sign_that_shows_nothing_is_no_twin_but_refused(
    store: Store, hidden: str
) -> None:
    with pytest.raises(Unfit):
        establish(store, office(store), fund_id=f"F1{hidden}")
    assert store.ledger.head() == 0


@pytest.mark.parametrize(
    ("actor", "command"), [("a/b", "k"), ("a", "％"), ("a", "％41"), ("a", "a／b"), ("A/b", "a／b")]
)
def test_a_request_is_done_once_whatever_stands_in_account_and_key(
    store: Store, actor: str, command: str
) -> None:
    registered(store)
    establish(store, office(store, command, actor))
    head = store.ledger.head()
    establish(store, office(store, command, actor))
    assert store.ledger.head() == head


def credit(store: Store, credit_id: str, remark: str) -> str:
    notice = Notice(
        account="01",
        value_date=store.today(),
        payer="某某",
        payer_ref=None,
        amount=Money.yuan(1),
        remark=remark,
    )
    return credits.book(
        store.ledger,
        office(store, "once"),
        credit_id=credit_id,
        fund_id="F1",
        notice=notice,
        document="slip",
        wishes=(),
        on=store.today(),
    )


def test_another_request_with_text_that_no_encoding_holds_is_refused(store: Store) -> None:
    registered(store)
    establish(store, office(store))
    credit(store, "R-1", "a\ud800")
    assert credit(store, "r-1", "a\ud800") == "new"
    with pytest.raises(Rejection) as refused:
        credit(store, "R-2", "b\ud800")
    assert refused.value.reason.code == "command.key_reused"


def row(**changed: Any) -> Entry:
    notice = Notice(
        account="01",
        value_date=datetime(2021, 3, 9, tzinfo=UTC).date(),
        payer="某某",
        payer_ref=None,
        amount=Money.yuan(1),
        remark="",
    )
    return Entry(credit_id="K1", notice=evolve(notice, **changed), place="row 1", designation=None)


def imported(store: Store, entries: Any, kind: Any = EntryKind.STATEMENT, **given: Any) -> Any:
    return import_entries(
        store.ledger,
        office(store),
        fund_id="F1",
        kind=kind,
        entries=entries,
        stated_total=ZERO,
        on=store.today(),
        **given,
    )


@pytest.mark.parametrize(
    "entry",
    [
        5,
        None,
        object.__new__(Entry),
        row(amount=None),
        row(amount=object.__new__(Money)),
        Entry(credit_id="K2", notice=None, place=None, designation=None),  # type: ignore[arg-type]
    ],
)
def test_a_row_that_is_none_is_a_finding_and_refuses_the_file(store: Store, entry: Any) -> None:
    registered(store)
    establish(store, office(store))
    head = store.ledger.head()
    report = imported(store, (row(), entry))
    assert (report.refused, report.booked, len(report.findings) > 0) == (1, False, True)
    assert store.ledger.head() == head


def test_a_kind_told_as_text_does_not_pass_a_statement_for_a_register(store: Store) -> None:
    registered(store)
    establish(store, office(store))
    imported(store, (row(),))
    head = store.ledger.head()
    with pytest.raises(Unfit):
        imported(store, (row(remark="x"),), kind="statement", accept_corrections=True)
    with pytest.raises(Unfit):
        imported(store, (row(remark="x"),), dry_run=1)
    with pytest.raises(Unfit):
        imported(store, (each for each in (row(),)))
    assert store.ledger.head() == head


def test_what_is_wrong_in_a_table_is_told_by_its_place_not_by_what_may_be_a_name() -> None:
    with pytest.raises(Unfit) as refused:
        Gate(count, skip=0).read({"votes": {"张三": None}}, ASKED)
    assert "张三" not in refused.value.sentence("zh")
