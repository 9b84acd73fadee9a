"""The only place where the parts are put together: a URI becomes a store with its read models."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import date, datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self, TypeVar

from attrs import define, field

from lixia_domain.application import clock as clocks
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import listed
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By

if TYPE_CHECKING:
    from lixia_domain.application.conditions import Where
    from lixia_domain.application.process_runner import Runner
    from lixia_domain.application.sealing import Seals
    from lixia_domain.application.several import Several
    from lixia_domain.application.vault import Vault
    from lixia_domain.audit.past.moment import Moment
    from lixia_domain.audit.past.rows import Rows
    from lixia_domain.audit.seal.note import SigningKey
    from lixia_domain.kernel.events import Event
    from lixia_domain.kernel.view import ReadModel
    from lixia_domain.recording.read_models import Build, ReadModels
    from lixia_domain.recording.subscription import Subscription

R = TypeVar("R")

Progress = Callable[[int, int], None]
"""Told (position reached, position aimed at) while something long goes on."""


class BadUri(Fault):
    """The store's URI names no store that is installed."""


@define
class Store:
    """One district's ledger with its read models. A context manager: leaving it closes both."""

    uri: str
    place: str
    """Where it lies: the file's path, or what else its adapter calls the place; empty in memory."""
    ledger: Ledger
    open_read_models: Callable[..., ReadModels]
    """Opens the place of the views; given ``part``, one beside it for whatever follows the log."""
    clock: clocks.Clock = clocks.now
    key: Path | None = None
    """The file of the key that signs seals; if not told, the user's own."""
    _vault: Vault | None = field(default=None, init=False)
    _read_models: ReadModels | None = field(default=None, init=False)
    _runner: Runner | None = field(default=None, init=False)
    _seals: Seals | None = field(default=None, init=False)

    @property
    def read_models(self) -> ReadModels:
        """Return the place of the read models, opened when it is first needed."""
        self.ledger.require_open()
        if self._read_models is None:
            self._read_models = self.open_read_models()
        return self._read_models

    def by(self, actor: str, role: Role, *, command: str | None = None) -> By:
        """Return who records, now: it is good for an hour, by the store's own clock.

        ``command`` makes a use case safe to send again.
        """
        self.ledger.require_open()
        return By(actor=actor, role=role, at=self.clock(), command=command)

    def today(self) -> date:
        """Return today's business date in Shanghai."""
        self.ledger.require_open()
        return business_date(self.clock())

    def commit(self, steps: Callable[[Several], R], *, by: By, asked: object = None) -> R:
        """Carry out several use cases in one commit; see ``several.commit``::

        def launch(several: Several) -> None:
            several.do(projects.draft, project_id="P-1", …)
            several.do(projects.approve, project_id="P-1", …)

        store.commit(launch, by=store.by("office-1", Role.PROGRAMME_OFFICE))
        """
        from lixia_domain.application.several import commit

        return commit(self.ledger, by, steps, asked=asked)

    def views(self, progress: Progress | None = None) -> Build:
        """Return the read models, brought up to the head of the log first.

        Raises ``ViewsUnavailable`` or ``UnreadableEvent``, naming the place.
        """
        from lixia_domain.extensions.shown import all_views
        from lixia_domain.recording.projector import up_to_date

        return up_to_date(self.ledger, self.read_models, all_views(), progress=progress)

    def replay(
        self,
        moment: Moment,
        models: Iterable[ReadModel] = (),
        progress: Progress | None = None,
    ) -> Rows:
        """Return ``models`` (all views, if none are given) as of a business date and as known then.

        Made in memory from nothing but the log: what was corrected since stands there as it was
        reported then (DOMAIN invariant 7). Raises ``BeyondHead`` and ``BeforeAll``.
        """
        from lixia_domain.audit.past.rows import replay
        from lixia_domain.extensions.shown import all_views

        return replay(self.ledger, tuple(models) or all_views(), moment, progress=progress)

    def known_by(self, position: int) -> Rows:
        """Return all views as they were known at ``position``; beyond the head: as known now."""
        from lixia_domain.audit.past.moment import Moment

        return self.replay(Moment(position=min(position, self.ledger.head())))

    def rebuild(
        self,
        progress: Progress | None = None,
        replaced: Callable[[Build, Build], None] | None = None,
    ) -> Build:
        """Make the read models anew beside the ones in use, and switch them in. Records nothing.

        ``replaced`` is told the old ones and the new ones before, to be compared.
        """
        from lixia_domain.extensions.shown import all_views
        from lixia_domain.recording.projector import up_to_date

        models = all_views()
        return up_to_date(
            self.ledger,
            self.read_models,
            models,
            rebuild=True,
            replaced=replaced,
            progress=progress,
        )

    def show(
        self,
        name: str,
        *,
        where: Where | None = None,
        order: Sequence[str] | None = None,
        columns: Sequence[str] | None = None,
        limit: int | None = None,
        after: str | None = None,
    ) -> dict[str, Any]:
        """Return the view ``name`` as plain data: view, version, position and rows by key.

        With any of the others, the rows that they select, and with them ``columns`` (their words),
        ``matched`` and ``next``; see ``selection.Selection`` and ``selection.select``::

            store.show("claim_board", where={"project": "P-1", "amount_fen": Between(1_000_00)},
                       order=["-amount_fen"], columns=["enterprise", "认捐"], limit=20)

        Raises ``UnknownView``, ``UnknownColumn`` and ``BadSelection``, naming what there is.
        """
        from lixia_domain.application.selection import Selection, select, view_called

        model, build = view_called(name, self.ledger.journal.about()), self.views()
        if all(part is None for part in (where, order, columns, limit, after)):
            from lixia_domain.recording.read_models import view_json

            return view_json(build, model)
        asked = Selection(
            where=() if where is None else where,
            order=() if order is None else order,
            columns=() if columns is None else columns,
            limit=limit,
            after=after,
        )
        return select(build, model, asked)

    def follow(
        self,
        after: int = 0,
        *,
        reads: Collection[type[Event]] = (),
        idle: float | None = None,
    ) -> Subscription:
        """Return the facts recorded after a position, as they come, whoever records them.

        With ``reads``, facts of these classes only; with ``idle``, it ends after so many seconds
        without any (0: with what is there). See ``Subscription``. Raises ``AheadOfLog``.
        """
        from lixia_domain.recording.subscription import Subscription

        return Subscription(self.ledger, after, reads, idle)

    @property
    def runner(self) -> Runner:
        """Return the runner of processes, made when it is first asked for.

        What it must do is told by the log; its rows lie beside the views, in places of their own.
        """
        self.ledger.require_open()
        if self._runner is None:
            from lixia_domain.application.process_runner import Runner  # imports what it runs

            calls, tasks = map(self.open_read_models, ("processes", "pending"))
            self._runner = Runner(self.ledger, calls, tasks, self.clock)
        return self._runner

    @property
    def vault(self) -> Vault:
        """Return the vault of personal data, opened when it is first asked for.

        Raises a ``VaultFault`` where there is none, it is another store's, or its key is not there.
        """
        self.ledger.require_open()
        if self._vault is None:
            self._vault = self._vaults().load(self.place, self._fingerprint)
        return self._vault

    def make_vault(self) -> Vault:
        """Make the store's vault. Raises ``VaultThere`` if it has one."""
        self.ledger.require_open()
        made: Vault = self._vaults().make(self.place, self._fingerprint, at=self.clock())
        self._vault = made
        return made

    def _vaults(self) -> Any:
        return _adapter("lixia.vaults", self.uri)

    @property
    def _fingerprint(self) -> str:
        return self.ledger.journal.about().get("fingerprint", "")

    @property
    def seals(self) -> Seals:
        """Return the store's seal, which lies beside it. A store in memory has a key of its own."""
        self.ledger.require_open()
        if self._seals is None:
            from secrets import token_bytes

            from lixia_domain.application.sealing import Seals

            log = _adapter("lixia.seals", self.uri)(self.place)
            if self.place or self.key:
                memory = import_module("lixia_adapters.seals.signer_memory")
                kept = memory.signer_memory(self.place, self.key)
                self._seals = Seals(self.ledger, log, self._signing_key, kept)
            else:
                in_memory = partial(_passing_key, token_bytes(32))
                self._seals = Seals(self.ledger, log, in_memory)
        return self._seals

    def _signing_key(self, origin: str) -> SigningKey:
        keys = import_module("lixia_adapters.seals.keys")
        found: SigningKey = keys.signing_key(origin, self.place, self.key)
        return found

    def close(self) -> None:
        """Let go of files and connections. Whatever is called from now on raises a ``Fault``."""
        if self.ledger.gone:
            return
        if self._vault is not None:
            self._vault.close()
        if self._runner is not None:
            self._runner.close()
        if self._read_models is not None:
            self._read_models.close()
        self.ledger.close()

    def __enter__(self) -> Self:
        self.ledger.require_open()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        where: TracebackType | None,
    ) -> None:
        self.close()


