"""A project is disclosed by the foundations that keep its money, and corrected by them only."""

from __future__ import annotations

from typing import Any

import pytest

from lixia_domain.aggregates.disclosure import Platform
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.application.finance import disclosures
from lixia_domain.application.programme import claims
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.money import Money
from lixia_domain.rules.deadlines import Matter

from .conftest import FIRM, MORNING, District

FIRST, SECOND = "a" * 64, "b" * 64
MATTERS = (Matter.PROJECT_PROGRESS, Matter.PROJECT_IN_FULL)


def told(matter: Matter, project: str) -> dict[str, Any]:
    return {"matter": matter, "subject": project, "period": "2021-06-01"}


def publishing(matter: Matter, project: str) -> dict[str, Any]:
    where = {"platform": Platform.NATIONAL, "address": "https://example.invalid/p"}
    return {**told(matter, project), **where, "content_hash": FIRST}


def correcting(matter: Matter, project: str) -> dict[str, Any]:
    how = {"corrects": FIRST, "content_hash": SECOND, "reason": "笔误"}
    return {**told(matter, project), **how}


def claimed(district: District, claim_id: str, project: str, fund: str) -> None:
    district.do(
        claims.claim,
        "firm-1",
        claim_id=claim_id,
        project_id=project,
        enterprise_code=FIRM,
        fund_id=fund,
        amount=Money(40),
        instalments=(Instalment(due=business_date(MORNING), amount=Money(40)),),
    )


def may(district: District, use_case: Any, who: str, told: dict[str, Any]) -> bool:
    """Tell whether rights let ``who``: then it is the duty that isn't there yet which refuses."""
    return not district.refused(use_case, who, **told).startswith("rights.")


@pytest.mark.parametrize("matter", MATTERS)
def test_who_keeps_its_money_publishes_and_corrects_a_project_and_nobody_else(
    district: District, matter: Matter
) -> None:
    """Of the first project money has arrived in the first foundation's fund."""
    publish, correct = publishing(matter, "p1"), correcting(matter, "p1")
    assert district.refused(disclosures.publish, "acct-9", **publish) == "rights.not_theirs"
    assert may(district, disclosures.publish, "acct-1", publish)
    assert district.refused(disclosures.correct, "appr-9", **correct) == "rights.not_theirs"
    assert may(district, disclosures.correct, "appr-1", correct)


@pytest.mark.parametrize("matter", MATTERS)
def test_each_of_several_keepers_may(district: District, matter: Matter) -> None:
    claimed(district, "R1", "p2", "f1")
    publish, correct = publishing(matter, "p2"), correcting(matter, "p2")
    assert district.refused(disclosures.publish, "acct-9", **publish) == "rights.not_theirs"
    claimed(district, "R2", "p2", "f2")
    assert may(district, disclosures.publish, "acct-9", publish)
    assert may(district, disclosures.correct, "appr-1", correct)


def test_of_a_project_that_nobody_gave_to_the_office_tells(district: District) -> None:
    publish = publishing(Matter.PROJECT_PROGRESS, "p2")
    for who in ("acct-1", "acct-9"):
        assert district.refused(disclosures.publish, who, **publish) == "rights.not_theirs"
    assert may(district, disclosures.publish, "office-1", publish)
