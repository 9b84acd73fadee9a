"""Use cases of money that leaves the bank, and of book and bank agreeing."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

from lixia_domain.aggregates import bank_debit, bank_statement
from lixia_domain.aggregates.account import charges
from lixia_domain.aggregates.account import decisions as account
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit import findings as bank_credit
from lixia_domain.aggregates.bank_credit.facts import Income, Notice
from lixia_domain.aggregates.bank_credit.state import BANK_CREDIT, Credit
from lixia_domain.aggregates.bank_credit.state import Why as BankCreditWhy
from lixia_domain.aggregates.bank_credit.state import of_fund as of_fund_credit
from lixia_domain.aggregates.bank_debit import (
    BANK_DEBIT,
    Debit,
    Facts,
    Known,
    Outgoing,
    Purpose,
)
from lixia_domain.aggregates.bank_statement import BANK_STATEMENT, Statement
from lixia_domain.aggregates.disbursement import decisions as disbursement
from lixia_domain.aggregates.disbursement.state import DISBURSEMENT
from lixia_domain.aggregates.fund import decisions as fund
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.project import state as project
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.application.finance import debited, open_items
from lixia_domain.application.finance.accounts import (
    account_key,
    posting_account,
)
from lixia_domain.application.finance.book_and_bank import BookAndBank
from lixia_domain.application.finance.booking import Booking
from lixia_domain.application.finance.debited import CARRIED_IN
from lixia_domain.application.finance.held import take_held
from lixia_domain.application.rights import no_cashier
from lixia_domain.application.scope import of_debit, of_fund
from lixia_domain.application.standing import KnownFund
from lixia_domain.application.use_case import Role, decides, use_case
from lixia_domain.kernel.dates import period_of, year_of
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.ids import join_key, split_key
from lixia_domain.kernel.keys import GENERAL, SUSPENSE, upper
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.vocabulary import (
    Amount,
    BankAccount,
    CostId,
    CreditId,
    DebitId,
    Designation,
    DisbursementId,
    Document,
    FoundationCode,
    FundId,
    On,
    Period,
    Sha256,
    Year,
)
from lixia_domain.kernel.vocabulary import Reason as ReasonText
from lixia_domain.kernel.words import Words
from lixia_domain.recording.work import Work
from lixia_domain.rules import EDITIONS, in_force
from lixia_domain.rules.fundraising import MANAGEMENT_RATIO


@decides(
    BANK_DEBIT,
    "debit_id",
    says=Words("登记付款流水", "record what left the bank"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
)
def record_debit(
    known: Known,
    *,
    debit_id: DebitId,
    fund_id: KnownFund,
    outgoing: Annotated[Outgoing, Words("付款流水内容", "what the bank says left")],
    document: Document,
    on: On,
) -> Facts:
    """Record what the bank says left (登记付款流水)."""
    return bank_debit.record(known, fund=fund_id, outgoing=outgoing, document=document, on=on)


@use_case(
    says=Words("核对拨付的付款流水", "match a bank debit to a paid tranche"),
    by=Role.ACCOUNTANT,
    scope=of_debit(),
)
def match_payment(
    work: Work, *, debit_id: DebitId, disbursement_id: DisbursementId, on: On
) -> None:
    """Match a debit to the paid tranche that cites it (核对拨付).

    A payment of the time before debits were matched may cite what the bank never told: it is
    matched to whichever entry of its amount and fund paid it.
    """
    paper = disbursement.existing(work.load(DISBURSEMENT, disbursement_id))
    paid = disbursement.payment_of(paper)
    facts = bank_debit.match(
        bank_debit.of_fund(work.load(BANK_DEBIT, debit_id), split_key(paper.requested.account)[0]),
        debit_id=debit_id,
        purpose=Purpose.DISBURSEMENT,
        cites=disbursement_id,
        cited=_cited(work, debit_id, disbursement_id, paid.debit),
        amount=paid.amount,
        approved=paper.approved_on,
        on=on,
    )
    debited.paid(work, debit_id, paper.requested.payee)
    work.record(BANK_DEBIT, debit_id, facts)


def _cited(work: Work, debit_id: str, paper: str, cited: str) -> str:
    """Return the entry that the payment cites; ``debit_id``, where it is of old and cites none."""
    known = work.load(BANK_DEBIT, debit_id)
    if isinstance(known, Debit) and known.cited is not None:
        return cited
    own = upper(cited) == upper(debit_id)
    if not own and work.load(BANK_DEBIT, cited) is not None:
        return cited
    for entry in debited.matched_to(work, paper, cited):
        bank_debit.paid_once(debit_id, by=entry, cites=paper)
    return debit_id


@use_case(
    says=Words("核对退款的付款流水", "match a bank debit to money returned"),
    by=Role.ACCOUNTANT,
    scope=of_debit(),
)
def match_return(
    work: Work,
    *,
    debit_id: DebitId,
    credit_id: Annotated[CreditId, Words("退回了哪笔到账的款", "the credit that was returned")],
    on: On,
) -> None:
    """Match a debit to money of a credit that was returned (核对退款).

    It left the account that the money had come to, after it was returned in the books, to whoever
    had paid it.
    """
    debit = bank_debit.open_debit(work.load(BANK_DEBIT, debit_id), debit_id=debit_id)
    amount = debit.outgoing.amount
    returned = of_fund_credit(work.load(BANK_CREDIT, credit_id), debit.fund)
    facts = bank_credit.pay_back(returned, debit=debit_id, amount=amount, on=on)
    debited.went_back(work, debit, returned)
    work.record(BANK_CREDIT, credit_id, facts)
    _match(work, debit_id, Purpose.RETURN, credit_id, amount, on)


@use_case(says=Words("列支银行手续费", "charge a bank fee"), by=Role.ACCOUNTANT, scope=of_debit())
def charge_fee(work: Work, *, debit_id: DebitId, designation: Designation, on: On) -> None:
    """Charge a bank fee to the account it was taken for (银行手续费), gift by gift."""
    debit = bank_debit.open_debit(work.load(BANK_DEBIT, debit_id), debit_id=debit_id)
    amount = debit.outgoing.amount
    debited.left_ours(work, debit)
    debited.a_fee(amount, on)
    key = posting_account(work, debit.fund, designation, on)
    charged = charges.charge_fee(work.load(ACCOUNT, key), debit=debit_id, amount=amount, on=on)
    work.record(ACCOUNT, key, charged)
    _match(work, debit_id, Purpose.FEE, key, amount, on)


@use_case(
    says=Words("列支管理费", "charge the foundation's management cost"),
    by=Role.ACCOUNTANT,
    scope=of_debit(),
)
def charge_management_cost(
    work: Work,
    *,
    debit_id: DebitId,
    designation: Designation,
    cost: CostId,
    foundation: FoundationCode,
    year: Year,
    document: Document,
    on: On,
) -> None:
    """Charge the foundation's management cost for a year (管理费), gift by gift, once per id.

    Too much or not is judged for the foundation and its year, from its report (慈善法 61).
    """
    debit = bank_debit.open_debit(work.load(BANK_DEBIT, debit_id), debit_id=debit_id)
    fund.kept_by(work.load(FUND, debit.fund), foundation)
    debited.left_ours(work, debit)
    amount = debit.outgoing.amount
    key = posting_account(work, debit.fund, designation, on)
    charged = charges.charge_management_cost(
        work.load(ACCOUNT, key),
        cost=cost,
        debit=debit_id,
        foundation=foundation,
        year=year,
        document=document,
        amount=amount,
        rule=in_force(EDITIONS, MANAGEMENT_RATIO, on).version,
        on=on,
    )
    work.record(ACCOUNT, key, charged)
    _match(work, debit_id, Purpose.MANAGEMENT, cost, amount, on)


def _match(
    work: Work, debit_id: str, purpose: Purpose, cites: str, amount: Money, on: date
) -> None:
    """Match a debit to the fact that was made of it just now."""
    facts = bank_debit.match(
        work.load(BANK_DEBIT, debit_id),
        debit_id=debit_id,
        purpose=purpose,
        cites=cites,
        cited=debit_id,
        amount=amount,
        on=on,
    )
    work.record(BANK_DEBIT, debit_id, facts)


def statement_key(fund_id: str, bank_account: str) -> str:
    """Return the key of a fund's statements of one bank account."""
    return join_key(fund_id, bank_account)


