"""Open call (征集评选): entries are asked for, screened, voted on, and exactly so many published.

Read ``facts`` (what can have happened), ``state`` (what we remember, why we may refuse), then
``decisions`` and ``objections`` (what may be done). A vote counts if and only if it stands in the
log before the ballot was frozen: the vote is closed first, so that the frozen tally lacks none.
"""

from lixia_domain.aggregates.open_call.decisions import (
    close_voting,
    counting,
    destroy_key,
    freeze,
    grant,
    open_call,
    open_voting,
    publish,
    screening,
    taking_entries,
    taking_votes,
    withdrawing,
)
from lixia_domain.aggregates.open_call.facts import (
    AwardGranted,
    BallotFrozen,
    CallEvent,
    CallOpened,
    EntryVotes,
    Kind,
    ObjectionDecided,
    ObjectionRaised,
    ResultsCorrected,
    ResultsPublished,
    Revote,
    TieRule,
    VoterKeyDestroyed,
    VotingClosed,
    VotingOpened,
)
from lixia_domain.aggregates.open_call.objections import (
    correct_results,
    decide_objection,
    raise_objection,
)
from lixia_domain.aggregates.open_call.state import OPEN_CALL, Call, Objection, Stage, Why

__all__ = [
    "OPEN_CALL",
    "AwardGranted",
    "BallotFrozen",
    "Call",
    "CallEvent",
    "CallOpened",
    "EntryVotes",
    "Kind",
    "Objection",
    "ObjectionDecided",
    "ObjectionRaised",
    "ResultsCorrected",
    "ResultsPublished",
    "Revote",
    "Stage",
    "TieRule",
    "VoterKeyDestroyed",
    "VotingClosed",
    "VotingOpened",
    "Why",
    "close_voting",
    "correct_results",
    "counting",
    "decide_objection",
    "destroy_key",
    "freeze",
    "grant",
    "open_call",
    "open_voting",
    "publish",
    "raise_objection",
    "screening",
    "taking_entries",
    "taking_votes",
    "withdrawing",
]
