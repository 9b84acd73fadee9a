"""What a use case is given is what its signature declares, or all that is wrong is named."""

from __future__ import annotations

import inspect
import pydoc
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Annotated, Any

import pytest
from attrs import frozen
from jsonschema import Draft202012Validator

from lixia_domain.application.gate import Gate, SeveralWrong, Unfit
from lixia_domain.application.programme import arrears, claims
from lixia_domain.application.shapes import schema, shape_of
from lixia_domain.kernel.amounts import Why as AmountWhy
from lixia_domain.kernel.figures import Count
from lixia_domain.kernel.forms import Context, Why
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.people import Why as PersonWhy
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.texts import Text
from lixia_domain.kernel.vocabulary import AccountId, Amount, Name, ProjectId, Quantity
from lixia_domain.kernel.words import Words

TODAY = date(2021, 3, 10)
ASKED = Context(TODAY)


class Colour(Enum):
    """A choice."""

    RED = "red"
    BLUE = "blue"


class Other(Enum):
    """Another choice, with the same code."""

    RED = "red"


@frozen
class Part:
    """A record: one field that is declared, one that says no more of itself, one with a default."""

    amount: Amount
    note: str
    on: date = TODAY


@frozen
class Nested:
    """A record in a record."""

    name: Name
    part: Part


def everything(
    work: object,
    *,
    name: Name,
    colour: Colour,
    part: Part,
    either: Part | Nested,
    many: tuple[ProjectId, ...],
    several: Sequence[Amount],
    row: tuple[ProjectId, Amount],
    table: Mapping[ProjectId, Amount],
    maybe: ProjectId | None = None,
    one_of_two: Part | Nested | None = None,
) -> None:
    """A signature with every shape that there is."""


SOUND: dict[str, Any] = {
    "name": "虚构示例",
    "colour": Colour.RED,
    "part": Part(Money(1), ""),
    "either": Nested("虚构示例", Part(Money(2), "n")),
    "many": ("p1", "p2"),
    "several": (Money(1),),
    "row": ("p1", Money(1)),
    "table": {"p1": Money(1)},
}


def read(**given: Any) -> dict[str, Any]:
    return Gate(everything).read({**SOUND, **given}, ASKED)


def refused(steps: Callable[..., Any], given: Mapping[str, Any]) -> list[tuple[str, Reason]]:
    """Return what the gate of ``steps`` finds wrong, each with its place."""
    with pytest.raises(Unfit) as refusal:
        Gate(steps).read(given, ASKED)
    return [(one.where, one.reason) for one in refusal.value.wrong]


def wrong(**given: Any) -> list[tuple[str, Reason]]:
    return refused(everything, {**SOUND, **given})


# ---- what passes ---------------------------------------------------------------------------------


def test_what_is_canonical_passes_as_it_is() -> None:
    passed = read(maybe="p3", one_of_two=Part(Money(1), ""))
    assert passed == {**SOUND, "maybe": "p3", "one_of_two": Part(Money(1), "")}
    assert passed["part"] is SOUND["part"]


def test_what_is_not_needed_may_be_left_out_or_be_none() -> None:
    assert "maybe" not in read()
    assert read(maybe=None)["maybe"] is None
    assert [one.name for one in Gate(everything).arguments if not one.needed] == [
        "maybe",
        "one_of_two",
    ]


def test_every_shape_is_read_into_its_canonical_form() -> None:
    passed = read(
        name=" 虚构示例\u3000",
        part=Part(Money(1), " n "),
        either=Nested(" 虚构示例", Part(Money(2), "n\u00a0")),
        many=("ｐ１", " p2"),
        several=[Money(1)],  # a list will do where a sequence is declared
        row=("ｐ１", Money(1)),
        table={"ｐ１ ": Money(1)},
        maybe=" p3",
    )
    assert passed == {**SOUND, "part": Part(Money(1), "n"), "maybe": "p3"}


