"""Personal details as a command takes them: from a file or a pipe, never from its own line.

What stands on a command line is kept by shells and shown to everybody on the machine.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.files import taken
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.aggregates.subject.facts import Detail, Field
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.application.vault import Vault

FIELDS = {
    "name": Words("姓名", "name"),
    "phone": Words("电话", "phone"),
    "id_number": Words("证件号", "id_number"),
    "address": Words("住址", "address"),
    "email": Words("邮箱", "email"),
    "born": Words("出生日期", "born"),
    "bank_account": Words("银行账号", "bank_account"),
    "note": Words("备注", "note"),
}


def lines_of(file: str) -> list[str]:
    """Return the lines of a file, or of standard input for ``-``."""
    return (sys.stdin.read() if file == "-" else taken(file, "utf-8-sig")).splitlines()


def details_in(file: str) -> Mapping[Field, str]:
    """Read details, one a line. Errors name the line and its field, never its value."""
    from lixia_domain.aggregates.subject.facts import Field

    names = {spelt: name for name, say in FIELDS.items() for spelt in (name, say.zh)}
    found: dict[Field, str] = {}
    for at, line in enumerate(lines_of(file), 1):
        if not line.strip():
            continue
        name, equals, value = line.replace("＝", "=").partition("=")
        if not equals or name.strip() not in names or not value.strip():
            known = "、".join(say.zh for say in FIELDS.values())
            raise Usage(
                f"--details 第 {at} 行应写成 项目=内容，项目限于：{known}",
                f"--details, line {at} should be FIELD=VALUE, FIELD one of {', '.join(FIELDS)}",
                "bad_details",
            )
        field = Field(names[name.strip()])
        if field in found:
            raise Usage(
                f"--details 第 {at} 行：“{name.strip()}”给了两次",
                f"--details, line {at}: {field} was given twice",
                "bad_details",
            )
        found[field] = value.strip()
    return found


def seal(
    invocation: Invocation, store: Store, person: str, values: Mapping[Field, str]
) -> tuple[Detail, ...]:
    """Return ``values`` sealed. A dry run leaves no key behind."""
    from lixia_domain.application.persons import subjects

    vault = vault_for(store, person, leaves_none=invocation["dry_run"])
    return subjects.seal(store.ledger, vault, invocation.by(store), person, values)


def vault_for(store: Store, person: str, *, leaves_none: bool) -> Vault:
    """Return what seals details of a person: one in memory where no key is to be left behind."""
    from lixia_domain.aggregates.subject.state import SUBJECT

    vault = store.vault
    if leaves_none and store.ledger.load(SUBJECT, SUBJECT.stream(person)).state is None:
        from lixia_adapters.vaults.memory import MemoryVault

        return MemoryVault("")
    return vault


def sealing(whose: str) -> Callable[[Invocation, Store], dict[str, Any]]:
    """Return what ``recording`` calls to seal the details of the person in option ``whose``."""

    def sealed(invocation: Invocation, store: Store) -> dict[str, Any]:
        if invocation["details"] is None:
            return {}
        return {
            "details": seal(invocation, store, invocation[whose], details_in(invocation["details"]))
        }

    return sealed
