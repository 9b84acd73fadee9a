"""Which days are worked in China, as far as the State Council has published the holidays.

The one place that asks the package ``chinesecalendar``, which carries the published years.
"""

from __future__ import annotations

from datetime import date


def is_working(on: date) -> bool | None:
    """Tell whether ``on`` is worked, made-up weekends included; ``None`` where nobody knows yet."""
    from chinese_calendar import is_workday

    try:
        return bool(is_workday(on))
    except NotImplementedError:
        return None
