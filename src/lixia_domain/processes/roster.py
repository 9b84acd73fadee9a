"""Roster (名册): a proposal that waits asks administrators whether it is right, in time to stop it.

Whoever proposes must still have the right when it is confirmed: so that is remembered as well.
"""

from __future__ import annotations

from datetime import date, timedelta

from lixia_domain.aggregates.member import facts as mbr
from lixia_domain.aggregates.roster.facts import (
    Administrator,
    AdministratorsProposed,
    AdministratorsSeated,
    SeatFilled,
    SeatProposed,
)
from lixia_domain.aggregates.roster.state import DAYS_TO_OBJECT
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.keys import lower
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.processes.wish import Process, Wish, cause_of, line

PROPOSING = (Role.APPROVER, Role.PROGRAMME_OFFICE)
"""Who may propose, and confirm what another has proposed."""
JOINING = (Role.ADMINISTRATOR,)
"""Who may let a foundation's administrator join."""


class RosterSoFar(Row, frozen=True):
    """What waits to be confirmed, and who could have proposed it."""

    proposer: str = ""
    role: str = ""
    """In which the proposer acted."""
    named: tuple[str, ...] = ()
    """The proposed, as a command line names them."""
    cause: str = ""
    proposed: date = date.min
    """The day on which that was recorded, whatever date it bears."""
    seat: tuple[str, str, str] = ("", "", "")
    """Account, person and foundation of who is to join."""
    seat_by: str = ""
    """Who proposed that."""
    seat_cause: str = ""
    seat_on: date = date.min
    holders: tuple[str, ...] = ()
    """Each ``account/role/for whom`` that may propose either."""
    suspended: tuple[str, ...] = ()


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the one roster; none for roles that don't propose."""
    event = recorded.event
    if isinstance(event, mbr.RoleGranted | mbr.RoleRevoked):
        return ("district",) if event.role in (*PROPOSING, *JOINING) else ()
    return ("district",)


def evolve(row: RosterSoFar | None, recorded: Recorded) -> RosterSoFar:
    """Bring it up to date."""
    row = row or RosterSoFar()
    event, account = recorded.event, lower(recorded.key)
    match event:
        case AdministratorsProposed(administrators=administrators, proposer=proposer):
            return replace(
                row,
                proposer=lower(proposer),
                role=recorded.role,
                named=tuple(map(_named, administrators)),
                cause=cause_of(recorded)[0],
                proposed=business_date(recorded.recorded_at),
            )
        case AdministratorsSeated():
            return replace(row, proposer="", named=())
        case SeatProposed(administrator=one, proposer=proposer):
            cause, _ = cause_of(recorded)
            return replace(
                row,
                seat=(one.account, one.person, one.foundation),
                seat_by=lower(proposer),
                seat_cause=cause,
                seat_on=event.on,
            )
        case SeatFilled():
            return replace(row, seat_by="")
        case mbr.RoleGranted(role=role, stands_for=whose):
            return replace(row, holders=(*row.holders, join_key(account, role.value, whose or "-")))
        case mbr.RoleRevoked(role=role, stands_for=whose):
            ended = join_key(account, role.value, whose or "-")
            return replace(row, holders=tuple(one for one in row.holders if one != ended))
        case mbr.MemberSuspended():
            return replace(row, suspended=(*row.suspended, account))
        case _:  # reinstated
            return replace(row, suspended=tuple(one for one in row.suspended if one != account))


def _named(one: Administrator) -> str:
    return f"{one.account}={one.person}" + (f"@{one.foundation}" if one.foundation else "")


def wishes(row: RosterSoFar, on: date) -> tuple[Wish, ...]:
    """Ask administrators to look at each; and whoever may confirm it, once it may be."""
    return (*_replacing(row, on), *_joining(row))


def _joining(row: RosterSoFar) -> tuple[Wish, ...]:
    """Ask another administrator to confirm who joins."""
    if not _stands(row, row.seat_by, JOINING):
        return ()
    account, person, foundation = row.seat
    return (
        Wish(
            process="roster",
            subject=account,
            cause=row.seat_cause,
            since=row.seat_on,
            role=Role.ADMINISTRATOR,
            zh=f"{row.seat_by} 提名 {account} 为管理员，代表 {foundation}；"
            "请另一名管理员核对其法定代表人的文件后确认",
            en=f"{row.seat_by} proposed {account} as administrator for {foundation}: another "
            "administrator compares its legal representative's document, and confirms",
            command=line(
                "member fill-seat",
                account,
                "--person",
                person,
                "--foundation",
                foundation,
                "--document DOCUMENT",
            ),
        ),
    )


def _replacing(row: RosterSoFar, on: date) -> tuple[Wish, ...]:
    """Ask administrators to look at those who would replace them, and another to confirm."""
    if not row.named or not _stands(row, row.proposer, PROPOSING):
        return ()
    opens = row.proposed + timedelta(days=DAYS_TO_OBJECT)
    accounts = [one.partition("=")[0] for one in row.named]
    zh, en = "、".join(accounts), ", ".join(accounts)
    look = Wish(
        process="roster",
        subject=row.proposer,
        cause=row.cause,
        since=row.proposed,
        role=Role.ADMINISTRATOR,
        zh=f"{row.proposer} 提名 {zh} 取代现任管理员，{opens} 起可由另一人确认；"
        "并非法定代表人之意的，请停用提名人，提名即失效",
        en=f"{row.proposer} proposed {en} in place of all administrators; another may confirm it "
        f"from {opens} on; if the legal representative did not mean it, suspend the proposer: "
        "that voids it",
        command=line("member suspend", row.proposer, "--reason REASON"),
        due=opens - timedelta(days=1),
    )
    if on < opens:
        return (look,)
    named = [part for one in row.named for part in ("--administrator", one)]
    confirm = Wish(
        process="roster",
        subject="district",
        cause=row.cause,
        since=opens,
        role=next(role for role in PROPOSING if role != row.role),
        zh=f"{row.proposer} 提名 {zh} 为管理员，请核对法定代表人的文件后确认",
        en=f"{row.proposer} proposed {en} as administrators: compare the legal representative's "
        "document, and confirm",
        command=line("member seat", *named, "--document DOCUMENT"),
    )
    return look, confirm


def _stands(row: RosterSoFar, proposer: str, roles: tuple[Role, ...]) -> bool:
    may = tuple(f"{join_key(proposer, role.value)}/" for role in roles) if proposer else ()
    return proposer not in row.suspended and any(one.startswith(may) for one in row.holders)


ROSTER_PROPOSED: Process[RosterSoFar] = Process(
    name="roster",
    title="待确认的提名",
    title_en="Proposals for the roster",
    view=View(
        name="roster_so_far",
        version=1,
        title="名册提名",
        title_en="Roster so far",
        row=RosterSoFar,
        reads=(
            AdministratorsProposed,
            AdministratorsSeated,
            SeatProposed,
            SeatFilled,
            mbr.RoleGranted,
            mbr.RoleRevoked,
            mbr.MemberSuspended,
            mbr.MemberReinstated,
        ),
        keys=keys,
        evolve=evolve,
    ),
    wishes=wishes,
)
