"""Receipts, checkpoints and proofs, read by verifiers that share no code with ours."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from base64 import b64encode
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from cryptography.exceptions import InvalidSignature

from lixia_domain.audit.seal import proof
from lixia_domain.audit.seal.merkle import Tree
from lixia_domain.audit.seal.note import SigningKey, VerifierKey

from .conftest import WITNESS, Place, cosigned
from .second import check_receipt, check_seal

GO_PATH = Path("/usr/share/gocode")
MISSING = "needs Go and its x/mod: apt install golang-go golang-golang-x-mod-dev"

Go = Callable[[dict[str, Any]], list[str]]


@pytest.fixture(scope="session")
def go(tmp_path_factory: pytest.TempPathFactory) -> Go:
    if not shutil.which("go") or not (GO_PATH / "src/golang.org/x/mod/sumdb/note").is_dir():
        pytest.skip(MISSING)
    folder = tmp_path_factory.mktemp("go")
    env = {
        **os.environ,
        "GO111MODULE": "off",
        "GOPATH": str(GO_PATH),
        "GOCACHE": str(folder / "cache"),
        "GOFLAGS": "",
    }
    shutil.copy(Path(__file__).with_name("go") / "main.go", folder)
    subprocess.run(["go", "build", "-o", "verifier", "main.go"], cwd=folder, env=env, check=True)

    def run(asked: dict[str, Any]) -> list[str]:
        done = subprocess.run(
            [folder / "verifier"], input=json.dumps(asked).encode(), capture_output=True, check=True
        )
        return done.stdout.decode().splitlines()

    return run


def receipt_of(place: Place) -> str:
    with place.open(read_only=True) as store:
        journal = store.ledger.journal
        rows = [*journal.rows(0, 3), *journal.rows(77, 78), *journal.rows(119, 120)]
        return proof.render(store.seals.prove(rows))


def vkeys(place: Place) -> list[str]:
    return [str(place.log), str(WITNESS.public)]


def spoiled(text: str) -> list[str]:
    """What somebody might make of a receipt."""
    out = []
    for change in (
        lambda told: told["events"][0].update(stored=told["events"][0]["stored"] + " "),
        lambda told: told["events"][1].update(version=2),
        lambda told: told["events"][2].update(leaf=3),
        lambda told: told["events"][3].update(stream="enterprise-E0001"),
        lambda told: told["events"][4].update(name="enterprise.verified"),
        lambda told: told["events"][0]["path"].pop(),
        lambda told: told["events"][0]["path"].reverse(),
        lambda told: told.update(checkpoint=told["checkpoint"].replace("\n120\n", "\n121\n")),
        lambda told: told.update(checkpoint=told["checkpoint"].replace("w1 ", "w2 ")),
    ):
        told = json.loads(text)
        change(told)
        out.append(json.dumps(told))
    return out


def test_a_second_implementation_takes_our_receipts_and_refuses_the_spoiled(
    sealed: Place,
) -> None:
    text = receipt_of(sealed)
    check_receipt(text, vkeys(sealed))
    for bad in spoiled(text):
        with pytest.raises((AssertionError, InvalidSignature, IndexError)):
            check_receipt(bad, vkeys(sealed))


def test_a_second_implementation_recomputes_every_checkpoint_of_the_files(sealed: Place) -> None:
    assert check_seal(Path(f"{sealed.path}.seal"), [str(sealed.log)]) == 2


def test_go_takes_our_receipts_and_refuses_the_spoiled(sealed: Place, go: Go) -> None:
    text = receipt_of(sealed)
    receipts = [json.loads(one) for one in (text, *spoiled(text))]
    told = go({"keys": vkeys(sealed), "receipts": receipts})
    assert told[0] == "ok"
    assert len(told) == len(receipts)
    assert all(line.startswith("refused:") for line in told[1:]), told


def test_go_takes_our_consistency_proofs_and_refuses_a_fork(sealed: Place, go: Go) -> None:
    """Of every pair of sizes, both signed as checkpoints."""
    from lixia_domain.audit.seal.checkpoint import Checkpoint
    from lixia_domain.audit.seal.note import KeyKind, Note

    with sealed.open(read_only=True) as store:
        tree, origin = Tree(store.seals.log.leaves(60)), store.seals.log.state().origin
    fork = Tree(bytes(32) * 60)
    key = SigningKey(origin, KeyKind.LOG, b"g" * 32)

    def signed(tree: Tree, size: int) -> str:
        text = str(Checkpoint(origin, size, tree.root(size)))
        return str(cosigned(Note(text, (key.sign(text),))))

    good, bad = [], []
    for old in range(1, 60, 3):
        for size in range(old, 61, 4):
            told = [b64encode(one).decode() for one in tree.consistency(old, size)]
            new = signed(tree, size)
            good.append({"old": signed(tree, old), "new": new, "proof": told})
            bad.append({"old": signed(fork, old), "new": new, "proof": told})
            bad.append({"old": signed(tree, old), "new": signed(fork, size), "proof": told})
    keys = [str(key.public), str(WITNESS.public)]
    assert set(go({"keys": keys, "consistency": good})) == {"ok"}
    refused = go({"keys": keys, "consistency": bad})
    assert len(refused) == len(bad) and not any(line == "ok" for line in refused)


def test_go_knows_our_keys(sealed: Place, go: Go) -> None:
    text = json.loads(receipt_of(sealed))
    other = VerifierKey(sealed.log.name, sealed.log.kind, b"\x01" * 32)
    (told,) = go({"keys": [str(other), str(WITNESS.public)], "receipts": [text]})
    assert told.startswith("refused:")
