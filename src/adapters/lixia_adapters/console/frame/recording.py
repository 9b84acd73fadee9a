"""Commands that carry one use case out and say what was recorded."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from lixia_adapters.console.frame.answer import Answer, Table, as_of, facts_table
from lixia_adapters.console.frame.invocation import Done, Invocation
from lixia_adapters.console.frame.options import Command, Option
from lixia_domain.application.chapters import use_case_named
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from lixia_domain.application.bootstrap import Store

Extra = Callable[[Invocation, "Store"], dict[str, Any]]


def recording(
    use_case: str, *options: Option, role: str = "programme_office", extra: Extra | None = None
) -> Command:
    """Return a command whose options are the use case's own keywords.

    ``extra`` gives keywords that take more than one option to make; it may replace others.
    """

    def run(invocation: Invocation) -> Answer:
        with invocation.open() as store:
            facts = {option.name: invocation[option.name] for option in options}
            if "fund_id" in facts:
                facts["fund_id"] = invocation.fund(store)
            facts["on"] = invocation.day(store)
            if extra is not None:
                facts = {**facts, **extra(invocation, store)}
                facts = {name: value for name, value in facts.items() if value is not LEFT_OUT}
            return answer(
                invocation, invocation.carry_out(store, use_case_named(use_case), **facts)
            )

    return Command(options, run, writes=True, role=role)


LEFT_OUT = object()
"""In place of a keyword that the use case does not know."""


def answer(invocation: Invocation, done: Done, *more: Table | Words, **data: Any) -> Answer:
    """Return what was recorded, as data and for a person."""
    count = len(done.recorded)
    facts = "1 fact" if count == 1 else f"{count} facts"
    if done.dry_run:
        said = Words(
            f"试算：将记录 {count} 条事实，现未记录。",
            f"Dry run: {facts} would be recorded; nothing was.",
        )
    elif count:
        said = Words(f"已记录 {count} 条事实。", f"{facts} recorded.")
    else:
        said = Words("已有相同记录，没有新增。", "On record already; nothing was added.")
    shown: list[Table | Words] = [said]
    result = "、".join(done.outcome) if isinstance(done.outcome, list) else done.outcome
    if result:
        outcome = OUTCOMES.get(result, Words(result, result))
        shown.append(Words(f"结果：{outcome.zh}", f"Outcome: {outcome.en}"))
    shown.extend(more)
    if count:
        shown.append(
            facts_table(done.recorded, invocation.lang)._replace(
                foot=invocation.text(as_of(done.position))
            )
        )
    else:
        shown.append(as_of(done.position))
    return Answer(done.data(**data), shown)


OUTCOMES = {
    "confirmed": Words("已确认认领", "the claim is confirmed"),
    "claimed": Words(
        "已认领，待国有资产审批备案后确认", "claimed; a state-owned donor's approval is awaited"
    ),
    "waitlisted": Words("名额已满，列为候补", "nothing left: on the waiting list"),
    "known": Words("此前已记录", "known already"),
    "new": Words("已入账", "booked"),
    "cast": Words("已投票", "the vote is cast"),
    "changed": Words("已改投", "the vote was changed"),
    "clause": Words("依协议条款", "by the agreement's clause"),
    "consent": Words("依捐赠人事先同意", "by the donor's prior consent"),
    "silent": Words("未约定用途，转入相近项目", "no use was agreed: to a similar project"),
    "judgment": Words("依生效裁判", "by judgment"),
}
