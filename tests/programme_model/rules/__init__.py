"""What people do all day: each rule makes one command up, an honest one or a lie."""

from tests.programme_model.rules import (
    arriving,
    changing,
    clock,
    managing,
    paying,
    promising,
    serving,
    shortening,
    stating,
)

__all__ = [
    "arriving",
    "changing",
    "clock",
    "managing",
    "paying",
    "promising",
    "serving",
    "shortening",
    "stating",
]
