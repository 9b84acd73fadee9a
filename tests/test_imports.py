"""What import contracts can't see: adapters that are found by name, not imported."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

SRC = Path(__file__).parents[1] / "src"
ROOTS = {"lixia_domain": SRC, "lixia_adapters": SRC / "adapters"}
COMPOSITION_ROOT = "lixia_domain.application.bootstrap"


def named(text: str) -> Iterator[str]:
    """Yield the adapters that a file's strings begin with, docstrings aside."""
    tree = ast.parse(text)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            root, _, rest = node.value.partition(".")
            if root == "lixia_adapters":
                yield rest.partition(".")[0]


def strangers() -> Iterator[tuple[str, str]]:
    """Yield each module that names an adapter which is not its own."""
    for root, place in ROOTS.items():
        for path in sorted((place / root).rglob("*.py")):
            module = ".".join(path.relative_to(place).with_suffix("").parts)
            for adapter in named(path.read_text("utf-8")):
                if not module.startswith(f"lixia_adapters.{adapter}."):
                    yield module, adapter


def test_only_the_composition_root_names_adapters() -> None:
    assert {module for module, _ in strangers()} == {COMPOSITION_ROOT}


def test_a_name_in_code_is_seen_and_one_in_a_docstring_is_not() -> None:
    code = (
        '"""lixia_adapters.a"""\nx = f"lixia_adapters.{part}.b"\ny = "lixia_adapters.seals.keys"\n'
    )
    assert sorted(named(code)) == ["", "seals"]


def test_the_modules_that_the_composition_root_names_are_there() -> None:
    from lixia_domain.application.bootstrap import OURS

    for parts in OURS.values():
        for part, module in parts.items():
            assert find_spec(f"lixia_adapters.{part}.{module}") is not None
