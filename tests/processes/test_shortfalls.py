"""What is short stays pending until it is made good, wherever it arose."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.processes.shortfall import SHORTFALL
from lixia_domain.processes.wish import Wish

ON = date(2025, 3, 10)


def wishes(*events: Event) -> tuple[Wish, ...]:
    row = None
    for version, event in enumerate(events, 1):
        at = datetime(2025, 3, 10, tzinfo=UTC)
        told = Recorded(version, "account-f/p", version, event, at, "a", "accountant")
        assert SHORTFALL.view.keys(told) == ("f%2Fp/g",)
        row = SHORTFALL.view.evolve(row, told)
    return () if row is None else SHORTFALL.wishes(row, ON)


def short(fen: int) -> Event:
    return acc.ShortfallArose(
        gift="g",
        source=SourceClass.DONATED,
        donor="甲",
        credit="c",
        amount=Money(fen),
        reason="r",
        period="2025-03",
        on=ON,
    )


def good(fen: int) -> Event:
    return acc.ShortfallMadeGood(
        gift="g",
        amount=Money(fen),
        remedy=acc.Remedy.PAYMENT,
        origin="c",
        document="d",
        approver="a",
        period="2025-03",
        on=ON,
    )


def said(events: Sequence[Event]) -> str:
    (wish,) = wishes(*events)
    return wish.zh


def test_it_is_pending_with_what_is_left_of_it() -> None:
    (wish,) = wishes(short(500))
    assert (wish.subject, wish.since) == ("g", ON) and "5.00" in wish.en
    assert wish.command == (
        "lixia fund pay-shortfall p AMOUNT --gift g --by CREDIT --document DOCUMENT --fund f"
    )
    assert "7.00 元" in said([short(500), short(200)])
    assert "3.00 元" in said([short(500), good(200)])
    assert wishes(short(500), good(200), good(300)) == ()


def test_whom_it_is_claimed_of_is_said() -> None:
    claimed = acc.ShortfallClaimed(gift="g", debtor="p:1", amount=Money(500), document="d", on=ON)
    assert "已向 p:1 追索" in said([short(500), claimed])
