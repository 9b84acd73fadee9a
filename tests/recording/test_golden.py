"""Every version of every event ever released must still load. Golden files are law.

A golden file is never edited and never deleted. For a new event, or a new version of one, add an
example (``lixia_domain.testing.examples``) and save what the failing test prints.
"""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
import pytest

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.recording import codec, policy
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.recording.upcasters import UPCASTERS
from lixia_domain.testing import EXAMPLES

GOLDEN = Path(__file__).parent.parent / "golden"
FILES = sorted(path for path in GOLDEN.glob("*.v*.json"))
AT = datetime(2021, 12, 31, 23, 30, tzinfo=UTC)


def place(name: str, version: int) -> Path:
    return GOLDEN / f"{name}.v{version}.json"


def read(path: Path) -> tuple[str, int, dict[str, Any]]:
    name, _, version = path.stem.rpartition(".v")
    return name, int(version), json.loads(path.read_text("utf-8"))


def stored(version: int, data: dict[str, Any]) -> bytes:
    envelope = {"version": version, "recorded_at": AT, "actor": "acct-1", "role": "foundation"}
    return msgspec.json.encode({**envelope, "data": data})


@pytest.mark.parametrize("cls", EVENTS.values(), ids=lambda cls: cls.event_name)
def test_every_version_of_every_event_has_a_golden_file(cls: type[Event]) -> None:
    name, today = cls.event_name, cls.event_version
    assert name in EXAMPLES, f"add an example of {name} to lixia_domain.testing.examples"
    for version in range(1, today):
        assert place(name, version).exists(), f"restore {place(name, version)}: it was released"
    if not place(name, today).exists():
        told = json.dumps(
            policy.encode(EXAMPLES[name]), ensure_ascii=False, indent=1, sort_keys=True
        )
        pytest.fail(f"save as {place(name, today)}, and never change it again:\n{told}")


@pytest.mark.parametrize("cls", EVENTS.values(), ids=lambda cls: cls.event_name)
def test_every_past_version_has_an_upcaster(cls: type[Event]) -> None:
    known = {version for name, version in UPCASTERS if name == cls.event_name}
    assert known == set(range(1, cls.event_version))


def test_golden_files_and_examples_are_of_events_that_exist() -> None:
    assert {read(path)[0] for path in FILES} == set(EVENTS) == set(EXAMPLES)
    assert {name for name, _ in UPCASTERS} <= set(EVENTS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_golden_file_loads_both_ways_and_today_writes_the_same(path: Path) -> None:
    name, version, data = read(path)
    event = policy.decode(name, version, data)
    assert type(event) is EVENTS[name]
    row = (7, "some-stream", 3, name, stored(version, data))
    assert codec.unseal(row).event == event
    # A code is equal to its own text, so equality alone would not tell one from the other.
    assert repr(codec.unseal(row).event) == repr(event)
    assert [recorded.event for recorded in codec.unseal_all([row])] == [event]
    if version == event.event_version:
        assert policy.encode(event) == data


@pytest.mark.parametrize("event", EXAMPLES.values(), ids=lambda event: event.event_name)
def test_what_is_sealed_today_is_what_the_policy_writes(event: Event) -> None:
    sealed = Recorded(9, "some-stream", 4, event, AT, "acct-1", "team", "key-1", "together-1")
    state = codec.seal(sealed)
    assert json.loads(state)["data"] == policy.encode(event)
    assert codec.unseal((9, "some-stream", 4, event.event_name, state)) == sealed
