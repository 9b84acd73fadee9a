"""``lixia entry``: what is sent in to a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.asked import Asked
from lixia_adapters.console.project import REASON
from lixia_adapters.console.recording import recording
from lixia_adapters.console.references import turning
from lixia_adapters.console.spec import Option, text

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

CALL = Option("CALL", "call_id", "征集编号", "the call's id", read=text)
ENTRY = Option("ENTRY", "entry_id", "作品编号（本次征集内）", "its number in the call", read=text)
SHA256 = Option("--sha256", "document_hash", "文件的 SHA-256", "the file's SHA-256", read=text)

SUBMIT = recording(
    "entries.submit",
    CALL,
    ENTRY,
    Option("--title", "title", "作品名称或条文", "the title, or the rule's text", read=text),
    Option(
        "--author",
        "authors",
        "作者代号（由 lixia entry reference 换算，不是姓名）",
        "an author's reference, as lixia entry reference makes it; never a name",
        read=text,
        many=True,
        value="REF",
    ),
    Option("--document", "document", "作品原件", "the original", read=text),
    SHA256,
)


def _admitted(asked: Asked, store: Store) -> dict[str, Any]:
    return {"admitted": asked["admitted"] == "yes"}


SCREEN = recording(
    "entries.screen",
    CALL,
    Option(
        "--entry",
        "entry_ids",
        "作品编号（可多件）",
        "an entry's number in the call",
        read=text,
        many=True,
        value="ID",
    ),
    Option(
        "--admit", "admitted", "是否通过初审", "is it admitted?", read=text, choices=("yes", "no")
    ),
    Option(
        "--reason",
        "reason",
        "不通过的理由",
        "why it is not",
        read=text,
        need=False,
        default="",
    ),
    extra=_admitted,
)
REFERENCE = turning("author", "作者或异议人名单，一行一人（姓名 证件号）；- 为标准输入")
WITHDRAW = recording("entries.withdraw", CALL, ENTRY, REASON)
