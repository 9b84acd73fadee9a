"""``lixia history``: every fact of one stream, as it was recorded."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lixia_adapters.console.answer import Answer, Table, as_of, yuan
from lixia_adapters.console.asked import Asked
from lixia_adapters.console.spec import Command, Option, text
from lixia_adapters.console.speech import Say
from lixia_adapters.console.trouble import NotFound


def _history(asked: Asked) -> Answer:
    import msgspec

    stream = asked["stream"]
    with asked.open() as store:
        recorded = store.ledger.history(stream)
        head = store.ledger.head()
    if not recorded:
        raise NotFound(
            f"没有流“{stream}”；流名由类别和编号组成，例如 project-P001、"
            "enterprise-<统一社会信用代码>",
            f"there is no stream {stream!r}; a stream is named category-key, such as "
            "project-P001, enterprise-<credit code>",
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
    heads = [
        asked.told(said)
        for said in (
            Say("位置", "position"),
            Say("日期", "on"),
            Say("事实", "fact"),
            Say("经办", "by"),
            Say("内容", "content"),
        )
    ]
    rows = [
        [
            str(fact["position"]),
            fact["data"]["on"],
            fact["event"].partition(".")[2],
            f"{fact['actor']}/{fact['role']}",
            _told(fact["data"]),
        ]
        for fact in facts
    ]
    foot = asked.told(as_of(head))
    return Answer(
        {"stream": stream, "position": head, "events": facts},
        [Table(stream, heads, rows, frozenset({0}), foot)],
    )


def _told(data: Mapping[str, Any]) -> str:
    """Return a fact's own fields in one line."""
    return "；".join(f"{name} {_value(value)}" for name, value in data.items() if name != "on")


def _value(value: Any) -> str:
    if value is None or value == []:
        return "—"
    if isinstance(value, dict):
        if value.keys() == {"fen"}:
            return yuan(value["fen"])
        return "（" + "，".join(_value(part) for part in value.values()) + "）"
    if isinstance(value, list):
        return "、".join(map(_value, value))
    return str(value)


HISTORY = Command(
    (Option("STREAM", "stream", "流名，如 project-P001", "the stream's name", read=text),), _history
)
