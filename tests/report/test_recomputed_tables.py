"""Every table and chart of the report made again by SQL from the exported facts, at three dates."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from lixia_domain.application.bootstrap import Store
from lixia_domain.application.report.content import Amounts, Chart, Document, Paragraph, Table
from lixia_domain.application.report.donor import sheet

from .conftest import AS_OF
from .recomputing import lines, plain

Rows = list[tuple[Any, ...]]
Recount = Callable[[Any, Document], Rows]
PAID = "line IN ('paid', 'recovered')"
NET = "line IN ('received', 'reversed', 'returned')"
PERIOD = '"on" BETWEEN $since AND $upto'
STAGES = """
SELECT key AS project, arg_max(CASE name WHEN 'project.cancelled' THEN 'cancelled'
  WHEN 'project.closed' THEN 'closed' WHEN 'project.accepted' THEN 'accepted'
  WHEN 'project.acceptance_requested' THEN 'acceptance' WHEN 'project.started' THEN 'executing'
  WHEN 'project.published' THEN 'published' END, leaf) AS stage,
  arg_max("on", leaf) AS since,
  arg_max(coalesce(payload ->> 'reason', payload ->> 'summary'), leaf) AS why
FROM facts WHERE "on" <= $upto AND name IN ('project.published', 'project.started',
  'project.acceptance_requested', 'project.accepted', 'project.cancelled', 'project.closed')
GROUP BY 1
"""
TITLES = (
    "SELECT key AS project, payload ->> 'title' AS title, payload ->> 'domain' AS domain "
    "FROM facts WHERE name = 'project.drafted'"
)
PLEDGES = """
SELECT p.key AS pledge, p.payload ->> 'project' AS project, p.payload ->> 'enterprise' AS firm,
  p.amount AS pledged, coalesce(s.came, 0) AS came, p.payload AS said
FROM facts p LEFT JOIN (
  SELECT key, sum(CASE name WHEN 'pledge.instalment_settled' THEN amount ELSE -amount END) AS came
  FROM facts WHERE name IN ('pledge.instalment_settled', 'pledge.instalment_unsettled')
    AND "on" <= $upto GROUP BY 1) s ON s.key = p.key
WHERE p.name = 'pledge.donation_pledged' AND p."on" <= $upto
"""
BALANCES = (
    "SELECT designation AS project, sum(came) AS held FROM books WHERE class = 'donated' "
    'AND "on" <= $upto GROUP BY 1'
)


def asked(sql: Any, document: Document, query: str) -> Rows:
    """Return what a query gives for the report's period."""
    told = {"since": document.since, "upto": document.as_of}
    used = {name: value for name, value in told.items() if f"${name}" in query}
    found: Rows = sql.execute(query, used).fetchall()
    return found


def summed(rows: Rows, *columns: int | None) -> Rows:
    """Return rows and their total: the first cell says so, ``None`` is left out."""
    if not rows:
        return []
    total = [
        None if at is None else sum((row[at] for row in rows), 0 * rows[0][at]) for at in columns
    ]
    return [*rows, ("合计", *total)]


def suspense(sql: Any, of: Document) -> Rows:
    [(before, came, used, back, left)] = asked(
        sql,
        of,
        """
        SELECT coalesce(sum(came) FILTER ("on" < $since), 0),
          coalesce(sum(came) FILTER ("on" >= $since AND came > 0), 0),
          coalesce(-sum(came) FILTER ("on" >= $since AND came < 0
            AND payload ->> 'to' <> 'returned'), 0),
          coalesce(-sum(came) FILTER ("on" >= $since AND payload ->> 'to' = 'returned'), 0),
          coalesce(sum(came), 0)
        FROM books WHERE class = 'suspense' AND "on" <= $upto
        """,
    )
    return [
        ("期初暂收", before),
        ("加：暂收", came),
        ("减：查明用途后转作收入", used),
        ("减：退回来款人", back),
        ("期末暂收", left),
    ]


