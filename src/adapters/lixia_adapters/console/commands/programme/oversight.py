"""``lixia project``: suspend, resume, review, name; and ``lixia fund``: government money."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.programme.project import MINUTES, PROJECT, REASON
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import FUND, Option, day, money, text
from lixia_adapters.console.frame.recording import LEFT_OUT, recording

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

_DOCUMENT = Option("--document", "document", "文件编号", "the document", read=text)
_PURPOSE = Option("--purpose", "purpose", "用途", "for what", read=text)

SUSPEND = recording("oversight.suspend", PROJECT, REASON, _DOCUMENT, FUND)
RESUME = recording("oversight.resume", PROJECT, _DOCUMENT, FUND)
INTERIM = recording(
    "oversight.review",
    PROJECT,
    Option("--result", "passed", "通过或不通过", "passed or failed", choices=("passed", "failed")),
    Option("--findings", "findings", "评估意见", "what was found", read=text),
    MINUTES,
    extra=lambda invocation, _: {"passed": invocation["passed"] == "passed"},
)
NAMING = recording(
    "oversight.agree_naming",
    PROJECT,
    Option("--claim", "claim_id", "哪一认领的捐赠人", "whose claim", read=text, value="CLAIM"),
    Option("--name", "name", "冠名", "the name", read=text),
    Option("--consent", "consent", "受益人同意书", "the beneficiary's consent", read=text),
)
MATCH_PROMISED = recording(
    "incomes.promise_match",
    _DOCUMENT,
    _PURPOSE,
    Option("--cap", "cap", "配套上限（元）", "at most so much", read=money),
    Option("--until", "until", "有效至哪一天", "until which day", read=day, value="DATE"),
    FUND,
    role="accountant",
)


def _grant(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.account.facts import Grant

    kind = Grant.MATCH if invocation["match"] else Grant.APPROPRIATION
    return {"kind": kind, "match": LEFT_OUT}


APPROPRIATION = recording(
    "incomes.receive_appropriation",
    Option("CREDIT", "credit", "到账编号", "the credit's id", read=text),
    Option("AMOUNT", "amount", "金额（元）", "yuan, exact", read=money),
    _DOCUMENT,
    _PURPOSE,
    Option("--spend-until", "expiry", "使用期限", "to be spent until", read=day, value="DATE"),
    Option("--carry-over", "carry_over", "可结转下年", "may carry over", need=False, flag=True),
    Option("--match", "match", "属财政配套", "it is a match", need=False, flag=True),
    FUND,
    role="accountant",
    extra=_grant,
)
