from __future__ import annotations

from datetime import date

import pytest

from lixia_domain.aggregates.volunteer import decisions as volunteer
from lixia_domain.aggregates.volunteer.facts import (
    CertificateIssued,
    CertificateWithdrawn,
    ConsentScope,
    GuardianConsented,
    InsuranceTaken,
    PublicationAgreed,
    PublicationWithdrawn,
    ServiceWithdrawn,
    Stretch,
    VolunteerRegistered,
)
from lixia_domain.aggregates.volunteer.state import VOLUNTEER, Volunteer, Why
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.people import Why as Person
from lixia_domain.testing import given

ON, LATER, OF_AGE_ON = date(2021, 2, 1), date(2021, 3, 1), date(2024, 5, 1)
WHO, GUARDIAN = f"p:{'4' * 32}", f"p:{'3' * 32}"
ADULT = VolunteerRegistered(document="同意书", adult_from=None, on=ON)
MINOR = VolunteerRegistered(document="同意书", adult_from=OF_AGE_ON, on=ON)
SERVICE = GuardianConsented(
    guardian=GUARDIAN, scope=(ConsentScope.SERVICE,), document="监护", on=ON
)
PORTRAIT = GuardianConsented(
    guardian=GUARDIAN, scope=(ConsentScope.PUBLICATION,), document="监护", on=ON
)
AGREED = PublicationAgreed(document="肖像", on=ON)
WITHDRAWN = PublicationWithdrawn(reason="本人要求", on=ON)
COVER = {"policy": "保单一", "insurer": "示例保险（虚构）", "since": ON, "until": LATER}
INSURED = InsuranceTaken(policy="保单一", insurer="示例保险（虚构）", since=ON, until=LATER, on=ON)
RULE = "volunteer.certificate@2017-12-01"
MORNING, LATE = Span(start=540, minutes=150), Span(start=600, minutes=150)
S1, S2 = Stretch(session="s1", span=MORNING), Stretch(session="s2", span=MORNING)
FIRST = CertificateIssued(
    number=1,
    minutes=150,
    sessions=1,
    stretches=(S1,),
    position=9,
    replaces=None,
    rule=RULE,
    on=ON,
)


def test_a_volunteer_is_registered_once_under_a_reference() -> None:
    told = {"person": WHO, "document": "同意书", "adult_from": OF_AGE_ON}
    given(VOLUNTEER).when(volunteer.register, **told, on=ON).then(MINOR)
    given(VOLUNTEER, MINOR).when(volunteer.register, **told, on=LATER).ignored()
    given(VOLUNTEER, ADULT).when(volunteer.register, **told, on=ON).refused(Why.EXISTS)
    given(VOLUNTEER).when(volunteer.register, **{**told, "person": "小明"}, on=ON).refused(
        Person.NOT_A_REFERENCE
    )


CONSENT = {
    "person": WHO,
    "guardian": GUARDIAN,
    "scope": (ConsentScope.SERVICE,),
    "document": "监护",
    "on": ON,
}


def test_a_guardian_consents_for_a_minor_only() -> None:
    given(VOLUNTEER, MINOR).when(volunteer.consent, **CONSENT).then(SERVICE)
    given(VOLUNTEER, ADULT).when(volunteer.consent, **CONSENT).refused(Why.OF_AGE)
    given(VOLUNTEER, MINOR).when(volunteer.consent, **{**CONSENT, "on": OF_AGE_ON}).refused(
        Why.OF_AGE
    )
    given(VOLUNTEER, MINOR).when(volunteer.consent, **{**CONSENT, "scope": ()}).refused(
        Why.NO_SCOPE
    )
    given(VOLUNTEER).when(volunteer.consent, **CONSENT).refused(Why.UNKNOWN, person=WHO)


def test_an_adult_agrees_in_person_to_be_shown() -> None:
    told = {"person": WHO, "document": "肖像", "on": ON}
    given(VOLUNTEER, ADULT).when(volunteer.agree_to_publish, **told).then(AGREED)
    given(VOLUNTEER, ADULT, AGREED).when(volunteer.agree_to_publish, **told).ignored()
    given(VOLUNTEER, MINOR).when(volunteer.agree_to_publish, **told).refused(Why.GUARDIAN_DECIDES)


def test_whoever_agreed_may_withdraw() -> None:
    told = {"person": WHO, "reason": "本人要求", "on": ON}
    given(VOLUNTEER, ADULT, AGREED).when(volunteer.withdraw_publication, **told).then(WITHDRAWN)
    given(VOLUNTEER, MINOR, PORTRAIT).when(volunteer.withdraw_publication, **told).then(WITHDRAWN)
    given(VOLUNTEER, ADULT).when(volunteer.withdraw_publication, **told).refused(Why.NO_CONSENT)


