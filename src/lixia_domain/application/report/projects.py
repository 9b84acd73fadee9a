"""The report's projects: the account of each, and how far each domain is."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from lixia_domain.aggregates.account.state import designated
from lixia_domain.aggregates.disbursement.facts import (
    BounceReversed,
    DisbursementRequested,
    FundsDisbursed,
    PaymentBounced,
    PaymentCancelled,
)
from lixia_domain.aggregates.project.state import ProjectStage
from lixia_domain.application.report.content import (
    CellKind,
    Chart,
    Column,
    Section,
    Shape,
    Table,
)
from lixia_domain.application.report.source import Source
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.keys import GOVERNMENT
from lixia_domain.kernel.money import Money, total
from lixia_domain.kernel.words import Words
from lixia_domain.views.accounts import class_of

_MONEY = CellKind.MONEY


def flow(source: Source) -> Chart:
    """Return how much of what was pledged has come, domain by domain, and how much was paid."""
    pledged, books = source.pledged(), _books(source)
    domains: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in source.projects.values():
        if row.project in pledged or row.project in books:
            account, domain = books.get(row.project, Counter()), domains[row.domain]
            domain[0] += pledged[row.project]
            domain[1] += account["received"]
            domain[2] += account["paid"] - account["recovered"]
    return Chart(
        title=Words(
            "各领域：认捐、到账、拨付（净额，自设立起）",
            "By domain: pledged, received, paid, net, to date",
        ),
        shape=Shape.BARS,
        series=(Words("认捐", "Pledged"), Words("到账", "Received"), Words("拨付", "Paid out")),
        groups=tuple((domain, tuple(map(Money, domains[domain]))) for domain in sorted(domains)),
    )


_NET: Mapping[str, str] = {
    "account.donation_received": "received",
    "account.donation_reversed": "received",
    "account.donation_returned": "received",
    "account.funds_paid_out": "paid",
    "account.payment_reversed": "paid",
    "account.recovery_received": "recovered",
    "account.recovery_reversed": "recovered",
}
"""Which column a movement is added to; all others are told in one."""


def _books(source: Source) -> dict[str, Counter[str]]:
    """Return the columns of each designation that holds donated money."""
    books: dict[str, Counter[str]] = defaultdict(Counter)
    for row in source.movements:
        if class_of(row.designation) == SourceClass.DONATED:
            came = row.in_fen - row.out_fen
            column = _NET.get(row.kind, "other")
            books[row.designation][column] += -came if column == "paid" else came
            books[row.designation]["balance"] += came
    return books


def accounts(source: Source) -> Section:
    """Return the account of each project that was pledged for or holds money of the fund."""
    books, pledged = _books(source), source.pledged()
    known = source.projects
    paid = _government_paid(source)
    names = ("received", "paid", "recovered", "other", "balance")
    rows = []
    for key in sorted({*books, *pledged, *paid}):
        row, account = known.get(key), books.get(key, Counter())
        title = Words("不限定项目的捐赠", "Given for no one project") if row is None else row.title
        stage = ProjectStage(row.stage) if row is not None and row.stage else None
        amounts = (pledged[key], *(account[name] for name in names), paid[key])
        rows.append((designated(key), title, stage, *map(Money, amounts)))
    sums = tuple(total(column) for column in zip(*(row[3:] for row in rows), strict=True))
    left_out = sum(row.published_on is not None for row in known.values()) - sum(
        row[0] in known for row in rows
    )
    table = Table(
        title=Words("各项目专户", "Accounts of projects"),
        columns=(
            Column("designation", Words("项目", "Project"), CellKind.CODE),
            Column("title", Words("名称", "Title")),
            Column("stage", Words("阶段", "Stage"), CellKind.CODE),
            Column("pledged", Words("认捐", "Pledged"), _MONEY),
            Column("received", Words("到账", "Received"), _MONEY),
            Column("paid", Words("拨付（总额）", "Paid out, gross"), _MONEY),
            Column("recovered", Words("退票、收回", "Bounced, recovered"), _MONEY),
            Column("other", Words("其他净额", "Other, net"), _MONEY),
            Column("balance", Words("结余", "Held"), _MONEY),
            Column("government", Words("财政拨付", "Government"), _MONEY),
        ),
        rows=tuple(rows),
        total=(Words("合计", "Total"), None, None, *sums) if rows else None,
        note=Words(
            f"另有 {left_out} 个已发布项目尚无认捐和收支，未列。"
            "到账已扣除冲正与退还，为自设立起累计；结余＝到账−拨付＋收回＋其他净额；"
            "财政拨付出自财政资金，不在各项目专户之内。",
            f"{left_out} more published projects have neither pledge nor movement. Received is to "
            "date, net of reversals and returns; held = received − paid out + recovered + other; "
            "what the government paid comes out of its own money, not of these accounts.",
        ),
    )
    return Section(Words("项目收支", "Projects"), (table,))


def _government_paid(source: Source) -> Counter[str]:
    """Return what was paid for each project out of the fund's government money, in fen."""
    account, papers, paid = join_key(source.fund_id, GOVERNMENT), dict[str, str](), Counter[str]()
    amounts: dict[str, int] = {}
    for recorded in source.facts(
        DisbursementRequested, FundsDisbursed, PaymentCancelled, PaymentBounced, BounceReversed
    ):
        paper = recorded.key
        match recorded.event:
            case DisbursementRequested(account=asked, project=project) if asked == account:
                papers[paper] = project
            case FundsDisbursed(amount=amount) if paper in papers:
                amounts[paper] = amount.fen
                paid[papers[paper]] += amount.fen
            case PaymentCancelled() | PaymentBounced() if paper in papers:
                paid[papers[paper]] -= amounts[paper]
            case BounceReversed() if paper in papers:
                paid[papers[paper]] += amounts[paper]
            case _:  # donated money
                pass
    return paid
