"""Cancelling a project, and what becomes of the money: clause, consent, judgment."""

from __future__ import annotations

from lixia_domain.application.programme import claims, projects
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.money import the_gift

carries_out('项目"{project_id}"取消，因"{reason}"', projects.cancel)
carries_out(
    '项目"{project_id}"提出用途变更"{change}"，拟转用于项目"{to}"',
    projects.propose_use_change,
    reason="项目取消",
)
carries_out(
    '认领"{claim_id}"的捐赠人同意用途变更"{change}"，同意书"{document}"',
    claims.answer_use_change,
    agreed=True,
)
carries_out(
    '认领"{claim_id}"的捐赠人不同意用途变更"{change}"，复函"{document}"',
    claims.answer_use_change,
    agreed=False,
)
carries_out(
    '项目"{project_id}"按用途变更"{change}"转出到账"{credit}"的捐赠，判决书"{judgment}"',
    projects.change_use,
    gift=the_gift,
)
