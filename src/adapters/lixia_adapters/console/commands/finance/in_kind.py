"""``lixia in-kind``: goods given, issued, sold, written off, taken back."""

from __future__ import annotations

from lixia_adapters.console.frame.recording import recording

COMMANDS = (
    recording("in-kind deliver", "goods.deliver", valued="--by"),
    recording("in-kind issue", "goods.issue"),
    recording("in-kind sell", "goods.sell"),
    recording("in-kind write-off", "goods.write_off"),
    recording("in-kind take-back", "goods.take_back"),
    recording("in-kind find", "goods.find"),
)
