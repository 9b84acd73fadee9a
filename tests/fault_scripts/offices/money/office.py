"""The office of the scripts about money, by the library's calls as they are today.

Where a call lost an argument since, what a script says of it is passed over; a hash of a file that
is no hash is one. The clock goes on to the day that a script speaks of, and never back.
"""

# ruff: noqa: F401, F403 - the scripts take all names from here
import os
import shutil
import sys
import tempfile
from contextlib import suppress
from datetime import date, datetime, timedelta, timezone

from stdnum.cn import uscc

from lixia_domain import *
from lixia_domain import Rejection
from lixia_domain.aggregates.account.facts import Grant
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.bank_credit.facts import Notice
from lixia_domain.aggregates.bank_debit import Outgoing
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.pledge.facts import Instalment, OnCancellation
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application import bootstrap
from lixia_domain.application.activities import teams
from lixia_domain.application.finance import (
    accounts,
    banking,
    closing,
    credits,
    disbursements,
    funds,
    goods,
    incomes,
    receipts,
)
from lixia_domain.application.finance.booking import ToClaim, ToDesignation
from lixia_domain.application.programme import arrears, claims, enterprises, oversight, projects
from lixia_domain.application.programme.projects import Offer
from lixia_domain.kernel.gifts import SourceClass, Valued
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.specs.places import builtin
from lixia_domain.testing import grounds
from lixia_domain.testing.steps.world import credit_code

INVARIANTS = os.fspath(builtin() / "审计")
LIXIA = os.path.join(os.path.dirname(sys.executable), "lixia")
PATHS = {}
OPENED = []
CN = timezone(timedelta(hours=8))
FILE = "0" * 64


def mkcode(n):
    base = "91370102" + f"{n:09d}"
    return base + uscc.calc_check_digit(base)


class Clock:
    def __init__(self, t=datetime(2025, 1, 2, 9, 0, tzinfo=CN)):
        self.t = t

    def __call__(self):
        self.t += timedelta(milliseconds=1)
        return self.t


def open_store(*args, **given):
    OPENED.append(bootstrap.open_store(*args, **given))
    return OPENED[-1]


def fresh(path=None, clock=None):
    path = path or os.path.join(tempfile.mkdtemp(prefix="lx"), "s.db")
    store = open_store(f"sqlite:///{path}", create=True, clock=clock or Clock())
    PATHS[id(store)] = path
    return store


