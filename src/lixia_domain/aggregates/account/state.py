"""What decisions about an account need to know, and why they may refuse."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import assert_never, get_args

from attrs import field, frozen

from lixia_domain.aggregates.account import facts
from lixia_domain.aggregates.account.facts import AccountEvent, Freeze, FrozenBy
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.keys import GENERAL, GOVERNMENT, OTHER, SUSPENSE, designation, kept
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.table import Table
from lixia_domain.kernel.words import Worded


class Designation(Worded):
    """What an account is for that is for no project."""

    GENERAL = GENERAL, "非限定"  # unrestricted gifts
    SUSPENSE = SUSPENSE, "暂收款"  # money in doubt
    GOVERNMENT = GOVERNMENT, "财政"
    OTHER = OTHER, "其他收入", "other income"  # neither: sponsorship


DESIGNATIONS: Mapping[str, Designation] = {each.value: each for each in Designation}


def designated(designation: str) -> Designation | str:
    """Return what an account is for as people read it: one of these four, else a project's id."""
    return DESIGNATIONS.get(designation, designation)


INTEREST = "利息"
"""In place of a donor: interest is the fund's own, and stays with what bore it."""

MISTAKE, APPORTIONMENT = "mistake", "apportionment"
REFUND_BASES = frozenset({"agreement", "judgment", "order", MISTAKE, APPORTIONMENT})
"""On what a gift may be returned: 协议约定、生效裁判、主管机关决定、误汇、摊派。"""


@frozen(kw_only=True)
class Gift:
    """What is left of one gift on this account."""

    source: SourceClass
    donor: str
    since: date
    balance: Money
    claim: str = ""
    """The claim it was given for; of a gift for none, empty."""
    reserved: Money = ZERO
    paid: Money = ZERO
    """What was paid out of it and has not come back."""
    frozen: bool = False
    match: bool = False
    """Whether it is the government's part of a match."""
    last_day: date | None = None
    """The last day on which it may be spent: government money that does not carry over."""

    @property
    def available(self) -> Money:
        """Return what is neither reserved nor frozen."""
        return ZERO if self.frozen else self.balance - self.reserved


@frozen(kw_only=True)
class Match:
    """What the government promised to add, and what of it has come."""

    purpose: str
    cap: Money
    until: date
    received: Money = ZERO

    @property
    def left(self) -> Money:
        """Return what may still come."""
        return self.cap - self.received


@frozen(kw_only=True)
class Shortfall:
    """What the bank took back of a gift that was spent, and nobody has made good yet."""

    source: SourceClass
    donor: str
    amount: Money
    debtors: tuple[str, ...] = ()
    """Of whom else it is claimed, each by a document."""


