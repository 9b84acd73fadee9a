"""Member register (成员登记册): which accounts there are, whose they are, and whether in force."""

from datetime import date
from typing import Annotated, assert_never, cast, get_args

from lixia_domain.aggregates.member import facts as mbr
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.kernel.words import Worded
from lixia_domain.views.columns import AccountIdColumn, ReasonColumn


class MemberState(Worded):
    """Whether an account may be used."""

    IN_FORCE = "in_force", "有效"
    SUSPENDED = "suspended", "已停用"
    LEFT = "left", "已离任"


class MemberRow(Row, frozen=True):
    """An account. ``person`` is a reference; a program has none. ``roles`` were not revoked.

    ``term``: the last day of an auditor's, who has no other role.
    """

    account: AccountIdColumn
    person: Annotated[str | None, column("个人代号", "person")] = None
    program: Annotated[str | None, column("程序", "program")] = None
    state: Annotated[str, column("状态", "state", codes=MemberState)] = MemberState.IN_FORCE.value
    roles: Annotated[int, column("身份数", "roles")] = 0
    term: Annotated[date | None, column("任期至", "term ends")] = None
    since: Annotated[date | None, column("登记日", "admitted")] = None
    document: Annotated[str, column("凭证", "document")] = ""
    reason: ReasonColumn | None = None


def evolve(row: MemberRow | None, recorded: Recorded) -> MemberRow:
    """Bring an account's row up to date."""
    event = cast(mbr.MemberEvent, recorded.event)
    row = row or MemberRow(account=recorded.key)
    match event:
        case mbr.MemberAdmitted(person=person, program=program, document=document, on=on):
            state = MemberState.IN_FORCE if row.reason is None else MemberState.SUSPENDED
            told = replace(row, person=person, program=program, since=on, document=document)
            return replace(told, state=state.value)
        case mbr.RoleGranted(until=until):
            return replace(row, roles=row.roles + 1, term=until)
        case mbr.RoleRevoked():
            return replace(row, roles=row.roles - 1, term=None)
        case mbr.MemberSuspended(reason=reason):
            return replace(row, state=MemberState.SUSPENDED.value, reason=reason)
        case mbr.MemberReinstated():
            left = row.state == MemberState.LEFT  # reinstated, it is left all the same
            state = MemberState.LEFT if left else MemberState.IN_FORCE
            return replace(row, state=state.value, reason=None)
        case mbr.MemberLeft():
            return replace(row, state=MemberState.LEFT.value)
        case _:
            assert_never(event)


MEMBER_REGISTER: View[MemberRow] = View(
    name="member_register",
    version=2,
    title="成员登记册",
    title_en="Members",
    row=MemberRow,
    reads=get_args(mbr.MemberEvent),
    keys=lambda recorded: (recorded.key,),
    evolve=evolve,
    shown="account state roles term since person program document reason",
    audience=Audience.AUDITOR,
)
