"""The only place where the parts are put together: a URI becomes a store with its read models."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime
from functools import partial
from importlib import import_module
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from attrs import define, field

from lixia_domain.application import clock as clocks
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.projector import up_to_date
from lixia_domain.recording.read_models import Build, ReadModels, view_json
from lixia_domain.recording.work import By

if TYPE_CHECKING:
    from lixia_domain.application.process_runner import Runner
    from lixia_domain.application.vault import Vault

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
    _vault: Vault | None = field(default=None, init=False)
    _read_models: ReadModels | None = field(default=None, init=False)
    _runner: Runner | None = field(default=None, init=False)

    @property
    def read_models(self) -> ReadModels:
        """Return the place of the read models, opened when it is first needed."""
        if self._read_models is None:
            self._read_models = self.open_read_models()
        return self._read_models

    def by(self, actor: str, role: Role, *, command: str | None = None) -> By:
        """Return who records, now. ``command`` makes a use case safe to send again."""
        return By(actor=actor, role=role, at=self.clock(), command=command)

    def today(self) -> date:
        """Return today's business date in Shanghai."""
        return business_date(self.clock())

    def views(self, progress: Progress | None = None) -> Build:
        """Return the read models, brought up to the head of the log first.

        Raises ``ViewsUnavailable`` or ``UnreadableEvent``, naming the place.
        """
        from lixia_domain.views import VIEWS  # they import every aggregate

        return up_to_date(self.ledger, self.read_models, VIEWS, progress=progress)

    def known_by(self, position: int) -> Build:
        """Return the read models as they were known at ``position`` of the log, made in memory.

        What was corrected since stands there as it was reported then (DOMAIN invariant 7). A
        position beyond the head gives the head's.
        """
        from lixia_domain.recording.follower import catch_up
        from lixia_domain.recording.projector import Projector
        from lixia_domain.views import VIEWS  # they import every aggregate

        place: ReadModels = _adapter("lixia.views", "memory", "memory:")("")
        build = place.begin(VIEWS, store=self._fingerprint)
        upto = min(position, self.ledger.head())
        catch_up(self.ledger, Projector(VIEWS, build), upto=upto)
        return build

    def rebuild(self, progress: Progress | None = None) -> Build:
        """Make the read models anew beside the ones in use, and switch them in. Records nothing."""
        from lixia_domain.views import VIEWS  # they import every aggregate

        return up_to_date(self.ledger, self.read_models, VIEWS, rebuild=True, progress=progress)

    def show(self, name: str) -> dict[str, Any]:
        """Return the view ``name`` as plain data: view, version, position and rows by key.

        Raises KeyError for a name that is no view.
        """
        from lixia_domain.views import by_name

        return view_json(self.views(), by_name(name))

    @property
    def runner(self) -> Runner:
        """Return the runner of processes, made when it is first asked for.

        What it must do is told by the log; its rows lie beside the views, in places of their own.
        """
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
        if self._vault is None:
            self._vault = self._vaults().load(self.place, self._fingerprint)
        return self._vault

    def make_vault(self) -> Vault:
        """Make the store's vault. Raises ``VaultThere`` if it has one."""
        made: Vault = self._vaults().make(self.place, self._fingerprint, at=self.clock())
        self._vault = made
        return made

    def _vaults(self) -> Any:
        return _adapter("lixia.vaults", self.uri.partition(":")[0], self.uri)

    @property
    def _fingerprint(self) -> str:
        return self.ledger.journal.about().get("fingerprint", "")

    def close(self) -> None:
        """Let go of files and connections."""
        if self._vault is not None:
            self._vault.close()
        if self._runner is not None:
            self._runner.close()
        if self._read_models is not None:
            self._read_models.close()
        self.ledger.close()

    def __enter__(self) -> Self:
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
) -> Store:
    """Open the store at ``uri``: ``memory:``, ``sqlite:///relative.db``, ``sqlite:////absolute.db``.

    Other schemes come from installed distributions (entry points ``lixia.stores`` and
    ``lixia.views``). Only with ``create`` is a missing store made, for ``district``. Raises a
    ``Fault`` (or the store's own error) naming the place for a missing, foreign or damaged store.
    """
    scheme = uri.partition(":")[0]
    store, read_models = (_adapter(f"lixia.{part}", scheme, uri) for part in ("stores", "views"))
    place = store.place(uri)
    ledger = Ledger(store.environment(place, create=create, read_only=read_only))
    if create and not ledger.district:
        ledger.settle(district)
    return Store(uri, place, ledger, partial(read_models, place), clock)


OURS = ("memory", "sqlite")
"""Schemes of this distribution: asking for entry points costs 70 ms, so they are not asked for."""


def _adapter(group: str, scheme: str, uri: str) -> Any:
    if scheme in OURS:
        part = group.partition(".")[2]
        module = import_module(f"lixia_adapters.{part}.{scheme}")
        return module.read_models if part == "views" else module
    from importlib.metadata import entry_points

    for found in entry_points(group=group, name=scheme):
        return found.load()
    known = "、".join(sorted(entry_points(group=group).names))
    raise BadUri(
        f"存储地址 {uri!r} 的类型 {scheme!r} 未安装；已安装：{known}。例：sqlite:///lixia.db",
        f"no store of scheme {scheme!r} is installed ({uri!r}); there are: {known}. "
        "Example: sqlite:///lixia.db",
    )
