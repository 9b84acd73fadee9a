"""``lixia history``: every fact of one stream, as it was recorded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from lixia_adapters.console.frame.answer import Answer, Table, as_of, fact_text, yuan
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, option
from lixia_adapters.console.frame.readers import text
from lixia_adapters.console.frame.trouble import NotFound
from lixia_adapters.console.frame.width import pad, width
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.words import Words


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
    for fact in facts:
        lines.extend(Words(line, line) for line in _block(fact, invocation.lang))
    lines.extend((Words("", ""), as_of(head)))
    return Answer({"stream": stream, "position": head, "events": facts}, lines)


def _block(fact: Mapping[str, Any], lang: str) -> Iterator[str]:
    """Yield a fact as lines: its place, day, words and actor, then what it says."""
    data, name = fact["data"], fact_text(fact["event"], lang)
    role = Role(fact["role"]).text(lang)
    yield ""
    yield f"#{fact['position']}  {data['on']}  {name}  {fact['actor']} ({role})"
    said = {name: value(given, lang) for name, given in data.items() if name != "on"}
    widest = max(map(width, said), default=0)
    for name, line in said.items():
        yield f"    {pad(name, widest)}  {line}"


def value(given: Any, lang: str) -> str:
    """Return a part of a fact or a state as a person reads it."""
    if given is None or given == "" or given == () or given == {} or given == []:
        return "—"
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
