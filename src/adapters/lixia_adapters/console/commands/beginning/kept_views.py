"""Views held against the log, as ``lixia store check --views`` and ``lixia rebuild`` say it."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, NamedTuple

from lixia_adapters.console.frame.invocation import Invocation
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.audit.past.kept import KeptOtherwise

LISTED = 100
"""How many rows are named; of the rest, how many they are."""


class Kept(NamedTuple):
    """What was found of the views, as people read it, and how many rows were compared."""

    findings: list[str]
    rows: int


def kept_views(invocation: Invocation, store: Store) -> Kept:
    """Compare the views that people are shown with the log; one that can't be read is a finding."""
    from lixia_domain.application import kept_views as views
    from lixia_domain.recording.read_models import ViewsUnavailable

    with invocation.progress(Words("核对视图", "Comparing views")) as step:
        try:
            found = views.check(store, step)
        except ViewsUnavailable as fault:
            return Kept([fault.sentence(invocation.lang)], 0)
    form = [invocation.text(Words(*pair)) for pair in found.form]
    return Kept([*form, *named(invocation, found.otherwise)], found.rows)


def named(invocation: Invocation, found: Iterable[KeptOtherwise]) -> list[str]:
    """Return a sentence for each row that was kept otherwise, and how many more there are."""
    said = [one.sentence(invocation.lang) for one in found]
    more = len(said) - LISTED
    if more <= 0:
        return said
    rest = Words(f"同类还有 {more} 行", f"{more} more rows like these")
    return [*said[:LISTED], invocation.text(rest)]
