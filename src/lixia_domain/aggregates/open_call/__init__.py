"""Open call (征集评选): entries are asked for, screened, voted on, and exactly so many published.

Read ``facts`` (what can have happened), ``state`` (what we remember, why we may refuse), then
``decisions`` and ``objections`` (what may be done). A vote counts if and only if it stands in the
log before the ballot was frozen: the vote is closed first, so that the frozen tally lacks none.
"""
