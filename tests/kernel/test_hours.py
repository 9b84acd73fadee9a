from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.kernel.hours import DAY, BadTime, Span, Why, parse_span, sound
from lixia_domain.kernel.rejection import Rejection

SPANS = st.tuples(st.integers(0, DAY), st.integers(0, DAY)).filter(lambda t: t[0] < t[1])


def between(told: tuple[int, int]) -> Span:
    return Span(start=told[0], minutes=told[1] - told[0])


@given(a=SPANS, b=SPANS)
def test_two_spans_overlap_if_and_only_if_they_share_a_minute(
    a: tuple[int, int], b: tuple[int, int]
) -> None:
    assert between(a).overlaps(between(b)) is bool(set(range(*a)) & set(range(*b)))
    assert between(a).within(between(b)) is (set(range(*a)) <= set(range(*b)))


@given(told=SPANS)
def test_a_span_is_read_as_it_is_written(told: tuple[int, int]) -> None:
    span = between(told)
    assert sound(span) == parse_span(str(span)) == span


@pytest.mark.parametrize("text", ["09:00-11:30", "9:00–11:30", " 09：00 至 11：30 "])
def test_the_usual_ways_of_writing_are_read(text: str) -> None:
    assert parse_span(text) == Span(start=540, minutes=150)


@pytest.mark.parametrize("text", ["", "9-11", "09:60-10:00", "九点"])
def test_a_bad_span_is_told_in_both_languages(text: str) -> None:
    with pytest.raises(BadTime, match=r"^bad_time: 时段.*bad time"):
        parse_span(text)


@pytest.mark.parametrize(("start", "minutes"), [(540, 0), (540, -1), (DAY - 1, 2), (-1, 5)])
def test_a_span_beyond_the_day_or_without_length_is_refused(start: int, minutes: int) -> None:
    with pytest.raises(Rejection) as refusal:
        sound(Span(start=start, minutes=minutes))
    assert refusal.value.reason is Why.NOT_IN_ONE_DAY
    assert refusal.value.sentence("en")
