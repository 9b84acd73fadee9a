"""What decisions about a member need to know, and why they may refuse."""

from __future__ import annotations

from datetime import date
from typing import assert_never, get_args

from attrs import field, frozen

from lixia_domain.aggregates.member.facts import (
    MemberAdmitted,
    MemberEvent,
    MemberLeft,
    MemberReinstated,
    MemberSuspended,
    RoleGranted,
    RoleRevoked,
)
from lixia_domain.kernel.decider import Decider
from lixia_domain.kernel.keys import lower
from lixia_domain.kernel.rejection import Reason
from lixia_domain.kernel.replacing import replace
from lixia_domain.kernel.roles import Role

PROGRAM = "processes"
"""The account that the processes act by: the same for every runner, for keys are an actor's own."""


@frozen
class Holding:
    """A role that a member holds or held, ``until`` the day on which it was revoked.

    ``term`` is the last day on which it is held, where it was granted for a term.
    """

    role: Role
    stands_for: str
    since: date
    term: date | None = None
    until: date | None = None

    def lasts(self, on: date) -> bool:
        """Tell whether the role, not revoked so far, is within its term."""
        return self.until is None and (self.term is None or on <= self.term)


@frozen(kw_only=True)
class Member:
    """A member as decisions see it. An account that was never admitted is ``None``."""

    person: str | None
    program: str | None
    held: tuple[Holding, ...] = field(default=())
    suspended: str | None = None
    """Why it may do nothing for the time being, if so."""
    left: bool = False

    @property
    def in_force(self) -> bool:
        """Tell whether the account may be used at all."""
        return not self.left and self.suspended is None

    @property
    def eyes(self) -> str:
        """Return who looks through this account: the person, or the program."""
        return self.person or f"program:{self.program}"

    def holds(self, role: Role, stands_for: str | None = None, *, on: date) -> bool:
        """Tell whether ``role`` is held, for whomever or for the one that is given."""
        return any(stands_for in (None, one.stands_for) for one in self.now(role, on=on))

    def now(self, role: Role | None = None, *, on: date) -> tuple[Holding, ...]:
        """Return what is held on ``on``, if nothing more is recorded; or in which capacities."""
        return tuple(one for one in self.unrevoked if one.lasts(on) and role in (None, one.role))

    @property
    def unrevoked(self) -> tuple[Holding, ...]:
        """Return what was granted and not revoked, whether or not its term is over."""
        return tuple(one for one in self.held if one.until is None)


def evolve(member: Member | None, event: MemberEvent) -> Member:
    """Remember one fact. Never refuses: it is already true."""
    if isinstance(event, MemberAdmitted):
        if member is not None:  # come back: what was held has ended, a suspension has not
            return replace(member, left=False)
        return Member(person=event.person, program=event.program)
    assert member is not None, "a member's history opens with MemberAdmitted"
    match event:
        case RoleGranted(role=role, stands_for=stands_for, until=until, on=on):
            return replace(member, held=(*member.held, Holding(role, stands_for, on, until)))
        case RoleRevoked(role=role, stands_for=stands_for, on=on):
            held = tuple(
                replace(one, until=on)
                if (one.role, one.stands_for, one.until) == (role, stands_for, None)
                else one
                for one in member.held
            )
            return replace(member, held=held)
        case MemberSuspended(reason=reason):
            return replace(member, suspended=reason)
        case MemberReinstated():
            return replace(member, suspended=None)
        case MemberLeft():
            return replace(member, left=True)
        case _:
            assert_never(event)


MEMBER: Decider[Member | None, MemberEvent] = Decider(
    "member", None, evolve, get_args(MemberEvent), key=(lower,)
)


