"""``lixia claim``: an enterprise takes a project on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import option
from lixia_adapters.console.frame.readers import day
from lixia_adapters.console.frame.recording import recording
from lixia_adapters.console.frame.trouble import Usage

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

DUE = option("[--due DATE]", "一次付清的到期日", "due date, if paid in one", day)


def instalments(invocation: Invocation, store: Store) -> dict[str, Any]:
    """Return the instalments: each as the line has them, or one for all."""
    from lixia_domain.aggregates.pledge.facts import Instalment

    parts, due = invocation["instalments"], invocation["due"]
    if bool(parts) is (due is not None):
        raise Usage(
            "请用 --due 给出到期日，或用 --instalment 逐期列明，二者取一",
            "give a due date by --due, or each part by --instalment: one of the two",
        )
    return {"instalments": parts or (Instalment(due=due, amount=invocation["amount"]),)}


def _claim(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.kernel.credit_codes import sound_code

    code = sound_code(invocation["enterprise_code"])
    return {
        **instalments(invocation, store),
        "enterprise_code": code,
        "claim_id": invocation["claim_id"] or f"{invocation['project_id']}.{code}",
    }


COMMANDS = (
    recording(
        "claim",
        "claims.claim",
        DUE,
        extra=_claim,
        project_id="PROJECT",
        enterprise_code="CODE",
        amount="AMOUNT",
        claim_id=(
            "[--id]",
            "认领编号（默认 项目.信用代码）",
            "the claim's id (default: PROJECT.CODE)",
        ),
        instalments="[--instalment]",
    ),
)
