"""Booking of money that arrives: each credit is decided by itself, accounts are posted at the end.

A register has thousands of rows for one account. Its state need not be folded after each: what the
rows give is gathered, and posted in one decision per account.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Annotated, TypeAlias

from attrs import define, field, frozen

from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.decisions import Donation
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit import agreed
from lixia_domain.aggregates.bank_credit import decisions as bank_credit
from lixia_domain.aggregates.bank_credit.agreed import Agreements, Fits
from lixia_domain.aggregates.bank_credit.facts import (
    FUND_CLOSED,
    Allocation,
    CreditEvent,
    CreditHeld,
    Notice,
)
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT, Credit
from lixia_domain.aggregates.bank_credit.state import Why as CreditWhy
from lixia_domain.aggregates.enterprise import ENTERPRISE, Enterprise, Ownership
from lixia_domain.aggregates.fund.state import FUND, FundStage
from lixia_domain.aggregates.fund.state import Why as FundWhy
from lixia_domain.aggregates.pledge import arrears
from lixia_domain.aggregates.pledge import decisions as pledge
from lixia_domain.aggregates.pledge.state import PLEDGE, Pledge, payable
from lixia_domain.aggregates.pledge.state import Why as PledgeWhy
from lixia_domain.aggregates.pledge.state import existing as existing_pledge
from lixia_domain.aggregates.project import state as project
from lixia_domain.aggregates.project.refusals import Why as ProjectWhy
from lixia_domain.aggregates.project.state import PROJECT, TAKES_MONEY, Project
from lixia_domain.application.donors import one_firm
from lixia_domain.application.finance.accounts import posting_account, suspense_account
from lixia_domain.application.finance.cited import cited_before
from lixia_domain.kernel.gifts import gift_of
from lixia_domain.kernel.keys import GENERAL, kept, party
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.people import REFERENCE
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.vocabulary import Amount, ClaimId, Designation, Number
from lixia_domain.kernel.words import Words
from lixia_domain.recording.loaded import Why as StreamWhy
from lixia_domain.recording.work import Work


class Why(Reason):
    """What is refused before the aggregates' own rules are asked."""

    DONOR_UNSETTLED = (
        "credits.donor_unsettled",
        "付款人“{payer}”不是认捐企业“{enterprise}”，须先依代付说明确认法律上的捐赠人",
        "payer “{payer}” is not “{enterprise}”, who pledged: settle the legal donor first",
    )
    STATE_UNCLAIMED = (
        "credits.state_unclaimed",
        "“{enterprise}”为国有企业，捐赠须先审批并备案（慈善法 43）：请由其认领项目、"
        "留存审批与备案后按认领分配，或退回",
        "“{enterprise}” is state-owned, its gift needs approval and filing first: let it claim a "
        "project, evidence both and allocate to the claim, or return the money",
    )
    NOTHING_DUE = (
        "credits.nothing_due",
        "认领 {claim} 的这一期已付清，款项请另行指示用途或退回",
        "claim {claim} is short of nothing there: direct the money elsewhere, or return it",
    )


@frozen(kw_only=True)
class ToClaim:
    """Put money towards a claim's instalment: the earliest open one, if none is numbered.

    ``amount`` of ``None`` is whatever is there, up to what the instalment is short of. A booking
    holds what goes beyond; a direction that names more than is there, or is short, is refused.
    """

    claim: ClaimId
    instalment: Annotated[Number, Words("第几期", "which instalment")] | None = None
    amount: Amount | None = None


@frozen(kw_only=True)
class ToDesignation:
    """Put money to a designation (a project, or ``general``) without a pledge behind it."""

    designation: Designation
    amount: Amount | None = None


Wish: TypeAlias = ToClaim | ToDesignation


def paid_by(work: Work, code: str, notice: Notice) -> bool:
    """Tell whether the enterprise of ``code`` paid, as the bank has it: by code, else by name.

    A name is the same with brackets of either width.
    """
    if notice.payer_ref is not None:
        return one_firm(work, party(notice.payer_ref), code)
    who = work.load(ENTERPRISE, code)
    return who is not None and kept(who.name) == kept(notice.payer)


