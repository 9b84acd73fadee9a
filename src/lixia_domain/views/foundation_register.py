"""Foundation register (基金会): dated names, qualifications, and which years were reported."""

from datetime import date
from typing import Annotated

from lixia_domain.aggregates.foundation import facts as fdn
from lixia_domain.aggregates.foundation.facts import Qualification
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.view import Audience, Row, View, replace
from lixia_domain.views.columns import FoundationColumn, NameColumn, RegisteredOnColumn


class FoundationRow(Row, frozen=True):
    """A foundation by its credit code.

    ``names`` holds every name with the date from which it is borne. ``fundraising_since`` and
    ``fundraising_until`` are of the qualification recorded last (no end: for good). ``years`` lists
    the years reported; the amounts are those of the newest of them. Officers, accounts and related
    parties are counted here, not named.
    """

    foundation: FoundationColumn
    name: NameColumn = ""
    names: Annotated[str, column("历次名称", "names")] = ""
    authority: Annotated[str, column("登记机关", "authority")] = ""
    fundraising_since: Annotated[date | None, column("公募资格起", "fundraising since")] = None
    fundraising_until: Annotated[date | None, column("公募资格止", "fundraising until")] = None
    tax_until: Annotated[date | None, column("税前扣除止", "tax until")] = None
    bank_accounts: Annotated[int, column("账户数", "accounts")] = 0
    officers: Annotated[int, column("任职数", "officers")] = 0
    related_parties: Annotated[int, column("关联方数", "related")] = 0
    years: Annotated[str, column("已报年度", "years reported")] = ""
    prior_income_fen: Annotated[int | None, column("上年收入", "income before")] = None
    charitable_spending_fen: Annotated[int | None, column("慈善支出", "charitable")] = None
    management_cost_fen: Annotated[int | None, column("管理费用", "management")] = None
    total_spending_fen: Annotated[int | None, column("总支出", "total")] = None
    registered_on: RegisteredOnColumn | None = None
    _accounts: tuple[str, ...] = ()
    _filed: tuple[tuple[int, date], ...] = ()
    """Each year that was reported, and when first."""


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the credit code."""
    return (recorded.key,)


def evolve(row: FoundationRow | None, recorded: Recorded) -> FoundationRow:
    """Bring a foundation's row up to date."""
    row = row or FoundationRow(foundation=recorded.key)
    event = recorded.event
    match event:
        case fdn.FoundationRegistered(name=name, authority=authority, on=on):
            return replace(
                row, name=name, names=f"{on} {name}", authority=authority, registered_on=on
            )
        case fdn.FoundationRenamed(name=name, on=on):
            return replace(row, name=name, names=f"{row.names}；{on} {name}")
        case fdn.QualificationRecorded(qualification=what, since=since, until=until):
            if what is Qualification.TAX_DEDUCTION:
                return replace(row, tax_until=until)
            return replace(row, fundraising_since=since, fundraising_until=until)
        case fdn.QualificationEnded(qualification=what, until=until):
            if what is Qualification.TAX_DEDUCTION:
                return replace(row, tax_until=until)
            return replace(row, fundraising_until=until)
        case fdn.FoundationYearReported():
            return _reported(row, event)
        case _:
            return _counted(row, event)


def _counted(row: FoundationRow, event: Event) -> FoundationRow:
    match event:
        case fdn.BankAccountRegistered(account=account):
            accounts = tuple(dict.fromkeys((*row._accounts, account)))
            return replace(row, bank_accounts=len(accounts), _accounts=accounts)
        case fdn.OfficerAppointed():
            return replace(row, officers=row.officers + 1)
        case fdn.OfficerLeft():
            return replace(row, officers=row.officers - 1)
        case fdn.RelatedTieEnded():
            return replace(row, related_parties=row.related_parties - 1)
        case _:
            assert isinstance(event, fdn.RelatedPartyDeclared)
            return replace(row, related_parties=row.related_parties + 1)


def _reported(row: FoundationRow, event: fdn.FoundationYearReported) -> FoundationRow:
    years = sorted({*filter(None, row.years.split("、")), str(event.year)})
    row = replace(row, years="、".join(years))
    if event.year not in dict(row._filed):
        row = replace(row, _filed=(*row._filed, (event.year, event.on)))
    if years[-1] != str(event.year):
        return row
    return replace(
        row,
        prior_income_fen=event.prior_income.fen,
        charitable_spending_fen=event.charitable_spending.fen,
        management_cost_fen=event.management_cost.fen,
        total_spending_fen=event.total_spending.fen,
    )


def filed(row: FoundationRow) -> tuple[tuple[int, date], ...]:
    """Return each year that was reported, and when it was first."""
    return row._filed


FOUNDATION_REGISTER: View[FoundationRow] = View(
    name="foundation_register",
    version=3,
    title="基金会",
    title_en="Foundation register",
    row=FoundationRow,
    reads=(
        fdn.FoundationRegistered,
        fdn.FoundationRenamed,
        fdn.QualificationRecorded,
        fdn.QualificationEnded,
        fdn.BankAccountRegistered,
        fdn.OfficerAppointed,
        fdn.OfficerLeft,
        fdn.RelatedPartyDeclared,
        fdn.RelatedTieEnded,
        fdn.FoundationYearReported,
    ),
    keys=keys,
    evolve=evolve,
    shown=(
        "name foundation fundraising_since fundraising_until years related_parties names "
        "officers bank_accounts"
    ),
    audience=Audience.PUBLIC,
)
