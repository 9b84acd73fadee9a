"""What every view of money knows: whose account a stream is, and what moved."""

from __future__ import annotations

from functools import lru_cache

from lixia_domain.aggregates.account.state import GENERAL, GOVERNMENT, OTHER, SUSPENSE
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.words import Worded

PURPOSES = frozenset({GENERAL, GOVERNMENT, OTHER, SUSPENSE})
"""Designations that are no projects."""


class Apart(Worded):
    """The classes of money beside the two of ``SourceClass``."""

    HELD = "suspense", "暂收"  # its use is not settled
    INCOME = "other", "其他"  # neither gift nor government money


HELD, INCOME = Apart.HELD.value, Apart.INCOME.value


@lru_cache(4096)
def fund_and_designation(account: str) -> tuple[str, str]:
    """Return what the key of an account says."""
    fund, designation = split_key(account)
    return fund, designation


@lru_cache(4096)
def project_of(account: str) -> tuple[str, ...]:
    """Return the project that an account's money is for; none for a common purpose."""
    _, designation = fund_and_designation(account)
    return () if designation in PURPOSES else (designation,)


def class_of(designation: str) -> str:
    """Return the class of money an account holds: it never holds two (DOMAIN invariant 3)."""
    if designation == SUSPENSE:
        return HELD
    if designation == OTHER:
        return INCOME
    if designation == GOVERNMENT:
        return SourceClass.GOVERNMENT.value
    return SourceClass.DONATED.value


def fen(shares: tuple[GiftShare, ...]) -> int:
    """Return what ``shares`` add up to, in fen."""
    return sum([share.amount.fen for share in shares])
