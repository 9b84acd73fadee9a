"""``python -m tests.specs.mutants``: switch refusals off one by one, and see that a spec minds.

Every ``raise Rejection(…)`` of the library is a mutant: the same code, but it does not refuse. Each
is tried in a process of its own, on the features that meet its refusal, then on all that ship. One
that no scenario minds *survives*: its guard is never decisive in a spec, or another one stands
behind it. Slow, so it is no test; docs/specs.md keeps what was found last.
"""

from __future__ import annotations

import argparse
import ast
import gc
import json
import os
import random
import signal
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping
from importlib import import_module
from pathlib import Path
from time import monotonic
from types import CodeType, FunctionType

from attrs import asdict, frozen

import lixia_domain
from lixia_domain.specs.outcome import FAILED
from lixia_domain.specs.places import builtin, gather
from lixia_domain.specs.run import RunFailed, run

HOME = Path(str(lixia_domain.__file__)).parent
LONGEST = 120
"""Seconds after which a mutant that runs and runs counts as noticed."""
KILLED, SURVIVED = 1, 0


@frozen
class Mutant:
    """One place that refuses."""

    module: str
    line: int
    reason: str
    """The refusal's permanent code; empty where the place works it out."""

    @property
    def file(self) -> Path:
        """Return where it stands."""
        return HOME / Path(*self.module.split(".")[1:]).with_suffix(".py")

    def __str__(self) -> str:
        return f"{self.file.relative_to(HOME.parent)}:{self.line} {self.reason}"


def mutants() -> Iterator[Mutant]:
    """Yield every place that raises a ``Rejection``, in order of files and lines."""
    for file in sorted(HOME.rglob("*.py")):
        if "raise Rejection(" not in (text := file.read_text("utf-8")):
            continue
        module = ".".join(("lixia_domain", *file.relative_to(HOME).with_suffix("").parts))
        for node in ast.walk(ast.parse(text)):
            if refuses(node):
                yield Mutant(module, node.lineno, reason(module, node.exc.args[0]))


def refuses(node: ast.AST) -> bool:
    """Tell whether ``node`` is ``raise Rejection(…)``."""
    call = node.exc if isinstance(node, ast.Raise) else None
    return (
        isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and (call.func.id == "Rejection")
    )


def reason(module: str, told: ast.expr) -> str:
    """Return the code of the reason that an expression such as ``Why.UNKNOWN`` names."""
    try:
        found = eval(ast.unparse(told), vars(import_module(module)))
    except NameError:  # it is worked out by the function
        return ""
    return str(found.code)


def switch_off(mutant: Mutant) -> None:
    """Let the place refuse no more, in this process."""
    tree = ast.parse(mutant.file.read_text("utf-8"))
    at = [node for node in ast.walk(tree) if refuses(node) and node.lineno == mutant.line]
    assert len(at) == 1, f"{mutant} is not one place"
    Off(at[0]).visit(tree)
    mutated = compile(ast.fix_missing_locations(tree), str(mutant.file), "exec")
    outer = next(
        code for code in functions(mutated) if lines(code)[0] <= mutant.line <= lines(code)[1]
    )
    known = [
        one
        for one in gc.get_objects()
        if isinstance(one, FunctionType)
        and one.__code__.co_filename == str(mutant.file)
        and one.__code__.co_qualname == outer.co_qualname
        and one.__code__.co_firstlineno == outer.co_firstlineno
    ]
    assert known, f"the function of {mutant} is not there"
    for function in known:
        function.__code__ = outer


class Off(ast.NodeTransformer):
    """Puts ``pass`` where something was raised."""

    def __init__(self, place: ast.AST) -> None:
        self.place = place

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        return ast.copy_location(ast.Pass(), node) if node is self.place else node


def functions(code: CodeType) -> Iterator[CodeType]:
    """Yield the functions of a module and of its classes, not those within functions."""
    for const in code.co_consts:
        if isinstance(const, CodeType):
            if const.co_flags & 0x2:  # optimised: a function, not a class
                yield const
            else:
                yield from functions(const)


def lines(code: CodeType) -> tuple[int, int]:
    """Return the first and last line of a function, with all within it."""
    told = [line for _, _, line in code.co_lines() if line is not None]
    told += [
        line for const in code.co_consts if isinstance(const, CodeType) for line in lines(const)
    ]
    return min(told), max(told)


def met() -> Mapping[str, list[Path]]:
    """Return which features meet each refusal, as things are. All scenarios must pass."""
    found: dict[str, list[Path]] = defaultdict(list)
    outcome = run(gather([builtin()]), jobs=None)
    assert not outcome.count(FAILED), "the specs must pass before any rule is switched off"
    for result in outcome.results:
        for code in result.refusals:
            if (path := builtin() / result.file) not in found[code]:
                found[code].append(path)
    return found


def minded(mutant: Mutant, likely: list[Path]) -> bool:
    """Tell whether a scenario fails where the place refuses no more. In a process of its own."""
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        try:
            switch_off(mutant)
            os._exit(KILLED if fails(likely) or fails(gather([builtin()])) else SURVIVED)
        except AssertionError as error:
            print(error, file=sys.stderr)
            os._exit(2)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == 2:
        raise RuntimeError(f"{mutant} could not be switched off")
    return not (os.WIFEXITED(status) and os.WEXITSTATUS(status) == SURVIVED)


def fails(files: list[Path]) -> bool:
    """Tell whether a scenario of ``files`` does not pass."""
    if not files:
        return False
    try:
        return run(files, jobs=None).count(FAILED) > 0
    except RunFailed:
        return True


def main() -> int:
    """Try as many mutants as asked for, or as there is time for; print who survives."""
    parser = argparse.ArgumentParser(prog="python -m tests.specs.mutants")
    parser.add_argument("--sample", type=int, help="how many, drawn by --seed (default: all)")
    parser.add_argument("--seed", type=int, default=1, help="which draw (default: 1)")
    parser.add_argument("--seconds", type=float, help="stop after so long")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    features, every = met(), sorted(mutants(), key=str)
    drawn = random.Random(asked.seed).sample(every, min(asked.sample or len(every), len(every)))
    began, survivors, tried = monotonic(), list[Mutant](), 0
    for mutant in drawn:
        if asked.seconds and monotonic() - began > asked.seconds:
            break
        tried += 1
        if not minded(mutant, features.get(mutant.reason, [])):
            survivors.append(mutant)
            print(f"survived: {mutant}", file=sys.stderr, flush=True)
    if asked.json:
        print(json.dumps([asdict(one) for one in survivors], ensure_ascii=False, indent=1))
    print(
        f"{len(every)} refusals, {tried} switched off, {tried - len(survivors)} minded, "
        f"{len(survivors)} survived, in {monotonic() - began:.0f} s",
        file=sys.stderr,
    )
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
