"""The statutory book (法定账): what each fact of money and goods means, recognised on receipt.

A pledge is nothing here until money arrives. A payment to a team is an advance until its evidence
is accepted; what comes back lessens the advance, what can't come back is a loss. Goods stand at
their value, apart from money. A correction goes where the fact it takes back had gone.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as bc
from lixia_domain.aggregates.disbursement import facts as dis
from lixia_domain.aggregates.in_kind import facts as knd
from lixia_domain.audit.books.chart import Account, Subject, account_for, gifts_of
from lixia_domain.audit.books.entries import Payee
from lixia_domain.audit.books.rules import Meaning, Memory, Postings, Rule, both
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import shared
from lixia_domain.kernel.keys import GENERAL, SUSPENSE
from lixia_domain.views.accounts import fund_and_designation


def _bank(recorded: Recorded) -> Account:
    return account_for(Subject.BANK, recorded.key)


def _took_in(memory: Memory, recorded: Recorded, event: Any, income: Account) -> Postings:
    memory.income[event.gift] = income
    return both(_bank(recorded), income, event.amount.fen)


def _donated(memory: Memory, recorded: Recorded, event: acc.DonationReceived) -> Postings:
    return _took_in(memory, recorded, event, gifts_of(recorded.key))


def _appropriated(memory: Memory, recorded: Recorded, event: acc.AppropriationReceived) -> Postings:
    return _took_in(memory, recorded, event, account_for(Subject.PUBLIC_MONEY, recorded.key))


def _interest(memory: Memory, recorded: Recorded, event: acc.InterestCredited) -> Postings:
    return _took_in(memory, recorded, event, account_for(Subject.INTEREST, recorded.key))


def _other(memory: Memory, recorded: Recorded, event: acc.OtherIncomeReceived) -> Postings:
    return both(_bank(recorded), _other_income(recorded), event.amount.fen)


def _other_back(memory: Memory, recorded: Recorded, event: acc.OtherIncomeReturned) -> Postings:
    return both(_other_income(recorded), _bank(recorded), event.amount.fen)


def _other_income(recorded: Recorded) -> Account:
    return account_for(Subject.OTHER, recorded.key)


def _sold_for(memory: Memory, recorded: Recorded, event: acc.SaleProceedsReceived) -> Postings:
    income = account_for(Subject.SALES, recorded.key)
    memory.income[event.gift] = income
    memory.costs[event.gift] = event.costs.fen
    costs = account_for(Subject.SALE_COSTS, recorded.key)
    net = both(_bank(recorded), income, event.amount.fen)
    return (*net, *both(costs, income, event.costs.fen))


def _income_reversed(memory: Memory, recorded: Recorded, event: acc.IncomeReversed) -> Postings:
    """Sponsorship is nobody's gift. A sale that is undone takes its costs back with it."""
    if event.gift is None:
        return both(_other_income(recorded), _bank(recorded), event.amount.fen)
    income = memory.income[event.gift]
    costs = account_for(Subject.SALE_COSTS, recorded.key)
    net = both(income, _bank(recorded), event.amount.fen)
    return (*net, *both(income, costs, memory.costs.get(event.gift, 0)))


def _reversed(memory: Memory, recorded: Recorded, event: acc.DonationReversed) -> Postings:
    income = memory.income.get(event.gift) or gifts_of(recorded.key)
    return both(income, _bank(recorded), event.amount.fen)


def _returned(memory: Memory, recorded: Recorded, event: acc.DonationReturned) -> Postings:
    gone = account_for(Subject.RETURNED, recorded.key)
    return both(gone, _bank(recorded), event.amount.fen)


def _income_returned(
    memory: Memory,
    recorded: Recorded,
    event: acc.InterestReturned | acc.AppropriationReturned | acc.SaleProceedsReturned,
) -> Postings:
    return both(memory.income[event.gift], _bank(recorded), event.amount.fen)


def _short(memory: Memory, recorded: Recorded, event: acc.ShortfallArose) -> Postings:
    lacking = account_for(Subject.SHORTFALLS, recorded.key)
    return both(_bank(recorded), lacking, event.amount.fen)


def _short_paid(memory: Memory, recorded: Recorded, event: acc.ShortfallPaid) -> Postings:
    return _took_in(memory, recorded, event, account_for(Subject.MADE_GOOD, recorded.key))


def _put_to_short(memory: Memory, recorded: Recorded, event: acc.PutToShortfall) -> Postings:
    lacking = account_for(Subject.SHORTFALLS, event.of)
    return both(lacking, _bank(recorded), shared(event.shares).fen)


def _held(memory: Memory, recorded: Recorded, event: acc.SuspenseHeld) -> Postings:
    owed = account_for(Subject.SUSPENSE, recorded.key)
    return both(_bank(recorded), owed, event.amount.fen)


