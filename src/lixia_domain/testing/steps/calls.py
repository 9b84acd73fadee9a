"""Open calls: their notice, entries and votes.

Whoever votes in a scenario bears a name; what is recorded is a reference made of it.
"""

from __future__ import annotations

import hashlib
from datetime import date

from lixia_domain.aggregates.open_call.facts import Kind, Revote, TieRule
from lixia_domain.application.activities import calls, entries, votes
from lixia_domain.application.activities.votes import Ballot
from lixia_domain.recording.work import Work
from lixia_domain.testing.steps.sentences import Table, act, day, paper, rows
from lixia_domain.testing.steps.world import World

KINDS = {"条文": Kind.RULES, "故事": Kind.STORY, "短视频": Kind.SHORT_VIDEO, "其他": Kind.OTHER}
TIES = {"投稿在先": TieRule.EARLIER, "评审裁定": TieRule.JURY, "抽签": TieRule.LOT}
REVOTES = {"不得改投": Revote.REFUSED, "以后一票为准": Revote.REPLACES}
MARK, OTHER_MARK = "密钥一", "密钥二"


def person(name: str) -> str:
    """Return a synthetic reference for a name: always the same one."""
    return f"p:{hashlib.sha256(name.encode()).hexdigest()[:32]}"


@act('发布征集"{call}"，约定如下：')
def _(world: World, call: str, datatable: Table) -> None:
    told = {row["约定"]: row["内容"] for row in rows(datatable)}
    calls.open_the_call(
        world.ledger,
        world.office,
        call_id=call,
        title=told.get("名称", call),
        kind=KINDS[told.get("种类", "条文")],
        number=int(told["公布件数"]),
        tie_rule=TIES[told.get("并列", "投稿在先")],
        revote=REVOTES[told.get("改投", "不得改投")],
        entries_until=day(told["投稿截止"]),
        objection_days=int(told.get("公示天数", "7")),
        on=world.today,
    )


@act('作品"{entry}"投稿征集"{call}"，标题"{title}"，作者"{author}"')
def _(world: World, entry: str, call: str, title: str, author: str) -> None:
    _submit(world, call, entry, title, (paper(author),) if paper(author) else ())


@act('作品"{entry}"投稿征集"{call}"')
def _(world: World, entry: str, call: str) -> None:
    _submit(world, call, entry, f"作品{entry}", (person(f"作者{entry}"),))


@act('征集"{call}"的作品"{entry}"初审通过')
def _(world: World, call: str, entry: str) -> None:
    _screen(world, call, entry)


@act('征集"{call}"的作品"{entry}"初审不通过，理由"{reason}"')
def _(world: World, call: str, entry: str, reason: str) -> None:
    _screen(world, call, entry, admitted=False, reason=paper(reason))


@act('征集"{call}"收到作品"{told}"，均通过初审')
def _(world: World, call: str, told: str) -> None:
    for entry in told.split("、"):
        _submit(world, call, entry, f"作品{entry}", (person(f"作者{entry}"),))
        _screen(world, call, entry)


@act('征集"{call}"收到编号 1 至 {last:Number} 的作品，均通过初审')
def _(world: World, call: str, last: int) -> None:
    for number in range(1, last + 1):
        _submit(world, call, str(number), f"条文{number}", (person(f"作者{number}"),))
        _screen(world, call, str(number))


@act('征集"{call}"的作品"{entry}"撤回')
def _(world: World, call: str, entry: str) -> None:
    entries.withdraw(
        world.ledger,
        world.office,
        call_id=call,
        entry_id=entry,
        reason="作者要求",
        on=world.today,
    )


@act('征集"{call}"就作品"{told}"开始投票，至 {until:Date} 止')
def _(world: World, call: str, told: str, until: date) -> None:
    _open_voting(world, call, told.split("、"), until)


@act('征集"{call}"就编号 1 至 {last:Number} 的作品开始投票，至 {until:Date} 止')
def _(world: World, call: str, last: int, until: date) -> None:
    _open_voting(world, call, [str(number) for number in range(1, last + 1)], until)


@act('"{voter}"在征集"{call}"中投给作品"{entry}"')
def _(world: World, voter: str, call: str, entry: str) -> None:
    world.outcome = _cast(world, call, voter, entry)


@act('"{voter}"在征集"{call}"中投给作品"{entry}"，但代号出自另一把密钥')
def _(world: World, voter: str, call: str, entry: str) -> None:
    world.outcome = _cast(world, call, voter, entry, OTHER_MARK)


@act('征集"{call}"的作品"{told}"各得 {count:Number} 票')
def _(world: World, call: str, told: str, count: int) -> None:
    _cast_all(world, call, told.split("、"), count)


@act('征集"{call}"编号 {first:Number} 至 {last:Number} 的作品各得 {count:Number} 票')
def _(world: World, call: str, first: int, last: int, count: int) -> None:
    _cast_all(world, call, [str(number) for number in range(first, last + 1)], count)


@act('征集"{call}"投票截止')
def _(world: World, call: str) -> None:
    calls.close_voting(world.ledger, world.office, call_id=call, on=world.today)


@act('"{voter}"在征集"{call}"中投给作品"{entry}"，而投票截止抢先入账')
def _(world: World, voter: str, call: str, entry: str) -> None:
    world.decided = 0

    def after_the_close(work: Work) -> str:
        world.decided += 1
        told = votes.cast.within(
            work,
            call_id=call,
            entry_id=entry,
            voter=person(voter),
            key_mark=MARK,
            on=world.today,
        )
        if world.decided == 1:
            calls.close_voting(world.ledger, world.office, call_id=call, on=world.today)
        return told

    world.outcome = world.ledger.transact(after_the_close, by=world.office)


def _submit(world: World, call: str, entry: str, title: str, authors: tuple[str, ...]) -> None:
    entries.submit(
        world.ledger,
        world.office,
        call_id=call,
        entry_id=entry,
        title=title,
        authors=authors,
        document=f"{entry}.pdf",
        document_hash="0" * 64,
        on=world.today,
    )


def _screen(
    world: World, call: str, entry: str, *, admitted: bool = True, reason: str = ""
) -> None:
    entries.screen(
        world.ledger,
        world.office,
        call_id=call,
        entry_ids=(entry,),
        admitted=admitted,
        reason=reason,
        on=world.today,
    )


def _open_voting(world: World, call: str, told: list[str], until: date) -> None:
    calls.open_voting(
        world.ledger,
        world.office,
        call_id=call,
        entry_ids=tuple(told),
        until=until,
        key_mark=MARK,
        on=world.today,
    )


def _cast(world: World, call: str, voter: str, entry: str, mark: str = MARK) -> str:
    return votes.cast(
        world.ledger,
        world.office,
        call_id=call,
        entry_id=entry,
        voter=person(voter),
        key_mark=mark,
        on=world.today,
    )


def _cast_all(world: World, call: str, told: list[str], count: int) -> None:
    ballots = [
        Ballot(person(f"{entry}的第{number}位投票人"), entry)
        for entry in told
        for number in range(count)
    ]
    votes.cast_all(
        world.ledger,
        world.office,
        call_id=call,
        ballots=tuple(ballots),
        key_mark=MARK,
        on=world.today,
    )
