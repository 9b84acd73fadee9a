"""Witnesses: what they sign, what they refuse, and what their signature is good for."""

from __future__ import annotations

from pathlib import Path

import pytest

from lixia_adapters.seals.witness_memory import sign
from lixia_domain.application.bootstrap import Store
from lixia_domain.audit.seal import checkpoint, note, witness
from lixia_domain.audit.seal.note import BadNote, KeyKind, Note, SigningKey
from lixia_domain.audit.seal.verify import Outside
from lixia_domain.audit.seal.witness import Foreign, NothingToWitness, Request, WitnessRefuses

from .conftest import AT, WITNESS, Place, cosigned, record


@pytest.fixture
def key_file(tmp_path: Path) -> Path:
    (tmp_path / "witness").mkdir()
    return tmp_path / "witness" / "w.key"


def ask(place: Place, old: int | None = None) -> Request:
    with place.open(read_only=True) as store:
        asked = witness.ask(store.seals.log, old, witness=WITNESS.name)
    again = witness.parse_request(str(asked))
    assert again == asked
    return again


def grown(place: Place, first: int) -> None:
    with place.open() as store:
        record(store, first, 2)
    place.seal()


def test_a_witness_signs_what_goes_on_from_what_it_signed(sealed: Place, key_file: Path) -> None:
    first = sign(key_file, ask(sealed, 0), log=sealed.log, key=WITNESS, at=AT)
    assert first.by(sealed.log) and first.by(WITNESS.public)
    grown(sealed, 300)
    with sealed.open() as store:
        assert witness.add(store.seals.log, first, (WITNESS.public,)) == (WITNESS.name,)
    request = ask(sealed)
    assert request.old == 120, "goes on from what the seal knows the witness has signed"
    second = sign(key_file, request, log=None, key=WITNESS, at=AT + 60)
    assert checkpoint.read(second).size == 126
    again = sign(key_file, request, log=None, key=WITNESS, at=AT + 90)
    assert again.by(WITNESS.public), "asked twice it may sign twice"
    with sealed.open() as store:
        witness.add(store.seals.log, second, (WITNESS.public,))
    verified = sealed.verify(strict=True)
    assert verified.sound and (verified.witnessed, verified.witnesses) == (126, (WITNESS.name,))


def refused(key_file: Path, request: Request, **told: object) -> WitnessRefuses:
    memory = key_file.with_name("w.key.seen")
    before = memory.read_bytes() if memory.exists() else None
    with pytest.raises(WitnessRefuses) as no:
        sign(key_file, request, **{"log": None, "key": WITNESS, "at": AT, **told})  # type: ignore[arg-type]
    assert (memory.read_bytes() if memory.exists() else None) == before
    return no.value


def test_a_rollback_is_refused(sealed: Place, early: Path, key_file: Path) -> None:
    sign(key_file, ask(sealed, 0), log=sealed.log, key=WITNESS, at=AT)
    rolled_back = Place(early / "p.db", sealed.key, sealed.log, [])
    assert "回退" in refused(key_file, ask(rolled_back, 0)).zh


def test_a_fork_is_refused(sealed: Place, early: Path, key_file: Path, tmp_path: Path) -> None:
    """Somebody with the key goes on from an old copy, and even proves what they can."""
    sign(key_file, ask(sealed, 0), log=sealed.log, key=WITNESS, at=AT)
    fork = Place(early / "p.db", sealed.key, sealed.log, []).copy(tmp_path / "fork")
    fork.memory.unlink()  # the key itself would sign no fork
    with fork.open() as store:
        record(store, 900, 40)
    fork.seal()
    for request in (ask(fork, 120), Request(120, (), ask(fork, 0).note)):
        assert "分叉" in refused(key_file, request).zh
    with fork.open() as store:
        (same,) = [n for n in store.seals.log.checkpoints() if checkpoint.read(n).size != 60]
    assert checkpoint.read(same).size == 180


def test_another_root_of_the_same_size_is_refused(sealed: Place, key_file: Path) -> None:
    sign(key_file, ask(sealed, 0), log=sealed.log, key=WITNESS, at=AT)
    from lixia_adapters.seals import keys

    key = keys.signing_key(sealed.log.name, "", sealed.key)
    text = str(checkpoint.Checkpoint(sealed.log.name, 120, bytes(32)))
    refused(key_file, Request(120, (), Note(text, (key.sign(text),))))


def test_a_proof_from_another_size_is_asked_for_again(sealed: Place, key_file: Path) -> None:
    sign(key_file, ask(sealed, 0), log=sealed.log, key=WITNESS, at=AT)
    grown(sealed, 300)
    assert "--old 120" in refused(key_file, ask(sealed, 0)).en
    assert "--old 120" in refused(key_file, ask(sealed, 60)).en


