"""Call board (征集评选): each open call, how far it has got, and what came of it."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated

from lixia_domain.aggregates import entry as ent
from lixia_domain.aggregates.open_call import facts as opc
from lixia_domain.aggregates.open_call.state import OPEN_CALL, CallStage
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.views.columns import CallColumn, CorrectionsColumn, TitleColumn


class CallRow(Row, frozen=True):
    """An open call. ``number`` is how many it is to publish, ``published`` how many it did.

    ``entries`` counts all that were sent in, ``admitted`` and ``rejected`` the screened,
    ``withdrawn`` those taken back. ``ballot`` is how many could be voted on; ``votes`` how many
    were frozen, as of ``frozen_position``: NULL before. ``objections_open`` wait for a
    decision, or for the correction that was decided on. ``key_destroyed_on``: from that day on
    nobody can tell whose vote a vote was.
    """

    call: CallColumn
    campaign: Annotated[str | None, column("主题活动", "campaign")] = None
    title: TitleColumn = ""
    kind: Annotated[str, column("类别", "kind", codes=opc.CallKind)] = ""
    stage: Annotated[str, column("阶段", "stage", codes=CallStage)] = ""
    number: Annotated[int, column("应公布", "to publish")] = 0
    tie_rule: Annotated[str, column("并列规则", "ties", codes=opc.TieRule)] = ""
    revote: Annotated[str, column("改投规则", "revote", codes=opc.Revote)] = ""
    entries: Annotated[int, column("投稿数", "entries")] = 0
    admitted: Annotated[int, column("通过初审", "admitted")] = 0
    rejected: Annotated[int, column("未通过", "rejected")] = 0
    withdrawn: Annotated[int, column("撤回", "withdrawn")] = 0
    ballot: Annotated[int, column("上选票", "ballot")] = 0
    votes: Annotated[int | None, column("票数", "votes")] = None
    frozen_position: Annotated[int | None, column("封票位置", "frozen at")] = None
    published: Annotated[int, column("已公布", "published")] = 0
    objections: Annotated[int, column("异议", "objections")] = 0
    objections_open: Annotated[int, column("未结异议", "objections open")] = 0
    corrections: CorrectionsColumn = 0
    awards: Annotated[int, column("授奖", "awards")] = 0
    opened_on: Annotated[date | None, column("启事日", "opened")] = None
    entries_until: Annotated[date | None, column("投稿截止", "entries until")] = None
    voting_until: Annotated[date | None, column("投票截止", "votes until")] = None
    published_on: Annotated[date | None, column("公布日", "published on")] = None
    objections_until: Annotated[date | None, column("公示至", "objections until")] = None
    key_destroyed_on: Annotated[date | None, column("密钥销毁日", "key destroyed")] = None


COUNTS: Mapping[type[Event], str] = {
    ent.EntrySubmitted: "entries",
    ent.EntryWithdrawn: "withdrawn",
    opc.AwardGranted: "awards",
    opc.ObjectionRaised: "objections",
}
"""The column that counts a fact."""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the call, also of an entry."""
    if recorded.stream.startswith("entry-"):
        return (split_key(recorded.key)[0],)
    return (recorded.key,)


def evolve(row: CallRow | None, recorded: Recorded) -> CallRow:
    """Bring a call's row up to date."""
    event = recorded.event
    row = row or CallRow(call=keys(recorded)[0])
    if isinstance(event, opc.ObjectionRaised):
        row = replace(row, objections_open=row.objections_open + 1)
    if (column := COUNTS.get(type(event))) is not None:
        return replace(row, **{column: getattr(row, column) + 1})
    match event:
        case ent.EntryScreened(admitted=True):
            return replace(row, admitted=row.admitted + 1)
        case ent.EntryScreeningWithdrawn(admitted=True):
            return replace(row, admitted=row.admitted - 1)
        case ent.EntryScreeningWithdrawn():
            return replace(row, rejected=row.rejected - 1)
        case ent.EntryScreened():
            return replace(row, rejected=row.rejected + 1)
        case opc.CallOpened():
            return replace(
                row,
                stage=CallStage.OPEN.value,
                campaign=event.campaign,
                title=event.title,
                kind=event.kind.value,
                number=event.number,
                tie_rule=event.tie_rule.value,
                revote=event.revote.value,
                opened_on=event.on,
                entries_until=event.entries_until,
            )
        case opc.VotingOpened(entries=entries, until=until):
            stage = CallStage.VOTING.value
            return replace(row, stage=stage, ballot=len(entries), voting_until=until)
        case opc.VotingClosed():
            return replace(row, stage=CallStage.COUNTING.value)
        case opc.BallotFrozen(tally=tally, position=position):
            votes = sum(each.votes for each in tally)
            stage = CallStage.FROZEN.value
            return replace(row, stage=stage, votes=votes, frozen_position=position)
        case opc.ResultsPublished(entries=entries, objections_until=until, on=on):
            return replace(
                row,
                stage=CallStage.PUBLISHED.value,
                published=len(entries),
                published_on=on,
                objections_until=until,
            )
        case opc.ObjectionDecided(upheld=False):
            return replace(row, objections_open=row.objections_open - 1)
        case opc.DecisionReopened(upheld=False):
            return replace(row, objections_open=row.objections_open + 1)
        case opc.AwardWithdrawn():
            return replace(row, awards=row.awards - 1)
        case opc.ResultsCorrected(entries=entries, objections_until=until):
            return replace(
                row,
                published=len(entries),
                objections_open=row.objections_open - 1,
                corrections=row.corrections + 1,
                objections_until=until,
            )
        case opc.ObjectionSettled():
            return replace(row, objections_open=row.objections_open - 1)
        case opc.EntriesExtended(until=until):
            return replace(row, entries_until=until)
        case opc.CallReopened(entries_until=until):
            return replace(
                row,
                stage=CallStage.OPEN.value,
                entries_until=until,
                voting_until=None,
                ballot=0,
                votes=None,
                frozen_position=None,
            )
        case opc.NumberReduced(number=number):
            return replace(row, number=number)
        case opc.CallCancelled():
            return replace(row, stage=CallStage.CANCELLED.value, published=0)
        case opc.VoterKeyDestroyed(on=on):
            return replace(row, key_destroyed_on=on)
        case _:
            return row


CALL_BOARD: View[CallRow] = View(
    name="call_board",
    version=3,
    title="征集评选",
    title_en="Open calls",
    row=CallRow,
    reads=(*OPEN_CALL.events, *ent.ENTRY.events),
    keys=keys,
    evolve=evolve,
    shown=(
        "title kind stage number published entries ballot votes objections_open awards "
        "tie_rule published_on objections_until"
    ),
    audience=Audience.PUBLIC,
)
