"""Steps that undo what a reversed bank credit had become, wherever it was taken in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from attrs import frozen

from lixia_domain.aggregates import in_kind
from lixia_domain.aggregates.account import undoing as account
from lixia_domain.aggregates.account.facts import (
    IncomeKind,
    RecoveryReceived,
    SaleProceedsReceived,
    SurplusMovedIn,
)
from lixia_domain.aggregates.account.guards import existing as existing_account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit import state as bank_credit
from lixia_domain.aggregates.bank_credit.facts import Allocation, Income
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT
from lixia_domain.aggregates.disbursement import decisions as disbursement
from lixia_domain.aggregates.disbursement.facts import BounceReversed, DisbursementRequested
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.in_kind import IN_KIND
from lixia_domain.aggregates.pledge import decisions as pledge
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project import claims as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.finance.held import clear_suspense
from lixia_domain.application.finance.taking_back import make_room
from lixia_domain.kernel.gifts import GiftShare, credit_of, shared
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import SUSPENSE
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

        Refuses what was spent or reserved, unless it is the bank that took it.
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
            )

    @property
    def _cites(self) -> str:
        return f"{BANK_CREDIT.stream(self.credit_id)} 第 {self.before.revision} 版"

    def _donation(self, part: Allocation) -> None:
        for key, amount in self._takes(part):
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
        for key, amount in self._takes(part):
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

    def _takes(self, part: Allocation) -> Iterator[tuple[str, Money]]:
        """Yield how much is taken off which account.

        All off the one where it lies, but what was spent of a gift before it moved on: the bank's
        shortfall is there where it was spent.
        """
        if not self.by_bank or part.kind is Income.SPONSORSHIP:
            yield part.account, part.amount
            return
        left, way = part.amount, list(self._way_back(part))
        for key in way:
            known = existing_account(self.work.load(ACCOUNT, key)).gifts.get(part.gift)
            here = ZERO if known is None else known.balance + known.paid
            amount = left if key == way[-1] else min(left, here)
            if amount > ZERO:
                self._make_room(key, part.gift, amount)
                yield key, amount
                left = left - amount

    def _make_room(self, key: str, gift: str, amount: Money) -> None:
        known = existing_account(self.work.load(ACCOUNT, key)).gifts.get(gift)
        notice = self.before.notice
        payer = self.before.donor or notice.payer_ref or notice.payer
        make_room(
            self.work,
            key,
            gift=gift,
            donor=payer if known is None else known.donor,
            amount=amount,
            credit=self.credit_id,
            reason=self.reason,
            on=self.on,
        )

    def _way_back(self, part: Allocation) -> Iterator[str]:
        """Yield the account where a gift lies, and those from which it moved there, backwards.

        Suspense is none of them: what is carried in from there was never a gift on it.
        """
        seen, key = set[str](), part.account
        while key not in seen:
            yield key
            seen.add(key)
            for recorded in self.work.history(ACCOUNT, key):
                fact = recorded.event
                if isinstance(fact, SurplusMovedIn) and fact.share.gift == part.gift:
                    carried = split_key(fact.origin)[1] == SUSPENSE
                    key = key if carried else fact.origin

    def _sale(self, part: Allocation) -> None:
        item = self._sold(part)
        undone = in_kind.undo_sale(
            self.work.load(IN_KIND, item), gift=part.gift, reason=self.reason, on=self.on
        )
        self.work.record(IN_KIND, item, undone)

    def _sold(self, part: Allocation) -> str:
        """Return the goods whose proceeds ``part`` is, followed back to where they came in."""
        return next(
            recorded.event.item
            for key in self._way_back(part)
            for recorded in self.work.history(ACCOUNT, key)
            if isinstance(recorded.event, SaleProceedsReceived) and recorded.event.gift == part.gift
        )

    def _recoveries(self, key: str) -> None:
        """Undo what account ``key`` got back by this credit, one disbursement after the other."""
        for paper in dict.fromkeys(self._disbursements(key)):
            facts = disbursement.undo_recovery(
                self.work.load(DISBURSEMENT, paper),
                credit=self.credit_id,
                reason=self.reason,
                on=self.on,
            )
            before = disbursement.existing(self.work.load(DISBURSEMENT, paper))
            self.work.record(DISBURSEMENT, paper, facts)
            for fact in facts:
                if isinstance(fact, BounceReversed):
                    shares = disbursement.payment_of(before).shares
                else:
                    shares = fact.shares
                for where, each in self._where(key, shares).items():
                    self._out_again(where, paper, each)
                self._commit_again(paper, before.requested, shared(shares))

    def _disbursements(self, key: str) -> Iterator[str]:
        for recorded in self.work.history(ACCOUNT, key):
            fact = recorded.event
            if isinstance(fact, RecoveryReceived) and fact.credit == self.credit_id:
                yield fact.disbursement

    def _where(
        self, key: str, shares: tuple[GiftShare, ...]
    ) -> Mapping[str, tuple[GiftShare, ...]]:
        """Return ``shares`` by the account where the gift lies now: it may have moved on."""
        found: dict[str, list[GiftShare]] = {}
        for share in shares:
            credit = self.work.load(BANK_CREDIT, credit_of(share.gift))
            parts = () if credit is None else credit.allocations
            where = next((p.account for p in parts if p.gift == share.gift), key)
            found.setdefault(where, []).append(share)
        return {where: tuple(each) for where, each in found.items()}

    def _out_again(self, key: str, paper: str, shares: tuple[GiftShare, ...]) -> None:
        for share in shares if self.by_bank else ():
            self._make_room(key, share.gift, share.amount)
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
