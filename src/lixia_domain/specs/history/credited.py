"""What must always hold of the parts of a credit (DOMAIN §7: S46), from accounts and credits."""

from __future__ import annotations

from collections import defaultdict

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.keys import kept, upper
from lixia_domain.kernel.money import Money
from lixia_domain.specs.history.banked import CAME, uses
from lixia_domain.specs.history.folds import Check, Ref, ref


class CreditedIsBooked(Check):
    """What a credit gave to accounts, accounts took in, and what went on from one is on the other.

    What was reversed counts on neither side.
    """

    reads = (
        *CAME,
        bc.CreditAllocated,
        bc.CreditRedirected,
        bc.CreditReversed,
        bc.CreditReversedByBank,
    )

    def __init__(self) -> None:
        super().__init__()
        self.given: dict[str, int] = defaultdict(int)
        self.taken: dict[str, int] = defaultdict(int)
        self.last: dict[str, Ref] = {}
        self.moved: set[tuple[str, str]] = set()
        """Which gift went to which account."""
        self.redirected: list[tuple[str, str, Ref]] = []

    def take(self, recorded: Recorded) -> None:
        """Note what the credit says, and what accounts did."""
        event, key = recorded.event, recorded.key
        match event:
            case bc.CreditAllocated(allocation=part):
                self.given[upper(key)] += part.amount.fen
                self.last[upper(key)] = ref(recorded)
            case bc.CreditReversed() | bc.CreditReversedByBank():
                self.given[upper(key)] = 0
            case bc.CreditRedirected(gift=gift, account=account):
                self.redirected.append((gift, kept(account), ref(recorded)))
            case acc.SuspenseHeld() | acc.SuspenseCleared():
                pass
            case _:
                if isinstance(event, acc.SurplusMovedIn):
                    self.moved.add((event.share.gift, kept(key)))
                for credit, fen in uses(key, event):
                    self.taken[upper(credit)] += fen

    def end(self) -> None:
        """Hold the two against each other."""
        for credit, given in self.given.items():
            if given > (taken := self.taken[credit]):
                self.wrong(
                    f"到账 {credit} 分配了 {Money(given)}，各专户只入账 {Money(taken)}",
                    f"credit {credit} gave {Money(given).en}, accounts took in {Money(taken).en}",
                    self.last[credit],
                )
        for gift, account, fact in self.redirected:
            if (gift, account) not in self.moved:
                self.wrong(
                    f"捐赠 {gift} 记为转到专户 {account}，该专户没有转入",
                    f"gift {gift} is said to have gone to account {account}, which took nothing in",
                    fact,
                )
