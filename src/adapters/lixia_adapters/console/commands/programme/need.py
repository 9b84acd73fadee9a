"""``lixia need``: what residents ask for, and which project is to meet it."""

from __future__ import annotations

from lixia_adapters.console.commands.persons.details import sealing
from lixia_adapters.console.frame.recording import recording

COMMANDS = (
    recording(
        "need raise",
        "needs.put_forward",
        extra=sealing("person"),
        person=(
            "--person",
            "提出人代号（见 lixia volunteer reference）",
            "reference of who asks (see lixia volunteer reference)",
        ),
    ),
    recording("need verify", "needs.verify"),
    recording("need merge", "needs.merge"),
    recording("need decline", "needs.decline"),
    recording("need plan", "needs.plan"),
)
