"""``lixia pledge``: what is signed, promised, shown and given up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.programme.claim import CLAIM_ID
from lixia_adapters.console.commands.programme.project import PROJECT, REASON
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Option, sha256, text
from lixia_adapters.console.frame.recording import LEFT_OUT, recording

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

_DOCUMENT = Option("--document", "document", "文件编号", "the document", read=text)
_HASH = sha256("document_hash", "文本", "the text")


def _on_cancellation(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.pledge.facts import OnCancellation

    return {"on_cancellation": OnCancellation(invocation["on_cancellation"])}


AGREEMENT = recording(
    "claims.sign_agreement",
    CLAIM_ID,
    _DOCUMENT,
    _HASH,
    Option(
        "--if-cancelled",
        "on_cancellation",
        "项目取消时：未约定、转相近项目、退还（默认 silent）",
        "if the project is cancelled: silent, to a similar project, or return (default: silent)",
        need=False,
        default="silent",
        choices=("silent", "similar_project", "return"),
    ),
    role="accountant",
    extra=_on_cancellation,
)
PROMISE = recording(
    "claims.evidence_promise",
    CLAIM_ID,
    Option("--statement", "statement", "承诺原话", "what was said", read=text),
    Option("--medium", "medium", "媒体", "where it was said", read=text),
    _HASH,
    role="accountant",
)
HARDSHIP = recording(
    "claims.exit_by_hardship",
    CLAIM_ID,
    PROJECT,
    Option("--finances", "finances", "财务证明", "proof of finances", need=False, default=""),
    Option(
        "--report", "report", "向民政部门的报告", "report to civil affairs", need=False, default=""
    ),
    Option("--statement", "statement", "公开说明", "public statement", need=False, default=""),
    role="accountant",
)
PUBLISH_NAME = recording(
    "claims.agree_to_publish",
    CLAIM_ID,
    Option("--name", "display_name", "公开时所用名称", "the name to show", read=text),
    Option("--scope", "scope", "公开范围", "where it may be shown", read=text),
    _DOCUMENT,
    role="enterprise",
)
HIDE_NAME = recording("claims.withdraw_publication", CLAIM_ID, REASON, role="enterprise")
ANSWER_CHANGE = recording(
    "claims.answer_use_change",
    CLAIM_ID,
    Option("--change", "change", "用途变更编号", "the change of use", read=text, value="ID"),
    Option("--answer", "answer", "同意或不同意", "yes or no", choices=("yes", "no")),
    _DOCUMENT,
    role="enterprise",
    extra=lambda invocation, _: {"agreed": invocation["answer"] == "yes", "answer": LEFT_OUT},
)
