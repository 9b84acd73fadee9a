"""What must always hold of money (DOMAIN §3: 1, 2, 3, 9, 12), looked for fact by fact.

These checks keep their own small sums of what ``moves`` tells.
"""

from __future__ import annotations

from collections import defaultdict

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import SourceClass, shared
from lixia_domain.kernel.keys import RESERVED, lower
from lixia_domain.kernel.money import ZERO, Money, total
from lixia_domain.specs.history.folds import Check, Ref, ref
from lixia_domain.specs.history.moves import MOVES, moves


class Available(Check):
    """No gift on any account was ever overdrawn, or reserved beyond its balance; no class mixed."""

    reads = MOVES

    def __init__(self) -> None:
        super().__init__()
        self.gifts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0])
        self.classes: dict[tuple[str, str], SourceClass] = {}
        """By account and gift."""
        self.given_back: set[tuple[str, str]] = set()
        """What stands in the unrestricted money's stead where that had made good a shortfall."""

    def take(self, recorded: Recorded) -> None:
        """Book the fact and look whether anything falls below zero."""
        account, event = recorded.key, recorded.event
        if isinstance(event, acc.SurplusMovedOut) and event.basis == acc.MADE_GOOD:
            self.given_back.add((event.to, event.share.gift))
        for gift, source, balance, reserved in moves(event):
            sums = self.gifts[account, gift]
            sums[0] += balance
            sums[1] += reserved
            if sums[0] < 0 or sums[1] < 0 or sums[0] < sums[1]:
                left, kept = Money(sums[0]), Money(sums[1])
                self.wrong(
                    f"专户 {account} 的捐赠 {gift} 结余 {left}、预留 {kept}",
                    f"account {account} has {left.en} of gift {gift}, and {kept.en} reserved",
                    recorded,
                )
            if source is not None and self._class(account, gift, source, event) is not source:
                self.wrong(
                    f"捐赠 {gift} 的资金类别前后不一",
                    f"the class of gift {gift} is told in two ways",
                    recorded,
                )

    def _class(self, account: str, gift: str, told: SourceClass, event: Event) -> SourceClass:
        """Return of which class a gift is on an account: as it first was, or was where it lay."""
        first = told
        if (account, gift) in self.given_back:
            first = SourceClass.DONATED
        elif isinstance(event, acc.SurplusMovedIn):
            first = self.classes.get((event.origin, gift), told)
        return self.classes.setdefault((account, gift), first)


class PaidWithinReceived(Check):
    """No account ever paid out more than had come in."""

    reads = MOVES

    def __init__(self) -> None:
        super().__init__()
        self.inside: dict[str, int] = defaultdict(int)

    def take(self, recorded: Recorded) -> None:
        """Book the fact as money in or out of its account."""
        account = recorded.key
        self.inside[account] += sum(balance for _, _, balance, _ in moves(recorded.event))
        if self.inside[account] < 0:
            over = Money(-self.inside[account])
            self.wrong(
                f"专户 {account} 的拨付超过到账 {over}",
                f"account {account} has paid {over} more than it received",
                recorded,
            )


