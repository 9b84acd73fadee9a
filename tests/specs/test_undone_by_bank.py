"""What the bank says anew is judged by what it said when we acted: no false alarm, no blind eye."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.kernel.money import Money
from lixia_domain.specs.history.given import DonorsOwnMoney
from lixia_domain.specs.history.tranches import TrancheNumbers

from .told import Told, wrongs

ON = date(2025, 1, 2)
ONE, TWO = "91370102000000001R", "91370102000000002W"
CREDIT = "bank_credit-01/A"


def notice(payer: str, revision: int) -> Told:
    told = bc.Notice(
        account="01", value_date=ON, payer="甲", payer_ref=payer, amount=Money(500), remark=""
    )
    return CREDIT, bc.BankCreditRecorded(
        fund="F1", notice=told, document="d", revision=revision, on=ON
    )


def gift(revision: int, donor: str) -> Told:
    return "account-F1/P1", acc.DonationReceived(
        gift=f"01/A#{revision}.1",
        credit="01/A",
        claim="C1",
        legal_donor=donor,
        payer="甲",
        restriction="P1",
        amount=Money(500),
        period="2025-01",
        on=ON,
    )


def test_a_payer_corrected_later_does_not_make_the_gift_before_somebody_elses() -> None:
    undone = CREDIT, bc.CreditReversed(revision=1, reason="r", approver="a", on=ON)
    first = (gift(1, ONE), notice(ONE, 1))
    assert not wrongs(DonorsOwnMoney, *first, undone, notice(TWO, 2))
    assert not wrongs(DonorsOwnMoney, *first, undone, gift(2, TWO), notice(TWO, 2))
    (said,) = wrongs(DonorsOwnMoney, *first, undone, notice(TWO, 2), gift(2, ONE))
    assert said == f"捐赠 01/A#2.1 记为 {ONE} 所捐，付款人是 {TWO}"
    (said,) = wrongs(DonorsOwnMoney, gift(1, TWO), notice(ONE, 1), undone, notice(TWO, 2))
    assert "01/A#1.1" in said
    settled = CREDIT, bc.LegalDonorSettled(donor=ONE, document="d", on=ON)
    assert not wrongs(DonorsOwnMoney, notice(TWO, 1), settled, gift(1, ONE))


def paid(paper: str) -> tuple[Told, Told]:
    stream = f"disbursement-{paper}"
    asked = dis.DisbursementRequested(
        project="P1",
        account="F1/P1",
        team="t",
        payee="p",
        payee_account="6222",
        agreement="AG",
        tranche=1,
        line="l",
        amount=Money(500),
        purpose="x",
        requester="r",
        on=ON,
    )
    gone = dis.FundsDisbursed(
        debit=paper,
        voucher="v",
        payee="p",
        payee_account="6222",
        agreement="AG",
        tranche=1,
        line="l",
        amount=Money(500),
        shares=(),
        paid_by="c",
        released_by="r",
        on=ON,
    )
    return (stream, asked), (stream, gone)


CANCELLED = (
    "disbursement-D1",
    dis.PaymentCancelled(debit="b", amount=Money(10), reason="r", document="d", on=ON),
)
BOUNCED = "disbursement-D1", dis.PaymentBounced(credit="01/B", reason="r", on=ON)
OUT_AGAIN = "disbursement-D1", dis.BounceReversed(credit="01/B", reason="r", on=ON)


def test_a_bounce_that_the_bank_reverses_is_no_second_payment() -> None:
    assert not wrongs(TrancheNumbers, *paid("D1"), BOUNCED, *paid("D2"), OUT_AGAIN)
    assert wrongs(TrancheNumbers, *paid("D1"), *paid("D2"))
    assert not wrongs(TrancheNumbers, *paid("D1"), CANCELLED, *paid("D2"))
    assert wrongs(TrancheNumbers, *paid("D1"), BOUNCED, OUT_AGAIN, *paid("D2"))
    said = wrongs(TrancheNumbers, *paid("D1"), BOUNCED, *paid("D2"), OUT_AGAIN, *paid("D3"))
    assert [one.partition("：")[2] for one in said] == ["拨付 D2 与 D3", "拨付 D1 与 D3"]
