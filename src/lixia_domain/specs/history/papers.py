"""What must always hold of payments and their papers (DOMAIN §3: 12)."""

from __future__ import annotations

from collections import Counter, defaultdict

from lixia_domain.aggregates import invoice as inv
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import shared
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.specs.history.folds import Check, Ref, has_field, ref
from lixia_domain.specs.history.moves import MOVES, moves

PUT_BACK = (
    acc.RecoveryReceived,
    acc.PaymentReversed,
    acc.BankFeeReversed,
    acc.ManagementCostReversed,
)
"""What lies on gifts again: it had lain there before."""


class GiftsNamed(Check):
    """Every fen paid names its gifts, and each of them lay on that very account."""

    reads = (*MOVES, dis.FundsDisbursed)

    def __init__(self) -> None:
        super().__init__()
        self.there: set[tuple[str, str]] = set()
        self.paid: dict[str, tuple[Money, Ref]] = {}
        self.told: dict[str, tuple[Money, Ref]] = {}

    def take(self, recorded: Recorded) -> None:
        """Note gifts that come in; look up gifts that are paid out."""
        event, key = recorded.event, recorded.key
        if isinstance(event, dis.FundsDisbursed):
            self.told[key] = (event.amount, ref(recorded))
            return
        if isinstance(event, acc.FundsPaidOut):
            self.paid[event.disbursement] = (shared(event.shares), ref(recorded))
        for move in moves(event):
            if move.balance > 0 and not isinstance(event, PUT_BACK):
                self.there.add((key, move.gift))
            elif (key, move.gift) not in self.there:
                self.wrong(
                    f"专户 {key} 动用了不在该专户的捐赠 {move.gift}",
                    f"account {key} used gift {move.gift}, which never lay on it",
                    recorded,
                )

    def end(self) -> None:
        """Compare each payment with what left the account for it."""
        for paper, (amount, fact) in self.told.items():
            gone, cited = self.paid.get(paper, (ZERO, fact))
            if gone != amount:
                self.wrong(
                    f"拨付 {paper} 付款 {amount}，而专户付出 {gone}",
                    f"disbursement {paper} paid {amount.en}, {gone.en} left the account for it",
                    fact,
                    cited,
                )


class InvoicesOnce(Check):
    """Every invoice was handed in once, or in shares: no more than its total, each by its slip.

    However its number was written.
    """

    reads = (dis.ExpenseEvidenced, inv.InvoiceUsed, inv.InvoiceShared)

    def __init__(self) -> None:
        super().__init__()
        self.used: dict[str, tuple[Money, Money, Ref]] = {}
        self.slips: set[tuple[str, str]] = set()
        self.shares: Counter[str] = Counter()
        self.handed_in: dict[str, list[Ref]] = defaultdict(list)

    def take(self, recorded: Recorded) -> None:
        """Note the number, and what of the invoice is used."""
        event = recorded.event
        if isinstance(event, dis.ExpenseEvidenced):
            number = "/".join(part.strip() for part in event.invoice.split("/"))
            self.handed_in[upper(number)].append(ref(recorded))
            return
        number = recorded.key
        self.shares[upper("/".join(split_key(number)))] += 1
        if isinstance(event, inv.InvoiceUsed):
            if number in self.used:
                self._twice(number, self.used[number][2], recorded)
            self._use(number, event.total, event.amount, recorded)
        elif isinstance(event, inv.InvoiceShared):
            total, used, _ = self.used[number]
            if not event.slip or (number, event.slip) in self.slips:
                self.wrong(
                    f"发票 {number} 的一份没有自己的分割单",
                    f"a share of invoice {number} has no division slip of its own",
                    recorded,
                )
            self.slips.add((number, event.slip))
            self._use(number, total, used + event.amount, recorded)

    def end(self) -> None:
        """See what was handed in more often than it was used."""
        for number, refs in self.handed_in.items():
            if len(refs) > max(1, self.shares[number]):
                self._twice(number, *refs[:2])

    def _use(self, number: str, total: Money, used: Money, recorded: Recorded) -> None:
        if used > total:
            self.wrong(
                f"发票 {number} 共用 {used}，超过价税合计 {total}",
                f"{used} of invoice {number} is used, and it is over {total}",
                recorded,
            )
        self.used[number] = total, used, ref(recorded)

    def _twice(self, number: str, *facts: Recorded | Ref) -> None:
        self.wrong(f"发票 {number} 使用两次", f"invoice {number} is used twice", *facts)


STANDS_FOR_A_PAPER = ("minutes", "document", "basis", "voucher", "debit", "report")
"""Fields that stand for a document which makes an act lawful."""


MAY_BE_BLANK = frozenset(
    {
        "team.grant_agreement_signed",
        "open_call.results_published",
        "open_call.results_corrected",
        "account.surplus_moved_out",  # its first version had none; without one none moves now
    }
)
"""Facts in which such a field is empty where nothing called for it."""


class NothingBlank(Check):
    """What stands for a document names one."""

    reads = tuple(
        cls
        for name, cls in EVENTS.items()
        if name not in MAY_BE_BLANK and any(has_field(cls, field) for field in STANDS_FOR_A_PAPER)
    )

    def take(self, recorded: Recorded) -> None:
        """Look at the fields."""
        event = recorded.event
        for field in STANDS_FOR_A_PAPER:
            said = getattr(event, field, None)
            if isinstance(said, str) and not said.strip():
                self.wrong(
                    f"{recorded.stream} 的 {event.event_name} 没有写明 {field}",
                    f"{event.event_name} of {recorded.stream} names no {field}",
                    recorded,
                )
