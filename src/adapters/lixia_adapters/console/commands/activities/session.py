"""``lixia session``: service sessions, from the plan to certified hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.programme.project import REASON
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Option, day, sha256, text
from lixia_adapters.console.frame.recording import LEFT_OUT, recording
from lixia_adapters.console.frame.trouble import Usage

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

_SESSION = Option("SESSION", "session_id", "活动编号", "the session's id", read=text)
_DAY = Option("--day", "day", "日期", "the day", read=day, value="DATE")


def _span(given: str) -> Any:
    from lixia_domain.kernel.hours import parse_span

    return parse_span(given)


def _served(given: str) -> tuple[str, Any]:
    person, equals, span = given.partition("=")
    if not equals:
        raise Usage(
            f"“{given}”应写成 代号=时段，例如 p:…=09:00-11:30",
            f"{given!r} should be REF=TIME, such as p:…=09:00-11:30",
        )
    return person.strip(), _span(span)


def _count(given: str) -> int:
    if not given.isdecimal() or len(given) > 6:
        raise Usage(f"“{given}”不是人数", f"{given!r} is no number of people")
    return int(given)


_TIME = Option(
    "--time",
    "span",
    "时段（上海时间）",
    "from and to, Shanghai time",
    read=_span,
    value="09:00-11:30",
)

PLAN = recording(
    "sessions.plan",
    _SESSION,
    Option("--title", "title", "活动名称", "the title", read=text),
    Option("--team", "team", "团队编号", "the team's id", read=text, value="ID"),
    Option("--place", "place", "地点", "the place", read=text),
    _DAY,
    _TIME,
    Option(
        "--project", "project_id", "所为项目", "for which project", text, need=False, value="ID"
    ),
    Option(
        "--activity",
        "activity",
        "所为主题活动",
        "for which activity of a campaign",
        text,
        need=False,
        value="ID",
    ),
    Option(
        "--risk",
        "risk",
        "可能发生人身危险：须先投保，未成年人不得参加",
        "danger to the person: insurance first, no minors",
        need=False,
        flag=True,
    ),
    role="team",
)
HOLD = recording(
    "sessions.hold",
    _SESSION,
    _DAY,
    _TIME,
    Option("--document", "document", "签到表等", "the sign-in sheet", read=text),
    role="team",
)
RECORD = recording(
    "sessions.record_hours",
    _SESSION,
    Option(
        "--hours",
        "hours",
        "志愿者代号与时段",
        "a volunteer's reference and time",
        read=_served,
        many=True,
        value="REF=09:00-11:30",
    ),
    role="team",
)


def _corrected(invocation: Invocation, store: Store) -> dict[str, Any]:
    if invocation["strike"] is (invocation["span"] is not None):
        raise Usage(
            "--time 与 --strike 须取其一", "give either --time or --strike", "missing_option"
        )
    return {"strike": LEFT_OUT}


CORRECT = recording(
    "sessions.correct_hours",
    _SESSION,
    Option("PERSON", "person", "志愿者代号", "the volunteer's reference", read=text),
    _TIME._replace(need=False),
    Option("--strike", "strike", "撤销其时长", "strike the hours out", need=False, flag=True),
    REASON,
    extra=_corrected,
)
CERTIFY = recording("sessions.certify_hours", _SESSION, role="team")
PUBLISH = recording(
    "sessions.publish_portraits",
    _SESSION,
    Option("--medium", "medium", "公开于何处", "where", read=text),
    sha256("document_hash", "影像", "the pictures"),
    Option(
        "--shown",
        "shown",
        "可辨认的志愿者",
        "a volunteer who can be recognised",
        read=text,
        need=False,
        many=True,
        value="REF",
    ),
    Option(
        "--redacted",
        "redacted",
        "已遮盖几人（默认 0）",
        "how many were made unrecognisable (default: 0)",
        read=_count,
        need=False,
        default=0,
        value="N",
    ),
)
