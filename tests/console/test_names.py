"""A person's name typed where an id or an organisation belongs: refused, never kept, never told."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lixia_adapters.registers.lexicon import COMMON_SURNAMES, COMPOUND_SURNAMES

from .conftest import Lixia, head

NAME = "王示例"
ON = "--on 2021-11-08"
PAID = f"bank debit K1 1.00 --account A --date 2021-11-08 --payee {{}} --document 回单 {ON}"
NAMED = {
    "payee of a debit": PAID,
    "seller": f"disburse evidence D1 --invoice 1 --date 2021-11-08 --seller {{}} "
    f"--sha256 {'0' * 64} --amount 1 {ON}",
    "insurer": f"volunteer insure p:{'1' * 32} --policy 1 --insurer {{}} --since 2021-11-08 "
    f"--until 2021-11-09 {ON}",
    "officer": f"foundation appoint F --person {{}} --office chair --document 任命 {ON}",
    "member": f"fund committee F1 --member {{}} --document 任命 {ON}",
    "witness": f"call destroy-key C --witness {{}} {ON}",
    "decided by": "call decide-objection C O --ruling upheld --decided-by {} --reason a "
    f"--minutes b {ON}",
    "checked": f"disburse approve D1 --minutes a --checked {{}} {ON}",
    "found tied": f"disburse approve D1 --minutes a --checked c --related {{}} {ON}",
    "actor": f"project approve P1 --minutes a --actor {{}} {ON}",
}
BY_ID = (
    f"foundation related F --party {{}} --person acct-1 --tie supplier --document 申报 {ON}",
    f"in-kind issue W1 --quantity 1 --project P1 --receiver {{}} --document 单 {ON}",
)
SURNAMES = st.sampled_from(sorted(COMMON_SURNAMES) + list(COMPOUND_SURNAMES))
GIVEN = st.text("伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛超霞刚桂晓琳佳", min_size=1, max_size=2)


@pytest.mark.parametrize("case", NAMED)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_name_is_refused_and_not_repeated(
    lixia: Lixia, programme: Path, case: str, lang: str
) -> None:
    before = head(programme)
    for name in (NAME, "John Example"):
        words = [name if "{}" in word else word for word in NAMED[case].split()]
        found = lixia(*words, "--lang", lang, "--json")
        said = (found.code, found.error["code"])
        assert said in {
            (1, "person.not_an_account"),
            (2, "person.not_an_account"),
            (2, "gate.several"),
            (2, "may_be_a_name"),
        }
        assert name not in found.out + found.err and "p:" in found.error["sentence"]
    assert head(programme) == before


@pytest.mark.parametrize("line", BY_ID)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_where_an_id_belongs_a_name_is_refused_and_not_repeated(
    lixia: Lixia, programme: Path, line: str, lang: str
) -> None:
    before = head(programme)
    found = lixia(*line.format(NAME).split(), "--lang", lang, "--json")
    assert (found.code, found.error["code"], head(programme)) == (1, "party.unknown_form", before)
    assert NAME not in found.err and "lixia person register" in found.error["sentence"]


def test_who_acts_by_the_environment_is_no_name_either(
    lixia: Lixia, programme: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LIXIA_ACTOR", NAME)
    found = lixia(*f"project approve P1 --minutes a {ON} --json".split())
    assert (found.code, found.error["code"]) == (2, "person.not_an_account")
    assert "LIXIA_ACTOR" in found.error["sentence"] and NAME not in found.err


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=20)
@given(name=st.builds("".join, st.tuples(SURNAMES, GIVEN)))
def test_no_plain_name_is_taken_for_who_was_paid(lixia: Lixia, programme: Path, name: str) -> None:
    before = head(programme)
    found = lixia(*PAID.format(name).split())
    assert (found.code, head(programme)) == (2, before)
    assert name not in found.err


@pytest.mark.parametrize(
    "payee",
    [
        "示例贸易有限公司",
        "历下区示例养老服务中心",
        "示例社区",
        "历下区示例邻居超市",
        "春风志愿队",
        "甲企业（虚构示例）",  # registered in the store
        f"p:{'1' * 32}",
        "payee-1",
    ],
)
def test_organisations_and_references_are_taken(lixia: Lixia, programme: Path, payee: str) -> None:
    assert lixia(*PAID.format(payee).split()).code == 0


def test_a_remark_is_kept_as_an_import_keeps_it(lixia: Lixia, programme: Path) -> None:
    line = f"{PAID.format('示例贸易有限公司')} --remark 物资采购联系人{NAME}13800000000"
    assert lixia(*line.split()).code == 0
    told = lixia("history", "bank_debit-K1", "--json").out
    assert "物资采购" in told and "＊＊" in told
    assert NAME not in told and "13800000000" not in told
