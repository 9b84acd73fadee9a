"""Enterprise (企业): who it is, by its unified social credit code. What it promises: pledge."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import TypeAlias, assert_never, get_args

from attrs import frozen

from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Worded, Words, listed


class Ownership(Worded):
    """Whose the enterprise is: a state-owned donor needs approval and filing first (慈善法 43)."""

    PRIVATE = "private", "民营"
    STATE = "state", "国有", "state-owned"
    FOREIGN = "foreign", "外资"


@stored_as("enterprise.registered", says=Words("企业登记", "enterprise registered"))
class EnterpriseRegistered(Event):
    """企业登记（流名即统一社会信用代码）。"""

    name: str
    ownership: Ownership


@stored_as("enterprise.verified", says=Words("企业核验", "enterprise verified"))
class EnterpriseVerified(Event):
    """营业执照核验。"""

    document: str


@stored_as("enterprise.renamed", says=Words("企业更名", "enterprise renamed"))
class EnterpriseRenamed(Event):
    """更名：身份（信用代码）不变，名称自此日起。"""

    name: str
    document: str


@stored_as("enterprise.merged", says=Words("企业并入", "enterprise merged"))
class EnterpriseMerged(Event):
    """并入另一企业（承继者的信用代码）；此前的票据不变。"""

    successor: str
    document: str


@stored_as("enterprise.merger_annulled", says=Words("企业并入撤销", "merger annulled"))
class EnterpriseMergerAnnulled(Event):
    """并入系误登或被撤销，与 ``successor`` 仍为两家企业；并入时承接的认捐一并归还。"""

    successor: str
    reason: str
    document: str


@stored_as("enterprise.debarred", says=Words("企业禁入", "enterprise debarred"))
class EnterpriseDebarred(Event):
    """禁入：不得再认领。"""

    reason: str
    document: str


@stored_as("enterprise.reinstated", says=Words("企业解除禁入", "enterprise reinstated"))
class EnterpriseReinstated(Event):
    """解除禁入。"""

    document: str


EnterpriseEvent: TypeAlias = (
    EnterpriseRegistered
    | EnterpriseVerified
    | EnterpriseRenamed
    | EnterpriseMerged
    | EnterpriseMergerAnnulled
    | EnterpriseDebarred
    | EnterpriseReinstated
)
Facts: TypeAlias = tuple[EnterpriseEvent, ...]


@frozen(kw_only=True)
class Enterprise:
    """An enterprise as decisions see it. None registered yet is ``None``."""

    name: str
    ownership: Ownership
    verified: bool = False
    successor: str | None = None
    debarred: str | None = None
    """Why it may not claim, while that lasts."""


def evolve(enterprise: Enterprise | None, event: EnterpriseEvent) -> Enterprise:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, EnterpriseRegistered):
        return Enterprise(name=event.name, ownership=event.ownership)
    assert enterprise is not None, "an enterprise's history opens with EnterpriseRegistered"
    match event:
        case EnterpriseVerified():
            return replace(enterprise, verified=True)
        case EnterpriseRenamed(name=name):
            return replace(enterprise, name=name)
        case EnterpriseMerged(successor=successor):
            return replace(enterprise, successor=successor)
        case EnterpriseMergerAnnulled():
            return replace(enterprise, successor=None)
        case EnterpriseDebarred(reason=reason):
            return replace(enterprise, debarred=reason)
        case EnterpriseReinstated():
            return replace(enterprise, debarred=None)
        case _:
            assert_never(event)


ENTERPRISE: Decider[Enterprise | None, EnterpriseEvent] = Decider(
    "enterprise", None, evolve, get_args(EnterpriseEvent), key=(upper,)
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
    DEBARRED = (
        "enterprise.debarred",
        "“{name}”已被禁入（{reason}），不得认领",
        "“{name}” is debarred ({reason}) and may not claim",
    )
    NOT_DEBARRED = (
        "enterprise.not_debarred",
        "“{name}”未被禁入",
        "“{name}” is not debarred",
    )
    MERGED = (
        "enterprise.merged",
        "“{name}”已并入 {successor}，请由承继者办理",
        "“{name}” was merged into {successor}, which acts in its place",
    )
    NOT_MERGED = (
        "enterprise.not_merged",
        "“{name}”未并入其他企业",
        "“{name}” was not merged into another",
    )
    PAID_SINCE = (
        "enterprise.paid_since",
        "并入以后，承继者已为认领 {claims} 付款，不能撤销并入；款项退还或冲正后再办",
        "since the merger its successor has paid for the claims {claims}: return or reverse that "
        "before the merger is annulled",
    )
    DEBARRED_STAYS = (
        "enterprise.debarred_stays",
        "“{name}”已被禁入（{reason}），不得并入其他企业；请先解除禁入",
        "“{name}” is debarred ({reason}) and is merged into nobody: lift that first",
    )
    MERGED_INTO_ITSELF = (
        "enterprise.merged_into_itself",
        "企业不能并入自身",
        "an enterprise is not merged into itself",
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
    if existing(enterprise).verified:
        return ()
    return (EnterpriseVerified(document=document, on=on),)


def rename(enterprise: Enterprise | None, *, name: str, document: str, on: date) -> Facts:
    """Bear another name from ``on`` (更名). The name it bears: ``()``."""
    enterprise = standing(enterprise)
    if not name.strip():
        raise Rejection(Why.NO_NAME)
    if enterprise.name == name:
        return ()
    return (EnterpriseRenamed(name=name, document=document, on=on),)


def merge(
    enterprise: Enterprise | None,
    *,
    code: str,
    successor: str,
    into: Enterprise | None,
    document: str,
    on: date,
) -> Facts:
    """Merge the enterprise of ``code`` into another (合并). The same told twice is ``()``.

    ``into`` is the successor itself, which must be registered and stand on its own. One that is
    debarred is merged into nobody: nothing would be left of that.
    """
    enterprise = existing(enterprise)
    if enterprise.successor == successor:
        return ()
    standing(enterprise)
    if enterprise.debarred is not None:
        raise Rejection(Why.DEBARRED_STAYS, name=enterprise.name, reason=enterprise.debarred)
    if successor == code:
        raise Rejection(Why.MERGED_INTO_ITSELF)
    standing(into)
    return (EnterpriseMerged(successor=successor, document=document, on=on),)


def annul_merger(
    enterprise: Enterprise | None,
    *,
    into: Enterprise | None,
    paid: Sequence[str],
    reason: str,
    document: str,
    on: date,
) -> Facts:
    """Annul a merger that was recorded wrongly, or undone (撤销合并).

    ``into`` is the successor itself, and has not been merged on since; ``paid``: what passed to it
    and was paid for since.
    """
    enterprise = existing(enterprise)
    if enterprise.successor is None:
        raise Rejection(Why.NOT_MERGED, name=enterprise.name)
    standing(into)
    if paid:
        raise Rejection(Why.PAID_SINCE, claims=listed(paid))
    return (
        EnterpriseMergerAnnulled(
            successor=enterprise.successor, reason=reason, document=document, on=on
        ),
    )


def debar(enterprise: Enterprise | None, *, reason: str, document: str, on: date) -> Facts:
    """Keep the enterprise from claiming (禁入). What it has promised stands."""
    enterprise = standing(enterprise)
    if enterprise.debarred == reason:
        return ()
    return (EnterpriseDebarred(reason=reason, document=document, on=on),)


def reinstate(enterprise: Enterprise | None, *, document: str, on: date) -> Facts:
    """Let a debarred enterprise claim again (解除禁入)."""
    enterprise = existing(enterprise)
    if enterprise.debarred is None:
        raise Rejection(Why.NOT_DEBARRED, name=enterprise.name)
    return (EnterpriseReinstated(document=document, on=on),)


def standing(enterprise: Enterprise | None) -> Enterprise:
    """Return ``enterprise`` if it was not merged into another; else refuse."""
    enterprise = existing(enterprise)
    if enterprise.successor is not None:
        raise Rejection(Why.MERGED, name=enterprise.name, successor=enterprise.successor)
    return enterprise


def verified(enterprise: Enterprise | None) -> Enterprise:
    """Return ``enterprise`` if it may claim; else refuse."""
    enterprise = standing(enterprise)
    if enterprise.debarred is not None:
        raise Rejection(Why.DEBARRED, name=enterprise.name, reason=enterprise.debarred)
    if not enterprise.verified:
        raise Rejection(Why.NOT_VERIFIED, name=enterprise.name)
    return enterprise


def existing(enterprise: Enterprise | None) -> Enterprise:
    """Return ``enterprise``. Refuses one that is not registered."""
    if enterprise is None:
        raise Rejection(Why.UNKNOWN)
    return enterprise