@frozen(kw_only=True)
class Account:
    """An account as its decisions see it. No account yet is ``None``.

    A gift is kept while something is left of it, or was paid out of it and may come back: then it
    is still known whose it is, whether it is frozen and until when it may be spent. The general
    account forgets a gift that is used up, so that its state follows what is open, not what was.
    Government money is few grants and is kept for good: what of it comes back ever so late, as
    where the bank undoes what had undone a payment, has its last day, and is a match, as before.
    """

    fund: str
    designation: str
    gifts: Table[Gift] = field(factory=Table)
    reservations: Mapping[str, tuple[GiftShare, ...]] = field(factory=dict)
    suspense: Money = ZERO
    other: Money = ZERO
    freezes: tuple[Freeze, ...] = ()
    """How it is frozen as a whole: a court may freeze what the programme has frozen already."""
    closed_through: str = ""
    matches: Mapping[str, Match] = field(factory=dict)
    """Promised matches by document."""
    costs: frozenset[str] = frozenset()
    """Management costs charged, each once."""

    closed: bool = False
    shortfalls: Mapping[str, Shortfall] = field(factory=dict)
    """What is short, by gift; it stands beside the balances and is never netted with them."""

    @property
    def frozen(self) -> str | None:
        """Return why it was frozen last, if it is."""
        return self.freezes[-1].reason if self.freezes else None

    def frozen_beside(self, own: Collection[str]) -> tuple[Freeze, ...]:
        """Return the freezes that are not the programme's own, whatever their reason says.

        ``own``: why the programme froze it. A freeze of which older code did not say whose it is
        counts as its own by that reason.
        """
        return tuple(
            each for each in self.freezes if each.by is FrozenBy.ORDER or each.reason not in own
        )

    def frozen_by_suspension(self, reason: str) -> tuple[Freeze, ...]:
        """Return the freeze of its project's suspension for ``reason``, if there is one."""
        for by in (FrozenBy.SUSPENSION, None):
            if (one := Freeze(by=by, reason=reason)) in self.freezes:
                return (one,)
        return ()

    def balance(self, source: SourceClass) -> Money:
        """Return what is left of one class; classes are never netted."""
        return total(gift.balance for _, gift in self.gifts.items() if gift.source is source)

    @property
    def held(self) -> Money:
        """Return all that lies on it, of whatever class: for asking whether anything does."""
        gifts = total(gift.balance for _, gift in self.gifts.items())
        return gifts + self.suspense + self.other

    @property
    def unsettled(self) -> Money:
        """Return all that lies on it or is short: for asking whether its fund may close."""
        return self.held + total(each.amount for each in self.shortfalls.values())


