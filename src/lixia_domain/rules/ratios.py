"""The two tests of a public foundation's year (慈善法 61): spending and management costs.

They test the foundation and its year, never a fund, a project or a gift. Compared in whole fen, so
exactly 70 % and exactly 10 % are met.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.words import Worded
from lixia_domain.rules.edition import Edition, edition_on
from lixia_domain.rules.fundraising import MANAGEMENT_RATIO, PERCENT, SPENDING_RATIO, YEARS


class Verdict(Worded):
    """What a test says."""

    MET = "met", "达标"
    BROKEN = "broken", "未达标", "not met"
    UNJUDGED = "unjudged", "无法判断", "cannot be judged"


@frozen(kw_only=True)
class YearFigures:
    """What the tests read of a foundation's reported year.

    ``three_year_income`` is the sum of the three years before; ``None`` where the report has none.
    """

    prior_income: Money
    three_year_income: Money | None
    charitable_spending: Money
    management_cost: Money
    total_spending: Money


@frozen(kw_only=True)
class Finding:
    """One test's answer: ``part`` of ``whole``, the percentage asked for, the rule's version.

    ``whole`` is what 100 % would be; both are ``None`` where nothing can be judged, and ``why``
    says so in two languages. ``percent`` is ``None`` where no rule that we know asks for one, and
    ``rule`` empty before the first.
    """

    rule: str
    verdict: Verdict
    percent: int | None
    part: Money | None = None
    whole: Money | None = None
    why: str = ""
    why_en: str = ""


def year_tests(
    editions: Iterable[Edition], figures: YearFigures | None, *, year: int, public: bool
) -> tuple[Finding, Finding]:
    """Return spending and management, judged by the editions in force when ``year`` ended.

    Without the reported year, for a foundation that doesn't raise money in public (its own
    thresholds were not read), before the first rule and by one whose text was not seen, nothing
    can be judged.
    """
    editions, end = tuple(editions), date(year, 12, 31)
    spending = edition_on(editions, SPENDING_RATIO, end)
    management = edition_on(editions, MANAGEMENT_RATIO, end)
    if spending is None or management is None:
        why = (
            f"无法判断：{year} 年末尚无规定（基金会管理条例自 2004-06-01 起施行）",
            f"cannot be judged: {year} ended before the first rule, of 2004-06-01",
        )
    elif PERCENT not in spending.figures or PERCENT not in management.figures:
        why = (
            f"无法判断：{year} 年度适用的新规定（{spending.since}）未见全文，189号文在被取代前有效",
            f"cannot be judged yet: the text of the regulation that governs {year} "
            f"({spending.since}) was not seen",
        )
    elif figures is None:
        why = (
            f"无法判断：没有 {year} 年度报告",
            f"cannot be judged: the year {year} has not been reported",
        )
    elif not public:
        why = (
            f"无法判断：{year} 年末没有公开募捐资格，70% 与 10% 两项不适用",
            f"cannot be judged: not qualified for public fundraising at the end of {year}, so the "
            "70 % and the 10 % are not its tests",
        )
    else:
        return _spending(spending, figures), _at_most(
            management, figures.management_cost, figures.total_spending
        )
    return _unjudged(spending, why), _unjudged(management, why)


def _spending(edition: Edition, figures: YearFigures) -> Finding:
    """Judge by last year's income, or by the average of three where the law lets it, if lower."""
    percent = edition.figures[PERCENT]
    income, years = figures.prior_income.fen, 1
    three = figures.three_year_income
    if three is not None and edition.figures[YEARS] == 3 and three.fen < 3 * income:
        income, years = three.fen, 3
    met = figures.charitable_spending.fen * years * 100 >= income * percent
    return Finding(
        rule=edition.version,
        verdict=Verdict.MET if met else Verdict.BROKEN,
        percent=percent,
        part=figures.charitable_spending,
        whole=Money(-(-income // years)),
    )


def _at_most(edition: Edition, part: Money, whole: Money) -> Finding:
    percent = edition.figures[PERCENT]
    met = part == ZERO or part.fen * 100 <= whole.fen * percent
    return Finding(
        rule=edition.version,
        verdict=Verdict.MET if met else Verdict.BROKEN,
        percent=percent,
        part=part,
        whole=whole,
    )


def _unjudged(edition: Edition | None, why: tuple[str, str]) -> Finding:
    return Finding(
        rule="" if edition is None else edition.version,
        verdict=Verdict.UNJUDGED,
        percent=None if edition is None else edition.figures.get(PERCENT),
        why=why[0],
        why_en=why[1],
    )