def _cleared(memory: Memory, recorded: Recorded, event: acc.SuspenseCleared) -> Postings:
    owed = account_for(Subject.SUSPENSE, recorded.key)
    return both(owed, _bank(recorded), event.amount.fen)


def _owed(memory: Memory, recorded: Recorded, event: bc.ReceivableArose) -> Postings:
    owed = Account(Subject.RECEIVABLES, event.fund, SUSPENSE)
    return both(owed, owed._replace(subject=Subject.TAKEN_BACK), event.amount.fen)


def _collected(memory: Memory, recorded: Recorded, event: bc.ReceivableCollected) -> Postings:
    owed = Account(Subject.RECEIVABLES, event.fund, SUSPENSE)
    return both(owed._replace(subject=Subject.TAKEN_BACK), owed, event.amount.fen)


def _paid(
    memory: Memory, recorded: Recorded, event: acc.FundsPaidOut | acc.RecoveryReversed
) -> Postings:
    advance = account_for(Subject.ADVANCES, recorded.key)
    return both(advance, _bank(recorded), shared(event.shares).fen)


def _recovered(
    memory: Memory, recorded: Recorded, event: acc.RecoveryReceived | acc.PaymentReversed
) -> Postings:
    advance = account_for(Subject.ADVANCES, recorded.key)
    return both(_bank(recorded), advance, shared(event.shares).fen)


def _fee(memory: Memory, recorded: Recorded, event: acc.BankFeeCharged) -> Postings:
    cost = account_for(Subject.FEES, recorded.key)
    return both(cost, _bank(recorded), shared(event.shares).fen)


def _managed(memory: Memory, recorded: Recorded, event: acc.ManagementCostCharged) -> Postings:
    cost = account_for(Subject.MANAGEMENT, recorded.key)
    return both(cost, _bank(recorded), shared(event.shares).fen)


def _fee_back(memory: Memory, recorded: Recorded, event: acc.BankFeeReversed) -> Postings:
    cost = account_for(Subject.FEES, recorded.key)
    return both(_bank(recorded), cost, shared(event.shares).fen)


def _managed_back(
    memory: Memory, recorded: Recorded, event: acc.ManagementCostReversed
) -> Postings:
    cost = account_for(Subject.MANAGEMENT, recorded.key)
    return both(_bank(recorded), cost, shared(event.shares).fen)


def _moved_out(memory: Memory, recorded: Recorded, event: acc.SurplusMovedOut) -> Postings:
    way = account_for(Subject.TRANSFERS, recorded.key)
    return both(way, _bank(recorded), event.share.amount.fen)


def _moved_in(memory: Memory, recorded: Recorded, event: acc.SurplusMovedIn) -> Postings:
    """Money that comes from suspense is no surplus: it lay there before the books began."""
    carried = fund_and_designation(event.origin)[1] == SUSPENSE
    way = account_for(Subject.CARRIED_IN if carried else Subject.TRANSFERS, recorded.key)
    memory.income.setdefault(event.share.gift, way)
    return both(_bank(recorded), way, event.share.amount.fen)


def _asked(memory: Memory, recorded: Recorded, event: dis.DisbursementRequested) -> Postings:
    memory.paid_from[recorded.key] = event.account
    return ()


def _accepted(memory: Memory, recorded: Recorded, event: dis.ExpenseAccepted) -> Postings:
    return _accounted_for(memory, recorded, Subject.WORK, event.amount.fen)


def _accepted_no_more(
    memory: Memory, recorded: Recorded, event: dis.AcceptanceReversed
) -> Postings:
    key = memory.paid_from[recorded.key]
    return both(
        account_for(Subject.ADVANCES, key), account_for(Subject.WORK, key), event.amount.fen
    )


def _lost(memory: Memory, recorded: Recorded, event: dis.LossWrittenOff) -> Postings:
    return _accounted_for(memory, recorded, Subject.LOSSES, event.amount.fen)


def _lost_no_more(memory: Memory, recorded: Recorded, event: dis.LossReversed) -> Postings:
    key = memory.paid_from[recorded.key]
    return both(
        account_for(Subject.ADVANCES, key), account_for(Subject.LOSSES, key), event.amount.fen
    )


def _accounted_for(memory: Memory, recorded: Recorded, subject: Subject, fen: int) -> Postings:
    key = memory.paid_from[recorded.key]
    return both(account_for(subject, key), account_for(Subject.ADVANCES, key), fen)


def _delivered(memory: Memory, recorded: Recorded, event: knd.InKindDelivered) -> Postings:
    store = Account(Subject.GOODS, event.fund, event.restriction or GENERAL)
    memory.goods[recorded.key] = store
    return both(store, store._replace(subject=Subject.GOODS_GIVEN), event.value.fen)


