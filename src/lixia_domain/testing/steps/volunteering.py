"""Volunteers, service sessions, hours and certificates."""

from __future__ import annotations

from typing import Any

from lixia_domain.aggregates.volunteer.facts import ConsentScope
from lixia_domain.application.activities import sessions, volunteers
from lixia_domain.kernel.hours import parse_span
from lixia_domain.kernel.roles import Role
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.expect import same
from lixia_domain.testing.steps.reading import by_word, same_code, shown
from lixia_domain.testing.steps.sentences import check, rows
from lixia_domain.testing.steps.world import World, person
from lixia_domain.views.session_log import SessionState

STATES = by_word(SessionState) | {"已举行": SessionState.HELD}
SCOPES = {"公开影像": ConsentScope.PUBLICATION}
STANDING = {"有效": True, "须重开": False}


carries_out('志愿者"{person}"登记', volunteers.register, document="注册同意书")
carries_out(
    '志愿者"{person}"登记，{adult_from:Date} 成年', volunteers.register, document="注册同意书"
)
carries_out(
    '监护人为志愿者"{person}"同意"{scope}"',
    volunteers.guardian_consents,
    guardian="{person}监护人",
    document="监护人同意书",
    reads={"scope": SCOPES},
)
carries_out(
    '"{guardian}"作为监护人为志愿者"{person}"同意"{scope}"',
    volunteers.guardian_consents,
    document="监护人同意书",
    reads={"scope": SCOPES},
)
carries_out('志愿者"{person}"本人同意公开影像', volunteers.agree_to_publish, document="同意书")
carries_out(
    '志愿者"{person}"一方撤回公开影像的同意',
    volunteers.withdraw_publication,
    reason="本人要求",
)
carries_out(
    '志愿者"{person}"投保，保障自 {since:Date} 至 {until:Date}',
    volunteers.insure,
    policy="保单-{person}",
    insurer="示例保险（虚构）",
)


carries_out(
    '监护人撤回志愿者"{person}"参加服务的同意', volunteers.withdraw_service, reason="监护人来电"
)
carries_out('为志愿者"{person}"出具志愿服务证明', volunteers.issue_certificate)
carries_out('以业务日期 {on:Date} 为志愿者"{person}"补出志愿服务证明', volunteers.issue_certificate)
carries_out(
    '收回志愿者"{person}"的服务证明', volunteers.withdraw_certificate, reason="所载时长有误"
)


PLANNED: dict[str, Any] = {"title": "{session_id}", "place": "泉畔社区（虚构）"}

carries_out(
    '团队"{team}"为项目"{project_id}"安排活动"{session_id}"，{day:Date} "{span}"',
    sessions.plan,
    **PLANNED,
)
carries_out(
    '以业务日期 {on:Date} 补记：团队"{team}"为项目"{project_id}"安排活动"{session_id}"，'
    '{day:Date} "{span}"',
    sessions.plan,
    **PLANNED,
)
carries_out(
    '团队"{team}"为项目"{project_id}"安排有人身危险的活动"{session_id}"，{day:Date} "{span}"',
    sessions.plan,
    risk=True,
    **PLANNED,
)
carries_out(
    '团队"{team}"为主题活动"{activity}"安排活动"{session_id}"，{day:Date} "{span}"',
    sessions.plan,
    **PLANNED,
)
carries_out(
    '团队"{team}"安排不为任何项目的活动"{session_id}"，{day:Date} "{span}"',
    sessions.plan,
    **PLANNED,
)
carries_out('活动"{session_id}"于 {day:Date} "{span}" 举行', sessions.hold, document="签到表")
carries_out(
    '以业务日期 {on:Date} 补记：活动"{session_id}"于 {day:Date} "{span}" 举行',
    sessions.hold,
    document="签到表",
)
carries_out('活动"{session_id}"撤销，因"{reason}"', sessions.cancel, document="情况说明")
carries_out(
    '"{actor}"登记活动"{session_id}"的时长：',
    sessions.record_hours,
    by="{actor}",
    hours=lambda world, said: tuple(
        (person(row["志愿者"]), parse_span(row["时段"])) for row in rows(said["datatable"])
    ),
)
carries_out(
    '"{actor}"更正活动"{session_id}"中志愿者"{person}"的时段为"{span}"',
    sessions.correct_hours,
    by="{actor}",
    reason="核对签到表后更正",
)
carries_out(
    '"{actor}"撤销活动"{session_id}"中志愿者"{person}"的时长',
    sessions.correct_hours,
    by="{actor}",
    span=None,
    reason="核对签到表后更正",
)


carries_out(
    '审计更正活动"{session_id}"中志愿者"{person}"的时段为"{span}"',
    sessions.correct_hours,
    role=Role.AUDITOR,
    reason="核对签到表后更正",
)
carries_out('"{actor}"代表团队证明活动"{session_id}"的时长', sessions.certify_hours, by="{actor}")
carries_out(
    '公开活动"{session_id}"的影像，可辨认者"{shown}"，遮盖 {redacted:Number} 人',
    sessions.publish_portraits,
    medium="公众号（虚构）",
)
carries_out(
    '以业务日期 {on:Date} 公开活动"{session_id}"的影像，'
    '可辨认者"{shown}"，遮盖 {redacted:Number} 人',
    sessions.publish_portraits,
    medium="公众号（虚构）",
)
carries_out(
    '撤下活动"{session_id}"的影像',
    sessions.take_down_portraits,
    medium="公众号（虚构）",
    document="撤稿回执",
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
    found = shown(world, "session_log", session, "活动", "session")["state"]
    same_code(f"活动 {session} 的状态", f"the state of {session}", found, STATES[state])


@check('账册中任何事实都不含"{words}"')
def _(world: World, words: str) -> None:
    found = [r.stream for r in world.ledger.read() if words in str(r)]
    same(f"含有“{words}”的流", f"the streams with {words!r}", "、".join(found), "")


def _hours(world: World, who: str) -> tuple[int, dict[str, Any]]:
    """Return a volunteer's row, empty if there is none, with the position it was read at."""
    shown = world.store.show("service_hours")
    found = [row for row in shown["rows"] if row["key"] == person(who)]
    return shown["position"], found[0] if found else {}
