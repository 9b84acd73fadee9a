"""What the period's money was spent on, who had it, and what of it is not accounted for yet."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from lixia_domain.aggregates.disbursement.facts import DisbursementApproved
from lixia_domain.aggregates.foundation.state import Relation
from lixia_domain.application.report import statement as lines
from lixia_domain.application.report.content import (
    Block,
    Cell,
    CellKind,
    Column,
    Paragraph,
    Section,
    Table,
    added,
)
from lixia_domain.application.report.source import Source
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.keys import is_code
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.people import REFERENCE
from lixia_domain.kernel.words import Words, many
from lixia_domain.views.account_ledger import AccountLedgerRow
from lixia_domain.views.accounts import class_of
from lixia_domain.views.disbursement_register import DisbursementRow
from lixia_domain.views.enterprise_register import ENTERPRISE_REGISTER
from lixia_domain.views.team_register import TEAM_REGISTER

_MONEY, _COUNT = CellKind.MONEY, CellKind.COUNT
TOTAL = Words("合计", "Total")
DONATED, GRANTED = SourceClass.DONATED.value, SourceClass.GOVERNMENT.value


def spending(source: Source) -> Section:
    """Return costs by kind, by who had the money and by team, advances, and related parties."""
    had = tuple(table for table in (_categories(source), _teams(source)) if table.rows)
    nothing = Paragraph(Words("本期没有拨付。", "Nothing was paid in the period."))
    blocks: tuple[Block, ...] = (
        _kinds(source),
        *(had or (nothing,)),
        *_advances(source),
        *_related(source),
    )
    return Section(Words("支出与收款方", "Spending and who had it"), blocks)


def _paid(source: Source) -> Iterator[tuple[AccountLedgerRow, int]]:
    """Yield the period's payments with what each took, what came back below zero."""
    for row in source.moved:
        if lines.LINE[row.kind] in (lines.PAID_OUT, lines.RECOVERED):
            yield row, row.out_fen - row.in_fen


def _kinds(source: Source) -> Table:
    donated: Counter[str] = Counter()
    granted: Counter[str] = Counter()
    for row, fen in _paid(source):
        line = source.tranches[row.disbursement or ""].line
        (granted if class_of(row.designation) == GRANTED else donated)[line] += fen
    rows: list[tuple[Cell, ...]] = [
        (
            Words(f"项目支出：{line}", f"Projects: {line}"),
            Money(donated[line]),
            Money(granted[line]),
        )
        for line in sorted(donated | granted)
    ]
    for said, charged in (
        (Words("银行手续费", "Bank fees"), lines.FEES),
        (Words("管理费", "Management cost"), lines.MANAGEMENT),
    ):
        by = (lines.amounts(source.moved, charged, source=each) for each in (DONATED, GRANTED))
        rows.append((said, *(-amount for amount in by)))
    return Table(
        title=Words("本期支出，按种类", "Spent in the period, by kind"),
        columns=(
            Column("kind", Words("种类", "Kind")),
            Column("donated", Words("捐赠资金", "Donations"), _MONEY),
            Column("government", Words("财政资金", "Government money"), _MONEY),
        ),
        rows=tuple(rows),
        total=(TOTAL, *added(rows, 1, 2)),
        note=Words(
            "按项目预算科目；已扣除本期退票与收回。未单独列支募捐成本：如有，列在管理费内。",
            "By line of the projects' budgets, less what bounced or was recovered. No cost of "
            "fundraising is booked apart: if there was any, it is in the management cost.",
        ),
    )


def category(tranche: DisbursementRow) -> Words:
    """Return what kind of payee had a tranche; none is named here."""
    if tranche.payee == tranche.team:
        return Words("实施团队", "The team itself")
    if REFERENCE.fullmatch(tranche.payee):
        return Words("个人", "A person")
    if is_code(tranche.payee):
        return Words("单位（统一社会信用代码）", "An organisation, by credit code")
    return Words("登记的其他收款方", "Another payee on record")


def _categories(source: Source) -> Table:
    sums: dict[Words, int] = defaultdict(int)
    payees: dict[Words, set[str]] = defaultdict(set)
    tranches: dict[Words, set[str]] = defaultdict(set)
    for row, fen in _paid(source):
        tranche = source.tranches[row.disbursement or ""]
        kind = category(tranche)
        sums[kind] += fen
        payees[kind].add(tranche.payee)
        tranches[kind].add(tranche.disbursement)
    rows = [
        (kind, len(payees[kind]), len(tranches[kind]), Money(sums[kind]))
        for kind in sorted(sums, key=lambda kind: kind.en)
    ]
    return Table(
        title=Words("本期收款方，按类别", "Payees of the period, by category"),
        columns=(
            Column("category", Words("类别", "Category")),
            Column("payees", Words("收款方数", "Payees"), _COUNT),
            Column("tranches", Words("笔数", "Tranches"), _COUNT),
            Column("amount", Words("金额（净额）", "Amount, net"), _MONEY),
        ),
        rows=tuple(rows),
        total=(TOTAL, None, sum(row[2] for row in rows), *added(rows, 3)),
    )


