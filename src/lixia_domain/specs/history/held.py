"""What must always hold of money in doubt: it becomes what it came for (DOMAIN §7: S46, S56, S63).

From accounts and the bank, whatever a credit's own stream says that its parts are.
"""

from __future__ import annotations

from collections import defaultdict

from lixia_domain.aggregates import enterprise as ent
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.keys import OTHER, kept, party, upper
from lixia_domain.specs.history.folds import Check


class HeldForWhatItCame(Check):
    """What was held for a claim became nothing else than a gift; what is owed its debtor paid."""

    reads = (
        ent.EnterpriseRegistered,
        ent.EnterpriseRenamed,
        ent.EnterpriseMerged,
        bc.BankCreditRecorded,
        bc.CreditHeld,
        bc.CreditDirected,
        bc.LegalDonorSettled,
        bc.ReceivableArose,
        bc.ReceivableCollected,
        acc.AppropriationReceived,
        acc.InterestCredited,
        acc.SaleProceedsReceived,
        acc.OtherIncomeReceived,
        acc.RecoveryReceived,
        acc.ShortfallArose,
        acc.ShortfallClaimed,
        acc.ShortfallMadeGood,
    )

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, set[str]] = defaultdict(set)
        """What a debtor's payments may be booked under."""
        self.payers: dict[str, set[str]] = defaultdict(set)
        """Who paid a credit, or for whom."""
        self.meant: dict[str, tuple[str, ...]] = {}
        self.owing: dict[tuple[str, str], set[str]] = defaultdict(set)
        """Of whom is claimed what is short of a gift on an account."""
        self.debtors: dict[str, str] = {}

    def take(self, recorded: Recorded) -> None:
        """Note who paid, for what, and who owes; look at what became of it."""
        event, key = recorded.event, recorded.key
        match event:
            case ent.EnterpriseRegistered(name=name) | ent.EnterpriseRenamed(name=name):
                self.names[party(key)].add(kept(name))
            case ent.EnterpriseMerged(successor=successor):
                self.names[party(key)].add(party(successor))
            case bc.BankCreditRecorded(notice=notice):
                self.payers[upper(key)] = {party(notice.payer_ref or notice.payer)}
                self.meant.pop(upper(key), None)
            case bc.CreditHeld(claims=claims) if claims:
                self.meant[upper(key)] = claims
            case bc.CreditDirected(to=to):
                if to == OTHER:  # its payer's own document says that it is no gift
                    self.meant.pop(upper(key), None)
            case bc.LegalDonorSettled(donor=donor):
                self.payers[upper(key)].add(party(donor))
            case bc.ReceivableArose(debtor=debtor):
                self.debtors[upper(key)] = debtor
            case bc.ReceivableCollected(credit=credit):
                self._for_nothing_else(credit, recorded)
                self._paid(credit, {self.debtors.get(upper(key), "")}, recorded)
            case (
                acc.ShortfallArose(gift=gift, donor=debtor)
                | acc.ShortfallClaimed(gift=gift, debtor=debtor)
            ):
                self.owing[kept(key), upper(gift)].add(debtor)
            case acc.ShortfallMadeGood(gift=gift, remedy=acc.Remedy.PAYMENT, origin=credit):
                self._for_nothing_else(credit, recorded)
                self._paid(credit, self.owing[kept(key), upper(gift)], recorded)
            case (
                acc.AppropriationReceived(credit=credit)
                | acc.InterestCredited(credit=credit)
                | acc.SaleProceedsReceived(credit=credit)
                | acc.OtherIncomeReceived(credit=credit)
                | acc.RecoveryReceived(credit=credit)
            ):
                self._for_nothing_else(credit, recorded)
            case _:
                pass

    def _for_nothing_else(self, credit: str, recorded: Recorded) -> None:
        for claim in self.meant.get(upper(credit), ()):
            self.wrong(
                f"到账 {credit} 是为认领 {claim} 付的，却改作了别用",
                f"credit {credit} came for claim {claim} and became something else",
                recorded,
            )

    def _paid(self, credit: str, debtors: set[str], recorded: Recorded) -> None:
        may, more = set[str](), {party(each) for each in debtors}
        while more:  # what a debtor went into may itself have gone into another
            may |= more
            more = set[str]().union(*(self.names[each] for each in more)) - may
        if not self.payers[upper(credit)] & may:
            self.wrong(
                f"到账 {credit} 不是债务人付的，却用来清偿其所欠",
                f"credit {credit} was not paid by the debtor and settles what is owed",
                recorded,
            )
