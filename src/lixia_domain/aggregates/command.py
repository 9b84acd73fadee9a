"""Command (请求): one stream per district, actor and key, so that a request is done once."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.keys import kept, lower
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.words import Words


@stored_as("command.done", says=Words("请求已办理", "request carried out"))
class CommandDone(Event):
    """请求已办理。

    ``request``: SHA-256 (hex) of use case and arguments; ``outcome``: JSON text of what it gave;
    ``position``: the last place of the log on which it was decided.
    """

    use_case: str
    request: str
    outcome: str
    position: int


Command: TypeAlias = CommandDone | None


def evolve(command: Command, event: CommandDone) -> CommandDone:
    """Remember what was asked and what came of it."""
    return event


COMMAND: Decider[Command, CommandDone] = Decider(
    "command", None, evolve, (CommandDone,), key=(kept, lower, kept)
)


class Why(Reason):
    """Every reason a command may refuse."""

    KEY_REUSED = (
        "command.key_reused",
        "请求编号已用于另一请求（{use_case}），请换一个编号",
        "the key was used for another request ({use_case}); take a new one",
    )


def done(
    *, use_case: str, request: str, outcome: str, position: int, on: date
) -> tuple[CommandDone]:
    """Note that a request has been carried out."""
    return (
        CommandDone(use_case=use_case, request=request, outcome=outcome, position=position, on=on),
    )


def repeated(command: CommandDone, *, request: str) -> str:
    """Return the outcome of a request told again; another request under its key is refused."""
    if command.request != request:
        raise Rejection(Why.KEY_REUSED, use_case=command.use_case)
    return command.outcome
