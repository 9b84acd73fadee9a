"""Whatever anybody does to a sealed store: what a reader would see of it is found, else nothing is.

Random mutations of tables, rows, places, of the seal's folder and of a bundle; and random innocent
handlings. The sample here is small; LIXIA_TORTURE=1 makes it those of docs/reliability.md.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import PersistenceError

from lixia_adapters.bundles import ZipFiles
from lixia_domain.application import kept_views
from lixia_domain.application.bootstrap import open_store
from lixia_domain.audit.bundle.check import check
from lixia_domain.audit.bundle.record import BundleEvents
from lixia_domain.audit.seal import vouching
from lixia_domain.audit.seal.findings import Severity
from lixia_domain.recording.faults import Fault
from lixia_domain.testing.contracts.forger.bundle import ZIPS
from lixia_domain.testing.contracts.forger.folder import FILES
from lixia_domain.testing.contracts.forger.seal import NOTES, STATES

from .conftest import WITNESS, Place, at_work, record
from .test_bit_flips import TORTURE
from .test_bundle import bundled
from .victims import SCHEMAS, Sqlite

COUNT = 300 if TORTURE else 24
SEED = int(os.environ.get("LIXIA_TORTURE_SEED", "13"))
FAULTS = (Fault, PersistenceError, sqlite3.Error)


@pytest.fixture(autouse=True)
def _nobody_is_about_to_sign(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vouching, "PATIENCE", 0.02)


def shown(place: Place) -> Any:
    """What reading commands show: the log, each stream, whose it is, how far it is sealed."""
    try:
        with place.open(read_only=True) as store:
            log, seal = store.ledger.journal, store.seals.log
            names = sorted(log.stream_names())
            return (
                list(log.rows(0, log.head())),
                [list(log.stream(name)) for name in names],
                [list(store.seals.log.places(seal.state().size)), seal.leaves(seal.state().size)],
                dict(log.about()),
                [str(note) for note in (seal.latest(), *seal.checkpoints(), *seal.cosigned())],
                seal.state(),
                [seal.find(name, 1) for name in names[::7]],
                list(map(str, seal.keys())),
                store.show("enterprise_register"),
            )
    except FAULTS as fault:
        return type(fault).__name__


def judged(place: Place, keys: tuple[Any, ...] | None = None) -> str:
    """``found``, ``sound``, or the fault that kept anybody from looking."""
    try:
        with place.open(read_only=True) as store:
            found = list(store.seals.verify(keys=keys or (place.log, WITNESS.public)).findings)
            wrong = [one.code for one in found if one.severity is Severity.ERROR]
            wrong += ["store.check"] * len(store.ledger.journal.check())
            kept = kept_views.check(store)
            wrong += ["store.check"] * len(kept.form + kept.otherwise)
            # A seal that lost what vouched for it says so by a warning and a smaller figure.
            weaker = {"witness.none", "seal.torn"} & {one.code for one in found}
            return "found" if wrong or weaker else "sound"
    except FAULTS as fault:
        return type(fault).__name__


def sql(place: Place, *statements: str) -> None:
    with closing(sqlite3.connect(place.path, isolation_level=None)) as db:
        for one in statements:
            db.execute(one)
    place.settle()


def schema(place: Place, chance: random.Random) -> str:
    name = chance.choice(list(SCHEMAS))
    sql(place, *SCHEMAS[name])
    return f"schema: {name}"


def trigger(place: Place, chance: random.Random) -> str:
    table, column = chance.choice(
        [("stored_events", "state"), ("stored_events", "topic"), ("store", "value")]
    )
    when = chance.choice(["BEFORE", "AFTER"])
    act = chance.choice(["INSERT", "UPDATE", "DELETE"])
    sql(
        place,
        f"CREATE TRIGGER t{chance.randrange(9)} {when} {act} ON {table} BEGIN "
        f"UPDATE {table} SET {column} = {column}; END",
    )
    return "trigger"


def places(place: Place, chance: random.Random) -> str:
    kind = chance.randrange(5)
    at, far = chance.randrange(1, 121), chance.choice([0, -1, -(2**62), 500, 2**40])
    if kind == 0:
        sql(place, f"UPDATE stored_events SET rowid = {far} WHERE rowid = {at}")
    elif kind == 1:
        sql(
            place,
            f"INSERT INTO stored_events SELECT {far}, 'enterprise-X', 1, topic, state "
            "FROM stored_events WHERE rowid = 1",
        )
    elif kind == 2:
        by = chance.randrange(2, 9)
        sql(
            place,
            f"UPDATE stored_events SET rowid = -rowid * {by}",
            "UPDATE stored_events SET rowid = -rowid",
            "UPDATE sqlite_sequence SET seq = (SELECT max(rowid) FROM stored_events)",
        )
    elif kind == 3:
        sql(place, f"UPDATE sqlite_sequence SET seq = {chance.randrange(121, 9999)}")
    else:
        sql(place, f"DELETE FROM stored_events WHERE rowid > {chance.randrange(100, 120)}")
    return "places"


def rows(place: Place, chance: random.Random) -> str:
    at = chance.randrange(1, 121)
    column = chance.choice(["originator_id", "topic", "state", "originator_version"])
    value = {
        "originator_version": "originator_version + 7",
        "state": chance.choice(["CAST(state AS TEXT)", "CAST(state || ' ' AS BLOB)", "x''"]),
    }.get(column, f"{column} || 'x'")
    sql(place, f"UPDATE stored_events SET {column} = {value} WHERE rowid = {at}")
    return "rows"


def says(place: Place, chance: random.Random) -> str:
    key = chance.choice(["district", "fingerprint", "created_at", "keys", "credits"])
    sql(
        place,
        chance.choice(
            [
                f"DELETE FROM store WHERE key = '{key}'",
                f"UPDATE store SET value = value || 'x' WHERE key = '{key}'",
                "INSERT INTO store VALUES ('demo', '虚构示例')",
                "INSERT INTO store VALUES ('distribution:somebody', '1')",
                "UPDATE store SET value = x'00ff' WHERE key = 'district'",
            ]
        ),
    )
    return "says"


def folder(place: Place, chance: random.Random) -> str:
    seal = Path(f"{place.path}.seal")
    file = seal / chance.choice(["leaves", "index", "state", "checkpoints", "cosigned", "keys"])
    data = file.read_bytes()
    kind = chance.randrange(4)
    if kind == 0:
        file.unlink()
    elif kind == 1:
        file.write_bytes(data[: chance.randrange(len(data))])
    elif kind == 2:
        at = chance.randrange(len(data))
        file.write_bytes(data[:at] + bytes([data[at] ^ 1 << chance.randrange(8)]) + data[at + 1 :])
    else:
        shutil.rmtree(seal)
    return "seal's folder"


def folder_with_care(place: Place, chance: random.Random) -> str:
    """By somebody who knows how it is written, and sets right what counts."""
    victim, attacks = Sqlite(place), NOTES | STATES
    victim.answered()
    victim.grow()
    name = chance.choice([*attacks, *FILES])
    if name in attacks:
        victim.lay(attacks[name](victim.lying()))
    else:
        FILES[name](victim.folder)
    return "seal's folder, with care"


def views(place: Place, chance: random.Random) -> str:
    """The rows that people are shown, and what else is in their file."""
    with place.open() as store:
        store.views()
    kind = chance.randrange(4)
    with closing(sqlite3.connect(f"{place.path}.views", isolation_level=None)) as db:
        table = "enterprise_register_1"
        if kind == 0:
            db.execute(f"UPDATE {table} SET name = name || 'x' WHERE key = 'E0003'")
        elif kind == 1:
            db.execute(f"DELETE FROM {table} WHERE key = 'E0004'")
        elif kind == 2:
            db.execute(f"CREATE TRIGGER t AFTER UPDATE ON builds BEGIN DELETE FROM {table}; END")
        else:
            db.execute("DROP VIEW enterprise_register")
            db.execute(f"CREATE VIEW enterprise_register AS SELECT * FROM {table} LIMIT 3")
    return "views"


def archive(place: Place, chance: random.Random) -> str:
    path = place.path.with_name("audit.zip")
    whole = path.read_bytes()
    if chance.random() < 0.5:
        path.write_bytes(ZIPS[chance.choice(list(ZIPS))](whole))
    else:
        at = chance.randrange(len(whole) * 8)
        flipped = bytearray(whole)
        flipped[at // 8] ^= 1 << at % 8
        path.write_bytes(flipped)
    return "archive"


def packed(place: Place) -> Any:
    """What a reader of the bundle sees."""
    try:
        files = ZipFiles(str(place.path.with_name("audit.zip")))
        events = BundleEvents(files)
        told = {name: files.open(name).read() for name in files.names()}
        return list(events.rows()), dict(events.about()), told
    except FAULTS as fault:
        return type(fault).__name__


def judged_packed(place: Place) -> str:
    try:
        files = ZipFiles(str(place.path.with_name("audit.zip")))
        found = check(files, keys=(place.log, WITNESS.public)).findings
    except FAULTS as fault:
        return type(fault).__name__
    return "found" if any(one.severity is Severity.ERROR for one in found) else "sound"


Act = Callable[[Place, random.Random], str]
MUTATIONS: tuple[Act, ...] = (
    schema,
    trigger,
    places,
    rows,
    says,
    folder,
    folder_with_care,
    views,
    archive,
)


def test_whatever_a_reader_would_see_of_a_mutation_is_found(built: Place, tmp_path: Path) -> None:
    chance, told, missed = random.Random(SEED), Counter[str](), []
    bundle = bundled(built.copy(tmp_path / "whole"), tmp_path / "audit.zip")
    for number in range(COUNT):
        place = built.copy(tmp_path / f"{number}")
        shutil.copy(bundle, place.path.with_name("audit.zip"))
        act = MUTATIONS[number % len(MUTATIONS)]
        see, judge = (packed, judged_packed) if act is archive else (shown, judged)
        before = see(place)
        what = act(place, chance)
        outcome, harmful = judge(place), see(place) != before
        told[f"{what.partition(':')[0]}: {'harmful' if harmful else 'harmless'}, {outcome}"] += 1
        if harmful and outcome == "sound":
            missed.append((number, what))
        shutil.rmtree(place.path.parent)
    print(f"\n{COUNT} mutations, seed {SEED}: {dict(sorted(told.items()))}")
    assert not missed
    assert sum(n for what, n in told.items() if "harmful" in what) > COUNT // 2


def copied(place: Place, chance: random.Random) -> Place:
    return place.copy(place.path.parent / f"copy {chance.randrange(99)} 副本")


def moved(place: Place, chance: random.Random) -> Place:
    there = place.path.parent.with_name(f"moved{chance.randrange(10**6)}")
    place.path.parent.rename(there)
    return Place(there / place.path.name, there / place.key.name, place.log, place.kept)


def vacuumed(place: Place, chance: random.Random) -> Place:
    sql(place, chance.choice(["VACUUM", "REINDEX", "ANALYZE", "PRAGMA optimize"]))
    return place


def dumped(place: Place, chance: random.Random) -> Place:
    """Dumped as SQL and restored; what is missing then, opening says with the line that sets it."""
    with closing(sqlite3.connect(place.path)) as db:
        script = "\n".join(db.iterdump())
    place.path.unlink()
    with closing(sqlite3.connect(place.path)) as db:
        db.executescript(script)
    with pytest.raises(Fault, match="application_id") as told:
        place.open()
    found = re.search("'(PRAGMA [^']+)'", told.value.sentence("en"))
    assert found is not None
    with closing(sqlite3.connect(place.path)) as db:
        db.executescript(found[1])
    return place


def backed_up(place: Place, chance: random.Random) -> Place:
    """By SQLite's own backup, while somebody has it open."""
    with place.open():
        beside = place.path.with_name("backup")
        source, target = sqlite3.connect(place.path), sqlite3.connect(beside)
        with closing(source), closing(target):
            source.backup(target, pages=chance.choice([-1, 3]))
            target.execute("PRAGMA journal_mode = WAL")
    beside.rename(place.path)
    for name in ("-wal", "-shm"):
        with suppress(FileNotFoundError):
            place.path.with_name(place.path.name + name).unlink()
    return place


