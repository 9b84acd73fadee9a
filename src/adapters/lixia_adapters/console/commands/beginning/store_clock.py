"""``lixia store confirm-clock``: somebody looked at the clock after a long silence."""

from __future__ import annotations

from lixia_adapters.console.frame.recording import recording

COMMANDS = (recording("store confirm-clock", "members.confirm_clock", document="--document"),)
