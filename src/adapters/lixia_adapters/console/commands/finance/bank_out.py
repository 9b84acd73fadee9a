"""``lixia bank``, the other half: money that left, income that is no gift, reconciliation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.finance.parties import party, remark
from lixia_adapters.console.frame.answer import Answer, Table, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import (
    FUND,
    Command,
    Option,
    day,
    money,
    named_money,
    number,
    sha256,
    text,
)
from lixia_adapters.console.frame.recording import LEFT_OUT, answer, recording
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.application.chapters import use_case_named
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store
    from lixia_domain.kernel.reconciling import Proof
    from lixia_domain.views.bank_statements import Comparison

_DEBIT = Option("DEBIT", "debit_id", "付款流水编号", "the debit's id", read=text)
_CREDIT = Option("CREDIT", "credit_id", "到账编号", "the credit's id", read=text)
_AMOUNT = Option("AMOUNT", "amount", "金额（元）", "yuan, exact", read=money)
_ACCOUNT = Option("--account", "account", "银行账户", "the bank account", read=text)
_DOCUMENT = Option("--document", "document", "凭证或文件", "the document", read=text)
_TO = Option(
    "--to",
    "designation",
    "记入哪个用途：项目编号、general 或 government",
    "which account: a project's id, general or government",
    read=text,
    value="DESIGNATION",
)


def _outgoing(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.bank_debit import Outgoing

    payee = party(store, "--payee", invocation["payee"])
    outgoing = Outgoing(
        account=invocation["account"],
        value_date=invocation["value_date"],
        payee=payee,
        amount=invocation["amount"],
        remark=remark(invocation["remark"], payee),
    )
    gone = ("account", "value_date", "payee", "amount", "remark")
    return {**dict.fromkeys(gone, LEFT_OUT), "outgoing": outgoing}


DEBIT = recording(
    "banking.record_debit",
    _DEBIT,
    _AMOUNT,
    _ACCOUNT,
    Option("--date", "value_date", "记账日期", "the bank's date", read=day),
    Option(
        "--payee", "payee", "收款单位（个人用代号）", "to whom; a person by reference", read=text
    ),
    Option(
        "--remark",
        "remark",
        "摘要（可能指向个人的文字记为 ＊＊）",
        "what it says; what may point to a person is recorded as ＊＊",
        need=False,
        default="",
    ),
    _DOCUMENT,
    FUND,
    role="accountant",
    extra=_outgoing,
)


def _match(invocation: Invocation) -> Answer:
    paper, credit = invocation["disbursement_id"], invocation["credit_id"]
    if (paper is None) is (credit is None):
        raise Usage(
            "请用 --payment 或 --return 指明核对哪一笔，二者取一",
            "say what it is matched to by --payment or by --return: one of the two",
        )
    with invocation.open() as store:
        facts = {"debit_id": invocation["debit_id"], "on": invocation.day(store)}
        if paper is not None:
            use_case, cited = "banking.match_payment", {"disbursement_id": paper}
        else:
            use_case, cited = "banking.match_return", {"credit_id": credit}
        return answer(
            invocation, invocation.carry_out(store, use_case_named(use_case), **facts, **cited)
        )


MATCH = Command(
    (
        _DEBIT,
        Option(
            "--payment",
            "disbursement_id",
            "拨付编号",
            "a paid tranche",
            read=text,
            need=False,
            value="DISBURSEMENT",
        ),
        Option(
            "--return",
            "credit_id",
            "退回了哪笔到账的款",
            "a credit that was returned",
            read=text,
            need=False,
            value="CREDIT",
        ),
    ),
    _match,
    writes=True,
    role="accountant",
)
FEE = recording("banking.charge_fee", _DEBIT, _TO, role="accountant")
MANAGEMENT_COST = recording(
    "banking.charge_management_cost",
    _DEBIT,
    _TO,
    Option("--id", "cost", "管理费编号", "the cost's id", read=text, value="ID"),
    Option("--foundation", "foundation", "基金会", "the foundation", read=text),
    Option("--year", "year", "年度", "for which year", read=number),
    _DOCUMENT,
    role="accountant",
)
DONOR = recording(
    "credits.settle_donor",
    _CREDIT,
    Option(
        "--donor",
        "donor",
        "法律上的捐赠人：信用代码或个人代号",
        "the legal donor: a credit code, or a person's reference",
        read=text,
    ),
    _DOCUMENT,
    role="accountant",
)
APPORTIONED = recording("credits.find_apportioned", _CREDIT, _DOCUMENT, role="accountant")
SPONSORSHIP = recording(
    "incomes.receive_sponsorship", _CREDIT, _AMOUNT, _DOCUMENT, role="accountant"
)
INTEREST = recording(
    "incomes.credit_interest",
    Option("CREDIT", "credit", "到账编号", "the credit's id", read=text),
    _AMOUNT,
    _TO,
    FUND,
    role="accountant",
)


def _statement(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.aggregates.bank_statement import Statement

    names = ("period", "opening", "credited", "debited", "closing")
    statement = Statement(**{name: invocation[name] for name in names})
    return {
        **dict.fromkeys((*names, "account"), LEFT_OUT),
        "bank_account": invocation["account"],
        "statement": statement,
    }


def _carried_in(invocation: Invocation, store: Store) -> dict[str, Any]:
    return {
        "account": LEFT_OUT,
        "bank_account": invocation["account"],
        "parts": tuple(invocation["parts"]),
    }


_MONTH = Option("MONTH", "period", "月份，如 2021-12", "the month, such as 2021-12", read=text)
CARRY_IN = recording(
    "banking.carry_in",
    _MONTH,
    _AMOUNT,
    _ACCOUNT,
    Option(
        "--to",
        "parts",
        "其中记入哪个用途多少（其余暂收）：项目编号或 general",
        "how much of it lies where (the rest is held): a project's id or general",
        read=named_money,
        need=False,
        many=True,
        value="DESIGNATION=AMOUNT",
    ),
    _DOCUMENT,
    FUND,
    role="accountant",
    extra=_carried_in,
)
STATEMENT = recording(
    "banking.import_statement",
    _MONTH,
    _ACCOUNT,
    Option("--opening", "opening", "期初余额（元）", "opening balance", read=money),
    Option("--credited", "credited", "收入合计（元）", "total of credits", read=money),
    Option("--debited", "debited", "付出合计（元）", "total of debits", read=money),
    Option("--closing", "closing", "期末余额（元）", "closing balance", read=money),
    _DOCUMENT,
    sha256("document_hash"),
    FUND,
    role="accountant",
    extra=_statement,
)


def _reconcile(invocation: Invocation) -> Answer:
    from lixia_domain.views import by_name
    from lixia_domain.views.bank_statements import compare

    with invocation.open() as store:
        fund = invocation.fund(store)
        build = store.views()
        with build.reading() as position:
            ledger = [row for _, row in build.rows(by_name("account_ledger"))]
            bank = [row for _, row in build.rows(by_name("bank_book"))]
        found = compare(fund, invocation["period"], ledger, bank)
        done = invocation.carry_out(
            store,
            use_case_named("banking.reconcile"),
            fund_id=fund,
            bank_account=invocation["account"],
            period=invocation["period"],
            book=found.book,
            items=found.items,
            position=position,
            on=invocation.day(store),
        )
    return answer(invocation, done, items_table(invocation, found), **figures(found))


def figures(found: Comparison | Proof) -> dict[str, Any]:
    """Return the balances of book and bank, and what only one of them has, as data."""
    return {
        "book_fen": found.book.fen,
        "bank_fen": found.bank.fen,
        "items": [
            {"side": item.side.value, "cites": item.cites, "fen": item.amount.fen}
            for item in found.items
        ],
    }


def items_table(invocation: Invocation, found: Comparison | Proof) -> Table:
    """Return what only one of book and bank has, under the balances of both."""
    heads = [
        invocation.text(Words("未达账项", "item")),
        invocation.text(Words("出处", "entry")),
        invocation.text(Words("金额", "amount")),
    ]
    rows = [
        [
            invocation.text(SIDES[item.side.value]),
            _cited(invocation, item.cites),
            yuan(item.amount.fen),
        ]
        for item in found.items
    ]
    title = Words(
        f"账面 {found.book}，银行 {found.bank}", f"book {found.book.en}, bank {found.bank.en}"
    )
    return Table(invocation.text(title), heads, rows, frozenset({2}))


CITED = {
    "credit": Words("到账", "credit"),
    "debit": Words("付款流水", "debit"),
    "disbursement": Words("拨付", "disbursement"),
    "return": Words("退款", "return"),
}


def _cited(invocation: Invocation, cites: str) -> str:
    """Return what an item stands for as a person would look it up."""
    from lixia_domain.kernel.ids import split_key

    kind, *rest = split_key(cites)
    return " ".join((invocation.text(CITED[kind]) if kind in CITED else kind, *rest))


SIDES = {
    "book_in": Words("账面已收，银行未收", "in the book, not at the bank: in"),
    "book_out": Words("账面已付，银行未付", "in the book, not at the bank: out"),
    "bank_in": Words("银行已收，账面未收", "at the bank, not in the book: in"),
    "bank_out": Words("银行已付，账面未付", "at the bank, not in the book: out"),
}
RECONCILE = Command((_MONTH, _ACCOUNT, FUND), _reconcile, writes=True, role="accountant")
