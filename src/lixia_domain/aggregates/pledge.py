"""Pledge (认捐): what one enterprise promised for one claim, and what has arrived against it.

The stream's key is the claim's id. A promise is no money: only a bank credit is (invariant 2).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from typing import TypeAlias, assert_never, get_args

from attrs import evolve as replace
from attrs import field, frozen

from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Reason, Rejection


@frozen(kw_only=True)
class Instalment:
    """One part of a pledge and the day it falls due."""

    due: date
    amount: Money


class OnCancellation(StrEnum):
    """What the agreement says of the money if the project is cancelled."""

    SILENT = "silent"  # 协议未约定
    SIMILAR_PROJECT = "similar_project"  # 转用于相近项目
    RETURN = "return"  # 退还捐赠人


@stored_as("pledge.donation_pledged")
class DonationPledged(Event):
    """认捐：与认领同时成立。"""

    project: str
    enterprise: str
    fund: str
    amount: Money
    instalments: tuple[Instalment, ...]
    relief: bool


@stored_as("pledge.agreement_signed")
class AgreementSigned(Event):
    """签订捐赠协议。``document_hash`` 为文本的 SHA-256。"""

    document: str
    document_hash: str
    on_cancellation: OnCancellation


@stored_as("pledge.public_promise_evidenced")
class PublicPromiseEvidenced(Event):
    """捐赠人本人公开承诺的证据（慈善法 41）。"""

    statement: str
    medium: str
    document_hash: str


@stored_as("pledge.instalment_settled")
class InstalmentSettled(Event):
    """到账冲抵一期认捐（可部分）。``number`` 自 1 起。"""

    enterprise: str
    number: int
    amount: Money
    credit: str
    gift: str


@stored_as("pledge.instalment_unsettled")
class InstalmentUnsettled(Event):
    """到账被冲正或退回，该期恢复未付。"""

    enterprise: str
    number: int
    amount: Money
    gift: str
    reason: str


@stored_as("pledge.amended")
class PledgeAmended(Event):
    """认捐调整为 ``instalments``（与认领的调减同时成立）。"""

    enterprise: str
    amount: Money
    instalments: tuple[Instalment, ...]
    reason: str


@stored_as("pledge.hardship_exit_evidenced")
class HardshipExitEvidenced(Event):
    """经济状况显著恶化而退出：财务、报告、公开说明三证齐全（慈善法 41）。"""

    enterprise: str
    finances: str
    report: str
    statement: str
    rule: str


@stored_as("pledge.released")
class PledgeReleased(Event):
    """认捐解除，此后到账一律待定。"""

    enterprise: str
    reason: str


@stored_as("pledge.use_change_consented")
class UseChangeConsented(Event):
    """捐赠人事先同意变更用途。"""

    change: str
    document: str


@stored_as("pledge.use_change_refused")
class UseChangeRefused(Event):
    """捐赠人不同意变更用途。"""

    change: str
    document: str


@stored_as("pledge.name_publication_agreed")
class NamePublicationAgreed(Event):
    """同意公开名称。``display_name`` 为公开时所用的名称。"""

    enterprise: str
    display_name: str
    scope: str
    document: str


@stored_as("pledge.name_publication_withdrawn")
class NamePublicationWithdrawn(Event):
    """撤回公开名称的同意。"""

    enterprise: str
    reason: str


PledgeEvent: TypeAlias = (
    DonationPledged
    | AgreementSigned
    | PublicPromiseEvidenced
    | InstalmentSettled
    | InstalmentUnsettled
    | PledgeAmended
    | HardshipExitEvidenced
    | PledgeReleased
    | UseChangeConsented
    | UseChangeRefused
    | NamePublicationAgreed
    | NamePublicationWithdrawn
)
Facts: TypeAlias = tuple[PledgeEvent, ...]


@frozen(kw_only=True)
class Pledge:
    """A pledge as its decisions see it. No pledge yet is ``None``."""

    pledged: DonationPledged
    instalments: tuple[Instalment, ...]
    settled: tuple[Money, ...]
    agreement: AgreementSigned | None = None
    promised: bool = False
    released: str | None = None
    consents: Mapping[str, bool] = field(factory=dict)
    """Change of use to whether the donor agreed."""
    named: bool = False

    @property
    def open(self) -> tuple[tuple[int, Money], ...]:
        """Return the instalments not yet paid in full: number and what is missing."""
        return tuple(
            (number, instalment.amount - paid)
            for number, (instalment, paid) in enumerate(
                zip(self.instalments, self.settled, strict=True), 1
            )
            if paid < instalment.amount
        )

    @property
    def enforceable(self) -> bool:
        """Tell whether the donor may be held to it (慈善法 41)."""
        return self.promised or (self.pledged.relief and self.agreement is not None)

    def paid(self, number: int) -> Money:
        """Return what has arrived of an instalment, nothing if there is no such one."""
        return self.settled[number - 1] if 0 < number <= len(self.settled) else ZERO

    def missing(self, number: int | None = None) -> Money:
        """Return what is missing of an instalment, of the earliest open one if none is named."""
        return next((left for n, left in self.open if number in (None, n)), ZERO)


def evolve(pledge: Pledge | None, event: PledgeEvent) -> Pledge:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, DonationPledged):
        return Pledge(
            pledged=event,
            instalments=event.instalments,
            settled=(ZERO,) * len(event.instalments),
        )
    assert pledge is not None, "a pledge's history opens with DonationPledged"
    match event:
        case AgreementSigned():
            return replace(pledge, agreement=event)
        case PublicPromiseEvidenced():
            return replace(pledge, promised=True)
        case InstalmentSettled(number=number, amount=amount):
            return _settled(pledge, number, amount)
        case InstalmentUnsettled(number=number, amount=amount):
            return _settled(pledge, number, -amount)
        case PledgeAmended(instalments=instalments):
            paid = (*pledge.settled, *(ZERO,) * len(instalments))[: len(instalments)]
            return replace(pledge, instalments=instalments, settled=paid)
        case HardshipExitEvidenced():
            return replace(pledge, released="hardship")
        case PledgeReleased(reason=reason):
            return replace(pledge, released=reason)
        case UseChangeConsented(change=change):
            return replace(pledge, consents={**pledge.consents, change: True})
        case UseChangeRefused(change=change):
            return replace(pledge, consents={**pledge.consents, change: False})
        case NamePublicationAgreed():
            return replace(pledge, named=True)
        case NamePublicationWithdrawn():
            return replace(pledge, named=False)
        case _:
            assert_never(event)


def _settled(pledge: Pledge, number: int, amount: Money) -> Pledge:
    paid = list(pledge.settled)
    paid[number - 1] += amount
    return replace(pledge, settled=tuple(paid))


PLEDGE: Decider[Pledge | None, PledgeEvent] = Decider("pledge", None, evolve, get_args(PledgeEvent))


class Why(Reason):
    """Every reason a pledge may refuse."""

    UNKNOWN = "pledge.unknown", "没有这笔认捐", "there is no such pledge"
    EXISTS = (
        "pledge.exists",
        "认捐编号已用于 {enterprise} 的 {amount}",
        "the id is that of {enterprise} over {amount}",
    )
    UNEVEN = (
        "pledge.instalments_uneven",
        "各期合计 {parts}，与认捐额 {amount} 不符",
        "the instalments add up to {parts}, not to {amount}",
    )
    UNORDERED = "pledge.instalments_unordered", "各期到期日须依次递增", "due dates must ascend"
    RELEASED = "pledge.released", "认捐已解除：{reason}", "the pledge was released: {reason}"
    EXCEEDS_INSTALMENT = (
        "pledge.exceeds_instalment",
        "第 {number} 期尚欠 {missing}，拟冲抵 {amount}",
        "instalment {number} is short of {missing}, {amount} offered",
    )
    BELOW_PAID = (
        "pledge.below_paid",
        "第 {number} 期已到账 {paid}，不能调整为 {amount}",
        "{paid} has arrived for instalment {number}: it can't be amended to {amount}",
    )
    NOT_SETTLED = (
        "pledge.not_settled",
        "第 {number} 期仅到账 {paid}，不能冲回 {amount}",
        "instalment {number} has only {paid}, {amount} can't be taken back",
    )
    EVIDENCE_MISSING = (
        "pledge.evidence_missing",
        "退出须三证齐全，尚缺：{missing}",
        "exit needs finances, report and public statement; missing: {missing}",
    )
    NO_CONSENT = (
        "pledge.no_consent",
        "{enterprise} 未同意用途变更 {change}，该笔捐赠不得转用（慈善法 56）",
        "{enterprise} has not agreed to use change {change}: its gift stays",
    )
    AGREED_OTHERWISE = (
        "pledge.agreed_otherwise",
        "已签协议 {document}",
        "agreement {document} has been signed",
    )


def pledge(
    pledge: Pledge | None,
    *,
    project: str,
    enterprise: str,
    fund: str,
    amount: Money,
    instalments: tuple[Instalment, ...],
    relief: bool,
    on: date,
) -> Facts:
    """Promise a donation (认捐) in one or more instalments. The same told twice is ``()``.

    Told again after its release it is refused: who comes back makes a new claim.
    """
    told = DonationPledged(
        project=project,
        enterprise=enterprise,
        fund=fund,
        amount=positive(amount),
        instalments=instalments,
        relief=relief,
        on=on,
    )
    if pledge is not None:
        if in_force(pledge).pledged.repeats(told):
            return ()
        known = pledge.pledged
        raise Rejection(Why.EXISTS, enterprise=known.enterprise, amount=known.amount)
    _sound(instalments, amount)
    return (told,)


def _sound(instalments: tuple[Instalment, ...], amount: Money) -> None:
    parts = total(positive(instalment.amount) for instalment in instalments)
    if parts != amount:
        raise Rejection(Why.UNEVEN, parts=parts, amount=amount)
    dues = [instalment.due for instalment in instalments]
    if dues != sorted(set(dues)):
        raise Rejection(Why.UNORDERED)


def amend(
    pledge: Pledge | None,
    *,
    amount: Money,
    instalments: tuple[Instalment, ...],
    reason: str,
    on: date,
) -> Facts:
    """Amend what is promised (调整认捐), never below what has arrived of any instalment."""
    pledge = in_force(pledge)
    if pledge.instalments == instalments:
        return ()
    _sound(instalments, positive(amount))
    for number, paid in enumerate(pledge.settled, 1):
        promised = instalments[number - 1].amount if number <= len(instalments) else ZERO
        if promised < paid:
            raise Rejection(Why.BELOW_PAID, number=number, paid=paid, amount=promised)
    return (
        PledgeAmended(
            enterprise=pledge.pledged.enterprise,
            amount=amount,
            instalments=instalments,
            reason=reason,
            on=on,
        ),
    )


def sign_agreement(
    pledge: Pledge | None,
    *,
    document: str,
    document_hash: str,
    on_cancellation: OnCancellation,
    on: date,
) -> Facts:
    """Sign the donation agreement (签约). The same told twice is ``()``."""
    pledge = in_force(pledge)
    known = pledge.agreement
    told = AgreementSigned(
        document=document, document_hash=document_hash, on_cancellation=on_cancellation, on=on
    )
    if known is None:
        return (told,)
    if known.repeats(told):
        return ()
    raise Rejection(Why.AGREED_OTHERWISE, document=known.document)


def evidence_promise(
    pledge: Pledge | None, *, statement: str, medium: str, document_hash: str, on: date
) -> Facts:
    """Keep the donor's own public promise as evidence (公开承诺)."""
    if in_force(pledge).promised:
        return ()
    return (
        PublicPromiseEvidenced(
            statement=statement, medium=medium, document_hash=document_hash, on=on
        ),
    )


