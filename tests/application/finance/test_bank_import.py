"""A file of gifts: what is new of it, what is known, what was corrected, and what is refused."""

from __future__ import annotations

import gc
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given, settings
from hypothesis import strategies as st

from lixia_domain.aggregates.bank_credit import facts as bank_credit
from lixia_domain.aggregates.bank_credit.decisions import record as recorded_credit
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_debit import BankDebitRecorded, Outgoing
from lixia_domain.aggregates.fund.facts import PeriodClosed
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.subject.facts import Field
from lixia_domain.aggregates.subject.state import SUBJECT
from lixia_domain.application.finance import bank_import, credits, receipts
from lixia_domain.application.finance.bank_import import DebitEntry, Entry, EntryKind, Report
from lixia_domain.application.finance.bank_rows import Debits
from lixia_domain.application.rows import undisturbed
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.reconciling import Proof
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.testing.examples.persons import NAME

Row = Callable[..., Entry]
DONOR = f"p:{'7' * 32}"
DAY = date(2021, 3, 10)
NEXT = DAY + timedelta(days=1)
AHEAD = DAY + timedelta(days=6)
"""After the clock of ``office``."""


def figures(report: Report) -> tuple[int, int, int, int, int]:
    return (report.new, report.held, report.known, report.corrected, report.refused)


def renumbered(entries: list[Entry], of: date, start: int = 1) -> list[Entry]:
    """Return the rows as the register of another day has them."""
    return [
        evolve(entry, credit_id=join_key("收款户01", of.isoformat(), str(number)))
        for number, entry in enumerate(entries, start)
    ]


@pytest.fixture
def people(row: Row) -> list[Entry]:
    """Five rows: two designated, one of a claim, two of whom it is not known what for."""
    return [
        row(1, 100, payer="王**", designation="general"),
        row(2, 250, payer="李**", designation="p1"),
        row(3, 310, payer="甲企业（虚构示例）", designation="c1"),
        row(4, 70, payer="赵**"),
        row(5, 100, payer="王**", designation="p9"),
    ]


def test_new_rows_are_booked_where_they_say_and_the_rest_waits(
    office: Any, people: list[Entry]
) -> None:
    report = office.take(people)
    assert figures(report) == (5, 3, 0, 0, 0)
    assert report.total == Money(830)
    assert office.account("general").gifts.get(f"{people[0].credit_id}#1.1").balance == Money(100)
    assert office.account("suspense").suspense == Money(10 + 70 + 100)
    assert [office.credit(e.credit_id).held.fen for e in people] == [0, 0, 10, 70, 100]
    assert office.on_accounts() == office.arrived() == 830


def test_money_for_a_project_nobody_knows_waits(office: Any, row: Row) -> None:
    assert figures(office.take([row(1, 100, designation="p9")])) == (1, 1, 0, 0, 0)


def test_money_for_a_claim_of_somebody_else_waits(office: Any, row: Row) -> None:
    assert figures(office.take([row(1, 100, payer="乙企业", designation="c1")])) == (1, 1, 0, 0, 0)


def test_the_payer_of_a_claim_need_name_only_the_project(office: Any, row: Row) -> None:
    entry = row(1, 100, payer="甲企业（虚构示例）", designation="p1")
    assert figures(office.take([entry])) == (1, 0, 0, 0, 0)
    (part,) = office.credit(entry.credit_id).allocations
    assert (part.claim, part.instalment, part.amount) == ("c1", 1, Money(100))


@pytest.mark.parametrize("kind", list(EntryKind))
def test_the_same_file_again_gives_nothing_new(
    office: Any, people: list[Entry], kind: EntryKind
) -> None:
    office.take(people, kind)
    head = office.ledger.head()
    again = [evolve(entry, place="再次公布.xlsx/1") for entry in reversed(people)]
    for file in (people, again):
        assert figures(office.take(file, kind)) == (0, 0, 5, 0, 0)
    assert office.ledger.head() == head


