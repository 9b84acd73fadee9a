"""Who is there: two foundations and their people, firms, teams, an office (虚构示例)."""

from __future__ import annotations

from hashlib import sha256

from tests.programme_model.dice import STAND_IN

from lixia_adapters.demo.cast import credit_code
from lixia_domain.kernel.roles import Role

A, B = credit_code(1, kind="53"), credit_code(2, kind="53")
FUNDS = {"F1": A, "F2": B, "F3": A, "F4": A}
BANKS = {"F1": "收款户一", "F2": "收款户二", "F3": "收款户三", "F4": "收款户四"}
FIRMS = {
    credit_code(811): ("甲企业（虚构示例）", False),
    credit_code(812): ("乙企业（虚构示例）", False),
    credit_code(813): ("丙国企（虚构示例）", True),
    credit_code(814): ("甲企业（虚构示例）", False),
}
"""By code: name and whether the state owns it. Two bear one name."""
FIRST, SECOND, STATES, TWIN = FIRMS
TEAMS = ("T1", "T2")
CITIZENS = ("王**", "李**")


def person(name: str) -> str:
    """Return the reference of somebody who does not exist."""
    return f"p:{sha256(name.encode()).hexdigest()[:32]}"


ADMINISTRATORS = {"admin-1": "", "admin-2": A, "admin-3": B}
MEMBERS: dict[str, tuple[tuple[tuple[Role, str], ...], str]] = {
    "office-1": (((Role.PROGRAMME_OFFICE, ""),), ""),
    "office-2": (((Role.PROGRAMME_OFFICE, ""),), ""),
    "acct-1": (((Role.ACCOUNTANT, A),), ""),
    "acct-2": (((Role.ACCOUNTANT, A),), ""),
    "acct-9": (((Role.ACCOUNTANT, B),), ""),
    "cash-1": (((Role.CASHIER, A),), ""),
    "cash-2": (((Role.CASHIER, A),), ""),
    "cash-9": (((Role.CASHIER, B),), ""),
    "appr-1": (((Role.APPROVER, A),), ""),
    "appr-2": (((Role.APPROVER, A),), ""),
    "appr-3": (((Role.APPROVER, A),), "office-2"),
    "appr-9": (((Role.APPROVER, B),), ""),
    "rcpt-1": (((Role.RECEIPT_KEEPER, A),), ""),
    "rcpt-9": (((Role.RECEIPT_KEEPER, B),), ""),
    "lead-1": (((Role.TEAM, "T1"),), ""),
    "lead-2": (((Role.TEAM, "T2"),), ""),
    "firm-1": (((Role.ENTERPRISE, FIRST),), ""),
    "firm-2": (((Role.ENTERPRISE, SECOND),), ""),
    "firm-3": (((Role.ENTERPRISE, STATES),), ""),
    "firm-4": (((Role.ENTERPRISE, TWIN),), ""),
    "auditor-1": (((Role.AUDITOR, ""),), ""),
}
"""By account: what it may be, and whose it is if not its own's."""
PAYEES = (
    "shop-1",
    "shop-2",
    "T1",
    "T2",
    "lead-1",
    "office-1",
    "appr-1",
    "cash-1",
    person("office-1"),
)


def _stand_ins() -> None:
    for account, (roles, _) in MEMBERS.items():
        for role, whose in roles:
            STAND_IN.setdefault((role, whose), account)
            STAND_IN.setdefault((role, ""), account)
    STAND_IN[Role.ADMINISTRATOR, ""] = "admin-1"
    STAND_IN[Role.ADMINISTRATOR, A] = "admin-2"
    STAND_IN[Role.ADMINISTRATOR, B] = "admin-3"


_stand_ins()
