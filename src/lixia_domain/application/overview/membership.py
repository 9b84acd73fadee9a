"""Membership (成员与身份): whether rights are checked in a store, and who holds what, at a moment.

All of it is replayed from the log, so that what held on a day long past can still be said. Whoever
only asks whether an open roster is closed imports no aggregate and no view.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING

from attrs import frozen

from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import Words
from lixia_domain.recording.ledger import Ledger

if TYPE_CHECKING:
    from lixia_domain.audit.past.moment import Moment
    from lixia_domain.views.member_register import MemberRow
    from lixia_domain.views.role_register import RoleRow

OPEN = Words(
    "名册未关闭：本账册未核对办理人身份",
    "the roster is open: who acted was not checked",
)

STREAM = "roster-district"
"""The roster's stream, by name: who only asks whether it is closed imports no aggregate."""


def closing(ledger: Ledger, moment: Moment | None = None) -> Recorded | None:
    """Return by what the roster was closed, if it was by then."""
    told = ledger.history(STREAM)
    if told and moment is not None:
        from lixia_domain.audit.past.moment import Gate

        told = list(filter(Gate(moment).lets, told))
    return next((one for one in told if one.event.event_name == "roster.closed"), None)


def said(closed: Recorded | None) -> Words:
    """Return what is said of a store whose roster was ``closed`` by this fact, or by none."""
    if closed is None:
        return OPEN
    from lixia_domain.aggregates.roster import RosterClosed

    assert isinstance(closed.event, RosterClosed)
    on, who, document = closed.event.on, closed.actor, closed.event.document
    return Words(
        f"名册已于 {on} 由 {who} 关闭（凭证：{document}）：此后每次办理均核对身份",
        f"the roster was closed on {on} by {who} ({document}): since then who acts is checked",
    )


def administrators(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Yield the accounts of administrators in force, each with the foundation it stands for."""
    from lixia_domain.aggregates.member.facts import RoleGranted
    from lixia_domain.aggregates.member.state import MEMBER

    granted = {one.key for one in ledger.read(reads=(RoleGranted,))}
    for account in sorted(granted):
        member = ledger.load(MEMBER, MEMBER.stream(account)).state
        if member is not None and member.in_force:
            for one in member.unrevoked:
                if one.role is Role.ADMINISTRATOR:
                    yield account, one.stands_for


@frozen(kw_only=True)
class Membership:
    """Who is a member and holds which roles, at one moment."""

    closed: Recorded | None
    position: int
    on: date
    """The day of the moment: a term that ended before it is over."""
    members: Mapping[str, MemberRow]
    roles: tuple[RoleRow, ...]

    def in_force(self, account: str) -> bool:
        """Tell whether the account may be used at all."""
        from lixia_domain.views.member_register import MemberState

        return self.members[account].state == MemberState.IN_FORCE

    def holds(self, one: RoleRow) -> bool:
        """Tell whether a role was neither revoked nor past its term."""
        return one.until is None and (one.term is None or self.on <= one.term)

    def holders(self, roles: Collection[Role]) -> Iterator[RoleRow]:
        """Yield who may act in one of ``roles``, in the order of ``roles``."""
        for role in roles:
            for one in self.roles:
                if one.role == role and self.holds(one) and self.in_force(one.account):
                    yield one


def membership(ledger: Ledger, today: date, moment: Moment | None = None) -> Membership:
    """Return the members as of a date and as known at a position; else those of ``today``.

    Raises ``BeyondHead`` and ``BeforeAll``.
    """
    from lixia_domain.audit.past.moment import WHOLE
    from lixia_domain.audit.past.rows import replay
    from lixia_domain.views.member_register import MEMBER_REGISTER
    from lixia_domain.views.role_register import ROLE_REGISTER

    asked = moment or WHOLE
    moment = asked.settled(ledger.head())
    rows = replay(ledger, (MEMBER_REGISTER, ROLE_REGISTER), moment)
    return Membership(
        closed=closing(ledger, moment),
        position=rows.at,
        on=asked.on or (today if asked.position is None else _recorded_on(ledger, rows.at)),
        members=dict(rows.rows(MEMBER_REGISTER)),
        roles=tuple(row for _, row in rows.rows(ROLE_REGISTER)),
    )


def _recorded_on(ledger: Ledger, position: int) -> date:
    (last,) = ledger.read(position - 1, position)
    return business_date(last.recorded_at)
