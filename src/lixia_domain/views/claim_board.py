"""Claim board (认领情况): every claim with what was promised for it and what has arrived."""

from collections.abc import Sequence
from datetime import date
from typing import Annotated, NamedTuple

from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.kernel.words import Worded
from lixia_domain.rules.deadlines import rolled
from lixia_domain.rules.holidays import is_working
from lixia_domain.views.columns import FundColumn, PledgedColumn, ProjectColumn


class ClaimState(Worded):
    """How a claim stands."""

    WAITLISTED = "waitlisted", "候补"
    CLAIMED = "claimed", "已认领"
    CONFIRMED = "confirmed", "已确认"
    RELEASED = "released", "已释放"


class ClaimRow(Row, frozen=True):
    """A claim and the pledge of the same id.

    ``amount_fen`` is what is claimed now (on the waiting list: asked for), ``pledged_fen`` what was
    promised, ``settled_fen`` what of it has arrived. ``next_due`` is the due date of the first
    instalment not paid in full; whether it is overdue depends on the day that is asked about:
    ``overdue``. A released pledge has none, nor has one in default: its slot may be another's, but
    ``owed_fen`` (as it stood then) stays owed. ``demanded_until`` is of the last demand for an
    instalment that was not amended since.
    """

    claim: Annotated[str, column("认领编号", "claim")]
    project: ProjectColumn = ""
    enterprise: Annotated[str, column("企业", "enterprise")] = ""
    fund: FundColumn | None = None
    state: Annotated[str, column("状态", "state", codes=ClaimState)] = ""
    amount_fen: Annotated[int, column("认领额", "amount")] = 0
    pledged_fen: PledgedColumn = 0
    settled_fen: Annotated[int, column("已到账", "settled")] = 0
    instalments: Annotated[int, column("期数", "instalments")] = 0
    next_due: Annotated[date | None, column("下期到期", "next due")] = None
    agreement: Annotated[str | None, column("协议", "agreement")] = None
    named: Annotated[bool, column("公开名称", "named")] = False
    pledge_released: Annotated[bool, column("认捐解除", "pledge released")] = False
    on: Annotated[date | None, column("认领日", "claimed on")] = None
    released_on: Annotated[date | None, column("释放日", "released on")] = None
    approved: Annotated[bool, column("已审批备案", "approved")] = False
    """Whether a state-owned donor's approval and filing are evidenced."""
    demanded_until: Annotated[date | None, column("催告期限", "demanded until")] = None
    defaulted_on: Annotated[date | None, column("违约日", "defaulted")] = None
    owed_fen: Annotated[int, column("违约欠款", "owed")] = 0
    receipt_waived: Annotated[bool, column("放弃票据", "receipt waived")] = False
    _schedule: tuple[tuple[date, int, int], ...] = ()
    """Each instalment: due date, amount, and what of it has arrived, in fen."""
    _arrivals: tuple[tuple[int, date, int], ...] = ()
    """What was credited to which instalment, when, in fen; taken back again: below zero."""
    _ended: date | None = None
    """When the pledge was released."""
    _demands: tuple[tuple[int, date], ...] = ()
    """Which instalment was demanded, as it is scheduled now, and until when."""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the claim, which is the key of its pledge."""
    match recorded.event:
        case (
            prj.ProjectClaimed(claim=claim)
            | prj.ClaimConfirmed(claim=claim)
            | prj.ClaimReduced(claim=claim)
            | prj.ClaimReleased(claim=claim)
            | prj.ClaimRestored(claim=claim)
            | prj.ClaimWaitlisted(claim=claim)
        ):
            return (claim,)
        case _:
            return (recorded.key,)


def evolve(row: ClaimRow | None, recorded: Recorded) -> ClaimRow:
    """Bring a claim's row up to date."""
    event, key = recorded.event, recorded.key
    match event:
        case prj.ProjectClaimed(claim=claim):
            return _claimed(row or ClaimRow(claim=claim), key, event, ClaimState.CLAIMED)
        case prj.ClaimWaitlisted(claim=claim):
            return _claimed(row or ClaimRow(claim=claim), key, event, ClaimState.WAITLISTED)
        case plg.DonationPledged():
            return _pledged(row or ClaimRow(claim=key), event)
        case _:
            assert row is not None, "a claim's history opens with the claim or its pledge"
            return _changed(row, event)