def gross_and_net(sql: Any, of: Document) -> Rows:
    found: Rows = []
    for said, kind, gross, undone in (
        ("捐赠到账", "donated", "'received'", "'reversed', 'returned'"),
        ("财政到账", "granted", "'received'", "'reversed', 'returned'"),
        ("捐赠拨付", "donated", "'paid'", "'recovered'"),
        ("财政拨付", "granted", "'paid'", "'recovered'"),
    ):
        [(whole, back)] = asked(
            sql,
            of,
            f"""SELECT abs(coalesce(sum(came) FILTER (line IN ({gross})), 0)),
            abs(coalesce(sum(came) FILTER (line IN ({undone})), 0))
            FROM books WHERE class = '{kind}' AND "on" <= $upto""",
        )
        found.append((said, whole, back, whole - back))
    return found


def counted(sql: Any, of: Document) -> Rows:
    [row] = asked(
        sql,
        of,
        f"""
        WITH shown AS (SELECT key AS project FROM facts
          WHERE name = 'project.published' AND "on" <= $upto),
        pledges AS ({PLEDGES})
        SELECT (SELECT count(DISTINCT domain) FROM ({TITLES}) JOIN shown USING (project)),
          (SELECT count(*) FROM shown), (SELECT count(DISTINCT project) FROM pledges),
          (SELECT count(DISTINCT firm) FROM pledges)
        """,
    )
    return list(zip(("领域", "已发布项目", "其中已认领", "认领企业"), row, strict=True))


def by_kind(sql: Any, of: Document) -> Rows:
    found = asked(
        sql,
        of,
        f"""
        SELECT '项目支出：' || asked.line,
          coalesce(-sum(came) FILTER (class = 'donated'), 0),
          coalesce(-sum(came) FILTER (class = 'granted'), 0)
        FROM books JOIN asked USING (tranche) WHERE books.{PAID} AND {PERIOD} GROUP BY 1 ORDER BY 1
        """,
    )
    for said, name in (("银行手续费", "bank_fee"), ("管理费", "management_cost")):
        [row] = asked(
            sql,
            of,
            f"""SELECT coalesce(-sum(came) FILTER (class = 'donated'), 0),
            coalesce(-sum(came) FILTER (class = 'granted'), 0)
            FROM books WHERE name = 'account.{name}_charged' AND {PERIOD}""",
        )
        found.append((said, *row))
    return summed(found, 1, 2)


def payees(sql: Any, of: Document) -> Rows:
    found = asked(
        sql,
        of,
        f"""
        SELECT CASE WHEN payee = team THEN '实施团队'
          WHEN regexp_full_match(payee, 'p:[0-9a-f]+') THEN '个人'
          WHEN regexp_full_match(payee, '[0-9A-Z]{{18}}') THEN '单位（统一社会信用代码）'
          ELSE '登记的其他收款方' END, count(DISTINCT payee), count(DISTINCT tranche), -sum(came)
        FROM books JOIN asked USING (tranche) WHERE books.{PAID} AND {PERIOD} GROUP BY 1
        """,
    )
    return summed(found, None, 2, 3)


TRANCHES = """
SELECT key AS tranche, coalesce(sum(amount) FILTER (name = 'disbursement.expense_accepted'), 0)
    AS accepted,
  coalesce(sum(amount) FILTER (name = 'disbursement.loss_written_off'), 0) AS lost,
  coalesce(sum(CASE name WHEN 'disbursement.funds_disbursed' THEN amount ELSE -amount END), 0)
    AS open, min("on") FILTER (name = 'disbursement.funds_disbursed') AS paid_on
FROM facts WHERE "on" <= $upto AND name IN ('disbursement.funds_disbursed',
  'disbursement.expense_accepted', 'disbursement.unspent_recovered',
  'disbursement.loss_written_off')
GROUP BY 1
"""


def teams(sql: Any, of: Document) -> Rows:
    found = asked(
        sql,
        of,
        f"""
        WITH paid AS (SELECT asked.team, -sum(came) AS paid FROM books JOIN asked USING (tranche)
          WHERE books.{PAID} AND {PERIOD} GROUP BY 1),
        owing AS (SELECT team, sum(open) AS open FROM ({TRANCHES}) JOIN asked USING (tranche)
          GROUP BY 1)
        SELECT payload ->> 'name', coalesce(paid, 0), coalesce(open, 0)
        FROM owing FULL JOIN paid USING (team)
          JOIN facts ON facts.name = 'team.registered' AND facts.key = team
        WHERE paid > 0 OR open > 0 ORDER BY team
        """,
    )
    return summed(found, 1, 2)


