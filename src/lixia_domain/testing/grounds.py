"""What funds, projects and sessions rest on: a foundation, a need, a batch, an activity.

Each function takes ``do``, which carries a use case out on some day, and gives back the id that is
to be named. Done again it changes nothing. All is made up (虚构示例).
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, TypeAlias

from lixia_domain.application.activities import campaigns
from lixia_domain.application.finance import foundations
from lixia_domain.application.programme import needs, projects
from lixia_domain.recording.ledger import Ledger
from lixia_domain.recording.work import By, Work

Do: TypeAlias = Callable[..., Any]

KEEPER = "913799992813043029"
"""The credit code of a foundation; its division 379999 is none: no real one can bear it."""


def told(ledger: Ledger, by: By, on: date) -> Do:
    """Return what carries use cases out on ``on``, each by itself."""
    return lambda use_case, **given: use_case(ledger, by, **given, on=on)


def within(work: Work, on: date) -> Do:
    """Return what carries use cases out on ``on``, all of them in ``work``."""
    return lambda use_case, **given: use_case.within(work, **given, on=on)


def keeper(do: Do, code: str = KEEPER, name: str = "扶贫开发基金会（虚构示例）") -> str:
    """Register a foundation (基金会)."""
    do(foundations.register, code=code, name=name, authority="省民政厅", document="法人登记证书")
    return code


def need(do: Do, need_id: str = "n1") -> str:
    """Have a need raised and verified (需求)."""
    said = {"summary": "需求", "domain": "为老服务", "place": "社区", "person": "p:" + "1" * 32}
    do(needs.put_forward, need_id=need_id, **said)
    do(needs.verify, need_id=need_id, document="走访记录")
    return need_id


def batch(do: Do, batch_id: str = "b1") -> str:
    """Plan a batch (批次)."""
    do(projects.plan_batch, batch_id=batch_id, title=batch_id)
    return batch_id


def activity(do: Do, activity_id: str = "a1", day: date = date(2021, 6, 5)) -> str:
    """Schedule an activity of a campaign (活动)."""
    do(campaigns.open_campaign, campaign_id="c1", title="主题活动")
    do(campaigns.add_action, campaign_id="c1", action="x1", title="行动")
    said = {"title": "活动", "place": "社区", "day": day}
    do(campaigns.schedule, campaign_id="c1", action="x1", activity=activity_id, **said)
    return activity_id
