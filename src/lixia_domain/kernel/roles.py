"""Who may stand behind a fact."""

from __future__ import annotations

from enum import StrEnum


class Role(StrEnum):
    """The part in which an actor acts. Actors themselves are opaque account ids, never names."""

    PROGRAMME_OFFICE = "programme_office"  # 政府统筹部门
    FOUNDATION = "foundation"  # 基金会
    APPROVER = "approver"  # 审批人
    ENTERPRISE = "enterprise"  # 爱心企业
    TEAM = "team"  # 志愿团队
    AUDITOR = "auditor"  # 审计
    SYSTEM = "system"  # 程序
