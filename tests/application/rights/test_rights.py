"""Once the roster is closed, the log tells who may, and what it tells last wins every race."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from attrs import evolve

from lixia_adapters.stores import sqlite
from lixia_adapters.views import memory
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.roster.facts import Administrator
from lixia_domain.application.activities import campaigns
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.finance import accounts, disbursements
from lixia_domain.application.finance.bank_import import EntryKind, import_entries
from lixia_domain.application.persons import members
from lixia_domain.application.persons.subjects import disclose, finish_erasure
from lixia_domain.application.persons.vault_review import sweep
from lixia_domain.application.programme import claims, enterprises, projects
from lixia_domain.application.rights import held_by
from lixia_domain.kernel.dates import business_date
from lixia_domain.kernel.money import ZERO, Money
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import Work

from .conftest import (
    DISTRICT_ADMIN,
    ENGAGED_UNTIL,
    FIRM,
    KEEPER,
    KEEPER_ADMIN,
    MORNING,
    OTHER_FIRM,
    PAPER,
    District,
    person,
)

CAMPAIGN = {"campaign_id": "C1", "title": "文明实践（虚构示例）"}
DUE = date(2021, 6, 30)


def claiming(firm: str = FIRM) -> dict[str, Any]:
    return {
        "claim_id": "R1",
        "project_id": "p2",
        "enterprise_code": firm,
        "fund_id": "f2",
        "amount": Money(50),
        "instalments": (Instalment(due=DUE, amount=Money(50)),),
    }


def meanwhile(district: District, monkeypatch: Any, act: Callable[[District], None]) -> None:
    """Let somebody else do ``act`` once a decision stands, before it is recorded."""
    ledger, appended = district.store.ledger, []
    append = ledger._append

    def late(work: Work, rows: Any) -> bool:
        if not appended:
            appended.append(work)
            if not district.store.place:
                act(district)
            else:
                with open_store(district.store.uri, clock=district.clock) as beside:
                    act(District(beside, district.clock))
        return append(work, rows)

    monkeypatch.setattr(ledger, "_append", late)


# ---- open until closed ---------------------------------------------------------------------------


def test_an_open_roster_takes_everybody_at_their_word(open_district: District) -> None:
    open_district.do(campaigns.open_campaign, "anybody", Role.PROGRAMME_OFFICE, **CAMPAIGN)
    assert open_district.refused(members.admit, "x", account="a", document=PAPER) == "roster.open"


def test_it_is_closed_in_one_commit_and_stays_so(open_district: District) -> None:
    head = open_district.head
    open_district.close()
    facts = list(open_district.store.ledger.read(head))
    assert len({fact.correlation for fact in facts}) == 1
    told = [(fact.stream, fact.event.event_name) for fact in facts]
    each = ("member.admitted", "member.role_granted")
    accounts_ = ("admin-1", "admin-2", "admin-3", "processes")
    assert told == [
        *((f"member-{account}", name) for account in accounts_ for name in each),
        ("roster-district", "roster.closed"),
    ]
    assert open_district.refused(campaigns.open_campaign, **CAMPAIGN) == "rights.not_a_member"
    with pytest.raises(Rejection) as twice:
        open_district.close()
    assert twice.value.reason.code == "roster.closed"


def test_a_store_that_learns_its_districts_name_later_stays_closed(tmp_path: Path) -> None:
    """Ledgers opened without a store's help are nobody's by name, until one is made of them."""
    ledger = Ledger(sqlite.environment(str(tmp_path / "x.db"), create=True, read_only=False))
    clock = ToldClock(MORNING)
    nameless = District(Store("", "", ledger, memory.read_models, clock), clock)
    nameless.close()
    assert nameless.refused(campaigns.open_campaign, **CAMPAIGN) == "rights.not_a_member"
    ledger.close()
    with open_store(f"sqlite:///{tmp_path / 'x.db'}", create=True, clock=clock) as named:
        assert named.ledger.district
        told = District(named, clock).refused(campaigns.open_campaign, **CAMPAIGN)
        assert told == "rights.not_a_member"


# ---- who ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("who", "role", "code"),
    [
        ("stranger", Role.PROGRAMME_OFFICE, "rights.not_a_member"),
        ("auditor-1", Role.PROGRAMME_OFFICE, "rights.not_granted"),
        ("auditor-1", Role.AUDITOR, "rights.not_your_part"),
        ("office-1", Role.FOUNDATION, "rights.not_your_part"),
        ("processes", Role.SYSTEM, "rights.not_your_part"),
    ],
)
def test_who_may_not_is_refused(district: District, who: str, role: Role, code: str) -> None:
    assert district.refused(campaigns.open_campaign, who, role=role, **CAMPAIGN) == code


def test_who_is_suspended_or_has_left_may_nothing_until_it_is_granted_again(
    district: District,
) -> None:
    def refused() -> str:
        return district.refused(campaigns.open_campaign, **CAMPAIGN)

    own = {"account": "office-1", "document": PAPER}
    district.do(members.suspend, DISTRICT_ADMIN, account="office-1", reason="丢失口令")
    assert refused() == "rights.not_in_force"
    district.do(members.leave, DISTRICT_ADMIN, **own)
    assert refused() == "rights.not_in_force"
    district.do(members.admit, DISTRICT_ADMIN, person=person("office-1"), **own)
    assert refused() == "rights.not_in_force", "a suspension outlives leaving"
    district.do(members.reinstate, DISTRICT_ADMIN, **own)
    assert refused() == "rights.not_granted"
    district.do(members.grant, DISTRICT_ADMIN, member_role=Role.PROGRAMME_OFFICE, **own)
    district.do(campaigns.open_campaign, **CAMPAIGN)


SEEING = {"person": person("x"), "purpose": "核查"}


def test_an_auditor_is_one_to_the_last_day_of_the_term_whatever_date_is_told(
    district: District,
) -> None:
    district.days((ENGAGED_UNTIL - business_date(MORNING)).days)
    assert district.refused(disclose, "auditor-1", **SEEING) == "subject.unknown"
    ledger = district.store.ledger
    assert held_by(ledger, "auditor-1", today=ENGAGED_UNTIL) == {Role.AUDITOR}
    district.days(1)
    told = {**SEEING, "on": ENGAGED_UNTIL}
    assert district.refused(disclose, "auditor-1", **told) == "rights.term_over"
    assert held_by(ledger, "auditor-1", today=district.store.today()) == frozenset()
    grant = {"account": "auditor-1", "member_role": Role.AUDITOR, "document": PAPER}
    district.do(members.grant, DISTRICT_ADMIN, until=date(2022, 6, 30), **grant)
    assert district.refused(disclose, "auditor-1", **SEEING) == "subject.unknown"


def test_whoever_stands_for_another_is_refused(district: District) -> None:
    theirs = "rights.not_theirs"
    assert district.refused(claims.claim, "firm-1", **claiming(OTHER_FIRM)) == theirs
    district.do(claims.claim, "firm-1", **claiming())
    district.request("d1")
    told = {"disbursement_id": "d1", "reason": "缺询价"}
    assert district.refused(disbursements.refuse, "appr-9", **told) == theirs
    told = {"disbursement_id": "no-such", "reason": "缺询价"}
    assert district.refused(disbursements.refuse, "appr-1", **told) == theirs, "nobody's"
    district.do(disbursements.refuse, "appr-1", disbursement_id="d1", reason="缺询价")


def test_canonical_twins_of_an_account_are_one(district: District) -> None:
    district.do(campaigns.open_campaign, " ＯＦＦＩＣＥ-1 ", Role.PROGRAMME_OFFICE, **CAMPAIGN)
    (opened,) = district.store.ledger.read(district.head - 1)
    assert opened.actor == "office-1"
    head = district.head
    for twin in ("Office-1", "ｏｆｆｉｃｅ-1"):
        told = {"account": twin, "document": PAPER}
        district.do(members.admit, DISTRICT_ADMIN, person=person("office-1"), **told)
        code = district.refused(members.admit, DISTRICT_ADMIN, person=person("x"), **told)
        assert code == "member.exists"
    assert district.head == head
    twins = tuple(
        Administrator(account=account, person=person(account), foundation=KEEPER)
        for account in ("new-1", "ＮＥＷ-1")
    )
    told = {"administrators": twins, "document": PAPER}
    assert district.refused(members.propose, "appr-1", **told) == "roster.two_persons"


# ---- races ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("act", "told", "code"),
    [
        (members.revoke, {"member_role": Role.PROGRAMME_OFFICE}, "rights.not_granted"),
        (members.leave, {}, "rights.not_in_force"),
        (members.suspend, {"reason": "丢失口令"}, "rights.not_in_force"),
    ],
)
def test_a_right_that_ends_while_a_command_runs_wins(
    district: District, monkeypatch: Any, act: Any, told: dict[str, Any], code: str
) -> None:
    paper = {} if "reason" in told else {"document": PAPER}

    def ends(beside: District) -> None:
        beside.do(act, DISTRICT_ADMIN, account="office-1", **told, **paper)

    meanwhile(district, monkeypatch, ends)
    with pytest.raises(Rejection) as refusal:
        district.do(campaigns.open_campaign, **CAMPAIGN)
    assert refusal.value.reason.code == code
    assert not district.store.ledger.history("campaign-C1")


def test_a_roster_that_is_closed_while_a_command_runs_is_asked(
    open_district: District, monkeypatch: Any
) -> None:
    meanwhile(open_district, monkeypatch, District.close)
    with pytest.raises(Rejection) as refusal:
        open_district.do(campaigns.open_campaign, **CAMPAIGN)
    assert refusal.value.reason.code == "rights.not_a_member"
    assert not open_district.store.ledger.history("campaign-C1")


def test_what_a_scope_was_resolved_from_is_asked_again(
    district: District, monkeypatch: Any
) -> None:
    """The team is replaced while its lead asks for money: it is another's by then."""

    def replaced(beside: District) -> None:
        beside.do(
            projects.replace_team, project_id="p1", team="t2", agreement="新协议", reason="退出"
        )

    meanwhile(district, monkeypatch, replaced)
    with pytest.raises(Rejection) as refusal:
        district.request("d1")
    assert refusal.value.reason.code == "rights.not_theirs"
    assert not district.store.ledger.history("disbursement-d1")