def test_a_row_twice_in_one_file_is_booked_once(office: Any, row: Row) -> None:
    assert figures(office.take([row(1, 100), row(1, 100)], EntryKind.STATEMENT)) == (1, 1, 1, 0, 0)


def test_of_a_cumulative_register_only_the_new_rows_are_new(
    office: Any, people: list[Entry], row: Row
) -> None:
    office.take(people)
    more = [row(n, n, payer="周**", day=NEXT, of=NEXT) for n in range(1, 5)]
    both = renumbered([*more[:2], *people, *more[2:]], NEXT)
    assert figures(office.take(both)) == (4, 4, 5, 0, 0)
    assert figures(office.take(both)) == (0, 0, 9, 0, 0)
    third = NEXT + timedelta(days=1)
    everything = renumbered([*people, *more, row(1, 9, payer="吴**", day=third)], third)
    assert figures(office.take(everything)) == (1, 1, 9, 0, 0)
    assert office.on_accounts() == office.arrived() == 830 + 10 + 9


@given(
    amounts=st.lists(st.lists(st.integers(1, 3), min_size=1, max_size=6), min_size=1, max_size=4),
    data=st.data(),
)
@settings(max_examples=30, deadline=None)
def test_a_cumulative_series_books_each_gift_once(
    open_office: Any, row: Row, amounts: list[list[int]], data: st.DataObject
) -> None:
    office, published = open_office(), list[Entry]()
    for n, gifts in enumerate(amounts):
        day = DAY + timedelta(days=n)
        news = [row(0, fen, payer=f"{fen}**", day=day) for fen in gifts]
        rows = data.draw(st.permutations([*published, *news]))
        report = office.take(renumbered(list(rows), day))
        assert (report.new, report.known) == (len(news), len(published))
        published += news
    assert office.on_accounts() == sum(map(sum, amounts))


def test_a_few_equal_rows_among_others_are_gifts_of_their_own(office: Any, row: Row) -> None:
    # Two persons of one masked name gave 100 on the same day, in registers of different days.
    office.take([row(n, 100 + n, payer=f"{n}**") for n in range(9)])
    others = [row(n, 200 + n, payer=f"{n}**", of=NEXT) for n in range(8)]
    assert office.take([*others, row(9, 100, payer="0**", of=NEXT)]).new == 9


def test_a_single_equal_row_is_chance_unless_the_whole_register_is_there(
    office: Any, row: Row
) -> None:
    office.take([row(1, 100), row(2, 55, day=NEXT, payer="李**")])
    alone = [row(1, 100, of=NEXT), row(2, 70, of=NEXT, payer="赵**")]
    assert figures(office.take(alone)) == (2, 2, 0, 0, 0)


def test_a_correction_waits_until_it_is_accepted(office: Any, people: list[Entry]) -> None:
    office.take(people)
    better = [evolve(e, notice=evolve(e.notice, amount=Money(80))) for e in people[:1]]
    head = office.ledger.head()
    report = office.take([*better, *people[1:]])
    assert figures(report) == (0, 0, 4, 1, 0)
    assert office.ledger.head() == head
    (finding,) = report.findings
    assert finding.place == people[0].place and "--accept-corrections" in finding.zh
    report = office.take([*better, *people[1:]], accept_corrections=True)
    assert figures(report) == (0, 0, 4, 1, 0)
    assert {r.event.event_name for r in office.ledger.read(head)} == {
        "account.donation_reversed",
        "bank_credit.reversed",
        "bank_credit.recorded",
        "bank_credit.allocated",
        "account.donation_received",
    }
    found = office.credit(people[0].credit_id)
    assert (found.revision, found.notice.amount) == (2, Money(80))
    assert office.on_accounts() == office.arrived() == 830 - 20


