"""Examples: members of the district, what they may do, and its roster."""

from __future__ import annotations

from lixia_domain.aggregates.member import facts as member
from lixia_domain.aggregates.roster import facts as roster
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.roles import Role
from lixia_domain.testing.examples.keepers import KEEPER
from lixia_domain.testing.examples.story import DRAFTED, ENDED, SIGNED

ADMINISTRATORS = (
    roster.Administrator(
        account="admin-01", person="p:0a1b2c3d4e5f60718293a4b5c6d7e8f9", foundation=KEEPER
    ),
    roster.Administrator(
        account="admin-02", person="p:f9e8d7c6b5a493827160f5e4d3c2b1a0", foundation=""
    ),
)

JOINING = roster.Administrator(
    account="admin-03",
    person="p:00112233445566778899aabbccddeeff",
    foundation="53379999MJD0000023",
)

EVENTS: tuple[Event, ...] = (
    member.MemberAdmitted(
        person="p:11223344556677889900aabbccddeeff",
        program=None,
        document="任职通知（虚构）",
        on=DRAFTED,
    ),
    member.RoleGranted(
        role=Role.AUDITOR,
        stands_for="",
        until=ENDED,
        document="审计业务约定书 2021-1（虚构）",
        on=DRAFTED,
    ),
    member.RoleRevoked(
        role=Role.APPROVER, stands_for=KEEPER, document="基金会授权书 2021-9（虚构）", on=ENDED
    ),
    member.MemberSuspended(reason="账号疑似被他人使用", on=SIGNED),
    member.MemberReinstated(document="核查记录（虚构）", on=SIGNED),
    member.MemberLeft(document="离任交接表（虚构）", on=ENDED),
    roster.RosterClosed(administrators=ADMINISTRATORS, document="管理员任命书（虚构）", on=DRAFTED),
    roster.AdministratorsProposed(
        administrators=ADMINISTRATORS,
        proposer="approver-01",
        document="法定代表人来函（虚构）",
        on=ENDED,
    ),
    roster.AdministratorsSeated(
        administrators=ADMINISTRATORS,
        confirmer="office-01",
        document="法定代表人来函（虚构）",
        on=ENDED,
    ),
    roster.SeatProposed(
        administrator=JOINING,
        proposer="admin-01",
        document="法定代表人来函（虚构）",
        on=ENDED,
    ),
    roster.SeatFilled(
        administrator=JOINING,
        confirmer="admin-02",
        document="法定代表人来函（虚构）",
        on=ENDED,
    ),
    roster.ClockConfirmed(document="时钟核对记录（虚构）", on=ENDED),
)
