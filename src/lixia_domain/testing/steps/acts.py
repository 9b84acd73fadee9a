"""Acts of the specs that are one call: derived from the use case's own declaration.

``carries_out('需求"{need_id}"不予采纳，因"{reason}"', needs.decline)`` is all there is to say: a
placeholder bears the name of the argument that it fills in, and is read as the argument's type
says.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Mapping, Sequence
from inspect import Parameter, Signature
from typing import Any, TypeAlias, get_args

from lixia_domain.application.shapes import Shape
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.forms import Form
from lixia_domain.kernel.people import Why
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.texts import Key, Pattern
from lixia_domain.kernel.vocabulary import Sha256
from lixia_domain.testing.steps.reading import by_word
from lixia_domain.testing.steps.sentences import Accepts, act, paper
from lixia_domain.testing.steps.world import World, account, credit_code, person

Said: TypeAlias = Mapping[str, Any]
"""With what a sentence is filled in, by placeholder; the table after it is the ``datatable``."""
Reader: TypeAlias = Callable[[str], Any] | Mapping[str, Any]

_FILE_HASH = next(note for note in get_args(Sha256) if isinstance(note, Pattern))


def carries_out(
    text: str,
    use_case: UseCase[..., Any],
    /,
    *,
    by: str = "",
    role: Role | None = None,
    command: str = "",
    first: Callable[[World, Said], None] | None = None,
    reads: Mapping[str, Reader] | None = None,
    **told: Any,
) -> None:
    """Make ``text`` an act that carries ``use_case`` out, in the first role that may do it.

    ``told`` is what a sentence may pass over. Words are read as if they stood in the sentence, and
    may fill in what does: ``lead="{team_id}负责人"``. A function is asked of the world and what the
    sentence says; any other value stands as it is. ``first`` sees to what must be there before.

    ``by`` names in the same way who acts, ``role`` in which role if not the first that may,
    ``command`` the key of the request. ``reads`` tells, by
    argument, how its words are read where its type doesn't say: a table, or a function. A choice
    has its own words, and those of its table. A text that ends with a colon is followed by a table.
    """
    readers = reads or {}

    def steps(world: World, **said: Any) -> None:
        if first is not None:
            first(world, said)
        shapes = {one.name: one.shape for one in use_case.gate.arguments}
        given = {name: _value(value, world, said) for name, value in told.items()}
        given |= {name: said[name] for name in said.keys() & shapes.keys()}
        for name, value in given.items():
            if type(value) is str and name in shapes:
                given[name] = read(value, shapes[name], readers.get(name))
        who, key = by.format_map(said), command.format_map(said) or None
        world.carry_out(use_case, who=who, command=key, role=role, **given)

    filled = re.findall(r"\{(\w+)", text)
    names = ["world", *filled, *(["datatable"] if text[-1] == "：" else [])]
    steps.__signature__ = Signature(  # type: ignore[attr-defined] # what a sentence fills in
        [Parameter(name, Parameter.KEYWORD_ONLY) for name in names]
    )
    act(text, accepts=_accepted(use_case, filled, readers))(steps)


def _accepted(
    use_case: UseCase[..., Any], names: Sequence[str], readers: Mapping[str, Reader]
) -> Mapping[str, Accepts]:
    """Return which words each placeholder takes that fills in a choice of its own name.

    A use case's shapes are made when somebody asks.
    """

    def words(name: str) -> Accepts:
        def known(_: Said) -> Collection[str] | None:
            shapes = {one.name: one.shape for one in use_case.gate.arguments}
            return _choices(shapes[name], readers.get(name)) if name in shapes else None

        return known

    return {name: words(name) for name in names}


def _choices(shape: Shape, reader: Reader | None) -> Collection[str] | None:
    """Return the words of a choice; ``None`` where any text, or several words, may stand."""
    if shape.kind == "many":
        return None
    if shape.kind == "maybe":
        within = _choices(shape.parts[0][1], reader)
        return None if within is None else (*within, "无")
    if shape.kind == "choice" and not callable(reader):
        return tuple(by_word(shape.type) | dict(reader or {}))
    return tuple(reader) if isinstance(reader, Mapping) else None


def _value(told: Any, world: World, said: Said) -> Any:
    if type(told) is str:
        return told.format_map(said)
    return told(world, said) if callable(told) else told


def read(words: str, shape: Shape, reader: Reader | None = None) -> Any:
    """Return what ``words`` say where an argument of this shape is told; 无 says there is none.

    Several are parted by 、. Raises ``KeyError`` for a word that isn't known.
    """
    if shape.kind == "maybe":
        return None if words == "无" else read(words, shape.parts[0][1], reader)
    if shape.kind == "many":
        item = shape.parts[0][1]
        return tuple(read(word, item, reader) for word in words.split("、") if word != "无")
    if callable(reader):
        return reader(words)
    if shape.kind == "choice":
        return (by_word(shape.type) | dict(reader or {}))[words]
    if reader is not None:
        return reader[words]
    assert shape.form is not None, f"no words say what is a {shape.kind}"
    return _of_form(paper(words), shape.form)


def _of_form(words: str, form: Form) -> Any:
    if not words:
        return words
    match form:
        case Key(category="enterprise" | "foundation"):
            return credit_code(words)
        case Key(category="member"):
            return account(words)
        case Pattern(refusal=Why.NOT_A_REFERENCE):
            return person(words)
        case Pattern() if form == _FILE_HASH:
            return hashlib.sha256(words.encode()).hexdigest()
        case _:
            return form.parse(words)
