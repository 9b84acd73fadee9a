"""Figures that views must show, brought up to the log's head first."""

from __future__ import annotations

from typing import Any

from lixia_domain.aggregates.disbursement import DISBURSEMENT, FundsDisbursed, UnspentRecovered
from lixia_domain.kernel.gifts import GiftShare
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.testing.steps.sentences import Table, check, rows
from lixia_domain.testing.steps.world import FUND, World, credit_code
from lixia_domain.views.enterprise_roll import pseudonym

PROJECT_FIGURES = {
    "预算": "budget_fen",
    "已认领": "claimed_fen",
    "可认领余额": "remainder_fen",
    "到账": "received_fen",
    "预留": "reserved_fen",
    "已拨付": "disbursed_fen",
    "收回": "recovered_fen",
    "转入": "moved_in_fen",
    "转出": "moved_out_fen",
    "孳息变卖": "income_fen",
    "费用": "charged_fen",
    "结余": "balance_fen",
}
CLAIM_FIGURES = {"认领额": "amount_fen", "认捐额": "pledged_fen", "到账": "settled_fen"}
FUND_CLASSES = {
    "捐赠资金": "donated",
    "财政资金": "government",
    "暂收款": "suspense",
    "其他收入": "other",
}
STAGES = {
    "起草": "drafted",
    "已立项": "approved",
    "已发布": "published",
    "实施中": "executing",
    "验收中": "acceptance",
    "已取消": "cancelled",
    "已结项": "closed",
}
STATES = {
    "已确认": "confirmed",
    "待确认": "claimed",
    "候补": "waitlisted",
    "已释放": "released",
}


@check('项目"{project}"的{figure}为 {amount:Money}')
def _(world: World, project: str, figure: str, amount: Money) -> None:
    row = _row(world, "project_register", project)
    _equal(row, PROJECT_FIGURES[figure], amount)


@check('项目"{project}"处于{stage}阶段')
def _(world: World, project: str, stage: str) -> None:
    row = _row(world, "project_register", project)
    assert row["stage"] == STAGES[stage], f"阶段为 {row['stage']}"


@check('项目"{project}"有 {claimants:Number} 家认领、{waiting:Number} 家候补')
def _(world: World, project: str, claimants: int, waiting: int) -> None:
    row = _row(world, "project_register", project)
    assert (row["claimants"], row["waiting"]) == (claimants, waiting), str(row)


@check('认领"{claim}"的{figure}为 {amount:Money}')
def _(world: World, claim: str, figure: str, amount: Money) -> None:
    _equal(_row(world, "claim_board", claim), CLAIM_FIGURES[figure], amount)


@check('认领"{claim}"的状态为{state}')
def _(world: World, claim: str, state: str) -> None:
    row = _row(world, "claim_board", claim)
    assert row["state"] == STATES[state], f"状态为 {row['state']}"


@check('认领"{claim}"下一期到期日为{due}')
def _(world: World, claim: str, due: str) -> None:
    row = _row(world, "claim_board", claim)
    assert (row["next_due"] or "无") == due.strip(), f"到期日为 {row['next_due']}"


@check('认领"{claim}"的认捐已解除')
def _(world: World, claim: str) -> None:
    assert _row(world, "claim_board", claim)["pledge_released"] is True


@check('企业"{who}"名下认捐 {pledged:Money}、到账 {received:Money}')
def _(world: World, who: str, pledged: Money, received: Money) -> None:
    row = _row(world, "enterprise_roll", pseudonym(credit_code(who)))
    _equal(row, "pledged_fen", pledged)
    _equal(row, "received_fen", received)


@check('爱心榜上"{who}"显示为"{name}"')
def _(world: World, who: str, name: str) -> None:
    row = _row(world, "enterprise_roll", pseudonym(credit_code(who)))
    assert row["name"] == name, f"显示为 {row['name']}"


@check("专项基金的{source}结余为 {amount:Money}")
def _(world: World, source: str, amount: Money) -> None:
    key = join_key(FUND, FUND_CLASSES[source])
    shown = {row["key"]: row["balance_fen"] for row in world.store.show("fund_statement")["rows"]}
    balance = Money(shown.get(key, 0))  # a class nothing was ever posted to has no row
    assert balance == amount, f"{source}结余为 {balance}"


@check('专户明细中到账"{credit}"记入会计期间 {period}')
def _(world: World, credit: str, period: str) -> None:
    ledger = world.store.show("account_ledger")["rows"]
    periods = {row["period"] for row in ledger if row["credit"] == credit}
    assert periods == {period}, f"期间为 {periods}"


@check('拨付"{paper}"逐笔动用下列捐赠：')
def _(world: World, paper: str, datatable: Table) -> None:
    (paid,) = (fact for fact in _facts(world, paper) if isinstance(fact, FundsDisbursed))
    _same_shares(paid.shares, datatable)


@check('拨付"{paper}"的结余逐笔退回下列捐赠：')
def _(world: World, paper: str, datatable: Table) -> None:
    *_, back = (fact for fact in _facts(world, paper) if isinstance(fact, UnspentRecovered))
    _same_shares(back.shares, datatable)


def _facts(world: World, paper: str) -> list[object]:
    return [recorded.event for recorded in world.ledger.history(DISBURSEMENT.stream(paper))]


def _same_shares(shares: tuple[GiftShare, ...], datatable: Table) -> None:
    """Compare by the credit that each gift came with."""
    told = {row["到账"]: Money.parse(row["金额"]) for row in rows(datatable)}
    told = {credit: amount for credit, amount in told.items() if amount != ZERO}
    found = {share.gift.partition("#")[0]: share.amount for share in shares}
    assert found == told, f"逐笔为 {found}"


def _row(world: World, view: str, key: str) -> dict[str, Any]:
    shown = world.store.show(view)
    for row in shown["rows"]:
        if row["key"] == key:
            found: dict[str, Any] = row
            return found
    raise AssertionError(f"视图 {view} 没有 {key}：{[row['key'] for row in shown['rows']]}")


def _equal(row: dict[str, Any], column: str, amount: Money) -> None:
    assert Money(row[column]) == amount, f"{column} 为 {Money(row[column])}"
