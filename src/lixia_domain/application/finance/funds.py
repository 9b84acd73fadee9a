"""Use cases of special funds: propose, establish, appoint, rule, wind up."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Annotated, Any

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.facts import AccountClosed, SurplusMovedOut
from lixia_domain.aggregates.account.guards import existing as existing_account
from lixia_domain.aggregates.account.state import ACCOUNT, designated
from lixia_domain.aggregates.bank_credit.facts import ReceivableArose
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.bank_credit.state import existing as existing_credit
from lixia_domain.aggregates.disbursement import decisions as disbursement
from lixia_domain.aggregates.disbursement.facts import DisbursementRequested
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.facts import Facts, FundTerminating
from lixia_domain.aggregates.fund.state import FUND, Fund, Why
from lixia_domain.application.finance.accounts import accounts_of_fund, posting_account
from lixia_domain.application.scope import foundation_named, of_fund
from lixia_domain.application.standing import KnownFoundation
from lixia_domain.application.use_case import Role, decides, use_case
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.figures import Count
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import GENERAL, SUSPENSE, kept
from lixia_domain.kernel.money import ZERO
from lixia_domain.kernel.vocabulary import (
    AccountId,
    Agreement,
    Document,
    FundId,
    Name,
    On,
    Purpose,
    Reason,
    Sha256,
)
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work


@decides(
    FUND,
    "fund_id",
    says=Words("拟设专项基金", "propose a special fund"),
    by=Role.ACCOUNTANT,
    scope=foundation_named("foundation"),
)
def propose(
    known: Fund | None,
    *,
    fund_id: FundId,
    name: Name,
    foundation: KnownFoundation,
    purpose: Purpose,
    on: On,
) -> Facts:
    """Propose a fund (拟设专项基金). Until it is established no money moves in it."""
    return fund.propose(known, name=name, foundation=foundation, purpose=purpose, on=on)


@use_case(
    says=Words("设立专项基金", "establish a special fund"),
    by=Role.ACCOUNTANT,
    scope=foundation_named("foundation"),
)
def establish(
    work: Work,
    *,
    fund_id: FundId,
    name: Name,
    foundation: KnownFoundation,
    purpose: Purpose,
    agreement: Agreement,
    on: On,
) -> None:
    """Establish a fund with its general and suspense accounts (设立专项基金).

    As it was proposed, if it was: the same name, foundation and purpose.
    """
    propose.within(work, fund_id=fund_id, name=name, foundation=foundation, purpose=purpose, on=on)
    established = fund.establish(work.load(FUND, fund_id), agreement=agreement, on=on)
    work.record(FUND, fund_id, established)
    if established:
        for designation in (GENERAL, SUSPENSE):
            posting_account(work, fund_id, designation, on)


@decides(
    FUND,
    "fund_id",
    says=Words("任命基金管理委员会", "appoint a fund's committee"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
)
def appoint_committee(
    known: Fund | None,
    *,
    fund_id: FundId,
    members: Annotated[
        tuple[AccountId, ...], Words("成员的账号编号", "account ids of the members")
    ],
    document: Document,
    on: On,
) -> Facts:
    """Appoint the fund's committee (任命管委会). ``members`` are opaque ids."""
    return fund.appoint_committee(known, members=members, document=document, on=on)


