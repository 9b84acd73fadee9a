"""Money that is no plain gift: state donors, arrears, third parties, goods, match, bank entries."""

from __future__ import annotations

from datetime import date
from typing import Any

from attrs import evolve

from lixia_domain.aggregates.account.facts import Grant
from lixia_domain.aggregates.bank_debit import Outgoing
from lixia_domain.aggregates.bank_statement import Statement
from lixia_domain.application.finance import banking, credits, incomes, mending
from lixia_domain.application.finance.book_and_bank import BookAndBank, reading
from lixia_domain.application.programme import arrears, claims, oversight, projects
from lixia_domain.kernel.money import Money
from lixia_domain.testing.steps.acts import carries_out
from lixia_domain.testing.steps.books import SIDES
from lixia_domain.testing.steps.expect import expect, same
from lixia_domain.testing.steps.people_and_projects import THE_FUND
from lixia_domain.testing.steps.reading import row_of, view_rows
from lixia_domain.testing.steps.sentences import Table, act, check, rows
from lixia_domain.testing.steps.world import BANK, FUND, World, credit_code
from lixia_domain.views import by_name
from lixia_domain.views.claim_board import overdue

PURPOSES = {"非限定": "general", "财政": "government", "暂收": "suspense", "其他": "other"}


carries_out(
    '认领"{claim_id}"的国有资产捐赠已审批"{approval}"并备案"{filing}"',
    arrears.evidence_state_approval,
)
carries_out('确认项目"{project_id}"的认领"{claim_id}"', claims.confirm)
carries_out(
    '催告认领"{claim_id}"第 {number:Number} 期，宽限至 {deadline:Date}，文书"{document}"',
    arrears.demand,
)
carries_out('认定认领"{claim_id}"违约', arrears.default)
carries_out(
    '撤销认领"{claim_id}"的违约认定，因"{reason}"，依据"{document}"', arrears.withdraw_default
)
carries_out('认领"{claim_id}"的捐赠人放弃票据，声明"{document}"', arrears.waive_receipt)
carries_out(
    '认领"{claim_id}"的捐赠人不放弃票据，因"{reason}"，声明"{document}"', arrears.withdraw_waiver
)
carries_out(
    '确认到账"{credit_id}"的法律捐赠人为"{donor}"，代付说明"{document}"',
    credits.settle_donor,
    reads={"donor": credit_code},
)
carries_out(
    '以姓名"{donor}"确认到账"{credit_id}"的法律捐赠人',
    credits.settle_donor,
    document="代付说明",
    reads={"donor": str},
)
carries_out(
    '到账"{credit_id}"的付款人书面指示其中 {amount:Money} 改用于项目"{to}"，文书"{document}"',
    credits.direct,
)
carries_out('认定到账"{credit_id}"为摊派，认定书"{document}"', credits.find_apportioned)
carries_out(
    '暂收的到账"{credit_id}" {amount:Money} 记为赞助，协议"{document}"',
    incomes.receive_sponsorship,
)
carries_out('到账"{credit}" {amount:Money} 为项目"{designation}"的利息', incomes.credit_interest)
carries_out(
    '到账"{credit}" {amount:Money} 为{designation}资金的利息',
    incomes.credit_interest,
    reads={"designation": PURPOSES},
)
carries_out(
    '财政依文件"{document}"约定配套，上限 {cap:Money}，至 {until:Date}',
    incomes.promise_match,
    purpose="按社会捐赠配套",
)
carries_out(
    '到账"{credit}" {amount:Money} 记为文件"{document}"的配套，可用至 {expiry:Date}',
    incomes.receive_appropriation,
    purpose="按社会捐赠配套",
    carry_over=False,
    kind=Grant.MATCH,
)
carries_out('项目"{project_id}"中止，因"{reason}"', oversight.suspend, document="中止通知")
carries_out('项目"{project_id}"恢复', oversight.resume, document="恢复通知")
carries_out(
    '项目"{project_id}"中期评估{passed}，意见"{findings}"',
    oversight.review,
    minutes="中期评估纪要",
    reads={"passed": {"通过": True, "未通过": False}},
)
carries_out(
    '项目"{project_id}"以认领"{claim_id}"冠名"{name}"，受益人同意书"{consent}"',
    oversight.agree_naming,
)


@act('项目"{project}"已验收')
def _(world: World, project: str) -> None:
    world.carry_out(projects.request_acceptance, project_id=project, document="验收申请")
    world.carry_out(projects.accept, project_id=project, minutes="验收纪要")


def paid_by_the_bank(world: World, debit: str, payee: str, amount: Money) -> Outgoing:
    """Return what the bank says it paid; told again later it still bears its first value date."""
    first = world.value_dates.setdefault(debit, world.today)
    return Outgoing(account=BANK, value_date=first, payee=payee, amount=amount, remark="")


SHARED: dict[str, Any] = {
    "foundation": THE_FUND["foundation"],
    "document": "管理费分摊表",
}

