"""Teams and volunteers, their sessions and hours, and the two brands that grow out of it.

The report says that teams carry projects out and that brands are grown, and names none: all of
this is made up (虚构示例). Volunteers stand there as references.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from typing import Any

from lixia_adapters.demo import cast, persons, roster
from lixia_adapters.demo.campaign import CAMPAIGN, activities
from lixia_adapters.demo.stage import Day, Stage, does
from lixia_domain.aggregates.volunteer.facts import ConsentScope
from lixia_domain.application.activities import sessions, teams, volunteers
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.roles import Role

IN_A_TEAM = 3
MINOR = 7
"""Every so many-th volunteer is a minor, whose guardian has agreed to service."""
MORNING, AFTERNOON = Span(start=9 * 60, minutes=150), Span(start=14 * 60, minutes=180)
CORRECTED, SHOWN = "P-001-S1", "P-004-S1"
"""The sessions with a story of their own: hours corrected, pictures published."""
BRANDS = (
    ("PP-01", "泉城敲门问候", 1, "市级志愿服务品牌"),
    ("PP-02", "护河同行", 4, None),
)
"""Number, name, of which team, and what it was recognised as, if it was yet."""


def members(number: int) -> tuple[str, ...]:
    """Return the references of a team's volunteers."""
    first = (number - 1) * IN_A_TEAM + 1
    return tuple(cast.person(f"示例志愿者{at}") for at in range(first, first + IN_A_TEAM))


def happenings() -> Iterator[Day]:
    """Yield teams and volunteers in spring, sessions from then on, brands in autumn."""
    for number, project in enumerate(cast.started(), 1):
        yield from _team(number)
        yield date(2021, 7, 1), partial(_signed, number=number, project=project)
        for at, person in enumerate(members(number)):
            yield (
                date(2021, 3, 22),
                partial(_volunteer, person=person, number=(number - 1) * IN_A_TEAM + at + 1),
            )
        count = 4 if number <= cast.FINISHED else 3
        for turn in range(count):
            day = date(2021, 7, 10) + timedelta(days=28 * turn + number % 7)
            yield from _session(f"{project}-S{turn + 1}", number, day, MORNING, project=project)
    for at, activity in enumerate(activities()):
        number = at % cast.STARTED + 1
        key = join_key(CAMPAIGN, activity.id)
        yield from _session(f"H-{activity.id}", number, activity.day, AFTERNOON, activity=key)
    yield from persons.happenings(members(1)[0])
    yield from _brands()
    yield date(2021, 12, 20), _certificates


def _team(number: int) -> Iterator[Day]:
    team, licence = cast.team(number), f"团体登记证 {number:02d}{cast.SYNTHETIC}"
    yield (
        date(2021, 3, 15),
        does(
            teams.register,
            team_id=team,
            name=f"示例志愿团队{number:02d}{cast.SYNTHETIC}",
            lead=cast.person(f"示例领队{number}"),
        ),
    )
    yield date(2021, 3, 17), does(teams.verify, team_id=team, document=licence)
    yield date(2021, 3, 17), partial(roster.team, number=number)


def _signed(stage: Stage, *, number: int, project: str) -> None:
    agreement = cast.agreement(project)
    laxer: dict[str, Any] = {}
    if number in cast.CO_FUNDED:
        laxer = {"open_tranches": 1, "minutes": f"管委会纪要 {project}{cast.SYNTHETIC}"}
    stage.play(
        teams.sign_agreement,
        team_id=cast.team(number),
        project_id=project,
        agreement=agreement,
        document_hash=sha256(agreement.encode()).hexdigest(),
        **laxer,
    )


