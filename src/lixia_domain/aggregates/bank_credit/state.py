"""What decisions about a bank credit need to know, and why they may refuse."""

from __future__ import annotations

from datetime import date
from typing import assert_never, get_args

from attrs import frozen

from lixia_domain.aggregates.bank_credit import agreed
from lixia_domain.aggregates.bank_credit.agreed import Agreed, Agreements, Fits
from lixia_domain.aggregates.bank_credit.facts import (
    Allocation,
    ApportionmentFound,
    BankCreditRecorded,
    Citation,
    CitationsSettled,
    CreditAllocated,
    CreditCitedBefore,
    CreditDirected,
    CreditEvent,
    CreditHeld,
    CreditNoticeConflicted,
    CreditPutToReceivable,
    CreditReceipted,
    CreditRedirected,
    CreditReleased,
    CreditReturnCancelled,
    CreditReturned,
    CreditReturnPaid,
    CreditReturnUnpaid,
    CreditReversed,
    CreditReversedByBank,
    CreditUnreceipted,
    Income,
    LegalDonorSettled,
    Notice,
    ReceivableArose,
    ReceivableCollected,
)
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.keys import OTHER, kept, upper
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.replacing import replace


@frozen(kw_only=True)
class Payer:
    """What a payer paid for, whom a correction of the register named otherwise, or with less."""

    notice: Notice
    agreed: Agreements
    meant: tuple[str, ...]
    no_gift: bool


@frozen(kw_only=True)
class Credit:
    """A credit as its decisions see it. None known under the key is ``None``."""

    fund: str
    notice: Notice
    revision: int
    allocations: tuple[Allocation, ...] = ()
    receipts: tuple[tuple[str, str], ...] = ()
    """Gift and the receipt given for it."""
    held: Money = ZERO
    returned: Money = ZERO
    returned_on: date | None = None
    """When something of it was returned for the first time."""
    returns: Agreements = ()
    """What was returned and not cancelled, one by one: for what it had been paid."""
    reversed: bool = False
    conflicts: tuple[Notice, ...] = ()
    donor: str | None = None
    """The legal donor, where another one pays for it."""
    apportioned: bool = False
    paid_back: Money = ZERO
    """What of the returned money the bank's own entries show as gone."""
    cited: tuple[Citation, ...] = ()
    """What accounts took in by it before it was on record; none once that is settled."""

    put: Money = ZERO
    """What of it made good what another credit left owing."""
    receivable: Money = ZERO
    """What is owed by whoever had been paid back, when the bank took all of it back."""
    debtor: str = ""
    """Who owes it."""
    meant: tuple[str, ...] = ()
    """The claims for which it came, where a part of it was held."""
    agreed: Agreements = ()
    """What of it is no gift (yet, or any more) and was paid for a named use."""
    no_gift: bool = False
    """Whether its payer's document says that something of it was no gift."""
    payers: tuple[Payer, ...] = ()
    """What each of those paid for whom the register named before, as far as that is not known now:
    it is known again when the register names them again, or more of what they paid."""

    @property
    def open(self) -> Money:
        """Return what is neither allocated, held nor returned yet."""
        return ZERO if self.reversed else self.there - self.held

    @property
    def there(self) -> Money:
        """Return what lies open or is held: neither allocated, returned nor put to what is owed."""
        allocated = total(part.amount for part in self.allocations)
        return self.notice.amount - allocated - self.returned - self.put

    def receipt_of(self, gift: str) -> str | None:
        """Return the receipt that stands for ``gift``, if one does."""
        return next((receipt for g, receipt in self.receipts if g == gift), None)


