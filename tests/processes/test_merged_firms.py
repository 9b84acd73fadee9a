"""Firms that were merged are one: in counts, in lists, and when something is asked of them."""

from __future__ import annotations

from datetime import date

from lixia_domain.aggregates.pledge.facts import Instalment, PledgeSucceeded
from lixia_domain.application.overview import kpi
from lixia_domain.application.programme import claims, enterprises
from lixia_domain.application.programme.enterprises import pledges_of
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.processes.firms import FIRMS as FIRM_NAMES
from lixia_domain.processes.firms import Firm
from lixia_domain.recording.work import Work
from lixia_domain.views.claim_board import CLAIM_BOARD
from lixia_domain.views.enterprise_roll import ENTERPRISE_ROLL, UNNAMED, pseudonym
from lixia_domain.views.programme_summary import ALL, PROGRAMME_SUMMARY

from .conftest import DUE, FIRMS, Programme

A, B, C = FIRMS


def merge(programme: Programme, code: str, successor: str) -> None:
    programme.do(enterprises.merge, code=code, successor=successor, document="合并协议")


def figures(programme: Programme) -> tuple[int, dict[str, tuple[int, int, str]]]:
    """Return how many firms are counted, and of each on the roll claims, fen and name."""
    views = programme.store.views()
    [(_, whole)] = views.rows(PROGRAMME_SUMMARY, key=ALL)
    roll = {
        key: (row.claims, row.pledged_fen, row.name) for key, row in views.rows(ENTERPRISE_ROLL)
    }
    return whole.enterprises, roll


def test_two_firms_become_one_and_a_chain_of_mergers_ends_with_the_last(
    programme: Programme,
) -> None:
    programme.project("P1")
    programme.project("P2")
    programme.claim("c1", "P1", 10, firm=0)
    programme.claim("c2", "P2", 20, firm=1)
    agreed = {"display_name": "甲公司", "scope": "all", "document": "d"}
    programme.do(claims.agree_to_publish, claim_id="c1", **agreed)
    assert figures(programme)[0] == 2
    merge(programme, A, B)
    assert figures(programme) == (1, {pseudonym(B): (2, 3_000, "甲公司")})
    merge(programme, B, C)
    assert figures(programme) == (1, {pseudonym(C): (2, 3_000, "甲公司")})
    views = programme.store.views()
    assert {row.enterprise for _, row in views.rows(CLAIM_BOARD)} == {C}
    named = {figure.code: (figure.part, figure.whole) for figure in kpi.report(views).figures}
    assert named["donors_named"] == (1, 1)
    programme.do(claims.release, claim_id="c1", project_id="P1", reason="r")
    programme.do(claims.release, claim_id="c2", project_id="P2", reason="r")
    assert figures(programme) == (0, {pseudonym(C): (0, 0, UNNAMED)})


def test_a_merger_that_is_annulled_leaves_two_firms_as_before(programme: Programme) -> None:
    programme.project("P1")
    programme.project("P2")
    programme.claim("c1", "P1", 10, firm=0)
    programme.claim("c2", "P2", 20, firm=1)
    before = figures(programme)
    merge(programme, A, B)
    merge(programme, B, C)
    for code in (B, A):
        programme.do(enterprises.annul_merger, code=code, reason="误登", document="说明")
    assert figures(programme) == before
    known: dict[str, Firm] = {}
    for recorded in programme.store.ledger.read(reads=FIRM_NAMES.reads):
        known[recorded.key] = FIRM_NAMES.evolve(known.get(recorded.key), recorded)
    assert {firm.successor for firm in known.values()} == {""}
    merge(programme, A, C)
    assert figures(programme)[1].keys() == {pseudonym(B), pseudonym(C)}


def test_a_merger_told_again_passes_what_older_code_left_and_else_nothing(
    programme: Programme,
) -> None:
    programme.project("P1")
    programme.claim("c1", "P1", 10, firm=0)
    merge(programme, A, B)
    head = programme.store.ledger.head()
    merge(programme, A, B)
    assert programme.store.ledger.head() == head
    told = [r.event for r in programme.store.ledger.read(reads=(PledgeSucceeded,))]
    assert [(one.predecessor, one.enterprise, one.amount) for one in told] == [
        (A, B, Money.yuan(10))
    ]
    work = Work(programme.store.ledger, programme.store.by("office-1", Role.PROGRAMME_OFFICE))
    assert (pledges_of(work, A), pledges_of(work, B)) == ([], ["c1"])


def test_what_falls_due_is_asked_of_the_successor(programme: Programme) -> None:
    programme.project("P1")
    programme.claim("c1", "P1", 10, firm=0)
    merge(programme, A, B)
    _, pending = programme.store.runner.pending(date(2021, 6, 25))
    assert {each.wish.whom for each in pending if each.wish.subject == "c1#1"} == {B}


def test_the_successor_takes_up_what_was_offered_to_a_firm_that_waited(
    programme: Programme,
) -> None:
    programme.project("P1", yuan=100)
    programme.claim("c1", "P1", 100, firm=2)
    assert programme.claim("c2", "P1", 30, firm=0) == "waitlisted"
    programme.do(claims.release, claim_id="c1", project_id="P1", reason="r")
    merge(programme, A, B)
    programme.do(
        claims.take_offer,
        claim_id="c2",
        project_id="P1",
        fund_id="F1",
        amount=Money.yuan(30),
        instalments=(Instalment(due=DUE, amount=Money.yuan(30)),),
    )
    _, roll = figures(programme)
    assert roll[pseudonym(B)][:2] == (1, 3_000)
