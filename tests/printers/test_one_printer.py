"""Each medium has one printer: what writes to it by itself is found here, by walking the code.

Import contracts (``pyproject.toml``) keep openpyxl, csv, rich, typst and Jinja2 to one module each.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path

import pytest

SRC = Path(__file__).parents[2] / "src"
ROOTS = {"lixia_domain": SRC, "lixia_adapters": SRC / "adapters"}

STREAMS = {
    "lixia_adapters.console.main": "hands standard output and error to the printer",
    "lixia_adapters.registers.workbook_process": "passes rows to the program that started it",
    "lixia_adapters.web.running": "tells the log to standard error, a line of ASCII each",
}
"""Who may name them. ``contextlib.redirect_stdout`` is not among what is looked for."""

BARE_TERMINALS = {
    "lixia_adapters.console.main": "keeps Python from writing to a pipe that nobody reads",
    "lixia_adapters.console.frame.showing": "has rich draw what is shown already",
    "lixia_adapters.console.frame.invocation": "has rich draw a bar",
}
"""Who may take the stream out of a ``Terminal``."""

NO_OUTPUT = {
    "lixia_domain.kernel.json_text": "is the printer",
    "lixia_domain.audit.seal.proof": "compares words in a receipt with what follows from its bytes",
    "lixia_domain.audit.seal.chain": "is signed: sizes, roots, keys",
    "lixia_domain.audit.bundle.record": "goes through the printer's escapes",
    "lixia_domain.recording.codec": "stores facts",
    "lixia_domain.recording.read_models": "stores rows of views",
    "lixia_domain.application.rows": "stores hashes of cells: an outcome",
    "lixia_domain.application.several": "is hashed: a request",
    "lixia_domain.application.report.content": "is hashed: a report",
    "lixia_domain.application.selection": "is hashed: a cursor",
    "lixia_domain.application.use_case": "is hashed or stored: a request, its outcome",
    "lixia_domain.testing.steps.log": "is what a forger stores",
    "lixia_domain.testing.contracts.forger.folder": "is what a forger stores",
    "lixia_domain.testing.contracts.frontend": "compares what a frontend shows",
    "lixia_adapters.views.columns": "stores rows of views",
    "lixia_adapters.feeds.threesixty": "goes through the printer's escapes",
    "lixia_adapters.feeds.cloud_events": "goes through the printer's escapes",
    "lixia_adapters.registers.identity": "is hashed: an entry of the bank",
    "lixia_adapters.seals.witness_memory": "is a program's memory: origins, sizes, roots",
    "lixia_adapters.seals.signer_memory": "is a program's memory: sizes, roots",
    "lixia_adapters.seals.files": "is a program's memory: sizes, sums",
    "lixia_adapters.analysis.parquet": "goes into a column of bytes",
    "lixia_adapters.console.table": "writes our own words into our own code",
    "lixia_adapters.web.printed": "goes through the printer's escapes",
    "lixia_adapters.web.api_keys": "is a program's memory: hashes of keys",
    "lixia_adapters.web.running": "is the log, in ASCII",
}
"""Who makes JSON by itself, and why no person and no stranger's program is shown it as it is."""

NAMES = {
    "lixia_adapters.vaults.epochs": "of the store's fingerprint, behind a word of ours",
    "lixia_adapters.key_file": "of where the store lies, of its fingerprint",
    "lixia_adapters.console.commands.beginning.store_keys": "of where the store lies",
    "lixia_adapters.vaults.sqlite": "of where the store lies",
    "lixia_adapters.seals.keys": "of where the store lies",
    "lixia_adapters.console.commands.activities.voter_keys": "of where the store lies",
    "lixia_adapters.demo.place": "of where the store lies",
    "lixia_adapters.web.api_keys": "of where the store lies",
}
"""Who makes names of files by itself, and of what."""


@cache
def modules() -> tuple[tuple[str, list[ast.AST]], ...]:
    """Return every module of ours, read."""
    return tuple((name, list(ast.walk(read))) for name, read in _read())


