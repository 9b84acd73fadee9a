"""What the scripts of ``time_and_papers`` begin with, by the library's calls as they are today.

Where a call lost an argument since, what a script says of it is passed over; a hash of a file that
is no hash is one. The store lies in a file, so that it can be kept.
"""

# ruff: noqa: F401 - the scripts take all names from here
import glob
import os
import sys
import tempfile
from datetime import UTC, date, datetime, timedelta

from lixia_adapters.demo.cast import credit_code
from lixia_domain.aggregates.disclosure import Platform
from lixia_domain.aggregates.enterprise import Ownership
from lixia_domain.aggregates.foundation.facts import Office, Qualification, Tie
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.project.facts import BudgetLine
from lixia_domain.application import bootstrap
from lixia_domain.application.activities import teams as _teams
from lixia_domain.application.finance import accounts as _accounts
from lixia_domain.application.finance import closing as _closing
from lixia_domain.application.finance import credits as _credits
from lixia_domain.application.finance import disbursements as _disbursements
from lixia_domain.application.finance import disclosures as _disclosures
from lixia_domain.application.finance import foundations as _foundations
from lixia_domain.application.finance import funds as _funds
from lixia_domain.application.finance import goods as _goods
from lixia_domain.application.finance import plans as _plans
from lixia_domain.application.finance import receipts as _receipts
from lixia_domain.application.finance import undoing as _undoing
from lixia_domain.application.overview.calendar import calendar
from lixia_domain.application.programme import arrears as _arrears
from lixia_domain.application.programme import claims as _claims
from lixia_domain.application.programme import enterprises as _enterprises
from lixia_domain.application.programme import oversight as _oversight
from lixia_domain.application.programme import projects as _projects
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.rules.deadlines import Matter
from lixia_domain.rules.holidays import is_working
from lixia_domain.testing import grounds

D = date.fromisoformat
FILE = "0" * 64
OPENED: list[bootstrap.Store] = []
OPENING = D("2021-03-10")


class Calls:
    """A room of use cases as a script calls them: what they lost is passed over."""

    def __init__(self, room):
        self._room = room

    def __dir__(self):
        return dir(self._room)

    def __getattr__(self, name):
        found = getattr(self._room, name)
        if not isinstance(found, UseCase):
            return found

        def called(ledger, by, **given):
            known = {one.name for one in found.gate.arguments}
            given = {key: value for key, value in given.items() if key in known}
            for key, value in given.items():
                if key[-5:] == "_hash" and len(value) != len(FILE):
                    given[key] = FILE
            return found(ledger, by, **given)

        called.arguments = found.gate.arguments
        return called


accounts, arrears, claims, closing = map(Calls, (_accounts, _arrears, _claims, _closing))
credits, disbursements, disclosures = map(Calls, (_credits, _disbursements, _disclosures))
enterprises, foundations, funds, goods = map(Calls, (_enterprises, _foundations, _funds, _goods))
oversight, plans, projects, receipts = map(Calls, (_oversight, _plans, _projects, _receipts))
teams, undoing = map(Calls, (_teams, _undoing))

FIRM, FIRM2, FND, FND2 = (credit_code(number) for number in (811, 812, 900, 901))
CL = {}


class Clk:
    t = datetime(2026, 11, 30, 2, tzinfo=UTC)

    def __call__(self):
        return self.t


def opened(address):
    """Return a new store at ``address``; one in memory lies in a file of its own."""
    if address == "memory:":
        address = "sqlite:///" + os.path.join(tempfile.mkdtemp(prefix="lx"), "s.db")
    for old in glob.glob(address.split("///")[1] + "*"):
        os.remove(old)
    clock = Clk()
    store = bootstrap.open_store(address, create=True, clock=clock)
    OPENED.append(store)
    CL[id(store)] = clock
    return store


def new(name="memory:", on=OPENING, fnd=FND, qual=True, since=None, until=None):
    store = opened(name)
    by = store.by("acct-1", Role.FOUNDATION)
    ledger = store.ledger
    foundations.register(
        ledger, by, code=FND, name="甲基金会（虚构）", authority="a", document="d", on=on
    )
    if qual:
        foundations.qualify(
            ledger,
            by,
            code=FND,
            qualification=Qualification.PUBLIC_FUNDRAISING,
            certificate="c",
            since=since or on,
            until=until,
            on=on,
        )
    foundations.register_account(
        ledger, by, code=FND, account="tok-1", bank="b", purpose="p", on=on
    )
    funds.establish(
        ledger, by, fund_id="f1", name="f", foundation=FND, purpose="p", agreement="a", on=on
    )
    for firm in (FIRM, FIRM2):
        enterprises.register(
            ledger,
            by,
            code=firm,
            name="甲企业（虚构）" + firm,
            ownership=Ownership.PRIVATE,
            on=on,
        )
        enterprises.verify(ledger, by, code=firm, document="d", on=on)
    return store, ledger, by


def proj(
    ledger,
    by,
    key="p1",
    fen=100000,
    on=OPENING,
    minimum=1,
    waitlist=False,
    relief=False,
    batch=None,
):
    projects.draft(
        ledger,
        by,
        project_id=key,
        title="虚构示例",
        domain="助残济困",
        needs=(grounds.need(grounds.told(ledger, by, on)),),
        lines=(BudgetLine(line="服务", amount=Money(fen)),),
        relief=relief,
        on=on,
    )
    projects.approve(ledger, by, project_id=key, minutes="m", on=on)
    offers = {key: projects.Offer(minimum=Money(minimum), waitlist=waitlist)}
    projects.release_batch(
        ledger, by, batch_id=batch or "b-" + key, title="t", offers=offers, on=on
    )


def pledge_(ledger, by, cid="c1", p="p1", firm=FIRM, parts=(("2021-10-01", 100000),), on=None):
    claims.claim(
        ledger,
        by,
        claim_id=cid,
        project_id=p,
        enterprise_code=firm,
        fund_id="f1",
        amount=Money(sum(amount for _, amount in parts)),
        instalments=tuple(Instalment(due=D(due), amount=Money(amount)) for due, amount in parts),
        on=on or OPENING,
    )


def cal(store, today, since, until):
    found = calendar(
        store.views(), today=D(today), since=D(since), until=D(until), working=is_working
    )
    return [
        (
            entry.duty.matter.value,
            entry.duty.subject,
            entry.duty.period,
            str(entry.duty.nominal),
            str(entry.duty.due),
            entry.state.value,
        )
        for entry in found.entries
    ]


def pend(store, on):
    _, found = store.runner.pending(D(on))
    return [
        (
            one.wish.process,
            one.wish.subject,
            str(one.wish.since),
            str(one.wish.due),
            one.state(D(on)),
            one.wish.en,
        )
        for one in found
    ]


def T(label, act, *args, **given):  # noqa: N802 - what the scripts call it
    try:
        answer = act(*args, **given)
    except Rejection as refusal:
        print("REF", label, refusal.reason.code, refusal.sentence("en"))
    except BaseException as error:
        print("EXC", label, type(error).__name__, str(error)[:200])
    else:
        print("OK ", label, "" if answer is None else answer)
        return answer
