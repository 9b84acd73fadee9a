"""The table of commands is what the declarations say; help and dispatch need nothing else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lixia_adapters.console.frame import line, tree
from lixia_adapters.console.frame.groups import TABLE, USE_CASE_NAMES, VIEW_NAMES
from lixia_adapters.console.frame.recording import Recording
from lixia_adapters.console.table import declared, table, use_case_names, view_names
from lixia_domain.application.chapters import use_case_named
from lixia_domain.kernel.roles import ROLES, Role

from .conftest import Lixia, head


def test_the_table_is_current() -> None:
    assert TABLE.read_text("utf-8") == table(), (
        "run .venv/bin/python -m lixia_adapters.console.table"
    )
    assert VIEW_NAMES.read_text("utf-8") == view_names()
    assert USE_CASE_NAMES.read_text("utf-8") == use_case_names()


def test_a_command_that_records_acts_in_the_first_role_of_its_use_case() -> None:
    recording = {command.name: command for _, command in declared() if command.carries}
    assert len(recording) > 150
    for name, command in recording.items():
        roles = tree.TREE[tuple(name.split())].roles
        assert roles == tuple(role.value for role in use_case_named(command.carries).by), name
        assert {Role(role) for role in roles} <= set(ROLES) and roles, name


def test_every_argument_has_its_option_or_is_made_by_the_command() -> None:
    for _, command in declared():
        if not isinstance(command, Recording):
            continue
        use_case = use_case_named(command.carries)
        own = {option.name for option in command.command().options}
        for argument in use_case.gate.arguments:
            fields = {name for name, _ in argument.shape.parts}
            made = command.extra is not None and command.shown.get(argument.name, "") is None
            assert (
                {argument.name} & {"on", *use_case.seeing, *own}
                or made
                or not argument.needed
                or (argument.shape.kind == "record" and fields <= own)
            ), (command.name, argument.name)


@pytest.mark.parametrize("words", ["", "project", "project approve", "claim", "bank debit"])
def test_help_imports_no_use_case(words: str) -> None:
    script = (
        "import sys; from lixia_adapters.console.main import main;"
        f"main([*{words.split()!r}, '--help']);"
        "sys.stderr.write(' '.join(name for name in sys.modules if name[:5] in ('lixia', 'attrs')))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    names = [name.split(".") for name in done.stderr.split()]
    rooms = {name[1] for name in names if name[0] == "lixia_domain" and name[1:]}
    assert rooms <= {"kernel", "application"} and "attrs" not in done.stderr
    assert "use_case" not in done.stderr


def test_all_that_is_missing_is_named_at_once(lixia: Lixia) -> None:
    found = lixia("team", "agreement", "T1", "--json")
    assert (found.code, found.error["code"]) == (2, "missing_option")
    for name in ("PROJECT", "--agreement", "--sha256"):
        assert name in found.error["sentence"]


def test_all_that_does_not_fit_is_named_by_its_options(lixia: Lixia) -> None:
    assert lixia("store", "init", "--open").code == 0
    found = lixia("campaign", "open", " ", "--title", "a\x07", "--on", "2999-01-01", "--json")
    assert (found.code, found.error["code"]) == (2, "gate.several")
    for name in ("CAMPAIGN", "--title", "--on"):
        assert name in found.error["sentence"]


def test_a_blank_id_does_not_mean_the_only_fund(lixia: Lixia, programme: Path) -> None:
    before = head(programme)
    found = lixia("fund", "terminate", " ", "--reason", "a", "--document", "b", "--json")
    assert (found.code, found.error["code"], head(programme)) == (2, "gate.blank", before)
    assert found.error["sentence"].startswith("FUND：")


def test_help_says_what_a_form_holds_values_to(lixia: Lixia) -> None:
    said = {
        "fund management-rule": "0–1000",
        "fund propose": "至多 200 字",
        "claim": "大于零",
        "call open": "默认 earlier",
    }
    for words, limits in said.items():
        page = "".join(lixia(*words.split(), "--help").out.split())
        assert limits.replace(" ", "") in page, words


@pytest.mark.parametrize("spelling", ["P1", "Ｐ1", " P1 "])
def test_an_id_is_found_in_whatever_spelling(lixia: Lixia, programme: Path, spelling: str) -> None:
    assert lixia("project", "show", spelling, "--json").json["row"]["title"] == "助餐（虚构示例）"


def test_a_command_is_found_in_the_file_of_its_name() -> None:
    """A reader who wants ``lixia project start`` looks into ``…/project.py``."""
    away = {
        name: entry.module
        for name, entry in tree.TREE.items()
        if not entry.module.rpartition(".")[2].startswith(name[0].replace("-", "_"))
    }
    assert away == {
        ("run",): "looking.pending",
        ("rebuild",): "looking.view",
    }


def test_options_are_read_by_the_forms_of_the_declaration() -> None:
    command = tree.TREE["claim",].load()
    values = line.read(command, ["P1", "C", "4.5万", "--instalment", "2021-06-30=4.5万"])
    (instalment,) = values["instalments"]
    assert (instalment.amount, str(instalment.due)) == (values["amount"], "2021-06-30")
