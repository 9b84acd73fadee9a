"""``lixia disburse``: tranches, with four eyes on each."""

from __future__ import annotations

from lixia_adapters.console.commands.finance.parties import naming
from lixia_adapters.console.commands.programme.project import MINUTES, REASON
from lixia_adapters.console.frame.options import (
    FUND,
    Option,
    account,
    day,
    money,
    number,
    sha256,
    text,
)
from lixia_adapters.console.frame.recording import recording

_PAPER = Option("PAPER", "disbursement_id", "拨付编号", "the disbursement's id", read=text)
_AMOUNT = Option("--amount", "amount", "金额（元）", "yuan, exact", read=money)
_INVOICE = Option("--invoice", "invoice", "发票号", "the invoice", read=text)
_CREDIT = Option("--credit", "credit", "收回的到账编号", "the bank credit it came by", read=text)

REQUEST = recording(
    "disbursements.request",
    _PAPER,
    Option("--project", "project_id", "项目编号", "the project", read=text, value="ID"),
    Option("--line", "line", "预算科目", "the budget line", read=text, value="NAME"),
    Option("--tranche", "tranche", "第几期", "which tranche", read=number),
    _AMOUNT,
    Option(
        "--payee",
        "payee",
        "收款方：团队编号、信用代码、账号编号或个人代号",
        "who is paid: a team's id, a credit code, an account id or a person's reference",
        read=text,
        value="ID",
    ),
    Option(
        "--payee-account",
        "payee_account",
        "收款账号的引用（不是账号本身）",
        "token of its account, never the number itself",
        read=text,
        value="TOKEN",
    ),
    Option("--purpose", "purpose", "用途", "what for", read=text),
    FUND,
    role="team",
)
APPROVE = recording(
    "disbursements.approve",
    _PAPER,
    MINUTES,
    Option(
        "--checked",
        "conflicts_checked",
        "已核查谁与收款方的利害关系",
        "whose ties to the payee were checked",
        read=account,
        many=True,
        value="ID",
    ),
    Option(
        "--related",
        "related",
        "查出有利害关系者",
        "who was found tied to it",
        read=account,
        need=False,
        many=True,
        value="ID",
    ),
    role="approver",
)
REFUSE = recording("disbursements.refuse", _PAPER, REASON, role="approver")
WITHDRAW = recording("disbursements.withdraw", _PAPER, REASON, role="team")
PAY = recording(
    "disbursements.pay",
    _PAPER,
    Option("--debit", "debit", "银行付款编号", "the bank's entry", read=text, value="ID"),
    Option("--voucher", "voucher", "记账凭证号", "the voucher", read=text, value="ID"),
    role="cashier",
)
BOUNCE = recording("disbursements.bounce", _PAPER, _CREDIT, REASON, role="accountant")
EVIDENCE = recording(
    "disbursements.evidence",
    _PAPER,
    _INVOICE,
    Option("--date", "invoice_date", "开票日期", "the invoice's date", read=day),
    Option(
        "--seller",
        "seller",
        "销售方（个人用代号）",
        "the seller; a person by reference",
        read=text,
    ),
    sha256("file_hash"),
    _AMOUNT,
    role="team",
    extra=naming("seller"),
)
ACCEPT = recording("disbursements.accept_expense", _PAPER, _INVOICE, role="accountant")
DISALLOW = recording("disbursements.disallow_expense", _PAPER, _INVOICE, REASON, role="accountant")
RECOVER = recording("disbursements.recover", _PAPER, _AMOUNT, _CREDIT, role="accountant")
WRITE_OFF = recording("disbursements.write_off", _PAPER, _AMOUNT, MINUTES, role="approver")
