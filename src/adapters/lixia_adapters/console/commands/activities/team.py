"""``lixia team``: who carries projects out."""

from __future__ import annotations

from lixia_adapters.console.commands.persons.details import sealing
from lixia_adapters.console.frame.recording import recording

COMMANDS = (
    recording("team register", "teams.register", extra=sealing("lead"), name="NAME"),
    recording("team verify", "teams.verify"),
    recording("team debar", "teams.debar"),
    recording("team reinstate", "teams.reinstate"),
    recording("team agreement", "teams.sign_agreement", project_id="PROJECT"),
)
