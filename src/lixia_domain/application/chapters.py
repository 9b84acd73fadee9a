"""Where use cases stand, so that one can be found by its name and imported when it is needed."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pkgutil import iter_modules
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from lixia_domain.application.use_case import UseCase

CHAPTERS = ("programme", "finance", "activities", "persons")
"""The chapters of use cases. No two have a module of the same name: a use case's does not tell."""


def use_case_named(name: str) -> UseCase[..., Any]:
    """Return the use case ``module.function``, whichever chapter it is in.

    It is the name that facts keep (``UseCase.name``), so a module may change its chapter and not
    its own name. Raises ``LookupError`` where no chapter has such a module.
    """
    module, _, function = name.partition(".")
    for chapter in CHAPTERS:
        home = f"{__package__}.{chapter}.{module}"
        if find_spec(home) is not None:
            found: UseCase[..., Any] = getattr(import_module(home), function)
            return found
    msg = f"no chapter of use cases has {name!r}"
    raise LookupError(msg)


def use_cases() -> Iterator[tuple[str, UseCase[..., Any]]]:
    """Yield all use cases with their chapters, importing every one: that takes some 0.6 s."""
    from lixia_domain.application.use_case import UseCase

    for chapter in CHAPTERS:
        package = import_module(f"{__package__}.{chapter}")
        for module in sorted(found.name for found in iter_modules(package.__path__)):
            home = import_module(f"{package.__name__}.{module}")
            for thing in vars(home).values():
                if isinstance(thing, UseCase) and thing.name.startswith(f"{module}."):
                    yield chapter, thing
