"""The report's money: what the fund took in, paid and holds; and each project's account."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping

from attrs import frozen

from lixia_domain.aggregates.account import GOVERNMENT, AppropriationReceived
from lixia_domain.aggregates.disbursement import (
    DisbursementRequested,
    FundsDisbursed,
    PaymentBounced,
)
from lixia_domain.application.report.content import (
    Chart,
    Column,
    Kind,
    Section,
    Shape,
    Table,
    Text,
)
from lixia_domain.application.report.source import Source
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import Money, total
from lixia_domain.views.account_ledger import ACCOUNT_LEDGER, AccountLedgerRow
from lixia_domain.views.accounts import class_of
from lixia_domain.views.claim_board import CLAIM_BOARD
from lixia_domain.views.fund_statement import FUND_STATEMENT, FundStatementRow
from lixia_domain.views.project_register import PROJECT_REGISTER, ProjectRow

_MONEY = Kind.MONEY


@frozen(kw_only=True)
class Sums:
    """The amounts that a report opens with; donations less what was reversed or returned."""

    pledged: Money
    received: Money
    paid: Money
    government_received: Money
    government_paid: Money
    held: Money


def sums(source: Source) -> Sums:
    """Return the fund's amounts at the report's moment."""
    rows = {row.source: row for row in source.of(FUND_STATEMENT) if row.fund == source.fund_id}
    nothing = FundStatementRow(fund=source.fund_id, source="")
    donated = rows.get(SourceClass.DONATED.value, nothing)
    government = rows.get(SourceClass.GOVERNMENT.value, nothing)
    return Sums(
        pledged=Money(sum(pledged_by_project(source).values())),
        received=Money(_net(donated)),
        paid=Money(donated.paid_out_fen),
        government_received=Money(_net(government)),
        government_paid=Money(government.paid_out_fen),
        held=Money(sum(row.balance_fen for row in rows.values())),
    )


def _net(row: FundStatementRow) -> int:
    return row.received_fen - row.reversed_fen - row.returned_fen


def pledged_by_project(source: Source) -> Counter[str]:
    """Return what stands pledged to the fund for each project, in fen."""
    pledged: Counter[str] = Counter()
    for row in source.of(CLAIM_BOARD):
        if row.fund == source.fund_id and not row.pledge_released:
            pledged[row.project] += row.pledged_fen
    return pledged


_STATEMENT = (
    ("received_fen", Text("收入", "Received"), 1),
    ("income_fen", Text("孳息变卖", "Income"), 1),
    ("recovered_fen", Text("收回", "Recovered"), 1),
    ("moved_in_fen", Text("转入", "Moved in"), 1),
    ("reversed_fen", Text("冲正", "Reversed"), -1),
    ("returned_fen", Text("退还", "Returned"), -1),
    ("paid_out_fen", Text("拨付", "Paid out"), -1),
    ("charged_fen", Text("费用", "Charged"), -1),
    ("moved_out_fen", Text("转出", "Moved out"), -1),
    ("balance_fen", Text("结存", "Held"), 0),
)


def statement(source: Source) -> Section:
    """Return the fund's statement, each class for itself, and what moved month by month."""
    rows = [row for row in source.of(FUND_STATEMENT) if row.fund == source.fund_id]
    cells = tuple(
        (row.source, *(Money(getattr(row, name)) for name, _, _ in _STATEMENT)) for row in rows
    )
    table = Table(
        title=Text("基金收支表", "Statement of the fund"),
        columns=(
            Column("source", Text("资金类别", "Class"), Kind.CODE),
            *(Column(name, title, _MONEY) for name, title, _ in _STATEMENT),
        ),
        rows=cells,
        note=Text(
            "结存＝收入＋孳息变卖＋收回＋转入−冲正−退还−拨付−费用−转出；各类资金分列，互不抵销。"
            "暂收款查明用途后转入相应类别，不重复计作收入。",
            "Held = received + income + recovered + moved in − reversed − returned − paid out − "
            "charged − moved out. Classes are never netted; money in suspense is moved to its "
            "class once it is known for what it came, and is not counted twice.",
        ),
    )
    return Section(Text("基金收支", "The fund"), (table, _monthly(_ledger(source))))


def _ledger(source: Source) -> list[AccountLedgerRow]:
    return [row for row in source.of(ACCOUNT_LEDGER) if row.fund == source.fund_id]


def _monthly(ledger: Iterable[AccountLedgerRow]) -> Chart:
    """Return donated and government money month by month: what came and what went."""
    months: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in ledger:
        kind, month = class_of(row.designation), months[row.period]
        came = row.in_fen - row.out_fen
        if row.kind in ("account.donation_received", "account.appropriation_received"):
            month[int(kind == SourceClass.GOVERNMENT)] += came
        elif row.kind == "account.funds_paid_out":
            month[2] -= came
    return Chart(
        title=Text("各月到账与拨付", "What came and was paid, by month"),
        shape=Shape.COLUMNS,
        series=(
            Text("捐赠到账", "Donations"),
            Text("财政到账", "Government money"),
            Text("拨付", "Paid out"),
        ),
        groups=tuple((month, tuple(map(Money, months[month]))) for month in sorted(months)),
    )


