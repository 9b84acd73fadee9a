"""Objections to the results of an open call: raised, decided, corrected."""

from __future__ import annotations

from lixia_domain.application.activities import objections
from lixia_domain.testing.steps.calls import person
from lixia_domain.testing.steps.sentences import act, paper
from lixia_domain.testing.steps.world import World, account

RULINGS = {"成立": True, "不成立": False}


@act('"{who}"对征集"{call}"公布的作品"{entry}"提出异议"{objection}"，因"{grounds}"')
def _(world: World, who: str, call: str, entry: str, objection: str, grounds: str) -> None:
    _raise(world, call, objection, who, entry, grounds)


@act('"{who}"对征集"{call}"的全部结果提出异议"{objection}"，因"{grounds}"')
def _(world: World, who: str, call: str, objection: str, grounds: str) -> None:
    _raise(world, call, objection, who, None, grounds)


@act('征集"{call}"的异议"{objection}"由"{by}"裁定{ruling}，因"{reason}"，纪要"{minutes}"')
def _(
    world: World, call: str, objection: str, by: str, ruling: str, reason: str, minutes: str
) -> None:
    objections.decide(
        world.ledger,
        world.office,
        call_id=call,
        objection=objection,
        upheld=RULINGS[ruling],
        decided_by=account(by) if paper(by) else "",
        reason=paper(reason),
        minutes=paper(minutes),
        on=world.today,
    )


@act('征集"{call}"依异议"{objection}"更正结果，取消作品"{excluded}"的资格')
def _(world: World, call: str, objection: str, excluded: str) -> None:
    objections.correct(
        world.ledger,
        world.office,
        call_id=call,
        objection=objection,
        excluded=tuple(excluded.split("、")) if paper(excluded) else (),
        on=world.today,
    )


@act('征集"{call}"依异议"{objection}"更正结果，并列中改定"{decided}"入选，依据"{document}"')
def _(world: World, call: str, objection: str, decided: str, document: str) -> None:
    objections.correct(
        world.ledger,
        world.office,
        call_id=call,
        objection=objection,
        decided=tuple(decided.split("、")),
        document=paper(document),
        on=world.today,
    )


def _raise(
    world: World, call: str, objection: str, who: str, entry: str | None, grounds: str
) -> None:
    objections.raise_objection(
        world.ledger,
        world.office,
        call_id=call,
        objection=objection,
        entry_id=entry,
        objector=None if who == "匿名者" else person(who),
        grounds=grounds,
        document=f"异议书 {objection}",
        on=world.today,
    )
