"""What the model remembers of people: what is kept of them, whom they guard, when they serve."""

from __future__ import annotations

from datetime import date

from attrs import define, field

Stretch = tuple[int, int]
"""From which minute of the day to which."""


@define
class Subject:
    """What is kept of a person, sealed; since when it is held, restricted, erased."""

    kid: str
    guardian: str | None = None
    adult_from: date | None = None
    kinds: set[str] = field(factory=set)
    details: dict[str, str] = field(factory=dict)
    holds: dict[str, tuple[object, ...]] = field(factory=dict)
    """By id: ground, until when, by which document."""
    released: set[str] = field(factory=set)
    restricted: bool = False
    ordered: bool = False
    erased: bool = False

    @property
    def free(self) -> bool:
        """Tell whether something new may be done with it."""
        return not self.restricted and not self.ordered

    def held(self, on: date) -> bool:
        """Tell whether it must be kept on a day."""
        return any(isinstance(until, date) and on <= until for _, until, _ in self.holds.values())


@define
class Consent:
    """When a consent stood, from each day on which it was given until it was taken back."""

    spans: list[tuple[date, date | None]] = field(factory=list)

    @property
    def stands(self) -> bool:
        """Tell whether it stands now."""
        return bool(self.spans) and self.spans[-1][1] is None

    def given(self, on: date) -> None:
        """Note that it is given."""
        if not self.stands:
            self.spans.append((on, None))

    def taken(self, on: date) -> None:
        """Note that it is taken back."""
        if self.stands:
            self.spans[-1] = (self.spans[-1][0], on)

    def on(self, day: date) -> bool:
        """Tell whether it stood on a day."""
        return any(a <= day and (b is None or day < b) for a, b in self.spans)


@define
class Certificate:
    """A certificate of service, and over exactly which stretches it was issued."""

    number: int
    over: dict[str, Stretch]
    withdrawn: bool = False


@define
class Volunteer:
    """Somebody who serves: since when, of age from when, and what was agreed to."""

    since: date
    adult_from: date | None = None
    document: str = ""
    service: Consent = field(factory=Consent)
    """A guardian's to service."""
    guardian_shows: Consent = field(factory=Consent)
    shows: Consent = field(factory=Consent)
    guardian: str | None = None
    """Which guardian agreed last."""
    covers: list[tuple[date, date, date]] = field(factory=list)
    """Insurances: noted on, since, until."""
    booked: dict[tuple[date, str], Stretch] = field(factory=dict)
    """What of its days is taken, by day and session."""
    certificate: Certificate | None = None

    def minor(self, day: date) -> bool:
        """Tell whether it is not of age on a day, as it was registered."""
        return self.adult_from is not None and day < self.adult_from

    @property
    def consenting(self) -> str | None:
        """Return the guardian by whose consent something stands."""
        stands = self.service.stands or self.guardian_shows.stands
        return self.guardian if stands else None

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
    shown: list[tuple[object, ...]] = field(factory=list)
