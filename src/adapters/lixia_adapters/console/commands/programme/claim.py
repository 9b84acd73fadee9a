"""``lixia claim`` and what becomes of a claim."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.programme.enterprise import CODE
from lixia_adapters.console.commands.programme.project import PROJECT, REASON
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import FUND, Option, dated_money, day, money, text
from lixia_adapters.console.frame.recording import LEFT_OUT, recording
from lixia_adapters.console.frame.trouble import Usage

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

AMOUNT = Option("AMOUNT", "amount", "金额（元），如 45000 或 4.5万", "yuan, exact", read=money)
CLAIM_ID = Option("CLAIM", "claim_id", "认领编号", "the claim's id", read=text)
_INSTALMENTS = (
    Option(
        "--due",
        "due",
        "一次付清的到期日",
        "due date, if paid in one",
        read=day,
        need=False,
        value="DATE",
    ),
    Option(
        "--instalment",
        "instalments",
        "分期：日期=金额（元）",
        "an instalment",
        read=dated_money,
        need=False,
        many=True,
        value="DATE=AMOUNT",
    ),
)


def _instalments(invocation: Invocation) -> dict[str, Any]:
    from lixia_domain.aggregates.pledge.facts import Instalment

    parts = invocation["instalments"]
    if bool(parts) is (invocation["due"] is not None):
        raise Usage(
            "请用 --due 给出到期日，或用 --instalment 逐期列明，二者取一",
            "give a due date by --due, or each part by --instalment: one of the two",
        )
    parts = parts or ((invocation["due"], invocation["amount"]),)
    return {
        "instalments": tuple(Instalment(due=due, amount=amount) for due, amount in parts),
        "due": LEFT_OUT,
    }


def _claim(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.application.programme.enterprises import sound_code

    code = sound_code(invocation["code"])
    return {
        **_instalments(invocation),
        "code": LEFT_OUT,
        "enterprise_code": code,
        "claim_id": invocation["claim_id"] or f"{invocation['project_id']}.{code}",
    }


CLAIM = recording(
    "claims.claim",
    PROJECT,
    CODE,
    AMOUNT,
    *_INSTALMENTS,
    Option(
        "--id",
        "claim_id",
        "认领编号（默认 项目.信用代码）",
        "the claim's id (default: PROJECT.CODE)",
        read=text,
        need=False,
        value="ID",
    ),
    FUND,
    extra=_claim,
)

TAKE_OFFER = recording(
    "claims.take_offer",
    CLAIM_ID,
    PROJECT,
    AMOUNT,
    *_INSTALMENTS,
    FUND,
    extra=lambda invocation, _: _instalments(invocation),
)
CONFIRM = recording("claims.confirm", CLAIM_ID, PROJECT)
REDUCE = recording(
    "claims.reduce",
    CLAIM_ID,
    PROJECT,
    AMOUNT,
    *_INSTALMENTS,
    REASON,
    extra=lambda invocation, _: _instalments(invocation),
)
RELEASE = recording("claims.release", CLAIM_ID, PROJECT, REASON)
