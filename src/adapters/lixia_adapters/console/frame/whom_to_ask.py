"""Whoever may not do something is told who may, and in a demo how to act as one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lixia_adapters.console.frame.invocation import Invocation
from lixia_adapters.console.frame.trouble import Trouble
from lixia_domain.kernel.words import Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lixia_domain.application.bootstrap import Store
    from lixia_domain.application.overview.membership import Membership
    from lixia_domain.application.scope import Scope
    from lixia_domain.kernel.roles import Role
    from lixia_domain.views.role_register import RoleRow

FEW = 3
"""So many are named."""


def told(trouble: Trouble, invocation: Invocation, error: BaseException, carries: str) -> Trouble:
    """Return ``trouble``, a refusal for want of rights, with the accounts that may.

    ``carries`` names the use case: those stand for whom it is about, as far as that can be told.
    """
    from lixia_domain.application.overview.membership import membership
    from lixia_domain.application.rights import Why, standing
    from lixia_domain.kernel.keys import party
    from lixia_domain.kernel.rejection import Rejection
    from lixia_domain.kernel.roles import Role
    from lixia_domain.recording.recorder import DEMO

    if not isinstance(error, Rejection) or error.reason in (Why.NOT_THERE, Why.STANDS_NOT_FOR):
        return trouble  # of somebody else than who acts
    with invocation.open(read_only=True) as store:
        demo = DEMO in store.ledger.journal.about()
        found = membership(store.ledger, store.today())
        scope = _scope(invocation, store, carries)
    roles = [Role(role) for role in invocation.roles] or [Role.ADMINISTRATOR]
    whose = {role: None if scope is None else standing(role, scope) for role in roles}
    may = [
        one
        for one in found.holders(roles)
        if (of := whose[Role(one.role)]) is None or party(one.stands_for) in map(party, of)
    ]
    if error.reason is Why.NOT_THEIRS:  # whose business it is comes before who keeps its money
        may.sort(key=lambda one: one.role != error.facts["role"])
    said = [_listed(may)] if may else _nobody(found, roles[0], whose[roles[0]])
    if demo and may:
        said.append(_as_another(may[0]))
    elif not (invocation.values["actor"] or invocation.environ.get("LIXIA_ACTOR")):
        said.append(WHO_ARE_YOU)
    return trouble._replace(more=tuple(said))


def _scope(invocation: Invocation, store: Store, carries: str) -> Scope | None:
    """Return whom the act concerns; ``None`` where a command's options don't tell that."""
    from lixia_adapters.console.frame.derived import given
    from lixia_adapters.console.frame.invocation import circumstances
    from lixia_domain.application.chapters import use_case_named
    from lixia_domain.kernel.rejection import Rejection
    from lixia_domain.recording.work import Work

    try:
        use_case = use_case_named(carries)
        told = given(use_case, {**invocation.values, "on": invocation.day(store)})
        read = use_case.gate.read(told, circumstances(store))
        return use_case.scope.resolve(Work(store.ledger, invocation.by(store)), read)
    except (LookupError, Rejection, ValueError):
        return None


def _nobody(found: Membership, role: Role, whose: tuple[str, ...] | None) -> list[Words]:
    """Return who grants a role that nobody holds, and how; or that it can't be told whose it is."""
    from lixia_domain.aggregates.member.decisions import FOR_A_TERM, OF_A_PARTY
    from lixia_domain.kernel.roles import Role

    names = [one.account for one in found.holders([Role.ADMINISTRATOR])][:FEW]
    if whose == () and any(found.holders([role])):
        unknown = Words(
            f"  账册还看不出此事归谁，“{role.zh}”因此无人可以办理；请核对编号，或先补办前面的手续",
            f"  the books don't tell yet whose business it is, so nobody may as {role.en}; check "
            "the id, or do first what comes before it",
        )
        return [unknown]
    party = f" --for {whose[0] if whose else 'PARTY'}" if role in OF_A_PARTY else ""
    term = " --until DATE" if role in FOR_A_TERM else ""
    line = f"lixia member grant ACCOUNT {role}{party}{term} --document DOCUMENT"
    nobody = Words(
        f"  现在没有人可以办理；请管理员授予身份：{'、'.join(names)}",
        f"  nobody may at present; ask an administrator to grant the role: {', '.join(names)}",
    )
    return [nobody, Words(line, line)]


WHO_ARE_YOU = Words(
    "  没有说明由谁经办：加 --actor 账号，或设环境变量 LIXIA_ACTOR",
    "  nobody said who acts: add --actor ACCOUNT, or set LIXIA_ACTOR",
)


def _listed(may: Sequence[RoleRow]) -> Words:
    from lixia_domain.kernel.roles import Role

    named = may[:FEW]
    zh = "、".join(
        f"{one.account}（{Role(one.role).zh}{f'，{one.stands_for}' if one.stands_for else ''}）"
        for one in named
    )
    en = ", ".join(
        f"{one.account} ({Role(one.role).en}{f' for {one.stands_for}' if one.stands_for else ''})"
        for one in named
    )
    more = len(may) - len(named)
    return Words(
        f"  可请办理：{zh}{f' 等 {len(may)} 个' if more else ''}",
        f"  ask: {en}{f' and {more} more' if more else ''}",
    )


def _as_another(one: RoleRow) -> Words:
    line = f"--actor {one.account} --role {one.role}"
    return Words(
        f"  这是演示库，可代其办理：加 {line}", f"  this is a demo; to act as them, add: {line}"
    )
