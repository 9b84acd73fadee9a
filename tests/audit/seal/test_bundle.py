"""Bundles: taken whole, and refused or found out when a part of them is another."""

from __future__ import annotations

import json
import random
from base64 import b64encode
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest
from attrs import evolve

from lixia_adapters.bundles import ZipFiles, ZipTarget
from lixia_adapters.seals import keys
from lixia_adapters.stores.errors import NotAStore
from lixia_domain.application.bootstrap import open_store
from lixia_domain.audit.bundle import manifest, tiles
from lixia_domain.audit.bundle.check import Checked, check
from lixia_domain.audit.bundle.files import BadBundle, BundleFixed
from lixia_domain.audit.bundle.write import Sealed, write
from lixia_domain.audit.seal import checkpoint
from lixia_domain.audit.seal.merkle import Tree, leaf_hash
from lixia_domain.audit.seal.note import KeyKind, Note, SigningKey
from lixia_domain.audit.seal.signer import Contradicted
from lixia_domain.audit.seal.verify import Outside

from .conftest import WITNESS, Place, at_work, cosigned, record
from .second import check_bundle
from .test_others import Go, go  # noqa: F401 - a fixture

EXPORT = "exports/books.txt"
Contents = dict[str, bytes]


def bundled(place: Place, path: Path) -> Path:
    """Write a bundle of the sealed store, with one export."""
    with place.open(read_only=True) as store, closing(ZipTarget(path)) as target:
        note = store.seals.seal()
        assert note is not None
        of = Sealed(store.ledger.journal, store.seals.log, note)
        write(
            target,
            of,
            notes=["虚构示例"],
            exports={"books.txt": [b"books\n"]},
            key=keys.signing_key(place.log.name, "", place.key),
            release="1",
        )
    return path


@pytest.fixture
def bundle(sealed: Place, tmp_path: Path) -> Path:
    return bundled(sealed, tmp_path / "audit.zip")


def contents(path: Path) -> Contents:
    with ZipFile(path) as file:
        return {name: file.read(name) for name in file.namelist()}


def rewritten(path: Path, files: Contents) -> Path:
    with closing(ZipTarget(path)) as target:
        for name, data in files.items():
            target.add(name, [data])
    return path


def resigned(files: Contents, key: SigningKey) -> Contents:
    """Return ``files`` as they are after somebody summed and signed them anew."""
    rest = {n: d for n, d in files.items() if n not in ("SHA256SUMS", "manifest")}
    sums = manifest.sums({name: sha256(data).hexdigest() for name, data in rest.items()}).encode()
    told = manifest.read(files["manifest"].decode().partition("\n\n")[0] + "\n")
    text = str(evolve(told, digest=sha256(sums).hexdigest()))
    note = Note(text, (key.sign(text),))
    return {**rest, "SHA256SUMS": sums, "manifest": str(note).encode()}


def checked(path: Path, place: Place, **options: object) -> Checked:
    known: dict[str, object] = {"keys": (place.log, WITNESS.public)}
    return check(ZipFiles(str(path)), **(known | options))  # type: ignore[arg-type]


def codes(found: Checked) -> list[str]:
    return [one.code for one in found.findings if one.severity.value == "error"]


def test_a_bundle_holds_without_the_store(sealed: Place, bundle: Path) -> None:
    sealed.path.unlink()
    found = checked(bundle, sealed)
    assert codes(found) == []
    assert found.verified is not None
    assert (found.verified.events, found.verified.sealed, found.verified.signed) == (120, 120, 120)
    assert found.verified.witnesses == (WITNESS.name,)
    assert found.manifest.position == 120


def test_the_same_log_gives_the_same_bytes(sealed: Place, bundle: Path, tmp_path: Path) -> None:
    assert bundled(sealed, tmp_path / "again.zip").read_bytes() == bundle.read_bytes()


def test_what_it_holds_is_what_the_store_has(sealed: Place, bundle: Path) -> None:
    with sealed.open(read_only=True) as store, open_store(f"bundle:///{bundle}") as opened:
        ours, theirs = store.ledger.journal, opened.ledger.journal
        assert list(theirs.rows(0, 200)) == list(ours.rows(0, 200))
        assert list(theirs.rows(7, 9, ("enterprise.registered",))) == list(
            ours.rows(7, 9, ("enterprise.registered",))
        )
        assert theirs.about() == ours.about()
        assert list(theirs.stream("enterprise-E0003")) == list(ours.stream("enterprise-E0003"))
        assert opened.show("enterprise_register") == store.show("enterprise_register")
        assert opened.seals.verify(keys=(sealed.log, WITNESS.public)).sound
        rows = list(theirs.rows(4, 6))
        assert opened.seals.prove(rows) == store.seals.prove(rows)
        assert theirs.check() == []


