"""``lixia bank``: where money that arrived goes, what left, income that is no gift."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.commands.finance.bank_balance import (
    REASONS,
    explained,
    figures,
    items_table,
)
from lixia_adapters.console.commands.finance.parties import party, remark
from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import FUND, Command, option
from lixia_adapters.console.frame.readers import money, number, text
from lixia_adapters.console.frame.recording import answer, recording
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.application.chapters import use_case_named
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store


def _wishes(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.application.finance.booking import ToClaim, ToDesignation

    claim, designation, amount = (
        invocation["claim"],
        invocation["designation"],
        invocation["amount"],
    )
    if (claim is None) is (designation is None):
        raise Usage(
            "请用 --claim 或 --to 指明去向，二者取一",
            "say where it goes by --claim or by --to: one of the two",
        )
    wish = (
        ToClaim(claim=claim, instalment=invocation["instalment"], amount=amount)
        if claim is not None
        else ToDesignation(designation=designation, amount=amount)
    )
    return {"wishes": (wish,)}


def _outgoing(invocation: Invocation, store: Store) -> dict[str, Any]:
    payee = party(store, "--payee", invocation["payee"])
    return {"payee": payee, "remark": remark(invocation["remark"], payee)}


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


def _reconcile(invocation: Invocation) -> Answer:
    from lixia_domain.application.finance.book_and_bank import stands

    period, bank_account = invocation["period"], invocation["account"]
    with invocation.open() as store:
        fund = invocation.fund(store)
        done = invocation.carry_out(
            store,
            use_case_named("banking.reconcile"),
            fund_id=fund,
            bank_account=bank_account,
            period=period,
            reasons=tuple(invocation["reasons"]),
            on=invocation.day(store),
        )
        found = explained(invocation, stands(store.ledger, fund, period, bank_account), period)
    return answer(invocation, done, items_table(invocation, found), **figures(found))


COMMANDS = (
    recording(
        "bank allocate",
        "credits.allocate",
        option("[--claim CLAIM]", "冲抵哪笔认领", "towards which claim", text),
        option(
            "[--instalment INSTALMENT]",
            "第几期（默认最早未付的一期）",
            "which instalment (default: the earliest open)",
            number,
        ),
        option(
            "[--to DESIGNATION]",
            "不对应认领时的用途：项目编号或 general",
            "without a claim: a project's id, or general",
            text,
            name="designation",
        ),
        option(
            "[--amount AMOUNT]",
            "金额（元，默认全部暂收款）",
            "yuan (default: all that is held)",
            money,
        ),
        extra=_wishes,
        wishes=None,
    ),
    recording("bank direct", "credits.direct", amount="AMOUNT", to="--to"),
    recording("bank return", "credits.return_held", amount="AMOUNT"),
    recording("bank hand-over", "credits.hand_over", to="--to"),
    recording(
        "bank return-gift",
        "credits.return_gift",
        amount="AMOUNT",
        basis=(
            "--basis agreement|judgment|order|mistake",
            "依据：协议约定、生效裁判、主管机关决定、误汇",
            "on what basis",
        ),
    ),
    recording(
        "bank return-income",
        "credits.return_income",
        amount="AMOUNT",
        basis=(
            "--basis agreement|judgment|order|mistake",
            "依据：协议约定、生效裁判、主管机关决定、误汇",
            "on what basis",
        ),
    ),
    recording("bank reversed", "credits.reverse_by_bank"),
    recording(
        "bank debit",
        "banking.record_debit",
        extra=_outgoing,
        amount="AMOUNT",
        value_date="--date",
        remark=(
            "[--remark]",
            "摘要（可能指向个人的文字记为 ＊＊）",
            "what it says; what may point to a person is recorded as ＊＊",
        ),
    ),
    Command(
        "bank match",
        Words("核对付款流水", "match it to a payment or return"),
        (
            option("DEBIT", "付款流水编号", "the debit's id", text, name="debit_id"),
            option(
                "[--payment DISBURSEMENT]",
                "拨付编号",
                "a paid tranche",
                text,
                name="disbursement_id",
            ),
            option(
                "[--return CREDIT]",
                "退回了哪笔到账的款",
                "a credit that was returned",
                text,
                name="credit_id",
            ),
        ),
        _match,
        carries="banking.match_payment",
    ),
    recording("bank unmatch", "mending.unmatch"),
    recording("bank unallocate", "mending.unallocate"),
    recording("bank cancel-return", "mending.cancel_return", amount="AMOUNT"),
    recording("bank fee", "banking.charge_fee", designation="--to"),
    recording(
        "bank management-cost", "banking.charge_management_cost", designation="--to", cost="--id"
    ),
    recording(
        "bank interest",
        "incomes.credit_interest",
        credit="CREDIT",
        amount="AMOUNT",
        fund_id="[--fund]",
        designation="--to",
    ),
    recording("bank donor", "credits.settle_donor"),
    recording("bank apportioned", "credits.find_apportioned"),
    recording("bank cited", "credits.settle_citations"),
    recording("bank take-off", "excess.take_off", credit_id="CREDIT", fund_id="[--fund]"),
    recording("bank collect", "credits.collect_receivable", amount="AMOUNT", by_credit="--by"),
    recording("bank sponsorship", "incomes.receive_sponsorship", amount="AMOUNT"),
    recording(
        "bank carry-in",
        "banking.carry_in",
        period="MONTH",
        amount="AMOUNT",
        fund_id="[--fund]",
        bank_account="--account",
        parts=(
            "[--to]",
            "其中记入哪个用途多少（其余暂收）：项目编号或 general",
            "how much of it lies where (the rest is held): a project's id or general",
        ),
    ),
    recording(
        "bank statement",
        "banking.import_statement",
        period="MONTH",
        fund_id="[--fund]",
        bank_account="--account",
    ),
    Command(
        "bank reconcile",
        Words("银行余额调节", "reconcile book and bank"),
        (
            option("MONTH", "月份，如 2021-12", "the month, such as 2021-12", text, name="period"),
            option("--account ACCOUNT", "银行账户", "the bank account", text),
            REASONS,
            FUND,
        ),
        _reconcile,
        carries="banking.reconcile",
    ),
)