def _left_store(subject: Subject) -> Meaning:
    def meaning(memory: Memory, recorded: Recorded, event: Any) -> Postings:
        store = memory.goods[recorded.key]
        return both(store._replace(subject=subject), store, event.value.fen)

    return meaning


def _back_in_store(subject: Subject) -> Meaning:
    def meaning(memory: Memory, recorded: Recorded, event: Any) -> Postings:
        store = memory.goods[recorded.key]
        return both(store, store._replace(subject=subject), event.value.fen)

    return meaning


STATUTORY: Mapping[type[Event], Rule] = {
    acc.DonationReceived: Rule("捐赠到账", Payee.DONOR, _donated),
    acc.AppropriationReceived: Rule("财政资金到账", Payee.TREASURY, _appropriated),
    acc.InterestCredited: Rule("利息入账", Payee.BANK, _interest),
    acc.SaleProceedsReceived: Rule("实物变卖所得", Payee.BUYER, _sold_for),
    acc.OtherIncomeReceived: Rule("其他收入", Payee.PAYER, _other),
    acc.DonationReversed: Rule("到账冲正", Payee.DONOR, _reversed),
    acc.IncomeReversed: Rule("收入冲正", Payee.PAYER, _income_reversed),
    acc.DonationReturned: Rule("退还捐赠", Payee.DONOR, _returned),
    acc.InterestReturned: Rule("退回利息", Payee.BANK, _income_returned),
    acc.AppropriationReturned: Rule("缴回财政资金", Payee.TREASURY, _income_returned),
    acc.SaleProceedsReturned: Rule("退回变卖所得", Payee.BUYER, _income_returned),
    acc.ShortfallArose: Rule("短缺", Payee.DONOR, _short),
    acc.ShortfallPaid: Rule("弥补短缺到账", Payee.PAYER, _short_paid),
    acc.PutToShortfall: Rule("弥补短缺", Payee.OURSELVES, _put_to_short),
    acc.OtherIncomeReturned: Rule("退回其他收入", Payee.PAYER, _other_back),
    acc.SuspenseHeld: Rule("暂收", Payee.PAYER, _held),
    acc.SuspenseCleared: Rule("暂收转出", Payee.PAYER, _cleared),
    bc.ReceivableArose: Rule("应收退款", Payee.PAYER, _owed),
    bc.ReceivableCollected: Rule("收回应收退款", Payee.PAYER, _collected),
    acc.FundsPaidOut: Rule("拨付", Payee.TEAM, _paid),
    acc.PaymentReversed: Rule("付款冲正", Payee.TEAM, _recovered),
    acc.RecoveryReceived: Rule("拨付款收回", Payee.TEAM, _recovered),
    acc.RecoveryReversed: Rule("拨付款收回冲正", Payee.TEAM, _paid),
    acc.BankFeeCharged: Rule("银行手续费", Payee.BANK, _fee),
    acc.ManagementCostCharged: Rule("列支管理费", Payee.FOUNDATION, _managed),
    acc.BankFeeReversed: Rule("银行手续费冲正", Payee.BANK, _fee_back),
    acc.ManagementCostReversed: Rule("管理费冲正", Payee.FOUNDATION, _managed_back),
    acc.SurplusMovedOut: Rule("结余转出", Payee.OURSELVES, _moved_out),
    acc.SurplusMovedIn: Rule("结余转入", Payee.OURSELVES, _moved_in),
    dis.DisbursementRequested: Rule("申请拨付", Payee.TEAM, _asked),
    dis.ExpenseAccepted: Rule("支出凭证认可", Payee.TEAM, _accepted),
    dis.AcceptanceReversed: Rule("支出凭证认可撤销", Payee.TEAM, _accepted_no_more),
    dis.LossWrittenOff: Rule("核销损失", Payee.TEAM, _lost),
    dis.LossReversed: Rule("核销损失撤销", Payee.TEAM, _lost_no_more),
    knd.InKindDelivered: Rule("实物收讫", Payee.DONOR, _delivered),
    knd.InKindIssued: Rule("实物发放", Payee.TEAM, _left_store(Subject.GOODS_USED)),
    knd.InKindSold: Rule("实物变卖", Payee.BUYER, _left_store(Subject.GOODS_COST)),
    knd.InKindSaleReversed: Rule("实物变卖冲正", Payee.BUYER, _back_in_store(Subject.GOODS_COST)),
    knd.InKindWrittenOff: Rule("实物报损", Payee.OURSELVES, _left_store(Subject.GOODS_LOST)),
    knd.InKindReturned: Rule("实物发放退回", Payee.TEAM, _back_in_store(Subject.GOODS_USED)),
    knd.InKindFound: Rule("报损实物找回", Payee.OURSELVES, _back_in_store(Subject.GOODS_LOST)),
}
"""What the statutory book takes in. Anything else moves nothing that it counts."""
