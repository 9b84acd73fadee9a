"""What must always hold of how a payment is accounted for (DOMAIN §7: S24, S61), from facts."""

from __future__ import annotations

from collections import defaultdict

from attrs import define, field

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import shared
from lixia_domain.kernel.keys import upper
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.specs.history.folds import Check, Ref, ref


@define
class _Paper:
    paid: int = 0
    accounted: int = 0
    """What was accepted, came back or was written off; in fen."""
    evidence: dict[str, int] = field(factory=dict)
    """Evidence that awaits its review, by invoice."""
    disallowed: dict[str, int] = field(factory=dict)


class AccountedFor(Check):
    """A payment is accounted for by evidence that was handed in, and never beyond what was paid."""

    reads = (
        dis.FundsDisbursed,
        dis.PaymentCancelled,
        dis.ExpenseEvidenced,
        dis.ExpenseAccepted,
        dis.AcceptanceReversed,
        dis.ExpenseDisallowed,
        dis.DisallowanceReversed,
        dis.UnspentRecovered,
        dis.RecoveryReversed,
        dis.LossWrittenOff,
        dis.LossReversed,
    )

    def __init__(self) -> None:
        super().__init__()
        self.papers: dict[str, _Paper] = defaultdict(_Paper)

    def take(self, recorded: Recorded) -> None:
        """Note what is handed in; look at what is made of it."""
        event, paper = recorded.event, self.papers[recorded.key]
        match event:
            case dis.FundsDisbursed(shares=shares):
                paper.paid += shared(shares).fen
            case dis.PaymentCancelled(amount=amount):
                paper.paid -= amount.fen
                self._account(paper, ZERO, recorded)
            case dis.ExpenseEvidenced(invoice=invoice, amount=amount):
                paper.evidence[upper(invoice)] = amount.fen
            case dis.ExpenseAccepted(invoice=invoice, amount=amount):
                self._review(paper, invoice, amount, recorded)
                self._account(paper, amount, recorded)
            case dis.AcceptanceReversed(invoice=invoice, amount=amount):
                paper.evidence[upper(invoice)] = amount.fen
                paper.accounted -= amount.fen
            case dis.ExpenseDisallowed(invoice=invoice, amount=amount):
                self._review(paper, invoice, amount, recorded)
                paper.disallowed[upper(invoice)] = amount.fen
            case dis.DisallowanceReversed(invoice=invoice, amount=amount):
                self._review_anew(paper, invoice, amount, recorded)
            case dis.RecoveryReversed(amount=amount) | dis.LossReversed(amount=amount):
                paper.accounted -= amount.fen
            case dis.UnspentRecovered(amount=amount) | dis.LossWrittenOff(amount=amount):
                self._account(paper, amount, recorded)
            case _:
                pass

    def _review(self, paper: _Paper, invoice: str, amount: Money, recorded: Recorded) -> None:
        if paper.evidence.pop(upper(invoice), None) != amount.fen:
            self.wrong(
                f"拨付 {recorded.key} 审核的凭证 {invoice}（{amount}）没有提交过",
                f"invoice {invoice} over {amount.en} of disbursement {recorded.key} was reviewed "
                "and never handed in",
                recorded,
            )

    def _review_anew(self, paper: _Paper, invoice: str, amount: Money, recorded: Recorded) -> None:
        if paper.disallowed.pop(upper(invoice), None) != amount.fen:
            self.wrong(
                f"拨付 {recorded.key} 撤销不予认可的凭证 {invoice}（{amount}）没有不予认可过",
                f"a disallowance of invoice {invoice} over {amount.en} of disbursement "
                f"{recorded.key} was reversed, and there was none",
                recorded,
            )
        paper.evidence[upper(invoice)] = amount.fen
        waiting, left = sum(paper.evidence.values()), paper.paid - paper.accounted
        if waiting > left:
            self.wrong(
                f"拨付 {recorded.key} 撤销不予认可后待审凭证 {Money(waiting)}，而未核销的只有"
                f" {Money(left)}",
                f"with a disallowance reversed, evidence of {Money(waiting).en} awaits review for "
                f"disbursement {recorded.key}, of which only {Money(left).en} is outstanding",
                recorded,
            )

    def _account(self, paper: _Paper, amount: Money, recorded: Recorded) -> None:
        paper.accounted += amount.fen
        if paper.accounted > paper.paid:
            whole, paid = Money(paper.accounted), Money(paper.paid)
            self.wrong(
                f"拨付 {recorded.key} 付了 {paid}，核销合计 {whole}",
                f"{paid.en} was paid by disbursement {recorded.key}, {whole.en} is accounted for",
                recorded,
            )


