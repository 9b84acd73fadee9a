"""Booking of money that arrives: each credit is decided by itself, accounts are posted at the end.

A register has thousands of rows for one account. Its state need not be folded after each: what the
rows give is gathered, and posted in one decision per account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date
from typing import TypeAlias

from attrs import define, field, frozen

from lixia_domain.aggregates import account, bank_credit, pledge, project
from lixia_domain.aggregates.account import ACCOUNT, GENERAL, Donation
from lixia_domain.aggregates.bank_credit import (
    BANK_CREDIT,
    Allocation,
    Credit,
    CreditEvent,
    CreditHeld,
    Notice,
)
from lixia_domain.aggregates.pledge import PLEDGE
from lixia_domain.aggregates.project import PROJECT, Project, Stage
from lixia_domain.application.accounts import posting_account, suspense_account
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.recording.ledger import Work

OPEN = tuple(stage for stage in Stage if stage not in (Stage.CANCELLED, Stage.CLOSED))
"""Stages in which a project takes money; what arrives later is held (DOMAIN situation 14)."""


class Why(Reason):
    """What is refused before the aggregates' own rules are asked."""

    NOTHING_DUE = (
        "credits.nothing_due",
        "认领 {claim} 的这一期已付清，款项请另行指示用途或退回",
        "claim {claim} is short of nothing there: direct the money elsewhere, or return it",
    )


@frozen(kw_only=True)
class ToClaim:
    """Put money towards a claim's instalment: the earliest open one, if none is numbered.

    At most what the instalment is short of; ``amount`` of ``None`` is whatever is there. More than
    is there is refused.
    """

    claim: str
    instalment: int | None = None
    amount: Money | None = None


@frozen(kw_only=True)
class ToDesignation:
    """Put money to a designation (a project, or ``general``) without a pledge behind it."""

    designation: str
    amount: Money | None = None


Wish: TypeAlias = ToClaim | ToDesignation


