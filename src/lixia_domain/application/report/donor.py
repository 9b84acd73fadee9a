"""The sheet that one donor gets: what it promised and gave, its receipts, and what became of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from attrs import frozen

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.project.state import ProjectStage
from lixia_domain.application.bootstrap import Store
from lixia_domain.application.report.basis import NOT_THE_ACCOUNTS
from lixia_domain.application.report.content import (
    Cell,
    CellKind,
    Column,
    Document,
    Paragraph,
    Seal,
    Section,
    Table,
    added,
)
from lixia_domain.application.report.source import Source
from lixia_domain.audit.past.moment import Moment, Progress
from lixia_domain.kernel.keys import GENERAL
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.recorder import DEMO
from lixia_domain.views.accounts import fund_and_designation
from lixia_domain.views.claim_board import CLAIM_BOARD, ClaimRow
from lixia_domain.views.enterprise_register import ENTERPRISE_REGISTER
from lixia_domain.views.foundation_register import FOUNDATION_REGISTER
from lixia_domain.views.receipt_register import RECEIPT_REGISTER
from lixia_domain.views.session_log import SESSION_LOG

_MONEY = CellKind.MONEY
TOTAL = Words("合计", "Total")
UNSPENT = Words("尚未用出", "Not spent")
FEES = Words("手续费与管理费", "Fees and management cost")
UNDONE = Words("冲正、退还", "Reversed or returned")
SHORT = Words("弥补短缺", "Put to a shortfall")


class NoSuchDonor(Fault):
    """Who a sheet is asked for has neither promised nor given anything to the fund by then."""

    def __init__(self, donor: str, fund: str) -> None:
        super().__init__(
            f"到这一天，{donor} 对专项基金“{fund}”既无认捐也无捐赠；请核对编号与日期",
            f"by then {donor} had promised and given nothing to the fund {fund!r}: "
            "check its code and the date",
            donor=donor,
            fund=fund,
        )


@frozen(kw_only=True)
class Given:
    """A donor's gifts, and what of each went where: a use's words, and the project that had it."""

    received: tuple[acc.DonationReceived, ...]
    used: Counter[tuple[str, str | Words]]

    @property
    def gifts(self) -> frozenset[str]:
        """Return the gifts' ids."""
        return frozenset(event.gift for event in self.received)


def sheet(
    store: Store,
    *,
    donor: str,
    fund_id: str,
    as_of: date,
    at: int | None,
    seal: Seal | None,
    progress: Progress | None = None,
) -> Document:
    """Return the sheet of a donor (its credit code) as of ``as_of``, since the fund began.

    It is the donor's: it names it whether or not it agreed to be named in public. Raises what
    ``compose`` raises, and ``NoSuchDonor``.
    """
    moment = Moment(on=as_of, position=at).settled(store.ledger.head())
    source = Source.read(store, fund_id, moment, progress=progress)
    claims: list[ClaimRow] = [
        row
        for row in source.of(CLAIM_BOARD)
        if row.fund == fund_id and row.enterprise == donor and row.pledged_fen
    ]
    given = _given(source, donor)
    if not claims and not given.received:
        raise NoSuchDonor(donor, fund_id)
    projects = sorted({row.project for row in claims} | {key for key, _ in given.used})
    about = store.ledger.journal.about()
    return Document(
        title=Words(
            f"捐赠情况告知书：{_name(source, donor)}", f"To {_name(source, donor)}: your gift"
        ),
        foundation=source.foundation,
        fund=source.fund,
        fund_id=fund_id,
        since=min((row.on for row in source.movements), default=as_of),
        as_of=as_of,
        position=source.position,
        recorded_at=source.recorded_at,
        store=about.get("fingerprint", ""),
        synthetic=DEMO in about,
        sections=(
            Section(Words("认捐与到账", "Promised and received"), (_pledges(source, claims),)),
            Section(
                Words("捐赠与票据", "Gifts and receipts"), (_gifts(source, given), *_tax(source))
            ),
            Section(Words("用在何处", "What it was spent on"), (_uses(source, given),)),
            Section(Words("项目进展", "What came of it"), (_results(source, projects),)),
            Section(Words("说明", "Note"), (Paragraph(NOT_THE_ACCOUNTS),)),
        ),
        seal=seal,
        donor=donor,
    )


