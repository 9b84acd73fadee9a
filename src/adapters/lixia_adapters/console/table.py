"""``python -m lixia_adapters.console.table``: write the table of commands from what they declare.

Run it when a command, the declaration of a use case, or the name or title of a view has changed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from importlib import import_module
from pkgutil import walk_packages
from typing import Any

from lixia_adapters.console import commands
from lixia_adapters.console.frame.groups import (
    MARKS,
    SECTIONS,
    TABLE,
    USE_CASE_NAMES,
    VIEW_NAMES,
)
from lixia_adapters.console.frame.options import Command, Option
from lixia_adapters.console.frame.recording import Recording
from lixia_domain import written
from lixia_domain.application.chapters import CHAPTERS, use_case_named, use_cases
from lixia_domain.views import VIEWS

HOME = f"{commands.__name__}."


def declared() -> Iterator[tuple[str, Command | Recording]]:
    """Yield every command with the module that it is in, as the first page has them."""
    found = [
        (module.name.removeprefix(HOME), command)
        for module in walk_packages(commands.__path__, HOME)
        for command in getattr(import_module(module.name), "COMMANDS", ())
    ]
    order = [word for _, members in SECTIONS for word in members]
    placed = {word: place for place, word in enumerate(order)}
    return iter(sorted(found, key=lambda one: placed.get(one[1].name.split()[0], len(order))))


def option_row(option: Option) -> list[str]:
    """Return what the table keeps of an option: all but how it is read."""
    marks = " ".join(mark for mark in MARKS if getattr(option, mark))
    return [option.shown, option.name, *option.says, marks, option.value, *option.choices]


def row(module: str, declared: Command | Recording) -> dict[str, Any]:
    """Return what the table keeps of a command."""
    if isinstance(declared, Recording):
        command = declared.command()
        options: dict[str, Any] = {"options": list(map(option_row, command.options))}
    else:
        command, options = declared, {}
    roles = (
        [role.value for role in use_case_named(command.carries).by] or ["foundation"]
        if command.carries
        else list(command.roles)
    )
    return {"module": module, "says": command.says, "roles": roles, **options}


def table() -> str:
    """Return the table, a command on each line."""
    rows = (
        f"{json.dumps(command.name)}: {json.dumps(row(module, command), ensure_ascii=False)}"
        for module, command in declared()
    )
    return "{\n" + ",\n".join(rows) + "\n}\n"


def view_names() -> str:
    """Return the views' names and titles, a view on each line."""
    return _names((view.name, (view.title, view.title_en)) for view in VIEWS)


def use_case_names() -> str:
    """Return the names and titles of our use cases, one on each line."""
    return _names((one.name, one.says) for chapter, one in use_cases() if chapter in CHAPTERS)


def _names(named: Iterable[tuple[str, tuple[str, str]]]) -> str:
    rows = (f"{json.dumps(name)}: {json.dumps(says, ensure_ascii=False)}" for name, says in named)
    return "{\n" + ",\n".join(rows) + "\n}\n"


def main() -> int:
    """Write it."""
    written.text(TABLE, table())
    written.text(VIEW_NAMES, view_names())
    written.text(USE_CASE_NAMES, use_case_names())
    return 0


if __name__ == "__main__":
    sys.exit(main())
