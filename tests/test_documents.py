"""A JSON document is read into what a use case takes, or all that is wrong with it is named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Annotated, Any

import msgspec
import pytest
from attrs import frozen
from jsonschema import Draft202012Validator

from lixia_domain.application.chapters import use_case_named, use_cases
from lixia_domain.application.documents import arguments
from lixia_domain.application.finance.booking import ToClaim, ToDesignation
from lixia_domain.application.gate import Unfit
from lixia_domain.application.shapes import Shape
from lixia_domain.application.use_case import Role, UseCase, Words, use_case
from lixia_domain.catalogue import arguments_schema
from lixia_domain.kernel.forms import Context
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.vocabulary import Amount
from lixia_domain.recording.work import Work

from .sound import sound

TODAY = date(2021, 3, 10)
ASKED = Context(TODAY)
ALL = [one for _, one in use_cases()]
JUNK: tuple[Any, ...] = (
    None,
    True,
    1,
    1.5,
    "x",
    "2021-02-30",
    [],
    [[]],
    {},
    {"fen": 1.0},
    {"x": 1},
)


def document_of(given: dict[str, Any]) -> Any:
    """Return arguments as JSON bears them, by another path than the one they are read by."""
    return msgspec.json.decode(msgspec.json.encode(given))


def sound_arguments(one: UseCase[..., Any]) -> dict[str, Any]:
    return {each.name: sound(each.shape, ASKED) for each in one.gate.arguments}


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_what_a_document_says_is_what_the_use_case_is_given(one: UseCase[..., Any]) -> None:
    given = sound_arguments(one)
    document = document_of(given)
    assert arguments(one, document, TODAY) == given
    Draft202012Validator(arguments_schema(one)).validate(document)


def _places(document: Any, where: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if where:
        yield where
    if isinstance(document, dict | list):
        for at in document if isinstance(document, dict) else range(len(document)):
            yield from _places(document[at], (*where, at))


@pytest.mark.parametrize("one", ALL, ids=lambda one: one.name)
def test_whatever_stands_in_any_place_is_read_or_refused_by_place(one: UseCase[..., Any]) -> None:
    plain = document_of(sound_arguments(one))
    for where in _places(plain):
        for junk in JUNK:
            document = document_of(plain)
            holder = document
            for at in where[:-1]:
                holder = holder[at]
            holder[where[-1]] = junk
            try:
                read = arguments(one, document, TODAY)
                one.gate.read(read, ASKED)
            except Unfit as unfit:
                assert all(wrong.where.startswith(str(where[0])) for wrong in unfit.wrong)
                assert unfit.sentence("zh") != unfit.sentence("en")
            except Rejection as refusal:
                assert not refusal.code.startswith("gate.")


BOOK = use_case_named("credits.book")
BOOKED = {
    "credit_id": "K-1",
    "fund_id": "F-1",
    "notice": {
        "account": "收款户01",
        "value_date": "2021-03-10",
        "payer": "王**",
        "payer_ref": None,
        "amount": {"fen": 100},
        "remark": "",
    },
    "document": "回单",
    "wishes": [
        {"claim": "P-1/F", "instalment": 1, "amount": {"fen": 60}},
        {"designation": "general"},
    ],
    "on": "2021-03-10",
}


def test_which_of_several_records_is_meant_is_told_by_its_fields() -> None:
    assert arguments(BOOK, BOOKED, TODAY)["wishes"] == (
        ToClaim(claim="P-1/F", instalment=1, amount=Money(60)),
        ToDesignation(designation="general"),
    )


def test_all_that_is_wrong_is_named_at_once_each_by_its_place() -> None:
    wrong = {
        **BOOKED,
        "notice": {"amount": {"fen": 1.5}, "shade": 1, "account": "a", "payer": "王**"},
        "wishes": [{"claim": "P-1/F", "instalment": 1}, "general"],
        "colour": "red",
        "document": "\u202e",
    }
    del wrong["on"]
    with pytest.raises(Unfit) as caught:
        arguments(BOOK, wrong, TODAY)
    assert sorted((one.where, one.reason.code) for one in caught.value.wrong) == [
        ("colour", "gate.unknown_argument"),
        ("document", "gate.unprintable"),
        ("notice.amount", "gate.not_of_form"),
        ("notice.payer_ref", "gate.missing"),
        ("notice.remark", "gate.missing"),
        ("notice.shade", "gate.unknown_argument"),
        ("notice.value_date", "gate.missing"),
        ("on", "gate.missing"),
        ("wishes[1]", "gate.wrong_type"),
    ]


@pytest.mark.parametrize("document", [None, [], "{}", 1, True])
def test_what_is_no_object_is_refused_as_a_whole(document: object) -> None:
    with pytest.raises(Unfit) as caught:
        arguments(BOOK, document, TODAY)
    assert caught.value.sentence("en").startswith("must be an object, got")


class Rule(Reason):
    """What a record holds itself to."""

    ODD = "test.odd", "不能是单数", "may not be odd"


@frozen
class Even:
    """A record with a rule of its own."""

    amount: Amount
    span: Span | None = None

    def __attrs_post_init__(self) -> None:
        if self.amount.fen % 2:
            raise Rejection(Rule.ODD)


@use_case(says=Words("试", "try"), by=Role.SYSTEM)
def evened(
    work: Work,
    *,
    even: Annotated[Even, Words("双数", "an even one")],
    pair: tuple[Amount, int],
) -> None:
    """Try."""


def test_a_record_that_refuses_its_fields_is_refused_by_its_own_reason() -> None:
    with pytest.raises(Rejection) as caught:
        arguments(evened, {"even": {"amount": {"fen": 3}}, "pair": [{"fen": 1}, 2]}, TODAY)
    assert caught.value.reason is Rule.ODD


def test_a_pair_has_two_parts_and_what_has_a_default_may_be_left_out() -> None:
    read = arguments(evened, {"even": {"amount": {"fen": 2}}, "pair": [{"fen": 1}, 2]}, TODAY)
    assert read == {"even": Even(Money(2)), "pair": (Money(1), 2)}
    with pytest.raises(Unfit) as caught:
        arguments(evened, {"even": {"amount": {"fen": 2}}, "pair": [{"fen": 1}]}, TODAY)
    assert caught.value.wrong[0].where == "pair"


def shapes(shape: Shape) -> Iterator[Shape]:
    yield shape
    for _, part in shape.parts:
        yield from shapes(part)


def test_records_that_stand_for_one_another_are_told_apart_by_their_fields() -> None:
    unions = [
        shape
        for one in ALL
        for each in one.gate.arguments
        for shape in shapes(each.shape)
        if shape.kind == "union"
    ]
    assert unions
    for union in unions:
        names = [{name for name, _ in part.parts} for _, part in union.parts]
        assert all(mine - other for mine in names for other in names if mine is not other)
