"""Who has to do what with a disbursement, from its request to what is accounted for."""

from __future__ import annotations

from datetime import UTC, date, datetime

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.disbursement.facts import DisbursementRequested
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.processes.tranches import TRANCHES, whose
from lixia_domain.processes.wish import Wish

ON = date(2025, 3, 10)
SOON, LATE = date(2025, 3, 11), date(2025, 4, 10)
SHARES = (GiftShare(gift="g", source=SourceClass.DONATED, amount=Money(600)),)
ASKED = DisbursementRequested(
    project="p",
    account="f/p",
    team="t",
    payee="t",
    payee_account="6222",
    agreement="a",
    tranche=1,
    line="物资",
    amount=Money(600),
    purpose="x",
    requester="r",
    on=ON,
)
APPROVED = dis.DisbursementApproved(
    approver="a",
    rule="r",
    minutes="m",
    conflicts_checked=(),
    shares=SHARES,
    position=1,
    on=ON,
)
PAID = dis.FundsDisbursed(
    debit="DB",
    payee="t",
    payee_account="6222",
    agreement="a",
    tranche=1,
    line="物资",
    amount=Money(600),
    shares=SHARES,
    voucher="v",
    paid_by="c",
    released_by=None,
    on=ON,
)
FELL = dis.ApprovalFell(credit="L", reason="r", on=ON)
BOUNCED = dis.PaymentBounced(credit="B", reason="r", on=ON)
PAID_AFTER_ALL = dis.BounceReversed(credit="B", reason="r", on=ON)
UNMATCHED = dbt.BankDebitUnmatched(
    purpose=dbt.Purpose.DISBURSEMENT, cites="D1", reason="r", document="d", on=ON
)
MATCHED = dbt.BankDebitMatched(
    purpose=dbt.Purpose.DISBURSEMENT, cites="D1", amount=Money(600), on=ON
)


def handed_in(fen: int, invoice: str = "F1") -> Event:
    return dis.ExpenseEvidenced(
        invoice=invoice,
        invoice_date=ON,
        seller="s",
        file_hash="0" * 64,
        line="物资",
        amount=Money(fen),
        on=ON,
    )


def accepted(fen: int, invoice: str = "F1") -> Event:
    return dis.ExpenseAccepted(invoice=invoice, amount=Money(fen), reviewer="x", on=ON)


def disallowed(fen: int, invoice: str = "F1") -> Event:
    return dis.ExpenseDisallowed(
        invoice=invoice, amount=Money(fen), reviewer="x", reason="r", on=ON
    )


def back(fen: int, credit: str = "B") -> Event:
    return dis.UnspentRecovered(credit=credit, amount=Money(fen), shares=SHARES, on=ON)


def out_again(fen: int, credit: str = "B") -> Event:
    return dis.RecoveryReversed(credit=credit, amount=Money(fen), shares=SHARES, reason="r", on=ON)


def wishes(*events: Event, on: date = SOON) -> tuple[Wish, ...]:
    row = None
    for version, event in enumerate(events, 1):
        stream = "bank_debit-DB" if event in (MATCHED, UNMATCHED) else "disbursement-D1"
        at = datetime(2025, 3, 10, tzinfo=UTC)
        told = Recorded(version, stream, version, event, at, "a", "accountant")
        assert TRANCHES.view.keys(told) == ("D1",)
        row = TRANCHES.view.evolve(row, told)
    return () if row is None else TRANCHES.wishes(row, on)


def told(*events: Event, on: date = SOON) -> list[tuple[str, Role]]:
    return [(each.subject, each.role) for each in wishes(*events, on=on)]


def test_who_is_asked_follows_the_stage() -> None:
    (ask,), (pay,) = wishes(ASKED), wishes(ASKED, APPROVED)
    assert (ask.role, pay.role) == (Role.APPROVER, Role.CASHIER)
    assert ask.command == "lixia disburse approve D1 --minutes MINUTES --checked ID"
    assert pay.command == "lixia disburse pay D1 --debit DEBIT --voucher VOUCHER --released-by ID"
    assert told(ASKED, APPROVED, FELL) == [("D1", Role.APPROVER)]
    assert told(ASKED, APPROVED, PAID) == []
    for end in (
        dis.DisbursementRefused(approver="a", reason="r", on=ON),
        dis.DisbursementWithdrawn(reason="r", on=ON),
    ):
        assert told(ASKED, end) == []


