"""What a scenario expects: refusals, facts, receipts, positions."""

from __future__ import annotations

import re
from datetime import date

from lixia_domain.aggregates.bank_credit.facts import CreditReceipted, CreditUnreceipted
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.donation_receipt import DONATION_RECEIPT, DonationReceiptIssued
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.recording.faults import Fault
from lixia_domain.testing.steps.books import CODE
from lixia_domain.testing.steps.expect import NotSo, expect, same
from lixia_domain.testing.steps.sentences import Table, check, rows
from lixia_domain.testing.steps.world import World, account, credit_code

WORDS = {
    "已确认": "confirmed",
    "待确认": "claimed",
    "候补": "waitlisted",
    "已投票": "cast",
    "已改投": "changed",
    "先前已办": "known",
    "已入账": "new",
    "重复，未再入账": "known",
    "内容冲突，未入账": "conflicted",
    "捐赠人同意": "consent",
    "协议条款": "clause",
    "生效判决": "judgment",
    "募捐方案变更备案": "plan",
    "未约定用途": "silent",
}
"""How scenarios call what use cases answer."""


@check('被拒绝，理由代码为"{code}"')
def _(world: World, code: str) -> None:
    refusal = _rejection(world)
    zh, en = refusal.sentence("zh"), refusal.sentence("en")
    found = refusal.reason.code
    expect(
        found == code,
        f"理由代码为 {found}，不是 {code}：{zh}",
        f"the reason is {found}, not {code}: {en}",
    )


@check('被拒绝，提示包含"{words}"')
def _(world: World, words: str) -> None:
    _says(_rejection(world), words)


@check('未能办理，提示包含"{words}"')
@check('停止读取，提示包含"{words}"')
def _(world: World, words: str) -> None:
    fault = _refusal(world)
    if not isinstance(fault, Fault):
        raise NotSo(f"不是故障，而是 {fault!r}", f"no fault but {fault!r}")
    _says(fault, words)


@check('答复为"{word}"')
def _(world: World, word: str) -> None:
    same("答复", "the answer", world.outcome, WORDS[word])


@check("未记录任何事实")
def _(world: World) -> None:
    same("记录的事实", "what was recorded", _news(world), "")


@check("仅记录下列事实：")
def _(world: World, datatable: Table) -> None:
    told = "、".join(row["事实"] for row in rows(datatable))
    same("记录的事实", "what was recorded", _news(world), told)


ACCOUNTS = {
    "actor",
    "approver",
    "decided_by",
    "paid_by",
    "person",
    "recorder",
    "released_by",
    "requester",
    "reviewer",
}
"""Fields that hold account ids, of people whom scenarios call by their part."""


@check('最近一次"{fact}"载明：')
def _(world: World, fact: str, datatable: Table) -> None:
    event = _latest(world, fact)
    for row in rows(datatable):
        name, told = row["字段"], row["值"]
        expect(
            hasattr(event, name),
            f"{fact} 没有字段“{name}”",
            f"{fact} has no field {name!r}",
        )
        value = getattr(event, name)
        expect(
            _same(value, account(told) if name in ACCOUNTS else told),
            f"{name} 为 {value}，不是 {told}",
            f"{name} is {value}, not {told}",
        )


@check('到账"{credit}"没有有效票据')
def _(world: World, credit: str) -> None:
    standing: set[str] = set()
    for recorded in world.ledger.history(BANK_CREDIT.stream(credit)):
        if isinstance(recorded.event, CreditReceipted):
            standing.add(recorded.event.receipt)
        elif isinstance(recorded.event, CreditUnreceipted):
            standing.discard(recorded.event.receipt)
    known = world.ledger.history(BANK_CREDIT.stream(credit))
    expect(known, f"没有到账 {credit}", f"there is no credit {credit}")
    same(f"到账 {credit} 的有效票据", f"receipts of {credit}", "、".join(sorted(standing)), "")


@check('票据"{number}"开给"{who}"，金额 {amount:Money}')
def _(world: World, number: str, who: str, amount: Money) -> None:
    history = world.ledger.history(DONATION_RECEIPT.stream(join_key(CODE, number)))
    issued = history[0].event if history else None
    if not isinstance(issued, DonationReceiptIssued):
        raise NotSo(f"票据 {number} 未开具", f"receipt {number} was not issued")
    zh, en = f"票据 {number} 的", f"of receipt {number}"
    same(f"{zh}捐赠人", f"the donor {en}", issued.donor, credit_code(who))
    same(f"{zh}金额", f"the amount {en}", issued.amount, amount)


@check('票据"{number}"的记录依次为"{facts}"')
def _(world: World, number: str, facts: str) -> None:
    history = world.ledger.history(DONATION_RECEIPT.stream(join_key(CODE, number)))
    found = "、".join(recorded.event.event_name for recorded in history)
    same(f"票据 {number} 的记录", f"the facts of receipt {number}", found, facts)


@check("在先者入账后又重新裁定，共裁定 {times:Number} 次")
def _(world: World, times: int) -> None:
    same("裁定次数", "the number of decisions", world.decided, times)


@check("业务日期为 {on:Date}")
def _(world: World, on: date) -> None:
    same("业务日期", "the business date", world.today, on)


@check("每个视图都注明所读到的位置，即账册末尾")
def _(world: World) -> None:
    head = world.ledger.head()
    expect(world.shown and head > 0, "没有看过任何视图", "no view was looked at")
    for view in world.shown:
        zh, en = f"视图 {view['view']} 的位置", f"the position of view {view['view']}"
        same(zh, en, view["position"], head)


@check('最近一次"{fact}"读作第 {version:Number} 版')
def _(world: World, fact: str, version: int) -> None:
    same(f"{fact} 的版本", f"the version of {fact}", _latest(world, fact).event_version, version)


def _refusal(world: World) -> Exception:
    if world.refusal is None:
        raise NotSo("没有被拒绝", "it was not refused")
    world.looked_at = True
    return world.refusal


def _rejection(world: World) -> Rejection:
    refusal = _refusal(world)
    if not isinstance(refusal, Rejection):
        raise NotSo(f"不是业务拒绝，而是 {refusal!r}", f"no rule refused it: {refusal!r}")
    return refusal


def _says(answer: Rejection | Fault, words: str) -> None:
    zh, en = answer.sentence("zh"), answer.sentence("en")
    expect(words in zh, f"提示为：{zh}", f"it says: {en}")
    expect(en, "英文提示为空", "it says nothing in English")


def _news(world: World) -> str:
    return "、".join(recorded.event.event_name for recorded in world.news())


def _latest(world: World, fact: str) -> Event:
    found = [r.event for r in world.ledger.read() if r.event.event_name == fact]
    expect(found, f"没有记录过 {fact}", f"no {fact} was recorded")
    return found[-1]


def _same(value: object, told: str) -> bool:
    if value is None:
        return told == "无"
    if isinstance(value, Money):
        return value == Money.parse(told)
    if isinstance(value, bool):
        return told == ("是" if value else "否")
    return str(value) == re.sub(r"企业:(\S+)", lambda who: credit_code(who[1]), told)