@pytest.mark.parametrize("why", ["spent", "receipted", "returned"])
def test_a_correction_of_money_that_is_gone_refuses_the_whole_file(
    office: Any, people: list[Entry], row: Row, why: str
) -> None:
    office.take(people)
    gift = f"{people[1].credit_id}#1.1"
    match why:
        case "spent":
            office.spend("p1", 250 + 300)
        case "receipted":
            receipts.issue(office.ledger, office.by, code="01", number="1", gift=gift, on=DAY)
        case _:
            credits.return_gift(
                office.ledger,
                office.by,
                gift=gift,
                amount=Money(1),
                basis="mistake",
                document="d",
                on=DAY,
            )
    head, arrived = office.ledger.head(), office.arrived()
    changed = evolve(people[1], notice=evolve(people[1].notice, amount=Money(260)))
    file = [people[0], changed, row(6, 40), row(7, 50, designation="general")]
    report = office.take(file, accept_corrections=True)
    assert figures(report) == (2, 1, 1, 0, 1)
    (finding,) = report.findings
    assert finding.place == changed.place and finding.zh and finding.en
    assert office.ledger.head() == head
    assert office.on_accounts() == office.arrived() == arrived


def test_a_changed_statement_row_refuses_the_file_and_leaves_one_conflict(
    office: Any, people: list[Entry], row: Row
) -> None:
    office.take(people, EntryKind.STATEMENT)
    head = office.ledger.head()
    changed = evolve(people[1], notice=evolve(people[1].notice, payer="别人"))
    for accept in (False, True):
        report = office.take([changed, row(6, 40)], EntryKind.STATEMENT, accept_corrections=accept)
        assert figures(report) == (1, 1, 0, 0, 1)
        (finding,) = report.findings
        assert finding.code == bank_import.Why.CHANGED.code and "李**" in finding.zh
    (conflict,) = office.ledger.read(head)
    assert isinstance(conflict.event, bank_credit.CreditNoticeConflicted)
    assert conflict.event.notice == changed.notice
    assert office.credit(row(6, 40).credit_id) is None
    assert office.on_accounts() == office.arrived() == 830


def test_a_statement_row_of_another_fund_is_reported_like_any_conflict(
    office: Any, people: list[Entry]
) -> None:
    office.take(people, EntryKind.STATEMENT)
    head = office.ledger.head()
    changed = evolve(people[0], notice=evolve(people[0].notice, amount=Money(9)))
    assert figures(office.take([changed], EntryKind.STATEMENT, fund="f2")) == (0, 0, 0, 0, 1)
    assert office.ledger.head() == head, "the other fund's stream is left alone"


def debit(number: int, fen: int, payee: str = "示例商行", of: date = DAY) -> DebitEntry:
    """Return a statement's row ``number`` by which money left."""
    return DebitEntry(
        debit_id=join_key("收款户01", of.isoformat(), f"D{number}", "1"),
        outgoing=Outgoing(
            account="收款户01", value_date=of, payee=payee, amount=Money(fen), remark=""
        ),
        place=f"对账单.csv 第 {number} 行",
    )


def test_a_statement_s_debits_are_recorded_once_beside_its_credits(office: Any, row: Row) -> None:
    head = office.ledger.head()
    file = {"kind": EntryKind.STATEMENT, "debits": [debit(1, 30), debit(2, 5), debit(1, 30)]}
    report = office.take([row(1, 100)], **file)
    assert report.debits == Debits(rows=3, total=Money(65), new=2, known=1)
    told = [recorded.event for recorded in office.ledger.read(head, reads=(BankDebitRecorded,))]
    assert [(e.fund, e.outgoing.amount, e.document) for e in told] == [
        ("f1", Money(30), "对账单.csv 第 1 行"),
        ("f1", Money(5), "对账单.csv 第 2 行"),
    ]
    head = office.ledger.head()
    again = office.take([row(1, 100)], **file)
    assert (again.debits.new, again.debits.known, again.booked) == (0, 3, True)
    assert office.ledger.head() == head
    assert office.on_accounts() == office.arrived() == 100, "what left is matched, not posted"


