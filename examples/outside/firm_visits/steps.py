"""Sentences about visits to firms, and about money by kind of firm and month."""

from __future__ import annotations

from firm_visits import visits
from firm_visits.visit import VisitStage
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.kernel.money import Money
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.expect import same
from lixia_domain.testing.steps.reading import by_word, same_code, shown
from lixia_domain.testing.steps.sentences import check
from lixia_domain.testing.steps.world import World

carries_out('与企业"{code}"约定 {day:Date} 走访，编号"{visit_id}"，事由"{purpose}"', visits.agree)
carries_out('走访"{visit_id}"已完成，记录"{document}"', visits.make)
carries_out('走访"{visit_id}"取消，因"{reason}"', visits.call_off)


@check('走访"{visit}"的阶段为"{stage}"')
def stage_is(world: World, visit: str, stage: str) -> None:
    """Compare where a visit stands."""
    found = shown(world, "visit_register", visit, "走访", "visit")["stage"]
    told = by_word(VisitStage)[stage]
    same_code(f"走访 {visit} 的阶段", f"the stage of visit {visit}", found, told)


@check('"{kind}"企业在"{month}"到账 {amount:Money}')
def arrived(world: World, kind: str, month: str, amount: Money) -> None:
    """Compare what arrived from one kind of firm in one month."""
    key = f"{by_word(Ownership)[kind].value}/{month}"
    found = shown(world, "money_by_ownership", key, "性质与月份", "kind and month")["received_fen"]
    same(f"{kind}企业 {month} 的到账", f"money of {key}", Money(found), amount)
