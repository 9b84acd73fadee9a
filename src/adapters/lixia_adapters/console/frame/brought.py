"""Commands of extensions: each use case is one, ``lixia DISTRIBUTION FUNCTION``."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lixia_adapters.console.frame.groups import command_of
from lixia_adapters.console.frame.options import Command
from lixia_adapters.console.frame.recording import recording
from lixia_domain.application.chapters import use_cases_of
from lixia_domain.extensions import Installed
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
        if commands:
            yield one, commands
