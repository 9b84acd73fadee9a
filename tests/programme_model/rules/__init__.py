"""What people do all day: each rule makes one command up, an honest one or a lie."""

from tests.programme_model.rules import (
    arriving,
    campaigning,
    changing,
    clock,
    keeping,
    managing,
    mending,
    parties,
    paying,
    planning,
    promising,
    reporting,
    serving,
    shortening,
    stating,
    voting,
)

__all__ = [
    "arriving",
    "campaigning",
    "changing",
    "clock",
    "keeping",
    "managing",
    "mending",
    "parties",
    "paying",
    "planning",
    "promising",
    "reporting",
    "serving",
    "shortening",
    "stating",
    "voting",
]
