"""Membership (成员与身份): whether rights are checked in a store, and who holds what, at a moment.

All of it is replayed from the log, so that what held on a day long past can still be said. Whoever
only asks whether the roster is closed imports no aggregate and no view.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from attrs import frozen

from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import Words
from lixia_domain.recording import codec
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.recorder import Row

if TYPE_CHECKING:
    from lixia_domain.audit.past.moment import Moment
    from lixia_domain.views.member_register import MemberRow
    from lixia_domain.views.role_register import RoleRow

OPEN = Words(
    "名册未关闭：本账册未核对办理人身份",
    "the roster is open: who acted was not checked",
)

STREAM = "roster-district"
CLOSED = "roster.closed"


class Closing(NamedTuple):
    """By what a roster was closed: on which date, by whose account, on which document."""

    on: date
    who: str
    document: str


@frozen
class _Told:
    """What the fact of the closing says, read without the aggregate."""

    on: date
    document: str


def closing(ledger: Ledger, moment: Moment | None = None) -> Closing | None:
    """Return by what the roster was closed, if it was by then."""
    row = next((row for row in ledger.journal.stream(STREAM) if row[3] == CLOSED), None)
    if row is None:
        return None
    if moment is not None:
        from lixia_domain.audit.past.moment import gate

        if not gate(ledger, moment).lets(codec.unseal(row)):
            return None
    return closing_told(row)


def closing_told(row: Row) -> Closing:
    """Return what the stored fact says. One that is damaged, or of a version to come, is a fault.

    Raises ``UnreadableEvent``, naming position and stream.
    """
    who, told = codec.glimpse(row, _Told, 1)
    return Closing(told.on, who, told.document)


def said(closed: Closing | None) -> Words:
    """Return what is said of a store whose roster was ``closed`` by this, or by nothing."""
    if closed is None:
        return OPEN
    on, who, document = closed
    return Words(
        f"名册已于 {on} 由 {who} 关闭（凭证：{document}）：此后每次办理均核对身份",
        f"The roster was closed on {on} by {who} ({document}): since then who acts is checked",
    )


@frozen(kw_only=True)
class Membership:
    """Who is a member and holds which roles, at one moment."""

    closed: Closing | None
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
    from lixia_domain.kernel.dates import business_date

    (last,) = ledger.read(position - 1, position)
    return business_date(last.recorded_at)