def evolve(credit: Credit | None, event: CreditEvent) -> Credit:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, BankCreditRecorded):
        return _recorded(credit, event)
    assert credit is not None, "a credit's history opens with BankCreditRecorded"
    match event:
        case CreditNoticeConflicted(notice=notice):
            return replace(credit, conflicts=(*credit.conflicts, notice))
        case CreditAllocated(allocation=allocation):
            left, _ = _used(credit, allocation.amount, agreed.a_gift_for(allocation))
            return replace(credit, agreed=left, allocations=(*credit.allocations, allocation))
        case CreditHeld(amount=amount, claims=claims, designations=designations):
            known = total(part.amount for part in credit.agreed)
            told = Agreed(
                amount=min(amount, credit.there - known) if credit.agreed else amount,
                claims=claims,
                designations=designations,
            )
            return replace(
                credit,
                held=credit.held + amount,
                meant=_once(credit.meant, claims),
                agreed=(*credit.agreed, *agreed.named((told,))),
            )
        case CreditReleased(amount=amount):
            return replace(credit, held=credit.held - amount)
        case CreditReturned():
            return _returned(credit, event)
        case CreditRedirected(gift=gift, account=account):
            moved = tuple(
                replace(part, account=account) if part.gift == gift else part
                for part in credit.allocations
            )
            return replace(credit, allocations=moved)
        case CreditReceipted(gift=gift, receipt=receipt):
            return replace(credit, receipts=(*credit.receipts, (gift, receipt)))
        case CreditUnreceipted(gift=gift):
            return replace(credit, receipts=tuple(r for r in credit.receipts if r[0] != gift))
        case CreditReversed():
            gifts = tuple(
                agreed.came_for(part, part.amount, no_gift=credit.no_gift)
                for part in credit.allocations
            )
            claims = tuple(claim for part in agreed.named(gifts) for claim in part.claims)
            return replace(
                credit,
                allocations=(),
                held=ZERO,
                reversed=True,
                meant=_once(credit.meant, claims),
                agreed=(*agreed.named(gifts), *credit.agreed),
            )
        case CreditReversedByBank():
            return replace(credit, allocations=(), held=ZERO, reversed=True, agreed=())
        case LegalDonorSettled(donor=donor):
            return replace(credit, donor=donor)
        case ApportionmentFound():
            return replace(credit, apportioned=True)
        case CreditDirected(to=to, amount=amount):
            return replace(
                credit,
                agreed=agreed.directed(credit.agreed, amount, to),
                no_gift=credit.no_gift or to == OTHER,
            )
        case CreditReturnPaid(amount=amount):
            return replace(credit, paid_back=credit.paid_back + amount)
        case CreditReturnUnpaid(amount=amount):
            return replace(credit, paid_back=credit.paid_back - amount)
        case CreditReturnCancelled(amount=amount):
            stays, last = agreed.latest(credit.returns, amount)
            return replace(
                credit,
                returned=credit.returned - amount,
                returns=stays,
                agreed=(*credit.agreed, *agreed.named(last)),
            )
        case CreditCitedBefore(cites=cites):
            return replace(credit, cited=cites)
        case CitationsSettled():
            return replace(credit, cited=())
        case ReceivableArose(amount=amount, debtor=debtor):
            return replace(credit, receivable=credit.receivable + amount, debtor=debtor)
        case ReceivableCollected(amount=amount):
            return replace(credit, receivable=credit.receivable - amount)
        case CreditPutToReceivable(amount=amount):
            left, _ = _used(credit, amount, agreed.no_gift_for(None))
            return replace(credit, agreed=left, held=credit.held - amount, put=credit.put + amount)
        case _:
            assert_never(event)


def _once(known: tuple[str, ...], more: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*known, *more)))


def _recorded(before: Credit | None, event: BankCreditRecorded) -> Credit:
    """Return an entry as it was recorded; recorded anew, what its payer paid for stays known."""
    credit = Credit(fund=event.fund, notice=event.notice, revision=event.revision)
    if before is None:
        return credit
    same = next((p for p in before.payers if agreed.one_payer(p.notice, before.notice)), None)
    others = tuple(payer for payer in before.payers if payer is not same)
    was = Payer(
        notice=before.notice,
        agreed=(*before.agreed, *(() if same is None else same.agreed)),
        meant=before.meant,
        no_gift=before.no_gift,
    )
    now = next((p for p in (was, *others) if agreed.one_payer(p.notice, event.notice)), None)
    if now is None:
        return replace(credit, payers=(was, *others))
    beyond, known = agreed.first(now.agreed, event.notice.amount)
    more = (replace(now, agreed=beyond),) if beyond else ()
    rest = (*more, *(payer for payer in (was, *others) if payer is not now))
    return replace(credit, meant=now.meant, agreed=known, no_gift=now.no_gift, payers=rest)


def _returned(credit: Credit, event: CreditReturned) -> Credit:
    """Return a credit of which something went back: what nobody named a use of, first."""
    gift, amount = event.gift, event.amount
    if gift is None:
        left, went = _used(credit, amount, agreed.nothing)
        free = amount - total(part.amount for part in went)
        went = (*((Agreed(amount=free),) if free > ZERO else ()), *went)
        credit = replace(credit, agreed=left, held=credit.held - amount)
    else:
        went = tuple(
            agreed.came_for(part, amount, no_gift=credit.no_gift)
            for part in credit.allocations
            if part.gift == gift
        )
        given = tuple(
            replace(part, amount=part.amount - amount) if part.gift == gift else part
            for part in credit.allocations
        )
        credit = replace(credit, allocations=given)
    return replace(
        credit,
        returned=credit.returned + amount,
        returned_on=credit.returned_on or event.on,
        returns=(*credit.returns, *went),
    )


def _used(credit: Credit, amount: Money, fits: Fits) -> tuple[Agreements, Agreements]:
    if not credit.agreed:
        return (), ()
    return agreed.used(credit.agreed, amount, there=credit.there, fits=fits)


