"""Steps by which an account lets go of what the bank took back, or was apportioned, spent or not.

What is reserved of the gift is freed, and its tranches wait for approval again; what was spent of
it is short from then on. Then as much lies on the gift as is taken.
"""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account import shortfalls
from lixia_domain.aggregates.account.guards import existing as existing_account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import Allocation
from lixia_domain.aggregates.disbursement import decisions as disbursement
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.project import claims as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.donors import donor_of
from lixia_domain.application.finance.whereabouts import came_in
from lixia_domain.kernel.money import Money
from lixia_domain.recording.work import Work


def make_room_for(work: Work, part: Allocation, *, credit: str, reason: str, on: date) -> None:
    """Have all that a part of a credit is over free, on whatever accounts it came in."""
    for key, amount in came_in(work, part).items():
        make_room(
            work,
            key,
            gift=part.gift,
            amount=amount,
            credit=credit,
            reason=reason,
            on=on,
        )


def make_room(
    work: Work,
    key: str,
    *,
    gift: str,
    donor: str | None = None,
    amount: Money,
    credit: str,
    reason: str,
    on: date,
) -> None:
    """Have ``amount`` of ``gift`` free on an account, whatever became of it.

    ``donor``: whose it is; nobody is named: whose the account knows it is, else the books do.
    """
    if donor is None:
        known = existing_account(work.load(ACCOUNT, key)).gifts.get(gift)
        donor = known.donor if known is not None else donor_of(work, gift)
    if amount > shortfalls.unreserved(work.load(ACCOUNT, key), gift=gift):
        for paper in tuple(shortfalls.fallen(work.load(ACCOUNT, key), gift=gift)):
            _fall(work, key, paper, credit, reason, on)
    short = shortfalls.fall_short(
        work.load(ACCOUNT, key),
        gift=gift,
        donor=donor,
        amount=amount,
        credit=credit,
        reason=reason,
        on=on,
    )
    work.record(ACCOUNT, key, short)


def _fall(work: Work, key: str, paper: str, credit: str, reason: str, on: date) -> None:
    asked = disbursement.existing(work.load(DISBURSEMENT, paper)).requested
    fell = disbursement.fall(work.load(DISBURSEMENT, paper), credit=credit, reason=reason, on=on)
    work.record(DISBURSEMENT, paper, fell)
    freed = account.release_reservation(work.load(ACCOUNT, key), disbursement=paper, on=on)
    work.record(ACCOUNT, key, freed)
    found = work.load(PROJECT, asked.project)
    given = project.release_line(found, amount=asked.amount, disbursement=paper, on=on)
    work.record(PROJECT, asked.project, given)
