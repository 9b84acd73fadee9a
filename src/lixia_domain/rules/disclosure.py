"""Rules of publishing: what, where, by when; and how deadlines are counted."""

from __future__ import annotations

from datetime import date

from lixia_domain.rules.edition import Edition, Sure
from lixia_domain.rules.laws import (
    CHARITY_DISCLOSURE,
    CIVIL_CODE,
    CIVIL_PRINCIPLES,
    DISCLOSURE_2026,
    LAW_2016,
    SHANDONG,
    amended,
    day_before,
)

PLATFORM = "disclosure.platform"
PROGRESS = "disclosure.progress"
IN_FULL = "disclosure.in_full"
ANNUAL_PUBLICATION = "disclosure.annual_report"
TRANSACTIONS = "disclosure.transactions"
CIVIL_PERIOD = "period.civil"
FILING_DATE = "period.filing_date"
SHANGHAI_TIME = "period.shanghai"

EVERY_MONTHS, OVER_MONTHS = "every_months", "over_months"
WITHIN_MONTHS, WITHIN_DAYS = "within_months", "within_days"
MONTH, DAY = "month", "day"

EDITIONS: tuple[Edition, ...] = (
    *amended(
        PLATFORM,
        "69",
        "75",
        "公开募捐及其项目在全国统一的慈善信息平台公开；新闻报道不能代替",
        "public fundraising is disclosed on the national platform; news is no substitute",
        beside={SHANDONG: "山东省慈善条例 58–60"},
    ),
    *amended(
        PROGRESS,
        "73",
        "79",
        "募捐与项目周期超过六个月的，至少每三个月公开一次进展",
        "fundraising and projects of over six months: progress at least every three months",
        figures={OVER_MONTHS: 6, EVERY_MONTHS: 3},
    ),
    *amended(
        IN_FULL,
        "73",
        "79",
        "募捐或项目结束后三个月内全面公开",
        "in full within three months of the end",
        figures={WITHIN_MONTHS: 3},
    ),
    *amended(
        ANNUAL_PUBLICATION,
        "72",
        "78",
        "每年向社会公开上一年度工作报告和财务会计报告；未见期限，按次年年末计",
        "the report and accounts of the year before are published every year; no day was found: "
        "counted by the end of the year",
        figures={MONTH: 12, DAY: 31},
        until=day_before(DISCLOSURE_2026),
        sure=Sure.RECALLED,
    ),
    Edition(
        rule=ANNUAL_PUBLICATION,
        since=DISCLOSURE_2026,
        source="民政部令81号",
        sure=Sure.EXCERPT,
        says="每年 5 月 31 日前公开上一年度报告",
        says_en="the report of the year before is published by 31 May",
        figures={MONTH: 5, DAY: 31},
    ),
    Edition(
        rule=TRANSACTIONS,
        since=LAW_2016,
        until=day_before(CHARITY_DISCLOSURE),
        source="慈善法（2016） 14",
        sure=Sure.INFERRED,
        says="关联交易应当公开；未见天数规定，按当日计",
        says_en="related transactions are published; no number of days was found: counted as at "
        "once",
        figures={WITHIN_DAYS: 0},
    ),
    *(
        Edition(
            rule=TRANSACTIONS,
            since=since,
            until=until,
            source=source,
            sure=sure,
            says="重大交易与关联交易发生后 30 日内公开",
            says_en="major and related transactions are published within 30 days",
            figures={WITHIN_DAYS: 30},
        )
        for since, until, source, sure in (
            (
                CHARITY_DISCLOSURE,
                day_before(DISCLOSURE_2026),
                "民政部令61号 13、14",
                Sure.RECALLED,
            ),
            (DISCLOSURE_2026, None, "民政部令81号 13–16", Sure.EXCERPT),
        )
    ),
    Edition(
        rule=CIVIL_PERIOD,
        since=CIVIL_PRINCIPLES,
        until=day_before(LAW_2016),
        source="民法通则 154",
        sure=Sure.RECALLED,
        says="民事期间的最后一日是法定休假日的，顺延至下一工作日",
        says_en="a civil period that ends on a holiday ends on the next working day",
    ),
    Edition(
        rule=CIVIL_PERIOD,
        since=LAW_2016,
        until=date(2020, 12, 31),
        source="民法通则、民法总则（旧法）",
        sure=Sure.INFERRED,
        says="民事期间的最后一日是法定休假日的，顺延至下一工作日",
        says_en="a civil period that ends on a holiday ends on the next working day",
    ),
    Edition(
        rule=CIVIL_PERIOD,
        since=CIVIL_CODE,
        source="民法典 203",
        sure=Sure.EXCERPT,
        says="民事期间的最后一日是法定休假日的，顺延至下一工作日",
        says_en="a civil period that ends on a holiday ends on the next working day",
    ),
    Edition(
        rule=FILING_DATE,
        since=LAW_2016,
        source="民法典 203 只及于民事期间",
        sure=Sure.INFERRED,
        says="固定的报送、公开日期不因休假日顺延",
        says_en="a fixed date of filing or publishing does not move for a holiday",
    ),
    Edition(
        rule=SHANGHAI_TIME,
        since=LAW_2016,
        source="本项目约定（Asia/Shanghai）",
        sure=Sure.INTERNAL,
        says="一切日期按上海时间计算",
        says_en="all dates are counted in Shanghai's time",
    ),
)
