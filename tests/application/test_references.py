"""Whatever shape an argument has, each id in it that names something is found."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, TypeAlias

import pytest
from attrs import frozen

from lixia_domain.aggregates.batch import BATCH
from lixia_domain.application.naming import stands
from lixia_domain.application.references import mentions, references
from lixia_domain.application.shapes import shape_of
from lixia_domain.application.standing import GivenActivity
from lixia_domain.kernel.vocabulary import (
    AccountId,
    BatchId,
    GiftId,
    HeadCount,
    PersonRef,
    Sha256,
)

Named: TypeAlias = Annotated[BatchId, stands(BATCH, lambda found, key: found)]


@frozen
class Part:
    """A record of which one field names something."""

    batch: Named
    count: HeadCount


@frozen
class Bare:
    """A record that names nothing."""

    count: HeadCount


@pytest.mark.parametrize(
    ("hint", "value", "found"),
    [
        (Named, "a", ["a"]),
        (Named, "", []),
        (Named | None, "a", ["a"]),
        (Named | None, None, []),
        (tuple[Named, ...], ("a", "b"), ["a", "b"]),
        (tuple[HeadCount, Named], (1, "a"), ["a"]),
        (tuple[tuple[Named, Named], ...], (("a", "b"), ("c", "d")), ["a", "b", "c", "d"]),
        (Part, Part("a", 1), ["a"]),
        (Part | Bare, Part("a", 1), ["a"]),
        (Part | Bare, Bare(1), []),
        (Mapping[Named, HeadCount], {"a": 1, "b": 2}, ["a", "b"]),
        (Mapping[HeadCount, Named], {1: "a", 2: "b"}, ["a", "b"]),
        (Mapping[Named, tuple[Named, ...]], {"a": ("b", "c")}, ["a", "b", "c"]),
    ],
)
def test_each_id_that_names_something_is_found(hint: Any, value: Any, found: list[str]) -> None:
    [(name, find)] = references([("it", shape_of(hint, "here"))])
    assert name == "it"
    assert [key for _, key in find(value)] == found


@pytest.mark.parametrize("hint", [BatchId, HeadCount, tuple[BatchId, ...], Bare, Bare | None])
def test_what_names_nothing_is_not_looked_through(hint: Any) -> None:
    assert references([("it", shape_of(hint, "here"))]) == ()


@pytest.mark.parametrize(
    ("hint", "value", "found"),
    [
        (BatchId, "a", [("batch", "a")]),
        (Named, "a", [("batch", "a")]),
        (Bare, Bare(1), []),
        (Part | Bare, Part("a", 1), []),
        (AccountId, "a", []),
        (GiftId, "01/A#1.1", [("bank_credit", "01/A")]),
        (GivenActivity, "K1/03", [("campaign", "K1")]),
        (GivenActivity, "03", [("campaign", "")]),
        (PersonRef, "p:1", [("volunteer", "p:1")]),
        (Sha256, "0", []),
        (tuple[BatchId, ...], ("a", "b"), [("batch", "a"), ("batch", "b")]),
    ],
)
def test_each_stream_that_is_named_is_found(
    hint: Any, value: Any, found: list[tuple[str, str]]
) -> None:
    told = mentions([("it", shape_of(hint, "here"))])
    assert [each for _, find in told for each in find(value)] == found
