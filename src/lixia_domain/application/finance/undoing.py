"""Steps that undo what a reversed bank credit had become, wherever it was taken in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from lixia_domain.aggregates.account import undoing as account
from lixia_domain.aggregates.account.facts import (
    IncomeKind,
    RecoveryReceived,
    SaleProceedsReceived,
)
from lixia_domain.aggregates.account.guards import existing as existing_account
from lixia_domain.aggregates.account.guards import gift_of, let_go, thawed
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit import state as bank_credit
from lixia_domain.aggregates.bank_credit.facts import Allocation, Income
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.disbursement import decisions as disbursement
from lixia_domain.aggregates.disbursement import recoveries
from lixia_domain.aggregates.disbursement.facts import BounceReversed, DisbursementRequested
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.in_kind import decisions as in_kind
from lixia_domain.aggregates.in_kind.state import IN_KIND
from lixia_domain.aggregates.pledge import decisions as pledge
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.pledge.state import existing as existing_pledge
from lixia_domain.aggregates.project import claims as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.donors import places
from lixia_domain.application.finance.freezes import own_freeze
from lixia_domain.application.finance.held import clear_suspense
from lixia_domain.application.finance.taking_back import make_room
from lixia_domain.application.finance.whereabouts import came_in, gone_on
from lixia_domain.kernel.gifts import GiftShare, shared
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.recording.work import Work


@frozen
class Undoing:
    """Takes all that one credit became off accounts, pledges, disbursements and goods again."""

    work: Work
    credit_id: str
    before: bank_credit.Credit
    reason: str
    approver: str
    on: date
    by_bank: bool = False
    """Whether the bank took it back: then also what was reserved or spent since."""

    def take_back(self) -> None:
        """Undo every part, each by a fact of its own kind.

        Refuses what was spent, reserved or frozen, unless it is the bank that took it.
        """
        recovered = dict[str, None]()
        for part in self.before.allocations:
            if part.amount == ZERO:
                continue
            match part.kind:
                case Income.DONATION:
                    self._donation(part)
                case Income.RECOVERY:
                    recovered[part.account] = None
                case _:
                    self._income(part)
        for key in recovered:
            self._recoveries(key)
        if self.before.held > ZERO:
            clear_suspense(
                self.work,
                self.credit_id,
                self.before.fund,
                self.before.held,
                to="reversed",
                on=self.on,
                by_bank=self.by_bank,
            )

    @property
    def _cites(self) -> str:
        return f"{BANK_CREDIT.stream(self.credit_id)} 第 {self.before.revision} 版"

    def _donation(self, part: Allocation) -> None:
        for key, amount in self._takes(part).items():
            reversed_ = account.reverse_donation(
                self.work.load(ACCOUNT, key),
                gift=part.gift,
                amount=amount,
                cites=self._cites,
                reason=self.reason,
                approver=self.approver,
                on=self.on,
            )
            self.work.record(ACCOUNT, key, reversed_)
        unsettle(self.work, part, part.amount, reason=self.reason, on=self.on)

    def _income(self, part: Allocation) -> None:
        for key, amount in self._takes(part).items():
            reversed_ = account.reverse_income(
                self.work.load(ACCOUNT, key),
                kind=IncomeKind(part.kind.value),
                gift=part.gift,
                credit=self.credit_id,
                amount=amount,
                cites=self._cites,
                reason=self.reason,
                approver=self.approver,
                on=self.on,
            )
            self.work.record(ACCOUNT, key, reversed_)
        if part.kind is Income.SALE:
            self._sale(part)

    def _takes(self, part: Allocation) -> Mapping[str, Money]:
        """Return how much is taken off which account: where it came in, spent there or not.

        So the bank's shortfall is there where it was spent, whatever moved on since.
        """
        if part.kind is Income.SPONSORSHIP:
            if not self.by_bank:
                thawed(existing_account(self.work.load(ACCOUNT, part.account)), ())
            return {part.account: part.amount}
        where = came_in(self.work, part)
        for key, amount in where.items():
            self._let_go(key, part.gift, amount)
        return where

    def _let_go(self, key: str, gift: str, amount: Money) -> None:
        """Let so much of a gift go: nothing that is frozen, unless it is the bank that took it."""
        if self.by_bank:
            self._make_room(key, gift, amount)
            return
        held = self.work.load(ACCOUNT, key)
        let_go(existing_account(held), gift_of(held, gift), gift, own_freeze(self.work, key))

    def _make_room(self, key: str, gift: str, amount: Money) -> None:
        make_room(
            self.work,
            key,
            gift=gift,
            amount=amount,
            credit=self.credit_id,
            reason=self.reason,
            on=self.on,
        )

    def _sale(self, part: Allocation) -> None:
        item = self._sold(part)
        undone = in_kind.undo_sale(
            self.work.load(IN_KIND, item), gift=part.gift, reason=self.reason, on=self.on
        )
        self.work.record(IN_KIND, item, undone)

    def _sold(self, part: Allocation) -> str:
        """Return the goods whose proceeds ``part`` is."""
        return next(
            recorded.event.item
            for key in places(self.work, part.gift)
            for recorded in self.work.history(ACCOUNT, key)
            if isinstance(recorded.event, SaleProceedsReceived) and recorded.event.gift == part.gift
        )

    def _recoveries(self, key: str) -> None:
        """Undo what account ``key`` got back by this credit, one disbursement after the other."""
        came = dict[str, list[int]]()
        for paper, position in self._disbursements(key):
            came.setdefault(paper, []).append(position)
        for paper, positions in came.items():
            facts = recoveries.undo_recovery(
                self.work.load(DISBURSEMENT, paper),
                credit=self.credit_id,
                reason=self.reason,
                on=self.on,
            )
            before = disbursement.existing(self.work.load(DISBURSEMENT, paper))
            self.work.record(DISBURSEMENT, paper, facts)
            for fact, position in zip(facts, positions[-len(facts) :], strict=False):
                if isinstance(fact, BounceReversed):
                    shares = disbursement.payment_of(before).shares
                else:
                    shares = fact.shares
                for where, each in self._where(key, shares, position).items():
                    self._out_again(where, paper, each)
                self._commit_again(paper, before.requested, shared(shares))

    def _disbursements(self, key: str) -> Iterator[tuple[str, int]]:
        for recorded in self.work.history(ACCOUNT, key):
            fact = recorded.event
            if isinstance(fact, RecoveryReceived) and fact.credit == self.credit_id:
                yield fact.disbursement, recorded.position

    def _where(
        self, key: str, shares: tuple[GiftShare, ...], since: int
    ) -> Mapping[str, tuple[GiftShare, ...]]:
        """Return ``shares`` by the account where what came back lies: it may have moved on."""
        found: dict[str, list[GiftShare]] = {}
        for share in shares:
            found.setdefault(gone_on(self.work, key, share.gift, since), []).append(share)
        return {where: tuple(each) for where, each in found.items()}

    def _out_again(self, key: str, paper: str, shares: tuple[GiftShare, ...]) -> None:
        for share in shares:
            self._let_go(key, share.gift, share.amount)
        out = account.reverse_recovery(
            self.work.load(ACCOUNT, key),
            disbursement=paper,
            shares=shares,
            credit=self.credit_id,
            cites=self._cites,
            reason=self.reason,
            approver=self.approver,
            on=self.on,
        )
        self.work.record(ACCOUNT, key, out)

    def _commit_again(self, paper: str, asked: DisbursementRequested, amount: Money) -> None:
        commit = project.commit_what_is_left if self.by_bank else project.commit_again
        held = commit(
            self.work.load(PROJECT, asked.project),
            line=asked.line,
            amount=amount,
            disbursement=paper,
            on=self.on,
        )
        self.work.record(PROJECT, asked.project, held)


def unsettle(work: Work, part: Allocation, amount: Money, *, reason: str, on: date) -> None:
    """Note on the pledge that ``amount`` of what a part of a credit had paid is gone again."""
    if part.claim is not None and part.instalment is not None:
        facts = pledge.unsettle(
            work.load(PLEDGE, part.claim),
            number=part.instalment,
            amount=amount,
            gift=part.gift,
            reason=reason,
            on=on,
        )
        work.record(PLEDGE, part.claim, facts)


def give_back(work: Work, part: Allocation, amount: Money, *, document: str, on: date) -> None:
    """Note that ``amount`` of a part was lawfully given back: claim and pledge shrink by it."""
    if part.claim is None or part.instalment is None:
        return
    reason = f"退还捐赠：{document}"
    promise = existing_pledge(work.load(PLEDGE, part.claim))
    facts = pledge.give_back(
        promise, number=part.instalment, amount=amount, gift=part.gift, reason=reason, on=on
    )
    work.record(PLEDGE, part.claim, facts)
    key = promise.pledged.project
    freed = project.give_back_claim(
        work.load(PROJECT, key), claim=part.claim, amount=amount, reason=reason, on=on
    )
    work.record(PROJECT, key, freed)
