from __future__ import annotations

from lixia_domain.kernel.roles import ROLES, Role


def test_a_role_is_stored_as_its_permanent_word() -> None:
    assert {role.value for role in Role} == {
        "programme_office",
        "accountant",
        "cashier",
        "receipt_keeper",
        "administrator",
        "foundation",
        "approver",
        "enterprise",
        "team",
        "auditor",
        "system",
    }


def test_ten_roles_may_be_granted_and_the_undivided_one_is_only_read() -> None:
    assert len(ROLES) == 10
    assert Role.FOUNDATION not in ROLES