def advances(sql: Any, of: Document) -> Rows:
    [(accepted, lost, left)] = asked(
        sql, of, f"SELECT sum(accepted), sum(lost), sum(open) FROM ({TRANCHES})"
    )
    if accepted is None:
        return []
    return [
        ("已凭证核销（支出）", accepted),
        ("核销为损失", lost),
        ("尚未核销（预付）", left),
        ("已拨付（扣除退票、收回）", accepted + lost + left),
    ]


def related(sql: Any, of: Document) -> Rows:
    found = asked(
        sql,
        of,
        f"""
        SELECT books."on", tied.payload ->> 'party', tied.payload ->> 'tie', asked.line,
          yes.payload ->> 'minutes', -came
        FROM books JOIN asked USING (tranche)
          JOIN facts tied ON tied.name = 'foundation.related_party_declared'
            AND tied.payload ->> 'party' IN (payee, team) AND tied."on" <= books."on"
          JOIN facts yes ON yes.name = 'disbursement.approved' AND yes.key = tranche
        WHERE books.{PAID} AND books.{PERIOD} ORDER BY 1
        """,
    )
    return summed(found, None, None, None, None, 5)


def planned(sql: Any, of: Document) -> Rows:
    found = asked(
        sql,
        of,
        f"""
        SELECT CASE WHEN project = 'general' THEN '未指定项目：由基金管理委员会按宗旨安排'
          WHEN stage IN ('executing', 'acceptance') THEN '执行中的项目：按协议分期、凭证拨付'
          WHEN stage = 'accepted' THEN '已验收、待结项的项目：尾款与结余'
          WHEN stage = 'cancelled' THEN '已取消的项目：依协议、捐赠人书面同意转用，或依法退还'
          WHEN stage = 'closed'
            THEN '已结项的项目：剩余财产依协议、方案，否则用于目的相近的项目'
          ELSE '尚未启动的项目：按预算启动后拨付' END,
          count(*) FILTER (project <> 'general'), sum(held)
        FROM ({BALANCES}) LEFT JOIN ({STAGES}) USING (project) WHERE held <> 0 GROUP BY 1
        """,
    )
    return summed(found, 1, 2)


def stranded(sql: Any, of: Document) -> Rows:
    found = asked(
        sql,
        of,
        f"""
        SELECT project, title, stage, since, why, held
        FROM ({BALANCES}) JOIN ({STAGES}) USING (project) JOIN ({TITLES}) USING (project)
        WHERE held <> 0 AND stage IN ('cancelled', 'closed') ORDER BY project
        """,
    )
    return summed(found, None, None, None, None, 5)


def promised(sql: Any, of: Document) -> Rows:
    found = asked(
        sql,
        of,
        f"""
        WITH pledges AS ({PLEDGES}), parts AS (
          SELECT pledge, unnest(range(1,
              CAST(json_array_length(said, '$.instalments') AS BIGINT) + 1)) AS number,
            unnest(json_extract(said, '$.instalments[*]')) AS part FROM pledges),
        settled AS (SELECT key AS pledge, CAST(payload ->> 'number' AS BIGINT) AS number,
            sum(CASE name WHEN 'pledge.instalment_settled' THEN amount ELSE -amount END) AS came
          FROM facts WHERE name IN ('pledge.instalment_settled', 'pledge.instalment_unsettled')
            AND "on" <= $upto GROUP BY 1, 2),
        missing AS (SELECT pledge,
            CAST(part ->> '$.amount.fen' AS DECIMAL(18, 2)) / 100 - coalesce(came, 0) AS missing,
            (SELECT min(day) FROM working WHERE day >= CAST(part ->> 'due' AS DATE)) < $upto
              AS late
          FROM parts LEFT JOIN settled USING (pledge, number)),
        open AS (SELECT pledge, sum(missing) FILTER (late) AS late,
            sum(missing) FILTER (NOT late) AS due FROM missing GROUP BY 1)
        SELECT * FROM (
          SELECT '未到期', count(*) FILTER (due > 0) AS pledges, coalesce(sum(due), 0) FROM open
          UNION ALL SELECT '已逾期', count(*) FILTER (late > 0), coalesce(sum(late), 0) FROM open
        ) WHERE pledges > 0
        """,
    )
    return summed(found, None, 2)


