"""``lixia disclosure``: what was published, and corrected."""

from __future__ import annotations

from lixia_adapters.console.frame.recording import recording

COMMANDS = (
    recording(
        "disclosure publish",
        "disclosures.publish",
        subject="SUBJECT",
        platform="[--platform=national]",
        position=(
            "--position",
            "数字所据的账册位置（默认全部）",
            "how far its figures have read (default: all)",
        ),
    ),
    recording(
        "disclosure correct", "disclosures.correct", subject="SUBJECT", corrects="--corrects"
    ),
    recording("disclosure withdraw", "disclosures.withdraw", subject="SUBJECT"),
)
