"""``lixia entry``: what is sent in to a call."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.persons.details import NOTICE, details_in, seal
from lixia_adapters.console.commands.persons.references import turning
from lixia_adapters.console.commands.programme.project import REASON
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Option, sha256, text
from lixia_adapters.console.frame.recording import LEFT_OUT, recording
from lixia_adapters.console.frame.trouble import Usage

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

CALL = Option("CALL", "call_id", "征集编号", "the call's id", read=text)
ENTRY = Option("ENTRY", "entry_id", "作品编号（本次征集内）", "its number in the call", read=text)
SHA256 = sha256("document_hash")


def _file_of_author(given: str) -> tuple[str, str]:
    author, equals, file = given.partition("=")
    if not equals or not file:
        raise Usage(f"“{given}”应写成 代号=文件", f"{given!r} should be REF=FILE")
    return author, file


def _details(invocation: Invocation, store: Store) -> dict[str, Any]:
    given = invocation["details"] or ()
    return {
        "details": {who: seal(invocation, store, who, details_in(file)) for who, file in given}
        or LEFT_OUT
    }


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
    Option(
        "--details",
        "details",
        "作者代号=个人信息文件（一行一项，封存后入账）",
        "an author's reference and the file of its details, to be sealed",
        read=_file_of_author,
        need=False,
        many=True,
        value="REF=FILE",
    ),
    NOTICE,
    extra=_details,
)


def _admitted(invocation: Invocation, store: Store) -> dict[str, Any]:
    return {"admitted": invocation["admitted"] == "yes"}


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