def test_nothing_can_be_added_to_it(bundle: Path, sealed: Place) -> None:
    before = bundle.read_bytes()
    with open_store(f"bundle:///{bundle}", clock=at_work) as opened:
        with pytest.raises(BundleFixed):
            record(opened, 300, 1)
        with pytest.raises(BundleFixed):
            opened.ledger.journal.describe("demo", "x")
        log, state = opened.seals.log, opened.seals.log.state()
        for add in (
            lambda: log.append((), (), state, after=state.position),
            lambda: log.add_checkpoint(sealed.kept[0].note, 1),
            lambda: log.add_cosigned(sealed.kept[0].note),
            lambda: log.add_key(sealed.log),
        ):
            with pytest.raises(BundleFixed):
                add()
    assert bundle.read_bytes() == before


def test_positions_with_gaps_are_kept(sealed: Place, bundle: Path, tmp_path: Path) -> None:
    files = contents(bundle)
    lines = [json.loads(line) for line in files["events.jsonl"].splitlines()]
    for line in lines:
        line["position"] *= 10
    files["events.jsonl"] = "".join(f"{json.dumps(line)}\n" for line in lines).encode()
    path = rewritten(tmp_path / "gaps.zip", files)
    with open_store(f"bundle:///{path}") as opened:
        journal = opened.ledger.journal
        assert journal.head() == 1200
        assert [row[0] for row in journal.rows(20, 55)] == [30, 40, 50]
        assert (journal.count(20), journal.count(29), journal.count(9)) == (2, 2, 0)
        found = opened.ledger.recorder.select_notifications(start=30, limit=2)
        assert [one.id for one in found] == [30, 40]
        found = opened.ledger.recorder.select_notifications(30, 9, 60, inclusive_of_start=False)
        assert [one.id for one in found] == [40, 50, 60]
        assert opened.ledger.recorder.max_notification_id() == 1200


def _line(files: Contents, change: Callable[[dict[str, object]], None]) -> None:
    lines = files["events.jsonl"].splitlines(keepends=True)
    told = json.loads(lines[4])
    change(told)
    lines[4] = (json.dumps(told, ensure_ascii=False) + "\n").encode()
    files["events.jsonl"] = b"".join(lines)


def _cut(files: Contents, name: str, count: int) -> None:
    files[name] = files[name][:-count]


SPOILED: dict[str, tuple[Callable[[Contents], object], set[str]]] = {
    "an export is another": (lambda f: f.update({EXPORT: b"b00ks\n"}), {"bundle.file"}),
    "an export is gone": (lambda f: f.pop(EXPORT), {"bundle.missing"}),
    "a file was put in": (lambda f: f.update(extra=b""), {"bundle.unlisted"}),
    "the sums are others": (
        lambda f: f.update(SHA256SUMS=f["SHA256SUMS"].replace(b"books.txt", b"book2.txt")),
        {"bundle.sums", "bundle.missing", "bundle.unlisted"},
    ),
    "an event says something else": (
        lambda f: _line(f, lambda told: told.update(stored='{"version":1}')),
        {"bundle.file", "event.changed", "witness.fork"},
    ),
    "an event is of another stream": (
        lambda f: _line(f, lambda told: told.update(stream="enterprise-E0003")),
        {"bundle.file", "stream.gap", "event.changed", "event.removed", "witness.fork"},
    ),
    "the last events are gone": (
        lambda f: f.update(
            {"events.jsonl": b"".join(f["events.jsonl"].splitlines(keepends=True)[:-3])}
        ),
        {"bundle.file", "log.truncated", "witness.rolled_back"},
    ),
    "a line is no event": (
        lambda f: _cut(f, "events.jsonl", 9),
        {"bundle.file", "bundle.unreadable"},
    ),
    "a tile is another": (
        lambda f: f.update({"tile/0/000.p/120": bytes(120 * 32)}),
        {"bundle.file", "event.changed", "more", "checkpoint.root", "bundle.tile"},
    ),
    "a tile is gone": (
        lambda f: f.pop("tile/0/000.p/120"),
        {"bundle.missing", "seal.damaged"},
    ),
    "entries are cut short": (
        lambda f: _cut(f, "tile/entries/000.p/120", 1),
        {"bundle.file", "seal.damaged", "bundle.tile"},
    ),
    "the checkpoint is an earlier one": (
        lambda f: f.update(checkpoint=b"\n\n".join(f["checkpoints"].split(b"\n\n")[:2]) + b"\n"),
        {"bundle.file", "bundle.other", "seal.damaged"},
    ),
    "the checkpoint is no note": (
        lambda f: f.update(checkpoint=b"?"),
        {"bundle.file", "bundle.unreadable"},
    ),
    "whose it is was changed": (
        lambda f: f.update({"about.json": f["about.json"].replace("历下".encode(), b"??")}),
        {"bundle.file", "log.other"},
    ),
    "whose it is can't be read": (
        lambda f: f.update({"about.json": b"[]"}),
        {"bundle.file", "bundle.unreadable"},
    ),
    "a key is another": (
        lambda f: f.update(keys=f["keys"].replace(b"lixia/", b"lixjb/")),
        {"bundle.file", "seal.damaged"},
    ),
}


