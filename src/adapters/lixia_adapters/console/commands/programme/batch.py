"""``lixia batch``: release projects together, announce what was pledged."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Option, named_money, text
from lixia_adapters.console.frame.recording import LEFT_OUT, recording

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

_BATCH = Option("BATCH", "batch_id", "批次编号", "the batch's id", read=text)


def _offers(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_domain.application.programme.projects import Offer

    waitlist = invocation["waitlist"]
    offers = {
        project: Offer(minimum=minimum, waitlist=waitlist)
        for project, minimum in invocation["offers"]
    }
    return {"offers": offers, "waitlist": LEFT_OUT}


RELEASE = recording(
    "projects.release_batch",
    _BATCH,
    Option("--title", "title", "批次名称", "the batch's title", read=text),
    Option(
        "--project",
        "offers",
        "项目与其启动最低额（元）",
        "a project and how many yuan must arrive before it starts",
        read=named_money,
        many=True,
        value="ID=AMOUNT",
    ),
    Option(
        "--waitlist",
        "waitlist",
        "满额后可候补",
        "beyond the budget, claims may wait",
        need=False,
        flag=True,
    ),
    extra=_offers,
)


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


ANNOUNCE = recording(
    "projects.announce",
    _BATCH,
    Option("--ceremony", "ceremony", "仪式名称", "the ceremony", read=text),
    extra=_figures,
)
