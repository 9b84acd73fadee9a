"""A view is found by its name: one that bears another name than its module would never be seen."""

from __future__ import annotations

from importlib import import_module
from pkgutil import iter_modules

import pytest

from lixia_domain import views
from lixia_domain.kernel.view import Rollup, View

MODULES = sorted(module.name for module in iter_modules(views.__path__))


@pytest.mark.parametrize("name", MODULES)
def test_a_module_of_views_holds_the_one_that_bears_its_name(name: str) -> None:
    module = import_module(f"{views.__name__}.{name}")
    held = [thing for thing in vars(module).values() if isinstance(thing, View | Rollup)]
    if any(thing not in views.VIEWS for thing in held):
        assert name in {thing.name for thing in held}, f"views/{name}.py holds no view named {name}"


def test_no_two_views_bear_the_same_name() -> None:
    names = [view.name for view in views.VIEWS]
    assert len(set(names)) == len(names)
