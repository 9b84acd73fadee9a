"""What the bank says of money that left decides what it was: whence, to whom, when, how much."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve
from stdnum.cn import uscc

from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_debit import Debit, Outgoing
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.application.finance import (
    banking,
    credits,
    disbursements,
    foundations,
    funds,
    mending,
)
from lixia_domain.application.finance.book_and_bank import reading
from lixia_domain.application.finance.debited import Why, a_fee, left_ours, paid, went_back
from lixia_domain.application.programme import enterprises
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection

from .conftest import CODE, GENERAL, ON, Desk

FIRM = "甲企业（虚构示例）"
PERSON, OTHER_PERSON = f"p:{'1' * 32}", f"p:{'2' * 32}"
OUT = Outgoing(account="01", value_date=ON, payee=FIRM, amount=Money(100), remark="")


def debit(desk: Desk, key: str, **said: Any) -> None:
    outgoing = evolve(OUT, **said)
    desk.do(banking.record_debit, debit_id=key, fund_id="f1", outgoing=outgoing, document="对账单")


def register(desk: Desk, name: str = FIRM) -> None:
    desk.do(enterprises.register, code=CODE, name=name, ownership=Ownership.PRIVATE)


def returned(desk: Desk, **said: Any) -> None:
    desk.book("L1", (), **said)
    told = {"basis": "误汇", "document": "申请"}
    desk.do(credits.return_held, credit_id="L1", amount=Money(100), **told)


def is_return(desk: Desk, payee: str) -> bool:
    work = reading(desk.store.ledger)
    credit = work.load(BANK_CREDIT, "L1")
    assert credit is not None
    try:
        went_back(work, Debit(fund="f1", outgoing=evolve(OUT, payee=payee)), credit)
    except Rejection as refusal:
        assert refusal.reason is Why.OTHER_PAYEE
        return False
    return True


@pytest.mark.parametrize(
    ("payer", "ref", "payee", "fits"),
    [
        (FIRM, None, FIRM, True),
        (FIRM, None, "甲企业(虚构示例)", True),
        (FIRM, None, "乙企业（虚构示例）", False),
        (FIRM, None, "", True),
        (FIRM, None, CODE, True),
        ("旧名", CODE, FIRM, True),
        ("旧名", CODE, CODE, True),
        ("旧名", CODE, "乙企业（虚构示例）", False),
        ("王**", None, PERSON, True),
        ("王**", None, "王**", True),
        ("王**", None, "王一", True),
        ("王**", None, FIRM, False),
        (FIRM, None, "王**", False),
        ("＊一", None, "王一", True),
        ("*二", None, "王一", False),
        ("王**", CODE, "银行", False),
        ("王一", None, PERSON, False),
        ("王**", PERSON, PERSON, True),
        ("王一", PERSON, OTHER_PERSON, False),
        ("王一", PERSON, "某人", True),
        ("期初结转", None, "某人", True),
    ],
)
def test_money_goes_back_to_who_paid_as_far_as_the_bank_s_names_tell(
    desk: Desk, payer: str, ref: str | None, payee: str, fits: bool
) -> None:
    register(desk)
    returned(desk, payer=payer, payer_ref=ref)
    assert is_return(desk, payee) is fits


def test_a_code_nobody_registered_is_its_own_name(desk: Desk) -> None:
    returned(desk, payer="旧名", payer_ref=CODE)
    assert not is_return(desk, "某人")


@pytest.mark.parametrize(
    ("due", "told", "fits"),
    [
        ("shop-1", "某商行", True),
        (PERSON, PERSON, True),
        (PERSON, OTHER_PERSON, False),
        (PERSON, "王一", True),
        (CODE, FIRM, True),
        (CODE, CODE, True),
        (CODE, "", True),
        (CODE, "乙企业（虚构示例）", False),
    ],
)
def test_a_payment_s_entry_names_its_payee_where_that_can_be_compared(
    desk: Desk, due: str, told: str, fits: bool
) -> None:
    register(desk)
    debit(desk, "D1", payee=told)
    work = reading(desk.store.ledger)
    if fits:
        paid(work, "D1", due)
        return
    with pytest.raises(Rejection) as refusal:
        paid(work, "D1", due)
    assert refusal.value.reason is Why.OTHER_PAYEE


def test_a_payment_cites_no_entry_to_another_payee_and_is_not_corrected_to_one(desk: Desk) -> None:
    register(desk)
    desk.request("d1", payee=CODE)
    desk.approve("d1")
    debit(desk, "D/d1", payee="乙企业（虚构示例）", amount=Money(40))
    with pytest.raises(Rejection) as refusal:
        desk.pay("d1")
    assert refusal.value.reason is Why.OTHER_PAYEE
    debit(desk, "D2", amount=Money(40))
    desk.do(disbursements.pay, "cash-1", disbursement_id="d1", debit="D2", voucher="记-1")
    told = {"disbursement_id": "d1", "reason": "抄错", "document": "核对表"}
    assert desk.refused(mending.correct_debit, debit_id="D/d1", **told) == Why.OTHER_PAYEE.code
    desk.do(banking.match_payment, debit_id="D2", disbursement_id="d1")


KEEPER = "51370000" + "000000001" + uscc.calc_check_digit("51370000" + "000000001")


def test_a_foundation_s_own_accounts_are_on_record(desk: Desk) -> None:
    papers = {"name": "基金会（虚构示例）", "authority": "民政局", "document": "证书"}
    desk.do(foundations.register, code=KEEPER, **papers)
    told = {"name": "二号基金（虚构示例）", "purpose": "扶持", "agreement": "协议"}
    desk.do(funds.establish, fund_id="f2", foundation=KEEPER, **told)
    work = reading(desk.store.ledger)
    left_ours(work, Debit(fund="f2", outgoing=evolve(OUT, account="别家的户")))
    account = {"account": "01", "bank": "示例银行", "purpose": "收款"}
    desk.do(foundations.register_account, code=KEEPER, **account)
    work = reading(desk.store.ledger)
    left_ours(work, Debit(fund="f2", outgoing=OUT))
    with pytest.raises(Rejection) as refusal:
        left_ours(work, Debit(fund="f2", outgoing=evolve(OUT, account="别家的户")))
    assert refusal.value.reason is Why.NOT_OURS


def test_a_return_left_the_account_it_had_come_to_once_it_was_ordered(desk: Desk) -> None:
    returned(desk)
    for key, said, why in (
        ("R1", {"account": "02"}, Why.OTHER_ACCOUNT),
        ("R2", {"value_date": ON - timedelta(days=1)}, Why.BEFORE_RETURN),
        ("R3", {"payee": "乙企业（虚构示例）"}, Why.OTHER_PAYEE),
    ):
        debit(desk, key, **said)
        assert desk.refused(banking.match_return, debit_id=key, credit_id="L1") == why.code
    debit(desk, "R4")
    desk.do(banking.match_return, debit_id="R4", credit_id="L1")


def test_a_large_entry_is_no_fee(desk: Desk) -> None:
    debit(desk, "F1", amount=Money(500_01))
    told = {"debit_id": "F1", "designation": "p1"}
    assert desk.refused(banking.charge_fee, **told) == Why.NO_FEE.code
    a_fee(Money(500_00), ON)


UNDO = {"reason": "抄错", "document": "核对表"}


def test_who_matched_or_returned_does_not_undo_it(desk: Desk) -> None:
    returned(desk)
    debit(desk, "R1")
    desk.do(banking.match_return, debit_id="R1", credit_id="L1")
    assert desk.refused(mending.unmatch, debit_id="R1", **UNDO) == mending.Why.OWN_WORD.code
    desk.do(mending.unmatch, "acct-2", debit_id="R1", **UNDO)
    cancel = {"credit_id": "L1", "amount": Money(100), **UNDO}
    assert desk.refused(mending.cancel_return, **cancel) == mending.Why.OWN_WORD.code
    desk.do(mending.cancel_return, "acct-2", **cancel)
    assert desk.held("suspense") == Money(100)


def general_gifts(desk: Desk) -> Any:
    """Return of whose gift each fen of the general account is, since when."""
    found = reading(desk.store.ledger).load(ACCOUNT, "f1/general")
    assert found is not None
    return {key: (gift.donor, gift.since, gift.balance) for key, gift in found.gifts.items()}


def test_a_gift_that_a_fee_used_up_is_the_first_to_give_again_once_that_is_undone(
    desk: Desk,
) -> None:
    desk.book("L1", amount=Money(10))
    debit(desk, "F1", amount=Money(10))
    before = general_gifts(desk)
    desk.do(banking.charge_fee, debit_id="F1", designation="general")
    later = ON + timedelta(days=1)
    notice = Notice(
        account="01", value_date=later, payer=FIRM, payer_ref=None, amount=Money(10), remark=""
    )
    told = {"credit_id": "L2", "fund_id": "f1", "document": "回单", "wishes": GENERAL}
    desk.do(credits.book, notice=notice, on=later, **told)
    desk.do(mending.unmatch, "acct-2", debit_id="F1", on=later, **UNDO)
    assert before.items() <= general_gifts(desk).items()
    desk.do(banking.charge_fee, debit_id="F1", designation="general", on=later)
    assert list(general_gifts(desk)) == ["L2#1.1"]


def test_of_an_entry_charged_twice_the_last_charge_is_undone(desk: Desk) -> None:
    desk.book("L1")
    debit(desk, "F1", amount=Money(10))
    for designation in ("p1", "general", "general"):
        desk.do(banking.charge_fee, debit_id="F1", designation=designation)
        assert desk.held(designation) == Money(90)
        desk.do(mending.unmatch, "acct-2", debit_id="Ｆ1", **UNDO)
        assert (desk.held("p1"), desk.held("general")) == (Money(100), Money(100))


def test_a_payment_s_match_is_undone_and_its_entry_corrected(desk: Desk) -> None:
    desk.request("d1")
    desk.approve("d1")
    desk.pay("d1")
    for key in ("D/d1", "D2"):
        debit(desk, key, amount=Money(40), payee="某商行")
    desk.do(banking.match_payment, debit_id="D/d1", disbursement_id="d1")
    desk.do(mending.unmatch, "acct-2", debit_id="D/d1", **UNDO)
    told = {"disbursement_id": "d1", "debit_id": "D2", **UNDO}
    assert desk.refused(mending.correct_debit, "cash-1", **told) == "disbursement.same_person"
    desk.do(mending.correct_debit, **told)
    head = desk.store.ledger.head()
    desk.do(mending.correct_debit, **told)
    assert desk.store.ledger.head() == head
    desk.do(banking.match_payment, debit_id="D2", disbursement_id="d1")
