"""Rows as of a date and as known at a position: against views kept the ordinary way."""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lixia_adapters.views.memory import read_models
from lixia_domain.aggregates.account.facts import FundsPaidOut
from lixia_domain.aggregates.bank_credit.facts import BankCreditRecorded
from lixia_domain.application.bootstrap import Store, open_store
from lixia_domain.application.clock import ToldClock
from lixia_domain.application.finance import credits, funds, receipts
from lixia_domain.audit.past.diff import between, changes
from lixia_domain.audit.past.moment import (
    BeforeAll,
    BeyondHead,
    Gate,
    Moment,
    NotOpenYet,
    facts,
    known_at,
)
from lixia_domain.audit.past.names import Unknown, columns
from lixia_domain.audit.past.state import state
from lixia_domain.kernel.dates import SHANGHAI, BadDate
from lixia_domain.kernel.envelope import Recorded
from lixia_domain.kernel.money import Money
from lixia_domain.kernel.roles import Role
from lixia_domain.recording.catalogue import decider
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.projector import Projector
from lixia_domain.recording.read_models import Shown, view_json
from lixia_domain.testing import grounds
from lixia_domain.views import VIEWS, by_name

CLOSED = date(2021, 12, 31)
days = st.dates(date(2021, 3, 10), date(2022, 2, 1))
slow = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def everything(rows: Shown) -> bytes:
    """All views as the bytes of a report."""
    told = [view_json(rows, model)["rows"] for model in VIEWS]
    return json.dumps(told, ensure_ascii=False).encode()


def projected(store: Store, read: Iterable[Recorded]) -> Shown:
    """Rows made of ``read`` by the projector that keeps the store's own views."""
    build = read_models().begin(VIEWS, store="")
    projector = Projector(VIEWS, build)
    told = [r for r in read if type(r.event) in projector.reads]
    projector.follow(told, 0, store.ledger.head())
    return build


def test_as_of_the_last_date_and_as_known_at_the_head_is_the_view_of_today(year: Store) -> None:
    now = everything(year.views())
    last = max(recorded.event.on for recorded in year.ledger.read())
    assert everything(year.replay(Moment(on=last))) == now
    assert everything(year.replay(Moment(position=year.ledger.head()))) == now
    assert everything(year.replay(Moment())) == now


@slow
@given(on=days, share=st.floats(0, 1))
def test_it_is_what_the_projector_makes_of_the_same_facts(
    year: Store, on: date, share: float
) -> None:
    position = int(year.ledger.head() * share)
    every = list(year.ledger.read())
    later = {r.stream for r in every if r.version == 1 and r.event.on > on}
    by_then = [r for r in every if r.event.on <= on and r.stream not in later]
    assert everything(year.replay(Moment(on=on))) == everything(projected(year, by_then))
    known = [r for r in every if r.position <= position]
    assert everything(year.known_by(position)) == everything(projected(year, known))
    both = [r for r in by_then if r.position <= position]
    if both:
        found = year.replay(Moment(on=on, position=position))
        assert everything(found) == everything(projected(year, both))


def test_one_view_alone_is_what_it_is_among_all(year: Store) -> None:
    moment = Moment(on=date(2021, 7, 31))
    among = year.replay(moment)
    for model in VIEWS:
        assert list(year.replay(moment, (model,)).rows(model)) == list(among.rows(model))


