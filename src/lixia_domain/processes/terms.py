"""Terms (任期): an auditor's that soon ends asks whether the engagement goes on."""

from __future__ import annotations

from datetime import date, timedelta

from lixia_domain.aggregates.member.facts import RoleGranted, RoleRevoked
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View
from lixia_domain.processes.wish import Cause, Process, Wish, cause_of, line

BEFORE = timedelta(days=30)
"""So long before it ends, a term is spoken of."""


class Term(Row, frozen=True):
    """A role that an account holds for a term."""

    account: str
    role: str
    until: date
    granted: Cause


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return account, role and for whom as one key."""
    event = recorded.event
    assert isinstance(event, RoleGranted | RoleRevoked)
    return (join_key(recorded.key, event.role.value, event.stands_for or "district"),)


def evolve(row: Term | None, recorded: Recorded) -> Term | None:
    """Note until when a role is held; forget it when it is revoked."""
    event = recorded.event
    if isinstance(event, RoleGranted) and event.until is not None:
        return Term(
            account=recorded.key,
            role=event.role.value,
            until=event.until,
            granted=cause_of(recorded),
        )
    return None


def wishes(row: Term, on: date) -> tuple[Wish, ...]:
    """Ask administrators, in its last days, whether it goes on. Once over, it is over."""
    if not row.until - BEFORE <= on <= row.until:
        return ()
    cause, granted = row.granted
    return (
        Wish(
            process="terms",
            subject=row.account,
            cause=cause,
            since=max(granted, row.until - BEFORE),
            role=Role.ADMINISTRATOR,
            zh=f"账号 {row.account} 的{Role(row.role).zh}任期至 {row.until}；"
            "续聘的，请按新的约定书重新授予",
            en=f"the term of {row.account} as {Role(row.role).en} ends on {row.until}; "
            "if the engagement goes on, grant the role anew",
            command=line("member grant", row.account, row.role, "--until DATE --document DOCUMENT"),
            due=row.until,
        ),
    )


TERMS: Process[Term] = Process(
    name="terms",
    title="任期届满",
    title_en="Terms that end",
    view=View(
        name="terms",
        version=1,
        title="任期",
        title_en="Terms",
        row=Term,
        reads=(RoleGranted, RoleRevoked),
        keys=keys,
        evolve=evolve,
    ),
    wishes=wishes,
)
