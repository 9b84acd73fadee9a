"""Programme summary (总览): the programme in figures, in all and for each domain.

Nothing here is folded from facts: it adds up the rows of other views and therefore always fits
them. A draft is no project of the programme yet; it counts from its publication on.
"""

from collections.abc import Mapping
from typing import Annotated

from lixia_domain.kernel.columns import column
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.view import Audience, Part, Rollup, Row
from lixia_domain.kernel.words import Worded
from lixia_domain.views.columns import (
    BudgetColumn,
    DisbursedColumn,
    DomainColumn,
    PledgedColumn,
    ProjectsColumn,
    ReceivedColumn,
)
from lixia_domain.views.enterprise_roll import ENTERPRISE_ROLL, RollRow
from lixia_domain.views.fund_statement import FUND_STATEMENT, FundStatementRow
from lixia_domain.views.project_register import PROJECT_REGISTER, ProjectRow


class SummaryScope(Worded):
    """What a row is of that is of no one domain."""

    ALL = "全部", "全部", "all"


ALL = SummaryScope.ALL.value


class DomainRow(Row, frozen=True):
    """How many published projects a domain has."""

    domain: DomainColumn
    projects: ProjectsColumn = 0


DOMAINS: Rollup[DomainRow] = Rollup(
    name="domain_tally",
    version=1,
    title="领域项目数",
    title_en="Projects by domain",
    row=DomainRow,
    parts=(
        Part(
            of=PROJECT_REGISTER,
            keys=lambda _, row: (row.domain,),
            adds=lambda row: {"projects": int(row.published_on is not None)},
            columns=("projects",),
        ),
    ),
    start=lambda key: DomainRow(domain=key),
)
"""Internal: its rows are what distinct domains are counted by."""


class SummaryRow(Row, frozen=True):
    """The programme in all (``scope`` 全部), or one domain of it.

    Only the whole has ``domains``, ``enterprises`` (those with a standing pledge) and government
    money; a domain's are NULL, not 0. ``pledged_fen`` adds up standing claims. ``received_fen`` and
    ``disbursed_fen`` are donated money: in all, of every account but suspense, less reversals and
    refunds; of a domain, what its projects' accounts took in and paid. The whole may exceed the
    sum of its domains by money that is for no one project.
    """

    scope: Annotated[str, column("范围", "scope", codes=SummaryScope, closed=False)]
    domains: Annotated[int | None, column("领域数", "domains")] = None
    projects: ProjectsColumn = 0
    projects_claimed: Annotated[int, column("已认领", "claimed")] = 0
    projects_unclaimed: Annotated[int, column("未认领", "unclaimed")] = 0
    enterprises: Annotated[int | None, column("企业数", "firms")] = None
    budget_fen: BudgetColumn = 0
    pledged_fen: PledgedColumn = 0
    received_fen: ReceivedColumn = 0
    disbursed_fen: DisbursedColumn = 0
    government_received_fen: Annotated[
        int | None, column("财政到账（净额）", "net government received")
    ] = None
    government_disbursed_fen: Annotated[
        int | None, column("财政拨付（总额）", "gross government disbursed")
    ] = None


def start(key: str) -> SummaryRow:
    """Return the row before anything is added."""
    if key != ALL:
        return SummaryRow(scope=key.partition("/")[2])
    return SummaryRow(
        scope=ALL,
        domains=0,
        enterprises=0,
        government_received_fen=0,
        government_disbursed_fen=0,
    )


def domain_key(domain: str) -> str:
    """Return the key of a domain's row."""
    return f"领域/{domain}"


def _of_project(row: ProjectRow) -> Mapping[str, int]:
    if row.published_on is None:
        return {}
    claimed = int(row.claimants > 0)
    return {
        "projects": 1,
        "projects_claimed": claimed,
        "projects_unclaimed": 1 - claimed,
        "budget_fen": row.budget_fen,
        "pledged_fen": row.claimed_fen,
    }


def _money_of_project(row: ProjectRow) -> Mapping[str, int]:
    if row.published_on is None:
        return {}
    return {"received_fen": row.received_fen, "disbursed_fen": row.disbursed_fen}


def _of_enterprise(row: RollRow) -> Mapping[str, int]:
    return {"enterprises": int(row.claims > 0)}


def _of_domain(row: DomainRow) -> Mapping[str, int]:
    return {"domains": int(row.projects > 0)}


def _of_fund(row: FundStatementRow) -> Mapping[str, int]:
    if row.source == SourceClass.DONATED:
        received = row.received_fen - row.reversed_fen - row.returned_fen
        return {"received_fen": received, "disbursed_fen": row.paid_out_fen}
    if row.source == SourceClass.GOVERNMENT:
        received = row.received_fen - row.reversed_fen - row.returned_fen
        return {
            "government_received_fen": received,
            "government_disbursed_fen": row.paid_out_fen,
        }
    return {}


PROGRAMME_SUMMARY: Rollup[SummaryRow] = Rollup(
    name="programme_summary",
    version=1,
    title="总览",
    title_en="Programme summary",
    row=SummaryRow,
    parts=(
        Part(
            of=PROJECT_REGISTER,
            keys=lambda _, row: (ALL, domain_key(row.domain)),
            adds=_of_project,
            columns=(
                "projects",
                "projects_claimed",
                "projects_unclaimed",
                "budget_fen",
                "pledged_fen",
            ),
        ),
        Part(
            of=PROJECT_REGISTER,
            keys=lambda _, row: (domain_key(row.domain),),
            adds=_money_of_project,
            columns=("received_fen", "disbursed_fen"),
        ),
        Part(
            of=FUND_STATEMENT,
            keys=lambda _, __: (ALL,),
            adds=_of_fund,
            columns=(
                "received_fen",
                "disbursed_fen",
                "government_received_fen",
                "government_disbursed_fen",
            ),
        ),
        Part(
            of=ENTERPRISE_ROLL,
            keys=lambda _, __: (ALL,),
            adds=_of_enterprise,
            columns=("enterprises",),
        ),
        Part(of=DOMAINS, keys=lambda _, __: (ALL,), adds=_of_domain, columns=("domains",)),
    ),
    start=start,
    shown=(
        "scope projects projects_claimed pledged_fen received_fen disbursed_fen "
        "projects_unclaimed enterprises domains budget_fen"
    ),
    audience=Audience.PUBLIC,
)
