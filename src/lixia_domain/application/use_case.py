"""What a use case is: a function over one unit of work, carried out all or nothing, once."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Collection
from functools import update_wrapper
from typing import Concatenate, Generic, ParamSpec, TypeVar, cast

import msgspec

from lixia_domain.aggregates import command
from lixia_domain.aggregates.command import COMMAND
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.ids import join_key
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work

P = ParamSpec("P")
R = TypeVar("R")


class UseCase(Generic[P, R]):
    """``use_case(ledger, by, …)`` decides and records; ``use_case.within(work, …)`` takes part.

    What a use case returns must be plain JSON data (``None``, text, numbers, lists of these): it
    is kept as the outcome of a command and given again when the command is sent again.
    """

    def __init__(
        self, steps: Callable[Concatenate[Work, P], R], seen: Collection[str] = ()
    ) -> None:
        self.within = steps
        self.unasked = frozenset({"on", *seen})
        self.name = f"{steps.__module__.rpartition('.')[2]}.{steps.__name__}"
        update_wrapper(self, steps)

    def __call__(self, ledger: Ledger, by: By, *args: P.args, **kwargs: P.kwargs) -> R:
        """Carry the use case out. Raises what ``Ledger.transact`` raises.

        With ``by.command``, the same request told again changes nothing and gives the outcome it
        had; another request under the same key is refused. The business date is not compared, nor
        what the caller has ``seen`` in the views: a request sent again after midnight, or after
        more was recorded, is the same request.
        """
        if by.command is None:
            return ledger.transact(lambda work: self.within(work, *args, **kwargs), by=by)
        said = {name: value for name, value in kwargs.items() if name not in self.unasked}
        asked = hashlib.sha256(_canonical((self.name, args, said))).hexdigest()
        key = join_key(ledger.district, by.actor, by.command)

        def once(work: Work) -> R:
            done = work.load(COMMAND, key)
            if done is not None:
                return cast(R, msgspec.json.decode(command.repeated(done, request=asked)))
            outcome = self.within(work, *args, **kwargs)
            fact = command.done(
                request=asked,
                use_case=self.name,
                outcome=msgspec.json.encode(outcome).decode(),
                position=work.position,
                on=business_date(by.at),
            )
            work.record(COMMAND, key, fact)
            return outcome

        return ledger.transact(once, by=by)


def use_case(steps: Callable[Concatenate[Work, P], R]) -> UseCase[P, R]:
    """Make a function over a unit of work a use case."""
    return UseCase(steps)


def seeing(
    *seen: str,
) -> Callable[[Callable[Concatenate[Work, P], R]], UseCase[P, R]]:
    """Make a function a use case that is told, under the names ``seen``, what the views show."""
    return lambda steps: UseCase(steps, seen)


_canonical = msgspec.json.Encoder(order="deterministic").encode
