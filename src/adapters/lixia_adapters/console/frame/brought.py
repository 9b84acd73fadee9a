"""Commands of extensions: each use case is one, ``lixia DISTRIBUTION FUNCTION``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lixia_adapters.console.frame.groups import command_of
from lixia_adapters.console.frame.line import options_of
from lixia_adapters.console.frame.options import Command
from lixia_adapters.console.frame.recording import recording
from lixia_domain.application.outside import use_cases_of
from lixia_domain.extensions import Installed
from lixia_domain.extensions.faults import BadExtension
from lixia_domain.extensions.found import installed
from lixia_domain.kernel.words import Words


class Brought(NamedTuple):
    """A command of an extension; it carries out the use case of the name ``carries``."""

    name: str
    carries: str
    says: Words

    def load(self) -> Command:
        """Return the command, to be run."""
        return recording(self.name, self.carries).command()

    def described(self) -> Command:
        """Return what a help page says of it: all of it is derived, so the same."""
        return self.load()


def brought() -> Iterator[tuple[Installed, list[Brought]]]:
    """Yield every extension that brings use cases, with its commands."""
    for one in installed():
        commands = [
            Brought(command_of(one.distribution, found.name), found.name, found.says)
            for found in use_cases_of(one)
        ]
        for command in commands:
            _can_be_typed(command, one.distribution)
        if commands:
            yield one, commands


def _can_be_typed(brought: Brought, distribution: str) -> None:
    """Raise ``BadExtension`` for an argument that takes what another option is called.

    One called ``role`` would be read as who acts, and who acts as the argument.
    """
    options = options_of(brought.load())
    for names in ([one.name for one in options], [one.shown for one in options]):
        for name in names:
            if names.count(name) > 1:
                raise BadExtension(
                    distribution,
                    f"{brought.carries}：命令行已有选项 {name}，参数须另取名称",
                    f"{brought.carries}: the console has an option {name} already, so an argument "
                    "of that name needs another",
                )
