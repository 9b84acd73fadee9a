"""What the scripts of ``people`` begin with, by the library's calls as they are today.

Where a call lost an argument since, what a script says of it is passed over; a hash of a file that
is no hash is one. The clock goes on to the day that a script speaks of, and never back.
"""

# ruff: noqa: B008, F401, N812 - the scripts take all names from here, as they stand
import glob
import hashlib
import os
import sys
import tempfile
import time
from datetime import UTC, date, datetime, timedelta, timezone
from pathlib import Path

import lixia_domain.views as V
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.open_call.facts import CallKind as Kind
from lixia_domain.aggregates.open_call.facts import Revote, TieRule
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.aggregates.volunteer.facts import ConsentScope as Scope
from lixia_domain.application import bootstrap
from lixia_domain.application.activities import (
    calls,
    campaigns,
    certificates,
    entries,
    guides,
    objections,
    sessions,
    short_calls,
    teams,
    volunteers,
    votes,
)
from lixia_domain.application.activities.votes import Ballot
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.finance import credits, foundations, funds
from lixia_domain.application.finance.booking import ToDesignation
from lixia_domain.application.gate import Unfit
from lixia_domain.application.overview import kpi
from lixia_domain.application.persons import guardians, subjects
from lixia_domain.application.programme import claims, enterprises, needs, projects
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.hours import Span
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.testing import grounds

PLACE = os.path.join(tempfile.gettempdir(), "lixia-people")
os.makedirs(PLACE, exist_ok=True)
D = date
FILE = "0" * 64
OPENED = []


def p(n):
    return "p:" + hashlib.sha256(str(n).encode()).hexdigest()[:32]


def open_store(*args, **given):
    OPENED.append(bootstrap.open_store(*args, **given))
    return OPENED[-1]


class S:
    """A store with an office, and what it does by one call each."""

    def __init__(self, name):
        self.clock = ToldClock(datetime(2021, 3, 1, 1, tzinfo=UTC))
        place = os.path.join(PLACE, f"{name}.db")
        for old in glob.glob(place + "*"):
            os.remove(old)
        self.s = open_store(f"sqlite:///{place}", create=True, clock=self.clock)
        self.L = self.s.ledger

    def by(self, actor="office-1", role=Role.PROGRAMME_OFFICE):
        return self.s.by(actor, role)

    def do(self, uc, _actor="office-1", _role=None, **told):
        told = _as_today(uc, told)
        on = told.get("on", D(2021, 1, 1))
        if on > self.clock.instant.date():
            self.clock.go_to(datetime(on.year, on.month, on.day, 4, tzinfo=UTC))
        role = _role or (uc.by[0] if Role.PROGRAMME_OFFICE not in uc.by else Role.PROGRAMME_OFFICE)
        return uc(self.L, self.s.by(_actor, role), **told)

    def t(self, label, uc, _actor="office-1", _role=None, **told):
        if not isinstance(uc, UseCase):
            return None
        try:
            outcome = self.do(uc, _actor, _role, **told)
        except Rejection as refusal:
            print(f"  refused  {label}: {str(refusal)[:110]}")
            return False
        except Unfit as refusal:
            print(f"  refused  {label}: {str(refusal)[:110]}")
            return False
        except Exception as fault:
            print(f"  !!CRASH  {label}: {type(fault).__name__} {str(fault)[:300]}")
            return None
        print(f"  ACCEPTED {label}", "" if outcome is None else outcome)
        return True

    def rows(self, name):
        return {row["key"]: row for row in self.s.show(name)["rows"]}

    def kpi(self):
        return {each.code: (each.part, each.whole) for each in kpi.report(self.s.views()).figures}


def _as_today(uc, told):
    """Return what a script tells, without what is not asked any more."""
    known = {one.name: one for one in uc.gate.arguments}
    told = {name: value for name, value in told.items() if name in known}
    for name, value in told.items():
        if name.endswith("_hash") and len(value) != len(FILE):
            told[name] = FILE
    if "document" in known and known["document"].needed and "document" not in told:
        told["document"] = "d"
    return told