FIRST = {"bundle.sums", "bundle.file", "bundle.missing", "bundle.unlisted"}
"""What checking stops at: a sum that is broken."""


@pytest.mark.parametrize("name", SPOILED)
def test_a_part_that_is_another_is_found_and_nothing_more_is_believed(
    name: str, bundle: Path, sealed: Place, tmp_path: Path
) -> None:
    change, expected = SPOILED[name]
    files = contents(bundle)
    change(files)
    found = checked(rewritten(tmp_path / "spoiled.zip", files), sealed)
    (first,) = codes(found)
    assert first in FIRST & expected
    assert found.verified is None


@pytest.mark.parametrize("name", SPOILED)
def test_whoever_sums_anew_with_the_log_s_own_key_can_t_contradict_what_was_sealed(
    name: str, bundle: Path, sealed: Place, tmp_path: Path
) -> None:
    change, expected = SPOILED[name]
    files = contents(bundle)
    change(files)
    key = keys.signing_key(sealed.log.name, "", sealed.key)
    found = codes(checked(rewritten(tmp_path / "resigned.zip", resigned(files, key)), sealed))
    assert set(found) == expected - FIRST, name


@pytest.mark.parametrize("name", SPOILED)
def test_whoever_sums_anew_without_the_key_is_found(
    name: str, bundle: Path, sealed: Place, tmp_path: Path
) -> None:
    files = contents(bundle)
    SPOILED[name][0](files)
    forger = SigningKey(sealed.log.name, KeyKind.LOG, b"f" * 32)
    found = checked(rewritten(tmp_path / "forged.zip", resigned(files, forger)), sealed)
    assert codes(found) == ["bundle.unsigned"]
    assert found.verified is None
    assert codes(checked(tmp_path / "forged.zip", sealed, keys=(forger.public, WITNESS.public)))


def test_whoever_has_the_key_can_still_not_contradict_the_leaves(
    bundle: Path, sealed: Place, tmp_path: Path
) -> None:
    """The log's own key signs a bundle whose tiles, for other programs, tell another tree."""
    key = keys.signing_key(sealed.log.name, "", sealed.key)
    files = contents(bundle)
    entries = tiles.unpack(files["tile/entries/000.p/120"])
    entries[7] = entries[7].replace(b'"v":1', b'"v":2')
    files["tile/entries/000.p/120"] = tiles.pack(entries)
    path = rewritten(tmp_path / "other.zip", resigned(files, key))
    assert codes(checked(path, sealed)) == ["bundle.tile"]
    files = contents(bundle)
    files["tile/1/000.p/1"] = bytes(32)
    path = rewritten(tmp_path / "more.zip", resigned(files, key))
    assert codes(checked(path, sealed)) == ["bundle.tile"]
    files = contents(bundle)
    files["events.jsonl"] = files["events.jsonl"].replace(
        "更名E0001".encode(), "更名E0009".encode()
    )
    path = rewritten(tmp_path / "event.zip", resigned(files, key))
    assert codes(checked(path, sealed)) == ["event.changed", "witness.fork"]


