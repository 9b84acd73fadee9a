"""Use cases of special funds: propose, establish, appoint, rule, wind up."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.guards import existing as existing_account
from lixia_domain.aggregates.account.state import ACCOUNT, GENERAL, SUSPENSE, designated
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.application.finance.accounts import account_key, posting_account
from lixia_domain.application.use_case import use_case
from lixia_domain.recording.work import Work


@use_case
def propose(
    work: Work, *, fund_id: str, name: str, foundation: str, purpose: str, on: date
) -> None:
    """Propose a fund (拟设专项基金). Until it is established no money moves in it."""
    facts = fund.propose(
        work.load(FUND, fund_id), name=name, foundation=foundation, purpose=purpose, on=on
    )
    work.record(FUND, fund_id, facts)


@use_case
def establish(
    work: Work, *, fund_id: str, name: str, foundation: str, purpose: str, agreement: str, on: date
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


@use_case
def appoint_committee(
    work: Work, *, fund_id: str, members: tuple[str, ...], document: str, on: date
) -> None:
    """Appoint the fund's committee (任命管委会). ``members`` are opaque ids."""
    facts = fund.appoint_committee(
        work.load(FUND, fund_id), members=members, document=document, on=on
    )
    work.record(FUND, fund_id, facts)


@use_case
def set_management_rule(
    work: Work, *, fund_id: str, permille: int, document: str, document_hash: str, on: date
) -> None:
    """Set the fund's management rule (管理办法): at most so many thousandths for management."""
    facts = fund.set_management_rule(
        work.load(FUND, fund_id),
        permille=permille,
        document=document,
        document_hash=document_hash,
        on=on,
    )
    work.record(FUND, fund_id, facts)


@use_case
def terminate(work: Work, *, fund_id: str, reason: str, document: str, on: date) -> None:
    """Begin to wind the fund up (进入终止程序): no new claims; what is under way goes on."""
    facts = fund.terminate(work.load(FUND, fund_id), reason=reason, document=document, on=on)
    work.record(FUND, fund_id, facts)


@use_case
def close(work: Work, *, fund_id: str, report: str, designations: Sequence[str], on: date) -> None:
    """Close the fund, and all its accounts with it (终止), when none of them holds anything."""
    keys = {each: account_key(fund_id, each) for each in designations}
    balances = {
        designated(each): existing_account(work.load(ACCOUNT, key)).held
        for each, key in keys.items()
    }
    facts = fund.close(work.load(FUND, fund_id), balances=balances, report=report, on=on)
    work.record(FUND, fund_id, facts)
    for key in keys.values():
        closed = account.close_account(work.load(ACCOUNT, key), report=report, on=on)
        work.record(ACCOUNT, key, closed)