def evolve(account: Account | None, event: AccountEvent) -> Account:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, facts.AccountOpened):
        return Account(fund=event.fund, designation=event.designation)
    assert account is not None, "an account's history opens with AccountOpened"
    match event:
        case facts.DonationReceived(gift=gift, amount=amount):
            new = Gift(
                source=SourceClass.DONATED,
                donor=event.legal_donor,
                since=event.on,
                balance=amount,
                claim=event.claim or "",
            )
            return replace(account, gifts=account.gifts.put(gift, new))
        case facts.AppropriationReceived(gift=gift, amount=amount):
            account = _matched(account, event)
            grant = Gift(
                source=SourceClass.GOVERNMENT,
                donor=event.document,
                since=event.on,
                balance=amount,
                match=event.kind is facts.Grant.MATCH,
                last_day=None if event.carry_over else event.expiry,
            )
            return replace(account, gifts=account.gifts.put(gift, grant))
        case facts.MatchPromised(document=document, purpose=purpose, cap=cap, until=until):
            promised = Match(purpose=purpose, cap=cap, until=until)
            return replace(account, matches={**account.matches, document: promised})
        case facts.InterestCredited(gift=gift, source=source, amount=amount):
            bore = Gift(source=source, donor=INTEREST, since=event.on, balance=amount)
            return replace(account, gifts=account.gifts.put(gift, bore))
        case facts.SaleProceedsReceived(gift=gift, legal_donor=donor, amount=amount):
            sold = Gift(source=SourceClass.DONATED, donor=donor, since=event.on, balance=amount)
            return replace(account, gifts=account.gifts.put(gift, sold))
        case facts.OtherIncomeReceived(amount=amount):
            return replace(account, other=account.other + amount)
        case facts.OtherIncomeReturned(amount=amount):
            return replace(account, other=account.other - amount)
        case facts.BankFeeCharged(shares=shares):
            return _charged(account, shares)
        case facts.ManagementCostCharged(shares=shares, cost=cost):
            return replace(_charged(account, shares), costs=account.costs | {kept(cost)})
        case facts.BankFeeReversed():
            return _uncharged(account, event)
        case facts.ManagementCostReversed(cost=cost):
            return replace(_uncharged(account, event), costs=account.costs - {kept(cost)})
        case (
            facts.DonationReversed(gift=gift, amount=amount)
            | facts.DonationReturned(gift=gift, amount=amount)
            | facts.InterestReturned(gift=gift, amount=amount)
            | facts.SaleProceedsReturned(gift=gift, amount=amount)
        ):
            return _change(account, gift, balance=-amount)
        case facts.IncomeReversed():
            return _taken_back(account, event)
        case facts.AppropriationReturned(gift=gift, amount=amount):
            return _change(_less_matched(account, gift, amount), gift, balance=-amount)
        case facts.RecoveryReversed(shares=shares):
            for share in shares:
                gone = share.amount
                account = _change(account, share.gift, balance=-gone, paid=gone)
            return account
        case facts.ShortfallArose(gift=gift):
            return _short(_made_up(account, event, event.donor), gift, event)
        case facts.ShortfallPaid():
            return _made_up(account, event, "")
        case facts.PutToShortfall(shares=shares):
            return _charged(account, shares)
        case facts.ShortfallMadeGood(gift=gift, amount=amount):
            return _less_short(account, gift, amount)
        case facts.ShortfallClaimed(gift=gift, debtor=debtor):
            return _claimed(account, gift, debtor)
        case facts.SuspenseHeld(amount=amount):
            return replace(account, suspense=account.suspense + amount)
        case facts.SuspenseCleared(amount=amount):
            return replace(account, suspense=account.suspense - amount)
        case facts.FundsReserved(disbursement=paper, shares=shares):
            for share in shares:
                account = _change(account, share.gift, reserved=share.amount)
            return replace(account, reservations={**account.reservations, paper: shares})
        case facts.ReservationReleased(disbursement=paper, shares=shares):
            for share in shares:
                account = _change(account, share.gift, reserved=-share.amount)
            return _unreserve(account, paper)
        case facts.FundsPaidOut(disbursement=paper, shares=shares):
            for share in shares:
                gone = -share.amount
                account = _change(
                    account, share.gift, balance=gone, reserved=gone, paid=share.amount
                )
            return _unreserve(account, paper)
        case facts.RecoveryReceived(shares=shares) | facts.PaymentReversed(shares=shares):
            for share in shares:
                account = _put_back(account, share, since=event.on, donor="", paid=-share.amount)
            return account
        case facts.AccountFrozen(gift=gift, reason=reason, by=by):
            if gift is None:
                one = Freeze(by=by, reason=reason)
                return replace(account, freezes=(*account.freezes, one))
            return _freeze(account, gift, frozen=True)
        case facts.AccountUnfrozen(gift=gift, lifts=lifts):
            if gift is None:
                left = (each for each in account.freezes if lifts and each not in lifts)
                return replace(account, freezes=tuple(left))
            return _freeze(account, gift, frozen=False)
        case facts.SurplusMovedOut(share=share):
            return _change(account, share.gift, balance=-share.amount)
        case facts.SurplusMovedIn(share=share):
            return _put_back(account, share, since=event.on, donor=event.legal_donor)
        case facts.AccountPeriodClosed(period=period):
            return replace(account, closed_through=period)
        case facts.AccountClosed():
            return replace(account, closed=True)
        case _:
            assert_never(event)


def _change(
    account: Account,
    key: str,
    *,
    balance: Money = ZERO,
    reserved: Money = ZERO,
    paid: Money = ZERO,
) -> Account:
    gift = account.gifts.get(key)
    assert gift is not None, f"gift {key} was received before it moves"
    changed = replace(
        gift,
        balance=gift.balance + balance,
        reserved=gift.reserved + reserved,
        paid=max(ZERO, gift.paid + paid),
    )
    may_come_back = account.designation != GENERAL and changed.paid > ZERO
    lasting = may_come_back or changed.source is SourceClass.GOVERNMENT
    kept = changed if changed.balance > ZERO or lasting else None
    return replace(account, gifts=account.gifts.put(key, kept))


def _charged(account: Account, shares: tuple[GiftShare, ...]) -> Account:
    for share in shares:
        account = _change(account, share.gift, balance=-share.amount)
    return account


