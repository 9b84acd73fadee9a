"""What the model remembers of volunteers, sessions and calls."""

from __future__ import annotations

from datetime import date

from attrs import define, field

Stretch = tuple[int, int]
"""From which minute of the day to which."""


@define
class Volunteer:
    """Somebody who serves: since when, of age from when, and what was agreed to."""

    since: date
    adult_from: date | None = None
    guardian: date | None = None
    """Since when its guardian agrees to service."""
    covers: list[tuple[date, date, date]] = field(factory=list)
    """Insurances: noted on, since, until."""
    booked: dict[tuple[date, str], Stretch] = field(factory=dict)
    """What of its days is taken, by day and session."""

    def minor(self, day: date) -> bool:
        """Tell whether it is not of age on a day."""
        return self.adult_from is not None and day < self.adult_from

    def free(self, day: date, session: str, stretch: Stretch) -> bool:
        """Tell whether it serves nowhere else then."""
        return all(
            of != day or other == session or end <= stretch[0] or stretch[1] <= start
            for (of, other), (start, end) in self.booked.items()
        )


@define
class Session:
    """A session of service, who served when, and who says so."""

    team: str
    project: str
    day: date
    stretch: Stretch
    risk: bool
    held: tuple[date, Stretch] | None = None
    hours: dict[str, tuple[Stretch, str, bool]] = field(factory=dict)
    """By person: when, who recorded it, whether it is certified."""


@define
class Call:
    """An open call: its entries in order, its votes."""

    number: int
    replaces: bool
    entries_until: date
    stage: str = "open"
    entries: dict[str, str] = field(factory=dict)
    """By id, in the order in which they came: submitted, admitted, rejected, withdrawn."""
    ballot: list[str] = field(factory=list)
    until: date | None = None
    mark: str = ""
    votes: dict[str, str] = field(factory=dict)
    """By voter: for which entry."""
    tally: dict[str, int] = field(factory=dict)
    published: list[str] = field(factory=list)
