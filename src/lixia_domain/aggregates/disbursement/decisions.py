"""What may be done with a disbursement: ask, approve, pay, cancel; what its other rooms rest on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from lixia_domain.aggregates.disbursement.facts import (
    ApprovalFell,
    DisbursementApproved,
    DisbursementRefused,
    DisbursementRequested,
    DisbursementWithdrawn,
    Facts,
    FundsDisbursed,
    PaymentBounced,
    PaymentCancelled,
    PaymentDebitCorrected,
)
from lixia_domain.aggregates.disbursement.state import Disbursement, DisbursementStage, Why
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.gifts import GiftShare, shared
from lixia_domain.kernel.keys import NOBODY_KNOWN, among
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words, listed


def request(
    disbursement: Disbursement | None,
    *,
    project: str,
    account: str,
    team: str,
    payee: str,
    payee_account: str,
    agreement: str,
    tranche: int,
    line: str,
    amount: Money,
    purpose: str,
    requester: str,
    on: date,
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Ask for a tranche (申请拨付). The same told twice is ``()``.

    ``eyes``, here and below, tell whose an account is: two of one person are one pair of eyes.
    """
    told = DisbursementRequested(
        project=project,
        account=account,
        team=team,
        payee=payee,
        payee_account=payee_account,
        agreement=agreement,
        tranche=tranche,
        line=line,
        amount=positive(amount),
        purpose=purpose,
        requester=requester,
        on=on,
    )
    if disbursement is None:
        if among(requester, (payee,), eyes):
            raise Rejection(Why.SAME_PERSON, who=requester)
        return (told,)
    known = disbursement.requested
    if known.repeats(told):
        return ()
    raise Rejection(Why.EXISTS, project=known.project, amount=known.amount)


