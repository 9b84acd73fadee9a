"""Where use cases stand, so that one can be found by its name and imported when it is needed."""

from __future__ import annotations

from importlib import import_module
from importlib.util import find_spec
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
