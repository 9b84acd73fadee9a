"""What was paid to a related party asks to be published, in time and by whose fund paid it."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve as but

from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.view import View
from lixia_domain.processes.carried import CARRIED, Carried, keepers
from lixia_domain.processes.dealing import DEALING, TIES, Deal, Ties
from lixia_domain.processes.funds import FUNDS_SO_FAR, FundSoFar
from lixia_domain.processes.wish import Wish
from lixia_domain.testing import EXAMPLES

AT = datetime(2021, 3, 10, 2, tzinfo=UTC)
PAID, DAY = date(2021, 3, 10), timedelta(days=1)
DUE = PAID + 30 * DAY
KEEPER = "913799992813043029"


def fact(stream: str, name: str, **told: Any) -> Recorded:
    return Recorded(1, stream, 1, but(EXAMPLES[name], **told), AT, "a", "foundation")


def paper(name: str, **told: Any) -> Recorded:
    return fact("disbursement-d", name, **told)


def published(name: str, matter: str = "transaction", **told: Any) -> Recorded:
    return fact(f"disclosure-{matter}/d/{PAID}", f"disclosure.{name}", **told)


ASKED = paper("disbursement.requested", payee="payee-1", account="f/p")
PAYMENT = paper("disbursement.funds_disbursed", payee="payee-1", on=PAID)
BOUNCED = paper("disbursement.payment_bounced")
UNBOUNCED = paper("disbursement.bounce_reversed")


def folded(view: View[Any], *facts: Recorded) -> Any:
    row = None
    for one in facts:
        if view.keys(one):
            row = view.evolve(row, one)
    return row


def wishes(on: date, *facts: Recorded) -> list[Wish]:
    row = folded(DEALING.view, *facts)
    return [] if row is None else list(DEALING.wishes(row, on))


def test_it_is_asked_for_from_the_payment_on_and_is_overdue_after_thirty_days() -> None:
    assert wishes(PAID - DAY, ASKED, PAYMENT) == wishes(PAID, ASKED) == []
    (first,) = wishes(PAID, ASKED, PAYMENT)
    (late,) = wishes(DUE + DAY, ASKED, PAYMENT)
    assert (first.subject, first.since, first.due) == (f"transaction/d/{PAID}", PAID, DUE)
    assert (late.since, late.due) == (DUE - 7 * DAY, DUE)
    assert ("overdue" in first.en, "overdue" in late.en) == (False, True)
    assert first.command.startswith(f"lixia disclosure publish transaction d --period {PAID} ")


def test_once_it_is_published_nothing_is_asked_unless_that_is_withdrawn_or_was_before() -> None:
    told, early = published("published", on=PAID + DAY), published("published", on=PAID - DAY)
    assert wishes(DUE, ASKED, PAYMENT, told) == []
    assert len(wishes(PAID, ASKED, PAYMENT, told)) == 1, "not yet on that day"
    assert len(wishes(DUE, ASKED, PAYMENT, told, published("withdrawn"))) == 1
    assert len(wishes(DUE, ASKED, early, PAYMENT)) == 1
    assert len(wishes(DUE, ASKED, PAYMENT, published("published", "plan_progress"))) == 1
    assert wishes(DUE, told) == [], "of what is not there"


def test_what_bounced_is_no_deal_unless_the_bank_took_that_back() -> None:
    assert wishes(DUE, ASKED, PAYMENT, BOUNCED) == []
    assert len(wishes(DUE, ASKED, PAYMENT, BOUNCED, UNBOUNCED)) == 1


def test_before_the_charity_law_nothing_is_owed() -> None:
    early = date(2016, 8, 31)
    payment = paper("disbursement.funds_disbursed", payee="payee-1", on=early)
    assert wishes(DUE, ASKED, payment) == []


def declared(**told: Any) -> Recorded:
    said = {"party": "payee-1", "person": "officer-1", **told}
    return fact(f"foundation-{KEEPER}", "foundation.related_party_declared", **said)


def ended(on: date, **told: Any) -> Recorded:
    said = {"party": "payee-1", "person": "officer-1", "tie": declared().event.tie, **told}  # type: ignore[attr-defined]
    return fact(f"foundation-{KEEPER}", "foundation.related_tie_ended", on=on, **said)


def idle(*facts: Recorded, fund: FundSoFar | None = None) -> bool:
    """Tell whether a deal of the fund asks for nothing after these facts about ties."""
    rows: dict[tuple[View[Any], str], Any] = {}
    for one in facts:
        for key in TIES.keys(one):
            rows[TIES, key] = TIES.evolve(rows.get((TIES, key)), one)
    rows[FUNDS_SO_FAR, "f"] = fund or FundSoFar(foundation=KEEPER)
    deal = folded(DEALING.view, ASKED, PAYMENT)
    assert DEALING.idle is not None
    return DEALING.idle(deal, lambda view, key: rows.get((view, key)))


def test_only_a_party_that_is_tied_to_the_foundation_by_then_is_asked_about() -> None:
    assert idle() and not idle(declared())
    assert not idle(declared(on=DUE)), "declared later"
    assert idle(declared(party="payee-2"))
    assert idle(declared(), fund=FundSoFar()), "of no foundation on record"
    assert idle(declared(), ended(PAID)) and not idle(declared(), ended(PAID + DAY))
    assert not idle(declared(), ended(PAID), declared()), "declared anew"
    assert not idle(declared(), ended(PAID, person="officer-2")), "another's tie ended"


def test_it_is_the_foundations_whose_fund_pays() -> None:
    rows: dict[tuple[View[Any], str], Any] = {(FUNDS_SO_FAR, "f"): FundSoFar(foundation=KEEPER)}
    assert DEALING.of is not None
    found = DEALING.of(Deal("d", "f", "payee-1"), lambda view, key: rows.get((view, key)))
    assert found == {KEEPER}
    assert not Ties().lasts


@pytest.mark.parametrize("funds", [("f",), ("f", "g"), ("h",), ()])
def test_a_project_is_of_every_foundation_whose_money_carries_it(funds: tuple[str, ...]) -> None:
    pledges = [
        fact(f"pledge-{number}", "pledge.donation_pledged", project="p", fund=fund)
        for number, fund in enumerate((*funds, *funds))
    ]
    rows: dict[tuple[View[Any], str], Any] = {
        (FUNDS_SO_FAR, "f"): FundSoFar(foundation="K"),
        (FUNDS_SO_FAR, "g"): FundSoFar(foundation="L"),
        (CARRIED, "p"): folded(CARRIED, *pledges),
    }
    assert rows[CARRIED, "p"] == (Carried(funds) if funds else None)
    found = keepers("p", lambda view, key: rows.get((view, key)))
    assert found == {{"f": "K", "g": "L"}[fund] for fund in funds if fund != "h"}


def test_a_tranche_that_was_asked_of_a_fund_carries_its_project() -> None:
    (key,) = CARRIED.keys(ASKED)
    assert key == ASKED.event.project and folded(CARRIED, ASKED) == Carried(("f",))  # type: ignore[attr-defined]
