"""``lixia export bundle`` and ``lixia verify --bundle``: one file, without the store."""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path
from zipfile import ZipFile

import pytest

from lixia_adapters.bundles import ZipTarget
from lixia_adapters.seals.keys import signing_key
from lixia_domain.audit.bundle import manifest
from lixia_domain.audit.seal.note import Note

from .conftest import REGISTERED, Lixia, Ran, done, head, ran
from .programs import CHECKS, check

BOOKS = {"beancount": "beancount", "hledger": "journal", "ledger": "ledger"}
EXPORTS = {f"{book}.{end}" for book in ("statutory", "management") for end in BOOKS.values()} | {
    "360giving.json",
    "cloudevents.jsonl",
    "events.parquet",
    "books.xlsx",
}


@pytest.fixture
def store(walked: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A store in which everything has happened to money, and an office that seals it."""
    monkeypatch.setenv("LIXIA_CONFIG", str(tmp_path / "config"))
    path = tmp_path / "walked.db"
    shutil.copy(walked, path)
    return path


@pytest.fixture
def bundle(store: Path, tmp_path: Path) -> Path:
    path = tmp_path / "包.zip"
    done("export", "bundle", "-o", str(path), "--store", f"sqlite:///{store}")
    return path


def vkey(path: Path) -> str:
    with ZipFile(path) as file:
        return file.read("keys").decode().split("\n")[0]


def verified(path: Path, *more: str) -> Ran:
    return ran("verify", "--bundle", str(path), "--vkey", vkey(path), "--json", *more)


def codes(found: Ran) -> list[str]:
    return [one["code"] for one in found.json["findings"] if one["severity"] == "error"]


def test_a_bundle_has_every_export_and_says_how_to_check_it(store: Path, tmp_path: Path) -> None:
    path, at = tmp_path / "a.zip", ("--store", f"sqlite:///{store}")
    told = done("export", "bundle", "-o", str(path), *at)
    assert told.out == "" and f"lixia verify --bundle {path} --vkey 'lixia/" in told.err
    data = done("export", "bundle", "-o", str(path), *at, "--json")
    assert (data.json["events"], data.json["position"], data.err) == (head(store), head(store), "")
    with ZipFile(path) as file:
        names = file.namelist()
        assert {n.removeprefix("exports/") for n in names if n.startswith("exports/")} == EXPORTS
        assert data.json["files"] == len(names)
        words = file.read("README.txt").decode()
    assert data.json["origin"] in words and data.json["key"] in words
    assert "不含其密钥" in words and "their keys are not in the bundle" in words
    assert "as of position" in done("export", "bundle", "-o", str(path), *at, "--lang=en").err


def test_a_bundle_of_a_demo_says_that_it_is_made_up(demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "demo.zip"
    done("export", "bundle", "-o", str(path), "--store", f"sqlite:///{demo}")
    with ZipFile(path) as file:
        assert "虚构示例" in file.read("README.txt").decode()
        assert "虚构示例" in file.read("exports/statutory.beancount").decode()
        for name in ("README.txt", "exports/statutory.beancount"):
            assert "名册已于 2021-01-11 由 admin-1 关闭" in file.read(name).decode()
    assert verified(path, "--remake").code == 0


def test_it_is_verified_without_the_store_and_its_exports_follow_from_its_events(
    bundle: Path, store: Path
) -> None:
    events = head(store)
    for path in store.parent.glob("walked.db*"):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    found = verified(bundle, "--remake")
    assert found.code == 0 and codes(found) == []
    assert (found.json["bundle"]["remade"], found.json["bundle"]["events"]) == (10, events)
    said = ran("verify", "--bundle", str(bundle), "--vkey", vkey(bundle), "--remake")
    assert "重做了 10 个导出" in said.out and "✓ 未见矛盾" in said.out
    english = ran("verify", "--bundle", str(bundle), "--vkey", vkey(bundle), "--lang=en")
    assert "✓ nothing contradicts the seal" in english.out


def test_the_programs_pass_the_books_in_it(bundle: Path, tmp_path: Path) -> None:
    for form in CHECKS:
        for book in ("statutory", "management"):
            with ZipFile(bundle) as file:
                text = file.read(f"exports/{book}.{BOOKS[form]}").decode()
            told = check(form, text, tmp_path)
            assert told.returncode == 0, told.stderr


def test_whatever_looks_at_a_store_can_look_at_a_bundle(bundle: Path, store: Path) -> None:
    reading = (
        "store info",
        "store check",
        "view fund_statement",
        "replay --as-of 2021-04-01 --view fund_statement",
        "trace project_register P1 received_fen",
        "chain forwards N1",
        "report --as-of 2021-12-31",
        "pending --on 2021-12-31",
        "export beancount",
    )
    for line in reading:
        ours = ran(*line.split(), "--store", f"sqlite:///{store}")
        theirs = ran(*line.split(), "--store", f"bundle:///{bundle}")
        assert theirs.code == ours.code, (line, theirs)
        if line.split()[0] not in ("store",):
            there, here = (re.sub(r" --store \S+", "", found.out) for found in (theirs, ours))
            assert there == here, line


def test_nothing_is_recorded_in_a_bundle(bundle: Path) -> None:
    before = bundle.read_bytes()
    line = "project draft P9 --title 九（虚构示例） --domain 助残济困 --need N1 --line a=1"
    found = ran(*line.split(), "--store", f"bundle:///{bundle}", "--json")
    assert (found.code, found.error["code"]) == (1, "bundle_fixed")
    assert "只可查看与核验" in found.error["sentence"]
    made = ran("store", "init", "--open", "--store", f"bundle:///{bundle.parent}/new.zip", "--json")
    assert (made.code, made.error["code"]) == (2, "not_a_store")
    assert bundle.read_bytes() == before and not (bundle.parent / "new.zip").exists()


def test_an_export_that_whoever_signed_has_changed_is_found_by_making_it_anew(
    bundle: Path, tmp_path: Path
) -> None:
    """All hashes and signatures are good; only the events know better."""
    with ZipFile(bundle) as file:
        files = {name: file.read(name) for name in file.namelist()}
    name = "exports/statutory.ledger"
    files[name] = files[name].replace(b"6000.00", b"6000.01", 1)
    told = manifest.read(files["manifest"].decode().partition("\n\n")[0] + "\n")
    path = tmp_path / "changed.zip"
    for release, code, exit_code in (
        (told.release, "bundle.export", 1),
        ("0.0.0", "bundle.release", 0),
    ):
        digests = {n: sha256(d).hexdigest() for n, d in files.items() if n not in UNLISTED}
        sums = manifest.sums(digests).encode()
        text = str(
            manifest.Manifest(
                checkpoint=told.checkpoint,
                position=told.position,
                release=release,
                digest=sha256(sums).hexdigest(),
            )
        )
        key = signing_key(told.checkpoint.origin, "", tmp_path / "config" / "seal.key")
        with closing(ZipTarget(path)) as target:
            for one, data in files.items():
                if one not in UNLISTED:
                    target.add(one, [data])
            target.add("SHA256SUMS", [sums])
            target.add("manifest", [str(Note(text, (key.sign(text),))).encode()])
        assert codes(verified(path)) == []
        found = verified(path, "--remake")
        assert found.code == exit_code
        told_of = [one for one in found.json["findings"] if one["code"].startswith("bundle.")]
        assert [one["code"] for one in told_of] == [code]
        assert "statutory.ledger" in told_of[0]["sentence"]


UNLISTED = ("SHA256SUMS", "manifest")


def test_a_store_and_a_bundle_are_held_against_each_other(bundle: Path, store: Path) -> None:
    both = ("--store", f"sqlite:///{store}")
    assert verified(bundle, *both).code == 0
    seal = Path(f"{store}.seal")
    with closing(sqlite3.connect(store)) as db, db:
        db.execute("DELETE FROM stored_events WHERE rowid > 190")
    shutil.rmtree(seal)
    done("seal", *both)
    assert ran("verify", *both, "--json").code == 0, "rolled back together, nothing tells"
    found = verified(bundle, *both)
    assert found.code == 1 and "witness.rolled_back" in codes(found)


def test_bad_bundles_are_named_with_what_to_do(
    bundle: Path, store: Path, tmp_path: Path, lixia: Lixia
) -> None:
    short = tmp_path / "short.zip"
    short.write_bytes(bundle.read_bytes()[:5000])
    found = verified_raw(short)
    assert (found.code, found.error["code"]) == (1, "bad_bundle")
    assert "截断" in found.error["sentence"] and "重新取得" in found.error["sentence"]
    assert verified_raw(store).error["code"] == "bad_bundle"
    assert ran("verify", "--remake", "--json").code == 2
    other = tmp_path / "other.db"
    at = ("--store", f"sqlite:///{other}")
    done("store", "init", "--open", *at)
    empty = ran("export", "bundle", "-o", str(tmp_path / "e.zip"), *at, "--json")
    assert (empty.code, empty.error["code"]) == (1, "not_found")
    assert not (tmp_path / "e.zip").exists()
    done(*REGISTERED, *at)
    done("export", "bundle", "-o", str(tmp_path / "o.zip"), *at)
    foreign = ran(
        *("verify", "--bundle", str(tmp_path / "o.zip"), "--vkey", vkey(bundle), "--json")
    )
    assert foreign.code == 1 and "bundle.unsigned" in codes(foreign)
    bare = ran("export", "bundle", *at, "--json")
    assert (bare.code, bare.error["code"]) == (2, "missing_option")


def verified_raw(path: Path) -> Ran:
    return ran("verify", "--bundle", str(path), "--json")


def test_a_key_that_is_not_the_seals_makes_no_bundle(store: Path, tmp_path: Path) -> None:
    at = ("--store", f"sqlite:///{store}")
    done("seal", *at)
    other, path = tmp_path / "other.key", tmp_path / "no.zip"
    other.write_bytes(b"o" * 32)
    other.chmod(0o600)
    found = ran("export", "bundle", "-o", str(path), "--key", str(other), *at, "--json")
    assert found.code == 1 and not path.exists()
    assert json.loads(found.err)["error"]["code"] == "wrong_key"
