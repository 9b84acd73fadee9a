"""What came of a run, as plain data: what the report shows, and what travels between processes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import cattrs
from attrs import field, frozen

PASSED, FAILED, SKIPPED = "passed", "failed", "skipped"


@frozen(kw_only=True)
class Said:
    """One step of a scenario, and what came of it."""

    keyword: str
    text: str
    line: int
    outcome: str = SKIPPED
    table: Sequence[Sequence[str]] = ()
    doc: str = ""


@frozen
class Fact:
    """A fact that was looked at."""

    position: int
    stream: str
    name: str
    on: str


@frozen(kw_only=True)
class Result:
    """What came of one scenario."""

    file: str
    feature: str
    about: str
    rule: str
    scenario: str
    example: str
    line: int
    tags: Sequence[str]
    family: str
    outcome: str
    seconds: float = 0.0
    why: str = ""
    """Why it failed or was skipped, naming file and line."""
    why_en: str = ""
    """The same in English."""
    steps: Sequence[Said] = ()
    looked: Mapping[str, int] = field(factory=dict)
    """How many facts of each name were looked at."""
    facts: Sequence[Fact] = ()
    """Facts that are cited: of a model all it has recorded, of a history those an answer names."""
    moment: str = ""
    refusals: Mapping[str, str] = field(factory=dict)
    """The refusals that were met: each code with the sentence that was said first."""


@frozen(kw_only=True)
class Outcome:
    """What came of a run."""

    at: str
    store: Mapping[str, str] = field(factory=dict)
    """Empty if none was looked at; else what it is, where it was read to, its hashes."""
    results: Sequence[Result] = ()

    def count(self, outcome: str, results: Iterable[Result] | None = None) -> int:
        """Return how many scenarios ended so."""
        found = self.results if results is None else results
        return sum(1 for result in found if result.outcome == outcome)


_converter = cattrs.Converter()


def plain(outcome: Result | Outcome) -> dict[str, Any]:
    """Return it as data for JSON."""
    told: dict[str, Any] = _converter.unstructure(outcome)
    return told


def result(told: Mapping[str, Any]) -> Result:
    """Return what ``plain`` has told."""
    return _converter.structure(told, Result)
