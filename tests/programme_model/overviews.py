"""What people look at: the calendar beside the model's duties; pending, report, figures, chain."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from tests.programme_model.counts import counted
from tests.programme_model.duties import Due, all_due
from tests.programme_model.figures import Programme

from lixia_domain.application.bootstrap import Store
from lixia_domain.application.overview.calendar import calendar
from lixia_domain.application.overview.chain import walk
from lixia_domain.application.report.compose import compose
from lixia_domain.rules.deadlines import Matter
from lixia_domain.rules.holidays import is_working

AHEAD, BEFORE = timedelta(days=400), timedelta(days=800)
"""How far the calendar is read."""


def overviews(model: Programme, store: Store) -> Iterator[str]:
    """Tell where what people look at is not what the model has; none of it may fail."""
    yield from _calendar(model, store)
    yield from counted(model, store)
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
