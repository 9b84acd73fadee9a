"""Money that is no plain gift: state donors, arrears, third parties, goods, match, bank entries."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.account.facts import Grant
from lixia_domain.aggregates.bank_debit import Outgoing
from lixia_domain.aggregates.bank_statement import Statement
from lixia_domain.application.finance import banking, credits, incomes
from lixia_domain.application.programme import arrears, claims, oversight, projects
from lixia_domain.kernel.money import Money
from lixia_domain.testing.steps.books import SIDES
from lixia_domain.testing.steps.expect import expect, same
from lixia_domain.testing.steps.reading import row_of, view_rows
from lixia_domain.testing.steps.sentences import Table, act, check, paper, rows
from lixia_domain.testing.steps.world import FUND, World, credit_code
from lixia_domain.views import by_name
from lixia_domain.views.bank_statements import Comparison, compare
from lixia_domain.views.claim_board import overdue

BANK = "基金会收款户"
PURPOSES = {"非限定": "general", "财政": "government", "暂收": "suspense", "其他": "other"}


@act('认领"{claim}"的国有资产捐赠已审批"{approval}"并备案"{filing}"')
def _(world: World, claim: str, approval: str, filing: str) -> None:
    arrears.evidence_state_approval(
        world.ledger,
        world.foundation,
        claim_id=claim,
        approval=paper(approval),
        filing=paper(filing),
        on=world.today,
    )


@act('确认项目"{project}"的认领"{claim}"')
def _(world: World, project: str, claim: str) -> None:
    claims.confirm(world.ledger, world.office, claim_id=claim, project_id=project, on=world.today)


@act('催告认领"{claim}"第 {number:Number} 期，宽限至 {deadline:Date}，文书"{document}"')
def _(world: World, claim: str, number: int, deadline: date, document: str) -> None:
    arrears.demand(
        world.ledger,
        world.foundation,
        claim_id=claim,
        number=number,
        deadline=deadline,
        document=document,
        on=world.today,
    )


@act('认定认领"{claim}"违约')
def _(world: World, claim: str) -> None:
    arrears.default(world.ledger, world.foundation, claim_id=claim, on=world.today)


@act('认领"{claim}"的捐赠人放弃票据，声明"{document}"')
def _(world: World, claim: str, document: str) -> None:
    arrears.waive_receipt(
        world.ledger, world.foundation, claim_id=claim, document=document, on=world.today
    )


@act('确认到账"{credit}"的法律捐赠人为"{who}"，代付说明"{document}"')
def _(world: World, credit: str, who: str, document: str) -> None:
    credits.settle_donor(
        world.ledger,
        world.foundation,
        credit_id=credit,
        donor=credit_code(who),
        document=paper(document),
        on=world.today,
    )


@act('以姓名"{name}"确认到账"{credit}"的法律捐赠人')
def _(world: World, name: str, credit: str) -> None:
    credits.settle_donor(
        world.ledger,
        world.foundation,
        credit_id=credit,
        donor=name,
        document=paper("代付说明"),
        on=world.today,
    )


@act('认定到账"{credit}"为摊派，认定书"{document}"')
def _(world: World, credit: str, document: str) -> None:
    credits.find_apportioned(
        world.ledger,
        world.foundation,
        credit_id=credit,
        document=paper(document),
        on=world.today,
    )


@act('暂收的到账"{credit}" {amount:Money} 记为赞助，协议"{document}"')
def _(world: World, credit: str, amount: Money, document: str) -> None:
    incomes.receive_sponsorship(
        world.ledger,
        world.foundation,
        credit_id=credit,
        amount=amount,
        document=document,
        on=world.today,
    )


@act('到账"{credit}" {amount:Money} 为项目"{project}"的利息')
def _(world: World, credit: str, amount: Money, project: str) -> None:
    _interest(world, credit, amount, project)


@act('到账"{credit}" {amount:Money} 为{purpose}资金的利息')
def _(world: World, credit: str, amount: Money, purpose: str) -> None:
    _interest(world, credit, amount, PURPOSES[purpose])


@act('财政依文件"{document}"约定配套，上限 {cap:Money}，至 {until:Date}')
def _(world: World, document: str, cap: Money, until: date) -> None:
    incomes.promise_match(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        document=document,
        purpose="按社会捐赠配套",
        cap=cap,
        until=until,
        on=world.today,
    )


@act('到账"{credit}" {amount:Money} 记为文件"{document}"的配套，可用至 {expiry:Date}')
def _(world: World, credit: str, amount: Money, document: str, expiry: date) -> None:
    incomes.receive_appropriation(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        credit=credit,
        document=document,
        purpose="按社会捐赠配套",
        expiry=expiry,
        carry_over=False,
        amount=amount,
        kind=Grant.MATCH,
        on=world.today,
    )


@act('项目"{project}"中止，因"{reason}"')
def _(world: World, project: str, reason: str) -> None:
    oversight.suspend(
        world.ledger,
        world.office,
        project_id=project,
        fund_id=FUND,
        reason=reason,
        document="中止通知",
        on=world.today,
    )


@act('项目"{project}"恢复')
def _(world: World, project: str) -> None:
    oversight.resume(
        world.ledger,
        world.office,
        project_id=project,
        fund_id=FUND,
        document="恢复通知",
        on=world.today,
    )


@act('项目"{project}"中期评估{result}，意见"{findings}"')
def _(world: World, project: str, result: str, findings: str) -> None:
    oversight.review(
        world.ledger,
        world.office,
        project_id=project,
        passed={"通过": True, "未通过": False}[result],
        findings=findings,
        minutes="中期评估纪要",
        on=world.today,
    )


@act('项目"{project}"以认领"{claim}"冠名"{name}"，受益人同意书"{consent}"')
def _(world: World, project: str, claim: str, name: str, consent: str) -> None:
    oversight.agree_naming(
        world.ledger,
        world.office,
        project_id=project,
        claim_id=claim,
        name=name,
        consent=paper(consent),
        on=world.today,
    )


@act('项目"{project}"已验收')
def _(world: World, project: str) -> None:
    who, on = world.office, world.today
    projects.request_acceptance(world.ledger, who, project_id=project, document="验收申请", on=on)
    projects.accept(world.ledger, who, project_id=project, minutes="验收纪要", on=on)


@act('结束项目"{project}"')
def _(world: World, project: str) -> None:
    projects.close(world.ledger, world.office, project_id=project, summary="完成", on=world.today)


@act('银行付款"{debit}"：付"{payee}" {amount:Money}')
def _(world: World, debit: str, payee: str, amount: Money) -> None:
    first = world.value_dates.setdefault(debit, world.today)
    outgoing = Outgoing(account=BANK, value_date=first, payee=payee, amount=amount, remark="")
    banking.record_debit(
        world.ledger,
        world.foundation,
        debit_id=debit,
        fund_id=FUND,
        outgoing=outgoing,
        document=f"对账单/{debit}",
        on=world.today,
    )


@act('银行付款"{debit}"与拨付"{disbursement}"核对')
def _(world: World, debit: str, disbursement: str) -> None:
    banking.match_payment(
        world.ledger,
        world.foundation,
        debit_id=debit,
        disbursement_id=disbursement,
        on=world.today,
    )


@act('银行付款"{debit}"与到账"{credit}"的退款核对')
def _(world: World, debit: str, credit: str) -> None:
    banking.match_return(
        world.ledger, world.foundation, debit_id=debit, credit_id=credit, on=world.today
    )


@act('银行付款"{debit}"为项目"{project}"的手续费')
def _(world: World, debit: str, project: str) -> None:
    banking.charge_fee(
        world.ledger, world.foundation, debit_id=debit, designation=project, on=world.today
    )


@act('银行付款"{debit}"为项目"{project}"的管理费"{cost}"，{year:Number} 年度')
def _(world: World, debit: str, project: str, cost: str, year: int) -> None:
    _management_cost(world, debit, project, cost, year)


@act('银行付款"{debit}"为{purpose}资金的管理费"{cost}"，{year:Number} 年度')
def _(world: World, debit: str, purpose: str, cost: str, year: int) -> None:
    _management_cost(world, debit, PURPOSES[purpose], cost, year)


def _management_cost(world: World, debit: str, designation: str, cost: str, year: int) -> None:
    banking.charge_management_cost(
        world.ledger,
        world.foundation,
        debit_id=debit,
        designation=designation,
        cost=cost,
        foundation="扶贫开发基金会（虚构示例）",
        year=year,
        document="管理费分摊表",
        on=world.today,
    )


@act("登记银行对账单：")
def _(world: World, datatable: Table) -> None:
    for row in rows(datatable):
        told = Statement(
            period=row["月份"],
            opening=Money.parse(row["期初"]),
            credited=Money.parse(row["收入"]),
            debited=Money.parse(row["付出"]),
            closing=Money.parse(row["期末"]),
        )
        banking.import_statement(
            world.ledger,
            world.foundation,
            fund_id=FUND,
            bank_account=BANK,
            statement=told,
            document=f"对账单 {told.period}",
            document_hash="0" * 64,
            on=world.today,
        )


@act("银行余额调节至 {period}")
def _(world: World, period: str) -> None:
    found, position = _compared(world, period)
    banking.reconcile(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        bank_account=BANK,
        period=period,
        book=found.book,
        items=found.items,
        position=position,
        on=world.today,
    )


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


@check("截至 {period}，账面 {book:Money}、银行 {bank:Money}，未达账项为：")
def _(world: World, period: str, book: Money, bank: Money, datatable: Table) -> None:
    found, _ = _compared(world, period)
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


def _interest(world: World, credit: str, amount: Money, designation: str) -> None:
    incomes.credit_interest(
        world.ledger,
        world.foundation,
        fund_id=FUND,
        designation=designation,
        credit=credit,
        amount=amount,
        on=world.today,
    )


def _compared(world: World, period: str) -> tuple[Comparison, int]:
    build = world.store.views()
    with build.reading() as position:
        ledger = [row for _, row in build.rows(by_name("account_ledger"))]
        bank = [row for _, row in build.rows(by_name("bank_book"))]
    return compare(FUND, period, ledger, bank), position
