"""Use cases of promises that need a permission, are not kept, or want no receipt."""

from __future__ import annotations

from typing import Annotated

from lixia_domain.aggregates.bank_credit.facts import CreditHeld
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_credit.state import existing as existing_credit
from lixia_domain.aggregates.fund.decisions import established
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.pledge import arrears as pledge
from lixia_domain.aggregates.pledge.facts import Facts
from lixia_domain.aggregates.pledge.state import PLEDGE, Pledge
from lixia_domain.aggregates.pledge.state import existing as existing_pledge
from lixia_domain.aggregates.project import claims as project
from lixia_domain.aggregates.project.state import PROJECT, awaiting_money, resumed
from lixia_domain.aggregates.project.state import existing as existing_project
from lixia_domain.application.finance.booking import given_by
from lixia_domain.application.scope import of_claim
from lixia_domain.application.use_case import Role, Words, decides, use_case
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.vocabulary import (
    ClaimId,
    Document,
    DocumentIfAny,
    Due,
    Number,
    On,
    Reason,
)
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.book import PROMISE
from lixia_domain.rules.holidays import is_working
from lixia_domain.rules.people import STATE_OWNED


@use_case(
    says=Words("留存国有资产捐赠的审批与备案", "evidence a state-owned donor's approval"),
    by=Role.ACCOUNTANT,
    scope=of_claim(),
)
def evidence_state_approval(
    work: Work,
    *,
    claim_id: ClaimId,
    approval: Annotated[DocumentIfAny, Words("审批文件", "the approval")],
    filing: Annotated[
        DocumentIfAny,
        Words("备案文件，或无需备案的说明", "its filing, or the statement that none is needed"),
    ],
    on: On,
) -> None:
    """Evidence a state-owned donor's approval and filing; its claim is confirmed with it.

    Source: 慈善法 43. Money held until then may be allocated from now on.
    """
    facts = pledge.evidence_state_approval(
        work.load(PLEDGE, claim_id),
        approval=approval,
        filing=filing,
        rule=in_force(EDITIONS, STATE_OWNED, on).version,
        on=on,
    )
    work.record(PLEDGE, claim_id, facts)
    project_id = existing_pledge(work.load(PLEDGE, claim_id)).pledged.project
    confirmed = project.confirm_claim(work.load(PROJECT, project_id), claim=claim_id, on=on)
    work.record(PROJECT, project_id, confirmed)


