"""Spelling (写法): how an id was written where that is not its canonical form.

The books know a thing by the one form of its id; a paper bears what somebody wrote. So what came is
kept beside it, and the paper can be found. The key is the stream's kind and the canonical id.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.keys import kept
from lixia_domain.kernel.words import Words


@stored_as("spelling.kept", says=Words("编号原写法留存", "spelling kept"))
class SpellingKept(Event):
    """编号来时的写法与规范形式不同（全角、大小写等），原样留存。"""

    written: str


Facts: TypeAlias = tuple[SpellingKept, ...]
Spellings: TypeAlias = frozenset[str]

MOST = 20
"""So many spellings of one id are kept: beyond, somebody plays with it."""


def evolve(known: Spellings, event: SpellingKept) -> Spellings:
    """Remember one more spelling. Never refuses: it is already true."""
    return known | {event.written}


SPELLING: Decider[Spellings, SpellingKept] = Decider(
    "spelling", frozenset(), evolve, (SpellingKept,), key=(kept, str)
)


def keep(known: Spellings, *, written: str, on: date) -> Facts:
    """Keep how an id was written (留存写法). Kept already, or too many: nothing."""
    if written in known or len(known) >= MOST:
        return ()
    return (SpellingKept(written=written, on=on),)
