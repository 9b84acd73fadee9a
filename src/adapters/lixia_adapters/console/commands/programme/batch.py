"""``lixia batch``: plan one, release projects together, announce what was pledged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import option
from lixia_adapters.console.frame.readers import money, parted, text
from lixia_adapters.console.frame.recording import recording

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store


def _offers(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.application.programme.projects import Offer

    waitlist = invocation["waitlist"]
    return {
        "offers": {
            project: Offer(minimum=minimum, waitlist=waitlist)
            for project, minimum in invocation["offers"]
        }
    }


COMMANDS = (
    recording("batch plan", "projects.plan_batch"),
    recording(
        "batch release",
        "projects.release_batch",
        option(
            "--project PROJECT=AMOUNT …",
            "项目与其启动最低额（元）",
            "a project and how many yuan must arrive before it starts",
            parted("PROJECT=AMOUNT", (text, money), lambda *offer: offer),
            name="offers",
        ),
        option("[--waitlist]", "满额后可候补", "beyond the budget, claims may wait"),
        extra=_offers,
    ),
    recording("batch announce", "projects.announce"),
)
