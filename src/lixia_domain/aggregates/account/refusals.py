"""What an account refuses (拒绝的理由), each with its permanent code."""

from __future__ import annotations

from lixia_domain.kernel.rejection import Reason


class Why(Reason):
    """Every reason an account may refuse."""

    UNKNOWN = "account.unknown", "没有这个账户", "there is no such account"
    GIFT_REUSED = (
        "account.gift_reused",
        "捐赠编号 {gift} 已入账",
        "gift id {gift} is on the account already",
    )
    UNKNOWN_GIFT = "account.unknown_gift", "账户没有捐赠 {gift}", "there is no gift {gift} here"
    PERIOD_CLOSED = (
        "account.period_closed",
        "账户已结至 {closed}，{period} 不再记账，请记入未结期间",
        "the account is closed through {closed}: {period} takes no more, post to an open period",
    )
    FROZEN = "account.frozen", "账户已冻结：{reason}", "the account is frozen: {reason}"
    GIFT_FROZEN = (
        "account.gift_frozen",
        "捐赠 {gift} 已冻结",
        "gift {gift} is frozen",
    )
    EXPIRED = (
        "account.expired",
        "拨款 {gift} 只可用至 {last_day}，此后不得付出",
        "appropriation {gift} could be spent until {last_day}",
    )
    INSUFFICIENT = (
        "account.insufficient",
        "可用资金 {available}，拟动用 {amount}",
        "{available} available, {amount} asked for",
    )
    ONLY_SUSPENSE = (
        "account.only_suspense",
        "暂收款账户只记暂收，不能用于“{act}”",
        "a suspense account only holds: {act} is not possible",
    )
    SOURCES_MIXED = (
        "account.sources_mixed",
        "“{designation}”账户不收这类资金，财政资金与捐赠资金不得混存",
        "account “{designation}” takes no such money: government and donated money never mix",
    )
    NO_BASIS = (
        "account.no_basis",
        "退还捐赠须注明依据并附文书：协议约定、生效裁判、主管机关决定、误汇或摊派",
        "a refund cites agreement, judgment, order, mistake or apportionment, by document",
    )
    NO_MINUTES = (
        "account.no_minutes",
        "捐赠 {gift} 转往何处须有决定：请写明会议纪要（依裁判或捐赠人答复转出的除外）",
        "where gift {gift} goes is to be decided: give the minutes, unless court or donor says",
    )
    NO_MATCH = (
        "account.no_match",
        "没有文件 {document} 的财政配套约定",
        "no match was promised by document {document}",
    )
    MATCH_CAPPED = (
        "account.match_capped",
        "文件 {document} 的配套尚可到账 {left}，不能再收 {amount}",
        "of the match of document {document} {left} may still come, not {amount}",
    )
    MATCH_EXPIRED = (
        "account.match_expired",
        "文件 {document} 的配套至 {until} 为止，已过期",
        "the match of document {document} ended on {until}",
    )
    MATCH_OTHERWISE = (
        "account.match_otherwise",
        "文件 {document} 的配套约定已登记：上限 {cap}，至 {until}",
        "the match of document {document} is on record: {cap} at most, until {until}",
    )
    COST_CHARGED = (
        "account.cost_charged",
        "管理费 {cost} 已列支",
        "management cost {cost} was charged before",
    )
    SALE_OF_NOTHING = (
        "account.sale_of_nothing",
        "售价 {proceeds} 不抵费用 {costs}，没有所得可入账",
        "proceeds of {proceeds} do not cover costs of {costs}: nothing to take in",
    )
    SHORT = (
        "account.short",
        "专户尚有短缺 {amount}（捐赠 {gift}，银行已追回而款已用掉）未弥补，不得批准或支付；"
        "请先弥补：由付款、收回、同一捐赠人另行捐赠或基金会非限定资金（凭会议纪要）",
        "{amount} of gift {gift} is short here, spent before the bank took it back: nothing is "
        "approved or paid until it is made good by payment, recovery, another gift of that donor "
        "or, minuted, the foundation's unrestricted money",
    )
    NOT_SHORT = (
        "account.not_short",
        "捐赠 {gift} 的短缺为 {short}，本次 {amount}；请按所短弥补",
        "{short} of gift {gift} is short, {amount} is given: make good what is short",
    )
    OTHER_DONOR = (
        "account.other_donor",
        "捐赠 {gift} 是他人的，不得用来弥补：只可用造成短缺的捐赠人 {donor} 在本专户的捐赠",
        "gift {gift} is somebody else's and makes nothing good: only gifts of {donor} on this "
        "account do, whose gift is short",
    )
    NOT_FROZEN = "account.not_frozen", "账户未冻结，无需解冻", "nothing here is frozen"
