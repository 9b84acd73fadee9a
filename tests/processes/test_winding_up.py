"""What is asked of a fund that is being wound up: a way for its unrestricted money."""

from __future__ import annotations

from datetime import date

from tests.specs.told import Told, recorded

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.fund import facts as fnd
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.processes.winding_up import Unrestricted, evolve, keys, wishes

ON = date(2025, 3, 11)
ENDING = fnd.FundTerminating(reason="期满", document="d", on=ON)
GOES_ON = fnd.FundTerminationRevoked(reason="续签", document="d", on=ON)
CLOSED = fnd.FundClosed(report="d", on=ON)


def came(designation: str) -> Told:
    gift: Event = acc.InterestCredited(
        gift="g",
        credit="c",
        source=SourceClass.DONATED,
        amount=Money(300),
        period="2025-03",
        on=ON,
    )
    return f"account-F/{designation}", gift


def row(*told: Told) -> Unrestricted:
    found: Unrestricted | None = None
    for each in recorded(*told):
        if keys(each):
            assert keys(each) == ("F",)
            found = evolve(found, each)
    assert found is not None
    return found


def test_what_lies_unrestricted_is_asked_about_as_long_as_the_fund_is_being_wound_up() -> None:
    ending = ("fund-F", ENDING)
    (wish,) = wishes(row(came("general"), came("p"), ending), ON)
    assert "3.00 元" in wish.zh
    assert wish.command == "lixia fund hand-on PROJECT AMOUNT --fund F --minutes MINUTES"
    assert wishes(row(came("general")), ON) == ()
    assert wishes(row(ending), ON) == ()
    for over in (GOES_ON, CLOSED):
        assert wishes(row(came("general"), ending, ("fund-F", over)), ON) == ()
