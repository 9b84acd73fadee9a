"""Others seal while somebody reads: what is read is whole, and nothing is said to be damaged."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from shutil import rmtree
from subprocess import Popen
from threading import Event, Thread
from typing import Any

import pytest

from lixia_adapters.seals import files
from lixia_adapters.seals.files import FileSeal
from lixia_domain.application.bootstrap import Store
from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.seal_log import State

from .conftest import Place, record

READS = ("state", "latest", "keys", "checkpoints", "cosigned", "leaves", "torn")
"""What a seal is asked for; before each answer, somebody else seals more."""


def between(
    store: Store, monkeypatch: pytest.MonkeyPatch, name: str, when: str, act: Callable[[], None]
) -> None:
    """Have ``act`` done once, right before or after the first time the seal is asked ``name``."""
    real, log, done = getattr(FileSeal, name), store.seals.log, []

    def asked(self: FileSeal, *args: Any) -> Any:
        first = self is log and not done
        if first:
            done.append(True)
        if first and when == "before":
            act()
        answer = real(self, *args)
        if first and when == "after":
            act()
        return answer

    monkeypatch.setattr(FileSeal, name, asked)


@pytest.mark.parametrize("name", READS)
@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("begun", [True, False], ids=["begun", "never begun"])
def test_verifying_finds_nothing_wrong_while_others_record_and_seal(
    sealed: Place,
    monkeypatch: pytest.MonkeyPatch,
    begun: bool,
    when: str,
    name: str,
) -> None:
    place = sealed
    if not begun:
        rmtree(f"{sealed.path}.seal")
    with place.open() as ours, place.open() as theirs:

        def more() -> None:
            record(theirs, 300, 2)
            theirs.seals.seal()

        between(ours, monkeypatch, name, when, more)
        found = ours.seals.verify()
        assert found.sound, [one.sentence("en") for one in found.findings]
        assert "seal.torn" not in [one.code for one in found.findings]


@pytest.mark.parametrize("name", ["state", "latest", "keys"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_sealing_goes_on_from_what_others_sealed_meanwhile(
    sealed: Place, monkeypatch: pytest.MonkeyPatch, when: str, name: str
) -> None:
    with sealed.open() as ours, sealed.open() as theirs:
        record(ours, 200, 1)

        def more() -> None:
            record(theirs, 300, 2)
            theirs.seals.seal()

        between(ours, monkeypatch, name, when, more)
        ours.seals.seal()
        assert ours.seals.log.state().position == theirs.ledger.head()
        sizes = [checkpoint.read(note).size for note in ours.seals.log.checkpoints()]
        assert sizes == sorted(set(sizes)) and sizes[-1] == ours.seals.log.state().size


def test_the_first_leaves_never_stand_without_a_state(
    sealed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[State] = []
    real = FileSeal._extend

    def extended(self: FileSeal, *args: Any) -> None:
        real(self, *args)
        seen.append(files.FileSeal(self.place).state())

    monkeypatch.setattr(FileSeal, "_extend", extended)
    rmtree(f"{sealed.path}.seal")
    sealed.seal()
    assert seen[0] == State()


def test_a_write_under_way_is_waited_for_and_is_not_torn(
    sealed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    reached, go_on, real = Event(), Event(), FileSeal._keep

    def slowly(self: FileSeal, *args: Any) -> None:
        reached.set()
        assert go_on.wait(30)
        real(self, *args)

    with sealed.open() as ours, sealed.open() as theirs:
        record(theirs, 300, 2)
        monkeypatch.setattr(FileSeal, "_keep", slowly)
        sealing = Thread(target=theirs.seals.seal)
        sealing.start()
        assert reached.wait(30)
        log = ours.seals.log
        assert isinstance(log, FileSeal) and log._seems_torn()
        Thread(target=lambda: go_on.wait(0.2) or go_on.set()).start()
        assert not log.torn()
        sealing.join(30)


def test_where_nobody_may_write_what_seems_torn_is_torn(
    sealed: Place, monkeypatch: pytest.MonkeyPatch
) -> None:
    leaves = Path(f"{sealed.path}.seal") / "leaves"
    leaves.write_bytes(leaves.read_bytes() + b"cut off")

    def refuse(_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(files, "locked", refuse)
    assert files.seal_log(str(sealed.path)).torn()


def test_threads_that_seal_at_once_never_meet_a_damaged_seal(sealed: Place) -> None:
    told: list[BaseException] = []

    def work(first: int) -> None:
        try:
            with sealed.open() as store:
                for number in range(8):
                    record(store, first + number, 1)
                    store.seals.release(store.ledger.head())
        except BaseException as error:  # whatever a thread meets is the answer
            told.append(error)

    threads = [Thread(target=work, args=(1000 + 100 * one,)) for one in range(4)]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    assert not told
    assert sealed.verify(strict=True).sound


def test_processes_that_seal_at_once_never_meet_a_damaged_seal(sealed: Place) -> None:
    lines = (
        "import sys; from pathlib import Path",
        "from lixia_domain.application.bootstrap import open_store",
        "store = open_store(f'sqlite:///{sys.argv[1]}', key=Path(sys.argv[2]))",
        "[store.seals.verify().sound or sys.exit(3) for _ in range(12) if store.seals.seal()]",
    )
    argv = [sys.executable, "-c", "\n".join(lines), str(sealed.path), str(sealed.key)]
    readers = [Popen(argv) for _ in range(3)]
    with sealed.open() as store:
        number = 2000
        while any(one.poll() is None for one in readers):
            record(store, number, 1)
            store.seals.release(store.ledger.head())
            number += 1
    assert [one.returncode for one in readers] == [0, 0, 0]
