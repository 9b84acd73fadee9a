"""Watching scenarios as they run: steps, what they looked at, why they fail."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from operator import attrgetter
from typing import Any

import pytest
from attrs import define, evolve, field
from pytest_bdd.parser import Feature, Scenario, Step

from lixia_domain.kernel.dates import BadDate
from lixia_domain.kernel.ids import BadKey
from lixia_domain.kernel.money import BadAmount
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.words import Words
from lixia_domain.recording.codec import unseal
from lixia_domain.recording.faults import Fault, UnreadableEvent
from lixia_domain.specs.history.past import Past
from lixia_domain.specs.lint import Problem, contradictions
from lixia_domain.specs.outcome import FAILED, PASSED, SKIPPED, Fact, Result, Said
from lixia_domain.specs.words import misread, nearest
from lixia_domain.testing.steps.expect import NotApplicable, NotSo
from lixia_domain.testing.steps.sentences import GIVEN
from lixia_domain.testing.steps.world import World

NOTHING = Words("", "")


@define
class Watched:
    """One scenario under way."""

    feature: Feature
    scenario: Scenario
    steps: list[Said] = field(factory=list)
    world: World | None = None
    past: Past | None = None
    refusals: dict[str, str] = field(factory=dict)
    facts: list[Fact] = field(factory=list)
    looked: Counter[str] = field(factory=Counter)
    slips: dict[int, Problem] = field(factory=dict)
    """What can't be so by the sentences alone, by lines."""
    why: Words = NOTHING
    at: int = 0
    """The line of the step that was reached."""


place = attrgetter("position")

KEY = pytest.StashKey[Watched]()


class Watch:
    """Follows every scenario by pytest-bdd's own hooks."""

    @pytest.hookimpl(tryfirst=True)
    def pytest_bdd_before_scenario(
        self, request: Any, feature: Feature, scenario: Scenario
    ) -> None:
        """Begin."""
        watched = Watched(feature, scenario)
        watched.steps = [
            Said(
                keyword=step.keyword.strip(),
                text=step.name,
                line=step.line_number,
                table=[[str(cell) for cell in row] for row in step.datatable.raw()]
                if step.datatable
                else (),
                doc=step.docstring or "",
            )
            for step in scenario.steps
        ]
        watched.slips = {found.line: found for found in contradictions("", scenario)}
        request.node.stash[KEY] = watched

    def pytest_bdd_before_step_call(self, request: Any, step: Step) -> None:
        """Note where we are, and go no further where that contradicts what went before."""
        watched = request.node.stash[KEY]
        watched.at = step.line_number
        if (slip := watched.slips.get(step.line_number)) is not None:
            raise NotSo(slip.zh, slip.en)

    def _see(self, request: Any) -> Watched:
        """See with what the step has worked."""
        watched: Watched = request.node.stash[KEY]
        for given in request.node.stash.get(GIVEN, {}).values():
            if isinstance(given, World):
                watched.world = given
            elif isinstance(given, Past):
                watched.past = given
        return watched

    def pytest_bdd_after_step(self, request: Any, scenario: Scenario, step: Step) -> None:
        """The step holds."""
        watched = self._see(request)
        self._note(watched, step, PASSED)
        refusal = watched.world.refusal if watched.world is not None else None
        if isinstance(refusal, Rejection):
            watched.refusals.setdefault(refusal.reason.code, refusal.sentence("zh"))

    def pytest_bdd_step_error(
        self, request: Any, scenario: Scenario, step: Step, exception: Exception
    ) -> None:
        """The step does not hold: say why as a person reads it."""
        watched = self._see(request)
        self._note(watched, step, FAILED)
        watched.at, watched.why = step.line_number, why(exception)

    def pytest_bdd_step_func_lookup_error(
        self, request: Any, scenario: Scenario, step: Step, exception: Exception
    ) -> None:
        """There is no such sentence."""
        watched = request.node.stash[KEY]
        self._note(watched, step, FAILED)
        watched.at, watched.why = step.line_number, unknown(step.keyword.strip(), step.name)

    def _note(self, watched: Watched, step: Step, outcome: str) -> None:
        for place, said in enumerate(watched.steps):
            if said.line == step.line_number:
                watched.steps[place] = evolve(said, outcome=outcome)

    def result(
        self,
        item: pytest.Item,
        report: pytest.TestReport,
        file: str,
        error: BaseException | None = None,
    ) -> Result | None:
        """Return what came of ``item``'s scenario so far; ``None`` if there is nothing to tell.

        ``error`` is what ended it where no step said why: that it does not apply, for one.
        """
        watched = item.stash.get(KEY, None)
        if watched is None or report.when == "setup":
            return None
        if report.when == "teardown" and report.passed:
            return None
        outcome = {"passed": PASSED, "failed": FAILED, "skipped": SKIPPED}[report.outcome]
        told, line = watched.why, watched.at
        if told is NOTHING and outcome != PASSED:
            told = why(error) if error is not None else last_line(report)
        if outcome == FAILED:
            told = Words(f"{file} 第 {line} 行：{told.zh}", f"{file}:{line}: {told.en}")
        scenario, feature = watched.scenario, watched.feature
        callspec = getattr(item, "callspec", None)
        return Result(
            file=file,
            feature=feature.name,
            about=feature.description.strip(),
            rule=scenario.rule.name if scenario.rule else "",
            scenario=scenario.name,
            example=callspec.id if callspec else "",
            line=scenario.line_number,
            tags=sorted(scenario.tags),
            family="history" if watched.past is not None else "model",
            outcome=outcome,
            seconds=report.duration,
            why=told.zh,
            why_en=told.en,
            steps=watched.steps,
            looked=dict(sorted(watched.looked.items())),
            facts=sorted({fact.position: fact for fact in watched.facts}.values(), key=place),
            moment=watched.past.told if watched.past is not None else "",
            refusals=watched.refusals,
        )

    def pytest_bdd_after_scenario(self, request: Any) -> None:
        """Keep what was looked at, before the world ends."""
        watched = request.node.stash[KEY]
        if watched.past is not None:
            watched.facts = [
                Fact(r.position, r.stream, r.name, str(r.on)) for r in watched.past.refs
            ]
            watched.looked = Counter(watched.past.names)
        elif watched.world is not None:
            watched.facts = list(recorded(watched.world))
            watched.looked = Counter(fact.name for fact in watched.facts)