def test_a_changed_debit_refuses_the_file_and_records_nothing(office: Any, row: Row) -> None:
    office.take([], EntryKind.STATEMENT, debits=[debit(1, 30)])
    head = office.ledger.head()
    for changed, fund in ((debit(1, 31), "f1"), (debit(1, 30, "别家"), "f1"), (debit(1, 30), "f2")):
        report = office.take(
            [row(1, 100)], EntryKind.STATEMENT, fund=fund, debits=[changed, debit(2, 7)]
        )
        assert (report.new, report.debits.new, report.debits.refused) == (1, 1, 1)
        (finding,) = report.findings
        assert (finding.code, finding.place) == ("bank_debit.conflict", changed.place)
        assert finding.refusal is not None and "0.30" in finding.zh
    assert office.ledger.head() == head
    assert office.credit(row(1, 100).credit_id) is None


def test_a_refused_credit_keeps_the_debits_of_its_file_out(office: Any, row: Row) -> None:
    head = office.ledger.head()
    report = office.take([row(1, 0)], EntryKind.STATEMENT, debits=[debit(1, 30)])
    assert (report.refused, report.debits.new, report.booked) == (1, 1, False)
    assert office.ledger.head() == head


def test_an_amount_that_is_none_refuses_the_file_and_names_the_row(office: Any, row: Row) -> None:
    report = office.take([row(1, 100), row(2, 0), row(3, -5)])
    assert figures(report) == (1, 1, 0, 0, 2)
    assert [finding.place[-1] for finding in report.findings] == ["2", "3"]
    assert office.credits() == {}


def test_an_interrupted_import_leaves_nothing(office: Any, row: Row) -> None:
    file = [row(n, n + 1) for n in range(1200)]
    head = office.ledger.head()
    for stop in (0, 500, 1200):

        def progress(done: int, of: int, stop: int = stop) -> None:
            assert of == 1200
            if done >= stop:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            bank_import.import_entries(
                office.ledger,
                office.by,
                fund_id="f1",
                kind=EntryKind.REGISTER,
                entries=file,
                stated_total=Money(1),
                on=DAY,
                progress=progress,
            )
        assert office.ledger.head() == head
        assert office.credit(file[0].credit_id) is None
    assert office.take(file).new == 1200


def test_a_fund_that_takes_no_money_refuses_the_import(office: Any, row: Row) -> None:
    head = office.ledger.head()
    nothing = Proof(book=ZERO, bank=ZERO, items=(), statements=(), position=head)
    closed = PeriodClosed(period="2021-03", proof=nothing, on=DAY)
    office.look(lambda work: work.record(FUND, "f1", (closed,)))
    head = office.ledger.head()
    for fund in ("f1", "nobody"):
        with pytest.raises(Rejection):
            office.take([row(1, 5), row(2, 6, designation="general")], fund=fund)
    assert office.ledger.head() == head


def test_credits_of_an_older_store_are_in_nobodys_way_whatever_their_ids(
    office: Any, row: Row
) -> None:
    ledger = office.ledger
    for credit_id in ("50%", "a// b", "%2F/x"):
        stream = BANK_CREDIT.stream(credit_id)
        [fact] = recorded_credit(None, fund="f1", notice=row(1, 5).notice, document="d", on=DAY)
        # Written before keys had a form: the ledger would not begin such a stream any more.
        envelope = Recorded(0, stream, 1, fact, office.by.at, "acct-1", "foundation")
        ledger.journal.insert_events([ledger.mapper.to_stored_event(envelope)])
    assert figures(office.take([row(n, n) for n in range(1, 4)])) == (3, 3, 0, 0, 0)


def test_a_row_is_known_however_its_key_and_its_account_are_spelled(
    office: Any, people: list[Entry]
) -> None:
    office.take(people)
    spelled = [
        evolve(
            entry,
            credit_id=entry.credit_id.replace("0", "０").lower(),
            notice=evolve(entry.notice, payer=f" {entry.notice.payer}\u200b", remark="\x00"),
        )
        for entry in people
    ]
    assert figures(office.take(spelled)) == (0, 0, 5, 0, 0)


