"""What decisions about a fund need to know, and why they may refuse."""

from __future__ import annotations

from typing import assert_never, get_args

from attrs import frozen

from lixia_domain.aggregates.fund.facts import (
    CommitteeAppointed,
    FundClosed,
    FundEstablished,
    FundEvent,
    FundProposed,
    FundTerminating,
    FundTerminationRevoked,
    ManagementRuleSet,
    PeriodClosed,
)
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.rejection import Reason
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Worded


class FundStage(Worded):
    """Where in its life a fund stands."""

    PROPOSED = "proposed", "拟设"
    ESTABLISHED = "established", "已设立"
    TERMINATING = "terminating", "终止程序中"
    CLOSED = "closed", "已结束"


@frozen(kw_only=True)
class Fund:
    """A fund as its decisions see it. No fund yet is ``None``."""

    proposed: FundProposed
    stage: FundStage = FundStage.PROPOSED
    agreement: str | None = None
    committee: tuple[str, ...] = ()
    closed_through: str = ""
    management: ManagementRuleSet | None = None


def evolve(fund: Fund | None, event: FundEvent) -> Fund:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, FundProposed):
        return Fund(proposed=event)
    assert fund is not None, "a fund's history opens with FundProposed"
    match event:
        case FundEstablished(agreement=agreement):
            return replace(fund, stage=FundStage.ESTABLISHED, agreement=agreement)
        case CommitteeAppointed(members=members):
            return replace(fund, committee=members)
        case PeriodClosed(period=period):
            return replace(fund, closed_through=period)
        case ManagementRuleSet():
            return replace(fund, management=event)
        case FundTerminating():
            return replace(fund, stage=FundStage.TERMINATING)
        case FundTerminationRevoked():
            return replace(fund, stage=FundStage.ESTABLISHED)
        case FundClosed():
            return replace(fund, stage=FundStage.CLOSED)
        case _:
            assert_never(event)


FUND: Decider[Fund | None, FundEvent] = Decider("fund", None, evolve, get_args(FundEvent))


class Why(Reason):
    """Every reason a fund may refuse."""

    UNKNOWN = "fund.unknown", "没有这个专项基金", "there is no such fund"
    EXISTS = "fund.exists", "基金编号已用于“{name}”", "the id is that of “{name}”"
    ESTABLISHED_OTHERWISE = (
        "fund.established_otherwise",
        "基金已依协议 {agreement} 设立",
        "the fund stands under agreement {agreement}",
    )
    NOT_ESTABLISHED = "fund.not_established", "基金尚未设立", "the fund is not established"
    TERMINATING = (
        "fund.is_terminating",
        "基金正在终止，不再接受新的事项",
        "the fund is being wound up and takes on nothing new",
    )
    NOT_TERMINATING = (
        "fund.not_terminating",
        "基金尚未进入终止程序",
        "the fund is not being wound up",
    )
    CLOSED = "fund.is_closed", "基金已终止", "the fund is closed"
    HANDED_OVER = (
        "fund.handed_over",
        "终止程序中，账户 {accounts} 已有款项移交，终止不能撤销；可另设基金",
        "since its termination money was handed over from accounts {accounts}: it is not revoked; "
        "another fund can be established",
    )
    STILL_HOLDS = (
        "fund.still_holds",
        "账户“{designation}”尚有余额 {amount}，不能终止",
        "account {designation} still holds {amount}: the fund can't be closed",
    )
    UNSETTLED = (
        "fund.unsettled",
        "拨付 {disbursements} 尚未结清，基金不能终止；请先核销凭证、收回余款，未支付的撤回",
        "disbursements {disbursements} are not settled: account for them by evidence, recover what "
        "is left, withdraw what is not paid; then close the fund",
    )
    IS_OWED = (
        "fund.is_owed",
        "到账 {credits} 已被银行冲正，退出去的款尚应收回，基金不能终止；请先收回应收款",
        "the bank took credits {credits} back after parts had been returned: collect what is owed, "
        "then close the fund",
    )
    BAD_RATE = (
        "fund.bad_rate",
        "管理费比例应在 0 与 1000‰ 之间，收到 {permille}‰",
        "a management rate lies between 0 and 1000 ‰, got {permille} ‰",
    )
    NO_MEMBERS = "fund.no_members", "管理委员会没有成员", "a committee has members"
    PERIOD_AHEAD = (
        "fund.period_ahead",
        "{period} 尚未结束，须在其最后一天之后结账",
        "{period} is not over yet: close it after its last day",
    )
    PERIOD_CLOSED = (
        "fund.period_closed",
        "{period} 已结账（结至 {closed}），请记入未结期间",
        "{period} is closed (through {closed}); post to an open period",
    )
    UNPROVEN = (
        "fund.unproven",
        "账面 {book}、银行 {bank}，除所列未达账项外尚有 {gap} 不明，不能结账",
        "book {book}, bank {bank}: but for the items listed, {gap} is unexplained",
    )
    OTHER_FOUNDATION = (
        "fund.other_foundation",
        "专项基金由“{keeper}”管理，所涉另一方是“{other}”：一家基金会的钱不记入另一家",
        "the fund is kept by “{keeper}”, the other part by “{other}”: "
        "money of one foundation is never booked to another",
    )
