"""What views and figures count, beside what the model does: hours, votes, needs, firms, works."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from tests.programme_model.answers.volunteers import certified
from tests.programme_model.figures import Claim, Programme

from lixia_domain.application.bootstrap import Store
from lixia_domain.application.overview import kpi
from lixia_domain.views.call_board import CALL_BOARD
from lixia_domain.views.programme_summary import PROGRAMME_SUMMARY, SummaryScope
from lixia_domain.views.service_hours import SERVICE_HOURS
from lixia_domain.views.vote_tally import VOTE_TALLY

ANSWERED = ("planned", "met")
ACCEPTED = ("accepted", "closed")


def counted(model: Programme, store: Store) -> Iterator[str]:
    """Tell where something is counted otherwise than the model counts it."""
    build = store.views()
    with build.reading():
        hours = {key: row.certified_minutes for key, row in build.rows(SERVICE_HOURS)}
        votes = {key: row.votes for key, row in build.rows(VOTE_TALLY)}
        boards = dict(build.rows(CALL_BOARD))
        summary = build.load(PROGRAMME_SUMMARY, SummaryScope.ALL.value)
    for person in model.volunteers:
        minutes = sum(end - start for start, end in certified(model, person).values())
        if hours.get(person, 0) != minutes:
            yield f"{person}: {hours.get(person)} minutes certified, the model has {minutes}"
    for key, call in model.calls.items():
        cast = Counter(call.votes.values())
        there = {entry: votes.get(f"{key}/{entry}", 0) for entry in call.entries}
        if Counter(there) != cast:
            yield f"{key}: the tally has {there}, the model {dict(cast)}"
        gone = Counter(call.entries.values())["withdrawn"]
        if (boards[key].entries, boards[key].withdrawn) != (len(call.entries), gone):
            yield f"{key}: the board counts {boards[key]}, the model {call.entries}"
    told = {each.code: (each.part, each.whole) for each in kpi.report(build).figures}
    told["enterprises"] = (0 if summary is None else summary.enterprises or 0, None)
    for name, right in _right(model).items():
        if told[name] != right:
            yield f"{name} is {told[name]}, the model has {right}"


def promised(claim: Claim) -> bool:
    """Tell whether a pledge stands: it was not released; one in default is still owed."""
    return not claim.released


def _right(model: Programme) -> Mapping[str, tuple[int, int | None]]:
    """Return figures as they should be."""
    needs = [each for each in model.needs.values() if each.verified and each.stage != "merged"]
    started = [each for each in model.projects.values() if each.started is not None]
    donors = {model.successor(each.enterprise) for each in model.claims.values() if promised(each)}
    return {
        "needs_answered": (sum(each.stage in ANSWERED for each in needs), len(needs)),
        "projects_accepted": (sum(each.stage in ACCEPTED for each in started), len(started)),
        "works_published": (sum(len(each.published) for each in model.calls.values()), None),
        "brands_recognised": (
            sum(each.stage == "recognised" for each in model.brands.values()),
            None,
        ),
        "enterprises": (len(donors), None),
    }
