"""Views as they are kept beside a store, and what the log says of them."""

from __future__ import annotations

from typing import Any

from attrs import frozen

from lixia_domain.application.bootstrap import Progress, Store
from lixia_domain.audit.past.kept import KeptOtherwise, kept_otherwise
from lixia_domain.audit.past.moment import Moment
from lixia_domain.audit.past.rows import Rows, replay
from lixia_domain.extensions.shown import all_views
from lixia_domain.kernel.view import ReadModel


@frozen(kw_only=True)
class KeptViews:
    """What comparing the views with the log came to, at one ``position``."""

    position: int
    rows: int
    form: tuple[tuple[str, str], ...]
    """What is wrong with the place itself, in Chinese and in English."""
    otherwise: tuple[KeptOtherwise, ...]
    """Rows that are kept and are not what the log gives."""


def check(
    store: Store, progress: Progress | None = None, *, known: Rows | None = None
) -> KeptViews:
    """Make every row anew, in memory, and compare it with the one that people are shown.

    ``known`` are all rows made so already; they serve if nothing was recorded since.
    """
    build = store.views()
    with build.reading() as position:
        moment = Moment(position=position)
        anew = (
            known
            if known is not None and known.position() == position
            else replay(store.ledger, build.models, moment, progress=progress)
        )
        return KeptViews(
            position=position,
            rows=sum(map(len, anew.tables.values())),
            form=tuple(store.read_models.check(build)),
            otherwise=tuple(kept_otherwise(build, anew, build.models)),
        )


def there(store: Store) -> bool:
    """Tell whether any view is kept that people have been shown."""
    fingerprint = store.ledger.journal.about().get("fingerprint", "")
    return store.read_models.open(all_views(), store=fingerprint).position() > 0


def row(store: Store, model: ReadModel, key: str) -> tuple[int, Any]:
    """Return the row of a view as people are shown it, and at which position; ``None``: no row."""
    build = store.views()
    with build.reading() as position:
        return position, next((found for _, found in build.rows(model, key=key)), None)
