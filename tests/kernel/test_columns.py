"""What a row class says of its columns is read as data, in both languages."""

from datetime import date
from types import MappingProxyType
from typing import Annotated

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from lixia_domain.kernel.columns import (
    Unit,
    audience_of,
    closings,
    column,
    column_of,
    columns,
    row_schema,
    shown,
)
from lixia_domain.kernel.view import Audience, Row, View
from lixia_domain.kernel.words import Worded, Words

NameColumn = Annotated[str, column("名称", "name")]


class Stage(Worded):
    OPEN = "open", "征集中"
    WAITING = "waiting", "候补", "on the list"


ENDS = MappingProxyType({"gone": Words("已撤回", "withdrawn")})


class ProjectRow(Row, frozen=True):
    title: NameColumn
    batch: Annotated[str | None, column("批次", "batch")]
    stage: Annotated[str, column("阶段", "stage", codes=(Stage, ENDS))] = ""
    kept: Annotated[str, column("已存项目", "kept", codes=Stage, several=True)] = ""
    whose: Annotated[str, column("用途", "for", codes=Stage, closed=False)] = ""
    donor: NameColumn | None = None
    budget_fen: Annotated[int, column("预算", "budget", audience=Audience.AUDITOR)] = 0
    served_minutes: Annotated[int, column("分钟", "minutes")] = 0
    claims: Annotated[int, column("认领数", "claims")] = 0
    on: Annotated[date | None, column("日期", "on")] = None
    relief: Annotated[bool, column("扶贫", "relief")] = False
    _claims: tuple[str, ...] = ()


PROJECTS: View[ProjectRow] = View(
    name="projects",
    version=1,
    title="项目",
    title_en="Projects",
    row=ProjectRow,
    reads=(),
    keys=lambda _: (),
    evolve=lambda row, _: row,
    shown=("stage", "title"),
    audience=Audience.PUBLIC,
)
ROW = {
    "key": "P1",
    "title": "助学",
    "batch": None,
    "stage": "open",
    "kept": "open、waiting:企业",
    "whose": "P2",
    "donor": None,
    "budget_fen": 22_500_00,
    "served_minutes": 90,
    "claims": 1,
    "on": "2021-03-05",
    "relief": True,
}


def test_columns_stand_in_order_with_their_units_and_what_only_the_fold_needs_is_none() -> None:
    assert [(each.name, each.unit) for each in columns(ProjectRow)] == [
        ("title", Unit.TEXT),
        ("batch", Unit.TEXT),
        ("stage", Unit.TEXT),
        ("kept", Unit.TEXT),
        ("whose", Unit.TEXT),
        ("donor", Unit.TEXT),
        ("budget_fen", Unit.FEN),
        ("served_minutes", Unit.MINUTES),
        ("claims", Unit.NUMBER),
        ("on", Unit.DATE),
        ("relief", Unit.FLAG),
    ]
    assert [each.name for each in columns(ProjectRow) if each.optional] == ["batch", "donor", "on"]
    assert column_of(PROJECTS, "donor").words == Words("名称", "name")


def test_codes_are_read_in_words_and_other_text_is_left_as_it_is() -> None:
    stage, kept = column_of(PROJECTS, "stage"), column_of(PROJECTS, "kept")
    assert [stage.read("open", lang) for lang in ("zh", "en")] == ["征集中", "open"]
    assert [stage.read("gone", lang) for lang in ("zh", "en")] == ["已撤回", "withdrawn"]
    assert kept.read("waiting:企业、open", "en") == "on the list:企业、open"
    assert column_of(PROJECTS, "whose").read("P2", "zh") == "P2"
    assert column_of(PROJECTS, "title").read("open", "zh") == "open"


def test_a_view_names_the_columns_shown_first_and_without_naming_any_shows_all() -> None:
    assert [each.name for each in shown(PROJECTS)] == ["stage", "title"]
    whole = View(
        name="w",
        version=1,
        title="",
        title_en="",
        row=ProjectRow,
        reads=(),
        keys=PROJECTS.keys,
        evolve=PROJECTS.evolve,
    )
    assert shown(whole) == columns(ProjectRow)
    assert audience_of(whole, columns(ProjectRow)[0]) is Audience.MEMBER


def test_a_column_may_be_for_fewer_than_its_view() -> None:
    assert audience_of(PROJECTS, column_of(PROJECTS, "title")) is Audience.PUBLIC
    assert audience_of(PROJECTS, column_of(PROJECTS, "budget_fen")) is Audience.AUDITOR


def test_nothing_stands_below_a_view_that_declares_no_closing() -> None:
    assert closings(PROJECTS, [ROW]) == ()


def test_a_column_without_words_is_found_out() -> None:
    class Mute(Row, frozen=True):
        title: str

    class Bounded(Row, frozen=True):
        title: Annotated[str, "a note"]

    for row in (Mute, Bounded):
        with pytest.raises(TypeError, match="the column title says nothing of itself"):
            columns(row)


def fits(**changed: object) -> bool:
    checker = Draft202012Validator(row_schema(PROJECTS), format_checker=FormatChecker())
    return checker.is_valid(ROW | changed)


def test_a_row_fits_its_schema() -> None:
    Draft202012Validator.check_schema(row_schema(PROJECTS))
    assert fits()
    assert fits(stage="") and fits(stage="gone") and fits(on=None) and fits(batch="2021-1")


@pytest.mark.parametrize(
    "changed",
    [
        {"stage": "lost"},
        {"title": None},
        {"budget_fen": 0.5},
        {"budget_fen": "1"},
        {"on": "5 March"},
        {"relief": 1},
        {"more": 1},
    ],
    ids=str,
)
def test_what_is_no_such_row_does_not_fit(changed: dict[str, object]) -> None:
    assert not fits(**changed)


def test_a_schema_tells_titles_codes_units_and_audience() -> None:
    cells = row_schema(PROJECTS)["properties"]
    assert cells["budget_fen"] == {
        "title": "预算 · budget",
        "x-words": {"zh": "预算", "en": "budget"},
        "x-unit": "fen",
        "x-audience": "auditor",
        "type": "integer",
    }
    assert cells["stage"]["enum"] == ["open", "waiting", "gone", ""]
    assert cells["stage"]["x-codes"]["waiting"] == {"zh": "候补", "en": "on the list"}
    assert "enum" not in cells["kept"] and "enum" not in cells["whose"]
    assert cells["on"]["anyOf"] == [{"type": "string", "format": "date"}, {"type": "null"}]