def _name(source: Source, donor: str) -> str:
    known = {row.enterprise: row.name for row in source.of(ENTERPRISE_REGISTER)}
    return known.get(donor) or donor


def _title(source: Source, project: str) -> str | Words:
    if project == GENERAL:
        return Words("未指定项目", "For no one project")
    known = source.projects.get(project)
    return project if known is None else f"{project} {known.title}"


def _pledges(source: Source, claims: list[ClaimRow]) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            _title(source, row.project),
            row.agreement,
            Money(row.pledged_fen),
            Money(row.settled_fen),
            Money(0 if row.pledge_released else row.pledged_fen - row.settled_fen),
            row.next_due,
        )
        for row in claims
    )
    return Table(
        title=Words("认捐", "Pledges"),
        columns=(
            Column("project", Words("项目", "Project")),
            Column("agreement", Words("协议", "Agreement")),
            Column("pledged", Words("认捐", "Pledged"), _MONEY),
            Column("received", Words("到账", "Received"), _MONEY),
            Column("open", Words("未到", "Not come"), _MONEY),
            Column("due", Words("下期到期", "Next due"), CellKind.DATE),
        ),
        rows=rows,
        total=(TOTAL, None, *added(rows, 2, 3, 4), None),
    )


def _given(source: Source, donor: str) -> Given:
    """Return the donor's gifts to the fund, and what became of each share of them."""
    received: list[acc.DonationReceived] = []
    gifts: set[str] = set()
    used: Counter[tuple[str, str | Words]] = Counter()
    for recorded in source.facts(*USES):
        fund, project = fund_and_designation(recorded.key)
        if fund != source.fund_id:
            continue
        event: Any = recorded.event
        if isinstance(event, acc.DonationReceived):
            if event.legal_donor == donor:
                received.append(event)
                gifts.add(event.gift)
                used[project, UNSPENT] += event.amount.fen
            continue
        for gift, fen in _shares(event):
            if gift in gifts:
                used[project, UNSPENT] -= fen
                if (use := _use(source, event)) is not None:
                    used[project, use] += fen
    return Given(received=tuple(received), used=used)


USES = (
    acc.DonationReceived,
    acc.FundsPaidOut,
    acc.PaymentReversed,
    acc.RecoveryReceived,
    acc.RecoveryReversed,
    acc.BankFeeCharged,
    acc.ManagementCostCharged,
    acc.BankFeeReversed,
    acc.ManagementCostReversed,
    acc.DonationReversed,
    acc.DonationReturned,
    acc.PutToShortfall,
    acc.SurplusMovedOut,
    acc.SurplusMovedIn,
)
"""The facts that a gift comes by, goes by, or is moved by."""
_BACK = (
    acc.PaymentReversed,
    acc.RecoveryReceived,
    acc.SurplusMovedIn,
    acc.BankFeeReversed,
    acc.ManagementCostReversed,
)


def _shares(event: Any) -> Iterable[tuple[str, int]]:
    """Return what a fact takes of each gift; what comes back is below zero."""
    sign = -1 if isinstance(event, _BACK) else 1
    match event:
        case acc.DonationReversed() | acc.DonationReturned():
            return ((event.gift, event.amount.fen),)
        case acc.SurplusMovedOut() | acc.SurplusMovedIn():
            return ((event.share.gift, sign * event.share.amount.fen),)
        case _:
            return ((share.gift, sign * share.amount.fen) for share in event.shares)


def _use(source: Source, event: Any) -> str | Words | None:
    """Return what a fact used a share for; nothing where it only moved on."""
    match event:
        case (
            acc.FundsPaidOut()
            | acc.PaymentReversed()
            | acc.RecoveryReceived()
            | acc.RecoveryReversed()
        ):
            return source.tranches[event.disbursement].line
        case (
            acc.BankFeeCharged()
            | acc.ManagementCostCharged()
            | acc.BankFeeReversed()
            | acc.ManagementCostReversed()
        ):
            return FEES
        case acc.DonationReversed() | acc.DonationReturned():
            return UNDONE
        case acc.PutToShortfall():
            return SHORT
        case _:
            return None


