"""What must always hold of who is shown (DOMAIN §7: S38, S79), from facts alone."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.volunteer import facts as vol
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.keys import lower
from lixia_domain.specs.history.folds import Check, Ref, ref
from lixia_domain.specs.history.persons import Ages

GUARDIAN, SELF = "guardian", "self"


class ShownByConsent(Check):
    """Whoever is shown had agreed by that day, or its guardian while it was a minor."""

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
        self.agreed: dict[str, dict[str, date]] = {}
        """By person, who has agreed, and since when."""
        self.own: list[tuple[str, Ref]] = []
        self.shown: list[tuple[str, dict[str, date], Ref]] = []

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
            case vol.PublicationWithdrawn():
                self.agreed.pop(person, None)
            case ses.PortraitsPublished(shown=shown):
                for one in map(lower, shown):
                    self.shown.append((one, self.agreed.get(one, {}), ref(recorded)))
            case _:
                self.ages.note(recorded)

    def _agree(self, person: str, who: str, on: date) -> None:
        agreed = self.agreed.get(person, {})
        self.agreed[person] = {**agreed, who: min(on, agreed.get(who, on))}

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
            if agreed.get(who, date.max) > fact.on:
                self.wrong(
                    f"{person} 的影像于 {fact.on} 公开，没有有效的同意，请撤下或遮盖",
                    f"{person} was shown on {fact.on} without a consent in force: take the "
                    "pictures down, or redact them",
                    fact,
                )
