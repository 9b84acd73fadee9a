"""One id has one canonical form, however it was typed."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_domain.kernel.keys import (
    Case,
    canonical,
    canonical_key,
    designation,
    kept,
    lower,
    party,
    upper,
)

TEXTS = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn")), max_size=12)


@pytest.mark.parametrize(
    "typed", ["INV-1", " INV-1", "INV-1　", "ＩＮＶ－１", "inv-1", "ｉｎｖ－1", "\u00a0Inv-1\u2003"]
)
def test_what_a_person_takes_for_one_number_is_one(typed: str) -> None:
    assert upper(typed) == "INV-1"


def test_small_and_capital_letters_are_two_where_the_kind_of_id_says_so() -> None:
    assert kept("Plan-A") == "Plan-A" != kept("plan-a")
    assert lower("Alice") == lower("ａｌｉｃｅ") == "alice"


def test_blanks_go_from_both_ends_of_every_part_and_stay_within() -> None:
    assert canonical(" 03700 / No 1 ", Case.UPPER) == "03700/NO 1"


@given(TEXTS, st.sampled_from(Case))
def test_a_canonical_form_is_its_own(text: str, case: Case) -> None:
    once = canonical(text, case)
    assert canonical(once, case) == once


@given(TEXTS, st.sampled_from(Case))
def test_forms_that_unicode_calls_compatible_are_one(text: str, case: Case) -> None:
    for form in ("NFC", "NFD", "NFKC", "NFKD"):
        assert canonical(unicodedata.normalize(form, text), case) == canonical(text, case)


@pytest.mark.parametrize("word", ["general", "General", "ＧＥＮＥＲＡＬ", " suspense "])
def test_a_reserved_designation_is_written_small(word: str) -> None:
    assert designation(word) in {"general", "suspense"}


def test_another_designation_is_a_projects_id_as_that_is_written() -> None:
    assert designation("2021-A-001（甲）") == "2021-A-001(甲)"


@pytest.mark.parametrize(
    ("typed", "kept_as"),
    [
        ("P:" + "A" * 32, "p:" + "a" * 32),
        ("91370102ma3c00001e", "91370102MA3C00001E"),
        ("９１370102ma3c00001e", "91370102MA3C00001E"),
        ("Team-One", "Team-One"),
    ],
)
def test_a_party_is_classified_before_it_is_brought_into_form(typed: str, kept_as: str) -> None:
    assert party(typed) == kept_as


def test_each_part_of_a_key_has_its_own_form() -> None:
    assert canonical_key("基金（一）/General", (kept, designation)) == "基金(一)/general"
    assert canonical_key("历下区/Alice/Key/1", (kept, lower, kept)) == "历下区/alice/Key/1"


def test_a_key_with_fewer_parts_than_it_should_have_is_brought_into_form_all_the_same() -> None:
    assert canonical_key("Ａ", (kept, designation)) == "A"


def test_what_older_code_joined_as_no_part_is_brought_into_form_as_it_stands() -> None:
    assert canonical_key("50%/General", (kept, designation)) == "50%/general"
