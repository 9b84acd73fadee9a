"""What people read in place of codes, on every screen and page."""

from __future__ import annotations

from collections.abc import Mapping

VALUES = {
    "ground": {
        "accounting": "会计档案",
        "agreement": "协议",
        "litigation": "诉讼",
        "order": "主管机关要求",
    },
    "asked_by": {"subject": "本人", "guardian": "监护人", "keeper": "处理者"},
    "stage": {
        "drafted": "起草",
        "approved": "已立项",
        "published": "已发布",
        "executing": "执行中",
        "acceptance": "待验收",
        "accepted": "已验收",
        "cancelled": "已取消",
        "closed": "已结项",
        "open": "征集中",
        "voting": "投票中",
        "counting": "待封票",
        "frozen": "已封票",
        "raised": "已提出",
        "verified": "已核实",
        "planned": "已列入项目",
        "merged": "已并入",
        "declined": "未采纳",
        "met": "已满足",
        "nominated": "已提名",
        "incubating": "孵化中",
        "recognised": "已认定",
        "retired": "已退出",
    },
    "state": {
        "in_use": "使用中",
        "restricted": "限制处理",
        "erasing": "销毁中",
        "erased": "已销毁",
        "waitlisted": "候补",
        "claimed": "已认领",
        "confirmed": "已确认",
        "released": "已释放",
        "submitted": "已投稿",
        "admitted": "通过初审",
        "rejected": "未通过",
        "withdrawn": "已撤回",
        "scheduled": "已排定",
        "held": "已举办",
        "cancelled": "已取消",
        "open": "进行中",
        "closed": "已结束",
        "drafted": "已定稿",
        "published": "现行",
        "superseded": "已被取代",
        "registered": "已登记",
        "verified": "已核验",
        "debarred": "已禁入",
        "merged": "已并入",
        "filed": "已备案",
        "ended": "已结束",
        "unregistered": "未登记",
        "planned": "已安排",
        "waiting": "待证明",
        "certified": "已证明",
        "proposed": "拟设",
        "established": "已设立",
        "terminating": "终止程序中",
        "issued": "已开具",
        "reversed": "已红冲",
        "voided": "已作废",
        "requested": "已申请",
        "approved": "已批准",
        "refused": "未批准",
        "paid": "已付款",
        "bounced": "已退票",
        "settled": "已结清",
    },
    "level": {"campaign": "主题活动", "action": "行动", "activity": "活动"},
    "ownership": {"private": "民营", "state": "国有", "foreign": "外资"},
    "tie": {
        "council_relative": "理事、监事或其近亲属",
        "interested_beneficiary": "捐赠人或管理人员的利害关系人",
        "supplier": "其他关联方",
    },
    "platform": {"national": "全国慈善信息平台", "website": "自有网站", "news": "新闻媒体"},
    "matter": {
        "plan_progress": "募捐进展",
        "plan_in_full": "募捐全面公开",
        "project_progress": "项目进展",
        "project_in_full": "项目全面公开",
        "annual_filing": "年度报告报送",
        "annual_report": "年度报告",
        "transaction": "关联交易",
    },
    "duty": {"done": "已办", "open": "待办", "overdue": "逾期"},
    "grant": {"appropriation": "财政拨款", "match": "财政配套"},
    "verdict": {"met": "达标", "broken": "不达标", "unjudged": "无法判断"},
    "tie_rule": {"earlier": "投稿在先", "jury": "评审裁定", "lot": "抽签"},
    "revote": {"refused": "不得改投", "replaces": "以后一票为准"},
    "source": {"donated": "捐赠", "government": "财政", "suspense": "暂收", "other": "其他"},
    "designation": {
        "general": "非限定",
        "suspense": "暂收款",
        "government": "财政",
        "other": "其他收入",
    },
    "side": {"credit": "收", "debit": "付"},
    "purpose": {
        "disbursement": "拨付",
        "return": "退款",
        "fee": "手续费",
        "management": "管理费",
    },
    "valued": {"document": "凭据", "fair_value": "公允价值"},
    "kind": {
        "rules": "条文",
        "story": "故事",
        "short_video": "短视频",
        "other": "其他",
        "account.donation_received": "捐赠到账",
        "account.appropriation_received": "财政拨款到账",
        "account.donation_reversed": "到账冲正",
        "account.donation_returned": "退还捐赠",
        "account.income_reversed": "其他到账冲正",
        "account.recovery_reversed": "收回冲正",
        "account.suspense_held": "暂收",
        "account.suspense_cleared": "暂收转出",
        "account.funds_paid_out": "付款",
        "account.recovery_received": "收回",
        "account.surplus_moved_in": "转入",
        "account.interest_credited": "利息",
        "account.sale_proceeds_received": "实物变卖",
        "account.other_income_received": "其他收入",
        "account.bank_fee_charged": "手续费",
        "account.management_cost_charged": "管理费",
        "account.surplus_moved_out": "转出",
    },
}
"""Codes as Chinese readers read them; in English the code itself does, in words."""

PARTED = {
    "kinds": {
        "contact": "联系人",
        "volunteer": "志愿者",
        "guardian": "监护人",
        "lead": "负责人",
        "author": "作者",
        "donor": "捐赠人",
        "resident": "居民",
    },
    "fields": {
        "name": "姓名",
        "phone": "电话",
        "id_number": "证件号",
        "address": "住址",
        "email": "邮箱",
        "born": "出生日期",
        "bank_account": "银行账号",
        "note": "备注",
    },
}
"""Columns that hold several codes, parted by 、, each perhaps with what it is for after a colon."""

IN_ENGLISH = {"scope": {"全部": "all"}, "name": {"爱心企业（未公开名称）": "a donor (unnamed)"}}


def word(field: str, code: str, lang: str) -> str:
    """Return a code, as the column ``field`` holds it, in words; what is none stays as it is."""
    if field in PARTED:
        told = (part.partition(":") for part in code.split("、"))
        known = PARTED[field]
        return "、".join(f"{_worded(known, what, lang)}{colon}{of}" for what, colon, of in told)
    shown = IN_ENGLISH.get(field, {}).get(code, code) if lang == "en" else code
    return _worded(VALUES.get(field, {}), shown, lang)


def _worded(known: Mapping[str, str], code: str, lang: str) -> str:
    if code not in known or lang != "en":
        return known.get(code, code)
    return code.rpartition(".")[2].replace("_", " ")
