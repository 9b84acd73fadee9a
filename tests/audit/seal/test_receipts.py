"""Receipts: what a donor can check with nothing but the file and a public key."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from lixia_domain.application.bootstrap import Store
from lixia_domain.audit.seal import proof
from lixia_domain.audit.seal.note import KeyKind, SigningKey
from lixia_domain.audit.seal.proof import BadReceipt, NotSealed

from .conftest import WITNESS, Place, record


@pytest.fixture
def text(sealed: Place) -> str:
    with sealed.open(read_only=True) as store:
        rows = [*store.ledger.journal.rows(2, 4), *store.ledger.journal.rows(99, 100)]
        return proof.render(store.seals.prove(rows))


def codes(place: Place, text: str) -> list[str]:
    _, found = proof.check(text, (place.log, WITNESS.public), "r.json")
    return [one.code for one in found]


def test_a_receipt_holds_and_says_what_the_events_say(sealed: Place, text: str) -> None:
    assert codes(sealed, text) == []
    told = json.loads(text)
    assert [one["leaf"] for one in told["events"]] == [2, 3, 99]
    for lang in ("zh", "en"):
        assert any("示例E0003（虚构示例）" in line for line in told[lang])
        assert any("enterprise.registered" in line for line in told[lang])
    assert proof.render(proof.parse(text)) == text


def test_the_checkpoint_that_witnesses_have_signed_is_taken(sealed: Place, text: str) -> None:
    with sealed.open() as store:
        record(store, 300, 1)
    sealed.seal()
    with sealed.open() as store:
        old = store.seals.prove(store.ledger.journal.rows(2, 3))
        new = store.seals.prove(store.ledger.journal.rows(120, 121))
    assert old.note.by(WITNESS.public), "an older one, but witnessed"
    assert new.note.by(WITNESS.public) is None
    assert codes(sealed, proof.render(new)) == ["witness.none"]


@pytest.mark.parametrize(
    ("change", "found"),
    [
        (lambda t: t["events"][0].update(stored="{}"), "proof.path"),
        (lambda t: t["events"][0].update(version=2), "proof.path"),
        (lambda t: t["events"][0].update(version=0), "proof.path"),
        (lambda t: t["events"][0].update(leaf=-1), "proof.path"),
        (lambda t: t["events"][0].update(leaf=10**9), "proof.path"),
        (lambda t: t["events"][1].update(name="enterprise.verified"), "proof.path"),
        (lambda t: t["events"][2]["path"].pop(), "proof.path"),
        (lambda t: t["events"].pop(), "proof.text"),
        (lambda t: t["zh"].append("另捐一万元"), "proof.text"),
        (lambda t: t["zh"].__setitem__(2, t["zh"][2].replace("E0002", "E0009")), "proof.text"),
        (lambda t: t.update(more=1), "proof.text"),
        (
            lambda t: t.update(checkpoint=t["checkpoint"].replace("\n120\n", "\n130\n")),
            "checkpoint.bad_signature",
        ),
        (
            lambda t: t.update(checkpoint=t["checkpoint"].replace("lixia/", "lixio/")),
            "checkpoint.unknown_signer",
        ),
    ],
)
def test_whatever_is_changed_is_found(sealed: Place, text: str, change, found: str) -> None:
    told = json.loads(text)
    change(told)
    assert found in codes(sealed, json.dumps(told))


def test_each_of_its_characters_counts(sealed: Place, text: str) -> None:
    """Another letter or digit in place of any: it is no receipt, or something is found."""
    missed = []
    for at in range(0, len(text), 7):
        if not text[at].isalnum():
            continue
        other = "b" if text[at] == "a" else "a" if text[at].isalpha() else "8"
        if other == text[at]:
            continue
        try:
            found = codes(sealed, text[:at] + other + text[at + 1 :])
        except BadReceipt:
            continue
        if not found:
            missed.append((at, text[at - 20 : at + 20]))
    assert not missed


@pytest.mark.parametrize(
    "bad",
    [
        "",
        "[]",
        "{}",
        "null",
        '{"format": "lixia-receipt/v1"}',
        '{"format": "lixia-receipt/v1", "checkpoint": 1, "events": []}',
        "[" * 100_000,
    ],
)
def test_what_is_no_receipt_is_not_taken(bad: str) -> None:
    with pytest.raises(BadReceipt):
        proof.parse(bad)


@pytest.mark.parametrize(
    "change",
    [
        lambda t: t.update(events=[]),
        lambda t: t.update(events="x"),
        lambda t: t["events"][0].pop("path"),
        lambda t: t["events"][0].update(path=["x"]),
        lambda t: t["events"][0].update(path=["AAAA"]),
        lambda t: t["events"][0].update(version="1"),
        lambda t: t["events"][0].update(leaf=True),
        lambda t: t["events"][0].update(stored=None),
        lambda t: t.update(checkpoint=t["checkpoint"][:-3]),
        lambda t: t.update(format="lixia-receipt/v2"),
    ],
)
def test_a_receipt_with_parts_missing_is_not_taken(text: str, change) -> None:
    told = json.loads(text)
    change(told)
    with pytest.raises(BadReceipt):
        proof.parse(json.dumps(told))


def test_another_log_s_key_checks_nothing(sealed: Place, text: str) -> None:
    other = SigningKey(sealed.log.name, KeyKind.LOG, b"o" * 32).public
    _, found = proof.check(text, (other, WITNESS.public), "r.json")
    assert [one.code for one in found] == ["checkpoint.unknown_signer"]


def test_what_is_not_sealed_is_not_proven(sealed: Place, in_memory: Store) -> None:
    with sealed.open() as store:
        record(store, 300, 1)
        with pytest.raises(NotSealed):
            store.seals.prove(store.ledger.journal.rows(120, 121))
    record(in_memory, 0, 1)
    with pytest.raises(NotSealed):
        in_memory.seals.prove(in_memory.ledger.journal.rows(0, 1))


GOLDEN = Path(__file__).with_name("receipt.v1.json")


def test_a_receipt_that_was_given_out_holds_for_ever() -> None:
    """Its words are part of the format: other words need another format, and this one kept."""
    text = GOLDEN.read_text("utf-8")
    receipt = proof.parse(text)
    assert proof.render(receipt) == text
    key = SigningKey("lixia/" + "0f" * 16 + "/" + "a1" * 16, KeyKind.LOG, b"g" * 32).public
    _, found = proof.check(text, (key, WITNESS.public), "receipt.v1.json")
    assert found == []
