from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve

from lixia_domain.aggregates.foundation import decisions as foundation
from lixia_domain.aggregates.foundation.facts import (
    BankAccountRegistered,
    FoundationRegistered,
    FoundationRenamed,
    FoundationYearReported,
    Office,
    OfficerAppointed,
    OfficerLeft,
    Qualification,
    QualificationEnded,
    QualificationRecorded,
    RelatedPartyDeclared,
    RelatedTieEnded,
    Tie,
)
from lixia_domain.aggregates.foundation.state import FOUNDATION, Foundation, Why
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.rules.ratios import YearFigures
from lixia_domain.testing import given

ON, LATER, LAST = date(2021, 3, 1), date(2022, 4, 1), date(2022, 5, 1)
DAY = timedelta(days=1)
NAME, NEXT = "示例基金会（虚构）", "示例振兴基金会（虚构）"
WORDS = {"name": NAME, "authority": "省民政厅", "document": "证书"}
REGISTERED = FoundationRegistered(**WORDS, on=ON)
RENAMED = FoundationRenamed(name=NEXT, document="通知", on=LATER)
PUBLIC: dict[str, Any] = {
    "qualification": Qualification.PUBLIC_FUNDRAISING,
    "certificate": "证书一",
    "since": date(2020, 1, 1),
    "until": date(2021, 12, 31),
}
QUALIFIED = QualificationRecorded(**PUBLIC, on=ON)
ACCOUNT = {"account": "token-01", "bank": "示例银行", "purpose": "收款"}
SEAT: dict[str, Any] = {"person": "acct-1", "office": Office.COUNCIL, "document": "决议"}
APPOINTED = OfficerAppointed(**SEAT, on=ON)
TIED: dict[str, Any] = {
    "party": "payee-1",
    "person": "acct-1",
    "tie": Tie.SUPPLIER,
    "document": "申报表",
}
FIGURES = YearFigures(
    prior_income=Money(100),
    three_year_income=Money(300),
    charitable_spending=Money(70),
    management_cost=Money(7),
    total_spending=Money(80),
)
REPORT: dict[str, Any] = {"year": 2021, "document": "年报", "document_hash": "ab"}
REPORTED = FoundationYearReported(
    **REPORT,
    prior_income=Money(100),
    three_year_income=Money(300),
    charitable_spending=Money(70),
    management_cost=Money(7),
    total_spending=Money(80),
    corrects=None,
    on=LATER,
)


def test_registering_is_recorded_once() -> None:
    given(FOUNDATION).when(foundation.register, **WORDS, on=ON).then(REGISTERED)
    given(FOUNDATION, REGISTERED).when(foundation.register, **WORDS, on=LATER).ignored()


@pytest.mark.parametrize("word", WORDS)
def test_another_foundation_under_the_code_is_refused(word: str) -> None:
    told = given(FOUNDATION, REGISTERED).when(foundation.register, **{**WORDS, word: "别的"}, on=ON)
    told.refused(Why.EXISTS, name=NAME)


def test_a_foundation_without_a_name_is_refused() -> None:
    told = given(FOUNDATION).when(foundation.register, **{**WORDS, "name": " "}, on=ON)
    told.refused(Why.NO_NAME)


def test_a_name_bears_the_date_from_which_it_is_borne() -> None:
    told = given(FOUNDATION, REGISTERED).when(
        foundation.rename, name=NEXT, document="通知", on=LATER
    )
    told.then(RENAMED)
    known = FOUNDATION.fold([REGISTERED, RENAMED])
    assert known is not None
    days = (date(2021, 2, 28), ON, date(2022, 3, 31), LATER)
    assert [known.name_on(day) for day in days] == [None, NAME, NAME, NEXT]
    assert known.name == NEXT


def test_the_name_it_bears_is_no_news() -> None:
    given(FOUNDATION, REGISTERED).when(
        foundation.rename, name=NAME, document="通知", on=LATER
    ).ignored()


def test_a_stranger_is_not_renamed() -> None:
    given(FOUNDATION).when(foundation.rename, name=NEXT, document="通知", on=ON).refused(
        Why.UNKNOWN
    )


def test_a_qualification_is_recorded_once() -> None:
    given(FOUNDATION, REGISTERED).when(foundation.qualify, **PUBLIC, on=ON).then(QUALIFIED)
    given(FOUNDATION, REGISTERED, QUALIFIED).when(foundation.qualify, **PUBLIC, on=LATER).ignored()


def test_a_qualification_does_not_end_before_it_begins() -> None:
    told = given(FOUNDATION, REGISTERED).when(
        foundation.qualify, **{**PUBLIC, "until": date(2019, 12, 31)}, on=ON
    )
    told.refused(Why.ENDS_BEFORE, until=date(2019, 12, 31))