def _claimed(
    row: ClaimRow, project: str, event: prj.ProjectClaimed | prj.ClaimWaitlisted, state: ClaimState
) -> ClaimRow:
    return replace(
        row,
        project=project,
        enterprise=event.enterprise,
        state=state.value,
        amount_fen=event.amount.fen,
        on=event.on,
    )


def _pledged(row: ClaimRow, event: plg.DonationPledged) -> ClaimRow:
    return replace(
        row,
        project=event.project,
        enterprise=event.enterprise,
        fund=event.fund,
        pledged_fen=event.amount.fen,
        instalments=len(event.instalments),
        next_due=event.instalments[0].due,
        _schedule=tuple((part.due, part.amount.fen, 0) for part in event.instalments),
    )


def _changed(row: ClaimRow, event: Event) -> ClaimRow:
    match event:
        case plg.InstalmentSettled(number=number, amount=amount, on=on):
            return _settled(row, number, amount.fen, on)
        case plg.InstalmentUnsettled(number=number, amount=amount, on=on):
            return _settled(row, number, -amount.fen, on)
        case prj.ClaimConfirmed():
            return replace(row, state=ClaimState.CONFIRMED.value)
        case prj.ClaimReduced(amount=amount):
            return replace(row, amount_fen=amount.fen)
        case prj.ClaimReleased(on=on):
            return replace(row, state=ClaimState.RELEASED.value, released_on=on)
        case prj.ClaimRestored(amount=amount, confirmed=confirmed):
            state = ClaimState.CONFIRMED if confirmed else ClaimState.CLAIMED
            return replace(row, state=state.value, amount_fen=amount.fen, released_on=None)
        case plg.PledgeAmended(amount=amount, instalments=instalments):
            return _amended(replace(row, pledged_fen=amount.fen), instalments)
        case plg.PledgeSucceeded(enterprise=enterprise):
            return replace(row, enterprise=enterprise)
        case plg.AgreementSigned(document=document):
            return replace(row, agreement=document)
        case plg.NamePublicationAgreed():
            return replace(row, named=True)
        case plg.NamePublicationWithdrawn():
            return replace(row, named=False)
        case plg.PledgeReleased() | plg.HardshipExitEvidenced():
            return replace(row, pledge_released=True, next_due=None, _ended=event.on)
        case plg.StateApprovalEvidenced():
            return replace(row, approved=True)
        case plg.PaymentDemanded(number=number, deadline=deadline):
            return _demanded(row, (*row._demands, (number, deadline)))
        case plg.PledgeDefaulted(owed=owed, on=on):
            return replace(row, defaulted_on=on, owed_fen=owed.fen, next_due=None)
        case plg.DefaultWithdrawn():
            return _scheduled(
                replace(_demanded(row, ()), defaulted_on=None, owed_fen=0), row._schedule
            )
        case plg.ReceiptWaiverWithdrawn():
            return replace(row, receipt_waived=False)
        case _:
            assert isinstance(event, plg.DonationReceiptWaived)
            return replace(row, receipt_waived=True)


def _settled(row: ClaimRow, number: int, fen: int, on: date) -> ClaimRow:
    schedule = tuple(
        (due, amount, paid + fen) if place == number else (due, amount, paid)
        for place, (due, amount, paid) in enumerate(row._schedule, 1)
    )
    arrivals = (*row._arrivals, (number, on, fen))
    return _scheduled(replace(row, settled_fen=row.settled_fen + fen, _arrivals=arrivals), schedule)


