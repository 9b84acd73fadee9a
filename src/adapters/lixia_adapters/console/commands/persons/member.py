"""``lixia member``: accounts, whose they are, and the roles that they hold."""

from __future__ import annotations

from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.persons.references import turning
from lixia_adapters.console.frame.answer import Answer, as_of
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import role_code
from lixia_adapters.console.frame.recording import recording
from lixia_adapters.console.frame.width import wrapped
from lixia_domain.kernel.roles import ROLES, Role
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from lixia_domain.views.member_register import MemberRow
    from lixia_domain.views.role_register import RoleRow


ROLE = option(
    "ROLE",
    f"身份，代码或名称均可：{'、'.join(f'{one.value} {one.zh}' for one in ROLES)}",
    f"role: {', '.join(one.value for one in ROLES)}",
    Role,
    name="member_role",
    choices=tuple(one.value for one in ROLES),
    code_of=role_code,
)
"""The role that is granted; ``--role`` is that of who grants it."""


SIXTY = 60
"""Columns for whoever does not say how many."""

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


def since_words(row: RoleRow) -> Words:
    """Return since when a role is held, and the day on which it ended, or will."""
    last = min(filter(None, (row.until, row.term)), default=None)
    if last is None:
        return Words(f"自 {row.since}", f"since {row.since}")
    return Words(f"{row.since} 至 {last}", f"{row.since} to {last}")


def blocks(members: Iterable[tuple[MemberRow, Sequence[RoleRow]]], lang: str) -> Iterator[Words]:
    """Yield accounts and whose they are, under each the roles that it has; sixty columns do."""
    columns = get_terminal_size((SIXTY, 24)).columns
    for member, held in members:
        yield Words("", "")
        who = f"{account_text(member, lang)} · {person_text(member, lang)}"
        lines = [(part, "") for part in wrapped(who, columns)]
        for row in held:
            said = (
                Words("，", ", ")
                .text(lang)
                .join((role_text(row, lang), since_words(row).text(lang)))
            )
            lines += [(part, "  ") for part in wrapped(said, columns - 2)]
        yield from (Words(f"{indent}{part}", f"{indent}{part}") for part, indent in lines)


def _list(invocation: Invocation) -> Answer:
    from lixia_domain.application.overview.membership import membership, said

    lang = invocation.lang
    with invocation.open() as store:
        found = membership(store.ledger, store.today())
    of = {
        account: [one for one in found.roles if one.account == account] for account in found.members
    }
    shown = [
        (member, [one for one in of[account] if found.holds(one) or invocation["ended"]])
        for account, member in found.members.items()
    ]
    title = Words("成员与身份", "Members and their roles")
    data = {
        "roster": "open" if found.closed is None else "closed",
        "position": found.position,
        "members": [member_data(one, of[account]) for account, one in found.members.items()],
    }
    listed = [Words("", ""), title, *blocks(shown, lang), as_of(found.position)] if shown else []
    return Answer(data, [said(found.closed), *listed])


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