def given_by(work: Work, code: str, credit: Credit) -> bool:
    """Tell whether a credit is the enterprise's of ``code``: its legal donor, else its payer."""
    if credit.donor:
        return one_firm(work, credit.donor, code)
    return paid_by(work, code, credit.notice)


def state_owned(
    work: Work, notice: Notice, donor: str | None, claimants: Iterable[str] = ()
) -> Enterprise | None:
    """Return the state-owned enterprise whose gift it would be, if one's.

    The legal donor, else the payer by its code, else one of its name among ``claimants``.
    """
    named = () if donor or notice.payer_ref else claimants
    by_name = (code for code in named if paid_by(work, code, notice))
    code = donor or notice.payer_ref or next(by_name, None)
    is_person = code is not None and REFERENCE.fullmatch(code) is not None
    who = None if code is None or is_person else work.load(ENTERPRISE, code)
    return who if who is not None and who.ownership is Ownership.STATE else None


@define
class Booking:
    """Books credits of one fund within a unit of work. ``post`` must follow the last of them."""

    work: Work
    fund_id: str
    on: date
    donations: dict[str, list[Donation]] = field(factory=lambda: defaultdict(list))
    holds: list[tuple[str, Money]] = field(factory=list)
    accounts: dict[str, str] = field(factory=dict)

    @property
    def closed(self) -> bool:
        """Tell whether the fund is closed: what the bank says arrived is held all the same."""
        found = self.work.load(FUND, self.fund_id)
        return found is not None and found.stage is FundStage.CLOSED

    def receive(
        self, credit_id: str, *, notice: Notice, document: str, wishes: Sequence[Wish]
    ) -> None:
        """Record a new credit, allocate it as wished and hold the rest.

        What accounts took in by it already is settled first: until then all of it is held.
        """
        cites = cited_before(self.work, credit_id)
        new = Credit(fund=self.fund_id, notice=notice, revision=1)
        parts = [] if cites else self._parts(credit_id, new, wishes)
        left = notice.amount - total(part.amount for part in parts)
        why_held = CITED if cites else self._why_held(wishes, new, left)
        facts = bank_credit.receive(
            fund=self.fund_id,
            notice=notice,
            document=document,
            allocations=parts,
            why_held=why_held,
            on=self.on,
            cites=cites,
            meant=self._meant(wishes),
            designations=self._designations(wishes, new),
        )
        self.work.record(BANK_CREDIT, credit_id, facts)
        self._hold(credit_id, facts)

    def dispose(
        self, credit_id: str, credit: Credit, wishes: Sequence[Wish], meant: Sequence[str] = ()
    ) -> None:
        """Allocate what is open of a recorded credit as wished, and hold the rest.

        So is what its payer paid for another use than is wished now. ``meant``: the claims for
        which it came before, if that is not told by ``wishes``.
        """
        parts = self._parts(credit_id, credit, wishes)
        left = credit.open - total(part.amount for part in parts)
        why_held = self._why_held(wishes, credit, left)
        facts = bank_credit.dispose(
            credit,
            allocations=parts,
            why_held=why_held,
            on=self.on,
            meant=(*meant, *self._meant(wishes)),
            designations=self._designations(wishes, credit, meant),
        )
        self.work.record(BANK_CREDIT, credit_id, facts)
        self._hold(credit_id, facts)

    def allocate(self, credit_id: str, credit: Credit, wish: Wish, amount: Money) -> str:
        """Make ``amount`` of what is open of a credit a gift; return the gift's id."""
        number = len(credit.allocations) + 1
        part = self._part(
            credit_id, credit.notice, credit.revision, number, wish, amount, credit.donor
        )
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

    def wanted(
        self,
        wish: Wish,
        left: Money,
        notice: Notice,
        donor: str | None,
        meant: tuple[str, ...],
        parts: Agreements,
    ) -> Money:
        """Return how much of ``left`` goes where ``wish`` says, as things stand; maybe nothing.

        ``parts`` of it were paid for a named use, and go nowhere else.
        """
        if self.obstacle(wish, notice, donor, meant) is not None:
            return ZERO
        amount = left if wish.amount is None else wish.amount
        if (free := agreed.room(parts, left, self.fits(wish)) if parts else left) < left:
            amount = min(amount, free)
        if isinstance(wish, ToDesignation):
            return amount
        return min(amount, existing_pledge(self._pledge(wish)).missing(wish.instalment))

    def obstacle(
        self, wish: Wish, notice: Notice, donor: str | None, meant: tuple[str, ...]
    ) -> Rejection | None:
        """Return why money can't go where ``wish`` says, if it can't: then it waits in suspense.

        A pledge released, in default or paid; a state-owned donor without approval; another payer
        than the one who pledged, until it is settled who the legal ``donor`` is (a payer's code
        counts before its name); a pledge to another fund; an ended project; a claim or
        a project that was not there yet on the day. ``meant``: the claims
        for which it came.
        """
        if self.closed:
            return Rejection(FundWhy.CLOSED)
        try:
            if isinstance(wish, ToClaim):
                self.work.begun_by(self.on, PLEDGE, wish.claim)
            else:
                self.work.begun_by(self.on, PROJECT, wish.designation)
        except Rejection as refusal:
            return refusal
        if isinstance(wish, ToClaim):
            try:
                promise = payable(self._pledge(wish))
                self._approved(promise)
            except Rejection as refusal:
                return refusal
            if kept(promise.pledged.fund) != kept(self.fund_id):
                fund = promise.pledged.fund
                return Rejection(CreditWhy.OTHER_FUND, fund=self.fund_id, other=fund)
            code = promise.enterprise
            who = self.work.load(ENTERPRISE, code)
            own = one_firm(self.work, donor, code) if donor else paid_by(self.work, code, notice)
            if who is not None and not own:
                return Rejection(Why.DONOR_UNSETTLED, payer=notice.payer, enterprise=who.name)
            owed = self._owed_approval(notice, meant)
            if owed is not None and owed != who:
                return Rejection(Why.STATE_UNCLAIMED, enterprise=owed.name)
            if promise.missing(wish.instalment) == ZERO:
                return Rejection(Why.NOTHING_DUE, claim=wish.claim)
        found = self._project(wish)
        if isinstance(wish, ToDesignation):
            here = () if found is None else (each.enterprise for each in found.claims.values())
            owned = self._owed_approval(notice, meant) or state_owned(
                self.work, notice, donor, here
            )
            if owned is not None:
                return Rejection(Why.STATE_UNCLAIMED, enterprise=owned.name)
        if found is not None and found.stage not in TAKES_MONEY:
            return Rejection(
                ProjectWhy.WRONG_STAGE,
                stage=found.stage,
                act=Words("接收捐赠", "taking in a donation"),
            )
        return None

    def fits(self, wish: Wish) -> Fits:
        """Return what tells whether money that came for a use may go where ``wish`` says."""
        use = self.use(wish)
        return lambda part: (
            agreed.is_for(part, use) or any(use == self._project_of(claim) for claim in part.claims)
        )

    def use(self, wish: Wish) -> str:
        """Return the designation where ``wish`` puts money."""
        if isinstance(wish, ToDesignation):
            return kept(wish.designation)
        return self._project_of(wish.claim)

    def _owed_approval(self, notice: Notice, meant: Iterable[str]) -> Enterprise | None:
        """Return the state-owned enterprise that paid for its own claim, if one did.

        No declaration makes that money another's.
        """
        for claim in meant:
            code = existing_pledge(self.work.load(PLEDGE, claim)).enterprise
            who = self.work.load(ENTERPRISE, code)
            state = who is not None and who.ownership is Ownership.STATE
            if state and paid_by(self.work, code, notice):
                return who
        return None

    def _approved(self, promise: Pledge) -> None:
        who = self.work.load(ENTERPRISE, promise.enterprise)
        if who is not None and who.ownership is Ownership.STATE:
            arrears.require_state_approval(promise)

    def _pledge(self, wish: ToClaim) -> Pledge | None:
        return self.work.load(PLEDGE, wish.claim)

    def _parts(
        self,
        credit_id: str,
        credit: Credit,
        wishes: Sequence[Wish],
    ) -> list[Allocation]:
        parts: list[Allocation] = []
        notice, settled = credit.notice, credit.donor
        left, meant = notice.amount, (*credit.meant, *self._meant(wishes))
        came_for = credit.agreed
        for wish in wishes:
            amount = self.wanted(wish, left, notice, settled, meant, came_for)
            if amount > ZERO:
                number, revision = len(parts) + 1, credit.revision
                parts.append(self._part(credit_id, notice, revision, number, wish, amount, settled))
                if came_for:
                    came_for, _ = agreed.used(came_for, amount, there=left, fits=self.fits(wish))
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
        settled: str | None,
    ) -> Allocation:
        gift = gift_of(credit_id, revision, number)
        payer = notice.payer_ref or notice.payer
        donor = settled or payer
        claim, instalment = None, None
        if isinstance(wish, ToClaim):
            promise = payable(self.work.load(PLEDGE, wish.claim))
            claim, instalment = wish.claim, wish.instalment or promise.open[0][0]
            donor, designation = promise.enterprise, promise.pledged.project
            paid = pledge.settle(
                promise,
                number=instalment,
                amount=amount,
                credit=credit_id,
                gift=gift,
                on=self.on,
            )
            self.work.record(PLEDGE, wish.claim, paid)
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

    def _meant(self, wishes: Sequence[Wish]) -> tuple[str, ...]:
        """Return the claims for which money came, as far as there are any such."""
        claims = (wish.claim for wish in wishes if isinstance(wish, ToClaim))
        return tuple(claim for claim in dict.fromkeys(claims) if self.work.load(PLEDGE, claim))

    def _designations(
        self, wishes: Sequence[Wish], credit: Credit, meant: Sequence[str] = ()
    ) -> tuple[str, ...]:
        """Return the uses for which what is held came: of claims, and what could not take it in."""
        claims = (*meant, *self._meant(wishes))
        came = (*credit.meant, *claims)
        refused = (
            kept(wish.designation)
            for wish in wishes
            if isinstance(wish, ToDesignation)
            and self.obstacle(wish, credit.notice, credit.donor, came) is not None
        )
        return tuple(dict.fromkeys((*map(self._project_of, claims), *refused)))

    def _project_of(self, claim: str) -> str:
        return kept(existing_pledge(self.work.load(PLEDGE, claim)).pledged.project)

    def _why_held(self, wishes: Sequence[Wish], credit: Credit, left: Money) -> str:
        """Return why what is ``left`` of a credit is held; of nothing, no reason."""
        if left == ZERO:
            return ""
        if self.closed:
            return FUND_CLOSED
        if not wishes:
            return "用途待定"
        for wish in wishes:
            meant = (*credit.meant, *self._meant(wishes))
            found = self.obstacle(wish, credit.notice, credit.donor, meant)
            if found is not None and (why := _HELD.get(found.reason)) is not None:
                return why
            if found is None and not all(map(self.fits(wish), credit.agreed)):
                return FOR_ANOTHER_USE
        return "超出应付"


CITED = "登记以前账上已引用这笔到账，待核对"
FOR_ANOTHER_USE = "原为别的用途而付，待付款人书面指示"
_HELD: Mapping[Reason, str] = {
    ProjectWhy.WRONG_STAGE: "项目已取消或结项",
    StreamWhy.NOT_BEGUN: "到账时所注明的项目或认领尚未登记",
    PledgeWhy.UNKNOWN: "注明的认领不存在，用途待定",
    PledgeWhy.RELEASED: "认捐已解除",
    PledgeWhy.DEFAULTED: "认捐已违约，待捐赠人指示",
    PledgeWhy.APPROVAL_MISSING: "国有资产捐赠待审批备案",
    Why.STATE_UNCLAIMED: "国有资产捐赠待审批备案",
    Why.DONOR_UNSETTLED: "代付，待确认法律上的捐赠人",
    CreditWhy.OTHER_FUND: "注明的认领属于另一基金，用途待定",
}
"""Why money waits, as the credit's own fact says it."""
