"""Whoever keeps a foundation's seals does not handle its receipts (印章、票据分管)."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.foundation import decisions as foundation
from lixia_domain.aggregates.foundation.facts import (
    Facts,
    FoundationRegistered,
    Office,
    OfficerAppointed,
    OfficerLeft,
)
from lixia_domain.aggregates.foundation.state import FOUNDATION, Foundation, Why
from lixia_domain.testing import given

ON, LATER = date(2021, 3, 1), date(2022, 4, 1)
HER, HIM = f"p:{1:032x}", f"p:{2:032x}"
REGISTERED = FoundationRegistered(
    name="示例基金会（虚构）", authority="省民政厅", document="证书", on=ON
)
KEEPS = OfficerAppointed(person=HER, office=Office.SEAL_KEEPER, document="决议", on=ON)
MANAGES = OfficerAppointed(person=HIM, office=Office.MANAGER, document="决议", on=ON)
LEFT = OfficerLeft(person=HER, office=Office.SEAL_KEEPER, document="交接表", on=LATER)
EYES = {"keeper-1": HER, "keeper-2": HIM}


def apart(keeper: Foundation | None, who: str, eyes: dict[str, str], on: date = LATER) -> Facts:
    foundation.apart_from_seal(keeper, who=who, on=on, eyes=eyes)
    return ()


kept = given(FOUNDATION, REGISTERED, KEEPS, MANAGES)


def test_who_keeps_the_seals_is_refused_by_whatever_account() -> None:
    kept.when(apart, "keeper-1", EYES).refused(Why.KEEPS_THE_SEAL, who="keeper-1")
    kept.when(apart, HER, {}).refused(Why.KEEPS_THE_SEAL, who=HER)


def test_other_officers_and_former_keepers_are_not() -> None:
    kept.when(apart, "keeper-2", EYES).ignored()
    left = given(FOUNDATION, REGISTERED, KEEPS, LEFT)
    left.when(apart, "keeper-1", EYES).ignored()
    left.when(apart, "keeper-1", EYES, ON).refused(Why.KEEPS_THE_SEAL, who="keeper-1")
    given(FOUNDATION).when(apart, "keeper-1", EYES).ignored()
