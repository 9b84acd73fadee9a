"""Role x use case x own or another's, on the demo's closed store: who may is what is declared.

What is to come of each call is told by the declaration (in which roles, of what kind the scope is)
and a small table of what each kind is to whom; never by the code that authorises. Whoever may gets
as far as the domain, which answers as it likes; what would be recorded is not.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from attrs import define
from tests.sound import sound

from lixia_adapters.demo import cast
from lixia_domain.aggregates.project.facts import ClaimWaitlisted
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.roster.facts import Administrator
from lixia_domain.aggregates.roster.state import DAYS_TO_OBJECT
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.chapters import use_cases
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.persons import members
from lixia_domain.application.use_case import UseCase
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.forms import Context
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import ROLES, Role
from lixia_domain.recording.faults import Fault
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By
from lixia_domain.rules.deadlines import Matter

FIRM, OTHER_FIRM = cast.claims()[0].code, cast.claims()[1].code
OTHER_FOUNDATION = cast.credit_code(2, kind="53")
CREDIT, WAITING = "DEMO-01/2021-04-07/R0001/1", "W001"
ROLES_OF = {
    "enterprise": {Role.ENTERPRISE},
    "team": {Role.TEAM},
    "foundation": {Role.ACCOUNTANT, Role.CASHIER, Role.APPROVER, Role.RECEIPT_KEEPER},
}
"""Who acts for what: only they must stand for whose business it is."""
CONCERNS: dict[str, set[str]] = {
    "district": set(),
    "enterprise": {"enterprise"},
    "waiting claim": {"enterprise"},
    "claim": {"enterprise", "foundation"},
    "team": {"team"},
    "project": {"team"},
    "session": {"team"},
    "brand": {"team"},
    "disbursement": {"team", "foundation"},
    "foundation": {"foundation"},
    "fund": {"foundation"},
    "credit": {"foundation"},
    "gift": {"enterprise", "foundation"},
    "debit": {"foundation"},
    "delivery": {"foundation"},
    "receipt": {"foundation"},
    "blank receipt": {"foundation"},
    "plan": {"foundation"},
    "disclosure": {"foundation"},
}
"""Whom each kind of thing concerns: all of the first firm, the first team, and the foundation."""
THERE: dict[tuple[str, str], dict[str, Any]] = {
    ("enterprise", "code"): {"code": FIRM},
    ("enterprise", "enterprise_code"): {"enterprise_code": FIRM},
    ("waiting claim", "claim_id"): {"claim_id": WAITING, "project_id": "P-001"},
    ("claim", "claim_id"): {"claim_id": "C001"},
    ("team", "team"): {"team": "T-01"},
    ("team", "team_id"): {"team_id": "T-01"},
    ("project", "project_id"): {"project_id": "P-001"},
    ("session", "session_id"): {"session_id": "H-01"},
    ("brand", "brand_id"): {"brand_id": "PP-01"},
    ("disbursement", "disbursement_id"): {"disbursement_id": "D-P-001-1"},
    ("foundation", "code"): {"code": cast.FOUNDATION_CODE},
    ("foundation", "foundation"): {"foundation": cast.FOUNDATION_CODE},
    ("foundation", "foundation_code"): {"foundation_code": cast.FOUNDATION_CODE},
    ("fund", "fund_id"): {"fund_id": cast.FUND},
    ("credit", "credit_id"): {"credit_id": CREDIT},
    ("credit", "gift"): {"gift": f"{CREDIT}#1.1"},
    ("gift", "gift"): {"gift": f"{CREDIT}#1.1"},
    ("debit", "debit_id"): {"debit_id": "DEMO-01/退款/R0005"},
    ("delivery", "delivery_id"): {"delivery_id": "SW-001"},
    ("receipt", "number"): {"code": "DEMO2021", "number": "00000001"},
    ("blank receipt", "number"): {"code": "DEMO2021", "number": "00000001"},
    ("plan", "plan_id"): {"plan_id": "MJ-2021"},
    ("disclosure", "subject"): {"matter": Matter.ANNUAL_REPORT, "subject": cast.FOUNDATION_CODE},
    ("district", ""): {},
}
"""What a scope's argument names in the demo."""
OWN: dict[Role, str] = {
    Role.PROGRAMME_OFFICE: "office-1",
    Role.ACCOUNTANT: "foundation-1",
    Role.CASHIER: "cashier-1",
    Role.APPROVER: "approver-1",
    Role.RECEIPT_KEEPER: "receipts-1",
    Role.ENTERPRISE: "firm-01",
    Role.TEAM: "team-lead-01",
    Role.AUDITOR: "auditor-1",
    Role.ADMINISTRATOR: "admin-1",
    Role.SYSTEM: "processes",
}
OTHER: dict[Role, str] = {
    Role.ENTERPRISE: "firm-02",
    Role.TEAM: "team-lead-02",
    Role.ACCOUNTANT: "other-acct",
    Role.CASHIER: "other-cashier",
    Role.APPROVER: "other-approver",
    Role.RECEIPT_KEEPER: "other-receipts",
}
"""The same roles, for another firm, another team, another foundation."""
BESIDE = {"approver": "approver-1", "witness": "auditor-1", "decided_by": "office-1"}
"""Who else is named in an act: another person, in a role of theirs."""


@define
class Stage:
    """The store, and what is asked of it, a second after the last."""

    store: Store
    clock: ToldClock

    def by(self, who: str, role: Role) -> By:
        return self.store.by(who, role)

    def do(self, use_case: UseCase[Any, Any], who: str, role: Role, **given: Any) -> None:
        by = self.by(who, role)
        use_case(self.store.ledger, by, on=business_date(by.at), **given)


