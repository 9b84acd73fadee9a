"""What was done under a key is answered again, though whose business it was has changed by it."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.programme import claims, projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role

from .conftest import FIRM, OTHER_FIRM, District


def promised(claim: str, firm: str) -> dict[str, object]:
    return {
        "claim_id": claim,
        "project_id": "p9",
        "enterprise_code": firm,
        "fund_id": "f1",
        "amount": Money(100),
        "instalments": (Instalment(due=date(2021, 12, 31), amount=Money(100)),),
    }


def test_a_firm_that_took_up_its_waiting_place_is_told_so_again(district: District) -> None:
    district.admit("firm-2", Role.ENTERPRISE, OTHER_FIRM)
    lines = (BudgetLine(line="物资", amount=Money(100)),)
    district.do(
        projects.draft,
        project_id="p9",
        title="候补项目（虚构示例）",
        domain="为老服务",
        needs=("n1",),
        lines=lines,
        relief=True,
    )
    district.do(projects.approve, project_id="p9", minutes="纪要")
    offer = Offer(minimum=Money(1), waitlist=True)
    district.do(projects.publish, project_id="p9", batch_id="b1", offer=offer)
    assert district.do(claims.claim, "firm-1", **promised("c1", FIRM)) == "confirmed"
    second = promised("c2", OTHER_FIRM)
    assert district.do(claims.claim, "firm-2", Role.ENTERPRISE, **second) == "waitlisted"
    district.do(claims.release, claim_id="c1", project_id="p9", reason="协商一致")
    told = {name: value for name, value in second.items() if name != "enterprise_code"}
    refused = district.refused(claims.take_offer, "firm-1", **told)
    assert refused == "rights.not_theirs"
    district.do(claims.take_offer, "firm-2", Role.ENTERPRISE, command="k", **told)
    head = district.head
    district.do(claims.take_offer, "firm-2", Role.ENTERPRISE, command="k", **told)
    assert district.head == head
    other = {**told, "amount": Money(50)}
    code = district.refused(claims.take_offer, "firm-2", role=Role.ENTERPRISE, command="k", **other)
    assert code == "command.key_reused"