def test_a_closed_years_report_is_the_same_bytes_after_later_corrections(copied: Store) -> None:
    ledger, office = copied.ledger, copied.by("foundation-1", Role.ACCOUNTANT)
    closing = ledger.head()
    reported = everything(copied.views())
    year_end = everything(copied.replay(Moment(on=CLOSED, position=closing)))
    [recorded] = ledger.history("bank_credit-DEMO-01/2021-12-06/R0076B/1")[:1]
    assert isinstance(recorded.event, BankCreditRecorded)
    receipt = next(
        r.event.receipt  # type: ignore[attr-defined] # receipted facts have one
        for r in ledger.history(recorded.stream)
        if r.event.event_name == "bank_credit.receipted"
    )
    on = date(2022, 2, 1)
    code, number = receipt.split("/")
    keeper = evolve(office, actor="receipts-1", role=Role.RECEIPT_KEEPER)
    receipts.reverse(ledger, keeper, code=code, number=number, reason="金额有误", on=on)
    credits.correct(
        ledger,
        office,
        credit_id=recorded.key,
        notice=_with_amount(recorded.event.notice, Money(1_000_000)),
        document="更正单（虚构示例）",
        wishes=(),
        reason="金额录错",
        approver="approver-1",
        on=on,
    )
    credits.return_gift(
        ledger,
        office,
        gift="DEMO-01/2021-04-11/R0005/1#1.1",
        amount=Money(100_000),
        basis="agreement",
        document="协议（虚构示例）",
        on=on,
    )
    assert everything(copied.views()) != reported
    assert everything(copied.known_by(closing)) == reported
    assert everything(copied.replay(Moment(on=CLOSED, position=closing))) == year_end
    assert copied.known_by(closing).position() == closing
    changed = changes(by_name("fund_statement"), copied.known_by(closing), copied.replay(Moment()))
    columns_of = {change.key: change.columns for change in changed}
    assert columns_of["F-WMSJ/donated"]["returned_fen"] == (0, 100_000)
    before, after = columns_of["F-WMSJ/suspense"]["received_fen"]
    assert after - before == 1_000_000


def _with_amount(notice: Any, amount: Money) -> Any:
    from attrs import evolve

    return evolve(notice, amount=amount)


@slow
@given(ends=st.tuples(days, days))
def test_a_difference_put_on_the_rows_before_gives_the_rows_after(
    year: Store, ends: tuple[date, date]
) -> None:
    before, after = (year.replay(Moment(on=on)) for on in ends)
    for model in VIEWS:
        rows = shown(before, model)
        for change in changes(model, before, after):
            if change.how == "gone":
                del rows[change.key]
            else:
                row = rows.setdefault(change.key, dict.fromkeys(columns(model)))
                for name, (old, new) in change.columns.items():
                    assert row[name] == old
                    row[name] = new
        assert rows == shown(after, model)


def shown(rows: Shown, model: Any) -> dict[str, dict[str, Any]]:
    return {
        key: {name: getattr(row, name) for name in columns(model)} for key, row in rows.rows(model)
    }


