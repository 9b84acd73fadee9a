"""What funds and projects rest on: a registered foundation, a verified need, a planned batch.

Each takes ``do``, which carries a use case out on some day, and gives back the id to be named.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from lixia_domain.application.finance import foundations
from lixia_domain.application.programme import needs, projects
from lixia_domain.testing.steps.world import credit_code, person

Do = Callable[..., Any]


def keeper(do: Do, name: str = "基金会（虚构示例）", code: str = "") -> str:
    """Register a foundation; return its credit code."""
    code = code or credit_code(name)
    do(foundations.register, code=code, name=name, authority="民政厅", document="证书")
    return code


def need(do: Do, need_id: str = "n1") -> str:
    """Have a need raised and verified."""
    told = {"summary": "需求（虚构示例）", "domain": "为老服务", "place": "社区"}
    do(needs.put_forward, need_id=need_id, person=person("居民"), **told)
    do(needs.verify, need_id=need_id, document="走访记录")
    return need_id


def batch(do: Do, batch_id: str = "b1") -> str:
    """Plan a batch."""
    do(projects.plan_batch, batch_id=batch_id, title=batch_id)
    return batch_id
