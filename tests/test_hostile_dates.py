"""No date that was let in makes a reader die: calendar, pending, report, figures, chain, exports.

Stores of random acts with the outermost dates, years and periods that the gate lets pass. The suite
tries a few; ``LIXIA_HOSTILE_STORES=300`` tries so many. Done once, on two shared cores: none of 300
died, in 43 minutes.
"""

from __future__ import annotations

import os
import random
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from lixia_adapters.console.commands.looking.bundled import exports
from lixia_adapters.demo.cast import credit_code
from lixia_adapters.report import html
from lixia_domain.aggregates.disclosure import Platform
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.foundation.facts import Office, Qualification, Tie
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.finance import disclosures, foundations, funds, plans
from lixia_domain.application.overview import kpi
from lixia_domain.application.overview.calendar import calendar
from lixia_domain.application.overview.chain import walk
from lixia_domain.application.programme import arrears, claims, enterprises, oversight, projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.application.report.compose import compose
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.rules import NoRule
from lixia_domain.rules.deadlines import Matter
from lixia_domain.rules.holidays import is_working
from lixia_domain.testing import grounds
from lixia_domain.views import VIEWS

ACTS = 80
STORES = int(os.environ.get("LIXIA_HOSTILE_STORES", "3"))
CLOCKS = (datetime(2026, 11, 30, 2, tzinfo=UTC), datetime(2031, 2, 28, 16, tzinfo=UTC))
EARLIEST = date(2000, 1, 1)
EDGES = (
    EARLIEST,
    date(2000, 2, 29),
    date(2003, 12, 31),
    date(2004, 5, 31),
    date(2016, 8, 31),
    date(2016, 9, 1),
    date(2018, 9, 1),
    date(2020, 1, 31),
    date(2021, 12, 31),
    date(2024, 2, 29),
    date(2024, 9, 4),
    date(2026, 4, 27),
)
"""Where rules begin or end, leap days, and the day before the first published holidays."""
ASKED = (date.min, EARLIEST, date(2016, 9, 1), date(2027, 1, 4), date(2046, 12, 31), date.max)
PROJECTS = tuple(f"p{n}" for n in range(1, 9))
KEEPERS = tuple(credit_code(900 + n) for n in range(2))
FIRMS = tuple(credit_code(810 + n) for n in range(3))


