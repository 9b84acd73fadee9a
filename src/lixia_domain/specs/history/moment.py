"""Up to where a history is looked at: a business date, a position, or both."""

from __future__ import annotations

from datetime import date

from attrs import define, field, frozen

from lixia_domain.kernel.envelope import Recorded


@frozen(kw_only=True)
class Moment:
    """A point in a history. Neither given: the whole of it.

    As of ``on``: facts with ``on`` ≤ that date, in log order; a stream that was opened later is
    skipped whole. As known at ``position``: facts up to there, whatever their date.
    """

    on: date | None = None
    position: int | None = None

    def text(self, head: int, lang: str = "zh") -> str:
        """Return it as the report names it; the store is read up to ``head``."""
        known = head if self.position is None else self.position
        if lang == "en":
            as_of = "" if self.on is None else f"as of {self.on}, "
            return f"{as_of}as known at position {known}"
        return f"截至第 {known} 条" if self.on is None else f"截至 {self.on}，所知至第 {known} 条"


WHOLE = Moment()


@define
class Gate:
    """Lets through what belongs to a moment. Facts must come in log order."""

    moment: Moment
    later: set[str] = field(factory=set)
    """Streams that were opened after the date."""

    def lets(self, recorded: Recorded) -> bool:
        """Tell whether the fact had happened, and was known, by then."""
        moment = self.moment
        if moment.position is not None and recorded.position > moment.position:
            return False
        if moment.on is None:
            return True
        if recorded.event.on <= moment.on:
            return recorded.stream not in self.later
        if recorded.version == 1:
            self.later.add(recorded.stream)
        return False