def name_if_qualified(known: Foundation | None, on: date) -> tuple[str]:
    return (foundation.qualified(known, on=on).name,)


@pytest.mark.parametrize("on", [date(2020, 1, 1), date(2021, 12, 31)])
def test_a_qualification_holds_on_its_first_and_last_day(on: date) -> None:
    given(FOUNDATION, REGISTERED, QUALIFIED).when(name_if_qualified, on).then(NAME)


@pytest.mark.parametrize("on", [date(2019, 12, 31), date(2022, 1, 1)])
def test_outside_its_days_it_is_not_qualified(on: date) -> None:
    given(FOUNDATION, REGISTERED, QUALIFIED).when(name_if_qualified, on).refused(
        Why.NOT_QUALIFIED, name=NAME, on=on
    )


def test_one_without_an_end_holds_for_good_and_another_kind_is_none() -> None:
    for_good = evolve(QUALIFIED, until=None)
    given(FOUNDATION, REGISTERED, for_good).when(name_if_qualified, date(2099, 1, 1)).then(NAME)
    tax = evolve(for_good, qualification=Qualification.TAX_DEDUCTION)
    given(FOUNDATION, REGISTERED, tax).when(name_if_qualified, ON).refused(Why.NOT_QUALIFIED)


def test_a_bank_account_is_registered_by_its_token_once() -> None:
    fact = BankAccountRegistered(**ACCOUNT, on=ON)
    given(FOUNDATION, REGISTERED).when(foundation.register_account, **ACCOUNT, on=ON).then(fact)
    given(FOUNDATION, REGISTERED, fact).when(
        foundation.register_account, **ACCOUNT, on=LATER
    ).ignored()
    moved = {**ACCOUNT, "purpose": "一般户"}
    given(FOUNDATION, REGISTERED, fact).when(foundation.register_account, **moved, on=LATER).then(
        BankAccountRegistered(**moved, on=LATER)
    )


@pytest.mark.parametrize("number", ["37001234", "3700 1234 5678", "户3-7-0-0-1-2-3-4"])
def test_an_account_number_in_clear_is_refused_and_not_repeated(number: str) -> None:
    told = given(FOUNDATION, REGISTERED).when(
        foundation.register_account, **{**ACCOUNT, "account": number}, on=ON
    )
    told.refused(Why.ACCOUNT_IN_CLEAR)
    assert number not in str(told.answer)


def test_an_office_is_held_until_it_is_left() -> None:
    left = OfficerLeft(**SEAT, on=LATER)
    given(FOUNDATION, REGISTERED).when(foundation.appoint, **SEAT, on=ON).then(APPOINTED)
    given(FOUNDATION, REGISTERED, APPOINTED).when(foundation.appoint, **SEAT, on=ON).refused(
        Why.OFFICE_HELD, person="acct-1"
    )
    given(FOUNDATION, REGISTERED, APPOINTED).when(foundation.leave, **SEAT, on=LATER).then(left)
    given(FOUNDATION, REGISTERED, APPOINTED, left).when(foundation.leave, **SEAT, on=LATER).refused(
        Why.OFFICE_NOT_HELD, person="acct-1"
    )
    given(FOUNDATION, REGISTERED, APPOINTED, left).when(foundation.appoint, **SEAT, on=LATER).then(
        OfficerAppointed(**SEAT, on=LATER)
    )


def test_an_office_given_under_an_older_spelling_is_held_and_left_under_it() -> None:
    older = {**SEAT, "person": "Ａcct-1"}
    before = (REGISTERED, OfficerAppointed(**older, on=ON))
    given(FOUNDATION, *before).when(foundation.appoint, **SEAT, on=LATER).refused(
        Why.OFFICE_HELD, person="acct-1"
    )
    given(FOUNDATION, *before).when(foundation.leave, **SEAT, on=LATER).then(
        OfficerLeft(**older, on=LATER)
    )


def test_an_account_registered_under_an_older_spelling_is_not_registered_twice() -> None:
    told = {"account": "a", "bank": "示例银行", "purpose": "收款", "on": ON}
    older = BankAccountRegistered(**{**told, "account": "ａ"})
    given(FOUNDATION, REGISTERED, older).when(foundation.register_account, **told).ignored()


def test_a_related_party_is_declared_once() -> None:
    fact = RelatedPartyDeclared(**TIED, on=ON)
    given(FOUNDATION, REGISTERED).when(foundation.declare, **TIED, on=ON).then(fact)
    given(FOUNDATION, REGISTERED, fact).when(foundation.declare, **TIED, on=LATER).ignored()
    other = {**TIED, "person": "acct-2"}
    given(FOUNDATION, REGISTERED, fact).when(foundation.declare, **other, on=ON).then(
        RelatedPartyDeclared(**other, on=ON)
    )


