"""The application of ``examples/outside``, installed from wheels beside the library's own.

All of it is there while it is installed; when it is gone, its facts stop readers by naming it.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import sysconfig
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from attrs import field, frozen

from lixia_adapters.demo.cast import credit_code
from lixia_domain import open_store
from lixia_domain.aggregates.enterprise import EnterpriseRegistered
from lixia_domain.aggregates.pledge.facts import InstalmentSettled, InstalmentUnsettled

TOP = Path(__file__).parents[1]
EXAMPLE = TOP / "examples" / "outside"
PAGE = TOP / "docs" / "extensions.md"
FIRM = credit_code(901)
VISIT = "firm_visits__visit-V1"
AGREED, MADE = "firm_visits__visit.agreed", "firm_visits__visit.made"


def run(*command: object, cwd: Path, code: int = 0) -> str:
    """Run a command and return what it prints, errors after the rest."""
    done = subprocess.run(
        list(map(str, command)), cwd=cwd, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def build(folder: Path) -> None:
    """Build both wheels, without a network."""
    for project in (TOP, EXAMPLE):
        run(sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", folder, cwd=project)


@frozen
class Place:
    """An environment of its own: both wheels are installed in it, what they need is borrowed."""

    folder: Path
    wheels: Path
    python: Path = field(init=False)

    @python.default
    def _python(self) -> Path:
        scripts = sysconfig.get_path("scripts", "venv", vars={"base": str(self.folder / "venv")})
        return Path(scripts) / Path(sys.executable).name

    def make(self) -> None:
        """Make it, with the library in it."""
        run(sys.executable, "-m", "venv", "--without-pip", "venv", cwd=self.folder)
        ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
        purelib = Path(run(self.python, "-c", ask, cwd=self.folder).strip())
        borrowed = {sysconfig.get_path("purelib"), sysconfig.get_path("platlib")}
        (purelib / "borrowed.pth").write_text("".join(f"{path}\n" for path in borrowed), "utf-8")
        self.install("lixia_domain")

    def install(self, name: str) -> None:
        """Install the wheel of this name."""
        (wheel,) = self.wheels.glob(f"{name}-*.whl")
        self._pip("install", "--no-index", "--no-deps", wheel)

    def uninstall(self, name: str) -> None:
        """Take a distribution away."""
        self._pip("uninstall", *([] if shutil.which("uv") else ["-y"]), name)

    def _pip(self, verb: str, *more: object) -> None:
        if uv := shutil.which("uv"):  # dev.py takes it, too, and adds pip only without it
            run(uv, "pip", verb, "--python", self.python, *more, cwd=self.folder)
        else:
            pip = (sys.executable, "-m", "pip", "--python", self.python, "-q")
            run(*pip, verb, *more, cwd=self.folder)

    def lixia(self, *arguments: object, code: int = 0) -> str:
        """Run ``lixia`` in the folder of this place."""
        return run(
            self.python.with_name("lixia"), *arguments, "--lang", "zh", cwd=self.folder, code=code
        )

    def data(self, *arguments: object) -> Any:
        """Return what ``lixia`` says, as data."""
        return json.loads(self.lixia(*arguments, "--json"))

    def visited(self, name: str) -> tuple[str, str]:
        """Make a store in which a firm was visited; return the option that names it."""
        store = ("--store", f"sqlite:///{name}.db")
        self.lixia("store", "init", "--open", *store)
        self.lixia("enterprise", "register", FIRM, "虚构示例公司", "--on", "2021-03-01", *store)
        told = ("--code", FIRM, "--day", "2021-03-20", "--purpose", "介绍项目")
        self.lixia("firm-visits", "agree", "V1", *told, "--on", "2021-03-10", *store)
        self.lixia("firm-visits", "make", "V1", "--document", "走访记录", *store)
        return store


@pytest.fixture(scope="module")
def place(
    once: Callable[[str, Callable[[Path], object]], Path], tmp_path_factory: pytest.TempPathFactory
) -> Place:
    made = Place(tmp_path_factory.mktemp("outside"), once("wheels", build))
    made.make()
    made.install("firm_visits")
    return made


def test_both_are_taken_from_their_wheels(place: Place) -> None:
    code = "import lixia_domain, firm_visits; print(lixia_domain.__file__, firm_visits.__file__)"
    for file in run(place.python, "-c", code, cwd=place.folder).split():
        assert Path(file).is_relative_to(place.folder)


def test_its_commands_record_and_its_views_show_what_they_recorded(place: Place) -> None:
    store = place.visited("commands")
    (row,) = place.data("view", "visit_register", *store)["rows"]
    assert (row["visit"], row["enterprise"], row["stage"]) == ("V1", FIRM, "made")
    facts = place.data("history", VISIT, *store)["events"]
    assert [fact["event"] for fact in facts] == [AGREED, MADE]
    late = ("firm-visits", "call-off", "V1", "--reason", "改期")
    assert "走访已走访" in place.lixia(*late, *store, code=1)
    assert place.data("store", "info", *store)["extensions"] == {"firm-visits": "1.0.0"}
    assert place.data("store", "check", *store)["findings"] == []


def test_a_program_sees_its_views_too(place: Place) -> None:
    _, uri = place.visited("program")
    code = (
        "from lixia_domain import open_store\n"
        f"with open_store('{uri}') as store:\n"
        "    print(store.show('visit_register')['rows'][0]['note'])\n"
        "    print(store.rebuild().position() == store.ledger.head())\n"
    )
    assert run(place.python, "-c", code, cwd=place.folder) == "走访记录\nTrue\n"


def test_money_is_added_up_by_kind_of_firm_and_month(place: Place) -> None:
    place.lixia("demo", "--store", "sqlite:///demo.db")
    kinds: dict[str, str] = {}
    sums: Counter[str] = Counter()
    with open_store(f"sqlite:////{place.folder}/demo.db") as store:
        for recorded in store.ledger.read():
            match recorded.event:
                case EnterpriseRegistered(ownership=ownership):
                    kinds[recorded.key] = ownership
                case InstalmentSettled(enterprise=code, amount=amount, on=on):
                    sums[f"{kinds[code]}/{on.isoformat()[:7]}"] += amount.fen
                case InstalmentUnsettled(enterprise=code, amount=amount, on=on):
                    sums[f"{kinds[code]}/{on.isoformat()[:7]}"] -= amount.fen
    rows = place.data("view", "money_by_ownership", "--store", "sqlite:///demo.db")["rows"]
    shown = {row["key"]: row["received_fen"] for row in rows}
    assert shown == {key: fen for key, fen in sums.items() if fen}
    assert len(shown) > 1


def test_it_is_in_the_catalogue(place: Place) -> None:
    found = place.data("catalogue")
    (extension,) = found["extensions"]
    assert extension["use_cases"] == ["visits.agree", "visits.make", "visits.call_off"]
    chapters = {each["name"]: each["chapter"] for each in found["use_cases"]}
    assert chapters["visits.agree"] == "firm-visits"
    assert [each["name"] for each in found["views"]][-2:] == extension["views"]
    assert {AGREED, MADE} < {each["name"] for each in found["facts"]}
    assert "firm_visits.too_early" in {each["code"] for each in found["refusals"]}
    listed = {each["name"] for each in place.data("view", "--list")}
    assert {"money_by_ownership", "visit_register"} < listed


def test_it_is_exported(place: Place) -> None:
    store = place.visited("exports")
    lines = place.lixia("export", "cloudevents", *store).splitlines()
    kinds = [json.loads(line)["type"] for line in lines if line.startswith("{")]
    assert kinds[-2:] == [f"cn.lixia.{AGREED}.v1", f"cn.lixia.{MADE}.v1"]
    place.lixia("export", "parquet", "-o", "facts.parquet", *store)
    read = (
        "import duckdb; print(duckdb.sql(\"select name from 'facts.parquet'"
        " where kind = 'firm_visits__visit' order by position\").fetchall())"
    )
    assert run(place.python, "-c", read, cwd=place.folder) == f"[('{AGREED}',), ('{MADE}',)]\n"
    place.lixia("view", "visit_register", "--csv", "--out", "visits.csv", *store)
    assert "走访记录" in (place.folder / "visits.csv").read_text("utf-8-sig")


def test_its_feature_holds(place: Place) -> None:
    outcome = place.data("spec", "run", EXAMPLE / "features")
    assert [each["outcome"] for each in outcome["results"]] == ["passed"] * 4
    assert "firm_visits" not in place.lixia("spec", "lint", EXAMPLE / "features")


def test_its_own_tests_pass(place: Place, tmp_path: Path) -> None:
    shutil.copytree(EXAMPLE / "tests", tmp_path, dirs_exist_ok=True)
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    said = run(place.python, "-m", "pytest", "-q", "-p", "no:cacheprovider", ".", cwd=tmp_path)
    assert "9 passed" in said


def test_the_page_shows_its_files_as_they_are() -> None:
    blocks = re.findall(r"^```\w+\n# (\S+)\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)
    assert len(blocks) > 5
    for name, block in blocks:
        assert block in (EXAMPLE / name).read_text("utf-8"), name


def test_what_the_page_tries_works(place: Place, tmp_path: Path) -> None:
    commands = re.findall(r"^    lixia (.*)$", PAGE.read_text("utf-8"), re.M)
    said = [
        place.lixia(*command.split(), "--store", f"sqlite:////{tmp_path}/x.db")
        for command in commands
    ]
    assert "已走访" in said[-2]
    assert "约定走访" in said[-1] and "已走访" in said[-1] and "firm_visits__visit." not in said[-1]


def test_what_it_recorded_is_told_in_words_in_both_languages(place: Place) -> None:
    option, store = place.visited("words")
    late = ("firm-visits", "call-off", "V1", "--dry-run", "--reason", "改期", option, store)
    assert "未能办理：走访已走访" in place.lixia(*late, code=1)
    told = ("--code", FIRM, "--day", "2021-03-20", "--purpose", "介绍项目")
    for lang, words in (("zh", "约定走访"), ("en", "a visit was agreed upon")):
        agree = ("firm-visits", "agree", f"V-{lang}", *told, "--on", "2021-03-10", option, store)
        said = run(place.python.with_name("lixia"), *agree, "--lang", lang, cwd=place.folder)
        assert words in said and AGREED not in said


CHECKERS = {
    "mypy": ["mypy", "--strict", "--python-executable"],
    "pyright": ["basedpyright", "--pythonpath"],
}


@pytest.mark.parametrize("checker", CHECKERS)
def test_it_is_typed_as_strictly_as_a_checker_asks(
    checker: str, place: Place, tmp_path: Path
) -> None:
    no_caches = shutil.ignore_patterns(".*", "__pycache__")
    shutil.copytree(EXAMPLE, tmp_path, ignore=no_caches, dirs_exist_ok=True)
    module, *options = CHECKERS[checker]
    command = (sys.executable, "-m", module, *options, place.python)
    run(*command, cwd=tmp_path)
    visits = tmp_path / "firm_visits" / "visits.py"
    code = visits.read_text("utf-8")
    assert code.count("record=document") == 1
    visits.write_text(code.replace("record=document", "record=on"), "utf-8")
    assert '"record"' in run(*command, cwd=tmp_path, code=1)


def test_taken_away_its_facts_stop_readers_by_naming_it_until_it_is_back(place: Place) -> None:
    store = place.visited("gone")
    place.uninstall("firm-visits")
    try:
        for command in (
            ("history", VISIT),
            ("export", "cloudevents"),
            ("export", "parquet", "-o", "gone.parquet"),
            ("export", "bundle", "-o", "gone.zip"),
            ("store", "check"),
            ("replay", "--as-known-at", "3", "--stream", VISIT),
        ):
            said = place.lixia(*command, *store, code=1)
            assert "firm-visits" in said and "请安装" in said, command
        lacking = "账库中有发行包 firm-visits 1.0.0 的事实，该发行包未安装"
        for command, unknown in (
            (("view", "visit_register"), "没有视图"),
            (("firm-visits", "make", "V1"), "没有命令"),
            (("member", "rights", "--use-case", "visits.agree"), "没有办理事项"),
        ):
            said = place.lixia(*command, *store, code=2)
            assert unknown in said and lacking in said, command
            assert lacking not in place.lixia(*command, "--store", "memory:", code=2), command
        code = (
            f"from lixia_domain import open_store; open_store('{store[1]}').show('visit_register')"
        )
        assert lacking in run(place.python, "-c", code, cwd=place.folder, code=1)
        assert place.data("view", "enterprise_register", *store)["rows"]
        assert place.data("store", "info", *store)["extensions"] == {"firm-visits": "1.0.0"}
        assert place.data("catalogue", "extensions") == {"extensions": []}
    finally:
        place.install("firm_visits")
    assert len(place.data("history", VISIT, *store)["events"]) == 2
    assert place.data("view", "visit_register", *store)["rows"][0]["stage"] == "made"
    assert place.data("store", "check", *store)["findings"] == []