# ---- commands, processes, parts, and what is no use case -----------------------------------------


def test_a_command_sent_again_is_answered_to_whoever_still_may(district: District) -> None:
    first = district.do(claims.claim, "firm-1", command="k1", **claiming())
    head = district.head
    assert district.do(claims.claim, "firm-1", command="k1", **claiming()) == first
    assert district.head == head
    own = {"account": "firm-1", "member_role": Role.ENTERPRISE, "stands_for": FIRM}
    district.do(members.revoke, document=PAPER, **own)
    code = district.refused(claims.claim, "firm-1", command="k1", **claiming())
    assert code == "rights.not_granted"


def test_the_processes_go_on_in_a_closed_store(district: District) -> None:
    """A project ends; an account that is opened for it afterwards is frozen by the program."""
    by = district.by("acct-9")
    on = date(2021, 3, 10)
    district.do(projects.cancel, project_id="p2", reason="场地无法落实")
    district.store.ledger.transact(
        lambda work: accounts.posting_account(work, "f2", "p2", on), by=by
    )
    (done,) = district.store.runner.run()
    assert done.refusal is None
    (*_, frozen) = district.store.ledger.history("account-f2/p2")
    assert (frozen.event.event_name, frozen.actor) == ("account.frozen", "processes")


@pytest.mark.parametrize(
    ("act", "told"),
    [
        (members.revoke, {"member_role": Role.SYSTEM, "document": PAPER}),
        (members.leave, {"document": PAPER}),
        (members.suspend, {"reason": "试试"}),
    ],
)
def test_nobody_stops_the_processes_by_their_membership(
    district: District, act: Any, told: dict[str, Any]
) -> None:
    code = district.refused(act, DISTRICT_ADMIN, account="Processes", **told)
    assert code == "member.processes_stay"


