"""Who approves, releases or witnesses beside whoever acts: another person, on nobody's word.

One mechanism holds every argument that names such a person to it (``kernel.roles.Beside``).
"""

from __future__ import annotations

from typing import Any

import pytest

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.open_call.facts import CallKind, Revote, TieRule
from lixia_domain.application import several
from lixia_domain.application.activities import calls, objections
from lixia_domain.application.chapters import use_cases
from lixia_domain.application.finance import credits
from lixia_domain.application.finance.bank_import import Entry, EntryKind, import_entries
from lixia_domain.application.finance.booking import ToDesignation
from lixia_domain.application.persons import members
from lixia_domain.application.several import Several
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role

from .conftest import KEEPER, MORNING, District

DECIDES = ("approver", "approved_by", "witness", "released_by", "reviewer", "checked_by")
DECIDES += ("reconciled_by", "confirmed_by", "reviewed_by", "decided_by")
"""What an argument is called that names who decides beside whoever acts."""


def notice(fen: int) -> Notice:
    return Notice(
        account="01",
        value_date=business_date(MORNING),
        payer="甲企业（虚构示例）",
        payer_ref=None,
        amount=Money(fen),
        remark="",
    )


def correction(approver: str) -> dict[str, Any]:
    return {
        "credit_id": "L0",
        "notice": notice(90),
        "document": "更正的回单",
        "wishes": (ToDesignation(designation="p1"),),
        "reason": "金额录错",
        "approver": approver,
    }


def test_every_argument_that_names_who_decides_is_held_to_it() -> None:
    named = {
        (act.name, argument.name)
        for _, act in use_cases()
        for argument in act.gate.arguments
        if argument.name in DECIDES
    }
    held = {(act.name, name) for _, act in use_cases() for name in act.second}
    assert named == held
    known = {"credits.correct", "calls.destroy_key", "disbursements.pay", "objections.decide"}
    assert known == {name for name, _ in held}


@pytest.mark.parametrize(
    ("approver", "code"),
    [
        ("nobody-1", "rights.not_there"),
        ("appr-9", "rights.stands_not_for"),
        ("cash-1", "rights.stands_not_for"),
        ("office-1", "rights.stands_not_for"),
        ("acct-1", "rights.same_person"),
        ("ACCT-1", "rights.same_person"),
        ("acct-2", "rights.same_person"),
    ],
)
def test_a_correction_is_approved_by_another_person_of_the_foundation(
    district: District, approver: str, code: str
) -> None:
    district.admit("acct-2", Role.ACCOUNTANT, KEEPER, of="acct-1")
    assert district.refused(credits.correct, "acct-1", **correction(approver)) == code
    assert district.do(credits.correct, "acct-1", **correction("appr-1")) == "corrected"


def test_who_has_left_approves_nothing(district: District) -> None:
    district.do(members.leave, "admin-2", account="appr-1", document="离任")
    assert district.refused(credits.correct, "acct-1", **correction("appr-1")) == "rights.not_there"


def test_in_an_open_store_it_is_another_account_at_least(open_district: District) -> None:
    code = open_district.refused(credits.correct, "acct-1", **correction("Acct-1"))
    assert code == "rights.same_person"
    assert open_district.do(credits.correct, "acct-1", **correction("somebody")) == "corrected"


def test_a_part_of_a_commit_is_held_to_it_as_well(district: District) -> None:
    def steps(commit: Several) -> None:
        told = {**correction("acct-1"), "on": business_date(MORNING)}
        commit.do(credits.correct, **told)

    head = district.head
    with pytest.raises(Rejection) as refusal:
        several.commit(district.store.ledger, district.by("acct-1"), steps)
    assert refusal.value.code == "rights.same_person"
    assert district.head == head


def test_a_correction_sent_again_is_answered_though_its_approver_has_left(
    district: District,
) -> None:
    told = correction("appr-1")
    first = district.do(credits.correct, "acct-1", command="k", **told)
    district.do(members.leave, "admin-2", account="appr-1", document="离任")
    assert district.do(credits.correct, "acct-1", command="k", **told) == first


def imported(district: District, approver: str = "", *, accept: bool = True) -> Any:
    entry = Entry(credit_id="L0", notice=notice(90), place="名册 第 1 行", designation="p1")
    return import_entries(
        district.store.ledger,
        district.by("acct-1"),
        fund_id="f1",
        kind=EntryKind.REGISTER,
        entries=(entry,),
        stated_total=Money(90),
        on=business_date(MORNING),
        accept_corrections=accept,
        approver=approver,
    )


def test_an_import_corrects_only_what_another_person_approved(district: District) -> None:
    head = district.head
    for approver, code in (
        ("", "rights.same_person"),
        ("acct-1", "rights.same_person"),
        ("appr-9", "rights.stands_not_for"),
    ):
        with pytest.raises(Rejection) as refusal:
            imported(district, approver)
        assert refusal.value.code == code
        assert district.head == head
    assert imported(district, accept=False).corrected == 1
    imported(district, "appr-1")
    (reversed_,) = (
        each.event
        for each in district.store.ledger.history("bank_credit-L0")
        if each.event.event_name == "bank_credit.reversed"
    )
    assert reversed_.approver == "appr-1"


def test_in_an_open_store_an_import_takes_whoever_acts_for_the_approver(
    open_district: District,
) -> None:
    imported(open_district)
    facts = [each.event for each in open_district.store.ledger.history("bank_credit-L0")]
    assert [one.approver for one in facts if one.event_name == "bank_credit.reversed"] == ["acct-1"]


def call(district: District) -> None:
    district.do(
        calls.open_the_call,
        call_id="V1",
        title="公共文明（虚构示例）",
        kind=CallKind.RULES,
        number=1,
        tie_rule=TieRule.EARLIER,
        revote=Revote.REFUSED,
        entries_until=business_date(MORNING),
        objection_days=1,
    )


@pytest.mark.parametrize(
    ("who", "code"),
    [
        ("nobody-1", "rights.not_there"),
        ("firm-1", "rights.stands_not_for"),
        ("office-1", "open_call.wrong_stage"),
    ],
)
def test_an_objection_is_decided_on_by_the_office_itself(
    district: District, who: str, code: str
) -> None:
    call(district)
    told = {"call_id": "V1", "objection": "Y1", "upheld": True, "decided_by": who}
    papers = {"reason": "属实", "minutes": "纪要"}
    assert district.refused(objections.decide, **told, **papers) == code


def test_a_voter_key_is_destroyed_before_a_witness_who_is_there(district: District) -> None:
    call(district)
    for witness, code in (
        ("nobody-1", "rights.not_there"),
        ("firm-1", "rights.stands_not_for"),
        ("office-1", "rights.same_person"),
    ):
        assert district.refused(calls.destroy_key, call_id="V1", witness=witness) == code
    code = district.refused(calls.destroy_key, call_id="V1", witness="auditor-1")
    assert code.startswith("open_call.")
