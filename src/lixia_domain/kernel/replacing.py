"""A state with some of its fields changed: what nearly every fold of a fact comes to.

``attrs.evolve`` asks a class for its fields and a state for each of them anew at every call, and
goes through ``__init__``: three times what a function takes that was compiled for the class.
Folding is most of what a replay does. For classes whose ``__init__`` does more than keep what it
is given, it is ``evolve`` still.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import attrs

__all__ = ["replace"]

_KEPT: Any = object()


class _Replacers(dict[type, Callable[..., Any]]):
    """One function per class, compiled when a state of it is first changed."""

    def __missing__(self, cls: type) -> Callable[..., Any]:
        fields = attrs.fields(cls)
        plain = not hasattr(cls, "__attrs_post_init__") and all(
            one.init and one.validator is None and one.converter is None and one.alias == one.name
            for one in fields
        )
        setters = [getattr(getattr(cls, one.name, None), "__set__", None) for one in fields]
        if not plain or None in setters:
            evolve: Callable[..., Any] = attrs.evolve
            self[cls] = evolve
            return evolve
        names: dict[str, Any] = {"cls": cls, "new": object.__new__, "KEPT": _KEPT}
        lines = [f"def replaced(state, /, *, {', '.join(f'{f.name}=KEPT' for f in fields)}):"]
        lines.append(" it = new(cls)")
        for number, (one, setter) in enumerate(zip(fields, setters, strict=True)):
            names[f"set{number}"] = setter
            value = f"state.{one.name} if {one.name} is KEPT else {one.name}"
            lines.append(f" set{number}(it, {value})")
        text = "\n".join([*lines, " return it"])
        exec(compile(text, f"<replaced {cls.__name__}>", "exec"), names)
        made: Callable[..., Any] = names["replaced"]
        self[cls] = made
        return made


_replacers = _Replacers()

if TYPE_CHECKING:
    from attrs import evolve as replace
else:

    def replace(state, /, **changes):
        """Return ``state`` with ``changes``. Raises ``TypeError`` for a field it hasn't."""
        return _replacers[type(state)](state, **changes)