def open_store(
    uri: str,
    *,
    create: bool = False,
    read_only: bool = False,
    district: str = "历下区",
    clock: Callable[[], datetime] = clocks.now,
    key: Path | None = None,
) -> Store:
    """Open the store at ``uri``: ``memory:``, ``sqlite:///relative.db``, ``sqlite:////absolute.db``.

    ``bundle:///audit.zip`` opens an audit bundle, which is read only. Other schemes come from
    installed distributions (entry points ``lixia.stores``,
    ``lixia.views`` and ``lixia.seals``). Only with ``create`` is a missing store made, for
    ``district``. Raises a ``Fault`` (or the store's own error) naming the place for a missing,
    foreign or damaged store. ``key`` names the file of the key that signs seals, in place of
    the user's own.
    """
    store = _adapter("lixia.stores", uri)
    place = store.place(uri)
    ledger = Ledger(store.environment(place, create=create, read_only=read_only))
    if create and not ledger.district:
        ledger.settle(district)
    views = partial(_read_models, uri, place, read_only=read_only)
    opened = Store(uri, place, ledger, views, clock, key)
    ledger.clock = lambda: opened.clock()
    ledger.seal = lambda upto: opened.seals.release(upto)  # nothing of it is imported before
    return opened


def _read_models(uri: str, place: str, *part: str, read_only: bool = False) -> ReadModels:
    """Open the place of the views; who only decides never imports it.

    Ours write nothing beside a store that is opened read-only.
    """
    fixed = {"fixed": True} if read_only and uri.partition(":")[0] in OURS else {}
    opened: ReadModels = _adapter("lixia.views", uri)(place, *part, **fixed)
    return opened


