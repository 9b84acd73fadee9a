"""What must always hold of shortfalls (DOMAIN §7: S63), from facts alone.

What was spent when the bank took it back is short: the foundation owes it, and no other donor.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import zip_longest

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.account.state import APPORTIONMENT, INTEREST
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import SourceClass, shared
from lixia_domain.kernel.ids import join_key, split_key
from lixia_domain.kernel.keys import GENERAL, kept, upper
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words
from lixia_domain.specs.history.folds import Check, Ref, ref

RETURNED = (
    acc.DonationReturned,
    acc.InterestReturned,
    acc.AppropriationReturned,
    acc.SaleProceedsReturned,
)


class MadeGoodLawfully(Check):
    """A shortfall follows from a reversal, and is made good by what is not another donor's.

    Or from the return of what was apportioned: that goes back whole, spent or not.

    By what was paid for it or came back of its payment, by a gift of the same donor, or by the
    fund's unrestricted money: each time just as much leaves as is made good.
    """

    reads = (
        acc.DonationReceived,
        acc.SaleProceedsReceived,
        acc.InterestCredited,
        acc.AppropriationReceived,
        acc.SurplusMovedIn,
        acc.RecoveryReceived,
        acc.BankFeeReversed,
        acc.ManagementCostReversed,
        acc.PaymentReversed,
        acc.DonationReversed,
        acc.IncomeReversed,
        acc.RecoveryReversed,
        *RETURNED,
        acc.ShortfallArose,
        acc.ShortfallPaid,
        acc.PutToShortfall,
        acc.ShortfallMadeGood,
    )

    def __init__(self) -> None:
        super().__init__()
        self.donors: dict[str, str] = {}
        """Whose a gift is; the government's goes by its document."""
        self.short: dict[tuple[str, str], str] = {}
        """Of whose gift on which account something was short."""
        self.taken: dict[tuple[str, str], int] = defaultdict(int)
        """What was reversed of a gift on an account, less what is short for that."""
        self.arose: dict[tuple[str, str], Ref] = {}
        self.paid: set[tuple[str, str, str]] = set()
        """By which credit a payment came towards a shortfall: account, credit, its id."""
        self.back: set[tuple[str, str, str]] = set()
        """By which credit something came back of a gift: account, credit, gift."""
        self.put: dict[tuple[str, str], list[tuple[str, acc.PutToShortfall, Ref]]]
        self.put = defaultdict(list)
        self.good: dict[tuple[str, str], list[tuple[acc.ShortfallMadeGood, Ref]]]
        self.good = defaultdict(list)

    def take(self, recorded: Recorded) -> None:
        """Note what came, what was taken back, and what made it good."""
        event, key = recorded.event, kept(recorded.key)
        match event:
            case (
                acc.DonationReceived(gift=gift, legal_donor=donor)
                | acc.SaleProceedsReceived(gift=gift, legal_donor=donor)
            ):
                self.donors[gift] = donor
            case acc.InterestCredited(gift=gift):
                self.donors[gift] = INTEREST
            case acc.AppropriationReceived(gift=gift, document=document):
                self.donors[gift] = document
            case acc.SurplusMovedIn(share=share, legal_donor=donor):
                self.donors.setdefault(share.gift, donor)
            case acc.RecoveryReceived(shares=shares, credit=entry):
                self.back.update((key, upper(entry), share.gift) for share in shares)
            case (
                acc.BankFeeReversed(shares=shares, debit=entry)
                | acc.PaymentReversed(shares=shares, debit=entry)
                | acc.ManagementCostReversed(shares=shares, debit=entry)
            ):
                self.back.update((key, upper(entry), share.gift) for share in shares)
            case acc.DonationReversed(gift=gift, amount=amount):
                self.taken[key, gift] += amount.fen
            case (
                acc.DonationReturned(gift=gift, amount=amount, basis=basis)
                | acc.InterestReturned(gift=gift, amount=amount, basis=basis)
                | acc.AppropriationReturned(gift=gift, amount=amount, basis=basis)
                | acc.SaleProceedsReturned(gift=gift, amount=amount, basis=basis)
            ):
                self.taken[key, gift] += amount.fen if basis == APPORTIONMENT else 0
            case acc.IncomeReversed(gift=gift, amount=amount):
                self.taken[key, gift or ""] += amount.fen
            case acc.RecoveryReversed(shares=shares):
                for share in shares:
                    self.taken[key, share.gift] += share.amount.fen
            case acc.ShortfallArose(gift=gift, amount=amount, donor=donor):
                self.short[key, gift] = donor
                self.taken[key, gift] -= amount.fen
                self.arose[key, gift] = ref(recorded)
            case acc.ShortfallPaid(gift=gift, credit=credit):
                self.paid.add((key, upper(credit), gift))
            case acc.PutToShortfall(of=of, gift=gift):
                self.put[kept(of), gift].append((key, event, ref(recorded)))
            case acc.ShortfallMadeGood(gift=gift):
                self.good[key, gift].append((event, ref(recorded)))
            case _:
                pass

    def end(self) -> None:
        """Compare what is short with what was taken, and what left with what it made good."""
        for (account, gift), fact in self.arose.items():
            if (over := -self.taken[account, gift]) > 0:
                self.wrong(
                    f"专户 {account} 的捐赠 {gift} 记了短缺 {Money(over)}，没有冲正的到账",
                    f"{Money(over).en} of gift {gift} is short on account {account}, and nothing "
                    "of it was reversed",
                    fact,
                )
        for place in dict.fromkeys((*self.put, *self.good)):
            for put, good in zip_longest(self.put[place], self.good[place]):
                self._compare(place, put, good)

    def _compare(
        self,
        place: tuple[str, str],
        put: tuple[str, acc.PutToShortfall, Ref] | None,
        good: tuple[acc.ShortfallMadeGood, Ref] | None,
    ) -> None:
        account, gift = place
        if put is None or good is None or shared(put[1].shares) != good[0].amount:
            why = Words("转出与弥补不相等", "by another amount than left for it")
        elif self._lawful(place, put[0], put[1], good[0]):
            return
        else:
            why = Words("所用的钱不能用来弥补", "by money that may not do that")
        self.wrong(
            f"专户 {account} 的捐赠 {gift} 的短缺，{why.zh}",
            f"what was short of gift {gift} on account {account} was made good {why.en}",
            *(one[-1] for one in (put, good) if one is not None),
        )

    def _lawful(
        self,
        place: tuple[str, str],
        origin: str,
        put: acc.PutToShortfall,
        good: acc.ShortfallMadeGood,
    ) -> bool:
        account, gift = place
        gifts, credit = {share.gift for share in put.shares}, upper(good.origin)
        match good.remedy:
            case acc.Remedy.UNRESTRICTED:
                general = kept(join_key(split_key(account)[0], GENERAL))
                sources = {share.source for share in put.shares}
                return origin == general and sources == {SourceClass.DONATED}
            case acc.Remedy.GIFT:
                donor = upper(self.short.get(place, ""))
                whose = {upper(self.donors.get(one, "")) for one in gifts}
                return origin == account and whose == {donor}
            case acc.Remedy.RECOVERY:
                return (
                    origin == account and gifts == {gift} and (account, credit, gift) in self.back
                )
            case _:
                return origin == account and all(
                    (account, credit, one) in self.paid for one in gifts
                )


class NothingWhileShort(Check):
    """Nothing is approved or paid from an account on which anything is short."""

    reads = (
        acc.ShortfallArose,
        acc.ShortfallMadeGood,
        acc.FundsReserved,
        acc.FundsPaidOut,
        acc.ManagementCostCharged,
    )

    def __init__(self) -> None:
        super().__init__()
        self.short: dict[str, int] = defaultdict(int)

    def take(self, recorded: Recorded) -> None:
        """Add up what is short; look at it when money is granted or goes."""
        event, key = recorded.event, kept(recorded.key)
        match event:
            case acc.ShortfallArose(amount=amount):
                self.short[key] += amount.fen
            case acc.ShortfallMadeGood(amount=amount):
                self.short[key] -= amount.fen
            case _ if self.short[key] > 0:
                short = Money(self.short[key])
                self.wrong(
                    f"专户 {recorded.key} 短缺 {short} 未弥补，仍批准或付出款项",
                    f"{short.en} was short on account {recorded.key}, and money of it was "
                    "granted or went",
                    recorded,
                )
            case _:
                pass
