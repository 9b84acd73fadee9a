"""``lixia campaign``: campaigns, their actions and activities."""

from __future__ import annotations

from lixia_adapters.console.frame.recording import recording

COMMANDS = (
    recording("campaign open", "campaigns.open_campaign"),
    recording("campaign action", "campaigns.add_action", action="ACTION"),
    recording("campaign schedule", "campaigns.schedule", activity="ACTIVITY"),
    recording("campaign hold", "campaigns.hold", activity="ACTIVITY"),
    recording("campaign unhold", "campaigns.unhold", activity="ACTIVITY"),
    recording("campaign cancel", "campaigns.cancel", activity="ACTIVITY"),
    recording("campaign close", "campaigns.close"),
)