@pytest.fixture(scope="module")
def stage(demo_copy: Callable[[], Path]) -> Iterator[Stage]:
    """The demo's store, with a second foundation whose people are members, and a claim waiting."""
    with open_store(f"sqlite:///{demo_copy()}") as store:
        (last,) = store.ledger.read(store.ledger.head() - 1)
        store.clock = ToldClock(last.recorded_at + timedelta(seconds=1))
        stage = Stage(store, store.clock)
        _another_foundation(stage)
        waits = ClaimWaitlisted(claim=WAITING, enterprise=FIRM, amount=Money(100), on=store.today())
        store.ledger.transact(
            lambda work: work.record(PROJECT, "P-001", [waits]),
            by=stage.by("office-1", Role.PROGRAMME_OFFICE),
        )
        yield stage


def _another_foundation(stage: Stage) -> None:
    """Two persons seat administrators, one of whom is the other foundation's; it grants roles."""
    named = (("admin-3", cast.FOUNDATION_CODE), ("admin-4", OTHER_FOUNDATION), ("admin-1", ""))
    paper: dict[str, Any] = {"document": "法定代表人来函（虚构示例）"}
    seats = tuple(
        Administrator(account=who, person=_person(who), foundation=foundation)
        for who, foundation in named
    )
    stage.do(members.propose, "approver-1", Role.APPROVER, administrators=seats, **paper)
    stage.clock.advance(timedelta(days=DAYS_TO_OBJECT))
    stage.do(members.seat, "office-1", Role.PROGRAMME_OFFICE, administrators=seats, **paper)
    for role in sorted(ROLES_OF["foundation"]):
        account: dict[str, Any] = {"account": OTHER[role], **paper}
        admin = ("admin-4", Role.ADMINISTRATOR)
        stage.do(members.admit, *admin, person=_person(OTHER[role]), **account)
        held = {"member_role": role, "stands_for": OTHER_FOUNDATION}
        stage.do(members.grant, *admin, **held, **account)


def _person(account: str) -> str:
    return cast.person(f"虚构示例 {account}")


class WouldBeRecorded(Exception):  # noqa: N818 - no error: what was asked passed all that may refuse
    """The decision stands and comes to be recorded."""


def answer(stage: Stage, use_case: UseCase[Any, Any], by: By, given: dict[str, Any]) -> str:
    """Return why the call was refused a right; empty where it was not."""
    try:
        use_case(stage.store.ledger, by, **given)
    except Rejection as refusal:
        code = refusal.reason.code
        assert not code.startswith("gate."), f"{use_case.name}: {refusal}"
        return code if code.startswith("rights.") else ""
    except (WouldBeRecorded, Fault):
        return ""
    return ""


def expected(use_case: UseCase[Any, Any], role: Role, *, own: bool) -> set[str]:
    """Return what the declaration lets come of it."""
    if role not in use_case.by:
        return {"rights.not_your_part"}
    scoped = any(role in ROLES_OF[concern] for concern in CONCERNS[use_case.scope.of])
    if scoped and not own:
        return {"rights.not_theirs"}
    return {""}


def calls() -> Iterator[tuple[UseCase[Any, Any], Role, bool]]:
    for _, use_case in use_cases():
        for role in ROLES:
            yield use_case, role, True
            if role in OTHER:
                yield use_case, role, False


def arguments(use_case: UseCase[Any, Any], by: By, ledger: Ledger) -> dict[str, Any]:
    """Return arguments that pass the gate, those of the scope naming what is there."""
    context = Context(business_date(by.at), ledger.spelled)
    there = THERE[use_case.scope.of, use_case.scope.argument]
    given = {
        one.name: there[one.name] if one.name in there else sound(one.shape, context)
        for one in use_case.gate.arguments
        if one.needed or one.name in there
    }
    given |= {name: who for name, who in BESIDE.items() if name in given}
    given["on"] = business_date(by.at)
    use_case.gate.read(given, context)
    return given


def test_every_use_case_is_open_to_whom_it_declares_and_to_nobody_else(
    stage: Stage, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    ledger, head = stage.store.ledger, stage.store.ledger.head()

    def append(*_: object) -> bool:
        raise WouldBeRecorded

    monkeypatch.setattr(ledger, "_append", append)
    met: Counter[str] = Counter()
    wrong = []
    for use_case, role, own in calls():
        by = stage.by((OWN if own else OTHER)[role], role)
        told = answer(stage, use_case, by, arguments(use_case, by, ledger))
        met[told or "may"] += 1
        if told not in expected(use_case, role, own=own):
            wrong.append(f"{use_case.name} as {role} {'own' if own else 'other'}: {told or 'may'}")
        if ledger.head() != head:
            wrong.append(f"{use_case.name} as {role} recorded something")
            head = ledger.head()
    assert not wrong, "\n".join(wrong)
    number = len(list(use_cases()))
    assert met.total() == number * (len(OWN) + len(OTHER))
    assert met["may"] and met["rights.not_theirs"] and met["rights.not_your_part"]
    with capsys.disabled():
        print(f"\n{met.total()} calls of {number} use cases: {dict(met)}")


def test_every_kind_of_scope_is_walked() -> None:
    kinds = {(one.scope.of, one.scope.argument) for _, one in use_cases()}
    assert kinds == set(THERE)
    assert {kind for kind, _ in kinds} == set(CONCERNS)
