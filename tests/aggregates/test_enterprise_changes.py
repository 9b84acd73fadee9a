from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates import enterprise
from lixia_domain.aggregates.enterprise import (
    ENTERPRISE,
    Enterprise,
    EnterpriseDebarred,
    EnterpriseMerged,
    EnterpriseRegistered,
    EnterpriseReinstated,
    EnterpriseRenamed,
    EnterpriseVerified,
    Ownership,
    Why,
)
from lixia_domain.testing import given

ON = date(2021, 3, 1)
NAME, NEXT = "泉畔示例商贸（虚构）", "泉畔示例实业（虚构）"
KNOWN = (
    EnterpriseRegistered(name=NAME, ownership=Ownership.PRIVATE, on=ON),
    EnterpriseVerified(document="执照", on=ON),
)
MERGED = EnterpriseMerged(successor="乙", document="协议", on=ON)
DEBARRED = EnterpriseDebarred(reason="失信", document="公告", on=ON)
SUCCESSOR = ENTERPRISE.fold(KNOWN)


def may_claim(known: Enterprise | None) -> tuple[str]:
    return (enterprise.verified(known).name,)


def test_a_renamed_enterprise_is_the_same_under_another_name() -> None:
    renamed = EnterpriseRenamed(name=NEXT, document="通知", on=ON)
    given(ENTERPRISE, *KNOWN).when(enterprise.rename, name=NEXT, document="通知", on=ON).then(
        renamed
    )
    given(ENTERPRISE, *KNOWN, renamed).when(may_claim).then(NEXT)


def test_the_name_it_bears_is_no_news_and_no_name_is_none() -> None:
    known = given(ENTERPRISE, *KNOWN)
    known.when(enterprise.rename, name=NAME, document="通知", on=ON).ignored()
    known.when(enterprise.rename, name=" ", document="通知", on=ON).refused(Why.NO_NAME)


def merging(*facts: Any, successor: str = "乙", into: Enterprise | None = SUCCESSOR) -> Any:
    return given(ENTERPRISE, *facts).when(
        enterprise.merge, code="甲", successor=successor, into=into, document="协议", on=ON
    )


def test_merging_is_recorded_once() -> None:
    merging(*KNOWN).then(MERGED)
    merging(*KNOWN, MERGED).ignored()


def test_what_was_merged_acts_no_more() -> None:
    known = given(ENTERPRISE, *KNOWN, MERGED)
    known.when(may_claim).refused(Why.MERGED, name=NAME, successor="乙")
    known.when(enterprise.rename, name=NEXT, document="通知", on=ON).refused(Why.MERGED)
    merging(*KNOWN, MERGED, successor="丙").refused(Why.MERGED)


def test_the_successor_is_another_and_stands() -> None:
    merging(*KNOWN, successor="甲").refused(Why.MERGED_INTO_ITSELF)
    merging(*KNOWN, into=None).refused(Why.UNKNOWN)
    merging(*KNOWN, into=ENTERPRISE.fold([*KNOWN, MERGED])).refused(Why.MERGED)


def test_a_debarred_enterprise_may_not_claim_until_it_is_reinstated() -> None:
    known = given(ENTERPRISE, *KNOWN)
    known.when(enterprise.debar, reason="失信", document="公告", on=ON).then(DEBARRED)
    barred = given(ENTERPRISE, *KNOWN, DEBARRED)
    barred.when(may_claim).refused(Why.DEBARRED, name=NAME, reason="失信")
    back = EnterpriseReinstated(document="决定", on=ON)
    barred.when(enterprise.reinstate, document="决定", on=ON).then(back)
    given(ENTERPRISE, *KNOWN, DEBARRED, back).when(may_claim).then(NAME)


def test_the_same_debarment_is_no_news_another_reason_is() -> None:
    barred = given(ENTERPRISE, *KNOWN, DEBARRED)
    barred.when(enterprise.debar, reason="失信", document="再公告", on=ON).ignored()
    barred.when(enterprise.debar, reason="造假", document="公告", on=ON).then(
        EnterpriseDebarred(reason="造假", document="公告", on=ON)
    )


def test_who_is_not_debarred_is_not_reinstated() -> None:
    given(ENTERPRISE, *KNOWN).when(enterprise.reinstate, document="决定", on=ON).refused(
        Why.NOT_DEBARRED, name=NAME
    )


@pytest.mark.parametrize("act", [enterprise.debar, enterprise.reinstate])
def test_a_stranger_is_neither_debarred_nor_reinstated(act: Any) -> None:
    words = {"reason": "失信"} if act is enterprise.debar else {}
    given(ENTERPRISE).when(act, **words, document="公告", on=ON).refused(Why.UNKNOWN)


def test_a_debarred_enterprise_is_merged_into_nobody() -> None:
    words: dict[str, Any] = {"code": "甲", "successor": "乙", "into": SUCCESSOR, "document": "协议"}
    told = given(ENTERPRISE, *KNOWN, DEBARRED).when(enterprise.merge, **words, on=ON)
    told.refused(Why.DEBARRED_STAYS, name=NAME, reason="失信")
    lifted = EnterpriseReinstated(document="决定", on=ON)
    again = given(ENTERPRISE, *KNOWN, DEBARRED, lifted).when(enterprise.merge, **words, on=ON)
    again.then(MERGED)


def test_one_that_was_merged_is_not_debarred_any_more_but_its_successor() -> None:
    told = given(ENTERPRISE, *KNOWN, MERGED).when(
        enterprise.debar, reason="失信", document="公告", on=ON
    )
    told.refused(Why.MERGED, successor="乙")
