"""Steps that several use cases share: a fund's accounts, opened when first needed."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import account, fund
from lixia_domain.aggregates.account import ACCOUNT, SUSPENSE
from lixia_domain.aggregates.fund import FUND
from lixia_domain.application.use_case import use_case
from lixia_domain.kernel.ids import join_key
from lixia_domain.recording.work import Work


def account_key(fund_id: str, designation: str) -> str:
    """Return the key of a fund's account for one designation."""
    return join_key(fund_id, designation)


def posting_account(work: Work, fund_id: str, designation: str, on: date) -> str:
    """Return the key of an account that may be posted to on ``on``, opening it if it is new.

    Refuses where the fund does not stand or its books are closed for the month.
    """
    fund.posting(work.load(FUND, fund_id), on=on)
    key = account_key(fund_id, designation)
    if work.load(ACCOUNT, key) is None:
        opened = account.open_account(None, fund=fund_id, designation=designation, on=on)
        work.record(ACCOUNT, key, opened)
    return key


@use_case
def freeze(work: Work, *, fund_id: str, designation: str, reason: str, on: date) -> None:
    """Freeze an account (冻结专户). Frozen before: nothing happens."""
    key = account_key(fund_id, designation)
    facts = account.freeze(work.load(ACCOUNT, key), gift=None, reason=reason, on=on)
    work.record(ACCOUNT, key, facts)


def suspense_account(work: Work, fund_id: str, on: date) -> str:
    """Return the key of the fund's suspense account (暂收款)."""
    return posting_account(work, fund_id, SUSPENSE, on)