def _demanded(row: ClaimRow, demands: tuple[tuple[int, date], ...]) -> ClaimRow:
    return replace(row, _demands=demands, demanded_until=demands[-1][1] if demands else None)


def _amended(row: ClaimRow, instalments: Sequence[Instalment]) -> ClaimRow:
    was = tuple((due, amount) for due, amount, _ in row._schedule)
    now = tuple((part.due, part.amount.fen) for part in instalments)
    row = _demanded(
        row,
        tuple(one for one in row._demands if was[one[0] - 1 : one[0]] == now[one[0] - 1 : one[0]]),
    )
    arrived = (*(paid for _, _, paid in row._schedule), *(0 for _ in instalments))
    schedule = tuple(
        (part.due, part.amount.fen, paid) for part, paid in zip(instalments, arrived, strict=False)
    )
    return _scheduled(replace(row, instalments=len(instalments)), schedule)


def _scheduled(row: ClaimRow, schedule: tuple[tuple[date, int, int], ...]) -> ClaimRow:
    open_dues = (due for due, amount, paid in schedule if paid < amount)
    return replace(
        row,
        next_due=None if row.pledge_released or row.defaulted_on else next(open_dues, None),
        _schedule=schedule,
    )


def awaited(row: ClaimRow) -> tuple[tuple[date, tuple[date, ...]], ...]:
    """Return each instalment that is not paid in full: its due date, and until when it is demanded.

    None of a pledge that was released, or is in default.
    """
    if row.pledge_released or row.defaulted_on:
        return ()
    return tuple(
        (due, tuple(until for demanded, until in row._demands if demanded == number))
        for number, (due, amount, paid) in enumerate(row._schedule, 1)
        if paid < amount
    )


class Overdue(NamedTuple):
    """An instalment that was due before the day asked about, and not paid in full by then.

    ``due`` is the day as counted; ``days`` count from its end on a working day.
    """

    number: int
    due: date
    missing_fen: int
    days: int


def overdue(row: ClaimRow, as_of: date) -> tuple[Overdue, ...]:
    """Return what was overdue at the end of ``as_of``, by what had arrived by then.

    Never stored: it changes with the day, without any fact. A pledge released by then owes nothing;
    one in default does.
    """
    if row._ended is not None and row._ended <= as_of:
        return ()
    found: list[Overdue] = []
    for number, (due, amount, _) in enumerate(row._schedule, 1):
        paid = sum(fen for n, on, fen in row._arrivals if n == number and on <= as_of)
        if due < as_of and paid < amount and (last := rolled(due, is_working).day) < as_of:
            found.append(Overdue(number, due, amount - paid, (as_of - last).days))
    return tuple(found)


CLAIM_BOARD: View[ClaimRow] = View(
    name="claim_board",
    version=5,
    title="认领情况",
    title_en="Claim board",
    row=ClaimRow,
    reads=(
        prj.ProjectClaimed,
        prj.ClaimConfirmed,
        prj.ClaimReduced,
        prj.ClaimReleased,
        prj.ClaimRestored,
        prj.ClaimWaitlisted,
        plg.DonationPledged,
        plg.PledgeAmended,
        plg.AgreementSigned,
        plg.InstalmentSettled,
        plg.InstalmentUnsettled,
        plg.PledgeReleased,
        plg.HardshipExitEvidenced,
        plg.NamePublicationAgreed,
        plg.NamePublicationWithdrawn,
        plg.StateApprovalEvidenced,
        plg.PaymentDemanded,
        plg.PledgeDefaulted,
        plg.DefaultWithdrawn,
        plg.DonationReceiptWaived,
        plg.ReceiptWaiverWithdrawn,
        plg.PledgeSucceeded,
    ),
    keys=keys,
    evolve=evolve,
    shown="claim project state pledged_fen settled_fen next_due enterprise named agreement",
)
