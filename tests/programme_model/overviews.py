"""What people look at: the calendar beside the model's duties; pending, report, figures, chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from tests.programme_model.answers.volunteers import certified
from tests.programme_model.duties import Due, all_due
from tests.programme_model.figures import Programme

from lixia_domain.application.bootstrap import Store
from lixia_domain.application.overview import kpi
from lixia_domain.application.overview.calendar import calendar
from lixia_domain.application.overview.chain import walk
from lixia_domain.application.report.compose import compose
from lixia_domain.rules.deadlines import Matter
from lixia_domain.rules.holidays import is_working
from lixia_domain.views.call_board import CALL_BOARD
from lixia_domain.views.service_hours import SERVICE_HOURS
from lixia_domain.views.vote_tally import VOTE_TALLY

AHEAD, BEFORE = timedelta(days=400), timedelta(days=800)
"""How far the calendar is read."""


def overviews(model: Programme, store: Store) -> Iterator[str]:
    """Tell where what people look at is not what the model has; none of it may fail."""
    yield from _calendar(model, store)
    yield from _counted(model, store)
    _pending(model, store)
    _walked(model, store)
    for fund in model.funds:
        compose(
            store,
            fund_id=fund,
            as_of=model.today,
            at=None,
            working=is_working,
            checks=lambda moment: (),
            seal=None,
        )
        break


def _calendar(model: Programme, store: Store) -> Iterator[str]:
    """Compare what is due, by when, and how far it is (S88 to S93)."""
    since, until = model.today - BEFORE, model.today + AHEAD
    read = calendar(store.views(), today=model.today, since=since, until=until, working=is_working)
    there = Counter(
        (
            entry.duty.matter.value,
            entry.duty.subject,
            entry.duty.period,
            entry.duty.due,
            entry.state.value,
        )
        for entry in read.entries
    )
    surely = Counter(_told(model, due) for due in all_due(model, until) if since <= due.by <= until)
    maybe = set(_told(model, due) for due in all_due(model, until, surely=False))
    for missing in (surely - there).elements():
        yield f"the calendar has not {missing}"
    for each in there - surely:
        if each not in maybe:
            yield f"the calendar has {each}, the model not"


def _told(model: Programme, due: Due) -> tuple[str, str, str, date, str]:
    """Return a duty with how far it is: done, late, open or overdue."""
    done = _done(model, due)
    if done is not None and due.opens <= done:
        state = "late" if done > due.by else "done"
    else:
        state = "overdue" if model.today > due.by else "open"
    return due.matter.value, due.subject, due.period, due.by, state


def _done(model: Programme, due: Due) -> date | None:
    if due.matter is Matter.ANNUAL_FILING:
        reports = model.foundations[due.subject].years.get(int(due.period))
        done = reports[0][1] if reports else None
    else:
        known = model.published.get((due.matter.value, due.subject, due.period))
        done = known[2] if known else None
    return done if isinstance(done, date) else None


def _counted(model: Programme, store: Store) -> Iterator[str]:
    """Compare certified hours, votes, entries and needs as the views count them."""
    build = store.views()
    with build.reading():
        hours = {key: row.certified_minutes for key, row in build.rows(SERVICE_HOURS)}
        votes = {key: row.votes for key, row in build.rows(VOTE_TALLY)}
        calls = {key: row for key, row in build.rows(CALL_BOARD)}
    figures = {each.code: each for each in kpi.report(build).figures}
    for person in model.volunteers:
        minutes = sum(end - start for start, end in certified(model, person).values())
        if hours.get(person, 0) != minutes:
            yield f"{person}: {hours.get(person)} minutes certified, the model has {minutes}"
    for key, call in model.calls.items():
        cast = Counter(call.votes.values())
        there = {
            entry: votes[f"{key}/{entry}"] for entry in call.ballot if f"{key}/{entry}" in votes
        }
        if Counter(there) != cast:
            yield f"{key}: the tally has {there}, the model {dict(cast)}"
        states = Counter(call.entries.values())
        if (calls[key].entries, calls[key].withdrawn) != (len(call.entries), states["withdrawn"]):
            yield f"{key}: the board counts {calls[key]}, the model {dict(states)}"
    assert figures, "there are figures"


def _pending(model: Programme, store: Store) -> None:
    """Read what is pending, for the whole district and for a foundation; say each as told."""
    for keeper in (None, *model.foundations):
        _, open_ = store.runner.pending(model.today, foundation=keeper)
        for each in open_:
            each.state(model.today)


def _walked(model: Programme, store: Store) -> None:
    """Walk some chains."""
    for keys in (model.needs, model.projects, model.sessions, model.claims, model.papers):
        for key in list(keys)[-1:]:
            walk(store, key)
