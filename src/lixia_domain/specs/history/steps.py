"""The steps of history specs, and the fixtures ``archive`` and ``history``. A pytest plugin."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from pytest_bdd.parser import Step

from lixia_domain.application.bootstrap import open_store
from lixia_domain.specs.history.folds import Fold
from lixia_domain.specs.history.moment import WHOLE, Moment
from lixia_domain.specs.history.past import Archive, Past
from lixia_domain.specs.history.sentences import MOMENTS, NEEDS
from lixia_domain.testing.steps.expect import skip
from lixia_domain.testing.steps.sentences import SENTENCES

pytest_plugins = [
    "lixia_domain.specs.history.answers",
    "lixia_domain.specs.history.asked",
    "lixia_domain.specs.history.followed",
    "lixia_domain.specs.history.invariants",
    "lixia_domain.specs.history.rights",
]

PLANS = pytest.StashKey[list[tuple[Moment, tuple[type[Fold], ...]]]]()
"""What the selected scenarios will ask of the log."""

NO_STORE = (
    "没有指明账库，历史规格未执行；请加 --store",
    "no store was named, history specs were not run; add --store",
)


@pytest.fixture(scope="session")
def lixia_store(pytestconfig: pytest.Config) -> str:
    """The URI of the store that history specs look at: ``--lixia-store``."""
    uri = pytestconfig.getoption("lixia_store", default=None)
    if not uri:
        skip(*NO_STORE)
    return str(uri)


@pytest.fixture(scope="session")
def archive(lixia_store: str, pytestconfig: pytest.Config) -> Iterator[Archive]:
    """The store, opened read-only once for all; its position is fixed now, unless it was told."""
    with open_store(lixia_store, read_only=True) as store:
        told = pytestconfig.getoption("lixia_position", default=None)
        found = Archive(store, store.ledger.head() if told is None else told)
        for moment, kinds in pytestconfig.stash.get(PLANS, []):
            found.want(moment, kinds)
        yield found
        found.forget()


@pytest.fixture
def history(archive: Archive) -> Past:
    """The history as this scenario looks at it."""
    return Past(archive)


def plan(steps: list[Step]) -> tuple[Moment, tuple[type[Fold], ...]]:
    """Return as of when a scenario looks, and what it will ask of the log."""
    moment, kinds = WHOLE, list[type[Fold]]()
    for step in steps:
        for known in SENTENCES:
            if known.family == "history" and known.is_matching(step.name):
                filled = known.parse_arguments(step.name)
                if known in MOMENTS:
                    moment = MOMENTS[known](**filled)
                if known in NEEDS:
                    kinds.extend(NEEDS[known](filled))
    return moment, tuple(kinds)


def is_history(steps: list[Step]) -> bool:
    """Tell whether a scenario speaks of a history."""
    asked = [known for known in SENTENCES if known.family == "history"]
    return any(known.is_matching(step.name) for step in steps for known in asked)


def steps_of(item: pytest.Item) -> list[Step]:
    """Return the steps of a scenario, filled in; none of what is no scenario."""
    from pytest_bdd.scenario import scenario_wrapper_template_registry as templates

    template = templates.get(item.function) if isinstance(item, pytest.Function) else None
    if template is None:
        return []
    callspec = getattr(item, "callspec", None)
    filled = callspec.params.get("_pytest_bdd_example", {}) if callspec else {}
    return list(template.render(filled).steps)


@pytest.hookimpl(trylast=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Collect what all history scenarios of this run need, so that one pass will do."""
    plans = session.config.stash.setdefault(PLANS, [])
    plans.extend(plan(steps) for steps in map(steps_of, session.items) if is_history(steps))
