"""What must always hold of who is shown (DOMAIN §7: S38, S79), from facts alone."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.volunteer import facts as vol
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.keys import lower
from lixia_domain.specs.history.folds import Check, Ref, ref
from lixia_domain.specs.history.persons import Ages

GUARDIAN, SELF = "guardian", "self"


class Stretch(NamedTuple):
    """For how long somebody's consent to be shown stood: ``until`` is the first day without."""

    who: str
    since: date
    until: date | None = None

    def covers(self, day: date) -> bool:
        """Tell whether it stood on ``day``."""
        return self.since <= day and (self.until is None or day < self.until)


class ShownByConsent(Check):
    """Whoever is shown had agreed by that day, or its guardian while it was a minor.

    And somebody's consent stood when it was recorded: publication ends with it.
    """

    reads = (
        *Ages.READS,
        vol.GuardianConsented,
        vol.PublicationAgreed,
        vol.PublicationWithdrawn,
        ses.PortraitsPublished,
    )

    def __init__(self) -> None:
        super().__init__()
        self.ages = Ages()
        self.agreed: dict[str, tuple[Stretch, ...]] = {}
        self.own: list[tuple[str, Ref]] = []
        self.shown: list[tuple[str, tuple[Stretch, ...], Ref]] = []
        """Each with what was known of consents when it was recorded."""

    def take(self, recorded: Recorded) -> None:
        """Note who agrees to what, and who is shown meanwhile."""
        event, person = recorded.event, lower(recorded.key)
        match event:
            case vol.GuardianConsented(scope=scope, on=on):
                if vol.ConsentScope.PUBLICATION in scope:
                    self._agree(person, GUARDIAN, on)
            case vol.PublicationAgreed(on=on):
                self._agree(person, SELF, on)
                self.own.append((person, ref(recorded)))
            case vol.PublicationWithdrawn(on=on):
                self.agreed[person] = tuple(
                    one if one.until else one._replace(until=on)
                    for one in self.agreed.get(person, ())
                )
            case ses.PortraitsPublished(shown=shown):
                for one in map(lower, shown):
                    self.shown.append((one, self.agreed.get(one, ()), ref(recorded)))
            case _:
                self.ages.note(recorded)

    def _agree(self, person: str, who: str, on: date) -> None:
        self.agreed[person] = (*self.agreed.get(person, ()), Stretch(who, on))

    def end(self) -> None:
        """Look whose consent counted on each day, now that all ages are known."""
        for person, fact in self.own:
            if self.ages.minor(person, fact.on):
                self.wrong(
                    f"{person} 在 {fact.on} 未成年，自行同意公开无效，请征得监护人同意",
                    f"{person} was a minor on {fact.on}, its own consent to be shown is none: ask "
                    "its guardian",
                    fact,
                )
        for person, agreed, fact in self.shown:
            who = GUARDIAN if self.ages.minor(person, fact.on) else SELF
            stood = any(one.until is None for one in agreed)
            if not (stood and any(one.who == who and one.covers(fact.on) for one in agreed)):
                self.wrong(
                    f"{person} 的影像于 {fact.on} 公开，没有有效的同意，请撤下或遮盖",
                    f"{person} was shown on {fact.on} without a consent in force: take the "
                    "pictures down, or redact them",
                    fact,
                )
