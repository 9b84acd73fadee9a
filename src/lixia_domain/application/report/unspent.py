"""What is not spent: what it is for, what lies on projects that ended, what was promised."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from lixia_domain.aggregates.account.state import designated
from lixia_domain.aggregates.project.facts import ProjectCancelled, ProjectClosed
from lixia_domain.aggregates.project.state import ProjectStage
from lixia_domain.application.report.content import (
    Block,
    CellKind,
    Column,
    Paragraph,
    Section,
    Table,
    added,
)
from lixia_domain.application.report.source import Source
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.keys import GENERAL
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words
from lixia_domain.views.accounts import class_of
from lixia_domain.views.claim_board import CLAIM_BOARD, ClaimRow, overdue
from lixia_domain.views.fund_statement import FUND_STATEMENT

_MONEY, _COUNT = CellKind.MONEY, CellKind.COUNT
TOTAL = Words("合计", "Total")

WAITING = frozenset({ProjectStage.DRAFTED, ProjectStage.APPROVED, ProjectStage.PUBLISHED})
RUNNING = frozenset({ProjectStage.EXECUTING, ProjectStage.ACCEPTANCE})
STAGES = (
    (WAITING, Words("尚未启动的项目：按预算启动后拨付", "Projects not begun: paid once they are")),
    (
        RUNNING,
        Words("执行中的项目：按协议分期、凭证拨付", "Projects under way: by tranches and evidence"),
    ),
    (
        frozenset({ProjectStage.ACCEPTED}),
        Words("已验收、待结项的项目：尾款与结余", "Accepted, to be closed: last tranche, surplus"),
    ),
    (
        frozenset({ProjectStage.CANCELLED}),
        Words(
            "已取消的项目：依协议、捐赠人书面同意转用，或依法退还",
            "Cancelled projects: by the agreement or the donor's consent, or returned by law",
        ),
    ),
    (
        frozenset({ProjectStage.CLOSED}),
        Words(
            "已结项的项目：剩余财产依协议、方案，否则用于目的相近的项目",
            "Closed projects: surplus by agreement or plan, else for a similar purpose",
        ),
    ),
)
"""What is to become of money, by the stage of its project (慈善法 58; DOMAIN §4)."""

UNKNOWN = Words("项目未登记，待查明", "For a project that is not on record: to be looked into")
UNDECIDED = Words(
    "未指定项目：由基金管理委员会按宗旨安排", "For no one project: as the fund decides"
)


def unspent(source: Source) -> Section:
    """Return what the donations that are held are for, and what was promised and has not come."""
    blocks: tuple[Block, ...] = (_planned(source), *_stranded(source), *_promised(source))
    return Section(Words("未用资金与未到认捐", "What is unspent, and what has not come"), blocks)


def _balances(source: Source) -> dict[str, int]:
    """Return what the fund holds in donations for each designation."""
    held: dict[str, int] = defaultdict(int)
    for row in source.movements:
        if class_of(row.designation) == SourceClass.DONATED:
            held[row.designation] += row.in_fen - row.out_fen
    return held


def _planned(source: Source) -> Table:
    uses: dict[Words, list[int]] = defaultdict(list)
    for key, fen in _balances(source).items():
        if fen:
            uses[_use(source, key)].append(fen)
    rows = [
        (said, 0 if said is UNDECIDED else len(uses[said]), Money(sum(uses[said])))
        for said in (*(said for _, said in STAGES), UNKNOWN, UNDECIDED)
        if said in uses
    ]
    statement = {row.source: row for row in source.of(FUND_STATEMENT) if row.fund == source.fund_id}
    donated = statement.get(SourceClass.DONATED.value)
    reserved = Money(0 if donated is None else donated.reserved_fen)
    return Table(
        title=Words("期末捐赠结存的计划用途", "What the donations held are for"),
        columns=(
            Column("use", Words("用途", "Use")),
            Column("projects", Words("项目数", "Projects"), _COUNT),
            Column("amount", Words("金额", "Amount"), _MONEY),
        ),
        rows=tuple(rows),
        total=(TOTAL, sum(row[1] for row in rows), *added(rows, 2)),
        note=Words(
            f"其中 {reserved.zh}已批准、待付款。",
            f"Of it {reserved.en} is approved and not yet paid.",
        ),
    )


def _use(source: Source, designation: str) -> Words:
    if designation == GENERAL:
        return UNDECIDED
    known = source.projects.get(designation)
    for stages, said in STAGES:
        if known is not None and known.stage in stages:
            return said
    return UNKNOWN


def _stranded(source: Source) -> Iterator[Table]:
    """Yield the projects that ended and still hold money, and why they do."""
    why = _reasons(source)
    rows = []
    for key, fen in sorted(_balances(source).items()):
        known = source.projects.get(key)
        if fen and known is not None and key in why:
            ended, reason = known.cancelled_on or known.closed_on, why[key]
            row = (
                designated(key),
                known.title,
                ProjectStage(known.stage),
                ended,
                reason,
                Money(fen),
            )
            rows.append(row)
    if rows:
        yield Table(
            title=Words("已取消、已结项项目的结存", "Money that lies on projects that ended"),
            columns=(
                Column("project", Words("项目", "Project"), CellKind.CODE),
                Column("title", Words("名称", "Title")),
                Column("stage", Words("阶段", "Stage"), CellKind.CODE),
                Column("ended", Words("日期", "Since"), CellKind.DATE),
                Column("reason", Words("为何", "Why")),
                Column("amount", Words("金额", "Amount"), _MONEY),
            ),
            rows=tuple(rows),
            total=(TOTAL, *(None,) * 4, *added(rows, 5)),
        )


def _reasons(source: Source) -> dict[str, str]:
    """Return why each project ended, by what was recorded then."""
    told: dict[str, str] = {}
    for recorded in source.facts(ProjectCancelled, ProjectClosed):
        event = recorded.event
        assert isinstance(event, ProjectCancelled | ProjectClosed)
        told[recorded.key] = event.reason if isinstance(event, ProjectCancelled) else event.summary
    return told


def _promised(source: Source) -> tuple[Block, ...]:
    """Return what was promised to the fund and has not come: to come, overdue, in default."""
    sums: dict[Words, tuple[int, int]] = {}
    for row in source.of(CLAIM_BOARD):
        if row.fund == source.fund_id:
            for said, fen in _open(source, row):
                claims, amount = sums.get(said, (0, 0))
                sums[said] = (claims + 1, amount + fen)
    if not sums:
        return (Paragraph(Words("认捐均已到账。", "All that was promised has come.")),)
    rows = [(said, *sums[said]) for said in sorted(sums, key=lambda said: said.en)]
    table = Table(
        title=Words("认捐未到", "Promised and not come"),
        columns=(
            Column("state", Words("状况", "State")),
            Column("claims", Words("认捐数", "Pledges"), _COUNT),
            Column("amount", Words("金额", "Amount"), _MONEY),
        ),
        rows=tuple((said, claims, Money(fen)) for said, claims, fen in rows),
        total=(TOTAL, None, Money(sum(row[2] for row in rows))),
        note=Words(
            "认捐不是收入：到账方计入收入。一份认捐可有数期，分列各行。",
            "A pledge is no income until it comes. One of several instalments may stand in more "
            "than one row.",
        ),
    )
    return (table,)


def _open(source: Source, row: ClaimRow) -> Iterator[tuple[Words, int]]:
    if row.owed_fen:
        yield Words("已违约，仍应履行", "In default, still owed"), row.owed_fen
    elif not row.pledge_released and row.pledged_fen > row.settled_fen:
        late = sum(each.missing_fen for each in overdue(row, source.until))
        if late:
            yield Words("已逾期", "Overdue"), late
        if rest := row.pledged_fen - row.settled_fen - late:
            yield Words("未到期", "Not due yet"), rest
