"""``lixia bank``: where money that arrived goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.programme.project import REASON
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Option, money, number, text
from lixia_adapters.console.frame.recording import LEFT_OUT, recording
from lixia_adapters.console.frame.trouble import Usage

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

_CREDIT = Option("CREDIT", "credit_id", "到账编号", "the credit's id", read=text)
_GIFT = Option("GIFT", "gift", "捐赠编号（到账编号#…）", "the gift's id", read=text)
_AMOUNT = Option("AMOUNT", "amount", "金额（元）", "yuan, exact", read=money)
_DOCUMENT = Option("--document", "document", "依据的文书", "the document it rests on", read=text)


def _wishes(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.application.finance.booking import ToClaim, ToDesignation

    claim, designation, amount = (
        invocation["claim"],
        invocation["designation"],
        invocation["amount"],
    )
    if (claim is None) is (designation is None):
        raise Usage(
            "请用 --claim 或 --to 指明去向，二者取一",
            "say where it goes by --claim or by --to: one of the two",
        )
    wish = (
        ToClaim(claim=claim, instalment=invocation["instalment"], amount=amount)
        if claim is not None
        else ToDesignation(designation=designation, amount=amount)
    )
    gone = dict.fromkeys(("claim", "designation", "instalment", "amount"), LEFT_OUT)
    return {**gone, "wishes": (wish,)}


ALLOCATE = recording(
    "credits.allocate",
    _CREDIT,
    Option(
        "--claim",
        "claim",
        "冲抵哪笔认领",
        "towards which claim",
        read=text,
        need=False,
        value="CLAIM",
    ),
    Option(
        "--instalment",
        "instalment",
        "第几期（默认最早未付的一期）",
        "which instalment (default: the earliest open)",
        read=number,
        need=False,
    ),
    Option(
        "--to",
        "designation",
        "不对应认领时的用途：项目编号或 general",
        "without a claim: a project's id, or general",
        read=text,
        need=False,
        value="DESIGNATION",
    ),
    Option(
        "--amount",
        "amount",
        "金额（元，默认全部暂收款）",
        "yuan (default: all that is held)",
        read=money,
        need=False,
    ),
    role="accountant",
    extra=_wishes,
)

RETURN = recording(
    "credits.return_held",
    _CREDIT,
    _AMOUNT,
    Option("--basis", "basis", "退回的理由", "why it goes back", read=text),
    _DOCUMENT,
    role="accountant",
)

RETURN_GIFT = recording(
    "credits.return_gift",
    _GIFT,
    _AMOUNT,
    Option(
        "--basis",
        "basis",
        "依据：协议约定、生效裁判、主管机关决定、误汇",
        "on what basis",
        choices=("agreement", "judgment", "order", "mistake"),
    ),
    _DOCUMENT,
    role="accountant",
)

REVERSED = recording("credits.reverse_by_bank", _CREDIT, REASON, role="accountant")
