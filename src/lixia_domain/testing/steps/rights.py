"""Members, roles and the roster: who may, and for whom."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

from lixia_domain.aggregates.member.decisions import FOR_A_TERM
from lixia_domain.aggregates.roster.facts import Administrator, AdministratorsProposed
from lixia_domain.application.persons import members
from lixia_domain.kernel.keys import lower
from lixia_domain.kernel.roles import Role
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.expect import same
from lixia_domain.testing.steps.people_and_projects import THE_FUND
from lixia_domain.testing.steps.reading import by_word
from lixia_domain.testing.steps.sentences import Table, act, check, one_of, rows
from lixia_domain.testing.steps.world import World, account, credit_code, person

PAPER = "授权书"
OFFICE_ADMINISTRATOR, FOUNDATION_ADMINISTRATOR = "区管理员", "会管理员"
KEEPER = credit_code(str(THE_FUND["foundation"]))
"""The foundation that keeps the one fund."""

ROLES = by_word(Role)
PARTIES: dict[Role, Callable[[str], str]] = {Role.TEAM: str, Role.ENTERPRISE: credit_code}
"""How whom a role stands for is named: a team by its id, a firm by its name."""

THEMSELVES: dict[str, Any] = {"document": PAPER, "by": "{who}"}


def _administrator(who: str, whose: str, foundation: str) -> Administrator:
    return Administrator(account=lower(account(who)), person=person(whose), foundation=foundation)


def _two(world: World, said: Any) -> tuple[Administrator, ...]:
    return (
        _administrator(said["one"], said["first"], ""),
        _administrator(said["other"], said["second"], KEEPER),
    )


def _proposed(world: World, _: Any) -> tuple[Administrator, ...]:
    """Return whom the last proposal names: whoever confirms has read it."""
    named: tuple[Administrator, ...] = ()
    for recorded in world.ledger.read(reads=(AdministratorsProposed,)):
        if isinstance(recorded.event, AdministratorsProposed):
            named = recorded.event.administrators
    return named


carries_out(
    '关闭名册，管理员为"{one}"（"{first}"）和代表基金会的"{other}"（"{second}"）',
    members.close,
    administrators=_two,
    document="管理员任命书",
)
carries_out(
    "名册已关闭",
    members.close,
    administrators=lambda *_: (
        _administrator(OFFICE_ADMINISTRATOR, OFFICE_ADMINISTRATOR, ""),
        _administrator(FOUNDATION_ADMINISTRATOR, FOUNDATION_ADMINISTRATOR, KEEPER),
    ),
    document="管理员任命书",
)
carries_out(
    '关闭名册，管理员为"{one}"（"{first}"）和"{other}"（"{second}"），都不代表基金会',
    members.close,
    administrators=lambda _, said: (
        _administrator(said["one"], said["first"], ""),
        _administrator(said["other"], said["second"], ""),
    ),
    document="管理员任命书",
)
carries_out(
    '"{who}"关闭名册',
    members.close,
    administrators=lambda *_: (
        _administrator(OFFICE_ADMINISTRATOR, OFFICE_ADMINISTRATOR, ""),
        _administrator(FOUNDATION_ADMINISTRATOR, FOUNDATION_ADMINISTRATOR, KEEPER),
    ),
    **THEMSELVES,
)
carries_out(
    '"{who}"确认新管理员"{one}"（"{first}"）和代表基金会的"{other}"（"{second}"）',
    members.seat,
    administrators=_two,
    **THEMSELVES,
)
carries_out('"{who}"登记账号"{account}"', members.admit, **THEMSELVES)
carries_out('"{who}"登记账号"{account}"，使用人为"{person}"', members.admit, **THEMSELVES)
carries_out('"{who}"登记账号"{account}"，由程序"{program}"使用', members.admit, **THEMSELVES)
carries_out('"{who}"授予"{account}"“{member_role}”身份', members.grant, **THEMSELVES)
carries_out(
    '"{who}"授予"{account}"“{member_role}”身份，代表基金会',
    members.grant,
    stands_for=lambda *_: KEEPER,
    **THEMSELVES,
)
carries_out(
    '"{who}"授予"{account}"“{member_role}”身份，代表企业"{stands_for}"',
    members.grant,
    reads={"stands_for": credit_code},
    **THEMSELVES,
)
carries_out(
    '"{who}"授予"{account}"“{member_role}”身份，代表团队"{stands_for}"',
    members.grant,
    **THEMSELVES,
)
carries_out(
    '"{who}"授予"{account}"“{member_role}”身份，任期至 {until:Date}', members.grant, **THEMSELVES
)
carries_out('"{who}"撤销"{account}"的“{member_role}”身份', members.revoke, **THEMSELVES)
carries_out(
    '"{who}"撤销"{account}"的“{member_role}”身份，代表基金会',
    members.revoke,
    stands_for=lambda *_: KEEPER,
    **THEMSELVES,
)
carries_out(
    '"{who}"撤销"{account}"的“{member_role}”身份，代表企业"{stands_for}"',
    members.revoke,
    reads={"stands_for": credit_code},
    **THEMSELVES,
)
carries_out('"{who}"停用账号"{account}"，因"{reason}"', members.suspend, by="{who}")
carries_out('"{who}"恢复账号"{account}"', members.reinstate, **THEMSELVES)
carries_out('"{who}"登记账号"{account}"离任', members.leave, **THEMSELVES)
carries_out(
    '"{who}"提名管理员"{one}"（"{first}"）和代表基金会的"{other}"（"{second}"）',
    members.propose,
    administrators=_two,
    document="法定代表人来函",
    by="{who}",
)
carries_out(
    '"{who}"确认新管理员',
    members.seat,
    administrators=_proposed,
    document="法定代表人来函",
    by="{who}",
)
JOINING: dict[str, Any] = {"reads": {"foundation": credit_code}, **THEMSELVES}
carries_out(
    '"{who}"提名增补管理员"{account}"（"{person}"），代表后来加入的"{foundation}"',
    members.propose_seat,
    **JOINING,
)
carries_out(
    '"{who}"确认增补管理员"{account}"（"{person}"），代表后来加入的"{foundation}"',
    members.fill_seat,
    **JOINING,
)
carries_out("确认时钟无误", members.confirm_clock, document="时钟核对记录")


@act("下列成员已登记：")
def _(world: World, datatable: Table) -> None:
    """Admit accounts and grant roles, each by whoever may. 使用人: who uses it, if told.

    An auditor's term is the year.
    """
    for row in rows(datatable):
        role = ROLES[row["身份"]]
        name = row.get("代表", "")
        whose = PARTIES[role](name) if role in PARTIES else KEEPER if name == "基金会" else ""
        granter = FOUNDATION_ADMINISTRATOR if whose == KEEPER else OFFICE_ADMINISTRATOR
        told: dict[str, Any] = {"account": account(row["账号"]), "document": PAPER}
        world.carry_out(
            members.admit,
            who=OFFICE_ADMINISTRATOR,
            person=person(row.get("使用人") or row["账号"]),
            **told,
        )
        until = date(world.today.year, 12, 31) if role in FOR_A_TERM else None
        held: dict[str, Any] = {"member_role": role, "stands_for": whose, "until": until}
        world.carry_out(members.grant, who=granter, **held, **told)


@check(
    '"{view}"中"{who}"的“{role}”身份授予日为 {since:Date}，终止日为{until:DateOrNone}',
    accepts={"role": one_of(ROLES)},
)
def _(world: World, view: str, who: str, role: str, since: Any, until: str) -> None:
    found = [
        row
        for row in world.store.show(view)["rows"]
        if row["account"] == lower(account(who)) and row["role"] == ROLES[role].value
    ]
    told = [(row["since"], row["until"] or "无") for row in found]
    same("授予日与终止日", "granted and ended", told, [(since.isoformat(), until.strip())])
