"""Every command on a real store: what it records, and that a person can tell."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from lixia_adapters.console.frame import tree
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.finance import credits
from lixia_domain.application.finance.booking import ToClaim
from lixia_domain.kernel.dates import parse_date
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role

from .conftest import CODE, FOUNDATION, OPENING, OTHER, UNVERIFIED, Lixia, Ran, done, head

HASH = "ab" * 32
PEOPLE = {"need", "team", "volunteer", "session", "brand", "chain"}
"""Groups that ``test_volunteering.py`` walks."""
PERSONS = {"person", "vault", "erase"}
"""Groups that ``test_persons.py`` walks."""
KEEPERS = {"foundation", "plan", "disclosure", "rules", "calendar", "kpi"}
"""Groups that ``test_keepers.py`` walks, and what it walks of others."""
MEMBERS = {"member"}
"""The group that ``test_member.py`` walks."""
AUDIT = {"seal", "witness", "prove", "verify"}
"""Groups that ``test_seal.py`` walks."""
KEPT_ELSEWHERE = {
    ("store", "confirm-clock"),
    ("disburse", "token"),  # test_bank_import.py
    ("store", "move-keys"),
    *(("fund", word) for word in ("management-rule", "resume", "close")),
    *(
        ("enterprise", word)
        for word in ("rename", "merge", "annul-merger", "debar", "reinstate", "contact")
    ),
    *(("spec", word) for word in ("run", "list", "steps", "lint")),
}
AUTHOR = "p:" + "ab" * 16


def booked(path: Path, reference: str, yuan: int, claim: str | None, on: str) -> str:
    """Book a credit, as an import would."""
    with open_store(f"sqlite:///{path}") as store:
        credits.book(
            store.ledger,
            store.by("bank", Role.ACCOUNTANT),
            credit_id=reference,
            fund_id="F1",
            notice=Notice(
                account="A",
                value_date=parse_date(on),
                payer="甲企业（虚构示例）",
                payer_ref=None,
                amount=Money.yuan(yuan),
                remark="",
            ),
            document="回单",
            wishes=(ToClaim(claim=claim),) if claim else (),
            on=parse_date(on),
        )
    return reference


STORY = (
    "fund committee F1 --member m1 --member m2 --document 任命1 --on 2021-03-05",
    f"enterprise register {OTHER} 乙企业（虚构示例） --ownership state --on 2021-03-05",
    f"enterprise verify {OTHER} --document 执照 --on 2021-03-05",
    "project draft P2 --title 义诊（虚构示例） --domain 医疗健康 --need N1 --line 药品=2000 "
    "--relief --on 2021-03-05",
    "project give-back P2 --reason 预算不清 --on 2021-03-05",
    "project budget P2 --line 药品=3000 --reason 补充 --on 2021-03-05",
    "project approve P2 --minutes 纪要2 --on 2021-03-05",
    "batch release B2 --title 次批 --project P2=1000 --waitlist --on 2021-03-06",
    f"claim P2 {OTHER} 3000 --instalment 2021-06-30=1000 --instalment 2021-12-31=2000 --id C2 "
    "--on 2021-03-07",
    "pledge state-approval C2 --approval 批复 --filing 备案 --on 2021-03-08",
    f"claim P2 {CODE} 500 --due 2021-06-30 --id C3 --on 2021-03-08",
    f"pledge agreement C1 --document 协议C1 --sha256 {HASH} --if-cancelled similar_project "
    "--on 2021-03-09",
    f"pledge promise C1 --statement 必到 --medium 电视 --sha256 {HASH} --on 2021-03-09",
    "pledge publish-name C1 --name 甲企业（虚构示例） --scope 爱心榜 --document 同意书 "
    "--on 2021-03-09",
    "pledge hide-name C1 --reason 不再公开 --on 2021-03-09",
    "batch announce B2 --ceremony 仪式 --on 2021-03-10",
    "bank allocate K1 --claim C1 --instalment 1 --amount 6000 --on 2021-04-02",
    "bank return K1 1000 --basis 超出应付 --document 申请 --on 2021-04-02",
    "bank allocate K2 --to general --on 2021-04-02",
    "receipt allot CODE 0001 0050 --fund F1 --document 领用单 --on 2021-04-03",
    "receipt hand-back CODE 0041 0050 --fund F1 --document 缴回单 --on 2021-04-03",
    "receipt issue CODE 0001 --gift K1#1.1 --on 2021-04-03",
    "receipt reverse CODE 0001 --reason 抬头有误 --on 2021-04-03",
    "receipt void CODE 0002 --reason 污损 --on 2021-04-03",
    "bank return-gift K2#1.1 50 --basis mistake --document 申请 --on 2021-04-03",
    "bank reversed K3 --reason 误汇 --on 2021-04-03",
    "project team P1 --team T1 --agreement 实施1 --on 2021-04-04",
    "project naming P1 --claim C1 --name 甲企业助餐（虚构示例） --consent 同意书 --on 2021-04-04",
    "project start P1 --on 2021-04-04",
    "project interim P1 --result passed --findings 良好 --minutes 纪要 --on 2021-04-04",
    "project suspend P1 --reason 检修 --document 通知 --on 2021-04-04",
    "project resume P1 --document 通知 --on 2021-04-04",
    "fund freeze P1 --gift K1#1.1 --reason 法院冻结裁定 --on 2021-04-04",
    "fund unfreeze P1 --gift K1#1.1 --basis 解除裁定 --on 2021-04-04",
    "fund match --document 配套1 --purpose 配套 --cap 100 --until 2021-12-31 --on 2021-04-04",
    "fund appropriation K4 20 --document 配套1 --purpose 配套 --spend-until 2021-12-31 --match "
    "--on 2021-04-04",
    "bank interest K5 3.21 --to general --on 2021-04-04",
    "bank return-income K5#1.1 0.21 --basis mistake --document 退息通知 --on 2021-04-04",
    "bank donor K6 --donor p:5555555555555555555555555555555d --document 代付说明 --on 2021-04-04",
    "bank sponsorship K6 40 --document 赞助协议 --on 2021-04-04",
    "bank unallocate K6 --reason 用途有误 --document 核对表 --actor acct-9 --on 2021-04-04",
    "bank direct K6 10 --to P1 --document 付款人指示 --on 2021-04-04",
    "bank direct K6 10 --to other --document 付款人更正 --on 2021-04-04",
    "bank sponsorship K6 40 --document 赞助协议 --on 2021-04-04",
    "bank apportioned K7 --document 认定书 --on 2021-04-04",
    "bank reversed K7 --reason 误汇 --on 2021-04-04",
    "bank collect K7 0.50 --by K5 --on 2021-04-04",
    f"in-kind deliver W1 --donor {CODE} --item 米 --quantity 9 --unit 袋 --value 90 --by document "
    f"--document 发票 --sha256 {HASH} --project P1 --on 2021-04-04",
    "receipt issue-in-kind CODE 0003 --delivery W1 --on 2021-04-04",
    "in-kind issue W1 --quantity 5 --project P1 --receiver T1 --document 领用单 --on 2021-04-04",
    "in-kind sell W1 --quantity 2 --proceeds 15 --costs 2 --credit K8 --minutes 纪要 "
    "--on 2021-04-04",
    "in-kind write-off W1 --quantity 1 --reason 受潮 --minutes 纪要 --on 2021-04-04",
    "in-kind find W1 --quantity 1 --written-off 纪要 --reason 找到 --document 盘点表 "
    "--on 2021-04-04",
    "in-kind take-back W1 --quantity 1 --issued 领用单 --reason 多领 --document 退库单 "
    "--on 2021-04-04",
    "bank debit 费1 1.00 --account A --date 2021-04-04 --payee 示例银行 --document 回单 "
    "--on 2021-04-04",
    "bank fee 费1 --to general --on 2021-04-04",
    "bank debit 费2 2.00 --account A --date 2021-04-04 --payee 示例慈善基金会 --document 回单 "
    "--on 2021-04-04",
    f"bank management-cost 费2 --to general --id G1 --foundation {FOUNDATION} --year 2021 "
    "--document 表 --on 2021-04-04",
    f"disburse account payee-1 --foundation {FOUNDATION} --account token-1 --document 确认函 "
    "--actor acct-1 --on 2021-04-05",
    "disburse request D1 --project P1 --line 食材 --tranche 1 --amount 3000 --payee payee-1 "
    "--payee-account token-1 --purpose 首批 --actor lead-1 --on 2021-04-05",
    "disburse approve D1 --minutes 纪要3 --checked lead-1 --actor approver-1 --on 2021-04-05",
    "disburse pay D1 --debit 付0 --voucher 记0 --actor cashier-1 --on 2021-04-06",
    "disburse cancel-payment D1 --reason 收款行拒收 --document 银行答复 --on 2021-04-06",
    "disburse pay D1 --debit 付1 --voucher 记1 --actor cashier-1 --on 2021-04-06",
    "bank debit 付1 3000 --account A --date 2021-04-06 --payee payee-1 --document 回单 "
    "--on 2021-04-06",
    "bank match 付1 --payment D1 --on 2021-04-06",
    "bank unmatch 付1 --reason 抄错 --document 核对表 --actor acct-9 --on 2021-04-06",
    "disburse correct-debit D1 --debit 付9 --reason 抄错 --document 核对表 --on 2021-04-06",
    "disburse correct-debit D1 --debit 付1 --reason 又抄错 --document 核对表二 --on 2021-04-06",
    "bank match 付1 --payment D1 --on 2021-04-06",
    "bank cancel-return K1 1 --reason 未付出 --document 银行答复 --actor acct-9 --on 2021-04-06",
    "bank return K1 1 --basis 超出应付 --document 申请 --on 2021-04-06",
    f"disburse evidence D1 --invoice FP1 --date 2021-04-06 --seller 示例商贸公司 --sha256 {HASH} "
    "--amount 2000 --on 2021-04-07",
    "disburse accept D1 --invoice FP1 --on 2021-04-08",
    "disburse reverse-acceptance D1 --invoice FP1 --reason 误审 --document 查验结果 "
    "--actor accountant-2 --on 2021-04-08",
    "disburse accept D1 --invoice FP1 --on 2021-04-08",
    f"disburse evidence D1 --invoice FP2 --date 2021-04-06 --seller 示例商贸公司 --sha256 {HASH} "
    "--amount 500 --on 2021-04-08",
    "disburse disallow D1 --invoice FP2 --reason 与用途不符 --on 2021-04-08",
    "disburse reverse-disallowance D1 --invoice FP2 --reason 误审 --document 签到表 "
    "--actor accountant-2 --on 2021-04-08",
    "disburse disallow D1 --invoice FP2 --reason 与用途不符 --on 2021-04-08",
    "disburse recover D1 --amount 900 --credit 退1 --on 2021-04-09",
    "disburse write-off D1 --amount 100 --minutes 纪要4 --actor approver-1 --on 2021-04-09",
    "disburse reverse-write-off D1 --amount 100 --reason 误登 --minutes 纪要4 --actor approver-1 "
    "--on 2021-04-09",
    "disburse write-off D1 --amount 100 --minutes 纪要4 --actor approver-1 --on 2021-04-09",
    "disburse request D2 --project P1 --line 人工 --tranche 2 --amount 1000 --payee payee-1 "
    "--payee-account token-1 --purpose 次批 --actor lead-1 --on 2021-04-10",
    "disburse refuse D2 --reason 说明不全 --actor approver-1 --on 2021-04-10",
    "disburse request D3 --project P1 --line 人工 --tranche 2 --amount 1000 --payee payee-1 "
    "--payee-account token-1 --purpose 次批 --actor lead-1 --on 2021-04-10",
    "disburse withdraw D3 --reason 改期 --on 2021-04-10",
    "disburse request D4 --project P1 --line 人工 --tranche 2 --amount 1000 --payee payee-1 "
    "--payee-account token-1 --purpose 次批 --actor lead-1 --on 2021-04-11",
    "disburse approve D4 --minutes 纪要5 --checked lead-1 --actor approver-1 --on 2021-04-11",
    "disburse pay D4 --debit 付2 --voucher 记2 --actor cashier-1 --on 2021-04-11",
    "disburse bounce D4 --credit 退2 --reason 户名不符 --on 2021-04-12",
    "project replace-team P1 --team T2 --agreement 实施2 --reason 人手不足 --on 2021-04-12",
    "project milestone P1 --milestone 过半 --document 报告1 --on 2021-04-13",
    "project ask-acceptance P1 --document 报告2 --on 2021-04-14",
    "project refuse-acceptance P1 --reason 缺签到表 --on 2021-04-15",
    "project ask-acceptance P1 --document 报告3 --on 2021-04-16",
    "project accept P1 --minutes 纪要6 --on 2021-04-17",
    "project revoke-acceptance P1 --reason 签收表不实 --minutes 纪要6 --on 2021-04-17",
    "project accept P1 --minutes 纪要6 --on 2021-04-17",
    "project propose-change P1 --change U1 --to P2 --reason 结余 --on 2021-04-18",
    "pledge answer-change K1#1.1 --to P2 --amount 3904.54 --answer yes --document 同意2 "
    "--on 2021-04-18",
    "project change-use P1 --change U1 --gift K1#1.1 --on 2021-04-19",
    "project close P1 --summary 完成 --on 2021-04-20",
    "pledge reduce C2 P2 2500 --instalment 2021-06-30=1000 --instalment 2021-12-31=1500 "
    "--reason 双方协商 --on 2021-04-21",
    "pledge release C2 P2 --reason 另有安排 --on 2021-04-21",
    "pledge take-offer C3 P2 500 --due 2021-06-30 --on 2021-04-22",
    "pledge confirm C3 P2 --on 2021-04-22",
    "pledge waive-receipt C3 --document 声明 --on 2021-04-22",
    "pledge withdraw-waiver C3 --reason 误登 --document 声明二 --on 2021-04-22",
    "pledge hardship C3 P2 --finances 报表 --report 报告 --statement 声明 --on 2021-04-23",
    "project cancel P2 --reason 场地停用 --on 2021-04-24",
    "campaign open K1 --title 代言 --on 2021-03-10",
    "campaign action K1 a1 --title 醉美历下 --on 2021-03-10",
    "campaign schedule K1 x1 --action a1 --title 喝彩 --place 广场 --day 2021-04-03 "
    "--on 2021-03-10",
    "campaign schedule K1 x2 --action a1 --title 展演 --place 广场 --day 2021-04-04 "
    "--on 2021-03-10",
    "campaign hold K1 x1 --participants 50 --document 签到 --on 2021-04-03",
    "campaign unhold K1 x1 --reason 人数误登 --document 说明 --on 2021-04-03",
    "campaign hold K1 x1 --participants 60 --document 签到 --on 2021-04-03",
    "campaign cancel K1 x2 --reason 暴雨 --on 2021-04-04",
    "call open V1 --title 文明条文 --kind rules --publish 1 --entries-until 2021-03-31 "
    "--ties jury --revote replaces --objection-days 3 --campaign K1 --on 2021-03-10",
    "campaign close K1 --summary 完成 --on 2021-04-05",
    *(
        f"entry submit V1 {number} --title 条文 --author {AUTHOR} --document d --sha256 {HASH} "
        "--on 2021-03-20"
        for number in (1, 2, 3)
    ),
    "entry screen V1 --entry 1 --entry 2 --admit yes --on 2021-03-21",
    "entry screen V1 --entry 3 --admit no --reason 重复 --on 2021-03-21",
    "entry unscreen V1 3 --reason 并未重复 --document 复核记录 --on 2021-03-21",
    "entry withdraw V1 3 --reason 作者要求 --on 2021-03-22",
    "call open-voting V1 --until 2021-04-09 --on 2021-04-01",
    "vote cast V1 1 --voter 13800000001 --on 2021-04-02",
    "vote cast V1 2 --voter 13800000002 --on 2021-04-02",
    "call close-voting V1 --on 2021-04-10",
    "call freeze V1 --on 2021-04-10",
    "call publish V1 --decided 2 --document 评审纪要 --on 2021-04-10",
    f"call object V1 Y1 --entry 2 --by {AUTHOR} --grounds 抄袭 --document 异议书 --on 2021-04-11",
    "call decide-objection V1 Y1 --ruling rejected --decided-by jury-1 --reason 系原创 "
    "--minutes 纪要8 --on 2021-04-11",
    "call reopen-decision V1 Y1 --reason 未听取作者陈述 --minutes 纪要十 --on 2021-04-11",
    "call decide-objection V1 Y1 --ruling rejected --decided-by jury-1 --reason 仍系原创 "
    "--minutes 纪要十一 --on 2021-04-11",
    "call object V1 Y2 --grounds 裁定程序有误 --document 异议书二 --on 2021-04-12",
    "call decide-objection V1 Y2 --ruling upheld --decided-by jury-1 --reason 缺席过半 "
    "--minutes 纪要9 --on 2021-04-12",
    "call object V1 Y3 --grounds 裁定程序有误 --document 异议书三 --on 2021-04-12",
    "call decide-objection V1 Y3 --ruling upheld --decided-by jury-1 --reason 缺席过半 "
    "--minutes 纪要三 --on 2021-04-12",
    "call correct V1 Y2 --decided 1 --document 重评纪要 --on 2021-04-12",
    "call settle-objection V1 Y3 --by Y2 --minutes 纪要三 --on 2021-04-12",
    "call award V1 1 --award 二等奖 --on 2021-04-16",
    "call withdraw-award V1 1 --award 二等奖 --reason 误登 --minutes 纪要十二 --on 2021-04-16",
    "call award V1 1 --award 一等奖 --on 2021-04-16",
    "call destroy-key V1 --witness witness-1 --on 2021-04-16",
    "call open V2 --title 家风故事 --kind story --publish 2 --entries-until 2021-04-18 "
    "--objection-days 3 --on 2021-04-16",
    "call extend V2 --until 2021-04-20 --reason 来稿不足 --minutes 纪要四 --on 2021-04-16",
    f"entry submit V2 1 --title 甲 --author {AUTHOR} --document d --sha256 {HASH} --on 2021-04-16",
    f"entry submit V2 2 --title 乙 --author {AUTHOR} --document d --sha256 {HASH} --on 2021-04-16",
    "entry screen V2 --entry 1 --entry 2 --admit yes --on 2021-04-16",
    "call open-voting V2 --until 2021-04-25 --on 2021-04-21",
    "entry withdraw V2 2 --reason 作者要求 --on 2021-04-21",
    "call reopen V2 --entries-until 2021-04-30 --reason 撤稿 --minutes 纪要五 --on 2021-04-21",
    "call reduce V2 --publish 1 --reason 不足 --minutes 纪要六 --on 2021-05-01",
    "call cancel V2 --reason 停办 --minutes 纪要七 --on 2021-05-01",
    f"guide draft G1 1 --title 指南 --document g --sha256 {HASH} --cites V1 --on 2021-04-14",
    f"guide publish G1 1 --sha256 {HASH} --minutes 纪要7 --since 2021-05-01 --on 2021-04-14",
    "project draft P3 --title 课堂（虚构示例） --domain 医疗健康 --need N1 --line 药品=10 "
    "--on 2021-04-24",
    "project approve P3 --minutes 纪要7 --on 2021-04-24",
    "project publish P3 --batch B1 --minimum 1 --on 2021-04-24",
    f"claim P3 {CODE} 10 --due 2021-04-25 --id C4 --on 2021-04-24",
    "pledge demand C4 --instalment 1 --deadline 2021-04-28 --document 催告函 --on 2021-04-26",
    "pledge default C4 --on 2021-04-29",
    "pledge withdraw-default C4 --reason 误认 --document 更正说明 --on 2021-04-29",
    "pledge demand C4 --instalment 1 --deadline 2021-04-30 --document 催告函二 --on 2021-04-29",
    "pledge default C4 --on 2021-05-01",
    "fund close-month 2021-04 --on 2021-05-01",
    "bank carry-in 2021-04 100 --account A --to general=60 --document 移交清单 --on 2021-05-01",
    f"bank statement 2021-04 --account A --opening 100 --credited 9067 --debited 3010 "
    f"--closing 6157 --document 对账单 --sha256 {HASH} --on 2021-05-02",
    "bank reconcile 2021-04 --account A --on 2021-05-02",
    "bank allocate K5 --to general --amount 0.10 --on 2021-05-03",
    "bank reversed K2 --reason 误汇 --on 2021-05-03",
    f"fund claim-shortfall general 3 --gift K2#1.1 --debtor {CODE} --document 承诺书 "
    "--on 2021-05-03",
    "fund pay-shortfall general 0.10 --gift K2#1.1 --by K5 --document 还款回单 --on 2021-05-03",
    "fund put-gift general 0.10 --gift K2#1.1 --by K5#1.2 --document 说明 --on 2021-05-03",
    "fund cover-shortfall general 0.10 --gift K2#1.1 --minutes 纪要10 --actor approver-1 "
    "--on 2021-05-03",
    f"fund propose F9 --name 三号基金（虚构示例） --foundation {FOUNDATION} --purpose 公益 "
    "--on 2021-05-03",
    f"fund establish F8 --name 互助基金（虚构示例） --foundation {FOUNDATION} --purpose 公益 "
    "--agreement 协议8 --on 2021-05-03",
    "bank hand-over K9 --to F8 --minutes 纪要11 --on 2021-05-03",
    "bank allocate K9 --to general --on 2021-05-03",
    "fund terminate F8 --reason 期满 --document 决议 --on 2021-05-03",
    "fund hand-on P3 2 --fund F8 --minutes 纪要12 --on 2021-05-03",
    "fund hand-on P3 1 --fund F8 --clause 协议第十二条 --minutes 纪要12 --on 2021-05-03",
)

READING = (
    "store info",
    "bank formats",
    "store check",
    "catalogue roles",
    "project show P1",
    "view programme_summary",
    "view project_register --as-known-at 9",
    "pledge overdue --on 2021-07-01",
    "view --list",
    "rebuild",
    "history project-P1",
    "replay --as-of 2021-03-03",
    "diff --from 2021-03-02 --to 2021-03-04 --events",
    "trace project_register P1 claimed_fen",
    "pending",
    "run",
)
EXPORTS = {"export", "reconcile", "sheet"}
"""Groups that ``test_export.py``, ``test_reconcile.py`` and ``tests/sheets`` walk."""


def walk(path: Path, *more: str) -> Iterator[tuple[str, Ran]]:
    """Walk the story on the store at ``path``; yield each command with what it left behind."""
    for line in STORY:
        if line.startswith("bank allocate K1"):
            for reference, yuan, claim in (
                ("K1", 7000, None),
                ("K2", 80, None),
                ("K3", 9, None),
                ("K4", 20, None),
                ("K5", 4, None),
                ("K6", 40, None),
                ("K7", 7, None),
                ("K8", 13, None),
                ("K9", 3, None),
                ("退1", 900, None),
                ("退2", 1000, None),
            ):
                booked(path, reference, yuan, claim, "2021-04-01")
        yield line, done(*line.split(), *more)


def test_the_whole_money_flow_can_be_walked_by_commands(lixia: Lixia, programme: Path) -> None:
    for line, found in walk(programme, "--json"):
        recorded = found.json["recorded"]
        assert recorded, line
        assert head(programme) == found.json["position"] == recorded[-1]["position"]
    for line in READING:
        assert lixia(*line.split()).code == 0, line

    walked = {tree.find(line.split())[0] for line in (*OPENING, *STORY, *READING)}
    elsewhere = {
        ("demo",),
        ("help",),
        ("completion",),
        ("report",),
        ("bank", "import"),
        ("vote", "import"),
    }
    elsewhere |= {("call", "recount"), ("entry", "reference"), ("bank", "cited")}
    elsewhere |= {("bank", "take-off")}
    elsewhere |= {words for words in tree.TREE if words[0] in ("serve", "api-key")}
    groups = PEOPLE | PERSONS | KEEPERS | MEMBERS | EXPORTS | AUDIT
    elsewhere |= {words for words in tree.TREE if words[0] in groups} | KEPT_ELSEWHERE
    missing = sorted(" ".join(words) for words in tree.TREE.keys() - elsewhere - walked)
    assert not missing, f"add a line to STORY or READING for: {missing}"
    opened = {tree.find(line.split())[0] for line in OPENING}
    both = sorted(" ".join(words) for words in (walked & elsewhere) - opened)
    assert not both, f"walked here, though said to be elsewhere: {both}"

    row = lixia("project", "show", "P1", "--json").json["row"]
    # Of the 13.00 that the goods brought, 6.49 were paid out with D1 and 1.95 came back with it.
    assert (row["stage"], row["received_fen"], row["balance_fen"]) == ("closed", 600_000, 846)
    row = lixia("project", "show", "P2", "--json").json["row"]
    assert (row["stage"], row["moved_in_fen"]) == ("cancelled", 390_454)


@pytest.mark.parametrize("line", READING)
def test_reading_records_nothing(lixia: Lixia, programme: Path, line: str) -> None:
    before = head(programme)
    for more in ([], ["--json"], ["--lang", "en"]):
        assert lixia(*line.split(), *more).code == 0
    assert head(programme) == before


def test_a_dry_run_says_what_would_be_recorded_and_records_nothing(
    lixia: Lixia, programme: Path
) -> None:
    before = head(programme)
    line = f"claim P1 {CODE} 4000 --due 2021-06-30 --id C9 --on 2021-03-05".split()
    told = lixia(*line, "--dry-run", "--json").json
    assert told["dry_run"]
    assert [fact["event"] for fact in told["recorded"]] == [
        "project.claimed",
        "project.claim_confirmed",
        "pledge.donation_pledged",
    ]
    assert told["outcome"] == "confirmed"
    assert "试算" in lixia(*line, "--dry-run").out
    assert head(programme) == before


def test_a_dry_run_is_refused_as_the_real_one_would_be(lixia: Lixia, programme: Path) -> None:
    line = f"claim P1 {CODE} 4000.01 --due 2021-06-30 --id C9 --on 2021-03-05 --dry-run"
    found = lixia(*line.split(), "--json")
    assert (found.code, found.error["code"]) == (1, "project.exceeds_remainder")
    assert "4,000.00" in found.error["sentence"]


def test_a_command_with_a_key_is_carried_out_once(lixia: Lixia, programme: Path) -> None:
    line = [
        "project",
        "milestone",
        "P1",
        "--milestone",
        "一",
        "--document",
        "二",
        "--on",
        "2021-03-05",
        "--command",
        "K",
    ]
    assert lixia(*line).code == 1  # not started yet: a refusal uses no key up
    draft = "project draft P7 --title 七 --domain 助残济困 --need N1 --line a=1 --on 2021-03-05"
    first = lixia(*draft.split(), "--command", "K", "--json")
    again = lixia(*draft.split(), "--command", "K", "--json")
    assert [len(ran.json["recorded"]) for ran in (first, again)] == [2, 0]
    other = lixia(*draft.replace("P7", "P8").split(), "--command", "K", "--json")
    assert (other.code, other.error["code"]) == (1, "command.key_reused")


def test_the_same_claim_told_again_adds_nothing(lixia: Lixia, programme: Path) -> None:
    found = lixia(*f"claim P1 {CODE} 6000 --due 2021-06-30 --id C1 --on 2021-03-06".split())
    assert found.code == 0
    assert "已有相同记录" in found.out
    assert "此前已记录" in found.out


def test_a_claims_id_is_project_and_code_unless_told(lixia: Lixia, programme: Path) -> None:
    line = f"claim P1 {CODE} 壹仟元整 --due 2021年6月30日 --on 2021-03-06 --json"
    recorded = lixia(*line.split()).json["recorded"]
    assert f"pledge-P1.{CODE}" in {fact["stream"] for fact in recorded}


def test_who_acted_is_told_or_by_the_environment(
    lixia: Lixia, programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIXIA_ACTOR", "office-7")
    verify = f"enterprise verify {UNVERIFIED} --document 执照 --on 2021-03-05"
    assert lixia(*verify.split()).code == 0
    last = lixia("history", f"enterprise-{UNVERIFIED}", "--json").json["events"][-1]
    assert (last["actor"], last["role"]) == ("office-7", "programme_office")


@pytest.mark.parametrize(("said", "role"), [("", "programme_office"), ("--role team", "team")])
def test_a_command_acts_in_the_usual_role_unless_told(
    lixia: Lixia, programme: Path, said: str, role: str
) -> None:
    draft = (
        "project draft P9 --title 示例 --domain 为老服务 --need N1 --line 食材=1 --on 2021-03-05"
    )
    assert lixia(*draft.split(), *said.split()).code == 0
    [drafted] = lixia("history", "project-P9", "--json").json["events"]
    assert drafted["role"] == role


def test_a_month_is_closed_with_book_and_bank_side_by_side(lixia: Lixia, programme: Path) -> None:
    booked(programme, "K1", 6000, "C1", "2021-04-01")
    close = ["fund", "close-month", "2021-04", "--on", "2021-05-02", "--json"]
    told = lixia(*close, "--dry-run").json
    assert (told["book_fen"], told["bank_fen"], told["items"]) == (600_000, 600_000, [])
    assert told["statements"] == []
    statement = (
        "bank statement 2021-04 --account A --opening 0 --credited 6000 --debited 0 --closing 6000 "
        f"--document 对账单 --sha256 {HASH} --on 2021-05-02"
    )
    assert lixia(*statement.split()).code == 0
    assert lixia(*close).error["code"] == "bank_statement.not_reconciled"
    reconcile = "bank reconcile 2021-04 --account A --on 2021-05-02"
    assert lixia(*reconcile.split()).code == 0
    told = lixia(*close, "--command", "close-4").json
    assert told["statements"] == ["A"]
    assert told["recorded"][0]["event"] == "fund.period_closed"
    again = lixia(*close, "--command", "close-4")
    assert (again.code, again.json["recorded"]) == (0, [])


def test_nobody_approves_what_he_asked_for(lixia: Lixia, programme: Path) -> None:
    booked(programme, "K1", 6000, "C1", "2021-04-01")
    for line in (
        "project team P1 --team T1 --agreement 一 --on 2021-04-02",
        "project start P1 --on 2021-04-02",
        "disburse request D1 --project P1 --line 食材 --tranche 1 --amount 1 --payee p "
        "--payee-account t --purpose u --on 2021-04-02",
    ):
        assert lixia(*line.split()).code == 0
    found = lixia(
        *[
            "disburse",
            "approve",
            "D1",
            "--minutes",
            "m",
            "--checked",
            "c",
            "--on",
            "2021-04-03",
            "--json",
        ]
    )
    assert (found.code, found.error["code"]) == (1, "disbursement.same_person")


def test_with_several_funds_one_is_to_be_named(lixia: Lixia, programme: Path) -> None:
    second = f"fund establish F2 --name 二 --foundation {FOUNDATION} --purpose 四 --agreement 五"
    assert lixia(*second.split(), "--on", "2021-03-01").code == 0
    line = f"claim P1 {CODE} 1 --due 2021-06-30 --id C9 --on 2021-03-05 --json".split()
    found = lixia(*line)
    assert (found.code, found.error["code"]) == (2, "which_fund")
    assert "F1、F2" in found.error["sentence"]
    assert lixia(*line, "--fund", "F2").code == 0


def test_without_a_fund_it_is_said_how_to_get_one(lixia: Lixia) -> None:
    lixia("store", "init", "--open")
    found = lixia("fund", "freeze", "P1", "--reason", "核查", "--json")
    assert (found.code, found.error["code"]) == (2, "no_fund")
    assert "fund establish" in found.error["sentence"]


def test_what_only_one_of_book_and_bank_has_is_named_as_one_would_look_it_up(
    lixia: Lixia, programme: Path
) -> None:
    booked(programme, "K1", 6000, "C1", "2021-04-01")
    debit = (
        "bank debit A/D/1 2000 --account A --date 2021-04-02 --payee 示例商贸公司 --document 回单"
    )
    assert lixia(*debit.split(), "--on", "2021-04-02").code == 0
    close = ["fund", "close-month", "2021-04", "--on", "2021-05-02", "--dry-run"]
    assert "付款流水 A/D/1  2,000.00" in lixia(*close).out
    assert "debit A/D/1  2,000.00" in lixia(*close, "--lang", "en").out
