"""By whose account a line that is suggested can be carried out, where the log can tell."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from lixia_adapters.console.frame.invocation import Invocation

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.application.overview.membership import Membership

LOCAL = "local"
"""Who acts where nobody says who."""


def usual(invocation: Invocation) -> str:
    """Return who acts where a line does not say who."""
    return invocation.environ.get("LIXIA_ACTOR") or LOCAL


def closed(store: Store) -> Membership | None:
    """Return the members of a store, or none while its roster is open: there anybody may."""
    from lixia_domain.application.overview.membership import closing, membership

    return None if closing(store.ledger) is None else membership(store.ledger, store.today())


def whoever_may(
    found: Membership,
    roles: Iterable[str],
    *,
    first: str,
    whose: Collection[str] = (),
    but: Collection[str] = (),
) -> str | None:
    """Return an account that holds one of ``roles``: ``first``, if it does.

    Of those who stand for somebody, one who stands for any of ``whose``, or for the only foundation
    that has such people. ``but``: persons who may not. ``None`` where nobody can be told.
    """
    from lixia_domain.aggregates.member.decisions import OF_A_PARTY
    from lixia_domain.kernel.keys import lower, party
    from lixia_domain.kernel.roles import Role

    may = [
        one
        for one in found.holders([Role(role) for role in roles])
        if found.members[one.account].person not in but
    ]
    if any(one.account == lower(first) for one in may):
        return first
    parties = {party(one) for one in whose}
    for one in may:
        if one.role not in OF_A_PARTY or party(one.stands_for) in parties:
            return str(one.account)
        of_all = {other.stands_for for other in may if other.role == one.role}
        if one.role not in (Role.TEAM, Role.ENTERPRISE) and len(of_all) == 1:
            return str(one.account)
    return None
