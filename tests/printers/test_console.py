"""The whole program, told hostile things and reading an old store that holds them."""

from __future__ import annotations

import csv
import json
import random
import re
from collections.abc import Callable, Iterator
from contextlib import redirect_stderr, redirect_stdout
from io import StringIO
from pathlib import Path

import pytest
from attrs import evolve
from tests.printers.hostile_texts import COUNT, SEED, hostile
from tests.printers.test_terminal import STYLE, Screen

from lixia_adapters.console.main import main
from lixia_adapters.printers import csv_text, xlsx
from lixia_domain import open_store
from lixia_domain.aggregates.enterprise import ENTERPRISE
from lixia_domain.aggregates.need import NEED
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.team import TEAM
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.visible import steers
from lixia_domain.testing import EXAMPLES

LINES = (
    "{}",
    "{} {}",
    "store {}",
    "help {}",
    "view {}",
    "view project_register --key {}",
    "view project_register --where {}",
    "view project_register --order {}",
    "view project_register --after {}",
    "view project_register --{}",
    "history {}",
    "project show {}",
    "chain {}",
    "trace {}",
    "store info --store {}",
    "store info --store sqlite:///{}",
    "store info --store {}:///x",
    "store info --lang {}",
    "store info {}",
    "verify --bundle {}",
    "verify --proof {}",
    "verify --checkpoint {}",
    "spec run {}",
    "spec steps --find {}",
    "spec lint {}",
    "bank import {} --dry-run",
    "reconcile --statement {}",
    "report --as-of {}",
    "report --as-of 2021-12-31 --donor {}",
    "diff --view {} --from 1 --to 2",
    "member rights {}",
    "claim P-001 {} 6000 --due 2021-06-30 --id C1 --dry-run",
    "claim {} X {} --due {} --dry-run",
    "project draft {} --title {} --domain {} --need {} --line {} --dry-run",
    "need raise {} --summary {} --domain {} --place {} --person {} --actor {} --dry-run",
    "view project_register --store bundle:///{}",
    "completion bash -- view {}",
)


def seen(*argv: str) -> tuple[int, str, str]:
    """Run the program where a person looks on."""
    out, err = Screen(newline=""), Screen(newline="")
    with redirect_stdout(out), redirect_stderr(err):
        code = main(argv)
    return code, out.getvalue(), err.getvalue()


BAR = re.compile(r"\x1b\[(?:\?25[lh]|1A|2K)|\r")
"""How a bar is drawn anew, and goes."""


def steering(told: str) -> set[str]:
    return {char for char in BAR.sub("", STYLE.sub("", told)) if steers(char)} - {"\n"}


@pytest.fixture(scope="module")
def old(demo_copy: Callable[[], Path]) -> Iterator[str]:
    """A store in which code without a gate has recorded hostile texts."""
    uri = f"sqlite:///{demo_copy()}"
    with open_store(uri) as store:
        by = store.by("cao", Role.PROGRAMME_OFFICE)
        for at, text in enumerate(sound()):
            for decider, name, field in (
                (PROJECT, "project.drafted", "title"),
                (ENTERPRISE, "enterprise.registered", "name"),
                (NEED, "need.raised", "summary"),
                (TEAM, "team.registered", "name"),
            ):
                fact = evolve(EXAMPLES[name], **{field: text})
                store.ledger.transact(
                    lambda work, d=decider, k=f"H{at:05}", f=fact: work.record(d, k, [f]), by=by
                )
    yield uri


def sound(most: int = 60) -> list[str]:
    """Return texts that any store could hold: halves of a pair are no UTF-8."""
    texts = [text.encode("utf-8", "replace").decode() for text in hostile() if "\u0378" not in text]
    return random.Random(SEED).sample(texts, min(most, len(texts)))


@pytest.fixture
def apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    for name in ("LIXIA_STORE", "LIXIA_ACTOR", "LIXIA_TRACEBACK"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("COLUMNS", "100")
    return tmp_path


def test_whatever_is_typed_steers_no_terminal(
    old: str, apart: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIXIA_STORE", old)
    lot = random.Random(SEED)
    texts = hostile(max(COUNT // 10, len(LINES)))
    for at, text in enumerate(texts):
        line = LINES[at % len(LINES)]
        argv = [part.format(*[lot.choice(texts) if n else text for n in range(9)])
                for part in line.split()]  # fmt: skip
        whole = {"--", "--help", "-h"}.isdisjoint(argv)  # after these no JSON is to come
        for more in ((), ("--json",) * whole, ("--lang", "en"))[at % 3 :][:1]:
            code, out, err = seen(*argv, *more)
            assert steering(out) == steering(err) == set(), argv
            assert code in (0, 1, 2), argv
            if "--json" in more:
                json.loads(out or err)
    assert list(apart.iterdir()) == []


VIEWS = ("project_register", "enterprise_register", "need_register", "team_register")


@pytest.mark.parametrize("view", VIEWS)
def test_what_an_old_store_holds_steers_no_terminal_and_is_seen(
    old: str, apart: Path, view: str
) -> None:
    key = "title" if view == "project_register" else "summary" if "need" in view else "name"
    for lang in ("zh", "en"):
        code, out, err = seen("view", view, "--store", old, "--lang", lang)
        assert (code, steering(err), steering(out)) == (0, set(), set())
        one = seen("view", view, "--store", old, "--lang", lang, "--key", "H00007")[1]
        assert steering(one) == set()
    wanted = {f"H{at:05}": text for at, text in enumerate(sound())}
    rows = json.loads(seen("view", view, "--store", old, "--json")[1])["rows"]
    assert {row["key"]: row[key] for row in rows if row["key"] in wanted} == wanted
    told = seen("view", view, "--store", old, "--csv")[1]
    head, *cells = csv.reader(StringIO(told, newline=""))
    found = {row[0]: row[head.index(key)] for row in cells}
    assert {at: csv_text.meant(found[at]) for at in wanted} == wanted


def test_the_other_commands_steer_no_terminal_either(old: str, apart: Path) -> None:
    for line in (
        "history project-H00003",
        "history project-H00003 --json",
        "project show H00004",
        "chain H00005",
        "chain H00005 --json",
        "pending",
        "store info",
        "export cloudevents",
    ):
        _, out, err = seen(*line.split(), "--store", old)
        assert steering(out) == steering(err) == set(), line


def test_files_made_of_an_old_store_hold_its_texts_and_no_formula(old: str, apart: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl")
    wanted = set(sound())
    assert seen("view", "project_register", "--xlsx", "--store", old)[0] == 0
    assert seen("export", "xlsx", "-o", "books.xlsx", "--store", old)[0] == 0
    for form in ("xlsx", "html"):
        code, out, err = seen("report", "--as-of", "2021-12-31", f"--{form}", "--store", old)
        assert code in (0, 1) and steering(out + err) == set(), err
    for path in apart.glob("*.xlsx"):
        kinds = {}
        texts = set()
        for sheet in openpyxl.load_workbook(path):
            for row in sheet.iter_rows():
                for cell in row:
                    if cell.value is not None:
                        kinds[cell.data_type] = cell.coordinate
                    if isinstance(cell.value, str):
                        texts.add(xlsx.meant(cell.value))
        assert kinds.keys() <= {"s", "n", "d", "b"}, (path, kinds)
        if "report" not in path.name:
            assert {text for text in wanted if text} <= texts, path
    page = next(apart.glob("*.html")).read_text("utf-8")
    assert {char for char in page if steers(char)} <= {"\n", "\t"}
