"""Open calls: their notice, entries and votes.

Whoever votes in a scenario bears a name; what is recorded is a reference made of it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

from lixia_domain.aggregates.open_call.facts import CallKind, Revote, TieRule
from lixia_domain.application.activities import calls, entries, votes
from lixia_domain.application.activities.votes import Ballot
from lixia_domain.recording.work import Work
from lixia_domain.testing.steps.acts import Said, carries_out
from lixia_domain.testing.steps.persons import sealed_details
from lixia_domain.testing.steps.reading import by_word
from lixia_domain.testing.steps.sentences import Table, act, day, rows
from lixia_domain.testing.steps.world import World, person

OTHER_MARK = "另一把密钥"


def mark_of(call: str) -> str:
    """Return the mark of a call's own voter key."""
    return f"密钥（{call}）"


def own_key(_: World, said: Said) -> str:
    """Return the mark of the key of the call that is told."""
    return mark_of(said["call_id"])


@act('发布征集"{call}"，约定如下：')
def _(world: World, call: str, datatable: Table) -> None:
    told = {row["约定"]: row["内容"] for row in rows(datatable)}
    world.carry_out(
        calls.open_the_call,
        call_id=call,
        title=told.get("名称", call),
        kind=by_word(CallKind)[told.get("种类", "条文")],
        number=int(told["公布件数"]),
        tie_rule=by_word(TieRule)[told.get("并列", "投稿在先")],
        revote=by_word(Revote)[told.get("改投", "不得改投")],
        entries_until=day(told["投稿截止"]),
        objection_days=int(told.get("公示天数", "7")),
    )


carries_out(
    '作品"{entry_id}"投稿征集"{call_id}"，标题"{title}"，作者"{authors}"',
    entries.submit,
    document="{entry_id}.pdf",
    reads={"authors": str},
)
carries_out(
    '作品"{entry_id}"投稿征集"{call_id}"',
    entries.submit,
    title="作品{entry_id}",
    authors="作者{entry_id}",
    document="{entry_id}.pdf",
)
carries_out(
    '作品"{entry_id}"于 {on:Date} 投稿征集"{call_id}"',
    entries.submit,
    title="作品{entry_id}",
    authors="作者{entry_id}",
    document="{entry_id}.pdf",
)
CHILDS: dict[str, Any] = {"title": "作品{entry_id}", "document": "{entry_id}.pdf"}
"""What an entry is, of whose author it is told how old it is."""


def _details(world: World, said: Said) -> dict[str, Any]:
    return {person(said["authors"]): sealed_details(world, said["authors"], said["datatable"])}


def _of_age(world: World, said: Said) -> dict[str, date]:
    return {person(said["authors"]): said["of_age"]}


carries_out('作品"{entry_id}"投稿征集"{call_id}"，作者"{authors}"', entries.submit, **CHILDS)
carries_out(
    '作品"{entry_id}"投稿征集"{call_id}"，作者"{authors}"的信息为：',
    entries.submit,
    details=_details,
    **CHILDS,
)
carries_out(
    '作品"{entry_id}"投稿征集"{call_id}"，作者"{authors}"{of_age:Date} 成年，没有监护人',
    entries.submit,
    adult_from=_of_age,
    **CHILDS,
)
carries_out(
    '作品"{entry_id}"投稿征集"{call_id}"，作者"{authors}"{of_age:Date} 成年，'
    '监护人"{guard}"，信息为：',
    entries.submit,
    details=_details,
    adult_from=_of_age,
    guardians=lambda world, said: {person(said["authors"]): person(said["guard"])},
    **CHILDS,
)
carries_out('征集"{call_id}"的作品"{entry_ids}"初审通过', entries.screen, admitted=True)
carries_out(
    '征集"{call_id}"的作品"{entry_ids}"初审不通过，理由"{reason}"', entries.screen, admitted=False
)
carries_out(
    '征集"{call_id}"的作品"{entry_id}"撤销初审，因"{reason}"，凭"{document}"', entries.unscreen
)


@act('征集"{call}"收到作品"{told}"，均通过初审')
def _(world: World, call: str, told: str) -> None:
    for entry in told.split("、"):
        _take_in(world, call, entry, f"作品{entry}")


@act('征集"{call}"收到编号 1 至 {last:Number} 的作品，均通过初审')
def _(world: World, call: str, last: int) -> None:
    for number in _numbered(1, last):
        _take_in(world, call, number, f"条文{number}")


carries_out('征集"{call_id}"的作品"{entry_id}"撤回', entries.withdraw, reason="作者要求")
carries_out('征集"{call_id}"开始投票，至 {until:Date} 止', calls.open_voting, key_mark=own_key)
carries_out(
    '征集"{call_id}"用征集"{other}"的投票密钥开始投票，至 {until:Date} 止',
    calls.open_voting,
    key_mark=lambda world, said: mark_of(said["other"]),
)
carries_out('"{voter}"在征集"{call_id}"中投给作品"{entry_id}"', votes.cast, key_mark=own_key)
carries_out(
    '"{voter}"于 {on:Date} 在征集"{call_id}"中投给作品"{entry_id}"', votes.cast, key_mark=own_key
)
carries_out(
    '"{voter}"在征集"{call_id}"中投给作品"{entry_id}"，但代号出自另一把密钥',
    votes.cast,
    key_mark=OTHER_MARK,
)


carries_out(
    '未换成代号的号码"{voter}"在征集"{call_id}"中投给作品"{entry_id}"',
    votes.cast,
    key_mark=own_key,
    reads={"voter": str},
)
carries_out(
    '征集"{call_id}"的作品"{told}"各得 {count:Number} 票',
    votes.cast_all,
    ballots=lambda world, said: _ballots(said["told"].split("、"), said["count"]),
    key_mark=own_key,
)
carries_out(
    '征集"{call_id}"编号 {first:Number} 至 {last:Number} 的作品各得 {count:Number} 票',
    votes.cast_all,
    ballots=lambda world, said: _ballots(_numbered(said["first"], said["last"]), said["count"]),
    key_mark=own_key,
)
carries_out('征集"{call_id}"投票截止', calls.close_voting)


@act('"{voter}"于 {on:Date} 在征集"{call}"中投给作品"{entry}"，而投票截止抢先入账')
def _(world: World, voter: str, on: date, call: str, entry: str) -> None:
    world.decided = 0

    def after_the_close(work: Work) -> str:
        world.decided += 1
        told = votes.cast.within(
            work,
            call_id=call,
            entry_id=entry,
            voter=person(voter),
            key_mark=mark_of(call),
            on=on,
        )
        if world.decided == 1:
            world.carry_out(calls.close_voting, call_id=call)
        return told

    world.outcome = world.ledger.transact(after_the_close, by=world.by(votes.cast))


def _take_in(world: World, call: str, entry: str, title: str) -> None:
    """Send an entry in and admit it."""
    world.carry_out(
        entries.submit,
        call_id=call,
        entry_id=entry,
        title=title,
        authors=(person(f"作者{entry}"),),
        document=f"{entry}.pdf",
    )
    world.carry_out(entries.screen, call_id=call, entry_ids=(entry,), admitted=True)


def _numbered(first: int, last: int) -> tuple[str, ...]:
    return tuple(map(str, range(first, last + 1)))


def _ballots(entered: Iterable[str], count: int) -> tuple[Ballot, ...]:
    return tuple(
        Ballot(person(f"{entry}的第{number}位投票人"), entry)
        for entry in entered
        for number in range(count)
    )
