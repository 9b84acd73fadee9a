"""What streams of people, votes, campaigns, firms and papers come to, and what the model has."""

from __future__ import annotations

from typing import Any

from tests.programme_model.figures import Programme

from lixia_domain.aggregates.batch import BATCH
from lixia_domain.aggregates.brand import BRAND
from lixia_domain.aggregates.campaign.state import CAMPAIGN
from lixia_domain.aggregates.disclosure import DISCLOSURE
from lixia_domain.aggregates.enterprise import ENTERPRISE, Ownership
from lixia_domain.aggregates.entry import ENTRY
from lixia_domain.aggregates.foundation.state import FOUNDATION
from lixia_domain.aggregates.fundraising_plan import FUNDRAISING_PLAN
from lixia_domain.aggregates.guide import GUIDE
from lixia_domain.aggregates.need import NEED
from lixia_domain.aggregates.open_call.state import OPEN_CALL
from lixia_domain.aggregates.service_session.state import SERVICE_SESSION
from lixia_domain.aggregates.subject.state import SUBJECT
from lixia_domain.aggregates.team import TEAM
from lixia_domain.aggregates.volunteer.state import VOLUNTEER
from lixia_domain.aggregates.vote import VOTE
from lixia_domain.kernel.ids import split_key


def _subject(state: Any) -> object:
    details = {field.value: value for field, value in state.details.items()}
    flags = state.restricted is not None, state.ordered is not None, state.erased is not None
    return details, set(state.holds), set(state.released), flags


def _models_subject(model: Programme, key: str) -> object:
    known = model.subjects[key]
    flags = known.restricted, known.ordered, known.erased
    return known.details, set(known.holds), known.released, flags


def _volunteer(state: Any) -> object:
    number = None if state.certificate is None else state.certificate.number
    shown = state.shows.standing, state.guardian_shows.standing
    return state.registered.adult_from, state.service.standing, shown, number


def _models_volunteer(model: Programme, key: str) -> object:
    known = model.volunteers[key]
    last = known.certificate
    number = None if last is None or last.withdrawn else last.number
    shown = known.shows.stands, known.guardian_shows.stands
    return known.adult_from, known.service.stands, shown, number


def _session(state: Any) -> object:
    held = None if state.held is None else (state.held.day, state.held.span.start)
    hours = {
        person: (each.span.start, each.span.end, each.teller, each.certified)
        for person, each in state.hours.items()
    }
    return held, hours


def _models_session(model: Programme, key: str) -> object:
    session = model.sessions[key]
    held = None if session.held is None else (session.held[0], session.held[1][0])
    hours = {
        person: (*stretch, teller, certified)
        for person, (stretch, teller, certified) in session.hours.items()
    }
    return held, hours


def _call(state: Any) -> object:
    tally = {each.entry: each.votes for each in state.tally}
    pending = {key: each.pending for key, each in state.objections.items()}
    return (
        state.stage.value,
        list(state.order),
        tally,
        list(state.published),
        pending,
        state.awards,
        state.key_destroyed,
    )


def _models_call(model: Programme, key: str) -> object:
    call = model.calls[key]
    pending = {name: each.pending for name, each in call.objections.items()}
    return (
        call.stage,
        [f"{key}/{entry}" for entry in call.ballot],
        {f"{key}/{entry}": votes for entry, votes in call.tally.items()},
        [f"{key}/{entry}" for entry in call.published],
        pending,
        {(f"{key}/{entry}", award) for entry, award in call.awards},
        call.key_gone,
    )


def _models_entry(model: Programme, key: str) -> object:
    call, entry = split_key(key)
    return model.calls[call].entries[entry]


def _models_vote(model: Programme, key: str) -> object:
    call, voter = split_key(key)
    return f"{call}/{model.calls[call].votes[voter]}"


def _campaign(state: Any) -> object:
    fates = {key: each.fate.value for key, each in state.activities.items()}
    return dict(state.actions), fates, state.closed


def _models_campaign(model: Programme, key: str) -> object:
    campaign = model.campaigns[key]
    fates = {name: each[2] for name, each in campaign.activities.items()}
    return campaign.actions, fates, campaign.closed


def _firm(state: Any) -> object:
    states = state.ownership is Ownership.STATE
    return state.name, states, state.verified, state.successor, state.debarred


def _models_firm(model: Programme, key: str) -> object:
    firm = model.enterprises[key]
    return firm.name, firm.states, firm.verified, firm.successor, firm.debarred


def _models_team(model: Programme, key: str) -> object:
    team = model.teams[key]
    return team.verified is not None, team.debarred is not None


def _foundation(state: Any) -> object:
    terms = [(each.person, each.office.value, each.since, each.until) for each in state.terms]
    ties = [
        (known.declared.party, known.declared.person, known.declared.tie.value, known.until)
        for known in state.related
    ]
    return terms, ties, {year: each.document for year, each in state.years.items()}


def _models_foundation(model: Programme, key: str) -> object:
    known = model.foundations[key]
    ties = [(*each[:3], each[4]) for each in known.ties]
    years = {year: _document(reports[-1][0]) for year, reports in known.years.items()}
    return [tuple(each) for each in known.terms], ties, years


def _document(said: object) -> object:
    assert isinstance(said, tuple)
    return said[0]


def _models_plan(model: Programme, key: str) -> object:
    plan = model.plans[key]
    return plan.ends, tuple(plan.spans), plan.ended


def _models_disclosure(model: Programme, key: str) -> object:
    matter, subject, period = split_key(key)
    known = model.published.get((matter, subject, period))
    return None if known is None else known[1]


LIVES: dict[str, tuple[Any, Any, Any]] = {
    "subject": (SUBJECT, _subject, _models_subject),
    "volunteer": (VOLUNTEER, _volunteer, _models_volunteer),
    "service_session": (SERVICE_SESSION, _session, _models_session),
    "open_call": (OPEN_CALL, _call, _models_call),
    "entry": (ENTRY, lambda state: state.stage.value, _models_entry),
    "vote": (VOTE, lambda state: state.entry, _models_vote),
    "campaign": (CAMPAIGN, _campaign, _models_campaign),
    "need": (
        NEED,
        lambda state: (state.stage.value, state.project),
        lambda model, key: (model.needs[key].stage, model.needs[key].project),
    ),
    "batch": (
        BATCH,
        lambda state: state.stage.value == "announced",
        lambda model, key: model.batches[key].announced,
    ),
    "brand": (
        BRAND,
        lambda state: state.stage.value,
        lambda model, key: model.brands[key].stage,
    ),
    "guide": (
        GUIDE,
        lambda state: (state.draft.edition, state.published),
        lambda model, key: (model.guides[key].draft[0], model.guides[key].published),
    ),
    "enterprise": (ENTERPRISE, _firm, _models_firm),
    "team": (
        TEAM,
        lambda state: (state.verified, state.debarred is not None),
        _models_team,
    ),
    "foundation": (FOUNDATION, _foundation, _models_foundation),
    "fundraising_plan": (
        FUNDRAISING_PLAN,
        lambda state: (state.ends, state.spans, state.ended_on),
        _models_plan,
    ),
    "disclosure": (
        DISCLOSURE,
        lambda state: None if state.withdrawn else state.content_hash,
        _models_disclosure,
    ),
}
"""By kind of stream: how it is read, what it comes to, what the model has."""
