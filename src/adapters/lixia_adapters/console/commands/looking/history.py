"""``lixia history``: every fact of one stream, as it was recorded."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, cast

from attrs import fields, has

from lixia_adapters.console.frame.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.frame.groups import FIELD_NAMES
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import NotFound
from lixia_adapters.console.frame.width import pad
from lixia_adapters.printers.terminal import width
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import Spoken, Words, said


def _history(invocation: Invocation) -> Answer:
    import msgspec

    with invocation.open() as store:
        stream = invocation.stream(store, "stream")
        recorded = store.ledger.history(stream)
        head = store.ledger.head()
    if not recorded:
        raise NotFound(
            f"没有流“{stream}”；流名由类别和编号组成，例如 project-P-001、"
            "enterprise-<统一社会信用代码>",
            f"there is no stream {stream!r}; a stream is named category-key, such as "
            "project-P-001, enterprise-<credit code>",
            "stream.unknown",
        )
    facts = [
        {
            "position": r.position,
            "version": r.version,
            "event": r.event.event_name,
            "event_version": r.event.event_version,
            "recorded_at": r.recorded_at.isoformat(),
            "actor": r.actor,
            "role": r.role,
            "command": r.command,
            "correlation": r.correlation,
            "data": msgspec.to_builtins(r.event),
        }
        for r in recorded
    ]
    lines: list[Table | Words] = [Words(stream, stream)]
    for each in recorded:
        lines.extend(Words(line, line) for line in _block(each, invocation.lang))
    lines.extend((Words("", ""), as_of(head)))
    return Answer({"stream": stream, "position": head, "events": facts}, lines)


def _block(recorded: Recorded, lang: str) -> Iterator[str]:
    """Yield a fact as lines: its place, day, words and actor, then what it says."""
    event = recorded.event
    role = Role(recorded.role).text(lang)
    words = event.event_words.text(lang)
    yield ""
    yield f"#{recorded.position}  {event.on}  {words}  {recorded.actor} ({role})"
    names = (field.name for field in fields(cast(Any, type(event))) if field.name != "on")
    lines = {
        called(event.event_name, name, lang): value(getattr(event, name), lang) for name in names
    }
    widest = max(map(width, lines), default=0)
    for name, line in lines.items():
        yield f"    {pad(name, widest)}  {line}"


def called(fact: str, name: str, lang: str) -> str:
    """Return what a field of a fact is called; an extension's by its name, which is all it has."""
    names = _field_names()
    words = names.get(f"{fact}.{name}") or names.get(name)
    return name.replace("_", " ") if words is None else Words(*words).text(lang)


@lru_cache(1)
def _field_names() -> Mapping[str, Sequence[str]]:
    names: Mapping[str, Sequence[str]] = json.loads(FIELD_NAMES.read_bytes())
    return names


def value(given: Any, lang: str) -> str:
    """Return a part of a fact or a state as a person reads it."""
    if given is None or given == "" or given == () or given == {} or given == []:
        return "—"
    if isinstance(given, bool):
        return Words("是" if given else "否", "yes" if given else "no").text(lang)
    if isinstance(given, Spoken):
        return str(said(given, lang))
    if has(type(given)):
        return "  ".join(value(getattr(given, field.name), lang) for field in fields(type(given)))
    if isinstance(given, dict):
        if given.keys() == {"fen"}:
            return yuan(given["fen"])
        return "  ".join(value(part, lang) for part in given.values())
    if isinstance(given, list | tuple):
        return Words("； ", "; ").text(lang).join(value(part, lang) for part in given)
    return str(given)


COMMANDS = (
    Command(
        "history",
        Words("一条流的全部事实", "all facts of one stream"),
        (option("STREAM", "流名，如 project-P-001", "the stream's name", text),),
        _history,
    ),
)
