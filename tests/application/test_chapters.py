"""A use case is found by the name that facts keep of it."""

from __future__ import annotations

from collections import Counter
from importlib import import_module
from pkgutil import iter_modules

import pytest

from lixia_domain import application
from lixia_domain.application.chapters import CHAPTERS, use_case_asked, use_case_named
from lixia_domain.application.use_case import UseCase


def homes() -> list[str]:
    """Return every module of every chapter."""
    rooms = [import_module(f"{application.__name__}.{chapter}") for chapter in CHAPTERS]
    return [f"{room.__name__}.{m.name}" for room in rooms for m in iter_modules(room.__path__)]


def test_every_use_case_is_found_by_its_name() -> None:
    known = {
        thing.name: thing
        for home in homes()
        for thing in vars(import_module(home)).values()
        if isinstance(thing, UseCase)
    }
    assert len(known) > 150
    assert {name: use_case_named(name) for name in known} == known


def test_no_two_chapters_have_a_module_of_the_same_name() -> None:
    names = Counter(home.rpartition(".")[2] for home in homes())
    assert names.most_common(1)[0][1] == 1


def test_a_name_that_no_chapter_has_is_not_found() -> None:
    with pytest.raises(LookupError, match=r"nothing\.at_all"):
        use_case_named("nothing.at_all")


@pytest.mark.parametrize("name", ["needs.join_key", "needs.dream", "needs.Work", "", "../x.y"])
def test_nothing_but_a_use_case_is_had_by_whoever_asks_from_outside(name: str) -> None:
    with pytest.raises(LookupError):
        use_case_asked(name)
    assert use_case_asked("needs.verify").name == "needs.verify"