BANK_CREDIT: Decider[Credit | None, CreditEvent] = Decider(
    "bank_credit", None, evolve, get_args(CreditEvent), key=(upper,)
)


class Why(Reason):
    """Every reason a bank credit may refuse."""

    UNKNOWN = (
        "bank_credit.unknown",
        "没有这笔到账，请先凭银行回单登记到账",
        "there is no such credit: book first what the bank says arrived",
    )
    CONFLICT = (
        "bank_credit.conflict",
        "同一笔到账已按 {payer} {amount} 入账，来件内容不同",
        "the entry is on record as {payer} {amount}; this notice says otherwise",
    )
    REVERSED = "bank_credit.reversed", "到账已冲正", "the credit was reversed"
    NOTHING_OPEN = (
        "bank_credit.nothing_open",
        "可分配 {open}，拟分配 {amount}",
        "{open} open, {amount} asked for",
    )
    NOT_HELD = (
        "bank_credit.not_held",
        "暂收 {held}，拟动用 {amount}",
        "{held} held, {amount} asked for",
    )
    UNKNOWN_GIFT = (
        "bank_credit.unknown_gift",
        "这笔到账没有分出捐赠 {gift}",
        "gift {gift} is no part of this credit",
    )
    RECEIPTED = (
        "bank_credit.receipted",
        "捐赠 {gift} 已开票 {receipt}，须先红冲",
        "gift {gift} has receipt {receipt}; reverse it first",
    )
    PART_RETURNED = (
        "bank_credit.part_returned",
        "已退回 {returned}，不能再更正这笔到账",
        "{returned} of the credit went back: it can't be corrected any more",
    )
    DONOR_SETTLED = (
        "bank_credit.donor_settled",
        "法律上的捐赠人已确认为 {donor}",
        "the legal donor is settled: {donor}",
    )
    DONOR_ALLOCATED = (
        "bank_credit.donor_allocated",
        "捐赠 {gift} 已按当时的捐赠人入账，不得改认；确属登记有误的，先更正到账（冲正后暂收），"
        "确认捐赠人，再分配",
        "gift {gift} is on its account as that of its donor then: where the register is wrong, "
        "correct the credit first (reversed, then held), settle the donor, then allocate",
    )
    NO_DOCUMENT = (
        "bank_credit.no_document",
        "须附文书：代付说明或认定书",
        "a document is needed: the payer's declaration, or the finding",
    )
    APPORTIONED = (
        "bank_credit.apportioned",
        "该款为摊派所得，只可退回，不得分配或开票（慈善法 32）",
        "the money was apportioned: it can only be returned",
    )
    NO_DONATION = (
        "bank_credit.no_donation",
        "{gift} 不是捐赠（{kind}），不开捐赠票据",
        "{gift} is no donation ({kind}): it gets no receipt",
    )
    NOT_RETURNED = (
        "bank_credit.not_returned",
        "已办退回而银行尚未付出的为 {returned}，与银行付款 {amount} 不符",
        "{returned} was returned and is yet to leave the bank, whose entry says {amount}",
    )
    NOT_OWED = (
        "bank_credit.not_owed",
        "这笔到账尚有应收 {owed}，本次收回 {amount}；请按所欠收回，余款另行指明用途",
        "{owed} is owed of this credit, {amount} is given: collect what is owed, direct the rest",
    )
    NOT_DONATED = (
        "bank_credit.not_donated",
        "{gift} 不是捐赠（{kind}），不能按退还捐赠办理；利息、拨款、变卖所得请按退回其他收入办理",
        "{gift} is no donation ({kind}): interest, appropriations and sale proceeds go back as "
        "what they are",
    )
    NOT_INCOME = (
        "bank_credit.not_income",
        "{gift} 是{kind}，不能按退回其他收入办理；捐赠请按退还捐赠办理",
        "{gift} is of the kind {kind} and does not go back as other income; a donation goes back "
        "to its donor",
    )
    OTHER_FUND = (
        "bank_credit.other_fund",
        "到账记在基金 {fund}，不能用于基金 {other}；请改用该基金的到账，或更正这笔到账的登记",
        "the credit is fund {fund}'s and can't be used for fund {other}: use a credit of that fund",
    )
    MEANT = (
        "bank_credit.meant",
        "这笔到账是为认领 {claim} 付的，不能改作别用；请分配到该认领，或依捐赠人指示分配，"
        "或退回付款人",
        "the credit came for claim {claim} and can't become anything else: allocate it to the "
        "claim, or as its donor directs, or return it to its payer",
    )
    AGREED_USE = (
        "bank_credit.agreed_use",
        "这笔到账中可用于“{to}”的为 {room}，拟用 {amount}；其余是为“{uses}”付的，改作别用须有付款人"
        "本人的书面指示：请登记其指示，或退回付款人",
        "{room} of the credit may go to “{to}”, {amount} is asked for: the rest was paid for "
        "“{uses}”; note its payer's own written direction, or return it",
    )
    NOTHING_AGREED = (
        "bank_credit.nothing_agreed",
        "这笔到账中为“{to}”以外的用途付的暂收款为 {there}，指示写明的为 {amount}；"
        "没有约定用途的，可直接分配",
        "{there} of what is held was paid for another use than “{to}”, the direction speaks of "
        "{amount}; what has no agreed use is allocated without one",
    )
    CITED_BEFORE = (
        "bank_credit.cited_before",
        "登记以前账上已引用这笔到账 {amount}（{fact}），请先核对引用再动用",
        "accounts took in {amount} by this credit before it was on record ({fact}): settle that "
        "first",
    )
    NOT_CITED = (
        "bank_credit.not_cited",
        "这笔到账没有待核对的引用",
        "nothing was taken in by this credit before it was on record",
    )
    NOTHING_ALLOCATED = (
        "bank_credit.nothing_allocated",
        "这笔到账没有分配，无可撤销",
        "nothing of the credit is allocated: there is nothing to undo",
    )
    NOTHING_CHANGED = (
        "bank_credit.nothing_changed",
        "更正内容与原登记相同",
        "the correction says what is on record",
    )


