"""The catalogue: use cases, views, facts, refusals and roles as data; frontends derive from it.

Nothing here is written twice: it is read off the declarations of ``lixia_domain.application``, the
events and the reasons of all aggregates, and those of the extensions that are installed. Making it
imports all of these; whoever starts often keeps what it needs of it in a file (as the console does)
and tests that the file is current.
"""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from datetime import date
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

import lixia_domain
from lixia_domain.application.chapters import use_cases
from lixia_domain.application.gate import Argument
from lixia_domain.application.outside import use_cases_of
from lixia_domain.application.shapes import schema, shape_of
from lixia_domain.application.use_case import UseCase
from lixia_domain.extensions import Installed
from lixia_domain.extensions.found import installed
from lixia_domain.extensions.shown import all_views
from lixia_domain.kernel.columns import audience_of, columns, row_schema
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.figures import LARGEST_INT, Count, Day, Fen, Flag
from lixia_domain.kernel.forms import Form, Schema
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason
from lixia_domain.kernel.roles import ROLES
from lixia_domain.kernel.texts import Text
from lixia_domain.kernel.view import ReadModel
from lixia_domain.kernel.words import Words
from lixia_domain.recording.catalogue import EVENTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"
ROOMS = ("kernel", "rules", "aggregates", "recording", "application")
"""Where refusals are declared."""

STORED: dict[Any, Form] = {
    str: Text(most=LARGEST_INT, blank=True),
    bool: Flag(),
    int: Count(-LARGEST_INT),
    date: Day(),
    Money: Fen(-LARGEST_INT, LARGEST_INT),
}
"""What facts hold: whatever once passed, so no limit of today's stands here."""


def catalogue() -> dict[str, Any]:
    """Return all of it, ready for JSON."""
    return {
        "use_cases": [use_case_data(chapter, each) for chapter, each in use_cases()],
        "views": [view_data(view) for view in all_views()],
        "facts": [fact_data(cls) for _, cls in sorted(EVENTS.items())],
        "refusals": [refusal_data(reason) for reason in refusals()],
        "roles": [{"role": role.value, **_words(Words(role.zh, role.en))} for role in ROLES],
        "extensions": [extension_data(one) for one in installed()],
    }


def use_case_data(chapter: str, use_case: UseCase[..., Any]) -> dict[str, Any]:
    """Return what a use case declares: words, roles, scope, arguments."""
    return {
        "name": use_case.name,
        "chapter": chapter,
        **_words(use_case.says),
        "about": inspect.getdoc(use_case) or "",
        "by": [role.value for role in use_case.by],
        "scope": {"of": use_case.scope.of, "argument": use_case.scope.argument},
        "arguments": [argument_data(use_case, one) for one in use_case.gate.arguments],
        "schema": arguments_schema(use_case),
        "outcome": use_case.outcome_schema,
    }


def argument_data(use_case: UseCase[..., Any], argument: Argument) -> dict[str, Any]:
    """Return what an argument declares; ``seen``: it tells what the views show."""
    return {
        "name": argument.name,
        **_words(argument.words),
        "needed": argument.needed,
        "seen": argument.name in use_case.seeing,
        "schema": schema(argument.shape),
    }


def arguments_schema(use_case: UseCase[..., Any]) -> Schema:
    """Return the JSON Schema of a use case's arguments as one object."""
    return {
        "$schema": DIALECT,
        "title": use_case.name,
        "type": "object",
        "properties": {
            one.name: {**schema(one.shape), "title": one.words.en, "x-zh": one.words.zh}
            for one in use_case.gate.arguments
        },
        "required": [one.name for one in use_case.gate.arguments if one.needed],
        "additionalProperties": False,
    }


def view_data(view: ReadModel) -> dict[str, Any]:
    """Return what a view shows: its columns in order, and the JSON Schema of its rows."""
    return {
        "name": view.name,
        "version": view.version,
        **_words(Words(view.title, view.title_en)),
        "columns": [
            {
                "name": each.name,
                **_words(each.words),
                "unit": each.unit.value,
                "audience": audience_of(view, each).value,
            }
            for each in columns(view.row)
        ],
        "schema": row_schema(view),
    }


def fact_data(cls: type[Event]) -> dict[str, Any]:
    """Return a fact's words, how it is stored now, and the JSON Schema of what is stored."""
    return {
        "name": cls.event_name,
        "version": cls.event_version,
        **_words(cls.event_words),
        "class": cls.__name__,
        "about": inspect.getdoc(cls) or "",
        "schema": {"$schema": DIALECT, **schema(shape_of(cls, cls.__name__, STORED))},
    }


def refusals() -> Iterator[Reason]:
    """Yield every reason to refuse, by code."""
    for room in ROOMS:
        package = import_module(f"{lixia_domain.__name__}.{room}")
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    homes = {lixia_domain.__name__}
    for extension in installed():
        list(use_cases_of(extension))  # imported, they have declared theirs
        homes.add(extension.package)
    found = {
        reason.code: reason
        for kind in Reason.__subclasses__()
        if kind.__module__.partition(".")[0] in homes
        for reason in kind
    }
    yield from (found[code] for code in sorted(found))


def refusal_data(reason: Reason) -> dict[str, Any]:
    """Return a refusal's permanent code and its sentences, with {facts} to be filled in."""
    return {"code": reason.code, "zh": reason.zh, "en": reason.en}


def extension_data(one: Installed) -> dict[str, Any]:
    """Return which distribution an extension comes from, and what it is about."""
    return {
        "name": one.distribution,
        "version": one.version,
        **_words(one.extension.says),
        "use_cases": [use_case.name for use_case in use_cases_of(one)],
        "views": [view.name for view in one.extension.views],
        "categories": [decider.category for decider in one.extension.deciders],
    }


def _words(words: Words) -> dict[str, str]:
    return {"zh": words.zh, "en": words.en}
