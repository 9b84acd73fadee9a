"""One bank entry under ids that look alike, words that mean an account, and papers left blank."""

from __future__ import annotations

from typing import Any

import pytest
from attrs import evolve

from lixia_domain.aggregates.account.refusals import Why as AccountWhy
from lixia_domain.aggregates.bank_credit import decisions as bank_credit
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_debit import BankDebitRecorded, Outgoing
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.application.finance import accounts, banking, credits, disbursements, plans
from lixia_domain.application.finance.bank_import import Entry, EntryKind, import_entries
from lixia_domain.application.finance.booking import ToDesignation
from lixia_domain.application.gate import Unfit
from lixia_domain.application.programme import enterprises, projects
from lixia_domain.application.use_case import Role, UseCase
from lixia_domain.kernel.keys import RESERVED, among
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.recording.spelling import MARK
from lixia_domain.recording.work import Work

from .conftest import CODE, ON, Desk, draft


def test_one_bank_entry_is_booked_once_however_its_id_is_spelled(desk: Desk) -> None:
    assert desk.book("01/R-1") == credits.NEW
    for spelled in ("01/R-1 ", " 01/R-1", "01 / r-1", "０１/R-1", "01／r-1"):
        assert desk.book(spelled) == credits.KNOWN
    assert desk.book("caf\u00e9") == credits.NEW
    assert desk.book("cafe\u0301") == credits.KNOWN
    assert desk.held("general") == Money(200)


@pytest.mark.parametrize("spelled", ["01/R-1\n", "01/R-1\0", "01/R-1\u200b", "", " ", "\u3164"])
def test_an_id_that_hides_something_or_says_nothing_is_refused(desk: Desk, spelled: str) -> None:
    head = desk.store.ledger.head()
    with pytest.raises(Unfit):
        desk.book(spelled)
    assert desk.store.ledger.head() == head


SPELLED = ("a/123", " A/123", "Ａ／１２３", "A / 123")


def test_an_invoice_is_used_once_however_its_number_is_spelled(desk: Desk) -> None:
    desk.request("d1")
    desk.approve("d1")
    desk.pay("d1")
    desk.do(disbursements.evidence, **{**desk.evidence("d1", "A/123"), "amount": Money(10)})
    for spelled in SPELLED:
        given = desk.evidence("d1", spelled)
        assert desk.refused(disbursements.evidence, **given) == "disbursement.invoice_twice"
    desk.do(disbursements.accept_expense, disbursement_id="d1", invoice="ａ/123")
    desk.do(disbursements.write_off, disbursement_id="d1", amount=Money(30), minutes="纪要")
    desk.request("d2")
    desk.approve("d2")
    desk.pay("d2")
    for spelled in SPELLED:
        given = desk.evidence("d2", spelled)
        assert desk.refused(disbursements.evidence, **given) == "invoice.used"
    assert desk.refused(disbursements.evidence, **desk.evidence("d2", "A/123\u200b")).startswith(
        "gate."
    )
    desk.do(disbursements.evidence, **desk.evidence("d2", "A/0123"))


def test_what_a_bank_writes_is_cleaned_and_never_refused(desk: Desk) -> None:
    assert desk.book("L1", payer="甲企业\u200b（虚构示例）\x1b", remark="捐\n款") == credits.NEW
    assert desk.book("L1", payer="甲企业 （虚构示例）", remark="捐 款") == credits.KNOWN
    assert desk.book("L1", payer="乙企业（虚构示例）", remark="捐 款") == credits.CONFLICTED


@pytest.mark.parametrize("word", sorted(RESERVED))
def test_no_project_bears_the_name_of_an_account_that_is_no_projects(desk: Desk, word: str) -> None:
    for spelled in (word, word.title(), f" {word.upper()} "):
        assert desk.refused(projects.draft, **draft(spelled)) == "gate.reserved"


def test_a_designation_is_the_reserved_word_however_it_is_spelled(desk: Desk) -> None:
    desk.book("L1", (ToDesignation(designation="General"),))
    desk.book("L2", (ToDesignation(designation="ｇｅｎｅｒａｌ"),))
    assert desk.held("general") == Money(200)


@pytest.mark.parametrize(
    ("use_case", "given"),
    [
        (
            disbursements.approve,
            {"disbursement_id": "d1", "conflicts_checked": (), "related": (), "minutes": ""},
        ),
        (disbursements.pay, {"disbursement_id": "d1", "debit": "", "voucher": "记-1"}),
        (disbursements.pay, {"disbursement_id": "d1", "debit": "D1", "voucher": ""}),
        (
            disbursements.write_off,
            {"disbursement_id": "d1", "amount": Money(40), "minutes": "\u3000"},
        ),
        (
            credits.return_held,
            {"credit_id": "H", "amount": Money(100), "basis": "误汇", "document": ""},
        ),
        (accounts.freeze, {"fund_id": "f1", "designation": "p1", "reason": " "}),
        (accounts.unfreeze, {"fund_id": "f1", "designation": "p1", "basis": ""}),
        (plans.end, {"plan_id": "m1", "raised": Money(1), "document": "\u2800"}),
    ],
    ids=lambda one: getattr(one, "name", ""),
)
def test_a_paper_that_makes_an_act_lawful_is_never_blank(
    desk: Desk, use_case: UseCase[Any, Any], given: dict[str, Any]
) -> None:
    desk.request("d1")
    desk.book("H", ())
    assert desk.refused(use_case, "app-1", **given) == "gate.blank"