def carried_in_key(fund_id: str, bank_account: str) -> str:
    """Return the key of the credit that stands for what an account held before its first month."""
    return join_key(upper(bank_account), upper(fund_id), "CARRIED-IN")


@use_case(
    says=Words("登记期初结转", "carry in what a bank account held before its first month"),
    by=Role.ACCOUNTANT,
    scope=of_fund(),
)
def carry_in(
    work: Work,
    *,
    fund_id: FundId,
    bank_account: BankAccount,
    period: Period,
    amount: Amount,
    document: Document,
    parts: Annotated[
        tuple[tuple[Designation, Amount], ...],
        Words("其中记入哪个用途多少（其余暂收）", "how much of it lies where (the rest is held)"),
    ],
    on: On,
) -> list[str]:
    """Record what the bank account held when ``period`` began (期初结转); return the gifts made.

    It is a credit of the day before, with its ``document``; ``parts`` says how much of it lies on
    which designation (a project, or ``general``), and the rest is held. None of it gets a receipt.
    Government money is held, and taken in with its document's conditions as an appropriation.
    """
    credit_id = carried_in_key(fund_id, bank_account)
    notice = Notice(
        account=bank_account,
        value_date=date(year_of(period), int(period[-2:]), 1) - timedelta(days=1),
        payer=CARRIED_IN,
        payer_ref=None,
        amount=amount,
        remark="",
    )
    known = work.load(BANK_CREDIT, credit_id)
    if known is not None:
        if known.notice.repeats(notice):
            return []
        amount = known.notice.amount
        raise Rejection(BankCreditWhy.CONFLICT, payer=CARRIED_IN, amount=amount)
    bank_statement.not_begun(work.load(BANK_STATEMENT, statement_key(fund_id, bank_account)))
    booking = Booking(work, fund_id, on)
    booking.receive(credit_id, notice=notice, document=document, wishes=())
    booking.post()
    return [_carry_to(work, credit_id, fund_id, *part, on) for part in parts]


