"""``lixia fund``: special funds, and what the government adds to them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.finance.bank_balance import REASONS
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import FUND, Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.recording import answer, recording
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store


def _close_month(invocation: Invocation) -> Answer:
    from lixia_adapters.console.commands.finance.bank_balance import (
        explained,
        figures,
        items_table,
    )
    from lixia_domain.application.finance.closing import close_period, prove

    with invocation.open() as store:
        fund, period = invocation.fund(store), invocation["period"]
        proof = explained(invocation, prove(store.ledger, fund, period), period)
        told = {"fund_id": fund, "period": period, "proof": proof}
        done = invocation.carry_out(store, close_period, **told, on=invocation.day(store))
    statements = list(proof.statements)
    return answer(
        invocation, done, items_table(invocation, proof), statements=statements, **figures(proof)
    )


def _grant(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.account.facts import Grant

    return {"kind": Grant.MATCH if invocation["match"] else Grant.APPROPRIATION}


_GIFT = (
    "--gift",
    "只涉及这一笔捐赠（默认整个专户）",
    "this gift only (default: the whole account)",
)

COMMANDS = (
    recording("fund propose", "funds.propose"),
    recording("fund establish", "funds.establish"),
    recording("fund committee", "funds.appoint_committee"),
    Command(
        "fund close-month",
        Words("结账", "close months of account"),
        (
            option("MONTH", "结至哪一月，如 2021-12", "through which month", text, name="period"),
            REASONS,
            FUND,
        ),
        _close_month,
        carries="closing.close_period",
    ),
    recording("fund management-rule", "funds.set_management_rule"),
    recording(
        "fund freeze", "accounts.freeze", designation="ACCOUNT", fund_id="[--fund]", gift=_GIFT
    ),
    recording(
        "fund unfreeze", "accounts.unfreeze", designation="ACCOUNT", fund_id="[--fund]", gift=_GIFT
    ),
    recording(
        "fund claim-shortfall",
        "shortfalls.claim",
        designation="ACCOUNT",
        amount="AMOUNT",
        fund_id="[--fund]",
    ),
    recording(
        "fund pay-shortfall",
        "shortfalls.pay",
        designation="ACCOUNT",
        amount="AMOUNT",
        credit="--by",
        fund_id="[--fund]",
    ),
    recording(
        "fund put-gift",
        "shortfalls.put_gift",
        designation="ACCOUNT",
        amount="AMOUNT",
        by_gift="--by",
        fund_id="[--fund]",
    ),
    recording(
        "fund cover-shortfall",
        "shortfalls.cover",
        designation="ACCOUNT",
        amount="AMOUNT",
        fund_id="[--fund]",
    ),
    recording("fund match", "incomes.promise_match", fund_id="[--fund]"),
    recording(
        "fund appropriation",
        "incomes.receive_appropriation",
        option("[--match]", "属财政配套", "it is a match"),
        extra=_grant,
        credit="CREDIT",
        amount="AMOUNT",
        fund_id="[--fund]",
        expiry="--spend-until",
        kind=None,
    ),
    recording("fund terminate", "funds.terminate"),
    recording("fund resume", "funds.resume"),
    recording(
        "fund hand-on",
        "winding_up.hand_on",
        project_id="PROJECT",
        amount="AMOUNT",
        fund_id="[--fund]",
    ),
    recording("fund close", "funds.close"),
)