def ways(sql: Any, of: Document) -> Rows:
    found = asked(
        sql,
        of,
        f"""
        WITH plans AS (SELECT CAST(f.payload ->> 'begins' AS DATE) AS begins,
            least(CAST(f.payload ->> 'ends' AS DATE), coalesce(e."on", DATE '9999-12-31')) AS ends
          FROM facts f LEFT JOIN facts e ON e.name = 'fundraising_plan.ended' AND e.key = f.key
            AND e."on" <= $upto
          WHERE f.name = 'fundraising_plan.filed' AND f."on" <= $upto),
        gifts AS (SELECT gift, CASE WHEN payload ->> 'claim' IS NOT NULL THEN '认领企业依协议捐赠'
            WHEN EXISTS (FROM plans WHERE books."on" BETWEEN begins AND ends)
              THEN '募捐方案期间、无协议的捐赠' ELSE '其他捐赠' END AS way
          FROM books WHERE name = 'account.donation_received' AND {PERIOD})
        SELECT coalesce(way, '前期捐赠的冲正、退还等'),
          coalesce(sum(came) FILTER (designation <> 'general'), 0),
          coalesce(sum(came) FILTER (designation = 'general'), 0), sum(came)
        FROM books LEFT JOIN gifts USING (gift)
        WHERE class = 'donated' AND {NET} AND {PERIOD} GROUP BY 1
        """,
    )
    return summed(found, 1, 2, 3) or [("合计", 0, 0, 0)]


def plans(sql: Any, of: Document) -> Rows:
    return asked(
        sql,
        of,
        """
        SELECT f.payload ->> 'title', f.payload ->> 'filing',
          (f.payload ->> 'begins') || ' – ' || (f.payload ->> 'ends'),
          (SELECT string_agg(DISTINCT CASE payload ->> 'platform' WHEN 'national'
             THEN '全国慈善信息平台' ELSE payload ->> 'platform' END, '、') FROM facts
           WHERE name = 'disclosure.published' AND payload ->> 'subject' = f.key AND "on" <= $upto),
          e."on", CAST(f.payload ->> '$.goal.fen' AS DECIMAL(18, 2)) / 100,
          CAST(e.payload ->> '$.raised.fen' AS DECIMAL(18, 2)) / 100
        FROM facts f LEFT JOIN facts e ON e.name = 'fundraising_plan.ended' AND e.key = f.key
          AND e."on" <= $upto
        WHERE f.name = 'fundraising_plan.filed' AND f."on" <= $upto
        """,
    )


def goods(sql: Any, of: Document) -> Rows:
    found = asked(
        sql,
        of,
        """
        WITH used AS (SELECT key,
            coalesce(sum(amount) FILTER (name = 'in_kind.issued'), 0) AS issued,
            coalesce(sum(amount) FILTER (name = 'in_kind.sold'), 0) AS sold,
            coalesce(sum(amount) FILTER (name = 'in_kind.written_off'), 0) AS lost
          FROM facts WHERE kind = 'in_kind' AND "on" <= $upto GROUP BY 1)
        SELECT d.payload ->> 'item', d."on",
          (d.payload ->> 'quantity') || ' ' || (d.payload ->> 'unit'), d.amount,
          issued, sold, lost, d.amount - issued - sold - lost
        FROM facts d JOIN used USING (key)
        WHERE d.name = 'in_kind.delivered' AND d."on" <= $upto
          AND (d."on" >= $since OR d.amount > issued + sold + lost)
        """,
    )
    return summed(found, None, None, 3, 4, 5, 6, 7)


def granted(sql: Any, of: Document) -> Rows:
    found = asked(
        sql,
        of,
        """
        SELECT payload ->> 'document', payload ->> 'kind', payload ->> 'purpose',
          CAST(payload ->> 'expiry' AS DATE), came FROM books
        WHERE name = 'account.appropriation_received' AND "on" <= $upto ORDER BY leaf
        """,
    )
    return summed(found, None, None, None, 4)


