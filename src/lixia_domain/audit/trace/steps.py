"""Every event behind a figure of a view, with what it added and the sum so far.

How a figure is followed, ``figure`` says; it never can say anything else than the view does. A
figure that was asked for before is remembered as far as it was read: then only news are read.
"""

from __future__ import annotations

from collections import OrderedDict
from datetime import date
from typing import Any, TypeAlias
from weakref import WeakKeyDictionary

from attrs import define, field, frozen

from lixia_domain.audit.past.moment import WHOLE, Moment, Progress, facts
from lixia_domain.audit.past.names import ROW, Unknown, column_of, whole
from lixia_domain.audit.past.rows import replay
from lixia_domain.audit.trace.figure import Figure, Step, ways
from lixia_domain.kernel.view import ReadModel
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.projector import log_mark

REMEMBERED = 8
"""How many figures of a ledger are kept, the one longest unasked forgotten first."""


@frozen(kw_only=True)
class Trace:
    """A figure, read up to ``position``, and the events that made it, in order of the log.

    Events that touched the row and left the column as it was are not among them.
    """

    view: str
    key: str
    column: str
    position: int
    figure: Any
    steps: tuple[Step, ...]

    @property
    def ends(self) -> bool:
        """Tell whether the running sum ends in the figure; anything else is a fault of ours."""
        if not self.steps:
            return not whole(self.figure)
        last = self.steps[-1]
        return (last.after if last.running is None else last.running) == (
            self.figure if last.running is None else self.figure or 0
        )


def trace(
    ledger: Ledger,
    model: ReadModel,
    key: str,
    column: str,
    moment: Moment = WHOLE,
    *,
    progress: Progress | None = None,
) -> Trace:
    """Return the events behind the ``column`` of one row of a view, as of ``moment``.

    Raises ``Unknown``, naming the nearest, for a column that the view has not and for a key that
    no event was ever for.
    """
    column_of(model, column)
    moment = moment.settled(ledger.head())
    upto, asked = moment.upto(ledger.head()), (model, key, column, moment.on)
    known = _recall(ledger, asked, upto)
    for read in [known] if known else map(_Read, ways(model, key, column)):
        news = facts(ledger, moment, read.figure.reads, after=read.position, progress=progress)
        read.steps += read.figure.steps(news)
        if read.figure.found:
            break
    else:
        raise Unknown(ROW, key, replay(ledger, (model,), moment).tables[model.name])
    read.position, read.mark = upto, log_mark(ledger, upto)
    _remember(ledger, asked, read)
    return Trace(
        view=model.name,
        key=key,
        column=column,
        position=upto,
        figure=read.figure.figure,
        steps=tuple(read.steps),
    )


@define
class _Read:
    """A figure that was followed up to a position, at which the log bore this mark."""

    figure: Figure
    steps: list[Step] = field(factory=list)
    position: int = 0
    mark: str = ""


_Asked: TypeAlias = tuple[ReadModel, str, str, date | None]
_remembered: WeakKeyDictionary[Ledger, OrderedDict[_Asked, _Read]] = WeakKeyDictionary()


def _recall(ledger: Ledger, asked: _Asked, upto: int) -> _Read | None:
    """Take out what is remembered, if it goes no further and the log is still the one it was.

    Taken out, it is nobody else's while it reads on, and is forgotten if that fails.
    """
    known = _remembered.setdefault(ledger, OrderedDict()).pop(asked, None)
    if known is None or known.position > upto or known.mark != log_mark(ledger, known.position):
        return None
    return known


def _remember(ledger: Ledger, asked: _Asked, read: _Read) -> None:
    kept = _remembered[ledger]
    kept[asked] = read
    while len(kept) > REMEMBERED:
        kept.popitem(last=False)
