"""Money goes to the account on record, which neither who asks nor who pays has put there."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

import pytest

from lixia_domain.aggregates import payee
from lixia_domain.aggregates.payee import PAYEE, PayeeAccountRecorded, Why
from lixia_domain.testing import given

WORD: dict[str, Any] = {"document": "确认函", "on": date(2021, 6, 1)}
OLD = PayeeAccountRecorded(account="token-1", recorded_by="ann", **WORD)
NEW = PayeeAccountRecorded(account="token-2", recorded_by="ben", **WORD)
PAYS: dict[str, Any] = {"payee_id": "shop", "account": "token-1", "needed": True}


def test_an_account_is_recorded_and_changed() -> None:
    told: dict[str, Any] = {"recorded_by": "ben", "account": "token-2", **WORD}
    given(PAYEE).when(payee.record_account, **told).then(NEW)
    given(PAYEE, OLD).when(payee.record_account, **told).then(NEW)
    given(PAYEE, OLD, NEW).when(payee.record_account, **told).ignored()


@pytest.mark.parametrize(
    ("who", "eyes", "again"),
    [("ANN", {}, False), ("ann-2", {"ann": "p", "ann-2": "p"}, False), ("ben", {}, True)],
)
def test_the_same_account_is_told_again_by_another_person_only(
    who: str, eyes: Mapping[str, str], again: bool
) -> None:
    told = given(PAYEE, OLD).when(
        payee.record_account, account="token-1", recorded_by=who, eyes=eyes, **WORD
    )
    if again:
        told.then(PayeeAccountRecorded(account="token-1", recorded_by=who, **WORD))
    else:
        told.ignored()


def pays(*facts: PayeeAccountRecorded, **told: Any) -> Any:
    def asked(known: payee.Payee | None) -> payee.Facts:
        payee.pays_to(known, **{"hands": ("asks", "pays"), **PAYS, **told})
        return ()

    return given(PAYEE, *facts).when(asked)


def test_money_goes_to_the_account_on_record() -> None:
    pays(OLD).ignored()
    pays(OLD, NEW).refused(Why.ANOTHER_ACCOUNT, payee="shop")
    pays(OLD, account="token-2").refused(Why.ANOTHER_ACCOUNT, payee="shop")
    pays().refused(Why.NOT_ON_RECORD, payee="shop")
    pays(needed=False).ignored()


@pytest.mark.parametrize(
    ("hands", "eyes"),
    [
        (("ann", "pays"), {}),
        (("asks", "ＡＮＮ"), {}),
        (("asks", "ann-2"), {"ann": "p", "ann-2": "p"}),
    ],
)
def test_who_recorded_it_neither_asks_nor_pays(
    hands: tuple[str, ...], eyes: Mapping[str, str]
) -> None:
    pays(OLD, hands=hands, eyes=eyes).refused(Why.SAME_PERSON, who="ann")
