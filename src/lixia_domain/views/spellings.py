"""Spellings (编号写法): how ids were written where that is not their canonical form."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.spelling import SpellingKept
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.view import Row, View


class SpellingRow(Row, frozen=True):
    """One way in which an id was written. ``kind`` is that of the stream whose id it is."""

    kind: Annotated[str, column("事件流", "kind of stream")]
    id: Annotated[str, column("规范编号", "id")]
    written: Annotated[str, column("来时写法", "as it was written")]
    first_on: Annotated[date, column("首见日期", "first seen")]


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the id and the way in which it was written."""
    event = recorded.event
    assert isinstance(event, SpellingKept)
    return (f"{recorded.key}/{join_key(event.written)}",)


def evolve(_: SpellingRow | None, recorded: Recorded) -> SpellingRow:
    """Return the row of one way of writing."""
    event = recorded.event
    assert isinstance(event, SpellingKept)
    kind, key = recorded.key.split("/", 1)
    return SpellingRow(kind=kind, id=key, written=event.written, first_on=event.on)


SPELLINGS: View[SpellingRow] = View(
    name="spellings",
    version=1,
    title="编号写法",
    title_en="Spellings of ids",
    row=SpellingRow,
    reads=(SpellingKept,),
    keys=keys,
    evolve=evolve,
)
