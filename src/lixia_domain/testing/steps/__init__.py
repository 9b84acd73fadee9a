"""The sentences of ``features/*.feature``, bound to the use cases. A pytest plugin.

``pytest_plugins = ["lixia_domain.testing.steps"]`` brings all of them, and the fixture ``world``: a
district's ledger in memory with a clock that is told. Steps ask use cases and read views and
history as any frontend does; none of them reaches into an aggregate. Needs pytest-bdd (the extra
``testing``).

Amounts in sentences are written as people write them (45,000.00 元, 4.5万元, 肆万伍仟元整), dates
as 2021-03-10 or 2021年3月10日. A 假如 must succeed; a refused 当 must be met by a 那么 about it.

An act that is one call of a use case is derived from its declaration (``acts``); whoever acts does
so in the first role that may. Steps of installed extensions are among them.
"""

from __future__ import annotations

from lixia_domain.extensions.found import steps

pytest_plugins = [
    "lixia_domain.testing.steps.sentences",
    "lixia_domain.testing.steps.world",
    "lixia_domain.testing.steps.people_and_projects",
    "lixia_domain.testing.steps.planning",
    "lixia_domain.testing.steps.needs_and_teams",
    "lixia_domain.testing.steps.volunteering",
    "lixia_domain.testing.steps.claims",
    "lixia_domain.testing.steps.money",
    "lixia_domain.testing.steps.books",
    "lixia_domain.testing.steps.shortfalls",
    "lixia_domain.testing.steps.disbursements",
    "lixia_domain.testing.steps.changes",
    "lixia_domain.testing.steps.campaigns",
    "lixia_domain.testing.steps.calls",
    "lixia_domain.testing.steps.results",
    "lixia_domain.testing.steps.objections",
    "lixia_domain.testing.steps.processes",
    "lixia_domain.testing.steps.keepers",
    "lixia_domain.testing.steps.persons",
    "lixia_domain.testing.steps.sealed",
    "lixia_domain.testing.steps.fates",
    "lixia_domain.testing.steps.publishing",
    "lixia_domain.testing.steps.log",
    "lixia_domain.testing.steps.checks",
    "lixia_domain.testing.steps.figures",
    "lixia_domain.testing.steps.treasury",
    "lixia_domain.testing.steps.goods",
    "lixia_domain.testing.steps.bank_files",
    "lixia_domain.testing.steps.door",
    "lixia_domain.testing.steps.older",
    "lixia_domain.testing.steps.rights",
    *steps(),
]
