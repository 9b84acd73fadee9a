"""On what the report rests, whose it is, and what of it corrects what was told before."""

from __future__ import annotations

from datetime import date

from lixia_domain.application.report.content import (
    Block,
    CellKind,
    Column,
    Paragraph,
    Section,
    Table,
)
from lixia_domain.application.report.source import Source
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.words import Words, many
from lixia_domain.views.account_ledger import Movement
from lixia_domain.views.disclosure_log import DISCLOSURE_LOG
from lixia_domain.views.foundation_register import FOUNDATION_REGISTER

NOT_THE_ACCOUNTS = Words(
    "本报告不是基金会的法定财务会计报告，也不代替其年度工作报告；未经注册会计师审计。",
    "This is not the foundation's statutory accounts, nor its annual report, and no certified "
    "accountant has audited it.",
)
HOW_MADE = (
    Words(
        "金额单位：人民币元，图表为万元；另有注明的除外。",
        "Amounts are in yuan (CNY), in charts in ten thousand yuan, unless something else is said.",
    ),
    Words(
        "资金按银行收付之日计（收付实现制）：认捐在到账前不是收入，拨付在凭证认可前是预付。",
        "Money counts on the day the bank took or paid it: a pledge is no income before it comes, "
        "and what is paid is an advance until its evidence is accepted.",
    ),
    Words(
        "暂收款是负债；财政资金与捐赠分列，互不抵销；实物以有凭证的价值另列，不计入资金收支。",
        "Suspense is a liability; government money and donations are never netted; goods stand "
        "apart at their evidenced worth.",
    ),
    Words(
        "概要与图表均为扣除冲正、退还、退票、收回后的净额，总额与扣除额列在旁边的表内。",
        "What stands in brief and in charts is net of what was reversed, returned, bounced or "
        "recovered; gross and undone stand in the table beside it.",
    ),
    Words(
        "“核对”一节是程序对全部事实逐条所作；“封存”只说明所记自签署起未被改动。二者都不是审计。",
        "Findings are a program's, over all facts; the seal says only that what was recorded has "
        "not changed since it was signed. Neither is an audit.",
    ),
)
CORRECTING = frozenset(
    {
        Movement.DONATION_REVERSED,
        Movement.INCOME_REVERSED,
        Movement.RECOVERY_REVERSED,
        Movement.PAYMENT_REVERSED,
        Movement.BANK_FEE_REVERSED,
        Movement.MANAGEMENT_COST_REVERSED,
    }
)


def basis(source: Source) -> Section:
    """Return what the report is and is not, how it is made, and the foundation's standing."""
    made = (Paragraph(said) for said in HOW_MADE)
    blocks: tuple[Block, ...] = (
        Paragraph(NOT_THE_ACCOUNTS, grave=True),
        *made,
        *_foundation(source),
    )
    return Section(Words("编制说明", "How it is made"), blocks)


def _foundation(source: Source) -> tuple[Table, ...]:
    known = {row.foundation: row for row in source.of(FOUNDATION_REGISTER)}
    row = known.get(source.foundation_code)
    if row is None:
        return ()
    since, until = row.fundraising_since, row.fundraising_until
    told = (
        (Words("名称", "Name"), row.name),
        (Words("统一社会信用代码", "Credit code"), row.foundation),
        (Words("登记机关", "Registered with"), row.authority or None),
        (
            Words("公开募捐资格", "May raise money in public"),
            None if since is None else _span(since, until),
        ),
        (
            Words("公益性捐赠税前扣除资格至", "On the tax list until"),
            None if row.tax_until is None else row.tax_until.isoformat(),
        ),
    )
    return (
        Table(
            title=Words("基金会", "The foundation"),
            columns=(
                Column("what", Words("事项", "What")),
                Column("value", Words("内容", "Value")),
            ),
            rows=told,
        ),
    )


def _span(since: date, until: date | None) -> Words:
    if until is None:
        return Words(f"自 {since} 起", f"since {since}")
    return Words(f"{since} – {until}", f"{since} – {until}")


def corrections(source: Source) -> Section:
    """Return what was corrected in the period: bank entries, and what had been published."""
    rows = tuple(
        (row.on, Movement(row.kind), row.designation, row.period, Money(row.in_fen - row.out_fen))
        for row in source.moved
        if row.kind in CORRECTING
    )
    published = [
        row
        for row in source.of(DISCLOSURE_LOG)
        if row.corrected_on is not None and row.corrected_on >= source.since
    ]
    said = Words(
        f"本期更正账目 {len(rows)} 笔，更正已公开信息 {len(published)} 项。更正记入发生更正的月份，"
        "已结账的月份不变。",
        f"Corrected in the period: {many(len(rows), 'entry', 'entries')} and "
        f"{many(len(published), 'publication')}, posted in the month of the correction. A closed "
        "month stays as it was.",
    )
    blocks: tuple[Block, ...] = (Paragraph(said),)
    if rows:
        table = Table(
            title=Words("账目更正", "Corrected entries"),
            columns=(
                Column("on", Words("日期", "Date"), CellKind.DATE),
                Column("kind", Words("事项", "What"), CellKind.CODE),
                Column("designation", Words("用途", "For")),
                Column("period", Words("记入月份", "Posted in")),
                Column("amount", Words("金额", "Amount"), CellKind.MONEY),
            ),
            rows=rows,
        )
        blocks = (*blocks, table)
    return Section(Words("更正", "Corrections"), blocks)
