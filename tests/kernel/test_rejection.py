"""Codes outlive releases; sentences are for people, in two languages."""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
from pathlib import Path
from string import Formatter

import pytest

import lixia_domain
from lixia_domain.kernel import amounts
from lixia_domain.kernel.amounts import Why
from lixia_domain.kernel.money import ZERO
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.recording import loaded
from lixia_domain.recording.catalogue import deciders

TESTS = Path(__file__).parent.parent
GOLDEN = TESTS / "golden" / "reasons.json"
ROOMS = ("kernel", "aggregates", "recording", "application")


def enums() -> set[type[Reason]]:
    found: set[type[Reason]] = set()
    for room in ROOMS:
        package = importlib.import_module(f"{lixia_domain.__name__}.{room}")
        for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
            for thing in vars(importlib.import_module(module.name)).values():
                if isinstance(thing, type) and issubclass(thing, Reason) and thing is not Reason:
                    found.add(thing)
    return found


REASONS = sorted((reason for enum in enums() for reason in enum), key=lambda reason: reason.code)
STREAMS = {decider.category for decider in deciders()}


def fields(template: str) -> list[str]:
    return sorted({field for _, field, _, _ in Formatter().parse(template) if field})


def of_an_aggregate(reason: Reason) -> bool:
    return type(reason).__module__.startswith("lixia_domain.aggregates.")


def stream_of(reason: Reason) -> str:
    """The stream kind that an aggregate's module is named for."""
    return type(reason).__module__.split(".")[2]


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.code)
def test_a_refusal_can_be_said_in_both_languages(reason: Reason) -> None:
    assert fields(reason.zh) == fields(reason.en)
    facts = {name: f"<{name}>" for name in fields(reason.zh)}
    refusal = Rejection(reason, **facts)
    assert refusal.sentence() == refusal.sentence("zh")
    assert re.search("[一-鿿]", refusal.sentence("zh"))
    assert not re.search("[一-鿿]", refusal.sentence("en"))
    for said in facts.values():
        assert said in refusal.sentence("zh")
        assert said in refusal.sentence("en")


def test_codes_are_unique() -> None:
    assert len({reason.code for reason in REASONS}) == len(REASONS)
    for enum in enums():
        assert len(enum) == len(enum.__members__), f"two reasons of {enum} are the same"


@pytest.mark.parametrize("reason", REASONS, ids=lambda reason: reason.code)
def test_a_code_opens_with_whose_it_is(reason: Reason) -> None:
    assert re.fullmatch(r"[a-z_]+\.[a-z_]+", reason.code)
    opening = reason.code.partition(".")[0]
    if of_an_aggregate(reason):
        assert opening == stream_of(reason)
        assert opening in STREAMS


def test_codes_are_those_on_record_for_good() -> None:
    codes = sorted(reason.code for reason in REASONS)
    told = json.dumps(codes, indent=1)
    assert codes == json.loads(GOLDEN.read_text("utf-8")), (
        f"codes are permanent: callers rely on them. If you only added some, save as {GOLDEN}:\n"
        + told
    )


@pytest.mark.parametrize(
    "reason",
    [reason for reason in REASONS if of_an_aggregate(reason)],
    ids=lambda reason: reason.code,
)
def test_every_refusal_of_an_aggregate_is_provoked_by_its_tests(reason: Reason) -> None:
    files = (TESTS / "aggregates").glob(f"test_{stream_of(reason)}*.py")
    told = re.compile(rf"refused\(\s*Why\.{reason.name}\b")
    assert any(told.search(file.read_text("utf-8")) for file in files), (
        f"let tests/aggregates/test_{stream_of(reason)}.py provoke it: .refused(Why.{reason.name})"
    )


def test_the_reasons_outside_the_aggregates_are_found_too() -> None:
    assert {*amounts.Why, *loaded.Why} <= set(REASONS)


def test_a_refusal_keeps_its_facts() -> None:
    refusal = Rejection(Why.NOT_POSITIVE, amount=ZERO)
    assert refusal.facts == {"amount": ZERO}
    assert refusal.sentence("en") == "an amount must be above zero, got 0.00 yuan"
