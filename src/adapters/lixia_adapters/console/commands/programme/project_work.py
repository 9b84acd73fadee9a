"""``lixia project``, the second half: team, work, acceptance, changes, the end."""

from __future__ import annotations

from lixia_adapters.console.commands.programme.project import MINUTES, PROJECT, REASON
from lixia_adapters.console.frame.options import FUND, Option, text
from lixia_adapters.console.frame.recording import recording

_TEAM = Option("--team", "team", "团队编号", "the team's id", read=text, value="ID")
_AGREEMENT = Option("--agreement", "agreement", "协议编号", "the agreement", read=text)
_DOCUMENT = Option("--document", "document", "文件", "the document", read=text)
_CHANGE = Option(
    "--change", "change", "用途变更编号", "id of the change of use", read=text, value="ID"
)

TEAM = recording("projects.assign_team", PROJECT, _TEAM, _AGREEMENT)
REPLACE = recording("projects.replace_team", PROJECT, _TEAM, _AGREEMENT, REASON)
START = recording("projects.start", PROJECT, FUND)
MILESTONE = recording(
    "projects.report_milestone",
    PROJECT,
    Option("--milestone", "milestone", "进展", "what was reached", read=text),
    _DOCUMENT,
    role="team",
)
ASK_ACCEPTANCE = recording("projects.request_acceptance", PROJECT, _DOCUMENT, role="team")
REFUSE_ACCEPTANCE = recording("projects.refuse_acceptance", PROJECT, REASON)
ACCEPT = recording("projects.accept", PROJECT, MINUTES)
CLOSE = recording(
    "projects.close",
    PROJECT,
    Option("--summary", "summary", "结项小结", "what came of it", read=text),
)
CANCEL = recording("projects.cancel", PROJECT, REASON, FUND)
PROPOSE_CHANGE = recording(
    "projects.propose_use_change",
    PROJECT,
    _CHANGE,
    Option("--to", "to", "拟转入的项目", "to which project", read=text, value="PROJECT"),
    REASON,
)
CHANGE_USE = recording(
    "projects.change_use",
    PROJECT,
    _CHANGE,
    Option("--gift", "gift", "捐赠编号", "the gift's id", read=text, value="ID"),
    Option(
        "--judgment",
        "judgment",
        "生效裁判文书（如有）",
        "a court's decision, if there is one",
        need=False,
        default="",
    ),
    FUND,
    role="accountant",
)
