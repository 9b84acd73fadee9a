"""Enterprise register (企业台账): who each enterprise is, with its dated names. For staff."""

from datetime import date
from typing import Annotated, assert_never, cast

from lixia_domain.aggregates import enterprise as ent
from lixia_domain.kernel.columns import column
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import Row, View, replace
from lixia_domain.kernel.words import Worded
from lixia_domain.views.columns import NameColumn, RegisteredOnColumn, VerifiedOnColumn


class EnterpriseState(Worded):
    """Whether an enterprise may claim."""

    REGISTERED = "registered", "已登记"
    VERIFIED = "verified", "已核验"
    DEBARRED = "debarred", "已禁入"
    MERGED = "merged", "已并入"


class EnterpriseRow(Row, frozen=True):
    """An enterprise by its credit code.

    ``names`` holds every name with the date from which it is borne, oldest first. ``successor`` is
    the code of the one it was merged into.
    """

    enterprise: Annotated[str, column("企业", "enterprise")]
    name: NameColumn = ""
    names: Annotated[str, column("历次名称", "names")] = ""
    ownership: Annotated[str, column("所有制", "ownership", codes=ent.Ownership)] = ""
    state: Annotated[str, column("状态", "state", codes=EnterpriseState)] = (
        EnterpriseState.REGISTERED.value
    )
    debarred_reason: Annotated[str | None, column("禁入理由", "debarred for")] = None
    successor: Annotated[str | None, column("承继者", "successor")] = None
    registered_on: RegisteredOnColumn | None = None
    verified_on: VerifiedOnColumn | None = None
    merged_on: Annotated[date | None, column("合并日", "merged")] = None


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
        case ent.EnterpriseMergerAnnulled():
            row = replace(row, successor=None, merged_on=None)
        case ent.EnterpriseDebarred(reason=reason):
            row = replace(row, debarred_reason=reason)
        case ent.EnterpriseReinstated():
            row = replace(row, debarred_reason=None)
        case _:
            assert_never(event)
    return replace(row, state=_state(row).value)


def _state(row: EnterpriseRow) -> EnterpriseState:
    if row.successor is not None:
        return EnterpriseState.MERGED
    if row.debarred_reason is not None:
        return EnterpriseState.DEBARRED
    return EnterpriseState.REGISTERED if row.verified_on is None else EnterpriseState.VERIFIED


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
        ent.EnterpriseMergerAnnulled,
        ent.EnterpriseDebarred,
        ent.EnterpriseReinstated,
    ),
    keys=keys,
    evolve=evolve,
    shown="name state ownership enterprise names successor debarred_reason registered_on",
)