def accounts(sql: Any, of: Document) -> Rows:
    found = asked(
        sql,
        of,
        f"""
        WITH pledged AS (SELECT project, sum(pledged) AS pledged FROM ({PLEDGES}) GROUP BY 1),
        held AS (SELECT designation AS project, sum(came) FILTER ({NET}) AS received,
            -sum(came) FILTER (line = 'paid') AS paid,
            sum(came) FILTER (line = 'recovered') AS recovered,
            sum(came) FILTER (NOT ({NET} OR {PAID})) AS other, sum(came) AS held
          FROM books WHERE class = 'donated' AND "on" <= $upto GROUP BY 1),
        granted AS (SELECT asked.project, -sum(came) AS granted FROM books
            JOIN asked USING (tranche)
          WHERE class = 'granted' AND books.{PAID} AND "on" <= $upto GROUP BY 1)
        SELECT project,
          coalesce(title, '不限定项目的捐赠'), stage, coalesce(pledged, 0),
          coalesce(received, 0), coalesce(paid, 0), coalesce(recovered, 0), coalesce(other, 0),
          coalesce(held, 0), coalesce(granted, 0)
        FROM pledged FULL JOIN held USING (project) FULL JOIN granted USING (project)
          LEFT JOIN ({TITLES}) USING (project) LEFT JOIN ({STAGES}) USING (project)
        ORDER BY project <> 'general' AND title IS NULL, project
        """,
    )
    return summed(found, None, None, *range(3, 10))


def donors(sql: Any, of: Document) -> Rows:
    found = asked(
        sql,
        of,
        f"""
        WITH agreed AS (SELECT key AS pledge, arg_max(payload ->> 'display_name', leaf) AS name
          FROM facts WHERE name IN ('pledge.name_publication_agreed',
            'pledge.name_publication_withdrawn') AND "on" <= $upto GROUP BY 1
          HAVING arg_max(name, leaf) = 'pledge.name_publication_agreed'),
        firms AS (SELECT firm, max(name) AS name, count(*) AS claims, sum(pledged) AS pledged,
            sum(came) AS came
          FROM ({PLEDGES}) LEFT JOIN agreed USING (pledge) GROUP BY 1)
        SELECT name, claims, pledged, came FROM firms WHERE name IS NOT NULL UNION ALL
        SELECT '爱心企业（未公开名称） ' || count(*) || ' 家', sum(claims), sum(pledged), sum(came)
        FROM firms WHERE name IS NULL HAVING count(*) > 0
        """,
    )
    [(net,)] = asked(
        sql,
        of,
        f"""SELECT sum(came) FROM books WHERE class = 'donated' AND {NET} AND "on" <= $upto""",
    )
    if others := net - sum(row[3] for row in found):
        found.append(("其他捐赠（个人及未经认领）", 0, Decimal(0), others))
    return summed(found, 1, 2, 3)


NEEDS = """
SELECT raised.payload ->> 'place' AS place, (SELECT arg_max(f.name, f.leaf) = 'need.met'
  FROM facts f WHERE f.key = raised.key AND f.name IN ('need.met', 'need.reopened')
  AND f."on" <= $upto) AS met
FROM facts raised WHERE raised.name = 'need.raised' AND raised."on" <= $upto
"""


