"""Views as they are kept beside a store, and what the log says of them.

Beside what people are shown, the runner of processes keeps what is pending and what it will carry
out. All of it follows from the log but the runner's own notes of what was refused.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from attrs import frozen

from lixia_domain.application.bootstrap import Progress, Store
from lixia_domain.audit.past.kept import KeptOtherwise, kept_otherwise
from lixia_domain.audit.past.moment import Moment
from lixia_domain.audit.past.rows import Rows, replay
from lixia_domain.extensions.shown import all_views
from lixia_domain.kernel.view import ReadModel, with_sources
from lixia_domain.recording.projector import up_to_date
from lixia_domain.recording.read_models import Build, ReadModels


@frozen(kw_only=True)
class KeptViews:
    """What comparing the views with the log came to, at one ``position``."""

    position: int
    rows: int
    form: tuple[tuple[str, str], ...]
    """What is wrong with the places themselves, in Chinese and in English."""
    otherwise: tuple[KeptOtherwise, ...]
    """Rows that are kept and are not what the log gives."""


@frozen
class _Beside:
    """What is kept beside the views: where, of which models, and those that the log gives."""

    place: ReadModels
    models: tuple[ReadModel, ...]
    given: tuple[ReadModel, ...]


def check(
    store: Store, progress: Progress | None = None, *, known: Rows | None = None
) -> KeptViews:
    """Make every row anew, in memory, and compare it with the one that is kept.

    ``known`` are all rows of the views made so already; they serve if nothing was recorded since.
    """
    build = store.views()
    found = [_compared(store, store.read_models, build, build.models, progress, known)]
    for beside in _begun(store):
        built = up_to_date(store.ledger, beside.place, beside.models)
        found.append(_compared(store, beside.place, built, beside.given, progress, None))
    return KeptViews(
        position=found[0].position,
        rows=sum(one.rows for one in found),
        form=tuple(wrong for one in found for wrong in one.form),
        otherwise=tuple(row for one in found for row in one.otherwise),
    )


def _compared(
    store: Store,
    place: ReadModels,
    build: Build,
    models: tuple[ReadModel, ...],
    progress: Progress | None,
    known: Rows | None,
) -> KeptViews:
    with build.reading() as position:
        moment = Moment(position=position)
        anew = (
            known
            if known is not None and known.position() == position
            else replay(store.ledger, models, moment, progress=progress)
        )
        return KeptViews(
            position=position,
            rows=sum(map(len, anew.tables.values())),
            form=tuple(place.check(build)),
            otherwise=tuple(kept_otherwise(build, anew, models)),
        )


def rebuild(
    store: Store, progress: Progress | None = None
) -> tuple[Build, tuple[KeptOtherwise, ...]]:
    """Make the views anew, and what is kept beside them; return rows that were kept otherwise."""
    otherwise = list[KeptOtherwise]()

    def noting(given: tuple[ReadModel, ...] | None = None) -> Callable[[Build, Build], None]:
        def replaced(old: Build, new: Build) -> None:
            otherwise.extend(kept_otherwise(old, new, given or new.models))

        return replaced

    build = store.rebuild(progress, noting())
    for one in _begun(store):
        up_to_date(store.ledger, one.place, one.models, rebuild=True, replaced=noting(one.given))
    return build, tuple(otherwise)


def _begun(store: Store) -> Iterator[_Beside]:
    """Yield what is kept beside the views, as far as somebody has asked for it already."""
    from lixia_domain.processes.agenda import REFUSED

    runner = store.runner
    for place, models in ((runner.tasks, runner.views), (runner.calls, runner.models)):
        if place.open(models, store=_fingerprint(store)).position():
            given = tuple(one for one in with_sources(models) if one is not REFUSED)
            yield _Beside(place, models, given)


def there(store: Store) -> bool:
    """Tell whether any view is kept that people have been shown."""
    return store.read_models.open(all_views(), store=_fingerprint(store)).position() > 0


def _fingerprint(store: Store) -> str:
    return store.ledger.journal.about().get("fingerprint", "")


def row(store: Store, model: ReadModel, key: str) -> tuple[int, Any]:
    """Return the row of a view as people are shown it, and at which position; ``None``: no row."""
    build = store.views()
    with build.reading() as position:
        return position, next((found for _, found in build.rows(model, key=key)), None)