@decides(
    FUND,
    "fund_id",
    says=Words("制定基金管理办法", "set a fund's management rule"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
)
def set_management_rule(
    known: Fund | None,
    *,
    fund_id: FundId,
    permille: Annotated[
        int,
        Count(0, 1000, refusal=Why.BAD_RATE, named="permille"),
        Words("管理费比例上限（千分比）", "at most so many thousandths for management"),
    ],
    document: Document,
    document_hash: Sha256,
    on: On,
) -> Facts:
    """Set the fund's management rule (管理办法): at most so many thousandths for management."""
    return fund.set_management_rule(
        known,
        permille=permille,
        document=document,
        document_hash=document_hash,
        on=on,
    )


@decides(
    FUND,
    "fund_id",
    says=Words("基金进入终止程序", "begin to wind a fund up"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
)
def terminate(
    known: Fund | None, *, fund_id: FundId, reason: Reason, document: Document, on: On
) -> Facts:
    """Begin to wind the fund up (进入终止程序): no new claims; what is under way goes on."""
    return fund.terminate(known, reason=reason, document=document, on=on)


@use_case(
    says=Words("撤销基金终止程序", "revoke the termination of a fund"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
)
def resume(work: Work, *, fund_id: FundId, reason: Reason, document: Document, on: On) -> None:
    """Revoke the termination of a fund (撤销终止程序), of which nothing was handed over since."""
    facts = fund.resume(
        work.load(FUND, fund_id),
        handed_over=tuple(_handed_over(work, fund_id)),
        reason=reason,
        document=document,
        on=on,
    )
    work.record(FUND, fund_id, facts)


def _handed_over(work: Work, fund_id: str) -> Iterator[str]:
    """Yield the fund's accounts from which money was moved out since it began to be wound up."""
    since = max(
        (
            recorded.position
            for recorded in work.history(FUND, fund_id)
            if isinstance(recorded.event, FundTerminating)
        ),
        default=0,
    )
    keys = accounts_of_fund(work, fund_id).values()
    for key in sorted(keys):
        moved = (each.position for each in work.history(ACCOUNT, key) if _moves_out(each))
        if any(position > since for position in moved):
            yield key


def _moves_out(recorded: Recorded) -> bool:
    return isinstance(recorded.event, SurplusMovedOut)


def _as_it_was_closed(work: Work, given: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what older code was told of a closed fund's accounts: those closed with it."""
    closed = (recorded.key for recorded in work.facts(AccountClosed))
    accounts = (existing_account(work.load(ACCOUNT, key)) for key in closed)
    told = (held.designation for held in accounts if kept(held.fund) == kept(given["fund_id"]))
    yield {"designations": tuple(told)}


@use_case(
    says=Words("终止基金", "close a fund"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
    formerly=_as_it_was_closed,
)
def close(
    work: Work,
    *,
    fund_id: FundId,
    report: Annotated[Document, Words("清算报告", "the final report")],
    on: On,
) -> None:
    """Close the fund, and all its accounts with it (终止), when none holds anything or is short.

    What it paid is accounted for by then, and nobody owes it anything.
    """
    keys = accounts_of_fund(work, fund_id)
    balances = {
        designated(each): existing_account(work.load(ACCOUNT, key)).unsettled
        for each, key in keys.items()
    }
    facts = fund.close(
        work.load(FUND, fund_id),
        balances=balances,
        unsettled=tuple(_unsettled(work, fund_id)),
        owing=tuple(_owing(work, fund_id)),
        report=report,
        on=on,
    )
    work.record(FUND, fund_id, facts)
    for key in keys.values():
        closed = account.close_account(work.load(ACCOUNT, key), report=report, on=on)
        work.record(ACCOUNT, key, closed)


def _unsettled(work: Work, fund_id: str) -> Iterator[str]:
    """Yield the fund's disbursements whose money is on its way or not accounted for."""
    for recorded in work.facts(DisbursementRequested):
        asked = recorded.event
        assert isinstance(asked, DisbursementRequested)
        ours = kept(split_key(asked.account)[0]) == kept(fund_id)
        if ours and disbursement.existing(work.load(DISBURSEMENT, recorded.key)).open:
            yield recorded.key


def _owing(work: Work, fund_id: str) -> Iterator[str]:
    """Yield the fund's credits of which the bank took back what had been returned."""
    for key in dict.fromkeys(recorded.key for recorded in work.facts(ReceivableArose)):
        credit = existing_credit(work.load(BANK_CREDIT, key))
        if kept(credit.fund) == kept(fund_id) and credit.receivable > ZERO:
            yield key
