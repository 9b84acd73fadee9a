"""What a history shows of persons, their hours and certificates (S76–S79): found, or sound."""

from __future__ import annotations

from datetime import date
from typing import Any, cast

import pytest
from attrs import evolve

from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.volunteer import facts as vol
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.roles import Role
from lixia_domain.specs.history.certified import CertificatesStand
from lixia_domain.specs.history.persons import GuardiansOfAge, LeftAlone, OneAge
from lixia_domain.specs.history.served import ServedByRight, SessionsByRight
from lixia_domain.specs.history.shown import ShownByConsent
from lixia_domain.testing import EXAMPLES

from .told import AT, Told, wrongs

WHO, MUM, DAD = f"p:{1:032x}", f"p:{2:032x}", f"p:{3:032x}"
DAY = date(2021, 6, 5)
BEFORE, AFTER = date(2021, 6, 4), date(2021, 6, 6)
LATER = date(2030, 1, 1)
SPAN = Span(start=540, minutes=60)
BOTH = (vol.ConsentScope.SERVICE, vol.ConsentScope.PUBLICATION)


def like(name: str, **told: Any) -> Event:
    return cast(Event, evolve(cast(Any, EXAMPLES[name]), **told))


def subject(adult_from: date | None, guardian: str | None = None, who: str = WHO) -> Told:
    told = {"adult_from": adult_from, "guardian": guardian, "on": BEFORE}
    return f"subject-{who}", like("subject.registered", **told)


def noted(adult_from: date | None, guardian: str | None) -> Told:
    told = {"adult_from": adult_from, "guardian": guardian, "on": BEFORE}
    return f"subject-{WHO}", like("subject.guardianship_noted", **told)


def volunteer(adult_from: date | None = None, on: date = BEFORE, who: str = WHO) -> Told:
    return f"volunteer-{who}", like("volunteer.registered", adult_from=adult_from, on=on)


def consent(guardian: str = MUM, on: date = BEFORE, scope: Any = BOTH) -> Told:
    told = {"guardian": guardian, "scope": scope, "on": on}
    return f"volunteer-{WHO}", like("volunteer.guardian_consented", **told)


def withdrawn(*scopes: str) -> tuple[Told, ...]:
    return tuple(
        (f"volunteer-{WHO}", like(f"volunteer.{scope}_withdrawn", on=BEFORE)) for scope in scopes
    )


def insured(on: date = BEFORE) -> Told:
    told = {"since": BEFORE, "until": AFTER, "on": on}
    return f"volunteer-{WHO}", like("volunteer.insurance_taken", **told)


def session(*, project: str | None = None, risk: bool = False) -> tuple[Told, ...]:
    planned = {"project": project, "activity": None if project else "A", "team": "T", "risk": risk}
    return (
        ("service_session-S", like("service_session.planned", day=DAY, **planned)),
        ("service_session-S", like("service_session.held", day=DAY, on=DAY)),
    )


def hours(on: date = AFTER) -> Told:
    return "service_session-S", like("service_session.hours_recorded", person=WHO, span=SPAN, on=on)


def corrected(span: Span | None, on: date = AFTER) -> Told:
    told = {"person": WHO, "was": SPAN, "span": span, "on": on}
    return "service_session-S", like("service_session.hours_corrected", **told)


