from __future__ import annotations

from lixia_domain.kernel.roles import Role


def test_a_role_is_stored_as_its_permanent_word() -> None:
    assert {role.value for role in Role} == {
        "programme_office",
        "foundation",
        "approver",
        "enterprise",
        "team",
        "auditor",
        "system",
    }
