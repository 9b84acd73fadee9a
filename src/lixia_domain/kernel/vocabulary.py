"""The words of the field that arguments are declared with: one type, one meaning, one form.

``Annotated[str, Key("project", …), Words("项目编号", "project id")]``: the Python type, the form
that the gate holds values to (``kernel.forms``), and the words that help pages, forms and the
catalogue show. An argument that means something special carries words of its own on the spot, and
the last ones count: ``document: Annotated[Document, Words("走访记录", "record of the visit")]``.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, TypeAlias

from lixia_domain.kernel.amounts import Why as AmountWhy
from lixia_domain.kernel.credit_codes import sound_code
from lixia_domain.kernel.figures import Count, Day, Fen, Flag, Stretch
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.keys import RESERVED, Case, designation, party
from lixia_domain.kernel.money import LARGEST_FEN, Money
from lixia_domain.kernel.people import REFERENCE, payer, sound_account
from lixia_domain.kernel.people import Why as PersonWhy
from lixia_domain.kernel.texts import CleanedText, Key, Pattern, Text
from lixia_domain.kernel.tokens import payee_token
from lixia_domain.kernel.words import Words

# ---- what is named by an id ----------------------------------------------------------------------

ProjectId: TypeAlias = Annotated[
    str, Key("project", reserved=RESERVED, shown="PROJECT"), Words("项目编号", "project id")
]
NeedId: TypeAlias = Annotated[str, Key("need", shown="NEED"), Words("需求编号", "need id")]
BatchId: TypeAlias = Annotated[str, Key("batch", shown="BATCH"), Words("批次编号", "batch id")]
FundId: TypeAlias = Annotated[str, Key("fund", shown="FUND"), Words("基金编号", "fund id")]
ClaimId: TypeAlias = Annotated[str, Key("pledge", shown="CLAIM"), Words("认领编号", "claim id")]
CreditCode: TypeAlias = Annotated[
    str,
    Key("enterprise", Case.UPPER, shown="CODE"),
    Words("统一社会信用代码", "unified social credit code"),
]
FoundationCode: TypeAlias = Annotated[
    str,
    Key("foundation", Case.UPPER, shown="CODE"),
    Words("基金会统一社会信用代码", "the foundation's credit code"),
]
SeatedFor: TypeAlias = Annotated[
    str,
    Key("foundation", Case.UPPER, check=sound_code, shown="CODE"),
    Words("基金会统一社会信用代码", "the foundation's credit code"),
]
"""For whom an administrator stands. Nothing is on record of it yet, so its check digit must fit: a
slip would be there for good."""
SeatedForIfAny: TypeAlias = Annotated[
    str,
    Key("foundation", Case.UPPER, blank=True, check=sound_code, shown="CODE"),
    Words("基金会统一社会信用代码（可无）", "the foundation's credit code, if for one"),
]
CreditId: TypeAlias = Annotated[
    str, Key("bank_credit", Case.UPPER, shown="CREDIT"), Words("到账编号", "bank credit id")
]
DebitId: TypeAlias = Annotated[
    str, Key("bank_debit", Case.UPPER, shown="DEBIT"), Words("付款流水编号", "bank debit id")
]
GiftId: TypeAlias = Annotated[
    str, Key("bank_credit", Case.UPPER, ends="#", shown="GIFT"), Words("捐赠编号", "gift id")
]
DisbursementId: TypeAlias = Annotated[
    str, Key("disbursement", shown="DISBURSEMENT"), Words("拨付编号", "disbursement id")
]
DeliveryId: TypeAlias = Annotated[
    str, Key("in_kind", shown="DELIVERY"), Words("实物捐赠编号", "id of the gift in kind")
]
PlanId: TypeAlias = Annotated[
    str, Key("fundraising_plan", shown="PLAN"), Words("募捐方案编号", "fundraising plan id")
]
TeamId: TypeAlias = Annotated[str, Key("team", shown="TEAM"), Words("团队编号", "team id")]
BrandId: TypeAlias = Annotated[str, Key("brand", shown="BRAND"), Words("品牌编号", "brand id")]
SessionId: TypeAlias = Annotated[
    str, Key("service_session", shown="SESSION"), Words("服务活动编号", "service session id")
]
CampaignId: TypeAlias = Annotated[
    str, Key("campaign", shown="CAMPAIGN"), Words("主题活动编号", "campaign id")
]
ActionId: TypeAlias = Annotated[str, Key(shown="ACTION"), Words("行动编号", "action id")]
ActivityId: TypeAlias = Annotated[str, Key(shown="ACTIVITY"), Words("活动编号", "activity id")]
CallId: TypeAlias = Annotated[str, Key("open_call", shown="CALL"), Words("征集编号", "call id")]
EntryId: TypeAlias = Annotated[str, Key(shown="ENTRY"), Words("作品编号", "entry id")]
ObjectionId: TypeAlias = Annotated[str, Key(shown="OBJECTION"), Words("异议编号", "objection id")]
GuideId: TypeAlias = Annotated[str, Key("guide", shown="GUIDE"), Words("指南编号", "guide id")]
ChangeId: TypeAlias = Annotated[
    str, Key(shown="CHANGE"), Words("用途变更编号", "id of the change of use")
]
HoldId: TypeAlias = Annotated[str, Key(shown="HOLD"), Words("留存编号", "id of the hold")]
BankAccount: TypeAlias = Annotated[
    str, Key(shown="ACCOUNT"), Words("银行账户代号", "token of the bank account")
]
Designation: TypeAlias = Annotated[
    str,
    Key("project", check=designation, shown="DESIGNATION"),
    Words("用途（项目编号、general、government、suspense 或 other）", "designation"),
]

# ---- papers and their numbers --------------------------------------------------------------------

Document: TypeAlias = Annotated[str, Text(), Words("凭证", "document")]
DocumentIfAny: TypeAlias = Annotated[
    str, Text(blank=True), Words("凭证（可无）", "document, if there is one")
]
Minutes: TypeAlias = Annotated[str, Text(), Words("纪要", "minutes")]
Notice: TypeAlias = Annotated[
    str,
    Text(blank=True),
    Words("随信息给予本人的告知同意书", "the notice by which the details were given"),
]
Agreement: TypeAlias = Annotated[str, Text(), Words("协议", "agreement")]
Voucher: TypeAlias = Annotated[str, Text(), Words("记账凭证号", "voucher of the books")]
ReceiptCode: TypeAlias = Annotated[
    str, Key("", Case.UPPER, shown="CODE"), Words("票据代码", "receipt code")
]
ReceiptNumber: TypeAlias = Annotated[
    str, Key("", Case.UPPER, shown="NUMBER"), Words("票据号码", "receipt number")
]
InvoiceNumber: TypeAlias = Annotated[
    str,
    Key("invoice", Case.UPPER, shown="INVOICE"),
    Words("发票号码，或代码/号码", "invoice number, or code/number"),
]
Sha256: TypeAlias = Annotated[
    str,
    Pattern(
        "[0-9a-f]{64}",
        Words("64 位十六进制 SHA-256", "a SHA-256 of 64 hex digits"),
        Case.LOWER,
        shown="HEX",
    ),
    Words("文件的 SHA-256", "SHA-256 of the file"),
]
Address: TypeAlias = Annotated[str, Text(), Words("网址或出处", "address")]
Period: TypeAlias = Annotated[
    str,
    Pattern(
        "(?:20[0-9]{2})-(?:0[1-9]|1[0-2])",
        Words("2021-12 的样子", "a month such as 2021-12"),
        shown="YYYY-MM",
    ),
    Words("会计期间", "accounting period"),
]
KeyMark: TypeAlias = Annotated[str, Text(), Words("投票密钥的标记", "mark of the voters' key")]

# ---- people and parties --------------------------------------------------------------------------

PersonRef: TypeAlias = Annotated[
    str,
    Pattern(
        REFERENCE.pattern,
        Words("个人代号（p: 加 32 位十六进制数）", "a person's reference (p: and 32 hex digits)"),
        Case.LOWER,
        refusal=PersonWhy.NOT_A_REFERENCE,
        shown="REF",
    ),
    Words("个人代号", "the person's reference"),
]
AccountId: TypeAlias = Annotated[
    str,
    Key("member", Case.LOWER, check=sound_account, shown="ID"),
    Words("账号编号", "account id"),
]
CommandKey: TypeAlias = Annotated[str, Text(200), Words("请求编号", "key of the request")]
AccountIfAny: TypeAlias = Annotated[
    str,
    Key("member", Case.LOWER, blank=True, check=sound_account, shown="ID"),
    Words("账号编号（可无）", "account id, where there is one"),
]
Party: TypeAlias = Annotated[
    str,
    Key("team", check=party, shown="PARTY"),
    Words("团队编号、信用代码、账号编号或个人代号", "id of a team, firm, account or person"),
]
StandsFor: TypeAlias = Annotated[
    str,
    Key("team", blank=True, check=party, shown="PARTY"),
    Words(
        "代表谁：企业或基金会的信用代码、团队编号（全区性的身份不填）",
        "for whom: credit code of a firm or foundation, id of a team (none for the district)",
    ),
]

# ---- words ---------------------------------------------------------------------------------------

Name: TypeAlias = Annotated[str, Text(200), Words("名称", "name")]
Title: TypeAlias = Annotated[str, Text(200), Words("标题", "title")]
Reason: TypeAlias = Annotated[str, Text(), Words("原因", "reason")]
Basis: TypeAlias = Annotated[str, Text(), Words("依据", "basis")]
Purpose: TypeAlias = Annotated[str, Text(), Words("用途", "purpose")]
Summary: TypeAlias = Annotated[str, Text(), Words("摘要", "summary")]
Place: TypeAlias = Annotated[str, Text(200), Words("地点", "place")]
Domain: TypeAlias = Annotated[str, Text(200), Words("领域", "domain")]
Medium: TypeAlias = Annotated[str, Text(200), Words("媒体", "medium")]
BudgetLineName: TypeAlias = Annotated[str, Text(200), Words("预算科目", "budget line")]
BankText: TypeAlias = Annotated[str, CleanedText(), Words("银行所载", "as the bank has it")]

# ---- money, numbers, days ------------------------------------------------------------------------

Amount: TypeAlias = Annotated[
    Money, Fen(1, refusal=AmountWhy.NOT_POSITIVE), Words("金额（元）", "amount in yuan")
]
Sum: TypeAlias = Annotated[
    Money, Fen(0), Words("金额（元，可为零）", "amount in yuan, may be zero")
]
Balance: TypeAlias = Annotated[
    Money, Fen(-LARGEST_FEN), Words("余额（元，可为负）", "balance in yuan, may be negative")
]
Quantity: TypeAlias = Annotated[int, Count(1, 10**9), Words("数量", "quantity")]
Number: TypeAlias = Annotated[int, Count(1, 10**6), Words("序号", "number")]
HeadCount: TypeAlias = Annotated[int, Count(0, 10**9), Words("人数", "number of people")]
Position: TypeAlias = Annotated[int, Count(), Words("日志位置", "position of the log")]
Year: TypeAlias = Annotated[int, Count(2000, 2100), Words("年度", "year")]
Permille: TypeAlias = Annotated[int, Count(0, 1000), Words("千分比", "permille")]
YesNo: TypeAlias = Annotated[bool, Flag(), Words("是否", "whether")]

On: TypeAlias = Annotated[date, Day(ahead=0), Words("业务日期", "business date")]
PastDay: TypeAlias = Annotated[date, Day(ahead=0), Words("日期", "date, today at the latest")]
AnyDay: TypeAlias = Annotated[date, Day(), Words("日期", "date")]
Due: TypeAlias = Annotated[date, Day(), Words("到期日", "due date")]
Since: TypeAlias = Annotated[date, Day(), Words("自何日起", "since")]
Until: TypeAlias = Annotated[date, Day(), Words("至何日止", "until")]

# ---- programme: needs, projects, enterprises, claims, pledges ------------------------------------

Relief: TypeAlias = Annotated[
    bool,
    Flag(),
    Words("属扶贫济困等（慈善法 41）", "it relieves the poor, elderly, sick (charity law 41)"),
]
Waitlist: TypeAlias = Annotated[
    bool, Flag(), Words("满额后可候补", "beyond the budget, claims may wait")
]
Reach: TypeAlias = Annotated[str, Text(200), Words("公开范围", "where it may be shown")]

# ---- finance: funds, foundations, the bank, accounts, disbursements, goods, receipts -------------

PayerRef: TypeAlias = Annotated[
    str,
    Key(check=payer, shown="REF"),
    Words("个人代号或信用代码", "a person's reference, or a credit code"),
]
Donor: TypeAlias = Annotated[
    str,
    Key("enterprise", check=party, shown="DONOR"),
    Words("捐赠人：信用代码或个人代号", "donor: a credit code, or a person's reference"),
]
PayeeAccount: TypeAlias = Annotated[
    str,
    Key(check=payee_token, shown="TOKEN"),
    Words(
        "收款账号的引用（不是账号本身）", "token of the payee's account, never the number itself"
    ),
]
PayeeAccountIfAny: TypeAlias = Annotated[
    str,
    Key(blank=True, check=payee_token, shown="TOKEN"),
    Words("对方账号的引用（不是账号本身，可无）", "token of the other account, if it is known"),
]
CostId: TypeAlias = Annotated[
    str, Key(shown="COST"), Words("管理费编号", "id of the management cost")
]
FilingNumber: TypeAlias = Annotated[str, Text(200), Words("备案编号", "number of the filing")]
Certificate: TypeAlias = Annotated[str, Text(), Words("证书编号", "certificate")]
Authority: TypeAlias = Annotated[str, Text(200), Words("登记管理机关", "who registered it")]
BankName: TypeAlias = Annotated[str, Text(200), Words("开户银行", "the bank")]
Surplus: TypeAlias = Annotated[str, Text(), Words("剩余财产如何处理", "what becomes of a surplus")]
Seller: TypeAlias = Annotated[str, Text(200), Words("销售方", "seller")]
Goods: TypeAlias = Annotated[str, Text(200), Words("品名", "what the goods are")]
Unit: TypeAlias = Annotated[str, Text(50), Words("计量单位", "unit")]
SubjectId: TypeAlias = Annotated[str, Key(shown="SUBJECT"), Words("对象编号", "id of the subject")]
DisclosurePeriod: TypeAlias = Annotated[
    str,
    Key(shown="PERIOD"),
    Words("公开期间（见公示日历）", "the period, as the calendar has it"),
]

# ---- activities: teams, volunteers, sessions, campaigns, calls, votes, guides --------------------

Hours: TypeAlias = Annotated[Span, Stretch(), Words("时段，如 09:00-11:30", "from-to")]
AdultFrom: TypeAlias = Annotated[
    date, Day(), Words("未成年人的成年之日", "the day a minor comes of age")
]
Edition: TypeAlias = Annotated[int, Count(1, 10**4), Words("版次", "edition")]
VoterRef: TypeAlias = Annotated[
    PersonRef,
    Words("投票人代号（本征集专用密钥）", "the voter's reference under the call's own key"),
]
Votes: TypeAlias = Annotated[int, Count(0, 10**9), Words("票数", "votes")]
ReasonIfAny: TypeAlias = Annotated[
    str, Text(blank=True), Words("原因（可无）", "reason, where one is needed")
]


# ---- persons: what is kept of natural persons ----------------------------------------------------

SealedValue: TypeAlias = Annotated[
    str, Text(100_000, blank=True), Words("封存的内容", "the sealed value")
]
StreamName: TypeAlias = Annotated[
    str,
    Text(shown="STREAM"),
    Words("为哪条流（如 enterprise-信用代码）", "for which stream (enterprise-CODE, say)"),
]
KeptUntil: TypeAlias = Annotated[
    date,
    Day(ahead=100),
    Words("保存至何日（含）；会计档案可省略", "last day to be kept; vouchers need none"),
]