def certified(minutes: int = 60, on: date = AFTER) -> Told:
    served = (ses.Served(person=WHO, minutes=minutes),)
    return "service_session-S", like("service_session.hours_certified", hours=served, on=on)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((subject(LATER, MUM), volunteer(LATER)), None),
        ((subject(None), volunteer(None)), None),
        ((subject(LATER, MUM), volunteer(None)), "已成年"),
        ((volunteer(LATER), subject(None)), "已成年"),
        ((subject(LATER, MUM), volunteer(date(2029, 1, 1))), "2029-01-01"),
        ((volunteer(date(2020, 1, 1)), subject(None)), None),
        ((subject(LATER, MUM), volunteer(LATER), consent(MUM.upper())), None),
        ((subject(LATER, MUM), volunteer(LATER), consent(f"p:{3:032x}")), "监护人有 2 名"),
        ((volunteer(LATER), consent(), consent(f"p:{3:032x}")), "监护人有 2 名"),
        ((volunteer(LATER), consent(), *withdrawn("service"), consent(DAD)), "监护人有 2 名"),
        ((volunteer(LATER), consent(), *withdrawn("service", "publication"), consent(DAD)), None),
        ((subject(None), volunteer(LATER), noted(LATER, MUM)), None),
        ((subject(None), volunteer(LATER), noted(LATER, MUM), volunteer(None)), "已成年"),
        ((volunteer(LATER), consent(f"p:{3:032x}"), noted(LATER, MUM), consent()), None),
    ],
)
def test_a_person_has_one_age_and_one_guardian(told: tuple[Told, ...], said: str | None) -> None:
    found = wrongs(OneAge, *told)
    assert [said in one for one in found] == ([True] if said else []), found


ENTERED = ("entry-C/1", like("entry.submitted", authors=(WHO,), on=DAY))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((volunteer(LATER), consent()), None),
        ((volunteer(LATER), consent(WHO)), "是本人或未成年人"),
        ((volunteer(LATER), consent(), subject(LATER, None, MUM)), "是本人或未成年人"),
        ((volunteer(LATER), consent(), volunteer(DAY, who=MUM)), "是本人或未成年人"),
        ((subject(LATER, MUM), volunteer(LATER, who=MUM)), "是本人或未成年人"),
        ((ENTERED,), None),
        ((volunteer(LATER), ENTERED), "没有监护人"),
        ((volunteer(LATER), consent(on=AFTER), ENTERED), "没有监护人"),
        ((volunteer(LATER), consent(), ENTERED), None),
        ((subject(LATER, MUM), ENTERED), None),
    ],
)
def test_guardians_are_of_age_and_children_who_write_have_one(
    told: tuple[Told, ...], said: str | None
) -> None:
    found = wrongs(GuardiansOfAge, *told)
    assert [said in one for one in found] == ([True] if said else []), found


NO_MORE = (f"volunteer-{WHO}", like("volunteer.service_withdrawn", on=DAY))
TOO_LATE = (f"volunteer-{WHO}", like("volunteer.service_withdrawn", on=AFTER))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((volunteer(), *session(), hours()), None),
        ((*session(), hours()), "尚未登记"),
        ((volunteer(on=AFTER), *session(), hours()), "尚未登记"),
        ((volunteer(LATER), *session(), hours()), "监护人当日尚未同意"),
        ((volunteer(LATER), consent(on=AFTER), *session(), hours()), "监护人当日尚未同意"),
        ((volunteer(LATER), consent(scope=BOTH[1:]), *session(), hours()), "监护人当日尚未同意"),
        ((volunteer(LATER), consent(), *session(), hours()), None),
        ((volunteer(), subject(LATER, MUM), *session(), hours()), "监护人当日尚未同意"),
        ((volunteer(LATER), consent(), *session(risk=True), hours()), "未成年人不参加"),
        ((volunteer(), *session(risk=True), hours()), "未事先投保"),
        ((volunteer(), insured(on=AFTER), *session(risk=True), hours()), "未事先投保"),
        ((volunteer(DAY), insured(), *session(risk=True), hours()), None),
        ((volunteer(LATER), consent(), NO_MORE, *session(), hours()), "监护人当日尚未同意"),
        ((volunteer(LATER), consent(), *session(), hours(), TOO_LATE), None),
        ((volunteer(LATER), consent(), NO_MORE, consent(on=DAY), *session(), hours()), None),
        ((*session(), hours(), corrected(None)), None),
        ((*session(), hours(), corrected(SPAN)), "尚未登记"),
    ],
)
def test_hours_count_from_registration_and_consent_on(
    told: tuple[Told, ...], said: str | None
) -> None:
    found = wrongs(ServedByRight, *told)
    assert [said in one for one in found] == ([True] if said else []), found


