"""Who may stand behind a fact."""

from __future__ import annotations

from lixia_domain.kernel.words import Worded


class Role(Worded):
    """The part in which an actor acts. Actors themselves are opaque account ids, never names."""

    PROGRAMME_OFFICE = "programme_office", "统筹部门"
    FOUNDATION = "foundation", "基金会"
    APPROVER = "approver", "审批人"
    ENTERPRISE = "enterprise", "企业"
    TEAM = "team", "志愿团队"
    AUDITOR = "auditor", "审计"
    SYSTEM = "system", "程序"
