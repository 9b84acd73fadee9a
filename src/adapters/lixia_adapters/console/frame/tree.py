"""All commands: help and dispatch need no more than the table, so a command is imported late.

The table (``commands.json``) is made from the commands and the declarations of the use cases that
they carry out; ``python -m lixia_adapters.console.table`` writes it. Those of extensions are in no
table: they are looked up for a word that opens no command of ours.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from lixia_adapters.console.frame.groups import GROUPS, MARKS, TABLE
from lixia_adapters.console.frame.line import before, usage
from lixia_adapters.console.frame.options import EVERYWHERE, WRITING, Command, Option, Wrong
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_adapters.console.frame.brought import Brought

CommandName = tuple[str, ...]


class Entry(NamedTuple):
    """What the table knows of a command; ``options`` only where they are derived, as kept."""

    name: str
    module: str
    says: Words
    roles: tuple[str, ...]
    options: Sequence[Sequence[str]] | None

    def load(self) -> Command:
        """Return the command, to be run."""
        module = import_module(f"lixia_adapters.console.commands.{self.module}")
        [found] = (one for one in module.COMMANDS if one.name == self.name)
        command: Command = found if isinstance(found, Command) else found.command()
        return command._replace(roles=self.roles)

    def described(self) -> Command:
        """Return what a help page says of the command; no use case is imported for it."""
        if self.options is None:
            return self.load()
        options = tuple(map(_option, self.options))
        return Command(self.name, self.says, options, self.load, self.name, self.roles)


def _table() -> dict[CommandName, Entry]:
    kept = json.loads(TABLE.read_bytes())
    return {tuple(name.split()): _entry(name, row) for name, row in kept.items()}


def _entry(name: str, row: dict[str, Any]) -> Entry:
    says, roles = Words(*row["says"]), tuple(row["roles"])
    return Entry(name, row["module"], says, roles, row.get("options"))


def _option(row: Sequence[str]) -> Option:
    """Return the option of such a row, to be shown."""
    shown, name, zh, en, marks, value, *choices = row
    need, many, flag = (mark in marks for mark in MARKS)
    return Option(shown, name, zh, en, str, need, many, flag, None, tuple(choices), value)


TREE: dict[CommandName, Entry | Brought] = dict(_table())

_TAKE_A_VALUE = frozenset(option.shown for option in (*EVERYWHERE, *WRITING) if not option.flag)


def look_outside() -> None:
    """Take in the commands of extensions. Raises ``Clash`` for a word that opens some of ours."""
    from lixia_adapters.console.frame.brought import brought
    from lixia_domain.extensions.faults import OURS, Clash

    for extension, commands in brought():
        group = extension.distribution
        if any(isinstance(entry, Entry) for entry in below((group,)).values()):
            raise Clash(OURS, group, Words("命令", "command"), group)
        GROUPS[group] = extension.extension.says
        TREE.update({tuple(command.name.split()): command for command in commands})


def below(words: CommandName) -> dict[CommandName, Entry | Brought]:
    """Return the commands that open with ``words``."""
    return {key: entry for key, entry in TREE.items() if key[: len(words)] == words}


def find(argv: Sequence[str]) -> tuple[CommandName, list[str]]:
    """Return the command's words, as far as they go, and everything else of ``argv``.

    Options that every command takes may stand before the words. Raises ``Usage`` for a word that
    opens no command.
    """
    words: CommandName = ()
    rest: list[str] = []
    left = iter(argv)
    for token in left:
        if words in TREE and (token.startswith("-") or not below((*words, token))):
            return words, [*rest, token, *left]
        if token.startswith("-"):
            rest.append(token)
            if token in _TAKE_A_VALUE:
                rest.extend(value for value in (next(left, None),) if value is not None)
            continue
        if not (words or below((token,))):
            look_outside()
        if not below((*words, token)):
            unknown = Wrong("unknown_command", _unknown(words, token))
            if wrong := before(rest):
                raise usage(" ".join(words), [*wrong, unknown])
            raise Usage(*unknown.say, code=unknown.code)
        words = (*words, token)
    return words, rest


def _unknown(words: CommandName, token: str) -> Words:
    from difflib import get_close_matches

    there = list(_next_words(words))
    near = get_close_matches(token, there, 1)
    known = "、".join(near or there)
    typed = " ".join(("lixia", *words, token))
    return Words(
        f"没有命令“{typed}”；{'是否想用' if near else '可用'}：{known}",
        f"there is no command {typed!r}; {'did you mean' if near else 'there are'}: "
        f"{known.replace('、', ', ')}",
    )


def _next_words(words: CommandName) -> Iterable[str]:
    return dict.fromkeys(key[len(words)] for key in below(words))
