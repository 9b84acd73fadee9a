"""Who may stand behind a fact."""

from __future__ import annotations

from typing import NamedTuple

from lixia_domain.kernel.words import Worded


class Role(Worded):
    """The part in which an actor acts. Actors themselves are opaque account ids, never names.

    ``FOUNDATION`` stands in facts from before its work was divided: it is read, and may act for
    whichever of the foundation's four roles a store without a closed roster is told.
    """

    PROGRAMME_OFFICE = "programme_office", "统筹部门"
    ACCOUNTANT = "accountant", "基金会会计"
    CASHIER = "cashier", "基金会出纳"
    APPROVER = "approver", "审批人"
    RECEIPT_KEEPER = "receipt_keeper", "票据管理人"
    ENTERPRISE = "enterprise", "企业"
    TEAM = "team", "志愿团队"
    AUDITOR = "auditor", "审计"
    ADMINISTRATOR = "administrator", "管理员"
    SYSTEM = "system", "程序"
    FOUNDATION = "foundation", "基金会"


ROLES = tuple(role for role in Role if role is not Role.FOUNDATION)
"""The ten roles that may be granted."""
ANYONE = ROLES
"""Whoever has an account at all."""


class Beside(NamedTuple):
    """Declares an argument that names who decides beside whoever acts: approves, releases, sees it.

    It is nobody's word that one did: in a closed roster the account holds one of ``roles`` and,
    where that role stands for a foundation, stands for whose act it is. It is another person than
    whoever acts; where a rule of the act's own keeps more people ``apart``, that one says so.
    """

    roles: tuple[Role, ...]
    apart: bool = True
