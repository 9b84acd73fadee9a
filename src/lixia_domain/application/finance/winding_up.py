"""What becomes of a fund's unrestricted money when the fund is wound up (终止中的结余).

What was given for a project has its own way (``projects.change_use``). What nobody named a use of
follows the fund's agreement or the by-laws; where they are silent it goes to a project of a similar
purpose, as the foundation decides, and is published (慈善法 58).
"""

from __future__ import annotations

from typing import Annotated

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.guards import existing as existing_account
from lixia_domain.aggregates.account.guards import gift_of, taken, thawed, whole
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit import decisions as bank_credit
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.project import life as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.finance.accounts import account_key, posting_account
from lixia_domain.application.scope import of_fund
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.gifts import SourceClass, credit_of
from lixia_domain.kernel.keys import GENERAL
from lixia_domain.kernel.vocabulary import (
    Amount,
    DocumentIfAny,
    FundId,
    Minutes,
    On,
    ProjectId,
)
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.book import SURPLUS

CLAUSE, SILENT = "clause", "silent"
"""On what basis it goes: the agreement or by-laws say so, or nothing does."""


@use_case(
    says=Words("终止中的基金，非限定结余转用于项目", "put a fund's last unrestricted money to use"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
)
def hand_on(
    work: Work,
    *,
    fund_id: FundId,
    project_id: ProjectId,
    amount: Amount,
    minutes: Annotated[Minutes, Words("决定转往何处的会议纪要", "minutes that decided where to")],
    on: On,
    clause: Annotated[
        DocumentIfAny,
        Words("基金协议或章程的有关条款（如有）", "the agreement's or by-laws' clause, if any"),
    ] = "",
) -> str:
    """Put unrestricted money of a fund that is being wound up to a project (结余转用).

    Returns the basis: ``clause``, or ``silent`` where neither agreement nor by-laws say anything.
    The gifts that came first go first, each as its donor's. Only in the fund's last days, to a
    project that takes money in; then it is paid out like any other. What is short on the
    unrestricted account is made good first.
    """
    fund.winding_up(work.load(FUND, fund_id))
    project.may_take_in(work.load(PROJECT, project_id))
    origin = account_key(fund_id, GENERAL)
    target = posting_account(work, fund_id, project_id, on)
    basis = CLAUSE if clause else SILENT
    general = existing_account(work.load(ACCOUNT, origin))
    thawed(whole(general), ())
    for share in taken(general, SourceClass.DONATED, amount, on):
        lies = gift_of(work.load(ACCOUNT, origin), share.gift)
        moved = account.move_out(
            work.load(ACCOUNT, origin),
            gift=share.gift,
            to=target,
            basis=basis,
            document="；".join(filter(None, (clause, minutes))),
            rule=in_force(EDITIONS, SURPLUS, on).version,
            on=on,
            amount=share.amount,
        )
        work.record(ACCOUNT, origin, moved)
        arrived = account.move_in(
            work.load(ACCOUNT, target),
            share=moved[0].share,
            origin=origin,
            legal_donor=lies.donor,
            on=on,
        )
        work.record(ACCOUNT, target, arrived)
        key = credit_of(share.gift)
        redirected = bank_credit.redirect(
            work.load(BANK_CREDIT, key), gift=share.gift, account=target, on=on
        )
        work.record(BANK_CREDIT, key, redirected)
    return basis