def shut(place: Place, chance: random.Random) -> Place:
    """On a medium that can't be written, for somebody else."""
    for file in (*place.path.parent.rglob("*"), place.path.parent):
        mode = 0o555 if file.is_dir() else 0o444
        file.chmod(mode if file.name != place.key.name else 0o400)
    for parent in place.path.parent.parents:
        if parent.stat().st_mode & 0o011 != 0o011:
            parent.chmod(parent.stat().st_mode | 0o011)
    return place


def chmodded(place: Place, chance: random.Random) -> Place:
    for file in Path(f"{place.path}.seal").iterdir():
        file.chmod(chance.choice([0o600, 0o640, 0o644]))
    place.path.chmod(chance.choice([0o600, 0o660, 0o644]))
    return place


def touched(place: Place, chance: random.Random) -> Place:
    for file in place.path.parent.rglob("*"):
        os.utime(file, (chance.randrange(10**9), chance.randrange(10**9)))
    return place


def masked(place: Place, chance: random.Random) -> Place:
    """Recorded and sealed under another umask."""
    before = os.umask(chance.choice([0o000, 0o022, 0o077]))
    try:
        return grown(place, chance)
    finally:
        os.umask(before)


def grown(place: Place, chance: random.Random, *, seal: bool = False) -> Place:
    with place.open() as store:
        record(store, chance.randrange(200, 900), 1)
        if seal or chance.random() < 0.7:
            store.seals.seal()
    return place