def team(s, tid="T1", on=D(2021, 1, 1)):
    s.do(teams.register, team_id=tid, name="队" + tid, lead=p("lead" + tid), on=on)
    s.do(teams.verify, team_id=tid, document="d", on=on)


def need(s, nid, on=D(2021, 1, 1), ver=True):
    told = {"summary": "x", "domain": "为老服务", "place": "社区", "person": p("r" + nid)}
    s.do(needs.put_forward, need_id=nid, **told, on=on)
    if ver:
        s.do(needs.verify, need_id=nid, document="d", on=on)


def proj(s, pid, ns=("n1",), on=D(2021, 1, 2), publish=True, batch=None, tm=None):
    lines = (BudgetLine(line="a", amount=Money(100000)),)
    told = {"title": "t" + pid, "domain": "为老服务", "needs": ns, "lines": lines, "relief": True}
    s.do(needs.plan, project_id=pid, **told, on=on)
    s.do(projects.approve, project_id=pid, minutes="m", on=on)
    if publish:
        s.do(projects.plan_batch, batch_id=batch or "B" + pid, title="b", on=on)
        offers = {pid: projects.Offer(minimum=Money(1))}
        s.do(projects.release_batch, batch_id=batch or "B" + pid, title="b", offers=offers, on=on)
    if tm:
        s.do(projects.assign_team, project_id=pid, team=tm, agreement="ag" + pid, on=on)


def started(s, pid, on):
    """Let a project start, with the money that it needs."""
    keeper = grounds.keeper(lambda uc, **told: s.do(uc, **told, on=on))
    told = {"fund_id": "F", "name": "F", "foundation": keeper, "purpose": "p", "agreement": "a"}
    s.do(funds.establish, **told, on=on)
    notice = Notice(
        account="1", value_date=on, payer="甲", payer_ref=None, amount=Money(100), remark=""
    )
    wishes = (ToDesignation(designation=pid),)
    told = {"credit_id": "K", "fund_id": "F", "notice": notice, "wishes": wishes}
    s.do(credits.book, **told, on=on)
    s.do(projects.start, project_id=pid, on=on)


def sess(
    s,
    sid,
    tm="T1",
    day=D(2021, 6, 5),
    span=Span(start=540, minutes=120),
    risk=False,
    on=None,
    **kw,
):
    if not kw:
        opened = on or day - timedelta(days=1)
        kw = {"activity": grounds.activity(lambda uc, **g: s.do(uc, **g, on=opened), sid, day)}
    told = {"title": "t", "team": tm, "place": "x", "day": day, "span": span, "risk": risk}
    s.do(sessions.plan, session_id=sid, **told, on=on or day - timedelta(days=1), **kw)


def call(
    s,
    cid="C1",
    number=2,
    tie=TieRule.EARLIER,
    rev=Revote.REPLACES,
    until=D(2021, 3, 10),
    od=5,
    on=D(2021, 3, 1),
):
    told = {"title": "t" + cid, "kind": Kind.RULES, "number": number, "tie_rule": tie}
    told |= {"revote": rev, "entries_until": until, "objection_days": od}
    s.do(calls.open_the_call, call_id=cid, **told, on=on)


def ent(s, cid, e, on=D(2021, 3, 2), admit=True):
    told = {"title": "t" + e, "authors": (p("a" + e),), "document": "d", "document_hash": FILE}
    s.do(entries.submit, call_id=cid, entry_id=e, **told, on=on)
    if admit:
        s.do(entries.screen, call_id=cid, entry_ids=(e,), admitted=True, on=D(2021, 3, 10))


def freeze(s, cid, on):
    s.do(calls.freeze, call_id=cid, on=on)


def head(x):
    print("==", x)
