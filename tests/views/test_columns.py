"""What people read of each view: titles, codes and audiences, as kept in ``golden``.

Whoever changes a word changes it in the table, too: ``columns.csv`` and ``codes.csv``.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from lixia_domain.kernel.columns import Column, audience_of, columns, shown
from lixia_domain.kernel.view import ReadModel, Rollup, with_sources
from lixia_domain.kernel.words import Worded
from lixia_domain.views import VIEWS
from lixia_domain.views.account_ledger import ACCOUNT_LEDGER, Movement

GOLDEN = Path(__file__).parent.parent / "golden"
BASES = {model.base for model in VIEWS if isinstance(model, Rollup)}
MODELS = tuple(model for model in with_sources(VIEWS) if model not in BASES)
"""All but the bases, whose columns are those of the rollups over them."""
CELLS = [(model, each) for model in MODELS for each in columns(model.row)]

each_model = pytest.mark.parametrize("model", MODELS, ids=lambda model: model.name)


def golden(name: str) -> list[list[str]]:
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        return list(csv.reader(file))[1:]


def lines(rows: Iterable[Sequence[str]]) -> str:
    """Return rows as they stand in a table, ready to be pasted there."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows(rows)
    return text.getvalue()


def told(model: ReadModel, each: Column) -> list[str]:
    audience = audience_of(model, each).value
    return [model.name, each.name, *each.words, each.unit.value, audience]


def test_titles_units_and_audiences_are_as_they_were() -> None:
    found, kept = [told(model, each) for model, each in CELLS], golden("columns.csv")
    missing = lines(row for row in found if row not in kept)
    assert not missing, f"add to tests/golden/columns.csv, in the order of VIEWS:\n{missing}"
    assert found == kept


def test_words_of_codes_are_as_they_were() -> None:
    found = [
        [model.name, each.name, code, *words]
        for model, each in CELLS
        for code, words in each.codes.items()
    ]
    kept = golden("codes.csv")
    missing = lines(row for row in found if row not in kept)
    assert not missing, f"add to tests/golden/codes.csv, in the order of VIEWS:\n{missing}"
    assert found == kept


@each_model
def test_no_two_columns_have_the_same_title(model: ReadModel) -> None:
    for lang in ("zh", "en"):
        titles = Counter(each.words.text(lang) for each in columns(model.row))
        assert all(titles) and set(titles.values()) == {1}, lang


@each_model
def test_columns_shown_first_are_columns_each_named_once(model: ReadModel) -> None:
    assert set(model.shown) <= {each.name for each in columns(model.row)}
    assert len(set(model.shown)) == len(model.shown)
    assert shown(model)


def test_every_movement_of_an_account_has_a_name() -> None:
    assert {each.value for each in Movement} == {cls.event_name for cls in ACCOUNT_LEDGER.reads}


def test_every_code_has_words_in_both_languages() -> None:
    enums, waiting = [], [Worded]
    while waiting:
        below = waiting.pop().__subclasses__()
        enums += below
        waiting += below
    silent = [code for enum in enums for code in enum if not (code.zh.strip() and code.en.strip())]
    assert len(enums) > 30 and silent == []


def test_no_two_codes_of_a_column_read_the_same() -> None:
    for model, each in CELLS:
        for lang in ("zh", "en"):
            words = Counter(said.text(lang) for said in each.codes.values())
            assert set(words.values()) <= {1}, (model.name, each.name, lang)
