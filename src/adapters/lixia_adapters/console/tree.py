"""All commands, as data: help and dispatch need no more, so a command's module is imported late."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from importlib import import_module
from typing import NamedTuple, cast

from lixia_adapters.console.spec import EVERYWHERE, WRITING, Command
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import Usage


class Entry(NamedTuple):
    """Where a command is and what it is for."""

    module: str
    attribute: str
    zh: str
    en: str

    def load(self) -> Command:
        """Return the command."""
        module = import_module(f"lixia_adapters.console.{self.module}")
        return cast(Command, getattr(module, self.attribute))


Words = tuple[str, ...]

GROUPS: dict[str, Say] = {
    "store": Say("账库：建立、概况、检查", "the store: make, describe, check"),
    "fund": Say("专项基金", "special funds"),
    "project": Say("项目：从起草到结项", "projects, from draft to closing"),
    "batch": Say("批次：发布与公布认领", "batches: release and announce"),
    "enterprise": Say("爱心企业", "enterprises"),
    "pledge": Say("认捐：协议、公开、解除", "pledges: agreement, publication, release"),
    "bank": Say("到账：导入、分配、退回", "bank credits: import, allocate, return"),
    "receipt": Say("捐赠票据", "donation receipts"),
    "disburse": Say(
        "拨付：申请、审批、付款、核销", "disbursements: ask, approve, pay, account for"
    ),
}

TREE: dict[Words, Entry] = {
    ("demo",): Entry(
        "demo", "DEMO", "演示：启动仪式与虚构的一年", "the launch, and a synthetic year"
    ),
    ("store", "init"): Entry("store", "INIT", "建立账库", "make a store"),
    ("store", "info"): Entry("store", "INFO", "账库概况", "describe the store"),
    ("store", "check"): Entry("store", "CHECK", "检查账库是否完好", "check that it is sound"),
    ("fund", "establish"): Entry("fund", "ESTABLISH", "设立专项基金", "establish a special fund"),
    ("fund", "committee"): Entry("fund", "COMMITTEE", "任命管理委员会", "appoint the committee"),
    ("fund", "close-month"): Entry("fund", "CLOSE_MONTH", "结账", "close months of account"),
    ("project", "draft"): Entry("project", "DRAFT", "起草项目", "draft a project"),
    ("project", "approve"): Entry("project", "APPROVE", "立项审核通过", "pass the review"),
    ("project", "give-back"): Entry(
        "project", "GIVE_BACK", "立项审核退回", "return to the authors"
    ),
    ("project", "publish"): Entry("project", "PUBLISH", "发布，接受认领", "offer it to be claimed"),
    ("project", "show"): Entry("project", "SHOW", "查看一个项目", "show one project"),
    ("project", "budget"): Entry("project", "BUDGET", "调整预算", "revise the budget"),
    ("project", "team"): Entry("project_work", "TEAM", "确定实施团队", "assign the team"),
    ("project", "replace-team"): Entry("project_work", "REPLACE", "更换团队", "replace the team"),
    ("project", "start"): Entry("project_work", "START", "启动", "start"),
    ("project", "milestone"): Entry("project_work", "MILESTONE", "报告进展", "report progress"),
    ("project", "ask-acceptance"): Entry(
        "project_work", "ASK_ACCEPTANCE", "申请验收", "ask for acceptance"
    ),
    ("project", "refuse-acceptance"): Entry(
        "project_work", "REFUSE_ACCEPTANCE", "验收不通过", "refuse acceptance"
    ),
    ("project", "accept"): Entry("project_work", "ACCEPT", "验收通过", "accept what was done"),
    ("project", "close"): Entry("project_work", "CLOSE", "结项", "close"),
    ("project", "cancel"): Entry(
        "project_work", "CANCEL", "取消并冻结专户", "cancel, and freeze its account"
    ),
    ("project", "propose-change"): Entry(
        "project_work", "PROPOSE_CHANGE", "拟变更捐赠用途", "propose a change of use"
    ),
    ("project", "change-use"): Entry(
        "project_work", "CHANGE_USE", "一份捐赠变更用途", "change the use of one gift"
    ),
    ("batch", "release"): Entry("batch", "RELEASE", "整批发布", "release a batch, all or none"),
    ("batch", "announce"): Entry(
        "batch", "ANNOUNCE", "公布认领情况（取自总览）", "announce what the summary says"
    ),
    ("enterprise", "register"): Entry("enterprise", "REGISTER", "登记企业", "register"),
    ("enterprise", "verify"): Entry("enterprise", "VERIFY", "核验营业执照", "verify the licence"),
    ("claim",): Entry("claim", "CLAIM", "认领项目并认捐", "claim a project and pledge for it"),
    ("pledge", "confirm"): Entry("claim", "CONFIRM", "确认认领", "confirm a claim"),
    ("pledge", "take-offer"): Entry("claim", "TAKE_OFFER", "候补转正", "take a waiting claim up"),
    ("pledge", "release"): Entry("claim", "RELEASE", "释放名额、解除认捐", "release a claim"),
    ("pledge", "agreement"): Entry("pledge", "AGREEMENT", "签订捐赠协议", "sign the agreement"),
    ("pledge", "promise"): Entry("pledge", "PROMISE", "留存公开承诺", "keep a public promise"),
    ("pledge", "hardship"): Entry("pledge", "HARDSHIP", "困难退出", "exit by hardship"),
    ("pledge", "publish-name"): Entry(
        "pledge", "PUBLISH_NAME", "同意公开名称", "agree to be named"
    ),
    ("pledge", "hide-name"): Entry("pledge", "HIDE_NAME", "撤回公开名称", "withdraw the name"),
    ("pledge", "answer-change"): Entry(
        "pledge", "ANSWER_CHANGE", "答复用途变更", "answer a change of use"
    ),
    ("bank", "import"): Entry(
        "bank_import", "IMPORT", "导入捐赠登记表或银行对账单", "import a register or statement"
    ),
    ("bank", "allocate"): Entry("bank", "ALLOCATE", "分配暂收款", "allocate held money"),
    ("bank", "return"): Entry("bank", "RETURN", "退回暂收款", "return held money to its payer"),
    ("bank", "return-gift"): Entry("bank", "RETURN_GIFT", "退还捐赠", "return a gift"),
    ("bank", "reversed"): Entry("bank", "REVERSED", "银行冲正", "the bank took an entry back"),
    ("receipt", "issue"): Entry("receipt", "ISSUE", "开具捐赠票据", "issue a receipt"),
    ("receipt", "reverse"): Entry("receipt", "REVERSE", "红冲", "reverse a receipt"),
    ("receipt", "void"): Entry("receipt", "VOID", "空白票据作废", "void a blank receipt"),
    ("disburse", "request"): Entry("disburse", "REQUEST", "申请拨付", "ask for a tranche"),
    ("disburse", "approve"): Entry("disburse", "APPROVE", "批准", "approve"),
    ("disburse", "refuse"): Entry("disburse", "REFUSE", "不批准", "refuse"),
    ("disburse", "withdraw"): Entry(
        "disburse", "WITHDRAW", "付款前撤回", "withdraw before payment"
    ),
    ("disburse", "pay"): Entry("disburse", "PAY", "付款", "pay"),
    ("disburse", "bounce"): Entry("disburse", "BOUNCE", "退票", "the bank sent it back"),
    ("disburse", "evidence"): Entry("disburse", "EVIDENCE", "提交凭证", "hand in evidence"),
    ("disburse", "accept"): Entry("disburse", "ACCEPT", "认可凭证", "accept evidence"),
    ("disburse", "disallow"): Entry("disburse", "DISALLOW", "不予认可", "disallow evidence"),
    ("disburse", "recover"): Entry("disburse", "RECOVER", "收回结余", "take unspent money back"),
    ("disburse", "write-off"): Entry("disburse", "WRITE_OFF", "核销损失", "write a loss off"),
    ("view",): Entry("view", "VIEW", "查看视图（--list 列出全部）", "show a view (--list: which)"),
    ("rebuild",): Entry("view", "REBUILD", "从账册重建全部视图", "make all views anew"),
    ("history",): Entry("history", "HISTORY", "一条流的全部事实", "all facts of one stream"),
}

_TAKE_A_VALUE = frozenset(option.shown for option in (*EVERYWHERE, *WRITING) if not option.flag)


def below(words: Words) -> dict[Words, Entry]:
    """Return the commands that open with ``words``."""
    return {key: entry for key, entry in TREE.items() if key[: len(words)] == words}


def find(argv: Sequence[str]) -> tuple[Words, list[str]]:
    """Return the command's words, as far as they go, and everything else of ``argv``.

    Options that every command takes may stand before the words. Raises ``Usage`` for a word that
    opens no command.
    """
    words: Words = ()
    rest: list[str] = []
    left = iter(argv)
    for token in left:
        if token.startswith("-"):
            rest.append(token)
            if token in _TAKE_A_VALUE:
                rest.extend(value for value in (next(left, None),) if value is not None)
            continue
        if not below((*words, token)):
            raise Usage(*_unknown(words, token), code="unknown_command")
        words = (*words, token)
        if words in TREE:
            return words, [*rest, *left]
    return words, rest


def _unknown(words: Words, token: str) -> Say:
    from difflib import get_close_matches

    there = list(_next_words(words))
    near = get_close_matches(token, there, 1)
    known = "、".join(near or there)
    typed = " ".join(("lixia", *words, token))
    return Say(
        f"没有命令“{typed}”；{'是否想用' if near else '可用'}：{known}",
        f"there is no command {typed!r}; {'did you mean' if near else 'there are'}: "
        f"{known.replace('、', ', ')}",
    )


def _next_words(words: Words) -> Iterable[str]:
    return dict.fromkeys(key[len(words)] for key in below(words))
