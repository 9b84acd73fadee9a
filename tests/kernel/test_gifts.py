from __future__ import annotations

import re
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import lixia_domain
from lixia_domain.kernel.gifts import (
    GiftShare,
    SourceClass,
    credit_of,
    gift_of,
    less,
    more,
    portion,
    revised,
    revision_of,
    shared,
)
from lixia_domain.kernel.money import ZERO, Money

FEN = st.integers(1, 10_000_00) | st.integers(1, 5)
AMOUNTS = st.lists(FEN, min_size=1, max_size=6)


def shares_of(amounts: list[int]) -> tuple[GiftShare, ...]:
    return tuple(
        GiftShare(gift=f"g{n}", source=SourceClass.DONATED, amount=Money(fen))
        for n, fen in enumerate(amounts)
    )


def by_gift(shares: tuple[GiftShare, ...]) -> dict[str, int]:
    assert len({share.gift for share in shares}) == len(shares)
    return {share.gift: share.amount.fen for share in shares}


def test_an_odd_fen_goes_to_the_smaller_id_and_shares_of_nothing_are_left_out() -> None:
    halves = shares_of([100, 100])
    assert by_gift(portion(halves, Money(3))) == {"g0": 2, "g1": 1}
    assert by_gift(portion(halves[::-1], Money(1))) == {"g0": 1}


def test_of_equal_gifts_the_smaller_claim_comes_first_and_the_gift_decides_within_one() -> None:
    three = shares_of([5, 5, 5])
    claims = {"g0": "R3", "g1": "R2", "g2": "R2"}
    assert by_gift(portion(three, Money(1), claims=claims)) == {"g1": 1}
    assert by_gift(portion(three, Money(2), claims=claims)) == {"g1": 1, "g2": 1}
    assert by_gift(portion(three, Money(1), claims={**claims, "g0": ""})) == {"g0": 1}


def test_a_portion_keeps_the_class_of_its_gift() -> None:
    both = (
        GiftShare(gift="a", source=SourceClass.DONATED, amount=Money(5)),
        GiftShare(gift="b", source=SourceClass.GOVERNMENT, amount=Money(5)),
    )
    assert [(s.gift, s.source) for s in portion(both, Money(10))] == [
        ("a", SourceClass.DONATED),
        ("b", SourceClass.GOVERNMENT),
    ]


@settings(deadline=None)
@given(AMOUNTS, st.data())
def test_a_portion_is_exact_and_takes_no_more_than_is_there(
    amounts: list[int], data: st.DataObject
) -> None:
    shares = shares_of(amounts)
    amount = Money(data.draw(st.integers(1, sum(amounts))))
    taken = portion(shares, amount)
    assert shared(taken) == amount
    had = by_gift(shares)
    assert all(0 < fen <= had[gift] for gift, fen in by_gift(taken).items())
    left = less(shares, taken)
    assert shared(left) + amount == shared(shares)
    assert all(share.amount > ZERO for share in left)


def test_more_gives_back_by_gift_what_less_took() -> None:
    shares = shares_of([5, 7, 9])
    taken = (shares[0], GiftShare(gift="g2", source=SourceClass.DONATED, amount=Money(4)))
    assert more(less(shares, taken), taken) == shares
    assert more((), shares[::-1]) == shares


def test_less_takes_by_gift_and_drops_what_is_used_up() -> None:
    shares = shares_of([5, 7, 9])
    taken = (shares[0], GiftShare(gift="g2", source=SourceClass.DONATED, amount=Money(4)))
    assert by_gift(less(shares, taken)) == {"g1": 7, "g2": 5}
    assert less(shares, ()) == shares


@given(st.text(alphabet="#T1.", min_size=1), st.integers(0), st.integers(1))
def test_a_part_names_the_credit_that_it_is_of(credit: str, revision: int, number: int) -> None:
    assert credit_of(gift_of(credit, revision, number)) == credit
    assert revision_of(gift_of(credit, revision, number)) == revised(credit, revision)


def test_what_is_no_part_is_of_no_credit() -> None:
    assert credit_of("T1") == revision_of("T1.1") == ""


def test_nothing_else_takes_the_id_of_a_gift_apart() -> None:
    """Whoever cut it at the first ``#`` let one foundation act on another's gift."""
    root = Path(lixia_domain.__file__).parent
    cut = re.compile(r"""partition\(["']#|split\(["']#|\}#\{""")
    found = [
        path.relative_to(root).as_posix()
        for path in sorted(root.rglob("*.py"))
        if cut.search(path.read_text("utf-8"))
    ]
    assert found == ["kernel/gifts.py", "processes/instalments.py"], "a claim's instalments, too"
