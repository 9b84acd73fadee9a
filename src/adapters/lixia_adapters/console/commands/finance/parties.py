"""Organisations that a person types in: what may be a natural person's name is not taken.

What the imports hide of a statement, by the same recogniser, is refused here, for whoever typed it
can cite the person's reference instead.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.trouble import Usage

if TYPE_CHECKING:
    from lixia_adapters.console.frame.recording import Extra
    from lixia_domain.application.bootstrap import Store


def naming(*options: str) -> Extra:
    """Return what refuses a person's name in any of ``options``."""

    def extra(invocation: Invocation, store: Store) -> dict[str, Any]:
        return {name: party(store, f"--{name}", invocation[name]) for name in options}

    return extra


def party(store: Store, option: str, written: str) -> str:
    """Return ``written``: an id, a registered enterprise's name, or one only a firm can bear."""
    from lixia_adapters.registers.people import PartyKind, recognise
    from lixia_domain.kernel.people import ACCOUNT

    if (
        ACCOUNT.fullmatch(written)
        or recognise(written).kind is PartyKind.ORGANISATION
        or written in enterprises(store)
    ):
        return written
    raise Usage(
        f"{option}：可能是个人姓名，未予记录；个人请先用 lixia person register 登记，再填其代号"
        "（p:…）；单位请填登记证照上的全称，或填其统一社会信用代码",
        f"{option}: this may be a person's name, so nothing was recorded; register a person by "
        "lixia person register and cite the reference (p:…); for an organisation give the full "
        "name on its licence, or its credit code",
        "may_be_a_name",
    )


def remark(written: str, payee: str) -> str:
    """Return ``written`` as an import keeps it."""
    from lixia_adapters.registers.people import scrub

    return scrub(written.strip(), payee)


def enterprises(store: Store) -> frozenset[str]:
    """Return the names of registered enterprises, which need no guess at whether they are firms."""
    from lixia_domain.aggregates.enterprise import EnterpriseRegistered

    return frozenset(
        getattr(recorded.event, "name", "")
        for recorded in store.ledger.read(reads=(EnterpriseRegistered,))
    )
