"""Where use cases stand, so that one can be found by its name and imported when it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

from lixia_domain.application.outside import declared_in, use_cases_in

if TYPE_CHECKING:
    from lixia_domain.application.use_case import UseCase
    from lixia_domain.extensions import Installed

CHAPTERS = ("programme", "finance", "activities", "persons")
"""The chapters of use cases. No two have a module of the same name: a use case's does not tell."""


def use_case_named(name: str) -> UseCase[..., Any]:
    """Return the use case ``module.function``, whichever chapter it is in.

    It is the name that facts keep (``UseCase.name``), so a module may change its chapter and not
    its own name. Extensions' modules are looked through last. Raises ``LookupError`` where neither
    has such a use case.
    """
    module, _, function = name.partition(".")
    for chapter in CHAPTERS if module.isidentifier() else ():
        home = f"{__package__}.{chapter}.{module}"
        if find_spec(home) is not None:
            found: UseCase[..., Any] | None = getattr(import_module(home), function, None)
            if found is not None:
                return found
    for extension, home in _of_extensions():
        if home.rpartition(".")[2] == module:
            for brought in use_cases_in(extension, home):
                if brought.name == name:
                    return brought
    msg = f"no chapter of use cases has {name!r}"
    raise LookupError(msg)


def use_case_asked(name: str) -> UseCase[..., Any]:
    """Return the use case that somebody outside has named; ``LookupError`` for anything else.

    A module has other things of a name than the use cases that it declares.
    """
    found = use_case_named(name)
    if getattr(found, "name", None) != name:
        msg = f"{name!r} is no use case"
        raise LookupError(msg)
    return found


def use_cases() -> Iterator[tuple[str, UseCase[..., Any]]]:
    """Yield all use cases with their chapters, importing every one: that takes some 0.6 s.

    The chapter of an extension's is its distribution.
    """
    for chapter in CHAPTERS:
        package = import_module(f"{__package__}.{chapter}")
        for module in sorted(found.name for found in iter_modules(package.__path__)):
            for found in declared_in(import_module(f"{package.__name__}.{module}")):
                yield chapter, found
    for extension, home in _of_extensions():
        for found in use_cases_in(extension, home):
            yield extension.distribution, found


def _of_extensions() -> Iterator[tuple[Installed, str]]:
    """Yield the modules of extensions' use cases, each with whose it is.

    Raises ``Clash`` where one bears the name of a module of ours.
    """
    from lixia_domain.extensions.checks import MODULE
    from lixia_domain.extensions.faults import OURS, Clash
    from lixia_domain.extensions.found import installed

    for one in installed():
        for home in one.extension.use_cases:
            module = home.rpartition(".")[2]
            if any(find_spec(f"{__package__}.{chapter}.{module}") for chapter in CHAPTERS):
                raise Clash(OURS, one.distribution, MODULE, module)
            yield one, home
