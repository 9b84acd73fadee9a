"""For what money was paid that lies in suspense (S54, S68): there it goes, or back, or as directed.

What was paid for a claim or a project has an agreed use, and keeps it when it is a gift no more;
its payer alone changes that, by a document that names amount and use. What nobody named a use of
is used first where it may be. Interest has no use that anybody agreed on.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TypeAlias

from attrs import evolve
from tests.programme_model.answer import Grounds, Group
from tests.programme_model.figures import (
    GENERAL,
    GOVERNMENT,
    OTHER,
    Credit,
    Former,
    Named,
    Part,
    Programme,
)

Fits: TypeAlias = Callable[[Named], bool]


def gift_for(use: str) -> Fits:
    """Fit what was paid for a use as a gift, unless that is a use of none."""
    return lambda each: use in each.uses and each.gift is (use not in (GOVERNMENT, OTHER))


def no_gift_for(use: str) -> Fits:
    """Fit what lay there and was no gift, or what by its payer's document is none."""
    return lambda each: not each.gift and bool({use, OTHER} & each.uses)


def nothing(each: Named) -> bool:
    """Fit none: what goes back is first of all what nobody named."""
    return False


def came_for(credit: Credit, part: Part, amount: int) -> Named:
    """Return for what a part of an entry had been taken in; no gift by document is none again."""
    if part.kind == "interest":
        return Named(amount, frozenset({OTHER}), (), False) if credit.no_gift else Named(amount)
    claims = (part.claim,) if part.claim else ()
    return Named(amount, frozenset({part.designation}), claims, part.kind == "donation")


def came_under(
    model: Programme, credit: Credit, claims: Iterable[str], other: Iterable[str]
) -> None:
    """Note for what it came of which nothing is known: what is held as for claims or uses."""
    there = credit.held - sum(each.amount for each in credit.named)
    found = tuple(claims)
    uses = frozenset({*(model.claims[claim].project for claim in found), *other})
    keep(credit, (Named(there, uses, found),))


def keep(credit: Credit, parts: Iterable[Named]) -> None:
    """Let some of what is held be for named uses."""
    credit.named += [each for each in parts if each.amount > 0 and each.uses - {GENERAL}]


def may_go(no: Grounds, credit: Credit, amount: int, fits: Fits) -> None:
    """Refuse to use what was paid for another use."""
    there = credit.held - sum(each.amount for each in credit.named if not fits(each))
    no.unless(amount > credit.held or amount <= there, Group.CONSENT)


def goes(credit: Credit, amount: int, fits: Fits) -> list[Named]:
    """Use so much of what is held, before ``held`` is less; return what of it was named."""
    free = max(0, credit.held - sum(each.amount for each in credit.named))
    own, others = [each for each in credit.named if fits(each)], credit.named
    others = [each for each in others if not fits(each)]
    went = first(own, amount)
    left = amount - sum(each.amount for each in went)
    went += first(others, max(0, left - free))
    credit.named = [each for each in (*own, *others) if each.amount]
    return went


def first(parts: list[Named], amount: int) -> list[Named]:
    """Take so much off the first of some parts; return what was taken."""
    went: list[Named] = []
    for each in parts:
        taken = min(amount, each.amount)
        amount, each.amount = amount - taken, each.amount - taken
        if taken:
            went.append(evolve(each, amount=taken))
    return went


def returned(credit: Credit, amount: int) -> None:
    """Note what of held money goes back: first what nobody named."""
    went = goes(credit, amount, nothing)
    free = amount - sum(each.amount for each in went)
    credit.returns += [Named(free)] if free else []
    credit.returns += went


def held_anew(before: Credit, new: Credit) -> None:
    """Keep what was paid for a use where an entry is recorded anew: each payer's for itself.

    What a payer paid who is not the one now, or beyond the amount now, is remembered.
    """
    parts = [came_for(before, part, part.amount) for part in before.parts]
    claims = [part.claim for part in before.parts if part.claim and part.amount]
    named = [each for each in parts if each.amount and each.uses - {GENERAL}]
    was = Former(
        before.payer,
        before.payer_ref,
        [evolve(each) for each in (*named, *before.named)],
        tuple(dict.fromkeys((*before.meant, *claims))),
        before.no_gift,
    )
    new.formers = [evolve(each, named=list(map(evolve, each.named))) for each in before.formers]
    for known in [each for each in new.formers if one_payer(each, before)]:
        was.named += known.named
        new.formers.remove(known)
    new.formers.insert(0, was)
    for known in [each for each in new.formers if one_payer(each, new)][:1]:
        new.meant, new.no_gift = known.meant, known.no_gift
        new.named = first(known.named, new.amount)
        known.named = [each for each in known.named if each.amount]


def one_payer(one: Former, other: Credit) -> bool:
    """Tell whether an entry names somebody: by reference if both have it, else by name."""
    known = (one.payer_ref, other.payer_ref)
    return known[0] == known[1] if None not in known else one.payer == other.payer