@define
class Booking:
    """Books credits of one fund within a unit of work. ``post`` must follow the last of them."""

    work: Work
    fund_id: str
    on: date
    donations: dict[str, list[Donation]] = field(factory=lambda: defaultdict(list))
    holds: list[tuple[str, Money]] = field(factory=list)
    accounts: dict[str, str] = field(factory=dict)

    def receive(
        self, credit_id: str, *, notice: Notice, document: str, wishes: Sequence[Wish]
    ) -> None:
        """Record a new credit, allocate it as wished and hold the rest."""
        parts = self._parts(credit_id, notice, 1, wishes)
        facts = bank_credit.receive(
            fund=self.fund_id,
            notice=notice,
            document=document,
            allocations=parts,
            why_held=self._why_held(wishes),
            on=self.on,
        )
        self.work.record(BANK_CREDIT, credit_id, facts)
        self._hold(credit_id, facts)

    def dispose(self, credit_id: str, credit: Credit, wishes: Sequence[Wish]) -> None:
        """Allocate what is open of a recorded credit as wished, and hold the rest."""
        parts = self._parts(credit_id, credit.notice, credit.revision, wishes)
        facts = bank_credit.dispose(
            credit, allocations=parts, why_held=self._why_held(wishes), on=self.on
        )
        self.work.record(BANK_CREDIT, credit_id, facts)
        self._hold(credit_id, facts)

    def allocate(self, credit_id: str, credit: Credit, wish: Wish, amount: Money) -> str:
        """Make ``amount`` of what is open of a credit a gift; return the gift's id."""
        number = len(credit.allocations) + 1
        part = self._part(credit_id, credit.notice, credit.revision, number, wish, amount)
        facts = bank_credit.allocate(credit, allocation=part, on=self.on)
        self.work.record(BANK_CREDIT, credit_id, facts)
        return part.gift

    def post(self) -> None:
        """Post to the accounts what the credits gave them."""
        work, on = self.work, self.on
        for key, donations in self.donations.items():
            received = account.receive_donations(
                work.load(ACCOUNT, key), donations=donations, on=on
            )
            work.record(ACCOUNT, key, received)
        for credit_id, amount in self.holds:
            key = suspense_account(work, self.fund_id, on)
            held = account.hold(work.load(ACCOUNT, key), credit=credit_id, amount=amount, on=on)
            work.record(ACCOUNT, key, held)

    def wanted(self, wish: Wish, left: Money) -> Money:
        """Return how much of ``left`` goes where ``wish`` says, as things stand; maybe nothing."""
        amount = left if wish.amount is None else wish.amount
        if self._ended(wish):
            return ZERO
        if isinstance(wish, ToDesignation):
            return amount
        promise = self.work.load(PLEDGE, wish.claim)
        if promise is None or promise.released is not None:
            return ZERO
        return min(amount, promise.missing(wish.instalment))

    def refuse_idle(self, wish: Wish) -> None:
        """Refuse where money can't be directed to: a pledge released or paid, an ended project."""
        if isinstance(wish, ToClaim):
            promise = pledge.in_force(self.work.load(PLEDGE, wish.claim))
            if promise.missing(wish.instalment) == ZERO:
                raise Rejection(Why.NOTHING_DUE, claim=wish.claim)
        found = self._project(wish)
        if found is not None and found.stage not in OPEN:
            raise Rejection(project.Why.WRONG_STAGE, stage=found.stage, act="接收捐赠")

    def _parts(
        self, credit_id: str, notice: Notice, revision: int, wishes: Sequence[Wish]
    ) -> list[Allocation]:
        parts: list[Allocation] = []
        left = notice.amount
        for wish in wishes:
            amount = self.wanted(wish, left)
            if amount > ZERO:
                number = len(parts) + 1
                parts.append(self._part(credit_id, notice, revision, number, wish, amount))
                left = left - amount
        return parts

    def _part(
        self,
        credit_id: str,
        notice: Notice,
        revision: int,
        number: int,
        wish: Wish,
        amount: Money,
    ) -> Allocation:
        gift = f"{credit_id}#{revision}.{number}"
        donor = payer = notice.payer_ref or notice.payer
        claim, instalment = None, None
        if isinstance(wish, ToClaim):
            promise = pledge.in_force(self.work.load(PLEDGE, wish.claim))
            claim, instalment = wish.claim, wish.instalment or promise.open[0][0]
            donor, designation = promise.pledged.enterprise, promise.pledged.project
            settled = pledge.settle(
                promise,
                number=instalment,
                amount=amount,
                credit=credit_id,
                gift=gift,
                on=self.on,
            )
            self.work.record(PLEDGE, wish.claim, settled)
        else:
            designation = wish.designation
        key = self._account(designation)
        self.donations[key].append(
            Donation(
                gift=gift,
                credit=credit_id,
                claim=claim,
                legal_donor=donor,
                payer=payer,
                amount=amount,
            )
        )
        return Allocation(gift=gift, account=key, claim=claim, instalment=instalment, amount=amount)

    def _account(self, designation: str) -> str:
        if designation not in self.accounts:
            if designation != GENERAL:
                project.existing(self.work.load(PROJECT, designation))
            self.accounts[designation] = posting_account(
                self.work, self.fund_id, designation, self.on
            )
        return self.accounts[designation]

    def _hold(self, credit_id: str, facts: Sequence[CreditEvent]) -> None:
        for fact in facts:
            if isinstance(fact, CreditHeld):
                self.holds.append((credit_id, fact.amount))

    def _project(self, wish: Wish) -> Project | None:
        if isinstance(wish, ToDesignation):
            if wish.designation == GENERAL:
                return None
            return self.work.load(PROJECT, wish.designation)
        promise = self.work.load(PLEDGE, wish.claim)
        return None if promise is None else self.work.load(PROJECT, promise.pledged.project)

    def _ended(self, wish: Wish) -> bool:
        """Tell whether the project that the money is for was cancelled or closed: then it waits."""
        found = self._project(wish)
        return found is not None and found.stage not in OPEN

    def _why_held(self, wishes: Sequence[Wish]) -> str:
        if not wishes:
            return "用途待定"
        return "项目已取消或结项" if any(map(self._ended, wishes)) else "超出应付"
