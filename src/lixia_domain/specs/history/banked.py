"""What must always hold of bank entries (DOMAIN §7: S46, S47), from accounts and bank."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from shlex import quote
from typing import Any

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.in_kind import facts as knd
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import credit_of, shared
from lixia_domain.kernel.ids import split_key
from lixia_domain.kernel.keys import SUSPENSE, kept, upper
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.tokens import differ
from lixia_domain.specs.history.folds import Check, Ref, ref

STAYS_USED = ("returned", "receivable/")
"""Where money in doubt went that left again, or made good what was owed."""
CAME = (
    acc.DonationReceived,
    acc.AppropriationReceived,
    acc.InterestCredited,
    acc.SaleProceedsReceived,
    acc.OtherIncomeReceived,
    acc.ShortfallPaid,
    acc.RecoveryReceived,
    acc.SuspenseHeld,
    acc.SuspenseCleared,
    acc.SurplusMovedIn,
    acc.DonationReversed,
    acc.IncomeReversed,
    acc.RecoveryReversed,
)


def uses(account: str, event: Event) -> Iterator[tuple[str, int]]:
    """Yield which credit the fact of an account uses, and by how many fen more."""
    match event:
        case acc.RecoveryReceived(credit=credit, shares=shares):
            yield credit, shared(shares).fen
        case acc.RecoveryReversed(credit=credit, shares=shares):
            yield credit, -shared(shares).fen
        case acc.IncomeReversed(credit=credit, amount=amount):
            yield credit, -amount.fen
        case acc.DonationReversed(gift=gift, amount=amount):
            yield credit_of(gift), -amount.fen
        case acc.SuspenseCleared(credit=credit, amount=amount, to=to) if not to.startswith(
            STAYS_USED
        ):
            yield credit, -amount.fen
        case acc.SurplusMovedIn(share=share, origin=origin):
            if split_key(origin)[1] == SUSPENSE:  # carried in
                yield credit_of(share.gift), share.amount.fen
        case (
            acc.DonationReceived(credit=credit, amount=amount)
            | acc.AppropriationReceived(credit=credit, amount=amount)
            | acc.InterestCredited(credit=credit, amount=amount)
            | acc.SaleProceedsReceived(credit=credit, amount=amount)
            | acc.OtherIncomeReceived(credit=credit, amount=amount)
            | acc.ShortfallPaid(credit=credit, amount=amount)
            | acc.SuspenseHeld(credit=credit, amount=amount)
        ):
            yield credit, amount.fen
        case _:
            pass


class CreditsUsedOnce(Check):
    """What accounts took in of a credit, by whatever path, is no more than the bank brought."""

    reads = (*CAME, bc.BankCreditRecorded, bc.CreditReturnCancelled)

    def __init__(self) -> None:
        super().__init__()
        self.came: dict[str, int] = {}
        self.used: dict[str, int] = defaultdict(int)
        self.last: dict[str, Ref] = {}

    def take(self, recorded: Recorded) -> None:
        """Note what the bank brought, and what was made of it."""
        event = recorded.event
        if isinstance(event, bc.BankCreditRecorded):
            self.came[upper(recorded.key)] = event.notice.amount.fen
            return
        if isinstance(event, bc.CreditReturnCancelled):  # it is held again, and counts once
            self.used[upper(recorded.key)] -= event.amount.fen
            return
        for credit, fen in uses(recorded.key, event):
            self.used[upper(credit)] += fen
            self.last[upper(credit)] = ref(recorded)

    def end(self) -> None:
        """Hold the two against each other."""
        for credit, used in self.used.items():
            came = self.came.get(credit)
            if used > (came or 0):
                has = ("没有登记", "is not on record") if came is None else None
                zh, en = has or (f"为 {Money(came or 0)}", f"is {Money(came or 0)}")
                remedy = f"lixia bank take-off {quote(credit)} --minutes MINUTES --fund FUND"
                self.wrong(
                    f"到账 {credit} {zh}，而各专户合计用了 {Money(used)}；"
                    f"请会计凭纪要冲回：{remedy}",
                    f"credit {credit} {en}, and accounts took in {Money(used)} by it: take off "
                    f"what is beyond, by {remedy}",
                    self.last[credit],
                )


class OneFund(Check):
    """Money stays in one fund: credit, account, pledge, payment and its debit, goods sold."""

    reads = (
        *CAME,
        bc.BankCreditRecorded,
        plg.DonationPledged,
        plg.InstalmentSettled,
        knd.InKindDelivered,
        knd.InKindSold,
        dis.DisbursementRequested,
        dbt.BankDebitRecorded,
        dbt.BankDebitMatched,
    )

    def __init__(self) -> None:
        super().__init__()
        self.credits: dict[str, str] = {}
        self.funds: dict[tuple[type[Event], str], str] = {}
        self.waiting: dict[str, list[tuple[str | None, Recorded]]] = defaultdict(list)
        """What cites a credit that is recorded later, if only in the same commit."""

    def take(self, recorded: Recorded) -> None:
        """Note whose a thing is; compare where two meet."""
        event, key = recorded.event, recorded.key
        match event:
            case bc.BankCreditRecorded(fund=fund):
                self.credits[upper(key)] = fund
                for other, citing in self.waiting.pop(upper(key), ()):
                    self._same(fund, other, citing)
            case plg.DonationPledged(fund=fund) | knd.InKindDelivered(fund=fund):
                self.funds[type(event), key] = fund
            case dbt.BankDebitRecorded(fund=fund):
                self.funds[type(event), key] = fund
            case dis.DisbursementRequested(account=account):
                self.funds[type(event), key] = split_key(account)[0]
            case plg.InstalmentSettled(credit=credit):
                self._meet(credit, self.funds.get((plg.DonationPledged, key)), recorded)
            case knd.InKindSold(credit=credit):
                self._meet(credit, self.funds.get((knd.InKindDelivered, key)), recorded)
            case dbt.BankDebitMatched(purpose=dbt.Purpose.DISBURSEMENT, cites=paper):
                paid = self.funds.get((dis.DisbursementRequested, paper))
                self._same(self.funds.get((dbt.BankDebitRecorded, key)), paid, recorded)
            case _:
                for credit, _ in uses(key, event):
                    self._meet(credit, split_key(key)[0], recorded)

    def _meet(self, credit: str, fund: str | None, recorded: Recorded) -> None:
        if (known := self.credits.get(upper(credit))) is None:
            self.waiting[upper(credit)].append((fund, recorded))
        else:
            self._same(known, fund, recorded)

    def _same(self, one: str | None, other: str | None, recorded: Recorded) -> None:
        if one is not None and other is not None and kept(one) != kept(other):
            self.wrong(
                f"{recorded.stream}：基金 {one} 的钱记到了基金 {other}",
                f"{recorded.stream}: money of fund {one} went to fund {other}",
                recorded,
            )


class OneDebitAPayment(Check):
    """Each payment has a bank debit of its own, of no day before its approval, and pays once.

    It went to the account that was approved, as far as both tokens were made of the number.
    """

    reads = (
        dis.DisbursementApproved,
        dis.FundsDisbursed,
        dis.PaymentDebitCorrected,
        dis.PaymentCancelled,
        dbt.BankDebitRecorded,
        dbt.BankDebitMatched,
        dbt.BankDebitUnmatched,
    )

    def __init__(self) -> None:
        super().__init__()
        self.paid: dict[str, tuple[str, Money, Ref]] = {}
        self.debits: dict[str, dbt.Outgoing] = {}
        self.approved: dict[str, date] = {}
        self.accounts: dict[str, str] = {}
        """To which account each disbursement was paid in the books."""
        self.cited: dict[str, str] = {}
        """The debit that each disbursement's payment cites."""
        self.amounts: dict[str, Money] = {}
        self.instead: dict[str, list[tuple[str, Ref]]] = defaultdict(list)
        """By disbursement, entries matched to it that it does not cite."""

    def take(self, recorded: Recorded) -> None:
        """Look whether a debit is cited, or a payment matched, before."""
        event, key = recorded.event, recorded.key
        match event:
            case dis.DisbursementApproved(on=on):
                self.approved[key] = on
            case dis.PaymentDebitCorrected(debit=debit, instead_of=wrong):
                self.paid.pop(upper(wrong), None)
                self._pays(debit, self.amounts[key], recorded)
            case dis.PaymentCancelled():
                self.paid.pop(self.cited.pop(key), None)
            case dbt.BankDebitUnmatched(cites=paper):
                self.instead[paper] = [e for e in self.instead[paper] if e[0] != upper(key)]
            case dis.FundsDisbursed(debit=debit, amount=amount, payee_account=account):
                self.accounts[key] = account
                self._pays(debit, amount, recorded)
            case dbt.BankDebitRecorded(outgoing=outgoing):
                self.debits[upper(key)] = outgoing
            case dbt.BankDebitMatched(purpose=dbt.Purpose.DISBURSEMENT, cites=paper):
                self._matched(upper(key), paper, recorded)
            case _:
                pass

    def _pays(self, debit: str, amount: Money, recorded: Recorded) -> None:
        key = recorded.key
        if (known := self.paid.get(upper(debit))) is not None:
            self.wrong(
                f"银行付款 {debit} 既付了拨付 {known[0]}，又付了拨付 {key}",
                f"debit {debit} pays disbursement {known[0]} and disbursement {key}",
                known[2],
                recorded,
            )
        self.paid[upper(debit)] = (key, amount, ref(recorded))
        self.cited[key], self.amounts[key] = upper(debit), amount

    def _matched(self, debit: str, paper: str, recorded: Recorded) -> None:
        told = self.debits.get(debit)
        if told is not None and differ(told.payee_account, self.accounts.get(paper, "")):
            self.wrong(
                f"银行付款 {debit} 付到的账户不是拨付 {paper} 批准的收款账户，请查明并追回",
                f"debit {debit} went to another account than disbursement {paper} was approved "
                "for: find out why, and get it back",
                recorded,
            )
        known = self.paid.get(debit)
        if self._before(debit, paper):
            self._not_one(debit, paper, ref(recorded))
        elif known is None:
            self.instead[paper].append((debit, ref(recorded)))
        elif (known[0], known[1]) != (paper, self._amount(debit)):
            self._not_one(debit, paper, ref(recorded))

    def end(self) -> None:
        """Let a payment of old, whose citation the bank never told, be one other entry's."""
        for paper, entries in self.instead.items():
            told = self.cited.get(paper, "") in self.debits
            for debit, fact in entries:
                fits = self._amount(debit) == self.amounts.get(paper) and debit not in self.paid
                if told or len(entries) > 1 or not fits:
                    self._not_one(debit, paper, fact)

    def _amount(self, debit: str) -> Money | None:
        known = self.debits.get(debit)
        return None if known is None else known.amount

    def _before(self, debit: str, paper: str) -> bool:
        known = self.debits.get(debit)
        return known is not None and known.value_date < self.approved.get(paper, date.min)

    def _not_one(self, debit: str, paper: str, fact: Ref) -> None:
        self.wrong(
            f"银行付款 {debit} 与拨付 {paper} 不是一笔",
            f"debit {debit} is not what paid disbursement {paper}",
            fact,
        )


class ReturnedAsWhatItIs(Check):
    """What came in as interest, government money or of a sale never goes back as a donation."""

    reads = (
        acc.AppropriationReceived,
        acc.InterestCredited,
        acc.SaleProceedsReceived,
        acc.DonationReturned,
    )

    def __init__(self) -> None:
        super().__init__()
        self.income: dict[str, Ref] = {}

    def take(self, recorded: Recorded) -> None:
        """Note what is no donation; look at what goes back as one."""
        event: Any = recorded.event
        if not isinstance(event, acc.DonationReturned):
            self.income[event.gift] = ref(recorded)
        elif event.gift in self.income:
            self.wrong(
                f"{event.gift} 不是捐赠，却记作退还捐赠 {event.amount}",
                f"{event.gift} is no donation, and {event.amount.en} of it went back as one",
                self.income[event.gift],
                recorded,
            )
