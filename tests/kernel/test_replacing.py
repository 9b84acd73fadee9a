"""A state with some of its fields changed is what ``attrs.evolve`` makes of it."""

from __future__ import annotations

from typing import Any

import attrs
import pytest
from attrs import define, field, frozen

from lixia_domain.kernel.replacing import replace
from lixia_domain.recording.catalogue import EVENTS


@frozen(kw_only=True)
class Plain:
    name: str
    parts: tuple[str, ...] = ()
    known: dict[str, int] = field(factory=dict)


@frozen(kw_only=True)
class Checked:
    amount: int = field(validator=attrs.validators.ge(0))


@define(slots=False)
class Roomy:
    name: str


@frozen
class Counted:
    name: str
    length: int = field(init=False)

    def __attrs_post_init__(self) -> None:
        object.__setattr__(self, "length", len(self.name))


def test_only_what_is_named_changes_and_the_old_state_stays() -> None:
    before = Plain(name="甲", parts=("一",), known={"a": 1})
    after = replace(before, name="乙")
    assert after == Plain(name="乙", parts=("一",), known={"a": 1})
    assert (before.name, type(after)) == ("甲", Plain)
    assert after.known is before.known


def test_a_field_may_be_changed_to_nothing() -> None:
    assert replace(Plain(name="甲", parts=("一",)), parts=()).parts == ()


def test_a_field_that_is_not_there_is_an_error() -> None:
    with pytest.raises(TypeError):
        replace(Plain(name="甲"), nothing=1)


@pytest.mark.parametrize(
    ("state", "changes"),
    [(Checked(amount=1), {"amount": 2}), (Roomy("甲"), {"name": "乙"}), (Counted("甲"), {})],
)
def test_a_class_that_does_more_than_keep_its_fields_is_made_anew(
    state: Any, changes: dict[str, Any]
) -> None:
    assert replace(state, **changes) == attrs.evolve(state, **changes)


def test_a_validator_still_has_its_say() -> None:
    with pytest.raises(ValueError, match="amount"):
        replace(Checked(amount=1), amount=-1)


@pytest.mark.parametrize("cls", EVENTS.values(), ids=lambda cls: cls.event_name)
def test_every_fact_can_be_replaced_field_by_field(cls: type) -> None:
    fact = object.__new__(cls)
    for number, one in enumerate(attrs.fields(cls)):
        object.__setattr__(fact, one.name, number)
    for one in attrs.fields(cls):
        changed = replace(fact, **{one.name: "another"})
        for other in attrs.fields(cls):
            was = getattr(fact, other.name)
            assert getattr(changed, other.name) == ("another" if other is one else was)