def of_project(name: str, on: date, **told: Any) -> Told:
    return "project-P", like(f"project.{name}", on=on, **told)


GIVEN = of_project("team_assigned", BEFORE, team="T", agreement="A")
RUNS = (GIVEN, of_project("started", BEFORE))
REINSTATED = ("team-T", like("team.reinstated", on=AFTER))
DEBARRED = ("team-T", like("team.debarred", on=DAY))
DEBARRED_BEFORE = ("team-T", like("team.debarred", on=BEFORE))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((*RUNS, *session(project="P")), []),
        ((GIVEN, *session(project="P")), ["尚未启动"]),
        ((*RUNS, of_project("cancelled", BEFORE), *session(project="P")), ["项目已结束"]),
        ((*RUNS, of_project("closed", BEFORE), *session(project="P")), ["项目已结束"]),
        ((*RUNS, of_project("cancelled", DAY), *session(project="P")), []),
        ((*RUNS, of_project("suspended", BEFORE), *session(project="P")), ["项目当时中止"]),
        (
            (
                *RUNS,
                of_project("suspended", BEFORE),
                of_project("resumed", DAY),
                *session(project="P"),
            ),
            [],
        ),
        (
            (*RUNS, of_project("team_replaced", BEFORE, team="U"), *session(project="P")),
            ["不是项目的团队"],
        ),
        ((*RUNS, of_project("team_replaced", DAY, team="U"), *session(project="P")), []),
        ((DEBARRED_BEFORE, *session()), ["团队已停用"]),
        ((*session(), DEBARRED_BEFORE), []),
        ((*RUNS, *session(project="P"), of_project("suspended", BEFORE)), []),
        ((GIVEN, *session(project="P"), of_project("started", BEFORE)), []),
        ((*session(project="P"), ("service_session-S", like("service_session.cancelled"))), []),
        ((*session(), hours(on=DAY), certified(on=DAY), DEBARRED), []),
        ((*session(), hours(), certified(), DEBARRED), []),
        ((*session(), DEBARRED, hours(), certified()), ["停用以后", "停用以后"]),
        ((*session(), DEBARRED, hours(), corrected(None)), []),
        ((*session(), DEBARRED, REINSTATED, hours()), []),
        ((("service_session-S", like("service_session.planned", project="P")),), []),
    ],
)
def test_sessions_are_of_projects_that_run_and_teams_that_may(
    told: tuple[Told, ...], said: list[str]
) -> None:
    found = wrongs(SessionsByRight, *told)
    assert [any(one in text for one in said) for text in found] == [True] * len(said), found


def certificate(minutes: int, sessions: int, position: int, number: int = 1, *names: str) -> Told:
    stretches = tuple(vol.Stretch(session=name, span=SPAN) for name in names) or None
    told = {"minutes": minutes, "sessions": sessions, "position": position, "number": number}
    told |= {"stretches": stretches}
    return f"volunteer-{WHO}", like("volunteer.certificate_issued", **told)


WITHDRAWN_1 = (f"volunteer-{WHO}", like("volunteer.certificate_withdrawn", number=1))
OTHER = ("service_session-R", certified()[1])


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((certified(), certificate(60, 1, 1)), None),
        ((certified(), certificate(60, 1, 1), OTHER), None),
        ((certified(), certificate(60, 1, 1, 1, "S")), None),
        ((certified(), certificate(60, 1, 1, 1, "R")), "经证明的是 1 场 60 分钟"),
        ((certified(), certificate(61, 1, 1), WITHDRAWN_1), None),
        ((certified(), certificate(60, 1, 1), corrected(None), WITHDRAWN_1), None),
        ((certified(), certificate(61, 1, 1)), "经证明的是 1 场 60 分钟"),
        ((certified(), certificate(60, 2, 1)), "经证明的是 1 场 60 分钟"),
        ((certified(), certificate(60, 1, 2)), "第 2 条"),
        ((certificate(60, 1, 0),), "经证明的是 0 场 0 分钟"),
        ((certified(), certificate(60, 1, 1), corrected(None)), "已更正"),
        ((certified(), certificate(60, 1, 1), corrected(None), OTHER), "已更正"),
        ((certified(), certificate(60, 1, 1), corrected(SPAN), certified()), None),
        ((certified(), certificate(60, 1, 1), corrected(SPAN), certified(30)), "已更正"),
        (
            (
                certified(),
                certificate(60, 1, 1),
                corrected(None),
                OTHER,
                certificate(60, 1, 4, 2),
            ),
            None,
        ),
    ],
)
def test_a_certificate_stands_while_exactly_its_stretches_do(
    told: tuple[Told, ...], said: str | None
) -> None:
    found = wrongs(CertificatesStand, *told)
    assert [said in one for one in found] == ([True] if said else []), found


