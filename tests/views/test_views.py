"""What views say is what the aggregates know, however they came to say it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lixia_adapters.views import memory, sqlite
from lixia_domain.aggregates.account import undoing as acc
from lixia_domain.aggregates.account.state import ACCOUNT
from lixia_domain.aggregates.pledge import decisions as plg
from lixia_domain.aggregates.pledge.facts import Instalment
from lixia_domain.aggregates.pledge.state import PLEDGE
from lixia_domain.aggregates.project.state import PROJECT
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.gifts import SourceClass
from lixia_domain.kernel.ids import join_key
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.kernel.view import View, with_sources
from lixia_domain.recording.catalogue import deciders
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.projector import up_to_date
from lixia_domain.recording.read_models import Build, view_json
from lixia_domain.recording.work import By, Work
from lixia_domain.views import VIEWS, by_name
from lixia_domain.views.claim_board import CLAIM_BOARD
from lixia_domain.views.enterprise_roll import UNNAMED, pseudonym

Play = Callable[[Ledger, Any], None]
Contents = Callable[[Build], dict[str, Any]]
NAMES = "draft publish revise end claim claim claim_changes pledge_changes receive undo spend"
ACTS = st.lists(
    st.tuples(
        st.sampled_from(
            [*NAMES.split(), "government", "suspense", "bears", "other_income", "move"]
        ),
        st.integers(0, 3),
        st.integers(0, 2),
        st.integers(1, 40),
    ),
    max_size=60,
)


def in_memory() -> Ledger:
    return Ledger({"PERSISTENCE_MODULE": "lixia_adapters.stores.memory"})


def table(build: Build, name: str) -> dict[str, Any]:
    return dict(build.rows(by_name(name)))


def states(ledger: Ledger, decider: Any) -> dict[str, Any]:
    facts: dict[str, list[Any]] = defaultdict(list)
    for recorded in ledger.read():
        if isinstance(recorded.event, decider.events):
            facts[recorded.key].append(recorded.event)
    return {key: decider.fold(events) for key, events in facts.items()}


@settings(max_examples=15, deadline=None)
@given(acts=ACTS, cuts=st.lists(st.integers(0, 60), max_size=3), page=st.integers(1, 50))
def test_rows_kept_up_to_date_equal_rows_rebuilt_anywhere(
    story: list[Any], play: Play, contents: Contents, acts: Any, cuts: list[int], page: int
) -> None:
    acts = story[:6] + acts
    ledger, kept_models = in_memory(), memory.read_models()
    with TemporaryDirectory() as folder:
        kept_in_sqlite = sqlite.read_models(f"{folder}/kept")
        for start, stop in zip([0, *sorted(cuts)], [*sorted(cuts), len(acts)], strict=True):
            play(ledger, acts[start:stop])
            kept = up_to_date(ledger, kept_models, VIEWS, page=page)
            in_sqlite = up_to_date(ledger, kept_in_sqlite, VIEWS, page=page + 7)
        rebuilt = up_to_date(ledger, memory.read_models(), VIEWS)
        assert contents(kept) == contents(rebuilt) == contents(in_sqlite)
        remade = up_to_date(ledger, kept_in_sqlite, VIEWS, rebuild=True)
        assert contents(rebuilt) == contents(remade)
        assert kept.position() == rebuilt.position() == remade.position() == ledger.head()
        kept_in_sqlite.close()


@settings(max_examples=40, deadline=None)
@given(acts=ACTS)
def test_views_agree_with_the_aggregates_and_with_each_other(
    story: list[Any], play: Play, acts: Any
) -> None:
    ledger = in_memory()
    play(ledger, story[:6] + acts)
    build = up_to_date(ledger, memory.read_models(), VIEWS)
    check_projects_and_claims(ledger, build)
    check_money(ledger, build)
    check_roll(ledger, build)
    check_summary(build)


def test_a_plain_story_is_told_right(story: list[Any], play: Play, ledger: Ledger) -> None:
    play(ledger, story)
    build = up_to_date(ledger, memory.read_models(), VIEWS)
    check_projects_and_claims(ledger, build)
    check_money(ledger, build)
    check_roll(ledger, build)
    check_summary(build)
    kinds = {row.kind for row in table(build, "account_ledger").values()}
    assert len(kinds) == 15, "the story has every kind of movement"
    assert {row.state for row in table(build, "claim_board").values()} >= {
        "waitlisted",
        "claimed",
        "confirmed",
        "released",
    }
    assert {row.name != UNNAMED for row in table(build, "enterprise_roll").values()} == {
        True,
        False,
    }


def check_projects_and_claims(ledger: Ledger, build: Build) -> None:
    register, board = table(build, "project_register"), table(build, "claim_board")
    for key, project in states(ledger, PROJECT).items():
        row = register[key]
        assert (row.title, row.domain) == (project.drafted.title, project.drafted.domain)
        assert row.stage == project.stage
        assert (row.budget_fen, row.claimed_fen) == (project.budget.fen, project.claimed.fen)
        assert row.remainder_fen == project.remainder.fen
        assert (row.claimants, row.waiting) == (len(project.claims), len(project.waiting))
        for claim, known in project.claims.items():
            state = "confirmed" if known.confirmed else "claimed"
            assert (board[claim].state, board[claim].amount_fen) == (state, known.amount.fen)
            assert (board[claim].project, board[claim].enterprise) == (key, known.enterprise)
        for claim in project.waiting:
            assert board[claim].state == "waitlisted"
        gone = {c for c, r in board.items() if r.project == key} - {
            *project.claims,
            *project.waiting,
        }
        assert all(board[claim].state == "released" for claim in gone)
    for claim, pledge in states(ledger, PLEDGE).items():
        row = board[claim]
        assert row.pledged_fen == pledge.pledged.amount.fen
        assert row.settled_fen == sum(part.fen for part in pledge.settled)
        assert (row.named, row.pledge_released) == (
            pledge.named is not None,
            pledge.released is not None,
        )
        assert row.owed_fen == (pledge.defaulted.owed.fen if pledge.defaulted else 0)
        due = pledge.pledged.instalments[pledge.open[0][0] - 1].due if pledge.open else None
        assert row.next_due == (None if pledge.released else due)


def check_money(ledger: Ledger, build: Build) -> None:
    accounts = states(ledger, ACCOUNT)
    held: Counter[str] = Counter()
    movements: Counter[str] = Counter()
    for row in table(build, "account_ledger").values():
        assert 0 in (row.in_fen, row.out_fen)
        movements[row.account] += row.in_fen - row.out_fen
    for key, account in accounts.items():
        donated = account.balance(SourceClass.DONATED).fen
        given = account.balance(SourceClass.GOVERNMENT).fen
        held += Counter(donated=donated, government=given, suspense=account.suspense.fen)
        held += Counter(other=account.other.fen)
        assert movements[key] == donated + given + account.suspense.fen + account.other.fen
        row = table(build, "project_register").get(account.designation)
        if row is not None:
            reserved = sum(gift.reserved.fen for _, gift in account.gifts.items())
            assert (row.balance_fen, row.reserved_fen) == (donated, reserved)
            assert row.balance_fen == (
                row.received_fen
                + row.moved_in_fen
                - row.moved_out_fen
                - row.disbursed_fen
                + row.recovered_fen
                + row.income_fen
                - row.charged_fen
            )
    for row in table(build, "fund_statement").values():
        assert row.balance_fen == held[row.source]
        came = row.received_fen + row.recovered_fen + row.moved_in_fen + row.income_fen
        went = row.reversed_fen + row.returned_fen + row.paid_out_fen + row.moved_out_fen
        assert row.balance_fen == came - went - row.charged_fen


def check_roll(ledger: Ledger, build: Build) -> None:
    roll, pledges = table(build, "enterprise_roll"), states(ledger, PLEDGE)
    assert set(roll) == {pseudonym(p.pledged.enterprise) for p in pledges.values()}
    for key, row in roll.items():
        mine = [p for p in pledges.values() if pseudonym(p.pledged.enterprise) == key]
        standing = [p.pledged.amount.fen for p in mine if p.released is None]
        assert (row.claims, row.pledged_fen) == (len(standing), sum(standing))
        assert row.received_fen == sum(part.fen for p in mine for part in p.settled)
        named = any(p.named for p in mine)
        to_thank_for = bool(standing) or row.received_fen != 0
        assert (row.name != UNNAMED) is (named and to_thank_for)
        assert ("虚构企业" in str(row)) is named, "without consent not even a hidden column knows"
        assert mine[0].pledged.enterprise not in str(row)


def check_summary(build: Build) -> None:
    projects = [r for r in table(build, "project_register").values() if r.published_on]
    expected: dict[str, Any] = {}
    for domain in {row.domain for row in projects}:
        rows = [row for row in projects if row.domain == domain]
        expected[f"领域/{domain}"] = figures(rows, domain)
    rows = list(table(build, "fund_statement").values())
    roll = table(build, "enterprise_roll").values()
    whole = {
        **figures(projects, "全部"),
        "domains": len(expected),
        "enterprises": sum(row.claims > 0 for row in roll),
        "received_fen": received(rows, "donated"),
        "disbursed_fen": sum(r.paid_out_fen for r in rows if r.source == "donated"),
        "government_received_fen": received(rows, "government"),
        "government_disbursed_fen": sum(r.paid_out_fen for r in rows if r.source == "government"),
    }
    if any(amount for name, amount in whole.items() if name != "scope"):
        expected["全部"] = whole
    told = view_json(build, by_name("programme_summary"))
    assert {row.pop("key"): row for row in told["rows"]} == expected


def figures(rows: list[Any], scope: str) -> dict[str, Any]:
    claimed = sum(row.claimants > 0 for row in rows)
    return {
        "scope": scope,
        "domains": None,
        "projects": len(rows),
        "projects_claimed": claimed,
        "projects_unclaimed": len(rows) - claimed,
        "enterprises": None,
        "budget_fen": sum(row.budget_fen for row in rows),
        "pledged_fen": sum(row.claimed_fen for row in rows),
        "received_fen": sum(row.received_fen for row in rows),
        "disbursed_fen": sum(row.disbursed_fen for row in rows),
        "government_received_fen": None,
        "government_disbursed_fen": None,
    }


def received(rows: list[Any], source: str) -> int:
    return sum(
        row.received_fen - row.reversed_fen - row.returned_fen
        for row in rows
        if row.source == source
    )


def test_a_sum_that_came_back_to_nothing_leaves_no_row_behind(play: Play) -> None:
    ledger, kept = in_memory(), memory.read_models()
    play(ledger, [("receive", 3, 0, 2)])
    assert table(up_to_date(ledger, kept, VIEWS), "programme_summary")["全部"].received_fen == 2
    key = join_key("f1", "general")

    def reverse(work: Work) -> None:
        told = acc.reverse_donation(
            work.load(ACCOUNT, key),
            gift="c00-2#1",
            amount=Money(2),
            cites="c",
            reason="r",
            approver="a",
            on=date(2021, 3, 10),
        )
        work.record(ACCOUNT, key, told)

    at = datetime(2021, 3, 10, 2, tzinfo=UTC)
    ledger.transact(reverse, by=By(actor="acct-1", role=Role.SYSTEM, at=at))
    assert table(up_to_date(ledger, kept, VIEWS), "programme_summary") == {}


def test_a_released_pledge_is_due_no_more_even_if_its_money_goes_back() -> None:
    on = date(2021, 3, 10)
    part = Instalment(due=date(2021, 9, 1), amount=Money(5))
    pledged = plg.pledge(
        None,
        project="p0",
        enterprise="e",
        fund="f1",
        amount=Money(5),
        instalments=(part,),
        relief=True,
        on=on,
    )
    state = PLEDGE.fold(pledged)
    settled = plg.settle(state, number=1, amount=Money(5), credit="k", gift="g", on=on)
    released = plg.release(state, reason="r", on=on)
    state = PLEDGE.fold((*settled, *released), state)
    back = plg.unsettle(state, number=1, amount=Money(2), gift="g", reason="r", on=on)
    row = None
    for fact in (*pledged, *settled, *released, *back):
        at = datetime(2021, 3, 10, 2, tzinfo=UTC)
        row = CLAIM_BOARD.evolve(row, Recorded(1, "pledge-c1", 1, fact, at, "a", "r"))
    assert row is not None
    assert (row.settled_fen, row.next_due, row.pledge_released) == (3, None, True)


def test_a_view_is_shown_with_its_position_and_without_the_folds_own_books(
    story: list[Any], play: Play, ledger: Ledger, tmp_path: Path
) -> None:
    play(ledger, story)
    build = up_to_date(ledger, memory.read_models(), VIEWS)
    told = view_json(build, by_name("project_register"))
    assert list(told) == ["view", "version", "position", "rows"]
    assert told["position"] == ledger.head()
    assert [row["key"] for row in told["rows"]] == ["p0", "p1", "p2/甲"]
    first = told["rows"][0]
    assert list(first)[:3] == ["key", "project", "title"]
    assert first["published_on"] == "2021-03-10"
    assert not [name for row in told["rows"] for name in row if name.startswith("_")]
    place = sqlite.read_models(str(tmp_path / "other"))
    assert view_json(up_to_date(ledger, place, VIEWS), by_name("project_register")) == told
    place.close()


def test_a_view_nobody_has_is_refused_naming_those_there_are() -> None:
    with pytest.raises(KeyError, match=r"nothing.*claim_board"):
        by_name("nothing")


def test_every_kind_of_stream_is_shown_by_a_view() -> None:
    shown = {
        event.event_name.partition(".")[0]
        for model in with_sources(VIEWS)
        if isinstance(model, View)
        for event in model.reads
    }
    # A day of a volunteer only keeps hours apart; a command only keeps requests apart.
    assert {decider.category for decider in deciders()} - shown == {"volunteer_day", "command"}