def allocation_of(credit: Credit, gift: str) -> Allocation:
    """Return the allocation that made ``gift``. Refuses where there is none."""
    for part in credit.allocations:
        if part.gift == gift:
            return part
    raise Rejection(Why.UNKNOWN_GIFT, gift=gift)


def donated(credit: Credit, gift: str) -> Allocation:
    """Return a part of ``credit`` that goes back as a gift does; refuse other income."""
    part = allocation_of(credit, gift)
    if part.kind not in (Income.DONATION, Income.CARRIED_IN):
        raise Rejection(Why.NOT_DONATED, gift=gift, kind=part.kind)
    return part


EARNED = frozenset(
    {Income.INTEREST, Income.APPROPRIATION, Income.MATCH, Income.SALE, Income.SPONSORSHIP}
)
"""What is no donation and goes back as what it is."""
OWED = frozenset({Income.RECOVERY, Income.SHORTFALL})
"""What its payer owed: it was not given, whatever else the credit was."""


def earned(credit: Credit, gift: str) -> Allocation:
    """Return a part of ``credit`` that came as other income and goes back as such; else refuse."""
    part = allocation_of(credit, gift)
    if part.kind not in EARNED:
        raise Rejection(Why.NOT_INCOME, gift=gift, kind=part.kind)
    return part


def existing(credit: Credit | None) -> Credit:
    """Return ``credit``. Refuses where there is none."""
    if credit is None:
        raise Rejection(Why.UNKNOWN)
    return credit


def standing(credit: Credit | None) -> Credit:
    """Return ``credit`` unless it was reversed; else refuse."""
    credit = existing(credit)
    if credit.reversed:
        raise Rejection(Why.REVERSED)
    return credit


def of_fund(credit: Credit | None, fund: str) -> Credit:
    """Return ``credit`` if it is ``fund``'s; else refuse: money stays in one fund."""
    credit = existing(credit)
    if kept(credit.fund) != kept(fund):
        raise Rejection(Why.OTHER_FUND, fund=credit.fund, other=fund)
    return credit


def uncited(credit: Credit) -> Credit:
    """Return ``credit`` unless what was taken in by it before is yet to be settled; else refuse."""
    if credit.cited:
        amount = total(each.amount for each in credit.cited)
        raise Rejection(Why.CITED_BEFORE, amount=amount, fact=credit.cited[0].fact)
    return credit


def unmeant(credit: Credit) -> Credit:
    """Return ``credit`` unless it came for a claim; else refuse: it is a gift, or goes back.

    Until its payer's own document says that it was no gift.
    """
    for claim in () if credit.no_gift else credit.meant:
        raise Rejection(Why.MEANT, claim=claim)
    return credit


def agreed_use(credit: Credit, amount: Money, fits: Fits, *, to: str) -> None:
    """Refuse to use more of what is held than was paid for that use, or for none that is named."""
    there = agreed.room(credit.agreed, credit.held, fits) if credit.agreed else credit.held
    if credit.held >= amount > there:
        uses = "、".join(part.uses for part in credit.agreed if not fits(part))
        raise Rejection(Why.AGREED_USE, to=to, room=there, amount=amount, uses=uses)


def unreceipted(credit: Credit) -> None:
    """Refuse where a receipt stands for any part of ``credit``."""
    for gift, receipt in credit.receipts:
        raise Rejection(Why.RECEIPTED, gift=gift, receipt=receipt)
