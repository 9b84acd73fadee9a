"""``python -m tests.specs.mutants``: break refusals one by one, and see that a spec minds.

Every ``raise Rejection(…)`` of the library gives mutants, the same code but for one thing. *off*:
it does not refuse. *edge*: a bound in its condition counts the other way (``<`` for ``<=``).
*part*: one of the conditions joined by ``or`` is left out. Each is tried in a process of its own,
on the features that meet its refusal, then on all that ship. One that no scenario minds *survives*:
its guard is never decisive in a spec, or another one stands behind it. Slow, so it is no test;
docs/specs.md keeps what was found last.
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
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from functools import partial
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
KILLED, SURVIVED, UNTRIED = 1, 0, 2
OFF, EDGE, PART = "off", "edge", "part"
TURNED = {ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt}


@frozen
class Mutant:
    """One place that refuses, and what is broken there."""

    module: str
    line: int
    reason: str
    """The refusal's permanent code; empty where the place works it out."""
    kind: str = OFF
    number: int = 0
    """Which of the breaks that the place's condition allows."""

    @property
    def file(self) -> Path:
        """Return where it stands."""
        return HOME / Path(*self.module.split(".")[1:]).with_suffix(".py")

    def __str__(self) -> str:
        which = self.kind if self.kind == OFF else f"{self.kind}-{self.number}"
        return f"{self.file.relative_to(HOME.parent)}:{self.line} {self.reason} {which}"


def mutants() -> Iterator[Mutant]:
    """Yield what can be broken of every place that raises a ``Rejection``, file by file."""
    for file in sorted(HOME.rglob("*.py")):
        if "raise Rejection(" not in (text := file.read_text("utf-8")):
            continue
        module = ".".join(("lixia_domain", *file.relative_to(HOME).with_suffix("").parts))
        tree = ast.parse(text)
        for place, told in refusals(tree):
            line, code = place.lineno, reason(module, told)
            yield Mutant(module, line, code)
            for number, (kind, _) in enumerate(breaks(tree, line)):
                yield Mutant(module, line, code, kind, number)


def breaks(tree: ast.Module, line: int) -> Iterator[tuple[str, Callable[[], None]]]:
    """Yield how the condition for the refusal in ``line`` may be broken, and what breaks it."""
    for guard in ast.walk(tree):
        if isinstance(guard, ast.If) and line in (first.lineno for first in guard.body):
            for node in ast.walk(guard.test):
                if isinstance(node, ast.Compare):
                    for place, op in enumerate(node.ops):
                        if (turned := TURNED.get(type(op))) is not None:
                            yield EDGE, partial(node.ops.__setitem__, place, turned())
                if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
                    for place in range(len(node.values)):
                        never = ast.copy_location(ast.Constant(value=False), node)
                        yield PART, partial(node.values.__setitem__, place, never)


def refusals(tree: ast.AST) -> Iterator[tuple[ast.Raise, ast.expr]]:
    """Yield each ``raise Rejection(…)`` within ``tree``, with the expression of its reason."""
    for node in ast.walk(tree):
        match node:
            case ast.Raise(exc=ast.Call(func=ast.Name(id="Rejection"), args=[told, *_])):
                yield node, told
            case _:
                pass


def reason(module: str, told: ast.expr) -> str:
    """Return the code of the reason that an expression such as ``Why.UNKNOWN`` names."""
    try:
        found = eval(ast.unparse(told), vars(import_module(module)))
    except NameError:  # it is worked out by the function
        return ""
    return str(found.code)


def put_in_place(mutant: Mutant) -> None:
    """Let this process run the mutant."""
    tree = ast.parse(mutant.file.read_text("utf-8"))
    at = [place for place, _ in refusals(tree) if place.lineno == mutant.line]
    assert len(at) == 1, f"{mutant} is not one place"
    if mutant.kind == OFF:
        Off(at[0]).visit(tree)
    else:
        kind, make = list(breaks(tree, mutant.line))[mutant.number]
        assert kind == mutant.kind, f"{mutant} is not there"
        make()
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
    """Tell whether a scenario fails with ``mutant`` in place. In a process of its own.

    Raises ``RuntimeError`` where that can't be told: a mutant that was never tried is not minded.
    """
    child = os.fork()
    if child == 0:
        signal.alarm(LONGEST)
        found = UNTRIED
        try:
            put_in_place(mutant)
            found = KILLED if fails(likely) or fails(gather([builtin()])) else SURVIVED
        except Exception:  # whatever it is, this process must not go on as its parent does
            traceback.print_exc()
        os._exit(found)
    _, status = os.waitpid(child, 0)
    if os.WIFEXITED(status) and os.WEXITSTATUS(status) == UNTRIED:
        raise RuntimeError(f"{mutant} could not be tried")
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
    parser.add_argument("words", nargs="*", help="only those in whose line all these words stand")
    parser.add_argument("--sample", type=int, help="how many, drawn by --seed (default: all)")
    parser.add_argument("--seed", type=int, default=1, help="which draw (default: 1)")
    parser.add_argument("--seconds", type=float, help="stop after so long")
    parser.add_argument("--json", action="store_true", help="print JSON")
    asked = parser.parse_args()
    features, every = met(), sorted(mutants(), key=str)
    every = [one for one in every if all(word in str(one) for word in asked.words)]
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
        f"{len(every)} mutants, {tried} tried, {tried - len(survivors)} minded, "
        f"{len(survivors)} survived, in {monotonic() - began:.0f} s",
        file=sys.stderr,
    )
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
