"""Stores written by earlier code open, replay to the figures they had then, and verify.

``README.md`` beside this file says what is kept, and how it was made.
"""

from __future__ import annotations

import json
import os
import tarfile
from contextlib import redirect_stdout
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lixia_adapters.console.main import main
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.kernel.columns import row_schema
from lixia_domain.recording.read_models import view_json
from lixia_domain.views import VIEWS, by_name

from .figures import Views, address, log, rows, taken, views
from .intended import INTENDED, brought_up

KEPT = sorted(Path(__file__).with_name("kept").glob("*.tar.xz"))


def restored(archive: Path, folder: Path) -> list[Path]:
    """Restore the stores of ``archive``, each in a folder of its own, as they were left."""
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="data")
    return sorted(folder.iterdir(), key=lambda path: int(path.name))


def name_of(archive: Path) -> str:
    return archive.name.removesuffix(".tar.xz")


def with_columns_of(then: Views, now: Views) -> Views:
    """Return ``now`` without views that came later, and without columns that came later."""
    return {
        view: {
            key: {column: row[column] for column in then[view].get(key, row) if column in row}
            for key, row in now.get(view, {}).items()
        }
        for view in then
    }


def order(shown: Views) -> dict[str, list[str]]:
    return {view: list(found) for view, found in shown.items()}


@pytest.mark.parametrize("archive", KEPT, ids=name_of)
def test_it_opens_replays_and_verifies_as_it_did(archive: Path, tmp_path: Path) -> None:
    for folder in restored(archive, tmp_path):
        store = f"{name_of(archive)}/{folder.name}"
        kept = json.loads((folder / "figures.json").read_text("utf-8"))
        kept = brought_up(kept, INTENDED.get(store, {}))
        found = taken(folder, kept["vkeys"])
        then, now = kept.pop("views"), found.pop("views")
        assert found == kept, store
        if isinstance(then, str):
            assert now == then, store
            continue
        now = with_columns_of(then, now)
        for view in then:
            assert now[view] == then[view], (store, view)
        assert order(now) == order(then), store


@pytest.mark.parametrize("archive", KEPT, ids=name_of)
def test_its_views_made_anew_are_the_same_and_its_log_is_left_alone(
    archive: Path, tmp_path: Path
) -> None:
    for folder in restored(archive, tmp_path):
        before = log(folder)
        with open_store(address(folder)) as store:
            folded = views(store)
            if isinstance(folded, str):
                assert fault_of(store) == folded, folder
                continue
            store.rebuild()
            assert views(store) == folded, folder
            past = store.known_by(store.ledger.head())
            replayed = {model.name: rows(view_json(past, model)) for model in VIEWS}
            assert replayed == folded, folder
        assert log(folder) == before


@pytest.mark.parametrize("archive", KEPT, ids=name_of)
def test_its_rows_fit_the_schemas_of_their_views(archive: Path, tmp_path: Path) -> None:
    for folder in restored(archive, tmp_path):
        kept = json.loads((folder / "figures.json").read_text("utf-8"))["views"]
        if isinstance(kept, str):
            continue
        for view, found in kept.items():
            schema = {**row_schema(by_name(view)), "required": ["key"]}  # some came later
            checker = Draft202012Validator(schema)
            for key, row in found.items():
                wrong = [fault.message for fault in checker.iter_errors({"key": key, **row})]
                assert not wrong, (folder.name, view, key)


def test_what_was_sealed_of_a_person_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder,) = restored(next(path for path in KEPT if name_of(path) == "vault"), tmp_path)
    monkeypatch.setenv("LIXIA_KEYS", os.fspath(folder / "epochs"))
    monkeypatch.setenv("LIXIA_STORE", address(folder))
    assert ran("vault", "check")["exit"] == 0
    child, erased = (f"p:{number * 32}" for number in "21")
    shown = ran("vault", "show", child, "--purpose", "通知", "--role", "team")
    assert shown["details"] == {"name": "示例某甲（虚构）", "phone": "00000000001"}
    assert ran("vault", "show", erased, "--purpose", "通知", "--role", "team")["exit"] == 1


def fault_of(store: Store) -> str | None:
    try:
        store.rebuild()
    except Exception as fault:
        return type(fault).__name__
    return None


def ran(*words: str) -> dict[str, Any]:
    out = StringIO()
    with redirect_stdout(out):
        code = main([*words, "--json"])
    return {"exit": code, **json.loads(out.getvalue() or "{}")}


def test_every_store_is_there() -> None:
    stores = set()
    for archive in KEPT:
        with tarfile.open(archive) as packed:
            stores |= {f"{name_of(archive)}/{name.partition('/')[0]}" for name in packed.getnames()}
    assert (len(KEPT), len(stores)) == (74 + 14 + 14, 154 + 52 + 17)
    assert INTENDED.keys() <= stores


def test_a_change_that_is_intended_is_expected_and_one_that_is_none_is_found_out() -> None:
    kept = {"views": {"accounts": {"F1/general": {"held_fen": 1}}}}
    way = ("views", "accounts", "F1/general", "held_fen")
    assert brought_up(kept, {way: 2}) == {"views": {"accounts": {"F1/general": {"held_fen": 2}}}}
    with pytest.raises(AssertionError, match="no change to intend"):
        brought_up(kept, {way: 2})


def test_columns_and_views_that_came_later_are_left_out_and_nothing_else() -> None:
    then: Views = {"accounts": {"F1/general": {"held_fen": 1}}}
    grown = {"accounts": {"F1/general": {"held_fen": 1, "title": "t"}}, "later": {}}
    assert with_columns_of(then, grown) == then
    for other in (
        {"accounts": {"F1/general": {"held_fen": 2}}},
        {"accounts": {"F1/general": {"title": "t"}}},
        {"accounts": {**then["accounts"], "F1/p": {}}},
        {"accounts": {}},
        {},
    ):
        assert with_columns_of(then, other) != then