def test_what_does_not_fit_is_told_by_its_place_and_refuses_the_file(
    office: Any, people: list[Entry]
) -> None:
    far = evolve(people[1].notice, value_date=date(9999, 12, 31))
    report = office.take([people[0], evolve(people[1], notice=far)])
    assert figures(report) == (1, 0, 0, 0, 1)
    [finding] = report.findings
    assert (finding.place, finding.code) == (people[1].place, "gate.date_out_of_range")
    assert office.credit(people[0].credit_id) is None


def test_a_bank_s_day_is_not_still_to_come_whichever_way_the_money_went(
    office: Any, people: list[Entry]
) -> None:
    ahead = evolve(people[1].notice, value_date=AHEAD)
    out = Outgoing(account="01", value_date=AHEAD, payee="乙", amount=Money(5), remark="")
    gone = DebitEntry(debit_id="o1", outgoing=out, place="第九行")
    report = office.take([people[0], evolve(people[1], notice=ahead)], debits=[gone])
    assert (report.refused, report.debits.refused, report.booked) == (1, 1, False)
    assert [(each.place, each.code) for each in report.findings] == [
        (people[1].place, "gate.date_ahead"),
        ("第九行", "gate.date_ahead"),
    ]
    assert all("记账日期" in each.zh for each in report.findings)


def test_a_row_that_differs_on_a_day_published_again_waits_and_is_told(
    office: Any, people: list[Entry]
) -> None:
    office.take(people)
    changed = evolve(people[0], notice=evolve(people[0].notice, amount=Money(101)))
    again = renumbered([changed, *people[1:]], NEXT)
    report = office.take(again)
    assert figures(report) == (1, 1, 4, 0, 0)
    [finding] = report.findings
    assert (finding.place, finding.code) == (changed.place, "bank_import.maybe_corrected")
    assert finding.zh and finding.en
    assert office.credit(again[0].credit_id).held == Money(101), "not where it says, until compared"


def test_equal_rows_of_another_account_are_gifts_of_their_own(
    office: Any, people: list[Entry]
) -> None:
    office.take(people)
    elsewhere = [
        evolve(entry, notice=evolve(entry.notice, account="收款户02"), credit_id=f"收款户02/{n}")
        for n, entry in enumerate(people)
    ]
    assert office.take(elsewhere).new == len(people)


def test_a_persons_gift_holds_the_persons_data_with_the_vouchers_of_the_year(
    office: Any, row: Row
) -> None:
    given = [
        evolve(one, notice=evolve(one.notice, payer_ref=DONOR)) for one in (row(1, 5), row(2, 6))
    ]
    office.take(given[:1], donors={DONOR: (NAME,), f"p:{'8' * 32}": (NAME,)})
    known = office.look(lambda work: work.load(SUBJECT, DONOR))
    assert (known.details, set(known.holds)) == ({Field.NAME: NAME.value}, {"accounting-2021"})
    assert office.look(lambda work: work.load(SUBJECT, f"p:{'8' * 32}")) is None, "gave nothing"
    for file, facts in ((given[:1], []), (given, ["bank_credit.recorded", "bank_credit.held"])):
        head = office.ledger.head()
        office.take(file, donors={DONOR: (NAME,)})
        told = [fact.event.event_name for fact in office.ledger.read(head)]
        assert [name for name in told if not name.startswith("account.")] == facts


@pytest.mark.parametrize("on", [True, False])
def test_the_collector_is_left_as_it_was(on: bool) -> None:
    was = gc.isenabled()
    try:
        (gc.enable if on else gc.disable)()
        with undisturbed():
            assert not gc.isenabled()
        assert gc.isenabled() is on
    finally:
        (gc.enable if was else gc.disable)()
