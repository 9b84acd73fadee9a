"""Enterprise register (企业台账): who each enterprise is, with its dated names. For staff."""

from __future__ import annotations

from datetime import date
from typing import assert_never, cast

from lixia_domain.aggregates import enterprise as ent
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace


class EnterpriseRow(Row, frozen=True):
    """An enterprise by its credit code.

    ``state``: registered, verified, debarred or merged. ``names`` holds every name with the date
    from which it is borne, oldest first. ``successor`` is the code of the one it was merged into.
    """

    enterprise: str
    name: str = ""
    names: str = ""
    ownership: str = ""
    state: str = "registered"
    debarred_reason: str | None = None
    successor: str | None = None
    registered_on: date | None = None
    verified_on: date | None = None
    merged_on: date | None = None


def keys(recorded: Recorded) -> tuple[str, ...]:
    """Return the credit code."""
    return (recorded.key,)


def evolve(row: EnterpriseRow | None, recorded: Recorded) -> EnterpriseRow:
    """Bring an enterprise's row up to date."""
    row = row or EnterpriseRow(enterprise=recorded.key)
    event = cast(ent.EnterpriseEvent, recorded.event)
    match event:
        case ent.EnterpriseRegistered(name=name, ownership=ownership, on=on):
            row = replace(
                row,
                name=name,
                names=f"{on} {name}",
                ownership=ownership.value,
                registered_on=on,
            )
        case ent.EnterpriseVerified(on=on):
            row = replace(row, verified_on=on)
        case ent.EnterpriseRenamed(name=name, on=on):
            row = replace(row, name=name, names=f"{row.names}；{on} {name}")
        case ent.EnterpriseMerged(successor=successor, on=on):
            row = replace(row, successor=successor, merged_on=on)
        case ent.EnterpriseDebarred(reason=reason):
            row = replace(row, debarred_reason=reason)
        case ent.EnterpriseReinstated():
            row = replace(row, debarred_reason=None)
        case _:
            assert_never(event)
    return replace(row, state=_state(row))


def _state(row: EnterpriseRow) -> str:
    if row.successor is not None:
        return "merged"
    if row.debarred_reason is not None:
        return "debarred"
    return "registered" if row.verified_on is None else "verified"


ENTERPRISE_REGISTER: View[EnterpriseRow] = View(
    name="enterprise_register",
    version=1,
    title="企业台账",
    title_en="Enterprise register",
    row=EnterpriseRow,
    reads=(
        ent.EnterpriseRegistered,
        ent.EnterpriseVerified,
        ent.EnterpriseRenamed,
        ent.EnterpriseMerged,
        ent.EnterpriseDebarred,
        ent.EnterpriseReinstated,
    ),
    keys=keys,
    evolve=evolve,
)
