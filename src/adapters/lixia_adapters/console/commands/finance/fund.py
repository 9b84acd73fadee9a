"""``lixia fund``: special funds."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import (
    FUND,
    Command,
    Option,
    account,
    number,
    sha256,
    text,
)
from lixia_adapters.console.frame.recording import answer, recording

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

_FUND = Option("FUND", "fund_id", "基金编号", "the fund's id", read=text)

_PROPOSED = (
    _FUND,
    Option("--name", "name", "基金名称", "the fund's name", read=text),
    Option("--foundation", "foundation", "所在基金会", "the foundation it is in", read=text),
    Option("--purpose", "purpose", "宗旨", "its purpose", read=text),
)
_ACCOUNT = Option(
    "ACCOUNT",
    "designation",
    "哪个专户：项目编号、general 或 government",
    "which account: a project's id, general or government",
    read=text,
)
_GIFT = Option(
    "--gift",
    "gift",
    "只涉及这一笔捐赠（默认整个专户）",
    "this gift only (default: the whole account)",
    read=text,
    need=False,
)

PROPOSE = recording("funds.propose", *_PROPOSED, role="accountant")
ESTABLISH = recording(
    "funds.establish",
    *_PROPOSED,
    Option("--agreement", "agreement", "设立协议", "the agreement it stands on", read=text),
    role="accountant",
)

COMMITTEE = recording(
    "funds.appoint_committee",
    _FUND,
    Option(
        "--member",
        "members",
        "成员编号（不是姓名）",
        "a member's id, never a name",
        read=account,
        many=True,
    ),
    Option("--document", "document", "任命文件", "the document", read=text),
    role="accountant",
)


def _designations(invocation: Invocation, store: Store) -> dict[str, Any]:
    """Return the fund's accounts, as the log knows them."""
    from lixia_domain.aggregates.account.facts import AccountOpened

    fund = invocation.fund(store)
    opened = (recorded.event for recorded in store.ledger.read(reads=(AccountOpened,)))
    return {
        "designations": tuple(
            event.designation
            for event in opened
            if isinstance(event, AccountOpened) and event.fund == fund
        )
    }


def _close_month(invocation: Invocation) -> Answer:
    from lixia_adapters.console.commands.finance.bank_out import figures, items_table
    from lixia_domain.application.finance.closing import close_period, prove

    with invocation.open() as store:
        fund, period = invocation.fund(store), invocation["period"]
        arguments = {**_designations(invocation, store), "fund_id": fund, "period": period}
        proof = prove(store.views(), fund, period)
        done = invocation.carry_out(
            store, close_period, **arguments, proof=proof, on=invocation.day(store)
        )
    told_by = list(proof.statements)
    return answer(
        invocation, done, items_table(invocation, proof), statements=told_by, **figures(proof)
    )


CLOSE_MONTH = Command(
    (Option("MONTH", "period", "结至哪一月，如 2021-12", "through which month", read=text), FUND),
    _close_month,
    writes=True,
    role="accountant",
)

MANAGEMENT_RULE = recording(
    "funds.set_management_rule",
    _FUND,
    Option(
        "--permille",
        "permille",
        "管理费比例上限（千分比）",
        "at most so many thousandths for management",
        read=number,
        value="N",
    ),
    Option("--document", "document", "管理办法", "the rule's document", read=text),
    sha256("document_hash"),
    role="accountant",
)
FREEZE = recording(
    "accounts.freeze",
    _ACCOUNT,
    _GIFT,
    Option("--reason", "reason", "理由与文书", "the reason, and its document", read=text),
    FUND,
    role="accountant",
)
UNFREEZE = recording(
    "accounts.unfreeze",
    _ACCOUNT,
    _GIFT,
    Option("--basis", "basis", "解冻的依据", "on what basis", read=text),
    FUND,
    role="accountant",
)
TERMINATE = recording(
    "funds.terminate",
    _FUND,
    Option("--reason", "reason", "理由", "the reason", read=text),
    Option("--document", "document", "决定文件", "the decision", read=text),
    role="accountant",
)
CLOSE = recording(
    "funds.close",
    _FUND,
    Option("--report", "report", "清算报告", "the final report", read=text),
    role="accountant",
    extra=_designations,
)
