"""The sheet of a donor tells of its own foundation, and of what was really done."""

from __future__ import annotations

from datetime import UTC, date, datetime

from attrs import evolve

from lixia_domain.aggregates.foundation import facts as fdn
from lixia_domain.aggregates.foundation.state import FOUNDATION
from lixia_domain.aggregates.fund.state import FUND
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION
from lixia_domain.application.bootstrap import open_store
from lixia_domain.application.report.content import Paragraph, Table
from lixia_domain.application.report.donor import sheet
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing.examples import EXAMPLES, story

NOW, LAST = datetime(2022, 6, 1, tzinfo=UTC), date(2022, 5, 31)
LISTED_UNTIL = {
    EXAMPLES["fund.proposed"].foundation: date(2023, 12, 31),
    "913799992813043029": date(2024, 12, 31),
}
"""By foundation, until when it is on the tax list: the fund's own, and another."""


def told(work: Work) -> None:
    qualified = evolve(
        EXAMPLES["foundation.qualification_recorded"],
        qualification=fdn.Qualification.TAX_DEDUCTION,
    )
    for code, until in LISTED_UNTIL.items():
        registered = EXAMPLES["foundation.registered"]
        work.record(FOUNDATION, code, [registered, evolve(qualified, until=until)])
    work.record(FUND, story.FUND, [EXAMPLES["fund.proposed"], EXAMPLES["fund.established"]])
    begun = ("project.drafted", "project.approved", "project.published", "project.team_assigned")
    work.record(PROJECT, story.PROJECT, [EXAMPLES[name] for name in (*begun, "project.started")])
    work.record(PLEDGE, story.CLAIM, [EXAMPLES["pledge.donation_pledged"]])
    planned, held = EXAMPLES["service_session.planned"], EXAMPLES["service_session.held"]
    work.record(SERVICE_SESSION, "held", [planned, held])
    work.record(SERVICE_SESSION, "only planned", [planned])


def test_it_tells_of_its_own_foundations_tax_list_and_of_sessions_that_were_held() -> None:
    with open_store("memory:", create=True, clock=lambda: NOW) as store:
        store.ledger.transact(told, by=store.by("acct-1", Role.SYSTEM))
        document = sheet(
            store, donor=story.FIRM, fund_id=story.FUND, as_of=LAST, at=None, seal=None
        )
    parts = [part for section in document.sections for part in section.blocks]
    listed = [part.text.zh for part in parts if isinstance(part, Paragraph)]
    assert ["2023-12-31" in text for text in listed if "税前扣除" in text] == [True]
    [results] = [part for part in parts if isinstance(part, Table) and part.title.zh == "受助项目"]
    assert [row[4] for row in results.rows] == [1]
