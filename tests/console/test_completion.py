"""The Tab key: what may stand in a line's place is offered, by real shells too."""

from __future__ import annotations

import os
import re
import select
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from lixia_adapters.console.frame import completing, tree
from lixia_adapters.console.frame.line import options_of

from .conftest import Lixia

SHELLS = ("bash", "zsh", "fish")


def offered(*typed: str) -> list[str]:
    return [word for word, _ in completing.candidates(typed, "en")]


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        (("proj",), ["project"]),
        (("project", "app"), ["approve"]),
        (("--lang", "en", "project", "app"), ["approve"]),
        (("project", "approve", "P1", "--mi"), ["--minutes"]),
        (("project", "approve", "P1", ""), ["--minutes"]),
        (("project", "approve", "P1", "--minutes", "m", "--min"), []),
        (("bank", "statement", "--lang", ""), ["zh", "en"]),
        (("store", "info", "--lang=z"), ["zh"]),
        (("store", "info", "--lang", "=", "z"), ["zh"]),
        (("store", "info", "--lang", "="), ["zh", "en"]),
        (("view", "project_r"), ["project_register"]),
        (("view", "--csv", "项目名"), ["项目名录"]),
        (("diff", "--view", "claim_"), ["claim_board"]),
        (("completion", ""), ["bash", "zsh", "fish"]),
        (("help", "project", "app"), ["approve"]),
        (("help", "clai"), ["claim"]),
        (("nonsense", ""), []),
        (("export", "xlsx", "-o", ""), []),
    ],
)
def test_what_may_stand_there_is_offered(typed: tuple[str, ...], found: list[str]) -> None:
    assert offered(*typed) == found


def test_every_command_and_every_option_of_it_is_offered() -> None:
    for words, entry in tree.TREE.items():
        assert words[-1] in offered(*words[:-1], "")
        there = offered(*words, "--")
        named = [o.shown for o in options_of(entry.described()) if o.shown.startswith("--")]
        assert set(there) == set(named), words


def test_it_says_what_each_word_is_where_the_shell_shows_it(lixia: Lixia) -> None:
    assert lixia("completion", "fish", "--", "project", "app").out.startswith("approve\t")
    assert lixia("completion", "zsh", "--", "project", "app").out.startswith("approve:")
    assert lixia("completion", "bash", "--", "project", "app").out == "approve\n"
    assert lixia("completion", "zsh", "--", "store", "info", "--lang=z").out == "--lang=zh\n"


def test_it_imports_nothing_heavy() -> None:
    code = (
        "import sys; from lixia_adapters.console.main import main;"
        "main(['completion', 'bash', '--', 'view', 'project_r']);"
        "print([m for m in ('attrs', 'msgspec', 'sqlite3', 'lixia_domain.views', 'argparse')"
        " if m in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout == "project_register\n[]\n"


@pytest.fixture
def path(tmp_path: Path) -> str:
    """A PATH on which ``lixia`` is this one."""
    program = tmp_path / "bin" / "lixia"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m lixia_adapters.console.main "$@"\n')
    program.chmod(0o755)
    return f"{program.parent}:{os.environ['PATH']}"


def shell(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed: apt-get install {name}")
    return found


@pytest.mark.skipif(os.name != "posix", reason="shells at a terminal")
@pytest.mark.parametrize(
    ("typed", "then"),
    [
        ("lixia proj", "lixia project "),
        ("lixia project app", "lixia project approve "),
        ("lixia view project_r", "lixia view project_register "),
        ("lixia store info --lang=z", "lixia store info --lang=zh "),
        ("lixia project approve P1 --minu", "lixia project approve P1 --minutes "),
        ("lixia bank import notes", "lixia bank import notes.txt "),
        ("lixia view Claim\\ b", "lixia view Claim\\ board "),
        ("lixia view 'Claim b", "lixia view 'Claim board' "),
        ("lixia member rights --use-case approve\\ a\\ d", "approve\\ a\\ disbursement "),
    ],
)
@pytest.mark.parametrize(
    ("name", "ways"), [("bash", ("--norc", "--noprofile", "-i")), ("zsh", ("-f", "-i"))]
)
def test_a_shell_completes_a_line_at_the_tab_key(
    tmp_path: Path, path: str, name: str, ways: tuple[str, ...], typed: str, then: str
) -> None:
    (tmp_path / "notes.txt").touch()
    script = f'eval "$(lixia completion {name})"; PS1=; PS2=; echo rea""dy\n'
    said = at_a_terminal([shell(name), *ways], script, f"{typed}\t", then, tmp_path, path)
    assert then in said, said


def at_a_terminal(argv: list[str], first: str, typed: str, until: str, cwd: Path, path: str) -> str:
    """Type ``first`` at a shell, and ``typed`` when it is ready; return what it shows of that."""
    import pty

    env = {"PATH": path, "TERM": "dumb", "HOME": str(cwd), "LC_ALL": "C.UTF-8"}
    child, terminal = pty.fork()
    if child == 0:
        os.chdir(cwd)
        os.execve(argv[0], argv, env)
    try:
        os.write(terminal, first.encode())
        read_until(terminal, "ready\r")
        os.write(terminal, typed.encode())
        return read_until(terminal, until)
    finally:
        os.kill(child, 9)
        os.waitpid(child, 0)
        os.close(terminal)


def read_until(terminal: int, until: str) -> str:
    said, deadline = "", time.monotonic() + 10
    while until not in said and time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.1)[0]:
            said += os.read(terminal, 4096).decode(errors="replace")
    return said


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("lixia proj", ["project"]),
        ("lixia project app", ["approve"]),
        ("lixia store info --lang=", ["--lang=zh", "--lang=en"]),
        ("lixia store info --lang ", ["zh", "en"]),
        ("lixia bank import notes", ["notes.txt"]),
        ("lixia view Claim\\ b", ["Claim board"]),
    ],
)
def test_fish_completes_a_line(tmp_path: Path, path: str, typed: str, found: list[str]) -> None:
    (tmp_path / "notes.txt").touch()
    said = subprocess.run(
        [shell("fish"), "-N", "-c", f"lixia completion fish | source; complete -C '{typed}'"],
        cwd=tmp_path,
        env={"PATH": path, "HOME": str(tmp_path), "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert {one.partition("\t")[0] for one in said.splitlines()} == set(found)


@pytest.mark.parametrize("name", SHELLS)
def test_the_script_is_sound(lixia: Lixia, name: str) -> None:
    script = lixia("completion", name).out
    told = subprocess.run([shell(name), "-n"], input=script, capture_output=True, text=True)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_no_option_of_any_command_is_explained_by_a_gap_that_is_still_to_be_filled(
    lang: str,
) -> None:
    for words in tree.TREE:
        for _, says in completing.candidates([*words, "--"], lang):
            assert not re.search(r"\{\w+\}", says), (words, says)
    said = dict(completing.candidates(["project", "approve", "--ro"], "en"))
    assert "programme_office" in said["--role"]
