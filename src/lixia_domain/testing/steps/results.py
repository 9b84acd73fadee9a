"""Open calls, from the frozen tally to the results, the awards and the end of the voter key."""

from __future__ import annotations

from lixia_domain.aggregates.open_call.facts import (
    BallotFrozen,
    ResultsCorrected,
    ResultsPublished,
)
from lixia_domain.aggregates.open_call.state import OPEN_CALL
from lixia_domain.application.activities import calls, short_calls
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.expect import same
from lixia_domain.testing.steps.sentences import check
from lixia_domain.testing.steps.world import World

carries_out('征集"{call_id}"封票', calls.freeze)
carries_out('征集"{call_id}"公布结果', calls.publish)
carries_out('征集"{call_id}"公布结果，并列中裁定"{decided}"入选，依据"{document}"', calls.publish)
carries_out('征集"{call_id}"的作品"{entry_id}"获"{award}"', calls.grant)
carries_out(
    '征集"{call_id}"撤销作品"{entry_id}"所获"{award}"，因"{reason}"，纪要"{minutes}"',
    calls.withdraw_award,
)
carries_out('征集"{call_id}"的投票密钥由"{witness}"见证销毁', calls.destroy_key)


@check('征集"{call}"公布的作品依次为"{told}"')
def _(world: World, call: str, told: str) -> None:
    published = [entry.rpartition("/")[2] for entry in _published(world, call)]
    zh, en = f"征集 {call} 公布的作品", f"what call {call} published"
    same(zh, en, "、".join(published), told)


@check('征集"{call}"公布的作品恰好 {count:Number} 件，编号最大的是"{last}"')
def _(world: World, call: str, count: int, last: str) -> None:
    published = [int(entry.rpartition("/")[2]) for entry in _published(world, call)]
    zh, en = f"征集 {call} 公布的", f"published by call {call}"
    same(f"{zh}件数", f"the number of entries {en}", len(set(published)), count)
    same(f"{zh}最大编号", f"the last entry {en}", max(published), int(last))


@check('征集"{call}"封存的票数与账册逐票复核一致')
def _(world: World, call: str) -> None:
    [frozen] = [fact for fact in _facts(world, call) if isinstance(fact, BallotFrozen)]
    counted = calls.recount(world.ledger, call, frozen.position)
    same(
        f"征集 {call} 封存的票数",
        f"the frozen tally of call {call}",
        {each.entry: each.votes for each in frozen.tally},
        {each.entry: counted.get(each.entry, 0) for each in frozen.tally},
    )


def _facts(world: World, call: str) -> list[object]:
    return [recorded.event for recorded in world.ledger.history(OPEN_CALL.stream(call))]


def _published(world: World, call: str) -> tuple[str, ...]:
    told = [
        fact.entries
        for fact in _facts(world, call)
        if isinstance(fact, ResultsPublished | ResultsCorrected)
    ]
    return told[-1]


carries_out(
    '征集"{call_id}"投稿延至 {until:Date}，纪要"{minutes}"',
    short_calls.extend_entries,
    reason="来稿不足",
)
carries_out(
    '征集"{call_id}"重新征集至 {entries_until:Date}，纪要"{minutes}"',
    short_calls.reopen,
    reason="不足应公布件数",
)
carries_out(
    '征集"{call_id}"减为公布 {number:Number} 件，纪要"{minutes}"',
    short_calls.reduce_number,
    reason="不足应公布件数",
)
carries_out('征集"{call_id}"取消，纪要"{minutes}"', short_calls.cancel, reason="不足应公布件数")
