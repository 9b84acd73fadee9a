"""What is one foundation's is not moved by another's accountant, whatever it is named by."""

from __future__ import annotations

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.bank_debit import Outgoing
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.application.finance import banking, credits, disbursements, incomes
from lixia_domain.application.finance.booking import ToClaim
from lixia_domain.application.programme import claims
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.money import Money

from .conftest import FIRM, KEEPER, MORNING, District

OTHERS = {"bank_credit.other_fund", "bank_debit.other_fund", "fund.other_foundation"}
THE_DAY = business_date(MORNING)


def arrived(district: District, credit_id: str, who: str, fund_id: str) -> None:
    """Let forty yuan lie in suspense."""
    notice = Notice(
        account="02",
        value_date=THE_DAY,
        payer="企业（虚构示例）",
        payer_ref=None,
        amount=Money(40),
        remark="",
    )
    told = {"credit_id": credit_id, "fund_id": fund_id, "document": "回单"}
    district.do(credits.book, who, notice=notice, wishes=(), **told)


def left(district: District, debit_id: str, who: str, fund_id: str) -> None:
    """Let forty yuan have left the bank."""
    outgoing = Outgoing(
        account="02", value_date=THE_DAY, payee="商店（虚构示例）", amount=Money(40), remark=""
    )
    told = {"debit_id": debit_id, "fund_id": fund_id, "document": "回单"}
    district.do(banking.record_debit, who, outgoing=outgoing, **told)


ENTRY = {"disbursement_id": "d1", "debit": "B1", "voucher": "凭证", "released_by": "acct-1"}


def approved(district: District) -> None:
    """Let the first foundation have approved the disbursement ``d1``."""
    district.request("d1")
    told = {"minutes": "纪要", "conflicts_checked": ("lead-1",), "related": ()}
    district.do(disbursements.approve, "appr-1", disbursement_id="d1", **told)


def paid(district: District) -> None:
    """Let it have paid it, too."""
    approved(district)
    district.do(disbursements.pay, "cash-1", **ENTRY)


def test_what_left_one_foundations_bank_pays_nothing_of_another(district: District) -> None:
    left(district, "B1", "acct-9", "f2")
    approved(district)
    assert district.refused(disbursements.pay, "cash-1", **ENTRY) in OTHERS
    left(district, "B2", "acct-1", "f1")
    district.do(disbursements.pay, "cash-1", **{**ENTRY, "debit": "B2"})


def test_what_a_disbursement_gives_back_is_not_taken_out_of_another_foundations_suspense(
    district: District,
) -> None:
    paid(district)
    arrived(district, "C9", "acct-9", "f2")
    back = {"disbursement_id": "d1", "credit": "C9"}
    assert district.refused(disbursements.recover, "acct-1", amount=Money(40), **back) in OTHERS
    assert district.refused(disbursements.bounce, "acct-1", reason="退票", **back) in OTHERS


def test_interest_is_not_taken_out_of_another_foundations_suspense(district: District) -> None:
    arrived(district, "C9", "acct-9", "f2")
    told = {"fund_id": "f1", "designation": "general", "credit": "C9", "amount": Money(40)}
    assert district.refused(incomes.credit_interest, "acct-1", **told) in OTHERS


def test_what_left_one_foundations_bank_is_not_matched_to_what_another_paid(
    district: District,
) -> None:
    paid(district)
    left(district, "B1", "acct-9", "f2")
    told = {"debit_id": "B1", "disbursement_id": "d1"}
    assert district.refused(banking.match_payment, "acct-9", **told) in OTHERS


def test_what_left_one_foundations_bank_is_not_matched_to_what_another_returned(
    district: District,
) -> None:
    arrived(district, "C1", "acct-1", "f1")
    back = {"amount": Money(40), "basis": "mistake", "document": "退款申请"}
    district.do(credits.return_held, "acct-1", credit_id="C1", **back)
    left(district, "B9", "acct-9", "f2")
    told = {"debit_id": "B9", "credit_id": "C1"}
    assert district.refused(banking.match_return, "acct-9", **told) in OTHERS


def test_management_cost_is_that_of_whose_bank_it_left(district: District) -> None:
    left(district, "B9", "acct-9", "f2")
    told = {"debit_id": "B9", "designation": "general", "cost": "G1", "document": "协议"}
    told |= {"foundation": KEEPER}
    assert district.refused(banking.charge_management_cost, "acct-9", year=2021, **told) in OTHERS


def test_a_pledge_to_one_foundation_is_not_paid_with_money_of_another(district: District) -> None:
    district.do(
        claims.claim,
        "firm-1",
        claim_id="R1",
        project_id="p2",
        enterprise_code=FIRM,
        fund_id="f1",
        amount=Money(40),
        instalments=(Instalment(due=THE_DAY, amount=Money(40)),),
    )
    arrived(district, "C9", "acct-9", "f2")
    told = {"credit_id": "C9", "wishes": (ToClaim(claim="R1"),)}
    assert district.refused(credits.allocate, "acct-9", **told) in OTHERS
