"""The tree: RFC 6962's own examples, proofs good and bad, and another library's roots."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.audit.seal.merkle import (
    EMPTY,
    Frontier,
    Tree,
    leaf_hash,
    verify_consistency,
    verify_inclusion,
)

INPUTS = tuple(
    map(
        bytes.fromhex,
        ("", "00", "10", "2021", "3031", "40414243", "5051525354555657",
         "606162636465666768696a6b6c6d6e6f"),
    )
)  # fmt: skip
"""The eight leaves by which implementations of the RFC have always been compared."""
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)


def tree_of(count: int) -> Tree:
    tree = Tree()
    for number in range(count):
        tree.append(leaf_hash(str(number).encode()))
    return tree


# The RFC's definitions, word for word and without any cleverness: what the tree is held against.


def _sha(data: bytes) -> bytes:
    return hashlib.sha256(data).digest()


def mth(entries: Sequence[bytes]) -> bytes:
    """Section 2.1: the Merkle tree hash."""
    if not entries:
        return _sha(b"")
    if len(entries) == 1:
        return _sha(b"\x00" + entries[0])
    k = _k(len(entries))
    return _sha(b"\x01" + mth(entries[:k]) + mth(entries[k:]))


def path(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """Section 2.1.1: the audit path."""
    if len(entries) == 1:
        return []
    k = _k(len(entries))
    if m < k:
        return [*path(m, entries[:k]), mth(entries[k:])]
    return [*path(m - k, entries[k:]), mth(entries[:k])]


def proof(m: int, entries: Sequence[bytes]) -> list[bytes]:
    """Section 2.1.2: the consistency proof."""
    return _subproof(m, entries, True)


def _subproof(m: int, entries: Sequence[bytes], b: bool) -> list[bytes]:
    n = len(entries)
    if m == n:
        return [] if b else [mth(entries)]
    k = _k(n)
    if m <= k:
        return [*_subproof(m, entries[:k], b), mth(entries[k:])]
    return [*_subproof(m - k, entries[k:], False), mth(entries[:k])]


def _k(n: int) -> int:
    """The largest power of two smaller than ``n``."""
    k = 1
    while k * 2 < n:
        k *= 2
    return k


def entries(count: int) -> list[bytes]:
    return [str(number).encode() for number in range(count)]


def test_the_roots_everybody_compares_with() -> None:
    tree, frontier = Tree(), Frontier()
    assert tree.root() == frontier.root() == EMPTY
    for size, data in enumerate(INPUTS, 1):
        tree.append(leaf_hash(data))
        frontier = frontier.extended([leaf_hash(data)])
        assert tree.root().hex() == frontier.root().hex() == ROOTS[size]
    assert [tree.root(size).hex() for size in range(9)] == list(ROOTS)


def test_the_proofs_of_the_rfc_s_example() -> None:
    """Section 2.1.3: a tree of seven leaves, drawn with the names of its nodes."""
    data = [bytes([65 + number]) for number in range(7)]
    a, b, c, d, e, f, j = map(leaf_hash, data)
    g, h, i = (_sha(b"\x01" + x + y) for x, y in ((a, b), (c, d), (e, f)))
    k = _sha(b"\x01" + g + h)
    l_ = _sha(b"\x01" + i + j)
    tree = Tree(b"".join((a, b, c, d, e, f, j)))
    assert tree.inclusion(0) == [b, h, l_]
    assert tree.inclusion(3) == [c, g, l_]
    assert tree.inclusion(4) == [f, j, k]
    assert tree.inclusion(6) == [i, k]
    assert tree.consistency(3) == [c, d, g, l_]
    assert tree.consistency(4) == [l_]
    assert tree.consistency(6) == [i, j, k]


@pytest.mark.parametrize("size", [*range(1, 40), 63, 64, 65, 100])
def test_roots_and_proofs_are_those_of_the_definitions(size: int) -> None:
    data, tree = entries(size), tree_of(100)
    assert tree.root(size) == mth(data)
    for index in range(size):
        assert tree.inclusion(index, size) == path(index, data)
    for old in range(1, size + 1):
        assert tree.consistency(old, size) == proof(old, data)


@given(st.lists(st.integers(0, 40), max_size=8))
def test_it_does_not_matter_in_which_pieces_it_grows(pieces: list[int]) -> None:
    tree, frontier, whole = Tree(), Frontier(), []
    for number, piece in enumerate(pieces):
        hashes = [leaf_hash(f"{number}/{one}".encode()) for one in range(piece)]
        tree.extend(b"".join(hashes))
        frontier = frontier.extended(hashes)
        whole += hashes
    assert len(tree) == frontier.size == len(whole)
    assert tree.root() == frontier.root() == Tree(b"".join(whole)).root()


def spoiled(hashes: Sequence[bytes], other: bytes) -> Iterator[list[bytes]]:
    """Yield what somebody might make of a proof who wants another thing believed."""
    kept = list(hashes)
    for at in range(len(kept)):
        yield kept[:at] + kept[at + 1 :]
        yield [*kept[:at], other, *kept[at + 1 :]]
        yield [*kept[:at], bytes([kept[at][0] ^ 1]) + kept[at][1:], *kept[at + 1 :]]
        yield [*kept[:at], kept[at], *kept[at:]]
        yield [*kept[:at], kept[at][:-1], *kept[at + 1 :]]
        yield [*kept[:at], kept[at] + b"\0", *kept[at + 1 :]]
    for at in range(len(kept) - 1):
        yield [*kept[:at], kept[at + 1], kept[at], *kept[at + 2 :]]
    yield [*kept, other]
    yield [*kept, b""]
    yield [other, *kept]
    yield [*kept, EMPTY]


SIZES = [1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 33]


@pytest.mark.parametrize("size", SIZES)
def test_inclusion_proofs_hold_and_nothing_else_does(size: int) -> None:
    tree = tree_of(size)
    root, other = tree.root(), leaf_hash(b"another")
    for index in range(size):
        leaf, good = tree.leaf(index), tree.inclusion(index)

        def holds(
            index: int = index,
            size: int = size,
            leaf: bytes = leaf,
            path: Sequence[bytes] = good,
            root: bytes = root,
        ) -> bool:
            return verify_inclusion(index=index, size=size, leaf=leaf, path=path, root=root)

        assert holds()
        wrong = [bad for bad in spoiled(good, other) if bad != good]
        assert not any(holds(path=bad) for bad in wrong)
        assert not holds(leaf=other) and not holds(leaf=leaf[:31]) and not holds(leaf=b"")
        assert not holds(root=other) and not holds(root=EMPTY) and not holds(root=b"")
        for elsewhere in {index - 1, index + 1, index ^ 1, index ^ 2, -1, size, size + 1, 2**70}:
            if elsewhere != index:
                assert not holds(index=elsewhere), elsewhere
        assert not holds(size=0) and not holds(size=index) and not holds(size=-1)
        # An inner node is no leaf: data can't be made to pass for one.
        if good:
            assert not holds(leaf=tree.root(), path=[])


@pytest.mark.parametrize("size", SIZES)
def test_consistency_proofs_hold_and_nothing_else_does(size: int) -> None:
    tree = tree_of(size)
    root, other = tree.root(), leaf_hash(b"another")
    for old in range(size + 1):
        before, good = tree.root(old), tree.consistency(old)

        def holds(
            old: int = old,
            size: int = size,
            old_root: bytes = before,
            root: bytes = root,
            proof: Sequence[bytes] = good,
        ) -> bool:
            return verify_consistency(old=old, size=size, old_root=old_root, root=root, proof=proof)

        assert holds()
        wrong = [bad for bad in spoiled(good, other) if bad != good]
        assert not any(holds(proof=bad) for bad in wrong)
        assert not holds(old_root=other) and not holds(old_root=b"")
        if old:
            assert not holds(root=other)
        assert not holds(old=size + 1) and not holds(old=-1)
        for elsewhere in range(size + 1):
            if elsewhere != old:
                assert not holds(old=elsewhere), elsewhere
    forked = Tree(b"".join(leaf_hash(b"fork%d" % number) for number in range(size)))
    for old in range(1, size):
        proof = forked.consistency(old)
        told = {"old": old, "size": size, "proof": proof}
        assert not verify_consistency(old_root=tree.root(old), root=forked.root(), **told)
        assert not verify_consistency(old_root=forked.root(old), root=root, **told)


def test_a_tree_refuses_what_it_has_not() -> None:
    tree = tree_of(3)
    for wrong in (
        lambda: tree.inclusion(3),
        lambda: tree.inclusion(-1),
        lambda: tree.inclusion(0, 4),
        lambda: tree.consistency(4),
        lambda: tree.consistency(3, 2),
        lambda: tree.root(4),
        lambda: tree.extend(b"x"),
    ):
        with pytest.raises(ValueError):
            wrong()
    with pytest.raises(IndexError):
        tree.leaf(3)


def test_another_library_computes_the_same_roots() -> None:
    from pymerkle import InmemoryTree

    theirs, ours, chance = InmemoryTree(algorithm="sha256"), Tree(), random.Random(6962)
    for _ in range(300):
        data = chance.randbytes(chance.randrange(50))
        theirs.append_entry(data)
        ours.append(leaf_hash(data))
        assert theirs.get_root() == ours.root()
