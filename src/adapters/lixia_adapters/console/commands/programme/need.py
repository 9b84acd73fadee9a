"""``lixia need``: what residents ask for, and which project is to meet it."""

from __future__ import annotations

from lixia_adapters.console.commands.persons.details import MAY_HAVE_DETAILS, NOTICE, sealing
from lixia_adapters.console.commands.programme.project import LINES, PROJECT, REASON, budget_lines
from lixia_adapters.console.frame.options import Option, text
from lixia_adapters.console.frame.recording import recording

_NEED = Option("NEED", "need_id", "需求编号", "the need's id", read=text)
_DOMAIN = Option("--domain", "domain", "所属领域", "the domain", read=text)

RAISE = recording(
    "needs.put_forward",
    _NEED,
    Option("--summary", "summary", "需求摘要，不写姓名", "what is needed, no names", read=text),
    _DOMAIN,
    Option("--place", "place", "社区", "the neighbourhood", read=text),
    Option(
        "--person",
        "person",
        "提出人代号（见 lixia volunteer reference）",
        "reference of who asks (see lixia volunteer reference)",
        read=text,
        value="REF",
    ),
    MAY_HAVE_DETAILS,
    NOTICE,
    extra=sealing("person"),
)
VERIFY = recording(
    "needs.verify",
    _NEED,
    Option("--document", "document", "走访记录", "the record of the visit", read=text),
)
MERGE = recording(
    "needs.merge",
    _NEED,
    Option("--into", "into", "并入哪项需求", "into which need", read=text, value="NEED"),
    REASON,
)
DECLINE = recording("needs.decline", _NEED, REASON)
PLAN = recording(
    "needs.plan",
    PROJECT,
    Option("--title", "title", "项目名称", "the project's title", read=text),
    _DOMAIN,
    Option("--need", "needs", "已核实的需求", "a verified need", read=text, many=True, value="ID"),
    LINES,
    Option(
        "--relief",
        "relief",
        "属扶贫济困等（慈善法 41）",
        "it relieves the poor, elderly, sick …",
        need=False,
        flag=True,
    ),
    extra=budget_lines,
)