def looked_at(place: Place, chance: random.Random) -> Place:
    """By another program that only reads."""
    with closing(sqlite3.connect(f"{place.path.as_uri()}?mode=ro", uri=True)) as db:
        db.execute("SELECT count(*) FROM stored_events").fetchall()
    return place


def rebuilt(place: Place, chance: random.Random) -> Place:
    with place.open() as store:
        store.rebuild()
        if chance.random() < 0.5:
            store.read_models.close()
            Path(f"{place.path}.views").unlink()
    return place


HANDLINGS: tuple[Callable[[Place, random.Random], Place], ...] = (
    copied,
    moved,
    vacuumed,
    dumped,
    backed_up,
    chmodded,
    touched,
    masked,
    grown,
    looked_at,
    rebuilt,
    shut,
)


def test_no_innocent_handling_is_an_alarm(built: Place, tmp_path: Path) -> None:
    chance, told, alarms = random.Random(SEED), Counter[str](), []
    for number in range(COUNT):
        place = built.copy(tmp_path / f"{number}")
        first = HANDLINGS[number % len(HANDLINGS)]
        acts = [first] if first is shut else [first, *chance.sample(HANDLINGS[:-1], 1)]
        for act in acts:
            place = act(place, chance)
            told[act.__name__] += 1
        with _as_somebody_else(first is shut):
            outcome = judged(place)
            with place.open(read_only=True) as store:
                assert len(store.show("enterprise_register")["rows"]) >= 40
        if outcome != "sound":
            alarms.append((number, [act.__name__ for act in acts], outcome))
        if first is shut:
            subprocess.run(["chmod", "-R", "u+rwX", str(place.path.parent)], check=True)
    print(f"\n{COUNT} handlings, seed {SEED}: {dict(sorted(told.items()))}, alarms {len(alarms)}")
    assert not alarms


def _as_somebody_else(really: bool) -> Any:
    from tests.stores.test_sqlite_opening import NOBODY

    class Somebody:
        def __enter__(self) -> None:
            if really and os.geteuid() == 0:
                os.seteuid(NOBODY)

        def __exit__(self, *_: object) -> None:
            if os.geteuid() == 65534:
                os.seteuid(0)

    return Somebody()


def test_a_bundle_opens_as_the_store_did(built: Place, tmp_path: Path) -> None:
    place = built.copy(tmp_path / "here")
    path = bundled(place, tmp_path / "audit.zip")
    moved_to = path.rename(tmp_path / "mail 附件.zip")
    moved_to.chmod(0o444)
    with open_store(f"bundle:///{moved_to}", clock=at_work) as store:
        assert len(store.show("enterprise_register")["rows"]) == 40