def test_a_part_of_a_work_is_not_asked_again(district: District) -> None:
    """The outermost use case was asked; an application's own work asks for itself."""

    def steps(work: Work) -> None:
        campaigns.open_campaign.within(work, **CAMPAIGN, on=date(2021, 3, 10))

    district.store.ledger.transact(steps, by=district.by("stranger", Role.TEAM))
    assert district.store.ledger.history("campaign-C1")


@pytest.mark.parametrize(
    ("who", "role", "code"),
    [
        ("stranger", Role.ACCOUNTANT, "rights.not_a_member"),
        ("cash-1", Role.CASHIER, "rights.not_your_part"),
        ("acct-9", Role.ACCOUNTANT, "rights.not_theirs"),
    ],
)
@pytest.mark.parametrize("dry_run", [True, False])
def test_a_file_of_the_bank_is_imported_by_the_keepers_accountant(
    district: District, who: str, role: Role, code: str, *, dry_run: bool
) -> None:
    file: dict[str, Any] = {
        "fund_id": "f1",
        "kind": EntryKind.STATEMENT,
        "entries": (),
        "stated_total": ZERO,
        "on": date(2021, 3, 10),
        "dry_run": dry_run,
    }
    with pytest.raises(Rejection) as refusal:
        import_entries(district.store.ledger, district.by(who, role), **file)
    assert refusal.value.reason.code == code
    import_entries(district.store.ledger, district.by("acct-1"), **file)


