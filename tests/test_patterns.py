"""No pattern in the source can run away: twice the text, twice the steps."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from tests.backtracking import TooMany, _Matcher, _parser, hard_texts, steps

from lixia_adapters.registers.workbook_parts import _Tags

SOURCE = Path(__file__).resolve().parents[1] / "src"
ANCHORED = {"match", "fullmatch"}
ASKING = {"search", "match", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
TIMES = 60
MOST_GROWTH = 2.6
"""Twice the text: twice the steps of a linear pattern, four times those of a square one."""

_RECORDER = """
import importlib, json, pkgutil, re, sys
found, real = [], re._compile
def noted(pattern, flags):
    frame = sys._getframe(2)
    if isinstance(pattern, (str, bytes)):
        text = pattern if isinstance(pattern, str) else pattern.decode("latin-1")
        found.append([frame.f_code.co_filename, frame.f_lineno, text, int(flags)])
    return real(pattern, flags)
re._compile = noted
import lixia_domain, lixia_adapters
for package in (lixia_domain, lixia_adapters):
    for module in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        if not module.name.endswith("__main__"):
            importlib.import_module(module.name)
from lixia_domain.specs.words import sentences
sentences()
print(json.dumps(found))
"""


class Found(NamedTuple):
    """A pattern, where it is made, and whether it is only ever asked from the beginning."""

    place: str
    text: str
    flags: int
    anchored: bool


def _key(path: Path, name: str) -> str:
    """Return a name, with the file where it is private to one."""
    return f"{path}:{name}" if name.startswith("_") else name


def uses() -> dict[str, set[str]]:
    """Return how each name of a pattern is asked, wherever it is."""
    asked: dict[str, set[str]] = defaultdict(set)
    for path in SOURCE.rglob("*.py"):
        told = set[ast.AST]()
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):  # what asks comes before whom
            if isinstance(node, ast.Attribute) and node.attr in ASKING:
                told.add(value := node.value)
                name = value.attr if isinstance(value, ast.Attribute) else getattr(value, "id", "")
                asked[_key(path, name)].add(node.attr)
            elif (
                isinstance(node, ast.Name)
                and node not in told
                and node.id.startswith("_")
                and isinstance(node.ctx, ast.Load)
            ):
                asked[_key(path, node.id)].add("named")
    return asked


def written() -> Iterator[tuple[str, int, str | None, str]]:
    """Yield place, pattern (``None``: not to be told by looking) and how it is asked."""
    for path in sorted(SOURCE.rglob("*.py")):
        tree = ast.parse(path.read_text("utf-8"))
        for node in ast.walk(tree):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
                continue
            if getattr(node.func.value, "id", "") != "re" or node.func.attr not in {
                *ASKING,
                "compile",
            }:
                continue
            told = node.args[0] if node.args else None
            text = told.value if isinstance(told, ast.Constant) else None
            plain = text.decode("latin-1") if isinstance(text, bytes) else text
            assert plain is None or isinstance(plain, str)
            yield str(path), node.lineno, plain, node.func.attr


def patterns() -> list[Found]:
    done = subprocess.run(
        [sys.executable, "-c", _RECORDER], capture_output=True, text=True, check=True
    )
    recorded = [entry for entry in json.loads(done.stdout) if Path(entry[0]).is_relative_to(SOURCE)]
    asked = uses()
    found: dict[tuple[str, int], Found] = {}
    names = dict[tuple[str, int], str]()
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
                for inside in ast.walk(node.value):
                    if isinstance(inside, ast.Call):
                        names[str(path), inside.lineno] = node.targets[0].id
    directly = {(file, line): {how} for file, line, _, how in written() if how != "compile"}
    for file, line, text, flags in recorded:
        name = _key(Path(file), names.get((file, line), ""))
        how = directly.get((file, line)) or asked.get(name) or {"search"}
        place = f"{Path(file).relative_to(SOURCE)}:{line}"
        found[place, len(found)] = Found(place, text, flags, how <= ANCHORED)
    for file, line, plain, how_ in written():
        place = f"{Path(file).relative_to(SOURCE)}:{line}"
        if plain is not None and how_ != "compile":
            found[place, len(found)] = Found(place, plain, 0, how_ in ANCHORED)
    return list(dict.fromkeys(found.values()))


ALL = patterns()


@pytest.fixture(autouse=True)
def _deep() -> Iterator[None]:
    """Let the counting matcher go as deep as the text is long."""
    before = sys.getrecursionlimit()
    sys.setrecursionlimit(20_000)
    yield
    sys.setrecursionlimit(before)


@pytest.mark.parametrize("one", ALL, ids=[one.place for one in ALL])
def test_twice_the_text_takes_twice_the_steps(one: Found) -> None:
    short = list(hard_texts(one.text, one.flags, TIMES))
    long = list(hard_texts(one.text, one.flags, 2 * TIMES))
    for less, more in zip(short, long, strict=True):
        try:
            few = steps(one.text, one.flags, less, anchored=one.anchored)
            many = steps(one.text, one.flags, more, anchored=one.anchored)
        except TooMany:
            pytest.fail(f"{one.text!r} does not come to an end on {less[:20]!r}…")
        assert many <= MOST_GROWTH * few + 20, (one.text, less[:20], few, many)


PUT_TOGETHER = {
    "adapters/lixia_adapters/registers/workbook_parts.py": "a prefix of names; tried below",
    "adapters/lixia_adapters/printers/typst_text.py": "one class of characters",
    "adapters/lixia_adapters/vaults/epochs.py": "a store's name, escaped",
    "lixia_domain/extensions/checks.py": "an extension's prefix and a plain class",
    "lixia_domain/kernel/capitals.py": "the capitals of one amount, each at most once",
    "lixia_domain/specs/fix.py": "a keyword, escaped, and blanks around a colon",
}
"""What is made in a function of what is only known then, and of what."""


def test_every_pattern_that_is_put_together_is_known() -> None:
    looked_at = {one.place for one in ALL}
    unseen = {
        str(Path(file).relative_to(SOURCE))
        for file, line, text, _ in written()
        if text is None and f"{Path(file).relative_to(SOURCE)}:{line}" not in looked_at
    }
    assert unseen == PUT_TOGETHER.keys()


@pytest.mark.parametrize("prefix", [b"", b"x:"])
def test_patterns_of_tags_are_linear(prefix: bytes) -> None:
    for told in vars(_Tags(prefix)).values():
        if isinstance(told, re.Pattern):
            test_twice_the_text_takes_twice_the_steps(
                Found("", told.pattern.decode("latin-1"), 0, anchored=False)
            )


@pytest.mark.parametrize(
    ("pattern", "anchored", "linear"),
    [
        (r"(?:a+)+b", True, False),
        (r"(?:a|a)*b", True, False),
        (r"[ \t]+(?=,)", False, False),
        (r"[ \t]++(?=,)", False, False),
        (r"(?<![ \t])[ \t]++(?=,)", False, True),
        (r"<c ([^>]*)>(.*?)</c>", False, False),
        (r"a*a*b", True, False),
        (r"[a-z]+[0-9]+", True, True),
        (r"[0-9]+[.][0-9]+", False, False),
        (r'"[^"]*"', True, True),
    ],
)
def test_the_counting_tells_them_apart(pattern: str, anchored: bool, linear: bool) -> None:
    one = Found("", pattern, 0, anchored)
    if linear:
        test_twice_the_text_takes_twice_the_steps(one)
    else:
        with pytest.raises((AssertionError, pytest.fail.Exception)):
            test_twice_the_text_takes_twice_the_steps(one)


def test_the_counting_matches_as_the_real_one_does() -> None:
    for one in ALL:
        for text in list(hard_texts(one.text, one.flags, 3))[:12]:
            real = re.compile(one.text, one.flags & ~re.DEBUG).match(text)
            tree = list(_parser.parse(one.text, one.flags & ~re.DEBUG))
            mine = _Matcher(text, one.flags).match(tree, 0)
            assert mine == (real.end() if real else None), (one.text, text)
