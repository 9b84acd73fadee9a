"""What can have happened to a pledge (认捐)."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from attrs import frozen

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.vocabulary import Amount, Due
from lixia_domain.kernel.words import Worded, Words


@frozen(kw_only=True)
class Instalment:
    """One part of a pledge and the day it falls due."""

    due: Due
    amount: Amount


class OnCancellation(Worded):
    """What the agreement says of the money if the project is cancelled."""

    SILENT = "silent", "协议未约定"
    SIMILAR_PROJECT = "similar_project", "转用于相近项目", "to a similar project"
    RETURN = "return", "退还捐赠人", "back to the donor"


@stored_as("pledge.donation_pledged", says=Words("认捐", "donation pledged"))
class DonationPledged(Event):
    """认捐：与认领同时成立。"""

    project: str
    enterprise: str
    fund: str
    amount: Money
    instalments: tuple[Instalment, ...]
    relief: bool


@stored_as("pledge.agreement_signed", says=Words("捐赠协议签订", "agreement signed"))
class AgreementSigned(Event):
    """签订捐赠协议。``document_hash`` 为文本的 SHA-256。"""

    document: str
    document_hash: str
    on_cancellation: OnCancellation


@stored_as(
    "pledge.public_promise_evidenced", says=Words("公开承诺存证", "public promise evidenced")
)
class PublicPromiseEvidenced(Event):
    """捐赠人本人公开承诺的证据（慈善法 41）。"""

    statement: str
    medium: str
    document_hash: str


@stored_as("pledge.instalment_settled", says=Words("到账冲抵认捐", "instalment settled"))
class InstalmentSettled(Event):
    """到账冲抵一期认捐（可部分）。``number`` 自 1 起。"""

    enterprise: str
    number: int
    amount: Money
    credit: str
    gift: str


@stored_as("pledge.instalment_unsettled", says=Words("认捐恢复未付", "instalment unsettled"))
class InstalmentUnsettled(Event):
    """到账被冲正或退回，该期恢复未付。"""

    enterprise: str
    number: int
    amount: Money
    gift: str
    reason: str


@stored_as("pledge.amended", says=Words("认捐调整", "pledge amended"))
class PledgeAmended(Event):
    """认捐调整为 ``instalments``（与认领的调减同时成立）。"""

    enterprise: str
    amount: Money
    instalments: tuple[Instalment, ...]
    reason: str


@stored_as(
    "pledge.hardship_exit_evidenced", says=Words("因经济困难退出", "exit by hardship evidenced")
)
class HardshipExitEvidenced(Event):
    """经济状况显著恶化而退出：财务、报告、公开说明三证齐全（慈善法 41）。"""

    enterprise: str
    finances: str
    report: str
    statement: str
    rule: str


@stored_as("pledge.released", says=Words("认捐解除", "pledge released"))
class PledgeReleased(Event):
    """认捐解除，此后到账一律待定。"""

    enterprise: str
    reason: str


@stored_as("pledge.use_change_consented", says=Words("同意变更用途", "change of use consented to"))
class UseChangeConsented(Event):
    """捐赠人事先同意变更用途。"""

    change: str
    document: str


@stored_as("pledge.use_change_refused", says=Words("不同意变更用途", "change of use refused"))
class UseChangeRefused(Event):
    """捐赠人不同意变更用途。"""

    change: str
    document: str


@stored_as(
    "pledge.name_publication_agreed", says=Words("同意公开名称", "publishing the name agreed")
)
class NamePublicationAgreed(Event):
    """同意公开名称。``display_name`` 为公开时所用的名称。"""

    enterprise: str
    display_name: str
    scope: str
    document: str


@stored_as(
    "pledge.name_publication_withdrawn", says=Words("撤回公开名称", "publishing the name withdrawn")
)
class NamePublicationWithdrawn(Event):
    """撤回公开名称的同意。"""

    enterprise: str
    reason: str


@stored_as(
    "pledge.state_approval_evidenced", says=Words("国有资产审批备案", "state approval evidenced")
)
class StateApprovalEvidenced(Event):
    """国有资产捐赠已获审批并备案（慈善法 43）。"""

    enterprise: str
    approval: str
    filing: str
    rule: str


@stored_as("pledge.payment_demanded", says=Words("逾期催告", "payment demanded"))
class PaymentDemanded(Event):
    """逾期催告：第 ``number`` 期尚欠 ``amount``，限 ``deadline`` 前（含当日）付清。"""

    enterprise: str
    number: int
    due: date
    amount: Money
    deadline: date
    document: str


@stored_as("pledge.defaulted", says=Words("认捐违约", "pledge in default"))
class PledgeDefaulted(Event):
    """催告期满仍未付清：名额另行提供；``owed`` 为尚欠总额，请求权不因此消灭。

    ``enforceable``：依慈善法 41 可否要求交付；``demand`` 为所据催告文书。
    """

    enterprise: str
    owed: Money
    enforceable: bool
    demand: str
    rule: str


@stored_as("pledge.default_withdrawn", says=Words("违约认定撤销", "default withdrawn"))
class DefaultWithdrawn(Event):
    """违约认定有误而撤销：认捐照旧，名额恢复；此前的催告随之终止，再追须重新催告。"""

    enterprise: str
    reason: str
    document: str


@stored_as("pledge.donation_receipt_waived", says=Words("放弃捐赠票据", "donation receipt waived"))
class DonationReceiptWaived(Event):
    """捐赠人放弃接受捐赠票据（慈善法 38）：有此记录，未开票不是遗漏。"""

    enterprise: str
    document: str


@stored_as("pledge.receipt_waiver_withdrawn", says=Words("放弃票据撤销", "waiver withdrawn"))
class ReceiptWaiverWithdrawn(Event):
    """捐赠人没有放弃票据，或收回放弃：照常开票。"""

    enterprise: str
    reason: str
    document: str


@stored_as("pledge.succeeded", says=Words("认捐由承继企业承接", "pledge passed to a successor"))
class PledgeSucceeded(Event):
    """捐赠人并入另一企业，认捐由 ``enterprise`` 概括承接。

    随之转移的：尚有效的认捐额 ``amount``（已解除为零）、已到账 ``received``、公开所用名称
    ``display_name``（未同意公开为空），认捐之日 ``pledged_on`` 不变。
    """

    predecessor: str
    enterprise: str
    amount: Money
    received: Money
    display_name: str | None
    pledged_on: date
    document: str


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
    | StateApprovalEvidenced
    | PaymentDemanded
    | PledgeDefaulted
    | DefaultWithdrawn
    | DonationReceiptWaived
    | ReceiptWaiverWithdrawn
    | PledgeSucceeded
)
Facts: TypeAlias = tuple[PledgeEvent, ...]
