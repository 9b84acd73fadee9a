"""What decisions about a pledge need to know, and why they may refuse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import assert_never, get_args

from attrs import field, frozen

from lixia_domain.aggregates.pledge.facts import (
    AgreementSigned,
    DefaultWithdrawn,
    DonationPledged,
    DonationReceiptWaived,
    HardshipExitEvidenced,
    Instalment,
    InstalmentSettled,
    InstalmentUnsettled,
    NamePublicationAgreed,
    NamePublicationWithdrawn,
    PaymentDemanded,
    PledgeAmended,
    PledgeDefaulted,
    PledgeEvent,
    PledgeReleased,
    PledgeSucceeded,
    PublicPromiseEvidenced,
    ReceiptWaiverWithdrawn,
    StateApprovalEvidenced,
    UseChangeConsented,
    UseChangeRefused,
)
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.words import Words

HARDSHIP = Words("困难退出", "hardship")

STATE_PAPERS = (Words("审批文件", "approval"), Words("备案文件", "filing"))
"""What a state-owned donor brings first (慈善法 43)."""


@frozen(kw_only=True)
class Pledge:
    """A pledge as its decisions see it. No pledge yet is ``None``."""

    pledged: DonationPledged
    enterprise: str
    """Whose it is now: who made it, or what that firm was merged into."""
    instalments: tuple[Instalment, ...]
    settled: tuple[Money, ...]
    agreement: AgreementSigned | None = None
    promised: bool = False
    released: str | Words | None = None
    consents: Mapping[str, bool] = field(factory=dict)
    """Change of use to whether the donor agreed, the last answer last."""
    named: str | None = None
    """The name by which the donor agreed to be shown."""
    approved: bool = False
    """Whether a state-owned donor's approval and filing are evidenced."""
    demands: tuple[PaymentDemanded, ...] = ()
    """Demands for instalments as they are scheduled now; amending an instalment ends its own.

    Taking a default back ends all.
    """
    defaulted: PledgeDefaulted | None = None
    receipt_waived: bool = False

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
            enterprise=event.enterprise,
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
            kept = unchanged(pledge.instalments, instalments)
            demands = tuple(demand for demand in pledge.demands if demand.number in kept)
            return replace(pledge, instalments=instalments, settled=paid, demands=demands)
        case HardshipExitEvidenced():
            return replace(pledge, released=HARDSHIP)
        case PledgeReleased(reason=reason):
            return replace(pledge, released=reason)
        case UseChangeConsented(change=change):
            return replace(pledge, consents=_said(pledge.consents, change, agreed=True))
        case UseChangeRefused(change=change):
            return replace(pledge, consents=_said(pledge.consents, change, agreed=False))
        case NamePublicationAgreed(display_name=name):
            return replace(pledge, named=name)
        case NamePublicationWithdrawn():
            return replace(pledge, named=None)
        case PledgeSucceeded(enterprise=enterprise):
            return replace(pledge, enterprise=enterprise)
        case StateApprovalEvidenced():
            return replace(pledge, approved=True)
        case PaymentDemanded():
            return replace(pledge, demands=(*pledge.demands, event))
        case PledgeDefaulted():
            return replace(pledge, defaulted=event)
        case DefaultWithdrawn():
            return replace(pledge, defaulted=None, demands=())
        case DonationReceiptWaived():
            return replace(pledge, receipt_waived=True)
        case ReceiptWaiverWithdrawn():
            return replace(pledge, receipt_waived=False)
        case _:
            assert_never(event)


def unchanged(before: Sequence[Instalment], after: Sequence[Instalment]) -> frozenset[int]:
    """Return the numbers of the instalments that an amendment leaves as they were."""
    pairs = enumerate(zip(before, after, strict=False), 1)
    return frozenset(number for number, (was, now) in pairs if was == now)


def _said(answers: Mapping[str, bool], change: str, *, agreed: bool) -> Mapping[str, bool]:
    return {**{c: said for c, said in answers.items() if c != change}, change: agreed}


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
    OTHER_PROJECT = (
        "pledge.other_project",
        "认领 {claim} 属于项目 {project}，不属于 {named}；请按所属项目办理",
        "claim {claim} is one of project {project}, not of {named}: name its own project",
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
    GIFT_UNCONSENTED = (
        "pledge.gift_unconsented",
        "该份捐赠写明用于本项目，用途变更 {change} 须有捐赠人本人的书面同意、生效裁判，"
        "或依募捐方案募得而方案已变更备案（慈善法 56）",
        "the gift was made for this project: use change {change} needs its donor's own written "
        "consent, a judgment, or the refiling of the plan that it was raised under",
    )
    AGREED_OTHERWISE = (
        "pledge.agreed_otherwise",
        "已签协议 {document}",
        "agreement {document} has been signed",
    )
    APPROVAL_MISSING = (
        "pledge.approval_missing",
        "国有企业捐赠须先审批并备案（慈善法 43），尚缺：{missing}",
        "a state-owned donor needs approval and filing first; missing: {missing}",
    )
    NOT_OVERDUE = (
        "pledge.not_overdue",
        "第 {number} 期到期日为 {due}，尚未逾期，不能催告",
        "instalment {number} is due on {due}: it is not overdue yet",
    )
    NOTHING_OWED = (
        "pledge.nothing_owed",
        "第 {number} 期没有欠款",
        "nothing is owed of instalment {number}",
    )
    HELD = (
        "pledge.held",
        "第 {number} 期的款项已到账，暂收 {held}（到账 {credits}），不得催告或认定违约；"
        "请先分配或退回",
        "what is owed of instalment {number} is there: {held} is held of credit {credits}; "
        "allocate or return it, nobody who has paid is dunned",
    )
    NO_TIME_LEFT = (
        "pledge.no_time_left",
        "催告须给出宽限期，{deadline} 不晚于今天",
        "a demand gives time to pay: {deadline} is not after today",
    )
    NOT_DEMANDED = (
        "pledge.not_demanded",
        "须先书面催告，期满仍未付清的方为违约",
        "demand payment first: default is what remains unpaid after the demand's deadline",
    )
    DEADLINE_RUNNING = (
        "pledge.deadline_running",
        "催告的宽限期至 {deadline}（含当日），尚未届满",
        "the demand gives time until {deadline}, that day included",
    )
    DEFAULTED = (
        "pledge.defaulted",
        "认捐已违约，名额已另行提供；款项请暂收并征询捐赠人",
        "the pledge is in default and its slot was offered on: hold the money and ask the donor",
    )


def in_force(pledge: Pledge | None) -> Pledge:
    """Return ``pledge`` if it still stands; else refuse."""
    pledge = existing(pledge)
    if pledge.released is not None:
        raise Rejection(Why.RELEASED, reason=pledge.released)
    return pledge


def of_project(pledge: Pledge | None, *, claim: str, project: str) -> Pledge | None:
    """Return the ``pledge`` of ``claim``, if there is one; refuse that of another project."""
    if pledge is not None and pledge.pledged.project != project:
        own = pledge.pledged.project
        raise Rejection(Why.OTHER_PROJECT, claim=claim, project=own, named=project)
    return pledge


def payable(pledge: Pledge | None) -> Pledge:
    """Return ``pledge`` if money may still be put towards it; else refuse."""
    pledge = in_force(pledge)
    if pledge.defaulted is not None:
        raise Rejection(Why.DEFAULTED)
    return pledge


def existing(pledge: Pledge | None) -> Pledge:
    """Return ``pledge``. Refuses where there is none."""
    if pledge is None:
        raise Rejection(Why.UNKNOWN)
    return pledge