def shown(who: Volunteer | None, on: date) -> tuple[bool]:
    return (volunteer.may_be_shown(who, on),)


def test_nothing_of_anybody_is_shown_without_consent() -> None:
    given(VOLUNTEER).when(shown, ON).then(False)
    given(VOLUNTEER, ADULT).when(shown, ON).then(False)
    given(VOLUNTEER, ADULT, AGREED).when(shown, ON).then(True)
    given(VOLUNTEER, MINOR, SERVICE).when(shown, ON).then(False)
    given(VOLUNTEER, MINOR, PORTRAIT).when(shown, ON).then(True)
    given(VOLUNTEER, MINOR, PORTRAIT, WITHDRAWN).when(shown, ON).then(False)
    given(VOLUNTEER, MINOR, PORTRAIT).when(shown, OF_AGE_ON).then(False)


def test_an_insurance_is_recorded_once() -> None:
    given(VOLUNTEER, ADULT).when(volunteer.insure, person=WHO, **COVER, on=ON).then(INSURED)
    given(VOLUNTEER, ADULT, INSURED).when(volunteer.insure, person=WHO, **COVER, on=LATER).ignored()
    given(VOLUNTEER, ADULT).when(
        volunteer.insure, person=WHO, **{**COVER, "since": LATER, "until": ON}, on=ON
    ).refused(Why.COVER_ENDS_FIRST)


def fit(who: Volunteer | None, day: date, *, risk: bool) -> tuple[str]:
    volunteer.fit_to_serve(who, person=WHO, day=day, risk=risk)
    return ("fit",)


def test_adults_serve_freely_and_where_there_is_danger_insured() -> None:
    given(VOLUNTEER, ADULT).when(fit, ON, risk=False).then("fit")
    given(VOLUNTEER, ADULT).when(fit, ON, risk=True).refused(Why.NOT_INSURED, day=ON)
    given(VOLUNTEER, ADULT, INSURED).when(fit, ON, risk=True).then("fit")
    given(VOLUNTEER, ADULT, INSURED).when(fit, LATER, risk=True).then("fit")
    given(VOLUNTEER).when(fit, ON, risk=False).refused(Why.UNKNOWN)


@pytest.mark.parametrize("day", [date(2021, 2, 1), date(2021, 3, 2)])
def test_a_day_outside_the_cover_is_not_insured(day: date) -> None:
    cover = {**COVER, "since": date(2021, 2, 2)}
    insured = InsuranceTaken(**cover, on=ON)  # type: ignore[arg-type]
    given(VOLUNTEER, ADULT, insured).when(fit, day, risk=True).refused(Why.NOT_INSURED)


def test_an_insurance_taken_afterwards_does_not_count() -> None:
    late = InsuranceTaken(policy="x", insurer="y", since=ON, until=LATER, on=LATER)
    given(VOLUNTEER, ADULT, late).when(fit, ON, risk=True).refused(Why.NOT_INSURED)


def test_a_minor_serves_with_consent_and_never_in_danger() -> None:
    given(VOLUNTEER, MINOR).when(fit, ON, risk=False).refused(Why.NO_GUARDIAN, person=WHO)
    given(VOLUNTEER, MINOR, PORTRAIT).when(fit, ON, risk=False).refused(Why.NO_GUARDIAN)
    given(VOLUNTEER, MINOR, SERVICE).when(fit, ON, risk=False).then("fit")
    given(VOLUNTEER, MINOR, SERVICE, PORTRAIT, INSURED).when(fit, ON, risk=True).refused(
        Why.MINOR_AT_RISK
    )
    given(VOLUNTEER, MINOR).when(fit, OF_AGE_ON, risk=False).then("fit")


CERTIFY = {"person": WHO, "stretches": (S1,), "position": 9, "rule": RULE, "on": ON}
issue = volunteer.issue_certificate


def test_a_certificate_names_its_stretches_and_is_replaced_when_they_change() -> None:
    given(VOLUNTEER, ADULT).when(issue, **CERTIFY).then(FIRST)
    given(VOLUNTEER, ADULT, FIRST).when(issue, **{**CERTIFY, "position": 20}).ignored()
    both = {**CERTIFY, "stretches": (S2, S1), "position": 20}
    given(VOLUNTEER, ADULT, FIRST).when(issue, **both).then(
        CertificateIssued(
            number=2,
            minutes=300,
            sessions=2,
            stretches=(S1, S2),
            position=20,
            replaces=1,
            rule=RULE,
            on=ON,
        )
    )
    given(VOLUNTEER, ADULT).when(issue, **{**CERTIFY, "stretches": ()}).refused(
        Why.NOTHING_CERTIFIED
    )
    given(VOLUNTEER, ADULT).when(issue, **CERTIFY, later=["S2"]).refused(
        Why.CERTIFIED_LATER, sessions="S2", on=ON
    )


