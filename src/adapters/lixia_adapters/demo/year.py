"""A synthetic year (虚构示例): money arrives, is receipted, paid out and accounted for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import partial
from typing import NamedTuple

from lixia_adapters.demo import bank, calls, campaign, cast, keeper, service, treasury
from lixia_adapters.demo.stage import FOUNDATION_DESK, RECEIPT_DESK, Day, Stage
from lixia_adapters.demo.work import works
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.application.finance import banking, closing, credits, receipt_books, receipts
from lixia_domain.application.finance.booking import ToClaim
from lixia_domain.application.programme import claims, projects
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role

RECEIPT_CODE = "DEMO2021"
STRANGER = f"不明付款单位{cast.SYNTHETIC}"


class Payment(NamedTuple):
    """One transfer: when, by which bank reference, and how much."""

    on: date
    reference: str
    amount: Money

    @property
    def credit(self) -> str:
        """Return the key of its bank credit."""
        return join_key("DEMO-01", self.on.isoformat(), self.reference, "1")


def payments(claim: cast.Claim) -> tuple[Payment, ...]:
    """Return what arrives for a claim in the year: for a tenth nothing, some late, some half."""
    kind, day = claim.number % 10, timedelta(days=claim.number)
    reference = f"R{claim.number:04d}"
    if kind == 0:
        return ()
    if kind == 7:
        return (Payment(date(2021, 7, 20) + day, reference, claim.amount),)
    first = date(2021, 4, 6) + day
    if cast.in_two(claim):
        half = Money(claim.amount.fen // 2)
        early = Payment(first, reference, half)
        later = Payment(date(2021, 12, 6), f"{reference}B", claim.amount - half)
        return (early,) if kind == 3 else (early, later)
    more = Money.yuan(5_000) if claim.number == cast.OVERPAID else Money(0)
    return (Payment(first, reference, claim.amount + more),)


def year(stage: Stage) -> None:
    """Play the year after the launch, day by day."""
    stage.go_through(_happenings())


def _happenings() -> Iterator[Day]:
    yield from campaign.happenings()
    yield from calls.happenings()
    yield from keeper.happenings()
    yield from service.happenings()
    for claim in cast.claims():
        for payment in payments(claim):
            yield from _arrival(claim, payment)
    yield from works()
    yield from treasury.happenings()
    yield from bank.happenings()
    given = treasury.CITIZEN
    yield given.on + timedelta(days=3), partial(_receipt, credit=given.key)
    cancelled = cast.claims()[cast.CANCELLED - 1]
    yield date(2021, 10, 20), partial(_cancel, project=cancelled.project)
    yield date(2021, 11, 8), partial(_hide_name, claim=cast.claims()[0])
    yield date(2022, 1, 10), _close_the_year


def _arrival(claim: cast.Claim, payment: Payment) -> Iterator[Day]:
    day = timedelta(days=1)
    receipt = partial(_receipt, credit=payment.credit)
    if claim.number == cast.UNKNOWN_PAYER:
        yield payment.on, partial(_book, payment=payment, payer=STRANGER, claim=None)
        yield payment.on + 20 * day, partial(_identify, payment=payment, claim=claim)
        yield payment.on + 23 * day, receipt
        return
    booked = partial(_book, payer=claim.firm, claim=claim)
    yield payment.on, partial(booked, payment=payment)
    if claim.number == cast.REVERSED:
        again = payment._replace(on=payment.on + 8 * day, reference=f"{payment.reference}A")
        yield payment.on + day, partial(_reverse, payment=payment)
        yield again.on, partial(booked, payment=again)
        yield again.on + 3 * day, partial(_receipt, credit=again.credit)
        return
    if claim.number == cast.REPEATED:
        yield payment.on + day, partial(booked, payment=payment)
    if claim.number == cast.OVERPAID:
        yield payment.on + 7 * day, partial(_return_excess, payment=payment, firm=claim.firm)
    yield payment.on + 3 * day, receipt


def _book(stage: Stage, *, payment: Payment, payer: str, claim: cast.Claim | None) -> None:
    stage.play(
        credits.book,
        actor=FOUNDATION_DESK,
        role=Role.ACCOUNTANT,
        credit_id=payment.credit,
        fund_id=cast.FUND,
        notice=Notice(
            account=cast.BANK_ACCOUNT,
            value_date=payment.on,
            payer=payer,
            payer_ref=None,
            amount=payment.amount,
            remark=f"认领 {claim.id}" if claim else "爱心捐款",
        ),
        document=f"银行回单 {payment.reference}{cast.SYNTHETIC}",
        wishes=(ToClaim(claim=claim.id),) if claim else (),
    )


def _identify(stage: Stage, *, payment: Payment, claim: cast.Claim) -> None:
    stage.play(
        credits.settle_donor,
        actor=FOUNDATION_DESK,
        role=Role.ACCOUNTANT,
        credit_id=payment.credit,
        donor=claim.code,
        document=f"代付说明 {payment.reference}{cast.SYNTHETIC}",
    )
    stage.play(
        credits.allocate,
        actor=FOUNDATION_DESK,
        role=Role.ACCOUNTANT,
        credit_id=payment.credit,
        wishes=(ToClaim(claim=claim.id),),
    )


def _return_excess(stage: Stage, *, payment: Payment, firm: str) -> None:
    """Return what is too much; the bank's own entry is matched on the same day."""
    excess = stage.credit(payment.credit).held
    stage.play(
        credits.return_held,
        actor=FOUNDATION_DESK,
        role=Role.ACCOUNTANT,
        credit_id=payment.credit,
        amount=excess,
        basis="超出应付",
        document=f"退款申请 {payment.reference}{cast.SYNTHETIC}",
    )
    debit = join_key("DEMO-01", "退款", payment.reference)
    bank.left_bank(stage, debit, payee=firm, amount=excess)
    stage.play(
        banking.match_return,
        actor=FOUNDATION_DESK,
        role=Role.ACCOUNTANT,
        debit_id=debit,
        credit_id=payment.credit,
    )