def flow(source: Source) -> Chart:
    """Return how much of what was pledged has come, domain by domain, and how much was paid."""
    pledged, accounts = pledged_by_project(source), _accounts(source)
    domains: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in source.of(PROJECT_REGISTER):
        if row.project in pledged or row.project in accounts:
            account, domain = accounts.get(row.project, Counter()), domains[row.domain]
            domain[0] += pledged[row.project]
            domain[1] += account["received"]
            domain[2] += account["paid"]
    return Chart(
        title=Text("各领域：认捐、到账、拨付", "By domain: pledged, received, paid out"),
        shape=Shape.BARS,
        series=(Text("认捐", "Pledged"), Text("到账", "Received"), Text("拨付", "Paid out")),
        groups=tuple((domain, tuple(map(Money, domains[domain]))) for domain in sorted(domains)),
    )


def government(source: Source) -> Section:
    """Return each grant of government money with the conditions of its document."""
    account = join_key(source.fund_id, GOVERNMENT)
    rows = tuple(
        (event.document, event.kind.value, event.purpose, event.expiry, event.amount)
        for recorded in source.facts(AppropriationReceived)
        if recorded.key == account and isinstance(event := recorded.event, AppropriationReceived)
    )
    if not rows:
        return Section(Text("财政资金", "Government money"), ())
    table = Table(
        title=Text("财政资金到账", "Government money received"),
        columns=(
            Column("document", Text("文件", "Document")),
            Column("grant", Text("类别", "Kind"), Kind.CODE),
            Column("purpose", Text("用途", "Purpose")),
            Column("expiry", Text("使用期限", "To be used by"), Kind.DATE),
            Column("amount", Text("金额", "Amount"), _MONEY),
        ),
        rows=rows,
        total=(Text("合计", "Total"), None, None, None, total(row[-1] for row in rows)),
    )
    return Section(Text("财政资金", "Government money"), (table,))


_NET: Mapping[str, str] = {
    "account.donation_received": "received",
    "account.donation_reversed": "received",
    "account.donation_returned": "received",
    "account.funds_paid_out": "paid",
    "account.recovery_received": "recovered",
}
"""Which column a movement is added to; all others are told in one."""


def _accounts(source: Source) -> dict[str, Counter[str]]:
    """Return the columns of each designation that holds donated money."""
    accounts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in _ledger(source):
        if class_of(row.designation) == SourceClass.DONATED:
            came = row.in_fen - row.out_fen
            column = _NET.get(row.kind, "other")
            accounts[row.designation][column] += -came if column == "paid" else came
            accounts[row.designation]["balance"] += came
    return accounts


def projects(source: Source) -> Section:
    """Return the account of each project that was pledged for or holds money of the fund."""
    accounts, pledged = _accounts(source), pledged_by_project(source)
    known: dict[str, ProjectRow] = {row.project: row for row in source.of(PROJECT_REGISTER)}
    paid = _government_paid(source)
    names = ("received", "paid", "recovered", "other", "balance")
    rows = []
    for key in sorted({*accounts, *pledged, *paid}):
        row, account = known.get(key), accounts.get(key, Counter())
        title = Text("非限定", "Unrestricted") if row is None else row.title
        stage = None if row is None else row.stage
        amounts = (pledged[key], *(account[name] for name in names), paid[key])
        rows.append((key, title, stage, *map(Money, amounts)))
    sums = tuple(total(column) for column in zip(*(row[3:] for row in rows), strict=True))
    left_out = sum(row.published_on is not None for row in known.values()) - sum(
        row[0] in known for row in rows
    )
    table = Table(
        title=Text("各项目专户", "Accounts of projects"),
        columns=(
            Column("project", Text("项目", "Project")),
            Column("title", Text("名称", "Title")),
            Column("stage", Text("阶段", "Stage"), Kind.CODE),
            Column("pledged", Text("认捐", "Pledged"), _MONEY),
            Column("received", Text("到账", "Received"), _MONEY),
            Column("paid", Text("拨付", "Paid out"), _MONEY),
            Column("recovered", Text("收回", "Recovered"), _MONEY),
            Column("other", Text("其他净额", "Other, net"), _MONEY),
            Column("balance", Text("结余", "Held"), _MONEY),
            Column("government", Text("财政拨付", "Government"), _MONEY),
        ),
        rows=tuple(rows),
        total=(Text("合计", "Total"), None, None, *sums) if rows else None,
        note=Text(
            f"另有 {left_out} 个已发布项目尚无认捐和收支，未列。到账已扣除冲正与退还；"
            "结余＝到账−拨付＋收回＋其他净额；财政拨付出自财政资金，不在各项目专户之内。",
            f"{left_out} more published projects have neither pledge nor movement. Received is net "
            "of reversals and returns; held = received − paid out + recovered + other; what the "
            "government paid comes out of its own money, not of these accounts.",
        ),
    )
    return Section(Text("项目收支", "Projects"), (table,))


def _government_paid(source: Source) -> Counter[str]:
    """Return what was paid for each project out of the fund's government money, in fen."""
    account, papers, paid = join_key(source.fund_id, GOVERNMENT), dict[str, str](), Counter[str]()
    amounts: dict[str, int] = {}
    for recorded in source.facts(DisbursementRequested, FundsDisbursed, PaymentBounced):
        paper = recorded.key
        match recorded.event:
            case DisbursementRequested(account=asked, project=project) if asked == account:
                papers[paper] = project
            case FundsDisbursed(amount=amount) if paper in papers:
                amounts[paper] = amount.fen
                paid[papers[paper]] += amount.fen
            case PaymentBounced() if paper in papers:
                paid[papers[paper]] -= amounts[paper]
            case _:  # donated money
                pass
    return paid
