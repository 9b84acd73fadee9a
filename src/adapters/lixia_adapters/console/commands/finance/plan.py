"""``lixia plan``: fundraising plans."""

from __future__ import annotations

from lixia_adapters.console.frame.recording import recording

COMMANDS = (
    recording("plan file", "plans.file", foundation_code="--foundation"),
    recording("plan amend", "plans.amend"),
    recording("plan end", "plans.end"),
)
