"""Rules about gifts in kind, what is owned, and tax."""

from __future__ import annotations

from lixia_domain.rules.edition import Edition, Sure
from lixia_domain.rules.laws import (
    ACCOUNTS_2026,
    LAW_2016,
    RECEIPTS_2024,
    RECEIPTS_OF_2010,
    RECEIPTS_OF_2024,
    SHANDONG,
    amended,
)

IN_KIND_VALUE = "donation.in_kind_value"
RECEIPT_WAIVER = "donation.receipt_waiver"
NOT_RECEIPTED = "donation.not_receipted"
IN_KIND_SOLD = "property.in_kind_sold"
NO_INVESTMENT = "property.no_investment"
TAX_DEDUCTION = "tax.deduction"

PERCENT, CARRY_YEARS = "percent", "carry_years"

EDITIONS: tuple[Edition, ...] = (
    *amended(
        IN_KIND_VALUE,
        "38",
        "38",
        "实物捐赠按凭据价值入账，没有凭据、或凭据与公允价值相差很大的，按公允价值",
        "a gift in kind is worth what its documents say; its fair value where there are none, or "
        "where they differ much from it",
        beside={
            LAW_2016: "民间非营利组织会计制度（财会〔2004〕7号，摘录）",
            SHANDONG: "山东省慈善条例 31",
            ACCOUNTS_2026: "财会〔2024〕25号 18（摘录）",
        },
    ),
    *amended(
        RECEIPT_WAIVER,
        "38",
        "38",
        "捐赠人放弃票据的，应做好记录",
        "where the donor waives the receipt, that is noted",
    ),
    *amended(
        NOT_RECEIPTED,
        "32、38",
        "32、38",
        "摊派、赞助与营利活动所得不开具捐赠票据",
        "no receipt for apportionment, sponsorship or profit-making",
        beside={LAW_2016: RECEIPTS_OF_2010, RECEIPTS_2024: RECEIPTS_OF_2024},
    ),
    *amended(
        IN_KIND_SOLD,
        "53",
        "54",
        "不宜使用的实物可变卖，所得扣除费用后仍用于原捐赠目的",
        "gifts in kind may be sold; the proceeds less costs keep the purpose",
        beside={LAW_2016: "公益事业捐赠法 17；基金会管理条例 27"},
    ),
    *amended(
        NO_INVESTMENT,
        "54",
        "55",
        "政府资助的财产和协议约定不得投资的财产不用于投资",
        "government-funded property, and what an agreement says so of, is not invested",
    ),
    Edition(
        rule=TAX_DEDUCTION,
        since=LAW_2016,
        source="企业所得税法 9；财税〔2018〕15号；财政部等公告2020年27号（凭记忆）",
        sure=Sure.EXCERPT,
        says="公益性捐赠在年度利润总额 12% 以内扣除，超过部分三年内结转，先发生先扣除；"
        "受赠基金会须在当年名单之内",
        says_en="deductible up to 12 % of profit, the rest carries over three years, oldest first; "
        "the foundation must be on that year's list",
        figures={PERCENT: 12, CARRY_YEARS: 3},
    ),
)