def _uncharged(
    account: Account, event: facts.BankFeeReversed | facts.ManagementCostReversed
) -> Account:
    """Put back what was charged wrongly; a gift that was let go of since, as it had been known."""
    anew = {each.gift: each for each in event.anew}
    for share in event.shares:
        known = anew.get(share.gift)
        if known is None:
            account = _change(account, share.gift, balance=share.amount)
        else:
            account = _put_back(
                account, share, since=known.since, donor=known.donor, claim=known.claim
            )
    return account


def _matched(account: Account, event: facts.AppropriationReceived) -> Account:
    promised = account.matches.get(event.document)
    if event.kind is not facts.Grant.MATCH or promised is None:
        return account
    came = replace(promised, received=promised.received + event.amount)
    return replace(account, matches={**account.matches, event.document: came})


def _taken_back(account: Account, event: facts.IncomeReversed) -> Account:
    """Take income off the account; of a match as much may come again."""
    if event.gift is None:
        return replace(account, other=account.other - event.amount)
    if event.kind is facts.IncomeKind.MATCH:
        account = _less_matched(account, event.gift, event.amount)
    return _change(account, event.gift, balance=-event.amount)


def _less_matched(account: Account, gift: str, amount: Money) -> Account:
    """Let as much of a match come again as was taken back; what is no match has none."""
    grant = account.gifts.get(gift)
    promised = account.matches.get(grant.donor) if grant is not None and grant.match else None
    if grant is None or promised is None:
        return account
    left = replace(promised, received=promised.received - amount)
    return replace(account, matches={**account.matches, grant.donor: left})


def _put_back(
    account: Account,
    share: GiftShare,
    *,
    since: date,
    donor: str,
    claim: str = "",
    paid: Money = ZERO,
) -> Account:
    gift = account.gifts.get(share.gift)
    if gift is not None:
        return _change(account, share.gift, balance=share.amount, paid=paid)
    back = Gift(source=share.source, donor=donor, since=since, claim=claim, balance=share.amount)
    return replace(account, gifts=account.gifts.put(share.gift, back))


def _made_up(
    account: Account, event: facts.ShortfallArose | facts.ShortfallPaid, donor: str
) -> Account:
    """Put on a gift what is taken off it in the same commit."""
    share = GiftShare(gift=event.gift, source=event.source, amount=event.amount)
    return _put_back(account, share, since=event.on, donor=donor)


def _short(account: Account, gift: str, event: facts.ShortfallArose) -> Account:
    known = account.shortfalls.get(gift)
    short = Shortfall(
        source=event.source,
        donor=event.donor,
        amount=event.amount if known is None else known.amount + event.amount,
        debtors=() if known is None else known.debtors,
    )
    return replace(account, shortfalls={**account.shortfalls, gift: short})


def _claimed(account: Account, gift: str, debtor: str) -> Account:
    short = account.shortfalls[gift]
    claimed = replace(short, debtors=(*short.debtors, debtor))
    return replace(account, shortfalls={**account.shortfalls, gift: claimed})


def _less_short(account: Account, gift: str, amount: Money) -> Account:
    short = account.shortfalls[gift]
    left = replace(short, amount=short.amount - amount)
    others = {key: each for key, each in account.shortfalls.items() if key != gift}
    return replace(account, shortfalls={**others, gift: left} if left.amount > ZERO else others)


def _freeze(account: Account, key: str, *, frozen: bool) -> Account:
    gift = account.gifts.get(key)
    assert gift is not None, f"gift {key} was received before it is frozen"
    return replace(account, gifts=account.gifts.put(key, replace(gift, frozen=frozen)))


def _unreserve(account: Account, paper: str) -> Account:
    left = {d: shares for d, shares in account.reservations.items() if d != paper}
    return replace(account, reservations=left)


ACCOUNT: Decider[Account | None, AccountEvent] = Decider(
    "account", None, evolve, get_args(AccountEvent), key=(kept, designation)
)
