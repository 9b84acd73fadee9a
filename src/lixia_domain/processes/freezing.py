"""Freezing (冻结专户): every account of a cancelled project is frozen, in whatever fund.

Cancelling freezes all that there are in the same commit. What it can't reach are accounts opened
later; and older code froze only those of the fund that it was told.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.project.facts import ProjectCancelled
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import GENERAL, GOVERNMENT, SUSPENSE
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.wish import Call, Process, Wish, cause_of

Held: TypeAlias = tuple[str, bool, str, date]
"""An account's key, whether it is settled (frozen, or unfrozen on purpose), and why it is asked."""


class Cancelled(Row, frozen=True):
    """A project with its accounts; ``reason`` says why it was cancelled."""

    project: str
    cancelled: bool = False
    reason: str = ""
    accounts: tuple[Held, ...] = ()


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the project; none for an account of a common purpose."""
    if isinstance(recorded.event, ProjectCancelled):
        return (recorded.key,)
    _, designation = split_key(recorded.key)
    return () if designation in (GENERAL, GOVERNMENT, SUSPENSE) else (designation,)


def evolve(row: Cancelled | None, recorded: Recorded) -> Cancelled | None:
    """Bring a project's accounts up to date."""
    event = recorded.event
    match event:
        case ProjectCancelled(reason=reason):
            row = row or Cancelled(project=recorded.key)
            held = tuple((a, settled, *cause_of(recorded)) for a, settled, _, _ in row.accounts)
            return replace(row, cancelled=True, reason=reason, accounts=held)
        case acc.AccountOpened(designation=project):
            row = row or Cancelled(project=project)
            opened = (recorded.key, False, *cause_of(recorded))
            return replace(row, accounts=(*row.accounts, opened))
        case acc.AccountFrozen(gift=None):
            return _settled(row, recorded.key, True)
        case acc.AccountUnfrozen(gift=None):
            # Unfrozen after the cancellation, it was by a decision of its own: let it be.
            return _settled(row, recorded.key, row is not None and row.cancelled)
        case _:  # one gift
            return row


def _settled(row: Cancelled | None, account: str, settled: bool) -> Cancelled:
    assert row is not None, "an account's history opens with AccountOpened"
    held = tuple(
        (key, settled, cause, since) if key == account else (key, was, cause, since)
        for key, was, cause, since in row.accounts
    )
    return replace(row, accounts=held)


def calls(row: Cancelled) -> bool:
    """Tell whether an account of the cancelled project is still open to spending."""
    return row.cancelled and not all(settled for _, settled, _, _ in row.accounts)


def wishes(row: Cancelled, on: date) -> tuple[Wish, ...]:
    """Freeze each account that is not."""
    if not row.cancelled:
        return ()
    return tuple(
        _freeze(row, account, cause, since)
        for account, settled, cause, since in row.accounts
        if not settled
    )


def _freeze(row: Cancelled, account: str, cause: str, since: date) -> Wish:
    fund, project = split_key(account)
    return Wish(
        process="freezing",
        subject=account,
        cause=cause,
        since=since,
        role=Role.ACCOUNTANT,
        zh=f"项目 {project} 已取消，冻结基金 {fund} 中的专户",
        en=f"project {project} was cancelled: freeze its account in fund {fund}",
        command="lixia run",
        call=Call(
            use_case="accounts.freeze",
            arguments={"fund_id": fund, "designation": project, "reason": row.reason},
        ),
    )


FREEZING: Process[Cancelled] = Process(
    name="freezing",
    title="冻结专户",
    title_en="Freezing",
    view=View(
        name="cancelled_projects",
        version=1,
        title="取消项目的专户",
        title_en="Accounts of cancelled projects",
        row=Cancelled,
        reads=(ProjectCancelled, acc.AccountOpened, acc.AccountFrozen, acc.AccountUnfrozen),
        keys=keys,
        evolve=evolve,
    ),
    wishes=wishes,
    calls=calls,
)
