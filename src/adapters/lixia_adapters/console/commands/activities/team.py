"""``lixia team`` and ``lixia brand``: who carries projects out, and what becomes known for it."""

from __future__ import annotations

from lixia_adapters.console.commands.persons.details import MAY_HAVE_DETAILS, NOTICE, sealing
from lixia_adapters.console.commands.programme.project import MINUTES, REASON
from lixia_adapters.console.frame.options import Option, sha256, text
from lixia_adapters.console.frame.recording import recording

_TEAM = Option("TEAM", "team_id", "团队编号", "the team's id", read=text)
_DOCUMENT = Option("--document", "document", "文件", "the document", read=text)

REGISTER = recording(
    "teams.register",
    _TEAM,
    Option("NAME", "name", "团队名称", "the team's name", read=text),
    Option("--lead", "lead", "负责人代号", "reference of who leads it", read=text, value="REF"),
    MAY_HAVE_DETAILS,
    NOTICE,
    extra=sealing("lead"),
)
VERIFY = recording("teams.verify", _TEAM, _DOCUMENT)
DEBAR = recording("teams.debar", _TEAM, REASON, _DOCUMENT)
AGREEMENT = recording(
    "teams.sign_agreement",
    _TEAM,
    Option("PROJECT", "project_id", "项目编号", "the project's id", read=text),
    Option("--agreement", "agreement", "协议编号", "the agreement", read=text),
    sha256("document_hash", "文本", "the text"),
    role="foundation",
)

_BRAND = Option("BRAND", "brand_id", "品牌编号", "the brand's id", read=text)

NOMINATE = recording(
    "teams.nominate",
    _BRAND,
    Option("--name", "name", "品牌名称", "the brand's name", read=text),
    Option("--team", "team", "团队编号", "the team's id", read=text, value="ID"),
    Option(
        "--project",
        "projects",
        "支撑品牌的项目",
        "a project that it rests on",
        read=text,
        many=True,
        value="ID",
    ),
    REASON,
)
INCUBATE = recording(
    "teams.incubate", _BRAND, Option("--plan", "plan", "孵化方案", "the plan", read=text)
)
RECOGNISE = recording(
    "teams.recognise",
    _BRAND,
    Option("--title", "title", "认定为", "what it is recognised as", read=text),
    MINUTES,
)
RETIRE = recording("teams.retire", _BRAND, REASON)