def _volunteer(stage: Stage, *, person: str, number: int) -> None:
    minor = number % MINOR == 0
    stage.play(
        volunteers.register,
        person=person,
        document=f"志愿者登记表 {number:02d}{cast.SYNTHETIC}",
        adult_from=date(2023, 9, 1) if minor else None,
    )
    if minor:
        stage.play(
            volunteers.guardian_consents,
            person=person,
            guardian=cast.person(f"示例监护人{number}"),
            scope=(ConsentScope.SERVICE,),
            document=f"监护人同意书 {number:02d}{cast.SYNTHETIC}",
        )
    elif number % 2:
        agreed = f"公开同意书 {number:02d}{cast.SYNTHETIC}"
        stage.play(volunteers.agree_to_publish, person=person, document=agreed)
    stage.play(
        volunteers.insure,
        person=person,
        policy=f"志愿者意外险 {number:02d}{cast.SYNTHETIC}",
        insurer=f"示例保险公司{cast.SYNTHETIC}",
        since=date(2021, 3, 23),
        until=date(2022, 3, 22),
    )


def _session(
    session: str,
    number: int,
    day: date,
    span: Span,
    *,
    project: str | None = None,
    activity: str | None = None,
) -> Iterator[Day]:
    """Plan a session a week ahead; hold it, record its hours, and certify them by the team."""
    lead = partial(does, actor=cast.lead(number), role=Role.TEAM)
    yield (
        day - timedelta(days=7) if project is None else max(day - timedelta(days=7), cast.BEGUN),
        does(
            sessions.plan,
            session_id=session,
            title=f"服务活动 {session}{cast.SYNTHETIC}",
            team=cast.team(number),
            place=f"示例社区{number % 12 + 1:02d}{cast.SYNTHETIC}",
            day=day,
            span=span,
            project_id=project,
            activity=activity,
        ),
    )
    sheet = f"签到表 {session}{cast.SYNTHETIC}"
    held = does(sessions.hold, session_id=session, day=day, span=span, document=sheet)
    hours = tuple((person, span) for person in members(number))
    yield day, held
    yield day, does(sessions.record_hours, session_id=session, hours=hours)
    if session == CORRECTED:
        yield day + timedelta(days=1), partial(_corrected, person=members(number)[0], span=span)
    yield day + timedelta(days=3), lead(sessions.certify_hours, session_id=session)
    if session == SHOWN:
        yield day + timedelta(days=5), partial(_shown, person=members(number)[1])


def _corrected(stage: Stage, *, person: str, span: Span) -> None:
    stage.play(
        sessions.correct_hours,
        session_id=CORRECTED,
        person=person,
        span=Span(start=span.start, minutes=span.minutes - 30),
        reason=f"提前离场{cast.SYNTHETIC}",
    )


def _shown(stage: Stage, *, person: str) -> None:
    stage.play(
        sessions.publish_portraits,
        session_id=SHOWN,
        medium=f"示例公众号{cast.SYNTHETIC}",
        document_hash=sha256(SHOWN.encode()).hexdigest(),
        shown=(person,),
        redacted=5,
    )


def _brands() -> Iterator[Day]:
    projects = cast.started()
    for brand, name, number, title in BRANDS:
        yield (
            date(2021, 10, 15),
            does(
                teams.nominate,
                brand_id=brand,
                name=f"{name}{cast.SYNTHETIC}",
                team=cast.team(number),
                projects=(projects[number - 1],),
                reason=f"服务持续、居民认可{cast.SYNTHETIC}",
            ),
        )
        plan = f"培育计划 {brand}{cast.SYNTHETIC}"
        yield date(2021, 10, 29), does(teams.incubate, brand_id=brand, plan=plan)
        if title is not None:
            told, paper = f"{title}{cast.SYNTHETIC}", f"认定会纪要 {brand}{cast.SYNTHETIC}"
            recognised = does(teams.recognise, brand_id=brand, title=told, minutes=paper)
            yield date(2021, 12, 22), recognised


def _certificates(stage: Stage) -> None:
    """Give the first team's volunteers their certificates."""
    for person in members(1):
        stage.play(volunteers.issue_certificate, person=person)
