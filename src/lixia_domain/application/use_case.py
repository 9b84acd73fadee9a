"""What a use case is: a function over one unit of work, declared once, done all or nothing.

The declaration says what it is called, who may do it and for whom; the signature what it takes.
Whatever calls it (console, specs, imports, processes, an application) passes the one gate; and
from the declaration, and nothing else, come the catalogue and all that is derived from it.
"""

from __future__ import annotations

import hashlib
import inspect
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, update_wrapper
from typing import (
    Annotated,
    Any,
    Concatenate,
    Generic,
    ParamSpec,
    Self,
    TypeAlias,
    TypeVar,
    cast,
    get_type_hints,
)

import msgspec
from attrs import evolve

from lixia_domain.aggregates import command, spelling
from lixia_domain.aggregates.command import COMMAND
from lixia_domain.aggregates.spelling import SPELLING
from lixia_domain.application.gate import Gate, Unfit
from lixia_domain.application.references import require, require_begun
from lixia_domain.application.rights import authorise
from lixia_domain.application.scope import Scoped, district
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.forms import Context, Why, Wrong
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.roles import ANYONE, Beside, Role
from lixia_domain.kernel.vocabulary import AccountId, CommandKey
from lixia_domain.kernel.words import Words
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work

__all__ = ["ANYONE", "Role", "UseCase", "Words", "decides", "use_case"]

P = ParamSpec("P")
R = TypeVar("R")
S = TypeVar("S")
E = TypeVar("E")

Formerly: TypeAlias = Callable[[Work, Mapping[str, Any]], Iterable[Mapping[str, Any]]]
"""Each of what a request may once have been told besides, by what the log knows of it."""


class NotPlain(Fault):
    """What is kept of a command, or tells it from another, is no plain JSON data."""

    def __init__(self, what: Words) -> None:
        super().__init__(
            f"带命令键办理时，{what.zh}须为纯 JSON 数据"
            "（空值、真假、文字、数字、列表、以文字为键的字典），"
            "否则再次发送时会是另一样；未记录任何内容",
            f"with a command's key, {what.en} must be plain JSON data (null, booleans, text, "
            "numbers, lists, mappings by text), or it would be another one when the command is "
            "sent again; nothing was recorded",
        )


OUTCOME = Words("返回的结果", "the outcome")


