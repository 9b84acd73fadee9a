"""Log and vault laid side by side: what one says that the other does not bear out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Set
from datetime import date, datetime, timedelta

from attrs import evolve as replace
from attrs import frozen

from lixia_domain.aggregates.subject.facts import SubjectErased
from lixia_domain.application.bootstrap import Store
from lixia_domain.application.persons import subjects
from lixia_domain.application.rights import authorise
from lixia_domain.application.vault import ROTATE_WITHIN, Condition
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.people import REFERENCE
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.recorder import DEMO
from lixia_domain.recording.work import By
from lixia_domain.views.retention_holds import RETENTION_HOLDS
from lixia_domain.views.subject_register import SUBJECT_REGISTER, SubjectRow, SubjectState

_IN_BYTES = re.compile(REFERENCE.pattern.encode())
SETTLED = timedelta(hours=1)
"""A younger key may still get its fact: somebody is registering it right now."""


@frozen(kw_only=True)
class Review:
    """Persons, by what is the matter with them, at one ``position``."""

    position: int
    lost: tuple[str, ...]
    """Their data can't be opened: the vault has no key, or another one."""
    returned: tuple[str, ...]
    """Erased, and yet the vault has a key: an older copy of it was put in its place."""
    erasing: tuple[str, ...]
    """Their erasure was interrupted."""
    due: tuple[str, ...]
    """Restricted, and no hold is in force any more: to be erased."""
    orphans: tuple[str, ...]
    """Keys of whom the log knows nothing, and that nobody is registering now."""
    pretended: tuple[str, ...] = ()
    """A demo's own: made-up details under keys that nobody was to keep."""
    erased_since: date | None = None
    """The first erasure that the log knows of this epoch and the vault does not."""

    @property
    def sound(self) -> bool:
        """Tell whether the vault is the one that the log speaks of."""
        return not (self.lost or self.returned or self.erased_since)

    @property
    def rotate_by(self) -> date | None:
        """Return until when the log wants the epoch key changed, whatever the vault says."""
        since = self.erased_since
        return None if since is None else since + timedelta(days=ROTATE_WITHIN)


def standing(ledger: Ledger) -> frozenset[str]:
    """Return every reference that stands in the log, but those of whom the data are erased."""
    found: set[str] = set()
    for _, stream, _, _, state in ledger.journal.rows(0, ledger.head()):
        found.update(REFERENCE.findall(stream))
        found.update(one.decode() for one in _IN_BYTES.findall(bytes(state)))
    return frozenset(found.difference(r.key for r in ledger.read(reads=(SubjectErased,))))


def review(store: Store, *, on: date, at: datetime) -> Review:
    """Lay log and vault side by side. Records nothing."""
    condition = store.vault.condition()
    held = store.vault.held()  # first: a key made after this is no orphan
    build = store.views()
    with build.reading() as position:
        rows = dict(build.rows(SUBJECT_REGISTER))
        keeping = {
            row.person
            for _, row in build.rows(RETENTION_HOLDS)
            if row.released_on is None and on <= row.until
        }
    gone, erasing = _in(rows, SubjectState.ERASED), _in(rows, SubjectState.ERASING)
    known = held.keys() & rows.keys()
    fits = {person for person in known if held[person].kid == rows[person].kid}
    lost = rows.keys() - gone - erasing - fits
    pretended = _pretended(store, condition, lost - held.keys(), rows)
    return Review(
        position=position,
        lost=_sorted(lost - pretended),
        returned=_sorted(gone & held.keys()),
        erasing=_sorted(erasing),
        due=_sorted(_in(rows, SubjectState.RESTRICTED) - keeping),
        orphans=_sorted(
            person
            for person, key in held.items()
            if person not in rows and key.made_at <= at - SETTLED
        ),
        pretended=_sorted(pretended),
        erased_since=_erased_since(store, condition, position),
    )


def _pretended(
    store: Store, condition: Condition, missing: Set[str], rows: Mapping[str, SubjectRow]
) -> set[str]:
    """Return those of a demo who were in its log before anybody made a vault for it."""
    if DEMO not in store.ledger.journal.about() or condition.made_at is None:
        return set()
    made = business_date(condition.made_at)
    return {person for person in missing if rows[person].registered_on <= made}


def _erased_since(store: Store, condition: Condition, position: int) -> date | None:
    """Return the day of the first erasure in this epoch, if the vault has forgotten it."""
    begun = condition.rotated_at or condition.made_at
    if begun is None:
        return None
    erased = (
        business_date(one.recorded_at)
        for one in store.ledger.read(0, position, (SubjectErased,))
        if one.recorded_at > begun
    )
    first, known = min(erased, default=None), condition.destroyed_since
    return None if first is None or (known is not None and known <= first) else first


def sweep(store: Store, by: By, *, on: date) -> Review:
    """Finish erasures, destroy keys that came back and orphans; return what there was."""
    store.ledger.transact(lambda work: authorise(work, subjects.note_erasure, {}), by=by)
    found = review(store, on=on, at=by.at)
    for person in (*found.orphans, *found.returned):
        store.vault.destroy(person, at=by.at)
    for person in found.erasing:
        by = replace(by, command=None, correlation=None)  # each is a commit of its own
        subjects.finish_erasure(store.ledger, by, store.vault, person=person, on=on)
    return found


def _in(rows: Mapping[str, SubjectRow], state: str) -> set[str]:
    return {person for person, row in rows.items() if row.state == state}


def _sorted(persons: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(persons))
