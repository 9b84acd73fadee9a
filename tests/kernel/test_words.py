"""What is told in two languages."""

from __future__ import annotations

import pytest

from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Reason, Rejection
from lixia_domain.kernel.words import Spoken, Worded, Words, listed, many, said


class Stage(Worded):
    OPEN = "open", "进行中"
    AWAITED = "acceptance", "待验收", "awaiting acceptance"
    BY_CODE = "by_code", "依代码"


class Why(Reason):
    WRONG = (
        "case.wrong",
        "处于“{stage}”，不能{act}，缺{sum}",
        "{stage}: no {act}, {sum} short",
    )


def test_a_code_is_stored_and_its_words_are_told() -> None:
    assert Stage("acceptance") is Stage.AWAITED
    assert (Stage.AWAITED.value, Stage.AWAITED == "acceptance") == ("acceptance", True)
    assert [(stage.zh, stage.en) for stage in Stage] == [
        ("进行中", "open"),
        ("待验收", "awaiting acceptance"),
        ("依代码", "by code"),
    ]


def test_a_refusal_says_its_facts_in_the_language_of_the_sentence() -> None:
    refusal = Rejection(
        Why.WRONG, stage=Stage.AWAITED, act=Words("发布", "publishing"), sum=Money(1_234_567)
    )
    assert refusal.sentence("zh") == "处于“待验收”，不能发布，缺12,345.67 元"
    assert refusal.sentence("en") == "awaiting acceptance: no publishing, 12,345.67 yuan short"


@pytest.mark.parametrize("plain", ["“某项目”", 7, None])
def test_what_says_nothing_of_itself_stays_as_it_is(plain: object) -> None:
    assert not isinstance(plain, Spoken)
    assert said(plain, "zh") == said(plain, "en") == plain


def test_a_list_is_parted_as_each_language_parts_it() -> None:
    assert listed([Words("理由", "why"), "X-1"]) == Words("理由、X-1", "why, X-1")
    assert listed([]) == Words("", "")


def test_words_are_filled_in_both_languages_and_told_in_the_one_asked_for() -> None:
    filled = Words("第 {number} 期", "instalment {number}").filled(number=3)
    assert [filled.text(lang) for lang in ("zh", "en")] == ["第 3 期", "instalment 3"]


def test_one_row_is_a_row_and_more_are_rows() -> None:
    assert [many(0, "row"), many(1, "row"), many(1_200, "row")] == ["0 rows", "1 row", "1,200 rows"]
    assert many(2, "entry", "entries") == "2 entries"
