"""Two rules of each module are broken, one at a time: the scenario that is about it minds."""

from __future__ import annotations

import os
import tomllib
from collections import Counter
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from attrs import frozen
from pytest_bdd.feature import get_features
from tests.breaking import CHECKOUT, SAID, broken, copy_of_the_code, run

HERE = Path(__file__).parent
LISTS = ("money", "people")
ASKED = "mutations/scenarios_asked_for.py"
carried_out = pytest.mark.skipif(
    not os.environ.get("LIXIA_MUTATIONS"), reason="LIXIA_MUTATIONS=1 carries the mutations out"
)


@frozen(kw_only=True)
class Mutation:
    """One rule broken: where, how, and which scenario says what is right."""

    name: str
    module: str
    file: str
    was: str
    instead: str
    scenario: str


@cache
def listed(chapter: str) -> tuple[Mutation, ...]:
    told = tomllib.loads((HERE / f"{chapter}.toml").read_text("utf-8"))
    return tuple(Mutation(**one) for one in told["mutation"])


def _all() -> Iterator[object]:
    for chapter in LISTS:
        for mutation in listed(chapter):
            yield pytest.param(mutation, id=mutation.name)


@pytest.mark.parametrize("mutation", list(_all()))
def test_what_is_to_be_broken_stands_where_the_list_says(mutation: Mutation) -> None:
    text = copy_source(mutation.file).read_text("utf-8")
    assert text.count(mutation.was) == 1 and mutation.was != mutation.instead
    compile(text.replace(mutation.was, mutation.instead), mutation.file, "exec")


def copy_source(file: str) -> Path:
    """Return where a file of the code stands in this checkout."""
    adapters = CHECKOUT / "src" / "adapters" / file
    return adapters if adapters.exists() else CHECKOUT / "src" / file


@pytest.mark.parametrize("chapter", LISTS)
def test_there_are_two_of_each_module_and_thirteen_at_least(chapter: str) -> None:
    modules = Counter(mutation.module for mutation in listed(chapter))
    assert set(modules.values()) == {2} and modules.total() >= 13


def test_each_scenario_is_there_and_about_a_situation() -> None:
    there = {
        f"{Path(str(feature.filename)).stem}/{name}": found.tags | feature.tags
        for feature in get_features([str(CHECKOUT / "features")])
        for name, found in feature.scenarios.items()
    }
    for chapter in LISTS:
        for mutation in listed(chapter):
            tags = there.get(mutation.scenario)
            assert tags is not None, f"no scenario {mutation.scenario}"
            assert any(tag[0] == "S" for tag in tags), mutation.scenario


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The code, to be broken."""
    return copy_of_the_code(tmp_path_factory.mktemp("copy"))


@carried_out
@pytest.mark.parametrize("mutation", list(_all()))
def test_the_scenario_minds(copied: Path, mutation: Mutation) -> None:
    with broken(copied, mutation.file, mutation.was, mutation.instead):
        code, said = carried(copied, mutation.scenario)
    assert code == 1 and SAID.search(said), said
    print(f"\n{mutation.module}: {mutation.name} -> {mutation.scenario}")


@carried_out
def test_none_minds_while_nothing_is_broken(copied: Path) -> None:
    scenarios = sorted({one.scenario for chapter in LISTS for one in listed(chapter)})
    code, said = carried(copied, *scenarios)
    assert code == 0, said


def carried(code: Path, *scenarios: str) -> tuple[int, str]:
    """Carry scenarios out with the code that stands in ``code``."""
    told = {"LIXIA_SCENARIOS": "\n".join(scenarios)}
    return run(code, ASKED, told=told, plugins=["pytest_bdd.plugin"])