def test_an_unknown_log_or_key_is_refused(sealed: Place, key_file: Path) -> None:
    request = ask(sealed, 0)
    assert "--vkey" in refused(key_file, request).en
    other = SigningKey(sealed.log.name, KeyKind.LOG, b"o" * 32)
    refused(key_file, request, log=other.public)
    refused(key_file, request, log=SigningKey("elsewhere", KeyKind.LOG, b"o" * 32).public)
    refused(key_file, request, log=WITNESS.public)
    forged = Note(request.note.text, (other.sign(request.note.text),))
    refused(key_file, Request(0, (), forged), log=sealed.log)
    sign(key_file, request, log=sealed.log, key=WITNESS, at=AT)
    refused(key_file, request, log=other.public)


def test_a_memory_that_is_damaged_is_no_fresh_start(sealed: Place, key_file: Path) -> None:
    sign(key_file, ask(sealed, 0), log=sealed.log, key=WITNESS, at=AT)
    key_file.with_name("w.key.seen").write_text("{}")
    refused(key_file, ask(sealed, 0), log=sealed.log)


@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("old 60", "old 060"),
        lambda text: text.replace("old 60", "old -1"),
        lambda text: text.replace("old 60", "new 60"),
        lambda text: text.replace("=\n", "\n", 1),
        lambda text: text.replace("old 60\n", "old 60\n" + "x\n"),
        lambda text: text.replace("old 60\n", "old 60\n" + "A" * 43 + "=\n" * 64),
        lambda text: text[:-5],
        lambda text: "",
    ],
)
def test_what_is_no_request_is_not_taken(sealed: Place, change) -> None:
    text = change(str(ask(sealed, 60)))
    with pytest.raises(BadNote):
        witness.parse_request(text)


def test_nothing_is_asked_of_a_witness_before_the_first_seal(
    in_memory: Store, sealed: Place
) -> None:
    with pytest.raises(NothingToWitness):
        witness.ask(in_memory.seals.log)
    with pytest.raises(NothingToWitness):
        ask(sealed, 121)


# What is handed in


def add(place: Place, answer: Note, *keys: note.VerifierKey) -> tuple[str, ...]:
    with place.open() as store:
        return witness.add(store.seals.log, answer, keys or (WITNESS.public,))


def test_an_answer_that_is_not_about_this_log_is_not_kept(sealed: Place, early: Path) -> None:
    before = (Path(f"{sealed.path}.seal") / "cosigned").read_bytes()
    good = sealed.kept[1].note
    other = SigningKey("other", KeyKind.WITNESS, b"o" * 32)
    for text in (
        good.text.replace("lixia/", "lixio/"),
        good.text.replace("\n120\n", "\n119\n"),
        good.text.replace("\n120\n", "\n121\n"),
    ):
        with pytest.raises(Foreign):
            add(sealed, cosigned(Note(text)))
    with pytest.raises(Foreign, match="--vkey"):
        add(sealed, cosigned(Note(good.text), other))
    with pytest.raises(Foreign):
        add(sealed, good.adding(()).__class__(good.text, good.signatures[:1]))
    assert (Path(f"{sealed.path}.seal") / "cosigned").read_bytes() == before
    assert add(sealed, cosigned(good, other), other.public) == ("other",)
    assert set(sealed.verify(keys=(sealed.log, WITNESS.public, other.public)).witnesses) == {
        "other",
        WITNESS.name,
    }


# Checkpoints kept elsewhere, as evidence


def codes(place: Place, told: Note) -> list[str]:
    return place.codes(outside=[Outside(where="kept.txt", note=told)])


def test_a_checkpoint_with_a_bad_or_unknown_signature_is_found(sealed: Place) -> None:
    good = sealed.kept[0].note
    assert codes(sealed, good) == []
    stranger = SigningKey("stranger", KeyKind.LOG, b"s" * 32)
    assert codes(sealed, Note(good.text, (stranger.sign(good.text),))) == [
        "checkpoint.unknown_signer"
    ]
    forged = Note(good.text.replace("\n60\n", "\n61\n"), good.signatures)
    assert codes(sealed, forged) == ["witness.bad_signature", "checkpoint.bad_signature"]
    other = Note(good.text.replace("lixia/", "lixio/"), good.signatures)
    assert codes(sealed, other) == ["checkpoint.other_log"]


def test_a_witness_that_signed_a_fork_is_evidence(sealed: Place) -> None:
    text = sealed.kept[0].note.text.replace("\n60\n", "\n61\n")
    (found,) = [
        one
        for one in sealed.verify(
            outside=[Outside(where="kept.txt", note=cosigned(Note(text)))]
        ).findings
        if one.severity.value == "error"
    ]
    assert found.code == "witness.fork" and found.where == "kept.txt"
    assert WITNESS.name in found.sentence() and "61" in found.sentence("en")
    assert "哪一份为真" in found.proves("zh")


def test_an_unknown_witness_does_not_count(sealed: Place) -> None:
    (Path(f"{sealed.path}.seal") / "cosigned").unlink()
    verified = sealed.verify(keys=(sealed.log,))
    assert verified.sound and not verified.witnesses
    assert {"witness.unknown", "witness.none"} == {one.code for one in verified.findings}


def test_the_seal_s_own_keys_are_believed_with_a_warning(sealed: Place) -> None:
    verified = sealed.verify(keys=())
    assert verified.sound and verified.witnesses == (WITNESS.name,)
    assert "key.from_seal" in {one.code for one in verified.findings}
