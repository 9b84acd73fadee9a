"""Persons, not accounts, count for four eyes."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates.foundation.facts import Office
from lixia_domain.application import rights
from lixia_domain.application.activities import sessions
from lixia_domain.application.finance import banking, disbursements, foundations, receipts
from lixia_domain.application.persons import members
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work

from .conftest import KEEPER, KEEPER_ADMIN, OTHER_KEEPER, PAPER, District, person

SAME = "disbursement.same_person"
BILL: dict[str, Any] = {
    "disbursement_id": "d1",
    "invoice": "I1",
    "invoice_date": date(2021, 3, 10),
    "seller": "销售方（虚构示例）",
    "file_hash": "0" * 64,
    "amount": Money(10),
}


def approving(who: str, **changed: Any) -> dict[str, Any]:
    given = {"minutes": "纪要", "conflicts_checked": (who,), "related": ()}
    return {"disbursement_id": "d1", **given, **changed}


def paying(released_by: str | None = "cash-2") -> dict[str, Any]:
    given = {"disbursement_id": "d1", "debit": "B1", "voucher": "记-1"}
    return given if released_by is None else {**given, "released_by": released_by}


def paid(district: District) -> None:
    district.request("d1")
    district.do(disbursements.approve, "appr-1", **approving("appr-1"))
    district.do(disbursements.pay, "cash-1", **paying())


def test_four_people_pay(district: District) -> None:
    paid(district)
    *_, fact = district.store.ledger.history("disbursement-d1")
    assert (fact.event.paid_by, fact.event.released_by) == ("cash-1", "cash-2")  # type: ignore[attr-defined] # it was paid


def test_who_asked_neither_approves_nor_pays_nor_releases_by_another_account(
    district: District,
) -> None:
    district.admit("appr-2", Role.APPROVER, KEEPER, of="lead-1")
    district.admit("cash-3", Role.CASHIER, KEEPER, of="lead-1")
    district.request("d1")
    told = {"role": Role.APPROVER, **approving("appr-2")}
    assert district.refused(disbursements.approve, "appr-2", **told) == SAME
    district.do(disbursements.approve, "appr-1", **approving("appr-1"))
    told = {"role": Role.CASHIER, **paying()}
    assert district.refused(disbursements.pay, "cash-3", **told) == SAME
    assert district.refused(disbursements.pay, "cash-1", **paying("cash-3")) == SAME


def test_who_approved_neither_pays_nor_releases_by_another_account(district: District) -> None:
    district.admit("cash-3", Role.CASHIER, KEEPER, of="appr-1")
    district.request("d1")
    district.do(disbursements.approve, "appr-1", **approving("appr-1"))
    assert (
        district.refused(disbursements.pay, "cash-3", role=Role.CASHIER, **paying("cash-2")) == SAME
    )
    for own in ("appr-1", "cash-3", "ＡＰＰＲ-1"):
        assert district.refused(disbursements.pay, "cash-1", **paying(own)) == SAME


def test_who_leads_the_team_neither_approves_nor_pays_nor_releases_its_money(
    district: District,
) -> None:
    for account, role in (("appr-3", Role.APPROVER), ("cash-3", Role.CASHIER)):
        district.admit(account, role, KEEPER, of="lead of t1")
    district.request("d1")
    told = approving("appr-1")
    assert district.refused(disbursements.approve, "appr-3", role=Role.APPROVER, **told) == SAME
    district.do(disbursements.approve, "appr-1", **told)
    by = Role.CASHIER
    assert district.refused(disbursements.pay, "cash-3", role=by, **paying("cash-2")) == SAME
    assert district.refused(disbursements.pay, "cash-1", **paying("cash-3")) == SAME
    district.do(disbursements.pay, "cash-1", **paying("cash-2"))


def test_the_second_key_is_another_persons_of_the_same_foundation(district: District) -> None:
    district.admit("cash-3", Role.CASHIER, KEEPER, of="cash-1")
    district.request("d1")
    district.do(disbursements.approve, "appr-1", **approving("appr-1"))

    def refused(by: str | None) -> str:
        return district.refused(disbursements.pay, "cash-1", **paying(by))

    assert refused(None) == refused("") == "disbursement.not_released"
    assert refused("cash-1") == refused("cash-3") == SAME
    assert refused("acct-9") == refused("rcpt-1") == refused("office-1") == "rights.stands_not_for"
    assert refused("stranger") == "rights.not_there"
    district.do(members.suspend, KEEPER_ADMIN, account="cash-2", reason="丢失口令")
    assert refused("cash-2") == "rights.not_there"
    district.do(members.reinstate, KEEPER_ADMIN, account="cash-2", document=PAPER)
    district.do(disbursements.pay, "cash-1", **paying("cash-2"))


def test_nobody_pays_themselves_by_reference_or_account(district: District) -> None:
    given: dict[str, Any] = {
        "project_id": "p1",
        "fund_id": "f1",
        "line": "物资",
        "tranche": 1,
        "amount": Money(40),
        "payee_account": "token-1",
        "purpose": "采购物资",
    }
    district.admit("shop-9", Role.TEAM, "t2", of="lead-1")
    for payee in ("lead-1", "Shop-9", person("lead-1")):
        told = district.refused(
            disbursements.request, "lead-1", disbursement_id="d9", payee=payee, **given
        )
        assert told == SAME
    code = district.refused(
        members.admit, KEEPER_ADMIN, account=person("lead-1"), person=person("x"), document=PAPER
    )
    assert code == "member.no_account"
    told = {"disbursement_id": "d1", "payee": person("appr-1"), **given}
    district.do(disbursements.request, "lead-1", **told)
    assert district.refused(disbursements.approve, "appr-1", **approving("appr-1")) == SAME


def test_an_officer_of_the_foundation_is_not_paid_by_an_account_either(district: District) -> None:
    seat = {"person": person("shop-1"), "office": Office.CHAIR, "document": "决议"}
    district.do(foundations.appoint, "acct-1", code=KEEPER, **seat)
    district.admit("shop-1", Role.TEAM, "t2")
    district.request("d1")
    code = district.refused(disbursements.approve, "appr-1", **approving("appr-1"))
    assert code == "foundation.council_relative"


def test_who_is_related_abstains_by_whatever_account(district: District) -> None:
    district.request("d1")
    told = approving("appr-1", related=(person("appr-1"),))
    assert district.refused(disbursements.approve, "appr-1", **told) == "disbursement.related"


@pytest.mark.parametrize("first", ["lead-1", "cash-1"])
def test_evidence_is_judged_by_who_neither_asked_nor_paid(district: District, first: str) -> None:
    """The same person may not have both roles any more; what was done while it had counts."""
    paid(district)
    district.do(disbursements.evidence, "lead-1", **BILL)
    own = {"disbursement_id": "d1", "invoice": "I1"}
    if first == "cash-1":
        held = {"account": "cash-1", "member_role": Role.CASHIER, "stands_for": KEEPER}
        district.do(members.revoke, KEEPER_ADMIN, document=PAPER, **held)
    district.admit("acct-2", Role.ACCOUNTANT, KEEPER, of=first)
    for act, more in (
        (disbursements.accept_expense, {}),
        (disbursements.disallow_expense, {"reason": "无关"}),
    ):
        code = district.refused(act, "acct-2", role=Role.ACCOUNTANT, **own, **more)
        assert code == "disbursement.own_spending"
    district.admit("appr-2", Role.APPROVER, KEEPER, of=first)
    lost = {"disbursement_id": "d1", "amount": Money(1), "minutes": "纪要"}
    code = district.refused(disbursements.write_off, "appr-2", role=Role.APPROVER, **lost)
    assert code == "disbursement.own_spending"
    district.do(disbursements.accept_expense, "acct-1", **own)


def test_hours_are_certified_by_who_did_not_record_them(district: District) -> None:
    from lixia_domain.application.activities import volunteers

    helper = person("helper")
    district.do(volunteers.register, person=helper, document="告知同意书")
    planned = {
        "session_id": "s1",
        "title": "助餐",
        "team": "t1",
        "place": "社区",
        "project_id": "p1",
    }
    held = {"day": date(2021, 3, 10), "span": Span(start=0, minutes=120)}
    district.do(sessions.plan, "lead-1", **planned, **held)
    district.days(1)
    district.do(sessions.hold, "lead-1", session_id="s1", document="签到表", **held)
    hours = ((helper, held["span"]),)
    district.do(sessions.record_hours, "lead-1", session_id="s1", hours=hours)
    district.admit("lead-2", Role.TEAM, "t1", of="lead-1")
    for own in ("lead-1", "lead-2"):
        code = district.refused(sessions.certify_hours, own, role=Role.TEAM, session_id="s1")
        assert code == "service_session.same_actor"
    district.admit("lead-3", Role.TEAM, "t1")
    district.do(sessions.certify_hours, "lead-3", Role.TEAM, session_id="s1")


def test_who_keeps_the_seals_issues_no_receipt_of_that_foundation(district: District) -> None:
    seal = {"person": person("rcpt-1"), "office": Office.SEAL_KEEPER, "document": "决议"}
    gift = {"code": "37010121", "number": "0000000001", "gift": "L0#1.1"}
    district.do(foundations.appoint, "acct-9", code=OTHER_KEEPER, **seal)
    head = district.head
    district.do(foundations.appoint, "acct-1", code=KEEPER, **seal)
    assert district.refused(receipts.issue, "rcpt-1", **gift) == "foundation.keeps_the_seal"
    district.do(foundations.leave, "acct-1", code=KEEPER, **seal)
    district.do(receipts.issue, "rcpt-1", **gift)
    assert district.head > head


# ---- 会计法 35 ----------------------------------------------------------------------------------


def asked(district: District, who: str, period: str) -> str:
    """Tell why ``who`` may not close ``period``; empty where it may."""

    def steps(work: Work) -> None:
        rights.no_cashier(work, period)

    try:
        district.store.ledger.transact(steps, by=district.by(who, Role.ACCOUNTANT))
    except Rejection as refusal:
        return refusal.reason.code
    return ""


def test_a_cashier_of_the_month_or_since_neither_reconciles_nor_closes_it(
    district: District,
) -> None:
    no = "rights.cashier_keeps_no_books"
    held = {"member_role": Role.CASHIER, "stands_for": KEEPER, "document": PAPER}
    district.admit("acct-2", Role.APPROVER, KEEPER, of="cash-1")
    assert asked(district, "acct-2", "2021-02") == asked(district, "cash-1", "2021-03") == no
    district.days(30)
    backdated = date(2021, 3, 10)
    district.do(members.revoke, KEEPER_ADMIN, account="cash-1", on=backdated, **held)
    district.admit("acct-3", Role.ACCOUNTANT, KEEPER, of="cash-1")
    for who in ("acct-2", "acct-3", "cash-1"):
        assert asked(district, who, "2021-04") == no, "it could pay until the revocation was told"
        assert not asked(district, who, "2021-05")
    assert not asked(district, "acct-1", "2021-01")
    month: dict[str, Any] = {
        "fund_id": "f1",
        "bank_account": "01",
        "period": "2021-03",
        "book": ZERO,
        "items": (),
        "position": 1,
    }
    told = district.refused(banking.reconcile, "acct-3", role=Role.ACCOUNTANT, **month)
    assert told == no


def test_an_open_roster_knows_no_cashier_and_takes_accounts_for_people(
    open_district: District,
) -> None:
    assert not asked(open_district, "anybody", "2021-03")
    open_district.request("d1", "ann", Role.TEAM)
    told = {"role": Role.APPROVER, **approving("x")}
    assert open_district.refused(disbursements.approve, "ＡＮＮ", **told) == SAME
