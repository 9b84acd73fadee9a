"""Facts as CloudEvents 1.0, one to a line of JSON."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any
from urllib.parse import quote

import msgspec
from cloudevents.core.v1.event import CloudEvent

from lixia_domain.kernel.dates import SHANGHAI
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.json_text import escaped

TYPES = "cn.lixia"
"""Opens every type: a namespace of ours."""
NAMED = ("district", "fingerprint")


def source_of(about: Mapping[str, str]) -> str:
    """Return whose log it is, as a URI, by what a store says of itself: district and fingerprint.

    Two stores of one district have facts of the same id, and so must not be one source.
    """
    district, fingerprint = (quote(about.get(name, ""), safe="") for name in NAMED)
    return f"urn:lixia:{district}:{fingerprint}"


def cloud_event(leaf: int, recorded: Recorded, *, source: str) -> CloudEvent:
    """Return a fact as CloudEvent: the library refuses it if anything in it is against the rules.

    Its id is its place in its stream, which no other fact has. Position and leaf are as text:
    numbers in CloudEvents end at 2**31. ``data`` is the fact as this release tells it.
    """
    event = recorded.event
    attributes: dict[str, Any] = {
        "specversion": "1.0",
        "id": f"{recorded.stream}@{recorded.version}",
        "source": source,
        "type": f"{TYPES}.{event.event_name}.v{event.event_version}",
        "subject": recorded.stream,
        "time": recorded.recorded_at.astimezone(SHANGHAI),
        "datacontenttype": "application/json",
        "position": str(recorded.position),
        "leaf": str(leaf),
        "actor": recorded.actor,
        "actorrole": recorded.role,
    }
    if recorded.correlation is not None:
        attributes["correlation"] = recorded.correlation
    return CloudEvent(attributes, msgspec.to_builtins(event))


def json_lines(told: Iterable[tuple[int, Recorded]], *, source: str) -> Iterator[str]:
    """Yield each fact as a line of JSON, without a line end."""
    encode = msgspec.json.Encoder().encode  # the library's own escapes every Chinese character
    for leaf, recorded in told:
        event = cloud_event(leaf, recorded, source=source)
        yield escaped(encode({**event.get_attributes(), "data": event.get_data()}).decode())
