"""What of a pledge was overdue on a day, from its facts and the day alone."""

from __future__ import annotations

from datetime import UTC, date, datetime

from lixia_domain.aggregates.pledge import facts as plg
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.money import Money
from lixia_domain.views.claim_board import CLAIM_BOARD, ClaimRow, Overdue, overdue

AT = datetime(2021, 3, 10, 2, tzinfo=UTC)
FIRM = "91370102MA3C00001E"
PLEDGED = plg.DonationPledged(
    project="p1",
    enterprise=FIRM,
    fund="f1",
    amount=Money(100),
    instalments=(
        plg.Instalment(due=date(2021, 4, 30), amount=Money(60)),
        plg.Instalment(due=date(2021, 9, 30), amount=Money(40)),
    ),
    relief=False,
    on=date(2021, 3, 10),
)


def paid(number: int, fen: int, on: date) -> Event:
    return plg.InstalmentSettled(
        enterprise=FIRM, number=number, amount=Money(fen), credit="k", gift="k#1", on=on
    )


def folded(*events: Event) -> ClaimRow:
    row = None
    for position, event in enumerate((PLEDGED, *events), 1):
        told = Recorded(position, "pledge-p1/c1", position, event, AT, "acct-1", "system")
        row = CLAIM_BOARD.evolve(row, told)
    assert row is not None
    return row


def test_an_instalment_is_overdue_from_the_day_after_its_due_date() -> None:
    row = folded()
    assert overdue(row, date(2021, 4, 30)) == ()
    assert overdue(row, date(2021, 5, 1)) == (Overdue(1, date(2021, 4, 30), 60, 1),)
    assert [late.number for late in overdue(row, date(2021, 10, 1))] == [1, 2]


def test_what_arrives_later_does_not_count_before_it_arrived() -> None:
    row = folded(paid(1, 25, date(2021, 4, 20)), paid(1, 35, date(2021, 6, 1)))
    assert overdue(row, date(2021, 5, 31)) == (Overdue(1, date(2021, 4, 30), 35, 31),)
    assert overdue(row, date(2021, 6, 1)) == ()


def test_what_was_paid_of_one_instalment_is_not_paid_of_another() -> None:
    row = folded(paid(2, 40, date(2021, 4, 1)))
    assert [late.number for late in overdue(row, date(2021, 12, 31))] == [1]


def test_a_released_pledge_owes_nothing_from_its_release_on() -> None:
    released = plg.PledgeReleased(enterprise=FIRM, reason="r", on=date(2021, 7, 1))
    row = folded(released)
    assert [late.number for late in overdue(row, date(2021, 6, 30))] == [1]
    assert overdue(row, date(2021, 7, 1)) == ()