class UseCase(Generic[P, R]):
    """``use_case(ledger, by, …)`` decides and records; ``use_case.within(work, …)`` takes part.

    What a use case returns must be plain JSON data (``None``, text, numbers, lists of these): it
    is kept as the outcome of a command and given again when the command is sent again.
    """

    def __init__(
        self,
        steps: Callable[Concatenate[Work, P], R],
        *,
        says: Words,
        by: Sequence[Role],
        scope: Scoped,
        seeing: Collection[str],
        formerly: Formerly | None = None,
    ) -> None:
        self.says = says
        self.by = tuple(by)
        self.scope = scope
        self.seeing = frozenset(seeing)
        """Arguments that tell what the views show; they are no part of what is asked."""
        self.formerly = formerly
        """What older code was told besides, which the ledger knows by itself."""
        self.name = f"{steps.__module__.rpartition('.')[2]}.{steps.__name__}"
        if _is_later(steps):
            msg = f"{self.name} must be a plain function: its steps are done when it returns"
            raise TypeError(msg)
        self.declared: Callable[..., Any] = inspect.unwrap(steps)
        """The function as it was written, whose signature declares what the use case takes."""
        self._steps: Callable[..., R] = steps
        update_wrapper(self, steps)

    @cached_property
    def gate(self) -> Gate:
        """Return the gate that whatever comes in passes, made when it is first needed."""
        _, *told = inspect.signature(self.declared).parameters.values()
        for one in told:
            if one.kind is not inspect.Parameter.KEYWORD_ONLY:  # only what has a name is read
                msg = f"{self.name}: {one.name} must be keyword-only"
                raise TypeError(msg)
        gate = Gate(self.declared)
        asked = self.scope.argument
        if asked and asked not in {one.name for one in gate.arguments if one.needed}:
            msg = f"{self.name}: its scope asks for {asked}, which need not be told"
            raise TypeError(msg)
        return gate

    @property
    def second(self) -> Mapping[str, Beside]:
        """Return which arguments name who decides beside whoever acts, as they are declared."""
        return self.gate.beside

    @cached_property
    def __signature__(self) -> inspect.Signature:
        """What one calls, for ``inspect.signature`` and ``help``: ledger, by, and the arguments."""
        own = inspect.signature(self.declared)
        first = (
            inspect.Parameter("ledger", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=Ledger),
            inspect.Parameter("by", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=By),
        )
        outcome = None if self.declared is not self._steps else own.return_annotation
        return own.replace(
            parameters=[*first, *list(own.parameters.values())[1:]], return_annotation=outcome
        )

    @cached_property
    def outcome_schema(self) -> dict[str, Any]:
        """Return the JSON Schema of what it gives: null, where it only records."""
        only_records = self.declared is not self._steps
        given = None if only_records else get_type_hints(self.declared)["return"]
        return msgspec.json.schema(given)

    def __get__(self, instance: object, owner: type | None = None) -> Self:
        """Return itself: having this is what makes ``help`` tell a signature."""
        return self

    def __reduce__(self) -> str:
        """Be pickled and copied as functions are, by name: there is one of each."""
        return self.declared.__qualname__

    def __call__(self, ledger: Ledger, by: By, *args: P.args, **kwargs: P.kwargs) -> R:
        """Carry the use case out. Raises what ``Ledger.transact`` raises, ``Unfit``, and a
        ``Rejection`` ``rights.…`` where whoever acts may not.

        With ``by.command``, the same request told again changes nothing and gives the outcome it
        had; another request under the same key is refused. The business date is not compared, nor
        what the caller has seen in the views: a request sent again after midnight, or after
        more was recorded, is the same request.
        """
        by = sound(by)
        today, steps, given = business_date(by.at), self._steps, cast(dict[str, Any], kwargs)
        if ledger.spelled or not self.gate.sees(kwargs, today):
            context = Context(today, ledger.spelled)
            given = self.gate.read(kwargs, context)
            if context.written:
                steps = _keeping(steps, context)
        if by.command is None:

            def done_now(work: Work) -> R:
                authorise(work, self, given)
                return self._carried_out(work, steps, *args, **given)

            return ledger.transact(done_now, by=by)
        key = join_key(ledger.district, by.actor, by.command)

        def once(work: Work) -> R:
            done = work.load(COMMAND, key)
            authorise(work, self, given, again=done is not None)
            if done is not None:
                told_once = self._repeated(work, done, given, kwargs)
                return cast(R, msgspec.json.decode(told_once))
            written, outcome = kept_as(self._carried_out(work, steps, *args, **given))
            fact = command.done(
                request=self.request(given),
                use_case=self.name,
                outcome=written,
                position=work.position,
                on=business_date(by.at),
            )
            work.record(COMMAND, key, fact)
            return outcome

        return ledger.transact(once, by=by)

    def within(self, work: Work, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Take part in ``work``: decide, and record what is decided with all else that it does."""
        return self._carried_out(work, self._steps, *args, **self._read(work, kwargs))

    def beside(self, work: Work, /, *args: P.args, **kwargs: P.kwargs) -> R:
        """Do it as one of several that an application commits at once: each by right."""
        given = self._read(work, kwargs)
        authorise(work, self, given)
        return self._carried_out(work, self._steps, *args, **given)

    def _carried_out(self, work: Work, steps: Callable[..., R], /, *args: Any, **given: Any) -> R:
        """Decide, once all that is named stands; nothing is of a day before what it names was."""
        require(work, self.gate.references, given)
        since = work.mark()
        outcome = steps(work, *args, **given)
        require_begun(work, self.gate.mentions, given, since)
        return outcome

    def _read(self, work: Work, told: Mapping[str, Any]) -> dict[str, Any]:
        return self.gate.read(told, Context(work.today, work.spelled))

    def request(self, given: Mapping[str, Any]) -> str:
        """Return the hash of what is asked: SHA-256 over the use case's name and its arguments."""
        unasked = self.seeing | {"on"}
        said = {name: value for name, value in given.items() if name not in unasked}
        return hashlib.sha256(_canonical((self.name, (), said))).hexdigest()

    def _repeated(
        self,
        work: Work,
        done: command.CommandDone,
        given: Mapping[str, Any],
        raw: Mapping[str, Any],
    ) -> str:
        request = self.request(given)
        if done.request != request and done.request in self._requests_once(work, given, raw):
            request = done.request
        return command.repeated(done, request=request)

    def _requests_once(
        self, work: Work, given: Mapping[str, Any], raw: Mapping[str, Any]
    ) -> Iterator[str | None]:
        """Yield the hashes that older code may have taken of the same request.

        It took them of what came, before there was a canonical form, and of what it had to be told.
        """
        yield self._request_once(raw)
        for told in () if self.formerly is None else self.formerly(work, given):
            yield self.request({**given, **told})
            yield self._request_once({**raw, **told})

    def _request_once(self, raw: Mapping[str, Any]) -> str | None:
        """Return the hash of what came; nothing where no code could have made one of it."""
        try:
            return self.request(raw)
        except UnicodeEncodeError:  # a bank's text, before it was cleaned
            return None


def kept_as(outcome: R) -> tuple[str, R]:
    """Return how an outcome is kept, and the outcome as it is given whenever it is asked for.

    Raises ``NotPlain`` for one that would be another the second time.
    """
    try:
        written = msgspec.json.encode(outcome)
        again = msgspec.json.decode(written)
    except (TypeError, ValueError, OverflowError, RecursionError):
        raise NotPlain(OUTCOME) from None
    if again != outcome:
        raise NotPlain(OUTCOME)
    return written.decode(), again


def sound(by: By) -> By:
    """Return ``by``, its account in canonical form. Raises ``Unfit`` or ``Rejection``."""
    try:
        known = type(by) is By and type(by.actor) is str and (by.actor, id(by.role)) in _SOUND
        if known and by.command is None and by.correlation is None:
            return by
        told = {name: getattr(by, name) for name in ("actor", "role", "command", "correlation")}
        today = business_date(by.at)
    except AttributeError:
        raise _nobody(by) from None
    if type(by) is not By:
        raise _nobody(by)
    given = _BY.read(told, Context(today))
    actor = given["actor"]
    if actor != by.actor:
        return evolve(by, actor=actor)
    if len(_SOUND) >= REMEMBERED:
        _SOUND.clear()
    _SOUND.add((actor, id(by.role)))
    return by


REMEMBERED = 10_000
_SOUND: set[tuple[str, int]] = set()
"""Accounts, each with the very member of ``Role`` that it acted in, lately found sound."""


def _nobody(by: object) -> Unfit:
    return Unfit([Wrong("by", Why.WRONG_TYPE, {"wanted": "By", "got": type(by).__name__})], {})


def use_case(
    *,
    says: Words,
    by: Role | Sequence[Role],
    scope: Scoped = district,
    seeing: Collection[str] = (),
    formerly: Formerly | None = None,
) -> Callable[[Callable[Concatenate[Work, P], R]], UseCase[P, R]]:
    """Make a function over a unit of work a use case.

    ``says``: what it is, in both languages. ``by``: in which roles it may be done, the usual one
    first. ``scope``: for which enterprise, team or fund whoever does it must stand. ``seeing``: the
    arguments by which it is told what the views show. ``formerly``: what older code had to be told
    besides, so that a request that it carried out is known again.
    """
    roles = (by,) if isinstance(by, Role) else by
    return lambda steps: UseCase(
        steps, says=says, by=roles, scope=scope, seeing=seeing, formerly=formerly
    )


def decides(
    decider: Decider[S, E],
    key: str,
    *,
    says: Words,
    by: Role | Sequence[Role],
    scope: Scoped = district,
) -> Callable[[Callable[Concatenate[S, P], Sequence[E]]], UseCase[P, None]]:
    """Make a decision on one stream a use case: load it, decide, record.

    ``key`` names the argument that is the stream's key; the function is given the stream's state
    and returns the facts to be recorded.
    """

    def declare(decision: Callable[Concatenate[S, P], Sequence[E]]) -> UseCase[P, None]:
        def steps(work: Work, /, *args: P.args, **kwargs: P.kwargs) -> None:
            stream = cast(str, kwargs[key])
            work.record(decider, stream, decision(work.load(decider, stream), *args, **kwargs))

        update_wrapper(steps, decision)
        roles = (by,) if isinstance(by, Role) else by
        return UseCase(steps, says=says, by=roles, scope=scope, seeing=())

    return declare


def _identity(
    actor: AccountId,
    role: Role,
    command: CommandKey | None = None,
    correlation: Annotated[CommandKey, Words("关联编号", "correlation")] | None = None,
) -> None:
    """What says who acts: its signature is what the gate holds it to."""


_BY = Gate(_identity, skip=0)


def _keeping(steps: Callable[..., R], context: Context) -> Callable[..., R]:
    """Return ``steps`` that also keep how ids were written, if they record anything at all."""

    def kept(work: Work, *args: Any, **kwargs: Any) -> R:
        outcome = steps(work, *args, **kwargs)
        if work.new:
            for (kind, key), written in context.written.items():
                stream = f"{kind}/{key}"
                facts = spelling.keep(
                    work.load(SPELLING, stream), written=written, on=context.today
                )
                work.record(SPELLING, stream, facts)
        return outcome

    return kept


def _is_later(steps: Callable[..., object]) -> bool:
    """Tell whether calling ``steps`` does nothing yet: all that it decides would come too late."""
    written = inspect.unwrap(steps)
    kinds = (
        inspect.iscoroutinefunction,
        inspect.isgeneratorfunction,
        inspect.isasyncgenfunction,
    )
    return any(kind(written) for kind in kinds)


_canonical = msgspec.json.Encoder(order="deterministic").encode
