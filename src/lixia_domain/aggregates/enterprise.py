"""Enterprise (企业): who it is, by its unified social credit code. What it promises: pledge."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import TypeAlias, assert_never, get_args

from attrs import evolve as replace
from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.rejection import Reason, Rejection


class Ownership(StrEnum):
    """Whose the enterprise is: a state-owned donor needs approval and filing first (慈善法 43)."""

    PRIVATE = "private"
    STATE = "state"
    FOREIGN = "foreign"


@stored_as("enterprise.registered")
class EnterpriseRegistered(Event):
    """企业登记（流名即统一社会信用代码）。"""

    name: str
    ownership: Ownership


@stored_as("enterprise.verified")
class EnterpriseVerified(Event):
    """营业执照核验。"""

    document: str


EnterpriseEvent: TypeAlias = EnterpriseRegistered | EnterpriseVerified
Facts: TypeAlias = tuple[EnterpriseEvent, ...]


@frozen(kw_only=True)
class Enterprise:
    """An enterprise as decisions see it. None registered yet is ``None``."""

    name: str
    ownership: Ownership
    verified: bool = False


def evolve(enterprise: Enterprise | None, event: EnterpriseEvent) -> Enterprise:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, EnterpriseRegistered):
        return Enterprise(name=event.name, ownership=event.ownership)
    assert enterprise is not None, "an enterprise's history opens with EnterpriseRegistered"
    match event:
        case EnterpriseVerified():
            return replace(enterprise, verified=True)
        case _:
            assert_never(event)


ENTERPRISE: Decider[Enterprise | None, EnterpriseEvent] = Decider(
    "enterprise", None, evolve, get_args(EnterpriseEvent)
)


class Why(Reason):
    """Every reason an enterprise may refuse."""

    UNKNOWN = "enterprise.unknown", "企业尚未登记", "the enterprise is not registered"
    EXISTS = (
        "enterprise.exists",
        "该信用代码已登记为“{name}”",
        "the credit code is registered as “{name}”",
    )
    NO_NAME = "enterprise.no_name", "企业名称不能为空", "an enterprise has a name"
    NOT_VERIFIED = (
        "enterprise.not_verified",
        "“{name}”的营业执照尚未核验",
        "the licence of “{name}” has not been verified",
    )


def register(enterprise: Enterprise | None, *, name: str, ownership: Ownership, on: date) -> Facts:
    """Register an enterprise (登记). Whether its credit code is sound is checked outside."""
    if not name.strip():
        raise Rejection(Why.NO_NAME)
    if enterprise is None:
        return (EnterpriseRegistered(name=name, ownership=ownership, on=on),)
    if (enterprise.name, enterprise.ownership) == (name, ownership):
        return ()
    raise Rejection(Why.EXISTS, name=enterprise.name)


def verify(enterprise: Enterprise | None, *, document: str, on: date) -> Facts:
    """Note that the licence was seen (核验). Verified before: ``()``."""
    if _existing(enterprise).verified:
        return ()
    return (EnterpriseVerified(document=document, on=on),)


def verified(enterprise: Enterprise | None) -> Enterprise:
    """Return ``enterprise`` if it may claim; else refuse."""
    enterprise = _existing(enterprise)
    if not enterprise.verified:
        raise Rejection(Why.NOT_VERIFIED, name=enterprise.name)
    return enterprise


def _existing(enterprise: Enterprise | None) -> Enterprise:
    if enterprise is None:
        raise Rejection(Why.UNKNOWN)
    return enterprise
