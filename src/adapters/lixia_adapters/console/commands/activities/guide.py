"""``lixia guide``: editions of a guide, immutable once published."""

from __future__ import annotations

from lixia_adapters.console.frame.recording import recording

COMMANDS = (
    recording("guide draft", "guides.draft", edition="EDITION", cites="--cites"),
    recording("guide publish", "guides.publish", edition="EDITION"),
)
