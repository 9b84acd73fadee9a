"""``lixia call``, after the results: objections, decisions on them, corrections."""

from __future__ import annotations

from lixia_adapters.console.commands.activities.entry import CALL
from lixia_adapters.console.commands.programme.project import MINUTES, REASON
from lixia_adapters.console.frame.options import Option, account, text
from lixia_adapters.console.frame.recording import LEFT_OUT, recording

_OBJECTION = Option("OBJECTION", "objection", "异议编号", "the objection's id", read=text)

OBJECT = recording(
    "objections.raise_objection",
    CALL,
    _OBJECTION,
    Option(
        "--entry",
        "entry_id",
        "针对哪件作品（默认为全部结果）",
        "the entry it is about (default: the results as a whole)",
        read=text,
        need=False,
        value="ID",
    ),
    Option(
        "--by",
        "objector",
        "异议人代号（由 lixia entry reference 换算；匿名则不填）",
        "who objects, as lixia entry reference makes it (left out: nobody named)",
        read=text,
        need=False,
        value="REF",
    ),
    Option("--grounds", "grounds", "异议事由", "the grounds", read=text),
    Option("--document", "document", "异议书", "the written objection", read=text),
)
DECIDE = recording(
    "objections.decide",
    CALL,
    _OBJECTION,
    Option(
        "--ruling",
        "ruling",
        "成立（须更正结果）或不成立",
        "is it upheld (the results are to be corrected)?",
        choices=("upheld", "rejected"),
    ),
    Option(
        "--decided-by",
        "decided_by",
        "裁定人的账号编号",
        "account id of who decided",
        read=account,
        value="ID",
    ),
    REASON,
    MINUTES,
    extra=lambda invocation, _: {"upheld": invocation["ruling"] == "upheld", "ruling": LEFT_OUT},
)
CORRECT = recording(
    "objections.correct",
    CALL,
    _OBJECTION,
    Option(
        "--exclude",
        "excluded",
        "取消资格的作品；递补者按封存的票数",
        "an entry that loses its place; who moves up, the frozen tally says",
        read=text,
        need=False,
        many=True,
        value="ID",
    ),
    Option(
        "--decided",
        "decided",
        "并列中裁定入选的作品",
        "a tied entry that jury or lot has chosen",
        read=text,
        need=False,
        many=True,
        value="ID",
    ),
    Option(
        "--document",
        "document",
        "裁定依据（评审纪要、抽签记录）",
        "minutes, or the record of the lot",
        read=text,
        need=False,
        default="",
    ),
)
