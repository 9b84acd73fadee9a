from __future__ import annotations

from datetime import date

import attrs
import pytest

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.words import Words
from lixia_domain.recording.catalogue import deciders
from lixia_domain.testing import EXAMPLES


@stored_as("kettle.boiled", version=3, says=Words("水开", "it boiled"))
class Boiled(Event):
    degrees: int


@stored_as("kettle.cooled", says=Words("水凉", "it cooled"))
class Cooled(Event):
    degrees: int


MONDAY, TUESDAY = date(2021, 3, 8), date(2021, 3, 9)


def test_name_and_version_are_those_declared_and_not_those_of_the_class() -> None:
    assert (Boiled.event_name, Boiled.event_version) == ("kettle.boiled", 3)
    assert (Cooled.event_name, Cooled.event_version) == ("kettle.cooled", 1)


def test_a_fact_says_what_people_read_in_place_of_its_name() -> None:
    assert Boiled.event_words == Words("水开", "it boiled")
    with pytest.raises(TypeError, match="says"):
        stored_as("kettle.emptied")  # type: ignore[call-arg] # that is what is refused


@pytest.mark.parametrize("name", ["boiled", "Kettle.boiled", "kettle.", "kettle.a.b", "壶.开", ""])
def test_a_name_that_is_no_stored_name_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="stream"):
        stored_as(name, says=Words("虚构示例", "synthetic"))


def test_a_fact_can_not_be_changed() -> None:
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        Boiled(degrees=100, on=MONDAY).degrees = 99  # type: ignore[misc]


def test_the_same_told_on_another_day_repeats() -> None:
    boiled = Boiled(degrees=100, on=MONDAY)
    assert boiled.repeats(Boiled(degrees=100, on=TUESDAY))
    assert not boiled.repeats(Boiled(degrees=99, on=MONDAY))
    assert not boiled.repeats(Cooled(degrees=100, on=MONDAY))


@pytest.mark.parametrize("decider", deciders(), ids=lambda decider: decider.category)
def test_events_are_stored_under_the_name_of_their_stream(decider: object) -> None:
    names = [cls.event_name for cls in decider.events]  # type: ignore[attr-defined]
    assert names
    assert {name.partition(".")[0] for name in names} == {decider.category}  # type: ignore[attr-defined]


@pytest.mark.parametrize("event", EXAMPLES.values(), ids=lambda event: event.event_name)
def test_every_example_repeats_itself_and_says_what_happened_in_chinese(event: Event) -> None:
    assert event.repeats(event)
    doc = type(event).__doc__ or ""
    assert any("一" <= letter <= "鿿" for letter in doc)
