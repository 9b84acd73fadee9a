"""How money moves on is found lawful or not from facts alone, whatever let it go."""

from __future__ import annotations

from datetime import UTC, date, datetime

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.specs.history.consents import MovedByConsent

ON = date(2025, 3, 10)
OFF = {"cites": "bank_credit-B", "reason": "r", "approver": "a", "period": "2025-03"}


def share(fen: int) -> GiftShare:
    return GiftShare(gift="c#1.1", source=SourceClass.DONATED, amount=Money(fen))


def moved(fen: int, basis: str = acc.MADE_GOOD, to: str = "F1/general") -> Event:
    return acc.SurplusMovedOut(
        share=share(fen), to=to, basis=basis, document="m", rule="r", period="2025-03", on=ON
    )


def good(fen: int, remedy: acc.Remedy = acc.Remedy.UNRESTRICTED) -> Event:
    return acc.ShortfallMadeGood(
        gift="c#1.1",
        amount=Money(fen),
        remedy=remedy,
        origin="F1/general",
        document="m",
        approver="a",
        period="2025-03",
        on=ON,
    )


AGAIN = acc.RecoveryReversed(disbursement="D1", shares=(share(5),), credit="B", on=ON, **OFF)
CANCELLED = prj.ProjectCancelled(reason="r", on=ON)
GIVEN = acc.DonationReceived(
    gift="c#1.1",
    credit="c",
    claim=None,
    legal_donor="d",
    payer="d",
    restriction="P1",
    amount=Money(5),
    period="2025-03",
    on=ON,
)
SOLD = acc.SaleProceedsReceived(
    gift="c#1.1",
    credit="c",
    item="W",
    legal_donor="d",
    proceeds=Money(5),
    costs=Money(0),
    amount=Money(5),
    rule="r",
    period="2025-03",
    on=ON,
)


def found(*events: Event) -> int:
    check = MovedByConsent()
    for number, event in enumerate(events, start=1):
        stream = "project-P1" if event is CANCELLED else "account-F1/P1"
        if event is AGAIN:
            stream = "account-F1/general"
        at = datetime(2025, 3, 10, tzinfo=UTC)
        check.take(Recorded(number, stream, number, event, at, "a", "accountant"))
    check.end()
    return check.count


def test_no_more_goes_back_to_the_unrestricted_money_than_it_made_good() -> None:
    assert found(good(5), moved(5)) == 0
    assert found(good(5), moved(5), AGAIN, moved(5)) == 0
    assert found(AGAIN, good(4), moved(5)) == found(moved(1)) == 1
    assert found(good(5, acc.Remedy.GIFT), moved(5)) == 1
    assert found(good(5), moved(5, to="F1/P2")) == 1


def test_of_a_cancelled_project_only_what_nobody_gave_moves_without_a_word() -> None:
    silent = moved(5, "silent", "F1/P2")
    assert found(CANCELLED, silent) == 0
    assert found(silent) == found(GIVEN, CANCELLED, silent) == found(SOLD, CANCELLED, silent) == 1


def test_unrestricted_money_goes_to_a_project_while_its_fund_is_being_wound_up() -> None:
    ending = fnd.FundTerminating(reason="r", document="d", on=ON)
    goes_on = fnd.FundTerminationRevoked(reason="r", document="d", on=ON)
    closed = fnd.FundClosed(report="r", on=ON)
    out = moved(5, "silent", "F1/P1")

    def wrong(*events: Event) -> int:
        check, at = MovedByConsent(), datetime(2025, 3, 10, tzinfo=UTC)
        for number, event in enumerate(events, start=1):
            stream = "account-F1/general" if event is out else "fund-F1"
            stream = "project-P1" if event is CANCELLED else stream
            check.take(Recorded(number, stream, number, event, at, "a", "accountant"))
        check.end()
        return check.count

    assert wrong(ending, out) == 0
    assert wrong(out) == wrong(ending, goes_on, out) == wrong(ending, closed, out) == 1
    assert wrong(CANCELLED, ending, out) == 1
