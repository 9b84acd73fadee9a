"""All views that people may see: ours, and those of extensions."""

from __future__ import annotations

from lixia_domain.extensions.found import installed
from lixia_domain.kernel.view import ReadModel, with_sources
from lixia_domain.views import VIEWS, by_name


def all_views() -> tuple[ReadModel, ...]:
    """Return ours, then those of extensions. Raises ``Clash`` for a name or title of ours."""
    if not (found := installed()):
        return VIEWS
    from lixia_domain.extensions.checks import TITLE, VIEW, titles
    from lixia_domain.extensions.faults import OURS, Clash

    ours = {view.name: view for view in with_sources(VIEWS)}
    called = {said: view for view in VIEWS for said in titles(view)}
    for one in found:
        for view in with_sources(one.extension.views):
            if ours.get(view.name, view) is not view:
                raise Clash(OURS, one.distribution, VIEW, view.name)
        for view in one.extension.views:
            for said in titles(view):
                if called.get(said, view) is not view:
                    raise Clash(OURS, one.distribution, TITLE, said)
    return (*VIEWS, *(view for one in found for view in one.extension.views))


def view_named(name: str) -> ReadModel:
    """Return the view of this name. Raises ``KeyError``, naming all there are."""
    return by_name(name, all_views())
