"""Figures that views must show, brought up to the log's head first."""

from __future__ import annotations

from typing import Any

from lixia_domain.aggregates.disbursement.facts import FundsDisbursed, UnspentRecovered
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.kernel.gifts import GiftShare, credit_of
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.testing.steps.expect import expect, same
from lixia_domain.testing.steps.reading import (
    CLAIM,
    CLASSES,
    PROJECT,
    STAGES,
    Words,
    figure,
    row_of,
    stage,
    view_rows,
)
from lixia_domain.testing.steps.sentences import Table, check, one_of, rows
from lixia_domain.testing.steps.world import FUND, World, credit_code
from lixia_domain.views.enterprise_roll import pseudonym
from lixia_domain.views.programme_summary import ALL, PROGRAMME_SUMMARY

STATES = Words(
    "状态",
    "state",
    {
        "已确认": "confirmed",
        "待确认": "claimed",
        "候补": "waitlisted",
        "已释放": "released",
    },
)


@check('项目"{project}"的{word}为 {amount:Money}', accepts={"word": one_of(PROJECT.known)})
def _(world: World, project: str, word: str, amount: Money) -> None:
    figure(
        _project(world, project), PROJECT, word, amount, f"项目 {project} ", f"project {project}"
    )


@check('项目"{project}"处于{word}阶段', accepts={"word": one_of(STAGES.known)})
def _(world: World, project: str, word: str) -> None:
    stage(_project(world, project), word, f"项目 {project} ", f"project {project}")


@check('项目"{project}"有 {claimants:Number} 家认领、{waiting:Number} 家候补')
def _(world: World, project: str, claimants: int, waiting: int) -> None:
    row = _project(world, project)
    same(f"项目 {project} 认领家数", f"the claimants of {project}", row.claimants, claimants)
    same(f"项目 {project} 候补家数", f"who waits for {project}", row.waiting, waiting)


@check('认领"{claim}"的{word}为 {amount:Money}', accepts={"word": one_of(CLAIM.known)})
def _(world: World, claim: str, word: str, amount: Money) -> None:
    figure(_claim(world, claim), CLAIM, word, amount, f"认领 {claim} ", f"claim {claim}")


@check('认领"{claim}"的状态为{state}', accepts={"state": one_of(STATES.known)})
def _(world: World, claim: str, state: str) -> None:
    zh, en = f"认领 {claim} 的状态", f"the state of claim {claim}"
    same(zh, en, STATES.back(_claim(world, claim).state), STATES.back(STATES[state]))


@check('认领"{claim}"下一期到期日为{due:DateOrNone}')
def _(world: World, claim: str, due: str) -> None:
    zh, en = f"认领 {claim} 的到期日", f"the next day due of claim {claim}"
    same(zh, en, str(_claim(world, claim).next_due or "无"), due.strip())


@check('认领"{claim}"的认捐已解除')
def _(world: World, claim: str) -> None:
    expect(
        _claim(world, claim).pledge_released,
        f"认领 {claim} 的认捐没有解除",
        f"the pledge of claim {claim} is not released",
    )


@check('企业"{who}"名下认捐 {pledged:Money}、到账 {received:Money}')
def _(world: World, who: str, pledged: Money, received: Money) -> None:
    row = _enterprise(world, who)
    same(f"{who} 名下认捐", f"what {who} pledged", Money(row.pledged_fen), pledged)
    same(f"{who} 名下到账", f"what {who} gave", Money(row.received_fen), received)


@check('爱心榜上"{who}"显示为"{name}"')
def _(world: World, who: str, name: str) -> None:
    same(f"爱心榜上的 {who} ", f"{who} on the roll", _enterprise(world, who).name, name)


@check("专项基金的{source}结余为 {amount:Money}", accepts={"source": one_of(CLASSES.known)})
def _(world: World, source: str, amount: Money) -> None:
    kind = CLASSES[source]
    row = view_rows(world, "fund_statement").get(join_key(FUND, kind))
    balance = Money(row.balance_fen if row else 0)  # a class nothing was ever posted to has no row
    same(f"{source}结余", f"the {kind} balance", balance, amount)


@check('专户明细中到账"{credit}"记入会计期间 {period:Month}')
def _(world: World, credit: str, period: str) -> None:
    ledger = view_rows(world, "account_ledger").values()
    periods = sorted({row.period for row in ledger if row.credit == credit})
    same(f"到账 {credit} 的会计期间", f"the period of credit {credit}", "、".join(periods), period)


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
    found = {credit_of(share.gift): share.amount for share in shares}
    same("逐笔", "gift by gift it", _listed(found), _listed(told))


def _listed(amounts: dict[str, Money]) -> str:
    return "、".join(f"{gift} {amount}" for gift, amount in sorted(amounts.items()))


def _project(world: World, project: str) -> Any:
    return row_of(view_rows(world, "project_register"), project, "项目", "project")


def _claim(world: World, claim: str) -> Any:
    return row_of(view_rows(world, "claim_board"), claim, "认领", "claim")


def _enterprise(world: World, who: str) -> Any:
    key = pseudonym(credit_code(who))
    return row_of(view_rows(world, "enterprise_roll"), key, "企业", "enterprise")


@check("总览中认领企业为 {count:Number} 家")
def _(world: World, count: int) -> None:
    [(_, row)] = world.store.views().rows(PROGRAMME_SUMMARY, key=ALL)
    same("认领企业", "enterprises with a standing pledge", row.enterprises, count)
