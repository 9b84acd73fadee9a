"""The words of specs: keywords, sentences, and what comes near a sentence that is none."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache
from importlib import import_module
from pathlib import Path

from attrs import frozen
from pytest_bdd.feature import get_features
from pytest_bdd.parser import FeatureParser, Scenario, ScenarioTemplate, Step

from lixia_domain.kernel.dates import BadDate
from lixia_domain.kernel.money import BadAmount
from lixia_domain.specs import places
from lixia_domain.testing.steps.sentences import SENTENCES, Sentence, closed_up

FAMILIES = {"model": "规则", "history": "历史"}


@frozen
class Known:
    """A sentence that may be said, and how: an example out of the specs that ship."""

    text: str
    keywords: tuple[str, ...]
    family: str
    example: str
    where: str
    takes: Mapping[str, Collection[str]]
    """The words of each placeholder that takes some only."""


@lru_cache(1)
def sentences() -> tuple[Sentence, ...]:
    """Return all sentences, declaring them first."""
    _import("lixia_domain.testing.steps")
    _import("lixia_domain.specs.history.steps")
    return tuple(SENTENCES)


def _import(name: str) -> None:
    for further in getattr(import_module(name), "pytest_plugins", ()):
        _import(further)


def find(text: str) -> Sentence | None:
    """Return the sentence that ``text`` says, if any."""
    return next((known for known in sentences() if known.is_matching(text)), None)


def misread(text: str) -> tuple[str, str] | None:
    """Return what is wrong with a date or an amount that keeps ``text`` from being a sentence."""
    for known in sentences():
        try:
            known.loose.parse(closed_up(text))
        except (BadAmount, BadDate) as bad:
            value, zh, en = bad.args
            return f"“{value}”：{zh}", f"{value!r}: {en}"
    return None


def keyword_of(step: Step) -> str:
    """Return the keyword a step stands under, 而且 and 但是 resolved."""
    return {"given": "假如", "when": "当", "then": "那么"}[step.type]


@lru_cache(1_000)
def nearest(text: str, count: int = 3) -> list[str]:
    """Return the sentences that come nearest to ``text``, as they are declared."""
    bare: dict[str, str] = {}
    for known in sentences():
        bare.setdefault(_bare(known.text), readable(known.text))
    return [bare[one] for one in get_close_matches(_bare(text), bare, count, 0.4)]


_FILLED = re.compile(
    r"[0-9][0-9,.\-年月]*[日万亿]?元?"
    r"|(?<![零壹贰叁肆伍陆柒捌玖拾佰仟万亿])[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]++元整?"
)


def _bare(text: str) -> str:
    """Return a sentence without what is filled in."""
    told = re.sub(r'"[^"]*"', '""', closed_up(re.sub(r"\{\w+(:\w+)?\}", "", text)))
    return _FILLED.sub("", told)


HINTS = {
    "Money": "金额",
    "Date": "日期",
    "DateOrNone": "日期或无",
    "Month": "年月",
    "Moment": "时刻",
    "Number": "数",
}


def readable(text: str) -> str:
    """Return a declared sentence as a person fills it in: 〔金额〕, 〔日期〕, “…”."""
    told = re.sub(r'"\{\w+\}"', '"…"', text)
    told = re.sub(r"\{\w+:(\w+)\}", lambda kind: f"〔{HINTS.get(kind[1], kind[1])}〕", told)
    return re.sub(r"\{\w+\}", "〔…〕", told)


def known(features: Iterable[Path] | None = None) -> list[Known]:
    """Return all sentences, each with the first example of it in ``features`` (those that ship)."""
    examples = _examples(features)
    return [
        Known(
            readable(one.text),
            one.keywords,
            FAMILIES[one.family],
            *examples.get(one, ("", "")),
            dict(one.taken()),
        )
        for one in sentences()
    ]


def _examples(features: Iterable[Path] | None) -> Mapping[Sentence, tuple[str, str]]:
    found: dict[Sentence, tuple[str, str]] = {}
    where = [places.builtin()] if features is None else features
    for feature in get_features([str(path) for path in where]):
        file = places.shown(Path(feature.filename))
        for template in feature.scenarios.values():
            for scenario in told(template):
                for step in scenario.steps:
                    one = find(step.name)
                    if one is not None and one not in found:
                        found[one] = (written(step), f"{file}:{step.line_number}")
    return found


def scenarios(file: Path) -> list[ScenarioTemplate]:
    """Return the scenarios of a file."""
    return list(FeatureParser(str(file.parent), file.name).parse().scenarios.values())


def told(template: ScenarioTemplate) -> Iterator[Scenario]:
    """Yield a scenario once for each of its examples."""
    contexts = [context for table in template.examples for context in table.as_contexts()]
    for context in contexts or [{}]:
        yield template.render(context)


def written(step: Step) -> str:
    """Return a step as it stands in a file, with its table or text."""
    lines = [f"{keyword_of(step)} {step.name}"]
    if step.datatable is not None:
        lines += [f"  | {' | '.join(map(str, row))} |" for row in step.datatable.raw()]
    if step.docstring is not None:
        lines += ['  """', *(f"  {line}" for line in step.docstring.splitlines()), '  """']
    return "\n".join(lines)
