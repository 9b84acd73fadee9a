"""All commands, as data: help and dispatch need no more, so a command's module is imported late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import NamedTuple, cast

from lixia_adapters.console.frame.options import EVERYWHERE, WRITING, Command
from lixia_adapters.console.frame.trouble import Usage
from lixia_domain.kernel.words import Words


class Entry(NamedTuple):
    """Where a command is and what it is for."""

    module: str
    attribute: str
    zh: str
    en: str

    def load(self) -> Command:
        """Return the command."""
        module = import_module(f"lixia_adapters.console.commands.{self.module}")
        return cast(Command, getattr(module, self.attribute))


CommandName = tuple[str, ...]

GROUPS: dict[str, Words] = {
    "store": Words("账库：建立、概况、检查", "the store: make, describe, check"),
    "fund": Words("专项基金", "special funds"),
    "project": Words("项目：从起草到结项", "projects, from draft to closing"),
    "batch": Words("批次：发布与公布认领", "batches: release and announce"),
    "enterprise": Words("爱心企业", "enterprises"),
    "pledge": Words("认捐：协议、公开、解除", "pledges: agreement, publication, release"),
    "bank": Words(
        "银行收付：导入、分配、退回、对账", "the bank: import, allocate, return, reconcile"
    ),
    "receipt": Words("捐赠票据", "donation receipts"),
    "spec": Words("规格：审计员自己读、写、运行", "specs that auditors read, write and run"),
    "in-kind": Words(
        "实物捐赠：收讫、发放、变卖、报损", "gifts in kind: take in, issue, sell, write off"
    ),
    "disburse": Words(
        "拨付：申请、审批、付款、核销", "disbursements: ask, approve, pay, account for"
    ),
    "campaign": Words("主题活动：行动与活动", "campaigns: actions and activities"),
    "call": Words("征集评选：启事、投票、封票、公布", "open calls: notice, vote, results, awards"),
    "entry": Words("征集作品：投稿、初审、撤回", "entries: submit, screen, withdraw"),
    "vote": Words("投票", "votes"),
    "foundation": Words(
        "基金会：登记、资格、关联方、年度指标", "foundations: register, qualify, tests of the year"
    ),
    "plan": Words("募捐方案：备案、变更、结束", "fundraising plans: file, amend, end"),
    "disclosure": Words("信息公开：发布、更正", "disclosures: publish, correct"),
    "guide": Words("行为指南：定稿、发布", "guides: draft, publish"),
    "need": Words("群众需求：提出、核实、策划", "needs: raise, verify, plan"),
    "team": Words("志愿团队", "volunteer teams"),
    "volunteer": Words("志愿者：同意、保险、证明", "volunteers: consents, insurance, certificates"),
    "session": Words("服务活动与时长", "service sessions and hours"),
    "brand": Words("志愿服务品牌", "volunteer brands"),
    "export": Words("导出：供他人的程序核验、分析", "exports, for other people's programs"),
    "person": Words("个人信息：登记、更正、保存、限制", "personal data: keep, hold, restrict"),
    "vault": Words("保险库：个人信息的密钥", "the vault: keys of personal data"),
    "seal": Words("封存", "the seal"),
    "witness": Words(
        "见证：以文件往来，由外人签署封存", "witnesses: outsiders sign the seal, by files"
    ),
}

SECTIONS: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (Words("从这里开始", "Begin here"), ("demo", "store")),
    (
        Words("项目与认领", "Projects and claims"),
        ("need", "project", "batch", "enterprise", "claim", "pledge"),
    ),
    (
        Words("资金", "Money"),
        ("fund", "foundation", "plan", "bank", "in-kind", "receipt", "disburse", "disclosure"),
    ),
    (
        Words("服务与活动", "Service and activities"),
        ("team", "volunteer", "session", "brand", "campaign", "call", "entry", "vote", "guide"),
    ),
    (Words("个人信息", "Personal data"), ("person", "vault", "erase")),
)
"""How the first page groups commands; those in none of the groups are for looking and checking."""
LOOKING = Words("查看与核对", "Looking and checking")

TREE: dict[CommandName, Entry] = {
    ("demo",): Entry(
        "beginning.demo", "DEMO", "演示：启动仪式与虚构的一年", "the launch, and a synthetic year"
    ),
    ("store", "init"): Entry("beginning.store", "INIT", "建立账库", "make a store"),
    ("store", "info"): Entry("beginning.store", "INFO", "账库概况", "describe the store"),
    ("store", "check"): Entry(
        "beginning.store", "CHECK", "检查账库是否完好", "check that it is sound"
    ),
    ("fund", "propose"): Entry("finance.fund", "PROPOSE", "拟设专项基金", "propose a special fund"),
    ("fund", "establish"): Entry(
        "finance.fund", "ESTABLISH", "设立专项基金", "establish a special fund"
    ),
    ("fund", "committee"): Entry(
        "finance.fund", "COMMITTEE", "任命管理委员会", "appoint the committee"
    ),
    ("fund", "close-month"): Entry(
        "finance.fund", "CLOSE_MONTH", "结账", "close months of account"
    ),
    ("fund", "management-rule"): Entry(
        "finance.fund", "MANAGEMENT_RULE", "制定管理办法", "set the management rule"
    ),
    ("fund", "freeze"): Entry(
        "finance.fund", "FREEZE", "冻结专户或一笔捐赠", "freeze account or gift"
    ),
    ("fund", "unfreeze"): Entry("finance.fund", "UNFREEZE", "解冻", "lift a freeze"),
    ("fund", "terminate"): Entry(
        "finance.fund", "TERMINATE", "进入终止程序", "begin to wind it up"
    ),
    ("fund", "close"): Entry(
        "finance.fund", "CLOSE", "终止（余额须为零）", "close it, when it is empty"
    ),
    ("foundation", "register"): Entry("finance.foundation", "REGISTER", "登记基金会", "register"),
    ("foundation", "rename"): Entry("finance.foundation", "RENAME", "更名", "bear another name"),
    ("foundation", "qualify"): Entry(
        "finance.foundation", "QUALIFY", "记录资格", "record a qualification"
    ),
    ("foundation", "bank-account"): Entry(
        "finance.foundation", "BANK_ACCOUNT", "银行账户备案", "register a bank account, by token"
    ),
    ("foundation", "appoint"): Entry("finance.foundation", "APPOINT", "任职", "appoint an officer"),
    ("foundation", "leave"): Entry("finance.foundation", "LEAVE", "离任", "an officer leaves"),
    ("foundation", "related"): Entry(
        "finance.foundation", "RELATED", "申报关联方", "declare a related party"
    ),
    ("foundation", "contact"): Entry(
        "finance.foundation", "CONTACT", "登记联系人", "name a contact"
    ),
    ("foundation", "report-year"): Entry(
        "finance.foundation", "REPORT_YEAR", "报告年度数字", "report a year"
    ),
    ("foundation", "ratios"): Entry(
        "finance.foundation_tests", "RATIOS", "年度支出与管理费用指标", "the two tests of a year"
    ),
    ("foundation", "readiness"): Entry(
        "finance.foundation_tests",
        "READINESS",
        "面向公众推出项目的条件",
        "what a public offering needs",
    ),
    ("plan", "file"): Entry("finance.plan", "FILE", "备案", "file a plan"),
    ("plan", "amend"): Entry(
        "finance.plan", "AMEND", "变更并重新备案", "change it and file it again"
    ),
    ("plan", "end"): Entry("finance.plan", "END", "结束", "end the fundraising"),
    ("disclosure", "publish"): Entry("finance.disclosure", "PUBLISH", "公开", "publish"),
    ("disclosure", "correct"): Entry("finance.disclosure", "CORRECT", "更正", "correct"),
    ("rules",): Entry(
        "looking.lawbook", "RULES", "规则及其来源（--on 某日有效的）", "rules, with sources"
    ),
    ("calendar",): Entry("looking.lawbook", "CALENDAR", "公示日历", "what is due when"),
    ("kpi",): Entry(
        "looking.kpi", "KPI", "精准化、常态化、便利化、品牌化", "four groups of figures, defined"
    ),
    ("project", "draft"): Entry("programme.project", "DRAFT", "起草项目", "draft a project"),
    ("project", "approve"): Entry(
        "programme.project", "APPROVE", "立项审核通过", "pass the review"
    ),
    ("project", "give-back"): Entry(
        "programme.project", "GIVE_BACK", "立项审核退回", "return to the authors"
    ),
    ("project", "publish"): Entry(
        "programme.project", "PUBLISH", "发布，接受认领", "offer it to be claimed"
    ),
    ("project", "show"): Entry("programme.project", "SHOW", "查看一个项目", "show one project"),
    ("project", "budget"): Entry("programme.project", "BUDGET", "调整预算", "revise the budget"),
    ("project", "team"): Entry("programme.project_work", "TEAM", "确定实施团队", "assign the team"),
    ("project", "replace-team"): Entry(
        "programme.project_work", "REPLACE", "更换团队", "replace the team"
    ),
    ("project", "start"): Entry("programme.project_work", "START", "启动", "start"),
    ("project", "milestone"): Entry(
        "programme.project_work", "MILESTONE", "报告进展", "report progress"
    ),
    ("project", "ask-acceptance"): Entry(
        "programme.project_work", "ASK_ACCEPTANCE", "申请验收", "ask for acceptance"
    ),
    ("project", "refuse-acceptance"): Entry(
        "programme.project_work", "REFUSE_ACCEPTANCE", "验收不通过", "refuse acceptance"
    ),
    ("project", "accept"): Entry(
        "programme.project_work", "ACCEPT", "验收通过", "accept what was done"
    ),
    ("project", "close"): Entry("programme.project_work", "CLOSE", "结项", "close"),
    ("project", "cancel"): Entry(
        "programme.project_work", "CANCEL", "取消并冻结专户", "cancel, and freeze its account"
    ),
    ("project", "propose-change"): Entry(
        "programme.project_work", "PROPOSE_CHANGE", "拟变更捐赠用途", "propose a change of use"
    ),
    ("project", "change-use"): Entry(
        "programme.project_work", "CHANGE_USE", "一份捐赠变更用途", "change the use of one gift"
    ),
    ("batch", "release"): Entry(
        "programme.batch", "RELEASE", "整批发布", "release a batch, all or none"
    ),
    ("batch", "announce"): Entry(
        "programme.batch", "ANNOUNCE", "公布认领情况（取自总览）", "announce what the summary says"
    ),
    ("enterprise", "register"): Entry("programme.enterprise", "REGISTER", "登记企业", "register"),
    ("enterprise", "verify"): Entry(
        "programme.enterprise", "VERIFY", "核验营业执照", "verify the licence"
    ),
    ("enterprise", "rename"): Entry("programme.enterprise", "RENAME", "更名", "bear another name"),
    ("enterprise", "merge"): Entry(
        "programme.enterprise", "MERGE", "并入另一企业", "merge into another"
    ),
    ("enterprise", "contact"): Entry(
        "programme.enterprise", "CONTACT", "登记联系人", "name a contact"
    ),
    ("enterprise", "debar"): Entry("programme.enterprise", "DEBAR", "禁入", "keep from claiming"),
    ("enterprise", "reinstate"): Entry(
        "programme.enterprise", "REINSTATE", "解除禁入", "let it claim again"
    ),
    ("claim",): Entry(
        "programme.claim", "CLAIM", "认领项目并认捐", "claim a project and pledge for it"
    ),
    ("pledge", "confirm"): Entry("programme.claim", "CONFIRM", "确认认领", "confirm a claim"),
    ("pledge", "take-offer"): Entry(
        "programme.claim", "TAKE_OFFER", "候补转正", "take a waiting claim up"
    ),
    ("pledge", "reduce"): Entry(
        "programme.claim", "REDUCE", "调减认领与认捐", "cut a claim and its pledge"
    ),
    ("pledge", "release"): Entry(
        "programme.claim", "RELEASE", "释放名额、解除认捐", "release a claim"
    ),
    ("pledge", "agreement"): Entry(
        "programme.pledge", "AGREEMENT", "签订捐赠协议", "sign the agreement"
    ),
    ("pledge", "promise"): Entry(
        "programme.pledge", "PROMISE", "留存公开承诺", "keep a public promise"
    ),
    ("pledge", "hardship"): Entry("programme.pledge", "HARDSHIP", "困难退出", "exit by hardship"),
    ("pledge", "publish-name"): Entry(
        "programme.pledge", "PUBLISH_NAME", "同意公开名称", "agree to be named"
    ),
    ("pledge", "hide-name"): Entry(
        "programme.pledge", "HIDE_NAME", "撤回公开名称", "withdraw the name"
    ),
    ("pledge", "answer-change"): Entry(
        "programme.pledge", "ANSWER_CHANGE", "答复用途变更", "answer a change of use"
    ),
    ("bank", "import"): Entry(
        "finance.bank_import",
        "IMPORT",
        "导入捐赠登记表或银行对账单",
        "import a register or statement",
    ),
    ("bank", "allocate"): Entry("finance.bank", "ALLOCATE", "分配暂收款", "allocate held money"),
    ("bank", "return"): Entry(
        "finance.bank", "RETURN", "退回暂收款", "return held money to its payer"
    ),
    ("bank", "return-gift"): Entry("finance.bank", "RETURN_GIFT", "退还捐赠", "return a gift"),
    ("bank", "reversed"): Entry(
        "finance.bank", "REVERSED", "银行冲正", "the bank took an entry back"
    ),
    ("bank", "debit"): Entry(
        "finance.bank_out", "DEBIT", "登记付款流水", "record what left the bank"
    ),
    ("bank", "match"): Entry(
        "finance.bank_out", "MATCH", "核对付款流水", "match it to a payment or return"
    ),
    ("bank", "fee"): Entry("finance.bank_out", "FEE", "银行手续费", "charge a bank fee"),
    ("bank", "management-cost"): Entry(
        "finance.bank_out", "MANAGEMENT_COST", "列支管理费", "charge management cost"
    ),
    ("bank", "interest"): Entry("finance.bank_out", "INTEREST", "利息入账", "take in interest"),
    ("bank", "donor"): Entry(
        "finance.bank_out", "DONOR", "代付：确认法律上的捐赠人", "settle whose gift it is"
    ),
    ("bank", "apportioned"): Entry(
        "finance.bank_out", "APPORTIONED", "认定摊派并退回", "found to be apportioned: return it"
    ),
    ("bank", "sponsorship"): Entry(
        "finance.bank_out", "SPONSORSHIP", "赞助记入其他收入", "book sponsorship as other income"
    ),
    ("bank", "carry-in"): Entry(
        "finance.bank_out",
        "CARRY_IN",
        "登记期初结转",
        "record what was there before the first month",
    ),
    ("bank", "statement"): Entry(
        "finance.bank_out", "STATEMENT", "登记对账单", "take in a statement"
    ),
    ("bank", "reconcile"): Entry(
        "finance.bank_out", "RECONCILE", "银行余额调节", "reconcile book and bank"
    ),
    ("in-kind", "deliver"): Entry("finance.in_kind", "DELIVER", "实物收讫", "take goods in"),
    ("in-kind", "issue"): Entry("finance.in_kind", "ISSUE", "实物发放", "issue goods"),
    ("in-kind", "sell"): Entry("finance.in_kind", "SELL", "实物变卖", "sell goods"),
    ("in-kind", "write-off"): Entry("finance.in_kind", "WRITE_OFF", "实物报损", "write goods off"),
    ("fund", "match"): Entry(
        "programme.oversight", "MATCH_PROMISED", "财政配套约定", "what the government will match"
    ),
    ("fund", "appropriation"): Entry(
        "programme.oversight", "APPROPRIATION", "财政资金到账", "take in government money"
    ),
    ("project", "suspend"): Entry("programme.oversight", "SUSPEND", "中止", "suspend"),
    ("project", "resume"): Entry("programme.oversight", "RESUME", "恢复", "let it go on"),
    ("project", "interim"): Entry(
        "programme.oversight", "INTERIM", "中期评估", "review it half-way"
    ),
    ("project", "naming"): Entry("programme.oversight", "NAMING", "冠名", "name it after a donor"),
    ("pledge", "state-approval"): Entry(
        "programme.arrears",
        "STATE_APPROVAL",
        "国有资产捐赠审批备案",
        "a state-owned donor's approval",
    ),
    ("pledge", "demand"): Entry("programme.arrears", "DEMAND", "逾期催告", "demand payment"),
    ("pledge", "default"): Entry("programme.arrears", "DEFAULT", "认定违约", "note a default"),
    ("pledge", "waive-receipt"): Entry(
        "programme.arrears", "WAIVE_RECEIPT", "放弃票据", "the donor wants no receipt"
    ),
    ("pledge", "overdue"): Entry("programme.arrears", "OVERDUE", "逾期的认捐", "what is overdue"),
    ("receipt", "issue"): Entry("finance.receipt", "ISSUE", "开具捐赠票据", "issue a receipt"),
    ("receipt", "issue-in-kind"): Entry(
        "finance.receipt", "ISSUE_IN_KIND", "就实物开具捐赠票据", "issue a receipt for goods"
    ),
    ("receipt", "reverse"): Entry("finance.receipt", "REVERSE", "红冲", "reverse a receipt"),
    ("receipt", "void"): Entry("finance.receipt", "VOID", "空白票据作废", "void a blank receipt"),
    ("disburse", "request"): Entry("finance.disburse", "REQUEST", "申请拨付", "ask for a tranche"),
    ("disburse", "approve"): Entry("finance.disburse", "APPROVE", "批准", "approve"),
    ("disburse", "refuse"): Entry("finance.disburse", "REFUSE", "不批准", "refuse"),
    ("disburse", "withdraw"): Entry(
        "finance.disburse", "WITHDRAW", "付款前撤回", "withdraw before payment"
    ),
    ("disburse", "pay"): Entry("finance.disburse", "PAY", "付款", "pay"),
    ("disburse", "bounce"): Entry("finance.disburse", "BOUNCE", "退票", "the bank sent it back"),
    ("disburse", "evidence"): Entry("finance.disburse", "EVIDENCE", "提交凭证", "hand in evidence"),
    ("disburse", "accept"): Entry("finance.disburse", "ACCEPT", "认可凭证", "accept evidence"),
    ("disburse", "disallow"): Entry(
        "finance.disburse", "DISALLOW", "不予认可", "disallow evidence"
    ),
    ("disburse", "recover"): Entry(
        "finance.disburse", "RECOVER", "收回结余", "take unspent money back"
    ),
    ("disburse", "write-off"): Entry(
        "finance.disburse", "WRITE_OFF", "核销损失", "write a loss off"
    ),
    ("campaign", "open"): Entry("activities.campaign", "OPEN", "启动主题活动", "open a campaign"),
    ("campaign", "action"): Entry("activities.campaign", "ACTION", "列入行动", "add an action"),
    ("campaign", "schedule"): Entry(
        "activities.campaign", "SCHEDULE", "排定活动", "schedule an activity"
    ),
    ("campaign", "hold"): Entry(
        "activities.campaign", "HOLD", "登记活动举办", "an activity was held"
    ),
    ("campaign", "cancel"): Entry(
        "activities.campaign", "CANCEL", "取消活动", "cancel an activity"
    ),
    ("campaign", "close"): Entry(
        "activities.campaign", "CLOSE", "主题活动结束", "close a campaign"
    ),
    ("call", "open"): Entry("activities.call", "OPEN", "发布征集启事", "open a call"),
    ("call", "open-voting"): Entry("activities.call", "OPEN_VOTING", "开始投票", "open the vote"),
    ("call", "close-voting"): Entry(
        "activities.call", "CLOSE_VOTING", "投票截止", "close the vote"
    ),
    ("call", "freeze"): Entry(
        "activities.call", "FREEZE", "封票（票数取自视图）", "freeze the tally, as the view has it"
    ),
    ("call", "recount"): Entry(
        "activities.call", "RECOUNT", "从账册逐票复核", "count the votes anew from the log"
    ),
    ("call", "publish"): Entry(
        "activities.call", "PUBLISH", "公布结果并公示", "publish the results"
    ),
    ("call", "object"): Entry(
        "activities.objections", "OBJECT", "公示期内提出异议", "object to the results"
    ),
    ("call", "decide-objection"): Entry(
        "activities.objections", "DECIDE", "裁定异议", "decide on an objection"
    ),
    ("call", "correct"): Entry(
        "activities.objections",
        "CORRECT",
        "依成立的异议更正结果",
        "correct the results by an objection",
    ),
    ("call", "award"): Entry("activities.call", "AWARD", "授奖", "grant an award"),
    ("call", "destroy-key"): Entry(
        "activities.call", "DESTROY_KEY", "销毁投票密钥", "destroy the voter key"
    ),
    ("entry", "reference"): Entry(
        "activities.entry",
        "REFERENCE",
        "把作者的身份换算成代号",
        "turn authors' identities into references",
    ),
    ("entry", "submit"): Entry("activities.entry", "SUBMIT", "投稿", "send an entry in"),
    ("entry", "screen"): Entry("activities.entry", "SCREEN", "初审", "screen an entry"),
    ("entry", "withdraw"): Entry("activities.entry", "WITHDRAW", "撤回作品", "take an entry back"),
    ("vote", "cast"): Entry("activities.vote", "CAST", "投一票", "cast a vote"),
    ("vote", "import"): Entry(
        "activities.vote", "IMPORT", "导入选票文件", "import a file of votes"
    ),
    ("guide", "draft"): Entry("activities.guide", "DRAFT", "指南定稿", "draft an edition"),
    ("guide", "publish"): Entry("activities.guide", "PUBLISH", "指南发布", "publish an edition"),
    ("pending",): Entry(
        "looking.pending",
        "PENDING",
        "待办：该由谁办什么、因何而起",
        "what is pending, for whom and why",
    ),
    ("run",): Entry("looking.pending", "RUN", "办理无须人工的事项", "carry out what needs nobody"),
    ("spec", "run"): Entry("looking.spec", "RUN", "运行规格", "run specs"),
    ("spec", "list"): Entry("looking.spec", "LIST", "列出规格与场景", "list specs and scenarios"),
    ("spec", "steps"): Entry(
        "looking.spec", "STEPS", "能写的句子，各有一例", "sentences, each by example"
    ),
    ("spec", "lint"): Entry("looking.spec", "LINT", "检查规格文件", "look for slips in spec files"),
    ("need", "raise"): Entry("programme.need", "RAISE", "登记需求", "note a need"),
    ("need", "verify"): Entry("programme.need", "VERIFY", "核实", "verify"),
    ("need", "merge"): Entry("programme.need", "MERGE", "并入另一需求", "merge into another"),
    ("need", "decline"): Entry("programme.need", "DECLINE", "不予采纳", "decline"),
    ("need", "plan"): Entry(
        "programme.need", "PLAN", "以已核实的需求策划项目", "draft a project out of verified needs"
    ),
    ("team", "register"): Entry("activities.team", "REGISTER", "登记团队", "register"),
    ("team", "verify"): Entry("activities.team", "VERIFY", "核验资质", "verify"),
    ("team", "debar"): Entry("activities.team", "DEBAR", "停用", "debar"),
    ("team", "agreement"): Entry(
        "activities.team", "AGREEMENT", "签订项目协议", "sign for a project"
    ),
    ("volunteer", "reference"): Entry(
        "activities.volunteer", "REFERENCE", "把身份换算成代号", "turn identities into references"
    ),
    ("volunteer", "register"): Entry("activities.volunteer", "REGISTER", "登记志愿者", "register"),
    ("volunteer", "guardian"): Entry(
        "activities.volunteer", "GUARDIAN", "监护人同意", "a guardian's consent"
    ),
    ("volunteer", "agree-publication"): Entry(
        "activities.volunteer", "AGREE", "同意公开影像", "agree to be shown"
    ),
    ("volunteer", "withdraw-publication"): Entry(
        "activities.volunteer", "WITHDRAW", "撤回公开同意", "withdraw that consent"
    ),
    ("volunteer", "insure"): Entry(
        "activities.volunteer", "INSURE", "登记保险", "note an insurance"
    ),
    ("volunteer", "issue-certificate"): Entry(
        "activities.volunteer",
        "ISSUE",
        "出具服务证明（取自视图）",
        "issue a certificate, as the view has it",
    ),
    ("volunteer", "certificate"): Entry(
        "activities.volunteer", "CERTIFICATE", "查看服务证明", "show the certificate"
    ),
    ("session", "plan"): Entry("activities.session", "PLAN", "安排活动", "plan a session"),
    ("session", "hold"): Entry("activities.session", "HOLD", "登记举行", "note that it was held"),
    ("session", "record"): Entry("activities.session", "RECORD", "登记时长", "record hours"),
    ("session", "correct"): Entry("activities.session", "CORRECT", "更正时长", "correct hours"),
    ("session", "certify"): Entry(
        "activities.session", "CERTIFY", "团队证明时长", "certify hours for the team"
    ),
    ("session", "publish"): Entry("activities.session", "PUBLISH", "公开影像", "publish pictures"),
    ("brand", "nominate"): Entry("activities.team", "NOMINATE", "提名", "nominate"),
    ("brand", "incubate"): Entry("activities.team", "INCUBATE", "列入孵化", "incubate"),
    ("brand", "recognise"): Entry("activities.team", "RECOGNISE", "认定", "recognise"),
    ("brand", "retire"): Entry("activities.team", "RETIRE", "退出", "retire"),
    ("person", "register"): Entry(
        "persons.person", "REGISTER", "登记个人信息（封存）", "register details, sealed"
    ),
    ("person", "change"): Entry("persons.person", "CHANGE", "更正个人信息", "correct details"),
    ("person", "hold"): Entry("persons.person", "HOLD", "登记保存要求", "keep data until a day"),
    ("person", "release"): Entry("persons.person", "RELEASE", "解除保存要求", "release a hold"),
    ("person", "restrict"): Entry(
        "persons.person", "RESTRICT", "限制处理", "restrict to storage and protection"
    ),
    ("person", "lift"): Entry("persons.person", "LIFT", "解除限制处理", "lift a restriction"),
    ("erase",): Entry(
        "persons.person", "ERASE", "销毁个人信息的密钥", "erase a person's data for good"
    ),
    ("vault", "init"): Entry("persons.vault", "INIT", "建立保险库", "make the vault"),
    ("vault", "status"): Entry(
        "persons.vault", "STATUS", "概况与到期事项", "how it stands, what is due"
    ),
    ("vault", "show"): Entry(
        "persons.vault", "SHOW", "查看个人信息（记录在案）", "show details, on record"
    ),
    ("vault", "rotate"): Entry("persons.vault", "ROTATE", "轮换主密钥", "change the epoch key"),
    ("vault", "backup"): Entry("persons.vault", "BACKUP", "备份", "copy it"),
    ("vault", "check"): Entry(
        "persons.vault", "CHECK", "检查，并与账册核对", "check it, and against the log"
    ),
    ("vault", "sweep"): Entry(
        "persons.vault", "SWEEP", "清除无主密钥，续办中断的销毁", "sweep orphans, finish erasures"
    ),
    ("chain",): Entry(
        "looking.chain", "CHAIN", "从需求到验收，往前往后追溯", "from need to acceptance, both ways"
    ),
    ("replay",): Entry(
        "looking.replay",
        "REPLAY",
        "某日的账，或当时所知的账",
        "any view or aggregate as of a date, or as known",
    ),
    ("diff",): Entry(
        "looking.diff", "DIFF", "两个时点之间的变动", "what changed between two moments"
    ),
    ("trace",): Entry(
        "looking.trace",
        "TRACE",
        "一个数字背后的事实，一笔钱的去向",
        "the facts behind a figure; where money went",
    ),
    ("view",): Entry(
        "looking.view", "VIEW", "查看视图（--list 列出全部）", "show a view (--list: which)"
    ),
    ("report",): Entry(
        "looking.report",
        "REPORT",
        "公示报告：网页、工作簿、PDF",
        "a report to publish: HTML, XLSX, PDF",
    ),
    ("rebuild",): Entry("looking.view", "REBUILD", "从账册重建全部视图", "make all views anew"),
    ("history",): Entry(
        "looking.history", "HISTORY", "一条流的全部事实", "all facts of one stream"
    ),
    ("export", "beancount"): Entry(
        "looking.export_books",
        "BEANCOUNT",
        "账簿，供 bean-check、Fava",
        "the books, for bean-check, Fava",
    ),
    ("export", "hledger"): Entry(
        "looking.export_books", "HLEDGER", "账簿，供 hledger", "for hledger"
    ),
    ("export", "ledger"): Entry("looking.export_books", "LEDGER", "账簿，供 ledger", "for ledger"),
    ("export", "360giving"): Entry(
        "looking.export_feeds",
        "GIVING",
        "资助（拨付），360Giving 格式",
        "grants, as 360Giving JSON",
    ),
    ("export", "cloudevents"): Entry(
        "looking.export_feeds",
        "CLOUDEVENTS",
        "全部事实，CloudEvents，每行一条",
        "facts as JSON lines",
    ),
    ("export", "parquet"): Entry(
        "looking.export_tables",
        "PARQUET",
        "全部事实，Parquet（须给 -o）",
        "facts as Parquet (needs -o)",
    ),
    ("export", "xlsx"): Entry(
        "looking.export_tables",
        "XLSX",
        "账簿与视图，工作簿（须给 -o）",
        "books and views (needs -o)",
    ),
    ("export", "bundle"): Entry(
        "looking.export_bundle",
        "BUNDLE",
        "审计包：事件、封存与全部导出，一个签名文件（须给 -o）",
        "events, seal and all exports in one signed file (needs -o)",
    ),
    ("reconcile",): Entry(
        "looking.reconcile",
        "RECONCILE",
        "核对：账与银行对账单，或视图与导出的事实",
        "books against bank statements, or views against exported facts",
    ),
    ("seal",): Entry("looking.seal", "SEAL", "封存账库（lixia seal show 查看）", "seal the store"),
    ("seal", "show"): Entry(
        "looking.seal", "SHOW", "封存到哪里、由谁见证", "how far, witnessed by whom"
    ),
    ("witness", "key"): Entry("looking.witness", "KEY", "见证人的密钥与公钥", "a witness's key"),
    ("witness", "ask"): Entry(
        "looking.witness", "ASK", "生成见证请求", "write a request to a witness"
    ),
    ("witness", "sign"): Entry("looking.witness", "SIGN", "见证人签署", "sign as a witness"),
    ("witness", "add"): Entry(
        "looking.witness", "ADD", "收入见证人的签署", "take a witness's answer in"
    ),
    ("prove",): Entry(
        "looking.prove", "PROVE", "封存回执：可离线核验", "a receipt to be checked offline"
    ),
    ("verify",): Entry(
        "looking.verify", "VERIFY", "核对账库与封存", "compare the store with its seal"
    ),
}

_TAKE_A_VALUE = frozenset(option.shown for option in (*EVERYWHERE, *WRITING) if not option.flag)


def below(words: CommandName) -> dict[CommandName, Entry]:
    """Return the commands that open with ``words``."""
    return {key: entry for key, entry in TREE.items() if key[: len(words)] == words}


def find(argv: Sequence[str]) -> tuple[CommandName, list[str]]:
    """Return the command's words, as far as they go, and everything else of ``argv``.

    Options that every command takes may stand before the words. Raises ``Usage`` for a word that
    opens no command.
    """
    words: CommandName = ()
    rest: list[str] = []
    left = iter(argv)
    for token in left:
        if words in TREE and (token.startswith("-") or not below((*words, token))):
            return words, [*rest, token, *left]
        if token.startswith("-"):
            rest.append(token)
            if token in _TAKE_A_VALUE:
                rest.extend(value for value in (next(left, None),) if value is not None)
            continue
        if not below((*words, token)):
            raise Usage(*_unknown(words, token), code="unknown_command")
        words = (*words, token)
    return words, rest


def _unknown(words: CommandName, token: str) -> Words:
    from difflib import get_close_matches

    there = list(_next_words(words))
    near = get_close_matches(token, there, 1)
    known = "、".join(near or there)
    typed = " ".join(("lixia", *words, token))
    return Words(
        f"没有命令“{typed}”；{'是否想用' if near else '可用'}：{known}",
        f"there is no command {typed!r}; {'did you mean' if near else 'there are'}: "
        f"{known.replace('、', ', ')}",
    )


def _next_words(words: CommandName) -> Iterable[str]:
    return dict.fromkeys(key[len(words)] for key in below(words))
