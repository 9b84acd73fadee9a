"""What the model remembers of open calls: entries, votes, results, objections."""

from __future__ import annotations

from datetime import date

from attrs import define, field


@define
class Objection:
    """An objection to the results: what it says, whether it was upheld, what it corrected."""

    said: tuple[object, ...]
    against: str | None = None
    decision: tuple[object, ...] | None = None
    upheld: bool = False
    correction: tuple[tuple[str, ...], tuple[str, ...], str] | None = None
    """What it took out, whom jury or lot chose instead, by which document."""
    settled: str | None = None
    """By which other objection's correction it is answered as well."""
    minutes: str = ""

    @property
    def by_minutes(self) -> str:
        """Return by which minutes it was decided on."""
        return "" if self.decision is None else str(self.decision[-1])

    @property
    def awaits(self) -> bool:
        """Tell whether it was upheld and awaits a correction that answers it."""
        return self.upheld and self.correction is None and self.settled is None

    @property
    def pending(self) -> bool:
        """Tell whether it awaits a decision, or the correction that was decided on."""
        return self.decision is None or self.awaits


@define
class Call:
    """An open call: its entries in order, its votes."""

    number: int
    tie_rule: str
    replaces: bool
    entries_until: date
    objection_days: int
    campaign: str | None = None
    stage: str = "open"
    entries: dict[str, str] = field(factory=dict)
    """By id, in the order in which they came: submitted, admitted, rejected, withdrawn."""
    sent: dict[str, date] = field(factory=dict)
    """By id: on which day it was sent in."""
    ballot: list[str] = field(factory=list)
    opened: date | None = None
    """Since when votes are taken."""
    until: date | None = None
    mark: str = ""
    votes: dict[str, str] = field(factory=dict)
    """By voter: for which entry."""
    tally: dict[str, int] = field(factory=dict)
    published: list[str] = field(factory=list)
    excluded: set[str] = field(factory=set)
    objections_until: date | None = None
    objections: dict[str, Objection] = field(factory=dict)
    awards: set[tuple[str, str]] = field(factory=set)
    key_gone: bool = False