def _reverse(stage: Stage, *, payment: Payment) -> None:
    stage.play(
        credits.reverse_by_bank,
        actor=FOUNDATION_DESK,
        role=Role.ACCOUNTANT,
        credit_id=payment.credit,
        reason=f"银行冲正：付款行误汇{cast.SYNTHETIC}",
    )


def _numbers_given(stage: Stage) -> None:
    stage.play(
        receipt_books.allot,
        actor=RECEIPT_DESK,
        role=Role.RECEIPT_KEEPER,
        code=RECEIPT_CODE,
        first="00000001",
        last="00000500",
        fund_id=cast.FUND,
        document=f"财政票据领用单 2021-01{cast.SYNTHETIC}",
    )


def _receipt(stage: Stage, *, credit: str) -> None:
    if not stage.receipts:
        _numbers_given(stage)
    for part in stage.credit(credit).allocations:
        stage.receipts += 1
        stage.play(
            receipts.issue,
            actor=RECEIPT_DESK,
            role=Role.RECEIPT_KEEPER,
            code=RECEIPT_CODE,
            number=f"{stage.receipts:08d}",
            gift=part.gift,
        )


def _cancel(stage: Stage, *, project: str) -> None:
    stage.play(
        projects.cancel,
        project_id=project,
        reason=f"场地不再具备条件{cast.SYNTHETIC}",
    )


def _hide_name(stage: Stage, *, claim: cast.Claim) -> None:
    stage.play(
        claims.withdraw_publication,
        actor=cast.firm_account(claim),
        role=Role.ENTERPRISE,
        claim_id=claim.id,
        reason=f"不再公开名称{cast.SYNTHETIC}",
    )


def _close_the_year(stage: Stage) -> None:
    stage.play(
        closing.close_period,
        actor=FOUNDATION_DESK,
        role=Role.ACCOUNTANT,
        fund_id=cast.FUND,
        period="2021-12",
        proof=closing.prove(stage.store.ledger, cast.FUND, "2021-12"),
    )
