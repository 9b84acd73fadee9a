"""A district's charity programme as an event-sourced library: needs, projects, claims, money.

What a program usually needs can be had from here. Nothing is imported before it is used, so the
import costs next to nothing; ``lixia_domain.application`` holds all use cases.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from lixia_domain.aggregates.bank_credit.facts import Notice
    from lixia_domain.aggregates.enterprise import Ownership
    from lixia_domain.aggregates.pledge.facts import Instalment, OnCancellation
    from lixia_domain.aggregates.project.facts import BudgetLine
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.application.conditions import Between
    from lixia_domain.application.finance.booking import ToClaim, ToDesignation
    from lixia_domain.application.gate import Unfit
    from lixia_domain.application.programme.projects import Offer
    from lixia_domain.application.several import Several
    from lixia_domain.kernel.dates import BadDate
    from lixia_domain.kernel.explained import Explained
    from lixia_domain.kernel.ids import BadKey
    from lixia_domain.kernel.money import BadAmount, Money
    from lixia_domain.kernel.rejection import Rejection
    from lixia_domain.kernel.roles import Role
    from lixia_domain.recording.faults import Fault
    from lixia_domain.recording.ledger import Ledger
    from lixia_domain.recording.work import By

_HOMES = {
    "BadAmount": "kernel.money",
    "BadDate": "kernel.dates",
    "BadKey": "kernel.ids",
    "Between": "application.conditions",
    "BudgetLine": "aggregates.project.facts",
    "By": "recording.work",
    "Explained": "kernel.explained",
    "Fault": "recording.faults",
    "Instalment": "aggregates.pledge.facts",
    "Ledger": "recording.ledger",
    "Money": "kernel.money",
    "Notice": "aggregates.bank_credit.facts",
    "Offer": "application.programme.projects",
    "OnCancellation": "aggregates.pledge.facts",
    "Ownership": "aggregates.enterprise",
    "Rejection": "kernel.rejection",
    "Role": "kernel.roles",
    "Several": "application.several",
    "Store": "application.bootstrap",
    "ToClaim": "application.finance.booking",
    "ToDesignation": "application.finance.booking",
    "Unfit": "application.gate",
}

__all__ = [
    "BadAmount",
    "BadDate",
    "BadKey",
    "Between",
    "BudgetLine",
    "By",
    "Explained",
    "Fault",
    "Instalment",
    "Ledger",
    "Money",
    "Notice",
    "Offer",
    "OnCancellation",
    "Ownership",
    "Rejection",
    "Role",
    "Several",
    "Store",
    "ToClaim",
    "ToDesignation",
    "Unfit",
    "open_store",
]


def open_store(
    uri: str,
    *,
    create: bool = False,
    read_only: bool = False,
    district: str = "历下区",
    key: Path | None = None,
) -> Store:
    """Open the store at ``uri``: ``memory:``, ``sqlite:///relative.db``, ``sqlite:////absolute.db``.

    Only with ``create`` is a missing store made, for ``district``. Raises a ``Fault`` that names
    the place of a missing, foreign or damaged store. ``key`` names the file of the key that signs
    seals, in place of the user's own. ``lixia_domain.application.bootstrap`` takes a clock besides.
    """
    from lixia_domain.application.bootstrap import open_store as opened

    return opened(uri, create=create, read_only=read_only, district=district, key=key)


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        msg = f"module {__name__!r} has no attribute {name!r}"
        raise AttributeError(msg)
    found = globals()[name] = getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
