"""Role register (身份登记册): who holds which role, for whom, since when and by whose word."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.member.facts import RoleGranted, RoleRevoked
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.views.columns import AccountIdColumn


class RoleRow(Row, frozen=True):
    """A role that an account holds or held; granted once more, it begins anew.

    ``until`` is the day on which it was revoked; past its ``term`` it is not held either.
    """

    account: AccountIdColumn
    role: Annotated[str, column("身份", "role", codes=Role)]
    stands_for: Annotated[str, column("代表", "stands for")]
    since: Annotated[date, column("授予日", "granted")]
    document: Annotated[str, column("凭证", "document")]
    granted_by: Annotated[str, column("授予人", "granted by")]
    term: Annotated[date | None, column("任期至", "term ends")] = None
    until: Annotated[date | None, column("终止日", "ended")] = None
    ended_by: Annotated[str | None, column("终止人", "ended by")] = None


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return account, role and for whom as one key."""
    event = recorded.event
    assert isinstance(event, RoleGranted | RoleRevoked)
    return (join_key(recorded.key, event.role.value, event.stands_for or "district"),)


def evolve(row: RoleRow | None, recorded: Recorded) -> RoleRow | None:
    """Write a role down; note when it ends."""
    event = recorded.event
    match event:
        case RoleGranted():
            return RoleRow(
                account=recorded.key,
                role=event.role.value,
                stands_for=event.stands_for,
                since=event.on,
                document=event.document,
                granted_by=recorded.actor,
                term=event.until,
            )
        case _:
            return row and replace(row, until=event.on, ended_by=recorded.actor)


ROLE_REGISTER: View[RoleRow] = View(
    name="role_register",
    version=2,
    title="身份登记册",
    title_en="Roles",
    row=RoleRow,
    reads=(RoleGranted, RoleRevoked),
    keys=keys,
    evolve=evolve,
    shown="account role stands_for since term until document granted_by ended_by",
    audience=Audience.AUDITOR,
)
