"""Whose account is paid is on record, by a person who neither asks for the money nor pays it."""

from __future__ import annotations

from typing import Any

import pytest

from lixia_domain.application.finance import disbursements, payees
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role

from .conftest import CAST, KEEPER, OTHER_KEEPER, District, person

ANOTHER = "payee.another_account"
SAME = "payee.same_person"


def asking(paper: str, account: str = "token-1", payee: str = "shop-1") -> dict[str, Any]:
    return {
        "disbursement_id": paper,
        "project_id": "p1",
        "fund_id": "f1",
        "line": "物资",
        "tranche": int(paper[1:]),
        "amount": Money(40),
        "payee": payee,
        "payee_account": account,
        "purpose": "采购物资",
    }


def paying(paper: str) -> dict[str, Any]:
    told = {"disbursement_id": paper, "debit": f"B/{paper}", "voucher": "记-1"}
    return {**told, "released_by": "cash-2"}


def asked(district: District, paper: str, **told: Any) -> None:
    district.do(disbursements.request, "lead-1", **asking(paper, **told))
    checked = {"conflicts_checked": ("lead-1", "appr-1"), "related": ()}
    district.do(disbursements.approve, "appr-1", disbursement_id=paper, minutes="纪要", **checked)


def on_record(account: str = "token-1", **told: Any) -> dict[str, Any]:
    own = {"payee": "shop-1", "foundation": KEEPER, "payee_account": account}
    return {**own, "document": "收款账号确认函（虚构示例）", **told}


def test_what_was_approved_before_the_account_changed_is_not_paid(district: District) -> None:
    asked(district, "d1")
    district.admit("acct-2", Role.ACCOUNTANT, KEEPER)
    district.do(payees.record_account, "acct-2", Role.ACCOUNTANT, **on_record("token-2"))
    assert district.refused(disbursements.pay, "cash-1", **paying("d1")) == ANOTHER
    assert district.refused(disbursements.request, "lead-1", **asking("d2")) == ANOTHER
    asked(district, "d3", account="token-2")
    district.do(disbursements.pay, "cash-1", **paying("d3"))


@pytest.mark.parametrize(("hand", "at"), [("lead-1", "asks"), ("cash-1", "pays")])
def test_who_asks_or_pays_has_not_recorded_the_account_by_a_second_account(
    open_district: District, hand: str, at: str
) -> None:
    """One of them was told to whoever recorded it, while the roster was open."""
    district = open_district
    district.do(payees.record_account, "acct-2", Role.ACCOUNTANT, **on_record("token-2"))
    district.close()
    for who, (role, for_) in CAST.items():
        district.admit(who, role, for_)
    district.admit("acct-2", Role.TEAM, "t9", of=hand)
    if at == "asks":
        told = asking("d1", "token-2")
        assert district.refused(disbursements.request, "lead-1", **told) == SAME
        return
    asked(district, "d1", account="token-2")
    assert district.refused(disbursements.pay, "cash-1", **paying("d1")) == SAME
    district.do(payees.record_account, "acct-1", **on_record("token-2"))
    district.do(disbursements.pay, "cash-1", **paying("d1"))


def test_who_gets_the_money_has_not_put_its_own_account_on_record(district: District) -> None:
    district.admit("acct-2", Role.ACCOUNTANT, KEEPER)
    own = on_record("token-2", payee=person("acct-2"))
    district.do(payees.record_account, "acct-2", Role.ACCOUNTANT, **own)
    told = asking("d1", "token-2", person("acct-2"))
    assert district.refused(disbursements.request, "lead-1", **told) == SAME
    district.do(payees.record_account, "acct-1", **own)
    district.do(disbursements.request, "lead-1", **told)


def test_who_leads_the_team_has_not_put_its_payees_account_on_record(district: District) -> None:
    district.admit("acct-2", Role.ACCOUNTANT, KEEPER, of="lead of t1")
    district.do(payees.record_account, "acct-2", Role.ACCOUNTANT, **on_record("token-2"))
    asked(district, "d1", account="token-2")
    assert district.refused(disbursements.pay, "cash-1", **paying("d1")) == SAME
    district.do(payees.record_account, "acct-1", **on_record("token-2"))
    district.do(disbursements.pay, "cash-1", **paying("d1"))


def test_nothing_is_paid_where_no_account_is_on_record_of_that_foundation(
    district: District,
) -> None:
    asked(district, "d1", payee="shop-2")
    none = "payee.not_on_record"
    assert district.refused(disbursements.pay, "cash-1", **paying("d1")) == none
    theirs = on_record(payee="shop-2", foundation=OTHER_KEEPER)
    assert district.refused(payees.record_account, "acct-1", **theirs) == "rights.not_theirs"
    district.do(payees.record_account, "acct-9", **theirs)
    assert district.refused(disbursements.pay, "cash-1", **paying("d1")) == none
    district.do(payees.record_account, "acct-1", **on_record(payee=" ＳＨＯＰ-2 "))
    district.do(disbursements.pay, "cash-1", **paying("d1"))


@pytest.mark.parametrize("who", ["lead-1", "cash-1", "appr-1", "office-1"])
def test_nobody_but_an_accountant_records_it(district: District, who: str) -> None:
    assert district.refused(payees.record_account, who, **on_record("token-9")) == (
        "rights.not_your_part"
    )


def test_a_request_told_again_is_the_same_whatever_account_is_on_record_by_now(
    district: District,
) -> None:
    district.do(disbursements.request, "lead-1", **asking("d1"))
    district.admit("acct-2", Role.ACCOUNTANT, KEEPER)
    district.do(payees.record_account, "acct-2", Role.ACCOUNTANT, **on_record("token-2"))
    head = district.head
    district.do(disbursements.request, "lead-1", **asking("d1"))
    assert district.head == head


@pytest.mark.parametrize("number", ["6222020012345678", "６２２２ ０２００ １２３４ ５６７８"])
def test_neither_record_nor_request_takes_an_accounts_number(
    district: District, number: str
) -> None:
    district.admit("acct-2", Role.ACCOUNTANT, KEEPER)
    role = {"role": Role.ACCOUNTANT}
    told = {**role, **on_record(number)}
    assert district.refused(payees.record_account, "acct-2", **told) == "payee.account_in_clear"
    asked = asking("d1", account=number)
    assert district.refused(disbursements.request, "lead-1", **asked) == "payee.account_in_clear"
