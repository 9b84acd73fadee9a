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


def _figures(invocation: Invocation, store: Store) -> dict[str, Any]:
    """Return the whole programme's figures, with the position they were read at."""
    from lixia_domain.kernel.money import Money

    summary = store.show("programme_summary")
    [whole] = [row for row in summary["rows"] if row["domains"] is not None] or [{}]
    return {
        "domains": whole.get("domains", 0),
        "projects": whole.get("projects", 0),
        "projects_claimed": whole.get("projects_claimed", 0),
        "enterprises": whole.get("enterprises", 0),
        "pledged": Money(whole.get("pledged_fen", 0)),
        "position": summary["position"],
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
    recording(
        "batch announce",
        "projects.announce",
        extra=_figures,
        domains=None,
        projects=None,
        projects_claimed=None,
        enterprises=None,
        pledged=None,
        position=None,
    ),
)
