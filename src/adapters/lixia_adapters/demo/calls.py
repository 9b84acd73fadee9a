"""Three open calls and the guide that came of the first: notice to awards within the year.

The report names the calls and that a hundred rules are to be found; entries, authors, voters, votes
and awards are made up (虚构示例).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from hashlib import sha256
from typing import NamedTuple

from lixia_adapters.demo.campaign import CAMPAIGN
from lixia_adapters.demo.cast import KEY, SYNTHETIC, person
from lixia_adapters.demo.roster import AUDITOR
from lixia_adapters.demo.stage import LAUNCH, Day, Stage
from lixia_adapters.voters import VoterKey
from lixia_domain.aggregates.open_call.facts import CallKind, Revote, TieRule
from lixia_domain.application.activities import calls, entries, guides, votes
from lixia_domain.application.activities.votes import Ballot
from lixia_domain.views.vote_tally import VOTE_TALLY

GUIDE, GUIDE_TITLE = "XWZN", "文明实践行为指南"
BATCH = 80
"""How many votes are handed over at a time."""


class Call(NamedTuple):
    """An open call: ``sent`` entries, of which every ``fails``-th is not admitted.

    The votes of entries repeat every ``spread``, so that the last places are tied.
    """

    id: str
    title: str
    kind: CallKind
    what: str
    number: int
    tie_rule: TieRule
    sent: int
    fails: int
    spread: int
    first: date
    entries_until: date
    voting_until: date
    awards: tuple[str, ...] = ()

    @property
    def key(self) -> VoterKey:
        """Return the voter key of this call: each has its own."""
        return VoterKey(sha256(KEY + self.id.encode()).digest())

    @property
    def admitted(self) -> tuple[str, ...]:
        """Return the numbers of the entries on the ballot."""
        return tuple(f"{n:03d}" for n in range(1, self.sent + 1) if n % self.fails)


RULES = Call(
    "WM-100",
    "“公共文明100条”征集评选",
    CallKind.RULES,
    "公共文明条文",
    100,
    TieRule.EARLIER,
    120,
    15,
    7,
    date(2021, 3, 15),
    date(2021, 4, 30),
    date(2021, 5, 31),
)
STORIES = Call(
    "JT-2021",
    "寻找幸福温馨家庭故事",
    CallKind.STORY,
    "家庭故事",
    10,
    TieRule.JURY,
    20,
    10,
    6,
    date(2021, 4, 10),
    date(2021, 5, 31),
    date(2021, 6, 15),
    ("一等奖", "二等奖", "三等奖"),
)
VIDEOS = Call(
    "DOU-2021",
    "“红色故事 DOU在历下”抖音短视频大赛",
    CallKind.SHORT_VIDEO,
    "短视频",
    5,
    TieRule.LOT,
    15,
    15,
    7,
    date(2021, 5, 10),
    date(2021, 6, 30),
    date(2021, 7, 20),
    ("一等奖", "二等奖", "优秀奖"),
)
CALLS = (RULES, STORIES, VIDEOS)


def happenings() -> Iterator[Day]:
    """Yield what becomes of the calls and of the guide, each with its day."""
    yield LAUNCH, partial(_published, edition=1, cites=(), since=date(2021, 4, 1))
    for call in CALLS:
        yield from _call(call)
    second = partial(_published, edition=2, cites=(RULES.id,), since=date(2021, 7, 1))
    yield date(2021, 6, 21), second


def _call(call: Call) -> Iterator[Day]:
    one = timedelta(days=1)
    opened, counted = call.entries_until + 5 * one, call.voting_until + one
    yield LAUNCH, partial(_opened, call=call)
    for number in range(1, call.sent + 1):
        yield call.first + (number - 1) // 4 * one, partial(_sent_in, call=call, number=number)
    yield call.entries_until + one, partial(_screened, call=call)
    yield opened, partial(_voting, call=call)
    cast = ballots(call)
    for at in range(0, len(cast), BATCH):
        yield opened + at // BATCH * one, partial(_voted, call=call, some=cast[at : at + BATCH])
    yield counted, partial(_closed, call=call)
    yield counted, partial(_counted, call=call)
    over = counted + 8 * one
    if call.awards:
        yield over, partial(_granted, call=call)
    yield over, partial(_key_destroyed, call=call)


def ballots(call: Call) -> list[Ballot]:
    """Return all votes of a call, each of another made-up voter, in an order of no meaning."""
    told = [
        entry
        for place, entry in enumerate(call.admitted)
        for _ in range(1 + place * 5 % call.spread)
    ]
    voters = [call.key.reference(f"{call.id}示例投票人{number:04d}") for number in range(len(told))]
    return sorted(map(Ballot, voters, told), key=lambda ballot: ballot.voter)


def _closed(stage: Stage, *, call: Call) -> None:
    stage.play(calls.close_voting, call_id=call.id)


def _key_destroyed(stage: Stage, *, call: Call) -> None:
    stage.play(calls.destroy_key, call_id=call.id, witness=AUDITOR)


def _opened(stage: Stage, *, call: Call) -> None:
    stage.play(
        calls.open_the_call,
        call_id=call.id,
        title=call.title,
        kind=call.kind,
        number=call.number,
        tie_rule=call.tie_rule,
        revote=Revote.REPLACES,
        entries_until=call.entries_until,
        objection_days=7,
        campaign_id=CAMPAIGN,
    )


def _sent_in(stage: Stage, *, call: Call, number: int) -> None:
    document = f"{call.id}-{number:03d}{SYNTHETIC}"
    stage.play(
        entries.submit,
        call_id=call.id,
        entry_id=f"{number:03d}",
        title=f"{call.what}第{number}号{SYNTHETIC}",
        authors=(person(f"示例作者{call.id}{number}"),),
        document=document,
        document_hash=sha256(document.encode()).hexdigest(),
    )


def _screened(stage: Stage, *, call: Call) -> None:
    failed = tuple(f"{n:03d}" for n in range(call.fails, call.sent + 1, call.fails))
    stage.play(entries.screen, call_id=call.id, entry_ids=call.admitted, admitted=True)
    stage.play(
        entries.screen,
        call_id=call.id,
        entry_ids=failed,
        admitted=False,
        reason=f"与已有作品重复{SYNTHETIC}",
    )


def _voting(stage: Stage, *, call: Call) -> None:
    stage.play(
        calls.open_voting,
        call_id=call.id,
        until=call.voting_until,
        key_mark=call.key.mark,
    )


def _voted(stage: Stage, *, call: Call, some: list[Ballot]) -> None:
    stage.play(votes.cast_all, call_id=call.id, ballots=tuple(some), key_mark=call.key.mark)


def _counted(stage: Stage, *, call: Call) -> None:
    """Freeze the ballot and publish; jury or lot take the later of the tied."""
    stage.play(calls.freeze, call_id=call.id)
    found = calls.recount(stage.store.ledger, call.id, stage.store.ledger.head())
    on_ballot = {entry: found.get(f"{call.id}/{entry}", 0) for entry in call.admitted}
    line = sorted(on_ballot.values(), reverse=True)[call.number - 1]
    seats = call.number - sum(count > line for count in on_ballot.values())
    tied = [entry for entry, count in on_ballot.items() if count == line]
    by_rule = call.tie_rule is TieRule.EARLIER
    stage.play(
        calls.publish,
        call_id=call.id,
        decided=() if by_rule else tuple(tied[-seats:]),
        document="" if by_rule else f"并列裁定记录 {call.id}{SYNTHETIC}",
    )


def _granted(stage: Stage, *, call: Call) -> None:
    """Grant the awards to the first places of the results."""
    rows = stage.store.views().rows(VOTE_TALLY, prefix=f"{call.id}/")
    winners = {row.rank: row.entry for _, row in rows}
    for rank, award in enumerate(call.awards, 1):
        stage.play(calls.grant, call_id=call.id, entry_id=winners[rank], award=award)


def _published(stage: Stage, *, edition: int, cites: tuple[str, ...], since: date) -> None:
    """Draft an edition and publish it on the same day."""
    document = f"{GUIDE_TITLE} 第{edition}版{SYNTHETIC}"
    told = sha256(document.encode()).hexdigest()
    stage.play(
        guides.draft,
        guide_id=GUIDE,
        edition=edition,
        title=GUIDE_TITLE,
        document=document,
        document_hash=told,
        cites=cites,
    )
    stage.play(
        guides.publish,
        guide_id=GUIDE,
        edition=edition,
        document_hash=told,
        minutes=f"会议纪要 第{edition}版{SYNTHETIC}",
        since=since,
    )
