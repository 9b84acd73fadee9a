"""A fund's accounts: opened when first needed, which several use cases share; frozen, thawed.

Which accounts a fund or a project has, the log knows: nobody is asked, and nothing is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Annotated, Any

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.facts import AccountOpened, FrozenBy
from lixia_domain.aggregates.account.state import ACCOUNT, DESIGNATIONS
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.facts import FundProposed
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.project import state as project
from lixia_domain.aggregates.project.refusals import Why as ProjectWhy
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.finance.giving_back import give_back_what_waited
from lixia_domain.application.scope import of_fund
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.keys import SUSPENSE, kept
from lixia_domain.kernel.keys import designation as canonical_designation
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.vocabulary import Basis, Designation, FundId, GiftId, On, Reason
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work


def account_key(fund_id: str, designation: str) -> str:
    """Return the key of a fund's account for one designation."""
    return join_key(fund_id, designation)


def posting_account(work: Work, fund_id: str, designation: str, on: date) -> str:
    """Return the key of an account that may be posted to on ``on``, opening it if it is new.

    Refuses where the fund does not stand or its books are closed for the month, and to open one
    for a project that there is not.
    """
    fund.posting(work.load(FUND, fund_id), on=on)
    return _open_if_new(work, fund_id, designation, on)


def _open_if_new(work: Work, fund_id: str, designation: str, on: date) -> str:
    key = account_key(fund_id, designation)
    if work.load(ACCOUNT, key) is None:
        if designation not in DESIGNATIONS:
            project.existing(work.load(PROJECT, designation))
        opened = account.open_account(None, fund=fund_id, designation=designation, on=on)
        work.record(ACCOUNT, key, opened)
    return key


def accounts_of_fund(work: Work, fund_id: str) -> dict[str, str]:
    """Return the keys of all accounts that a fund ever opened, by designation."""
    return {
        opened.designation: key
        for key, opened in _opened(work)
        if kept(opened.fund) == kept(fund_id)
    }


def accounts_of_project(work: Work, project_id: str) -> list[str]:
    """Return the keys of all accounts for a project, in whatever fund."""
    return [
        key
        for key, opened in _opened(work)
        if canonical_designation(opened.designation) == canonical_designation(project_id)
    ]


def _opened(work: Work) -> Iterator[tuple[str, AccountOpened]]:
    for recorded in work.facts(AccountOpened):
        assert isinstance(recorded.event, AccountOpened)
        yield recorded.key, recorded.event


def in_some_fund(work: Work, given: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Yield what older code had to be told of a project's accounts: in which fund they are."""
    for recorded in work.facts(FundProposed):
        yield {"fund_id": recorded.key}


@use_case(
    says=Words("冻结专户或一笔捐赠", "freeze an account, or one gift on it"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE, Role.SYSTEM),
    scope=of_fund(),
)
def freeze(
    work: Work,
    *,
    fund_id: FundId,
    designation: Designation,
    reason: Annotated[Reason, Words("理由与文书", "the reason, and its document")],
    on: On,
    gift: GiftId | None = None,
) -> None:
    """Freeze an account, or one ``gift`` on it (冻结). Frozen before: nothing happens.

    Whoever does so by hand acts on somebody's decision, whatever the reason says: the programme
    freezes by itself what a cancelled project has.
    """
    key = account_key(fund_id, designation)
    by = FrozenBy.CANCELLATION if work.by.role is Role.SYSTEM else FrozenBy.ORDER
    facts = account.freeze(work.load(ACCOUNT, key), gift=gift, reason=reason, by=by, on=on)
    work.record(ACCOUNT, key, facts)


@use_case(
    says=Words("解冻专户或一笔捐赠", "lift the freeze of an account, or of one gift on it"),
    by=(Role.ACCOUNTANT, Role.PROGRAMME_OFFICE),
    scope=of_fund(),
)
def unfreeze(
    work: Work,
    *,
    fund_id: FundId,
    designation: Designation,
    basis: Annotated[Basis, Words("解冻的依据", "on what basis")],
    on: On,
    gift: GiftId | None = None,
) -> None:
    """Lift the freeze of an account, or of one ``gift`` on it (解冻), citing on what ``basis``.

    Where a court or an office froze what the programme had frozen, theirs is lifted and the
    programme's stays. The account of a suspended project stays frozen until the project goes on.
    What came back meanwhile and is due to the unrestricted money goes there.
    """
    key = account_key(fund_id, designation)
    found = work.load(PROJECT, designation)
    known = work.load(ACCOUNT, key)
    own = () if found is None else [why for why in (found.cancelled, found.suspended) if why]
    facts = account.unfreeze(known, gift=gift, basis=basis, own=own, on=on)
    others = known is not None and known.frozen_beside(own)
    if gift is None and found is not None and found.suspended is not None and not others:
        raise Rejection(
            ProjectWhy.SUSPENDED,
            reason=found.suspended,
            act=Words("解冻专户", "lifting the freeze"),
        )
    work.record(ACCOUNT, key, facts)
    give_back_what_waited(work, key, on)


def suspense_account(work: Work, fund_id: str, on: date) -> str:
    """Return the key of the fund's suspense account (暂收款): a closed fund's, too."""
    fund.receiving(work.load(FUND, fund_id), on=on)
    return _open_if_new(work, fund_id, SUSPENSE, on)
