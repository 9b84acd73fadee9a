"""``lixia member``: accounts, whose they are, and the roles that they hold."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.persons.references import turning
from lixia_adapters.console.frame.answer import Answer, Table, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.recording import recording
from lixia_domain.kernel.roles import ROLES, Role
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lixia_domain.views.member_register import MemberRow
    from lixia_domain.views.role_register import RoleRow


ROLE = option(
    "ROLE",
    f"身份：{'、'.join(f'{one.value} {one.zh}' for one in ROLES)}",
    f"role: {', '.join(one.value for one in ROLES)}",
    Role,
    name="member_role",
    choices=tuple(one.value for one in ROLES),
)
"""The role that is granted; ``--role`` is that of who grants it."""


SHORT = 10
"""So much of a person's reference tells people apart; ``--json`` has all of it."""


def member_data(member: MemberRow, roles: Iterable[RoleRow]) -> dict[str, Any]:
    """Return a member with its roles, for JSON."""
    from lixia_domain.recording.read_models import shown

    return {**shown(member), "roles": [shown(one) for one in roles]}


def role_text(row: RoleRow, lang: str) -> str:
    """Return a role and for whom it is held."""
    role = Role(row.role)
    if not row.stands_for:
        return role.text(lang)
    return Words(f"{role.zh}（{row.stands_for}）", f"{role.en} for {row.stands_for}").text(lang)


def account_text(member: MemberRow, lang: str) -> str:
    """Return an account; where it is not in force, that as well."""
    from lixia_domain.views.member_register import MemberState

    if member.state == MemberState.IN_FORCE:
        return member.account
    state, why = MemberState(member.state), f"：{member.reason}" if member.reason else ""
    en = f": {member.reason}" if member.reason else ""
    return Words(f"{member.account}（{state.zh}{why}）", f"{member.account} ({state.en}{en})").text(
        lang
    )


def person_text(member: MemberRow, lang: str) -> str:
    """Return who uses an account: as much of the reference as tells people apart."""
    if member.person:
        return f"{member.person[:SHORT]}…"
    return Words(f"程序 {member.program}", f"program {member.program}").text(lang)


def since_text(row: RoleRow, lang: str) -> str:
    """Return since when a role is held, and the day on which it ended, or will."""
    last = min(filter(None, (row.until, row.term)), default=None)
    until = "" if last is None else Words(f" 至 {last}", f" to {last}").text(lang)
    return f"{row.since}{until}"


def _held(row: RoleRow | None, lang: str) -> list[str]:
    return ["—", ""] if row is None else [role_text(row, lang), since_text(row, lang)]


def _list(invocation: Invocation) -> Answer:
    from lixia_domain.application.overview.membership import membership, said

    lang = invocation.lang
    with invocation.open() as store:
        found = membership(store.ledger, store.today())
    of = {
        account: [one for one in found.roles if one.account == account] for account in found.members
    }
    rows = []
    for account, member in found.members.items():
        held = [one for one in of[account] if found.holds(one) or invocation["ended"]]
        for one in held or (None,):
            who = account_text(member, lang), *_held(one, lang), person_text(member, lang)
            rows.append(who)
    heads = (
        Words("账号", "account"),
        Words("身份（代表）", "role"),
        Words("自", "since"),
        Words("使用者", "whose"),
    )
    title = invocation.text(Words("成员与身份", "Members and their roles"))
    foot = invocation.text(as_of(found.position))
    table = Table(title, [head.text(lang) for head in heads], rows, frozenset(), foot)
    data = {
        "roster": "open" if found.closed is None else "closed",
        "position": found.position,
        "members": [member_data(one, of[account]) for account, one in found.members.items()],
    }
    return Answer(data, [said(found.closed), *([table] if rows else [])])


COMMANDS = (
    turning(
        "member reference",
        Words("把使用账号的人换算成代号", "turn the people behind accounts into references"),
        "person",  # a team's leader, a payee and a member are one person where four eyes count
        "名单，一行一人（姓名 证件号）；- 为标准输入",
    ),
    recording(
        "member admit",
        "members.admit",
        account="ACCOUNT",
        person=(
            "[--person]",
            "使用账号的人的代号（见 lixia member reference）",
            "reference of the person who uses it (see lixia member reference)",
        ),
        program="[--program]",
    ),
    recording(
        "member grant",
        "members.grant",
        ROLE,
        account="ACCOUNT",
        member_role="ROLE",
        stands_for="[--for]",
        until="[--until]",
    ),
    recording(
        "member revoke",
        "members.revoke",
        ROLE,
        account="ACCOUNT",
        member_role="ROLE",
        stands_for="[--for]",
    ),
    recording("member suspend", "members.suspend", account="ACCOUNT"),
    recording("member reinstate", "members.reinstate", account="ACCOUNT"),
    recording("member leave", "members.leave", account="ACCOUNT"),
    Command(
        "member list",
        Words("列出成员及其身份", "list members and their roles"),
        (option("[--ended]", "已终止的身份也列出", "roles that have ended as well"),),
        _list,
    ),
)
