"""From when to when a fundraising ran: what was filed, extended and ended makes spans of days.

A record that comes when a span is over doesn't move its end, nor what that end made due. Only
while it runs is an amendment of the end just that; afterwards it begins a span of its own.
"""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

Spans: TypeAlias = tuple[tuple[date, date], ...]
"""First and last days, in order; never none."""


def amended(spans: Spans, *, ends: date, on: date) -> Spans:
    """Return ``spans`` after an amendment of ``on`` that sets the last day to ``ends``."""
    *before, (begins, last) = spans
    if on <= last:
        return (*before, (begins, max(begins, ends, min(on, last))))
    return (*spans, (on, ends)) if ends >= on else spans


def over(spans: Spans, *, on: date) -> Spans:
    """Return ``spans`` after the end was told of on ``on``."""
    *before, (begins, last) = spans
    return (*before, (begins, max(begins, min(last, on))))


def cover(spans: Spans, on: date) -> bool:
    """Tell whether ``on`` lies in one of ``spans``."""
    return any(begins <= on <= ends for begins, ends in spans)
