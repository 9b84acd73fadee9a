"""Membership (成员与身份): whether rights are checked in a store, and who holds what, at a moment.

All of it is replayed from the log, so that what held on a day long past can still be said.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from attrs import frozen

from lixia_domain.aggregates.roster import ROSTER, RosterClosed
from lixia_domain.audit.past.moment import WHOLE, Moment, stream_facts
from lixia_domain.audit.past.rows import replay
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import Words
from lixia_domain.recording.ledger import Ledger
from lixia_domain.views.member_register import MEMBER_REGISTER, MemberRow, MemberState
from lixia_domain.views.role_register import ROLE_REGISTER, RoleRow

OPEN = Words(
    "名册未关闭：本账册未核对办理人身份",
    "the roster is open: who acted was not checked",
)


def closing(ledger: Ledger, moment: Moment = WHOLE) -> Recorded | None:
    """Return by what the roster was closed, if it was by then."""
    told = stream_facts(ledger, ROSTER.stream(ledger.district), moment)
    return next((one for one in told if isinstance(one.event, RosterClosed)), None)


def said(closed: Recorded | None) -> Words:
    """Return what is said of a store whose roster was ``closed`` by this fact, or by none."""
    if closed is None:
        return OPEN
    event = closed.event
    assert isinstance(event, RosterClosed)
    return Words(
        f"名册已于 {event.on} 由 {closed.actor} 关闭（凭证：{event.document}）："
        "此后每次办理均核对身份",
        f"the roster was closed on {event.on} by {closed.actor} ({event.document}): "
        "since then who acts is checked",
    )


@frozen(kw_only=True)
class Membership:
    """Who is a member and holds which roles, at one moment."""

    closed: Recorded | None
    position: int
    members: Mapping[str, MemberRow]
    roles: tuple[RoleRow, ...]

    def held(self, account: str) -> tuple[RoleRow, ...]:
        """Return what an account held by then and still does."""
        return tuple(one for one in self.roles if one.account == account and one.until is None)

    def in_force(self, account: str) -> bool:
        """Tell whether the account may be used at all."""
        return self.members[account].state == MemberState.IN_FORCE

    def holders(self, roles: Collection[Role]) -> Iterator[RoleRow]:
        """Yield who may act in one of ``roles``, in the order of ``roles``."""
        for role in roles:
            for one in self.roles:
                if one.role == role and one.until is None and self.in_force(one.account):
                    yield one


def membership(ledger: Ledger, moment: Moment = WHOLE) -> Membership:
    """Return the members as of a date and as known at a position.

    Raises ``BeyondHead`` and ``BeforeAll``.
    """
    rows = replay(ledger, (MEMBER_REGISTER, ROLE_REGISTER), moment)
    return Membership(
        closed=closing(ledger, moment.settled(ledger.head())),
        position=rows.at,
        members=dict(rows.rows(MEMBER_REGISTER)),
        roles=tuple(row for _, row in rows.rows(ROLE_REGISTER)),
    )
