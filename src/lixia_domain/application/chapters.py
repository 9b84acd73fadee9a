"""Where use cases stand, so that one can be found by its name and imported when it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any, cast

if TYPE_CHECKING:
    from lixia_domain.application.use_case import UseCase
    from lixia_domain.extensions import Installed

CHAPTERS = ("programme", "finance", "activities", "persons")
"""The chapters of use cases. No two have a module of the same name: a use case's does not tell."""


def use_case_named(name: str) -> UseCase[..., Any]:
    """Return the use case ``module.function``, whichever chapter it is in.

    It is the name that facts keep (``UseCase.name``), so a module may change its chapter and not
    its own name. Extensions' modules are looked through last. Raises ``LookupError`` where neither
    has such a module.
    """
    module, _, function = name.partition(".")
    for chapter in CHAPTERS:
        home = f"{__package__}.{chapter}.{module}"
        if find_spec(home) is not None:
            found: UseCase[..., Any] = getattr(import_module(home), function)
            return found
    for _, home in _of_extensions():
        if home.rpartition(".")[2] == module:
            return cast("UseCase[..., Any]", getattr(import_module(home), function))
    msg = f"no chapter of use cases has {name!r}"
    raise LookupError(msg)


def use_cases() -> Iterator[tuple[str, UseCase[..., Any]]]:
    """Yield all use cases with their chapters, importing every one: that takes some 0.6 s.

    The chapter of an extension's is its distribution.
    """
    for chapter in CHAPTERS:
        package = import_module(f"{__package__}.{chapter}")
        for module in sorted(found.name for found in iter_modules(package.__path__)):
            for found in _in(f"{package.__name__}.{module}"):
                yield chapter, found
    for distribution, home in _of_extensions():
        for found in _in(home):
            yield distribution, found


def use_cases_of(extension: Installed) -> Iterator[UseCase[..., Any]]:
    """Yield the use cases that an extension brings, importing them."""
    for home in extension.extension.use_cases:
        yield from _in(home)


def _in(home: str) -> Iterator[UseCase[..., Any]]:
    """Yield the use cases that the module ``home`` declares, not those that it imports."""
    from lixia_domain.application.use_case import UseCase

    opening = f"{home.rpartition('.')[2]}."
    for thing in vars(import_module(home)).values():
        if isinstance(thing, UseCase) and thing.name.startswith(opening):
            yield thing


def _of_extensions() -> Iterator[tuple[str, str]]:
    """Yield the modules of extensions' use cases, each with its distribution.

    Raises ``Clash`` where one bears the name of a module of ours.
    """
    from lixia_domain.extensions.checks import MODULE, OURS, Clash
    from lixia_domain.extensions.found import installed

    for one in installed():
        for home in one.extension.use_cases:
            module = home.rpartition(".")[2]
            if any(find_spec(f"{__package__}.{chapter}.{module}") for chapter in CHAPTERS):
                raise Clash(OURS, one.distribution, MODULE, module)
            yield one.distribution, home