def approve(
    disbursement: Disbursement | None,
    *,
    approver: str,
    rule: str,
    minutes: str,
    conflicts_checked: tuple[str, ...],
    related: tuple[str, ...],
    earlier: Mapping[str, Disbursement],
    open_tranches: int,
    shares: tuple[GiftShare, ...],
    position: int,
    on: date,
    lead: str = "",
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Approve (批准) with four eyes; ``lead``, who leads the team, is none of them.

    ``related``: whom the check found related to the payee; ``earlier``: the other disbursements of
    the project that were ever approved; ``open_tranches``: how many of them may, by the agreement,
    be paid and not accounted for; ``shares``: what the account reserved.
    """
    asked = requested(disbursement).requested
    assert shared(shares) == asked.amount, "the account reserves what is asked for, or refuses"
    _different((asked.requester, approver, asked.payee), eyes)
    _not_of_the_team(lead, (approver,), eyes)
    _unobjectionable(asked, (asked.requester, approver), related, earlier, open_tranches, eyes)
    return (
        DisbursementApproved(
            approver=approver,
            rule=rule,
            minutes=minutes,
            conflicts_checked=conflicts_checked,
            position=position,
            shares=shares,
            on=on,
        ),
    )


def requested(disbursement: Disbursement | None) -> Disbursement:
    """Return ``disbursement`` if it waits for approval; else refuse."""
    return standing(disbursement, Words("批准", "approving"), DisbursementStage.REQUESTED)


def refuse(disbursement: Disbursement | None, *, approver: str, reason: str, on: date) -> Facts:
    """Refuse the request (不批准)."""
    standing(disbursement, Words("不批准", "refusing"), DisbursementStage.REQUESTED)
    return (DisbursementRefused(approver=approver, reason=reason, on=on),)


def withdraw(disbursement: Disbursement | None, *, reason: str, on: date) -> Facts:
    """Withdraw before payment (撤回)."""
    standing(
        disbursement,
        Words("撤回", "withdrawing"),
        DisbursementStage.REQUESTED,
        DisbursementStage.APPROVED,
    )
    return (DisbursementWithdrawn(reason=reason, on=on),)


def fall(disbursement: Disbursement | None, *, credit: str, reason: str, on: date) -> Facts:
    """Let an approval fall whose money the bank took back (批准失效): it waits for another one."""
    standing(disbursement, Words("批准失效", "an approval falling"), DisbursementStage.APPROVED)
    return (ApprovalFell(credit=credit, reason=reason, on=on),)


def pay(
    disbursement: Disbursement | None,
    *,
    debit: str,
    voucher: str,
    paid_by: str,
    released_by: str | None,
    on: date,
    two_keys: bool = False,
    lead: str = "",
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Pay what was approved (付款). ``debit`` is the bank's entry, ``voucher`` the book's.

    Who asked, who approved, who pays and who holds the bank's second key are different people, and
    of the last three nobody leads the team (``lead``). With ``two_keys`` the last must be told.
    """
    disbursement = standing(disbursement, Words("付款", "paying"), DisbursementStage.APPROVED)
    if two_keys and released_by is None:
        raise Rejection(Why.NOT_RELEASED)
    asked = disbursement.requested
    people = (asked.requester, disbursement.approver, paid_by, released_by, asked.payee)
    _different([who for who in people if who], eyes)
    _not_of_the_team(lead, [who for who in people[1:4] if who], eyes)
    return (
        FundsDisbursed(
            debit=debit,
            voucher=voucher,
            payee=asked.payee,
            payee_account=asked.payee_account,
            agreement=asked.agreement,
            tranche=asked.tranche,
            line=asked.line,
            amount=asked.amount,
            shares=disbursement.shares,
            paid_by=paid_by,
            released_by=released_by,
            on=on,
        ),
    )


def look_again(
    disbursement: Disbursement | None,
    *,
    related: tuple[str, ...],
    earlier: Mapping[str, Disbursement],
    open_tranches: int,
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> None:
    """Refuse to pay what would not be approved any more: ties, debts, evidence as they are now."""
    paper = existing(disbursement)
    deciders = (paper.requested.requester, paper.approver or "")
    _unobjectionable(paper.requested, deciders, related, earlier, open_tranches, eyes)


def _unobjectionable(
    asked: DisbursementRequested,
    deciders: tuple[str, str],
    related: tuple[str, ...],
    earlier: Mapping[str, Disbursement],
    open_tranches: int,
    eyes: Mapping[str, str],
) -> None:
    for who in deciders:
        if among(who, related, eyes):
            raise Rejection(Why.RELATED, who=who)
    for paper, other in earlier.items():
        if other.owed_back > ZERO:
            raise Rejection(Why.EARLIER_OWED, disbursement=paper, amount=other.owed_back)
    same = {p: d for p, d in earlier.items() if among(asked.agreement, (d.requested.agreement,))}
    for paper, other in same.items():
        if other.granted and other.requested.tranche == asked.tranche:
            raise Rejection(Why.TRANCHE_TWICE, tranche=asked.tranche, disbursement=paper)
    outstanding = {p: d.outstanding for p, d in same.items() if d.outstanding > ZERO}
    if len(outstanding) > open_tranches:
        raise Rejection(
            Why.EARLIER_OUTSTANDING,
            agreement=asked.agreement,
            disbursements=listed(sorted(outstanding)),
            amount=total(outstanding.values()),
            allowed=open_tranches,
        )


def _different(people: Sequence[str], eyes: Mapping[str, str]) -> None:
    for place, who in enumerate(people):
        if among(who, people[:place], eyes):
            raise Rejection(Why.SAME_PERSON, who=who)


def _not_of_the_team(lead: str, people: Sequence[str], eyes: Mapping[str, str]) -> None:
    if lead and among(lead, people, eyes):
        raise Rejection(Why.SAME_PERSON, who=lead)


def payment_of(disbursement: Disbursement | None) -> FundsDisbursed:
    """Return the payment, bounced or not. Refuses where nothing was ever paid."""
    disbursement = existing(disbursement)
    if disbursement.payment is None:
        raise Rejection(
            Why.WRONG_STAGE, stage=disbursement.stage, act=Words("核对付款", "matching a payment")
        )
    return disbursement.payment


def correct_debit(
    disbursement: Disbursement | None,
    *,
    debit: str,
    reason: str,
    document: str,
    by: str,
    on: date,
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Name the bank's entry that really was the payment (更正付款流水). Named already: ``()``.

    Whoever paid, or released it, corrects nothing of it.
    """
    paid = payment_of(disbursement)
    if paid.debit == debit:
        return ()
    if among(by, [who for who in (paid.paid_by, paid.released_by) if who], eyes):
        raise Rejection(Why.SAME_PERSON, who=by)
    return (
        PaymentDebitCorrected(
            debit=debit, instead_of=paid.debit, reason=reason, document=document, on=on
        ),
    )


def cancel_payment(
    disbursement: Disbursement | None,
    *,
    paper: str,
    reason: str,
    document: str,
    by: str,
    on: date,
    eyes: Mapping[str, str] = NOBODY_KNOWN,
) -> Facts:
    """Note that the payment never left the bank (撤销付款): it is approved, and to be paid anew.

    Whoever paid, or released it, does not say so. Refuses where anything is accounted for: what was
    disallowed is owed no more, for nobody had the money.
    """
    act = Words("撤销付款", "cancelling the payment")
    paid = payment_of(standing(disbursement, act, DisbursementStage.PAID))
    disbursement = existing(disbursement)
    if among(by, [who for who in (paid.paid_by, paid.released_by) if who], eyes):
        raise Rejection(Why.SAME_PERSON, who=by)
    if (told := paid.amount - disbursement.unaccounted) > ZERO:
        raise Rejection(Why.ACCOUNTED_FOR, disbursement=paper, amount=told)
    return (
        PaymentCancelled(
            debit=paid.debit, amount=paid.amount, reason=reason, document=document, on=on
        ),
    )


def bounce(disbursement: Disbursement | None, *, credit: str, reason: str, on: date) -> Facts:
    """Note that the bank sent the whole payment back (退票)."""
    disbursement = standing(disbursement, Words("退票", "a bounce"), DisbursementStage.PAID)
    if disbursement.unaccounted != disbursement.requested.amount:
        raise Rejection(
            Why.WRONG_STAGE, stage=Words("已提交凭证", "evidenced"), act=Words("退票", "a bounce")
        )
    return (PaymentBounced(credit=credit, reason=reason, on=on),)


def existing(disbursement: Disbursement | None) -> Disbursement:
    """Return ``disbursement``. Refuses where there is none."""
    if disbursement is None:
        raise Rejection(Why.UNKNOWN)
    return disbursement


def standing(
    disbursement: Disbursement | None, act: Words, *stages: DisbursementStage
) -> Disbursement:
    """Return ``disbursement`` if it stands in one of ``stages``; else ``act`` is refused."""
    disbursement = existing(disbursement)
    if disbursement.stage not in stages:
        raise Rejection(Why.WRONG_STAGE, stage=disbursement.stage, act=act)
    return disbursement


def within(disbursement: Disbursement, amount: Money) -> None:
    """Refuse more than is outstanding and under no evidence."""
    if positive(amount) > (left := disbursement.unaccounted):
        raise Rejection(Why.EXCEEDS_OUTSTANDING, outstanding=left, amount=amount)


def of_others(
    disbursement: Disbursement, who: str, lead: str, eyes: Mapping[str, str]
) -> Disbursement:
    """Return ``disbursement`` if ``who`` has neither asked for its money nor paid or got it."""
    asked, paid = disbursement.requested, disbursement.payment
    payer = None if paid is None else paid.paid_by
    own = [one for one in (asked.requester, asked.payee, payer, lead) if one]
    if among(who, own, eyes):
        raise Rejection(Why.OWN_SPENDING, who=who)
    return disbursement
