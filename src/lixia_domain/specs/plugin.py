"""``pytest -p lixia_domain.specs.plugin FILES``: feature files as they are, no Python beside them.

It is loaded by name and never by entry point, so other projects on the machine are left alone.
Options: ``--lixia-store URI`` for history specs, ``--lixia-position N`` to stay on, and
``--lixia-report DIR`` for the page.
"""

from __future__ import annotations

from collections.abc import Generator
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from pytest_bdd import scenario
from pytest_bdd.feature import get_feature

from lixia_domain.specs.lint import BadFeature, fatal
from lixia_domain.specs.outcome import Result, plain, result
from lixia_domain.specs.places import shown
from lixia_domain.specs.watch import Watch, last_line

pytest_plugins = ["lixia_domain.testing.steps", "lixia_domain.specs.history.steps"]

RESULT = "lixia"
"""The attribute by which a report carries its result, from workers too."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add our options."""
    group = parser.getgroup("lixia", "历下区账册规格")
    group.addoption("--lixia-store", dest="lixia_store", metavar="URI", help="账库地址，只读")
    group.addoption("--lixia-position", dest="lixia_position", type=int, help="停在第几条")
    group.addoption("--lixia-report", dest="lixia_report", metavar="DIR", help="报告写入的目录")


def pytest_configure(config: pytest.Config) -> None:
    """Watch scenarios, and gather what came of them."""
    config.pluginmanager.register(Watch(), "lixia-watch")
    config.pluginmanager.register(Gathered(config), "lixia-gathered")


def pytest_bdd_apply_tag(tag: str, function: Any) -> bool:
    """Mark by tags quietly: what a tag means is the auditor's affair."""
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore", pytest.PytestUnknownMarkWarning)
        getattr(pytest.mark, tag)(function)
    return True


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Keep together what goes together, where several processes run the scenarios."""
    if config.getoption("dist") != "load":
        return None
    from lixia_domain.specs.together import Together

    return Together(config, log)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """Collect feature files."""
    if file_path.suffix == ".feature":
        return FeatureFile.from_parent(parent, path=file_path)
    return None


class FeatureFile(pytest.Module):
    """A feature file, as a module whose test functions are its scenarios, by their names."""

    def _getobj(self) -> ModuleType:
        module = ModuleType(self.path.stem)
        module.__file__ = str(self.path)
        problems = fatal(self.path)
        if problems:
            raise BadFeature(problems)
        for name in get_feature(str(self.path.parent), self.path.name).scenarios:

            @scenario(self.path.name, name, features_base_dir=str(self.path.parent))
            def _() -> None:
                """Nothing more than the steps."""

            setattr(module, name, _)
        return module

    def funcnamefilter(self, name: str) -> bool:
        """Every function here is a scenario."""
        return True

    def classnamefilter(self, name: str) -> bool:
        """No classes here."""
        return False

    def repr_failure(self, excinfo: Any, style: Any = None) -> Any:
        """Say what is wrong with the file, in place of a trace."""
        if isinstance(excinfo.value, BadFeature):
            return str(excinfo.value)
        return super().repr_failure(excinfo)

    def _register_setup_module_fixture(self) -> None:
        """There are none."""

    def _register_setup_function_fixture(self) -> None:
        """There are none."""


class Gathered:
    """What came of the scenarios, in the process that speaks to the person."""

    def __init__(self, config: pytest.Config) -> None:
        self.config = config
        self.results: dict[str, Result] = {}
        self.order: dict[str, int] = {}
        self.lost: list[str] = []
        """Scenarios that ended before anything could be told of them: a process died, say."""
        self.store: dict[str, str] = {}

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Generator[None, pytest.TestReport, pytest.TestReport]:
        """Let the report carry the result."""
        report = yield
        watch: Watch = self.config.pluginmanager.get_plugin("lixia-watch")  # type: ignore[assignment]
        error = call.excinfo.value if call.excinfo is not None else None
        found = watch.result(item, report, shown(Path(item.path)), error)
        if found is not None:
            setattr(report, RESULT, plain(found))
        return report

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Keep the latest word on each scenario; a failing end outweighs a sound middle."""
        told = getattr(report, RESULT, None)
        if told is not None:
            self.results[report.nodeid] = result(told)
        elif report.failed:
            self.lost.append(f"{report.nodeid}: {last_line(report).en}")

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        """Note in which order the scenarios stand, for several processes end them in another."""
        self.order = {nodeid: place for place, nodeid in enumerate(ids)}

    def pytest_sessionfinish(self, session: pytest.Session) -> None:
        """Write the report, in the one process that has all results."""
        place = self.config.getoption("lixia_report")
        if place and not hasattr(self.config, "workerinput"):
            from lixia_domain.specs.page import write

            write(Path(place), self.outcome())

    def outcome(self) -> Any:
        """Return what came of the run."""
        from lixia_domain.application.clock import now
        from lixia_domain.kernel.dates import SHANGHAI
        from lixia_domain.specs.outcome import Outcome

        at = now().astimezone(SHANGHAI).strftime("%Y-%m-%d %H:%M")
        places = sorted(self.results, key=lambda nodeid: self.order.get(nodeid, 0))
        results = tuple(self.results[nodeid] for nodeid in places)
        looked = any(result.family == "history" for result in results)
        return Outcome(at=at, store=self._about() if looked else {}, results=results)

    def _about(self) -> dict[str, str]:
        from lixia_domain.application.bootstrap import open_store
        from lixia_domain.specs.history.past import Archive

        uri = self.config.getoption("lixia_store")
        if not uri:
            return {}
        told = self.config.getoption("lixia_position")
        with open_store(uri, read_only=True) as store:
            return Archive(store, store.ledger.head() if told is None else told).about()
