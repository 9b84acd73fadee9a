"""Forms of amounts, numbers, days and stretches of a day, each within its limits."""

from __future__ import annotations

import re
from datetime import date
from typing import Any, ClassVar

from attrs import frozen

from lixia_domain.kernel.dates import parse_date, years_on
from lixia_domain.kernel.forms import Context, Misfit, Schema, Why, wrong_type
from lixia_domain.kernel.hours import DAY, Span, parse_span
from lixia_domain.kernel.money import LARGEST_FEN, Money
from lixia_domain.kernel.rejection import Reason
from lixia_domain.kernel.words import Words

LARGEST_INT = 2**53 - 1
"""The largest whole number that every reader of JSON holds exactly."""


FIRST_DAY = date(2000, 1, 1)


MONEY = Words("金额", "an amount (Money)")


@frozen
class Fen:
    """An amount between ``least`` and ``most`` fen; ``refusal`` is for one that is too small."""

    type: ClassVar[type] = Money
    least: int = -LARGEST_FEN
    most: int = LARGEST_FEN
    refusal: Reason = Why.OUT_OF_RANGE
    shown: str = "AMOUNT"

    def read(self, value: Any, context: Context) -> Money:
        """Return ``value``."""
        if type(value) is not Money:
            raise wrong_type(value, MONEY)
        fen = getattr(value, "fen", None)  # one made past its constructor has none
        if type(fen) is not int:
            raise wrong_type(fen, Words("整数分", "whole fen"))
        if self.least <= fen <= self.most:
            return value
        if -LARGEST_FEN <= fen < self.least:
            raise Misfit.of(
                self.refusal,
                amount=value,
                least=Money(self.least),
                most=Money(self.most),
                got=value,
            )
        raise Misfit.of(
            Why.OUT_OF_RANGE,
            least=Money(self.least),
            most=Money(self.most),
            got=value if abs(fen) <= LARGEST_FEN**2 else "…",
        )

    def parse(self, text: str) -> Money:
        """Read yuan as people write them."""
        return Money.parse(text)

    def schema(self) -> Schema:
        """Return the schema of an amount in fen."""
        fen = {"type": "integer", "minimum": self.least, "maximum": self.most}
        return {
            "type": "object",
            "properties": {"fen": fen},
            "required": ["fen"],
            "additionalProperties": False,
        }


DATE = Words("日期", "a date")


@frozen
class Day:
    """A date from 2000 on, at most so many years ``ahead``; 0: today at the latest."""

    type: ClassVar[type] = date
    ahead: int = 20
    shown: str = "DATE"

    def read(self, value: Any, context: Context) -> date:
        """Return ``value``."""
        if type(value) is not date:
            raise wrong_type(value, DATE)
        today = context.today
        if FIRST_DAY <= value <= today:
            return value
        if not self.ahead and value > today and value.year <= today.year + 20:
            raise Misfit.of(Why.DATE_AHEAD, on=value, today=today)
        most = years_on(today, self.ahead)
        if value < FIRST_DAY or value > most:
            raise Misfit.of(Why.DATE_OUT_OF_RANGE, least=FIRST_DAY, most=most, got=value)
        return value

    def parse(self, text: str) -> date:
        """Read a date as people write it."""
        return parse_date(text)

    def schema(self) -> Schema:
        """Return a date's schema."""
        return {"type": "string", "format": "date"}


NUMBER = Words("整数", "a whole number")


@frozen
class Count:
    """A whole number between ``least`` and ``most``; ``refusal`` tells it as ``named``."""

    type: ClassVar[type] = int
    least: int = 0
    most: int = LARGEST_INT
    refusal: Reason = Why.OUT_OF_RANGE
    named: str = "got"
    shown: str = "N"

    def read(self, value: Any, context: Context) -> int:
        """Return ``value``."""
        if type(value) is not int:
            raise wrong_type(value, NUMBER)
        if not self.least <= value <= self.most:
            got = value if abs(value) <= LARGEST_INT**2 else "…"
            raise Misfit.of(self.refusal, least=self.least, most=self.most, **{self.named: got})
        return value

    def parse(self, text: str) -> int:
        """Read a whole number in plain digits."""
        if not re.fullmatch(r"-?[0-9]{1,18}", text):
            raise ValueError(text, "不是整数", "is no whole number")
        return int(text)

    def schema(self) -> Schema:
        """Return a number's schema."""
        return {"type": "integer", "minimum": self.least, "maximum": self.most}


@frozen
class Flag:
    """Yes or no."""

    type: ClassVar[type] = bool
    shown: str = ""

    def read(self, value: Any, context: Context) -> bool:
        """Return ``value``."""
        if type(value) is not bool:
            raise wrong_type(value, Words("是或否", "true or false"))
        return value

    def parse(self, text: str) -> bool:
        """Read 是 or 否, yes or no, true or false."""
        found = {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}
        try:
            return found[text.strip().lower()]
        except KeyError:
            raise ValueError(text, "不是“是”或“否”", "is neither yes nor no") from None

    def schema(self) -> Schema:
        """Return its schema."""
        return {"type": "boolean"}


STRETCH = Words("时段（Span）", "a stretch of a day (Span)")


@frozen
class Stretch:
    """A stretch of a day, in whole minutes; whether it lies within the day its decision tells."""

    type: ClassVar[type] = Span
    shown: str = "FROM-TO"

    def read(self, value: Any, context: Context) -> Span:
        """Return ``value``."""
        if type(value) is not Span:
            raise wrong_type(value, STRETCH)
        for minutes in (getattr(value, "start", None), getattr(value, "minutes", None)):
            if type(minutes) is not int:
                raise wrong_type(minutes, NUMBER)
            if not -DAY <= minutes <= 2 * DAY:
                raise Misfit.of(Why.OUT_OF_RANGE, least=-DAY, most=2 * DAY, got="…")
        return value

    def parse(self, text: str) -> Span:
        """Read ``09:00-11:30``."""
        return parse_span(text)

    def schema(self) -> Schema:
        """Return the schema of a stretch: minutes after midnight, and for how many."""
        minutes = {"type": "integer", "minimum": -DAY, "maximum": 2 * DAY}
        return {
            "type": "object",
            "properties": {"start": minutes, "minutes": minutes},
            "required": ["start", "minutes"],
            "additionalProperties": False,
        }
