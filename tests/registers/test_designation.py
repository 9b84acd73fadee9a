"""A remark designates a gift only where it leaves no doubt."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_adapters.registers.designation import Citable

KNOWN = {
    "P-031": "火神山医院建设",
    "P-03": "武汉疫情防控",
    "P-032": "湖北武汉疫情防控",
    "P-040": "同名项目",
    "P-041": "同名项目",
}


@pytest.mark.parametrize(
    ("remark", "one"),
    [
        ("P-031", "P-031"),
        ("定向捐赠 p-031 项目", "P-031"),
        ("用于支援火神山医院建设\t", "P-031"),
        ("P-031 火神山医院建设", "P-031"),
        ("Ｐ－０３１", "P-031"),
        ("武汉疫情防控", "P-03"),
        ("湖北武汉疫情防控", "P-032"),
        ("用于“武汉疫情防控”，捐款", "P-03"),
    ],
)
def test_one_purpose_in_full_designates(remark: str, one: str) -> None:
    assert Citable(KNOWN).one(remark) == one


@pytest.mark.parametrize(
    "remark",
    [
        "",
        "武汉疫情",
        "武汉疫情防控中心",
        "湖北武汉疫情防控专用不用于其他",
        "不用于武汉疫情防控",
        "非P-031",
        "P-0311",
        "P-031-2",
        "P-031、P-03",
        "P-031、P-099",
        "P-031 武汉疫情防控",
        "火神山医院建设、武汉疫情防控",
        "火神山医院建设及医疗物资",
        "其中100万元定向用于火神山医院建设",
        "火神山医院建设300万元、宜昌200万元",
        "火神山医院建设55万，其他各15万",
        "公司10万元，员工9650元",
        "同名项目",
        "武汉疫情防控 除外",
    ],
)
def test_any_doubt_designates_nothing(remark: str) -> None:
    assert Citable(KNOWN).one(remark) is None


@given(st.text(max_size=12))
def test_nothing_known_designates_nothing(remark: str) -> None:
    assert Citable({}).one(remark) is None


@given(st.integers(1, 9999), st.sampled_from(["万元", "元", "万", "万元给武汉"]))
def test_an_amount_beside_the_purpose_is_a_split(amount: int, unit: str) -> None:
    assert Citable(KNOWN).one(f"P-031 {amount}{unit}") is None