@pytest.mark.parametrize("other", [S2, Stretch(session="s1", span=LATE)])
def test_other_hours_of_the_same_total_are_another_certificate(other: Stretch) -> None:
    told = given(VOLUNTEER, ADULT, FIRST).when(issue, **{**CERTIFY, "stretches": (other,)})
    told.then(
        CertificateIssued(
            number=2,
            minutes=150,
            sessions=1,
            stretches=(other,),
            position=9,
            replaces=1,
            rule=RULE,
            on=ON,
        )
    )


def test_a_certificate_of_totals_only_is_replaced_by_one_that_names_its_stretches() -> None:
    old = CertificateIssued(
        number=1,
        minutes=150,
        sessions=1,
        stretches=None,
        position=9,
        replaces=None,
        rule=RULE,
        on=ON,
    )
    (told,) = issue(VOLUNTEER.fold((ADULT, old)), **CERTIFY)  # type: ignore[arg-type]
    assert isinstance(told, CertificateIssued)
    assert (told.number, told.replaces, told.stretches) == (2, 1, (S1,))


def test_a_certificate_is_withdrawn_once_and_its_number_is_not_used_again() -> None:
    withdraw = {"person": WHO, "reason": "有误", "on": LATER}
    gone = CertificateWithdrawn(number=1, reason="有误", on=LATER)
    given(VOLUNTEER, ADULT, FIRST).when(volunteer.withdraw_certificate, **withdraw).then(gone)
    withdrawn = given(VOLUNTEER, ADULT, FIRST, gone)
    withdrawn.when(volunteer.withdraw_certificate, **withdraw).refused(Why.NO_CERTIFICATE)
    withdrawn.when(issue, **CERTIFY).then(
        CertificateIssued(
            number=2,
            minutes=150,
            sessions=1,
            stretches=(S1,),
            position=9,
            replaces=None,
            rule=RULE,
            on=ON,
        )
    )


SERVICE_GONE = ServiceWithdrawn(reason="来电", on=LATER)


def test_a_guardian_withdraws_service_and_what_was_served_before_counts() -> None:
    withdraw = {"person": WHO, "reason": "来电", "on": LATER}
    given(VOLUNTEER, MINOR, SERVICE).when(volunteer.withdraw_service, **withdraw).then(SERVICE_GONE)
    gone = given(VOLUNTEER, MINOR, SERVICE, SERVICE_GONE)
    gone.when(volunteer.withdraw_service, **withdraw).refused(Why.NO_SERVICE)
    gone.when(fit, date(2021, 2, 28), risk=False).then("fit")
    gone.when(fit, LATER, risk=False).refused(Why.NO_GUARDIAN)
    again = GuardianConsented(
        guardian=GUARDIAN, scope=(ConsentScope.SERVICE,), document="再", on=date(2021, 4, 1)
    )
    more = given(VOLUNTEER, MINOR, SERVICE, SERVICE_GONE, again)
    more.when(fit, date(2021, 3, 31), risk=False).refused(Why.NO_GUARDIAN)
    more.when(fit, date(2021, 4, 1), risk=False).then("fit")


def test_a_consent_counts_from_its_day_on() -> None:
    late = GuardianConsented(
        guardian=GUARDIAN, scope=(ConsentScope.SERVICE,), document="监护", on=LATER
    )
    given(VOLUNTEER, MINOR, late).when(fit, ON, risk=False).refused(Why.NO_GUARDIAN, person=WHO)
    given(VOLUNTEER, MINOR, late).when(fit, LATER, risk=False).then("fit")


def test_hours_count_from_registration_on() -> None:
    before = date(2021, 1, 31)
    given(VOLUNTEER, ADULT).when(fit, before, risk=False).refused(Why.NOT_YET, since=ON, day=before)


def test_whose_consent_stands_is_known() -> None:
    assert VOLUNTEER.fold((MINOR, SERVICE)).consenting == GUARDIAN  # type: ignore[union-attr]
    assert VOLUNTEER.fold((MINOR, SERVICE, SERVICE_GONE)).consenting is None  # type: ignore[union-attr]
    assert VOLUNTEER.fold((MINOR, PORTRAIT)).consenting == GUARDIAN  # type: ignore[union-attr]