class CameBack(Check):
    """What came back of a payment lies on its account, and in the gifts that paid it."""

    reads = (
        dis.FundsDisbursed,
        dis.PaymentCancelled,
        dis.PaymentBounced,
        dis.BounceReversed,
        dis.UnspentRecovered,
        dis.RecoveryReversed,
        acc.FundsPaidOut,
        acc.PaymentReversed,
        acc.RecoveryReceived,
        acc.RecoveryReversed,
    )

    def __init__(self) -> None:
        super().__init__()
        self.paid: dict[str, int] = {}
        self.out: dict[tuple[str, str], int] = defaultdict(int)
        """What each gift has paid for a disbursement and not got back; in fen."""
        self.told: dict[tuple[str, str], int] = defaultdict(int)
        """What a disbursement says came back by a credit, less what accounts took in for it."""
        self.last: dict[tuple[str, str], Ref] = {}

    def take(self, recorded: Recorded) -> None:
        """Add up what both sides tell."""
        event, key = recorded.event, recorded.key
        match event:
            case dis.FundsDisbursed(shares=shares):
                self.paid[key] = shared(shares).fen
            case dis.PaymentCancelled(debit=debit, amount=amount):
                self._say(key, debit, amount.fen, recorded)
            case dis.PaymentBounced(credit=credit):
                self._say(key, credit, self.paid.get(key, 0), recorded)
            case dis.BounceReversed(credit=credit):
                self._say(key, credit, -self.paid.get(key, 0), recorded)
            case dis.UnspentRecovered(credit=credit, amount=amount):
                self._say(key, credit, amount.fen, recorded)
            case dis.RecoveryReversed(credit=credit, amount=amount):
                self._say(key, credit, -amount.fen, recorded)
            case acc.FundsPaidOut(disbursement=paper, shares=shares):
                for share in shares:
                    self.out[paper, share.gift] += share.amount.fen
            case (
                acc.RecoveryReceived(disbursement=paper, shares=shares, credit=entry)
                | acc.PaymentReversed(disbursement=paper, shares=shares, debit=entry)
            ):
                self._say(paper, entry, -shared(shares).fen, recorded)
                for share in shares:
                    self._back(paper, share.gift, share.amount, recorded)
            case acc.RecoveryReversed(disbursement=paper, shares=shares, credit=credit):
                self._say(paper, credit, shared(shares).fen, recorded)
                for share in shares:
                    self.out[paper, share.gift] += share.amount.fen
            case _:
                pass

    def _say(self, paper: str, credit: str, fen: int, recorded: Recorded) -> None:
        self.told[paper, upper(credit)] += fen
        self.last[paper, upper(credit)] = ref(recorded)

    def _back(self, paper: str, gift: str, amount: Money, recorded: Recorded) -> None:
        self.out[paper, gift] -= amount.fen
        if self.out[paper, gift] < 0:
            self.wrong(
                f"拨付 {paper} 收回 {amount} 到捐赠 {gift}，多于该捐赠所付",
                f"{amount.en} of disbursement {paper} came back to gift {gift}, more than it paid",
                recorded,
            )

    def end(self) -> None:
        """Compare what the disbursements say with what the accounts have."""
        for (paper, credit), fen in self.told.items():
            if fen:
                self.wrong(
                    f"拨付 {paper} 由到账 {credit} 收回的，与专户入账相差 {Money(abs(fen))}",
                    f"what came back of disbursement {paper} by credit {credit} and what its "
                    f"account took in differ by {Money(abs(fen)).en}",
                    self.last[paper, credit],
                )
