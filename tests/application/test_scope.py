"""For whom an act is done is found in the log, never told by who does it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import pytest

from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_debit import BANK_DEBIT
from lixia_domain.aggregates.brand import BRAND
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.donation_receipt import DONATION_RECEIPT
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.fundraising_plan import FUNDRAISING_PLAN
from lixia_domain.aggregates.in_kind.state import IN_KIND
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.receipt_book import RECEIPT_BOOK
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION
from lixia_domain.application import scope
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.chapters import use_cases
from lixia_domain.application.finance.published import of_published
from lixia_domain.application.scope import Scope, Scoped
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.rules.deadlines import Matter
from lixia_domain.testing.examples import EXAMPLES, banking, keepers, story, volunteering

LATER = datetime(2022, 2, 1, tzinfo=UTC)
WAITING = "2021-A-001/c2"
PLAN = "plan-2021-1"
DELIVERY = "SW-2021-003"
VOIDED = "37010121/0000000001"
IN_KIND_RECEIPT = "37010121/0000000002"
KEEPER = "山东省扶贫开发基金会"
"""Who keeps the story's fund."""

FACTS = (
    (FUND, story.FUND, ("fund.proposed", "fund.established")),
    (
        PROJECT,
        story.PROJECT,
        (
            "project.drafted",
            "project.approved",
            "project.published",
            "project.claimed",
            "project.claim_waitlisted",
            "project.team_assigned",
        ),
    ),
    (PROJECT, story.SIMILAR, ("project.drafted",)),
    (PLEDGE, story.CLAIM, ("pledge.donation_pledged",)),
    (BANK_CREDIT, story.CREDIT, ("bank_credit.recorded", "bank_credit.allocated")),
    (ACCOUNT, story.ACCOUNT, ("account.donation_received",)),
    (BANK_DEBIT, banking.DEBIT, ("bank_debit.recorded",)),
    (DISBURSEMENT, story.PAPER, ("disbursement.requested",)),
    (DONATION_RECEIPT, story.RECEIPT, ("donation_receipt.issued",)),
    (DONATION_RECEIPT, IN_KIND_RECEIPT, ("donation_receipt.issued_in_kind",)),
    (DONATION_RECEIPT, VOIDED, ("donation_receipt.voided",)),
    (RECEIPT_BOOK, "37010121", ("receipt_book.allotted",)),
    (IN_KIND, DELIVERY, ("in_kind.delivered",)),
    (FUNDRAISING_PLAN, PLAN, ("fundraising_plan.filed",)),
    (SERVICE_SESSION, volunteering.SESSION, ("service_session.planned",)),
    (BRAND, "quanpan", ("brand.nominated",)),
)


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    """The story of the examples, as far as somebody must stand for a part of it."""

    def told(work: Work) -> None:
        for decider, key, names in FACTS:
            work.record(decider, key, [EXAMPLES[name] for name in names])

    with open_store("memory:", create=True, clock=lambda: LATER) as opened:
        opened.ledger.transact(told, by=opened.by("acct-1", Role.SYSTEM))
        yield opened


def resolved(store: Store, scoped: Scoped, **given: Any) -> Scope:
    head = store.ledger.head()
    by = store.by("acct-1", Role.SYSTEM)
    found = store.ledger.transact(lambda work: scoped.resolve(work, given), by=by)
    assert store.ledger.head() == head, "it only reads"
    return found


def receipt(key: str) -> dict[str, str]:
    code, number = split_key(key)
    return {"code": code, "number": number}


