"""Rules about donors, related parties, volunteers and personal data."""

from __future__ import annotations

from lixia_domain.rules.edition import Edition, Sure
from lixia_domain.rules.laws import (
    ACCOUNTING_ORDER,
    FOUNDATIONS,
    GIFTS,
    LAW_2016,
    PERSONAL_DATA,
    VOLUNTEERS,
    amended,
    day_before,
)

DONOR_QUERY = "donor.query"
STATE_OWNED = "donor.state_owned"
NAME_PUBLICATION = "donor.name_publication"
NAMING = "donor.naming"
NO_APPORTIONMENT = "donation.no_apportionment"
INTERESTED_BENEFICIARY = "related.beneficiary"
RELATED_DEAL = "related.deal"
COUNCIL_RELATIVES = "related.council"
VOLUNTEER_PUBLICATION = "volunteer.publication"
VOLUNTEER_MINORS = "volunteer.minors"
VOLUNTEER_INSURANCE = "volunteer.insurance"
VOLUNTEER_CERTIFICATE = "volunteer.certificate"
DATA_PUBLICATION = "personal_data.publication"
DATA_CHILDREN = "personal_data.children"
DATA_RETENTION = "personal_data.retention"
DATA_HOLD = "personal_data.hold"
ACCOUNTING_RECORDS = "accounting.records"

AGE = "age"
YEARS = "years"


def _of_volunteers(rule: str, article: str, says: str, says_en: str) -> Edition:
    return Edition(
        rule=rule,
        since=VOLUNTEERS,
        source=f"志愿服务条例 {article}",
        sure=Sure.READ,
        says=says,
        says_en=says_en,
    )


EDITIONS: tuple[Edition, ...] = (
    Edition(
        rule=DONOR_QUERY,
        since=GIFTS,
        until=day_before(LAW_2016),
        source="公益事业捐赠法 21",
        sure=Sure.READ,
        says="捐赠人有权查询捐赠财产的使用、管理情况，受赠人应如实答复",
        says_en="the donor may ask how its gift is used and kept, and is answered truthfully",
    ),
    *amended(
        DONOR_QUERY,
        "42",
        "42",
        "捐赠人有权查询、复制其捐赠财产的资料，基金会应主动反馈",
        "the donor may query and copy, and is told without asking",
    ),
    *amended(
        STATE_OWNED,
        "43",
        "43",
        "国有企业捐赠须先经批准并备案",
        "a state-owned donor's gift is approved and filed first",
    ),
    *amended(
        NAME_PUBLICATION,
        "76",
        "82",
        "捐赠人不同意公开姓名、名称的，不得公开",
        "a donor's name is not published if it objects",
    ),
    *amended(
        NAMING,
        "90",
        "99",
        "以捐赠人姓名、名称冠名须经受益人同意",
        "naming needs the beneficiary's consent",
    ),
    *amended(NO_APPORTIONMENT, "32", "32", "不得摊派或变相摊派", "no apportionment"),
    *amended(
        INTERESTED_BENEFICIARY,
        "14、40、58",
        "14、40、59",
        "不得指定捐赠人或慈善组织管理人员的利害关系人为受益人",
        "no interested party of a donor or manager is a beneficiary",
    ),
    *amended(
        RELATED_DEAL,
        "14",
        "14",
        "与关联方交易，有关人员回避表决，交易向社会公开",
        "in a deal with a related party whoever is tied to it abstains, and it is published",
    ),
    Edition(
        rule=COUNCIL_RELATIVES,
        since=FOUNDATIONS,
        source="基金会管理条例 23",
        sure=Sure.READ,
        says="理事、监事及其近亲属不得与基金会有任何交易",
        says_en="council, supervisors and their close relatives make no deal with the foundation",
    ),
    _of_volunteers(
        VOLUNTEER_PUBLICATION,
        "20",
        "未经志愿者同意，不得公开其个人信息",
        "nothing about a volunteer is published without consent",
    ),
    _of_volunteers(
        VOLUNTEER_MINORS,
        "15",
        "服务须与志愿者的年龄、技能和健康相适应，不得安排未成年人参与有人身危险的服务",
        "work fits a volunteer's age, skill and health: minors are never put in danger",
    ),
    _of_volunteers(
        VOLUNTEER_INSURANCE,
        "17",
        "可能发生人身危险的，事先购买保险",
        "insurance comes first where there is danger",
    ),
    _of_volunteers(
        VOLUNTEER_CERTIFICATE,
        "19",
        "如实记录，无偿出具志愿服务记录证明",
        "hours are truly recorded and certified free of charge",
    ),
    Edition(
        rule=DATA_PUBLICATION,
        since=PERSONAL_DATA,
        source="个人信息保护法 25",
        sure=Sure.READ,
        says="公开个人信息须单独同意",
        says_en="to publish personal data needs a separate consent",
    ),
    Edition(
        rule=DATA_CHILDREN,
        since=PERSONAL_DATA,
        source="个人信息保护法 28、31",
        sure=Sure.READ,
        says="不满十四周岁者的信息为敏感信息，须监护人同意",
        says_en="data of a child under fourteen are sensitive; the guardian consents",
        figures={AGE: 14},
    ),
    Edition(
        rule=DATA_RETENTION,
        since=PERSONAL_DATA,
        source="个人信息保护法 47；会计法 23",
        sure=Sure.READ,
        says="保存期未满或技术上难以删除的，只存储并采取保护措施",
        says_en="while retention runs or deletion is infeasible: storage and protection only",
    ),
    Edition(
        rule=DATA_HOLD,
        since=LAW_2016,
        source="本项目内部控制",
        sure=Sure.INTERNAL,
        says="要求保存个人信息的，须有理由、期限和文件",
        says_en="whoever has personal data kept gives a ground, a last day and a document",
    ),
    Edition(
        rule=ACCOUNTING_RECORDS,
        since=ACCOUNTING_ORDER,
        source="会计法 23；会计档案管理办法（财政部令第79号）",
        sure=Sure.EXCERPT,
        says="会计凭证、账簿自会计年度终了后保存三十年",
        says_en="vouchers and books are kept for thirty years from the end of the accounting year",
        figures={YEARS: 30},
    ),
)
