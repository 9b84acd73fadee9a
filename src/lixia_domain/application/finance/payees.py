"""Use cases of payees: to which account a foundation pays them is on record, by a third person."""

from __future__ import annotations

from lixia_domain.aggregates import payee as payees
from lixia_domain.aggregates.payee import PAYEE
from lixia_domain.application.finance.parties import sound_party
from lixia_domain.application.rights import eyes
from lixia_domain.application.scope import foundation_named, keeper_of
from lixia_domain.application.standing import KnownFoundation
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.vocabulary import Document, On, Party, PayeeAccount
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work


@use_case(
    says=Words("登记收款账号", "record a payee's account"),
    by=Role.ACCOUNTANT,
    scope=foundation_named("foundation"),
)
def record_account(
    work: Work,
    *,
    payee: Party,
    foundation: KnownFoundation,
    payee_account: PayeeAccount,
    document: Document,
    on: On,
) -> None:
    """Put on record to which account a foundation pays somebody, or change it (收款账号).

    Whoever does neither asks for the payments nor makes them. What was asked for before a change
    names the account of then, and is not paid any more.
    """
    key = join_key(foundation, sound_party(work, payee))
    known = work.load(PAYEE, key)
    people = {work.by.actor, "" if known is None else known.recorded_by}
    facts = payees.record_account(
        known,
        account=payee_account,
        recorded_by=work.by.actor,
        document=document,
        on=on,
        eyes=eyes(work, people),
    )
    work.record(PAYEE, key, facts)


def require_on_record(
    work: Work, *, fund: str, payee: str, account: str, hands: tuple[str, ...], needed: bool
) -> None:
    """Refuse a payment to another account than is on record, or that one of ``hands`` recorded."""
    keeper = keeper_of(work, fund)
    known = work.load(PAYEE, join_key(keeper, payee)) if keeper else None
    people = {*hands, "" if known is None else known.recorded_by}
    payees.pays_to(
        known,
        payee_id=payee,
        account=account,
        hands=hands,
        needed=needed,
        eyes=eyes(work, people),
    )
