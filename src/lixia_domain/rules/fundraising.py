"""Rules of raising money in public, of the foundation that does it, and of its year."""

from __future__ import annotations

from lixia_domain.rules.edition import Edition, Sure
from lixia_domain.rules.laws import (
    FOUNDATIONS,
    LAW_2016,
    LAW_2016_ENDS,
    LAW_2024,
    RATIOS_2026,
    SHANDONG,
    amended,
    day_before,
)

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
YEARS = "years"
"""Over how many years income may be averaged."""
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
    *(
        Edition(
            rule=PLAN_LEAD,
            since=since,
            until=until,
            source=source,
            sure=sure,
            says="募捐方案应在开展募捐活动十日前备案",
            says_en="a plan is filed ten days before its fundraising begins",
            figures={DAYS_BEFORE: 10},
        )
        for since, until, source, sure in (
            (LAW_2016, day_before(SHANDONG), "民政部令59号 11", Sure.RECALLED),
            (SHANDONG, LAW_2016_ENDS, "山东省慈善条例 21；民政部令59号 11", Sure.READ),
            (LAW_2024, None, "山东省慈善条例 21；民政部令74号 11", Sure.READ),
        )
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
    Edition(
        rule=SPENDING_RATIO,
        since=FOUNDATIONS,
        until=day_before(LAW_2016),
        source="基金会管理条例 29",
        sure=Sure.READ,
        says="公募基金会每年公益事业支出不低于上一年总收入的 70%",
        says_en="a public foundation spends at least 70 % of the year before's income",
        figures={PERCENT: 70, YEARS: 1},
    ),
    *amended(
        SPENDING_RATIO,
        "60",
        "61",
        "公募基金会年度慈善活动支出不低于上年总收入的 70%，或前三年收入平均额的 70%",
        "a public foundation spends at least 70 % of the year before's income, or of the average "
        "of three years",
        beside={LAW_2016: "民发〔2016〕189号（摘录）"},
        figures={PERCENT: 70, YEARS: 3},
        until=day_before(RATIOS_2026),
    ),
    Edition(
        rule=MANAGEMENT_RATIO,
        since=FOUNDATIONS,
        until=day_before(LAW_2016),
        source="基金会管理条例 29",
        sure=Sure.READ,
        says="基金会工作人员工资福利和行政办公支出不超过当年总支出的 10%",
        says_en="pay and office cost at most 10 % of the year's total spending",
        figures={PERCENT: 10},
    ),
    *amended(
        MANAGEMENT_RATIO,
        "60",
        "61",
        "公募基金会年度管理费用不超过当年总支出的 10%",
        "a public foundation's management costs at most 10 % of the year's total spending",
        beside={LAW_2016: "民发〔2016〕189号（摘录）"},
        figures={PERCENT: 10},
        until=day_before(RATIOS_2026),
    ),
    *(
        Edition(
            rule=rule,
            since=RATIOS_2026,
            source="2026-04-27 施行的新规定（仅见目录，未见全文）",
            sure=Sure.EXCERPT,
            says="新规定的标准未见全文，2026 年度起暂无法判断",
            says_en="the new regulation's text was not seen: years from 2026 can't be judged yet",
        )
        for rule in (SPENDING_RATIO, MANAGEMENT_RATIO)
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