@slow
@given(ends=st.tuples(days, days), shares=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_the_events_between_are_those_of_one_moment_only(
    year: Store, ends: tuple[date, date], shares: tuple[float, float]
) -> None:
    head = year.ledger.head()
    for first, last in (
        tuple(Moment(on=on) for on in ends),
        tuple(Moment(position=int(head * share)) for share in shares),
        (Moment(on=ends[0]), Moment(position=int(head * shares[0]))),
    ):
        old, new = ({r.position for r in facts(year.ledger, m)} for m in (first, last))
        told = list(between(year.ledger, first, last))
        assert {one.recorded.position for one in told if one.came} == new - old
        assert {one.recorded.position for one in told if not one.came} == old - new
        assert [one.recorded.position for one in told] == sorted(old ^ new)


def test_a_stream_opened_later_is_skipped_whole_even_where_its_dates_run_backwards() -> None:
    def fact(version: int, on: date) -> Recorded:
        event = FundsPaidOut(disbursement="d", shares=(), period="2021-01", on=on)
        return Recorded(version, "account-a", version, event, datetime.now(UTC), "a", "r")  # noqa: TID251

    early, late = date(2021, 1, 1), date(2021, 6, 1)
    whole = [fact(1, late), fact(2, early)]
    assert not list(filter(Gate(Moment(on=early)).lets, whole))
    gate = Gate(Moment(on=early), lambda _: late)  # of some facts only, the first not among them
    assert not list(filter(gate.lets, whole[1:]))
    assert list(filter(Gate(Moment(on=late)).lets, whole)) == whole


def test_a_streams_state_is_that_of_its_facts_by_then(year: Store) -> None:
    history = year.ledger.history("account-F-WMSJ/P-008")
    for until in history:
        told = [r.event for r in history if r.position <= until.position]
        found = state(year.ledger, until.stream, Moment(position=until.position))
        assert found.value == decider("account").fold(told)
        assert found.version == until.version
        dated = state(year.ledger, until.stream, Moment(on=until.event.on))
        assert dated.version == max(r.version for r in history if r.event.on <= until.event.on)


def test_a_time_is_turned_into_the_last_position_recorded_by_then(year: Store) -> None:
    stamps = {r.position: r.recorded_at for r in year.ledger.read()}
    for position in (1, 2, 700, 2000, len(stamps)):
        instant = stamps[position]
        assert known_at(year.ledger, instant) == max(p for p, at in stamps.items() if at <= instant)
    with pytest.raises(BeforeAll):
        known_at(year.ledger, stamps[1] - timedelta(seconds=1))
    with pytest.raises(BadDate):
        known_at(year.ledger, datetime(2021, 12, 31))  # noqa: DTZ001 - that is what is refused


@pytest.mark.parametrize(("as_once", "second"), [(False, 0), (True, 2)])
def test_order_is_by_log_and_not_by_clock(
    monkeypatch: pytest.MonkeyPatch, as_once: bool, second: int
) -> None:
    # A clock may lag a few seconds behind the last fact; what it stamps comes after all the same.
    # Older code wrote down the time that lagged, today's the latest one.
    if as_once:
        monkeypatch.setattr(Ledger, "_on_time", lambda _, by: by)
    with open_store("memory:", create=True) as store:
        noon = datetime(2021, 3, 10, 12, tzinfo=SHANGHAI)
        heads: list[int] = []
        for number, seconds in enumerate((0, 3, 1)):
            instant = noon + timedelta(seconds=seconds)
            store.clock = ToldClock(instant)
            by = store.by("a", Role.ACCOUNTANT)
            funds.establish(
                store.ledger,
                by,
                fund_id=f"F{number}",
                name="基金（虚构示例）",
                foundation=grounds.keeper(grounds.told(store.ledger, by, date(2021, 3, 10))),
                purpose="公益",
                agreement="协议",
                on=date(2021, 3, 10),
            )
            heads.append(store.ledger.head())
        assert known_at(store.ledger, noon) == heads[0]
        assert known_at(store.ledger, noon + timedelta(seconds=1)) == heads[second]
        assert known_at(store.ledger, noon + timedelta(seconds=2)) == heads[second]
        assert known_at(store.ledger, noon + timedelta(seconds=3)) == heads[2]


def test_moments_that_are_not_there_are_refused(year: Store) -> None:
    head = year.ledger.head()
    with pytest.raises(BeyondHead, match=str(head + 1)):
        year.replay(Moment(position=head + 1))
    with pytest.raises(BeyondHead):
        list(between(year.ledger, Moment(), Moment(position=head + 1)))
    first = min(recorded.event.on for recorded in year.ledger.read())
    with pytest.raises(BeforeAll, match=str(first)):
        year.replay(Moment(on=first - timedelta(days=1)))
    with pytest.raises(NotOpenYet, match="2021-04-11"):
        state(year.ledger, "account-F-WMSJ/P-008", Moment(on=date(2021, 3, 31)))
    with pytest.raises(Unknown) as wrong:
        state(year.ledger, "project-P-8")
    assert "project-P-088" in wrong.value.near
    assert year.known_by(head + 5).position() == head
    tally = by_name("vote_tally")
    assert list(year.replay(Moment(on=first), (tally,)).rows(tally)) == []