def settle(
    pledge: Pledge | None, *, number: int, amount: Money, credit: str, gift: str, on: date
) -> Facts:
    """Credit an instalment with money that arrived (冲抵), up to what it is short of."""
    pledge = in_force(pledge)
    missing = pledge.missing(number)
    if positive(amount) > missing:
        raise Rejection(Why.EXCEEDS_INSTALMENT, number=number, missing=missing, amount=amount)
    return (
        InstalmentSettled(
            enterprise=pledge.pledged.enterprise,
            number=number,
            amount=amount,
            credit=credit,
            gift=gift,
            on=on,
        ),
    )


def unsettle(
    pledge: Pledge | None, *, number: int, amount: Money, gift: str, reason: str, on: date
) -> Facts:
    """Take back what had been credited, because its credit was reversed or returned."""
    pledge = existing(pledge)
    paid = pledge.paid(number)
    if positive(amount) > paid:
        raise Rejection(Why.NOT_SETTLED, number=number, paid=paid, amount=amount)
    return (
        InstalmentUnsettled(
            enterprise=pledge.pledged.enterprise,
            number=number,
            amount=amount,
            gift=gift,
            reason=reason,
            on=on,
        ),
    )


def exit_by_hardship(
    pledge: Pledge | None, *, finances: str, report: str, statement: str, rule: str, on: date
) -> Facts:
    """Let a donor in grave trouble go (困难退出); refused unless all three are evidenced."""
    pledge = in_force(pledge)
    papers = {"财务证明": finances, "向民政部门的报告": report, "公开说明": statement}
    missing = [name for name, paper in papers.items() if not paper.strip()]
    if missing:
        raise Rejection(Why.EVIDENCE_MISSING, missing="、".join(missing))
    return (
        HardshipExitEvidenced(
            enterprise=pledge.pledged.enterprise,
            finances=finances,
            report=report,
            statement=statement,
            rule=rule,
            on=on,
        ),
    )


