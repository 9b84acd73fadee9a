"""``lixia project``, the first half: from draft to publication, and looking at one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.answer import Answer
from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.options import Command, Option, money, named_money, text
from lixia_adapters.console.frame.recording import recording
from lixia_adapters.console.frame.trouble import NotFound

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

PROJECT = Option("PROJECT", "project_id", "项目编号", "the project's id", read=text)
REASON = Option("--reason", "reason", "理由", "the reason", read=text)
MINUTES = Option("--minutes", "minutes", "会议纪要编号", "the minutes", read=text)
LINES = Option(
    "--line",
    "lines",
    "预算科目与金额（元）",
    "a budget line and its amount in yuan",
    read=named_money,
    many=True,
    value="NAME=AMOUNT",
)


def budget_lines(invocation: Invocation, store: Store) -> dict[str, Any]:
    """Return the budget lines as the use case wants them."""
    from lixia_domain.aggregates.project.facts import BudgetLine

    return {
        "lines": tuple(BudgetLine(line=name, amount=sum_) for name, sum_ in invocation["lines"])
    }


DRAFT = recording(
    "projects.draft",
    PROJECT,
    Option("--title", "title", "项目名称", "the title", read=text),
    Option("--domain", "domain", "所属领域", "the domain", read=text),
    Option(
        "--need", "needs", "来自哪项需求", "a need it answers", read=text, many=True, value="ID"
    ),
    LINES,
    Option(
        "--relief",
        "relief",
        "属扶贫济困等（慈善法 41）",
        "it relieves the poor, elderly, sick …",
        need=False,
        flag=True,
    ),
    extra=budget_lines,
)

APPROVE = recording("projects.approve", PROJECT, MINUTES)
GIVE_BACK = recording("projects.give_back", PROJECT, REASON)
BUDGET = recording("projects.revise_budget", PROJECT, LINES, REASON, extra=budget_lines)


def _offer(invocation: Invocation, store: Store) -> dict[str, Any]:
    from lixia_adapters.console.frame.recording import LEFT_OUT
    from lixia_domain.application.programme.projects import Offer

    offer = Offer(minimum=invocation["minimum"], waitlist=invocation["waitlist"])
    return {"offer": offer, "minimum": LEFT_OUT, "waitlist": LEFT_OUT}


PUBLISH = recording(
    "projects.publish",
    PROJECT,
    Option("--batch", "batch_id", "批次编号", "the batch", read=text, value="ID"),
    Option(
        "--minimum",
        "minimum",
        "到账多少元方可启动",
        "how many yuan must arrive before it starts",
        read=money,
        value="AMOUNT",
    ),
    Option(
        "--waitlist",
        "waitlist",
        "满额后可候补",
        "beyond the budget, claims may wait",
        need=False,
        flag=True,
    ),
    extra=_offer,
)


def _show(invocation: Invocation) -> Answer:
    from lixia_adapters.console.commands.looking.rows import card, row_of

    project = invocation["project_id"]
    with invocation.open() as store:
        found = row_of(store, "project_register", project)
        if found is None:
            raise NotFound(
                f"没有项目 {project}；lixia view project_register 可列出全部项目",
                f"there is no project {project}; lixia view project_register lists them all",
                "project.unknown",
            )
        position, row, claims = found
        return card(invocation, "project_register", position, row, claims)


SHOW = Command((PROJECT,), _show)
