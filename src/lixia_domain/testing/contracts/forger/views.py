"""What nobody can do to the rows that people are shown: each is held against the log."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, ClassVar

import pytest

from lixia_domain.application import kept_views
from lixia_domain.application.bootstrap import Store
from lixia_domain.kernel.view import ReadModel
from lixia_domain.recording.read_models import Build

ON = date(2021, 6, 1)
Edit = Callable[[Build, ReadModel], str]


def _changed(build: Build, model: ReadModel) -> str:
    """Let a row say something else in its first column of text."""
    key, row = next(build.rows(model))
    column = next(
        name
        for name in row.__struct_fields__
        if isinstance(getattr(row, name), str) and not name.startswith("_")
    )
    told = {one: getattr(row, one) for one in row.__struct_fields__}
    return _saved(build, model, key, type(row)(**{**told, column: f"{told[column]}改"}))


def _gone(build: Build, model: ReadModel) -> str:
    return _saved(build, model, next(build.rows(model))[0], None)


def _put_in(build: Build, model: ReadModel) -> str:
    key, row = next(build.rows(model))
    return _saved(build, model, f"{key}无据", row)


def _saved(build: Build, model: ReadModel, key: str, row: Any) -> str:
    at = build.position()
    build.save({model.name: {key: row}}, at, at, build.mark())
    return key


EDITS: dict[str, Edit] = {
    "a row says something else": _changed,
    "a row is gone": _gone,
    "a row that no fact is behind": _put_in,
}


class ViewsForgerContract:
    """Give the fixture ``shown``: a store that shows rows, and has something pending."""

    beside: ClassVar[Mapping[str, Callable[[Store], None]]] = {}
    """By name, what else a forger does to the place itself that keeps the rows."""

    def pytest_generate_tests(self, metafunc: pytest.Metafunc) -> None:
        """Play each of them."""
        if "form" in metafunc.fixturenames:
            metafunc.parametrize("form", self.beside)

    @pytest.mark.parametrize("where", ["views", "pending"])
    @pytest.mark.parametrize("name", EDITS)
    def test_each_row_that_is_kept_otherwise_is_named_and_made_anew(
        self, shown: Store, name: str, where: str
    ) -> None:
        """By the view and the row's key, in both languages; rebuilding names it too."""
        shown.runner.pending(ON)
        assert not kept_views.check(shown).otherwise
        build, model = next(_with_rows(shown, where))
        key = EDITS[name](build, model)
        (told,) = kept_views.check(shown).otherwise
        assert (told.view, told.key) == (model.name, key)
        assert key in told.sentence("zh") and key in told.sentence("en")
        assert [one.key for one in kept_views.rebuild(shown)[1]] == [key]
        assert not kept_views.check(shown).otherwise

    def test_what_else_is_in_their_place_is_found_and_rebuilding_leaves_none_of_it(
        self, shown: Store, form: str
    ) -> None:
        """Triggers, tables and definitions of others."""
        shown.runner.pending(ON)
        assert not kept_views.check(shown).form
        self.beside[form](shown)
        found = kept_views.check(shown)
        assert found.form or found.otherwise
        assert all(zh != en for zh, en in found.form)
        kept_views.rebuild(shown)
        found = kept_views.check(shown)
        assert (found.form, found.otherwise) == ((), ())


def _with_rows(store: Store, where: str) -> Iterator[tuple[Build, ReadModel]]:
    """Yield each view that has a row, and the build that keeps it."""
    if where == "views":
        build = store.views()
    else:
        runner = store.runner
        fingerprint = store.ledger.journal.about().get("fingerprint", "")
        build = runner.tasks.open(runner.views, store=fingerprint)
    for model in build.models:
        if any(build.rows(model)):
            yield build, model
