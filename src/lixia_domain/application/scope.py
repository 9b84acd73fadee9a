"""For whom an act is done: the enterprise, the team, the fund for which its actor must stand.

A scope is resolved from a use case's arguments by what the log knows, never by what a caller says;
what is read for it is re-checked when the act is recorded. Which role must stand for what: an
enterprise's account for the enterprise, a team's for the team, those of a foundation (accountant,
cashier, approver, receipt keeper) for the foundation that keeps the fund.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple, TypeAlias

from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_debit import BANK_DEBIT, Debit
from lixia_domain.aggregates.brand import BRAND
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.donation_receipt import (
    DONATION_RECEIPT,
    DonationReceiptIssued,
    DonationReceiptIssuedInKind,
)
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.fundraising_plan import FUNDRAISING_PLAN
from lixia_domain.aggregates.in_kind.state import IN_KIND
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.receipt_book import RECEIPT_BOOK
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION
from lixia_domain.application.donors import donor_of, successor_of
from lixia_domain.kernel.gifts import credit_of
from lixia_domain.kernel.ids import join_key, split_key
from lixia_domain.kernel.keys import upper
from lixia_domain.recording.work import Work


class Scope(NamedTuple):
    """Whom an act concerns: ``None`` where nobody of that kind, empty where it can't be told who.

    Nobody stands for whom it can't be told: a claim that does not exist is no enterprise's.
    """

    enterprise: str | None = None
    team: str | None = None
    foundation: str | None = None
    others: tuple[str, ...] = ()
    """Further foundations that it concerns as much."""


Arguments: TypeAlias = Mapping[str, Any]
Resolve: TypeAlias = Callable[[Work, Arguments], Scope]


class Scoped(NamedTuple):
    """How the scope of an act is found: by which ``argument``, ``of`` what that names.

    ``concerns``: in which respects it can tell whom the act concerns.
    """

    of: str
    argument: str
    resolve: Resolve
    concerns: tuple[str, ...] = ()


district = Scoped("district", "", lambda work, given: Scope())
"""The whole district: whoever holds the role may."""


def enterprise_named(argument: str = "code") -> Scoped:
    """Return that an act is the enterprise's which is named."""
    return Scoped(
        "enterprise",
        argument,
        lambda work, given: Scope(enterprise=given[argument]),
        ("enterprise",),
    )


def team_named(argument: str = "team_id") -> Scoped:
    """Return that an act is the team's which is named."""
    return Scoped("team", argument, lambda work, given: Scope(team=given[argument]), ("team",))


def foundation_named(argument: str = "code") -> Scoped:
    """Return that an act is the foundation's which is named."""
    return Scoped(
        "foundation",
        argument,
        lambda work, given: Scope(foundation=given[argument]),
        ("foundation",),
    )


def of_fund(argument: str = "fund_id") -> Scoped:
    """Return that an act concerns the foundation that keeps the fund."""
    return Scoped(
        "fund",
        argument,
        lambda work, given: Scope(foundation=keeper_of(work, given[argument])),
        ("foundation",),
    )


def of_project(argument: str = "project_id", fund: str = "") -> Scoped:
    """Return that an act concerns the project's team, and the keeper of the ``fund`` if named."""

    def scope(work: Work, given: Arguments) -> Scope:
        found = work.load(PROJECT, given[argument])
        team = "" if found is None else found.team or ""
        return Scope(team=team, foundation=keeper_of(work, given[fund]) if fund else None)

    return Scoped("project", argument, scope, ("team", "foundation") if fund else ("team",))


def of_claim(argument: str = "claim_id") -> Scoped:
    """Return that an act concerns who claimed, and the keeper of the fund it is pledged to.

    For a firm that was merged into another, that one acts.
    """

    def scope(work: Work, given: Arguments) -> Scope:
        found = work.load(PLEDGE, given[argument])
        if found is None:
            return Scope(enterprise="", foundation="")
        return Scope(
            enterprise=successor_of(work, found.enterprise),
            foundation=keeper_of(work, found.pledged.fund),
        )

    return Scoped("claim", argument, scope, ("enterprise", "foundation"))


def of_waiting(argument: str = "claim_id", project: str = "project_id") -> Scoped:
    """Return that an act is the enterprise's whose claim waits for a slot of the project."""

    def scope(work: Work, given: Arguments) -> Scope:
        found = work.load(PROJECT, given[project])
        wish = None if found is None else found.waiting.get(given[argument])
        return Scope(enterprise="" if wish is None else successor_of(work, wish.enterprise))

    return Scoped("waiting claim", argument, scope, ("enterprise",))


def of_credit(argument: str = "credit_id") -> Scoped:
    """Return that an act concerns the keeper of the fund on whose account money arrived."""

    def scope(work: Work, given: Arguments) -> Scope:
        found = work.load(BANK_CREDIT, given[argument])
        return Scope(foundation="" if found is None else keeper_of(work, found.fund))

    return Scoped("credit", argument, scope, ("foundation",))


