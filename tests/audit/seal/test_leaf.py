"""Leaves: canonical JSON by a template, over stored bytes."""

from __future__ import annotations

from hashlib import sha256

import pytest
import rfc8785
from hypothesis import example, given
from hypothesis import strategies as st

from lixia_domain.audit.seal.leaf import MOST, Unsealable, entry_of, leaves
from lixia_domain.kernel import sealed

TEXT = st.text(st.characters(codec="utf-8"))  # anything that a store can hold
KIDS = st.lists(st.integers(0, 255).map(lambda n: f"{n:02x}" * 32), max_size=3)


@given(TEXT, TEXT, st.integers(1, MOST), TEXT, st.binary(), KIDS)
@example("lixia/a", 'a"\\\x00\x1f\x7f\u2028é\U0001f600', 1, "项目\n\t\r\b\f/", b"", [])
def test_the_template_is_canonical_json(
    app: str, stream: str, version: int, name: str, stored: bytes, kids: list[str]
) -> None:
    for kid in kids:
        stored += b'"' + sealed.sealed(kid, "QUJD").encode() + b'"'
    told = {
        "v": 1,
        "app": app,
        "stream": stream,
        "version": version,
        "name": name,
        "sha256": sha256(stored).hexdigest(),
        "kids": list(sealed.kids(stored)),
    }
    canonical = rfc8785.dumps(told)
    assert entry_of(app, stream=stream, version=version, name=name, stored=stored) == canonical
    (leaf,) = leaves(app, [(1, stream, version, name, stored)])
    assert leaf == sha256(b"\0" + canonical).digest()


def test_kids_are_named_once_and_in_order() -> None:
    one, two = "0a" * 32, "ff" * 32
    stored = ",".join(sealed.sealed(kid, "x") for kid in (two, one, two)).encode()
    told = entry_of("a", stream="s", version=1, name="n", stored=stored)
    assert f'"kids":["{one}","{two}"]'.encode() in told


def test_the_position_is_in_no_leaf() -> None:
    row = ("s", 1, "n", b"{}")
    assert len(set(leaves("a", [(1, *row), (99, *row)]))) == 1


@pytest.mark.parametrize(
    "row",
    [
        (1, "s", 0, "n", b""),
        (1, "s", -1, "n", b""),
        (1, "s", MOST + 1, "n", b""),
        (1, "s", "1", "n", b""),
        (1, "s", 1.0, "n", b""),
        (1, "s", None, "n", b""),
        (1, "s", 1, None, b""),
        (1, b"s", 1, "n", b""),
        (1, "s", 1, "n", "{}"),
        (1, "s", 1, "n", None),
        (1, "\ud800", 1, "n", b""),
    ],
)
def test_a_row_that_is_no_event_is_told(row: tuple) -> None:
    with pytest.raises(Unsealable):
        list(leaves("a", [row]))
