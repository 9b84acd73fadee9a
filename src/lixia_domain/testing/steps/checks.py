"""What a scenario expects: refusals, facts, receipts, positions."""

from __future__ import annotations

import re
from datetime import date

from lixia_domain.aggregates.bank_credit import BANK_CREDIT, CreditReceipted, CreditUnreceipted
from lixia_domain.aggregates.donation_receipt import DONATION_RECEIPT, DonationReceiptIssued
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.recording.faults import Fault
from lixia_domain.testing.steps.books import CODE
from lixia_domain.testing.steps.sentences import Table, check, rows
from lixia_domain.testing.steps.world import World, credit_code

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
    "未约定用途": "silent",
}
"""How scenarios call what use cases answer."""


@check('被拒绝，理由代码为"{code}"')
def _(world: World, code: str) -> None:
    refusal = _refusal(world)
    assert isinstance(refusal, Rejection), f"不是业务拒绝，而是 {refusal!r}"
    assert refusal.reason.code == code, f"理由代码为 {refusal.reason.code}：{refusal}"


@check('被拒绝，提示包含"{words}"')
def _(world: World, words: str) -> None:
    refusal = _refusal(world)
    assert isinstance(refusal, Rejection), f"不是业务拒绝，而是 {refusal!r}"
    assert words in refusal.sentence("zh"), f"提示为：{refusal.sentence('zh')}"
    assert refusal.sentence("en"), "英文提示为空"


@check('停止读取，提示包含"{words}"')
def _(world: World, words: str) -> None:
    fault = _refusal(world)
    assert isinstance(fault, Fault), f"不是故障，而是 {fault!r}"
    assert words in fault.sentence("zh"), f"提示为：{fault.sentence('zh')}"
    assert fault.sentence("en"), "英文提示为空"


@check('答复为"{word}"')
def _(world: World, word: str) -> None:
    assert world.outcome == WORDS[word], f"答复为 {world.outcome!r}"


@check("未记录任何事实")
def _(world: World) -> None:
    assert not world.news(), f"记录了 {[r.event.event_name for r in world.news()]}"


@check("仅记录下列事实：")
def _(world: World, datatable: Table) -> None:
    names = [recorded.event.event_name for recorded in world.news()]
    assert names == [row["事实"] for row in rows(datatable)], f"记录了 {names}"


@check('最近一次"{fact}"载明：')
def _(world: World, fact: str, datatable: Table) -> None:
    event = _latest(world, fact)
    for row in rows(datatable):
        value = getattr(event, row["字段"])
        assert _same(value, row["值"]), f"{row['字段']} 为 {value}"


@check('到账"{credit}"没有有效票据')
def _(world: World, credit: str) -> None:
    standing: set[str] = set()
    for recorded in world.ledger.history(BANK_CREDIT.stream(credit)):
        if isinstance(recorded.event, CreditReceipted):
            standing.add(recorded.event.receipt)
        elif isinstance(recorded.event, CreditUnreceipted):
            standing.discard(recorded.event.receipt)
    assert world.ledger.history(BANK_CREDIT.stream(credit)), f"没有到账 {credit}"
    assert not standing, f"有效票据：{standing}"


@check('票据"{number}"开给"{who}"，金额 {amount:Money}')
def _(world: World, number: str, who: str, amount: Money) -> None:
    history = world.ledger.history(DONATION_RECEIPT.stream(join_key(CODE, number)))
    issued = history[0].event
    assert isinstance(issued, DonationReceiptIssued), f"票据 {number} 未开具"
    assert (issued.donor, issued.amount) == (credit_code(who), amount), str(issued)


@check('票据"{number}"的记录依次为"{facts}"')
def _(world: World, number: str, facts: str) -> None:
    history = world.ledger.history(DONATION_RECEIPT.stream(join_key(CODE, number)))
    assert "、".join(recorded.event.event_name for recorded in history) == facts


@check("在先者入账后又重新裁定，共裁定 {times:Number} 次")
def _(world: World, times: int) -> None:
    assert world.decided == times, f"裁定了 {world.decided} 次"


@check("业务日期为 {on:Date}")
def _(world: World, on: date) -> None:
    assert world.today == on, f"业务日期为 {world.today}"


@check("每个视图都注明所读到的位置，即账册末尾")
def _(world: World) -> None:
    head = world.ledger.head()
    assert world.shown and head > 0
    assert {view["view"]: view["position"] for view in world.shown} == {
        view["view"]: head for view in world.shown
    }


@check('最近一次"{fact}"读作第 {version:Number} 版')
def _(world: World, fact: str, version: int) -> None:
    assert _latest(world, fact).event_version == version


def _refusal(world: World) -> Exception:
    assert world.refusal is not None, "没有被拒绝"
    world.looked_at = True
    return world.refusal


def _latest(world: World, fact: str) -> Event:
    found = [r.event for r in world.ledger.read() if r.event.event_name == fact]
    assert found, f"没有记录过 {fact}"
    return found[-1]


def _same(value: object, told: str) -> bool:
    if value is None:
        return told == "无"
    if isinstance(value, Money):
        return value == Money.parse(told)
    if isinstance(value, bool):
        return told == ("是" if value else "否")
    return str(value) == re.sub(r"企业:(\S+)", lambda who: credit_code(who[1]), told)
