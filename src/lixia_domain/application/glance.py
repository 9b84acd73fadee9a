"""One look at what a use case is given: whether all of it is canonical as it stands.

Most calls are sound. Where a call is of plain ids, amounts, days and texts, as a claim is, the gate
need not read value by value: a function is compiled from the shapes that answers in one go, and
says no wherever it is not sure (a hash, a reference, a bank's text). Then the gate reads.
After each wait for the disk a processor's caches are cold, and a call for every value cost a claim
more than all of the net.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from itertools import count
from typing import Any, TypeAlias

from attrs import field, frozen

from lixia_domain.application.shapes import Shape
from lixia_domain.kernel.figures import FIRST_DAY, Count, Day, Fen, Flag
from lixia_domain.kernel.texts import AS_THEY_ARE, Key, Text

Glance: TypeAlias = Callable[[Mapping[str, Any], date], bool]

_SHOWN = re.compile(r"[!-~\u4e00-\u9fff](?:[ -~\u4e00-\u9fff]*[!-~\u4e00-\u9fff])?")
"""Texts that are printable, in NFC, trimmed and not blank, whatever else may be."""


def compiled(shapes: Iterable[tuple[str, Shape]]) -> Glance:
    """Return a glance at arguments of these names and shapes."""
    writer = _Writer()
    for name, shape in shapes:
        writer.lines.append(f"  if {name!r} in given:")
        writer.lines.append(f"   v = given[{name!r}]")
        writer.value(shape, "v", "   ")
    text = "\n".join(
        [
            "def glance(given, today):",
            " try:",
            *writer.lines,
            "  return True",
            " except (AttributeError, TypeError):",
            "  return False",
        ]
    )
    exec(compile(text, "<glance>", "exec"), writer.names)
    glance: Glance = writer.names["glance"]
    return glance


@frozen
class _Writer:
    """Writes the lines of a glance, and keeps what they name."""

    lines: list[str] = field(factory=list)
    names: dict[str, Any] = field(factory=dict)
    numbers: count[int] = field(factory=count)

    def value(self, shape: Shape, it: str, indent: str) -> None:
        """Write when ``it`` is surely canonical; else the answer is no."""
        match shape.kind:
            case "form":
                self._unless(self._form(shape.form, it), indent)
            case "choice":
                kind = self._named(shape.type)
                own = f"{kind}._value2member_map_.get({it}.value) is {it}"
                self._unless(f"type({it}) is {kind} and {own}", indent)
            case "maybe":
                self.lines.append(f"{indent}if {it} is not None:")
                self.value(shape.parts[0][1], it, f"{indent} ")
            case "many":
                each = f"v{next(self.numbers)}"
                self._unless(f"type({it}) is tuple", indent)
                self.lines.append(f"{indent}for {each} in {it}:")
                self.value(shape.parts[0][1], each, f"{indent} ")
            case "record":
                self._unless(f"type({it}) is {self._named(shape.type)}", indent)
                for name, part in shape.parts:
                    inner = f"v{next(self.numbers)}"
                    self.lines.append(f"{indent}{inner} = {it}.{name}")
                    self.value(part, inner, indent)
            case _:
                self.lines.append(f"{indent}return False")

    def _form(self, form: Any, it: str) -> str:
        match form:
            case Key(check=None):
                found = f"{self._named(AS_THEY_ARE[form.case].fullmatch)}({it}) is not None"
                free = f"{it}.casefold() not in {self._named(form.reserved)}"
                reserved = f" and {free}" if form.reserved else ""
                return f"type({it}) is str and len({it}) <= {form.most} and {found}{reserved}"
            case Text():
                shown = f"{self._named(_SHOWN.fullmatch)}({it}) is not None"
                return f"type({it}) is str and len({it}) <= {form.most} and {shown}"
            case Fen():
                fen = f"type({it}.fen) is int and {form.least} <= {it}.fen <= {form.most}"
                return f"type({it}) is {self._named(form.type)} and {fen}"
            case Count():
                return f"type({it}) is int and {form.least} <= {it} <= {form.most}"
            case Day():
                kind, first = self._named(form.type), self._named(FIRST_DAY)
                return f"type({it}) is {kind} and {first} <= {it} <= today"
            case Flag():
                return f"type({it}) is bool"
            case _:
                return "False"

    def _unless(self, fits: str, indent: str) -> None:
        self.lines.append(f"{indent}if not ({fits}): return False")

    def _named(self, thing: Any) -> str:
        name = f"n{next(self.numbers)}"
        self.names[name] = thing
        return name
