"""What leaves a frozen account is found from facts alone, whatever let it go."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from lixia_domain.aggregates.account import facts as acc
from lixia_domain.aggregates.bank_credit import facts as crd
from lixia_domain.aggregates.project import facts as prj
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.events import Event
from lixia_domain.kernel.gifts import GiftShare, SourceClass
from lixia_domain.kernel.money import Money
from lixia_domain.specs.history.consents import FrozenStays

ON = date(2021, 3, 10)
SHARE = GiftShare(gift="c#1.1", source=SourceClass.DONATED, amount=Money(5))
OFF = {"cites": "bank_credit-c 第 1 版", "reason": "r", "approver": "a", "period": "2021-03"}
DONATION = acc.DonationReversed(gift="c#1.1", amount=Money(5), on=ON, **OFF)
SPONSORSHIP = acc.IncomeReversed(
    kind=acc.IncomeKind.SPONSORSHIP, gift=None, credit="c", amount=Money(5), on=ON, **OFF
)
RECOVERY = acc.RecoveryReversed(disbursement="D1", shares=(SHARE,), credit="c", on=ON, **OFF)
CORRECTED = crd.CreditReversed(revision=1, reason="r", approver="a", on=ON)
BY_BANK = crd.CreditReversedByBank(revision=1, reason="r", on=ON)
PUT = acc.PutToShortfall(
    of="F1/P1", gift="g", shares=(SHARE,), document="d", period="2021-03", on=ON
)
CANCELLED = prj.ProjectCancelled(reason="r", on=ON)
COURT = acc.FrozenBy.ORDER


def frozen(by: acc.FrozenBy | None, gift: str | None = None) -> acc.AccountFrozen:
    return acc.AccountFrozen(gift=gift, reason="r", by=by, on=ON)


def thawed(by: acc.FrozenBy | None, reason: str) -> acc.AccountUnfrozen:
    lifts = (acc.Freeze(by=by, reason=reason),)
    return acc.AccountUnfrozen(gift=None, basis="b", lifts=lifts, on=ON)


def found(*events: Event) -> int:
    check = FrozenStays()
    streams = {"bank_credit": "bank_credit-c", "project": "project-P1"}
    read = (event for event in events if isinstance(event, FrozenStays.reads))
    for number, event in enumerate(read, start=1):
        stream = streams.get(event.event_name.partition(".")[0], "account-F1/P1")
        at = datetime(2021, 3, 10, tzinfo=UTC)
        check.take(Recorded(number, stream, number, event, at, "a", "accountant"))
    check.end()
    return check.count


@pytest.mark.parametrize("gone", [DONATION, SPONSORSHIP, RECOVERY], ids=type)
def test_a_correction_takes_nothing_off_a_frozen_account_the_bank_does(gone: Event) -> None:
    assert found(frozen(COURT), gone, CORRECTED) == found(frozen(COURT), CORRECTED, gone) == 1
    assert found(frozen(COURT), gone, BY_BANK) == found(gone, CORRECTED, frozen(COURT)) == 0


def test_frozen_money_makes_nothing_good() -> None:
    assert found(frozen(COURT), PUT) == found(frozen(COURT, "c#1.1"), PUT) == 1
    assert found(frozen(COURT, "another"), PUT) == found(PUT) == 0


@pytest.mark.parametrize(
    ("by", "wrong"),
    [(COURT, 1), (acc.FrozenBy.CANCELLATION, 0), (acc.FrozenBy.SUSPENSION, 0), (None, 0)],
)
def test_a_courts_freeze_in_the_projects_own_words_stays_a_courts(
    by: acc.FrozenBy | None, wrong: int
) -> None:
    assert found(CANCELLED, frozen(by), PUT) == wrong
    lifted = acc.AccountUnfrozen(
        gift=None, basis="b", lifts=(acc.Freeze(by=by, reason="r"),), on=ON
    )
    assert found(CANCELLED, frozen(by), lifted, PUT) == 0
    other = acc.AccountUnfrozen(
        gift=None, basis="b", lifts=(acc.Freeze(by=COURT, reason="x"),), on=ON
    )
    assert found(CANCELLED, frozen(by), other, PUT) == wrong
