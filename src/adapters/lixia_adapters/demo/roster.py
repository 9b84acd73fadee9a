"""The demo's members: its roster is closed on the first day, and whoever acts in it is one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import partial

from lixia_adapters.demo import cast
from lixia_adapters.demo.stage import (
    APPROVER,
    CASHIER,
    FIRST_DAY,
    FOUNDATION_DESK,
    OFFICE,
    RECEIPT_DESK,
    RELEASER,
    Day,
    Stage,
)
from lixia_domain.aggregates.roster.facts import Administrator
from lixia_domain.application.persons import members
from lixia_domain.kernel.roles import Role

OFFICE_ADMINISTRATOR, FOUNDATION_ADMINISTRATOR = "admin-1", "admin-2"
AUDITOR = "auditor-1"
VISITOR = "local"
"""Whoever tries the demo at a terminal, unless it says otherwise (``--actor``)."""

ENGAGED_UNTIL = date(2022, 6, 30)
"""The auditor's term: the year's report is due by then."""

_DISTRICT = ((OFFICE, Role.PROGRAMME_OFFICE, None), (AUDITOR, Role.AUDITOR, ENGAGED_UNTIL))
_FOUNDATION = (
    (FOUNDATION_DESK, Role.ACCOUNTANT),
    (RECEIPT_DESK, Role.RECEIPT_KEEPER),
    (CASHIER, Role.CASHIER),
    (RELEASER, Role.CASHIER),
    (APPROVER, Role.APPROVER),
)
_VISITORS = ((VISITOR, Role.PROGRAMME_OFFICE, ""), (VISITOR, Role.ACCOUNTANT, cast.FOUNDATION_CODE))


def closing() -> Iterator[Day]:
    """Yield what makes members of whoever acts for the district and the foundation."""
    yield FIRST_DAY, _close
    for account, role, until in _DISTRICT:
        yield FIRST_DAY, partial(_granted, account=account, role=role, until=until)
    for account, role in _FOUNDATION:
        yield FIRST_DAY, partial(_granted, account=account, role=role, for_=cast.FOUNDATION_CODE)
    for account, role, for_ in _VISITORS:
        yield FIRST_DAY, partial(_granted, account=account, role=role, for_=for_)


def firm(stage: Stage, account: str, code: str) -> None:
    """Let an enterprise's account act for it: the office admits firms."""
    _granted(stage, account=account, role=Role.ENTERPRISE, for_=code, by=OFFICE)


def team(stage: Stage, *, number: int) -> None:
    """Let a team's lead act for it: the office admits teams."""
    lead, person = cast.lead(number), cast.person(f"示例领队{number}")
    _granted(stage, account=lead, role=Role.TEAM, for_=cast.team(number), by=OFFICE, person=person)


def _close(stage: Stage) -> None:
    administrators = (
        _administrator(OFFICE_ADMINISTRATOR, ""),
        _administrator(FOUNDATION_ADMINISTRATOR, cast.FOUNDATION_CODE),
    )
    stage.play(
        members.close,
        actor=OFFICE_ADMINISTRATOR,
        role=Role.ADMINISTRATOR,
        administrators=administrators,
        document=f"管理员任命书{cast.SYNTHETIC}",
    )


def _administrator(account: str, foundation: str) -> Administrator:
    return Administrator(account=account, person=_person(account), foundation=foundation)


def _granted(
    stage: Stage,
    *,
    account: str,
    role: Role,
    for_: str = "",
    until: date | None = None,
    by: str = "",
    person: str = "",
) -> None:
    """Admit an account and grant it a role; a foundation's by its own administrator."""
    own = for_ == cast.FOUNDATION_CODE
    actor = by or (FOUNDATION_ADMINISTRATOR if own else OFFICE_ADMINISTRATOR)
    acting = Role.PROGRAMME_OFFICE if by else Role.ADMINISTRATOR
    document = f"授权书 {account}{cast.SYNTHETIC}"
    stage.play(
        members.admit,
        actor=actor,
        role=acting,
        account=account,
        person=person or _person(account),
        document=document,
    )
    stage.play(
        members.grant,
        actor=actor,
        role=acting,
        account=account,
        document=document,
        member_role=role,
        stands_for=for_,
        until=until,
    )


def _person(account: str) -> str:
    return cast.person(f"虚构示例 {account}")
