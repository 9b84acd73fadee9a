"""``lixia in-kind``: goods given, issued, sold, written off."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.programme.project import MINUTES, REASON
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import FUND, Option, money, number, sha256, text
from lixia_adapters.console.frame.recording import recording

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

_DELIVERY = Option("DELIVERY", "delivery_id", "实物编号", "the delivery's id", read=text)
_QUANTITY = Option("--quantity", "quantity", "数量", "how many", read=number)
_DOCUMENT = Option("--document", "document", "凭据或评估报告", "the document", read=text)


def _valued(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.kernel.gifts import Valued

    return {"valued": Valued(invocation["valued"])}


DELIVER = recording(
    "goods.deliver",
    _DELIVERY,
    Option(
        "--donor",
        "donor",
        "捐赠人：信用代码或个人代号",
        "a credit code, or a person's reference",
        read=text,
    ),
    Option("--item", "item", "品名", "what it is", read=text),
    _QUANTITY,
    Option("--unit", "unit", "单位", "the unit", read=text),
    Option("--value", "value", "价值（元）", "its worth in yuan", read=money),
    Option(
        "--by",
        "valued",
        "计价依据：凭据或公允价值",
        "valued by its document, or at fair value",
        choices=("document", "fair_value"),
    ),
    _DOCUMENT,
    sha256("document_hash"),
    Option(
        "--project",
        "project_id",
        "限定用于哪个项目",
        "for one project only",
        read=text,
        need=False,
        value="PROJECT",
    ),
    FUND,
    role="accountant",
    extra=_valued,
)
ISSUE = recording(
    "goods.issue",
    _DELIVERY,
    _QUANTITY,
    Option("--project", "project_id", "发给哪个项目", "to which project", read=text),
    Option(
        "--receiver", "receiver", "签收团队的编号，或签收人的代号", "who signed, by id", read=text
    ),
    _DOCUMENT,
    role="accountant",
)
SELL = recording(
    "goods.sell",
    _DELIVERY,
    _QUANTITY,
    Option("--proceeds", "proceeds", "售价（元）", "what it was sold for", read=money),
    Option("--costs", "costs", "必要费用（元）", "costs of the sale", read=money),
    Option(
        "--credit",
        "credit_id",
        "所得到账编号",
        "the credit it came with",
        read=text,
        value="CREDIT",
    ),
    MINUTES,
    role="accountant",
)
WRITE_OFF = recording("goods.write_off", _DELIVERY, _QUANTITY, REASON, MINUTES, role="approver")