class Why(Reason):
    """Why something can't be done with a member."""

    UNKNOWN = "member.unknown", "账号 {account} 没有登记", "account {account} is not admitted"
    EXISTS = (
        "member.exists",
        "账号 {account} 已由他人或另一程序使用",
        "account {account} is somebody else's already",
    )
    NO_ACCOUNT = (
        "member.no_account",
        "个人代号和统一社会信用代码不能作账号",
        "a person's reference or a credit code can't be an account",
    )
    ONE_OF_TWO = (
        "member.one_of_two",
        "账号由一个自然人或一个程序使用：请给出使用者的代号，或程序的名称，只给其一",
        "an account is one person's or one program's: give the person's reference, or the "
        "program's name, one of the two",
    )
    NOT_IN_FORCE = (
        "member.not_in_force",
        "账号 {account} 已停用或离任",
        "account {account} is suspended or has left",
    )
    PERSON_SUSPENDED = (
        "member.person_suspended",
        "账号 {account} 的使用人已被停用（账号 {suspended}）：恢复之后方可授予身份",
        "who uses account {account} is suspended (account {suspended}): reinstate that first",
    )
    NOT_SUSPENDED = (
        "member.not_suspended",
        "账号 {account} 没有停用",
        "account {account} is not suspended",
    )
    NOT_HELD = (
        "member.not_held",
        "账号 {account} 没有此身份：{role}；现有身份：{held}，请照此写明身份和代表谁",
        "account {account} does not hold the role of {role}; it holds: {held}. "
        "Say role and for whom as it stands there",
    )
    NEVER_GRANTED = (
        "member.never_granted",
        "“{role}”不能授予：只在旧账中出现",
        "the role of {role} can't be granted: it stands in old books only",
    )
    OF_PROGRAMS = (
        "member.of_programs",
        "“程序”身份只由程序持有，程序也只持有这一身份",
        "the role of a program is a program's, and a program has no other",
    )
    STANDS_FOR_NOBODY = (
        "member.stands_for_nobody",
        "“{role}”须说明代表谁（企业、团队或基金会）",
        "say for whom the {role} stands: an enterprise, a team or a foundation",
    )
    STANDS_FOR_ALL = (
        "member.stands_for_all",
        "“{role}”面向全区，不代表某一家",
        "the {role} acts for the whole district and stands for no one",
    )
    NO_TERM = (
        "member.no_term",
        "“{role}”的任期随审计业务约定终止：请写明任期的最后一天",
        "the term of the role of {role} ends with the engagement: say its last day",
    )
    TERM_OF_AUDITORS = (
        "member.term_of_auditors",
        "“{role}”没有任期，请不要写明：到时由授予的人撤销",
        "the role of {role} has no term, so say none: whoever grants it revokes it in time",
    )
    TERM_OVER = (
        "member.term_over",
        "任期的最后一天 {until} 早于授予日 {on}：请写明授予日当天或以后的日期",
        "the last day of the term, {until}, lies before the role is granted, {on}: "
        "say that day or a later one",
    )
    ONESELF = (
        "member.oneself",
        "不得给自己授予或恢复权限",
        "nobody grants or restores rights to themselves",
    )
    NO_OTHER_ROLE = (
        "member.no_other_role",
        "管理员和审计不得兼任其他身份；此人已是或将是：{roles}",
        "an administrator or auditor holds no other role; this person is or would be: {roles}",
    )
    APART = (
        "member.apart",
        "同一人不得兼任{one}与{other}（会计法第三十五条、第三十七条）",
        "one person can't be {one} and {other} (Accounting Law 35, 37)",
    )
    NOT_YOURS_TO_GRANT = (
        "member.not_yours_to_grant",
        "“{role}”由{who}授予",
        "the role of {role} is granted by {who}",
    )
    PROCESSES_STAY = (
        "member.processes_stay",
        "到期事项由程序账号 {account} 办理，不得停用、撤销或离任",
        "account {account} does what falls due: it is neither suspended nor revoked, nor leaves",
    )
    TWO_REMAIN = (
        "member.two_remain",
        "此后管理员将不足两人，不得办理；请先增补",
        "fewer than two administrators would remain; appoint another first",
    )
    FOUNDATION_LEFT = (
        "member.foundation_left",
        "{foundation} 有人任职，此后将没有有效的管理员，不得办理；请其管理员先增补一名",
        "people hold roles for {foundation}, which would have no administrator in force; "
        "let its administrator appoint another first",
    )
