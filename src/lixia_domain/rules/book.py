"""All rules: here those that the money flow names, and the other rooms' after them.

慈善法 (the charity law) was amended on 2024-09-05 and renumbered: 2016's 29, 55, 57 are today's
28, 56, 58; 14, 38, 41 and 42 kept their numbers. Where the older text was not read the edition
runs from 2016-09-01 and is marked ``inferred``.
"""

from __future__ import annotations

from datetime import date

from lixia_domain.rules import disclosure, fees, fundraising, people, property
from lixia_domain.rules.edition import Edition, Sure
from lixia_domain.rules.laws import (
    ACCOUNTING_LAW,
    CIVIL_CODE,
    DISCLOSURE_2026,
    GIFTS,
    LAW_2016,
    RECEIPTS_2024,
    RECEIPTS_OF_2010,
    RECEIPTS_OF_2024,
    SHANDONG,
    day_before,
)
from lixia_domain.rules.laws import amended as _amended

PROMISE = "donor.promise"
HARDSHIP = "donor.hardship_exit"
REFUND = "donation.refund"
USE_CHANGE = "donation.use_change"
SURPLUS = "donation.surplus"
AGREED_USE = "donation.agreed_use"
RECEIPT = "donation.receipt"
FOUR_EYES = "disbursement.four_eyes"
LOOKED_AGAIN = "disbursement.looked_again"
EVIDENCE_FIRST = "disbursement.evidence_first"
EVIDENCE_DUE = "disbursement.evidence_due"
OPEN_ITEMS = "bank.open_items"
CARRY_OVER = "government.carry_over"


