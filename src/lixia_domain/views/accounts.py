"""What every view of money knows: whose account a stream is, and what moved."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import Any, TypeAlias, TypeVar

from lixia_domain.aggregates.account.effects import EFFECTS, Effect, Fact, Figure, fact_of
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import GENERAL, GOVERNMENT, OTHER, SUSPENSE
from lixia_domain.kernel.view import Row, replace
from lixia_domain.kernel.words import Worded

R = TypeVar("R", bound=Row)

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


Moves: TypeAlias = tuple[Callable[[Any], int], tuple[tuple[str, int], ...]]
"""How much a fact moves, and which columns it raises (+1) or lowers (-1) by that."""


def columns(shown: Mapping[Figure, tuple[str, int]]) -> Mapping[Fact, Moves]:
    """Return what each fact moves in a row that shows each figure in one of its columns.

    There it is added (+1) or taken off (-1). ``balance_fen`` follows from the figures.
    """
    return {fact: (effect.fen, tuple(_columns(effect, shown))) for fact, effect in EFFECTS.items()}


def _columns(effect: Effect, shown: Mapping[Figure, tuple[str, int]]) -> Iterator[tuple[str, int]]:
    for figure, sign in effect.moves.items():
        column, added = shown[figure]
        yield column, sign * added
    if effect.balance:
        yield "balance_fen", effect.balance


def moved(row: R, event: Event, moves: Mapping[Fact, Moves]) -> R:
    """Return ``row`` after ``event``, one of ``MOVING``."""
    kind: Fact = type(event)
    amount, signs = moves[kind] if kind in moves else moves[fact_of(event)]
    fen, changed = amount(event), {}
    for column, sign in signs:
        changed[column] = getattr(row, column) + sign * fen
    return replace(row, **changed)
