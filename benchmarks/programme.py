"""A programme (虚构示例) as it goes on: projects side by side, commit by commit, undecided."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import count as counting

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as crd
from lixia_domain.aggregates.bank_credit.facts import Allocation, Notice
from lixia_domain.aggregates.batch import BatchPlanned
from lixia_domain.aggregates.command import CommandDone
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.donation_receipt import DonationReceiptIssued
from lixia_domain.aggregates.foundation.facts import FoundationRegistered
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.aggregates.need import NeedRaised, NeedVerified
from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.aggregates.pledge.facts import Instalment, OnCancellation
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.rules import EDITIONS, in_force

Told = tuple[str, Event]
Commit = tuple[Told, ...]
"""What is recorded together: the books are sound after each, not within."""

ON = date(2022, 1, 4)
FOUNDATION = "53370000MJD000001X"
FUND = "F1"
BATCH = "B1"
ABREAST = 50
"""Projects that go on at the same time."""
DOMAINS = ("为老服务", "关爱未成年人", "助残济困", "心理慰藉", "医疗健康", "文化科普", "生态环保")
FOUR_EYES = in_force(EDITIONS, "disbursement.four_eyes", ON).version
RECEIPT = in_force(EDITIONS, "donation.receipt", ON).version
CLOSED = in_force(EDITIONS, "period.civil", ON).version
HASH = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


def commits() -> Iterator[Commit]:
    """Yield what is recorded, without end; after each batch of projects its months are closed."""
    receipts = counting(1)
    yield _established()
    for number in counting(0, ABREAST):
        projects = range(number, number + ABREAST)
        side_by_side = [_project(one, receipts) for one in projects]
        while side_by_side:
            for one in tuple(side_by_side):
                commit = next(one, None)
                if commit is None:
                    side_by_side.remove(one)
                else:
                    yield commit
        yield from map(_closed, projects)


def _established() -> Commit:
    foundation = FoundationRegistered(
        name="虚构示例基金会", authority="虚构示例", document="登记证书", on=ON
    )
    proposed = fnd.FundProposed(
        name="虚构示例公益基金", foundation=FOUNDATION, purpose="虚构示例", on=ON
    )
    return (
        (f"foundation-{FOUNDATION}", foundation),
        (f"fund-{FUND}", proposed),
        (f"fund-{FUND}", fnd.FundEstablished(agreement="设立协议", on=ON)),
        (f"batch-{BATCH}", BatchPlanned(title="虚构示例批次", on=ON)),
    )


def _closed(number: int) -> Commit:
    account = join_key(FUND, f"P{number:06d}")
    closed = acc.AccountPeriodClosed(
        period="2022-01",
        donated=Money(900_000),
        government=ZERO,
        suspense=ZERO,
        other=ZERO,
        rule=CLOSED,
        on=ON,
    )
    return ((f"account-{account}", closed),)


def _project(number: int, receipts: Iterator[int]) -> Iterator[Commit]:
    project = f"P{number:06d}"
    stream = f"project-{project}"
    published = prj.ProjectPublished(batch=BATCH, minimum=Money(1_000_000), waitlist=True, on=ON)
    opened = acc.AccountOpened(fund=FUND, designation=project, on=ON)
    needs = (f"N{number}", f"N{number}b")
    yield tuple(told for need in needs for told in _verified(need, number))
    yield ((stream, drafted(number, needs)),)
    yield ((stream, prj.ProjectApproved(minutes=f"会议纪要 {number}", on=ON)),)
    yield (stream, published), (f"account-{join_key(FUND, project)}", opened)
    for n in range(2):
        enterprise = f"9137010{(number * 2 + n) % 5000:011d}"
        yield from _claim(project, f"{project}-c{n}", enterprise, receipts)
    yield (
        (stream, prj.TeamAssigned(team=f"T{number % 90}", agreement=f"A{number}", on=ON)),
        (stream, prj.ProjectStarted(received=Money(4_500_000), on=ON)),
    )
    for tranche in range(1, 4):
        yield from _tranche(project, tranche)
    yield ((stream, prj.MilestoneReported(milestone="中期", document=f"M{number}", on=ON)),)
    yield (
        (stream, prj.AcceptanceRequested(document=f"D{number}", on=ON)),
        (stream, prj.ProjectAccepted(minutes=f"验收 {number}", on=ON)),
    )
    yield ((stream, prj.ProjectClosed(summary="虚构示例", on=ON)),)


def _verified(need: str, number: int) -> Commit:
    raised = NeedRaised(
        summary=f"虚构示例需求 {need}",
        domain=DOMAINS[number % len(DOMAINS)],
        place="虚构示例社区",
        person=f"p:{number:032x}",
        on=ON,
    )
    verified = NeedVerified(document=f"走访记录 {need}", on=ON)
    return (f"need-{need}", raised), (f"need-{need}", verified)


def drafted(number: int, needs: tuple[str, ...] = ()) -> prj.ProjectDrafted:
    """Return how a project begins."""
    return prj.ProjectDrafted(
        title=f"虚构示例项目 {number}",
        domain=DOMAINS[number % len(DOMAINS)],
        needs=needs,
        lines=(
            BudgetLine(line="服务", amount=Money(4_000_000)),
            BudgetLine(line="物资", amount=Money(500_000)),
        ),
        relief=bool(number % 2),
        on=ON,
    )


def _claim(project: str, claim: str, enterprise: str, receipts: Iterator[int]) -> Iterator[Commit]:
    stream, pledge = f"project-{project}", f"pledge-{claim}"
    amount, half = Money(2_250_000), Money(1_125_000)
    dues = (date(2022, 3, 1), date(2022, 9, 1))
    pledged = plg.DonationPledged(
        project=project,
        enterprise=enterprise,
        fund=FUND,
        amount=amount,
        instalments=tuple(Instalment(due=due, amount=half) for due in dues),
        relief=True,
        on=ON,
    )
    yield (
        (
            stream,
            prj.ProjectClaimed(claim=claim, enterprise=enterprise, amount=amount, on=ON),
        ),
        (pledge, pledged),
        _asked(claim, "claims.claim"),
    )
    signed = plg.AgreementSigned(
        document=f"协议 {claim}",
        document_hash=HASH,
        on_cancellation=OnCancellation.SIMILAR_PROJECT,
        on=ON,
    )
    yield (stream, prj.ClaimConfirmed(claim=claim, on=ON)), (pledge, signed)
    if enterprise[-1] in "02468":
        agreed = plg.NamePublicationAgreed(
            enterprise=enterprise,
            display_name=f"虚构企业 {enterprise[-5:]}",
            scope="网站与年度报告",
            document=f"协议 {claim}",
            on=ON,
        )
        yield ((pledge, agreed),)
    for number in (1, 2):
        yield _instalment(project, claim, enterprise, number, half)
        yield _receipted(claim, enterprise, number, half, next(receipts))


def _credit(claim: str, number: int) -> tuple[str, str]:
    """Return the bank credit that an instalment came with, and its gift."""
    key = join_key("6222-01", "2022-03-01", f"{claim}{number}", "1")
    return key, f"{key}#1"


def _instalment(project: str, claim: str, enterprise: str, number: int, amount: Money) -> Commit:
    key, gift = _credit(claim, number)
    credit, account = f"bank_credit-{key}", join_key(FUND, project)
    notice = Notice(
        account="6222-01",
        value_date=ON,
        payer=f"虚构企业 {enterprise[-5:]}",
        payer_ref=None,
        amount=amount,
        remark=f"{project} 捐赠",
    )
    recorded = crd.BankCreditRecorded(
        fund=FUND, notice=notice, document="对账单 3", revision=1, on=ON
    )
    allocation = Allocation(
        gift=gift, account=account, claim=claim, instalment=number, amount=amount
    )
    received = acc.DonationReceived(
        gift=gift,
        credit=key,
        claim=claim,
        legal_donor=enterprise,
        payer=enterprise,
        restriction=project,
        amount=amount,
        period="2022-01",
        on=ON,
    )
    settled = plg.InstalmentSettled(
        enterprise=enterprise, number=number, amount=amount, credit=key, gift=gift, on=ON
    )
    return (
        (credit, recorded),
        (credit, crd.CreditAllocated(allocation=allocation, on=ON)),
        (f"account-{account}", received),
        (f"pledge-{claim}", settled),
        _asked(gift, "money.allocate"),
    )


def _receipted(claim: str, enterprise: str, number: int, amount: Money, receipt: int) -> Commit:
    key, gift = _credit(claim, number)
    paper = join_key("3701", f"{receipt:08d}")
    issued = DonationReceiptIssued(
        credit=key, gift=gift, donor=enterprise, amount=amount, rule=RECEIPT, on=ON
    )
    return (
        (f"bank_credit-{key}", crd.CreditReceipted(gift=gift, receipt=paper, on=ON)),
        (f"donation_receipt-{paper}", issued),
    )


def _tranche(project: str, tranche: int) -> Iterator[Commit]:
    paper, account = f"{project}-d{tranche}", join_key(FUND, project)
    stream, ours, amount = f"disbursement-{paper}", f"account-{account}", Money(1_200_000)
    payee, payee_account, agreement = f"T{project}", f"tok-{project}", f"A{project}"
    shares = tuple(
        GiftShare(
            gift=_credit(f"{project}-c{claim}", number)[1],
            source=SourceClass.DONATED,
            amount=Money(300_000),
        )
        for claim in range(2)
        for number in (1, 2)
    )
    asked = dis.DisbursementRequested(
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
    )
    yield (stream, asked), _asked(paper, "disbursements.request")
    approved = dis.DisbursementApproved(
        approver="acc-02",
        rule=FOUR_EYES,
        minutes="会议纪要",
        conflicts_checked=("acc-01", payee),
        position=1,
        shares=shares,
        on=ON,
    )
    held = prj.BudgetLineCommitted(line="服务", amount=amount, disbursement=paper, on=ON)
    yield (
        (stream, approved),
        (ours, acc.FundsReserved(disbursement=paper, shares=shares, on=ON)),
        (f"project-{project}", held),
    )
    paid = dis.FundsDisbursed(
        debit=f"debit-{paper}",
        voucher=f"记-{paper}",
        payee=payee,
        payee_account=payee_account,
        agreement=agreement,
        tranche=tranche,
        line="服务",
        amount=amount,
        shares=shares,
        paid_by="acc-04",
        released_by=None,
        on=ON,
    )
    out = acc.FundsPaidOut(disbursement=paper, shares=shares, period="2022-01", on=ON)
    yield (stream, paid), (ours, out)
    for n in range(2):
        invoice, part = f"{paper}-i{n}", Money(600_000)
        evidenced = dis.ExpenseEvidenced(
            invoice=invoice,
            invoice_date=ON,
            seller="虚构商户",
            file_hash=HASH,
            line="服务",
            amount=part,
            on=ON,
        )
        accepted = dis.ExpenseAccepted(invoice=invoice, amount=part, reviewer="acc-03", on=ON)
        yield ((stream, evidenced),)
        yield ((stream, accepted),)


def _asked(key: str, use_case: str) -> Told:
    stream = f"command-{join_key('历下区', 'acc-01', key)}"
    return stream, CommandDone(use_case=use_case, request=HASH, outcome="null", position=1, on=ON)
