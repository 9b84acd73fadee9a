"""``lixia guide``: editions of a guide, immutable once published."""

from __future__ import annotations

from lixia_adapters.console.commands.activities.entry import SHA256
from lixia_adapters.console.commands.programme.project import MINUTES
from lixia_adapters.console.frame.options import Option, day, number, text
from lixia_adapters.console.frame.recording import recording

_GUIDE = Option("GUIDE", "guide_id", "指南编号", "the guide's id", read=text)
_EDITION = Option("EDITION", "edition", "第几版", "which edition", read=number)

DRAFT = recording(
    "guides.draft",
    _GUIDE,
    _EDITION,
    Option("--title", "title", "名称", "the title", read=text),
    Option("--document", "document", "文本", "the text's file", read=text),
    SHA256,
    Option(
        "--cites",
        "cites",
        "采纳了哪次征集的结果",
        "a call whose results it takes up",
        read=text,
        need=False,
        many=True,
        value="CALL",
    ),
)
PUBLISH = recording(
    "guides.publish",
    _GUIDE,
    _EDITION,
    SHA256,
    MINUTES,
    Option("--since", "since", "施行日期", "in force from", read=day, value="DATE"),
)
