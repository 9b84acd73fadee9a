"""Commands that carry one use case out and say what was recorded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from lixia_adapters.console.frame.answer import Answer, Table, as_of, facts_table
from lixia_adapters.console.frame.invocation import Done, Invocation, circumstances
from lixia_adapters.console.frame.options import Command, Option
from lixia_domain.application.chapters import use_case_named
from lixia_domain.kernel.words import Words, listed, many

if TYPE_CHECKING:
    from lixia_adapters.console.frame.shown import Declared
    from lixia_domain.application.bootstrap import Store

Extra = Callable[[Invocation, "Store"], Mapping[str, Any]]


class Recording(NamedTuple):
    """A command that carries one use case out, as it is declared: by its name, and what differs."""

    name: str
    carries: str
    special: tuple[Option, ...]
    shown: Mapping[str, Declared | None]
    extra: Extra | None

    def command(self) -> Command:
        """Return the command, derived from the use case's declaration."""
        from lixia_adapters.console.frame.derived import derived

        use_case = use_case_named(self.carries)
        options = derived(use_case, self.special, self.shown)
        roles = tuple(role.value for role in use_case.by)
        return Command(self.name, use_case.says, options, self.run, self.carries, roles)

    def run(self, invocation: Invocation) -> Answer:
        """Carry the use case out with what was given, and say what was recorded."""
        from lixia_adapters.console.frame.derived import canonical, given

        use_case = use_case_named(self.carries)
        with invocation.open() as store:
            values = canonical(use_case, invocation.values, circumstances(store))
            if values.get("fund_id", "") is None:
                values["fund_id"] = invocation.fund(store)
            values["on"] = invocation.day(store)
            invocation.values = dict(values)
            if self.extra is not None:
                values.update(self.extra(invocation, store))
                invocation.values = dict(values)
            done = invocation.carry_out(store, use_case, **given(use_case, values))
            return answer(invocation, done)


def recording(
    name: str,
    carries: str,
    /,
    *special: Option,
    extra: Extra | None = None,
    **shown: Declared | None,
) -> Recording:
    """Declare that the command ``name`` carries the use case ``carries`` out.

    ``special`` options and ``shown`` say what differs from its declaration (see ``shown``);
    ``extra`` gives arguments that take more than one option to make, and may replace others.
    """
    return Recording(name, carries, special, shown, extra)


def answer(invocation: Invocation, done: Done, *more: Table | Words, **data: Any) -> Answer:
    """Return what was recorded, as data and for a person."""
    count = len(done.recorded)
    facts = many(count, "fact")
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
    result = done.outcome
    if result:
        several = isinstance(result, list)
        outcome = listed(result) if several else OUTCOMES.get(result, Words(result, result))
        shown.append(Words(f"结果：{outcome.zh}", f"Outcome: {outcome.en}"))
    shown.extend(more)
    if done.personal:
        from lixia_adapters.console.frame.named import warning

        shown.append(warning(done.personal))
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
    "plan": Words("依变更备案的募捐方案", "by the plan, which was filed anew"),
    "silent": Words("未约定用途，转入相近项目", "no use was agreed: to a similar project"),
    "judgment": Words("依生效裁判", "by judgment"),
}
