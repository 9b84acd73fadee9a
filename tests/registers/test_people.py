"""Organisations stand in clear; what may be a natural person never does."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lixia_adapters.registers.lexicon import COMMON_SURNAMES, COMPOUND_SURNAMES
from lixia_adapters.registers.ordinary import WORDS
from lixia_adapters.registers.people import (
    PartyKind,
    recognise,
    reference,
    scrub,
)

SURNAMES = st.sampled_from(sorted(COMMON_SURNAMES) + list(COMPOUND_SURNAMES))
GIVEN = st.text("伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超霞刚桂晓琳佳", min_size=1, max_size=2)
NAMES = st.builds("".join, st.tuples(SURNAMES, GIVEN)).filter(
    # Who is called like a known word can't be told from it.
    lambda name: not any(name.startswith(word) for word in WORDS)
)
REMARKS = st.sampled_from(
    [
        "武汉疫情防控",
        "用于湖北疫情防控武汉新型冠状病毒防疫防护物资采购",
        "购抗击疫情所需物资：指定武汉300万元、宜昌200万元",
        "其中100万元定向用于黄冈市抗击疫情",
        "捐赠孝感市9家医院",
        "联系人：",
        "",
    ]
)
PHONES = st.from_regex(r"1[3-9][0-9]{9}", fullmatch=True)
KEY = bytes(range(32))


@pytest.mark.parametrize(
    "name",
    [
        "武汉某某示例有限公司",
        "漆谷（北京）科技集团有限公司",
        "示例投资管理合伙企业（有限合伙）",
        "致同会计师事务所（特殊普通合伙）",
        "武汉大学",
        "清华大学",
        "中国银行",
        "广东省红十字会",
        "天津市湖北商会",
        "大理市孝敬小学",
        "安平县宝建五金店",
        "日照市岚山区宇诚木材加工厂",
        "示例科技股份有限公司和员工捐款",
        "示例会计师事务所有限公司东营分所",
        "Example Trading Co., Ltd.",
        "University of Example Hospital",
        "ＡＢＣ示例（中国）有限公司",
        "春风志愿队",
        "示例社区",
        "示例养老服务中心",
        "历下区示例邻居超市",
    ],
)
def test_an_organisation_stands_in_clear(name: str) -> None:
    party = recognise(name)
    assert (party.kind, party.shown) == (PartyKind.ORGANISATION, name)


@pytest.mark.parametrize(
    "name",
    [
        "王店",
        "武汉市王示例店",
        "湖北省武汉市张店",
        "李局",
        "王学会",
        "张中心",
        "欧阳大学",
        "王示例志愿队",
        "张示社区",
        "李示例服务中心",
        "历下区王示超市",
        "示例超市",
        "王示例有限公司",
        "示例（虚构示例有限公司员工）",
        "周示(南宫市示例家具有限公司)",
        "某某公司王＊＊",
        "示例公司员工 王示例等",
        "王示例 示例贸易有限公司",
        "王示例、示例贸易有限公司",
        "示例贸易有限公司王示",
        "王示例北京大学",
        "李示例转入西藏湖北商会捐款",
        "示例先生北京示例中学",
        "帕示例·阿示例（新疆示例县第一中学）",
        "John Example",
        "John Example, Example Inc",
        "示例有限公司13800138000",
    ],
)
def test_whoever_may_be_a_person_is_masked(name: str) -> None:
    party = recognise(name)
    assert (party.kind, party.shown) == (PartyKind.PERSON, f"{name[0]}＊＊")


@pytest.mark.parametrize("name", ["", " \t", "匿名", "爱心人士", "无名氏", "网友示例", "好心人"])
def test_the_anonymous_stay_so(name: str) -> None:
    assert recognise(name).kind is PartyKind.ANONYMOUS
    assert recognise(name).shown == "匿名"


def test_a_masked_name_stays_as_it_is() -> None:
    assert recognise("王＊＊\t").shown == "王＊＊"
    assert recognise("王*").shown == "王*"


@given(NAMES)
def test_a_plain_name_is_never_shown(name: str) -> None:
    party = recognise(name)
    assert party.kind is PartyKind.PERSON
    assert party.shown == f"{name[0]}＊＊"


@given(NAMES, REMARKS, st.booleans())
def test_a_name_beside_a_remark_never_survives(name: str, remark: str, first: bool) -> None:
    said = f"{name}，{remark}" if first else remark + name
    assert name not in scrub(said, "王＊＊")
    assert name not in scrub(said, "武汉某某示例有限公司")


@given(st.text("甲乙丙丁戊己庚辛壬癸", min_size=2, max_size=4), REMARKS)
def test_the_payers_own_name_goes_even_without_a_known_surname(name: str, remark: str) -> None:
    assert name not in scrub(f"{remark}{name}转", f"{name}（虚构示例有限公司）")


@given(
    st.text("甲乙丙丁戊己庚辛壬癸", min_size=2, max_size=3),
    st.sampled_from(
        ["联系人：{}", "收件人 {}", "由{}转交", "{}先生", "{}女士捐", "姓名:{}", "{}医生"]
    ),
)
def test_a_name_told_by_its_place_goes(name: str, shape: str) -> None:
    assert name not in scrub(shape.format(name), "")


@given(PHONES, REMARKS, st.sampled_from(["", " ", "-"]), st.sampled_from(["", "元", "电话"]))
def test_a_phone_number_never_survives(phone: str, remark: str, gap: str, after: str) -> None:
    written = gap.join((phone[:3], phone[3:7], phone[7:]))
    shown = scrub(f"{remark} {written}{after}", "")
    assert not any(part in shown for part in (phone, written, phone[3:7] + gap + phone[7:]))


@pytest.mark.parametrize(
    "secret",
    [
        "42010119900101123X",
        "6222 0212 3456 7890 123",
        "027-85851234",
        "example@example.com",
        "１３８００１３８０００",
        "一三八零零一三八零零零",
    ],
)
def test_numbers_and_addresses_never_survive(secret: str) -> None:
    assert scrub(f"武汉疫情 {secret}", "") == "武汉疫情 ＊＊"


@given(NAMES)
def test_a_name_padded_with_blanks_goes(name: str) -> None:
    padded = " ".join(name)
    assert padded not in scrub(f"{padded} 捐款", "")


def test_a_chat_name_goes() -> None:
    assert scrub("微信：shili_123", "") == "微信：＊＊"


@pytest.mark.parametrize(
    "remark",
    [
        "购抗击疫情所需物资：指定武汉300万元、宜昌200万元",
        "其中456151.13员工捐款",
        "其中12,000,000元定向用于黄冈市抗击疫情",
        "给一线的叔叔阿姨们买好吃的",
        "给医生买水",
        "捐赠给湖北省妇女儿童发展基金会",
        "N95口罩",
        "",
    ],
)
def test_a_harmless_remark_is_kept(remark: str) -> None:
    assert scrub(remark, "王＊＊") == remark


def test_a_reference_is_the_names_under_the_key_and_no_other() -> None:
    one = reference("示例", KEY)
    assert one == reference(" 示 例\t", KEY)
    assert len(one) == 34 and one.startswith("p:")
    assert one != reference("示例", KEY[::-1])
    assert one != reference("示倒", KEY)
    with pytest.raises(ValueError, match="32"):
        reference("示例", b"short")
