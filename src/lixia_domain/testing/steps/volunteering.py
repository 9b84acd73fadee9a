"""Volunteers, service sessions, hours and certificates."""

from __future__ import annotations

from datetime import date
from typing import Any

from lixia_domain.aggregates.volunteer import Scope
from lixia_domain.application.activities import sessions, volunteers
from lixia_domain.kernel.hours import Span, parse_span
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import By
from lixia_domain.testing.steps.expect import same
from lixia_domain.testing.steps.needs_and_teams import person
from lixia_domain.testing.steps.sentences import Table, act, check, rows
from lixia_domain.testing.steps.world import World

SCOPES = {
    "参加服务": (Scope.SERVICE,),
    "公开影像": (Scope.PUBLICATION,),
    "参加服务、公开影像": (Scope.SERVICE, Scope.PUBLICATION),
    "无": (),
}
STATES = {"已安排": "planned", "已举行": "held", "待证明": "waiting", "已证明": "certified"}
STANDING = {"有效": True, "须重开": False}


@act('志愿者"{who}"登记')
def _(world: World, who: str) -> None:
    _register(world, who, None)


@act('志愿者"{who}"登记，{adult_from:Date} 成年')
def _(world: World, who: str, adult_from: date) -> None:
    _register(world, who, adult_from)


@act('监护人为志愿者"{who}"同意"{scope}"')
def _(world: World, who: str, scope: str) -> None:
    volunteers.guardian_consents(
        world.ledger,
        world.office,
        person=person(who),
        guardian=person(f"{who}监护人"),
        scope=SCOPES[scope],
        document="监护人同意书",
        on=world.today,
    )


@act('志愿者"{who}"本人同意公开影像')
def _(world: World, who: str) -> None:
    volunteers.agree_to_publish(
        world.ledger, world.office, person=person(who), document="同意书", on=world.today
    )


@act('志愿者"{who}"一方撤回公开影像的同意')
def _(world: World, who: str) -> None:
    volunteers.withdraw_publication(
        world.ledger, world.office, person=person(who), reason="本人要求", on=world.today
    )


@act('志愿者"{who}"投保，保障自 {since:Date} 至 {until:Date}')
def _(world: World, who: str, since: date, until: date) -> None:
    volunteers.insure(
        world.ledger,
        world.office,
        person=person(who),
        policy=f"保单-{who}",
        insurer="示例保险（虚构）",
        since=since,
        until=until,
        on=world.today,
    )


@act('为志愿者"{who}"出具志愿服务证明')
def _(world: World, who: str) -> None:
    position, row = _hours(world, who)
    volunteers.issue_certificate(
        world.ledger,
        world.office,
        person=person(who),
        minutes=row.get("certified_minutes", 0),
        sessions=row.get("certified_sessions", 0),
        position=position,
        on=world.today,
    )


@act('团队"{team}"为项目"{project}"安排活动"{session}"，{day:Date} "{span}"')
def _(world: World, team: str, project: str, session: str, day: date, span: str) -> None:
    _plan(world, team, session, day, span, project_id=project)


@act('团队"{team}"为项目"{project}"安排有人身危险的活动"{session}"，{day:Date} "{span}"')
def _(world: World, team: str, project: str, session: str, day: date, span: str) -> None:
    _plan(world, team, session, day, span, project_id=project, risk=True)


@act('团队"{team}"为主题活动"{activity}"安排活动"{session}"，{day:Date} "{span}"')
def _(world: World, team: str, activity: str, session: str, day: date, span: str) -> None:
    _plan(world, team, session, day, span, activity=activity)


@act('团队"{team}"安排不为任何项目的活动"{session}"，{day:Date} "{span}"')
def _(world: World, team: str, session: str, day: date, span: str) -> None:
    _plan(world, team, session, day, span)


@act('活动"{session}"于 {day:Date} "{span}" 举行')
def _(world: World, session: str, day: date, span: str) -> None:
    sessions.hold(
        world.ledger,
        world.office,
        session_id=session,
        day=day,
        span=parse_span(span),
        document="签到表",
        on=world.today,
    )