def shown(on: date = DAY) -> Told:
    return "service_session-S", like("service_session.portraits_published", shown=(WHO,), on=on)


AGREED = (f"volunteer-{WHO}", like("volunteer.publication_agreed", on=BEFORE))
WITHDRAWN = (f"volunteer-{WHO}", like("volunteer.publication_withdrawn", on=DAY))
AGREED_ANEW = (f"volunteer-{WHO}", like("volunteer.publication_agreed", on=AFTER))


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ((volunteer(), AGREED, shown()), None),
        ((volunteer(), shown()), "没有有效的同意"),
        ((volunteer(), shown(), AGREED), "没有有效的同意"),
        ((volunteer(), AGREED, WITHDRAWN, shown()), "没有有效的同意"),
        ((volunteer(), AGREED, WITHDRAWN, shown(BEFORE)), "没有有效的同意"),
        ((volunteer(), AGREED, WITHDRAWN, AGREED_ANEW, shown(BEFORE)), None),
        ((volunteer(), AGREED, WITHDRAWN, AGREED_ANEW, shown()), "没有有效的同意"),
        ((volunteer(), AGREED, shown(), WITHDRAWN), None),
        ((volunteer(LATER), consent(), shown()), None),
        ((volunteer(LATER), consent(scope=BOTH[:1]), shown()), "没有有效的同意"),
        ((volunteer(DAY), consent(), shown()), "没有有效的同意"),
        ((volunteer(AFTER), consent(), shown()), None),
        ((volunteer(), AGREED, subject(LATER, MUM)), "自行同意公开无效"),
    ],
)
def test_whoever_is_shown_agrees_and_a_guardian_only_for_a_minor(
    told: tuple[Told, ...], said: str | None
) -> None:
    found = wrongs(ShownByConsent, *told)
    assert [said in one for one in found] == ([True] if said else []), found


RESTRICTED = (f"subject-{WHO}", like("subject.processing_restricted", on=BEFORE))
LIFTED = (f"subject-{WHO}", like("subject.restriction_lifted", on=BEFORE))
ORDERED = (f"subject-{WHO}", like("subject.erasure_ordered", on=BEFORE))


@pytest.mark.parametrize(
    ("told", "many"),
    [
        ((volunteer(), hours(), RESTRICTED), 0),
        ((RESTRICTED, hours(), corrected(SPAN), certified(), shown(), ENTERED, AGREED), 6),
        ((ORDERED, volunteer()), 1),
        ((RESTRICTED, LIFTED, hours()), 0),
        ((RESTRICTED, WITHDRAWN), 0),
        ((RESTRICTED, volunteer(who=MUM)), 0),
    ],
)
def test_a_restricted_person_is_left_alone(told: tuple[Told, ...], many: int) -> None:
    assert len(wrongs(LeftAlone, *told)) == many


def test_what_the_auditor_corrects_of_a_restricted_person_is_no_fault() -> None:
    check = LeftAlone()
    for position, (stream, event) in enumerate((RESTRICTED, corrected(SPAN)), 1):
        check.take(Recorded(position, stream, 1, event, AT, "a", Role.AUDITOR))
    assert not check.wrongs
