"""Special fund (专项基金): a purse inside a foundation, without bank account or seal of its own.

Source: 山东省慈善条例 34 (by agreement; no account, seal or sub-fund of its own).
"""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeAlias, assert_never, get_args

from attrs import evolve as replace
from attrs import frozen

from lixia_domain.kernel.dates import period_of, year_of
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.rejection import Reason, Rejection


@stored_as("fund.proposed")
class FundProposed(Event):
    """拟设专项基金。"""

    name: str
    foundation: str
    purpose: str


@stored_as("fund.established")
class FundEstablished(Event):
    """依协议设立（揭牌）。"""

    agreement: str


@stored_as("fund.committee_appointed")
class CommitteeAppointed(Event):
    """管理委员会组成（成员为不透明编号，不是姓名）。"""

    members: tuple[str, ...]
    document: str


@stored_as("fund.period_closed")
class PeriodClosed(Event):
    """会计期间结账；此后更正一律记入未结期间。``period`` 形如 ``2021-12``。"""

    period: str


FundEvent: TypeAlias = FundProposed | FundEstablished | CommitteeAppointed | PeriodClosed
Facts: TypeAlias = tuple[FundEvent, ...]


class Stage(StrEnum):
    """Where in its life a fund stands."""

    PROPOSED = "proposed"
    ESTABLISHED = "established"


@frozen(kw_only=True)
class Fund:
    """A fund as its decisions see it. No fund yet is ``None``."""

    proposed: FundProposed
    stage: Stage = Stage.PROPOSED
    agreement: str | None = None
    committee: tuple[str, ...] = ()
    closed_through: str = ""


def evolve(fund: Fund | None, event: FundEvent) -> Fund:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, FundProposed):
        return Fund(proposed=event)
    assert fund is not None, "a fund's history opens with FundProposed"
    match event:
        case FundEstablished(agreement=agreement):
            return replace(fund, stage=Stage.ESTABLISHED, agreement=agreement)
        case CommitteeAppointed(members=members):
            return replace(fund, committee=members)
        case PeriodClosed(period=period):
            return replace(fund, closed_through=period)
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
    NO_MEMBERS = "fund.no_members", "管理委员会没有成员", "a committee has members"
    PERIOD_AHEAD = (
        "fund.period_ahead",
        "{period} 尚未到来，不能结账",
        "{period} has not come yet: it can't be closed",
    )
    PERIOD_CLOSED = (
        "fund.period_closed",
        "{period} 已结账（结至 {closed}），请记入未结期间",
        "{period} is closed (through {closed}); post to an open period",
    )


def propose(fund: Fund | None, *, name: str, foundation: str, purpose: str, on: date) -> Facts:
    """Propose a fund inside a foundation (拟设). The same told twice is ``()``."""
    if fund is None:
        return (FundProposed(name=name, foundation=foundation, purpose=purpose, on=on),)
    known = fund.proposed
    if (known.name, known.foundation, known.purpose) == (name, foundation, purpose):
        return ()
    raise Rejection(Why.EXISTS, name=known.name)


def establish(fund: Fund | None, *, agreement: str, on: date) -> Facts:
    """Establish the fund by agreement (设立). The same told twice is ``()``."""
    fund = _existing(fund)
    if fund.agreement == agreement:
        return ()
    if fund.agreement is not None:
        raise Rejection(Why.ESTABLISHED_OTHERWISE, agreement=fund.agreement)
    return (FundEstablished(agreement=agreement, on=on),)


def appoint_committee(
    fund: Fund | None, *, members: tuple[str, ...], document: str, on: date
) -> Facts:
    """Appoint the committee (任命管委会)."""
    established(fund)
    if not members:
        raise Rejection(Why.NO_MEMBERS)
    return (CommitteeAppointed(members=members, document=document, on=on),)


def close_period(fund: Fund | None, *, period: str, on: date) -> Facts:
    """Close the accounting months up to ``period`` (结账). Never reopened.

    Raises ``BadDate`` for a ``period`` that is none.
    """
    fund = established(fund)
    year_of(period)
    if period > period_of(on):
        raise Rejection(Why.PERIOD_AHEAD, period=period)
    if period <= fund.closed_through:
        raise Rejection(Why.PERIOD_CLOSED, period=period, closed=fund.closed_through)
    return (PeriodClosed(period=period, on=on),)


def posting(fund: Fund | None, *, on: date) -> Fund:
    """Return ``fund`` if it stands and its books are open on ``on``; else refuse."""
    fund = established(fund)
    if (period := period_of(on)) <= fund.closed_through:
        raise Rejection(Why.PERIOD_CLOSED, period=period, closed=fund.closed_through)
    return fund


def established(fund: Fund | None) -> Fund:
    """Return ``fund`` if it stands; else refuse."""
    fund = _existing(fund)
    if fund.stage is not Stage.ESTABLISHED:
        raise Rejection(Why.NOT_ESTABLISHED)
    return fund


def _existing(fund: Fund | None) -> Fund:
    if fund is None:
        raise Rejection(Why.UNKNOWN)
    return fund