def _read() -> Iterator[tuple[str, ast.Module]]:
    for root, place in ROOTS.items():
        for path in sorted((place / root).rglob("*.py")):
            name = ".".join(path.relative_to(place).with_suffix("").parts).removesuffix(".__init__")
            yield name, ast.parse(path.read_text("utf-8"))


def of_streams(node: ast.AST) -> bool:
    match node:
        case ast.Call(func=ast.Name(id="print")):
            return True
        case ast.Attribute(value=ast.Name(id="os"), attr="write" | "writev"):
            return True
        case ast.Attribute(value=ast.Name(id="sys"), attr="stdout" | "stderr" | "__stdout__"):
            return True
        case ast.ImportFrom(module="sys", names=names):
            return any(one.name in ("stdout", "stderr") for one in names)
    return False


def of_bare_terminals(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id="out" | "err"), attr="stream"):
            return True
        case ast.Attribute(value=ast.Attribute(attr="out" | "err"), attr="stream"):
            return True
    return False


def of_json(node: ast.AST) -> bool:
    match node:
        case ast.Attribute(value=ast.Name(id="json"), attr="dump" | "dumps" | "JSONEncoder"):
            return True
        case ast.Attribute(value=ast.Attribute(attr="json"), attr="encode" | "Encoder" | "format"):
            return True
        case ast.ImportFrom(module="json" | "msgspec.json", names=names):
            return any(one.name in ("dump", "dumps", "encode", "Encoder") for one in names)
    return False


def of_names(node: ast.AST) -> bool:
    """Tell whether a path is made of a text into which something is filled, not by the printer."""
    match node:
        case ast.Call(func=ast.Name(id="Path"), args=[first, *_]):
            made = first.values if isinstance(first, ast.BoolOp) else [first]
        case ast.BinOp(op=ast.Div(), right=right):
            made = [right]
        case _:
            return False
    filled = (
        part.value
        for text in made
        if isinstance(text, ast.JoinedStr)
        for part in text.values
        if isinstance(part, ast.FormattedValue)
    )
    return any(not _printed(one) for one in filled)


def _printed(value: ast.expr) -> bool:
    match value:
        case ast.Call(func=ast.Name(id="file_name")):
            return True
        case ast.Name(id="form"):  # of a report: one of three words
            return True
    return False


@pytest.mark.parametrize(
    ("found", "known"),
    [
        (of_streams, STREAMS),
        (of_bare_terminals, BARE_TERMINALS),
        (of_json, NO_OUTPUT),
        (of_names, NAMES),
    ],
    ids=["terminal", "terminal's stream", "json", "file names"],
)
def test_who_writes_without_the_printer_has_a_reason(
    found: Callable[[ast.AST], bool], known: dict[str, str]
) -> None:
    there = {name for name, read in modules() if any(map(found, read))}
    assert there - known.keys() == set(), "use the printer of the medium, or say here why not"
    assert known.keys() - there == set(), "it does not write by itself any more"


@pytest.mark.parametrize(
    ("found", "code"),
    [
        (of_streams, "print(1)"),
        (of_streams, "sys.stderr.write(x)"),
        (of_streams, "from sys import stdout"),
        (of_streams, "os.write(1, b'')"),
        (of_bare_terminals, "invocation.err.stream.write('x')"),
        (of_json, "json.dumps(x)"),
        (of_json, "msgspec.json.Encoder().encode(x)"),
        (of_json, "from json import dumps"),
        (of_names, "Path(f'{donor}.html')"),
        (of_names, "Path(given or f'report-{donor}.html')"),
        (of_names, "folder / f'{call}.key'"),
    ],
)
def test_a_second_printer_is_seen(found: Callable[[ast.AST], bool], code: str) -> None:
    assert any(map(found, ast.walk(ast.parse(code))))


def test_only_markup_of_our_own_goes_into_a_page_unescaped() -> None:
    safe = {
        f"{path.parent.parent.name}/{path.name}": path.read_text("utf-8").count("| safe")
        for path in SRC.rglob("templates/*")
        if "| safe" in path.read_text("utf-8")
    }
    # The code that segno draws, and a chart, which is a page's part filled in the same way.
    assert safe == {"report/page.html": 1, "report/chart.html": 2}