def service(sql: Any, of: Document) -> Rows:
    [row] = asked(
        sql,
        of,
        f"""
        WITH there AS (SELECT * FROM facts WHERE "on" <= $upto),
        certified AS (SELECT key, leaf, unnest(json_extract(payload, '$.hours[*]')) AS part
          FROM there WHERE name = 'service_session.hours_certified'),
        corrected AS (SELECT c.key, CAST(c.payload ->> '$.span.minutes' AS BIGINT)
            - CAST(c.payload ->> '$.was.minutes' AS BIGINT) AS more
          FROM there c JOIN there s ON s.name = 'service_session.hours_certified'
            AND s.key = c.key AND s.leaf < c.leaf
          WHERE c.name = 'service_session.hours_corrected')
        SELECT (SELECT count(*) FROM ({NEEDS})), (SELECT count(*) FROM ({NEEDS}) WHERE met),
          count(*) FILTER (name = 'team.registered'),
          count(*) FILTER (name = 'volunteer.registered'),
          count(*) FILTER (name = 'service_session.held'),
          (coalesce((SELECT sum(CAST(part ->> 'minutes' AS BIGINT)) FROM certified), 0)
            + coalesce((SELECT sum(more) FROM corrected), 0)) // 60,
          count(*) FILTER (name = 'brand.nominated') - count(*) FILTER (name = 'brand.retired')
        FROM there
        """,
    )
    names = ("登记的居民需求", "其中已满足", "志愿团队", "志愿者", "已举行的服务活动")
    more = ("经证明的服务时长（整小时）", "志愿服务品牌")
    return list(zip((*names, *more), row, strict=True))


def areas(sql: Any, of: Document) -> Rows:
    found = asked(
        sql,
        of,
        f"SELECT place, count(*), count(*) FILTER (met) FROM ({NEEDS}) GROUP BY 1 ORDER BY 1",
    )
    return summed(found, 1, 2)


def corrections(sql: Any, of: Document) -> Rows:
    return asked(
        sql,
        of,
        f"""SELECT "on", name, designation, month, came FROM books
        WHERE line = 'reversed' AND {PERIOD} ORDER BY leaf""",
    )


def year_tests(sql: Any, of: Document) -> Rows:
    """Both bounds as the law of 2016 has them for a foundation that may raise money in public."""
    return asked(
        sql,
        of,
        """
        WITH told AS (SELECT payload ->> 'year' AS year,
            CAST(payload ->> '$.charitable_spending.fen' AS DECIMAL(18, 2)) / 100 AS spent,
            CAST(payload ->> '$.prior_income.fen' AS DECIMAL(18, 2)) / 100 AS income,
            CAST(payload ->> '$.management_cost.fen' AS DECIMAL(18, 2)) / 100 AS managed,
            CAST(payload ->> '$.total_spending.fen' AS DECIMAL(18, 2)) / 100 AS total
          FROM facts WHERE name = 'foundation.year_reported' AND "on" <= $upto)
        SELECT year, '慈善活动支出', spent, income, 70,
          CASE WHEN spent >= 0.7 * income THEN 'met' ELSE 'missed' END, NULL FROM told UNION ALL
        SELECT year, '管理费用', managed, total, 10,
          CASE WHEN managed <= 0.1 * total THEN 'met' ELSE 'missed' END, NULL FROM told
        """,
    )


RECOUNTED: dict[str, Recount] = {
    "总额与净额（自设立起累计）": gross_and_net,
    "项目与参与": counted,
    "暂收款（负债，不是收入）": suspense,
    "本期支出，按种类": by_kind,
    "本期收款方，按类别": payees,
    "受资助的团队": teams,
    "拨付与预付（自设立起）": advances,
    "关联方交易": related,
    "期末捐赠结存的计划用途": planned,
    "已取消、已结项项目的结存": stranded,
    "认捐未到": promised,
    "本期捐赠收入，按来源（净额）": ways,
    "募捐方案": plans,
    "受赠实物（以凭证或评估价值计，不是现金）": goods,
    "财政资金到账": granted,
    "各项目专户": accounts,
    "捐赠名录": donors,
    "志愿服务": service,
    "受益区域": areas,
    "账目更正": corrections,
    "年度支出与管理费用": year_tests,
}
IN_ANY_ORDER = frozenset(
    {"捐赠名录", "期末捐赠结存的计划用途", "认捐未到", "本期捐赠收入，按来源（净额）"}
)
"""How their rows are sorted is no figure."""
ELSEWHERE = {
    "基金收支表": "test_recomputed.py",
    "公示日历": "test_what_was_published_was",
    "基金会": "no figures, but dates as they were recorded",
}


def _total_last(row: tuple[Any, ...]) -> tuple[bool, str]:
    return row[0] == "合计", row[0]


