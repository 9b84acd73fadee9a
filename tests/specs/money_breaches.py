"""Rules of money, each broken by one change of the code, and which layer must mind.

``python -m tests.specs.money_breaches`` tries them (``breaches``).
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from tests.specs.breaches import Breach, Layer, main, refused

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.application.bootstrap import Store
from lixia_domain.application.finance import closing, credits, funds
from lixia_domain.application.finance.booking import ToDesignation
from lixia_domain.kernel.keys import GENERAL
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.testing import grounds

BREACHES = {
    "bank credit: money of one fund is used in another": refused(
        "aggregates/bank_credit/state.py",
        "raise Rejection(Why.OTHER_FUND",
        "Rejection(Why.OTHER_FUND",
        "到账的用途",
        "另一基金的到账，不能作本基金的收回、退票、利息、拨款，也不能付本基金的认领",
        "bank_credit.other_fund",
    ),
    "bank credit: more is collected than is owed": refused(
        "aggregates/bank_credit/decisions.py",
        "raise Rejection(Why.NOT_OWED, owed=credit.receivable, amount=amount)",
        "pass",
        "到账的用途",
        "退回一部分以后银行全额冲正，退回的成为应收，收回以前逐月列明",
        "bank_credit.not_owed",
    ),
    "bank debit: one entry pays twice": refused(
        "aggregates/bank_debit.py",
        "        raise Rejection(Why.CITED, debit=debit_id, cites=debit.cites)\n    return (told,)",
        "        pass\n    return (told,)",
        "先核销再拨付",
        "两笔付款不得引用同一笔流水",
        "bank_debit.cited",
    ),
    "bank debit: a payment differs from the bank's entry": refused(
        "aggregates/bank_debit.py",
        "raise Rejection(Why.AMOUNT_DIFFERS, paid=free.outgoing.amount, booked=amount)",
        "pass",
        "先核销再拨付",
        "银行流水已登记的，金额须与付款一致",
        "bank_debit.amount_differs",
    ),
    "account: a frozen gift is paid out": refused(
        "aggregates/account/decisions.py",
        "raise Rejection(Why.GIFT_FROZEN, gift=share.gift)",
        "pass",
        "拨付",
        "一笔捐赠冻结后，已批准的拨付也不得付出",
        "account.gift_frozen",
    ),
    "account: what is reserved goes back to the donor": refused(
        "aggregates/account/guards.py",
        "raise Rejection(Why.INSUFFICIENT, available=left, amount=amount)",
        "pass",
        "退还与票据",
        "已预留给拨付的部分不能退",
        "account.insufficient",
    ),
    "account: a month is closed with another class's balance": Breach(
        "aggregates/account/decisions.py",
        "donated=account.balance(SourceClass.DONATED)",
        "donated=account.suspense",
        Layer.INVARIANT,
        "a month is closed",
        "每次结账所载的结余都等于其流水之和",
        "每次结账所载的结余都等于其流水之和",
    ),
    "suspense: what is allocated stays in suspense too": Breach(
        "application/finance/credits.py",
        "clear_suspense(work, credit_id, fund_id, amount, to=gift, on=on)\n        gifts",
        "gifts",
        Layer.INVARIANT,
        "held money is allocated",
        "每个银行账户每月的余额，都等于账册各项逐笔相加",
        "每个银行账户每月的余额，都等于账册各项逐笔相加",
    ),
    "claim: what was received loses its place": Breach(
        "aggregates/project/claims.py",
        "    if paid > ZERO:",
        "    if paid < ZERO:",
        Layer.FIGURE,
        "名额与到账",
        "部分到账之后释放或困难退出",
        '认领"R1"的认领额为 400.00 元',
    ),
    "claim: a newcomer takes what is offered to others": Breach(
        "aggregates/project/state.py",
        "return max(ZERO, self.remainder - kept)",
        "return self.remainder",
        Layer.FIGURE,
        "名额与到账",
        "已提供给候补者的名额，后来的企业拿不走",
        '答复为"候补"',
    ),
    "pledge: it is cut otherwise than its claim": refused(
        "aggregates/pledge/decisions.py",
        "    _sound(_over_something(pledge, instalments), positive(amount))\n    if",
        "    if",
        "名额与到账",
        "各期未改，却说调减，两边都不动",
        "pledge.instalments_uneven",
    ),
    "pledge: a donor's no counts as silence": refused(
        "aggregates/pledge/decisions.py",
        "    if answered is None:\n",
        "    if not answered:\n",
        "取消与变更用途",
        "协议写明取消时转用于相近项目，捐赠人对这个项目说了不，就不转",
        "pledge.no_consent",
    ),
    "disbursement: a tranche number is used twice": refused(
        "aggregates/disbursement/decisions.py",
        "raise Rejection(Why.TRANCHE_TWICE, tranche=asked.tranche, disbursement=paper)",
        "pass",
        "先核销再拨付",
        "同一期再申请一笔",
        "disbursement.tranche_twice",
    ),
    "disbursement: the next tranche awaits no evidence": refused(
        "aggregates/disbursement/decisions.py",
        "    if len(outstanding) > open_tranches:",
        "    if len(outstanding) < 0:",
        "先核销再拨付",
        "凭证提交了还不够，须审核通过",
        "disbursement.earlier_outstanding",
    ),
    "project: money is paid though its review failed": refused(
        "aggregates/project/claims.py",
        "raise Rejection(Why.REVIEW_FAILED, findings=project.failed_review)",
        "pass",
        "付款时再看",
        "批准之后情况变了",
        "project.review_failed",
    ),
    "project: a budget line is spent twice": refused(
        "aggregates/project/claims.py",
        "    left = project.lines[line] - project.committed(line)\n",
        "    left = project.lines[line]\n",
        "拨付",
        "科目额度已为前一期占用的部分，不能再用",
        "project.line_exhausted",
    ),
    "rights: who approved holds the bank's second key": refused(
        "aggregates/disbursement/decisions.py",
        "(asked.requester, disbursement.approver, paid_by, released_by, asked.payee)",
        "(asked.requester, disbursement.approver, paid_by, asked.payee)",
        "权限",
        "一人两个账号，申请了就不能审批；审批了就不能放行",
        "disbursement.same_person",
    ),
    "rights: a cashier keeps the books": refused(
        "application/rights.py",
        "raise Rejection(Why.CASHIER_KEEPS_NO_BOOKS",
        "Rejection(Why.CASHIER_KEEPS_NO_BOOKS",
        "权限",
        "当过出纳的人不对账、不结账，换个账号也不行",
        "rights.cashier_keeps_no_books",
    ),
}


ON = date(2025, 1, 20)


def _office(store: Store) -> Callable[..., Any]:
    by = store.by("acct-1", Role.ACCOUNTANT)

    def do(use_case: Callable[..., Any], on: date = ON, **given: Any) -> Any:
        return use_case(store.ledger, by, on=on, **given)

    keeper = grounds.keeper(do)
    do(funds.establish, fund_id="F1", name="f", foundation=keeper, purpose="p", agreement="a")
    return do


def _booked(do: Callable[..., Any], *wishes: ToDesignation) -> None:
    notice = Notice(
        account="6222", value_date=ON, payer="甲", payer_ref=None, amount=Money(100), remark=""
    )
    do(credits.book, credit_id="L", fund_id="F1", notice=notice, document="d", wishes=wishes)


def _allocated(store: Store) -> None:
    do = _office(store)
    _booked(do)
    do(credits.allocate, credit_id="L", wishes=(ToDesignation(designation=GENERAL),))


def _closed(store: Store) -> None:
    do = _office(store)
    _booked(do, ToDesignation(designation=GENERAL))
    proof = closing.prove(store.ledger, "F1", "2025-01")
    later = ON + timedelta(days=14)
    do(closing.close_period, on=later, fund_id="F1", period="2025-01", proof=proof)


PLAYS = {"held money is allocated": _allocated, "a month is closed": _closed}


if __name__ == "__main__":
    sys.exit(main(BREACHES, PLAYS))
