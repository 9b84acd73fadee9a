"""Whose money it is: source classes, and shares of single gifts.

Every fen paid names its gifts (DOMAIN invariant 12), so amounts travel as shares. A gift is one
allocation of one bank credit (or one appropriation document) to one account.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from attrs import frozen

from lixia_domain.kernel.money import ZERO, Money, split, total
from lixia_domain.kernel.words import Worded


class SourceClass(Worded):
    """Donated and government money stand side by side and are never netted."""

    DONATED = "donated", "捐赠"
    GOVERNMENT = "government", "财政"


class Valued(Worded):
    """By what a gift in kind is valued (财综〔2024〕1号): its document, else its fair value."""

    DOCUMENT = "document", "凭据"
    FAIR_VALUE = "fair_value", "公允价值"


@frozen(kw_only=True)
class GiftShare:
    """So much of one gift."""

    gift: str
    source: SourceClass
    amount: Money


def gift_of(credit: str, revision: int, number: int) -> str:
    """Return the id of a credit's ``number``-th part, by this ``revision`` of its notice."""
    return f"{revised(credit, revision)}.{number}"


def revised(credit: str, revision: int) -> str:
    """Return what the ids of all parts of a credit begin with, by this revision of its notice."""
    return f"{credit}#{revision}"


def revision_of(gift: str) -> str:
    """Return the credit with the revision that ``gift`` is a part of; empty if it is of none."""
    return gift.rpartition(".")[0] if credit_of(gift) else ""


def credit_of(gift: str) -> str:
    """Return the credit that ``gift`` is a part of; empty if it is the id of no part.

    A bank's reference may hold ``#`` itself: only the last one opens the part.
    """
    return gift.rpartition("#")[0]


def shared(shares: Iterable[GiftShare]) -> Money:
    """Return what ``shares`` add up to."""
    return total(share.amount for share in shares)


def portion(
    shares: Iterable[GiftShare], amount: Money, *, claims: Mapping[str, str] | None = None
) -> tuple[GiftShare, ...]:
    """Split ``amount`` over gifts in proportion to their ``shares``, exact to the fen.

    Largest remainder, ties by claim id where ``claims`` says whose each gift is, then by gift id;
    shares of nothing are left out.
    """
    claim_of = claims or {}
    ranked = sorted(shares, key=lambda share: (claim_of.get(share.gift, ""), share.gift))
    ranks = {f"{rank:09d}": share for rank, share in enumerate(ranked)}
    parts = split(amount, {rank: share.amount.fen for rank, share in ranks.items()})
    given = (
        GiftShare(gift=ranks[rank].gift, source=ranks[rank].source, amount=part)
        for rank, part in parts.items()
        if part.fen
    )
    return tuple(sorted(given, key=lambda share: share.gift))


def more(shares: Iterable[GiftShare], added: Iterable[GiftShare]) -> tuple[GiftShare, ...]:
    """Return ``shares`` with what is ``added`` to the same gifts, in order of gifts."""
    by_gift: dict[str, GiftShare] = {}
    for share in (*shares, *added):
        known = by_gift.get(share.gift)
        amount = share.amount if known is None else known.amount + share.amount
        by_gift[share.gift] = GiftShare(gift=share.gift, source=share.source, amount=amount)
    return tuple(by_gift[gift] for gift in sorted(by_gift))


def less(shares: Iterable[GiftShare], taken: Iterable[GiftShare]) -> tuple[GiftShare, ...]:
    """Return ``shares`` without what is ``taken`` of the same gifts; shares of nothing go."""
    gone = {share.gift: share.amount for share in taken}
    left = (
        GiftShare(
            gift=share.gift,
            source=share.source,
            amount=share.amount - gone.get(share.gift, ZERO),
        )
        for share in shares
    )
    return tuple(share for share in left if share.amount.fen)
