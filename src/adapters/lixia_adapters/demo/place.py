"""Where a demo may play: a new store, an empty one, or one that is a demo itself."""

from __future__ import annotations

from pathlib import Path
from shutil import rmtree

from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.clock import ToldClock
from lixia_domain.kernel.words import many
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.recorder import DEMO


class Occupied(Fault):
    """The store has facts already, and they are not to be lost."""


def open_stage(uri: str, *, replace: bool, clock: ToldClock) -> Store:
    """Open a store for the demo at ``uri`` and mark it as one.

    Raises ``Occupied`` for a store with facts in it, unless it is a demo's and may be replaced.
    """
    store = _open(uri, clock)
    try:
        if store.ledger.head():
            _refuse_unless_demo(store, replace=replace)
            store.close()
            _remove(uri)
            store = _open(uri, clock)
        store.ledger.journal.describe(DEMO, "虚构示例")
    except BaseException:
        store.close()
        raise
    return store


def _open(uri: str, clock: ToldClock) -> Store:
    """Open the store. A demo's seals are signed by a key beside it, not by the user's own."""
    store = open_store(uri, create=True, clock=clock)
    if store.place:
        store.key = Path(f"{store.place}.demo-key")
    return store


def _refuse_unless_demo(store: Store, *, replace: bool) -> None:
    head = store.ledger.head()
    if DEMO not in store.ledger.journal.about():
        raise Occupied(
            f"账库 {store.uri} 已有 {head} 条事实且不是演示库，演示不会动它；请用 --store 另给地址",
            f"store {store.uri} has {many(head, 'fact')} and is no demo: it was left alone; name "
            "another place by --store",
        )
    if not replace:
        raise Occupied(
            f"演示库 {store.uri} 已有 {head} 条事实；加 --replace 重新演示，或用 --store 另给地址",
            f"demo store {store.uri} has {many(head, 'fact')}; play it anew with --replace, or "
            "name another place by --store",
        )


def _remove(uri: str) -> None:
    """Remove a demo's files, its read models' among them."""
    scheme, _, place = uri.partition(":///")
    if scheme != "sqlite" or not place:
        raise Occupied(
            f"只有 sqlite 演示库可以重新演示，{uri} 不是",
            f"only a demo in SQLite can be replaced, {uri} is none",
        )
    path = Path(place)
    for suffix in (".views", ".views-wal", ".views-shm", "-wal", "-shm", ".demo-key", ""):
        path.with_name(path.name + suffix).unlink(missing_ok=True)
    rmtree(path.with_name(path.name + ".seal"), ignore_errors=True)
