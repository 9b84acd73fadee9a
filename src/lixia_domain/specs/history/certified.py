"""What must always hold of certificates of service (DOMAIN §7: S78), from facts alone."""

from __future__ import annotations

from collections import defaultdict

from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.volunteer import facts as vol
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.keys import lower
from lixia_domain.specs.history.folds import Check, Ref, ref


class CertificatesStand(Check):
    """A certificate says what was certified at its position, and stands while all of that does.

    What is certified after it is not in it, and no fault of it.
    """

    reads = (
        ses.HoursCertified,
        ses.HoursCorrected,
        vol.CertificateIssued,
        vol.CertificateWithdrawn,
    )

    def __init__(self) -> None:
        super().__init__()
        self.changes: dict[str, list[tuple[int, str, int]]] = defaultdict(list)
        """By person: from which position on a session counts how many minutes."""
        self.issued: dict[str, list[tuple[vol.CertificateIssued, Ref]]] = defaultdict(list)

        self.withdrawn: set[tuple[str, int]] = set()
        """Whose certificates, by number, were taken back."""

    def take(self, recorded: Recorded) -> None:
        """Note what is certified, and what certificates say."""
        event, place = recorded.event, recorded.position
        match event:
            case ses.HoursCertified(hours=hours):
                for one in hours:
                    self.changes[lower(one.person)].append((place, recorded.key, one.minutes))
            case ses.HoursCorrected(person=person):
                self.changes[lower(person)].append((place, recorded.key, 0))
            case vol.CertificateIssued():
                self.issued[lower(recorded.key)].append((event, ref(recorded)))
            case _:
                assert isinstance(event, vol.CertificateWithdrawn)
                self.withdrawn.add((lower(recorded.key), event.number))

    def end(self) -> None:
        """Compare each certificate with its stretches; the last one's must stand today."""
        for person, issued in self.issued.items():
            sound = [self._true(person, told, fact) for told, fact in issued]
            last, fact = issued[-1]
            if (person, last.number) in self.withdrawn:
                continue
            then, now = self._at(person, last.position), self._at(person)
            if sound[-1] and not then.items() <= now.items():
                self.wrong(
                    f"{person} 的第 {last.number} 号证明所据时段已更正，请收回或重新出具",
                    f"stretches of certificate {last.number} of {person} were corrected: take it "
                    "back, or issue it anew",
                    fact,
                )

    def _true(self, person: str, told: vol.CertificateIssued, fact: Ref) -> bool:
        """Tell whether a certificate said what was certified at its position; note if not."""
        if (person, told.number) in self.withdrawn:
            return True
        stretches = self._at(person, told.position)
        minutes, sessions = sum(stretches.values()), len(stretches)
        named = {one.session: one.span.minutes for one in told.stretches or ()}
        true = (told.minutes, told.sessions) == (minutes, sessions)
        true &= told.stretches is None or named == stretches
        if true and told.position < fact.position:
            return True
        self.wrong(
            f"{person} 的第 {told.number} 号证明写明 {told.sessions} 场 {told.minutes} 分钟"
            f"（第 {told.position} 条），经证明的是 {sessions} 场 {minutes} 分钟，请重新出具",
            f"certificate {told.number} of {person} says {told.minutes} minutes in "
            f"{told.sessions} sessions at {told.position}, certified were {minutes} in "
            f"{sessions}: issue it anew",
            fact,
        )
        return False

    def _at(self, person: str, position: int | None = None) -> dict[str, int]:
        """Return the minutes certified by session, at a position or in the end."""
        found: dict[str, int] = {}
        for place, session, minutes in self.changes[person]:
            if position is None or place <= position:
                found[session] = minutes
        return {session: minutes for session, minutes in found.items() if minutes}