class P:
    """A small office with one fund, and what it does by one call each."""

    def __init__(self, store=None):
        self.store = store or fresh()
        self.b = self.store.ledger
        self._on = date(2025, 1, 2)

    @property
    def on(self):
        return self._on

    @on.setter
    def on(self, day):
        self._on = day
        clock = self.store.clock
        if isinstance(clock, Clock) and clock.t.date() < day:
            clock.t = datetime(day.year, day.month, day.day, 9, tzinfo=CN)

    def by(self, who="office-1", role=Role.PROGRAMME_OFFICE, command=None):
        return self.store.by(who, role, command=command)

    def do(self, use_case, who="office-1", command=None, on=None, **given):
        known = {one.name for one in use_case.gate.arguments}
        given = {name: value for name, value in given.items() if name in known}
        given |= {name: FILE for name, value in given.items() if name[-5:] == "_hash"}
        return use_case(self.b, self.by(who, command=command), on=on or self.on, **given)

    def fund(self, fund="F1", foundation="基金会"):
        self.do(
            funds.establish,
            fund_id=fund,
            name=f"公益{fund}",
            foundation=grounds.keeper(self.do, credit_code(foundation), foundation),
            purpose="p",
            agreement=f"A-{fund}",
        )

    def project(self, p, amount, line="物资", waitlist=False, minimum=1, team="team-1", pub=True):
        whole = (BudgetLine(line=line, amount=Money(amount)),)
        self.do(
            projects.draft,
            project_id=p,
            title=f"t{p}",
            domain="为老服务",
            needs=(grounds.need(self.do, "N-1"),),
            lines=amount if isinstance(amount, tuple) else whole,
            relief=True,
        )
        self.do(projects.approve, project_id=p, minutes="M")
        if pub:
            offer = Offer(minimum=Money(minimum), waitlist=waitlist)
            batch = grounds.batch(self.do, "B-1")
            self.do(projects.publish, project_id=p, batch_id=batch, offer=offer)
            self.do(projects.assign_team, project_id=p, team=team, agreement=f"AG-{p}{team}")

    def lax(self, p, team="team-1"):
        """Sign an agreement by which several tranches may be open at a time."""
        self.do(teams.register, team_id=team, name=team, lead="p:" + "1" * 32)
        self.do(teams.verify, team_id=team, document="l")
        self.do(
            teams.sign_agreement,
            team_id=team,
            project_id=p,
            agreement=f"AG-{p}{team}",
            document_hash=FILE,
            open_tranches=99,
            minutes="m",
        )

    def firm(self, n, name=None, ownership=Ownership.PRIVATE):
        code, name = mkcode(n), name or f"企业{n}"
        c = self.do(enterprises.register, code=code, name=name, ownership=ownership)
        self.do(enterprises.verify, code=c, document="l")
        return c

    def claim(self, c, p, firm, amount, parts=None, fund="F1", command=None, on=None):
        return self.do(
            claims.claim,
            claim_id=c,
            project_id=p,
            enterprise_code=firm,
            fund_id=fund,
            amount=Money(amount),
            instalments=tuple(
                Instalment(due=date(2025, 3, 1) + timedelta(days=30 * i), amount=Money(a))
                for i, a in enumerate(parts or [amount])
            ),
            command=command,
            on=on,
        )

    def book(self, c, amount, wishes=(), payer="企业1", fund="F1", value=None, account="01", **k):
        notice = Notice(
            account=account,
            value_date=value or k.get("on") or self.on,
            payer=payer,
            payer_ref=k.pop("ref", None),
            amount=Money(amount),
            remark="",
        )
        return self.do(
            credits.book,
            credit_id=c,
            fund_id=fund,
            notice=notice,
            document="slip",
            wishes=tuple(wishes),
            **k,
        )

    def start(self, p, fund="F1"):
        self.do(projects.start, project_id=p, fund_id=fund)

    def request(self, d, p, amount, who="req-1", payee="payee-1", fund="F1", line="物资", **k):
        given = {"tranche": 1, "source": SourceClass.DONATED, **k}
        self.do(
            disbursements.request,
            who=who,
            disbursement_id=d,
            project_id=p,
            fund_id=fund,
            line=line,
            amount=Money(amount),
            payee=payee,
            payee_account="6222",
            purpose="x",
            **given,
        )

    def approve(self, d, who="app-1", related=(), command=None):
        self.do(
            disbursements.approve,
            who=who,
            disbursement_id=d,
            minutes="m",
            conflicts_checked=("req-1", "app-1"),
            related=related,
            command=command,
        )

    def pay(self, d, who="pay-1", debit=None):
        self.do(
            disbursements.pay,
            who=who,
            disbursement_id=d,
            debit=debit or f"DB-{d}",
            voucher=f"V-{d}",
        )

    def rap(self, d, p, amount, **k):
        self.request(d, p, amount, **k)
        self.approve(d)
        self.pay(d)

    def acc(self, fund, designation):
        return self.load(ACCOUNT, accounts.account_key(fund, designation))

    def bal(self, fund, designation):
        found = self.acc(fund, designation)
        return None if found is None else found.held.fen

    def load(self, decider, key):
        return self.b.transact(lambda work: work.load(decider, key), by=self.by())

    def show(self, view):
        return self.store.show(view)["rows"]


def tryit(label, act, *args, **given):
    try:
        answer = act(*args, **given)
    except Rejection as refusal:
        print(f"  refused   {label}: {refusal.reason.code} {refusal.sentence('en')[:300]}")
        return False
    except BaseException as error:
        print(f"  {type(error).__name__} {label}: {str(error)[:300]}")
        return None
    print(f"  ACCEPTED  {label} -> {answer!r}")
    return True