def abstaining(known: Foundation | None, *parties: str, on: date = LATER) -> tuple[str, ...]:
    return foundation.may_pay(foundation.existing(known), parties=parties, on=on)


def declared(**changed: Any) -> RelatedPartyDeclared:
    return RelatedPartyDeclared(**{**TIED, **changed}, on=ON)


def test_who_is_tied_to_another_related_party_abstains_each_once() -> None:
    facts = (declared(), declared(person="acct-2"), declared(document="再报"), declared(party="x"))
    given(FOUNDATION, REGISTERED, *facts).when(abstaining, "payee-1", "team-1").then(
        "acct-1", "acct-2"
    )
    given(FOUNDATION, REGISTERED, *facts).when(abstaining, "payee-9").ignored()


def test_the_councils_relatives_are_not_paid() -> None:
    told = given(FOUNDATION, REGISTERED, declared(tie=Tie.COUNCIL_RELATIVE)).when(
        abstaining, "payee-1"
    )
    told.refused(Why.COUNCIL_RELATIVE, party="payee-1")


@pytest.mark.parametrize("office", [office for office in Office if office is not Office.MANAGER])
def test_who_sits_in_the_foundation_is_not_paid(office: Office) -> None:
    seated = OfficerAppointed(person="acct-1", office=office, document="决议", on=ON)
    given(FOUNDATION, REGISTERED, seated).when(abstaining, "acct-1").refused(
        Why.COUNCIL_RELATIVE, party="acct-1"
    )
    given(FOUNDATION, REGISTERED, seated).when(abstaining, "acct-2").ignored()


def test_a_manager_is_paid_as_anybody_unless_declared() -> None:
    seated = OfficerAppointed(person="acct-1", office=Office.MANAGER, document="决议", on=ON)
    given(FOUNDATION, REGISTERED, seated).when(abstaining, "acct-1").ignored()


def test_ties_and_offices_are_judged_by_the_day_of_the_act() -> None:
    seated = OfficerAppointed(person="acct-1", office=Office.COUNCIL, document="决议", on=LATER)
    left = OfficerLeft(person="acct-1", office=Office.COUNCIL, document="辞呈", on=LAST)
    before, during, after = LATER - DAY, LATER, LAST
    for facts, whom in (
        ((seated, left), "acct-1"),
        ((declared(tie=Tie.COUNCIL_RELATIVE), seated, left), "payee-1"),
    ):
        held = given(FOUNDATION, REGISTERED, *facts)
        held.when(abstaining, whom, on=before).ignored()
        held.when(abstaining, whom, on=during).refused(Why.COUNCIL_RELATIVE, party=whom)
        held.when(abstaining, whom, on=after).ignored()
    tie = given(FOUNDATION, REGISTERED, declared())
    tie.when(abstaining, "payee-1", on=ON - DAY).ignored()
    tie.when(abstaining, "payee-1", on=ON).then("acct-1")


def test_a_certificate_cut_short_is_what_its_last_record_says() -> None:
    what = Qualification.PUBLIC_FUNDRAISING
    words = {"qualification": what, "since": ON, "on": ON}
    whole = QualificationRecorded(certificate="证书", until=None, **words)
    short = QualificationRecorded(certificate="证书", until=LATER, **words)
    other = QualificationRecorded(certificate="另一", until=LAST, **words)
    for facts, last in (((whole, short), LATER), ((whole, short, other), LAST)):
        known = FOUNDATION.fold([REGISTERED, *facts])
        assert known is not None
        assert foundation.is_qualified(known, what, last)
        assert not foundation.is_qualified(known, what, last + DAY)


def test_an_interested_beneficiary_is_not_paid() -> None:
    told = given(FOUNDATION, REGISTERED, declared(tie=Tie.INTERESTED_BENEFICIARY)).when(
        abstaining, "payee-1"
    )
    told.refused(Why.INTERESTED_BENEFICIARY, party="payee-1")


def reporting(*facts: Any, **changed: Any) -> Any:
    words = {**REPORT, "figures": FIGURES, "corrects": None, "on": LATER, **changed}
    return given(FOUNDATION, REGISTERED, *facts).when(foundation.report_year, **words)


def test_a_year_is_reported_once() -> None:
    reporting().then(REPORTED)
    reporting(REPORTED, on=date(2022, 5, 1)).ignored()
    known = FOUNDATION.fold([REGISTERED, REPORTED])
    assert foundation.year_figures(known, 2021) == FIGURES
    assert foundation.year_figures(known, 2020) is None


