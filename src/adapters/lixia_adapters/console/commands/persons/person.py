"""``lixia person``: what is kept of whom, and how long."""

from __future__ import annotations

from lixia_adapters.console.commands.persons.details import sealing
from lixia_adapters.console.frame.recording import recording

COMMANDS = (
    recording("person register", "subjects.register", extra=sealing("person")),
    recording("person change", "subjects.change", extra=sealing("person")),
    recording("person guardianship", "guardians.note"),
    recording("person hold", "subjects.hold", hold_id="HOLD"),
    recording("person release", "subjects.release", hold_id="HOLD"),
    recording("person restrict", "subjects.restrict"),
    recording("person lift", "subjects.lift"),
)
