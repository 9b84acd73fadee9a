"""What people read in place of field names and codes, and which columns a table shows them."""

from __future__ import annotations

from typing import Any

from lixia_adapters.console.answer import yuan
from lixia_adapters.console.speech import Say

FIELDS = {
    "key": Say("键", "key"),
    "scope": Say("范围", "scope"),
    "domains": Say("领域", "domains"),
    "projects": Say("项目", "projects"),
    "projects_claimed": Say("已认领", "claimed"),
    "projects_unclaimed": Say("未认领", "unclaimed"),
    "enterprises": Say("企业", "firms"),
    "budget_fen": Say("预算", "budget"),
    "pledged_fen": Say("认捐", "pledged"),
    "received_fen": Say("到账", "received"),
    "disbursed_fen": Say("拨付", "disbursed"),
    "government_received_fen": Say("财政到账", "government received"),
    "government_disbursed_fen": Say("财政拨付", "government disbursed"),
    "project": Say("项目", "project"),
    "title": Say("名称", "title"),
    "domain": Say("领域", "domain"),
    "batch": Say("批次", "batch"),
    "stage": Say("阶段", "stage"),
    "relief": Say("扶贫济困", "relief"),
    "needs": Say("需求数", "needs"),
    "claimed_fen": Say("认领", "claimed"),
    "remainder_fen": Say("待认领", "remainder"),
    "claimants": Say("认领数", "claimants"),
    "waiting": Say("候补数", "waiting"),
    "minimum_fen": Say("启动最低额", "minimum"),
    "moved_in_fen": Say("转入", "moved in"),
    "moved_out_fen": Say("转出", "moved out"),
    "reserved_fen": Say("预留", "reserved"),
    "recovered_fen": Say("收回", "recovered"),
    "balance_fen": Say("结余", "balance"),
    "team": Say("团队", "team"),
    "drafted_on": Say("起草日", "drafted"),
    "published_on": Say("发布日", "published"),
    "started_on": Say("启动日", "started"),
    "accepted_on": Say("验收日", "accepted"),
    "cancelled_on": Say("取消日", "cancelled"),
    "closed_on": Say("结项日", "closed"),
    "claim": Say("认领编号", "claim"),
    "enterprise": Say("企业", "enterprise"),
    "fund": Say("基金", "fund"),
    "state": Say("状态", "state"),
    "amount_fen": Say("认领额", "amount"),
    "settled_fen": Say("已到账", "settled"),
    "instalments": Say("期数", "instalments"),
    "next_due": Say("下期到期", "next due"),
    "agreement": Say("协议", "agreement"),
    "named": Say("公开名称", "named"),
    "pledge_released": Say("认捐解除", "released"),
    "on": Say("日期", "on"),
    "released_on": Say("释放日", "released on"),
    "pseudonym": Say("代号", "pseudonym"),
    "name": Say("名称", "name"),
    "claims": Say("认领数", "claims"),
    "first_pledged_on": Say("首次认捐", "first pledged"),
    "source": Say("资金类别", "source"),
    "reversed_fen": Say("冲正", "reversed"),
    "returned_fen": Say("退还", "returned"),
    "paid_out_fen": Say("付出", "paid out"),
    "account": Say("账户", "account"),
    "position": Say("位置", "position"),
    "designation": Say("用途", "designation"),
    "period": Say("期间", "period"),
    "kind": Say("事项", "kind"),
    "gift": Say("捐赠编号", "gift"),
    "credit": Say("到账编号", "credit"),
    "disbursement": Say("拨付编号", "disbursement"),
    "in_fen": Say("收入", "in"),
    "out_fen": Say("支出", "out"),
}

VALUES = {
    "stage": {
        "drafted": "起草",
        "approved": "已立项",
        "published": "已发布",
        "executing": "执行中",
        "acceptance": "待验收",
        "accepted": "已验收",
        "cancelled": "已取消",
        "closed": "已结项",
    },
    "state": {
        "waitlisted": "候补",
        "claimed": "已认领",
        "confirmed": "已确认",
        "released": "已释放",
    },
    "source": {"donated": "捐赠", "government": "财政", "suspense": "暂收"},
    "designation": {"general": "非限定", "suspense": "暂收款", "government": "财政"},
    "kind": {
        "account.donation_received": "捐赠到账",
        "account.appropriation_received": "财政拨款到账",
        "account.donation_reversed": "到账冲正",
        "account.donation_returned": "退还捐赠",
        "account.suspense_held": "暂收",
        "account.suspense_cleared": "暂收转出",
        "account.funds_paid_out": "付款",
        "account.recovery_received": "收回",
        "account.surplus_moved_in": "转入",
        "account.surplus_moved_out": "转出",
    },
}
"""Codes as Chinese readers read them; in English the code itself does."""

IN_ENGLISH = {"scope": {"全部": "all"}, "name": {"爱心企业（未公开名称）": "a donor (unnamed)"}}

COLUMNS = {
    "programme_summary": (
        "scope",
        "projects",
        "projects_claimed",
        "pledged_fen",
        "received_fen",
        "disbursed_fen",
        "projects_unclaimed",
        "enterprises",
        "domains",
        "budget_fen",
    ),
    "project_register": (
        "project",
        "title",
        "stage",
        "claimed_fen",
        "received_fen",
        "balance_fen",
        "disbursed_fen",
        "domain",
        "budget_fen",
        "team",
    ),
    "claim_board": (
        "claim",
        "project",
        "state",
        "pledged_fen",
        "settled_fen",
        "next_due",
        "enterprise",
        "named",
        "agreement",
    ),
    "enterprise_roll": (
        "name",
        "claims",
        "pledged_fen",
        "received_fen",
        "first_pledged_on",
        "pseudonym",
    ),
    "fund_statement": (
        "fund",
        "source",
        "received_fen",
        "paid_out_fen",
        "balance_fen",
        "reversed_fen",
        "returned_fen",
        "recovered_fen",
        "reserved_fen",
        "moved_in_fen",
        "moved_out_fen",
    ),
    "account_ledger": (
        "on",
        "designation",
        "kind",
        "in_fen",
        "out_fen",
        "position",
        "disbursement",
        "period",
        "fund",
        "gift",
    ),
}
"""The columns a person is shown of each view, the most telling first: what does not fit is left
out from the end. JSON, CSV, XLSX and ``--key`` show all."""


def head(field: str, lang: str) -> str:
    """Return the heading of a column."""
    said = FIELDS.get(field)
    return field if said is None else said.told(lang)


def cell(field: str, value: Any, lang: str) -> str:
    """Return a value as a person reads it: yuan for ``_fen``, — for nothing."""
    if value is None or value == "":
        return "—"
    if isinstance(value, bool):
        return Say("是", "yes").told(lang) if value else Say("否", "no").told(lang)
    if field.endswith("_fen"):
        return yuan(value)
    if isinstance(value, str):
        return (IN_ENGLISH if lang == "en" else VALUES).get(field, {}).get(value, value)
    return str(value)
