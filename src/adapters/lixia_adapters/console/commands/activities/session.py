"""``lixia session``: service sessions, from the plan to certified hours."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import option
from lixia_adapters.console.frame.recording import recording
from lixia_adapters.console.frame.trouble import Usage

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store


def _corrected(invocation: Invocation, store: Store) -> dict[str, Any]:
    if invocation["strike"] is (invocation["span"] is not None):
        raise Usage(
            "--time 与 --strike 须取其一", "give either --time or --strike", "missing_option"
        )
    return {}


COMMANDS = (
    recording("session plan", "sessions.plan", span="--time"),
    recording("session hold", "sessions.hold", span="--time"),
    recording("session cancel", "sessions.cancel"),
    recording("session record", "sessions.record_hours", hours="--hours"),
    recording(
        "session correct",
        "sessions.correct_hours",
        option("[--strike]", "撤销其时长", "strike the hours out"),
        extra=_corrected,
        person="PERSON",
        span="--time",
    ),
    recording("session certify", "sessions.certify_hours"),
    recording("session publish", "sessions.publish_portraits"),
    recording("session take-down", "sessions.take_down_portraits"),
)
