"""Several use cases in one commit: all that they decide is recorded, or nothing."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping
from types import MappingProxyType
from typing import NamedTuple, ParamSpec, TypeVar, cast

import msgspec
from attrs import define, field

from lixia_domain.aggregates import command
from lixia_domain.aggregates.command import COMMAND
from lixia_domain.application.rights import authorise
from lixia_domain.application.scope import Scoped, district
from lixia_domain.application.use_case import NotPlain, UseCase, kept_as, sound
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.roles import Beside, Role
from lixia_domain.kernel.words import Words
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work

P = ParamSpec("P")
R = TypeVar("R")

NAME = "commit"
"""What a commit of several is called where its command is noted."""
ASKED = Words("所请求的内容（asked）", "what is asked for (asked)")


class CommitOver(Fault):
    """A use case was to take part in a commit that is done, or was given up."""

    def __init__(self) -> None:
        super().__init__(
            "这次提交已经结束，未记录任何内容；请在传给 store.commit 的函数返回之前办理",
            "this commit is over, nothing was recorded; do it before the function that "
            "store.commit was given returns",
        )


class NotCarriedOut(Fault):
    """What ``steps`` returned would only be done later, when the commit is over."""

    def __init__(self, got: object) -> None:
        kind = type(got).__name__
        super().__init__(
            f"传给 store.commit 的函数返回了尚未执行的 {kind}，未记录任何内容；"
            "请用普通函数（不是 async def，也没有 yield），办完再返回",
            f"the function that store.commit was given returned a {kind}, which is still to be "
            "carried out; nothing was recorded. Give it a plain function (no async def, no yield) "
            "that returns when all is done",
            kind=kind,
        )


class _Committing(NamedTuple):
    """What a commit is, as far as rights go: each of its use cases asks for its own besides."""

    by: tuple[Role, ...]
    says: Words = Words("一次办理几件事", "do several things in one commit")
    scope: Scoped = district
    second: Mapping[str, Beside] = MappingProxyType({})


@define
class Several:
    """What an application's own function does its use cases through, and nothing else.

    All of them share one unit of work, and each sees what those before it have decided. It is not
    handed out: whoever recorded in it would do so past gate and rights. It ends with the function.
    """

    _work: Work | None = field(repr=False)

    def do(self, use_case: UseCase[P, R], /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Let ``use_case`` take part, as whoever asked for the commit, who must have the right.

        Where it is refused, nothing of it is recorded, even if the refusal is caught.
        """
        work = self._work
        if work is None:
            raise CommitOver
        before = work.mark()
        try:
            return use_case.beside(work, *args, **kwargs)
        except BaseException:
            work.back_to(before)
            raise

    def _carry_out(self, steps: Callable[[Several], R]) -> R:
        try:
            outcome = steps(self)
        finally:
            self._work = None
        if isinstance(outcome, (Awaitable, Iterator, AsyncIterator)):
            close = getattr(outcome, "close", None)
            if close is not None:
                close()  # or Python would say that it was never awaited
            raise NotCarriedOut(outcome)
        return outcome


def commit(ledger: Ledger, by: By, steps: Callable[[Several], R], *, asked: object = None) -> R:
    """Carry out all that ``steps`` does, in one commit; return what it returns.

    Where others were first, ``steps`` is run anew on what they recorded, so it does nothing else.
    With ``by.command``, it is done once, and what it returns must be plain JSON data: that is given
    again. ``asked`` (plain data, such as a message's body) tells one request from another: another
    one under the same key is refused. Who holds the role in which it is done may ask for it, again
    too. Raises what ``Ledger.transact`` and the use cases raise, ``NotPlain``, ``NotCarriedOut``.
    """
    by = sound(by)
    committing = _Committing((by.role,))
    if by.command is None:

        def done_now(work: Work) -> R:
            authorise(work, committing, {})
            return Several(work)._carry_out(steps)

        return ledger.transact(done_now, by=by)
    key = join_key(ledger.district, by.actor, by.command)
    request = hashlib.sha256(_canonical(asked)).hexdigest()

    def once(work: Work) -> R:
        authorise(work, committing, {})
        done = work.load(COMMAND, key)
        if done is not None:
            return cast(R, msgspec.json.decode(command.repeated(done, request=request)))
        written, outcome = kept_as(Several(work)._carry_out(steps))
        fact = command.done(
            request=request,
            use_case=NAME,
            outcome=written,
            position=work.position,
            on=business_date(by.at),
        )
        work.record(COMMAND, key, fact)
        return outcome

    return ledger.transact(once, by=by)


def _canonical(asked: object) -> bytes:
    try:
        return _canonical_form((NAME, asked))
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise NotPlain(ASKED) from None


_canonical_form = msgspec.json.Encoder(order="deterministic").encode
