"""``cucumber.json``: what came of a run in the form that other people's tools read.

Written from what was gathered, so it is whole however many processes ran the scenarios.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Any

from lixia_domain.specs.outcome import FAILED, Outcome, Result

SECOND = 10**9
"""Durations are in nanoseconds."""


def features(outcome: Outcome) -> list[dict[str, Any]]:
    """Return the features, each with its scenarios and their steps."""
    return [
        {
            "keyword": "功能",
            "uri": file,
            "name": told[0].feature,
            "id": file,
            "line": 1,
            "description": told[0].about,
            "language": "zh-CN",
            "tags": [],
            "elements": [_element(result) for result in told],
        }
        for file, found in groupby(outcome.results, lambda result: result.file)
        for told in [list(found)]
    ]


def _element(result: Result) -> dict[str, Any]:
    name = f"{result.scenario}（{result.example}）" if result.example else result.scenario
    return {
        "keyword": "场景",
        "id": f"{result.file};{name}",
        "name": name,
        "line": result.line,
        "description": result.rule,
        "type": "scenario",
        "tags": [{"name": f"@{tag}", "line": result.line} for tag in result.tags],
        "steps": list(_steps(result)),
    }


def _steps(result: Result) -> Iterator[dict[str, Any]]:
    share = int(result.seconds * SECOND) // max(len(result.steps), 1)
    for said in result.steps:
        told: dict[str, Any] = {"status": said.outcome, "duration": share}
        if said.outcome == FAILED:
            told["error_message"] = result.why
        rows: Iterable[Any] = said.table
        yield {
            "keyword": f"{said.keyword} ",
            "name": said.text,
            "line": said.line,
            "match": {"location": ""},
            "rows": [{"cells": list(row)} for row in rows],
            "result": told,
        }