@pytest.mark.parametrize("title", RECOUNTED)
def test_a_table_is_what_sql_gives(sql: Any, dated: Document, title: str) -> None:
    shown, due = lines(dated, title), RECOUNTED[title](sql, dated)
    if title in IN_ANY_ORDER:
        shown, due = sorted(shown, key=_total_last), sorted(due, key=_total_last)
    assert shown == due


def test_no_table_of_the_report_is_left_out(dated: Document) -> None:
    """Nor is there one among those here that no report has."""
    titles = {block.title.zh for block in dated.blocks() if isinstance(block, Table)}
    assert titles <= {*RECOUNTED, *ELSEWHERE}
    assert dated.as_of != AS_OF or titles >= {"年度支出与管理费用", "各项目专户"}


def test_each_table_stands_in_a_report_at_one_date(store: Store) -> None:
    from .conftest import report
    from .recomputing import DATES

    titles = {
        block.title.zh
        for day in DATES
        for block in report(store, as_of=day).blocks()
        if isinstance(block, Table)
    }
    assert titles == {*RECOUNTED, *ELSEWHERE}


def test_the_charts(sql: Any, dated: Document) -> None:
    charts = {b.title.zh: b for b in dated.blocks() if isinstance(b, Chart)}
    due = {
        "各领域：认捐、到账、拨付（净额，自设立起）": asked(
            sql,
            dated,
            f"""
            WITH pledged AS (SELECT project, sum(pledged) AS pledged FROM ({PLEDGES}) GROUP BY 1),
            held AS (SELECT designation AS project, sum(came) FILTER ({NET}) AS received,
              -sum(came) FILTER ({PAID}) AS paid
              FROM books WHERE class = 'donated' AND "on" <= $upto GROUP BY 1)
            SELECT domain, coalesce(sum(pledged), 0), coalesce(sum(received), 0),
              coalesce(sum(paid), 0)
            FROM pledged FULL JOIN held USING (project) JOIN ({TITLES}) USING (project)
            GROUP BY 1 ORDER BY 1
            """,
        ),
        "各月到账与拨付（净额，自设立起）": asked(
            sql,
            dated,
            f"""
            WITH there AS (SELECT * FROM books WHERE "on" <= $upto),
            months AS (SELECT strftime(unnest(generate_series(
              (SELECT min(CAST(month || '-01' AS DATE)) FROM there),
              (SELECT max(CAST(month || '-01' AS DATE)) FROM there), INTERVAL 1 MONTH)), '%Y-%m')
              AS month)
            SELECT month, coalesce(sum(came) FILTER (class = 'donated' AND {NET}), 0),
              coalesce(sum(came) FILTER (class = 'granted' AND {NET}), 0),
              coalesce(-sum(came) FILTER ({PAID}), 0)
            FROM months LEFT JOIN there USING (month) GROUP BY 1 ORDER BY 1
            """,
        ),
    }
    shown = {
        title: [(plain(name), *map(plain, bars)) for name, bars in chart.groups]
        for title, chart in charts.items()
    }
    assert shown == due


def test_the_rest_of_what_counts(sql: Any, dated: Document) -> None:
    [block] = (b for b in dated.blocks() if isinstance(b, Amounts))
    shown = {name.zh: plain(amount) for name, amount in block.items}
    [(pledged,)] = asked(sql, dated, f"SELECT sum(pledged) FROM ({PLEDGES})")
    [(held, owed)] = asked(
        sql,
        dated,
        """SELECT sum(came) FILTER (class <> 'suspense'),
        coalesce(sum(came) FILTER (class = 'suspense'), 0) FROM books WHERE "on" <= $upto""",
    )
    names = ("认捐总额", "期末结存（不含暂收款）", "暂收款（负债）")
    assert tuple(shown[name] for name in names) == (pledged, held, owed)


def test_what_was_published_was(sql: Any, dated: Document) -> None:
    """What is due, when and why is the rules' to say; whether and when it was done, the log's."""
    done = {
        row[:3]: row[3]
        for row in asked(
            sql,
            dated,
            """SELECT payload ->> 'matter', payload ->> 'subject', payload ->> 'period', "on"
            FROM facts WHERE name = 'disclosure.published' AND "on" <= $upto UNION ALL
            SELECT 'annual_filing', key, payload ->> 'year', "on"
            FROM facts WHERE name = 'foundation.year_reported' AND "on" <= $upto""",
        )
    }
    for due, matter, subject, period, state, late, _ in lines(dated, "公示日历"):
        published = done.get((matter, subject, period))
        assert (state == "done") == (published is not None), (matter, subject, period)
        until = published or dated.as_of
        assert late == max((until - due).days, 0), (matter, subject, period)


