"""What can have happened to a member (账号)."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import Words


@stored_as("member.admitted", says=Words("账号登记", "account admitted"))
class MemberAdmitted(Event):
    """账号登记：由一个自然人（代号）或一个程序使用，二者居其一。"""

    person: str | None
    program: str | None
    document: str


@stored_as("member.role_granted", version=2, says=Words("授予身份", "role granted"))
class RoleGranted(Event):
    """授予身份：``stands_for`` 为所代表的企业、团队或基金会；全区性的身份为空。

    ``until``：任期的最后一天，有任期者（审计）载明。
    """

    role: Role
    stands_for: str
    until: date | None
    document: str


@stored_as("member.role_revoked", says=Words("撤销身份", "role revoked"))
class RoleRevoked(Event):
    """撤销身份。"""

    role: Role
    stands_for: str
    document: str


@stored_as("member.suspended", says=Words("账号停用", "account suspended"))
class MemberSuspended(Event):
    """停用：在恢复之前什么也不能办。"""

    reason: str


@stored_as("member.reinstated", says=Words("账号恢复", "account reinstated"))
class MemberReinstated(Event):
    """恢复使用。"""

    document: str


@stored_as("member.left", says=Words("成员离任", "member left"))
class MemberLeft(Event):
    """离任：账号不再使用；各项身份此前已逐一撤销。"""

    document: str


MemberEvent: TypeAlias = (
    MemberAdmitted | RoleGranted | RoleRevoked | MemberSuspended | MemberReinstated | MemberLeft
)
Facts: TypeAlias = tuple[MemberEvent, ...]
