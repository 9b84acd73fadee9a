"""The adapter that docs/adapters.md writes out works, and keeps every promise."""

from __future__ import annotations

import re
import subprocess
import sys
import tomllib
from pathlib import Path

PAGE = Path(__file__).parents[2] / "docs" / "adapters.md"


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE.read_text("utf-8"), re.M | re.S)


def test_the_example_adapter_keeps_every_promise(tmp_path: Path) -> None:
    names = []
    for code in blocks("python"):
        name = code.partition("\n")[0].removeprefix("# ")
        (tmp_path / name).write_text(code, "utf-8")
        names.append(name)
    assert [name for name in names if name.startswith("test_")]
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "."],
        cwd=tmp_path,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout
    assert " passed" in ran.stdout and "skipped" not in ran.stdout

    (toml,) = blocks("toml")
    groups = tomllib.loads(toml)["project"]["entry-points"]
    assert sorted(groups) == ["lixia.frontends", "lixia.seals", "lixia.stores", "lixia.views"]
    for objects in groups.values():
        for told in objects.values():
            module, _, attribute = told.partition(":")
            code = (tmp_path / f"{module}.py").read_text("utf-8")
            assert not attribute or f"\ndef {attribute}(" in code


def test_an_installed_adapter_is_found_by_its_scheme(tmp_path: Path) -> None:
    for code in blocks("python"):
        (tmp_path / code.partition("\n")[0].removeprefix("# ")).write_text(code, "utf-8")
    (toml,) = blocks("toml")
    info = tmp_path / "lixia_journalled-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text("Metadata-Version: 2.1\nName: lixia-journalled\nVersion: 1\n")
    lines = []
    for group, objects in tomllib.loads(toml)["project"]["entry-points"].items():
        lines += [f"[{group}]", *(f"{name} = {told}" for name, told in objects.items())]
    (info / "entry_points.txt").write_text("\n".join(lines))
    use = (
        "from lixia_domain.application.bootstrap import open_store\n"
        "with open_store('journalled:///a.db', create=True) as store:\n"
        "    print(type(store.ledger.recorder).__module__, type(store.read_models).__name__)\n"
        "    print(store.show('fund_statement')['rows'])\n"
    )
    ran = subprocess.run(
        [sys.executable, "-c", use], cwd=tmp_path, capture_output=True, text=True, check=True
    )
    assert ran.stdout == "lixia_journalled MemoryReadModels\n[]\n"
