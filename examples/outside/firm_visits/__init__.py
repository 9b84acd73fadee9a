"""Visits to firms (走访企业), and their money by kind of firm and month. An example (虚构示例)."""

from __future__ import annotations

from firm_visits.money_by_ownership import MONEY_BY_OWNERSHIP
from firm_visits.visit import VISIT
from firm_visits.visit_register import VISIT_REGISTER
from lixia_domain.extensions import Extension
from lixia_domain.kernel.words import Words

EXTENSION = Extension(
    says=Words("走访企业", "visits to firms"),
    views=(MONEY_BY_OWNERSHIP, VISIT_REGISTER),
    deciders=(VISIT,),
    use_cases=("firm_visits.visits",),
    steps=("firm_visits.steps",),
)
