"""Call board (征集评选): each open call, how far it has got, and what came of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from lixia_domain.aggregates import entry as ent
from lixia_domain.aggregates.open_call import facts as opc
from lixia_domain.aggregates.open_call.state import OPEN_CALL, Stage
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.view import Row, View, replace


class CallRow(Row, frozen=True):
    """An open call. ``number`` is how many it is to publish, ``published`` how many it did.

    ``entries`` counts all that were sent in, ``admitted`` and ``rejected`` the screened,
    ``withdrawn`` those taken back. ``ballot`` is how many could be voted on; ``votes`` how many
    were frozen, as of ``frozen_position``: NULL before. ``objections_open`` wait for a
    decision, or for the correction that was decided on. ``key_destroyed_on``: from that day on
    nobody can tell whose vote a vote was.
    """

    call: str
    campaign: str | None = None
    title: str = ""
    kind: str = ""
    stage: str = ""
    number: int = 0
    tie_rule: str = ""
    revote: str = ""
    entries: int = 0
    admitted: int = 0
    rejected: int = 0
    withdrawn: int = 0
    ballot: int = 0
    votes: int | None = None
    frozen_position: int | None = None
    published: int = 0
    objections: int = 0
    objections_open: int = 0
    corrections: int = 0
    awards: int = 0
    opened_on: date | None = None
    entries_until: date | None = None
    voting_until: date | None = None
    published_on: date | None = None
    objections_until: date | None = None
    key_destroyed_on: date | None = None


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
        case ent.EntryScreened():
            return replace(row, rejected=row.rejected + 1)
        case opc.CallOpened():
            return replace(
                row,
                stage=Stage.OPEN.value,
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
            stage = Stage.VOTING.value
            return replace(row, stage=stage, ballot=len(entries), voting_until=until)
        case opc.VotingClosed():
            return replace(row, stage=Stage.COUNTING.value)
        case opc.BallotFrozen(tally=tally, position=position):
            votes = sum(each.votes for each in tally)
            stage = Stage.FROZEN.value
            return replace(row, stage=stage, votes=votes, frozen_position=position)
        case opc.ResultsPublished(entries=entries, objections_until=until, on=on):
            return replace(
                row,
                stage=Stage.PUBLISHED.value,
                published=len(entries),
                published_on=on,
                objections_until=until,
            )
        case opc.ObjectionDecided(upheld=False):
            return replace(row, objections_open=row.objections_open - 1)
        case opc.ResultsCorrected(entries=entries, objections_until=until):
            return replace(
                row,
                published=len(entries),
                objections_open=row.objections_open - 1,
                corrections=row.corrections + 1,
                objections_until=until,
            )
        case opc.VoterKeyDestroyed(on=on):
            return replace(row, key_destroyed_on=on)
        case _:
            return row


CALL_BOARD: View[CallRow] = View(
    name="call_board",
    version=2,
    title="征集评选",
    title_en="Open calls",
    row=CallRow,
    reads=(*OPEN_CALL.events, *ent.ENTRY.events),
    keys=keys,
    evolve=evolve,
)