def test_no_key_is_destroyed_for_whoever_may_not_note_it(district: District) -> None:
    class Kept:
        def destroy(self, *_: object, **__: object) -> None:
            raise AssertionError("a key was destroyed")

    by = district.by("stranger", Role.PROGRAMME_OFFICE)
    vault: Any = Kept()
    on = date(2021, 3, 10)
    with pytest.raises(Rejection) as refusal:
        finish_erasure(district.store.ledger, by, vault, person=person("x"), on=on)
    assert refusal.value.reason.code == "rights.not_a_member"
    with pytest.raises(Rejection) as refusal:
        sweep(district.store, evolve(by, actor="lead-1", role=Role.TEAM), on=on)
    assert refusal.value.reason.code == "rights.not_your_part"


def test_what_an_account_holds_is_told_by_the_log(district: District) -> None:
    ledger, today = district.store.ledger, district.store.today()
    assert held_by(ledger, "appr-1", today=today) == {Role.APPROVER}
    assert held_by(ledger, "stranger", today=today) == frozenset()
    district.do(members.suspend, KEEPER_ADMIN, account="appr-1", reason="核查")
    assert held_by(ledger, "appr-1", today=today) == frozenset()


def test_in_an_open_store_nobody_holds_anything() -> None:
    with open_store("memory:", create=True) as store:
        assert held_by(store.ledger, "appr-1", today=store.today()) == frozenset()


def test_evidence_of_no_disbursement_is_refused_as_such() -> None:
    with (
        open_store("memory:", create=True) as store,
        pytest.raises(Rejection, match=r"disbursement\.unknown"),
    ):
        by, on = store.by("acct-1", Role.ACCOUNTANT), store.today()
        disbursements.accept_expense(store.ledger, by, disbursement_id="D", invoice="1", on=on)


def test_for_a_firm_that_was_merged_its_successor_acts_and_nobody_else(district: District) -> None:
    district.do(claims.claim, "firm-1", **claiming())
    district.admit("firm-2", Role.ENTERPRISE, OTHER_FIRM)
    agreeing = {"claim_id": "R1", "display_name": "甲", "scope": "网站", "document": PAPER}
    theirs = "rights.not_theirs"
    assert (
        district.refused(claims.agree_to_publish, "firm-2", role=Role.ENTERPRISE, **agreeing)
        == theirs
    )
    district.do(enterprises.merge, code=FIRM, successor=OTHER_FIRM, document="合并协议")
    assert district.refused(claims.agree_to_publish, "firm-1", **agreeing) == theirs
    district.do(claims.agree_to_publish, "firm-2", Role.ENTERPRISE, **agreeing)
