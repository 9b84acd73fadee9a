"""What the right answer to each command is, and what is so after it."""

from tests.programme_model.answers import (
    accounts,
    arrears,
    beginnings,
    claims,
    corrections,
    credits,
    disbursements,
    members,
    papers,
    projects,
    service,
    shortfalls,
    tranches,
    undoing,
    uses,
    votes,
)

__all__ = [
    "accounts",
    "arrears",
    "beginnings",
    "claims",
    "corrections",
    "credits",
    "disbursements",
    "members",
    "papers",
    "projects",
    "service",
    "shortfalls",
    "tranches",
    "undoing",
    "uses",
    "votes",
]
