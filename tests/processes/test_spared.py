"""Who has paid is not asked again, by whatever way the money came; each fen is counted once."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from lixia_domain.aggregates import enterprise as ent
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.roles import Role
from lixia_domain.processes.firms import FIRMS as FIRMS_VIEW
from lixia_domain.processes.firms import Firm, by_name
from lixia_domain.processes.held import spared
from lixia_domain.processes.wish import Wish

ON = date(2025, 3, 10)
FIRMS = by_name(
    [
        Firm("A", ("甲公司",), "B"),
        Firm("B", ("乙公司", "乙集团（山东）")),
        Firm("C", ("丙公司",)),
        Firm("D", ("丙公司",)),
        Firm("E", ("戊公司",), "Z"),
    ]
)


def wish(subject: str, **more: object) -> Wish:
    told: dict[str, object] = {"process": "p", "subject": subject, "cause": "c", "since": ON}
    told |= {"role": Role.ACCOUNTANT, "zh": "z", "en": "e", "command": "c", **more}
    return Wish(**told)  # type: ignore[arg-type] # what each test tells besides


def held(payer: str, fen: int, *claims: str) -> Wish:
    return wish("held", payer=payer, holds=fen, claims=claims)


def owed(claim: str, fen: int, whom: str = "B") -> Wish:
    return wish(claim, owes=(claim, fen), whom=whom)


def asked(*wishes: Wish) -> Iterable[str]:
    return [one.subject for one in spared(wishes, FIRMS) if one.subject != "held"]


def test_a_firm_is_known_by_each_of_its_names_and_by_what_it_went_into() -> None:
    assert FIRMS["甲公司"] == FIRMS["A"] == FIRMS["乙公司"] == FIRMS["B"] == "B"
    assert FIRMS["E"] == "E", "what it went into is not here"
    assert "丙公司" not in FIRMS, "two firms bear it"


def test_what_is_held_of_its_own_serves_all_that_a_firm_owes() -> None:
    for payer in ("B", "乙公司", "乙集团(山东)", "甲公司", "A"):
        assert asked(held(payer, 50), owed("R", 50)) == [], payer
        assert asked(held(payer, 50), owed("R", 50, "A")) == [], payer
    assert asked(held("丙公司", 50), owed("R", 50, "C")) == ["R"]
    assert asked(held("丙公司", 50), owed("R", 50)) == ["R"]
    assert asked(held("乙公司", 50), wish("R", owes=("R", 50))) == ["R"], "nobody is told"


def test_several_credits_add_up_and_each_fen_serves_once() -> None:
    assert asked(held("B", 20), held("乙公司", 30), owed("R", 50)) == []
    assert asked(held("B", 20), held("乙公司", 29), owed("R", 50)) == ["R"]
    assert asked(held("B", 50, "R", "S"), owed("R", 50), owed("S", 50)) == ["S"]
    assert asked(held("B", 80), owed("R", 50), owed("S", 30), owed("T", 1)) == ["T"]
    assert asked(held("B", 40), owed("R", 50), owed("S", 40)) == ["R"]


def test_what_another_one_paid_for_a_claim_serves_it() -> None:
    assert asked(held("丁公司", 50, "R"), owed("R", 50), owed("S", 50)) == ["S"]


def test_names_are_read_off_the_facts_of_a_firm() -> None:
    told = [
        ent.EnterpriseRegistered(name="甲", ownership=ent.Ownership.PRIVATE, on=ON),
        ent.EnterpriseRenamed(name="甲集团", document="d", on=ON),
        ent.EnterpriseMerged(successor="B", document="d", on=ON),
    ]
    row = None
    for version, event in enumerate(told, 1):
        at = datetime(2025, 3, 10, tzinfo=UTC)
        recorded = Recorded(version, "enterprise-A", version, event, at, "a", "accountant")
        assert FIRMS_VIEW.keys(recorded) == ("A",)
        row = FIRMS_VIEW.evolve(row, recorded)
    assert row == Firm("A", ("甲", "甲集团"), "B")
