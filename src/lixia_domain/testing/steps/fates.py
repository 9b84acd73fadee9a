"""A fund's rule and its end, and what becomes of enterprises: renamed, merged, debarred."""

from __future__ import annotations

from lixia_domain.aggregates.account.facts import AccountOpened
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.application.finance import funds
from lixia_domain.application.programme import enterprises
from lixia_domain.testing.steps.sentences import act
from lixia_domain.testing.steps.world import FUND, World, account, credit_code


@act("专项基金已拟设，协议尚未签订")
def _(world: World) -> None:
    funds.propose(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        name="新时代文明实践公益基金（虚构示例）",
        foundation="扶贫开发基金会（虚构示例）",
        purpose="扶持新时代文明实践项目",
        on=world.today,
    )


@act("专项基金制定管理办法，管理费不超过 {permille:Number}‰")
def _(world: World, permille: int) -> None:
    funds.set_management_rule(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        permille=permille,
        document="管理办法",
        document_hash="0" * 64,
        on=world.today,
    )


@act('专项基金进入终止程序，因"{reason}"')
def _(world: World, reason: str) -> None:
    funds.terminate(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        reason=reason,
        document="管委会决议",
        on=world.today,
    )


@act('专项基金终止，清算报告"{report}"')
def _(world: World, report: str) -> None:
    funds.close(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        report=report,
        designations=tuple(
            recorded.event.designation
            for recorded in world.ledger.read(reads=(AccountOpened,))
            if isinstance(recorded.event, AccountOpened) and recorded.event.fund == FUND
        ),
        on=world.today,
    )


@act('企业"{name}"更名为"{new}"')
def _(world: World, name: str, new: str) -> None:
    enterprises.rename(
        world.ledger,
        world.office,
        code=credit_code(name),
        name=new,
        document="变更登记通知书",
        on=world.today,
    )


@act('企业"{name}"并入"{into}"')
def _(world: World, name: str, into: str) -> None:
    enterprises.merge(
        world.ledger,
        world.office,
        code=credit_code(name),
        successor=credit_code(into),
        document="合并协议",
        on=world.today,
    )


@act('企业"{name}"被禁入，因"{reason}"')
def _(world: World, name: str, reason: str) -> None:
    enterprises.debar(
        world.ledger,
        world.office,
        code=credit_code(name),
        reason=reason,
        document="公示截图",
        on=world.today,
    )


@act('企业"{name}"解除禁入')
def _(world: World, name: str) -> None:
    enterprises.reinstate(
        world.ledger, world.office, code=credit_code(name), document="移出决定书", on=world.today
    )


@act('以信用代码"{code}"登记企业"{name}"')
def _(world: World, code: str, name: str) -> None:
    _firm(world, code, name)


@act('以企业"{name}"的信用代码登记企业"{other}"')
def _(world: World, name: str, other: str) -> None:
    _firm(world, credit_code(name), other)


@act('专项基金另依协议"{agreement}"设立')
def _(world: World, agreement: str) -> None:
    funds.establish(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        name="新时代文明实践公益基金（虚构示例）",
        foundation="扶贫开发基金会（虚构示例）",
        purpose="扶持新时代文明实践项目",
        agreement=agreement,
        on=world.today,
    )


@act('专项基金管理委员会任命为"{members}"')
def _(world: World, members: str) -> None:
    funds.appoint_committee(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        members=() if members == "无" else tuple(map(account, members.split("、"))),
        document="任命文件",
        on=world.today,
    )


def _firm(world: World, code: str, name: str) -> None:
    enterprises.register(
        world.ledger,
        world.office,
        code=code,
        name=name,
        ownership=Ownership.PRIVATE,
        on=world.today,
    )
