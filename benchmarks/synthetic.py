"""A large, entirely synthetic (虚构) history: what the benchmarks read.

Events are made without decisions, in the proportions and the mixture of streams that a programme
leaves behind: projects side by side, two claims each, instalments, receipts, tranches, evidence.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from datetime import UTC, date, datetime, timedelta
from itertools import islice
from pathlib import Path

from lixia_adapters.stores import sqlite_file
from lixia_domain.aggregates import account as acc
from lixia_domain.aggregates import bank_credit as crd
from lixia_domain.aggregates import disbursement as dis
from lixia_domain.aggregates import pledge as plg
from lixia_domain.aggregates import project as prj
from lixia_domain.aggregates.bank_credit import Allocation, Notice
from lixia_domain.aggregates.command import CommandDone
from lixia_domain.aggregates.donation_receipt import DonationReceiptIssued
from lixia_domain.aggregates.pledge import Instalment, OnCancellation
from lixia_domain.aggregates.project import BudgetLine
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import Money
from lixia_domain.recording import codec
from lixia_domain.recording.ledger import Ledger

Told = tuple[str, Event]
AT = datetime(2022, 1, 4, 1, 30, tzinfo=UTC)
ON = date(2022, 1, 4)
FUND = "F1"
ABREAST = 50
"""Projects that go on at the same time."""
DOMAINS = ("为老服务", "关爱未成年人", "助残济困", "心理慰藉", "医疗健康", "文化科普", "生态环保")
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def events(count: int) -> Iterator[Told]:
    """Yield ``count`` facts, each with its stream."""
    return islice(_endless(), count)


def envelopes(count: int) -> Iterator[Recorded]:
    """Yield ``count`` envelopes, in the order and with the places that a store would give."""
    versions: dict[str, int] = {}
    for position, (stream, event) in enumerate(events(count), 1):
        versions[stream] = version = versions.get(stream, 0) + 1
        yield Recorded(
            position,
            stream,
            version,
            event,
            AT + timedelta(milliseconds=position),
            f"acc-{position % 40:02d}",
            "operator",
            f"cmd-{position:08d}" if position % 3 == 0 else None,
            f"{position // 4:032x}",
        )


def write(path: Path, count: int) -> None:
    """Make a store of ``count`` events, in our real schema and bytes."""
    sqlite_file.make(path)
    rows = ((r.stream, r.version, r.event.event_name, codec.seal(r)) for r in envelopes(count))
    with closing(sqlite3.connect(path)) as db, db:
        db.executemany(
            "INSERT INTO stored_events (originator_id, originator_version, topic, state) "
            "VALUES (?, ?, ?, ?)",
            rows,
        )


def ledger(path: Path) -> Ledger:
    """Open a store that ``write`` made."""
    return Ledger(
        {"PERSISTENCE_MODULE": "lixia_adapters.stores.sqlite", "SQLITE_DBNAME": str(path)}
    )


def _endless() -> Iterator[Told]:
    number = 0
    while True:
        side_by_side = [_project(number + n) for n in range(ABREAST)]
        number += ABREAST
        while side_by_side:
            for one in tuple(side_by_side):
                told = tuple(islice(one, 3))
                yield from told
                if not told:
                    side_by_side.remove(one)


def _project(number: int) -> Iterator[Told]:
    project = f"P{number:06d}"
    stream = f"project-{project}"
    lines = (
        BudgetLine(line="服务", amount=Money(4_000_000)),
        BudgetLine(line="物资", amount=Money(500_000)),
    )
    yield (
        stream,
        prj.ProjectDrafted(
            title=f"虚构示例项目 {number}",
            domain=DOMAINS[number % len(DOMAINS)],
            needs=(f"N{number}", f"N{number}b"),
            lines=lines,
            relief=bool(number % 2),
            on=ON,
        ),
    )
    yield stream, prj.ProjectApproved(minutes=f"会议纪要 {number}", on=ON)
    yield stream, prj.ProjectPublished(batch="B1", minimum=Money(1_000_000), waitlist=True, on=ON)
    account = f"account-{join_key(FUND, project)}"
    yield account, acc.AccountOpened(fund=FUND, designation=project, on=ON)
    for n in range(2):
        yield from _claim(project, f"{project}-c{n}", f"9137010{(number * 2 + n) % 5000:011d}")
    yield stream, prj.TeamAssigned(team=f"T{number % 90}", agreement=f"A{number}", on=ON)
    yield stream, prj.ProjectStarted(received=Money(4_500_000), on=ON)
    for tranche in range(1, 4):
        yield from _tranche(project, tranche)
    yield stream, prj.MilestoneReported(milestone="中期", document=f"M{number}", on=ON)
    yield stream, prj.AcceptanceRequested(document=f"D{number}", on=ON)
    yield stream, prj.ProjectAccepted(minutes=f"验收 {number}", on=ON)
    yield stream, prj.ProjectClosed(summary="虚构示例", on=ON)


def _claim(project: str, claim: str, enterprise: str) -> Iterator[Told]:
    stream, pledge = f"project-{project}", f"pledge-{claim}"
    amount, half = Money(2_250_000), Money(1_125_000)
    yield stream, prj.ProjectClaimed(claim=claim, enterprise=enterprise, amount=amount, on=ON)
    dues = (date(2022, 3, 1), date(2022, 9, 1))
    yield (
        pledge,
        plg.DonationPledged(
            project=project,
            enterprise=enterprise,
            fund=FUND,
            amount=amount,
            instalments=tuple(Instalment(due=due, amount=half) for due in dues),
            relief=True,
            on=ON,
        ),
    )
    yield from _asked(claim, "claims.claim")
    yield stream, prj.ClaimConfirmed(claim=claim, on=ON)
    yield (
        pledge,
        plg.AgreementSigned(
            document=f"协议 {claim}",
            document_hash=HASH,
            on_cancellation=OnCancellation.SIMILAR_PROJECT,
            on=ON,
        ),
    )
    if enterprise[-1] in "02468":
        yield (
            pledge,
            plg.NamePublicationAgreed(
                enterprise=enterprise,
                display_name=f"虚构企业 {enterprise[-5:]}",
                scope="网站与年度报告",
                document=f"协议 {claim}",
                on=ON,
            ),
        )
    for number in (1, 2):
        yield from _instalment(project, claim, enterprise, number, half)


def _instalment(
    project: str, claim: str, enterprise: str, number: int, amount: Money
) -> Iterator[Told]:
    key = join_key("6222-01", "2022-03-01", f"{claim}{number}", "1")
    gift, account = f"{key}#1", join_key(FUND, project)
    credit = f"bank_credit-{key}"
    notice = Notice(
        account="6222-01",
        value_date=ON,
        payer=f"虚构企业 {enterprise[-5:]}",
        payer_ref=None,
        amount=amount,
        remark=f"{project} 捐赠",
    )
    yield (
        credit,
        crd.BankCreditRecorded(fund=FUND, notice=notice, document="对账单 3", revision=1, on=ON),
    )
    allocation = Allocation(
        gift=gift, account=account, claim=claim, instalment=number, amount=amount
    )
    yield credit, crd.CreditAllocated(allocation=allocation, on=ON)
    yield (
        f"account-{account}",
        acc.DonationReceived(
            gift=gift,
            credit=key,
            claim=claim,
            legal_donor=enterprise,
            payer=enterprise,
            restriction=project,
            amount=amount,
            period="2022-01",
            on=ON,
        ),
    )
    yield (
        f"pledge-{claim}",
        plg.InstalmentSettled(
            enterprise=enterprise, number=number, amount=amount, credit=key, gift=gift, on=ON
        ),
    )
    yield from _asked(gift, "money.allocate")
    receipt = join_key("3701", f"{claim}{number}")
    yield credit, crd.CreditReceipted(gift=gift, receipt=receipt, on=ON)
    yield (
        f"donation_receipt-{receipt}",
        DonationReceiptIssued(
            credit=key, gift=gift, donor=enterprise, amount=amount, rule="receipt@1", on=ON
        ),
    )


def _tranche(project: str, tranche: int) -> Iterator[Told]:
    paper, account = f"{project}-d{tranche}", join_key(FUND, project)
    stream, amount = f"disbursement-{paper}", Money(1_200_000)
    payee, payee_account, agreement = f"T{project}", f"tok-{project}", f"A{project}"
    shares = tuple(
        GiftShare(gift=f"{project}-g{n}", source=SourceClass.DONATED, amount=Money(300_000))
        for n in range(4)
    )
    yield (
        stream,
        dis.DisbursementRequested(
            project=project,
            account=account,
            team=payee,
            payee=payee,
            payee_account=payee_account,
            agreement=agreement,
            tranche=tranche,
            line="服务",
            amount=amount,
            purpose="虚构示例：志愿服务支出",
            requester="acc-01",
            on=ON,
        ),
    )
    yield from _asked(paper, "disbursements.request")
    yield (
        stream,
        dis.DisbursementApproved(
            approver="acc-02",
            rule="disbursement@1",
            minutes="会议纪要",
            conflicts_checked=("acc-01", payee),
            position=1,
            shares=shares,
            on=ON,
        ),
    )
    ours = f"account-{account}"
    yield ours, acc.FundsReserved(disbursement=paper, shares=shares, on=ON)
    held = prj.BudgetLineCommitted(line="服务", amount=amount, disbursement=paper, on=ON)
    yield f"project-{project}", held
    yield (
        stream,
        dis.FundsDisbursed(
            debit=f"debit-{paper}",
            voucher=f"记-{paper}",
            payee=payee,
            payee_account=payee_account,
            agreement=agreement,
            tranche=tranche,
            line="服务",
            amount=amount,
            shares=shares,
            on=ON,
        ),
    )
    yield ours, acc.FundsPaidOut(disbursement=paper, shares=shares, period="2022-01", on=ON)
    for n in range(2):
        invoice, part = f"{paper}-i{n}", Money(600_000)
        yield (
            stream,
            dis.ExpenseEvidenced(
                invoice=invoice,
                invoice_date=ON,
                seller="虚构商户",
                file_hash=HASH,
                line="服务",
                amount=part,
                on=ON,
            ),
        )
        accepted = dis.ExpenseAccepted(invoice=invoice, amount=part, reviewer="acc-03", on=ON)
        yield stream, accepted


def _asked(key: str, use_case: str) -> Iterable[Told]:
    stream = f"command-{join_key('历下区', 'acc-01', key)}"
    yield (
        stream,
        CommandDone(use_case=use_case, request=HASH, outcome="null", position=1, on=ON),
    )
