"""What the model remembers of all that is no money: needs, campaigns, firms, teams, papers."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from attrs import define, field
from tests.programme_model.people import Session, Subject, Volunteer
from tests.programme_model.voting import Call

MORNING = 10
"""At which hour of Shanghai each store begins."""


@define
class Need:
    """What residents ask for, and the project that is to meet it."""

    said: tuple[object, ...]
    stage: str = "raised"
    project: str | None = None
    """Into which project it was planned last."""
    verified: bool = False


@define
class Batch:
    """Projects released together; announced at a ceremony."""

    title: str
    projects: tuple[str, ...]
    announced: bool = False


@define
class Campaign:
    """A campaign with its actions and activities."""

    title: str
    actions: dict[str, str] = field(factory=dict)
    activities: dict[str, list[object]] = field(factory=dict)
    """By id: what was said of it, its day, scheduled, held or cancelled."""
    closed: bool = False


@define
class Guide:
    """A guide: the edition drafted last, and those in force."""

    draft: tuple[object, ...]
    published: int = 0
    since: date = date.min


@define
class Brand:
    """A brand of a team's."""

    said: tuple[object, ...]
    stage: str = "nominated"


@define
class Firm:
    """An enterprise by its code: what it is called, whose it is, what it went into."""

    name: str
    states: bool
    verified: bool = False
    successor: str | None = None
    debarred: str | None = None

    @property
    def claims(self) -> bool:
        """Tell whether it may claim: seen, on its own, not debarred."""
        return self.verified and self.successor is None and self.debarred is None


@define
class Team:
    """A team: who leads it and whether it may take work on."""

    name: str
    lead: str
    since: date = date.min
    verified: date | None = None
    debarred: date | None = None
    was_debarred: list[tuple[date, date]] = field(factory=list)
    """From which day to which it once was."""

    @property
    def able(self) -> bool:
        """Tell whether it may take work on."""
        return self.verified is not None and self.debarred is None

    def able_on(self, day: date) -> bool:
        """Tell whether it might on a day."""
        seen = self.verified is not None and self.verified <= day
        once = any(since <= day < until for since, until in self.was_debarred)
        return seen and not once and (self.debarred is None or day < self.debarred)


@define
class Foundation:
    """A foundation: its certificates, officers, ties and years."""

    name: str
    since: date
    said: tuple[object, ...]
    certificates: dict[tuple[str, str], tuple[date, date | None]] = field(factory=dict)
    """By qualification and certificate, as recorded last: since, until."""
    terms: list[list[object]] = field(factory=list)
    """Account, office, since, until."""
    ties: list[tuple[str, str, str, date, date | None]] = field(factory=list)
    """Party, account, tie, since, until."""
    years: dict[int, list[tuple[object, ...]]] = field(factory=dict)
    """By year: what was reported, each with its document and day, corrections after it."""

    def raises(self, on: date) -> bool:
        """Tell whether it may raise money in public on a day."""
        found = (span for (what, _), span in self.certificates.items() if what == "raises")
        return any(since <= on and (until is None or on <= until) for since, until in found)


@define
class Plan:
    """A fundraising plan: what was filed and from when to when it runs, extensions apart."""

    foundation: str
    said: tuple[object, ...]
    begins: date
    ends: date
    now: tuple[str, date, object, str]
    """Purpose, end, goal, filing."""
    spans: list[tuple[date, date]]
    ended: date | None = None


@define
class Society:
    """All of it, at one moment; and what time it is."""

    today: date
    hour: int = MORNING
    """The hour of the day in Shanghai."""
    behind: int = 0
    """By how many seconds the clock has stepped back."""
    subjects: dict[str, Subject] = field(factory=dict)
    volunteers: dict[str, Volunteer] = field(factory=dict)
    sessions: dict[str, Session] = field(factory=dict)
    calls: dict[str, Call] = field(factory=dict)
    marks: dict[str, str] = field(factory=dict)
    """By key mark: which call's it is."""
    needs: dict[str, Need] = field(factory=dict)
    batches: dict[str, Batch] = field(factory=dict)
    campaigns: dict[str, Campaign] = field(factory=dict)
    guides: dict[str, Guide] = field(factory=dict)
    brands: dict[str, Brand] = field(factory=dict)
    enterprises: dict[str, Firm] = field(factory=dict)
    teams: dict[str, Team] = field(factory=dict)
    foundations: dict[str, Foundation] = field(factory=dict)
    plans: dict[str, Plan] = field(factory=dict)
    published: dict[tuple[str, str, str], list[object]] = field(factory=dict)
    """By matter, subject and period: address, what stands there, when it was published."""

    withdrawn: set[tuple[str, str, str]] = field(factory=set)
    """What was published and withdrawn again, and not published anew."""

    def passes(self, days: int, hours: int = 0) -> None:
        """Let time pass; what the clock had stepped back, it has made up for by then."""
        then = datetime.combine(self.today, datetime.min.time()) + timedelta(
            days=days, hours=self.hour + hours
        )
        self.today, self.hour = then.date(), then.hour

    def successor(self, code: str) -> str:
        """Return who stands for a firm today: itself, or what it went into (S28, S86)."""
        while (firm := self.enterprises.get(code)) is not None and firm.successor is not None:
            code = firm.successor
        return code
