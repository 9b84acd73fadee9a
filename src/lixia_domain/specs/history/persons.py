"""What must always hold of natural persons (DOMAIN §7: S76, S79), from facts alone.

A person may be on record twice, as a subject and as a volunteer. What the subject says rules.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from attrs import frozen

from lixia_domain.aggregates import entry as ent
from lixia_domain.aggregates.service_session import facts as ses
from lixia_domain.aggregates.subject import facts as sub
from lixia_domain.aggregates.volunteer import facts as vol
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.keys import lower
from lixia_domain.kernel.roles import Role
from lixia_domain.specs.history.folds import Check, Ref, ref


@frozen
class Told:
    """From which day a record says that somebody is of age; ``None``: it is already."""

    of_age: date | None
    record: Ref

    def contradicts(self, other: Told) -> bool:
        """Tell whether both can't be true: two days, or a minor that is none by the other."""
        if self.of_age is None or other.of_age is None:
            days = [(one.of_age, two.record.on) for one, two in ((self, other), (other, self))]
            return any(day is not None and on < day for day, on in days)
        return self.of_age != other.of_age


class Ages:
    """From which day on each person is of age, by all records."""

    READS = (sub.SubjectRegistered, sub.GuardianshipNoted, vol.VolunteerRegistered)

    def __init__(self) -> None:
        self.told: dict[str, list[Told]] = defaultdict(list)
        self.guardians: dict[str, tuple[str, Ref]] = {}
        """Whom a person's own record names."""

    def note(self, recorded: Recorded) -> None:
        """Note what a record says; the subject's goes first, what is noted later rules alone."""
        event, person = recorded.event, lower(recorded.key)
        assert isinstance(event, self.READS)
        told = Told(event.adult_from, ref(recorded))
        if isinstance(event, vol.VolunteerRegistered):
            self.told[person].append(told)
            return
        later = [] if isinstance(event, sub.GuardianshipNoted) else self.told[person]
        self.told[person] = [told, *later]
        if event.guardian is not None:
            self.guardians[person] = lower(event.guardian), told.record

    def minor(self, person: str, on: date) -> bool:
        """Tell whether the person is a minor on ``on``, by the first record that names a day."""
        days = (one.of_age for one in self.told.get(person, ()) if one.of_age is not None)
        first = next(days, None)
        return first is not None and on < first


class OneAge(Check):
    """Two records of one person never differ in its age or its guardian.

    A guardian of whose consents none stands any more is not held against the next.
    """

    reads = (
        *Ages.READS,
        vol.GuardianConsented,
        vol.ServiceWithdrawn,
        vol.PublicationWithdrawn,
    )

    def __init__(self) -> None:
        super().__init__()
        self.ages = Ages()
        self.consents: dict[str, dict[str, Ref]] = defaultdict(dict)
        """By person and guardian."""
        self.stands: dict[str, set[vol.ConsentScope]] = defaultdict(set)
        """By person, what a guardian's consent stands to."""

    def take(self, recorded: Recorded) -> None:
        """Note what is told of whom."""
        person = lower(recorded.key)
        match recorded.event:
            case vol.GuardianConsented(guardian=guardian, scope=scope):
                self.consents[person].setdefault(lower(guardian), ref(recorded))
                self.stands[person] |= set(scope)
            case vol.ServiceWithdrawn():
                self._withdrawn(person, vol.ConsentScope.SERVICE)
            case vol.PublicationWithdrawn():
                self._withdrawn(person, vol.ConsentScope.PUBLICATION)
            case told:
                if isinstance(told, sub.GuardianshipNoted):  # from now on it is this one
                    self.consents.pop(person, None)
                self.ages.note(recorded)

    def _withdrawn(self, person: str, scope: vol.ConsentScope) -> None:
        self.stands[person].discard(scope)
        if not self.stands[person]:
            self.consents.pop(person, None)

    def end(self) -> None:
        """Compare the records of each person."""
        for person, told in self.ages.told.items():
            for one, two in combinations(told, 2):
                if one.contradicts(two):
                    self.wrong(
                        f"{person} 的成年之日两处记载不同：{_day(one)}、{_day(two)}，"
                        "请凭证件更正其一",
                        f"two records of {person} differ in when it is of age: {one.of_age}, "
                        f"{two.of_age}; correct one by its papers",
                        one.record,
                        two.record,
                    )
        for person in {*self.consents, *self.ages.guardians}:
            named = dict([self.ages.guardians[person]] if person in self.ages.guardians else [])
            named |= self.consents.get(person, {})
            if len(named) > 1:
                self.wrong(
                    f"{person} 的监护人有 {len(named)} 名：{'、'.join(named)}，请核实并更正",
                    f"{person} has {len(named)} guardians: {', '.join(named)}; correct it",
                    *named.values(),
                )


