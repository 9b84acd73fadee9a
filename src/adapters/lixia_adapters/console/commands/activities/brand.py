"""``lixia brand``: what teams become known for."""

from __future__ import annotations

from lixia_adapters.console.frame.recording import recording

COMMANDS = (
    recording("brand nominate", "teams.nominate"),
    recording("brand incubate", "teams.incubate"),
    recording("brand recognise", "teams.recognise"),
    recording("brand retire", "teams.retire"),
)
