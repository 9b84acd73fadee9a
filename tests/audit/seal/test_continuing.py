"""Between any two checkpoints: the later one is shown to go on from the earlier, or it is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from attrs import evolve

from lixia_domain.audit.seal import checkpoint, proof, witness
from lixia_domain.audit.seal.continuing import OtherSize, continued
from lixia_domain.audit.seal.note import KeyKind, Note, SigningKey, parse
from lixia_domain.audit.seal.verify import Outside
from lixia_domain.audit.seal.witness import NothingToWitness, Request

from .conftest import AT, WITNESS, Place, cosigned, record


@pytest.fixture
def grown(sealed: Place) -> Place:
    """Sealed at 60, 120, 126 and 132 events."""
    for first in (300, 400):
        with sealed.open() as store:
            record(store, first, 2)
        sealed.seal()
    return sealed


def checkpoints(place: Place) -> dict[int, Note]:
    with place.open(read_only=True) as store:
        return {checkpoint.read(one).size: one for one in store.seals.log.checkpoints()}


def request(place: Place, old: int, size: int) -> Request:
    with place.open(read_only=True) as store:
        return witness.ask(store.seals.log, old, size=size)


def codes(place: Place, proof: Request, old: Note, *more: object) -> list[str]:
    found = continued(proof, "B", Outside(where="A", note=old), (place.log, *more))  # type: ignore[arg-type]
    return [one.code for one in found]


def test_any_two_checkpoints_of_a_log_are_consistent(grown: Place) -> None:
    every = checkpoints(grown)
    assert list(every) == [60, 120, 126, 132]
    for old in every:
        for size in (size for size in every if size >= old):
            assert codes(grown, request(grown, old, size), every[old]) == [], (old, size)


def test_a_proof_of_other_checkpoints_proves_nothing(grown: Place) -> None:
    every, going = checkpoints(grown), request(grown, 120, 132)
    wrong = Request(60, going.proof, going.note)
    assert codes(grown, wrong, every[60]) == ["checkpoint.inconsistent"]
    for at in range(len(going.proof)):
        hashes = [*going.proof]
        hashes[at] = bytes(32)
        assert codes(grown, Request(120, tuple(hashes), going.note), every[120]) == [
            "checkpoint.inconsistent"
        ]
    with pytest.raises(OtherSize, match="ask --old 60"):
        codes(grown, going, every[60])
    with pytest.raises(OtherSize):  # a log that shrank
        codes(grown, request(grown, 60, 60), every[120])


def test_a_fork_is_found_whatever_is_proven(grown: Place, early: Path, tmp_path: Path) -> None:
    fork = Place(early / "p.db", grown.key, grown.log, []).copy(tmp_path / "fork")
    fork.memory.unlink()  # the key itself would sign no fork
    with fork.open() as store:
        record(store, 900, 20)
    fork.seal()
    theirs, ours = checkpoints(fork), checkpoints(grown)
    assert (120 in theirs) and theirs[60] == ours[60]
    assert codes(grown, request(fork, 60, 120), ours[60]) == [], "either goes on from there"
    assert codes(grown, request(grown, 120, 132), theirs[120]) == ["checkpoint.inconsistent"]
    assert codes(grown, Request(120, (), theirs[120]), ours[120]) == ["checkpoint.inconsistent"]


def test_each_of_the_two_must_be_signed(grown: Place) -> None:
    every, going = checkpoints(grown), request(grown, 60, 132)
    other = SigningKey(grown.log.name, KeyKind.LOG, b"o" * 32)
    unknown = Note(every[60].text, (other.sign(every[60].text),))
    assert codes(grown, going, unknown) == ["checkpoint.unknown_signer"]
    forged = Request(60, going.proof, Note(going.note.text, (other.sign(going.note.text),)))
    assert codes(grown, forged, every[60]) == ["checkpoint.unknown_signer"]
    bad = parse(str(every[60]).replace("\n60\n", "\n61\n"))
    assert "checkpoint.bad_signature" in codes(grown, Request(61, (), bad), bad)
    witnessed = cosigned(every[60], at=AT)
    assert codes(grown, going, witnessed, WITNESS.public) == []
    alone = Note(witnessed.text, tuple(s for s in witnessed.signatures if s.name == WITNESS.name))
    assert codes(grown, going, alone, WITNESS.public) == [], "a witness is enough for the earlier"
    assert codes(grown, going, alone) == ["witness.unknown", "checkpoint.unknown_signer"]


def test_another_log_s_checkpoint_and_key_are_told(grown: Place) -> None:
    key = SigningKey("lixia/other/log", KeyKind.LOG, b"o" * 32)
    text = str(checkpoint.Checkpoint(key.name, 60, bytes(32)))
    going = request(grown, 60, 132)
    elsewhere = Note(text, (key.sign(text),))
    assert codes(grown, going, elsewhere, key.public) == ["checkpoint.other_log"]
    usurped = Note(going.note.text, (key.sign(going.note.text),))
    told = codes(grown, Request(60, going.proof, usurped), checkpoints(grown)[60], key.public)
    assert told == ["checkpoint.unknown_signer"], "a key of another log signs nothing here"


def test_a_checkpoint_that_was_never_signed_cannot_be_asked_for(grown: Place) -> None:
    with pytest.raises(NothingToWitness, match="最接近的有 126 条"):
        request(grown, 60, 127)
    with pytest.raises(NothingToWitness, match="只到 60 条"):
        request(grown, 120, 60)


def test_so_many_witnesses_as_are_asked_for_must_have_signed(grown: Place) -> None:
    """Each vouches for all that stands before what it signed, so they need not sign the same.

    The first has signed 120 leaves: that lies in the seal.
    """
    every = checkpoints(grown)
    w2 = SigningKey("witness.example/w2", KeyKind.WITNESS, b"2" * 32)
    w3 = SigningKey("witness.example/w3", KeyKind.WITNESS, b"3" * 32)
    known = (grown.log, WITNESS.public, w2.public, w3.public)

    def verified(
        quorum: int | None, *signed: tuple[int, SigningKey], strict: bool = False
    ) -> object:
        outside = [
            Outside(
                where=f"{key.name} {size}",
                note=every[size].adding((key.sign(every[size].text, AT),)),
            )
            for size, key in signed
        ]
        with grown.open(read_only=True) as store:
            found = store.seals.verify(keys=known, outside=outside, quorum=quorum, strict=strict)
        names = tuple(name.removeprefix("witness.example/") for name in found.witnesses)
        codes = [one.code for one in found.findings if not one.code.startswith("witness.b")]
        return found.sound, found.witnessed, names, codes

    one, two = (126, WITNESS), (120, w2)
    assert verified(1, one) == (True, 126, ("w1",), [])
    assert verified(2, one) == (False, 0, ("w1",), ["witness.too_few"])
    assert verified(2, one, two) == (True, 120, ("w1", "w2"), [])
    assert verified(2, one, two, (132, w3)) == (True, 126, ("w1", "w3"), [])
    assert verified(3, one, two, (60, w3)) == (True, 60, ("w1", "w2", "w3"), [])
    assert verified(2, one, (120, WITNESS)) == (False, 0, ("w1",), ["witness.too_few"]), (
        "one witness who signed twice is one"
    )
    assert verified(1) == verified(None) == (True, 120, ("w1",), [])
    assert verified(1, strict=True)[0] is False
    assert verified(2, one, two, strict=True)[0] is False
    assert verified(None, one, two, strict=True)[0] is True
    assert verified(2, (132, WITNESS), (132, w2), strict=True)[0] is True


def test_a_receipt_signed_by_another_log_s_key_is_refused(grown: Place) -> None:
    other = SigningKey("lixia/other/log", KeyKind.LOG, b"o" * 32)
    with grown.open(read_only=True) as store:
        receipt = store.seals.prove(list(store.ledger.journal.rows(0, 1)))
    content = proof.render(receipt)
    trusted = (grown.log, other.public, WITNESS.public)
    assert not proof.check(content, trusted, "r")[1]
    text = receipt.note.text
    usurped = proof.render(evolve(receipt, note=Note(text, (other.sign(text),))))
    told = proof.check(usurped, trusted, "r")[1]
    assert "checkpoint.unknown_signer" in [one.code for one in told]