# ---- what does not -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("argument", "value", "where"),
    [
        ("colour", "red", ""),
        ("colour", Other.RED, ""),
        ("part", Nested("n", Part(Money(1), "")), ""),
        ("part", {"amount": Money(1), "note": ""}, ""),
        ("part", Part(1, ""), ".amount"),  # type: ignore[arg-type] # a liar's
        ("either", "part", ""),
        ("either", Nested("n", None), ".part"),  # type: ignore[arg-type] # a liar's
        ("either", Nested("n", Part(Money(1), 7)), ".part.note"),  # type: ignore[arg-type] # a liar's
        ("many", "p1", ""),
        ("many", ["p1"], ""),
        ("many", {"p1"}, ""),
        ("many", None, ""),
        ("many", ("p1", 7), "[1]"),
        ("several", (1,), "[0]"),
        ("row", ["p1", Money(1)], ""),
        ("row", ("p1",), ""),
        ("row", (7, Money(1)), "[0]"),
        ("table", [("p1", Money(1))], ""),
        ("table", {7: Money(1)}, "[0]"),
        ("table", {"p1": 7}, "[0]"),
        ("maybe", 7, ""),
        ("one_of_two", 7, ""),
        ("one_of_two", Part(None, ""), ".amount"),  # type: ignore[arg-type] # a liar's
    ],
)
def test_what_is_of_another_type_is_refused_at_its_place(
    argument: str, value: Any, where: str
) -> None:
    assert wrong(**{argument: value}) == [(argument + where, Why.WRONG_TYPE)]


def test_one_id_in_two_spellings_is_given_twice() -> None:
    assert wrong(table={"p1": Money(1), "ｐ１": Money(2)}) == [("table", Why.GIVEN_TWICE)]


def test_all_that_is_wrong_is_named_at_once_in_the_order_of_the_signature() -> None:
    given = {
        **SOUND,
        "name": " ",
        "part": Part(Money(0), 7),  # type: ignore[arg-type] # a liar's
        "many": ("general", "p1", "a\x00"),
        "row": (" ", 1),
        "table": {"": Money(1), "p1": 1},
        "more": 1,
    }
    del given["colour"]
    assert refused(everything, given) == [
        ("name", Why.BLANK),
        ("colour", Why.MISSING),
        ("part.amount", AmountWhy.NOT_POSITIVE),
        ("part.note", Why.WRONG_TYPE),
        ("many[0]", Why.RESERVED),
        ("many[2]", Why.UNPRINTABLE),
        ("row[0]", Why.BLANK),
        ("row[1]", Why.WRONG_TYPE),
        ("table[0]", Why.BLANK),
        ("more", Why.UNKNOWN),
    ]


def test_of_a_sound_call_one_argument_too_few_or_too_many_is_refused() -> None:
    assert wrong(more=1) == [("more", Why.UNKNOWN)]
    assert refused(everything, {k: v for k, v in SOUND.items() if k != "row"}) == [
        ("row", Why.MISSING)
    ]


def pay(work: object, *, account: AccountId, amount: Amount, parts: tuple[Part, ...]) -> None:
    """Has arguments with permanent reasons of the field's own."""


def test_one_permanent_reason_is_the_refusal_itself_however_often_it_holds() -> None:
    given = {"account": "acct-1", "amount": Money(0), "parts": (Part(Money(-1), ""),)}
    for told in (given, {**given, "amount": Money(1)}):
        with pytest.raises(Rejection) as refusal:
            Gate(pay).read(told, ASKED)
        assert refusal.value.reason is AmountWhy.NOT_POSITIVE
        assert not isinstance(refusal.value, Unfit)
    with pytest.raises(Rejection) as refusal:
        Gate(pay).read({**given, "amount": Money(1), "parts": (), "account": "王小明"}, ASKED)
    assert refusal.value.reason is PersonWhy.NOT_AN_ACCOUNT


def test_two_permanent_reasons_are_told_together() -> None:
    given = {"account": "王小明", "amount": Money(0), "parts": ()}
    assert refused(pay, given) == [
        ("account", PersonWhy.NOT_AN_ACCOUNT),
        ("amount", AmountWhy.NOT_POSITIVE),
    ]


def test_a_refusal_names_the_argument_in_both_languages() -> None:
    with pytest.raises(Unfit) as refusal:
        read(name=" ")
    assert refusal.value.reason is Why.BLANK
    assert refusal.value.sentence() == "名称（name）不能为空，请填写"
    assert refusal.value.sentence("en") == "name (name) may not be blank; fill it in"
    with pytest.raises(Unfit) as refusal:
        read(name=" ", more=1)
    assert refusal.value.reason is SeveralWrong.SEVERAL
    assert (
        refusal.value.sentence()
        == "有 2 处填写有误：名称（name）不能为空，请填写；more 没有这个参数"
    )
    assert refusal.value.sentence("en").endswith(
        "2 things do not fit: name (name) may not be blank; fill it in; "
        "more there is no such argument"
    )