def release(pledge: Pledge | None, *, reason: str, on: date) -> Facts:
    """Release the pledge (解除). What arrives later waits for directions."""
    pledge = existing(pledge)
    if pledge.released is not None:
        return ()
    return (PledgeReleased(enterprise=pledge.pledged.enterprise, reason=reason, on=on),)


def consent_use_change(
    pledge: Pledge | None, *, change: str, agreed: bool, document: str, on: date
) -> Facts:
    """Note the donor's answer to a change of use (慈善法 56). The same answer again is ``()``."""
    if existing(pledge).consents.get(change) is agreed:
        return ()
    if agreed:
        return (UseChangeConsented(change=change, document=document, on=on),)
    return (UseChangeRefused(change=change, document=document, on=on),)


def use_change_basis(pledge: Pledge | None, *, change: str, judgment: str) -> str:
    """Return on what basis a gift under this pledge may go where ``change`` proposes.

    ``clause``: the agreement provides for it; ``consent``: the donor agreed beforehand;
    ``judgment``: a court said so; ``silent``: no use was ever agreed (慈善法 58). A gift without
    a pledge has no agreed use. Refused otherwise, and where the agreement says to return it.
    """
    if judgment.strip():
        return "judgment"
    if pledge is None:
        return "silent"
    agreed = pledge.consents.get(change)
    clause = pledge.agreement.on_cancellation if pledge.agreement else None
    if agreed:
        return "consent"
    if agreed is None and clause is OnCancellation.SIMILAR_PROJECT:
        return "clause"
    if agreed is None and clause is None:
        return "silent"
    raise Rejection(Why.NO_CONSENT, enterprise=pledge.pledged.enterprise, change=change)


def agree_to_publish(
    pledge: Pledge | None, *, display_name: str, scope: str, document: str, on: date
) -> Facts:
    """Note that the donor may be shown, as ``display_name`` (同意公开)."""
    pledge = existing(pledge)
    if pledge.named:
        return ()
    return (
        NamePublicationAgreed(
            enterprise=pledge.pledged.enterprise,
            display_name=display_name,
            scope=scope,
            document=document,
            on=on,
        ),
    )


def withdraw_publication(pledge: Pledge | None, *, reason: str, on: date) -> Facts:
    """Note that the name is not to be shown any more (撤回公开)."""
    pledge = existing(pledge)
    if not pledge.named:
        return ()
    return (NamePublicationWithdrawn(enterprise=pledge.pledged.enterprise, reason=reason, on=on),)


def in_force(pledge: Pledge | None) -> Pledge:
    """Return ``pledge`` if it still stands; else refuse."""
    pledge = existing(pledge)
    if pledge.released is not None:
        raise Rejection(Why.RELEASED, reason=pledge.released)
    return pledge


def existing(pledge: Pledge | None) -> Pledge:
    """Return ``pledge``. Refuses where there is none."""
    if pledge is None:
        raise Rejection(Why.UNKNOWN)
    return pledge