def _day(told: Told) -> str:
    return "已成年" if told.of_age is None else str(told.of_age)


class GuardiansOfAge(Check):
    """Minors guard nobody, and nobody itself; an author who is a minor has a guardian."""

    reads = (*Ages.READS, vol.GuardianConsented, ent.EntrySubmitted)

    def __init__(self) -> None:
        super().__init__()
        self.ages = Ages()
        self.guards: list[tuple[str, str, Ref]] = []
        self.wards: dict[str, date] = {}
        """Whose guardian has consented, and when first."""
        self.authors: list[tuple[str, Ref]] = []

    def take(self, recorded: Recorded) -> None:
        """Note who guards whom, and who writes."""
        event, person = recorded.event, lower(recorded.key)
        match event:
            case vol.GuardianConsented(guardian=guardian, on=on):
                self.guards.append((person, lower(guardian), ref(recorded)))
                self.wards[person] = min(on, self.wards.get(person, on))
            case ent.EntrySubmitted(authors=authors):
                self.authors.extend((lower(author), ref(recorded)) for author in authors)
            case _:
                self.ages.note(recorded)

    def end(self) -> None:
        """Look at each guardian and each author, now that all ages are known."""
        named = ((who, *guardian) for who, guardian in self.ages.guardians.items())
        for person, guardian, fact in (*self.guards, *named):
            if guardian == person or self.ages.minor(guardian, fact.on):
                self.wrong(
                    f"{person} 的监护人 {guardian} 是本人或未成年人，请由其监护人另行同意",
                    f"{guardian}, told to guard {person}, is that person or a minor: let its "
                    "guardian consent anew",
                    fact,
                )
        for author, fact in self.authors:
            if self.ages.minor(author, fact.on) and not self._guarded(author, fact.on):
                self.wrong(
                    f"作者 {author} 未成年，没有监护人，请补登监护人及其同意",
                    f"author {author} is a minor without a guardian: add it, and its consent",
                    fact,
                )

    def _guarded(self, person: str, on: date) -> bool:
        return person in self.ages.guardians or self.wards.get(person, date.max) <= on


class LeftAlone(Check):
    """Of whose data processing is restricted or over, nothing new is recorded.

    What is wrong is corrected by the auditor's road; an end of a consent is no use of the data.
    """

    reads = (
        sub.ProcessingRestricted,
        sub.RestrictionLifted,
        sub.ErasureOrdered,
        sub.SubjectPartTaken,
        sub.SubjectDetailsChanged,
        vol.VolunteerRegistered,
        vol.GuardianConsented,
        vol.PublicationAgreed,
        vol.InsuranceTaken,
        vol.CertificateIssued,
        ses.HoursRecorded,
        ses.HoursCorrected,
        ses.HoursCertified,
        ses.PortraitsPublished,
        ent.EntrySubmitted,
    )

    def __init__(self) -> None:
        super().__init__()
        self.left: dict[str, Ref] = {}
        """Who is to be left alone, and since which fact."""

    def take(self, recorded: Recorded) -> None:
        """Note who is restricted; look whether somebody goes on all the same."""
        match recorded.event:
            case sub.ProcessingRestricted() | sub.ErasureOrdered():
                self.left[lower(recorded.key)] = ref(recorded)
            case sub.RestrictionLifted():
                self.left.pop(lower(recorded.key), None)
            case event if self.left and recorded.role != Role.AUDITOR:
                for person in self._met(event, recorded.key):
                    self.wrong(
                        f"{person} 已限制处理，之后仍有 {event.event_name}，请告知审计人处理",
                        f"{event.event_name} of {person}, whose data are restricted: tell the "
                        "auditor",
                        self.left[person],
                        recorded,
                    )
            case _:
                pass

    def _met(self, event: Event, key: str) -> Iterator[str]:
        return (
            person for person in dict.fromkeys(map(lower, _of(event, key))) if person in self.left
        )


def _of(event: Event, key: str) -> Iterable[str]:
    """Return of whom a fact is."""
    match event:
        case ses.HoursRecorded(person=person) | ses.HoursCorrected(person=person):
            return (person,)
        case ses.HoursCertified(hours=hours):
            return [served.person for served in hours]
        case ses.PortraitsPublished(shown=shown):
            return shown
        case ent.EntrySubmitted(authors=authors):
            return authors
        case _:
            return (key,)