EDITIONS: tuple[Edition, ...] = (
    *_amended(
        PROMISE,
        "41",
        "41",
        "本人公开承诺捐赠，或为扶贫济困等目的签订书面协议的，可以要求交付",
        "a donor that promised itself in public, or signed for relief, may be held to it",
    ),
    *_amended(
        HARDSHIP,
        "41",
        "41",
        "经济状况显著恶化，经向民政部门报告并向社会公开说明后，可以不再履行",
        "exit: gravely worsened finances, reported to civil affairs and explained in public",
    ),
    Edition(
        rule=REFUND,
        since=LAW_2016,
        until=date(2020, 12, 31),
        source="合同法 186",
        sure=Sure.INFERRED,
        says="公益捐赠不得任意撤销；退还须有约定、生效裁判或主管机关决定",
        says_en="no revocation at will; a refund cites an agreement, a judgment or an order",
    ),
    Edition(
        rule=REFUND,
        since=CIVIL_CODE,
        source="民法典 658、660",
        sure=Sure.EXCERPT,
        says="公益捐赠不得任意撤销；退还须有约定、生效裁判或主管机关决定",
        says_en="no revocation at will; a refund cites an agreement, a judgment or an order",
    ),
    Edition(
        rule=USE_CHANGE,
        since=GIFTS,
        until=day_before(LAW_2016),
        source="公益事业捐赠法 18",
        sure=Sure.READ,
        says="受赠人不得擅自改变捐赠协议约定的用途；确需改变的，应当征得捐赠人同意",
        says_en="the use agreed with a donor is changed with its consent only",
    ),
    *_amended(
        USE_CHANGE,
        "55",
        "56",
        "变更捐赠协议约定的用途，须事先征得捐赠人同意",
        "changing the agreed use needs the donor's prior consent",
        beside={SHANDONG: "山东省慈善条例 14"},
    ),
    *_amended(
        SURPLUS,
        "57",
        "58",
        "剩余财产按方案或协议处理；未规定的用于相同或相近目的的项目并公开",
        "surplus follows plan or agreement; silent: same or similar project, published",
        until=day_before(DISCLOSURE_2026),
    ),
    Edition(
        rule=SURPLUS,
        since=DISCLOSURE_2026,
        source="慈善法（2023修正） 58；民政部令81号",
        sure=Sure.EXCERPT,
        says="剩余财产按方案或协议处理；未规定的用于相同或相近目的的项目并公开，自终止之日起三个月内",
        says_en="surplus follows plan or agreement; silent: same or similar project, published; "
        "within three months of the end",
        figures={disclosure.WITHIN_MONTHS: 3},
    ),
    Edition(
        rule=RECEIPT,
        since=GIFTS,
        until=day_before(LAW_2016),
        source="公益事业捐赠法 16",
        sure=Sure.RECALLED,
        says="接受捐赠后向捐赠人出具合法、有效的收据",
        says_en="a donor is given a valid receipt for what was received",
    ),
    *_amended(
        RECEIPT,
        "38",
        "38",
        "收到捐赠后开具公益事业捐赠票据；只对实际到账金额开具",
        "a receipt is given for money actually received",
        beside={
            LAW_2016: f"{RECEIPTS_OF_2010}；山东省慈善条例 31（2021-07-01 起）",
            RECEIPTS_2024: RECEIPTS_OF_2024,
        },
    ),
    Edition(
        rule=AGREED_USE,
        since=ACCOUNTING_LAW,
        source="内部控制（参照慈善法 56；会计法的内部会计监督，2024-07-01 起施行的修正）",
        sure=Sure.INTERNAL,
        says="为某一用途付的款，退出专户重新暂收的，仍用于此；改作别用凭付款人本人写明数额、用途的书面指示；"
        "此前的分配不据此评判",
        says_en="what was paid for a named use and lies in suspense again still serves it; for "
        "another, by its payer's own document naming amount and use; allocations before it are "
        "not judged by it",
    ),
    Edition(
        rule=FOUR_EYES,
        since=LAW_2016,
        source="内部控制（参照慈善法 14、40、59；基金会管理条例 23）",
        sure=Sure.INTERNAL,
        says="申请人、审批人、收款方各不相同，前两者与收款方无利害关系",
        says_en="requester, approver and payee differ; neither of the first two is related to it",
    ),
    Edition(
        rule=LOOKED_AGAIN,
        since=ACCOUNTING_LAW,
        source="内部控制（参照会计法的内部会计监督，2024-07-01 起施行的修正）",
        sure=Sure.INTERNAL,
        says="付款时项目、团队、基金、专户仍与批准时所据相同；此前的付款不据此评判",
        says_en="at payment project, team, fund and account are still what the approval rested on; "
        "payments before it are not judged by it",
    ),
    Edition(
        rule=EVIDENCE_FIRST,
        since=ACCOUNTING_LAW,
        source="内部控制（参照会计法的内部会计监督，2024-07-01 起施行的修正）",
        sure=Sure.INTERNAL,
        says="同一协议此前各期已核销、收回、退票或核销损失，方可批准并支付下一期，"
        "协议签订时另有纪要的除外",
        says_en="a tranche is approved and paid once all paid before it under the agreement is "
        "accounted for, unless the agreement, as signed and minuted, asks for less",
    ),
    Edition(
        rule=EVIDENCE_DUE,
        since=LAW_2016,
        source="内部控制（参照往来款项定期清理的通常做法）",
        sure=Sure.INTERNAL,
        says="拨付款自支付之日起三十日内提交凭证或交回，逾期的逐笔催办",
        says_en="within thirty days of a payment its evidence is handed in, or it is given back; "
        "what is late is asked for one by one",
        figures={"evidence_days": 30},
    ),
    Edition(
        rule=OPEN_ITEMS,
        since=ACCOUNTING_LAW,
        source="内部控制（参照会计法的内部会计监督，2024-07-01 起施行的修正）",
        sure=Sure.INTERNAL,
        says="未达账项逐笔列明；付款未达超过 10 日的注明原因，任何一项超过 60 日的列为问题",
        says_en="what only book or bank has is listed item by item; a payment open over 10 days "
        "has its reason, any item over 60 days is a finding",
        figures={"payment_days": 10, "item_days": 60},
    ),
    Edition(
        rule=CARRY_OVER,
        since=LAW_2016,
        source="拨款文件自身约定",
        sure=Sure.INTERNAL,
        says="捐赠资金结转下年；财政资金按拨款文件规定的期限与结转办法执行",
        says_en="donated money carries over; government money follows its document",
    ),
    *fees.EDITIONS,
    *fundraising.EDITIONS,
    *disclosure.EDITIONS,
    *people.EDITIONS,
    *property.EDITIONS,
)