@pytest.mark.parametrize("field", ["basis", "document"])
def test_a_gift_returned_for_nothing_that_is_cited_gets_the_fields_own_reason(
    desk: Desk, field: str
) -> None:
    desk.book("L1")
    given = {"gift": "l1#1.1", "amount": Money(1), "basis": "mistake", "document": "判决书"}
    reason = desk.refused(credits.return_gift, **{**given, field: " "})
    assert reason == AccountWhy.NO_BASIS.code
    desk.do(credits.return_gift, **given)
    assert desk.held("general") == Money(99)


@pytest.mark.parametrize("spelled", ["Req-1", "ＲＥＱ-1", " req-1 "])
def test_two_spellings_of_one_account_are_one_pair_of_eyes(desk: Desk, spelled: str) -> None:
    desk.request("d1")
    with pytest.raises(Rejection) as refusal:
        desk.approve("d1", spelled)
    assert refusal.value.reason.code == "disbursement.same_person"
    with pytest.raises(Rejection) as refusal:
        desk.request("d2", payee=spelled)
    assert refusal.value.reason.code == "disbursement.same_person"


def test_accounts_that_older_facts_hold_in_capitals_or_full_width_are_among_others() -> None:
    assert among("alice", ("bob", "Alice"))
    assert among("ALICE", ("ａｌｉｃｅ",))
    assert not among("alice", ("alice-2", "bob"))


def test_a_payee_is_classified_before_it_is_compared(desk: Desk) -> None:
    code = desk.do(
        enterprises.register,
        code=CODE,
        name="甲企业（虚构示例）",
        ownership=Ownership.PRIVATE,
    )
    for paper, spelled, kept in (
        ("d1", "Payee-9", "payee-9"),
        ("d2", code.lower(), code),
        ("d3", "P:" + "A" * 32, "p:" + "a" * 32),
    ):
        desk.request(paper, payee=spelled)
        [asked] = desk.store.ledger.history(f"disbursement-{paper}")
        assert asked.event.payee == kept


def test_a_debit_is_matched_to_the_payment_that_cites_it_however_spelled(desk: Desk) -> None:
    desk.request("d1")
    desk.approve("d1")
    desk.do(disbursements.pay, disbursement_id="d1", debit="bank/ｒ-7", voucher="记-1")
    outgoing = Outgoing(
        account="01", value_date=ON, payee="payee-1", amount=Money(40), remark="\x07"
    )
    desk.do(
        banking.record_debit, debit_id="Bank/R-7", fund_id="f1", outgoing=outgoing, document="回单"
    )
    desk.do(banking.match_payment, debit_id=" bank/r-7", disbursement_id="d1")
    told = [recorded.event for recorded in desk.store.ledger.history("bank_debit-BANK/R-7")]
    assert [one.outgoing.remark for one in told if isinstance(one, BankDebitRecorded)] == [""]


@pytest.mark.parametrize(
    "amount",
    [Money(0.5), Money(True), Money(2**63), Money(10**15 + 1)],
    ids=["half a fen", "a truth", "beyond 64 bits", "beyond the largest"],
)
def test_what_no_reader_could_read_again_is_never_recorded(desk: Desk, amount: Money) -> None:
    head = desk.store.ledger.head()
    with pytest.raises(Unfit):
        desk.book("L1", amount=amount)
    assert desk.store.ledger.head() == head
    desk.store.views()


def test_what_older_code_wrote_under_another_spelling_is_not_booked_again(desk: Desk) -> None:
    notice = Notice(
        account="０1",
        value_date=ON,
        payer="甲企业（虚构示例）\x1b",
        payer_ref=None,
        amount=Money(100),
        remark="",
    )

    def older(work: Work) -> None:
        facts = bank_credit.receive(
            fund="f1", notice=notice, document="回单", allocations=[], why_held="待定", on=ON
        )
        work.record(BANK_CREDIT, "register:f1/2021-03-10/1", facts)

    desk.store.ledger.transact(older, by=desk.store.by("acct-1", Role.FOUNDATION))
    desk.store.ledger.journal.describe(MARK, "older")
    vars(desk.store.ledger).pop("spelled", None)
    assert desk.book("REGISTER:f1/2021-03-10/1", account="01") == credits.KNOWN
    entry = Entry(
        credit_id="REGISTER:F1/2021-03-10/1",
        notice=evolve(notice, account="01"),
        place="登记表 第 1 行",
        designation=None,
    )
    report = import_entries(
        desk.store.ledger,
        desk.store.by("acct-1", Role.ACCOUNTANT),
        fund_id="f1",
        kind=EntryKind.STATEMENT,
        entries=[entry],
        stated_total=Money(100),
        on=ON,
    )
    assert (report.known, report.new, report.refused) == (1, 0, 0)
