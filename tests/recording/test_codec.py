"""Bytes that are today's, yesterday's, tomorrow's, or nobody's."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from eventsourcing.persistence import JSONTranscoder, StoredEvent
from hypothesis import given, settings
from hypothesis import strategies as st

from lixia_domain.aggregates.project.facts import ProjectPublished
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import Money
from lixia_domain.recording import codec, policy
from lixia_domain.recording.catalogue import index
from lixia_domain.recording.faults import CorruptEvent, NewerVersion, UnknownEvent
from lixia_domain.recording.mapper import EnvelopeMapper
from lixia_domain.testing import EXAMPLES

AT = datetime(2021, 3, 10, 2, 0, tzinfo=UTC)
GOLDEN = Path(__file__).parent.parent / "golden"
PUBLISHED = EXAMPLES["project.published"]
STREAM = "project-2021-A-001"
MAPPER = EnvelopeMapper(transcoder=JSONTranscoder())


def row(name: str, version: int, data: object, **changed: object) -> tuple[Any, ...]:
    envelope = {
        "version": version,
        "recorded_at": AT.isoformat(),
        "actor": "acct-1",
        "role": "programme_office",
        "data": data,
        **changed,
    }
    return (41, STREAM, 4, name, json.dumps(envelope, ensure_ascii=False).encode())


def data_of(event: Event) -> dict[str, Any]:
    return policy.encode(event)


def test_a_publication_of_the_first_version_reads_as_one_without_waiting_list() -> None:
    data = json.loads((GOLDEN / "project.published.v1.json").read_text("utf-8"))
    recorded = codec.unseal(row("project.published", 1, data, command="k", correlation="c"))
    assert recorded == Recorded(
        41,
        STREAM,
        4,
        ProjectPublished(
            batch="2021-1", minimum=Money.yuan(22_500), waitlist=False, on=date(2021, 3, 10)
        ),
        AT,
        "acct-1",
        "programme_office",
        "k",
        "c",
    )


def test_a_version_newer_than_this_code_stops_loudly() -> None:
    with pytest.raises(NewerVersion) as stop:
        codec.unseal(row("project.published", 3, {"new": "shape"}))
    for sentence in (stop.value.sentence("zh"), stop.value.sentence("en")):
        for named in ("41", STREAM, "project.published", "3", "2"):
            assert named in sentence


def test_reading_on_stops_at_the_newer_version_and_not_before() -> None:
    good = row("project.published", 2, data_of(PUBLISHED))
    read = codec.unseal_all([good, row("project.published", 3, {})])
    assert next(read).event == PUBLISHED
    with pytest.raises(NewerVersion):
        next(read)


def test_an_unknown_name_is_no_event() -> None:
    stranger = row("project.abolished", 1, {})
    with pytest.raises(UnknownEvent, match=r"位置 41 .*'project\.abolished'") as stop:
        codec.unseal(stranger)
    assert STREAM in stop.value.sentence("en")
    with pytest.raises(UnknownEvent):
        list(codec.unseal_all([stranger]))


SOUND = data_of(PUBLISHED)
DAMAGED = {
    "no bytes": b"",
    "no json": b"\x00\xff{",
    "no envelope": b"[]",
    "no data": json.dumps({"version": 2, "actor": "a", "role": "r"}).encode(),
    "a field too few": row("", 2, {k: v for k, v in SOUND.items() if k != "minimum"})[4],
    "an amount in text": row("", 2, {**SOUND, "minimum": {"fen": "2250000"}})[4],
    "an amount with a fraction": row("", 2, {**SOUND, "minimum": {"fen": 22500.5}})[4],
    "a day that never was": row("", 2, {**SOUND, "on": "2021-02-30"})[4],
    "a number for text": row("", 2, {**SOUND, "batch": 1})[4],
    "no object": row("", 2, "text")[4],
    "no object of an old version": row("", 1, ["text"])[4],
    "a version before the first": row("", 0, SOUND)[4],
    "a flag in figures": row("", 2, {**SOUND, "waitlist": 1})[4],
    "an old version with a field too many": row("", 1, {**SOUND, "extra": 1})[4],
}


@pytest.mark.parametrize("damage", DAMAGED)
def test_damaged_bytes_are_refused_and_the_place_is_named(damage: str) -> None:
    with pytest.raises(CorruptEvent, match=r"位置 41 的事件 project\.published") as stop:
        codec.unseal((41, STREAM, 4, "project.published", DAMAGED[damage]))
    assert STREAM in stop.value.sentence("en")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_cut_bytes_never_pass_for_an_event(data: st.DataObject) -> None:
    state = row("project.published", 2, SOUND)[4]
    cut = data.draw(st.integers(0, len(state) - 1))
    with pytest.raises(CorruptEvent):
        codec.unseal((41, STREAM, 4, "project.published", state[:cut]))


def test_a_field_nobody_knows_passes_the_hot_path_but_not_the_policy() -> None:
    """Why ``store check`` reads by the policy: the fast decoder overlooks what it doesn't know."""
    more = {**SOUND, "smuggled": "text"}
    assert codec.unseal(row("project.published", 2, more)).event == PUBLISHED
    with pytest.raises(ValueError, match="smuggled"):
        policy.decode("project.published", 2, more)


@pytest.mark.parametrize("wrong", [True, 1.0, "1", None])
def test_the_policy_takes_whole_numbers_only(wrong: object) -> None:
    with pytest.raises(ValueError, match=r"project\.published.*minimum"):
        policy.decode("project.published", 2, {**SOUND, "minimum": {"fen": wrong}})


def test_a_code_that_nobody_knows_is_no_event_either_way() -> None:
    told = {**policy.encode(EXAMPLES["open_call.opened"]), "kind": "no-such-kind"}
    with pytest.raises(ValueError, match=r"open_call\.opened.*kind"):
        policy.decode("open_call.opened", 1, told)
    with pytest.raises(CorruptEvent, match="kind"):
        codec.unseal(row("open_call.opened", 1, told))


def test_recorded_time_is_read_without_the_event() -> None:
    assert codec.recorded_at(row("whatever", 99, {"any": "thing"})) == AT
    shanghai = row("whatever", 1, {}, recorded_at="2021-03-10T10:00:00+08:00")
    assert codec.recorded_at(shanghai) - AT == timedelta(0)
    with pytest.raises(CorruptEvent, match="whatever"):
        codec.recorded_at((*shanghai[:4], b"{"))


def test_the_mapper_stores_by_name_and_reads_back_the_same() -> None:
    recorded = Recorded(0, STREAM, 4, PUBLISHED, AT, "acct-1", "programme_office")
    stored = MAPPER.to_stored_event(recorded)
    assert (stored.originator_id, stored.originator_version) == (STREAM, 4)
    assert stored.topic == "project.published"
    assert MAPPER.to_domain_event(stored) == recorded


def test_the_mapper_imports_nothing_that_a_row_names() -> None:
    with pytest.raises(UnknownEvent):
        MAPPER.to_domain_event(StoredEvent(STREAM, 1, "os:system", b"{}"))


def test_two_events_of_one_name_are_no_catalogue() -> None:
    twice: Decider[None, Event] = Decider("x", None, lambda s, e: s, (type(PUBLISHED),) * 2)
    with pytest.raises(ValueError, match=r"project\.published"):
        index([twice])