def recorded(world: World) -> Iterator[Fact]:
    """Yield all that a model has recorded, be it what this release can't read."""
    journal = world.ledger.journal
    for row in journal.rows(0, journal.head()):
        position, stream, _, name, _ = row
        try:
            on = str(unseal(row).event.on)
        except UnreadableEvent:
            on = ""
        yield Fact(position, stream, name, on)


def why(error: BaseException) -> Words:
    """Return what ``error`` says, without the trimmings of assertions."""
    match error:
        case NotSo() | NotApplicable():
            return Words(error.zh, error.en)
        case Rejection():
            return Words(f"被拒绝：{error.sentence('zh')}", f"refused: {error.sentence('en')}")
        case Fault():
            return Words(error.sentence("zh"), error.sentence("en"))
        case BadAmount() | BadDate() | BadKey():
            text, zh, en = error.args
            return Words(f"“{text}”：{zh}", f"{text!r}: {en}")
        case AssertionError() | pytest.skip.Exception():
            said = str(error).split("\nassert")[0].strip()
            return Words(said, said)
        case _:
            name = type(error).__name__
            said = str(error).strip()
            return Words(f"程序出错（{name}）：{said}", f"a defect ({name}): {said}")


def unknown(keyword: str, text: str) -> Words:
    """Words that there is no such sentence, and which come near."""
    bad = misread(text)
    if bad is not None:
        return Words(*bad)
    near = nearest(text)
    zh = f"；相近的有：{'；'.join(near)}" if near else "；lixia spec steps 列出全部"
    en = f"; near: {'; '.join(near)}" if near else "; lixia spec steps lists them all"
    return Words(f"没有“{keyword} {text}”这句话{zh}", f"there is no sentence {keyword} {text}{en}")


def last_line(report: pytest.TestReport) -> Words:
    """Return why a report failed or was skipped, where no step said so."""
    if isinstance(report.longrepr, tuple):
        told = str(report.longrepr[2]).removeprefix("Skipped: ")
    else:
        crash = getattr(report.longrepr, "reprcrash", None)
        told = str(crash.message if crash is not None else report.longrepr)
    told = told.split("\n")[0].removeprefix("AssertionError: ")
    return Words(told, told)
