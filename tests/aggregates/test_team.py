from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import team
from lixia_domain.aggregates.team import (
    TEAM,
    GrantAgreementSigned,
    Team,
    TeamDebarred,
    TeamRegistered,
    TeamReinstated,
    TeamVerified,
    Why,
)
from lixia_domain.kernel.people import Why as Person
from lixia_domain.testing import given

ON, LATER = date(2021, 2, 1), date(2021, 3, 1)
NAME, LEAD = "泉悦志愿服务队（虚构）", f"p:{'2' * 32}"
REGISTERED = TeamRegistered(name=NAME, lead=LEAD, on=ON)
VERIFIED = TeamVerified(document="标识证书", on=ON)
DEBARRED = TeamDebarred(reason="虚报时长", document="处理决定", on=ON)
TERMS = {
    "project": "P1",
    "agreement": "协议一",
    "document_hash": "0" * 64,
    "open_tranches": 0,
    "minutes": "",
}
SIGN = {**TERMS, "paid": ()}
SIGNED = GrantAgreementSigned(**TERMS, on=ON)


def test_a_team_is_registered_once() -> None:
    given(TEAM).when(team.register, name=NAME, lead=LEAD, on=ON).then(REGISTERED)
    given(TEAM, REGISTERED).when(team.register, name=NAME, lead=LEAD, on=LATER).ignored()


def test_another_team_under_the_id_is_refused() -> None:
    told = given(TEAM, REGISTERED).when(team.register, name="别队", lead=LEAD, on=ON)
    told.refused(Why.EXISTS, name=NAME)


def test_a_team_has_a_name_and_its_lead_has_none() -> None:
    given(TEAM).when(team.register, name="\u3000", lead=LEAD, on=ON).refused(Why.NO_NAME)
    told = given(TEAM).when(team.register, name=NAME, lead="李队长", on=ON)
    told.refused(Person.NOT_A_REFERENCE)


def test_verifying_is_recorded_once() -> None:
    given(TEAM, REGISTERED).when(team.verify, document="标识证书", on=ON).then(VERIFIED)
    given(TEAM, REGISTERED, VERIFIED).when(team.verify, document="再验", on=ON).ignored()
    given(TEAM).when(team.verify, document="标识证书", on=ON).refused(Why.UNKNOWN)


def test_debarring_is_recorded_once() -> None:
    debar = {"reason": "虚报时长", "document": "处理决定", "on": ON}
    given(TEAM, REGISTERED).when(team.debar, **debar).then(DEBARRED)
    given(TEAM, REGISTERED, DEBARRED).when(team.debar, **debar).ignored()


def test_an_agreement_is_signed_once_for_one_project() -> None:
    able = given(TEAM, REGISTERED, VERIFIED)
    able.when(team.sign_agreement, **SIGN, on=ON).then(SIGNED)
    signed = given(TEAM, REGISTERED, VERIFIED, SIGNED)
    signed.when(team.sign_agreement, **SIGN, on=LATER).ignored()
    signed.when(team.sign_agreement, **{**SIGN, "project": "P2"}, on=ON).refused(
        Why.AGREEMENT_REUSED, agreement="协议一", project="P1"
    )


def test_tranches_may_be_open_by_minutes_at_signing_only() -> None:
    able = given(TEAM, REGISTERED, VERIFIED)
    laxer = {**TERMS, "open_tranches": 2, "minutes": "纪要"}
    signed = GrantAgreementSigned(**laxer, on=ON)
    able.when(team.sign_agreement, **laxer, paid=(), on=ON).then(signed)
    able.when(team.sign_agreement, **{**laxer, "minutes": ""}, paid=(), on=ON).refused(
        Why.NO_MINUTES, open=2
    )
    able.when(team.sign_agreement, **laxer, paid=("D1", "D2"), on=ON).refused(
        Why.TERMS_TOO_LATE, disbursements="D1、D2"
    )
    able.when(team.sign_agreement, **{**SIGN, "paid": ("D1",)}, on=ON).then(SIGNED)
    told = given(TEAM, REGISTERED, VERIFIED, SIGNED)
    told.when(team.sign_agreement, **laxer, paid=(), on=ON).refused(
        Why.AGREEMENT_REUSED, agreement="协议一", project="P1"
    )
    given(TEAM, REGISTERED, VERIFIED, signed).when(
        team.sign_agreement, **laxer, paid=("D1",), on=LATER
    ).ignored()


def may_work(known: Team | None) -> tuple[str]:
    assert known is not None
    return (team.able(known).name,)


def test_only_a_verified_team_that_is_not_debarred_may_work() -> None:
    given(TEAM, REGISTERED, VERIFIED).when(may_work).then(NAME)
    given(TEAM, REGISTERED).when(may_work).refused(Why.NOT_VERIFIED, name=NAME)
    given(TEAM, REGISTERED, VERIFIED, DEBARRED).when(may_work).refused(
        Why.DEBARRED, name=NAME, reason="虚报时长"
    )


def test_a_debarred_team_is_reinstated_by_a_decision_and_takes_work_on_again() -> None:
    reinstated = TeamReinstated(document="复查决定", on=LATER)
    told = given(TEAM, REGISTERED, VERIFIED, DEBARRED).when(
        team.reinstate, document="复查决定", on=LATER
    )
    told.then(reinstated)
    again = given(TEAM, REGISTERED, VERIFIED, DEBARRED, reinstated)
    again.when(team.sign_agreement, **SIGN, on=ON).then(SIGNED)
    again.when(team.reinstate, document="d", on=LATER).refused(Why.NOT_DEBARRED, name=NAME)
