"""Signed notes and checkpoints: what is taken, and what is not."""

from __future__ import annotations

import pytest

from lixia_domain.audit.seal import checkpoint, note
from lixia_domain.audit.seal.checkpoint import Checkpoint
from lixia_domain.audit.seal.note import BadNote, KeyKind, Note, SigningKey

LOG = SigningKey("example.com/log", KeyKind.LOG, b"l" * 32)
WITNESS = SigningKey("example.com/w", KeyKind.WITNESS, b"w" * 32)
TOLD = Checkpoint("example.com/log", 7, bytes(range(32)))
TEXT = str(TOLD)
SIGNED = Note(TEXT, (LOG.sign(TEXT), WITNESS.sign(TEXT, 1_700_000_000)))

# The example in C2SP tlog-cosignature: a line with a key id, a time and a signature.
EXAMPLE = """\
example.com/behind-the-sofa
20852163
CsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=

— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhcyv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=
— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==
"""  # noqa: E501 - as it is published


def test_a_note_is_read_as_it_was_written() -> None:
    again = note.parse(str(SIGNED))
    assert again == SIGNED and str(again) == str(SIGNED)
    assert checkpoint.read(again) == TOLD
    for key in (LOG, WITNESS):
        assert note.parse_key(str(key.public)) == key.public
        assert again.by(key.public) is not None
    assert SIGNED.signatures[1].at == 1_700_000_000


def test_the_published_example_is_read() -> None:
    told = note.parse(EXAMPLE)
    assert str(told) == EXAMPLE
    assert checkpoint.read(told).size == 20_852_163
    assert told.signatures[1].at == 1_679_315_147


def test_a_signature_is_good_for_its_text_its_key_and_its_kind_only() -> None:
    other = Note(TEXT.replace("\n7\n", "\n8\n"), SIGNED.signatures)
    assert other.by(LOG.public) is None and other.by(WITNESS.public) is None
    assert other.claims(LOG.public), "it says whose it is; it is not"
    again = SigningKey("example.com/log", KeyKind.LOG, b"m" * 32)
    assert SIGNED.by(again.public) is None and not SIGNED.claims(again.public)
    renamed = SigningKey("example.com/other", KeyKind.LOG, b"l" * 32)
    assert SIGNED.by(renamed.public) is None
    # A log's signature does not pass for a witness's, nor a witness's for a log's.
    as_log = SigningKey("example.com/w", KeyKind.LOG, b"w" * 32)
    assert SIGNED.by(as_log.public) is None
    as_witness = SigningKey("example.com/log", KeyKind.WITNESS, b"l" * 32)
    assert SIGNED.by(as_witness.public) is None


def test_a_witness_s_time_is_signed() -> None:
    from attrs import evolve

    (line,) = [one for one in SIGNED.signatures if one.name == "example.com/w"]
    later = evolve(line, signed=(line.at + 1).to_bytes(8, "big") + line.signed[8:])
    assert not WITNESS.public.signed(TEXT, later)
    assert not WITNESS.public.signed(TEXT, evolve(line, signed=line.signed[:-1]))


WHOLE = str(SIGNED)


@pytest.mark.parametrize(
    "text",
    [
        "",
        TEXT,
        TEXT + "\n",
        WHOLE[:-1],
        WHOLE.replace("\n\n", "\n"),
        WHOLE.replace("— ", "- "),
        WHOLE.replace("— ", "—"),
        WHOLE.replace("— example.com/log", "—  example.com/log"),
        WHOLE.replace("— example.com/log ", "— "),
        WHOLE.replace("— example.com/log", "— example+com/log"),
        WHOLE.replace("\n7\n", "\n7\r\n"),
        WHOLE.replace("\n7\n", "\n7\x00\n"),
        WHOLE + "— x !!!!\n",
        WHOLE + "— x AAAA\n",
        WHOLE + "— x AAAAAAB=\n",
        WHOLE + "\n",
        WHOLE + "more\n",
        TEXT + "\n" + f"{SIGNED.signatures[0]}\n" * 101,
        "x" * 1_000_001 + WHOLE,
    ],
)
def test_what_is_no_note_is_not_taken(text: str) -> None:
    with pytest.raises(BadNote):
        note.parse(text)


@pytest.mark.parametrize(
    "text",
    [
        TEXT.replace("\n7\n", "\n07\n"),
        TEXT.replace("\n7\n", "\n-7\n"),
        TEXT.replace("\n7\n", "\n+7\n"),
        TEXT.replace("\n7\n", "\n７\n"),
        TEXT.replace("\n7\n", "\n7 \n"),
        TEXT.replace("\n7\n", "\n" + "9" * 30 + "\n"),
        TEXT.replace("=\n", "\n"),
        TEXT.replace("=\n", "==\n"),
        TEXT.replace("Hh8=", "Hh9="),
        "\n".join(TEXT.split("\n")[:2]) + "\n",
        TEXT + "\nmore\n",
    ],
)
def test_what_is_no_checkpoint_is_not_taken(text: str) -> None:
    with pytest.raises(BadNote):
        checkpoint.read(Note(text, SIGNED.signatures))


def test_further_lines_of_a_checkpoint_are_allowed_and_signed() -> None:
    more = Note(TEXT + "more\n", (LOG.sign(TEXT + "more\n"),))
    assert checkpoint.read(more) == TOLD
    assert note.parse(str(more)).by(LOG.public)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "x",
        "x+y",
        str(LOG.public)[:-2],
        str(LOG.public).replace("example.com/log+", "example.com/lag+"),
        str(LOG.public).replace("+A", "+C", 1),
        "a b" + str(LOG.public),
    ],
)
def test_what_is_no_key_is_not_taken(line: str) -> None:
    with pytest.raises(BadNote):
        note.parse_key(line)


def test_many_notes_are_read_one_by_one() -> None:
    again = SIGNED.adding((SigningKey("x", KeyKind.WITNESS, b"x" * 32).sign(TEXT, 5),))
    assert note.parse_many(f"{SIGNED}\n{again}\n") == [SIGNED, again]
    assert note.parse_many("") == []
    for torn in (f"{SIGNED}", f"{SIGNED}\n{TEXT}", f"{SIGNED}\n{TEXT}\n"):
        with pytest.raises(BadNote):
            note.parse_many(torn)
