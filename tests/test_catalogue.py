"""The catalogue is what the declarations say, and its schemas hold what is stored."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from lixia_domain import catalogue as under_test
from lixia_domain.kernel.roles import ROLES
from lixia_domain.recording.catalogue import EVENTS
from lixia_domain.views import VIEWS

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def catalogue() -> dict[str, Any]:
    return under_test.catalogue()


def test_it_is_plain_json_and_the_same_each_time(catalogue: dict[str, Any]) -> None:
    assert json.loads(json.dumps(catalogue)) == catalogue == under_test.catalogue()


def test_every_use_case_is_there_once(catalogue: dict[str, Any]) -> None:
    names = [each["name"] for each in catalogue["use_cases"]]
    with (GOLDEN / "roles.csv").open(encoding="utf-8", newline="") as file:
        kept = {row["use_case"] for row in csv.DictReader(file)}
    assert len(names) == len(set(names))
    assert set(names) == kept


def test_every_use_case_says_what_it_is_who_may_and_for_whom(catalogue: dict[str, Any]) -> None:
    roles = {role.value for role in ROLES}
    for each in catalogue["use_cases"]:
        assert each["zh"], each["name"]
        assert each["en"], each["name"]
        assert each["by"], each["name"]
        assert set(each["by"]) <= roles, each["name"]
        argument = each["scope"]["argument"]
        assert argument in {"", *(one["name"] for one in each["arguments"])}, each["name"]


def test_every_argument_has_words_of_its_own_in_both_languages(catalogue: dict[str, Any]) -> None:
    for each in catalogue["use_cases"]:
        for one in each["arguments"]:
            place = f"{each['name']}: {one['name']}"
            assert one["zh"] != one["name"], place
            assert any("一" <= char <= "鿿" for char in one["zh"]), place
            assert one["en"], place


def test_every_view_is_there_with_its_columns(catalogue: dict[str, Any]) -> None:
    assert [each["name"] for each in catalogue["views"]] == [view.name for view in VIEWS]
    for each in catalogue["views"]:
        named = {one["name"] for one in each["columns"]}
        assert set(each["schema"]["properties"]) == {"key"} | named


def test_no_use_case_is_done_in_the_undivided_role(catalogue: dict[str, Any]) -> None:
    assert not [each["name"] for each in catalogue["use_cases"] if "foundation" in each["by"]]


def test_schemas_are_schemas(catalogue: dict[str, Any]) -> None:
    for each in (*catalogue["use_cases"], *catalogue["views"], *catalogue["facts"]):
        Draft202012Validator.check_schema(each["schema"])


@pytest.mark.parametrize("name", sorted(EVENTS))
def test_what_is_stored_today_fits_the_schema_of_its_fact(name: str) -> None:
    cls = EVENTS[name]
    stored = json.loads((GOLDEN / f"{name}.v{cls.event_version}.json").read_text("utf-8"))
    schema = under_test.fact_data(cls)["schema"]
    assert not list(Draft202012Validator(schema).iter_errors(stored))
    assert list(Draft202012Validator(schema).iter_errors({**stored, "more": 1}))


def test_a_refusal_bears_its_code_and_both_sentences(catalogue: dict[str, Any]) -> None:
    found = {each["code"]: each for each in catalogue["refusals"]}
    assert set(json.loads((GOLDEN / "reasons.json").read_text("utf-8"))) == found.keys()
    assert found["gate.blank"]["en"] == "may not be blank; fill it in"


def test_every_fact_has_words_in_both_languages_and_no_two_of_a_stream_the_same(
    catalogue: dict[str, Any],
) -> None:
    facts = catalogue["facts"]
    for each in facts:
        assert any("一" <= char <= "鿿" for char in each["zh"]), each["name"]
        assert each["en"].isascii() and "_" not in each["en"] and "." not in each["en"], each
    for lang in ("zh", "en"):
        said = [(each["name"].partition(".")[0], each[lang]) for each in facts]
        assert len(said) == len(set(said))
