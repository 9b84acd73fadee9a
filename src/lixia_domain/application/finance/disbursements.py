"""Use cases of disbursements: ask, approve with four eyes, pay, evidence, recover.

Approving records in three streams at once: the disbursement, the account (funds reserved) and the
project (budget line committed). The actor of each step stands in the fact itself.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated

from lixia_domain.aggregates import bank_debit
from lixia_domain.aggregates import invoice as invoices
from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.guards import existing as existing_account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import Income
from lixia_domain.aggregates.bank_debit import BANK_DEBIT
from lixia_domain.aggregates.disbursement import decisions as disbursement
from lixia_domain.aggregates.disbursement import expenses, losses, recoveries
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.invoice import INVOICE
from lixia_domain.aggregates.project import claims
from lixia_domain.aggregates.project import life as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.activities.teams import able
from lixia_domain.application.finance import debited
from lixia_domain.application.finance.accounts import account_key
from lixia_domain.application.finance.giving_back import give_back
from lixia_domain.application.finance.held import of_payee, take_held
from lixia_domain.application.finance.parties import sound_party
from lixia_domain.application.finance.payable import (
    agreed_since,
    granted_earlier,
    hands_of,
    lead_of,
    look_again,
    open_tranches,
    who_abstains,
)
from lixia_domain.application.finance.payees import require_on_record
from lixia_domain.application.finance.shortfalls import put_recovered
from lixia_domain.application.rights import eyes, roster
from lixia_domain.application.scope import of_disbursement, of_project
from lixia_domain.application.standing import StandingFund
from lixia_domain.application.use_case import Role, use_case
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.ids import join_key, split_key
from lixia_domain.kernel.keys import GOVERNMENT, upper
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Beside
from lixia_domain.kernel.vocabulary import (
    AccountId,
    AccountIfAny,
    Amount,
    BudgetLineName,
    CreditId,
    DebitId,
    DisbursementId,
    DocumentIfAny,
    InvoiceNumber,
    Minutes,
    Number,
    On,
    Party,
    PastDay,
    PayeeAccount,
    ProjectId,
    Purpose,
    Reason,
    Seller,
    Sha256,
    Voucher,
)
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.book import FOUR_EYES

RELEASES = (Role.CASHIER, Role.APPROVER, Role.ACCOUNTANT)
"""Who may hold the bank's second key."""