def test_a_bundle_of_another_log_is_not_taken_for_this_one(
    bundle: Path, sealed: Place, tmp_path: Path
) -> None:
    other = tmp_path / "other.db"
    with open_store(f"sqlite:///{other}", create=True, key=sealed.key, clock=at_work) as store:
        record(store, 0, 3)
        store.seals.seal()
        log = store.seals.log.keys()[0]
    theirs = bundled(Place(other, sealed.key, log, []), tmp_path / "theirs.zip")
    assert "bundle.unsigned" in codes(checked(theirs, sealed))
    mixed = contents(bundle) | {
        name: data for name, data in contents(theirs).items() if name in ("manifest", "SHA256SUMS")
    }
    found = codes(checked(rewritten(tmp_path / "mixed.zip", mixed), sealed, keys=(log,)))
    assert found == ["bundle.file"]


def test_a_witness_who_knows_another_story_contradicts_a_bundle(
    bundle: Path, sealed: Place
) -> None:
    origin = sealed.log.name
    fork = checkpoint.Checkpoint(origin, 60, bytes(32))
    key = keys.signing_key(origin, "", sealed.key)
    note = cosigned(Note(str(fork), (key.sign(str(fork)),)))
    found = checked(bundle, sealed, outside=(Outside(where="w", note=note),))
    assert codes(found) == ["witness.fork"]
    longer = checkpoint.Checkpoint(origin, 999, bytes(32))
    note = cosigned(Note(str(longer), (key.sign(str(longer)),)))
    found = checked(bundle, sealed, outside=(Outside(where="w", note=note),))
    assert codes(found) == ["witness.rolled_back"]


def test_without_a_key_the_ones_in_the_bundle_are_taken_and_that_is_said(
    bundle: Path, sealed: Place
) -> None:
    found = checked(bundle, sealed, keys=())
    assert codes(found) == []
    assert "key.from_seal" in [one.code for one in found.findings]


@pytest.mark.parametrize("length", [0, 10, 1_000, -1])
def test_a_file_that_was_cut_short_is_no_bundle(bundle: Path, length: int) -> None:
    bundle.write_bytes(bundle.read_bytes()[:length])
    with pytest.raises(BadBundle, match="截断"):
        ZipFiles(str(bundle))


@pytest.mark.parametrize("name", ["manifest", "SHA256SUMS"])
def test_without_what_is_signed_it_is_no_bundle(
    bundle: Path, sealed: Place, tmp_path: Path, name: str
) -> None:
    files = contents(bundle)
    files[name] = b"\xff"
    with pytest.raises(BadBundle, match=name):
        checked(rewritten(tmp_path / "a.zip", files), sealed)
    del files[name]
    with pytest.raises(BadBundle, match=name):
        checked(rewritten(tmp_path / "b.zip", files), sealed)
    files[name] = b"nothing\n"
    path = rewritten(tmp_path / "c.zip", files)
    if name == "SHA256SUMS":
        assert codes(checked(path, sealed)) == ["bundle.sums"]
        return
    with pytest.raises(BadBundle, match=name):
        checked(path, sealed)