def _gifts(source: Source, given: Given) -> Table:
    receipts: dict[str, list[str]] = {}
    for row in source.of(RECEIPT_REGISTER):
        if row.state == "issued" and row.cites in given.gifts:
            receipts.setdefault(row.cites, []).append(f"{row.code}-{row.serial}")
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            event.on,
            event.gift,
            _title(source, event.restriction),
            "、".join(receipts.get(event.gift, ())) or None,
            event.amount,
        )
        for event in given.received
    )
    return Table(
        title=Words("到账的捐赠", "Gifts received"),
        columns=(
            Column("on", Words("到账日", "Received"), CellKind.DATE),
            Column("gift", Words("捐赠编号", "Gift")),
            Column("project", Words("用途", "For")),
            Column("receipt", Words("捐赠票据", "Receipt")),
            Column("amount", Words("金额", "Amount"), _MONEY),
        ),
        rows=rows,
        total=(TOTAL, None, None, None, *added(rows, 4)),
    )


def _tax(source: Source) -> Iterator[Paragraph]:
    """Yield what is to be known of the tax list: a notice, and no advice."""
    for row in source.of(FOUNDATION_REGISTER):
        if row.foundation == source.foundation_code and row.tax_until is not None:
            yield Paragraph(
                Words(
                    f"基金会的公益性捐赠税前扣除资格至 {row.tax_until}"
                    "（以财政、税务、民政部门公告的名单为准）。"
                    "扣除以合规的公益事业捐赠票据为凭，具体请向主管税务机关确认。",
                    f"The foundation is on the tax list until {row.tax_until}, as the lists that "
                    "the authorities publish say. A deduction needs a proper receipt for public "
                    "welfare donations; ask your tax office.",
                )
            )


def _uses(source: Source, given: Given) -> Table:
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (_title(source, project), use, Money(fen))
        for (project, use), fen in sorted(
            given.used.items(),
            key=lambda item: (item[0][0], item[0][1] == UNSPENT, str(item[0][1])),
        )
        if fen
    )
    return Table(
        title=Words("每笔捐赠的去向", "Where the gifts went"),
        columns=(
            Column("project", Words("项目", "Project")),
            Column("use", Words("用于", "For"), CellKind.CODE),
            Column("amount", Words("金额", "Amount"), _MONEY),
        ),
        rows=rows,
        total=(TOTAL, None, *added(rows, 2)),
        note=Words(
            "拨付给团队的按项目预算科目列示，已扣除退票与收回；合计等于到账的捐赠。",
            "What teams had stands by line of the project's budget, less what bounced or was "
            "recovered; in all it is what was received.",
        ),
    )


def _results(source: Source, projects: Iterable[str]) -> Table:
    held: Counter[str] = Counter()
    minutes: Counter[str] = Counter()
    for row in source.of(SESSION_LOG):
        if row.held_on:
            held[row.project] += 1
            minutes[row.project] += row.certified_minutes
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (
            _title(source, key),
            ProjectStage(known.stage) if known.stage else None,
            known.started_on,
            known.accepted_on,
            held[key],
            minutes[key] // 60,
        )
        for key in projects
        if (known := source.projects.get(key)) is not None
    )
    return Table(
        title=Words("受助项目", "The projects"),
        columns=(
            Column("project", Words("项目", "Project")),
            Column("stage", Words("阶段", "Stage"), CellKind.CODE),
            Column("started", Words("启动日", "Begun"), CellKind.DATE),
            Column("accepted", Words("验收日", "Accepted"), CellKind.DATE),
            Column("sessions", Words("服务活动", "Sessions"), CellKind.COUNT),
            Column("hours", Words("服务时长（整小时）", "Hours of service"), CellKind.COUNT),
        ),
        rows=rows,
    )
