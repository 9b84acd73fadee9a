"""What must always hold of the days that papers and records bear (DOMAIN §7: S93, S94, S96).

What older code let be recorded is found, with what mends it.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta

from lixia_domain.aggregates import bank_debit as dbt
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.foundation import facts as fdn
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.ids import split_key
from lixia_domain.specs.history.folds import ALL, Check, Ref, ref

SLACK = timedelta(seconds=5)


class OfficersNotPaid(Check):
    """Nobody was paid while sitting in the foundation, by the day of the approval."""

    reads = (
        fnd.FundProposed,
        fdn.OfficerAppointed,
        fdn.OfficerLeft,
        dis.DisbursementRequested,
        dis.DisbursementApproved,
    )

    def __init__(self) -> None:
        super().__init__()
        self.keeper: dict[str, str] = {}
        self.asked: dict[str, tuple[str, str]] = {}
        self.sits: dict[tuple[str, str], list[tuple[date, str, int]]] = defaultdict(list)
        self.approved: list[tuple[str, str, Ref]] = []

    def take(self, recorded: Recorded) -> None:
        """Note who came and left, and who was to be paid."""
        event, key = recorded.event, recorded.key
        match event:
            case fnd.FundProposed(foundation=foundation):
                self.keeper[key] = foundation
            case fdn.OfficerAppointed(person=person, office=office, on=on):
                self.sits[key, person].append((on, office, 1))
            case fdn.OfficerLeft(person=person, office=office, on=on):
                self.sits[key, person].append((on, office, -1))
            case dis.DisbursementRequested(payee=payee, account=account):
                self.asked[key] = split_key(account)[0], payee
            case _:
                fund, payee = self.asked[key]
                self.approved.append((self.keeper.get(fund, ""), payee, ref(recorded)))

    def end(self) -> None:
        """See who sat there on the day, now that all comings and goings are known."""
        for foundation, payee, fact in self.approved:
            held: dict[str, int] = defaultdict(int)
            for on, office, more in self.sits[foundation, payee]:
                held[office] += more if on <= fact.on else 0
            if any(held[office] for office in held if office != fdn.Office.MANAGER):
                self.wrong(
                    f"{payee} 在 {fact.on} 任职于基金会，而批准向其拨付：请收回款项",
                    f"{payee} sat in the foundation on {fact.on}, and was approved to be paid: "
                    "recover it",
                    fact,
                )


class InvoicesInTime(Check):
    """Every invoice is of the time between the agreement and its being handed in."""

    reads = (
        prj.TeamAssigned,
        prj.TeamReplaced,
        dis.DisbursementRequested,
        dis.ExpenseEvidenced,
    )

    def __init__(self) -> None:
        super().__init__()
        self.agreed: dict[tuple[str, str], date] = {}
        self.under: dict[str, tuple[str, str]] = {}

    def take(self, recorded: Recorded) -> None:
        """Note what was agreed when; compare an invoice's day with it."""
        event, key = recorded.event, recorded.key
        match event:
            case (
                prj.TeamAssigned(agreement=paper, on=on) | prj.TeamReplaced(agreement=paper, on=on)
            ):
                self.agreed.setdefault((key, paper), on)
            case dis.DisbursementRequested(project=project, agreement=paper):
                self.under[key] = project, paper
            case _:
                assert isinstance(event, dis.ExpenseEvidenced)
                invoice, day, on = event.invoice, event.invoice_date, event.on
                first = self.agreed.get(self.under[key], date.min)
                if not first <= day <= on:
                    self.wrong(
                        f"发票 {invoice} 开于 {day}，不在协议（{first}）与提交（{on}）之间：请核对",
                        f"invoice {invoice} is of {day}, not between the agreement of {first} and "
                        f"its being handed in on {on}: check it",
                        recorded,
                    )


class BankDaysPast(Check):
    """No entry of a bank bears a day that was still to come when it was recorded."""

    reads = (bc.BankCreditRecorded, dbt.BankDebitRecorded)

    def take(self, recorded: Recorded) -> None:
        """Compare the bank's day with the day of recording."""
        event = recorded.event
        if isinstance(event, bc.BankCreditRecorded):
            day = event.notice.value_date
        else:
            assert isinstance(event, dbt.BankDebitRecorded)
            day = event.outgoing.value_date
        known = business_date(recorded.recorded_at)
        if day > known:
            self.wrong(
                f"{recorded.stream} 的记账日期 {day} 晚于登记之日 {known}：请向银行核对后更正",
                f"{recorded.stream} bears {day}, later than {known}, when it was recorded: ask the "
                "bank, and correct it",
                recorded,
            )


class YearsFit(Check):
    """A year's figures fit each other: three years had no less income than the last of them."""

    reads = (fdn.FoundationYearReported,)

    def take(self, recorded: Recorded) -> None:
        """Compare the three years with the last."""
        event = recorded.event
        assert isinstance(event, fdn.FoundationYearReported)
        three, last = event.three_year_income, event.prior_income
        if three is not None and three.fen < last.fen:
            self.wrong(
                f"{recorded.key} 的 {event.year} 年报：前三年收入 {three} 低于上年 {last}，请更正",
                f"{recorded.key}, {event.year}: three years had {three.en}, the last alone "
                f"{last.en}: correct the report",
                recorded,
            )


class TimeGoesOn(Check):
    """Recorded time never went back by more than five seconds in all."""

    reads = ALL

    def __init__(self) -> None:
        super().__init__()
        self.latest: datetime | None = None

    def take(self, recorded: Recorded) -> None:
        """Compare the time with the latest before."""
        at = recorded.recorded_at
        if self.latest is not None and at < self.latest - SLACK:
            back = (self.latest - at).total_seconds()
            self.wrong(
                f"第 {recorded.position} 条的记录时间倒退 {back:.0f} 秒：请校准时钟并留存说明",
                f"time went back by {back:.0f} s at {recorded.position}: set the clock, and keep a "
                "note of it",
                recorded,
            )
        self.latest = at if self.latest is None else max(self.latest, at)