def test_evidence_and_the_banks_entry_are_asked_for_once_they_are_late() -> None:
    team, bank = wishes(ASKED, APPROVED, PAID, on=LATE)
    assert (team.role, team.due, "6.00 元" in team.zh) == (Role.TEAM, date(2025, 4, 9), True)
    assert team.command == (
        "lixia disburse evidence D1 --invoice INVOICE --date DATE --seller SELLER --sha256 FILE "
        "--amount AMOUNT"
    )
    assert (bank.subject, bank.role, bank.due) == ("D1/DB", Role.ACCOUNTANT, date(2025, 3, 20))
    assert bank.command == "lixia bank match DB --payment D1"
    assert team.key != bank.key
    assert told(ASKED, APPROVED, PAID, MATCHED, on=LATE) == [("D1", Role.TEAM)]
    paid = (ASKED, APPROVED, PAID, MATCHED)
    assert told(*paid, handed_in(600), accepted(600), on=LATE) == []
    assert told(*paid, back(600), on=LATE) == []
    lost = dis.LossWrittenOff(amount=Money(600), minutes="m", approver="a", on=ON)
    assert told(*paid, lost, on=LATE) == []
    after_all = dis.AcceptanceReversed(
        invoice="F1", amount=Money(600), reviewer="b", reason="r", document="d", on=ON
    )
    [review] = wishes(*paid, handed_in(600), accepted(600), after_all, on=LATE)
    assert (review.role, "F1" in review.zh) == (Role.ACCOUNTANT, True)
    words = {"reason": "r", "minutes": "m", "approver": "a"}
    open_again = dis.LossReversed(amount=Money(600), owed=Money(0), **words, on=ON)
    assert told(*paid, lost, open_again, on=LATE) == [("D1", Role.TEAM)]
    assert told(*paid, BOUNCED, on=LATE) == []
    cancelled = dis.PaymentCancelled(debit="DB", amount=Money(600), reason="r", document="d", on=ON)
    assert told(*paid[:-1], cancelled, on=LATE) == [("D1", Role.CASHIER)]
    assert told(*paid, UNMATCHED, on=LATE) == [("D1", Role.TEAM), ("D1/DB", Role.ACCOUNTANT)]
    assert told(*paid, BOUNCED, PAID_AFTER_ALL, on=LATE) == [("D1", Role.TEAM)]


def test_nobody_is_late_before_there_was_a_rule() -> None:
    assert told(ASKED, APPROVED, PAID, on=date(2016, 8, 31)) == []


def test_what_was_handed_in_is_reviewed_and_what_was_disallowed_comes_back() -> None:
    paid = (ASKED, APPROVED, PAID, MATCHED)
    (review, other) = wishes(*paid, handed_in(200), handed_in(100, "F2"))
    assert review.command == "lixia disburse accept D1 --invoice F1" and "F2" in other.zh
    assert review.key != other.key
    (owed,) = wishes(*paid, handed_in(200), disallowed(200))
    assert owed.command == "lixia disburse recover D1 --amount AMOUNT --credit CREDIT"
    assert owed.role is Role.ACCOUNTANT and "2.00 元" in owed.zh
    wrong = dis.DisallowanceReversed(
        invoice="F1",
        amount=Money(200),
        owed=Money(200),
        reviewer="b",
        reason="r",
        document="d",
        on=ON,
    )
    (anew,) = wishes(*paid, handed_in(200), disallowed(200), wrong)
    assert anew.command == "lixia disburse accept D1 --invoice F1"
    gone = (*paid, handed_in(200), disallowed(200), back(50, "A"), back(150))
    assert told(*gone) == []
    (again,) = wishes(*gone, out_again(150))
    assert "1.50 元" in again.zh
    assert "4.00 元" in wishes(*paid, handed_in(200), on=LATE)[0].zh


def test_another_entry_of_the_bank_is_no_disbursements() -> None:
    fee = dbt.BankDebitMatched(purpose=dbt.Purpose.FEE, cites="f/p", amount=Money(1), on=ON)
    at = datetime(2025, 3, 10, tzinfo=UTC)
    assert TRANCHES.view.keys(Recorded(1, "bank_debit-X", 1, fee, at, "a", "b")) == ()
    stray = Recorded(1, "bank_debit-X", 1, MATCHED, at, "a", "b")
    assert TRANCHES.view.evolve(None, stray) is None


def test_it_is_the_foundations_whose_fund_pays() -> None:
    at = datetime(2025, 3, 10, tzinfo=UTC)
    row = TRANCHES.view.evolve(None, Recorded(1, "disbursement-D1", 1, ASKED, at, "a", "b"))
    assert row is not None
    assert whose(row, lambda view, key: None) == frozenset()
    fund = type("Fund", (), {"foundation": "K"})()
    assert whose(row, lambda view, key: fund if key == "f" else None) == {"K"}