def test_two_files_of_one_name_are_refused(bundle: Path) -> None:
    """One program would read the first, another the last."""
    with ZipFile(bundle, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("keys", b"")
    with pytest.raises(BadBundle, match="keys"):
        ZipFiles(str(bundle))


def test_what_is_no_bundle_or_not_there_is_said(tmp_path: Path, sealed: Place) -> None:
    with pytest.raises(BadBundle, match="没有这个文件"):
        ZipFiles(str(tmp_path / "none.zip"))
    with pytest.raises(BadBundle, match="ZIP"):
        ZipFiles(str(sealed.path))
    with pytest.raises(NotAStore, match="bundle:///"):
        open_store("bundle://x.zip")


def test_flipped_bits_are_found_or_change_nothing(
    bundle: Path, sealed: Place, tmp_path: Path
) -> None:
    """Some bits of a ZIP file say nothing: times, attributes, and names that are there twice."""
    raw, whole = bundle.read_bytes(), contents(bundle)
    at, path = random.Random(4), tmp_path / "flipped.zip"
    found = 0
    for _ in range(200):
        bit = at.randrange(len(raw) * 8)
        flipped = bytearray(raw)
        flipped[bit // 8] ^= 1 << bit % 8
        path.write_bytes(flipped)
        try:
            if codes(checked(path, sealed)):
                found += 1
                continue
        except BadBundle:
            found += 1
            continue
        assert contents(path) == whole, bit
    assert found > 150


def test_a_store_that_contradicts_its_seal_gives_no_bundle(sealed: Place, tmp_path: Path) -> None:
    with sealed.open(read_only=True) as store:
        note = store.seals.seal()
        assert note is not None
    sealed.sql("UPDATE stored_events SET topic = 'enterprise.verified' WHERE rowid = 5")
    key = keys.signing_key(sealed.log.name, "", sealed.key)
    with sealed.open(read_only=True) as store, closing(ZipTarget(tmp_path / "no.zip")) as target:
        of = Sealed(store.ledger.journal, store.seals.log, note)
        with pytest.raises(Contradicted, match="叶子 4"):
            write(target, of, notes=[], exports={}, key=key, release="1")


def test_events_recorded_later_stay_out(sealed: Place, tmp_path: Path) -> None:
    with sealed.open() as store:
        note = store.seals.seal()
        assert note is not None
        record(store, 500, 2)
        store.seals.seal()
        key = keys.signing_key(sealed.log.name, "", sealed.key)
        of = Sealed(store.ledger.journal, store.seals.log, note)
        with closing(ZipTarget(tmp_path / "old.zip")) as target:
            made = write(target, of, notes=[], exports={}, key=key, release="1")
    assert (made.position, made.checkpoint.size) == (120, 120)
    found = checked(tmp_path / "old.zip", sealed)
    assert codes(found) == [] and found.verified is not None and found.verified.events == 120


@pytest.mark.parametrize("size", [1, 255, 256, 257, 511, 65_536, 65_793])
def test_tiles_are_laid_out_as_c2sp_says(size: int) -> None:
    leaves = [leaf_hash(at.to_bytes(4, "big")) for at in range(size)]
    tree = Tree(b"".join(leaves))
    found = dict(tiles.hash_tiles(tree))
    level, hashes = 0, leaves
    while hashes:
        for number in range(0, len(hashes), 256):
            part = hashes[number : number + 256]
            name = f"tile/{level}/{number // 256:03d}" + (
                f".p/{len(part)}" if len(part) < 256 else ""
            )
            assert found.pop(name) == b"".join(part)
        full = range(0, len(hashes) // 256 * 256, 256)
        hashes = [Tree(b"".join(hashes[at : at + 256])).root() for at in full]
        level += 1
    assert found == {}


def test_large_numbers_of_tiles_go_by_thousands() -> None:
    assert tiles.path(2, 1_234_067) == "tile/2/x001/x234/067"
    assert tiles.path("entries", 5, 3) == "tile/entries/005.p/3"


def test_a_second_implementation_takes_a_bundle_and_refuses_the_spoiled(
    bundle: Path, sealed: Place, tmp_path: Path
) -> None:
    vkeys = [str(sealed.log), str(WITNESS.public)]
    assert check_bundle(bundle, vkeys) == 120
    for change, _ in SPOILED.values():
        files = contents(bundle)
        change(files)
        path = rewritten(tmp_path / "spoiled.zip", files)
        with pytest.raises(Exception):  # noqa: B017 - it stops at whatever it meets first
            check_bundle(path, vkeys)


def test_go_reads_every_leaf_through_the_tiles(
    bundle: Path,
    sealed: Place,
    go: Go,  # noqa: F811
) -> None:
    files = contents(bundle)
    vkeys = [str(sealed.log), str(WITNESS.public)]
    hashes = {
        name.removeprefix("tile/"): b64encode(data).decode()
        for name, data in files.items()
        if name.startswith("tile/") and "entries" not in name
    }
    entries = [b64encode(entry).decode() for entry in tiles.unpack(files["tile/entries/000.p/120"])]
    asked = {"checkpoint": files["checkpoint"].decode(), "tiles": hashes, "entries": entries}
    spoiled = [asked | {"tiles": {"0/000.p/120": b64encode(bytes(120 * 32)).decode()}}]
    spoiled.append(asked | {"entries": entries[::-1]})
    spoiled.append(asked | {"entries": [*entries[:-1], b64encode(b"{}").decode()]})
    told = go({"keys": vkeys, "bundles": [asked, *spoiled]})
    assert told[0] == "ok" and all(line.startswith("refused:") for line in told[1:]), told
