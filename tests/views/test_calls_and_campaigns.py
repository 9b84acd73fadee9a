"""What the boards say is what the facts say, whatever was voted, withdrawn or cancelled."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from datetime import UTC, date, datetime
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from lixia_adapters.views import memory
from lixia_domain.aggregates.campaign.state import CAMPAIGN, Fate
from lixia_domain.aggregates.open_call.facts import CallKind, Revote, TieRule
from lixia_domain.aggregates.vote import VOTE
from lixia_domain.application.activities import calls, campaigns, entries, guides, votes
from lixia_domain.application.activities.votes import Ballot
from lixia_domain.kernel.rejection import Rejection
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.projector import up_to_date
from lixia_domain.recording.work import By, Work
from lixia_domain.views import VIEWS, by_name

EARLY, LAST = date(2021, 3, 1), date(2021, 3, 31)
ON, AFTER = date(2021, 4, 1), date(2021, 4, 9)
BY = By(actor="acct-1", role=Role.SYSTEM, at=datetime(2021, 4, 1, 2, tzinfo=UTC))
NUMBERS = ("1", "2", "3", "4/甲")
HASH = "0" * 64


def ledger() -> Ledger:
    return Ledger({"PERSISTENCE_MODULE": "lixia_adapters.stores.memory"})


def rows(book: Ledger, name: str) -> dict[str, Any]:
    return dict(up_to_date(book, memory.read_models(), VIEWS).rows(by_name(name)))


def voter(number: int) -> str:
    return f"p:{number:032x}"


def open_a_vote(book: Ledger, revote: Revote) -> None:
    calls.open_the_call(
        book,
        BY,
        call_id="c",
        title="虚构示例",
        kind=CallKind.STORY,
        number=1,
        tie_rule=TieRule.EARLIER,
        revote=revote,
        entries_until=EARLY,
        objection_days=1,
        on=EARLY,
    )
    for number in NUMBERS:
        entries.submit(
            book,
            BY,
            call_id="c",
            entry_id=number,
            title=number,
            authors=(voter(0),),
            document="d",
            document_hash=HASH,
            on=EARLY,
        )
    entries.screen(book, BY, call_id="c", entry_ids=NUMBERS, admitted=True, on=EARLY)
    calls.open_voting(book, BY, call_id="c", until=LAST, key_mark="m", on=LAST)


@settings(max_examples=40, deadline=None)
@given(
    cast=st.lists(st.tuples(st.integers(1, 6), st.sampled_from(NUMBERS)), max_size=40),
    revote=st.sampled_from(Revote),
    gone=st.sets(st.sampled_from(NUMBERS), max_size=3),
    when=st.integers(0, 40),
)
def test_the_tally_is_what_each_voter_said_last_and_the_recount_agrees(
    cast: list[tuple[int, str]], revote: Revote, gone: set[str], when: int
) -> None:
    book = ledger()
    open_a_vote(book, revote)
    for turn, (who, number) in enumerate(cast):
        if turn == when:
            for entry in gone:
                entries.withdraw(book, BY, call_id="c", entry_id=entry, reason="r", on=LAST)
        with suppress(Rejection):
            ballot = Ballot(voter(who), number)
            votes.cast_all(book, BY, call_id="c", ballots=(ballot,), key_mark="m", on=LAST)
    said: Counter[str] = Counter()
    work = Work(book, BY)
    for who in range(1, 7):
        state = work.load(VOTE, f"c/{voter(who)}")
        if state is not None:
            said[state.entry] += 1
    calls.close_voting(book, BY, call_id="c", on=ON)
    closed = book.head()
    told = {entry: row.votes for entry, row in rows(book, "vote_tally").items() if row.votes}
    assert told == dict(said) == calls.recount(book, "c", book.head())
    calls.freeze(book, BY, call_id="c", on=ON)
    out = calls.publish(book, BY, call_id="c", on=ON)
    board, tally = rows(book, "call_board")["c"], rows(book, "vote_tally")
    standing = [row for row in tally.values() if row.state == "admitted"]
    assert board.votes == sum(row.votes for row in standing)
    assert (board.ballot, board.published, len(out)) == (4, 1, 1)
    assert board.withdrawn == 4 - len(standing)
    [winner] = [key for key, row in tally.items() if row.rank == 1]
    assert out == [winner]
    assert tally[winner].votes == max(row.votes for row in standing)
    assert (board.frozen_position, board.stage) == (closed, "published")


@settings(max_examples=30, deadline=None)
@given(
    acts=st.lists(
        st.tuples(st.sampled_from(["plan", "hold", "cancel"]), st.integers(0, 5)), max_size=30
    )
)
def test_a_campaign_adds_up_its_activities(acts: list[tuple[str, int]]) -> None:
    book = ledger()
    told = {"campaign_id": "k", "on": ON}
    campaigns.open_campaign(book, BY, campaign_id="k", title="虚构示例", on=EARLY)
    for action in ("a", "b"):
        campaigns.add_action(book, BY, campaign_id="k", action=action, title=action, on=EARLY)
    for act, number in acts:
        with suppress(Rejection):
            activity = str(number)
            if act == "plan":
                campaigns.schedule(
                    book,
                    BY,
                    activity=activity,
                    action="ab"[number % 2],
                    title="t",
                    place="p",
                    day=ON,
                    **told,
                )
            elif act == "hold":
                campaigns.hold(
                    book, BY, activity=activity, participants=number + 1, document="d", **told
                )
            else:
                campaigns.cancel(book, BY, activity=activity, reason="r", **told)
    state = Work(book, BY).load(CAMPAIGN, "k")
    assert state is not None
    board = rows(book, "campaign_board")
    whole = board["k"]
    fates = Counter(activity.fate for activity in state.activities.values())
    assert (whole.actions, whole.held) == (2, fates[Fate.HELD])
    assert whole.activities == fates[Fate.HELD] + fates[Fate.SCHEDULED]
    for column in ("activities", "held", "participants"):
        below = [getattr(row, column) for row in board.values() if row.level == "action"]
        lowest = [getattr(row, column) for row in board.values() if row.level == "activity"]
        assert getattr(whole, column) == sum(below) == sum(lowest)
    for row in board.values():
        if row.level == "activity":
            assert row.state == state.activities[row.activity].fate


def test_an_edition_is_in_force_until_the_next_one_is() -> None:
    book = ledger()
    for edition, since in ((1, ON), (2, AFTER)):
        told = {"guide_id": "g/甲", "edition": edition, "document_hash": HASH, "on": ON}
        guides.draft(book, BY, title="t", document="d", **told)
        assert rows(book, "guide_versions")[f"g%2F甲/000{edition}"].state == "drafted"
        guides.publish(book, BY, minutes="m", since=since, **told)
    first, second = rows(book, "guide_versions").values()
    assert (first.state, first.since, first.superseded_from) == ("superseded", ON, AFTER)
    assert (second.state, second.since, second.superseded_from) == ("published", AFTER, None)
