from __future__ import annotations

from datetime import date

import pytest

from lixia_domain.aggregates import enterprise
from lixia_domain.aggregates.enterprise import (
    ENTERPRISE,
    EnterpriseRegistered,
    EnterpriseVerified,
    Ownership,
    Why,
)
from lixia_domain.testing import given

ON = date(2021, 3, 1)
NAME = "泉畔示例商贸有限公司（虚构）"
REGISTERED = EnterpriseRegistered(name=NAME, ownership=Ownership.PRIVATE, on=ON)
VERIFIED = EnterpriseVerified(document="营业执照", on=ON)


def test_registering_is_recorded() -> None:
    told = given(ENTERPRISE).when(
        enterprise.register, name=NAME, ownership=Ownership.PRIVATE, on=ON
    )
    told.then(REGISTERED)


def test_registering_the_same_again_is_ignored() -> None:
    told = given(ENTERPRISE, REGISTERED, VERIFIED).when(
        enterprise.register, name=NAME, ownership=Ownership.PRIVATE, on=date(2021, 4, 1)
    )
    told.ignored()


@pytest.mark.parametrize(
    ("name", "ownership"), [("别家（虚构）", Ownership.PRIVATE), (NAME, Ownership.STATE)]
)
def test_another_enterprise_under_the_code_is_refused(name: str, ownership: Ownership) -> None:
    told = given(ENTERPRISE, REGISTERED).when(
        enterprise.register, name=name, ownership=ownership, on=ON
    )
    told.refused(Why.EXISTS, name=NAME)


def test_an_enterprise_without_a_name_is_refused() -> None:
    told = given(ENTERPRISE).when(
        enterprise.register, name=" \u3000", ownership=Ownership.PRIVATE, on=ON
    )
    told.refused(Why.NO_NAME)


def test_verifying_is_recorded_once() -> None:
    given(ENTERPRISE, REGISTERED).when(enterprise.verify, document="营业执照", on=ON).then(VERIFIED)
    given(ENTERPRISE, REGISTERED, VERIFIED).when(
        enterprise.verify, document="再验", on=ON
    ).ignored()


def test_verifying_a_stranger_is_refused() -> None:
    given(ENTERPRISE).when(enterprise.verify, document="营业执照", on=ON).refused(Why.UNKNOWN)


def may_claim(known: enterprise.Enterprise | None) -> tuple[str]:
    return (enterprise.verified(known).name,)


def test_a_verified_enterprise_may_claim() -> None:
    given(ENTERPRISE, REGISTERED, VERIFIED).when(may_claim).then(NAME)


def test_an_unverified_enterprise_may_not_claim() -> None:
    given(ENTERPRISE, REGISTERED).when(may_claim).refused(Why.NOT_VERIFIED, name=NAME)


def test_a_merger_is_annulled_while_the_successor_stands_and_has_paid_nothing_of_it() -> None:
    merged = (REGISTERED, enterprise.EnterpriseMerged(successor="B", document="d", on=ON))
    into = given(ENTERPRISE, REGISTERED).state
    words = {"into": into, "paid": (), "reason": "误登", "document": "说明", "on": ON}
    told = enterprise.EnterpriseMergerAnnulled(successor="B", reason="误登", document="说明", on=ON)
    given(ENTERPRISE, *merged).when(enterprise.annul_merger, **words).then(told)
    given(ENTERPRISE, *merged, told).when(enterprise.annul_merger, **words).refused(Why.NOT_MERGED)
    given(ENTERPRISE, *merged).when(enterprise.annul_merger, **{**words, "paid": ("c1",)}).refused(
        Why.PAID_SINCE, claims="c1"
    )
    gone = given(ENTERPRISE, *merged).state
    given(ENTERPRISE, *merged).when(enterprise.annul_merger, **{**words, "into": gone}).refused(
        Why.MERGED
    )