def test_three_years_had_no_less_than_their_last() -> None:
    told = reporting(figures=evolve(FIGURES, three_year_income=Money(99)))
    told.refused(Why.THREE_YEARS_BELOW, three=Money(99), last=Money(100))


def test_a_year_that_is_not_over_is_refused() -> None:
    reporting(year=2022).refused(Why.YEAR_NOT_OVER, year=2022)


def test_a_second_report_cites_the_one_it_corrects() -> None:
    reporting(REPORTED, document="更正").refused(Why.YEAR_REPORTED, year=2021, document="年报")
    reporting(REPORTED, document="更正", corrects="年报").then(
        evolve(REPORTED, document="更正", corrects="年报")
    )


@pytest.mark.parametrize("facts", [(), (REPORTED,)])
def test_a_correction_of_what_does_not_stand_is_refused(facts: tuple[Any, ...]) -> None:
    reporting(*facts, document="更正", corrects="别的").refused(
        Why.NOTHING_TO_CORRECT, document="别的"
    )


@pytest.mark.parametrize(
    "field",
    [
        "prior_income",
        "three_year_income",
        "charitable_spending",
        "management_cost",
        "total_spending",
    ],
)
def test_a_negative_figure_is_refused(field: str) -> None:
    wrong = evolve(FIGURES, **{field: Money(-1)})
    reporting(figures=wrong).refused(Why.NEGATIVE, amount=Money(-1))


def test_parts_that_exceed_the_total_are_refused() -> None:
    wrong = evolve(FIGURES, total_spending=Money(76))
    reporting(figures=wrong).refused(Why.PARTS_EXCEED, parts=Money(77), whole=Money(76))
    young = evolve(FIGURES, three_year_income=None, management_cost=ZERO)
    reporting(figures=young).then(evolve(REPORTED, three_year_income=None, management_cost=ZERO))


def test_a_tie_that_ended_holds_nobody_up_from_that_day_on() -> None:
    tied = {"party": "payee-1", "person": "acct-1", "tie": Tie.COUNCIL_RELATIVE, "document": "表"}
    declared = RelatedPartyDeclared(**tied, on=ON)
    ended = RelatedTieEnded(**tied, on=LATER)
    known = (REGISTERED, declared)
    told = given(FOUNDATION, *known).when(
        foundation.end_tie, **{**tied, "person": "ＡＣＣＴ-1"}, on=LATER
    )
    told.then(ended)
    no_more = given(FOUNDATION, *known, ended)
    no_more.when(foundation.end_tie, **tied, on=LATER).refused(Why.NOT_TIED, party="payee-1")
    no_more.when(foundation.declare, **tied, on=LATER).then(RelatedPartyDeclared(**tied, on=LATER))
    other = RelatedPartyDeclared(**{**tied, "party": "payee-2"}, on=ON)
    state = FOUNDATION.fold((*known, other, ended))
    assert abstaining(state, "payee-1", on=LATER) == ()
    with pytest.raises(Rejection):
        abstaining(state, "payee-1", on=ON)
    with pytest.raises(Rejection):
        abstaining(state, "payee-2", on=LATER)


def test_a_qualification_is_cut_short_and_holds_up_to_its_last_day() -> None:
    what = {"qualification": Qualification.PUBLIC_FUNDRAISING, "certificate": "证书"}
    held = QualificationRecorded(**what, since=ON, until=None, on=ON)
    other = QualificationRecorded(**{**what, "certificate": "旧证"}, since=ON, until=ON, on=ON)
    words = {**what, "until": LATER, "document": "公告"}
    ended = QualificationEnded(**words, on=LATER)
    known = (REGISTERED, other, held)
    given(FOUNDATION, *known).when(foundation.end_qualification, **words, on=LATER).then(ended)
    short = given(FOUNDATION, *known, ended)
    short.when(foundation.end_qualification, **words, on=LATER).ignored()
    longer = date(LATER.year + 1, 1, 1)
    short.when(foundation.end_qualification, **{**words, "until": longer}, on=LATER).refused(
        Why.NOT_SHORTER, now=LATER, until=longer
    )
    short.when(
        foundation.end_qualification, **{**words, "until": date(2000, 1, 1)}, on=LATER
    ).refused(Why.ENDS_BEFORE, since=ON)
    short.when(foundation.end_qualification, **{**words, "certificate": "别证"}, on=LATER).refused(
        Why.NO_CERTIFICATE, certificate="别证"
    )
    state = foundation.existing(FOUNDATION.fold((*known, ended)))
    assert foundation.is_qualified(state, Qualification.PUBLIC_FUNDRAISING, LATER)
    assert not foundation.is_qualified(state, Qualification.PUBLIC_FUNDRAISING, longer)
