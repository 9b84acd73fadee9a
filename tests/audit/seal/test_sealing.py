"""Sealing: what is sealed, by which key, and what a crash leaves behind."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from lixia_adapters.key_file import config_folder
from lixia_adapters.seals import files, keys
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.audit.seal import checkpoint, sealer, vouching
from lixia_domain.audit.seal.findings import Severity
from lixia_domain.audit.seal.merkle import Tree
from lixia_domain.audit.seal.seal_log import SealDamaged
from lixia_domain.audit.seal.sealer import WrongKey
from lixia_domain.recording.faults import CannotSeal
from lixia_domain.recording.follower import catch_up_raw
from lixia_domain.recording.work import Work

from .conftest import BY, ENTERPRISE, Place, at_work, record


def test_each_seal_takes_in_what_came_since(in_memory: Store) -> None:
    seals = in_memory.seals
    assert seals.seal() is None, "an empty store"
    record(in_memory, 0, 3)
    first = seals.seal()
    assert seals.seal() == first and len(seals.log.checkpoints()) == 1
    record(in_memory, 5, 2)
    second = seals.seal()
    assert first is not None and second is not None
    assert [checkpoint.read(note).size for note in seals.log.checkpoints()] == [9, 15]
    tree = Tree(seals.log.leaves(15))
    assert tree.root(9) == checkpoint.read(first).root
    assert tree.root() == checkpoint.read(second).root
    assert seals.verify(strict=True).sound


def test_it_is_sealed_page_by_page_and_by_whoever_comes_first(in_memory: Store) -> None:
    record(in_memory, 0, 10)
    journal, log = in_memory.ledger.journal, in_memory.seals.log
    origin = checkpoint.origin(journal.about())
    ours, theirs = sealer.Sealer(log, origin), sealer.Sealer(log, origin)

    class Late:
        """Is overtaken at its first page."""

        position = ours.position
        late = True

        def follow(self, page: Any, after: int, position: int) -> None:
            if self.late:
                self.late = False
                catch_up_raw(journal, theirs, upto=7, page=3)
            ours.follow(page, after, position)

    assert catch_up_raw(journal, Late(), page=4) == 30
    assert list(log.places(30)) == [(row[1], row[2]) for row in journal.rows(0, 30)]


def test_a_tail_is_said_and_is_an_error_only_to_the_strict(sealed: Place) -> None:
    with sealed.open() as store:
        record(store, 300, 1)
    assert "seal.tail" in [one.code for one in sealed.verify().findings]
    assert sealed.verify().sound and not sealed.verify(strict=True).sound
    assert sealed.codes(strict=True) == ["seal.tail"]
    sealed.seal()
    assert sealed.verify(strict=True).sound


def test_a_store_that_was_never_sealed_is_said_so(in_memory: Store) -> None:
    record(in_memory, 0, 1)
    verified = in_memory.seals.verify()
    assert verified.sound and {one.code for one in verified.findings} == {
        "seal.none",
        "witness.none",
    }
    assert not in_memory.seals.verify(strict=True).sound


def test_another_key_does_not_sign(sealed: Place) -> None:
    with sealed.open() as store:
        record(store, 300, 1)
    other = sealed.path.with_name("other.key")
    keys.seed(other, make=True)
    sealed.key = other
    with pytest.raises(WrongKey):
        sealed.seal()


def test_a_key_that_others_may_read_is_refused(sealed: Place) -> None:
    with sealed.open() as store:
        record(store, 300, 1)
    sealed.key = sealed.path.with_name("loose.key")
    sealed.key.write_bytes(b"x" * 32)
    for mode in (0o644, 0o640, 0o604, 0o620):
        sealed.key.chmod(mode)
        with pytest.raises(keys.NoKey, match="chmod 600"):
            sealed.seal()
    sealed.key.write_bytes(b"x" * 31)
    sealed.key.chmod(0o600)
    with pytest.raises(keys.NoKey, match="32"):
        sealed.seal()
    sealed.key.unlink()
    with pytest.raises(keys.NoKey):
        sealed.seal()
    assert not sealed.key.exists(), "a key that was named is not made"


def test_the_user_s_key_is_made_once_and_its_log_remembered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIXIA_CONFIG", str(tmp_path / "config"))
    with open_store(f"sqlite:///{tmp_path}/a.db", create=True, clock=at_work) as store:
        record(store, 0, 1)
        store.seals.seal()
        made = (tmp_path / "config" / "seal.key").read_bytes()
        assert (tmp_path / "config" / "seal.key").stat().st_mode & 0o777 == 0o600
        assert made not in b"".join(p.read_bytes() for p in tmp_path.rglob("a.db*") if p.is_file())
        record(store, 1, 1)
        store.seals.seal()
        assert keys.known_keys() == tuple(store.seals.log.keys())
    assert (tmp_path / "config" / "seal.key").read_bytes() == made


@pytest.mark.parametrize(
    ("environ", "folder"),
    [
        ({"LIXIA_CONFIG": "/a", "XDG_CONFIG_HOME": "/b"}, Path("/a")),
        ({"XDG_CONFIG_HOME": "/b"}, Path("/b/lixia")),
        ({}, Path.home() / ".config" / "lixia"),
    ],
)
def test_where_the_configuration_is(environ: dict[str, str], folder: Path) -> None:
    assert config_folder(environ) == folder


def test_following_seals_what_is_recorded_within_seconds(sealed: Place) -> None:
    done, told = Event(), []
    with sealed.open() as store:

        def follow() -> None:
            for note in store.seals.follow(done.is_set, pause=0.05):
                told.append(checkpoint.read(note).size)
                if told[-1] >= 126:
                    done.set()

        thread = Thread(target=follow)
        thread.start()
        with sealed.open() as writer:
            record(writer, 800, 2)
        thread.join(30)
    assert done.is_set() and told[-1] == 126


# Money


def require(work: Work) -> None:
    work.require_sealed(ENTERPRISE, "E0001")


def test_what_must_be_sealed_first_is(in_memory: Store) -> None:
    record(in_memory, 0, 2)

    def act(work: Work) -> None:
        require(work)
        work.record(ENTERPRISE, "E9", _registered())

    in_memory.ledger.transact(act, by=BY)
    sealed = [checkpoint.read(note).size for note in in_memory.seals.log.checkpoints()]
    assert sealed == [6, 7], "all before it, then itself"


def test_what_is_recorded_but_cannot_be_sealed_stops_the_next_release(sealed: Place) -> None:
    with sealed.open() as store:
        release, times = store.ledger.seal, []

        def once(upto: int) -> None:
            times.append(upto)
            if len(times) > 1:
                raise CannotSeal("无密钥", "no key")
            assert release is not None
            release(upto)

        store.ledger.seal = once

        def act(work: Work) -> None:
            require(work)
            work.record(ENTERPRISE, f"E9{len(times)}", _registered())

        before = store.ledger.head()
        store.ledger.transact(act, by=BY)
        assert store.ledger.head() == before + 1, "it is said to be recorded, and it is"
        with pytest.raises(CannotSeal, match="no key"):
            store.ledger.transact(act, by=BY)
        assert store.ledger.head() == before + 1


def test_nothing_is_recorded_where_it_cannot_be_sealed(sealed: Place) -> None:
    sealed.key = sealed.path.with_name("no.key")
    with sealed.open() as store:
        record(store, 300, 1)
        head = store.ledger.head()

        def act(work: Work) -> None:
            require(work)
            work.record(ENTERPRISE, "E9", _registered())

        with pytest.raises(CannotSeal, match=r"no\.key") as refused:
            store.ledger.transact(act, by=BY)
        assert "money is released only" in refused.value.sentence("en")
        assert store.ledger.head() == head


def test_the_same_commit_cannot_approve_and_release(in_memory: Store) -> None:
    def act(work: Work) -> None:
        work.record(ENTERPRISE, "E0001", _registered())
        require(work)

    with pytest.raises(CannotSeal):
        in_memory.ledger.transact(act, by=BY)


def test_a_ledger_without_a_seal_releases_nothing(in_memory: Store) -> None:
    record(in_memory, 0, 2)
    in_memory.ledger.seal = None

    def act(work: Work) -> None:
        require(work)
        work.record(ENTERPRISE, "E9", _registered())

    with pytest.raises(CannotSeal):
        in_memory.ledger.transact(act, by=BY)


def test_trying_out_seals_nothing(in_memory: Store) -> None:
    record(in_memory, 0, 2)
    require(Work(in_memory.ledger, BY))
    assert in_memory.seals.log.state().size == 0


def _registered() -> Any:
    from lixia_domain.aggregates import enterprise
    from lixia_domain.aggregates.enterprise import Ownership

    from .conftest import ON

    return enterprise.register(None, name="示例（虚构示例）", ownership=Ownership.PRIVATE, on=ON)


# Crashes and damage


def dying_at(step: int, act: Callable[[], object]) -> bool:
    """Do ``act`` in a process that is killed at its ``step``-th write to the disk.

    Tells whether it got through.
    """
    child = os.fork()
    if not child:
        left = step

        def count(real: Callable[..., Any]) -> Callable[..., Any]:
            def called(*args: Any) -> Any:
                nonlocal left
                left -= 1
                if not left:
                    os.kill(os.getpid(), signal.SIGKILL)
                return real(*args)

            return called

        os.fsync = count(os.fsync)
        Path.replace = count(Path.replace)  # type: ignore[method-assign]
        try:
            act()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFEXITED(status)


@pytest.mark.skipif(not hasattr(os, "fork"), reason="kills a forked process")
def test_killed_between_any_two_writes_it_goes_on_where_it_was(
    built: Place, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(vouching, "PATIENCE", 0.1)  # nobody is about to sign
    step, through = 0, False
    while not through:
        step += 1
        place = built.copy(tmp_path / f"{step}")
        with place.open() as store:
            record(store, 300, 3)
        place.settle()

        def act(place: Place = place) -> None:
            with place.open(read_only=True) as store:
                log, journal = store.seals.log, store.ledger.journal
                one = sealer.Sealer(log, checkpoint.origin(journal.about()))
                catch_up_raw(journal, one, page=4)
                store.seals.seal()

        through = dying_at(step, act)
        found = place.verify()
        assert {one.code for one in found.findings if one.severity is Severity.ERROR} <= {
            "seal.unsigned"
        }
        assert 120 <= found.sealed <= 129
        place.seal()
        found = place.verify(strict=True)
        assert found.sound and found.sealed == found.signed == 129
        assert not {"seal.torn", "seal.unsigned"} & {one.code for one in found.findings}
    assert step > 12


@pytest.mark.parametrize("name", ["leaves", "index", "checkpoints", "cosigned"])
def test_what_a_cut_off_write_left_is_said_and_cleared(sealed: Place, name: str) -> None:
    file = Path(f"{sealed.path}.seal") / name
    whole = file.read_bytes()
    file.write_bytes(whole + whole[:77])
    assert [one.code for one in sealed.verify().findings] == ["seal.torn"]
    with sealed.open() as store:
        record(store, 300, 1)
    sealed.seal()
    if name != "cosigned":
        assert sealed.verify(strict=True).sound
        assert "seal.torn" not in [one.code for one in sealed.verify().findings]


@pytest.mark.parametrize("name", ["leaves", "index", "state"])
@pytest.mark.parametrize("how", ["cut", "gone", "changed"])
def test_a_seal_that_was_cut_or_changed_is_damaged(sealed: Place, name: str, how: str) -> None:
    file = Path(f"{sealed.path}.seal") / name
    whole = file.read_bytes()
    if how == "gone":
        file.unlink()
    else:
        changed = bytes((whole[9] ^ 1,)) + whole[10:]
        file.write_bytes(whole[:-40] if how == "cut" else whole[:9] + changed)
    found = sealed.codes()
    assert found, "exit 1"
    assert set(found) <= {"seal.damaged", "seal.index", "event.changed", "checkpoint.root"}
    if how != "changed":
        with sealed.open() as store:
            record(store, 300, 1)
        with pytest.raises(SealDamaged):
            sealed.seal()


@pytest.mark.parametrize("name", ["checkpoints", "cosigned", "keys"])
def test_notes_and_keys_that_were_changed_are_found(sealed: Place, name: str) -> None:
    file = Path(f"{sealed.path}.seal") / name
    whole = file.read_text("utf-8")
    file.write_text(whole.replace("lixia/", "lixio/"), "utf-8")
    assert sealed.codes(keys=()) != []
    file.write_text(whole[: len(whole) // 2], "utf-8")
    assert [one.code for one in sealed.verify(keys=()).findings if one.code != "key.from_seal"]


def test_a_seal_of_many_checkpoints_is_read_from_its_end(tmp_path: Path) -> None:
    from lixia_domain.audit.seal.checkpoint import Checkpoint
    from lixia_domain.audit.seal.note import KeyKind, Note, SigningKey

    log, key = files.seal_log(str(tmp_path / "p")), SigningKey("x", KeyKind.LOG, b"x" * 32)
    for size in range(1, 601):
        text = str(Checkpoint("x", size, bytes(32)))
        log.add_checkpoint(Note(text, (key.sign(text),)), size)
    latest = log.latest()
    assert latest is not None and checkpoint.read(latest).size == 600
    assert len(log.checkpoints()) == 600
    assert (tmp_path / "p.seal" / "checkpoints").stat().st_size > 65_536


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes that seal at once are forked")
def test_processes_that_seal_at_once_make_one_log(sealed: Place) -> None:
    children = []
    for _ in range(3):
        child = os.fork()
        if not child:
            code = 1
            try:
                with sealed.open(read_only=True) as store:
                    while store.seals.log.state().size < 210:
                        store.seals.seal()
                code = 0
            finally:
                os._exit(code)
        children.append(child)
    with sealed.open() as store:
        record(store, 300, 30)
    assert [os.waitpid(child, 0)[1] for child in children] == [0, 0, 0]
    sealed.seal()
    verified = sealed.verify(strict=True)
    assert verified.sound and verified.signed == 210
    with sealed.open(read_only=True) as store:
        sizes = [checkpoint.read(note).size for note in store.seals.log.checkpoints()]
    assert sizes == sorted(set(sizes))
