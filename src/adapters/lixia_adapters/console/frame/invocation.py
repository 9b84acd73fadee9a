"""One invocation of the program: its options' values, and the store that it works on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, NamedTuple, get_args

from lixia_adapters.console.frame.trouble import Usage
from lixia_adapters.printers.terminal import Terminal
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.application.use_case import UseCase
    from lixia_domain.kernel.forms import Context
    from lixia_domain.recording.work import By

DEFAULT_STORE = "sqlite:///lixia.db"

Progress = Callable[[int, int], None]


class Done(NamedTuple):
    """What came of a use case: what it gave, and the facts it recorded (or would record).

    ``personal``: the arguments whose text may name a natural person.
    """

    outcome: Any
    recorded: list[dict[str, Any]]
    position: int
    dry_run: bool
    personal: Mapping[str, Words] = {}

    def data(self, **more: Any) -> dict[str, Any]:
        """Return it for JSON."""
        if self.personal:
            more["personal"] = list(self.personal)
        return {
            **more,
            "outcome": self.outcome,
            "dry_run": self.dry_run,
            "recorded": self.recorded,
            "position": self.position,
        }


def store_at(given: str | None, environ: Mapping[str, str]) -> str:
    """Return a store's address: given, or by ``LIXIA_STORE``, or the usual one."""
    return given or environ.get("LIXIA_STORE") or DEFAULT_STORE


def circumstances(store: Store) -> Context:
    """Return in which circumstances the gate judges values today."""
    from lixia_domain.kernel.forms import Context

    return Context(store.today(), store.ledger.spelled)


class Invocation:
    """The values of a command's options, and where it reads and writes.

    ``values`` holds them by the options' names; ``roles`` are those in which the command may be
    carried out; it acts in the first unless the line says otherwise.
    """

    def __init__(
        self,
        values: Mapping[str, Any],
        *,
        lang: str,
        environ: Mapping[str, str],
        roles: Sequence[str],
        out: Terminal,
        err: Terminal,
    ) -> None:
        self.values = values
        self.lang = lang
        self.environ = environ
        self.roles = roles
        self.out = out
        self.err = err

    def __getitem__(self, name: str) -> Any:
        return self.values[name]

    @property
    def json(self) -> bool:
        """Tell whether the answer goes to a program."""
        return bool(self.values["json"])

    @property
    def uri(self) -> str:
        """Return the store's address."""
        return store_at(self.values["store"], self.environ)

    def text(self, say: Words) -> str:
        """Return ``say`` in the language asked for."""
        return say.text(self.lang)

    def open(self, *, read_only: bool = False) -> Store:
        """Open the store; with ``--dry-run`` so that nothing can be written. Raises a ``Fault``."""
        from lixia_domain.application.bootstrap import open_store

        return open_store(self.uri, read_only=read_only or self.dry_run)

    @property
    def dry_run(self) -> bool:
        """Tell whether nothing is to be recorded, nor written anywhere."""
        return bool(self.values.get("dry_run"))

    def by(self, store: Store) -> By:
        """Return who records, now."""
        from uuid import uuid4

        from lixia_domain.application.use_case import sound
        from lixia_domain.kernel.rejection import Rejection
        from lixia_domain.kernel.roles import Role
        from lixia_domain.recording.work import By

        by = By(
            actor=self.values["actor"] or self.environ.get("LIXIA_ACTOR") or "local",
            role=Role(self.values["role"] or self.roles[0]),
            at=store.clock(),
            command=self.values["command"],
            correlation=uuid4().hex,
        )
        try:
            by = sound(by)
        except Rejection as refusal:
            place = "--actor" if self.values["actor"] else "LIXIA_ACTOR"
            zh, en = refusal.sentence("zh"), refusal.sentence("en")
            raise Usage(f"{place}：{zh}", f"{place}: {en}", refusal.reason.code) from None
        if self.values["role"]:
            return by
        from lixia_domain.application.acting import in_a_role_held

        return in_a_role_held(store.ledger, by, [Role(role) for role in self.roles])

    def day(self, store: Store) -> Any:
        """Return the business date: given, or today in Shanghai."""
        return self.values["on"] or store.today()

    def key(self, store: Store, name: str, kind: Any) -> str:
        """Return the id under ``name`` as the store bears it; ``kind`` is its type.

        Raises ``Unfit`` for what is no such id.
        """
        from lixia_domain.kernel.forms import Misfit, Wrong

        [form] = (note for note in get_args(kind) if hasattr(note, "read"))
        try:
            return str(form.read(self.values[name], circumstances(store)))
        except Misfit as misfit:
            from lixia_domain.application.gate import Unfit

            wrong = [Wrong(name + one.where, one.reason, one.facts) for one in misfit.wrong]
            raise Unfit(wrong, {}) from None

    def stream(self, store: Store, name: str) -> str:
        """Return the stream under ``name`` as the store bears it."""
        from lixia_domain.recording.spelling import canonical_name

        given = str(self.values[name])
        if store.ledger.history(given):
            return given
        stream = canonical_name(given)
        return store.ledger.spelled.get(stream, stream)

    def fund(self, store: Store) -> str:
        """Return the fund meant: given, or the store's only one."""
        from lixia_domain.aggregates.fund.facts import FundProposed
        from lixia_domain.kernel.vocabulary import FundId

        if self.values["fund_id"] is not None:
            return self.key(store, "fund_id", FundId)
        there = [recorded.key for recorded in store.ledger.read(reads=(FundProposed,))]
        if len(there) == 1:
            return there[0]
        if not there:
            raise Usage(
                "账库中还没有专项基金；先用 lixia fund establish 设立",
                "the store has no fund yet; establish one with lixia fund establish",
                "no_fund",
            )
        known = "、".join(sorted(there))
        raise Usage(
            f"账库中有多个基金，请用 --fund 指明：{known}",
            f"the store has several funds; name one with --fund: {known.replace('、', ', ')}",
            "which_fund",
        )

    def carry_out(self, store: Store, use_case: UseCase[Any, Any], **facts: Any) -> Done:
        """Carry ``use_case`` out, or, with ``--dry-run``, say what it would record."""
        from lixia_adapters.console.frame.named import naming_persons
        from lixia_domain.application.acting import carry_out

        personal = naming_persons(use_case, facts)
        done = carry_out(store.ledger, self.by(store), use_case, facts, dry_run=self.dry_run)
        return Done(*done, personal)

    @contextmanager
    def progress(self, title: Words) -> Iterator[Progress | None]:
        """Show how far a long work has got, where a person looks on."""
        bar: AbstractContextManager[Progress | None] = nullcontext()
        if self.err.isatty() and not self.json:
            from lixia_adapters.console.frame import screen

            bar = screen.bar(self.err.stream, self.text(title))
        with bar as step:
            yield step