class Hand:
    """Whoever types such dates: any act, on any day; what is refused is passed over."""

    def __init__(self, store: Store, draw: random.Random) -> None:
        self.store, self.draw, self.taken = store, draw, 0
        self.today = store.today()
        self.farthest = date(self.today.year + 20, 12, 1)
        self.on = EARLIEST
        """The day of what is done; it goes on, or what is done would be refused."""

    def past(self) -> date:
        days = [on for on in (*EDGES, self.today) if on <= self.today]
        return self.draw.choice(days)

    def ahead(self) -> date:
        near = self.on + timedelta(days=self.draw.randint(11, 500))
        return self.draw.choice((self.farthest, near, near, self.today + timedelta(days=40)))

    def try_(self, use_case: Any, **given: Any) -> None:
        who = self.draw.choice(("a-1", "b-2", "c-3"))
        given.setdefault("on", self.on)
        with suppress(Rejection, NoRule):
            use_case(self.store.ledger, self.store.by(who, Role.FOUNDATION), **given)
            self.taken += 1

    def goes_on(self, place: int, of: int) -> None:
        """Let time pass, from the earliest day to today's."""
        days = [on for on in (*EDGES, self.today) if on <= self.today]
        self.on = days[min(place * len(days) // of, len(days) - 1)]

    def act(self) -> None:
        self.draw.choice(self.ACTS)(self)

    def foundation(self) -> None:
        code = self.draw.choice(KEEPERS)
        paper = {"authority": "民政厅", "document": "证书"}
        self.try_(foundations.register, code=code, name="示例（虚构）", **paper)
        self.try_(
            foundations.qualify,
            code=code,
            qualification=self.draw.choice(tuple(Qualification)),
            certificate=self.draw.choice("甲乙"),
            since=self.past(),
            until=self.draw.choice((None, self.ahead())),
        )
        seat = {"code": code, "person": "a-1", "office": self.draw.choice(tuple(Office))}
        self.try_(self.draw.choice((foundations.appoint, foundations.leave)), **seat, document="d")
        self.try_(
            foundations.declare,
            code=code,
            party="payee-1",
            person="a-1",
            tie=self.draw.choice(tuple(Tie)),
            document="d",
        )
        self.try_(
            foundations.report_year,
            code=code,
            year=self.past().year,
            prior_income=Money(1),
            three_year_income=None,
            charitable_spending=Money(1),
            management_cost=Money(0),
            total_spending=Money(1),
            document="d",
            document_hash="0" * 64,
            corrects=None,
        )

    def fund(self) -> None:
        fund = self.draw.choice(("f1", "f2"))
        keeper = KEEPERS[fund == "f2"]
        words = {"name": fund, "purpose": "公益", "agreement": "协议"}
        self.try_(funds.establish, fund_id=fund, foundation=keeper, **words)
        if self.draw.random() < 0.03:
            self.try_(funds.terminate, fund_id="f2", reason="r", document="d")

    def plan(self) -> None:
        plan, begins = self.draw.choice(("m1", "m2", "m3")), self.ahead()
        self.try_(
            plans.file,
            plan_id=plan,
            foundation_code=KEEPERS[0],
            fund_id="f1",
            title="t",
            purpose="p",
            begins=begins,
            ends=self.ahead(),
            goal=Money(1),
            surplus="s",
            filing=plan,
        )
        self.try_(
            plans.amend,
            plan_id=plan,
            purpose="p",
            ends=self.ahead(),
            goal=Money(1),
            filing=f"{plan}-{self.draw.random()}",
            reason="r",
        )
        if self.draw.random() < 0.2:
            self.try_(plans.end, plan_id=plan, raised=Money(0), document="d")

    def project(self) -> None:
        project = self.draw.choice(PROJECTS)
        self.try_(
            projects.draft,
            project_id=project,
            title="示例（虚构）",
            domain="助残济困",
            needs=(grounds.need(self.try_),),
            lines=(BudgetLine(line="服务", amount=Money(100)),),
            relief=False,
        )
        self.try_(projects.approve, project_id=project, minutes="m")
        offer = Offer(minimum=Money(1), waitlist=True)
        batch = grounds.batch(self.try_, f"b-{project}")
        self.try_(projects.publish, project_id=project, batch_id=batch, offer=offer)
        stop = self.draw.choice((oversight.suspend, *(oversight.resume,) * 3, *(None,) * 8))
        if stop is not None:
            self.try_(stop, project_id=project, reason="r", document="d")

    def promise(self) -> None:
        number = self.draw.randrange(12)
        dues = sorted({self.ahead() for _ in range(3)})
        self.try_(
            claims.claim,
            claim_id=f"c{number}",
            project_id=self.draw.choice(PROJECTS),
            enterprise_code=self.draw.choice(FIRMS),
            fund_id=self.draw.choice(("f1", "f2")),
            amount=Money(len(dues)),
            instalments=tuple(Instalment(due=due, amount=Money(1)) for due in dues),
        )
        self.try_(
            arrears.demand,
            claim_id=f"c{number}",
            number=1,
            deadline=self.ahead(),
            document="d",
        )
        if self.draw.random() < 0.1:
            self.try_(arrears.default, claim_id=f"c{number}")

    def firm(self) -> None:
        code = self.draw.choice(FIRMS)
        kind = Ownership.PRIVATE
        self.try_(enterprises.register, code=code, name="甲（虚构）", ownership=kind)
        self.try_(enterprises.verify, code=code, document="d")

    def disclosure(self) -> None:
        matter = self.draw.choice(tuple(Matter))
        subjects = ("m1", "p1", KEEPERS[0], "d1")
        self.try_(
            disclosures.publish,
            matter=matter,
            subject=self.draw.choice(subjects),
            period=self.draw.choice(("全面", str(self.past().year), self.past().isoformat())),
            platform=Platform.NATIONAL,
            address="a",
            content_hash="1" * 64,
        )

    ACTS = (foundation, fund, plan, plan, project, project, *(promise,) * 4, firm, disclosure)


@pytest.mark.parametrize("seed", range(STORES))
def test_no_reader_dies_of_a_date_that_was_let_in(tmp_path: Path, seed: int) -> None:
    draw = random.Random(seed)
    now = CLOCKS[seed % len(CLOCKS)]
    with open_store(f"sqlite:///{tmp_path}/s.db", create=True, clock=lambda: now) as store:
        hand = Hand(store, draw)
        for opening in (hand.foundation, hand.fund, hand.firm, hand.project, hand.promise) * 3:
            opening()
        for place in range(ACTS):
            hand.goes_on(place, ACTS)
            hand.act()
        assert hand.taken > 20, "so much is let in"
        read_all(store, hand)


def read_all(store: Store, hand: Hand) -> None:
    """Read everything that can be read, as of whatever days."""
    for day in (*ASKED, hand.past(), hand.ahead()):
        store.runner.pending(day)
    store.runner.run()
    spans = [(a, b) for a in ASKED for b in (hand.today, hand.ahead(), date.max) if a <= b]
    for since, until in hand.draw.sample(spans, 4):
        calendar(
            store.views(),
            today=hand.today,
            since=since,
            until=until,
            working=is_working,
            foundation=hand.draw.choice((None, *KEEPERS)),
        )
    kpi.report(store.views())
    for key in ("p1", "p2", "c1", "f1", KEEPERS[0]):
        walk(store, key)
    for model in VIEWS:
        store.show(model.name)
    for code in KEEPERS:
        for year in (2000, 2003, 2015, 2026, hand.today.year):
            with suppress(Rejection):  # where it is not registered
                foundations.judge_year(store.ledger, code=code, year=year)
    disclosures.readiness(store.ledger, fund_id="f1", on=hand.past())
    for fund in store.show("fund_register")["rows"]:
        told = {"at": None, "working": is_working, "checks": lambda _: (), "seal": None}
        document = compose(store, fund_id=fund["key"], as_of=hand.today, **told)
        html.page(document, "zh")
    for pieces in exports(store, store.ledger.head(), None).values():
        assert sum(map(len, pieces)) >= 0
