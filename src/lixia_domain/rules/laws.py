"""When the laws behind the rules came into force, and how the charity law was renumbered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from lixia_domain.rules.edition import Edition, Sure

GIFTS = date(1999, 9, 1)
"""公益事业捐赠法."""
CIVIL_PRINCIPLES = date(1987, 1, 1)
"""民法通则."""
FOUNDATIONS = date(2004, 6, 1)
"""基金会管理条例."""
ACCOUNTING_ORDER = date(2016, 1, 1)
"""会计档案管理办法."""
RECEIPTS_2024 = date(2024, 2, 1)
"""财综〔2024〕1号."""
ACCOUNTS_2026 = date(2026, 1, 1)
"""民间非营利组织会计制度 as amended by 财会〔2024〕25号."""
LAW_2016 = date(2016, 9, 1)
LAW_2016_ENDS = date(2024, 9, 4)
LAW_2024 = date(2024, 9, 5)
ACCOUNTING_LAW = date(2024, 7, 1)
"""会计法, as amended in 2024."""
CHARITY_DISCLOSURE = date(2018, 9, 1)
"""民政部令61号."""
VOLUNTEERS = date(2017, 12, 1)
"""志愿服务条例."""
CIVIL_CODE = date(2021, 1, 1)
SHANDONG = date(2021, 7, 1)
"""山东省慈善条例."""
PERSONAL_DATA = date(2021, 11, 1)
"""个人信息保护法."""
DISCLOSURE_2026 = date(2026, 1, 1)
"""民政部令81号."""
RATIOS_2026 = date(2026, 4, 27)
"""A regulation of spending and cost is listed under this day; its text was not seen."""


RECEIPTS_OF_2010 = "财综〔2010〕112号（2011-07-01 起，摘录）"
RECEIPTS_OF_2024 = "财综〔2024〕1号（摘录）"
"""On receipts for gifts, each as a rule's source names it."""


def day_before(on: date) -> date:
    """Return the last day of what ends when something begins ``on``."""
    return on - timedelta(days=1)


def amended(
    rule: str,
    old: str,
    new: str,
    says: str,
    says_en: str,
    *,
    beside: Mapping[date, str] | None = None,
    figures: Mapping[str, int] | None = None,
    until: date | None = None,
    sure: Sure = Sure.READ,
) -> tuple[Edition, ...]:
    """Return the editions of a rule of the charity law: article ``old``, since 2024 ``new``.

    The text of 2016 was not read, so its editions are ``inferred``. ``beside`` is what else the
    rule rests on, by the day since when: each makes an edition of its own. ``until`` is the last
    day, where another rule took its place; ``sure`` how well today's text is known.
    """
    others = beside or {}
    starts = sorted({LAW_2016, LAW_2024, *others})
    ends = (*(day_before(start) for start in starts[1:]), until)
    return tuple(
        Edition(
            rule=rule,
            since=since,
            until=end,
            source="；".join(
                (
                    f"慈善法（2016） {old}" if since < LAW_2024 else f"慈善法（2023修正） {new}",
                    *(told for start, told in sorted(others.items()) if start <= since),
                )
            ),
            sure=Sure.INFERRED if since < LAW_2024 and sure is Sure.READ else sure,
            says=says,
            says_en=says_en,
            figures=dict(figures or {}),
        )
        for since, end in zip(starts, ends, strict=True)
    )