class Parts(Check):
    """Parts add up to their whole: instalments, the gifts of a payment."""

    reads = (
        plg.DonationPledged,
        plg.PledgeAmended,
        dis.DisbursementRequested,
        dis.DisbursementApproved,
        dis.FundsDisbursed,
        dis.UnspentRecovered,
    )

    def __init__(self) -> None:
        super().__init__()
        self.asked: dict[str, tuple[Money, Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Add up the fact's own parts."""
        event = recorded.event
        match event:
            case plg.DonationPledged() | plg.PledgeAmended():
                parts = total(part.amount for part in event.instalments)
                what = f"认捐 {recorded.key} 各期", f"the instalments of pledge {recorded.key}"
                self._same(what, parts, event.amount, recorded)
            case dis.DisbursementRequested(amount=amount):
                self.asked[recorded.key] = (amount, ref(recorded))
            case dis.DisbursementApproved(shares=shares):
                amount, asked = self.asked.get(recorded.key, (ZERO, None))
                parts = shared(shares)
                if parts != amount:
                    facts = (recorded,) if asked is None else (asked, recorded)
                    self.wrong(
                        f"拨付 {recorded.key} 逐笔捐赠 {parts}，申请 {amount}",
                        f"the gifts of disbursement {recorded.key} are {parts}, "
                        f"it was asked for {amount.en}",
                        *facts,
                    )
            case dis.FundsDisbursed() | dis.UnspentRecovered():
                parts = shared(event.shares)
                what = f"拨付 {recorded.key} 逐笔捐赠", f"the gifts of disbursement {recorded.key}"
                self._same(what, parts, event.amount, recorded)
            case _:
                pass

    def _same(self, what: tuple[str, str], parts: Money, whole: Money, recorded: Recorded) -> None:
        if parts != whole:
            zh, en = what
            self.wrong(
                f"{zh}合计 {parts}，与全额 {whole} 不符",
                f"{en} add up to {parts}, the whole is {whole}",
                recorded,
            )


class CountedOnce(Check):
    """Money is what a bank credit brought, and each part of a credit is counted once."""

    reads = (
        bc.BankCreditRecorded,
        bc.CreditAllocated,
        bc.CreditHeld,
        bc.CreditReleased,
        bc.CreditReturnCancelled,
        acc.DonationReceived,
    )

    def __init__(self) -> None:
        super().__init__()
        self.credits: dict[str, Money] = {}
        self.used: dict[str, Money] = defaultdict(lambda: ZERO)
        self.gifts: dict[str, tuple[Money, Ref]] = {}
        self.booked: dict[str, tuple[Money, Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Note what the bank said, what became of it, and what an account took for money."""
        event, key = recorded.event, recorded.key
        match event:
            case bc.BankCreditRecorded(notice=notice):
                self.credits[key] = notice.amount
                self.used[key] = ZERO
            case bc.CreditAllocated(allocation=part):
                self.gifts[part.gift] = (part.amount, ref(recorded))
                self._use(recorded, part.amount)
            case bc.CreditHeld(amount=amount):
                self._use(recorded, amount)
            case bc.CreditReleased(amount=amount) | bc.CreditReturnCancelled(amount=amount):
                self.used[key] -= amount
            case acc.DonationReceived(gift=gift, amount=amount):
                if gift in self.booked:
                    self.wrong(
                        f"捐赠 {gift} 入账两次",
                        f"gift {gift} is booked twice",
                        self.booked[gift][1],
                        recorded,
                    )
                self.booked[gift] = (amount, ref(recorded))
            case _:
                pass

    def _use(self, recorded: Recorded, amount: Money) -> None:
        key = recorded.key
        self.used[key] += amount
        if self.used[key] > self.credits.get(key, ZERO):
            self.wrong(
                f"到账 {key} 的去向合计 {self.used[key]}，超过到账额",
                f"{self.used[key]} is given out of credit {key}, more than came",
                recorded,
            )

    def end(self) -> None:
        """Compare what accounts took in with what credits gave."""
        for gift, (amount, fact) in self.booked.items():
            given, cited = self.gifts.get(gift, (ZERO, fact))
            if given != amount:
                self.wrong(
                    f"捐赠 {gift} 入账 {amount}，而到账分配 {given}",
                    f"gift {gift} is booked with {amount.en}, its credit gave {given.en}",
                    fact,
                    cited,
                )


class Sides(Check):
    """Government and donated money lie on different accounts."""

    reads = MOVES

    def __init__(self) -> None:
        super().__init__()
        self.sides: dict[str, tuple[SourceClass, Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Note of which class the account's money is."""
        account = recorded.key
        for _, source, _, _ in moves(recorded.event):
            if source is not None:
                known, fact = self.sides.get(account) or self._first(account, source, recorded)
                if known is not source:
                    self.wrong(
                        f"专户 {account} 混有财政资金与捐赠资金",
                        f"account {account} mixes government and donated money",
                        fact,
                        recorded,
                    )

    def _first(
        self, account: str, source: SourceClass, recorded: Recorded
    ) -> tuple[SourceClass, Ref]:
        self.sides[account] = found = (source, ref(recorded))
        return found


class NamedApart(Check):
    """No project bears a name that designates money which is no project's."""

    reads = (prj.ProjectDrafted,)

    def take(self, recorded: Recorded) -> None:
        """Look at the project's id."""
        if lower(recorded.key) in RESERVED:
            self.wrong(
                f"项目编号“{recorded.key}”与保留的用途名称相同",
                f"project {recorded.key!r} bears a reserved designation",
                recorded,
            )