@act('"{actor}"登记活动"{session}"的时长：')
def _(world: World, actor: str, session: str, datatable: Table) -> None:
    hours = tuple((person(row["志愿者"]), parse_span(row["时段"])) for row in rows(datatable))
    sessions.record_hours(
        world.ledger, _as(world, actor), session_id=session, hours=hours, on=world.today
    )


@act('"{actor}"更正活动"{session}"中志愿者"{who}"的时段为"{span}"')
def _(world: World, actor: str, session: str, who: str, span: str) -> None:
    _correct(world, actor, session, who, parse_span(span))


@act('"{actor}"撤销活动"{session}"中志愿者"{who}"的时长')
def _(world: World, actor: str, session: str, who: str) -> None:
    _correct(world, actor, session, who, None)


@act('"{actor}"代表团队证明活动"{session}"的时长')
def _(world: World, actor: str, session: str) -> None:
    sessions.certify_hours(world.ledger, _as(world, actor), session_id=session, on=world.today)


@act('公开活动"{session}"的影像，可辨认者"{shown}"，遮盖 {redacted:Number} 人')
def _(world: World, session: str, shown: str, redacted: int) -> None:
    sessions.publish_portraits(
        world.ledger,
        world.office,
        session_id=session,
        medium="公众号（虚构）",
        document_hash="0" * 64,
        shown=() if shown == "无" else tuple(person(who) for who in shown.split("、")),
        redacted=redacted,
        on=world.today,
    )


@check('志愿者"{who}"登记 {recorded:Number} 分钟、经证明 {certified:Number} 分钟')
def _(world: World, who: str, recorded: int, certified: int) -> None:
    _, row = _hours(world, who)
    zh, en = f"志愿者 {who} 的", f"minutes of {who}"
    same(f"{zh}登记分钟", f"recorded {en}", row.get("recorded_minutes"), recorded)
    same(f"{zh}证明分钟", f"certified {en}", row.get("certified_minutes"), certified)


@check('志愿者"{who}"的证明为第 {number:Number} 号、{minutes:Number} 分钟、"{standing}"')
def _(world: World, who: str, number: int, minutes: int, standing: str) -> None:
    _, row = _hours(world, who)
    columns = ("certificate", "certificate_minutes", "certificate_stands")
    found = tuple(row.get(column) for column in columns)
    told = (number, minutes, STANDING[standing])
    same(f"志愿者 {who} 的证明", f"the certificate of {who}", found, told)


@check('活动"{session}"的状态为"{state}"')
def _(world: World, session: str, state: str) -> None:
    found = {row["key"]: row["state"] for row in world.store.show("session_log")["rows"]}
    same(f"活动 {session} 的状态", f"the state of {session}", found.get(session), STATES[state])


@check('账册中任何事实都不含"{words}"')
def _(world: World, words: str) -> None:
    found = [r.stream for r in world.ledger.read() if words in str(r)]
    same(f"含有“{words}”的流", f"the streams with {words!r}", "、".join(found), "")


def _register(world: World, who: str, adult_from: date | None) -> None:
    volunteers.register(
        world.ledger,
        world.office,
        person=person(who),
        document="注册同意书",
        adult_from=adult_from,
        on=world.today,
    )


def _plan(world: World, team: str, session: str, day: date, span: str, **purpose: Any) -> None:
    sessions.plan(
        world.ledger,
        world.office,
        session_id=session,
        title=session,
        team=team,
        place="泉畔社区（虚构）",
        day=day,
        span=parse_span(span),
        on=world.today,
        **purpose,
    )


def _correct(world: World, actor: str, session: str, who: str, span: Span | None) -> None:
    sessions.correct_hours(
        world.ledger,
        _as(world, actor),
        session_id=session,
        person=person(who),
        span=span,
        reason="核对签到表后更正",
        on=world.today,
    )


def _as(world: World, actor: str) -> By:
    return world.acting(actor, Role.TEAM)


def _hours(world: World, who: str) -> tuple[int, dict[str, Any]]:
    """Return a volunteer's row, empty if there is none, with the position it was read at."""
    shown = world.store.show("service_hours")
    found = [row for row in shown["rows"] if row["key"] == person(who)]
    return shown["position"], found[0] if found else {}