def _teams(source: Source) -> Table:
    names = {row.team: row.name for row in source.of(TEAM_REGISTER)}
    paid: Counter[str] = Counter()
    for row, fen in _paid(source):
        paid[source.tranches[row.disbursement or ""].team] += fen
    left: Counter[str] = Counter()
    for tranche in source.tranches.values():
        left[tranche.team] += tranche.outstanding_fen
    rows = [
        (names.get(team) or team, Money(paid[team]), Money(left[team]))
        for team in sorted(paid | left)
    ]
    return Table(
        title=Words("受资助的团队", "Teams that had money"),
        columns=(
            Column("team", Words("团队", "Team")),
            Column("amount", Words("本期拨付（净额）", "Paid in the period, net"), _MONEY),
            Column("outstanding", Words("期末未核销", "Not accounted for at the end"), _MONEY),
        ),
        rows=tuple(rows),
        total=(TOTAL, *added(rows, 1, 2)),
    )


def _advances(source: Source) -> Iterator[Table]:
    """Yield what was paid, to date: spent by evidence, given back, lost, and still an advance."""
    there = [tranche for tranche in source.tranches.values() if tranche.paid_on is not None]
    if not there:
        return
    open_ones = [tranche for tranche in there if tranche.outstanding_fen]
    oldest = min((t.paid_on for t in open_ones if t.paid_on is not None), default=None)
    rows: tuple[tuple[Words, Money], ...] = (
        (
            Words("已凭证核销（支出）", "Accounted for: spent"),
            total(Money(tranche.accepted_fen) for tranche in there),
        ),
        (
            Words("核销为损失", "Written off as lost"),
            total(Money(tranche.lost_fen) for tranche in there),
        ),
        (
            Words("尚未核销（预付）", "Not yet: an advance"),
            total(Money(tranche.outstanding_fen) for tranche in there),
        ),
    )
    yield Table(
        title=Words("拨付与预付（自设立起）", "What was paid: spent, and advances, to date"),
        columns=(
            Column("what", Words("事项", "What")),
            Column("amount", Words("金额", "Amount"), _MONEY),
        ),
        rows=rows,
        total=(Words("已拨付（扣除退票、收回）", "Paid out, net"), *added(rows, 1)),
        note=Words(
            (f"尚未核销 {len(open_ones)} 笔，最早付于 {oldest}。" if open_ones else "均已核销。")
            + "拨付不等于已用：凭证认可后方为支出。",
            (
                f"Advances not accounted for: {many(len(open_ones), 'tranche')}, the oldest "
                f"paid on {oldest}. "
                if open_ones
                else "None is an advance any more. "
            )
            + "What is paid is spent once its evidence is accepted.",
        ),
    )


def _related(source: Source) -> tuple[Block, ...]:
    """Return the period's payments to parties whose declared tie was in force when they were paid.

    A party that is tied to several people is one party, and a payment to it one dealing.
    """
    parties = defaultdict[str, list[Relation]](list)
    for tie in () if source.keeper is None else source.keeper.related:
        parties[tie.declared.party].append(tie)
    minutes = _minutes(source) if parties else {}
    names = _names(source)
    rows = []
    for row, fen in _paid(source):
        tranche = source.tranches[row.disbursement or ""]
        ties = (*parties.get(tranche.payee, ()), *parties.get(tranche.team, ()))
        known = next((tie.declared for tie in ties if tie.covers(row.on)), None)
        if known is None:
            continue
        person = REFERENCE.fullmatch(known.party)
        party = Words("个人", "A person") if person else names.get(known.party, known.party)
        basis = minutes.get(tranche.disbursement, "")
        rows.append((row.on, party, known.tie, tranche.line, basis, Money(fen)))
    said = Words(
        f"已申报关联方 {len(parties)} 个；本期与其交易 {len(rows)} 笔。",
        f"{many(len(parties), 'related party', 'related parties')} declared; "
        f"dealings in the period: {len(rows)}.",
    )
    if not rows:
        return (Paragraph(said),)
    table = Table(
        title=Words("关联方交易", "Related-party dealings"),
        columns=(
            Column("on", Words("日期", "Date"), CellKind.DATE),
            Column("party", Words("关联方", "Party")),
            Column("tie", Words("关系", "Tie"), CellKind.CODE),
            Column("line", Words("内容", "For")),
            Column("basis", Words("审批依据（回避后表决）", "Approved by, the tied abstaining")),
            Column("amount", Words("金额", "Amount"), _MONEY),
        ),
        rows=tuple(rows),
        total=(TOTAL, *(None,) * 4, *added(rows, 5)),
    )
    return (Paragraph(said), table)


def _names(source: Source) -> dict[str, str]:
    """Return the names of teams and firms, by which a party is read sooner than by its code."""
    firms = {row.enterprise: row.name for row in source.of(ENTERPRISE_REGISTER)}
    return firms | {row.team: row.name for row in source.of(TEAM_REGISTER)}


def _minutes(source: Source) -> Mapping[str, str]:
    """Return by which minutes each tranche was approved."""
    return {
        recorded.key: event.minutes
        for recorded in source.facts(DisbursementApproved)
        if isinstance(event := recorded.event, DisbursementApproved)
    }
