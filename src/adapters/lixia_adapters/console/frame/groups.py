"""What groups of commands are for, and how the first page groups them."""

from __future__ import annotations

from pathlib import Path

from lixia_domain.kernel.words import Words

TABLE = Path(__file__).parents[1] / "commands.json"
"""Where the table of commands is kept (see ``tree``)."""
VIEW_NAMES = TABLE.with_name("views.json")
"""Where the views' names and titles are kept, for who completes a line."""
USE_CASE_NAMES = TABLE.with_name("use_cases.json")
"""Where the use cases' are."""
FIELD_NAMES = TABLE.with_name("fields.json")
"""What fields of facts are called, by name, or by the fact's and theirs; written by hand."""
MARKS = ("need", "many", "flag")
"""What the table marks options with."""

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
    "sheet": Words(
        "表格：Excel、CSV 的模板、导入、导出", "sheets: templates, import, export of Excel and CSV"
    ),
    "export": Words("导出：供他人的程序核验、分析", "exports, for other people's programs"),
    "person": Words("个人信息：登记、更正、保存、限制", "personal data: keep, hold, restrict"),
    "member": Words("成员：账号、身份、谁可办理什么", "members: accounts, roles, who may do what"),
    "vault": Words("保险库：个人信息的密钥", "the vault: keys of personal data"),
    "seal": Words("封存", "the seal"),
    "api-key": Words("接口密钥：程序凭以登录", "API keys, by which programs sign in"),
    "witness": Words(
        "见证：以文件往来，由外人签署封存", "witnesses: outsiders sign the seal, by files"
    ),
}


def command_of(distribution: str, use_case: str) -> str:
    """Return which command carries out a use case that an extension brings."""
    return f"{distribution} {use_case.partition('.')[2].replace('_', '-')}"


SECTIONS: tuple[tuple[Words, tuple[str, ...]], ...] = (
    (Words("从这里开始", "Begin here"), ("help", "demo", "store", "sheet", "completion")),
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
    (Words("成员与个人信息", "Members and personal data"), ("member", "person", "vault", "erase")),
    (Words("网络服务", "Over the network"), ("serve", "api-key")),
    (
        Words("查看与核对", "Looking and checking"),
        (
            *("rules", "calendar", "kpi", "pending", "run", "spec", "chain", "replay", "diff"),
            *("trace", "view", "report", "rebuild", "history", "export", "reconcile", "seal"),
            *("witness", "prove", "verify"),
        ),
    ),
)
"""How the first page groups commands, by chapters; what is named nowhere goes to the last."""
