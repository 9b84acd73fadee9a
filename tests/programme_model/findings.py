"""What the built-in specs find in a history and the model knows, too.

Nobody hurries here: payments stay open, keys stay where they are. And some things are learned
late, as that a guardian was a child. The code is right to record them and the specs to find them.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from tests.programme_model.answers.short_calls import electable
from tests.programme_model.answers.subjects import age, minor
from tests.programme_model.answers.volunteers import certified
from tests.programme_model.figures import Programme

from lixia_domain.specs.history.folds import Wrong

Sees = Callable[[Programme, Wrong, re.Match[str]], bool]


def open_long(model: Programme, wrong: Wrong, said: re.Match[str]) -> bool:
    """Nobody hurries to clear what book and bank leave open."""
    return int(said[1]) > 10


def key_kept(model: Programme, wrong: Wrong, said: re.Match[str]) -> bool:
    """The key of a call is still there."""
    return not model.calls[said[1]].key_gone


def unanswered(model: Programme, wrong: Wrong, said: re.Match[str]) -> bool:
    """An objection waits, or what was decided on it."""
    return model.calls[said[2]].objections[said[1]].pending


def too_few(model: Programme, wrong: Wrong, said: re.Match[str]) -> bool:
    """A call has too few left, and nobody has decided what is to be done."""
    call = model.calls[said[1]]
    return len(electable(call)) < call.number


def corrected_since(model: Programme, wrong: Wrong, said: re.Match[str]) -> bool:
    """What was certified was corrected, and the certificate is still about."""
    last = model.volunteers[said[2]].certificate
    assert last is not None
    still = certified(model, said[2])
    return not last.withdrawn and any(still.get(key) != each for key, each in last.over.items())


def bank_was_late(model: Programme, wrong: Wrong, said: re.Match[str]) -> bool:
    """The bank paid after the last day of what was paid in time."""
    return model.papers[said[1]].paid_on <= date.fromisoformat(said[2])


def minor_then(model: Programme, wrong: Wrong, said: re.Match[str]) -> bool:
    """Somebody was a minor then, as is known since."""
    return minor(model, said[1], wrong.refs[0].on)


def minor_served(model: Programme, wrong: Wrong, said: re.Match[str]) -> bool:
    """Somebody who served was a minor, as is known since."""
    return minor(model, said[1], date.fromisoformat(said[2]))


def minor_shown(model: Programme, wrong: Wrong, said: re.Match[str]) -> bool:
    """Somebody was shown by the wrong one's consent, for it was a minor, as is known since."""
    kept = model.volunteers[said[1]]
    return minor(model, said[1], date.fromisoformat(said[2])) and bool(kept.shows.spans)


def of_age_by_one(model: Programme, wrong: Wrong, said: re.Match[str]) -> bool:
    """One record takes somebody for an adult, the other knows since when."""
    told = said[2], said[3]
    return "None" in told and str(age(model, said[1])) in told


def to_go_back(model: Programme, wrong: Wrong, said: re.Match[str]) -> bool:
    """What was apportioned is held, for its return never left the bank: it is to go back anew."""
    credit = model.credits[said[1]]
    return credit.apportioned and credit.held > 0


KNOWN: dict[str, Sees] = {
    r"is open for (\d+) days": open_long,
    r"^credit (\S+) was found to be apportioned, \S+ yuan of it have not gone back": to_go_back,
    r"^objections to call (\S+) could be raised until .*, its voter key is still": key_kept,
    r"^objection (\S+) to the results of call (\S+) was never answered": unanswered,
    r"^call (\S+) is to publish \d+, \d+ are left": too_few,
    r"^stretches of certificate (\d+) of (\S+) were corrected": corrected_since,
    r"money of disbursement (\S+) could be spent until (\S+), the bank": bank_was_late,
    r"^(\S+), told to guard \S+, is that person or a minor": minor_then,
    r"^author (\S+) is a minor without a guardian": minor_then,
    r"^hours of (\S+) in session \S+ of (\S+): its guardian had not": minor_served,
    r"^(\S+) was a minor on \S+, its own consent to be shown": minor_then,
    r"^(\S+) was shown on (\S+) without a consent in force": minor_shown,
    r"^two records of (\S+) differ in when it is of age: (\S+), (\S+);": of_age_by_one,
}
"""By what a spec says of it: whether the model sees it, too."""


def as_the_model_sees(model: Programme, wrong: Wrong) -> bool:
    """Tell whether a finding is of what the model knows as well."""
    for pattern, sees in KNOWN.items():
        if (said := re.search(pattern, wrong.en)) is not None:
            return sees(model, wrong, said)
    return False
