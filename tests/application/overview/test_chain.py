"""A chain tells what a need, a session or money belongs to, and nothing that it does not."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from attrs import evolve

from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.need import NEED
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.overview.chain import Chain, LinkKind, walk
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.work import Work
from lixia_domain.testing.examples import EXAMPLES, story, volunteering

LATER = datetime(2022, 2, 1, tzinfo=UTC)
CITED = EXAMPLES["project.drafted"].needs  # type: ignore[attr-defined] # it is the draft


def told(work: Work) -> None:
    raised, merged = EXAMPLES["need.raised"], EXAMPLES["need.merged"]
    planned = EXAMPLES["service_session.planned"]
    work.record(PROJECT, story.PROJECT, [EXAMPLES["project.drafted"]])
    work.record(PROJECT, story.SIMILAR, [evolve(EXAMPLES["project.drafted"], needs=("n9",))])
    work.record(NEED, CITED[0], [raised])
    for need, into in (("alike", CITED[0]), ("second", "alone"), ("first", "second")):
        work.record(NEED, need, [raised, evolve(merged, into=into)])
    work.record(NEED, "alone", [raised])
    work.record(SERVICE_SESSION, volunteering.SESSION, [planned])
    work.record(SERVICE_SESSION, "s2", [evolve(planned, project=story.SIMILAR)])
    work.record(SERVICE_SESSION, "s3", [evolve(planned, project=None, activity="a/b")])


@pytest.fixture(scope="module")
def store() -> Iterator[Store]:
    with open_store("memory:", create=True, clock=lambda: LATER) as opened:
        opened.ledger.transact(told, by=opened.by("office-1", Role.SYSTEM))
        yield opened


def asked(store: Store, key: str) -> Chain:
    chain = walk(store, key)
    assert chain is not None
    return chain


def names(chain: Chain) -> list[tuple[LinkKind, str]]:
    return [link.name for link in chain.links]


OF_PROJECT = [
    (LinkKind.NEED, "alike"),
    *((LinkKind.NEED, need) for need in CITED),
    (LinkKind.PROJECT, story.PROJECT),
    (LinkKind.SESSION, volunteering.SESSION),
]


@pytest.mark.parametrize(
    "key",
    [
        story.PROJECT,
        f"project-{story.PROJECT}",
        volunteering.SESSION,
        f"service_session-{volunteering.SESSION}",
        *CITED,
        "need-alike",
    ],
)
def test_whatever_is_asked_about_the_chain_is_its_projects(store: Store, key: str) -> None:
    chain = asked(store, key)
    assert names(chain) == OF_PROJECT
    [(_, meant)] = chain.asked
    assert key in {meant, f"need-{meant}", f"project-{meant}", f"service_session-{meant}"}


def test_a_sessions_chain_goes_back_to_the_needs_of_its_project(store: Store) -> None:
    chain = asked(store, volunteering.SESSION)
    assert [link.name for link in chain.back()] == OF_PROJECT
    assert [link.name for link in chain.forward()] == [(LinkKind.SESSION, volunteering.SESSION)]
    assert [link.name for link in asked(store, "alike").forward()] == [
        (LinkKind.NEED, "alike"),
        (LinkKind.NEED, CITED[0]),
        (LinkKind.PROJECT, story.PROJECT),
        (LinkKind.SESSION, volunteering.SESSION),
    ]


def test_a_cited_need_that_nobody_registered_is_an_id_only(store: Store) -> None:
    states = {link.key: (link.state, link.on) for link in asked(store, story.PROJECT).links}
    assert states[CITED[1]] == ("unregistered", None)


@pytest.mark.parametrize("key", ["first", "need-first"])
def test_a_need_without_a_project_stands_with_what_it_was_merged_into(
    store: Store, key: str
) -> None:
    chain = asked(store, key)
    assert names(chain) == [
        (LinkKind.NEED, "first"),
        (LinkKind.NEED, "second"),
        (LinkKind.NEED, "alone"),
    ]
    assert chain.asked == {(LinkKind.NEED, "first")}


@pytest.mark.parametrize("key", ["s3", "service_session-s3"])
def test_a_session_without_a_project_stands_alone(store: Store, key: str) -> None:
    chain = asked(store, key)
    assert names(chain) == [(LinkKind.SESSION, "s3")]
    assert chain.links[0].after == ()


def test_of_what_is_no_link_there_is_no_chain(store: Store) -> None:
    assert walk(store, "no such thing") is None


def test_what_was_undone_of_a_gift_or_payment_is_marked() -> None:
    received, paid = EXAMPLES["account.donation_received"], EXAMPLES["account.funds_paid_out"]
    back, forth = EXAMPLES["account.recovery_received"], EXAMPLES["account.recovery_reversed"]
    wrong, given = EXAMPLES["account.donation_reversed"], EXAMPLES["account.donation_returned"]
    amount = received.amount  # type: ignore[attr-defined] # it is a donation
    facts = [
        EXAMPLES["account.opened"],
        *(evolve(received, gift=gift) for gift in ("stands", "gone", "less", "back", "again")),
        *(evolve(paid, disbursement=paper) for paper in ("paid", "bounced", "part", "undone")),
        evolve(wrong, gift="gone", amount=amount),
        evolve(wrong, gift="less", amount=Money(1)),
        evolve(given, gift="back", amount=amount),
        evolve(wrong, gift="again", amount=amount),
        evolve(received, gift="again"),
        evolve(back, disbursement="bounced", shares=story.PAID_SHARES),
        evolve(back, disbursement="part"),
        evolve(back, disbursement="undone"),
        evolve(forth, disbursement="undone"),
    ]
    facts = [evolve(fact, on=story.ARRIVED) for fact in facts]

    def booked(work: Work) -> None:
        work.record(PROJECT, story.PROJECT, [EXAMPLES["project.drafted"]])
        work.record(ACCOUNT, story.ACCOUNT, facts)

    with open_store("memory:", create=True, clock=lambda: LATER) as opened:
        opened.ledger.transact(booked, by=opened.by("office-1", Role.SYSTEM))
        links = {link.key: link.state for link in asked(opened, story.PROJECT).links}
    assert [links[gift] for gift in ("stands", "gone", "less", "back", "again")] == [
        *("received", "reversed", "reversed_in_part", "returned", "received")
    ]
    assert [links[paper] for paper in ("paid", "bounced", "part", "undone")] == [
        *("paid", "recovered", "recovered_in_part", "paid")
    ]
