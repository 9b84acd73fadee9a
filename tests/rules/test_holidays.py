from __future__ import annotations

from datetime import date

import pytest

from lixia_domain.rules.holidays import is_working


@pytest.mark.parametrize(
    ("on", "working"),
    [
        (date(2021, 10, 1), False),  # 国庆节
        (date(2021, 10, 8), True),
        (date(2021, 9, 26), True),  # 周日，调休上班
        (date(2021, 9, 25), False),
    ],
)
def test_holidays_and_made_up_weekends_are_known(on: date, working: bool) -> None:
    assert is_working(on) is working


@pytest.mark.parametrize("on", [date.min, date(2003, 12, 31), date(2098, 1, 1), date.max])
def test_beyond_the_published_years_nothing_is_known(on: date) -> None:
    assert is_working(on) is None
