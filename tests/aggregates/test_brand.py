from __future__ import annotations

from datetime import date

from lixia_domain.aggregates import brand
from lixia_domain.aggregates.brand import (
    BRAND,
    BrandIncubated,
    BrandNominated,
    BrandRecognised,
    BrandRetired,
    BrandStage,
    Why,
)
from lixia_domain.testing import given

ON, LATER = date(2021, 2, 1), date(2021, 3, 1)
TOLD = {
    "name": "泉畔食光（虚构）",
    "team": "T1",
    "projects": ("P1",),
    "others": (),
    "reason": "零投诉",
}
NOMINATED = BrandNominated(
    name="泉畔食光（虚构）", team="T1", projects=("P1",), reason="零投诉", on=ON
)
INCUBATED = BrandIncubated(plan="方案", on=ON)
RECOGNISED = BrandRecognised(title="区级品牌", minutes="纪要", on=ON)
RETIRED = BrandRetired(reason="团队解散", on=ON)


def test_a_brand_is_nominated_once() -> None:
    given(BRAND).when(brand.nominate, **TOLD, on=ON).then(NOMINATED)
    given(BRAND, NOMINATED).when(brand.nominate, **TOLD, on=LATER).ignored()
    given(BRAND, NOMINATED).when(brand.nominate, **{**TOLD, "team": "T2"}, on=ON).refused(
        Why.EXISTS, name="泉畔食光（虚构）"
    )


def test_a_brand_rests_on_a_project() -> None:
    given(BRAND).when(brand.nominate, **{**TOLD, "projects": ()}, on=ON).refused(Why.NO_PROJECT)


def test_a_brand_rests_on_what_its_team_carried_out() -> None:
    given(BRAND).when(brand.nominate, **{**TOLD, "others": ["P1"]}, on=ON).refused(
        Why.NOT_ITS_WORK, project="P1", team="T1"
    )


def test_a_brand_goes_through_incubation_to_recognition() -> None:
    given(BRAND, NOMINATED).when(brand.incubate, plan="方案", on=ON).then(INCUBATED)
    recognise = {"title": "区级品牌", "minutes": "纪要", "on": ON}
    given(BRAND, NOMINATED, INCUBATED).when(brand.recognise, **recognise).then(RECOGNISED)
    given(BRAND, NOMINATED).when(brand.recognise, **recognise).refused(
        Why.WRONG_STAGE, stage=BrandStage.NOMINATED, act="认定"
    )


def test_a_brand_is_retired_wherever_it_stands_but_not_twice() -> None:
    life = (NOMINATED, INCUBATED, RECOGNISED)
    for stages in (1, 2, 3):
        told = given(BRAND, *life[:stages]).when(brand.retire, reason="团队解散", on=ON)
        told.then(RETIRED)
    given(BRAND, NOMINATED, RETIRED).when(brand.retire, reason="r", on=ON).refused(Why.WRONG_STAGE)


def test_a_brand_nobody_nominated_is_unknown() -> None:
    given(BRAND).when(brand.incubate, plan="方案", on=ON).refused(Why.UNKNOWN)