def test_a_choice_that_is_none_is_refused_naming_all_there_are() -> None:
    with pytest.raises(Unfit) as refusal:
        read(colour="red")
    assert "Colour（red、blue）" in refusal.value.sentence()
    assert "Colour (red, blue), got str" in refusal.value.sentence("en")


def test_what_the_gate_cannot_tell_is_no_declaration() -> None:
    def odd(work: object, *, thing: complex) -> None:
        """Takes what no form reads."""

    with pytest.raises(TypeError, match=r"thing: .*complex.* is no shape that the gate knows"):
        Gate(odd)


def test_the_last_form_and_the_last_words_of_a_declaration_count() -> None:
    hint = Annotated[Name, "a note for nobody", Text(3), Words("短名", "short name")]
    shape = shape_of(hint, "name")
    assert (shape.form, shape.words) == (Text(3), Words("短名", "short name"))


def test_an_argument_without_words_is_called_by_its_name() -> None:
    def plain(work: object, *, how_many: int) -> None:
        """Says no more of its argument."""

    [argument] = Gate(plain).arguments
    assert argument.words == Words("how_many", "how many")
    assert argument.shape.form == Count()


# ---- schemas -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("hint", "fits", "others"),
    [
        (Colour, "red", ("green", None)),
        (ProjectId | None, None, ("", 7)),
        (Quantity, 3, (0, True, "3")),
        (tuple[ProjectId, ...], ["p1"], ("p1", [""], [7])),
        (tuple[ProjectId, Amount], ["p1", {"fen": 1}], (["p1"], ["p1", {"fen": 0}], ["p1", 1, 1])),
        (Mapping[ProjectId, Amount], {"p1": {"fen": 1}}, ([], {"p1": 1})),
        (Part, {"amount": {"fen": 1}, "note": ""}, ({"amount": {"fen": 1}}, {"note": ""}, "part")),
        (Part | Nested, {"name": "n", "part": {"amount": {"fen": 1}, "note": ""}}, ({}, "n")),
    ],
)
def test_a_shapes_schema_holds_what_fits_and_nothing_else(
    hint: Any, fits: Any, others: tuple[Any, ...]
) -> None:
    made = schema(shape_of(hint, "it"))
    Draft202012Validator.check_schema(made)
    validator = Draft202012Validator(made)
    assert validator.is_valid(fits)
    for other in others:
        assert not validator.is_valid(other), other


def test_a_record_may_leave_out_what_has_a_default_and_bears_no_more() -> None:
    made = schema(shape_of(Part, "part"))
    assert made["required"] == ["amount", "note"]
    assert made["additionalProperties"] is False
    assert list(made["properties"]) == ["amount", "note", "on"]


# ---- what one calls ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("use_case", "names"),
    [
        (
            claims.claim,
            "claim_id project_id enterprise_code fund_id amount instalments on",
        ),
        (arrears.waive_receipt, "claim_id document on"),
    ],
)
def test_a_use_cases_signature_is_what_one_calls(use_case: Any, names: str) -> None:
    signature = inspect.signature(use_case)
    ledger, by, *arguments = signature.parameters.values()
    assert (ledger.name, by.name) == ("ledger", "by")
    assert [one.name for one in arguments] == names.split()
    assert {one.kind for one in arguments} == {inspect.Parameter.KEYWORD_ONLY}
    assert str(signature).startswith(f"(ledger: {ledger.annotation.__module__}.Ledger, by: ")
    assert ", *, claim_id: 'ClaimId'" in str(signature)


def test_only_a_use_case_that_was_written_out_gives_something_back() -> None:
    assert inspect.signature(claims.claim).return_annotation == "str"
    assert inspect.signature(arrears.waive_receipt).return_annotation is None


def test_help_tells_what_one_calls_and_what_it_does() -> None:
    page = pydoc.plain(pydoc.render_doc(claims.claim))
    assert f"claim{inspect.signature(claims.claim)}" in page
    assert "Claim a project (认领) and pledge the donation (认捐) in one commit." in page
    chapter = pydoc.plain(pydoc.render_doc(claims))
    assert f"claim{inspect.signature(claims.claim)}" in chapter


def test_a_use_case_is_the_same_wherever_it_is_looked_up() -> None:
    class Face:
        """Holds one."""

        claim = claims.claim

    assert Face.claim is Face().claim is claims.claim
