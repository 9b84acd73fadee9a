"""Shortfalls (短缺): what the bank took back of money that was spent, until it is made good."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key, split_key
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.wish import Process, Wish, cause_of, line


class Short(Row, frozen=True):
    """What is short of one gift on one account, since which fact, and of whom it is claimed."""

    account: str
    gift: str
    fen: int
    cause: str
    since: date
    debtor: str = ""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the gift on its account."""
    event = recorded.event
    assert isinstance(event, acc.ShortfallArose | acc.ShortfallClaimed | acc.ShortfallMadeGood)
    return (join_key(recorded.key, event.gift),)


def evolve(row: Short | None, recorded: Recorded) -> Short | None:
    """Bring what is short up to date; once it is made good, nothing is."""
    event = recorded.event
    if isinstance(event, acc.ShortfallArose):
        if row is not None:
            return replace(row, fen=row.fen + event.amount.fen)
        return Short(recorded.key, event.gift, event.amount.fen, *cause_of(recorded))
    assert row is not None
    if isinstance(event, acc.ShortfallClaimed):
        return replace(row, debtor=event.debtor)
    assert isinstance(event, acc.ShortfallMadeGood)
    left = replace(row, fen=row.fen - event.amount.fen)
    return left if left.fen else None


def wishes(row: Short, on: date) -> tuple[Wish, ...]:
    """Let the accountant have it made good: nothing is approved from the account until then."""
    short, (fund, designation) = Money(row.fen), split_key(row.account)
    zh = f"专户 {designation} 的捐赠 {row.gift} 短缺 {short}"
    en = f"{short.en} of gift {row.gift} is short on account {designation}"
    if row.debtor:
        zh, en = f"{zh}，已向 {row.debtor} 追索", f"{en}, claimed of {row.debtor}"
    return (
        Wish(
            process="shortfall",
            subject=row.gift,
            cause=row.cause,
            since=row.since,
            role=Role.ACCOUNTANT,
            zh=f"{zh}，请以付款、收回或基金会非限定资金（凭纪要）弥补",
            en=f"{en}: have it made good by payment, recovery or, minuted, unrestricted money",
            command=line(
                "fund pay-shortfall",
                designation,
                "AMOUNT",
                "--gift",
                row.gift,
                "--by CREDIT",
                "--document DOCUMENT",
                "--fund",
                fund,
            ),
        ),
    )


SHORTFALL: Process[Short] = Process(
    name="shortfall",
    title="短缺",
    title_en="Shortfalls",
    view=View(
        name="shortfalls",
        version=1,
        title="短缺",
        title_en="What was spent and taken back",
        row=Short,
        reads=(acc.ShortfallArose, acc.ShortfallClaimed, acc.ShortfallMadeGood),
        keys=keys,
        evolve=evolve,
    ),
    wishes=wishes,
)