def of_part(argument: str = "gift") -> Scoped:
    """Return that an act on a part of a credit concerns the keeper of the fund it arrived for."""

    def scope(work: Work, given: Arguments) -> Scope:
        return of_credit().resolve(work, {"credit_id": credit_of(given[argument])})

    return Scoped("credit", argument, scope, ("foundation",))


def of_gift(argument: str = "gift") -> Scoped:
    """Return that an act is the donor's whose gift it is, and the keeper's of its fund."""

    def scope(work: Work, given: Arguments) -> Scope:
        found = work.load(BANK_CREDIT, credit_of(given[argument]))
        parts = () if found is None else found.allocations
        part = next((one for one in parts if one.gift == given[argument]), None)
        if found is None:
            return Scope(enterprise="", foundation="")
        donor = "" if part is None else successor_of(work, donor_of(work, part.gift))
        return Scope(enterprise=donor, foundation=keeper_of(work, found.fund))

    return Scoped("gift", argument, scope, ("enterprise", "foundation"))


def of_debit(argument: str = "debit_id") -> Scoped:
    """Return that an act concerns the keeper of the fund from whose account money left."""

    def scope(work: Work, given: Arguments) -> Scope:
        found = work.load(BANK_DEBIT, given[argument])
        fund_id = found.fund if isinstance(found, Debit) else None
        return Scope(foundation="" if fund_id is None else keeper_of(work, fund_id))

    return Scoped("debit", argument, scope, ("foundation",))


def of_disbursement(argument: str = "disbursement_id") -> Scoped:
    """Return that an act concerns the team that is paid, and the keeper of the fund that pays."""

    def scope(work: Work, given: Arguments) -> Scope:
        found = work.load(DISBURSEMENT, given[argument])
        if found is None:
            return Scope(team="", foundation="")
        fund, _ = split_key(found.requested.account)
        return Scope(team=found.requested.team, foundation=keeper_of(work, fund))

    return Scoped("disbursement", argument, scope, ("team", "foundation"))


def _of_receipt(work: Work, given: Arguments) -> Scope:
    """The keeper of the fund whose gift or goods the receipt is over; nobody's, if over none."""
    issued = work.load(DONATION_RECEIPT, join_key(given["code"], given["number"]))
    match issued.issued if issued is not None else None:
        case DonationReceiptIssued(credit=credit):
            return of_credit().resolve(work, {"credit_id": credit})
        case DonationReceiptIssuedInKind(delivery=delivery):
            return of_delivery().resolve(work, {"delivery_id": delivery})
        case _:
            return Scope(foundation="")


of_receipt = Scoped("receipt", "number", _of_receipt, ("foundation",))


def _of_blank(work: Work, given: Arguments) -> Scope:
    """The keeper of the fund that was given the number; whoever's, while no numbers are."""
    for one in work.load(RECEIPT_BOOK, upper(given["code"])) or ():
        if one.holds(upper(given["number"])):
            return Scope(foundation=keeper_of(work, one.fund))
    return Scope()


of_blank = Scoped("blank receipt", "number", _of_blank, ("foundation",))


def of_delivery(argument: str = "delivery_id") -> Scoped:
    """Return that an act concerns the keeper of the fund that took goods in."""

    def scope(work: Work, given: Arguments) -> Scope:
        found = work.load(IN_KIND, given[argument])
        return Scope(foundation="" if found is None else keeper_of(work, found.delivered.fund))

    return Scoped("delivery", argument, scope, ("foundation",))


def of_plan(argument: str = "plan_id") -> Scoped:
    """Return that an act concerns the foundation that filed the plan."""

    def scope(work: Work, given: Arguments) -> Scope:
        found = work.load(FUNDRAISING_PLAN, given[argument])
        return Scope(foundation="" if found is None else found.filed.foundation)

    return Scoped("plan", argument, scope, ("foundation",))


def of_session(argument: str = "session_id") -> Scoped:
    """Return that an act concerns the team that holds the session."""

    def scope(work: Work, given: Arguments) -> Scope:
        found = work.load(SERVICE_SESSION, given[argument])
        return Scope(team="" if found is None else found.planned.team)

    return Scoped("session", argument, scope, ("team",))


def of_brand(argument: str = "brand_id") -> Scoped:
    """Return that an act concerns the team whose brand it is."""

    def scope(work: Work, given: Arguments) -> Scope:
        found = work.load(BRAND, given[argument])
        return Scope(team="" if found is None else found.nominated.team)

    return Scoped("brand", argument, scope, ("team",))


def keeper_of(work: Work, fund: str) -> str:
    """Return the foundation that keeps a fund; empty where there is no such fund."""
    found = work.load(FUND, fund)
    return "" if found is None else found.proposed.foundation
