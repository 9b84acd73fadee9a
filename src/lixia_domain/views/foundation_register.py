"""Foundation register (基金会): dated names, qualifications, and which years were reported."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.foundation import facts as fdn
from lixia_domain.aggregates.foundation.facts import Qualification
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.view import Row, View, replace


class FoundationRow(Row, frozen=True):
    """A foundation by its credit code.

    ``names`` holds every name with the date from which it is borne. ``fundraising_since`` and
    ``fundraising_until`` are of the qualification recorded last (no end: for good). ``years`` lists
    the years reported; the amounts are those of the newest of them. Officers, accounts and related
    parties are counted here, not named.
    """

    foundation: str
    name: str = ""
    names: str = ""
    authority: str = ""
    fundraising_since: date | None = None
    fundraising_until: date | None = None
    tax_until: date | None = None
    bank_accounts: int = 0
    officers: int = 0
    related_parties: int = 0
    years: str = ""
    prior_income_fen: int | None = None
    charitable_spending_fen: int | None = None
    management_cost_fen: int | None = None
    total_spending_fen: int | None = None
    registered_on: date | None = None
    _accounts: tuple[str, ...] = ()


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
        case fdn.RelatedPartyDeclared():
            return replace(row, related_parties=row.related_parties + 1)
        case _:
            return row


def _reported(row: FoundationRow, event: fdn.FoundationYearReported) -> FoundationRow:
    years = sorted({*filter(None, row.years.split("、")), str(event.year)})
    row = replace(row, years="、".join(years))
    if years[-1] != str(event.year):
        return row
    return replace(
        row,
        prior_income_fen=event.prior_income.fen,
        charitable_spending_fen=event.charitable_spending.fen,
        management_cost_fen=event.management_cost.fen,
        total_spending_fen=event.total_spending.fen,
    )


FOUNDATION_REGISTER: View[FoundationRow] = View(
    name="foundation_register",
    version=1,
    title="基金会",
    title_en="Foundation register",
    row=FoundationRow,
    reads=(
        fdn.FoundationRegistered,
        fdn.FoundationRenamed,
        fdn.QualificationRecorded,
        fdn.BankAccountRegistered,
        fdn.OfficerAppointed,
        fdn.OfficerLeft,
        fdn.RelatedPartyDeclared,
        fdn.FoundationYearReported,
    ),
    keys=keys,
    evolve=evolve,
)