carries_out('结束项目"{project_id}"', projects.close, summary="完成")
carries_out(
    '银行付款"{debit_id}"：付"{payee}" {amount:Money}',
    banking.record_debit,
    outgoing=lambda world, said: paid_by_the_bank(
        world, said["debit_id"], said["payee"], said["amount"]
    ),
    document="对账单/{debit_id}",
)
carries_out(
    '银行付款"{debit_id}"：自账户"{account}"付"{payee}" {amount:Money}',
    banking.record_debit,
    outgoing=lambda world, said: evolve(
        paid_by_the_bank(world, said["debit_id"], said["payee"], said["amount"]),
        account=said["account"],
    ),
    document="对账单/{debit_id}",
)
carries_out(
    '银行付款"{debit_id}"：由另一基金"{fund_id}"付"{payee}" {amount:Money}',
    banking.record_debit,
    outgoing=lambda world, said: paid_by_the_bank(
        world, said["debit_id"], said["payee"], said["amount"]
    ),
    document="对账单/{debit_id}",
)
carries_out('银行付款"{debit_id}"与拨付"{disbursement_id}"核对', banking.match_payment)
carries_out('银行付款"{debit_id}"与到账"{credit_id}"的退款核对', banking.match_return)
carries_out(
    '"{who}"撤销银行付款"{debit_id}"的核对，因"{reason}"，凭"{document}"',
    mending.unmatch,
    by="{who}",
)
carries_out(
    '"{who}"把拨付"{disbursement_id}"的付款改为银行付款"{debit_id}"，因"{reason}"，凭"{document}"',
    mending.correct_debit,
    by="{who}",
)
carries_out(
    '"{who}"撤销到账"{credit_id}"的分配，因"{reason}"，凭"{document}"',
    mending.unallocate,
    by="{who}",
)
carries_out(
    '"{who}"撤销拨付"{disbursement_id}"没有付出的付款，因"{reason}"，凭"{document}"',
    mending.cancel_payment,
    by="{who}",
)
carries_out(
    '"{who}"撤销到账"{credit_id}"没有付出的退款 {amount:Money}，因"{reason}"，凭"{document}"',
    mending.cancel_return,
    by="{who}",
)
carries_out('银行付款"{debit_id}"为项目"{designation}"的手续费', banking.charge_fee)
carries_out(
    '银行付款"{debit_id}"为{designation}资金的手续费',
    banking.charge_fee,
    reads={"designation": PURPOSES},
)
carries_out(
    '银行付款"{debit_id}"为项目"{designation}"的管理费"{cost}"，{year:Number} 年度',
    banking.charge_management_cost,
    **SHARED,
)
carries_out(
    '银行付款"{debit_id}"为{designation}资金的管理费"{cost}"，{year:Number} 年度',
    banking.charge_management_cost,
    reads={"designation": PURPOSES},
    **SHARED,
)


@act("登记银行对账单：")
def _(world: World, datatable: Table) -> None:
    _stated(world, BANK, datatable)


@act('登记银行账户"{account}"的对账单：')
def _(world: World, account: str, datatable: Table) -> None:
    _stated(world, account, datatable)


def _stated(world: World, account: str, datatable: Table) -> None:
    for row in rows(datatable):
        told = Statement(
            period=row["月份"],
            opening=Money.parse(row["期初"]),
            credited=Money.parse(row["收入"]),
            debited=Money.parse(row["付出"]),
            closing=Money.parse(row["期末"]),
        )
        world.carry_out(
            banking.import_statement,
            bank_account=account,
            statement=told,
            document=f"对账单 {told.period}",
        )


carries_out("银行余额调节至 {period:Month}", banking.reconcile, bank_account=BANK)
carries_out(
    '拨付"{paper}"未达，因"{reason}"，据此将银行余额调节至 {period:Month}',
    banking.reconcile,
    bank_account=BANK,
    reasons=lambda world, said: ((said["paper"], said["reason"]),),
)
carries_out('银行账户"{bank_account}"余额调节至 {period:Month}', banking.reconcile)


@act('记住账册位置为"{name}"')
def _(world: World, name: str) -> None:
    world.marks[name] = world.ledger.head()


@check("截至 {on:Date}，逾期的认捐为：")
def _(world: World, on: date, datatable: Table) -> None:
    found = [
        (row.claim, late.number, Money(late.missing_fen), late.days)
        for _, row in world.store.views().rows(by_name("claim_board"))
        for late in overdue(row, on)
    ]
    told = [
        (row["编号"], int(row["期次"]), Money.parse(row["尚欠"]), int(row["逾期天数"]))
        for row in rows(datatable)
    ]
    same("逾期的认捐", "what is overdue", found, told)


@check("截至 {on:Date}，没有逾期的认捐")
def _(world: World, on: date) -> None:
    board = world.store.views().rows(by_name("claim_board"))
    found = [row.claim for _, row in board if overdue(row, on)]
    same("逾期的认捐", "what is overdue", "、".join(found), "")


@check('认领"{claim}"违约，尚欠 {owed:Money}')
def _(world: World, claim: str, owed: Money) -> None:
    row = row_of(view_rows(world, "claim_board"), claim, "认领", "claim")
    expect(
        row.defaulted_on is not None, f"认领 {claim} 没有违约", f"claim {claim} is not in default"
    )
    same(f"认领 {claim} 尚欠额", f"what is owed of claim {claim}", Money(row.owed_fen), owed)


@check("截至 {period:Month}，账面 {book:Money}、银行 {bank:Money}，未达账项为：")
def _(world: World, period: str, book: Money, bank: Money, datatable: Table) -> None:
    found = BookAndBank(reading(world.ledger), FUND, period).of_all()
    same("账面", "the book", found.book, book)
    same("银行", "the bank", found.bank, bank)
    expect(found.balanced, "未达账项解释不了差额", "the items do not explain the difference")
    told = sorted((row["方向"], Money.parse(row["金额"]).fen) for row in rows(datatable))
    items = sorted((SIDES[item.side], item.amount.fen) for item in found.items)
    same("未达账项（分）", "the items, in fen,", items, told)


@check('按账册位置"{name}"重现，项目"{project}"的到账为 {amount:Money}')
def _(world: World, name: str, project: str, amount: Money) -> None:
    build = world.store.known_by(world.marks[name])
    same("重现所至的位置", "the position", build.position(), world.marks[name])
    row = row_of(dict(build.rows(by_name("project_register"))), project, "项目", "project")
    zh, en = f"项目 {project} 的到账", f"what project {project} received"
    same(zh, en, Money(row.received_fen), amount)
