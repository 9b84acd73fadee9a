"""What can have happened to a roster (名册)."""

from __future__ import annotations

from typing import ClassVar, TypeAlias

from attrs import frozen

from lixia_domain.kernel.events import Event, stored_as
from lixia_domain.kernel.vocabulary import AccountId, PersonRef, SeatedForIfAny
from lixia_domain.kernel.words import Words


@frozen(kw_only=True)
class Administrator:
    """Who is to be an administrator, and whether for a foundation (基金会代码，可空)."""

    account: AccountId
    person: PersonRef
    foundation: SeatedForIfAny


@stored_as("roster.closed", says=Words("名册关闭", "roster closed"))
class RosterClosed(Event):
    """名册关闭：自此每一次办理都核对成员、身份和所代表的一方。"""

    administrators: tuple[Administrator, ...]
    document: str


@stored_as("roster.administrators_proposed", says=Words("提名管理员", "administrators proposed"))
class AdministratorsProposed(Event):
    """原管理员均已不在：一人凭法定代表人的文件提名新管理员，待另一人确认。"""

    administrators: tuple[Administrator, ...]
    proposer: str
    document: str


@stored_as("roster.administrators_seated", says=Words("管理员就任", "administrators seated"))
class AdministratorsSeated(Event):
    """另一人确认：新管理员就任，原管理员的身份终止。"""

    administrators: tuple[Administrator, ...]
    confirmer: str
    document: str


@stored_as("roster.seat_proposed", says=Words("提名增补管理员", "seat proposed"))
class SeatProposed(Event):
    """后来加入的基金会还没有管理员：一名现任管理员提名一人代表它，待另一名现任管理员确认。"""

    administrator: Administrator
    proposer: str
    document: str


@stored_as("roster.seat_filled", says=Words("增补管理员就任", "seat filled"))
class SeatFilled(Event):
    """另一名现任管理员确认：增补者就任，现任管理员不变。"""

    administrator: Administrator
    confirmer: str
    document: str


@stored_as("roster.clock_confirmed", says=Words("时钟确认", "clock confirmed"))
class ClockConfirmed(Event):
    """时钟确认：距上一次记录超过 400 天，经核对，时钟无误。"""

    confirms_clock: ClassVar[bool] = True
    document: str


RosterEvent: TypeAlias = (
    RosterClosed
    | AdministratorsProposed
    | AdministratorsSeated
    | SeatProposed
    | SeatFilled
    | ClockConfirmed
)
Facts: TypeAlias = tuple[RosterEvent, ...]
