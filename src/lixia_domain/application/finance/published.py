"""Whose what is published is: a plan's, a project's, a payment's or a year's foundation."""

from __future__ import annotations

from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.finance.accounts import accounts_of_project
from lixia_domain.application.scope import (
    Arguments,
    Scope,
    Scoped,
    keeper_of,
    of_disbursement,
    of_plan,
)
from lixia_domain.kernel.ids import split_key
from lixia_domain.recording.work import Work
from lixia_domain.rules.deadlines import Matter


def _keepers(work: Work, project_id: str) -> tuple[str, ...]:
    """Return the foundations that keep money of a project, or are promised some."""
    funds = {split_key(key)[0] for key in accounts_of_project(work, project_id)}
    found = work.load(PROJECT, project_id)
    promised = (work.load(PLEDGE, claim) for claim in (() if found is None else found.claims))
    funds |= {promise.pledged.fund for promise in promised if promise is not None}
    return tuple(sorted({keeper_of(work, fund) for fund in funds} - {""}))


def _whose(work: Work, given: Arguments) -> Scope:
    subject = given["subject"]
    match given["matter"]:
        case Matter.PLAN_PROGRESS | Matter.PLAN_IN_FULL:
            return of_plan("subject").resolve(work, given)
        case Matter.PROJECT_PROGRESS | Matter.PROJECT_IN_FULL:
            first, *others = _keepers(work, subject) or ("",)
            return Scope(foundation=first, others=tuple(others))
        case Matter.TRANSACTION:
            return of_disbursement("subject").resolve(work, given)._replace(team=None)
        case _:
            return Scope(foundation=subject)


of_published = Scoped("disclosure", "subject", _whose, ("foundation",))
"""That an act concerns the foundation whose disclosure it is: of a project, each that keeps it."""