NOTHING = "不存在"
FIRM = Scope(enterprise=story.FIRM)
KEPT = Scope(foundation=KEEPER)
PAID = Scope(team=story.TEAM, foundation=KEEPER)
NO_FIRM, NO_TEAM, NO_KEEPER = Scope(enterprise=""), Scope(team=""), Scope(foundation="")
"""Somebody's that can't be told: nobody stands for it; ``None`` is nobody's, whoever may may."""
NOBODY_CLAIMED = Scope(enterprise="", foundation="")
NOBODY_PAID = Scope(team="", foundation="")
CASES: list[tuple[Scoped, dict[str, Any], Scope]] = [
    (scope.district, {"project_id": story.PROJECT}, Scope()),
    (scope.enterprise_named(), {"code": story.FIRM}, FIRM),
    (scope.enterprise_named("enterprise_code"), {"enterprise_code": story.FIRM}, FIRM),
    (scope.team_named(), {"team_id": story.TEAM}, Scope(team=story.TEAM)),
    (scope.foundation_named(), {"code": keepers.KEEPER}, Scope(foundation=keepers.KEEPER)),
    (scope.of_fund(), {"fund_id": story.FUND}, KEPT),
    (scope.of_fund(), {"fund_id": NOTHING}, NO_KEEPER),
    (scope.of_project(), {"project_id": story.PROJECT}, Scope(team=story.TEAM)),
    (scope.of_project(), {"project_id": story.SIMILAR}, NO_TEAM),
    (scope.of_project(), {"project_id": NOTHING}, NO_TEAM),
    (
        scope.of_project(fund="fund_id"),
        {"project_id": story.PROJECT, "fund_id": story.FUND},
        PAID,
    ),
    (
        scope.of_project(fund="fund_id"),
        {"project_id": NOTHING, "fund_id": story.FUND},
        KEPT._replace(team=""),
    ),
    (
        scope.of_project(fund="fund_id"),
        {"project_id": story.PROJECT, "fund_id": NOTHING},
        PAID._replace(foundation=""),
    ),
    (scope.of_claim(), {"claim_id": story.CLAIM}, FIRM._replace(foundation=KEEPER)),
    (scope.of_claim(), {"claim_id": NOTHING}, NOBODY_CLAIMED),
    (
        scope.of_waiting(),
        {"claim_id": WAITING, "project_id": story.PROJECT},
        Scope(enterprise=story.OTHER_FIRM),
    ),
    (scope.of_waiting(), {"claim_id": story.CLAIM, "project_id": story.PROJECT}, NO_FIRM),
    (scope.of_waiting(), {"claim_id": WAITING, "project_id": NOTHING}, NO_FIRM),
    (scope.of_credit(), {"credit_id": story.CREDIT}, KEPT),
    (scope.of_part(), {"gift": story.GIFT}, KEPT),
    (scope.of_part(), {"gift": story.CREDIT}, NO_KEEPER),
    (scope.of_part(), {"gift": story.SECOND_GIFT}, NO_KEEPER),
    (scope.of_credit(), {"credit_id": NOTHING}, NO_KEEPER),
    (scope.of_gift(), {"gift": story.GIFT}, FIRM._replace(foundation=KEEPER)),
    (scope.of_gift(), {"gift": story.SECOND_GIFT}, NOBODY_CLAIMED),
    (scope.of_gift(), {"gift": f"{story.CREDIT}#9"}, Scope(enterprise="", foundation=KEEPER)),
    (scope.of_debit(), {"debit_id": banking.DEBIT}, KEPT),
    (scope.of_debit(), {"debit_id": NOTHING}, NO_KEEPER),
    (scope.of_disbursement(), {"disbursement_id": story.PAPER}, PAID),
    (scope.of_disbursement(), {"disbursement_id": NOTHING}, NOBODY_PAID),
    (scope.of_receipt, receipt(story.RECEIPT), KEPT),
    (scope.of_receipt, receipt(IN_KIND_RECEIPT), KEPT),
    (scope.of_receipt, receipt(VOIDED), NO_KEEPER),
    (scope.of_receipt, receipt(f"{NOTHING}/1"), NO_KEEPER),
    (scope.of_blank, receipt("37010121/0000123499"), KEPT),
    (scope.of_delivery(), {"delivery_id": DELIVERY}, KEPT),
    (scope.of_delivery(), {"delivery_id": NOTHING}, NO_KEEPER),
    (scope.of_plan(), {"plan_id": PLAN}, Scope(foundation=keepers.KEEPER)),
    (scope.of_plan(), {"plan_id": NOTHING}, NO_KEEPER),
    (scope.of_session(), {"session_id": volunteering.SESSION}, Scope(team=story.TEAM)),
    (scope.of_session(), {"session_id": NOTHING}, NO_TEAM),
    (scope.of_brand(), {"brand_id": "quanpan"}, Scope(team=story.TEAM)),
    (scope.of_brand(), {"brand_id": NOTHING}, NO_TEAM),
]
DISCLOSED: dict[Matter, tuple[str, Scope]] = {
    Matter.PLAN_PROGRESS: (PLAN, Scope(foundation=keepers.KEEPER)),
    Matter.PLAN_IN_FULL: (PLAN, Scope(foundation=keepers.KEEPER)),
    Matter.PROJECT_PROGRESS: (story.PROJECT, KEPT),
    Matter.PROJECT_IN_FULL: (story.PROJECT, KEPT),
    Matter.TRANSACTION: (story.PAPER, KEPT),
    Matter.ANNUAL_FILING: (keepers.KEEPER, Scope(foundation=keepers.KEEPER)),
    Matter.ANNUAL_REPORT: (keepers.KEEPER, Scope(foundation=keepers.KEEPER)),
}
"""Whose what is disclosed is; an instalment that falls due is nothing to disclose."""


@pytest.mark.parametrize(("scoped", "given", "whose"), CASES)
def test_an_act_concerns_whom_the_log_says(
    store: Store, scoped: Scoped, given: dict[str, Any], whose: Scope
) -> None:
    assert resolved(store, scoped, **given) == whose


def test_a_blank_in_nobodys_range_is_whoevers_keeps_receipts(store: Store) -> None:
    for number in (VOIDED, f"{NOTHING}/1"):
        assert resolved(store, scope.of_blank, **receipt(number)) == Scope()


@pytest.mark.parametrize("matter", DISCLOSED)
def test_a_disclosure_concerns_whose_its_subject_is(store: Store, matter: Matter) -> None:
    subject, whose = DISCLOSED[matter]
    assert resolved(store, of_published, matter=matter, subject=subject) == whose


def test_every_kind_of_scope_that_is_declared_is_tried_here() -> None:
    tried = {scoped.of for scoped, _, _ in CASES} | {of_published.of}
    assert {use_case.scope.of for _, use_case in use_cases()} == tried
    assert set(DISCLOSED) == set(Matter) - {Matter.INSTALMENT, Matter.DEMAND, Matter.SURPLUS}