def _passing_key(seed: bytes, origin: str) -> SigningKey:
    from lixia_domain.audit.seal.note import KeyKind, SigningKey

    return SigningKey(origin, KeyKind.LOG, seed)


OURS = {
    "memory": {"stores": "memory", "views": "memory", "vaults": "memory", "seals": "memory"},
    "sqlite": {"stores": "sqlite", "views": "sqlite", "vaults": "sqlite", "seals": "files"},
    "bundle": {"stores": "bundle", "views": "memory", "vaults": "sqlite", "seals": "bundle"},
}
"""Modules of this distribution, by scheme: asking for entry points costs 70 ms."""
FOUND_BY = {"views": "read_models", "seals": "seal_log"}
"""What of such a module is the adapter; else it is the module itself."""


def _adapter(group: str, uri: str) -> Any:
    scheme = uri.partition(":")[0]
    if scheme in OURS:
        part = group.partition(".")[2]
        module = import_module(f"lixia_adapters.{part}.{OURS[scheme][part]}")
        return getattr(module, FOUND_BY[part]) if part in FOUND_BY else module
    from importlib.metadata import entry_points

    for found in entry_points(group=group, name=scheme):
        return found.load()
    known = listed(sorted(entry_points(group=group).names))
    raise BadUri(
        f"存储地址 {uri!r} 的类型 {scheme!r} 未安装；已安装：{known.zh}。例：sqlite:///lixia.db",
        f"no store of scheme {scheme!r} is installed ({uri!r}); there are: {known.en}. "
        "Example: sqlite:///lixia.db",
    )
