"""What a date of the year 9999 in an older store holds up: nothing, from its recording on."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.finance import credits
from lixia_domain.application.finance.booking import ToDesignation
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.loaded import Why

from .figures import address
from .test_kept_stores import restored

R20 = Path(__file__).with_name("kept") / "r20_dates_and_clocks.tar.xz"
TODAY = date(2025, 1, 2)
ACCOUNT = "account-F1/P1"


def test_an_account_with_a_fact_of_9999_takes_today_s_money_and_not_yesterday_s(
    tmp_path: Path,
) -> None:
    folder = restored(R20, tmp_path)[0]
    noon = datetime(2025, 1, 2, 12, tzinfo=UTC)
    with open_store(address(folder), clock=lambda: noon) as store:
        assert store.ledger.history(ACCOUNT)[-1].event.on == date(9999, 12, 31)

        def book(on: date) -> None:
            notice = Notice(
                account="01",
                value_date=on,
                payer="企业1",
                payer_ref=None,
                amount=Money(5),
                remark="",
            )
            credits.book(
                store.ledger,
                store.by("office-1", Role.FOUNDATION),
                credit_id="L8",
                fund_id="F1",
                notice=notice,
                document="slip",
                wishes=(ToDesignation(designation="P1"),),
                on=on,
            )

        with pytest.raises(Rejection) as refused:
            book(date(2025, 1, 1))
        assert refused.value.reason is Why.DATES_RUN_BACKWARDS
        book(TODAY)
        assert store.ledger.history(ACCOUNT)[-1].event.on == TODAY