@use_case(
    says=Words("催告逾期认捐", "demand an overdue instalment"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_claim(),
)
def demand(
    work: Work,
    *,
    claim_id: ClaimId,
    number: Annotated[Number, Words("第几期", "which instalment")],
    deadline: Annotated[Due, Words("限何日付清（含当日）", "to be paid by when")],
    document: Annotated[Document, Words("催告文书", "the demand")],
    on: On,
) -> None:
    """Demand an overdue instalment, giving time until ``deadline`` (催告).

    Nobody is dunned for a project that is cancelled, closed or suspended, nor for a fund that is
    being wound up; nor whose money is there and only held.
    """
    promise = existing_pledge(work.load(PLEDGE, claim_id))
    _awaits_money(work, promise)
    facts = pledge.demand(
        promise,
        number=number,
        deadline=deadline,
        document=document,
        working=is_working,
        on=on,
        held=_held_for(work, claim_id, promise),
    )
    work.record(PLEDGE, claim_id, facts)


@use_case(
    says=Words("认定认捐违约", "find a pledge in default"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_claim(),
)
def default(work: Work, *, claim_id: ClaimId, on: On) -> None:
    """Note a default after demand (违约): the slot goes to those who wait, the debt stays.

    Not of a firm whose money is there and only held.
    What had arrived stays claimed; only the rest of the slot is free. Source: 慈善法 41.
    """
    promise = existing_pledge(work.load(PLEDGE, claim_id))
    _awaits_money(work, promise)
    rule = in_force(EDITIONS, PROMISE, on).version
    held = _held_for(work, claim_id, promise)
    facts = pledge.default(promise, rule=rule, working=is_working, on=on, held=held)
    work.record(PLEDGE, claim_id, facts)
    project_id = promise.pledged.project
    found = existing_project(work.load(PROJECT, project_id))
    if not facts or claim_id not in found.claims:
        return
    paid = total(promise.settled)
    freed = project.release_claim(found, claim=claim_id, paid=paid, reason="认捐违约", on=on)
    work.record(PROJECT, project_id, freed)


@use_case(
    says=Words("撤销违约认定", "take back a default"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_claim(),
)
def withdraw_default(
    work: Work,
    *,
    claim_id: ClaimId,
    reason: Reason,
    document: Annotated[Document, Words("更正依据", "what shows that it was wrong")],
    on: On,
) -> None:
    """Take back a default that was found wrongly (撤销违约认定): pledge and claim are as before.

    Only while the slot is free: what others claimed since, or what stands offered to those who
    wait, is theirs, and it is refused, naming the remainder; nor while the project is suspended.
    Of a project that is over, the finding is taken back in any case: a slot that others have is
    theirs. What came late and is held may be allocated to the claim, where money still comes.
    """
    promise = existing_pledge(work.load(PLEDGE, claim_id))
    facts = pledge.withdraw_default(promise, reason=reason, document=document, on=on)
    if not facts:
        return
    project_id = promise.pledged.project
    found = resumed(work.load(PROJECT, project_id))
    work.record(PLEDGE, claim_id, facts)
    whole = total(part.amount for part in promise.instalments)
    restored = project.restore_claim(
        found, claim=claim_id, amount=whole, reason="违约认定撤销", on=on
    )
    work.record(PROJECT, project_id, restored)


def _awaits_money(work: Work, promise: Pledge) -> None:
    """Refuse where the promise's money has nowhere to go, for now or for good."""
    awaiting_money(work.load(PROJECT, promise.pledged.project))
    established(work.load(FUND, promise.pledged.fund))


def _held_for(work: Work, claim_id: str, promise: Pledge) -> dict[str, Money]:
    """Return what is held of which credits that came for a claim, or that its firm paid."""
    held = dict.fromkeys(recorded.key for recorded in work.facts(CreditHeld))
    credits = {key: existing_credit(work.load(BANK_CREDIT, key)) for key in held}
    return {
        key: credit.held
        for key, credit in credits.items()
        if credit.held > ZERO
        and (claim_id in credit.meant or given_by(work, promise.enterprise, credit))
    }


@decides(
    PLEDGE,
    "claim_id",
    says=Words("放弃捐赠票据", "waive the donation receipt"),
    by=(Role.ACCOUNTANT, Role.ENTERPRISE, Role.PROGRAMME_OFFICE),
    scope=of_claim(),
)
def waive_receipt(
    known: Pledge | None,
    *,
    claim_id: ClaimId,
    document: Annotated[Document, Words("捐赠人的声明", "the donor's statement")],
    on: On,
) -> Facts:
    """Note that the donor wants no receipt (放弃票据，慈善法 38)."""
    return pledge.waive_receipt(known, document=document, on=on)


@decides(
    PLEDGE,
    "claim_id",
    says=Words("撤销放弃捐赠票据", "take back the waiver of the donation receipt"),
    by=(Role.ACCOUNTANT, Role.ENTERPRISE, Role.PROGRAMME_OFFICE),
    scope=of_claim(),
)
def withdraw_waiver(
    known: Pledge | None,
    *,
    claim_id: ClaimId,
    reason: Reason,
    document: Annotated[Document, Words("捐赠人的声明", "the donor's statement")],
    on: On,
) -> Facts:
    """Note that the donor wants its receipt after all, or never waived it (撤销放弃票据)."""
    return pledge.withdraw_waiver(known, reason=reason, document=document, on=on)