def said(document: Document, words: str) -> str:
    """Return the paragraph or note that has these words in it."""
    texts = [b.text.zh for b in document.blocks() if isinstance(b, Paragraph)]
    notes = [b.note.zh for b in document.blocks() if isinstance(b, Table) and b.note is not None]
    [found] = (text for text in (*texts, *notes) if words in text)
    return found


def test_figures_within_sentences(sql: Any, dated: Document) -> None:
    [(count, oldest)] = asked(
        sql, dated, f"SELECT count(*), min(paid_on) FROM ({TRANCHES}) WHERE open > 0"
    )
    if count:
        assert f"尚未核销 {count} 笔，最早付于 {oldest}。" in said(dated, "拨付不等于已用")
    [(parties,)] = asked(
        sql,
        dated,
        """SELECT count(*) FROM facts WHERE name = 'foundation.related_party_declared'
        AND "on" <= $upto""",
    )
    dealings = max(len(lines(dated, "关联方交易")) - 1, 0)
    assert said(dated, "已申报关联方") == f"已申报关联方 {parties} 个；本期与其交易 {dealings} 笔。"
    [(reserved,)] = asked(
        sql,
        dated,
        """SELECT coalesce(sum(CASE name WHEN 'account.funds_reserved' THEN amount
          ELSE -amount END), 0) FROM moved WHERE "on" <= $upto AND designation <> 'government'
        AND name IN ('account.funds_reserved', 'account.funds_paid_out',
          'account.reservation_released')""",
    )
    assert f"其中 {reserved:,.2f} 元" in said(dated, "已批准、待付款")
    [(published,)] = asked(
        sql,
        dated,
        """SELECT count(*) FROM facts WHERE name = 'project.published' AND "on" <= $upto""",
    )
    there = sum(row[0].startswith("P-") for row in lines(dated, "各项目专户"))
    assert f"另有 {published - there} 个已发布项目" in said(dated, "个已发布项目")
    corrected = len(lines(dated, "账目更正"))
    assert f"本期更正账目 {corrected} 笔" in said(dated, "本期更正账目")


def test_the_sheets_of_donors(sql: Any, store: Store) -> None:
    """Of the first, one that came in parts, and one whose money was taken back by the bank."""
    for pledge in ("C001", "C005", "C014"):
        [(firm,)] = sql.execute(
            "SELECT payload ->> 'enterprise' FROM facts WHERE name = 'pledge.donation_pledged' "
            "AND key = $1",
            [pledge],
        ).fetchall()
        told = sheet(store, donor=firm, fund_id="F-WMSJ", as_of=AS_OF, at=None, seal=None)
        of = told
        pledges = asked(
            sql,
            of,
            f"SELECT pledged, came, pledged - came FROM ({PLEDGES}) WHERE firm = '{firm}'",
        )
        shown = lines(told, "认捐")
        assert [row[2:5] for row in shown[:-1]] == pledges
        gifts = asked(
            sql,
            of,
            f"""
            SELECT books."on", gift, r.key, came FROM books
              LEFT JOIN facts r ON r.name = 'donation_receipt.issued'
                AND r.payload ->> 'gift' = gift
            WHERE books.name = 'account.donation_received' AND books."on" <= $upto
              AND books.payload ->> 'legal_donor' = '{firm}' ORDER BY books.leaf
            """,
        )
        assert [(row[0], row[1], row[4]) for row in lines(told, "到账的捐赠")[:-1]] == [
            (row[0], row[1], row[3]) for row in gifts
        ]
        spent = sum(row[-1] for row in lines(told, "每笔捐赠的去向")[:-1])
        assert spent == sum(row[3] for row in gifts)
        assert lines(told, "每笔捐赠的去向")[-1][-1] == spent
        assert date(2021, 1, 1) <= told.since <= AS_OF
