"""``lixia help``: what there is, and how one command is used; the same as ``--help``."""

from __future__ import annotations

from shutil import get_terminal_size

from lixia_adapters.console.frame import tree, usage
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.printers.terminal import shown
from lixia_domain.kernel.words import Words


def _help(invocation: Invocation) -> Answer:
    words, _ = tree.find(invocation["words"])
    lines = usage.page(words, invocation.lang, get_terminal_size((100, 24)).columns)
    page = "\n".join(map(shown, lines))
    return Answer({"command": " ".join(words), "page": page}, raw=page + "\n")


COMMANDS = (
    Command(
        "help",
        Words("说明：各命令的用法", "how a command is used"),
        (
            option(
                "[COMMAND …]",
                "哪个命令或哪组命令，如 project approve",
                "which command or group of commands, such as project approve",
                name="words",
            ),
        ),
        _help,
    ),
)