def _carry_to(
    work: Work, credit_id: str, fund_id: str, designation: str, amount: Money, on: date
) -> str:
    if designation != GENERAL:
        project.taking_money(work.load(PROJECT, designation), Words("期初结转", "carrying in"))
    key = posting_account(work, fund_id, designation, on)
    gift = take_held(work, credit_id, kind=Income.CARRIED_IN, amount=amount, to=key, on=on)
    share = GiftShare(gift=gift, source=SourceClass.DONATED, amount=amount)
    held = account_key(fund_id, SUSPENSE)
    moved = account.move_in(
        work.load(ACCOUNT, key), share=share, origin=held, legal_donor=CARRIED_IN, on=on
    )
    work.record(ACCOUNT, key, moved)
    return gift


@use_case(
    says=Words("登记银行对账单", "take in a bank statement"), by=Role.ACCOUNTANT, scope=of_fund()
)
def import_statement(
    work: Work,
    *,
    fund_id: KnownFund,
    bank_account: BankAccount,
    statement: Annotated[Statement, Words("对账单内容", "what the statement says")],
    document: Document,
    document_hash: Sha256,
    on: On,
) -> None:
    """Take in what the bank states for a month (登记对账单).

    The first month opens with what was carried in by ``carry_in``, if anything was.
    """
    key = statement_key(fund_id, bank_account)
    carried = work.load(BANK_CREDIT, carried_in_key(fund_id, bank_account))
    facts = bank_statement.import_statement(
        work.load(BANK_STATEMENT, key),
        fund=fund_id,
        account=bank_account,
        statement=statement,
        carried_in=_carried_into(statement.period, carried),
        document=document,
        document_hash=document_hash,
        on=on,
    )
    work.record(BANK_STATEMENT, key, facts)


def _carried_into(period: str, carried: Credit | None) -> Money:
    """Return what is on record as there when ``period`` began, if anything is."""
    if carried is None or carried.reversed:
        return ZERO
    before = period_of(carried.notice.value_date)
    return carried.notice.amount if bank_statement.following(before) == period else ZERO


@use_case(
    says=Words("银行余额调节", "reconcile book and bank"), by=Role.ACCOUNTANT, scope=of_fund()
)
def reconcile(
    work: Work,
    *,
    fund_id: FundId,
    bank_account: BankAccount,
    period: Period,
    on: On,
    reasons: Annotated[
        tuple[tuple[Document, ReasonText], ...],
        Words("未达账项的编号与原因", "why an item is open: its entry, and the reason"),
    ] = (),
) -> None:
    """Note that book and bank agree on one bank account but for what is open (银行余额调节).

    Both balances and every item come from the log and the bank's statement; whoever reconciles
    says no more than why an item is open. It is nobody who was cashier in the month or since.
    """
    no_cashier(work, period)
    found = BookAndBank(work, fund_id, period).of(bank_account)
    items = open_items.explained(found.items, reasons, period=period)
    open_items.sound(work, items, period=period, on=on)
    key = statement_key(fund_id, bank_account)
    facts = bank_statement.reconcile(
        work.load(BANK_STATEMENT, key),
        period=period,
        book=found.book,
        items=items,
        position=work.position,
        reviewer=work.by.actor,
        on=on,
    )
    work.record(BANK_STATEMENT, key, facts)
