"""Rules of raising money in public, of the foundation that does it, and of its year."""

from __future__ import annotations

from datetime import date

from lixia_domain.rules.edition import Edition, Sure
from lixia_domain.rules.laws import FOUNDATIONS, LAW_2016, SHANDONG, amended

PUBLIC_OFFERING = "fundraising.public_offering"
PLAN_LEAD = "fundraising.plan_lead"
PARTNER = "fundraising.partner"
DIRECTED = "fundraising.directed"
PLAN_REFILED = "fundraising.plan_refiled"
SPENDING_RATIO = "foundation.spending_ratio"
MANAGEMENT_RATIO = "foundation.management_ratio"
AGREED_RATE = "donation.agreed_management_rate"
SPECIAL_FUND = "fund.special"
ANNUAL_REPORT = "foundation.annual_report"

DAYS_BEFORE = "days_before"
PERCENT = "percent"
MONTH, DAY = "month", "day"

EDITIONS: tuple[Edition, ...] = (
    *amended(
        PUBLIC_OFFERING,
        "22–26",
        "22–26",
        "向社会公众推出项目属公开募捐：须有公开募捐资格、募捐方案事先备案，募得款项全部进入基金会账户",
        "offering projects to the public at large is public fundraising: a qualification, a plan "
        "filed first, all money on the foundation's account",
    ),
    Edition(
        rule=PLAN_LEAD,
        since=LAW_2016,
        until=date(2021, 6, 30),
        source="慈善法（2016） 24",
        sure=Sure.INFERRED,
        says="募捐方案应在开展募捐活动前备案",
        says_en="a plan is filed before its fundraising begins",
        figures={DAYS_BEFORE: 1},
    ),
    Edition(
        rule=PLAN_LEAD,
        since=SHANDONG,
        source="山东省慈善条例 21",
        sure=Sure.READ,
        says="募捐方案应在开展募捐活动十日前备案",
        says_en="a plan is filed ten days before its fundraising begins",
        figures={DAYS_BEFORE: 10},
    ),
    *amended(
        PARTNER,
        "26",
        "26",
        "不具有公开募捐资格的组织须与有资格者书面约定合作，由后者管理款物",
        "who is not qualified works under a written agreement with one who is, and who keeps the "
        "money",
        beside={SHANDONG: "山东省慈善条例 23"},
    ),
    *amended(
        DIRECTED,
        "28",
        "29",
        "定向募捐只能面向发起人、理事会成员、会员等特定对象",
        "directed fundraising is only among founders, council, members and the like",
    ),
    *amended(
        PLAN_REFILED,
        "55",
        "56",
        "变更募捐方案规定的用途，须重新备案",
        "where the use set by a plan changes, the plan is filed again",
        beside={SHANDONG: "山东省慈善条例 14"},
    ),
    *amended(
        SPENDING_RATIO,
        "60",
        "61",
        "公募基金会年度慈善活动支出不低于上年总收入的 70%，或前三年收入平均额的 70%",
        "a public foundation spends at least 70 % of the year before's income, or of the average "
        "of three years",
        beside={LAW_2016: "民发〔2016〕189号（摘录）"},
        figures={PERCENT: 70},
    ),
    *amended(
        MANAGEMENT_RATIO,
        "60",
        "61",
        "公募基金会年度管理费用不超过当年总支出的 10%",
        "a public foundation's management costs at most 10 % of the year's total spending",
        beside={LAW_2016: "民发〔2016〕189号（摘录）"},
        figures={PERCENT: 10},
    ),
    *amended(
        AGREED_RATE,
        "60",
        "61",
        "与捐赠人约定的管理费比例只约束该笔捐赠，不是基金会年度指标",
        "a rate agreed with a donor governs that gift only; the test is the foundation's year",
    ),
    Edition(
        rule=SPECIAL_FUND,
        since=SHANDONG,
        source="山东省慈善条例 34",
        sure=Sure.READ,
        says="专项基金依协议设立，没有自己的账户、印章，也不得再设子基金",
        says_en="a special fund stands by agreement, without account, seal or sub-fund of its own",
    ),
    Edition(
        rule=ANNUAL_REPORT,
        since=FOUNDATIONS,
        source="基金会管理条例 36",
        sure=Sure.EXCERPT,
        says="每年 3 月 31 日前报送上一年度工作报告",
        says_en="the report of the year before is filed by 31 March",
        figures={MONTH: 3, DAY: 31},
    ),
)
