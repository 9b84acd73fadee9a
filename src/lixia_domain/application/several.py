"""Several use cases in one commit: all that they decide is recorded, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from typing import ParamSpec, TypeVar, cast

import msgspec
from attrs import field, frozen

from lixia_domain.aggregates import command
from lixia_domain.aggregates.command import COMMAND
from lixia_domain.application.rights import require_in_force
from lixia_domain.application.use_case import UseCase, sound
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.ids import join_key
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work

P = ParamSpec("P")
R = TypeVar("R")

NAME = "commit"
"""What a commit of several is called where its command is noted."""


@frozen
class Several:
    """What an application's own function does its use cases through, and nothing else.

    All of them share one unit of work, and each sees what those before it have decided. It is not
    handed out: whoever recorded in it would do so past gate and rights.
    """

    _work: Work = field(repr=False)

    def do(self, use_case: UseCase[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Let ``use_case`` take part, as whoever asked for the commit, who must have the right."""
        return use_case.beside(self._work, *args, **kwargs)


def commit(ledger: Ledger, by: By, steps: Callable[[Several], R], *, asked: object = None) -> R:
    """Carry out all that ``steps`` does, in one commit; return what it returns.

    Where others were first, ``steps`` is run anew on what they recorded, so it does nothing else.
    With ``by.command``, it is done once, and what it returns must be plain JSON data: that is given
    again. ``asked`` (plain data, such as a message's body) tells one request from another: another
    one under the same key is refused. Raises what ``Ledger.transact`` and the use cases raise.
    """
    by = sound(by)
    if by.command is None:
        return ledger.transact(lambda work: steps(Several(work)), by=by)
    key = join_key(ledger.district, by.actor, by.command)
    request = hashlib.sha256(_canonical((NAME, asked))).hexdigest()

    def once(work: Work) -> R:
        done = work.load(COMMAND, key)
        if done is not None:
            require_in_force(work)
            return cast(R, msgspec.json.decode(command.repeated(done, request=request)))
        outcome = steps(Several(work))
        fact = command.done(
            request=request,
            use_case=NAME,
            outcome=msgspec.json.encode(outcome).decode(),
            position=work.position,
            on=business_date(by.at),
        )
        work.record(COMMAND, key, fact)
        return outcome

    return ledger.transact(once, by=by)


_canonical = msgspec.json.Encoder(order="deterministic").encode
