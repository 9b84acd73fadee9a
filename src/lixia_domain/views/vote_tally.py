"""Vote tally (票数): what each entry has got, and what became of it."""

from functools import lru_cache
from typing import Annotated

from lixia_domain.aggregates import entry as ent
from lixia_domain.aggregates import vote as vot
from lixia_domain.aggregates.open_call import facts as opc
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key, split_key
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.views.columns import CallColumn, TitleColumn


class TallyRow(Row, frozen=True):
    """An entry of a call. Who sent it in, and who voted for it, stands in no view.

    ``votes`` are those that stand as of the position read; ``rank`` is the published entry's place
    in the results, ``awards`` what it was granted.
    """

    call: CallColumn
    entry: Annotated[str, column("投稿", "entry")]
    title: TitleColumn = ""
    state: Annotated[str, column("状态", "state", codes=ent.EntryStage)] = (
        ent.EntryStage.SUBMITTED.value
    )
    votes: Annotated[int, column("票数", "votes")] = 0
    rank: Annotated[int | None, column("名次", "rank")] = None
    awards: Annotated[str, column("奖项", "awards")] = ""
    _awards: tuple[str, ...] = ()
    """Each by itself."""


@lru_cache(4096)
def call_and_entry(key: str) -> tuple[str, str]:
    """Return what the key of an entry says."""
    call, entry = split_key(key)
    return call, entry


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the entries that a fact is about."""
    match recorded.event:
        case vot.VoteCast(entry=entry, instead_of=None):
            return (entry,)
        case vot.VoteCast(entry=entry, instead_of=str(before)):
            return entry, before
        case opc.ResultsPublished(entries=entries):
            return entries
        case opc.ResultsCorrected(entries=entries, removed=removed):
            return (*entries, *removed)
        case opc.CallCancelled(removed=removed):
            return removed
        case opc.AwardGranted(entry=entry) | opc.AwardWithdrawn(entry=entry):
            return (entry,)
        case _:
            return (recorded.key,)


def evolve(row: TallyRow | None, recorded: Recorded) -> TallyRow:
    """Bring an entry's row up to date. All its facts come after ``EntrySubmitted``."""
    event = recorded.event
    if row is None:
        assert isinstance(event, ent.EntrySubmitted)
        call, entry = call_and_entry(recorded.key)
        return TallyRow(call=call, entry=entry, title=event.title)
    match event:
        case vot.VoteCast(entry=entry):
            gained = call_and_entry(entry) == (row.call, row.entry)
            return replace(row, votes=row.votes + (1 if gained else -1))
        case ent.EntryScreened(admitted=admitted):
            stage = ent.EntryStage.ADMITTED if admitted else ent.EntryStage.REJECTED
            return replace(row, state=stage.value)
        case ent.EntryScreeningWithdrawn():
            return replace(row, state=ent.EntryStage.SUBMITTED.value)
        case ent.EntryWithdrawn():
            return replace(row, state=ent.EntryStage.WITHDRAWN.value)
        case opc.ResultsPublished(entries=entries) | opc.ResultsCorrected(entries=entries):
            key = join_key(row.call, row.entry)
            return replace(row, rank=entries.index(key) + 1 if key in entries else None)
        case opc.CallCancelled():
            return replace(row, rank=None)
        case opc.AwardWithdrawn(award=award):
            return _awarded(row, tuple(each for each in row._awards if each != award))
        case _:
            assert isinstance(event, opc.AwardGranted)
            return _awarded(row, (*row._awards, event.award))


def _awarded(row: TallyRow, awards: tuple[str, ...]) -> TallyRow:
    return replace(row, awards="、".join(awards), _awards=awards)


VOTE_TALLY: View[TallyRow] = View(
    name="vote_tally",
    version=4,
    title="票数",
    title_en="Votes",
    row=TallyRow,
    reads=(
        vot.VoteCast,
        *ent.ENTRY.events,
        opc.ResultsPublished,
        opc.ResultsCorrected,
        opc.CallCancelled,
        opc.AwardGranted,
        opc.AwardWithdrawn,
    ),
    keys=keys,
    evolve=evolve,
    shown="call entry title state votes rank awards",
)