@use_case(
    says=Words("申请拨付", "request a disbursement"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
    scope=of_project(fund="fund_id"),
)
def request(
    work: Work,
    *,
    disbursement_id: DisbursementId,
    project_id: ProjectId,
    fund_id: StandingFund,
    line: BudgetLineName,
    tranche: Annotated[Number, Words("第几期", "which tranche")],
    amount: Amount,
    payee: Annotated[
        Party, Words("收款方：团队编号、信用代码、账号编号或个人代号", "who is paid, by id")
    ],
    payee_account: PayeeAccount,
    purpose: Purpose,
    on: On,
    source: Annotated[
        SourceClass, Words("资金来源：捐赠或财政", "out of donated or government money")
    ] = SourceClass.DONATED,
) -> None:
    """Ask for a tranche (申请拨付) for the project's team, under its agreement.

    Paid out of the project's own account or, for ``source`` government, out of the fund's
    government money; never out of both. A team that was debarred since is refused. ``payee`` is an
    id, never a name.
    """
    designation = GOVERNMENT if source is SourceClass.GOVERNMENT else project_id
    team, agreement = project.team_of(work.load(PROJECT, project_id))
    able(work, team)
    payee = sound_party(work, payee)
    known = work.load(DISBURSEMENT, disbursement_id)
    if known is None:
        require_on_record(
            work,
            fund=fund_id,
            payee=payee,
            account=payee_account,
            hands=(work.by.actor, payee),
            needed=False,
        )
    facts = disbursement.request(
        known,
        project=project_id,
        account=account_key(fund_id, designation),
        team=team,
        payee=payee,
        payee_account=payee_account,
        agreement=agreement,
        tranche=tranche,
        line=line,
        amount=amount,
        purpose=purpose,
        requester=work.by.actor,
        on=on,
        eyes=eyes(work, {work.by.actor, payee}),
    )
    work.record(DISBURSEMENT, disbursement_id, facts)


@use_case(
    says=Words("批准拨付", "approve a disbursement"), by=Role.APPROVER, scope=of_disbursement()
)
def approve(
    work: Work,
    *,
    disbursement_id: DisbursementId,
    minutes: Minutes,
    conflicts_checked: Annotated[
        tuple[AccountId, ...],
        Words("已核查谁与收款方的利害关系", "whose ties to the payee were checked"),
    ],
    related: Annotated[
        tuple[AccountId, ...], Words("查出有利害关系者", "who was found tied to it")
    ],
    on: On,
) -> None:
    """Approve (批准拨付): reserve the money gift by gift and commit the budget line.

    ``conflicts_checked``: whose ties to the payee were checked; ``related``: who was found tied.
    Whom the foundation's register of related parties ties to payee or team is found as well; a
    payee of its council, or an interested beneficiary, is refused, as is a debarred team.
    """
    paper = disbursement.requested(work.load(DISBURSEMENT, disbursement_id))
    asked = paper.requested
    able(work, asked.team)
    tied, lead = who_abstains(work, asked, on), lead_of(work, asked.team)
    held = existing_account(work.load(ACCOUNT, asked.account))
    government = held.designation == GOVERNMENT
    reserved = account.reserve(
        held,
        disbursement=disbursement_id,
        amount=asked.amount,
        source=SourceClass.GOVERNMENT if government else SourceClass.DONATED,
        on=on,
    )
    found = work.load(PROJECT, asked.project)
    fund.posting(work.load(FUND, split_key(asked.account)[0]), on=on)
    approved = disbursement.approve(
        paper,
        approver=work.by.actor,
        rule=in_force(EDITIONS, FOUR_EYES, on).version,
        minutes=minutes,
        conflicts_checked=tuple(dict.fromkeys((*conflicts_checked, *tied))),
        related=(*related, *tied),
        earlier=granted_earlier(work, found, disbursement_id),
        open_tranches=open_tranches(work, asked),
        shares=tuple(share for fact in reserved for share in fact.shares),
        position=work.position,
        on=on,
        lead=lead,
        eyes=eyes(work, {work.by.actor, asked.requester, asked.payee, lead, *related, *tied}),
    )
    project.carried_out_by(found, team=asked.team, agreement=asked.agreement)
    committed = claims.commit_line(
        found, line=asked.line, amount=asked.amount, disbursement=disbursement_id, on=on
    )
    work.record(DISBURSEMENT, disbursement_id, approved)
    work.record(ACCOUNT, asked.account, reserved)
    work.record(PROJECT, asked.project, committed)


@use_case(
    says=Words("不批准拨付", "refuse a disbursement"), by=Role.APPROVER, scope=of_disbursement()
)
def refuse(work: Work, *, disbursement_id: DisbursementId, reason: Reason, on: On) -> None:
    """Refuse a request (不批准)."""
    facts = disbursement.refuse(
        work.load(DISBURSEMENT, disbursement_id), approver=work.by.actor, reason=reason, on=on
    )
    work.record(DISBURSEMENT, disbursement_id, facts)


@use_case(
    says=Words("撤回拨付申请", "withdraw a request for a disbursement"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
    scope=of_disbursement(),
)
def withdraw(work: Work, *, disbursement_id: DisbursementId, reason: Reason, on: On) -> None:
    """Withdraw before payment (撤回): what was reserved and committed is free again."""
    paper = disbursement.existing(work.load(DISBURSEMENT, disbursement_id))
    facts = disbursement.withdraw(paper, reason=reason, on=on)
    work.record(DISBURSEMENT, disbursement_id, facts)
    if paper.shares:
        asked = paper.requested
        freed = account.release_reservation(
            work.load(ACCOUNT, asked.account), disbursement=disbursement_id, on=on
        )
        work.record(ACCOUNT, asked.account, freed)
        _give_back_line(work, asked.project, disbursement_id, asked.amount, on)


@use_case(says=Words("支付拨付", "pay a disbursement"), by=Role.CASHIER, scope=of_disbursement())
def pay(
    work: Work,
    *,
    disbursement_id: DisbursementId,
    debit: Annotated[DebitId, Words("银行付款编号", "the bank's entry")],
    voucher: Voucher,
    on: On,
    released_by: Annotated[
        AccountIfAny,
        Beside(RELEASES, apart=False),
        Words("复核放行人的账号", "account of who released it at the bank"),
    ] = "",
) -> None:
    """Pay an approved tranche (付款). ``debit`` is the bank's entry, ``voucher`` the book's.

    ``released_by`` holds the bank's second key: somebody of the same foundation who neither asked,
    nor approved, nor pays. While the roster is open it may be left out.
    Money is released only once everything up to its approval is sealed; raises a ``Fault`` where
    that can't be done (docs/decisions/009). All on which the approval rested is looked at again.
    It goes to the payee's account on record (``payees.record_account``); while the roster is open,
    one that none is on record of is paid as was asked.
    """
    paper = disbursement.existing(work.load(DISBURSEMENT, disbursement_id))
    two_keys, asked = roster(work).closed, paper.requested
    fund_id, _ = split_key(asked.account)
    lead = lead_of(work, asked.team)
    people = {work.by.actor, released_by, asked.requester, asked.payee, lead}
    facts = disbursement.pay(
        paper,
        debit=debit,
        voucher=voucher,
        paid_by=work.by.actor,
        released_by=released_by or None,
        two_keys=two_keys,
        on=on,
        lead=lead,
        eyes=eyes(work, people | {paper.approver or ""}),
    )
    require_on_record(
        work,
        fund=fund_id,
        payee=asked.payee,
        account=asked.payee_account,
        hands=tuple(one for one in (asked.requester, work.by.actor, asked.payee, lead) if one),
        needed=two_keys,
    )
    work.require_sealed(DISBURSEMENT, disbursement_id)
    work.record(DISBURSEMENT, disbursement_id, facts)
    cited = bank_debit.cite(
        work.load(BANK_DEBIT, debit),
        debit_id=debit,
        fund=split_key(asked.account)[0],
        cites=disbursement_id,
        amount=asked.amount,
        approved=paper.approved_on,
        on=on,
    )
    debited.paid(work, debit, asked.payee)
    work.record(BANK_DEBIT, debit, cited)
    key = asked.account
    paid = account.pay_out(work.load(ACCOUNT, key), disbursement=disbursement_id, on=on)
    work.record(ACCOUNT, key, paid)
    look_again(work, disbursement_id, paper, on)


@use_case(
    says=Words("登记退票", "note that the bank sent a payment back"),
    by=Role.ACCOUNTANT,
    scope=of_disbursement(),
)
def bounce(
    work: Work,
    *,
    disbursement_id: DisbursementId,
    credit: Annotated[CreditId, Words("收回的到账编号", "the bank credit it came by")],
    reason: Reason,
    on: On,
) -> None:
    """Note that the bank sent a payment back (退票): money and budget line are free again."""
    paper = disbursement.existing(work.load(DISBURSEMENT, disbursement_id))
    facts = disbursement.bounce(paper, credit=credit, reason=reason, on=on)
    work.record(DISBURSEMENT, disbursement_id, facts)
    asked = paper.requested
    _came_back(work, credit, asked.amount, asked.account, on)
    back = account.recover(
        work.load(ACCOUNT, asked.account),
        disbursement=disbursement_id,
        shares=paper.shares,
        credit=credit,
        on=on,
    )
    work.record(ACCOUNT, asked.account, back)
    put_recovered(work, asked.account, paper.shares, credit, on)
    give_back(work, asked.account, paper.shares, on)
    _give_back_line(work, asked.project, disbursement_id, asked.amount, on)


@use_case(
    says=Words("提交凭证", "hand in evidence of spending"),
    by=(Role.TEAM, Role.PROGRAMME_OFFICE),
    scope=of_disbursement(),
)
def evidence(
    work: Work,
    *,
    disbursement_id: DisbursementId,
    invoice: InvoiceNumber,
    invoice_date: Annotated[PastDay, Words("开票日期", "date of the invoice")],
    seller: Seller,
    file_hash: Sha256,
    amount: Amount,
    on: On,
    total: Annotated[
        Amount | None, Words("发票价税合计（分割使用的）", "what the invoice is over, if shared")
    ] = None,
    slip: Annotated[
        DocumentIfAny, Words("分割单（第二份起）", "division slip of a further share")
    ] = "",
) -> None:
    """Hand in evidence of what a tranche was spent on (提交凭证); each invoice is used once.

    Its date lies between the agreement with the team and the day it is handed in.
    ``invoice`` is the number, or the code and the number with a slash between; an electronic one
    has no code. Of an invoice over more than ``amount`` its ``total`` is told, and each further
    share of it has a division ``slip`` (分割单): all shares together are never more.
    """
    paper = work.load(DISBURSEMENT, disbursement_id)
    facts = expenses.evidence(
        paper,
        agreed=agreed_since(work, paper),
        invoice=invoice,
        invoice_date=invoice_date,
        seller=seller,
        file_hash=file_hash,
        amount=amount,
        on=on,
    )
    work.record(DISBURSEMENT, disbursement_id, facts)
    used = invoices.use(
        work.load(INVOICE, invoice_key(invoice)),
        disbursement=disbursement_id,
        seller=seller,
        invoice_date=invoice_date,
        amount=amount,
        total=total,
        slip=slip,
        file_hash=file_hash,
        on=on,
    )
    work.record(INVOICE, invoice_key(invoice), used)


def invoice_key(invoice: str) -> str:
    """Return the key of an invoice: its code and number (发票代码、号码), or its number alone."""
    return join_key(*upper(invoice).split("/"))


@use_case(
    says=Words("认可凭证", "accept evidence of spending"),
    by=Role.ACCOUNTANT,
    scope=of_disbursement(),
)
def accept_expense(
    work: Work, *, disbursement_id: DisbursementId, invoice: InvoiceNumber, on: On
) -> None:
    """Accept a piece of evidence (认可凭证)."""
    facts = expenses.accept_expense(
        work.load(DISBURSEMENT, disbursement_id),
        invoice=invoice,
        reviewer=work.by.actor,
        on=on,
        **hands_of(work, disbursement_id),
    )
    work.record(DISBURSEMENT, disbursement_id, facts)


@use_case(
    says=Words("不予认可凭证", "disallow evidence of spending"),
    by=Role.ACCOUNTANT,
    scope=of_disbursement(),
)
def disallow_expense(
    work: Work, *, disbursement_id: DisbursementId, invoice: InvoiceNumber, reason: Reason, on: On
) -> None:
    """Disallow a piece of evidence (不予认可)."""
    facts = expenses.disallow_expense(
        work.load(DISBURSEMENT, disbursement_id),
        invoice=invoice,
        reviewer=work.by.actor,
        reason=reason,
        on=on,
        **hands_of(work, disbursement_id),
    )
    work.record(DISBURSEMENT, disbursement_id, facts)


@use_case(
    says=Words("收回拨付款", "take back money not spent or not allowed"),
    by=Role.ACCOUNTANT,
    scope=of_disbursement(),
)
def recover(
    work: Work,
    *,
    disbursement_id: DisbursementId,
    amount: Amount,
    credit: Annotated[CreditId, Words("收回的到账编号", "the bank credit it came by")],
    on: On,
) -> None:
    """Take back what was not spent or not allowed, into the gifts it came from (收回).

    From whom it was paid: another firm's payment came for something else.
    """
    paper = disbursement.existing(work.load(DISBURSEMENT, disbursement_id))
    facts = recoveries.recover(paper, amount=amount, credit=credit, on=on)
    work.record(DISBURSEMENT, disbursement_id, facts)
    asked = paper.requested
    _came_back(work, credit, amount, asked.account, on)
    of_payee(work, credit, (asked.payee, asked.team))
    back = account.recover(
        work.load(ACCOUNT, asked.account),
        disbursement=disbursement_id,
        shares=facts[0].shares,
        credit=credit,
        on=on,
    )
    work.record(ACCOUNT, asked.account, back)
    put_recovered(work, asked.account, facts[0].shares, credit, on)
    give_back(work, asked.account, facts[0].shares, on)
    _give_back_line(work, asked.project, disbursement_id, amount, on)


@use_case(
    says=Words("核销拨付损失", "write off what can't be recovered"),
    by=Role.APPROVER,
    scope=of_disbursement(),
)
def write_off(
    work: Work, *, disbursement_id: DisbursementId, amount: Amount, minutes: Minutes, on: On
) -> None:
    """Write off what can't be recovered (核销损失)."""
    facts = losses.write_off(
        work.load(DISBURSEMENT, disbursement_id),
        amount=amount,
        minutes=minutes,
        approver=work.by.actor,
        on=on,
        **hands_of(work, disbursement_id),
    )
    work.record(DISBURSEMENT, disbursement_id, facts)


def _came_back(work: Work, credit_id: str, amount: Money, account_key: str, on: date) -> None:
    """Take it out of suspense, where the bank's entry lies until it is known for what it came."""
    take_held(work, credit_id, kind=Income.RECOVERY, amount=amount, to=account_key, on=on)


def _give_back_line(
    work: Work, project_id: str, disbursement_id: str, amount: Money, on: date
) -> None:
    facts = claims.release_line(
        work.load(PROJECT, project_id), amount=amount, disbursement=disbursement_id, on=on
    )
    work.record(PROJECT, project_id, facts)
