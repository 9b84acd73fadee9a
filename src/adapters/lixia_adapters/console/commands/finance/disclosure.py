"""``lixia disclosure``: what was published, and corrected."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.programme.project import REASON
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Option, number, sha256, text
from lixia_adapters.console.frame.recording import recording

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

_MATTER = Option(
    "MATTER",
    "matter",
    "事项（见 lixia calendar）",
    "the matter (see lixia calendar)",
    choices=(
        "plan_progress",
        "plan_in_full",
        "project_progress",
        "project_in_full",
        "annual_report",
        "transaction",
    ),
)
_SUBJECT = Option(
    "SUBJECT",
    "subject",
    "对象：方案、项目、拨付编号或基金会代码",
    "of what: plan, project or disbursement id, or the foundation's code",
    read=text,
)
_PERIOD = Option(
    "--period", "period", "期间（见 lixia calendar）", "the period (see lixia calendar)", read=text
)
_CONTENT = sha256("content_hash", "内容", "the content")


def _matter(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.rules.deadlines import Matter

    return {"matter": Matter(invocation["matter"])}


def _published(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.disclosure import Platform

    return {**_matter(invocation, store), "platform": Platform(invocation["platform"])}


PUBLISH = recording(
    "disclosures.publish",
    _MATTER,
    _SUBJECT,
    _PERIOD,
    Option(
        "--platform",
        "platform",
        "平台（默认 national，全国慈善信息平台）",
        "where (default: national)",
        need=False,
        default="national",
        choices=("national", "website", "news"),
    ),
    Option("--address", "address", "网址或公告编号", "its address there", read=text),
    _CONTENT,
    Option(
        "--position",
        "position",
        "数字所据的账册位置（默认全部）",
        "how far its figures have read (default: all)",
        read=number,
        need=False,
    ),
    role="accountant",
    extra=_published,
)
CORRECT = recording(
    "disclosures.correct",
    _MATTER,
    _SUBJECT,
    _PERIOD,
    sha256("corrects", "现行内容", "what stands there", shown="--corrects"),
    _CONTENT,
    REASON,
    role="approver",
    extra=_matter,
)
