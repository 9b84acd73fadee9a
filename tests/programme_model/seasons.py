"""How often each rule is drawn: money and all else by halves, by season of the store."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from tests.programme_model.acts import Act
from tests.programme_model.dice import Dice
from tests.programme_model.figures import Programme
from tests.programme_model.rules.made import RULES

OF_MONEY = (
    "arriving",
    "changing",
    "managing",
    "mending",
    "paying",
    "promising",
    "shortening",
    "stating",
)
AREAS = {
    **dict.fromkeys(OF_MONEY, "money"),
    **dict.fromkeys(("keeping", "serving"), "people"),
    **dict.fromkeys(("campaigning", "voting"), "votes"),
    **dict.fromkeys(("parties", "planning", "reporting"), "papers"),
    "clock": "time",
}
"""By room of rules: what they are about."""
SEASONS: dict[str, Mapping[str, float]] = {
    "mixed": {"money": 46, "people": 17, "votes": 17, "papers": 15, "time": 5},
    "money": {"money": 80, "people": 5, "votes": 4, "papers": 7, "time": 4},
    "people": {"money": 18, "people": 55, "votes": 7, "papers": 15, "time": 5},
    "votes": {"money": 18, "people": 9, "votes": 57, "papers": 10, "time": 6},
    "papers": {"money": 25, "people": 8, "votes": 7, "papers": 53, "time": 7},
}
"""Of a hundred steps, how many are about what."""
TURNS = ("mixed", "money", "votes", "mixed", "people", "money", "papers", "votes")
TRIES = 8
LIVES = ("people", "votes", "papers", "people", "votes")


@cache
def rules_of(area: str) -> tuple[tuple[str, ...], tuple[float, ...]]:
    """Return the rules about something, and how often each is drawn beside the others."""
    names = tuple(name for name in RULES if AREAS[name.partition(".")[0]] == area)
    return names, tuple(RULES[name][1] for name in names)


def made(model: Programme, dice: Dice, often: Mapping[str, float]) -> Act | None:
    """Return what some rule makes up; of what there is nothing to make of, another is drawn."""
    [area] = dice.random.choices(list(often), list(often.values()))
    names, weights = rules_of(area)
    for name in dice.random.choices(names, weights, k=TRIES):
        if (act := RULES[name][0](model, dice)) is not None:
            return act
    return None


def season(dice: Dice, *, lives: bool = False) -> Mapping[str, float]:
    """Draw a store's season: any, or one of people, votes and papers."""
    return SEASONS[dice.of(LIVES if lives else TURNS)]
