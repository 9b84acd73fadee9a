"""What may be done with a pledge: promise, sign, settle, change, publish, let go."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from lixia_domain.aggregates.pledge.facts import (
    AgreementSigned,
    DonationPledged,
    Facts,
    HardshipExitEvidenced,
    Instalment,
    InstalmentSettled,
    InstalmentUnsettled,
    NamePublicationAgreed,
    NamePublicationWithdrawn,
    OnCancellation,
    PledgeAmended,
    PledgeReleased,
    PledgeSucceeded,
    PublicPromiseEvidenced,
)
from lixia_domain.aggregates.pledge.state import Pledge, Why, existing, in_force, payable
from lixia_domain.kernel.amounts import positive
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words, listed


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

    Told again after its release it is refused: who comes back makes a new claim; so it is in
    default, which is taken back if it was found wrongly.
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
        if payable(pledge).pledged.repeats(told):
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


def _over_something(pledge: Pledge, instalments: tuple[Instalment, ...]) -> tuple[Instalment, ...]:
    empty = {number for number, part in enumerate(pledge.instalments, 1) if part.amount == ZERO}
    kept = enumerate(instalments, 1)
    return tuple(part for number, part in kept if part.amount > ZERO or number not in empty)


def amend(
    pledge: Pledge | None,
    *,
    amount: Money,
    instalments: tuple[Instalment, ...],
    reason: str,
    on: date,
) -> Facts:
    """Amend what is promised (调整认捐), never below what has arrived of any instalment.

    One of which all was given back keeps its place, over nothing, so the others keep theirs.
    """
    pledge = payable(pledge)
    _sound(_over_something(pledge, instalments), positive(amount))
    if pledge.instalments == instalments:
        return ()
    for number, paid in enumerate(pledge.settled, 1):
        promised = instalments[number - 1].amount if number <= len(instalments) else ZERO
        if promised < paid:
            raise Rejection(Why.BELOW_PAID, number=number, paid=paid, amount=promised)
    return (
        PledgeAmended(
            enterprise=pledge.enterprise,
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
    pledge = payable(pledge)
    missing = pledge.missing(number)
    if positive(amount) > missing:
        raise Rejection(Why.EXCEEDS_INSTALMENT, number=number, missing=missing, amount=amount)
    return (
        InstalmentSettled(
            enterprise=pledge.enterprise,
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
    """Take back what had been credited, because its credit was reversed or returned.

    How much that may be, the account that holds the gift has decided.
    """
    pledge = existing(pledge)
    paid = pledge.paid(number)
    assert positive(amount) <= paid, f"instalment {number} was settled with no more than {paid}"
    return (
        InstalmentUnsettled(
            enterprise=pledge.enterprise,
            number=number,
            amount=amount,
            gift=gift,
            reason=reason,
            on=on,
        ),
    )


def give_back(
    pledge: Pledge | None, *, number: int, amount: Money, gift: str, reason: str, on: date
) -> Facts:
    """Take back what had been credited, and as much of the promise, for it lawfully went back.

    Nobody owes again what an agreement, a judgment, an order gave back, or what was apportioned
    (S58). The instalment keeps its number, be it over nothing; a promise over nothing is released.
    """
    pledge = existing(pledge)
    back = unsettle(pledge, number=number, amount=amount, gift=gift, reason=reason, on=on)
    if pledge.released is not None:
        return back
    instalments = tuple(
        Instalment(due=part.due, amount=part.amount - amount) if place == number else part
        for place, part in enumerate(pledge.instalments, 1)
    )
    left = total(part.amount for part in instalments)
    if left == ZERO:
        return (*back, *release(pledge, reason=reason, on=on))
    less = PledgeAmended(
        enterprise=pledge.enterprise, amount=left, instalments=instalments, reason=reason, on=on
    )
    return (*back, less)


def exit_by_hardship(
    pledge: Pledge | None, *, finances: str, report: str, statement: str, rule: str, on: date
) -> Facts:
    """Let a donor in grave trouble go (困难退出); refused unless all three are evidenced."""
    pledge = in_force(pledge)
    papers = (
        (Words("财务证明", "finances"), finances),
        (Words("向民政部门的报告", "report to civil affairs"), report),
        (Words("公开说明", "public statement"), statement),
    )
    missing = [name for name, paper in papers if not paper.strip()]
    if missing:
        raise Rejection(Why.EVIDENCE_MISSING, missing=listed(missing))
    return (
        HardshipExitEvidenced(
            enterprise=pledge.enterprise,
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
    return (PledgeReleased(enterprise=pledge.enterprise, reason=reason, on=on),)


def answered_once(pledge: Pledge | None, *, changes: Collection[str]) -> bool | None:
    """Return what the donor last answered to any of ``changes``, for the whole pledge.

    Older code took one answer for a pledge; ``changes`` are those that lead to one target.
    """
    known = {} if pledge is None else pledge.consents
    answers = [agreed for change, agreed in known.items() if change in changes]
    return answers[-1] if answers else None


def use_change_basis(
    pledge: Pledge | None,
    *,
    change: str,
    answered: bool | None,
    judgment: str,
    refiled: bool,
    given: bool,
    cancelled: bool,
    ended: bool,
) -> str:
    """Return on what basis a gift under this pledge, if any, may go where ``change`` proposes.

    What was pledged to, or paid for, a named project has an agreed use (慈善法 56). ``judgment``: a
    court said so; ``consent``: its donor's own answer for that target, which a no is too;
    ``clause``: the agreement provides for it where the project was ``cancelled`` or has ``ended``;
    ``plan``: raised without agreement under a plan that was refiled for it; ``silent``: the surplus
    of an ended project for which none of these says anything (慈善法 58), of a cancelled one, too,
    if nobody has ``given`` it who could be asked: interest, what was carried in. Refused otherwise.
    """
    if judgment.strip():
        return "judgment"
    if answered:
        return "consent"
    signed = None if pledge is None else pledge.agreement
    if answered is None:
        clause = None if signed is None else signed.on_cancellation
        if clause is OnCancellation.SIMILAR_PROJECT and (cancelled or ended):
            return "clause"
        if clause is None and refiled:
            return "plan"
        if clause is not OnCancellation.RETURN and (ended or (cancelled and not given)):
            return "silent"
    if pledge is None:
        raise Rejection(Why.GIFT_UNCONSENTED, change=change)
    raise Rejection(Why.NO_CONSENT, enterprise=pledge.enterprise, change=change)


def agree_to_publish(
    pledge: Pledge | None, *, display_name: str, scope: str, document: str, on: date
) -> Facts:
    """Note that the donor may be shown, as ``display_name`` (同意公开)."""
    pledge = existing(pledge)
    if pledge.named:
        return ()
    return (
        NamePublicationAgreed(
            enterprise=pledge.enterprise,
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
    return (NamePublicationWithdrawn(enterprise=pledge.enterprise, reason=reason, on=on),)


def succeed(pledge: Pledge | None, *, enterprise: str, document: str, on: date) -> Facts:
    """Pass a pledge on to what its donor was merged into (概括承接), whatever became of it."""
    pledge = existing(pledge)
    if pledge.enterprise == enterprise:
        return ()
    promised = ZERO if pledge.released else total(part.amount for part in pledge.instalments)
    return (
        PledgeSucceeded(
            predecessor=pledge.enterprise,
            enterprise=enterprise,
            amount=promised,
            received=total(pledge.settled),
            display_name=pledge.named,
            pledged_on=pledge.pledged.on,
            document=document,
            on=on,
        ),
    )
